"""What lies at the rim of a scan and is no writing of this page: punched holes, and the edge of the leaf beside it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components, shrink

__all__ = ["clear_neighbour", "fill_holes"]

_HOLE = (3.5, 9.0)  # millimetres across
_MARGIN = 0.15  # of the width or height: where holes are punched
_ZONE = 0.12  # of the width: as far as the next leaf's edge may reach in
_FEWEST_CUT = 3  # pieces of letters that the picture's edge cuts: fewer may be a stroke of this page


def fill_holes(gray: Gray, dpi: int) -> Gray:
    """The page with its punched holes (solid dark discs in the margins) filled with the paper around them."""
    height, width = gray.shape
    scale = min(1.0, 75 / dpi)
    small = shrink(gray, scale)
    paper = float(np.median(small))
    count, _, stats, centres = components((small < 0.55 * paper).astype(np.uint8))
    low, high = (mm / 25.4 * dpi * scale for mm in _HOLE)
    out = gray
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    least, most = sides.min(axis=1), sides.max(axis=1)
    like = (low <= least) & (most <= high) & (most <= 1.35 * least)  # the size and shape of a hole
    for i in np.flatnonzero(like[1:count]) + 1:
        wide, tall, area = (int(v) for v in stats[i][2:])
        cx, cy = (float(v) for v in centres[i])
        middle = _MARGIN < cx / small.shape[1] < 1 - _MARGIN and _MARGIN < cy / small.shape[0] < 1 - _MARGIN
        if middle or not 0.68 <= area / (wide * tall) <= 0.9:
            continue  # a disc fills 0.79 of its box; a square seal or a letter does not
        if out is gray:
            out = gray.copy()
        reach = 0.75 * max(wide, tall) / scale  # with the torn edge around the hole
        centre = (round(cx / scale), round(cy / scale))
        ring = np.zeros((height, width), np.uint8)
        cv2.circle(ring, centre, round(reach * 1.25), 1, -1)
        cv2.circle(ring, centre, round(reach), 0, -1)
        around = gray[ring > 0]
        cv2.circle(out, centre, round(reach), float(np.median(around)) if around.size else paper, -1)
    return out


def clear_neighbour(even: Gray) -> Gray:
    """An evenly lit page without the strip of the next leaf at its left or right: rows of letters that the picture's
    edge cuts, apart from this page's own text by a blank gap.
    """
    left, right = _strip(even[:, ::-1]), _strip(even)
    if not left and not right:
        return even
    out = even.copy()
    out[:, :left] = 255
    out[:, out.shape[1] - right :] = 255
    return out


def _strip(even: Gray) -> int:
    """Width in pixels of the strip at the right side that belongs to another leaf; 0 where there is none."""
    height, width = even.shape
    zone = max(8, round(width * _ZONE))
    ink = (even[:, -zone:] < 170).astype(np.uint8)
    _, labels, stats, _ = components(ink)
    tall, right = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH]
    letters = (tall > 0.004 * height) & (tall < 0.06 * height)
    letters[0] = False
    cut = letters & (right >= zone - 1)
    if int(cut.sum()) < _FEWEST_CUT or _rows(stats, cut) < _FEWEST_CUT:
        return 0
    rules = (tall > 0.15 * height) & (stats[:, cv2.CC_STAT_WIDTH] < 0.03 * width)
    rules[0] = True
    blank = np.asarray(((ink > 0) & ~rules[labels]).sum(axis=0) <= 0.001 * height)
    inner = int(stats[cut, cv2.CC_STAT_LEFT].min())
    gap = max(4, round(0.01 * width))
    run = 0
    for x in range(inner, -1, -1):
        run = run + 1 if blank[x] else 0
        if run >= gap:
            edges = stats[rules, cv2.CC_STAT_LEFT][1:]  # the leaf's edge may show as a dark line
            return int(zone - min([x + run // 2, *(edges[edges > x - 3 * gap] - 2)]))
    return 0


def _rows(stats: NDArray[np.int32], chosen: NDArray[np.bool_]) -> int:
    """On how many levels the ``chosen`` pieces stand."""
    spans = sorted((int(s[cv2.CC_STAT_TOP]), int(s[cv2.CC_STAT_TOP] + s[cv2.CC_STAT_HEIGHT])) for s in stats[chosen])
    rows, end = 0, -1
    for top, bottom in spans:
        if top > end:
            rows += 1
        end = max(end, bottom)
    return rows
