"""The second reader for handwriting: with the model of one hand, or with the general base where nobody taught it the
hand; and a language model's small voice.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from extractors.engines import pick_second
from extractors.engines.base import EngineError, Gray, Hints, RawWord
from extractors.engines.lines import LineReader, on_image
from extractors.engines.lines_detect import line_strip
from extractors.engines.lines_models import letters, load_models, open_session
from extractors.engines.lines_recognise import StripWord, letters_of, pieces, recogniser_input, words_of
from extractors.hands.beam import aligned, likeliest
from extractors.hands.general import VERSION, base_for_hands
from extractors.hands.language import Letters, load_letters
from extractors.hands.roster import by_roster
from extractors.hands.settle import settled
from extractors.settings import ReadSettings
from schemas import EnvironmentError_
from schemas.hands import HandUse

__all__ = ["HandReader", "pick_hand_reader", "read_line"]

_LOCK = threading.Lock()


class HandReader(LineReader):
    """Reads pages in one hand. Names, dates and numbers are those of the plain reading, but for names one letter off
    from just one of the cell's members; where a word was changed, the plain one is kept beside it. Without a ``use`` it
    reads with the general base.
    """

    def __init__(self, use: HandUse | None, timeout: float = 120.0) -> None:
        super().__init__(timeout)
        self._use = use

    def version(self) -> str:
        """Of the line reader, and of the hand's model."""
        if self._use is None:
            return f"{super().version()}, hands {VERSION}"
        return f"{super().version()}, hand {self._use.hand} v{self._use.version} {self._use.sha256[:8]}"

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        """Words of the lines found, top to bottom."""
        session, language = self._models()
        names = self._use.names if self._use is not None else ()
        words: list[RawWord] = []
        failures: tuple[type[Exception], ...] = (cv2.error, MemoryError, *load_models().errors)
        try:
            for number, strip in enumerate(self.lines(image, hints)):
                tight, picture = line_strip(image, strip)
                for word, plain in read_line(session, picture, letters(), language, names):
                    raw = RawWord(word.text, on_image(word, tight), word.confidence, (0, 0, number), plain)
                    words.append(raw)
        except failures as error:
            raise EngineError(f"lines: {type(error).__name__}: {str(error)[:200]}") from error
        return words

    def _models(self) -> tuple[Any, Letters]:
        if self._use is None:
            with _LOCK:
                return _general(), load_letters()
        learnt = self._use.language
        return _session(self._use.model, self._use.sha256), load_letters(learnt, _changed(learnt))


@lru_cache(maxsize=16)
def pick_hand_reader(settings: ReadSettings) -> HandReader | None:
    """The reader of hands that nobody taught; None where the second reader is switched off or missing."""
    return None if pick_second(settings) is None else HandReader(None, settings.page_timeout)


def read_line(
    session: Any, picture: Gray, classes: Sequence[str], language: Letters | None, names: Sequence[str] = ()
) -> list[tuple[StripWord, str | None]]:
    """Words of one line's picture, each with its plain reading where language or the roster changed it."""
    out: list[tuple[StripWord, str | None]] = []
    for start, end in pieces(picture):
        piece = np.ascontiguousarray(picture[:, start:end])
        steps = session.run(None, {"images": recogniser_input(piece)})[0][:, 0]
        plain = words_of(letters_of(steps, classes), piece, len(steps))
        found: list[tuple[StripWord, str | None]] = [(word, None) for word in plain]
        if language is not None and plain:
            meant = aligned(steps, likeliest(steps, classes, language), classes)
            found = settled(plain, words_of(meant, piece, len(steps)))
            found = by_roster(found, steps, classes, names) if names else found
        for word, other in found:
            x0, top, x1, bottom = word.rect
            out.append((replace(word, rect=(x0 + start, top, x1 + start, bottom)), other))
    return out


@lru_cache(maxsize=1)
def _general() -> Any:
    return open_session(base_for_hands())


def _session(path: Path, sha256: str) -> Any:
    with _LOCK:
        return _opened(path, sha256)


@lru_cache(maxsize=4)
def _opened(path: Path, sha256: str) -> Any:
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EnvironmentError_(
            f"The model of a hand is missing or altered: {path}. Put it back from a backup, or learn the hand again: "
            "bienban hand learn",
            f"Mô hình nét chữ bị thiếu hoặc đã bị đổi: {path}. Hãy khôi phục từ bản sao lưu, hoặc học lại: "
            "bienban hand learn",
        )
    return open_session(content)


def _changed(path: Path | None) -> float:
    return path.stat().st_mtime if path is not None and path.is_file() else 0.0
