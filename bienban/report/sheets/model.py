"""What a sheet holds, computed once and written as HTML, XLSX or DOCX.

A figure stands in a ``Cell`` with the number of the entry of evidence that it rests on (``ref``); the entries close the
sheet. Labels (dates, months, names of criteria) need none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bienban.report.model import Band

__all__ = [
    "Cell",
    "Column",
    "Drawing",
    "Entry",
    "Facts",
    "Item",
    "MonthLine",
    "MonthRanges",
    "RangeBar",
    "Sheet",
    "Signatures",
    "Table",
    "Text",
    "figure_cell",
    "label",
    "numbered",
    "wording",
]

Look = Literal["", "missing", "outside", "blank", "strong", "small"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class RangeBar:
    """From the lowest to the highest points that the minutes allow, in per cent of the scale, on the grades' bands."""

    low: float
    high: float
    bands: Sequence[Band] = ()


@dataclass(frozen=True)
class MonthLine:
    """One share (0 to 1) a month, None where nothing is known; ``refs``: the entry of each."""

    values: Sequence[float | None]
    refs: Sequence[int | None]


@dataclass(frozen=True)
class MonthRanges:
    """One range of points (per cent of the scale) a month."""

    ranges: Sequence[tuple[float, float] | None]
    refs: Sequence[int | None]
    bands: Sequence[Band] = ()


Drawing = RangeBar | MonthLine | MonthRanges


@dataclass(frozen=True)
class Cell:
    """``value``: the figure for a spreadsheet, ``text``: as people read it. ``free``: wording out of a paper, which may
    name people; it is left out where names must not be seen."""

    text: str = ""
    value: float | None = None
    percent: bool = False
    ref: int | None = None
    look: Look = ""
    is_label: bool = False
    free: bool = False
    drawing: Drawing | None = None


def label(text: str, look: Look = "") -> Cell:
    """A date, a month, a name: what is counted, not a count."""
    return Cell(text, look=look, is_label=True)


def figure_cell(text: str, ref: int | None, value: float | None = None, *, percent: bool = False) -> Cell:
    """A figure with its entry of evidence."""
    return Cell(text, value=value, percent=percent, ref=ref)


def wording(text: str, ref: int | None = None) -> Cell:
    """Words out of a paper."""
    return Cell(text, ref=ref, free=True)


@dataclass(frozen=True)
class Column:
    """``width``: share of the table's width, in any unit."""

    title: str
    width: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """``name``: short, for the tab of a spreadsheet."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    lead: str = ""
    small: bool = False


@dataclass(frozen=True)
class Facts:
    rows: Sequence[tuple[str, Cell]]


@dataclass(frozen=True)
class Text:
    text: str
    look: Literal["", "lead", "note", "strong"] = ""


@dataclass(frozen=True)
class Signatures:
    """Who signs, left and right; the space between title and name stays empty."""

    left: str
    right: str


Block = Table | Facts | Text | Signatures

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with the titles of the tables numbered as the parts of party papers are."""
    found: list[Block] = []
    at = iter(_ROMAN)
    for block in blocks:
        if isinstance(block, Table) and block.title:
            found.append(replace(block, title=f"{next(at)}. {block.title}"))
        else:
            found.append(block)
    return found


@dataclass(frozen=True)
class Item:
    """One place: the paper, where it lies, the quote, the box (fractions of the page), the piece of the page."""

    place: str
    source: str = ""
    quote: str | None = None
    box: str = ""
    path: str = ""
    record_id: str = ""
    image: str | None = None  # a ``data:`` address
    alt: str = ""


@dataclass(frozen=True)
class Entry:
    """All that one figure or finding rests on; ``number`` is printed beside it."""

    number: int
    what: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Sheet:
    """``names``: what to call the file. ``organisation`` and ``superior``: the head of a party paper, on the left."""

    file_name: str
    title: str
    subtitle: str
    superior: str
    organisation: str
    made: str
    version: str
    blocks: Sequence[Block]
    entries: Sequence[Entry]
    notes: Sequence[str] = field(default=())
    landscape: bool = False
    pseudonyms: bool = False
