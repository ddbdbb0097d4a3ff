"""Where the lines of writing are: the detector's map of text as boxes (differentiable binarisation, Liao et al. 2020).

Pure functions around the network; pixels have their origin top left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components

__all__ = ["MARGIN", "Strip", "boxes_of", "cut", "detector_input", "evened", "line_strip", "tightened"]

FloatArray = NDArray[np.float32]

_STRIDE = 32  # the network halves its input five times
_INK, _SURE = 0.3, 0.5  # thresholds of the detector's own settings
_GROW = 1.6  # the map shows the core of a line; its box is that much larger (area x ratio / perimeter on each side)
_SMALLEST = 5  # pixels of the map
_DARK = 150
_INKED = 190
_FAR, _SHORT = 0.28, 0.30  # heights of the strip: off its middle; low enough to be a part of another line
_OFF = 0.40  # heights of the strip off its middle: nothing of the line stands there
_LONG, _TALL = 6.0, 1.2  # widths to heights of a line that says how high lines are; more than the usual height
MARGIN = 1.3  # height of a strip in heights of its writing: 1.0 to 1.15 and 1.4 and more are read worse


@dataclass(frozen=True)
class Strip:
    """A line found: centre, width along the line, height across it (pixels) and angle (radians, clockwise)."""

    x: float
    y: float
    width: float
    height: float
    angle: float
    score: float


def detector_input(image: Gray, scale: float) -> FloatArray:
    """``image`` scaled and laid out as the network wants it: 1 x 3 x height x width, -1 to 1, sides multiples of 32."""
    height, width = image.shape
    size = [max(_STRIDE, round(side * scale / _STRIDE) * _STRIDE) for side in (width, height)]
    small = cv2.resize(image, (size[0], size[1]), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    plane = (small.astype(np.float32) / 255.0 - 0.5) / 0.5
    return np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)))


def boxes_of(text_map: FloatArray, width: int, height: int) -> list[Strip]:
    """Lines in a ``text_map`` (rows x columns, 0 to 1) of an image of ``width`` x ``height`` pixels, top to bottom."""
    rows, columns = text_map.shape
    mask = cv2.dilate((text_map > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    to_x, to_y = width / columns, height / rows
    found = []
    for contour in contours:
        (x, y), (along, across), degrees = cv2.minAreaRect(contour)
        if min(along, across) < 3:
            continue
        score = _mean_inside(text_map, cv2.boxPoints(((x, y), (along, across), degrees)))
        if score < _SURE:
            continue
        if along < across:  # lines of writing lie; the rectangle may have been measured from its short side
            along, across, degrees = across, along, degrees + 90
        while degrees > 45:
            degrees -= 180
        upright = degrees < -45
        # A rectangle pushed out by d on every side is what offsetting its outline and boxing the result gives.
        push = 2 * along * across * _GROW / (2 * (along + across))
        along, across = along + push, across + push
        if across < _SMALLEST:
            continue
        if upright:
            along, across, degrees = across, along, degrees + 90
        found.append(Strip(x * to_x, y * to_y, along * to_x, across * to_y, float(np.deg2rad(degrees)), float(score)))
    return sorted(found, key=lambda s: (s.y, s.x))


def cut(image: Gray, strip: Strip) -> Gray:
    """The strip of ``image``, turned level, at the image's own resolution; white where it leaves the image."""
    size = (max(1, round(strip.width)), max(1, round(strip.height)))
    cos, sin = np.cos(strip.angle), np.sin(strip.angle)
    # maps pixels of the strip to pixels of the image
    matrix = np.array(
        [
            [cos, -sin, strip.x - cos * strip.width / 2 + sin * strip.height / 2],
            [sin, cos, strip.y - sin * strip.width / 2 - cos * strip.height / 2],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=flags, borderValue=255), dtype=np.uint8)


def tightened(image: Gray, strip: Strip) -> Strip:
    """``strip`` as high as its writing and a fixed margin: the map's own height varies with the size of the letters."""
    dark = (cut(image, strip) < _DARK).sum(axis=1)
    rows = np.flatnonzero(dark > 0.004 * strip.width)
    if not rows.size:
        return strip
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    down = (top + bottom - strip.height) / 2
    return _moved_down(strip, down, (bottom - top) * MARGIN)


def evened(strips: Sequence[Strip], tight: Sequence[Strip]) -> list[Strip]:
    """``tight`` ones, brought down to about the height of the page's other lines where strokes of their neighbours
    made them taller; ``strips`` are the same lines as the map shows them.
    """
    long = [one.height for one in tight if one.width > _LONG * one.height]
    if len(long) < 3:
        return list(tight)
    usual = float(np.median(long))
    return [
        replace(loose, height=_TALL * usual) if own.height > _TALL * usual else own
        for loose, own in zip(strips, tight, strict=True)
    ]


def line_strip(image: Gray, strip: Strip) -> tuple[Strip, Gray]:
    """The line of ``strip`` by itself: what reaches in from the lines above and below is made white.

    Hands write over the line's height. Meant for what a hand's own model learns and reads; on print nothing reaches in.
    Out: the strip as high as its own writing and a margin, and its picture.
    """
    roomy = replace(strip, height=1.15 * strip.height)
    picture = _alone(cut(image, roomy))
    rows = np.flatnonzero((picture < _DARK).sum(axis=1) > 0.004 * strip.width)
    if not rows.size:
        return strip, cut(image, strip)
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    edge = round((bottom - top) * (MARGIN - 1) / 2)
    out = np.full((bottom - top + 2 * edge, picture.shape[1]), 255, np.uint8)
    out[edge : edge + bottom - top] = picture[top:bottom]
    return _moved_down(strip, (top + bottom - picture.shape[0]) / 2, float(len(out))), out


def _moved_down(strip: Strip, down: float, height: float) -> Strip:
    return replace(
        strip, x=strip.x - math.sin(strip.angle) * down, y=strip.y + math.cos(strip.angle) * down, height=height
    )


def _alone(picture: Gray) -> Gray:
    """``picture`` without the pieces of ink that come in over its upper or lower edge and stay near it."""
    high = picture.shape[0]
    count, labels, stats, middles = components((picture < _INKED).astype(np.uint8))
    foreign = np.zeros(count, dtype=bool)
    for number in range(1, count):
        _, top, _, tall, _ = stats[number]
        at_rim = top == 0 or top + tall == high
        far = abs(float(middles[number][1]) - high / 2) > _FAR * high
        off = abs(float(middles[number][1]) - high / 2) > _OFF * high
        foreign[number] = off or (at_rim and (far or tall < _SHORT * high))
    if not foreign.any():
        return picture
    out = picture.copy()
    # a stroke's pale edge goes with it
    out[cv2.dilate(foreign[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return out


def _mean_inside(text_map: FloatArray, corners: NDArray[np.float32]) -> float:
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 1, text_map.shape[::-1])
    mask = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(mask, [np.round(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(text_map[top:bottom, left:right], mask)[0])
