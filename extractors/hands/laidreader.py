"""The reader of a hand on a page whose lines a person laid: it reads these lines, and looks for no others."""

from __future__ import annotations

from extractors.engines.base import Gray, Hints
from extractors.engines.lines_detect import Strip
from extractors.hands.placing import Place, strips_laid
from extractors.hands.reader import HandReader
from extractors.prepare.chain import Prepared
from schemas.hands import HandUse

__all__ = ["reader_of"]


def reader_of(use: HandUse, timeout: float, page: int, prepared: Prepared, size: tuple[int, int]) -> HandReader:
    """The reader of a hand for one page (1-based; ``size``: its width and height in pixels) as ``prepared``."""
    return _LaidReader(use, timeout, page, prepared, size) if page in use.laid else HandReader(use, timeout)


class _LaidReader(HandReader):
    def __init__(self, use: HandUse, timeout: float, page: int, prepared: Prepared, size: tuple[int, int]) -> None:
        super().__init__(use, timeout)
        self._lines = [(line.box, line.own) for line in use.laid[page]]
        self._bare, self._place = prepared.bare, Place(prepared.to_prepared, *size)

    def lines(self, image: Gray, hints: Hints) -> list[Strip]:
        """The lines as they were laid; on another image than the page (a cell of a table) those that are found."""
        if image is not self._bare:
            return super().lines(image, hints)
        found = [] if all(own for _, own in self._lines) else super().lines(image, hints)
        return strips_laid(image, found, self._lines, self._place)
