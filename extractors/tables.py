"""Ruled tables read cell by cell.

All cells with ink are cut out and stacked on one sheet, which costs one engine call however many there are; what was
read badly is read again at another size. A tick is told by pixels and by its column, never by a letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np

from extractors.cells import CellInk, cell_inks
from extractors.engines.base import Gray, RawWord
from extractors.layout import Part, rows_of
from extractors.marks import Sign, ticks
from extractors.prepare.grids import Grid, GridCell
from extractors.reread import better_of, plausibility

__all__ = ["TICK", "ReadCell", "ReadTable", "as_parts", "read_tables"]

ReadSheet = Callable[[Gray, float], list[RawWord]]  # a grey sheet and its scale against the first look
TICK = "x"  # what a ticked cell says in the lines of the page
_SURE = 0.75
_SECOND_SIZE = 1.33
_TITLES = 2  # rows that may be titles
_SIGNS_A_LINE = 14
_CUT = 0.4  # of the confidence stays where a word over several cells had to be parted
_REMAINS = frozenset("|¦_'‘’`´~")


@dataclass(frozen=True)
class ReadCell:
    """A cell as it was read: its lines of words (pixels of the prepared page), and whether it is ticked."""

    cell: GridCell
    lines: tuple[tuple[RawWord, ...], ...] = ()
    ticked: bool = False
    confidence: float | None = None
    ink: tuple[int, int, int, int] | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for line in self.lines for word in line)


@dataclass(frozen=True)
class ReadTable:
    """A table as it was read; ``inks`` are pictures of its cells' own ink, each with its corner on the page."""

    grid: Grid
    cells: tuple[ReadCell, ...]
    inks: tuple[tuple[Gray, tuple[int, int]], ...] = ()

    @property
    def words(self) -> list[RawWord]:
        return [word for cell in self.cells for line in cell.lines for word in line]


@dataclass(frozen=True)
class _Strip:
    """Where on the sheet (x0, top, x1, bottom) a cell's words lie, and the shift back to the page."""

    index: int
    box: tuple[int, int, int, int]
    shift: tuple[int, int]


def read_tables(even: Gray, grids: tuple[Grid, ...], dpi: int, read: ReadSheet) -> tuple[ReadTable, ...]:
    """The tables of a page; ``read`` reads a sheet of cells as one block."""
    inks = [cell_inks(even, grid, dpi) for grid in grids]
    flat = [ink for table in inks for ink in table]
    first = _readings(flat, [i for i, ink in enumerate(flat) if not ink.empty], dpi, read, 1.0)
    doubtful = [i for i, ink in enumerate(flat) if not ink.empty and _is_doubtful(first.get(i, []), ink)]
    if doubtful:
        second = _readings(flat, doubtful, dpi, read, _SECOND_SIZE)
        for i in doubtful:
            first[i] = _better(first.get(i, []), second.get(i, []), sign=flat[i].sign)
    out = []
    start = 0
    for grid, table in zip(grids, inks, strict=True):
        lines = [first.get(start + k, []) for k in range(len(table))]
        pictures = tuple((ink.image, ink.origin) for ink in table if not ink.empty)
        out.append(ReadTable(grid, tuple(_judged(table, lines)), pictures))
        start += len(table)
    return tuple(out)


def as_parts(table: ReadTable) -> list[tuple[Part, int]]:
    """The table as printed rows from 0, each part with the number of its cell: the first lines of a row's cells are
    one row, then their second lines, so that a cell that is set in the middle of its row does not tear the others.
    """
    parts: list[tuple[Part, int]] = []
    number = 0
    for row in range(table.grid.rows):
        chosen = [(n, c) for n, c in enumerate(table.cells) if c.cell.row == row and (c.lines or c.ticked)]
        chosen.sort(key=lambda pair: pair[1].cell.column)
        for k in range(max((max(1, len(c.lines)) for _, c in chosen), default=0)):
            pieces = [(n, _line(c, k)) for n, c in chosen]
            filled = [(n, words) for n, words in pieces if words]
            parts += [(Part(number, column, words), n) for column, (n, words) in enumerate(filled)]
            number += 1
    return parts


