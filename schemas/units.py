"""A document unit: the minutes of one meeting, one resolution, one review report."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from schemas.base import Frozen
from schemas.pages import COLUMN_GAP, Line, Page
from schemas.records import DocumentType

__all__ = ["PlacedLine", "SourceRef", "Unit", "UnitContext"]


class SourceRef(Frozen):
    """The file a unit was read from. ``pages`` are 1-based and inclusive."""

    path: str
    sha256: str
    pages: tuple[int, ...]


class PlacedLine(Frozen):
    """A line with the page it stands on."""

    page: int = Field(ge=1)
    line: Line


class UnitContext(Frozen):
    """What the unit's surroundings say: the heading of the book, the header of the nearest unit before it that has
    one (the second meeting of an evening does not repeat the name of the cell), and the date of the unit before it."""

    book_heading: tuple[PlacedLine, ...] = ()
    earlier_header: tuple[PlacedLine, ...] = ()
    previous_title: str | None = None
    earlier_date: str | None = None  # ISO, maybe without its day


class Unit(Frozen):
    """The lines of one document, in reading order, with where they came from."""

    index: int = Field(ge=0)  # position in its file
    source: SourceRef
    lines: tuple[PlacedLine, ...]
    context: UnitContext = UnitContext()
    pages: tuple[Page, ...] = ()  # the pages it stands on, without their lines where memory matters
    record_id: str | None = None  # where a person laid it out; else it follows from file and index
    kind: DocumentType | None = None  # where a person said what it is

    def rows(self) -> Iterator[list[PlacedLine]]:
        """Printed rows in order, each as its parts from left to right."""
        row: list[PlacedLine] = []
        for placed in self.lines:
            if row and (placed.page, placed.line.row) != (row[-1].page, row[-1].line.row):
                yield row
                row = []
            row.append(placed)
        if row:
            yield row

    @property
    def text(self) -> str:
        """Plain text, one line per printed row, parts of a row kept apart by four blanks."""
        return "\n".join(COLUMN_GAP.join(part.line.text for part in row) for row in self.rows())
