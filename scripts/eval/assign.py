"""The best one-to-one assignment of two small sets, by the Hungarian method."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["assign"]


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs ``(row, column)`` of largest total weight; pairs of weight 0 are left out. Weights are >= 0."""
    if not weights or not weights[0]:
        return []
    turned = len(weights) > len(weights[0])
    table = [list(column) for column in zip(*weights, strict=True)] if turned else [list(row) for row in weights]
    most = max(max(row) for row in table)
    pairs = _cheapest([[most - weight for weight in row] for row in table])
    pairs = [(column, row) for row, column in pairs] if turned else pairs
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _cheapest(costs: list[list[float]]) -> list[tuple[int, int]]:
    """Each row's column at the least total cost; at least as many columns as rows. Rows and columns count from 1."""
    rows, columns = len(costs), len(costs[0])
    of_row, of_column, taken = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken[0], column = row, 0
        least, seen, way = [math.inf] * (columns + 1), [False] * (columns + 1), [0] * (columns + 1)
        while taken[column]:
            seen[column] = True
            current, step, following = taken[column], math.inf, 0
            for other in range(1, columns + 1):
                if seen[other]:
                    continue
                cost = costs[current - 1][other - 1] - of_row[current] - of_column[other]
                if cost < least[other]:
                    least[other], way[other] = cost, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if seen[other]:
                    of_row[taken[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            taken[column] = taken[way[column]]
            column = way[column]
    return [(taken[column] - 1, column - 1) for column in range(1, columns + 1) if taken[column]]
