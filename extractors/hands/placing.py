"""Lines where a person let them stand, as strips of the prepared page: what is learnt and what is read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.engines.lines_detect import MARGIN, Strip, cut
from extractors.mapping import Homography, warp_points
from schemas import Box, overlap

__all__ = ["Place", "drawn_strip", "likeness", "on_page", "slope_of", "strips_laid"]

PAD = 0.3  # heights of the line that are added at either end, as the detector does
_SAME = 0.5  # area that a line found and a line asked for have in common, by the area of both
_STEEPEST, _STEPS = 0.14, 29  # radians (8 degrees) to either side, and how many slopes are tried between
_DARK = 150
_TRIED_HEIGHT = 40  # pixels: slopes are looked for on a small copy


@dataclass(frozen=True)
class Place:
    """The way from the original page to a prepared image of it: the matrix, and the page's size in pixels."""

    to_prepared: Homography
    width: int
    height: int

    def middle(self, box: Box) -> tuple[float, float]:
        """Where the middle of a box of the page stands on the prepared image, in pixels."""
        point = np.array([[box.middle[0] * self.width, box.middle[1] * self.height]])
        x, y = warp_points(self.to_prepared, point)[0]
        return float(x), float(y)

    def size(self, box: Box) -> tuple[float, float]:
        """Width and height of a box of the page on the prepared image, in pixels; turned pages are told apart."""
        x, y = self.middle(box)
        across, down = (np.array(self.middle(Box(*moved))) - (x, y) for moved in _moved(box))
        first, second = float(np.linalg.norm(across)) * 2, float(np.linalg.norm(down)) * 2
        return (first, second) if abs(across[0]) >= abs(across[1]) else (second, first)


def _moved(box: Box) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The box moved by half its width to the right, and by half its height down (it may leave the page)."""
    half, low = box.width / 2, box.height / 2
    return (
        (box.x0 + half, box.top, box.x1 + half, box.bottom),
        (box.x0, box.top + low, box.x1, box.bottom + low),
    )


def on_page(strip: Strip, place: Place) -> Box:
    """Smallest upright box of the original page around a line found on the prepared one."""
    cos, sin = math.cos(strip.angle), math.sin(strip.angle)
    along, across = strip.width / 2 - PAD * strip.height, strip.height / 2 / MARGIN
    corners = [
        (strip.x + cos * x - sin * y, strip.y + sin * x + cos * y) for x in (-along, along) for y in (-across, across)
    ]
    there = warp_points(np.asarray(np.linalg.inv(place.to_prepared), dtype=np.float64), np.array(corners))
    (x0, top), (x1, bottom) = there.min(axis=0), there.max(axis=0)
    return Box.from_pixels(float(x0), float(top), float(x1), float(bottom), width=place.width, height=place.height)


def likeness(a: Box, b: Box) -> float:
    """Area in common by the area of both together."""
    shared = overlap(a, b)
    both = a.width * a.height + b.width * b.height - shared
    return shared / both if both > 0 else 0.0


def strips_laid(image: Gray, found: Sequence[Strip], boxes: Sequence[tuple[Box, bool]], place: Place) -> list[Strip]:
    """A strip for each box (and whether a person drew it) whose middle stands on ``image``, in their order.

    A box that is the machine's own is the line found there; one that a person drew is cut as it was drawn.
    """
    rows, columns = image.shape
    placed = [(on_page(strip, place), strip) for strip in found]
    out = []
    for box, own in boxes:
        x, y = place.middle(box)
        if not (0 <= x < columns and 0 <= y < rows):
            continue
        best = None if own else max(placed, key=lambda one: likeness(box, one[0]), default=None)
        if best is not None and likeness(box, best[0]) >= _SAME:
            out.append(best[1])
        else:
            out.append(drawn_strip(image, box, place))
    return out


def drawn_strip(image: Gray, box: Box, place: Place) -> Strip:
    """The line in a box that a person drew around it: as high as the box less what the line's slope takes of it."""
    x, y = place.middle(box)
    wide, high = place.size(box)
    angle = slope_of(cut(image, Strip(x, y, wide, high, 0.0, 1.0)))
    level = max(0.45 * high, high - wide * abs(math.tan(angle)))
    return Strip(x, y, wide / math.cos(angle) + 2 * PAD * level, level * MARGIN, angle, 1.0)


def slope_of(picture: Gray) -> float:
    """Slope of the one line of writing in a picture (radians, falling is positive): where its rows part most sharply.

    0 for what is too short to have one.
    """
    ink = (picture < _DARK).astype(np.float32)
    rows, columns = ink.shape
    if columns < 2.5 * rows or not ink.any():
        return 0.0
    scale = min(1.0, _TRIED_HEIGHT / rows)
    small = cv2.resize(ink, (max(1, round(columns * scale)), max(1, round(rows * scale))), interpolation=cv2.INTER_AREA)
    slopes = np.linspace(-_STEEPEST, _STEEPEST, _STEPS)
    sharp = np.array([_sharpness(small, slope) for slope in slopes])
    best = int(sharp.argmax())
    return float(slopes[best]) if sharp[best] > 1.05 * sharp[_STEPS // 2] else 0.0


def _sharpness(ink: NDArray[np.float32], slope: float) -> float:
    """How unevenly ink lies over rows of this slope."""
    rows, columns = ink.shape
    reach = int(np.ceil(abs(slope) * columns / 2)) + 1
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * columns / 2 + reach]], dtype=np.float64)
    level = cv2.warpAffine(ink, matrix, (columns, rows + 2 * reach))
    return float((level.sum(axis=1) ** 2).sum())
