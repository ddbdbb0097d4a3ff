"""How a document falls into units, as a person says it: which pieces of which pages, in which order, of which kind.

A piece ends where a printed row begins. The row is named by its box, not by its number: the page may be read again, and
other rows found on it.
"""

from __future__ import annotations

from pydantic import Field

from schemas.base import Frozen
from schemas.geometry import Box
from schemas.records import DocumentType

__all__ = ["LaidUnit", "Layout", "Piece"]


class Piece(Frozen):
    """A run of printed rows of one page. ``start``: box of its first row, ``end``: box of the first row behind it, as
    fractions of the page, origin top left; None is the page's own beginning or end."""

    page: int = Field(ge=1)
    start: Box | None = None
    end: Box | None = None


class LaidUnit(Frozen):
    """One unit. ``record_id`` names it for good; ``kind`` is a person's word on what it is, None leaves that open."""

    record_id: str
    pieces: tuple[Piece, ...] = Field(min_length=1)
    kind: DocumentType | None = None


class Layout(Frozen):
    """All units of one document, in the order of the file; what is in none of them belongs to no unit."""

    units: tuple[LaidUnit, ...]

    def unit(self, record_id: str) -> LaidUnit:
        """Raises ``KeyError``."""
        for one in self.units:
            if one.record_id == record_id:
                return one
        raise KeyError(record_id)
