"""One page image to one `Page`: prepare, read, judge; only where doubtful, try again otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from extractors.engines import Engine, EngineError, Hints, RawWord
from extractors.judge import Verdict, judge, quality
from extractors.layout import arrange
from extractors.prepare.chain import Prepared, Sheet, is_blank, prepare, sheet_of, turned
from extractors.settings import ReadSettings
from extractors.version import READER
from extractors.words import drop_noise, to_lines
from schemas import Page, PageQuality, PageSource, PageState, Script, Step

__all__ = ["failed_page", "read_image"]


@dataclass(frozen=True)
class _Reading:
    """What one engine call on one preparation gave."""

    words: list[RawWord]
    verdict: Verdict
    prepared: Prepared
    hints: Hints
    label: str


def read_image(
    image: Image.Image,
    number: int,
    dpi: float | None,
    engine: Engine,
    settings: ReadSettings,
    notes: tuple[str, ...] = (),
) -> Page:
    """Read a page image (mode L or RGB, upright by EXIF). An engine's failure gives a page in state FAILED, never an exception."""
    try:
        return _read(image, number, dpi, engine, settings, notes)
    except (EngineError, cv2.error, MemoryError) as error:
        return failed_page(number, image.width, image.height, f"{type(error).__name__}: {error}", notes)


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


def _read(
    image: Image.Image, number: int, dpi: float | None, engine: Engine, settings: ReadSettings, notes: tuple[str, ...]
) -> Page:
    sheet = sheet_of(np.asarray(image), dpi, rectify=settings.rectify)
    prepared = prepare(sheet)
    if is_blank(prepared.bare):
        return _page(image, number, dpi, None, prepared, engine, settings, notes)
    best = _attempt(prepared, engine, "default")
    if best.verdict.doubtful and settings.second_attempts:
        best = _better(best, sheet, engine)
    return _page(image, number, dpi, best, best.prepared, engine, settings, notes)


def _better(first: _Reading, sheet: Sheet, engine: Engine) -> _Reading:
    """The best of further preparations, judged alike; stops at the first that leaves no doubt."""
    best = first
    height, width = first.prepared.bare.shape
    plans = [
        ("sauvola", lambda: (first.prepared, Hints(dpi=first.prepared.dpi, thresholding=2))),
        ("scattered", lambda: (first.prepared, Hints(dpi=first.prepared.dpi, psm=11))),
    ]
    if first.prepared.dpi < 180 and height * width < 8_000_000:
        plans.append(("upscaled", lambda: _with_hints(prepare(sheet, scale=1.6))))
    for label, plan in plans:
        prepared, hints = plan()
        tried = _attempt(prepared, engine, label, hints)
        if tried.verdict.mass > best.verdict.mass * 1.02:
            best = tried
        if not best.verdict.doubtful:
            break
    return best


def _with_hints(prepared: Prepared) -> tuple[Prepared, Hints]:
    return prepared, Hints(dpi=prepared.dpi)


def _attempt(prepared: Prepared, engine: Engine, label: str, hints: Hints | None = None) -> _Reading:
    hints = hints or Hints(dpi=prepared.dpi)
    words = drop_noise(engine.read(prepared.bare, hints), prepared.bare)
    return _Reading(words, judge(words, prepared.bare), prepared, hints, label)


def _page(
    image: Image.Image,
    number: int,
    dpi: float | None,
    reading: _Reading | None,
    prepared: Prepared,
    engine: Engine,
    settings: ReadSettings,
    notes: tuple[str, ...],
) -> Page:
    steps = [Step(name="prepare", tool="bienban.extractors", version=READER, settings=prepared.settings)]
    state, lines, figures = PageState.BLANK, (), PageQuality()
    if reading is not None:
        lines = to_lines(
            arrange(reading.words, prepared.rules.uprights),
            prepared.to_prepared,
            image.width,
            image.height,
            Script.UNKNOWN,
        )
        figures = quality(reading.verdict, [w.confidence for w in reading.words])
        state = PageState.READ if reading.verdict.legible else PageState.NEEDS_TRANSCRIPTION
        steps.append(
            Step(
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
        )
    return Page(
        number=number,
        width=image.width,
        height=image.height,
        dpi=dpi,
        rotation=int(prepared.settings["turn_degrees"]),
        source=PageSource.OCR,
        state=state,
        lines=lines,
        quality=figures,
        steps=tuple(steps),
        producer=f"{engine.name} {engine.version()} ({settings.language})",
        notes=notes,
    )
