"""One page image to one `Page`: prepare, read, judge; only where doubtful, try again otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.calibration import calibrated, confidences_of
from extractors.engines import Engine, EngineError, Gray, Hints, RawWord, pick_second
from extractors.engines.lines_merge import looks_handwritten, merge_readings
from extractors.engines.strips import read_strips
from extractors.judge import Verdict, judge, quality
from extractors.layout import arrange, gutter, rows_of
from extractors.lettercase import right_case
from extractors.orientation import lies_on_its_side, words_on_end
from extractors.prepare.chain import Prepared, Sheet, is_blank, prepare, sheet_of, turned
from extractors.prepare.colour import red_share
from extractors.prepare.spread import Fold, find_fold, leaves
from extractors.regions import find_regions
from extractors.repair import repair_step, repaired
from extractors.reread import reread
from extractors.script import see, written_by_hand
from extractors.settings import ReadSettings
from extractors.spreadpage import joined_leaves
from extractors.tablepage import lay_tables, tables_of, with_cells
from extractors.tables import ReadTable, read_tables
from extractors.version import READER
from extractors.words import drop_noise, drop_scribbles, part_joined, to_lines
from extractors.woven import woven
from schemas import Line, Page, PageQuality, PageSource, PageState, Region, Script, Step, Table

__all__ = ["PageImage", "failed_page", "read_image"]

_READING_DPI = 225  # letters of 300 dpi and more are read no better, only slower
_WRONG_WAY_UP = 0.6  # share of possible syllables: upside-down print gave 0.1 to 0.5, hard script 0.65 and more
_SOME_RED = 0.0005  # share of the page: less is a pen mark
_FEW_CHARACTERS = 120
_SOME_CHARACTERS = 20
_SECOND_SIZE = 1.33  # the second look at doubtful rows, relative to the first


@dataclass(frozen=True)
class _Reading:
    """What one engine call on one preparation gave; word boxes are in pixels of ``prepared.bare``."""

    words: list[RawWord]
    verdict: Verdict
    prepared: Prepared
    hints: Hints
    label: str
    second: Engine | None = None  # the engine whose words are merged in
    tables: tuple[ReadTable, ...] | None = None  # None: not read yet


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


def read_image(page: PageImage, engine: Engine, settings: ReadSettings) -> Page:
    """Read a page image. An engine's failure gives a page in state FAILED, never an exception."""
    try:
        make = partial(sheet_of, page.pixels, page.dpi, rectify=settings.rectify)
        sheet = make()
        fold = find_fold(sheet.gray)
        if fold is not None:
            return _read_open_book(page, make, fold, engine, settings)
        read = _read_one(page, sheet, make, engine, settings)
        if read.rotation not in (90, 270):
            return read
        # A book photographed from its side shows its fold only now.
        fold = find_fold(turned(sheet, read.rotation).gray)
        upright = partial(_made_and_turned, make, read.rotation)
        return read if fold is None else _read_open_book(page, upright, fold, engine, settings)
    except (EngineError, cv2.error, MemoryError) as error:
        reason = f"{type(error).__name__}: {error}"
        return failed_page(page.number, page.image.width, page.image.height, reason, page.notes)


def _made_and_turned(make: Callable[..., Sheet], degrees: int, *, red: bool = True) -> Sheet:
    return turned(make(red=red), degrees)


def _read_open_book(
    page: PageImage, make: Callable[..., Sheet], fold: Fold, engine: Engine, settings: ReadSettings
) -> Page:
    """Both leaves of an open book, each prepared and read by itself, as one page: the left leaf's lines come first."""

    def leaf(side: int, *, red: bool = True) -> Sheet:
        return leaves(make(red=red), fold, page.dpi)[side]

    sides = [partial(leaf, 0), partial(leaf, 1)]
    left, right = (_read_one(page, side(), side, engine, settings) for side in sides)
    return joined_leaves(left, right, base=make().turn)


def _read_one(
    page: PageImage, sheet: Sheet, make: Callable[..., Sheet], engine: Engine, settings: ReadSettings
) -> Page:
    """One ``sheet`` of a page; ``make(red=False)`` gives it without its red strokes."""
    prepared = prepare(sheet)
    if is_blank(prepared.bare) and not prepared.grids:
        found = _pale_writing(sheet, engine) if sheet.faint else None
        if found is None:
            return _page(page, prepared, None, engine, settings)
        sheet, reading = found
    else:
        reading = _read_sheet(sheet, prepared, engine, settings)
    if settings.second_attempts and red_share(page.pixels) > _SOME_RED:
        pale = make(red=False)
        better = _without_red(reading, pale, engine)
        sheet, reading = (pale, better) if better is not reading else (sheet, reading)
    bare = reading.prepared.bare
    by_hand = reading.verdict.unsure and written_by_hand(rows_of(reading.words), bare)
    if settings.second_attempts:
        if not by_hand and (reading.prepared.worn or reading.verdict.unsure):
            reading = _line_by_line(reading, engine, settings)
        if reading.verdict.doubtful:
            further = (int(reading.prepared.settings["turn_degrees"]) - sheet.turn) % 360
            reading = _better(reading, turned(sheet, further), engine, by_hand=by_hand and bool(pick_second(settings)))
        reading = _second_look(reading, engine)
    asked = by_hand or reading.verdict.doubtful or looks_handwritten(reading.words)
    second = pick_second(settings) if asked else None
    if second is not None:
        reading = _with_second_reader(reading, second, by_hand=by_hand)
    reading = _with_tables(reading, engine, settings, by_hand=by_hand)
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


