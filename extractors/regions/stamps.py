"""Stamps: ink of one colour in a ring or a frame of a seal's size."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pixels import components
from extractors.regions.ink import Coloured, Mask
from schemas import Ink

__all__ = ["Stamp", "find_stamps"]

_SMALLEST, _LARGEST = 0.08, 0.36  # of the page's shorter side: 1.7 cm to 7.5 cm on A4
_RING, _FRAME = 0.58, 0.62  # of the outline that must be inked
_BAND = 0.07  # of the stamp's size: how far ink may lie from the ideal outline
_ROUND = 1.5  # longest to shortest axis of a round or oval seal


@dataclass(frozen=True)
class Stamp:
    """A stamp's rectangle (x0, top, x1, bottom in pixels of the page), its ink, and how complete its outline is."""

    rect: tuple[float, float, float, float]
    ink: Ink
    confidence: float


def find_stamps(inks: Coloured) -> list[Stamp]:
    """Round, oval and rectangular stamps in red, and in blue or violet."""
    found: list[Stamp] = []
    for mask, ink in ((inks.red, Ink.RED), (inks.blue, Ink.BLUE)):
        found += [Stamp(_scaled(rect, inks.scale), ink, sure) for rect, sure in _outlines(mask)]
    return found


def _outlines(mask: Mask) -> list[tuple[tuple[float, float, float, float], float]]:
    """Rectangles of rings and frames in ``mask`` (pixels of it), each with the share of its outline that is inked."""
    short = min(mask.shape)
    solid = cv2.medianBlur(mask, 3)
    reach = max(3, int(0.012 * short)) | 1
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    count, labels, stats, _ = components(joined)
    found = []
    for i in range(1, count):
        x, y, wide, high, area = (int(v) for v in stats[i])
        if not (_SMALLEST * short <= max(wide, high) <= _LARGEST * short) or min(wide, high) < 0.5 * _SMALLEST * short:
            continue
        if area < 0.02 * wide * high:
            continue
        part = ((labels[y : y + high, x : x + wide] == i) & (solid[y : y + high, x : x + wide] > 0)).astype(np.uint8)
        sure = _outline_share(part)
        if sure > 0:
            found.append(((float(x), float(y), float(x + wide), float(y + high)), sure))
    return found


def _outline_share(part: Mask) -> float:
    """How much of an ellipse or a rectangle around the ink is inked; 0 where neither is enough."""
    points = cv2.findNonZero(part)
    if points is None or len(points) < 40:
        return 0.0
    hull = cv2.convexHull(points)
    ring = 0.0
    if len(hull) >= 5:
        middle, axes, angle = cv2.fitEllipse(hull)
        if max(axes) <= _ROUND * max(1.0, min(axes)) and max(axes) < 1.3 * max(part.shape):
            turn = np.deg2rad(angle)
            t = np.linspace(0, 2 * np.pi, 120, endpoint=False)
            u, v = axes[0] / 2 * np.cos(t), axes[1] / 2 * np.sin(t)
            line = np.stack(
                [middle[0] + u * np.cos(turn) - v * np.sin(turn), middle[1] + u * np.sin(turn) + v * np.cos(turn)], 1
            )
            ring = _inked(part, line)
    corners = cv2.boxPoints(cv2.minAreaRect(points))
    steps = np.linspace(0, 1, 30, endpoint=False)[:, None]
    frame = np.vstack([a + (b - a) * steps for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)])
    framed = _inked(part, frame)
    # Of letters that fill a rectangle only the ends reach its sides; a frame is inked on each of its four.
    sides = [_inked(part, frame[k * 30 : k * 30 + 30]) for k in range(4)]
    framed = framed if min(sides) > 0.45 else 0.0
    return round(max(ring if ring >= _RING else 0.0, framed if framed >= _FRAME else 0.0), 3)


def _inked(part: Mask, line: NDArray[np.float64]) -> float:
    """Share of the points (x, y) of ``line`` near which there is ink."""
    band = max(1, int(_BAND * max(part.shape) / 2))
    near = cv2.dilate(
        cv2.copyMakeBorder(part, band, band, band, band, cv2.BORDER_CONSTANT), np.ones((2 * band + 1,) * 2)
    )
    x = np.clip(line[:, 0] + band, 0, near.shape[1] - 1).astype(int)
    y = np.clip(line[:, 1] + band, 0, near.shape[0] - 1).astype(int)
    return float((near[y, x] > 0).mean())


def _scaled(rect: tuple[float, float, float, float], scale: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (value / scale for value in rect)
    return x0, top, x1, bottom
