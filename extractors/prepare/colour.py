"""Red: seals and stamps lie over names and dates.

Seen through the red channel they vanish and the black or blue ink beneath stays.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray

__all__ = ["gray_of", "gray_without_red", "red_share"]

_RED = 0.18  # how much brighter than in the other channels, relative to the paper


def gray_of(rgb: NDArray[np.uint8]) -> Gray:
    """Grey image of a grey or RGB page."""
    return rgb if rgb.ndim == 2 else np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def red_share(rgb: NDArray[np.uint8]) -> float:
    """Share (0 to 1) of the page that is red against its own paper; 0 on a grey page."""
    return 0.0 if rgb.ndim == 2 else float(_red(rgb[::3, ::3]).mean())


def gray_without_red(rgb: NDArray[np.uint8]) -> Gray:
    """Grey image on which red strokes are as light as the paper."""
    if rgb.ndim == 2:
        return rgb
    gray = gray_of(rgb).copy()
    red = cv2.dilate(_red(rgb).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    paper = _paper(rgb)
    lifted = np.clip(rgb[..., 0].astype(np.float32) / paper[0] * float(np.median(gray)), 0, 255)
    gray[red] = np.maximum(gray[red], lifted[red].astype(np.uint8))
    return gray


def _red(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    paper = _paper(rgb)
    red, green, blue = (rgb[..., n].astype(np.float32) / paper[n] for n in range(3))
    return np.asarray(red - np.maximum(green, blue) > _RED)


def _paper(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    middle = np.median(rgb[::11, ::11].reshape(-1, 3), axis=0)
    return np.asarray(np.maximum(middle, 1.0), dtype=np.float32)
