"""OCR engines behind one protocol."""

from __future__ import annotations

from functools import lru_cache

from extractors.engines.base import Engine, EngineError, Gray, Hints, Orientation, RawWord
from extractors.engines.tesseract import INSTALL_LINE, TesseractProgram
from extractors.settings import ReadSettings
from schemas import EnvironmentError_

__all__ = ["INSTALL_LINE", "Engine", "EngineError", "Gray", "Hints", "Orientation", "RawWord", "pick_engine"]


@lru_cache(maxsize=16)
def pick_engine(settings: ReadSettings) -> Engine:
    """The engine that ``settings`` ask for, ready to read; raises ``EnvironmentError_`` with the line that installs it."""
    engine: Engine
    if settings.engine == "tesserocr":
        from extractors.engines.tesserocr import TesseractLibrary

        engine = TesseractLibrary(settings.language, settings.tessdata, settings.page_timeout)
    else:
        engine = TesseractProgram(settings.language, settings.tessdata, settings.page_timeout)
    engine.version()
    lacking = set(settings.language.split("+")) - engine.languages()
    if lacking:
        names = ", ".join(sorted(lacking))
        raise EnvironmentError_(
            f"tesseract has no data for: {names}; install it with: {INSTALL_LINE}",
            f"tesseract thiếu dữ liệu ngôn ngữ: {names}; cài bằng lệnh: {INSTALL_LINE}",
        )
    return engine
