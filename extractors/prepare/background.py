"""Uneven light, stains, shadows and yellowed paper: divide by the estimated background."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import sketch

__all__ = ["divide_background", "estimate_background", "stretch"]

_WORK_SIDE = 700  # the background is smooth: estimate it small


def estimate_background(gray: Gray) -> Gray:
    """Brightness of the bare paper at each pixel, as if nothing were written on it."""
    height, width = gray.shape
    scale = min(1.0, _WORK_SIDE / max(height, width))
    small = cv2.medianBlur(sketch(gray, scale), 3)
    side = max(9, (max(small.shape) // 45) | 1)
    # Closing lifts strokes to the paper around them; the median then forgets what was brighter than paper (specks,
    # glare).
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    half = cv2.resize(closed, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)  # a wide median is slow
    smooth = cv2.GaussianBlur(cv2.medianBlur(half, min(side // 2, 15) | 1), (0, 0), side / 8)
    full = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.maximum(full, 1), dtype=np.uint8)


def divide_background(gray: Gray) -> Gray:
    """The page as if evenly lit on white paper."""
    share = cv2.divide(gray, estimate_background(gray), scale=255.0, dtype=cv2.CV_32F)
    return np.asarray(cv2.convertScaleAbs(share, alpha=1.0, beta=-0.4999), dtype=np.uint8)  # rounded down


def stretch(gray: Gray, white: int = 225) -> Gray:
    """Gentle contrast stretch of an evenly lit page: the darkest ink to black, all above ``white`` to white.

    What shows through from the back and the paper's grain lie above ``white``; a faded ribbon is darkened.
    """
    darker = np.cumsum(cv2.calcHist([gray], [0], None, [256], [0, 256]).ravel()[:white].astype(np.int64))
    ink = int(darker[-1])
    black = min(_percentile(darker, 0.05), 150.0) if ink > gray.size * 0.001 else 0.0
    table = np.clip((np.arange(256) - black) / (white - black) * 255.0, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, table), dtype=np.uint8)


def _percentile(counts: NDArray[np.int64], share: float) -> float:
    """The grey level below which ``share`` of the pixels lie; ``counts`` says how many are as dark or darker."""
    place = share * (int(counts[-1]) - 1)
    low, high = (int(np.searchsorted(counts, at, side="right")) for at in (int(place), int(np.ceil(place))))
    return low + (high - low) * (place - int(place))
