"""Two operations on whole pages that OpenCV has too, several times slower."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["open_small", "shrink"]


def shrink(image: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """``image`` (grey or RGB) ``scale`` (1 or less) times its size, by averaging.

    It is halved first as often as it can be: the mean of two by two pixels costs a tenth of any other mean.
    """
    if scale >= 1.0:
        return image
    height, width = image.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small: Any = image
    while small.shape[1] >= 2 * size[0] and small.shape[0] >= 2 * size[1]:
        even = small[: small.shape[0] // 2 * 2, : small.shape[1] // 2 * 2]
        small = cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    if small.shape[1::-1] != size:
        small = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def open_small(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """``mask`` (0 and 1) without whatever is thinner than two pixels: its opening by two by two pixels."""
    across = mask[:, :-1] & mask[:, 1:]
    square = across[:-1] & across[1:]  # a square's top left pixel
    out = np.zeros_like(mask)
    out[:-1, :-1] = square
    out[:-1, 1:] |= square
    out[1:, :-1] |= square
    out[1:, 1:] |= square
    return out
