"""Ruled tables of a page: cells with row and column."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen
from schemas.geometry import Box

__all__ = ["Cell", "Mark", "Table"]


class Mark(StrEnum):
    """What a cell without text holds."""

    TICKED = "ticked"
    EMPTY = "empty"


class Cell(Frozen):
    """One cell. ``text`` is its wording on one line, blank for a ticked or an empty cell.

    ``mark`` is None where there is text; ``confidence`` is the reader's, None for an empty cell.
    """

    row: int = Field(ge=0)  # 0-based, of its upper left corner in the grid
    column: int = Field(ge=0)
    row_span: int = Field(default=1, ge=1)
    column_span: int = Field(default=1, ge=1)
    box: Box
    text: str = ""
    confidence: float | None = Field(default=None, ge=0, le=1)
    mark: Mark | None = None


class Table(Frozen):
    """A ruled table. One that runs over a page break is two tables, one on each page."""

    box: Box
    rows: int = Field(ge=1)
    columns: int = Field(ge=1)
    cells: tuple[Cell, ...]  # row by row, left to right