def _line(cell: ReadCell, k: int) -> tuple[RawWord, ...]:
    """The words of a cell's ``k``th line; a tick stands on the first."""
    if k < len(cell.lines):
        return cell.lines[k]
    if k == 0 and cell.ticked and cell.ink is not None:
        x0, top, x1, bottom = (float(v) for v in cell.ink)
        return (RawWord(TICK, (x0, top, x1, bottom), cell.confidence or 0.0, (0, 0, 0)),)
    return ()


def _readings(
    inks: list[CellInk], chosen: list[int], dpi: int, read: ReadSheet, scale: float
) -> dict[int, list[list[RawWord]]]:
    """Lines of words of the ``chosen`` cells, in pixels of the page, read from one sheet."""
    if not chosen:
        return {}
    ordered = sorted(chosen, key=lambda i: (inks[i].sign, _line_of(inks[i].cell) if inks[i].sign else (0, 0), i))
    sheet, strips = _sheet(inks, ordered, dpi, together=scale == 1.0)
    found: dict[int, list[RawWord]] = {}
    for word in read(sheet, scale):
        for strip, piece in _over(word, strips):
            dx, dy = strip.shift
            x0, top, x1, bottom = piece.rect
            found.setdefault(strip.index, []).append(replace(piece, rect=(x0 + dx, top + dy, x1 + dx, bottom + dy)))
    lines = {}
    for i, words in found.items():
        rows = rows_of(_once(words) if inks[i].sign else words)
        lines[i] = [_cleaned(line) for line in rows]
    return {i: [line for line in rows if line] for i, rows in lines.items()}


