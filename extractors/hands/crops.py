"""Pictures of single lines, cut from a page exactly as the reader cuts them: learnt is what will be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extractors.engines.base import Gray, Hints
from extractors.engines.lines import LineReader
from extractors.engines.lines_detect import MARGIN, Strip, line_strip
from extractors.imagepage import PageImage
from extractors.mapping import Homography, warp_points
from extractors.prepare.chain import Prepared, prepare, sheet_of, turned
from extractors.prepare.spread import find_fold, leaves
from extractors.settings import ReadSettings
from schemas import Box, overlap

__all__ = ["line_pictures", "pictures_on"]

_LIKE = 0.5  # area that a line found and a line asked for have in common, by the area of both
_PAD = 0.3  # heights of the line that are added at either end, as the detector does


def line_pictures(
    path: Path, boxes: dict[int, Sequence[Box]], settings: ReadSettings, turns: dict[int, int] | None = None
) -> dict[int, list[Gray | None]]:
    """Pictures of the lines at ``boxes`` (by 1-based page) of a file; None for a box with no writing in it.

    ``turns``: degrees clockwise by which the reader turned each page. Raises an ``InputError`` where the file cannot
    be opened.
    """
    from extractors.reader import load_page  # noqa: PLC0415 - the reader imports the engines

    detector = LineReader(settings.page_timeout)
    out: dict[int, list[Gray | None]] = {}
    for number, asked in boxes.items():
        page = load_page(path, number, settings)
        out[number] = pictures_on(page, asked, settings, detector, turn=(turns or {}).get(number, 0))
    return out


def pictures_on(
    page: PageImage, boxes: Sequence[Box], settings: ReadSettings, detector: LineReader, *, turn: int = 0
) -> list[Gray | None]:
    """Pictures of the lines at ``boxes`` of one page image, in their order."""
    sheet = sheet_of(page.pixels, page.dpi, rectify=settings.rectify)
    fold = find_fold(sheet.gray)
    sheets = [sheet] if fold is None else list(leaves(sheet, fold, page.dpi))
    sides = [prepare(turned(one, turn)) for one in sheets]
    strips = [detector.lines(side.bare, Hints(dpi=side.dpi)) for side in sides]
    size = (page.pixels.shape[1], page.pixels.shape[0])
    placed = [
        (_on_page(strip, side.to_prepared, size), side, strip)
        for side, found in zip(sides, strips, strict=True)
        for strip in found
    ]
    return [_picture(box, placed, sides, size) for box in boxes]


_Placed = tuple[Box, Prepared, Strip]


def _on_page(strip: Strip, matrix: Homography, size: tuple[int, int]) -> Box:
    """Smallest upright box of the original page around a line found on the prepared one."""
    cos, sin = math.cos(strip.angle), math.sin(strip.angle)
    along, across = strip.width / 2 - _PAD * strip.height, strip.height / 2 / MARGIN
    corners = [
        (strip.x + cos * x - sin * y, strip.y + sin * x + cos * y) for x in (-along, along) for y in (-across, across)
    ]
    there = warp_points(np.asarray(np.linalg.inv(matrix), dtype=np.float64), np.array(corners))
    (x0, top), (x1, bottom) = there.min(axis=0), there.max(axis=0)
    return Box.from_pixels(float(x0), float(top), float(x1), float(bottom), width=size[0], height=size[1])


def _picture(box: Box, placed: Sequence[_Placed], sides: Sequence[Prepared], size: tuple[int, int]) -> Gray | None:
    best = max(placed, key=lambda one: _likeness(box, one[0]), default=None)
    if best is not None and _likeness(box, best[0]) >= _LIKE:
        _, side, strip = best
    else:
        side, strip = _own(box, placed, sides, size)
    _, picture = line_strip(side.bare, strip)
    return picture if min(picture.shape) >= 6 and int(picture.min()) < 200 else None


def _likeness(a: Box, b: Box) -> float:
    """Area in common by the area of both together."""
    shared = overlap(a, b)
    both = a.width * a.height + b.width * b.height - shared
    return shared / both if both > 0 else 0.0


def _own(
    box: Box, placed: Sequence[_Placed], sides: Sequence[Prepared], size: tuple[int, int]
) -> tuple[Prepared, Strip]:
    """A line where the box says, as high and as sloping as the lines found near it."""
    middle = np.array([[box.middle[0] * size[0], box.middle[1] * size[1]]])
    centres = [warp_points(side.to_prepared, middle)[0] for side in sides]
    at = next((n for n, side in enumerate(sides) if _holds(side, centres[n])), 0)
    side, (x, y) = sides[at], (float(v) for v in centres[at])
    scale = math.sqrt(abs(float(np.linalg.det(side.to_prepared[:2, :2]))))
    near = sorted((one[2] for one in placed if one[1] is side), key=lambda strip: abs(strip.y - y))[:5]
    wide, high = box.width * size[0] * scale, box.height * size[1] * scale
    usual = float(np.median([strip.height for strip in near])) if near else high * MARGIN
    angle = float(np.median([strip.angle for strip in near])) if near else 0.0
    level = min(high * MARGIN, 1.3 * usual)
    return side, Strip(x, y, wide + 2 * _PAD * level, level, angle, 1.0)


def _holds(side: Prepared, point: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> bool:
    rows, columns = side.bare.shape
    return bool(0 <= point[0] < columns and 0 <= point[1] < rows)
