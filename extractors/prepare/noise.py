"""Salt-and-pepper noise: single pixels far from everything around them."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.engines.base import Gray

__all__ = ["median3", "speck_share"]

_FAR = 60  # grey levels from the neighbours' median


def speck_share(gray: Gray) -> float:
    """Share (0 to 1) of the pixels that stand alone: far from the median of their 3 x 3 neighbours, with no like pixel beside them.

    Strokes of letters are thicker than a pixel at any useful resolution, so clean pages are near 0.
    """
    middle = gray[
        gray.shape[0] // 8 : -(gray.shape[0] // 8) or None, gray.shape[1] // 8 : -(gray.shape[1] // 8) or None
    ]
    median = cv2.medianBlur(middle, 3)
    far = (cv2.absdiff(middle, median) > _FAR).astype(np.uint8)
    neighbours = cv2.filter2D(far, cv2.CV_16S, np.ones((3, 3), np.float32), borderType=cv2.BORDER_CONSTANT)
    return float(((far == 1) & (neighbours == 1)).mean())


def median3(gray: Gray) -> Gray:
    return np.asarray(cv2.medianBlur(gray, 3), dtype=np.uint8)
