"""Skew from projection profiles: at the right angle, rows of ink and rows of paper part most sharply."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import sketch

__all__ = ["SIDE", "find_skew", "ink_points", "line_sharpness", "shrunk"]

_LIMIT = 10.0  # degrees either way
SIDE = 1600  # pixels: the size on which lines are looked for
_POINTS = 120_000


def ink_points(gray: Gray) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centred x and y of ink edges on an evenly lit page, thinned out to a workable number.

    The lower edges of strokes are used: base lines are the sharpest rows a text has. The page's rim is left out
    (shadows, desk).
    """
    small = shrunk(gray)
    threshold, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = small < min(max(threshold, 60), 200)
    rim_y, rim_x = small.shape[0] // 33, small.shape[1] // 33
    ink[:rim_y], ink[-rim_y:], ink[:, :rim_x], ink[:, -rim_x:] = False, False, False, False
    edges = ink[:-1] & ~ink[1:]
    y, x = np.divmod(np.flatnonzero(edges), edges.shape[1])  # a third of the time of np.nonzero
    if len(x) > _POINTS:
        step = len(x) // _POINTS + 1
        x, y = x[::step], y[::step]
    return x - small.shape[1] / 2, y - small.shape[0] / 2


def shrunk(gray: Gray) -> Gray:
    """The page at the size on which lines are looked for; a page of that size or smaller as it is."""
    return sketch(gray, min(1.0, SIDE / max(gray.shape)))


def line_sharpness(x: NDArray[np.float64], y: NDArray[np.float64], degrees: float) -> float:
    """How sharply the points fall into rows when lines slope by ``degrees`` (positive: rising to the right)."""
    angle = np.deg2rad(degrees)
    rows = y * np.cos(angle) + x * np.sin(angle)
    counts = np.bincount(np.round(rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(counts).sum())


def find_skew(gray: Gray) -> float:
    """Degrees by which the lines rise to the right (-10 to 10), to about 0.05.

    0 where there is too little ink to tell.
    """
    x, y = ink_points(gray)
    if len(x) < 200:
        return 0.0
    thin = slice(None, None, max(1, len(x) // 30_000))
    coarse = np.arange(-_LIMIT, _LIMIT + 0.01, 0.5)
    rough = [line_sharpness(x[thin], y[thin], a) for a in coarse]
    best = float(coarse[int(np.argmax(_smooth(rough)))])
    for span, step in ((0.75, 0.1), (0.12, 0.02)):
        angles = np.arange(best - span, best + span + step / 2, step)
        values = [line_sharpness(x, y, a) for a in angles]
        best = float(angles[int(np.argmax(values))])
    flat = np.median(rough)
    if max(rough) < 1.03 * flat or abs(best) > _LIMIT:
        return 0.0  # no angle stands out: no lines of text
    return best


def _smooth(values: list[float]) -> NDArray[np.float64]:
    padded = np.pad(np.array(values), 1, mode="edge")
    return np.asarray(0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:])
