"""Which model reads the pages of a hand, and where its lines stand: passed from the store to the reader."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from schemas.base import Frozen
from schemas.geometry import Box

__all__ = ["HandUse", "LaidLine"]


class LaidLine(Frozen):
    """A line of a page where a person let it stand. ``own``: the person drew the box; else it is the machine's."""

    box: Box
    own: bool = False


class HandUse(Frozen):
    """Pages of one document (1-based, inclusive; ``last`` None: to its end) and the model of the hand they are in."""

    first: int = Field(default=1, ge=1)
    last: int | None = None
    hand: str  # its id
    version: int = Field(ge=1)
    model: Path  # an ONNX file
    sha256: str  # of that file
    language: Path | None = None  # counts of letters in the archive's own approved text
    names: tuple[str, ...] = Field(default=(), repr=False)  # of the members of the cell whose book it is
    laid: dict[int, tuple[LaidLine, ...]] = Field(default_factory=dict)  # by page: its lines as a person laid them

    def holds(self, page: int) -> bool:
        """Whether the page is one of them."""
        return self.first <= page and (self.last is None or page <= self.last)
