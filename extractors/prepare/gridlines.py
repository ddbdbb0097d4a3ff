"""The straight lines of a table: pieces of rules, the rules that they make up, and where these are drawn.

Works on masks of 0 and 1 in pixels, origin top left. Each function looks along the rows of its mask: for rules that
run down, hand over the mask's transpose.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pixels import components

__all__ = [
    "DRAWN",
    "Mask",
    "Rule",
    "drawn_shares",
    "open_sides",
    "pieces_of_rules",
    "rules_of",
    "thickness_of",
    "without_idle",
]

Mask: TypeAlias = NDArray[np.uint8]
Rule: TypeAlias = tuple[float, float]  # position at 0 and slope: x = a + b * y of an upright, y = a + b * x of a level

DRAWN = 0.55  # share of a cell's side that must be drawn


def pieces_of_rules(ink: Mask, length: int, dpi: float) -> Mask:
    """Ink (0 or 1) in thin straight runs along the rows of at least ``length`` pixels, gaps of a few pixels allowed."""
    gap = max(2, int(dpi / 60))
    steps = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # a line a little askew falls into steps
    closed = cv2.morphologyEx(steps, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((max(6, int(dpi / 14)), max(3, int(dpi / 30))), np.uint8))
    return np.asarray(runs & (1 - thick), dtype=np.uint8)  # filled areas and the strokes of bold letters are no rules


def rules_of(mask: Mask, apart: int, dpi: float) -> list[Rule]:
    """Straight lines along the rows of ``mask``, pieces on one line joined, as (y at x = 0, slope), by position."""
    _count, labels, stats, _ = components(cv2.dilate(mask, np.ones((1, max(3, int(dpi / 25))), np.uint8)))
    labels = np.where(mask > 0, labels, 0)
    y, x = np.nonzero(labels)
    if not len(x):
        return []
    which = labels[y, x]
    order = np.argsort(which, kind="stable")
    y, x, which = y[order].astype(np.float64), x[order].astype(np.float64), which[order]
    starts = np.flatnonzero(np.diff(np.concatenate(([0], which))))
    pieces: list[tuple[float, float, float, float, float]] = []  # length, middle x, middle y, slope, weight
    for start, end in zip(starts, [*starts[1:], len(which)], strict=True):
        px, py = x[start:end], y[start:end]
        long = float(px.max() - px.min() + 1)
        if py.max() - py.min() > 0.05 * long + 0.06 * dpi or int(stats[which[start], cv2.CC_STAT_WIDTH]) < 4:
            continue
        slope = float(np.polyfit(px, py, 1)[0]) if long > 0.4 * dpi else 0.0
        pieces.append((long, float(px.mean()), float(py.mean()), slope, float(end - start)))
    if not pieces:
        return []
    longest = sorted(pieces, reverse=True)[:8]
    slope = float(np.median([p[3] for p in longest]))
    placed = sorted((py - slope * px, long, px, py) for long, px, py, _, _ in pieces)
    groups: list[list[tuple[float, float, float, float]]] = [[placed[0]]]
    for piece in placed[1:]:
        weight = sum(p[1] for p in groups[-1])
        centre = sum(p[0] * p[1] for p in groups[-1]) / weight
        if piece[0] - centre < 0.55 * apart:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    rules = []
    for group in groups:
        weight = sum(p[1] for p in group)
        rules.append((sum(p[0] * p[1] for p in group) / weight, slope))
    return rules


def open_sides(
    across: Mask, levels: list[Rule], uprights: list[Rule], rim: tuple[float, float], dpi: float
) -> list[Rule]:
    """A table whose outer sides are not drawn ends where its rules across end, if that is not at the page's rim:
    there the lines of writing paper end.
    """
    if len(levels) < 2 or len(uprights) < 2:
        return uprights
    ends = []
    for a, b in levels:
        band = np.zeros(across.shape[1], np.uint8)
        columns = np.arange(across.shape[1])
        rows = np.round(a + b * columns).astype(int)
        for shift in (-3, -2, -1, 0, 1, 2, 3):
            band |= across[np.clip(rows + shift, 0, across.shape[0] - 1), columns]
        drawn = np.flatnonzero(band)
        if len(drawn):
            ends.append((int(drawn[0]), int(drawn[-1])))
    out = list(uprights)
    least = 0.3 * dpi
    slope = uprights[0][1]
    for side, at in ((0, uprights[0][0]), (1, uprights[-1][0])):
        limits = sorted(e[side] for e in ends)
        end = limits[len(limits) // 2]
        agree = sum(abs(limit - end) < 0.08 * dpi for limit in limits) >= 0.7 * len(limits)
        if agree and rim[0] < end < rim[1] and (at - end if side == 0 else end - at) > least:
            out = [(float(end), slope), *out] if side == 0 else [*out, (float(end), slope)]
    return out


def drawn_shares(
    mask: Mask, rules: list[Rule], crossing: list[Rule], reach: int, *, ends: bool = False
) -> NDArray[np.float64]:
    """Share of each rule that is drawn between each two of the rules that cross it: rules x (crossing - 1).

    ``rules`` run along the rows of ``mask``. With ``ends`` only the sixths next to the crossings count, the less
    drawn of the two: the stroke of a letter or tick in a cell does not reach them.
    """
    height, width = mask.shape
    columns = np.arange(width)
    shares = np.zeros((len(rules), len(crossing) - 1))
    for i, (a, b) in enumerate(rules):
        rows = np.round(a + b * columns).astype(int)
        line = np.zeros(width, bool)
        for shift in range(-reach, reach + 1):
            at = rows + shift
            inside = (at >= 0) & (at < height)
            line[inside] |= mask[at[inside], columns[inside]] > 0
        for j in range(len(crossing) - 1):
            left = round(crossing[j][0] + crossing[j][1] * a) + reach
            right = round(crossing[j + 1][0] + crossing[j + 1][1] * a) - reach
            piece = line[max(0, left) : max(0, right)]
            sixth = max(1, len(piece) // 6)
            if ends and len(piece):
                shares[i, j] = min(piece[:sixth].mean(), piece[-sixth:].mean())
            else:
                shares[i, j] = piece.mean() if len(piece) else 0.0
    return shares


def without_idle(
    rules: list[Rule], along: NDArray[np.float64], between: NDArray[np.float64]
) -> tuple[list[Rule], NDArray[np.float64], NDArray[np.float64]]:
    """Without inner rules that part no two cells. ``along``: rules x cells, ``between``: (rules - 1) x crossing."""
    keep = [i for i in range(len(rules)) if i in (0, len(rules) - 1) or (along[i] >= DRAWN).any()]
    if len(keep) == len(rules):
        return rules, along, between
    bands = [between[a:b].max(axis=0) for a, b in pairwise(keep)]
    return [rules[i] for i in keep], along[keep], np.array(bands)


def thickness_of(across: Mask, levels: list[Rule]) -> int:
    """Pixels across a rule of the grid (one more than drawn: pieces were grown by one either way)."""
    columns = np.arange(across.shape[1])
    found = []
    for a, b in levels:
        rows = np.round(a + b * columns).astype(int)
        window = [across[np.clip(rows + s, 0, across.shape[0] - 1), columns] for s in range(-8, 9)]
        thick = np.sum(window, axis=0)
        if (thick > 0).any():
            found.append(float(np.median(thick[thick > 0])))
    return max(1, round(float(np.median(found))) - 2) if found else 1
