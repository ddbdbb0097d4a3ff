"""Coloured ink on a page: which pixels are red, which blue or violet, against the page's own paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pixels import shrink
from schemas import Ink

__all__ = ["Coloured", "coloured", "ink_of"]

Mask = NDArray[np.uint8]

_WORK_SIDE = 1000  # strokes stay visible, and masks of a page cost a few milliseconds
_LEAST_COLOUR = 0.0002  # of the page
_RED, _BLUE = 0.14, 0.10  # how far a channel lies above the others, in parts of the paper's light


@dataclass(frozen=True)
class Coloured:
    """Masks (1 where that ink is) on a copy of the page ``scale`` times its size."""

    red: Mask
    blue: Mask
    scale: float


def coloured(rgb: NDArray[np.uint8]) -> Coloured | None:
    """Where the page (height x width x 3) is red and where blue or violet; None on a page without colour."""
    if rgb.ndim == 2 or not _any_colour(rgb):
        return None
    scale = min(1.0, _WORK_SIDE / max(rgb.shape[:2]))
    small = shrink(rgb, scale)
    part = small.astype(np.float32) / _paper(small)
    r, g, b = part[..., 0], part[..., 1], part[..., 2]
    red = (r - np.maximum(g, b) > _RED).astype(np.uint8)
    blue = ((b - g > 0.5 * _BLUE) & (b - r > _BLUE)).astype(np.uint8)
    violet = ((b - g > _BLUE) & (r - g > 0.3 * _BLUE) & (r - b < _RED)).astype(np.uint8)
    return Coloured(red, blue | violet, scale)


def ink_of(rgb: NDArray[np.uint8], ink: Mask) -> Ink | None:
    """The colour of most of the ``ink`` (non-zero) of a cut-out of the page; None without ink or without colour."""
    if rgb.ndim == 2 or min(rgb.shape[:2]) < 3 or not ink.any():
        return None
    middle = np.median((rgb.astype(np.float32) / _paper(rgb))[ink > 0], axis=0)
    r, g, b = (float(v) for v in middle)
    if r - max(g, b) > 0.6 * _RED:
        return Ink.RED
    if b - min(r, g) > _BLUE and b >= r - 0.02:
        return Ink.BLUE
    return Ink.BLACK


def _any_colour(rgb: NDArray[np.uint8]) -> bool:
    """Whether some of the page is of another colour than its paper: most scans are grey, and done with here."""
    by = min(1.0, 420 / max(rgb.shape[:2]))
    few = shrink(rgb, by)  # grain averages out, strokes pale
    part = few.astype(np.float32) / _paper(few)
    return float((part.max(axis=2) - part.min(axis=2) > 0.8 * _BLUE).mean()) > _LEAST_COLOUR


def _paper(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The paper's colour place by place, so that yellowed or shaded paper is no ink."""
    short = max(1, max(rgb.shape[:2]) // 140)
    small = np.ascontiguousarray(rgb[::short, ::short])
    side = max(3, (min(small.shape[:2]) // 12) | 1)
    light = cv2.dilate(cv2.medianBlur(small, 3), np.ones((side, side), np.uint8))
    soft = cv2.GaussianBlur(light, (0, 0), side)
    return np.asarray(np.maximum(cv2.resize(soft, rgb.shape[1::-1]).astype(np.float32), 1.0), dtype=np.float32)
