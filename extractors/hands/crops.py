"""Pictures of single lines, cut from a page exactly as the reader cuts them: learnt is what will be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractors.engines.base import Gray, Hints
from extractors.engines.lines import LineReader
from extractors.engines.lines_detect import MARGIN, Strip, line_strip
from extractors.hands.placing import PAD, Place, drawn_strip, likeness, on_page
from extractors.imagepage import PageImage
from extractors.prepare.chain import Prepared, prepare, sheet_of, turned
from extractors.prepare.spread import find_fold, leaves
from extractors.settings import ReadSettings
from schemas import Box

__all__ = ["found_lines", "line_pictures", "pictures_on"]

_LIKE = 0.5  # area that a line found and a line asked for have in common, by the area of both


def line_pictures(
    path: Path,
    boxes: dict[int, Sequence[Box]],
    settings: ReadSettings,
    turns: dict[int, int] | None = None,
    drawn: Mapping[int, Collection[Box]] | None = None,
) -> dict[int, list[Gray | None]]:
    """Pictures of the lines at ``boxes`` (by 1-based page) of a file; None for a box with no writing in it.

    ``turns``: degrees clockwise by which the reader turned each page. ``drawn``: those of the boxes that a person drew:
    they are cut as they stand. Raises an ``InputError`` where the file cannot be opened.
    """
    from extractors.reader import load_page  # noqa: PLC0415 - the reader imports the engines

    detector = LineReader(settings.page_timeout)
    out: dict[int, list[Gray | None]] = {}
    for number, asked in boxes.items():
        page = load_page(path, number, settings)
        out[number] = pictures_on(
            page, asked, settings, detector, turn=(turns or {}).get(number, 0), drawn=(drawn or {}).get(number, ())
        )
    return out


def found_lines(
    path: Path, pages: Iterable[int], settings: ReadSettings, turns: Mapping[int, int]
) -> Iterator[tuple[int, list[tuple[Box, Gray]]]]:
    """The lines that the detector finds on pages (1-based) of a file, with their pictures; a page at a time.

    ``turns``: degrees clockwise by which the reader turned each page. Raises an ``InputError``.
    """
    from extractors.reader import load_page  # noqa: PLC0415 - the reader imports the engines

    detector = LineReader(settings.page_timeout)
    for number in pages:
        page = load_page(path, number, settings)
        lines = []
        for box, side, strip in _found(_sides(page, settings, turns.get(number, 0)), detector):
            _, picture = line_strip(side.prepared.bare, strip)
            if _written(picture):
                lines.append((box, picture))
        yield number, lines


def pictures_on(
    page: PageImage,
    boxes: Sequence[Box],
    settings: ReadSettings,
    detector: LineReader,
    *,
    turn: int = 0,
    drawn: Collection[Box] = (),
) -> list[Gray | None]:
    """Pictures of the lines at ``boxes`` of one page image, in their order; those a person ``drew`` as they stand."""
    sides = _sides(page, settings, turn)
    placed = _found(sides, detector) if any(box not in drawn for box in boxes) else []
    return [_picture(box, placed, sides, own=box in drawn) for box in boxes]


@dataclass(frozen=True)
class _Side:
    """A leaf of the page, prepared, and the way to it."""

    prepared: Prepared
    place: Place

    def holds(self, box: Box) -> bool:
        rows, columns = self.prepared.bare.shape
        x, y = self.place.middle(box)
        return bool(0 <= x < columns and 0 <= y < rows)


_Placed = tuple[Box, _Side, Strip]


def _sides(page: PageImage, settings: ReadSettings, turn: int) -> list[_Side]:
    sheet = sheet_of(page.pixels, page.dpi, rectify=settings.rectify)
    fold = find_fold(sheet.gray)
    sheets = [sheet] if fold is None else list(leaves(sheet, fold, page.dpi))
    size = (page.pixels.shape[1], page.pixels.shape[0])
    return [_Side(done, Place(done.to_prepared, *size)) for done in (prepare(turned(one, turn)) for one in sheets)]


def _found(sides: Sequence[_Side], detector: LineReader) -> list[_Placed]:
    placed: list[_Placed] = []
    for side in sides:
        strips = detector.lines(side.prepared.bare, Hints(dpi=side.prepared.dpi))
        placed += [(on_page(strip, side.place), side, strip) for strip in strips]
    return placed


def _written(picture: Gray) -> bool:
    return min(picture.shape) >= 6 and int(picture.min()) < 200


def _picture(box: Box, placed: Sequence[_Placed], sides: Sequence[_Side], *, own: bool) -> Gray | None:
    best = None if own else max(placed, key=lambda one: likeness(box, one[0]), default=None)
    if best is not None and likeness(box, best[0]) >= _LIKE:
        _, side, strip = best
    else:
        side = next((one for one in sides if one.holds(box)), sides[0])
        strip = drawn_strip(side.prepared.bare, box, side.place) if own else _near(box, placed, side)
    _, picture = line_strip(side.prepared.bare, strip)
    return picture if _written(picture) else None


def _near(box: Box, placed: Sequence[_Placed], side: _Side) -> Strip:
    """A line where the box says, as high and as sloping as the lines found near it."""
    x, y = side.place.middle(box)
    wide, high = side.place.size(box)
    near = sorted((one[2] for one in placed if one[1] is side), key=lambda strip: abs(strip.y - y))[:5]
    usual = float(np.median([strip.height for strip in near])) if near else high * MARGIN
    angle = float(np.median([strip.angle for strip in near])) if near else 0.0
    level = min(high * MARGIN, 1.3 * usual)
    return Strip(x, y, wide + 2 * PAD * level, level, angle, 1.0)
