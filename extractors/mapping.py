"""Maps between the original page image and its prepared copy.

3x3 homographies on pixel coordinates, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from schemas import Box

__all__ = [
    "Homography",
    "Rect",
    "box_on_original",
    "boxes_on_original",
    "identity",
    "quarter_turn",
    "rotation",
    "scaling",
    "warp_points",
]

Homography: TypeAlias = NDArray[np.float64]  # original pixel (x, y, 1) -> prepared pixel
Rect: TypeAlias = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels


def identity() -> Homography:
    return np.eye(3)


def scaling(x: float, y: float) -> Homography:
    return np.diag([x, y, 1.0])


def quarter_turn(degrees: int, width: int, height: int) -> Homography:
    """Turn a ``width`` x ``height`` image clockwise by 0, 90, 180 or 270 degrees, as ``np.rot90(image, -degrees //
    90)`` does.
    """
    maps = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        90: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }
    return np.array(maps[degrees % 360], dtype=np.float64)


def rotation(degrees: float, width: int, height: int) -> tuple[Homography, tuple[int, int]]:
    """Turn counter-clockwise by ``degrees`` about the centre onto a canvas that holds the whole page.

    Out: the map and the new ``(width, height)``.
    """
    angle = np.deg2rad(degrees)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    new_width = int(np.ceil(width * abs(cos) + height * abs(sin)))
    new_height = int(np.ceil(width * abs(sin) + height * abs(cos)))
    centre = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]], dtype=np.float64)
    turn = np.array([[cos, sin, new_width / 2], [-sin, cos, new_height / 2], [0, 0, 1]], dtype=np.float64)
    return turn @ centre, (new_width, new_height)


def warp_points(matrix: Homography, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Map an ``n x 2`` array of points."""
    homogeneous = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    mapped: NDArray[np.float64] = homogeneous[:, :2] / homogeneous[:, 2:3]
    return mapped


def box_on_original(rect: Rect, to_prepared: Homography, width: int, height: int) -> Box:
    """Smallest upright box on the original page (``width`` x ``height`` pixels) around ``rect`` of the prepared
    image.
    """
    return boxes_on_original([rect], to_prepared, width, height)[0]


def boxes_on_original(rects: Sequence[Rect], to_prepared: Homography, width: int, height: int) -> list[Box]:
    """`box_on_original` of each of ``rects``."""
    if not rects:
        return []
    x0, top, x1, bottom = np.array(rects, dtype=np.float64).T
    corners = np.stack([x0, top, x1, top, x1, bottom, x0, bottom], axis=1).reshape(-1, 2)
    back = warp_points(np.asarray(np.linalg.inv(to_prepared), dtype=np.float64), corners).reshape(-1, 4, 2)
    low, high = back.min(axis=1).tolist(), back.max(axis=1).tolist()
    return [
        Box.from_pixels(left, upper, right, lower, width=width, height=height)
        for (left, upper), (right, lower) in zip(low, high, strict=True)
    ]
