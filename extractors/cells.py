"""The ink of a table's cells, each by itself: without ruling lines, specks, and what reaches over from its neighbours.

Works in pixels of the evenly lit, deskewed page, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.engines.base import Gray
from extractors.pixels import components
from extractors.prepare.grids import Grid, GridCell

__all__ = ["CellInk", "cell_inks"]

_INK = 200
_SPECK = 0.021  # inches: dirt is smaller in both directions, the dot of a pen is not
_SIGN = (0.27, 0.3)  # inches: a tick is no wider and no higher


@dataclass(frozen=True)
class CellInk:
    """A cell's own ink: ``image`` is the cell alone (255 elsewhere) with its corner at ``origin``.

    ``rect`` is (x0, top, x1, bottom) of the ink, None for an empty cell.
    """

    cell: GridCell
    image: Gray
    origin: tuple[int, int]
    rect: tuple[int, int, int, int] | None
    sign: bool  # small enough to be a tick
    stroke: bool = False  # one straight slanting stroke, or a blot: no letter looks so
    pieces: int = 0  # unconnected strokes

    @property
    def empty(self) -> bool:
        return self.rect is None


def cell_inks(even: Gray, grid: Grid, dpi: int) -> list[CellInk]:
    """The cells of ``grid``, in its order."""
    x0, top, x1, bottom = _around(grid, even.shape, round(0.06 * dpi))
    image, ink = _without_lines(even[top:bottom, x0:x1], grid, (x0, top))
    _count, labels, stats, centres = components(ink)
    owner = _owners(grid, stats, centres, (x0, top), dpi)
    high = stats[:, cv2.CC_STAT_HEIGHT]
    wide = stats[:, cv2.CC_STAT_WIDTH]
    speck = (high < _SPECK * dpi) & (wide < _SPECK * dpi)
    found = []
    edge = max(2, round(0.018 * dpi))
    reach = round(0.045 * dpi)  # strokes over the border come along
    for number, cell in enumerate(grid.cells):
        left, upper, right, lower = cell.rect
        a, b = max(0, upper - top - reach), min(image.shape[0], lower - top + reach)
        c, d = max(0, left - x0 - reach), min(image.shape[1], right - x0 + reach)
        if b - a < 3 or d - c < 3:
            found.append(CellInk(cell, np.full((3, 3), 255, np.uint8), (left, upper), None, False))
            continue
        part = labels[a:b, c:d]
        inside = np.zeros(part.shape, bool)
        inside[upper - top - a + edge : lower - top - a - edge, left - x0 - c + edge : right - x0 - c - edge] = True
        mine = (owner[part] == number) | ((owner[part] == -2) & inside)
        mine &= ~_rule_remains(part, stats, grid.thickness, cell, (x0, top), dpi)
        near = cv2.dilate(mine.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        others = (part > 0) & ~mine
        alone = np.where(near & ~others, image[a:b, c:d], 255).astype(np.uint8)
        solid = mine & ~speck[part]
        ys, xs = np.nonzero(solid)
        rect = None
        sign = False
        if len(ys):
            rect = (
                c + x0 + int(xs.min()),
                a + top + int(ys.min()),
                c + x0 + int(xs.max()) + 1,
                a + top + int(ys.max()) + 1,
            )
            sign = rect[2] - rect[0] <= _SIGN[0] * dpi and rect[3] - rect[1] <= _SIGN[1] * dpi
        alike = solid[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] if sign else None
        pieces = cv2.connectedComponents(alike.astype(np.uint8), connectivity=8)[0] - 1 if alike is not None else 0
        stroke = alike is not None and pieces == 1 and (_is_slash(alike) or _is_blot(alike))
        found.append(CellInk(cell, alone, (c + x0, a + top), rect, sign, stroke, pieces))
    return found


def _around(grid: Grid, shape: tuple[int, ...], margin: int) -> tuple[int, int, int, int]:
    x0, top, x1, bottom = grid.rect
    return max(0, x0 - margin), max(0, top - margin), min(shape[1], x1 + margin), min(shape[0], bottom + margin)


def _without_lines(page: Gray, grid: Grid, origin: tuple[int, int]) -> tuple[Gray, Gray]:
    """The table without what lies between its cells, strokes that cross a rule spared; and its ink (0 or 1)."""
    rules = np.ones(page.shape, np.uint8)
    dx, dy = origin
    for cell in grid.cells:
        x0, top, x1, bottom = cell.rect
        rules[max(0, top - dy + 1) : max(0, bottom - dy - 1), max(0, x0 - dx + 1) : max(0, x1 - dx - 1)] = 0
    ink = (page < _INK).astype(np.uint8)
    clear = ink & (1 - rules)
    band = grid.thickness + 5
    across = cv2.morphologyEx(clear, cv2.MORPH_CLOSE, np.ones((band, 1), np.uint8))
    beside = cv2.morphologyEx(clear, cv2.MORPH_CLOSE, np.ones((1, band), np.uint8))
    slant = np.eye(band, dtype=np.uint8)
    one = cv2.morphologyEx(clear, cv2.MORPH_CLOSE, slant)
    two = cv2.morphologyEx(clear, cv2.MORPH_CLOSE, np.ascontiguousarray(slant[::-1]))
    spared = rules & ink & (across | beside | one | two)
    left = np.where((rules > 0) & (spared == 0), 255, page).astype(np.uint8)
    return left, np.asarray(clear | spared, dtype=np.uint8)


def _owners(grid: Grid, stats: np.ndarray, centres: np.ndarray, origin: tuple[int, int], dpi: int) -> np.ndarray:
    """Number of the cell to which each piece of ink belongs; -2 where it is cut at the borders, -1 for none."""
    owner = np.full(len(stats), -2, np.int32)
    rects = np.array([c.rect for c in grid.cells], np.float64)
    for i in range(1, len(stats)):
        x, y, wide, high = (int(v) for v in stats[i, :4])
        if wide > 0.6 * dpi or high > 0.6 * dpi:
            continue
        cx, cy = origin[0] + x + wide / 2, origin[1] + y + high / 2
        cx, cy = (cx + origin[0] + centres[i, 0]) / 2, (cy + origin[1] + centres[i, 1]) / 2
        inside = (rects[:, 0] <= cx) & (cx <= rects[:, 2]) & (rects[:, 1] <= cy) & (cy <= rects[:, 3])
        hit = np.flatnonzero(inside)
        owner[i] = hit[0] if len(hit) else -1
    owner[0] = -1
    return owner


def _rule_remains(
    part: np.ndarray, stats: np.ndarray, thickness: int, cell: GridCell, origin: tuple[int, int], dpi: int
) -> np.ndarray:
    """Thin strokes along the cell's border: what is left of its rules."""
    out = np.zeros(part.shape, bool)
    left, upper, right, lower = (v - origin[k % 2] for k, v in enumerate(cell.rect))
    edge = max(2, round(0.018 * dpi))
    for i in np.unique(part):
        if i == 0:
            continue
        x, y, wide, high = (int(v) for v in stats[i, :4])
        thin = max(3, thickness + 1)
        flat = high <= thin and (y <= upper + edge or y + high >= lower - edge) and wide >= 1.5 * high
        stand = wide <= thin and (x <= left + edge or x + wide >= right - edge) and high >= 1.5 * wide
        corner = (
            wide <= edge + thin
            and high <= edge + thin
            and ((x <= left + edge or x + wide >= right - edge) and (y <= upper + edge or y + high >= lower - edge))
        )
        if flat or stand or corner:
            out |= part == i
    return out


def _is_slash(ink: np.ndarray) -> bool:
    """One straight stroke, 14 to 75 degrees from upright."""
    y, x = np.nonzero(ink)
    if len(y) < 12:
        return False
    spread = np.cov(np.stack([x, y]).astype(np.float64))
    values, vectors = np.linalg.eigh(spread)
    if values[0] > 0.04 * values[1]:
        return False
    tilt = abs(np.degrees(np.arctan2(vectors[0, 1], vectors[1, 1])))
    tilt = min(tilt, 180 - tilt)
    return bool(14 <= tilt <= 75)


def _is_blot(ink: np.ndarray) -> bool:
    """A round filled spot."""
    high, wide = ink.shape
    return bool(0.6 <= wide / high <= 1.6 and ink.mean() > 0.66)
