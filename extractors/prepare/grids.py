"""The grids of ruled tables: lines across and down, also broken, faint or a little askew, and the cells between them.

Works in pixels of the evenly lit, deskewed page, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components
from extractors.prepare.gridlines import (
    DRAWN,
    Mask,
    Rule,
    drawn_shares,
    open_sides,
    pieces_of_rules,
    rules_of,
    thickness_of,
    without_idle,
)
from extractors.prepare.paperlines import without_paper_lines

__all__ = ["Grid", "GridCell", "find_grids", "rows_of_letters", "without_tables"]

_INK = 215
_SHORTEST_ROW, _SHORTEST_COLUMN = 0.13, 0.16  # inches between two rules of one grid
_RUN_DOWN, _RUN_ACROSS = 0.17, 0.3  # inches of unbroken ink that make a piece of a rule
_DRAWN_ROUGHLY = 165  # of 255
_DASH = 0.11  # inches: the shortest piece of a worn rule
_PART = 0.15  # of a side
_ANCHORED = 0.2  # share of a table's rows in which a rule down must run from rule to rule
_PART_OF_A_ROW = 0.75  # of the usual height
_MOST_CELLS = 1500


@dataclass(frozen=True)
class GridCell:
    """A cell: 0-based row and column of its upper left, extent, and (x0, top, x1, bottom) between its rules."""

    row: int
    column: int
    row_span: int
    column_span: int
    rect: tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    """A ruled table: its outer rect, rules across (``levels``) and down (``uprights``), and cells row by row."""

    rect: tuple[int, int, int, int]
    levels: tuple[Rule, ...]
    uprights: tuple[Rule, ...]
    thickness: int  # pixels of its rules
    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        return len(self.levels) - 1

    @property
    def columns(self) -> int:
        return len(self.uprights) - 1


def find_grids(even: Gray, dpi: int) -> tuple[Grid, ...]:
    """The ruled tables of a page from top to bottom; none costs a fraction of what an engine call does.

    A table has at least two cells across, and four in all (three where a page break left one row of it).
    """
    factor = max(1, dpi // 140)
    if factor == 1:
        found = _find((even < _INK).astype(np.uint8), dpi)
    else:
        small = (_shrunk(even, factor) < _INK).astype(np.uint8)
        found = tuple(_grown(grid, factor) for grid in _find(small, dpi / factor))
    reach = round(0.035 * dpi)
    return tuple(replace(g, cells=tuple(_trimmed(cell, even, reach) for cell in g.cells)) for g in found)


def _trimmed(cell: GridCell, even: Gray, reach: int) -> GridCell:
    """The cell without what of its rules lies inside it, up to ``reach`` pixels from either side."""
    x0, top, x1, bottom = cell.rect
    dark = even[max(0, top) : bottom, max(0, x0) : x1] < _INK
    if dark.shape[0] < 4 * reach or dark.shape[1] < 4 * reach:
        return cell
    rows, columns = dark[:, reach:-reach].mean(axis=1), dark[reach:-reach].mean(axis=0)

    def inward(shares: NDArray[np.float64]) -> int:
        full = np.flatnonzero(shares[:reach] > DRAWN)
        return int(full[-1]) + 1 if len(full) else 0

    rect = (x0 + inward(columns), top + inward(rows), x1 - inward(columns[::-1]), bottom - inward(rows[::-1]))
    return replace(cell, rect=rect)


def without_tables(bare: Gray, grids: tuple[Grid, ...], dpi: int) -> Gray:
    """The page with its tables left white: their cells are read by themselves."""
    if not grids:
        return bare
    out = bare.copy()
    margin = round(0.02 * dpi)
    for grid in grids:
        x0, top, x1, bottom = grid.rect
        out[max(0, top - margin) : bottom + margin, max(0, x0 - margin) : x1 + margin] = 255
    return out


def _shrunk(even: Gray, factor: int) -> Gray:
    """The page ``factor`` times smaller; of each square its darkest pixel, so that thin lines stay."""
    high, wide = (side // factor * factor for side in even.shape)
    rows = even[:high:factor, :wide]
    for k in range(1, factor):
        rows = cv2.min(rows, even[k:high:factor, :wide])
    out = np.ascontiguousarray(rows[:, ::factor])
    for k in range(1, factor):
        out = cv2.min(out, np.ascontiguousarray(rows[:, k::factor]))
    return np.asarray(out, dtype=np.uint8)


def _grown(grid: Grid, factor: int) -> Grid:
    """A grid of the page made ``factor`` times smaller on the page itself."""
    half = (factor - 1) / 2

    def rect(r: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        return r[0] * factor, r[1] * factor, r[2] * factor + factor - 1, r[3] * factor + factor - 1

    return Grid(
        rect(grid.rect),
        tuple((a * factor + half * (1 - b), b) for a, b in grid.levels),
        tuple((a * factor + half * (1 - b), b) for a, b in grid.uprights),
        grid.thickness * factor,
        tuple(replace(cell, rect=rect(cell.rect)) for cell in grid.cells),
    )


def _find(ink: Mask, dpi: float) -> tuple[Grid, ...]:
    """Grids in a page of 0 (paper) and 1 (ink)."""
    if not _has_uprights(ink, dpi):
        return ()
    upright = pieces_of_rules(np.ascontiguousarray(ink.T), round(_RUN_DOWN * dpi), dpi)
    down = without_paper_lines(upright, dpi).T
    if not _worthwhile(down, dpi):
        return ()
    across = without_paper_lines(pieces_of_rules(ink, round(_RUN_ACROSS * dpi), dpi), dpi)
    joined = cv2.dilate(cv2.bitwise_or(across, down), np.ones((max(3, int(dpi / 30)),) * 2, np.uint8))
    count, labels, stats, _ = components(joined)
    found = []
    for i in range(1, count):
        x, y, wide, high = (int(v) for v in stats[i, :4])
        if wide < 1.2 * dpi or high < _SHORTEST_ROW * dpi:
            continue
        window = (slice(y, y + high), slice(x, x + wide))
        mine = (labels[window] == i).astype(np.uint8)
        grid = _grid((across[window] & mine, down[window] & mine), ink, (x, y), dpi)
        if grid is not None:
            found.append(grid)
    return tuple(sorted(_outermost(found), key=lambda g: (g.rect[1], g.rect[0])))


def _has_uprights(ink: Mask, dpi: float) -> bool:
    """A quick look, coarse from top to bottom, for three upright strokes side by side that are taller than letters."""
    step = max(2, round(0.03 * dpi))
    thick = cv2.dilate(ink * np.uint8(255), np.ones((1, 3), np.uint8))
    low = cv2.resize(thick, (ink.shape[1], max(1, ink.shape[0] // step)), interpolation=cv2.INTER_AREA)
    tall = cv2.erode((low > _DRAWN_ROUGHLY).astype(np.uint8), np.ones((int(_RUN_DOWN * dpi / step) + 1, 1), np.uint8))
    columns = np.flatnonzero(tall.any(axis=0))
    return _side_by_side(columns, 0.7 * _SHORTEST_COLUMN * dpi) >= 3


def _worthwhile(down: Mask, dpi: float) -> bool:
    """Whether there are at least three upright pieces side by side that could part cells."""
    if not down.any():
        return False
    columns = np.flatnonzero(down.sum(axis=0) >= 0.9 * _RUN_DOWN * dpi)
    return _side_by_side(columns, _SHORTEST_COLUMN * dpi) >= 3


def _side_by_side(columns: NDArray[np.intp], apart: float) -> int:
    """How many of ``columns`` (rising) can stand at least ``apart`` from one another.

    Not the gaps among them: running text above a table fills every gap, and leaves none.
    """
    count, last = 0, -apart
    for column in columns:
        if column - last >= apart:
            count, last = count + 1, float(column)
    return count


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without grids that lie inside a larger one."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -(g.rect[2] - g.rect[0]) * (g.rect[3] - g.rect[1])):
        x, y = (grid.rect[0] + grid.rect[2]) / 2, (grid.rect[1] + grid.rect[3]) / 2
        if not any(g.rect[0] <= x <= g.rect[2] and g.rect[1] <= y <= g.rect[3] for g in kept):
            kept.append(grid)
    return kept


def _grid(pieces: tuple[Mask, Mask], page: Mask, origin: tuple[int, int], dpi: float) -> Grid | None:
    across, down = pieces
    levels = rules_of(across, round(_SHORTEST_ROW * dpi), dpi)
    uprights = rules_of(np.ascontiguousarray(down.T), round(_SHORTEST_COLUMN * dpi), dpi)
    rim = (0.03 * page.shape[1] - origin[0], 0.97 * page.shape[1] - origin[0])
    opened = [u for u in open_sides(across, levels, uprights, rim, dpi) if u not in uprights]
    uprights = sorted([*uprights, *opened])
    if len(levels) < 2 or len(uprights) < 3 or (len(levels) - 1) * (len(uprights) - 1) < (3 if len(levels) == 2 else 4):
        return None
    if (len(levels) - 1) * (len(uprights) - 1) > _MOST_CELLS:
        return None
    reach = max(2, round(0.018 * dpi))
    turned = np.ascontiguousarray(down.T)
    x, y = origin
    ink = page[y : y + across.shape[0], x : x + across.shape[1]]
    dashes = pieces_of_rules(ink, round(_DASH * dpi), dpi)
    strokes = pieces_of_rules(np.ascontiguousarray(ink.T), round(_DASH * dpi), dpi)
    anchored = (drawn_shares(turned | strokes, uprights, levels, reach, ends=True) >= DRAWN).mean(axis=1)
    uprights = [u for u, share in zip(uprights, anchored, strict=True) if share >= _ANCHORED or u in opened]
    if len(uprights) < 3:
        return None
    anchored = (drawn_shares(across | dashes, levels, uprights, reach, ends=True) >= DRAWN).mean(axis=1)
    lettered = rows_of_letters(levels, anchored * (len(uprights) - 1))
    levels = [v for v, share in zip(levels, anchored, strict=True) if share >= 0.7 * _ANCHORED and v not in lettered]
    if len(levels) < 2:
        return None
    over = _worn_shares(across, dashes, levels, uprights, reach)
    beside = _worn_shares(turned, strokes, uprights, levels, reach).T
    levels, over, beside = without_idle(levels, over, beside)
    uprights, beside_t, over_t = without_idle(uprights, beside.T, over.T)
    over, beside = over_t.T, beside_t.T
    rows, columns = len(levels) - 1, len(uprights) - 1
    if rows < 1 or columns < 2 or rows * columns < (3 if rows == 1 else 4):
        return None
    if _is_squared_paper(levels, uprights):
        return None
    thickness = thickness_of(pieces[0], levels)
    levels = [(a + y - b * x, b) for a, b in levels]
    uprights = [(a + x - b * y, b) for a, b in uprights]
    cells = [_cell(block, levels, uprights, thickness) for block in _blocks(over, beside)]
    if len(cells) < (3 if rows == 1 else 4) or max(c.row_span * c.column_span for c in cells) > 0.6 * rows * columns:
        return None
    tall = sorted((c.rect[3] - c.rect[1]) / c.row_span for c in cells)
    if tall[len(tall) // 2] > 2.2 * dpi:
        return None  # frames around running text
    left, right = min(c.rect[0] for c in cells), max(c.rect[2] for c in cells)
    top, bottom = min(c.rect[1] for c in cells), max(c.rect[3] for c in cells)
    return Grid((left, top, right, bottom), tuple(levels), tuple(uprights), thickness, tuple(cells))


def rows_of_letters(levels: list[Rule], columns: NDArray[np.float64]) -> list[Rule]:
    """Levels that are but a bold word that fills its cell: drawn in one of the ``columns`` and inside a row that is no
    taller than others.
    """
    heights = np.diff([a for a, _ in levels])
    usual = float(np.median(heights)) if len(heights) else 0.0
    return [
        levels[i]
        for i in range(1, len(levels) - 1)
        if columns[i] < 1.5 and max(heights[i - 1], heights[i]) < _PART_OF_A_ROW * usual
    ]


def _worn_shares(mask: Mask, dashes: Mask, rules: list[Rule], crossing: list[Rule], reach: int) -> NDArray[np.float64]:
    """`drawn_shares`, where part of a rule is whole its ``dashes`` counted too: a worn rule is dots and dashes, but a
    row of bold letters where no rule is has only these.
    """
    whole = drawn_shares(mask, rules, crossing, reach)
    return np.where(whole >= _PART, drawn_shares(mask | dashes, rules, crossing, reach), whole)


def _is_squared_paper(levels: list[Rule], uprights: list[Rule]) -> bool:
    """The even squares of an exercise book."""
    if len(levels) < 8 or len(uprights) < 8:
        return False
    high = np.diff([a for a, _ in levels])
    wide = np.diff([a for a, _ in uprights])
    sides = np.concatenate([high, wide])
    return bool((np.abs(sides / np.median(sides) - 1) < 0.25).mean() > 0.85)


def _blocks(over: NDArray[np.float64], beside: NDArray[np.float64]) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, row span, column span) from the drawn shares of all sides.

    ``over``: rules across x columns; ``beside``: rows x rules down. Where a side is missing two cells are one, as
    long as that makes an oblong.
    """
    rows, columns = beside.shape[0], over.shape[1]
    parent = list(range(rows * columns))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and beside[r, c + 1] < DRAWN:
                parent[root(r * columns + c + 1)] = root(r * columns + c)
            if r + 1 < rows and over[r + 1, c] < DRAWN:
                parent[root((r + 1) * columns + c)] = root(r * columns + c)
    groups: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(columns):
            groups.setdefault(root(r * columns + c), []).append((r, c))
    blocks: list[tuple[int, int, int, int]] = []
    for members in groups.values():
        top, left = min(r for r, _ in members), min(c for _, c in members)
        high, wide = max(r for r, _ in members) - top + 1, max(c for _, c in members) - left + 1
        if len(members) == high * wide:
            blocks.append((top, left, high, wide))
        else:
            blocks += [(r, c, 1, 1) for r, c in members]
    return sorted(blocks)


def _cell(block: tuple[int, int, int, int], levels: list[Rule], uprights: list[Rule], thickness: int) -> GridCell:
    row, column, high, wide = block
    above, below = levels[row], levels[row + high]
    left, right = uprights[column], uprights[column + wide]
    middle_y = (above[0] + below[0]) / 2
    x_middle = (left[0] + right[0]) / 2 + left[1] * middle_y
    y_middle = middle_y + above[1] * x_middle
    half = thickness / 2
    rect = (
        round(left[0] + left[1] * y_middle + half),
        round(above[0] + above[1] * x_middle + half),
        round(right[0] + right[1] * y_middle - half),
        round(below[0] + below[1] * x_middle - half),
    )
    return GridCell(row, column, high, wide, rect)
