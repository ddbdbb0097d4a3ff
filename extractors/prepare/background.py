"""Uneven light, stains, shadows and yellowed paper: divide by the estimated background."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray

__all__ = ["divide_background", "estimate_background", "stretch"]

_BAND = 64  # rows
_WORK_SIDE = 700  # the background is smooth: estimate it small


def estimate_background(gray: Gray) -> Gray:
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
    full = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.maximum(full, 1), dtype=np.uint8)


def divide_background(gray: Gray) -> Gray:
    """The page as if evenly lit on white paper."""
    paper = estimate_background(gray)
    even = np.empty_like(gray)
    for top in range(0, gray.shape[0], _BAND):  # a band at a time stays in the processor's cache
        band = slice(top, top + _BAND)
        share = gray[band].astype(np.float32)
        share /= paper[band]
        share *= 255.0
        np.minimum(share, 255.0, out=share)
        even[band] = share
    return even


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
