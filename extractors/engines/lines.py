"""The second reader: a line detector (PP-OCRv6 small) and a recogniser of Vietnamese lines (AsterNet).

Slower than Tesseract and weaker on clean print, but better on handwriting-like pages, on photographs and on faint type.
Its alphabet has no dashes longer than the hyphen, no curly quotes and no ellipsis. Optional: see `lines_models`.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

import cv2
import numpy as np

from extractors.engines.base import EngineError, Gray, Hints, Orientation, RawWord
from extractors.engines.lines_detect import Strip, boxes_of, cut, detector_input, evened, tightened
from extractors.engines.lines_models import INSTALL_LINE, LineModels, installed, load_models, verify
from extractors.engines.lines_recognise import StripWord, letters_of, pieces, recogniser_input, words_of
from schemas import EnvironmentError_

__all__ = ["INSTALL_LINE", "LineReader", "installed", "on_image"]

_VERSION = "1"  # of what this module makes of the models' output; the models are fixed by their hashes
_DETECTION_DPI = 96  # 96, 150 and 200 dpi find the same lines; 96 costs a third
_OUTLINE_DPI = 72  # where only the lines are asked for, which the other reader has seen too; half the time again
_SHORTEST, _LONGEST = 640, 1600  # pixels of the detector's input along the page's longer side


class LineReader:
    """Lines found by one network and read by another, in this process, on one core a call."""

    name = "lines"

    def __init__(self, timeout: float = 120.0) -> None:
        self._timeout = timeout

    def version(self) -> str:
        """Version of the models and of their use; raises ``EnvironmentError_`` when they are missing or not the ones
        that were measured.
        """
        verify()
        return f"{_VERSION} (PP-OCRv6_det_small, asternet 1.0.2)"

    def languages(self) -> frozenset[str]:
        return frozenset({"vie"}) if installed() else frozenset()

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        """Words of the lines found, top to bottom; of ``hints`` only the resolution counts."""
        try:
            models = load_models()
        except EnvironmentError_ as error:  # after a check that passed: a broken runtime costs pages, not the batch
            raise EngineError(f"lines: {error}") from error
        failures: tuple[type[Exception], ...] = (cv2.error, MemoryError, *models.errors)
        until = time.monotonic() + self._timeout
        words: list[RawWord] = []
        try:
            for number, strip in enumerate(_strips(models, image, hints.dpi)):
                if time.monotonic() > until:
                    raise EngineError("lines: no result in time")
                words += self._read_strip(models, image, strip, number)
        except failures as error:
            raise EngineError(f"lines: {type(error).__name__}: {str(error)[:200]}") from error
        return words

    def orientation(self, image: Gray, hints: Hints) -> Orientation | None:  # noqa: ARG002 - it cannot say
        return None

    def strips(self, image: Gray, hints: Hints) -> list[Strip]:
        """The lines of writing that the detector finds, unread, a little less exactly than `read` finds them.

        Raises ``EngineError``.
        """
        return self._found(image, hints, _OUTLINE_DPI)

    def lines(self, image: Gray, hints: Hints) -> list[Strip]:
        """The lines as a hand's model is to read them, unread; raises ``EngineError``."""
        return self._found(image, hints, _DETECTION_DPI, by_hand=True)

    def _found(self, image: Gray, hints: Hints, detection_dpi: int, *, by_hand: bool = False) -> list[Strip]:
        try:
            models = load_models()
        except EnvironmentError_ as error:
            raise EngineError(f"lines: {error}") from error
        failures: tuple[type[Exception], ...] = (cv2.error, MemoryError, *models.errors)
        try:
            return _strips(models, image, hints.dpi, detection_dpi, by_hand=by_hand)
        except failures as error:
            raise EngineError(f"lines: {type(error).__name__}: {str(error)[:200]}") from error

    def _read_strip(self, models: LineModels, image: Gray, strip: Strip, number: int) -> list[RawWord]:
        picture = cut(image, strip)
        out: list[RawWord] = []
        for start, end in pieces(picture):
            piece = np.ascontiguousarray(picture[:, start:end])
            steps = models.recogniser.run(None, {"images": recogniser_input(piece)})[0][:, 0]
            for word in words_of(letters_of(steps, models.letters), piece, len(steps)):
                x0, top, x1, bottom = word.rect
                placed = replace(word, rect=(x0 + start, top, x1 + start, bottom))
                out.append(RawWord(word.text, on_image(placed, strip), word.confidence, (0, 0, number)))
        return out


def _strips(
    models: LineModels, image: Gray, dpi: int, detection_dpi: int = _DETECTION_DPI, *, by_hand: bool = False
) -> list[Strip]:
    height, width = image.shape
    side = min(max(max(image.shape) * detection_dpi / max(1, dpi), _SHORTEST), _LONGEST)
    scale = min(2.0, side / max(image.shape))

    text_map = models.detector.run(None, {"x": detector_input(image, scale)})[0][0, 0]
    found = boxes_of(text_map, width, height)
    tight = [tightened(image, strip) for strip in found]
    return evened(found, tight) if by_hand else tight


def on_image(word: StripWord, strip: Strip) -> tuple[float, float, float, float]:
    """Smallest upright rectangle of the image around the word's rectangle in the strip."""
    x0, top, x1, bottom = word.rect
    cos, sin = math.cos(strip.angle), math.sin(strip.angle)
    corners = []
    for x, y in ((x0, top), (x1, top), (x1, bottom), (x0, bottom)):
        dx, dy = x - strip.width / 2, y - strip.height / 2
        corners.append((strip.x + cos * dx - sin * dy, strip.y + sin * dx + cos * dy))
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)
