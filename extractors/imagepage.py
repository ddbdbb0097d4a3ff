"""One page image to one `Page`: prepare, read, judge; only where doubtful, try again otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.attempts import (
    Reading,
    by_hands_model,
    line_by_line,
    on_lines_only,
    pale_writing,
    read_sheet,
    second_look,
    try_further,
    with_second_reader,
    with_tables,
    without_red,
)
from extractors.calibration import calibrated, confidences_of, unsure_at_best
from extractors.engines import Engine, EngineError, pick_second
from extractors.engines.lines_merge import looks_handwritten
from extractors.hands.laidreader import reader_of
from extractors.hands.reader import pick_hand_reader
from extractors.judge import quality
from extractors.layout import arrange, gutter, rows_of
from extractors.lettercase import right_case
from extractors.prepare.chain import Prepared, Sheet, is_blank, prepare, sheet_of, turned
from extractors.prepare.colour import red_share
from extractors.prepare.spread import Fold, find_fold, leaves
from extractors.regions import find_regions
from extractors.repair import repair_step, repaired
from extractors.script import see, written_by_hand
from extractors.settings import ReadSettings
from extractors.spreadpage import joined_leaves
from extractors.tablepage import lay_tables, tables_of, with_cells
from extractors.version import READER
from extractors.words import drop_scribbles, part_joined, to_lines
from schemas import Line, Page, PageQuality, PageSource, PageState, Region, Script, Step, Table
from schemas.hands import HandUse

__all__ = ["PageImage", "failed_page", "read_image"]

_SOME_RED = 0.0005  # share of the page: less is a pen mark


@dataclass(frozen=True)
class PageImage:
    """A page as an image (mode L or RGB, upright by EXIF): 1-based number, dpi where known, notes so far."""

    image: Image.Image
    number: int
    dpi: float | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def pixels(self) -> NDArray[np.uint8]:
        """Height x width, or height x width x 3."""
        return np.asarray(self.image)


def read_image(page: PageImage, engine: Engine, settings: ReadSettings, hand: HandUse | None = None) -> Page:
    """Read a page image, where it is handwriting by the model of its ``hand``, if there is one.

    An engine's failure gives a page in state FAILED, never an exception.
    """
    try:
        make = partial(sheet_of, page.pixels, page.dpi, rectify=settings.rectify)
        sheet = make()
        fold = find_fold(sheet.gray)
        if fold is not None:
            return _read_open_book(page, make, fold, engine, settings, hand)
        read = _read_one(page, sheet, make, engine, settings, hand)
        if read.rotation not in (90, 270):
            return read
        # A book photographed from its side shows its fold only now.
        fold = find_fold(turned(sheet, read.rotation).gray)
        upright = partial(_made_and_turned, make, read.rotation)
        return read if fold is None else _read_open_book(page, upright, fold, engine, settings, hand)
    except (EngineError, cv2.error, MemoryError) as error:
        reason = f"{type(error).__name__}: {error}"
        return failed_page(page.number, page.image.width, page.image.height, reason, page.notes)


def _made_and_turned(make: Callable[..., Sheet], degrees: int, *, red: bool = True) -> Sheet:
    return turned(make(red=red), degrees)


def _read_open_book(
    page: PageImage,
    make: Callable[..., Sheet],
    fold: Fold,
    engine: Engine,
    settings: ReadSettings,
    hand: HandUse | None,
) -> Page:
    """Both leaves of an open book, each prepared and read by itself, as one page: the left leaf's lines come first."""

    def leaf(side: int, *, red: bool = True) -> Sheet:
        return leaves(make(red=red), fold, page.dpi)[side]

    sides = [partial(leaf, 0), partial(leaf, 1)]
    left, right = (_read_one(page, side(), side, engine, settings, hand) for side in sides)
    return joined_leaves(left, right, base=make().turn)


