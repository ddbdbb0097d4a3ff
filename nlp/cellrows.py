"""The rows of a unit as understanding reads them: what stands in one cell of a ruled table belongs together.

The unit itself keeps its printed rows: the record's text is one line per printed line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas import Box, Cell, PlacedLine, Table, union

__all__ = ["cell_at", "holds", "rows_with_cells"]

Row = list[PlacedLine]


def rows_with_cells(rows: Iterable[Row], ruled: Mapping[int, tuple[Table, ...]]) -> list[Row]:
    """Printed ``rows``; those of one row of a ruled table (by page) are one, with each cell's lines in one part."""
    if not ruled:
        return list(rows)
    out: list[Row] = []
    owner: tuple[int, int, int] | None = None
    for row in rows:
        tables = ruled.get(row[0].page, ())
        places = [_place(tables, placed) for placed in row]
        known = [(row[0].page, t, c.row) for t, c in (place for place in places if place is not None)]
        mine = known[0] if known and len(known) == len(row) else None
        if mine is not None and mine == owner:
            out[-1] = _merged(tables, out[-1], row)
        else:
            out.append(_merged(tables, [], row) if mine is not None else row)
        owner = mine
    return out


def holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of ``inner`` lies in ``outer``."""
    x, y = inner.middle
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def cell_at(table: Table, box: Box) -> Cell | None:
    """The cell with writing in it that holds the middle of ``box``."""
    return next((cell for cell in table.cells if cell.mark != "empty" and holds(cell.box, box)), None)


def _place(tables: tuple[Table, ...], placed: PlacedLine) -> tuple[int, Cell] | None:
    box = placed.line.box
    for number, table in enumerate(tables):
        cell = cell_at(table, box) if holds(table.box, box) else None
        if cell is not None:
            return number, cell
    return None


def _merged(tables: tuple[Table, ...], above: Row, row: Row) -> Row:
    """``above`` and the lines of ``row``, those of one cell in one line; columns are counted anew."""
    cells: dict[tuple[int, int], Row] = {}
    for placed in [*above, *row]:
        place = _place(tables, placed)
        key = (place[1].column, place[1].row) if place else (len(cells) + 1000, 0)
        cells.setdefault(key, []).append(placed)
    first = (above or row)[0].line.row
    out = []
    for column, key in enumerate(sorted(cells)):
        lines = [placed.line for placed in cells[key]]
        words = tuple(word for line in lines for word in line.words)
        update = {"words": words, "box": union(line.box for line in lines), "row": first, "column": column}
        out.append(PlacedLine(page=cells[key][0].page, line=lines[0].model_copy(update=update)))
    return out