def _sheet(inks: list[CellInk], order: list[int], dpi: int, *, together: bool) -> tuple[Gray, list[_Strip]]:
    """The cells' ink one under the other, flush left, with white between as between the lines of a letter.

    ``together``: small signs of one column, or of one row of titles, stand on one line, as a figure by itself is
    hardly a line to an engine.
    """
    margin, gap = round(0.12 * dpi), round(0.02 * dpi)
    pad = round(0.055 * dpi)  # the dots of letters are no larger than specks, and stand a little apart
    pieces: list[tuple[int, Gray, tuple[int, int]]] = []
    for i in order:
        ink = inks[i]
        x0, top, x1, bottom = ink.rect or (0, 0, 0, 0)
        a, b = max(0, top - ink.origin[1] - pad), bottom - ink.origin[1] + pad
        c, d = max(0, x0 - ink.origin[0] - pad), x1 - ink.origin[0] + pad
        pieces.append((i, ink.image[a:b, c:d], (ink.origin[0] + c, ink.origin[1] + a)))
    rows: list[list[tuple[int, Gray, tuple[int, int]]]] = []
    for piece in pieces:
        cell, sign = inks[piece[0]].cell, inks[piece[0]].sign
        last = rows[-1][-1][0] if rows else None
        beside = sign and last is not None and inks[last].sign and _line_of(inks[last].cell) == _line_of(cell)
        if beside and together and len(rows[-1]) < _SIGNS_A_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    space = round(0.14 * dpi)
    width = max(sum(p[1].shape[1] + space for p in row) for row in rows) + 2 * margin
    height = sum(max(p[1].shape[0] for p in row) + 2 * gap for row in rows) + 2 * margin
    sheet = np.full((height, width), 255, np.uint8)
    strips = []
    y = margin
    for row in rows:
        x, high = margin, max(p[1].shape[0] for p in row)
        for i, image, (left, upper) in row:
            down = (high - image.shape[0]) // 2
            sheet[y + gap + down : y + gap + down + image.shape[0], x : x + image.shape[1]] = image
            box = (x - space // 2, y, x + image.shape[1] + space // 2, y + high + 2 * gap)
            if len(row) == 1:
                box = (0, y, width, y + high + 2 * gap)
            strips.append(_Strip(i, box, (left - x, upper - y - gap - down)))
            x += image.shape[1] + space
        y += high + 2 * gap
    return sheet, strips


def _line_of(cell: GridCell) -> tuple[int, int]:
    """With which signs one stands on a line of the sheet: titles with titles, others by their column."""
    return (0, cell.row) if cell.row < _TITLES else (1, cell.column)


def _over(word: RawWord, strips: list[_Strip]) -> list[tuple[_Strip, RawWord]]:
    """The word with the cell it stands in; one that runs over several signs parted between them."""
    x0, top, x1, bottom = word.rect
    y = (top + bottom) / 2
    level = [s for s in strips if s.box[1] <= y < s.box[3] and min(x1, s.box[2]) > max(x0, s.box[0])]
    under = [s for s in level if min(x1, s.box[2]) - max(x0, s.box[0]) > 0.4 * (s.box[2] - s.box[0])]
    if len(under) < 2 or len(word.text) < len(under):
        middle = (x0 + x1) / 2
        return [(s, word) for s in level if s.box[0] <= middle < s.box[2]][:1]
    share = len(word.text) / len(under)
    pieces = []
    for k, strip in enumerate(under):
        text = word.text[round(k * share) : round((k + 1) * share)]
        rect = (max(x0, float(strip.box[0])), top, min(x1, float(strip.box[2])), bottom)
        pieces.append((strip, replace(word, text=text, rect=rect, confidence=_CUT * word.confidence)))
    return pieces


def _once(words: list[RawWord]) -> list[RawWord]:
    """The words of a sign, none twice: two readers may have placed one figure differently."""
    return list({word.text: word for word in sorted(words, key=lambda w: w.confidence)}.values())


def _cleaned(line: list[RawWord]) -> list[RawWord]:
    """Without remains of ruling lines, which the engine takes for bars and quotes at a cell's sides."""
    words = [w for w in line if not set(w.text) <= _REMAINS]
    if words:
        words[0] = replace(words[0], text=words[0].text.lstrip("".join(_REMAINS)))
        words[-1] = replace(words[-1], text=words[-1].text.rstrip("".join(_REMAINS)))
    return words


def _is_doubtful(lines: list[list[RawWord]], ink: CellInk) -> bool:
    words = [w for line in lines for w in line]
    if not words:
        return not ink.sign
    if any(w.confidence < _SURE or plausibility(w.text) < 0.9 for w in words):
        return not ink.sign or any(c.isalnum() for w in words for c in w.text)
    x0, _, x1, _ = ink.rect or (0, 0, 0, 0)
    return min(w.rect[0] for w in words) - x0 > 0.4 * (x1 - x0) or x1 - max(w.rect[2] for w in words) > 0.4 * (x1 - x0)


def _better(first: list[list[RawWord]], second: list[list[RawWord]], *, sign: bool) -> list[list[RawWord]]:
    """Line by line the better of two readings where they agree on the lines, else the one that is worth more.

    Of a sign, whose place on the sheet is not the same in both, one reading stands as a whole.
    """
    if len(first) == len(second) and not sign:
        return [better_of(a, b) for a, b in zip(first, second, strict=True)]
    return max(first, second, key=_worth)


def _worth(lines: list[list[RawWord]]) -> float:
    return sum(len(w.text) * w.confidence * plausibility(w.text) for line in lines for w in line)


def _judged(inks: list[CellInk], readings: list[list[list[RawWord]]]) -> list[ReadCell]:
    """Which cells hold text, which a tick, which nothing."""
    signs: dict[int, Sign] = {}
    texts: list[tuple[int, int]] = []
    for k, (ink, lines) in enumerate(zip(inks, readings, strict=True)):
        words = [w for line in lines for w in line]
        if ink.sign:
            said = "".join(w.text for w in words)
            sure = fmean(w.confidence for w in words) if words else 0.0
            signs[k] = Sign(ink.cell.row, ink.cell.column, said, sure, ink.stroke, ink.pieces)
        elif not ink.empty:
            texts.append((ink.cell.row, ink.cell.column))
    order = list(signs)
    ticked = dict(zip(order, ticks([signs[k] for k in order], texts, _head_rows(inks)), strict=True))
    out = []
    for k, (ink, lines) in enumerate(zip(inks, readings, strict=True)):
        if ink.empty or (not lines and not ticked.get(k)):
            out.append(ReadCell(ink.cell))
        elif ticked.get(k):
            out.append(ReadCell(ink.cell, ticked=True, confidence=0.9, ink=ink.rect))
        else:
            words = [w for line in lines for w in line]
            sure = fmean(w.confidence for w in words)
            out.append(ReadCell(ink.cell, tuple(tuple(line) for line in lines), confidence=sure, ink=ink.rect))
    return out


def _head_rows(inks: list[CellInk]) -> int:
    """Rows of the header: the first, and those that its cells reach down to; none where the first holds no words."""
    first = [ink for ink in inks if ink.cell.row == 0]
    if sum(not ink.empty and not ink.sign for ink in first) < 2:
        return 0
    return max(ink.cell.row_span for ink in first)
