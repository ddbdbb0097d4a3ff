"""Open books: where the fold runs, and the two leaves as sheets of their own.

Each leaf slopes and shades in its own way, so each is prepared and read alone. One picture stays one page: the left
leaf's lines come first, and all boxes are fractions of the whole picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components
from extractors.prepare.background import divide_background, estimate_background, stretch
from extractors.prepare.chain import Sheet, working_dpi
from extractors.prepare.deskew import find_skew

__all__ = ["Fold", "find_fold", "leaves"]

_SIDE = 1400  # pixels: enough to tell lines of text
_WIDER = 1.15  # an open book is wider than high
_MIDDLE = (0.40, 0.60)  # of the width
_TILTS = np.arange(-3.0, 3.01, 0.5)  # degrees off the upright
_CLEAR = 0.012  # of the width: nothing is written so close to the fold
_DIP = 0.04  # how much darker the paper is at the fold than beside it
_SLOPES = 0.4  # degrees between the two leaves that no flat sheet has
_LINES = 4  # long lines of text on either side


@dataclass(frozen=True)
class Fold:
    """The fold as a straight line: its x in pixels at the picture's top and bottom."""

    top: float
    bottom: float


def find_fold(gray: Gray) -> Fold | None:
    """The fold of an open book that lies upright on the picture; None on a single page.

    Nothing is written across it, lines of text fill both sides, and it shows: by its shadow, or because the two sides
    slope differently. A wide page in two columns has neither, nor has a table, a header or a row of signatures.
    """
    height, width = gray.shape
    if width < _WIDER * height:
        return None
    scale = min(1.0, _SIDE / width)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    even = stretch(divide_background(small))
    letters = _letters(even)
    found = _clearest(letters)
    if found is None:
        return None
    fold, _ = found
    sides = _sides(letters, fold)
    if min(_long_lines(side) for side in sides) < _LINES:
        return None
    if _dip(small, fold) < _DIP:
        slopes = [find_skew(np.where(side > 0, 0, 255).astype(np.uint8)) for side in sides]
        if abs(slopes[0] - slopes[1]) < _SLOPES:
            return None
    return Fold(fold.top / scale, fold.bottom / scale)


def leaves(sheet: Sheet, fold: Fold, dpi: float | None) -> tuple[Sheet, Sheet]:
    """The left and the right leaf of ``sheet``; what lies beyond the fold is made blank on each.

    ``dpi`` is what the file states; without it a leaf is taken to be A4.
    """
    height, width = sheet.gray.shape
    at = fold.top + (fold.bottom - fold.top) * (np.arange(height) + 0.5) / height
    columns = np.arange(width)[None, :]
    left = np.where(columns >= at[:, None], 255, sheet.gray)[:, : int(np.ceil(at.max()))]
    start = int(at.min())
    right = np.where(columns < at[:, None], 255, sheet.gray)[:, start:]
    shift = np.array([[1.0, 0.0, -start], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    cut = [np.ascontiguousarray(half, dtype=np.uint8) for half in (left, right)]
    return (
        replace(sheet, gray=cut[0], dpi=working_dpi(cut[0], dpi)),
        replace(sheet, gray=cut[1], dpi=working_dpi(cut[1], dpi), to_sheet=shift @ sheet.to_sheet),
    )


def _letters(even: Gray) -> NDArray[np.uint8]:
    """255 where there are strokes of the size of letters; rules, the fold itself and stains left out."""
    ink = (even < 150).astype(np.uint8)
    _, labels, stats, _ = components(ink)
    wide, tall, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    height, width = even.shape
    keep = (tall >= 4) & (tall < 0.08 * height) & (wide < 0.3 * width) & (area >= 8)
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _clearest(letters: NDArray[np.uint8]) -> tuple[Fold, float] | None:
    """The upright line through the middle with the widest strip free of writing, and half the strip's width."""
    height, width = letters.shape
    y, x = np.nonzero(letters)
    if len(x) < 500:
        return None
    best: tuple[float, Fold] | None = None
    for tilt in _TILTS:
        lean = np.tan(np.deg2rad(tilt))
        at = x - (y - height / 2) * lean
        counts = np.bincount(np.clip(np.round(at), 0, width - 1).astype(np.int64), minlength=width)
        used = counts > 0.001 * height
        free = np.flatnonzero(~used[int(_MIDDLE[0] * width) : int(_MIDDLE[1] * width)]) + int(_MIDDLE[0] * width)
        for run in np.split(free, np.flatnonzero(np.diff(free) > 1) + 1):
            if len(run) and (best is None or len(run) > best[0]):
                middle = float(run[0] + run[-1]) / 2
                best = (len(run), Fold(float(middle - height / 2 * lean), float(middle + height / 2 * lean)))
    if best is None or best[0] < 2 * _CLEAR * width:
        return None
    return best[1], best[0] / 2


def _sides(letters: NDArray[np.uint8], fold: Fold) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    height, width = letters.shape
    at = fold.top + (fold.bottom - fold.top) * np.arange(height) / height
    beyond = np.arange(width)[None, :] >= at[:, None]
    middle = int((fold.top + fold.bottom) / 2)
    left = np.where(beyond, 0, letters)[:, :middle]
    right = np.where(beyond, letters, 0)[:, middle:]
    return left.astype(np.uint8), right.astype(np.uint8)


def _long_lines(side: NDArray[np.uint8]) -> int:
    """Lines of text that run over more than half of the side: running text, not cells or signatures."""
    width = side.shape[1]
    joined = cv2.morphologyEx(side, cv2.MORPH_CLOSE, np.ones((1, max(3, width // 22)), np.uint8))
    count, _, stats, _ = components(joined)
    long = (stats[1:count, cv2.CC_STAT_WIDTH] > 0.5 * width) & (
        stats[1:count, cv2.CC_STAT_HEIGHT] < 0.2 * side.shape[0]
    )
    return int(long.sum())


def _dip(gray: Gray, fold: Fold) -> float:
    """How much darker (0 to 1) the paper is at the fold than to both sides of it."""
    height, width = gray.shape
    paper = estimate_background(gray)
    rows = np.linspace(0.1, 0.9, 25) * height
    at = fold.top + (fold.bottom - fold.top) * rows / height
    dips = []
    for y, x in zip(rows.astype(int), at, strict=True):
        row = paper[y]
        near = float(row[max(0, int(x - 0.02 * width)) : int(x + 0.02 * width) + 1].min())
        beside = [row[int(x + s * width)] for s in (-0.12, -0.08, 0.08, 0.12)]
        dips.append(1 - near / max(1.0, min(float(max(beside[:2])), float(max(beside[2:])))))
    return float(np.median(dips))
