"""What an OCR engine must be able to do, whatever it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Engine", "EngineError", "Gray", "Hints", "Orientation", "RawWord"]

Gray: TypeAlias = NDArray[np.uint8]  # height x width, 0 black to 255 white


class EngineError(Exception):
    """The engine failed on one image: crashed, ran out of time or printed what cannot be parsed.

    Costs that page only.
    """


@dataclass(frozen=True)
class Hints:
    """What the reader knows about an image."""

    dpi: int = 300
    psm: int = 3  # tesseract's page segmentation modes: 3 automatic, 6 one block, 7 one line, 11 scattered text
    thresholding: int = 0  # 0 Otsu, 2 Sauvola
    inverted: bool = False  # read lines that make no sense as white on black too
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def tesseract_variables(self) -> dict[str, str]:
        """Tesseract's variables for these hints, without those that stand at its defaults.

        All type is taken for proportional: words are parted by what is read, and the test of each line for a fixed
        pitch, which only its older engine needs, takes a fortieth of the time. Reading unsure lines inverted too, as
        is the default, takes a twentyfifth.
        """
        chosen = {"textord_all_prop": "1", "tessedit_do_invert": "1" if self.inverted else "0"}
        if self.thresholding:
            chosen["thresholding_method"] = str(self.thresholding)
        return chosen | self.variables


@dataclass(frozen=True)
class RawWord:
    """One word as the engine gave it; ``rect`` is (x0, top, x1, bottom) in pixels of the image it was given."""

    text: str
    rect: tuple[float, float, float, float]
    confidence: float  # 0 to 1, the engine's own, not a probability
    line: tuple[int, int, int]  # block, paragraph, line: words of one line share it
    plain: str | None = None  # what was read without a language model, where that is another word


@dataclass(frozen=True)
class Orientation:
    """``degrees`` clockwise that the image must be turned to stand upright, and how sure the engine is (its own
    scale).
    """

    degrees: int
    confidence: float


class Engine(Protocol):
    """One OCR engine, each in a module of its own.

    `read` and `orientation` are called from several threads at once, each call single-threaded; the same image and
    hints give the same words, whatever was read before. An engine's own lines are given by the ``line`` keys of its
    words; rows, columns and cells are made from the words' places, the same way for every engine.
    """

    name: str

    def version(self) -> str:
        """Version of the program; raises ``EnvironmentError_`` when it is not installed."""
        ...

    def languages(self) -> frozenset[str]:
        """Language data at hand."""
        ...

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        """Words in the engine's reading order, boxes in pixels of ``image``.

        Raises ``EngineError`` for whatever goes wrong with this one image: a crash, no result in time, an answer that
        cannot be understood.
        """
        ...

    def orientation(self, image: Gray, hints: Hints) -> Orientation | None:
        """Which way up the image is; None when the engine cannot say."""
        ...
