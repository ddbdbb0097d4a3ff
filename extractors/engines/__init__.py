"""OCR engines behind one protocol."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from extractors.engines.base import Engine, EngineError, Gray, Hints, Orientation, RawWord
from extractors.engines.lines import INSTALL_LINE as SECOND_INSTALL_LINE
from extractors.engines.lines import LineReader, installed
from extractors.engines.tesseract import INSTALL_LINE, TesseractProgram
from extractors.engines.tesseract_inprocess import INPROCESS_INSTALL_LINE, TesseractInProcess
from extractors.settings import ReadSettings
from schemas import EnvironmentError_

__all__ = [
    "INPROCESS_INSTALL_LINE",
    "INSTALL_LINE",
    "SECOND_INSTALL_LINE",
    "Engine",
    "EngineError",
    "Gray",
    "Hints",
    "Orientation",
    "RawWord",
    "begin_engine",
    "make_engine",
    "pick_engine",
    "pick_second",
]


@lru_cache(maxsize=16)
def pick_engine(settings: ReadSettings) -> Engine:
    """The engine that ``settings`` ask for, ready to read.

    Raises ``EnvironmentError_`` with the line that installs what is missing.
    """
    engine = make_engine(settings)
    engine.version()
    lacking = set(settings.language.split("+")) - engine.languages()
    if lacking:
        names = ", ".join(sorted(lacking))
        raise EnvironmentError_(
            f"tesseract has no data for: {names}; install it with: {INSTALL_LINE}",
            f"tesseract thiếu dữ liệu ngôn ngữ: {names}; cài bằng lệnh: {INSTALL_LINE}",
        )
    return engine


@lru_cache(maxsize=16)
def begin_engine(settings: ReadSettings, calls: int) -> None:
    """Start what ``calls`` engine calls at once will need, without waiting for it; whatever fails shows at the first
    call.
    """
    if settings.engine != "tesseract":
        with suppress(EnvironmentError_):
            TesseractInProcess(settings.language, settings.tessdata, settings.page_timeout).begin(calls)


def make_engine(settings: ReadSettings) -> Engine:
    """The engine that ``settings`` ask for, whether or not it is complete.

    ``auto`` is the library in helper processes where it is installed and a helper can open the language data with it;
    else the program, which is always there.
    """
    if settings.engine == "tesseract-inprocess":
        return TesseractInProcess(settings.language, settings.tessdata, settings.page_timeout)
    if settings.engine == "auto":
        # Where it is not installed, finds no data or does not run on this machine, `check_tools` says so.
        with suppress(EnvironmentError_):
            engine = TesseractInProcess(settings.language, settings.tessdata, settings.page_timeout)
            engine.version()
            return engine
    return TesseractProgram(settings.language, settings.tessdata, settings.page_timeout)


@lru_cache(maxsize=16)
def pick_second(settings: ReadSettings) -> LineReader | None:
    """The engine for pages that the first reads badly, ready to read; None where it is switched off, not installed or
    not the one that was measured: nothing depends on it.
    """
    if settings.second_reader == "off" or not installed():
        return None
    engine = LineReader(settings.page_timeout)
    try:
        engine.version()
    except EnvironmentError_:
        return None
    return engine
