"""Plots as figures for the templates: where each line, dot and bar stands. Pure; units are those of the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["WIDTH", "Bar", "BarPlot", "Dot", "LinePlot", "bars", "curve", "line"]

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 520, 190, 34, 26, 10
ROW = 22
MOST_LABELS = 8


class Dot(NamedTuple):
    x: float
    y: float
    label: str
    value: float
    href: str


class LinePlot(NamedTuple):
    """``path`` of the line, its dots, ticks as (y, text) and month labels as (x, text)."""

    path: str
    dots: list[Dot]
    ticks: list[tuple[float, str]]
    labels: list[tuple[float, str]]
    height: int


class Bar(NamedTuple):
    y: float
    width: float
    label: str
    value: int
    href: str


class BarPlot(NamedTuple):
    bars: list[Bar]
    height: int
    left: int


def line(points: Sequence[tuple[str, float | None, str]]) -> LinePlot:
    """Shares (0 to 1) by label, each with the address it leads to; a gap where the value is unknown."""
    wide = WIDTH - LEFT - 10
    step = wide / max(1, len(points) - 1)
    high = HEIGHT - BOTTOM - TOP
    dots, path, pen = [], [], "M"
    for index, (label, value, href) in enumerate(points):
        if value is None:
            pen = "M"
            continue
        x, y = LEFT + index * step, TOP + high * (1 - min(max(value, 0.0), 1.0))
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
        dots.append(Dot(round(x, 1), round(y, 1), label, value, href))
    every = max(1, -(-len(points) // MOST_LABELS))
    labels = [(round(LEFT + index * step, 1), points[index][0]) for index in range(0, len(points), every)]
    ticks = [(TOP + high * (1 - share), f"{share * 100:.0f}") for share in (0, 0.5, 1)]
    return LinePlot(" ".join(path), dots, ticks, labels, HEIGHT)


def curve(points: Sequence[tuple[str, float]]) -> LinePlot:
    """Shares by label on a scale that ends a little above the largest."""
    most = max(0.1, *(math.ceil(20 * value) / 20 for _, value in points)) if points else 1.0
    plot = line([(label, value / most, "") for label, value in points])
    dots = [dot._replace(value=dot.value * most) for dot in plot.dots]
    high = HEIGHT - BOTTOM - TOP
    ticks = [(TOP + high * (1 - share), f"{share * most * 100:.0f}") for share in (0, 0.5, 1)]
    return plot._replace(dots=dots, ticks=ticks)


def bars(rows: Sequence[tuple[str, int, str]], left: int = 190) -> BarPlot:
    """Counts by label, each with the address it leads to."""
    most = max((count for _, count, _ in rows), default=0) or 1
    wide = WIDTH - left - 50
    found = [
        Bar(6 + index * ROW, round(wide * count / most, 1), label, count, href)
        for index, (label, count, href) in enumerate(rows)
    ]
    return BarPlot(found, 12 + len(rows) * ROW, left)