def _read_sheet(sheet: Sheet, prepared: Prepared, engine: Engine, settings: ReadSettings) -> _Reading:
    """The best reading of a sheet, whichever way up it lies."""
    sideways = settings.orientation and lies_on_its_side(prepared.even)
    best = _turned_reading(sheet, (90, 270), engine) if sideways else _attempt(prepared, engine, "default")
    if settings.orientation and not sideways and words_on_end(best.words):
        sideways, best = True, _turned_reading(sheet, (90, 270), engine)
    if settings.orientation and (best.verdict.share or 0.0) < _WRONG_WAY_UP:
        others = (0, 180) if sideways else (180, 90, 270)
        found = _turned_reading(sheet, others, engine)
        best = found if found.verdict.mass > 1.3 * best.verdict.mass and found.verdict.plausible else best
    return best


def _pale_writing(sheet: Sheet, engine: Engine) -> tuple[Sheet, _Reading] | None:
    """The sheet to be darkened, and its reading, where what is on it can be read; what shines through from the back is
    mirrored and cannot.
    """
    dark = replace(sheet, pale=True)
    reading = _attempt(prepare(dark), engine, "default")
    verdict = reading.verdict
    return (dark, reading) if verdict.plausible and verdict.characters >= _SOME_CHARACTERS else None


def _without_red(best: _Reading, pale: Sheet, engine: Engine) -> _Reading:
    """The page read without its red strokes, where that reads more: a seal hides text, but red ink may be text."""
    turn = (int(best.prepared.settings["turn_degrees"]) - pale.turn) % 360
    tried = _attempt(prepare(turned(pale, turn)), engine, "without-red")
    margin = 1.02 if best.prepared.grids else 1.0  # ticks are often red
    return tried if tried.verdict.mass > margin * best.verdict.mass else best


def _turned_reading(sheet: Sheet, turns: tuple[int, ...], engine: Engine) -> _Reading:
    """The sheet read at the first of ``turns`` (degrees clockwise) that leaves no doubt, else the best of them.

    The engine's own orientation test only decides which is tried first: it is often wrong on short pages.
    """
    asked = engine.orientation(sheet.gray, Hints(dpi=sheet.dpi))
    first = asked.degrees if asked else turns[0]
    best: _Reading | None = None
    for degrees in sorted(turns, key=lambda d: d != first):
        tried = _attempt(prepare(turned(sheet, degrees)), engine, "turned")
        if words_on_end(tried.words):
            tried = replace(tried, verdict=replace(tried.verdict, mass=0.1 * tried.verdict.mass, share=0.0))
        if best is None or tried.verdict.mass > best.verdict.mass:
            best = tried
        if best.verdict.plausible:
            break
    if best is None:
        raise ValueError("no turn to try")
    return best


def _line_by_line(first: _Reading, engine: Engine, settings: ReadSettings) -> _Reading:
    """``first`` and the reading of the lines that the second reader's detector finds, woven: what reads more leads.

    As it was where the detector is not installed or fails.
    """
    detector = pick_second(settings)
    if detector is None:
        return first
    prepared, hints = first.prepared, Hints(dpi=first.prepared.dpi, psm=6)
    try:
        strips = detector.strips(prepared.bare, hints)
        scale = min(1.0, _READING_DPI / prepared.dpi)
        words = read_strips(strips, prepared.bare, engine, hints, scale)
    except EngineError:
        return first
    words = drop_noise(words, prepared.bare)
    tried = _Reading(words, judge(words, prepared.bare), prepared, hints, "lines")
    lead, other = (tried, first) if tried.verdict.mass > first.verdict.mass else (first, tried)
    if lead.tables is not None:
        return lead
    words = drop_noise(woven(lead.words, other.words), prepared.bare)
    verdict = judge(words, prepared.bare)
    return replace(lead, words=words, verdict=verdict) if verdict.mass > lead.verdict.mass else lead


