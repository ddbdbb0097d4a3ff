"""Uneven light, stains, shadows and yellowed paper: divide by the estimated background."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray

__all__ = ["divide_background", "estimate_background", "stretch"]

_WORK_SIDE = 700  # the background is smooth: estimate it small


def estimate_background(gray: Gray) -> NDArray[np.float32]:
    """Brightness of the bare paper at each pixel, as if nothing were written on it."""
    height, width = gray.shape
    scale = min(1.0, _WORK_SIDE / max(height, width))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    small = cv2.medianBlur(small, 3)
    side = max(9, (max(small.shape) // 45) | 1)
    # Closing lifts strokes to the paper around them; the median then forgets what was brighter than paper (specks,
    # glare).
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    smooth = cv2.medianBlur(closed, min(side, 31) | 1)
    smooth = cv2.GaussianBlur(smooth, (0, 0), side / 4)
    full = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    return np.asarray(np.maximum(full, 1.0), dtype=np.float32)


def divide_background(gray: Gray) -> Gray:
    """The page as if evenly lit on white paper."""
    even = gray.astype(np.float32) / estimate_background(gray) * 255.0
    return np.asarray(np.clip(even, 0, 255), dtype=np.uint8)


def stretch(gray: Gray, white: int = 225) -> Gray:
    """Gentle contrast stretch of an evenly lit page: the darkest ink to black, all above ``white`` to white.

    What shows through from the back and the paper's grain lie above ``white``; a faded ribbon is darkened.
    """
    ink = gray[gray < white]
    black = float(np.percentile(ink, 5)) if ink.size > gray.size * 0.001 else 0.0
    black = min(black, 150.0)
    table = np.clip((np.arange(256) - black) / (white - black) * 255.0, 0, 255).astype(np.uint8)
    return np.asarray(table[gray], dtype=np.uint8)
