"""Ruled tables, whose cells the reader gives, as tables with titles and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.cellrows import cell_at, holds
from nlp.draft import Span
from nlp.fold import fold_key
from nlp.tables import Table, find_tables
from nlp.unittext import UnitText
from schemas import Table as PageTable

__all__ = ["all_tables"]

_COUNTER = re.compile(r"^\d{1,3}[.)]?$")
_HEAD_TITLES = 2  # titles with letters that make a row a header


@dataclass(frozen=True)
class _Ruled:
    """A table on a page of the unit: its cells' spans in the unit's text, by (row, column)."""

    page: int
    table: PageTable
    spans: dict[tuple[int, int], Span]


def all_tables(unit: UnitText) -> list[Table]:
    """The tables of a unit in order: ruled ones by their cells, others by where their words stand."""
    ruled = [found for page, tables in unit.ruled.items() for table in tables if (found := _found(unit, page, table))]
    tables: list[Table] = []
    above: _Ruled | None = None
    for found in sorted(ruled, key=lambda r: min(r.spans.values())):
        made = _as_table(unit, found)
        if made is None and tables and above is not None and _goes_on(unit, above, found):
            _append(tables[-1], found)
        elif made is not None and made.rows:
            tables.append(made)
        else:
            continue
        above = found
    taken = [(table.start, table.end) for table in tables]
    loose = [t for t in find_tables(unit) if not any(a <= t.start < b for a, b in taken)]
    return sorted([*tables, *loose], key=lambda table: table.start)


def _found(unit: UnitText, page: int, table: PageTable) -> _Ruled | None:
    """The cells of ``table`` that stand in the unit; None where none does (the page is shared with another unit)."""
    spans: dict[tuple[int, int], Span] = {}
    for part in (p for p in unit.parts if p.page == page and holds(table.box, p.box)):
        cell = cell_at(table, part.box)
        if cell is None:
            continue
        known = spans.get((cell.row, cell.column))
        spans[cell.row, cell.column] = (known[0], part.end) if known else (part.start, part.end)
    return _Ruled(page, table, spans) if spans else None


def _as_table(unit: UnitText, found: _Ruled) -> Table | None:
    """None where the table has no header: then it may go on one of the page before."""
    cells = found.table.cells
    head = max((cell.row_span for cell in cells if cell.row == 0), default=1)
    top = [fold_key(unit.text[slice(*span)]) for (row, _), span in found.spans.items() if row == 0]
    if sum(bool(re.search(r"[a-z]{2}", key)) for key in top) < _HEAD_TITLES or any(_COUNTER.match(key) for key in top):
        return None
    titles, extents = [], []
    for column in range(found.table.columns):
        over = [c for c in cells if c.row < head and c.column <= column < c.column + c.column_span]
        spans = [found.spans[c.row, c.column] for c in over if (c.row, c.column) in found.spans]
        titles.append(" ".join(fold_key(unit.text[slice(*span)]) for span in spans))
        narrow = min(over or cells, key=lambda c: c.column_span)
        extents.append((narrow.box.x0, narrow.box.x1))
    heads = [span for (row, _), span in found.spans.items() if row < head]
    start, end = min(s for s, _ in heads), max(e for _, e in heads)
    table = Table(titles, extents, start, max(e for _, e in found.spans.values()), (start, end))
    _append(table, found, head)
    return table


def _append(table: Table, found: _Ruled, head: int = 0) -> None:
    for row in range(head, found.table.rows):
        cells = {column: span for (r, column), span in found.spans.items() if r == row}
        if cells:
            table.rows.append(cells)
            table.end = max(table.end, *(end for _, end in cells.values()))


def _goes_on(unit: UnitText, above: _Ruled, found: _Ruled) -> bool:
    """Whether a table without a header goes on one with as many columns that ends the page before."""
    if found.table.columns != above.table.columns or found.page != above.page + 1:
        return False
    last = max(end for _, end in above.spans.values())
    between = [p for p in unit.parts if p.page == above.page and p.start > last]
    return len({part.row for part in between}) <= 1  # a page number may stand below
