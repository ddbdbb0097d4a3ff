"""Ruling lines: of tables, of writing paper, under headings.

They hide letters from the engine and part the cells of a table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components

__all__ = ["Rules", "binarise", "find_rules", "remove_rules"]


_DENSE = 0.94  # share of a window that must be ink to be a line


@dataclass(frozen=True)
class Rules:
    """Masks of ruling lines (non-zero where one runs), and the vertical ones as (x, top, bottom) in pixels."""

    horizontal: NDArray[np.uint8]
    vertical: NDArray[np.uint8]
    uprights: tuple[tuple[float, float, float], ...]
    levels: tuple[tuple[float, float, float], ...]  # horizontal ones as (y, left, right)

    @property
    def any(self) -> bool:
        return bool(self.uprights or self.levels)


def binarise(gray: Gray) -> NDArray[np.uint8]:
    """255 where there is ink on an evenly lit page."""
    threshold, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray((gray < min(max(threshold, 90), 225)).astype(np.uint8) * 255)


def find_rules(gray: Gray) -> Rules:
    """Ruling lines of an evenly lit, deskewed page.

    A rule is a straight run of ink much longer than any stroke (a twentieth of the width), thin, and almost unbroken.
    """
    ink = _ink(gray)
    width = gray.shape[1]
    across = _runs(ink, length=max(40, width // 12), thickest=max(4, width // 250))
    turned = _runs(cv2.transpose(ink), length=max(40, width // 24), thickest=max(4, width // 250))
    down = np.asarray(cv2.transpose(turned), dtype=np.uint8)
    uprights = _segments(down, upright=True, shortest=max(40, width // 24))
    levels = _segments(across, upright=False, shortest=max(40, width // 12))
    return Rules(across, down, uprights, levels)


def remove_rules(gray: Gray, rules: Rules) -> Gray:
    """The page without its ruling lines; letters that cross a line keep their strokes."""
    if not rules.any:
        return gray
    out = gray.copy()
    erase = np.zeros_like(gray)
    for mask, upright in ((rules.horizontal, False), (rules.vertical, True)):
        part = _around(mask, 8)
        if part is None:
            continue
        ink, lines = _ink(gray[part]), mask[part]
        if upright:
            erase[part] |= cv2.transpose(_spare_crossings(_transposed(ink), _transposed(lines)))
        else:
            erase[part] |= _spare_crossings(ink, lines)
    out[cv2.dilate(erase, np.ones((3, 3), np.uint8)) > 0] = 255
    return out


def _ink(gray: Gray) -> NDArray[np.uint8]:
    return np.asarray(cv2.threshold(gray, 214, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def _transposed(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.transpose(mask), dtype=np.uint8)


def _around(mask: NDArray[np.uint8], margin: int) -> tuple[slice, slice] | None:
    """The part of ``mask`` that holds all that is not zero, with a ``margin`` of pixels; None where nothing is."""
    x, y, wide, high = cv2.boundingRect(mask)
    if not wide:
        return None
    return slice(max(0, y - margin), y + high + margin), slice(max(0, x - margin), x + wide + margin)


def _runs(ink: NDArray[np.uint8], length: int, thickest: int) -> NDArray[np.uint8]:
    """Pixels of horizontal lines of at least ``length``, almost unbroken, no thicker than ``thickest``.

    Rows of bold letters come near an unbroken run at their base line, hence the density of a whole window.
    """
    out = np.zeros_like(ink)
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # a line that is a little askew falls into steps
    # Most pages have few or no lines, so only the rows that may hold one are gone into.
    for top, bottom in _bands(_maybe_long(thick, length)):
        inked = cv2.boxFilter(
            thick[top:bottom] & 1, cv2.CV_16U, (length, 1), normalize=False, borderType=cv2.BORDER_CONSTANT
        )  # pixels of ink in the window
        dense = cv2.threshold(inked, math.floor(_DENSE * length), 255, cv2.THRESH_BINARY)[1]
        core = np.asarray(dense > 0).view(np.uint8)
        long = cv2.bitwise_and(cv2.dilate(core, np.ones((1, length), np.uint8)) * 255, thick[top:bottom])
        count, labels, stats, _ = components(long)
        keep = np.zeros(count, np.uint8)
        for i in range(1, count):
            wide, area = int(stats[i, cv2.CC_STAT_WIDTH]), int(stats[i, cv2.CC_STAT_AREA])
            keep[i] = 255 if wide >= length and area / wide <= thickest + 2 else 0
        near = cv2.dilate(ink[top:bottom], np.ones((1, 3), np.uint8))
        out[top:bottom] = cv2.bitwise_and(keep[labels], near)
    return out


def _maybe_long(thick: NDArray[np.uint8], length: int) -> NDArray[np.bool_]:
    """The rows that may hold a run of ``length``: asked of every four columns together, which misses none."""
    four = cv2.resize(thick[:, : thick.shape[1] // 4 * 4], None, fx=0.25, fy=1.0, interpolation=cv2.INTER_AREA)
    window = length // 4 - 1  # as many whole fours lie in a run wherever it begins
    inked = cv2.boxFilter(four, cv2.CV_16U, (window, 1), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(inked.max(axis=1) >= 254 * (window - (1 - _DENSE) * length / 4) - window)


def _bands(some: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of rows (from, to) of ``some``."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], some, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _spare_crossings(ink: NDArray[np.uint8], lines: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pixels of horizontal ``lines`` whose column of ink is not much taller than the line itself."""
    if not lines.any():
        return lines
    thickness = 3
    above = np.zeros_like(ink)
    below = np.zeros_like(ink)
    above[thickness:] = ink[:-thickness]
    below[:-thickness] = ink[thickness:]
    crossing = (lines > 0) & (above > 0) & (below > 0) & ~_near(lines, above, below)
    return np.where(crossing, 0, lines).astype(np.uint8)


def _near(lines: NDArray[np.uint8], above: NDArray[np.uint8], below: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where what stands above and below is the line itself (thick lines)."""
    up, down = np.zeros_like(lines), np.zeros_like(lines)
    up[3:], down[:-3] = lines[:-3], lines[3:]
    return np.asarray((up > 0) & (down > 0) & (above > 0) & (below > 0))


def _segments(mask: NDArray[np.uint8], *, upright: bool, shortest: int) -> tuple[tuple[float, float, float], ...]:
    part = _around(mask, 8)
    if part is None:
        return ()
    from_y, from_x = part[0].start, part[1].start
    joined = cv2.dilate(mask[part], np.ones((9, 3) if upright else (3, 9), np.uint8))
    count, _, stats, _ = components(joined)
    found = []
    for i in range(1, count):
        x, y, wide, high, _ = (int(v) for v in stats[i])
        x, y = x + from_x, y + from_y
        if upright and high >= shortest:
            found.append((x + wide / 2, float(y), float(y + high)))
        elif not upright and wide >= shortest:
            found.append((y + high / 2, float(x), float(x + wide)))
    return tuple(found)