def _read_one(
    page: PageImage,
    sheet: Sheet,
    make: Callable[..., Sheet],
    engine: Engine,
    settings: ReadSettings,
    hand: HandUse | None,
) -> Page:
    """One ``sheet`` of a page; ``make(red=False)`` gives it without its red strokes."""
    prepared = prepare(sheet)
    if is_blank(prepared.bare) and not prepared.grids:
        found = pale_writing(sheet, engine) if sheet.faint else None
        if found is None:
            return _page(page, prepared, None, engine, settings)
        sheet, reading = found
    else:
        reading = read_sheet(sheet, prepared, engine, turn=settings.orientation)
    if settings.second_attempts and red_share(page.pixels) > _SOME_RED:
        pale = make(red=False)
        unreddened = without_red(reading, pale, engine)
        sheet, reading = (pale, unreddened) if unreddened is not reading else (sheet, reading)
    bare = reading.prepared.bare
    by_hand = (reading.verdict.unsure or hand is not None) and written_by_hand(rows_of(reading.words), bare)
    if hand is not None and (by_hand or looks_handwritten(reading.words)):
        own = reader_of(hand, settings.page_timeout, page.number, reading.prepared, page.image.size)
        read = with_tables(by_hands_model(reading, own), engine, lambda: own, by_hand=True)
        return _page(page, read.prepared, read, engine, settings)
    # What nobody taught is read by the base that many hands taught; print by the reader as it came.
    spare = partial(pick_hand_reader if by_hand else pick_second, settings)
    if settings.second_attempts:
        if not by_hand and (reading.prepared.worn or reading.verdict.unsure):
            reading = line_by_line(reading, engine, spare())
        if reading.verdict.doubtful:
            further = (int(reading.prepared.settings["turn_degrees"]) - sheet.turn) % 360
            reading = try_further(reading, turned(sheet, further), engine, by_hand=by_hand and spare() is not None)
        reading = second_look(reading, engine)
    if by_hand or reading.verdict.doubtful or looks_handwritten(reading.words):
        reading = with_second_reader(reading, spare(), by_hand=by_hand)
    if settings.second_attempts and not reading.verdict.legible:
        reading = on_lines_only(reading, spare())
    reading = with_tables(reading, engine, spare, by_hand=by_hand)
    return _page(page, reading.prepared, reading, engine, settings)


def failed_page(number: int, width: int, height: int, reason: str, notes: tuple[str, ...] = ()) -> Page:
    """A page that could not be read, with the reason in its notes."""
    return Page(
        number=number,
        width=max(1, width),
        height=max(1, height),
        source=PageSource.OCR,
        state=PageState.FAILED,
        quality=PageQuality(grade="D"),
        notes=(*notes, reason),
    )


def _page(page: PageImage, prepared: Prepared, reading: Reading | None, engine: Engine, settings: ReadSettings) -> Page:
    """The finished page; ``reading`` is None for a blank one."""
    steps = [Step(name="prepare", tool="bienban.extractors", version=READER, settings=prepared.settings)]
    state, figures = PageState.BLANK, PageQuality()
    lines: tuple[Line, ...] = ()
    repairs: list[Step] = []
    regions: tuple[Region, ...] = ()
    tables: tuple[Table, ...] = ()
    width, height = page.image.size
    producer = f"{engine.name} {engine.version()} ({settings.language})"
    if reading is not None:
        words = right_case(part_joined(reading.words, prepared.bare))
        fold = gutter(words, prepared.rules.uprights, prepared.bare.shape)
        parts = arrange(words, prepared.rules.uprights, fold)
        if reading.verdict.legible:
            parts = drop_scribbles(parts)
        laid = lay_tables(parts, reading.tables or (), fold)
        sight = see(laid.parts, with_cells(prepared.bare, reading.tables or ()), legible=reading.verdict.legible)
        lines = sight.marked(to_lines(sight.parts, prepared.to_prepared, width, height, Script.UNKNOWN))
        words = [w for part in sight.parts for w in part.words]
        regions = find_regions(page.pixels, prepared, words, legible=sight.legible)
        figures = sight.graded(quality(reading.verdict, [w.confidence for w in words]))
        state = PageState.READ if sight.legible else PageState.NEEDS_TRANSCRIPTION
        steps.append(_read_step(reading, engine, settings))
        if state is PageState.READ:
            lines, changes = repaired(lines)
            repairs = repair_step(changes)
            if settings.calibrate:
                second = reading.second is not None
                lines = calibrated(lines, by_hand=figures.handwriting_share, second_reader=second)
            if sight.writing.by_hand:  # its values wait for a person, however sure the reader is
                lines = unsure_at_best(lines)
            if settings.calibrate or sight.writing.by_hand:
                figures = confidences_of(lines, figures)
        tables = tables_of(reading.tables or (), laid, lines, prepared.to_prepared, (width, height))
        if reading.second is not None:
            steps.append(Step(name="read-again", tool=reading.second.name, version=reading.second.version()))
            producer += f", {reading.second.name} {reading.second.version()}"
        steps += repairs
    return Page(
        number=page.number,
        width=width,
        height=height,
        dpi=page.dpi,
        rotation=int(prepared.settings["turn_degrees"]),
        source=PageSource.OCR,
        state=state,
        lines=lines,
        regions=regions,
        tables=tables,
        quality=figures,
        steps=tuple(steps),
        producer=producer,
        notes=page.notes,
    )


def _read_step(reading: Reading, engine: Engine, settings: ReadSettings) -> Step:
    return Step(
        name="read",
        tool=engine.name,
        version=engine.version(),
        settings={
            "language": settings.language,
            "attempt": reading.label,
            "psm": reading.hints.psm,
            "thresholding_method": reading.hints.thresholding,
            "dpi": reading.hints.dpi,
        },
    )
