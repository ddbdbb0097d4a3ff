"""Units as a person laid them out: the machine's split as a layout, and the pages of a file cut as a layout says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from schemas import Box, LaidUnit, Layout, Page, Piece, PlacedLine, Unit, overlap, union

__all__ = ["Cut", "as_layout", "row_box", "rows_by_unit", "same_row"]

Row = list[PlacedLine]
SAME = 0.3  # share of the smaller box that two boxes of one printed row have in common


def row_box(row: Sequence[PlacedLine]) -> Box:
    """What encloses a printed row, as fractions of its page."""
    return union([placed.line.box for placed in row])


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes are of one printed row."""
    return _share(one, other) >= SAME


class Cut:
    """Which unit of a layout holds which rows, by the id of its record; a page without any text counts as one row."""

    def __init__(self, pages: Sequence[Page], layout: Layout) -> None:
        self._rows = {page.number: _rows(page) for page in pages}
        self._owner: dict[tuple[int, int], str] = {}
        for unit in layout.units:
            for piece in unit.pieces:
                rows = self._rows.get(piece.page, [])
                for at in range(*_span(rows, piece)) if rows else (0,):
                    self._owner.setdefault((piece.page, at), unit.record_id)
        self.held: dict[str, frozenset[tuple[int, int]]] = {
            unit.record_id: frozenset(row for row, owner in self._owner.items() if owner == unit.record_id)
            for unit in layout.units
        }

    def owner(self, page: int, box: Box) -> str | None:
        """The unit in which a place on a page stands; None where it stands in none."""
        return self._owner.get((page, _at(self._rows.get(page, []), box)))

    def rows(self, piece: Piece) -> list[Row]:
        """The printed rows of a piece."""
        rows = self._rows.get(piece.page, [])
        start, end = _span(rows, piece)
        return rows[start:end]


def as_layout(pages: Sequence[Page], named: Iterable[tuple[str, Unit]]) -> Layout:
    """The layout that ``named`` units (each with the id of its record) have on ``pages``."""
    rows = {page.number: _rows(page) for page in pages}
    units = []
    for record_id, unit in named:
        pieces = []
        for number, lines in groupby(unit.lines, key=lambda placed: placed.page):
            numbers = [placed.line.row for placed in lines]
            on_page = [row[0].line.row for row in rows[number]]
            first, behind = on_page.index(numbers[0]), on_page.index(numbers[-1]) + 1
            pieces.append(
                Piece(
                    page=number,
                    start=row_box(rows[number][first]) if first else None,
                    end=row_box(rows[number][behind]) if behind < len(on_page) else None,
                )
            )
        units.append(LaidUnit(record_id=record_id, pieces=tuple(pieces), kind=unit.kind))
    return Layout(units=tuple(units))


def rows_by_unit(pages: Sequence[Page], layout: Layout) -> tuple[list[list[Row]], list[Row]]:
    """The printed rows of each unit of ``layout``, and those of none that stand before the first unit's."""
    rows = {page.number: _rows(page) for page in pages}
    taken: set[tuple[int, int]] = set()
    found: list[list[Row]] = []
    for unit in layout.units:
        mine: list[Row] = []
        for piece in unit.pieces:
            on_page = rows.get(piece.page, [])
            for at in range(*_span(on_page, piece)):
                if (piece.page, at) not in taken:  # rows are told apart less finely now: each goes to one unit
                    taken.add((piece.page, at))
                    mine.append(on_page[at])
        found.append(mine)
    first = min(taken, default=(0, 0))
    loose = [row for page in pages for at, row in enumerate(rows[page.number]) if (page.number, at) < first]
    return found, loose


def _rows(page: Page) -> list[Row]:
    return [[PlacedLine(page=page.number, line=line) for line in row] for row in page.rows()]


def _span(rows: Sequence[Row], piece: Piece) -> tuple[int, int]:
    start = 0 if piece.start is None else _at(rows, piece.start)
    end = len(rows) if piece.end is None else _at(rows, piece.end)
    return start, end


def _at(rows: Sequence[Row], box: Box) -> int:
    """Number of the row that stands where ``box`` says: the one that shares most with it, else the nearest."""
    if not rows:
        return 0
    boxes = [row_box(row) for row in rows]
    shares = [_share(one, box) for one in boxes]
    best = max(shares)
    if best >= SAME:
        return shares.index(best)
    (x, y), middles = box.middle, [one.middle for one in boxes]
    away = [(one[0] - x) ** 2 + (one[1] - y) ** 2 for one in middles]
    return away.index(min(away))


def _share(one: Box, other: Box) -> float:
    smaller = min(one.width * one.height, other.width * other.height)
    return overlap(one, other) / smaller if smaller > 0 else 0.0
