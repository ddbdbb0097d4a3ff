"""A page's lines as blocks, and its boxes in pixels: what every writer of page text needs. Pure functions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas import Box, Line, Page, PageSource, PageState

__all__ = ["Pixels", "baseline", "blocks", "pixel_size", "printable", "turned", "written_lines"]

LAYER_DPI = 300  # the grid for pages of a text layer, whose own unit (points) is too coarse for whole numbers
_NEAR = 1.2  # rows with less white between them, in line heights, belong together


class Pixels(NamedTuple):
    """A rectangle in whole pixels of the page image, origin top left."""

    x0: int
    top: int
    x1: int
    bottom: int

    @classmethod
    def of(cls, box: Box, width: int, height: int) -> Pixels:
        """``box`` on a page of ``width`` x ``height`` pixels; at least one pixel wide and high."""
        x0, top = min(round(box.x0 * width), width - 1), min(round(box.top * height), height - 1)
        return cls(x0, top, max(x0 + 1, round(box.x1 * width)), max(top + 1, round(box.bottom * height)))

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


def pixel_size(page: Page) -> tuple[int, int]:
    """Width and height of the original page in pixels; pages of a text layer at 300 dpi."""
    if page.source is PageSource.OCR:
        return page.width, page.height
    scale = LAYER_DPI / 72
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def written_lines(page: Page) -> tuple[Line, ...]:
    """The lines that may be passed on as text: none of a page that nobody could read, whatever an engine saw there."""
    return page.lines if page.state is PageState.READ else ()


def blocks(page: Page) -> list[list[Line]]:
    """The lines in reading order, parted into blocks.

    Rows of one part that follow each other closely make a block; where rows have several parts (columns, cells of a
    table, signatures), each column is a block of its own.
    """
    found: list[list[Line]] = []
    columns: dict[int, list[Line]] = {}
    before: list[Line] = []
    for row in page.model_copy(update={"lines": written_lines(page)}).rows():
        same_columns = [part.column for part in row] == [part.column for part in before]
        if not (same_columns and _near(before, row)):
            found.extend(columns.values())
            columns = {}
        for part in row:
            columns.setdefault(part.column, []).append(part)
        before = row
    found.extend(columns.values())
    return found


def turned(box: Box, degrees: int) -> Box:
    """``box`` on the page turned clockwise by 0, 90, 180 or 270 degrees."""
    x0, top, x1, bottom = box
    match degrees % 360:
        case 90:
            return Box(1 - bottom, x0, 1 - top, x1)
        case 180:
            return Box(1 - x1, 1 - bottom, 1 - x0, 1 - top)
        case 270:
            return Box(top, 1 - x1, bottom, 1 - x0)
    return box


def baseline(words: Sequence[tuple[float, float, float, float]]) -> tuple[float, float]:
    """Slope of a line of text, and where it runs at x = 0: the straight line through the middles of its words.

    ``words`` are rectangles (x0, top, x1, bottom) of one line, y downwards. Middles, because the feet of single words
    differ by letters like g and by commas; one or two words, or words one above the other, lie level.
    """
    middles = [((x0 + x1) / 2, (top + bottom) / 2) for x0, top, x1, bottom in words]
    x_mean = sum(x for x, _ in middles) / len(middles)
    y_mean = sum(y for _, y in middles) / len(middles)
    spread = sum((x - x_mean) ** 2 for x, _ in middles)
    if len(middles) < 3 or spread == 0:
        return 0.0, y_mean
    slope = sum((x - x_mean) * (y - y_mean) for x, y in middles) / spread
    return slope, y_mean - slope * x_mean


def printable(text: str) -> str:
    """``text`` without the control characters that XML forbids."""
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in {"Cc", "Cs", "Cn"})


def _near(before: Iterable[Line], row: Iterable[Line]) -> bool:
    above, below = list(before), list(row)
    if not above:
        return False
    height = max(line.box.height for line in (*above, *below))
    gap = min(line.box.top for line in below) - max(line.box.bottom for line in above)
    return gap < _NEAR * height
