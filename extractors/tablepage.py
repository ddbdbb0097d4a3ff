"""Tables among the printed rows of a page."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from extractors.engines.base import Gray, RawWord
from extractors.layout import Part
from extractors.mapping import Homography, boxes_on_original
from extractors.tables import ReadCell, ReadTable, as_parts
from schemas import Box, Cell, Line, Mark, Table, Word

__all__ = ["Laid", "lay_tables", "tables_of", "with_cells"]


@dataclass(frozen=True)
class Laid:
    """Parts of a page, those of its tables among them; ``cells`` says of each which (table, cell) it is part of."""

    parts: list[Part]
    cells: list[tuple[int, int] | None]


def lay_tables(parts: list[Part], tables: tuple[ReadTable, ...], fold: float | None = None) -> Laid:
    """``parts`` with the rows of ``tables`` put where they stand on the page, rows numbered anew.

    ``fold`` is the x of an open book's fold: a table belongs among the rows of its own page.
    """
    rows: list[list[tuple[Part, tuple[int, int] | None]]] = []
    for part in parts:
        if not rows or rows[-1][0][0].row != part.row:
            rows.append([])
        rows[-1].append((part, None))
    for number, table in enumerate(tables):
        block: list[list[tuple[Part, tuple[int, int] | None]]] = []
        for part, cell in as_parts(table):
            if part.row >= len(block):
                block.append([])
            block[-1].append((part, (number, cell)))
        at = _place([[part for part, _ in row] for row in rows], table.grid.rect, fold)
        rows[at:at] = block
    laid = [(Part(n, part.column, part.words), cell) for n, row in enumerate(rows) for part, cell in row]
    return Laid([part for part, _ in laid], [cell for _, cell in laid])


def with_cells(bare: Gray, tables: tuple[ReadTable, ...]) -> Gray:
    """The page ``bare`` with the ink of its tables' cells, without their rules."""
    if not tables:
        return bare
    out = bare.copy()
    for table in tables:
        for image, (x, y) in table.inks:
            high, wide = image.shape
            window = out[y : y + high, x : x + wide]
            np.minimum(window, image[: window.shape[0], : window.shape[1]], out=window)
    return out


def tables_of(
    tables: tuple[ReadTable, ...],
    laid: Laid,
    lines: tuple[Line, ...],
    to_prepared: Homography,
    size: tuple[int, int],
) -> tuple[Table, ...]:
    """Tables with boxes as fractions of the original page of ``size`` (width, height) in pixels.

    The cells' wording is that of ``lines``, which were made from ``laid`` one by one and may have been repaired since.
    """
    said: dict[int, dict[int, list[Word]]] = {}
    for line, cell in zip(lines, laid.cells, strict=True):
        if cell is not None:
            said.setdefault(cell[0], {}).setdefault(cell[1], []).extend(line.words)
    return tuple(_table(table, to_prepared, size, said.get(n, {})) for n, table in enumerate(tables))


def _table(table: ReadTable, to_prepared: Homography, size: tuple[int, int], said: dict[int, list[Word]]) -> Table:
    rects = [_floats(table.grid.rect), *(_floats(c.cell.rect) for c in table.cells)]
    whole, *boxes = boxes_on_original(rects, to_prepared, *size)
    cells = [_cell(table.cells[n], box, said.get(n, [])) for n, box in enumerate(boxes)]
    return Table(box=whole, rows=table.grid.rows, columns=table.grid.columns, cells=tuple(cells))


def _cell(read: ReadCell, box: Box, words: list[Word]) -> Cell:
    known = [word.confidence for word in words if word.confidence is not None]
    return Cell(
        row=read.cell.row,
        column=read.cell.column,
        row_span=read.cell.row_span,
        column_span=read.cell.column_span,
        box=box,
        text=" ".join(word.text for word in words) if read.lines else "",
        confidence=round(fmean(known), 4) if known else None,
        mark=None if read.lines else (Mark.TICKED if read.ticked else Mark.EMPTY),
    )


def _floats(rect: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
    return float(rect[0]), float(rect[1]), float(rect[2]), float(rect[3])


def _place(rows: list[list[Part]], rect: tuple[int, int, int, int], fold: float | None) -> int:
    """Before which row a table stands: the first whose middle lies below the table's."""
    middle = (rect[1] + rect[3]) / 2
    at = 0
    for n, row in enumerate(rows):
        words: list[RawWord] = [word for part in row for word in part.words]
        left = median((w.rect[0] + w.rect[2]) / 2 for w in words)
        if fold is not None and (left < fold) != (rect[0] + rect[2] < 2 * fold):
            at = n + 1 if left < fold else at
            continue
        if median((w.rect[1] + w.rect[3]) / 2 for w in words) > middle:
            return n
        at = n + 1
    return at