def _better(first: _Reading, sheet: Sheet, engine: Engine, *, by_hand: bool) -> _Reading:
    """The best of further preparations, judged alike; stops at the first that leaves no doubt.

    ``by_hand``: the writing is a hand and the second reader will lead. Then only the likeliest is tried: no
    preparation makes a hand legible to the first engine, and each costs as much as a clean page.
    """
    best = first
    base = first.prepared
    plans: list[tuple[str, Callable[[], Prepared], Hints]] = [
        ("sauvola", lambda: base, Hints(thresholding=2)),
        ("one-block", lambda: base, Hints(psm=6)),
        ("median", partial(prepare, sheet, median=not base.settings["median"]), Hints()),
        ("scattered", lambda: base, Hints(psm=11)),
    ]
    if by_hand:
        plans = plans[:1]
    for label, plan, hints in plans:
        tried = _attempt(plan(), engine, label, hints)
        if tried.verdict.mass > best.verdict.mass * 1.02:
            best = tried
        if not best.verdict.doubtful:
            break
    return best


def _attempt(prepared: Prepared, engine: Engine, label: str, hints: Hints | None = None) -> _Reading:
    hints = replace(hints or Hints(), dpi=prepared.dpi)
    words = drop_noise(_read_at(engine, prepared.bare, hints, min(1.0, _READING_DPI / prepared.dpi)), prepared.bare)
    reading = _Reading(words, judge(words, prepared.bare), prepared, hints, label)
    if prepared.grids and reading.verdict.characters < _FEW_CHARACTERS:
        return _with_tables(reading, engine, None)  # the page is its tables: only they can say which way up it is
    return reading


def _with_tables(
    reading: _Reading, engine: Engine, settings: ReadSettings | None, *, by_hand: bool = False
) -> _Reading:
    """The reading with its tables read cell by cell, judged as a whole; ``settings`` None: without a second reader."""
    prepared = reading.prepared
    if not prepared.grids:
        return reading
    hints = Hints(dpi=prepared.dpi, psm=6)
    second = reading.second

    def read(sheet: Gray, scale: float) -> list[RawWord]:
        nonlocal second
        words = _read_at(engine, sheet, hints, min(1.0, _READING_DPI / prepared.dpi) * scale)
        if second is None and settings is not None and (by_hand or looks_handwritten([*reading.words, *words])):
            second = pick_second(settings)
        if second is None or scale != 1.0:
            return words
        try:
            return merge_readings(words, second.read(sheet, hints), by_hand=by_hand)
        except EngineError:
            return words

    tables = reading.tables or read_tables(prepared.even, prepared.grids, prepared.dpi, read)
    words = [*reading.words, *(word for table in tables for word in table.words)]
    return replace(reading, tables=tables, verdict=judge(words, prepared.bare), second=second)


def _second_look(reading: _Reading, engine: Engine) -> _Reading:
    """Doubtful rows read again at another size; the reading stays as it was where the engine fails on them."""
    if not reading.words:
        return reading
    prepared = reading.prepared
    scale = min(1.0, _READING_DPI / prepared.dpi) * _SECOND_SIZE
    hints = Hints(dpi=prepared.dpi, psm=6)
    try:
        words = reread(reading.words, prepared.bare, lambda stack: _read_at(engine, stack, hints, scale))
    except EngineError:
        return reading
    words = drop_noise(words, prepared.bare)
    verdict = judge(words, prepared.bare)
    return replace(reading, words=words, verdict=verdict) if verdict.mass >= 0.97 * reading.verdict.mass else reading


def _with_second_reader(reading: _Reading, second: Engine, *, by_hand: bool) -> _Reading:
    """The reading merged with the second engine's of the same image; as it was where that engine fails.

    A page that the first engine cannot read at all stays one for a person: the second sees words in any scrawl.
    """
    prepared = reading.prepared
    try:
        found = drop_noise(second.read(prepared.bare, Hints(dpi=prepared.dpi)), prepared.bare)
    except EngineError:
        return reading
    words = drop_noise(merge_readings(reading.words, found, by_hand=by_hand), prepared.bare)
    verdict = judge(words, prepared.bare)
    if (verdict.covered or 0.0) < 0.9 * (reading.verdict.covered or 0.0):
        return reading
    return replace(reading, words=words, verdict=verdict if reading.verdict.legible else reading.verdict, second=second)


def _read_at(engine: Engine, image: Gray, hints: Hints, scale: float) -> list[RawWord]:
    """Read a copy of ``image`` resized by ``scale``; boxes come back in pixels of ``image``."""
    if abs(scale - 1.0) < 0.05:
        return engine.read(image, hints)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    copy = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
    words = engine.read(copy, replace(hints, dpi=round(hints.dpi * scale)))
    return [
        replace(w, rect=(w.rect[0] / scale, w.rect[1] / scale, w.rect[2] / scale, w.rect[3] / scale)) for w in words
    ]


def _page(
    page: PageImage, prepared: Prepared, reading: _Reading | None, engine: Engine, settings: ReadSettings
) -> Page:
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


def _read_step(reading: _Reading, engine: Engine, settings: ReadSettings) -> Step:
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
