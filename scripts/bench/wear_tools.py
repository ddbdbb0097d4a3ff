"""What the drawings of wear share: random fields, turning, JPEG.

Images are float arrays (height x width x 3, 0 to 255).
"""

from __future__ import annotations

import random
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Picture", "jpeg", "noise_of", "smooth_field", "turned"]

Picture: TypeAlias = NDArray[np.float32]


def noise_of(rng: random.Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))


def smooth_field(shape: tuple[int, ...], cell: float, numbers: np.random.Generator) -> Picture:
    """Smooth random field of about unit variance, features about ``cell`` pixels wide."""
    height, width = shape[:2]
    small = numbers.standard_normal((max(3, int(height / cell)), max(3, int(width / cell)))).astype(np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def turned(picture: Picture, degrees: float, fill: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(fill, fill, fill)),
        np.float32,
    )


def jpeg(picture: Picture, quality: int) -> Picture:
    ok, data = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not ok:
        raise ValueError("the page could not be written as JPEG")
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.float32)
