"""The attempts at one prepared page: read, judge, and only where that is doubtful read again otherwise.

Each takes a `Reading` and gives the better of it and its own; an engine that fails on a further attempt costs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from extractors.engines import Engine, EngineError, Gray, Hints, RawWord
from extractors.engines.lines import LineReader
from extractors.engines.lines_detect import Strip
from extractors.engines.lines_merge import looks_handwritten, merge_readings
from extractors.engines.strips import parted_by_doubt, read_strips
from extractors.judge import Verdict, judge
from extractors.orientation import lies_on_its_side, words_on_end
from extractors.prepare.chain import READING_DPI, Prepared, Sheet, prepare, turned
from extractors.reread import reread
from extractors.tables import ReadTable, read_tables
from extractors.words import drop_noise
from extractors.woven import woven

__all__ = [
    "Reading",
    "by_hands_model",
    "line_by_line",
    "on_lines_only",
    "pale_writing",
    "read_sheet",
    "second_look",
    "try_further",
    "with_second_reader",
    "with_tables",
    "without_red",
]

_WRONG_WAY_UP = 0.6  # share of possible syllables: upside-down print gave 0.1 to 0.5, hard script 0.65 and more
_FEW_CHARACTERS = 120
_SOME_CHARACTERS = 20
_SECOND_SIZE = 1.33  # the second look at doubtful rows, relative to the first


@dataclass(frozen=True)
class Reading:
    """What one engine call on one preparation gave; word boxes are in pixels of ``prepared.bare``."""

    words: list[RawWord]
    verdict: Verdict
    prepared: Prepared
    hints: Hints
    label: str
    second: Engine | None = None  # the engine whose words are merged in
    tables: tuple[ReadTable, ...] | None = None  # None: not read yet


def read_sheet(sheet: Sheet, prepared: Prepared, engine: Engine, *, turn: bool) -> Reading:
    """The best reading of a sheet, with ``turn`` whichever way up it lies."""
    sideways = turn and lies_on_its_side(prepared.even)
    best = _turned_reading(sheet, (90, 270), engine) if sideways else _attempt(prepared, engine, "default")
    if turn and not sideways and words_on_end(best.words):
        sideways, best = True, _turned_reading(sheet, (90, 270), engine)
    if turn and (best.verdict.share or 0.0) < _WRONG_WAY_UP:
        others = (0, 180) if sideways else (180, 90, 270)
        found = _turned_reading(sheet, others, engine)
        best = found if found.verdict.mass > 1.3 * best.verdict.mass and found.verdict.plausible else best
    return best


def pale_writing(sheet: Sheet, engine: Engine) -> tuple[Sheet, Reading] | None:
    """The sheet to be darkened, and its reading, where what is on it can be read; what shines through from the back is
    mirrored and cannot.
    """
    dark = replace(sheet, pale=True)
    reading = _attempt(prepare(dark), engine, "default")
    verdict = reading.verdict
    return (dark, reading) if verdict.plausible and verdict.characters >= _SOME_CHARACTERS else None


def without_red(best: Reading, pale: Sheet, engine: Engine) -> Reading:
    """The page read without its red strokes, where that reads more: a seal hides text, but red ink may be text."""
    turn = (int(best.prepared.settings["turn_degrees"]) - pale.turn) % 360
    tried = _attempt(prepare(turned(pale, turn)), engine, "without-red")
    margin = 1.02 if best.prepared.grids else 1.0  # ticks are often red
    return tried if tried.verdict.mass > margin * best.verdict.mass else best


def _turned_reading(sheet: Sheet, turns: tuple[int, ...], engine: Engine) -> Reading:
    """The sheet read at the first of ``turns`` (degrees clockwise) that leaves no doubt, else the best of them.

    The engine's own orientation test only decides which is tried first: it is often wrong on short pages.
    """
    asked = engine.orientation(sheet.gray, Hints(dpi=sheet.dpi))
    first = asked.degrees if asked else turns[0]
    best: Reading | None = None
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


def line_by_line(first: Reading, engine: Engine, detector: LineReader | None) -> Reading:
    """``first`` and the reading of the lines that the second reader's detector finds, woven: what reads more leads.

    As it was where there is no detector or it fails.
    """
    if detector is None:
        return first
    prepared, hints = first.prepared, Hints(dpi=first.prepared.dpi, psm=6)
    try:
        strips, settled = parted_by_doubt(detector.strips(prepared.bare, hints), first.words)
        scale = min(1.0, READING_DPI / prepared.dpi)
        words = settled + read_strips(strips, prepared.bare, engine, hints, scale)
    except EngineError:
        return first
    words = drop_noise(words, prepared.bare)
    tried = Reading(words, judge(words, prepared.bare), prepared, hints, "lines")
    lead, other = (tried, first) if tried.verdict.mass > first.verdict.mass else (first, tried)
    if lead.tables is not None:
        return lead
    words = drop_noise(woven(lead.words, other.words), prepared.bare)
    verdict = judge(words, prepared.bare)
    return replace(lead, words=words, verdict=verdict) if verdict.mass > lead.verdict.mass else lead


def on_lines_only(reading: Reading, detector: LineReader | None) -> Reading:
    """A page that cannot be read, without the words that stand on no line of writing: the engine takes grain and the
    lines of the paper for letters, hundreds of them. As it was where no detector finds any line.
    """
    if detector is None or reading.verdict.legible or not reading.words:
        return reading
    bare = reading.prepared.bare
    try:
        strips = detector.strips(bare, Hints(dpi=reading.prepared.dpi))
    except EngineError:
        return reading
    words = [word for word in reading.words if any(_stands_on(word, strip) for strip in strips)]
    if not words or len(words) == len(reading.words):
        return reading
    mostly_grain = len(words) < len(reading.words) / 2  # else it is the writing itself that cannot be read
    return replace(reading, words=words, verdict=judge(words, bare) if mostly_grain else reading.verdict)


def try_further(first: Reading, sheet: Sheet, engine: Engine, *, by_hand: bool) -> Reading:
    """The best of further preparations, judged alike; stops at the first that leaves no doubt.

    ``by_hand``: the writing is a hand and the second reader will lead. Then only the likeliest is tried: no
    preparation makes a hand legible to the first engine, and each costs as much as a clean page.
    """
    best = first
    base = first.prepared
    plans: list[tuple[str, Callable[[], Prepared], Hints]] = [
        ("sauvola", lambda: base, Hints(thresholding=2, inverted=True)),
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


def _attempt(prepared: Prepared, engine: Engine, label: str, hints: Hints | None = None) -> Reading:
    hints = replace(hints or Hints(), dpi=prepared.dpi)
    words = drop_noise(_read_at(engine, prepared.bare, hints, min(1.0, READING_DPI / prepared.dpi)), prepared.bare)
    reading = Reading(words, judge(words, prepared.bare), prepared, hints, label)
    if prepared.grids and reading.verdict.characters < _FEW_CHARACTERS:
        return with_tables(reading, engine)  # the page is its tables: only they can say which way up it is
    return reading


def with_tables(
    reading: Reading, engine: Engine, spare: Callable[[], Engine | None] | None = None, *, by_hand: bool = False
) -> Reading:
    """The reading with its tables read cell by cell, judged as a whole; ``spare`` gives the second reader, asked only
    for a hand: loading it costs half a second.
    """
    prepared = reading.prepared
    if not prepared.grids:
        return reading
    hints = Hints(dpi=prepared.dpi, psm=6, inverted=True)
    second = reading.second

    def read(sheet: Gray, scale: float) -> list[RawWord]:
        nonlocal second
        words = _read_at(engine, sheet, hints, min(1.0, READING_DPI / prepared.dpi) * scale)
        if second is None and spare is not None and (by_hand or looks_handwritten([*reading.words, *words])):
            second = spare()
        if second is None or scale != 1.0:
            return words
        try:
            return merge_readings(words, second.read(sheet, hints), by_hand=by_hand)
        except EngineError:
            return words

    tables = reading.tables or read_tables(prepared.even, prepared.grids, prepared.dpi, read)
    words = [*reading.words, *(word for table in tables for word in table.words)]
    return replace(reading, tables=tables, verdict=judge(words, prepared.bare), second=second)


def second_look(reading: Reading, engine: Engine) -> Reading:
    """Doubtful rows read again at another size; the reading stays as it was where the engine fails on them."""
    if not reading.words:
        return reading
    prepared = reading.prepared
    scale = min(1.0, READING_DPI / prepared.dpi) * _SECOND_SIZE
    hints = Hints(dpi=prepared.dpi, psm=6, inverted=True)
    try:
        words = reread(reading.words, prepared.bare, lambda stack: _read_at(engine, stack, hints, scale))
    except EngineError:
        return reading
    words = drop_noise(words, prepared.bare)
    verdict = judge(words, prepared.bare)
    return replace(reading, words=words, verdict=verdict) if verdict.mass >= 0.97 * reading.verdict.mass else reading


def with_second_reader(reading: Reading, second: Engine | None, *, by_hand: bool) -> Reading:
    """The reading merged with the second engine's of the same image; as it was where there is none or it fails.

    A page that the first engine cannot read at all stays one for a person: the second sees words in any scrawl.
    """
    if second is None:
        return reading
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


def _stands_on(word: RawWord, strip: Strip) -> bool:
    """Whether the middle of ``word`` lies on the line ``strip``, which may slope."""
    dx = (word.rect[0] + word.rect[2]) / 2 - strip.x
    dy = (word.rect[1] + word.rect[3]) / 2 - strip.y
    along = dx * math.cos(strip.angle) + dy * math.sin(strip.angle)
    across = dy * math.cos(strip.angle) - dx * math.sin(strip.angle)
    return abs(along) <= strip.width / 2 and abs(across) <= strip.height / 2


def by_hands_model(reading: Reading, reader: Engine) -> Reading:
    """The page as the model of its hand reads it, and nothing of the first engine's; as it was where that fails."""
    prepared = reading.prepared
    try:
        words = drop_noise(reader.read(prepared.bare, Hints(dpi=prepared.dpi)), prepared.bare)
    except EngineError:
        return reading
    if not words:
        return reading
    return replace(reading, words=words, verdict=judge(words, prepared.bare), label="hand", second=reader)


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
