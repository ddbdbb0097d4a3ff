"""Words into printed rows, and rows into their parts: two-column headers, table cells, signature blocks.

Works in pixels of the deskewed page, where lines are level.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.engines.base import RawWord

__all__ = ["Part", "arrange", "gutter", "rows_of"]

Upright = tuple[float, float, float]  # x, top, bottom of a vertical ruling line


@dataclass(frozen=True)
class Part:
    """Words, left to right, of one part of a printed row."""

    row: int
    column: int
    words: tuple[RawWord, ...]


def arrange(words: list[RawWord], uprights: tuple[Upright, ...] = (), gutter_at: float | None = None) -> list[Part]:
    """Rows from top to bottom, each as its parts from left to right.

    With ``gutter_at`` (the x of an open book's fold) the left page's rows come before the right page's.
    """
    if gutter_at is not None:
        left = arrange([w for w in words if w.rect[0] + w.rect[2] < 2 * gutter_at], uprights)
        right = arrange([w for w in words if w.rect[0] + w.rect[2] >= 2 * gutter_at], uprights)
        after = 1 + max((part.row for part in left), default=-1)
        return left + [Part(part.row + after, part.column, part.words) for part in right]
    rows = rows_of(words)
    typical = _typical_height(words)
    gaps = [_gaps(row) for row in rows]
    parts = []
    for number, row in enumerate(rows):
        around = [g for other in (number - 1, number + 1) if 0 <= other < len(rows) for g in gaps[other]]
        for column, piece in enumerate(_split(row, typical, around, uprights)):
            parts.append(Part(number, column, tuple(piece)))
    return parts


def gutter(words: list[RawWord], uprights: tuple[Upright, ...], shape: tuple[int, ...]) -> float | None:
    """x of the fold of an open book (``shape`` is height, width), or None on a single page.

    An open book is wider than high, has running text on both sides, and nothing is written across its middle.
    """
    height, width = shape[:2]
    typical = _typical_height(words)
    if width < 1.15 * height or len(words) < 40:
        return None
    best: tuple[float, float] | None = None
    for at in [width * share / 100 for share in range(42, 59)]:
        left = max((w.rect[2] for w in words if w.rect[0] + w.rect[2] < 2 * at), default=0.0)
        right = min((w.rect[0] for w in words if w.rect[0] + w.rect[2] >= 2 * at), default=float(width))
        if best is None or right - left > best[1] - best[0]:
            best = (left, right)
    if best is None or best[1] - best[0] < 1.5 * typical:
        return None
    fold = (best[0] + best[1]) / 2
    if any(best[0] <= x <= best[1] and bottom - top < 0.6 * height for x, top, bottom in uprights):
        return None  # the cells of a table lie side by side
    sides = [[w for w in words if (w.rect[0] + w.rect[2] < 2 * fold) is left_side] for left_side in (True, False)]
    full = [_running_rows(side) for side in sides]
    return fold if min(full) >= 4 else None


def _running_rows(words: list[RawWord]) -> int:
    """Rows of at least five words: running text, not cells."""
    return sum(len(row) >= 5 for row in rows_of(words))


def rows_of(words: list[RawWord]) -> list[list[RawWord]]:
    """Printed rows from top to bottom.

    The engine's lines, those side by side on one level joined, words left to right.
    """
    lines: dict[tuple[int, int, int], list[RawWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    pieces: list[list[RawWord]] = []
    for line in lines.values():
        pieces.extend(_level(sorted(line, key=lambda w: w.rect[0])))
    pieces.sort(key=_middle)
    rows: list[list[RawWord]] = []
    for piece in pieces:
        best = None
        for row in rows[-8:]:
            share = _shared_level(row, piece)
            if share > 0.5 and not _collide(row, piece) and (best is None or share > best[0]):
                best = (share, row)
        if best is None:
            rows.append(list(piece))
        else:
            best[1].extend(piece)
            best[1].sort(key=lambda w: w.rect[0])
    rows.sort(key=_middle)
    return rows


def _level(line: list[RawWord]) -> list[list[RawWord]]:
    """An engine's line that jumps to another level between two words is two lines."""
    pieces = [[line[0]]]
    for word in line[1:]:
        last = pieces[-1][-1]
        high = min(word.rect[3] - word.rect[1], last.rect[3] - last.rect[1])
        shared = min(word.rect[3], last.rect[3]) - max(word.rect[1], last.rect[1])
        near = min(abs(word.rect[3] - last.rect[3]), abs(word.rect[1] - last.rect[1]))
        if shared < 0 and near > high:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _middle(row: list[RawWord]) -> float:
    return median((w.rect[1] + w.rect[3]) / 2 for w in row)


def _span(row: list[RawWord]) -> tuple[float, float]:
    """Top and bottom of a row's words, stray tall ones not counted."""
    return median(w.rect[1] for w in row), median(w.rect[3] for w in row)


def _shared_level(row: list[RawWord], piece: list[RawWord]) -> float:
    """Share of the lower one's height on which both stand.

    Compared where they are nearest, so that a slope does not part them.
    """
    a, b = (row, piece) if row[0].rect[0] <= piece[0].rect[0] else (piece, row)
    (top_a, bottom_a), (top_b, bottom_b) = _span(a[-4:]), _span(b[:4])
    shared = min(bottom_a, bottom_b) - max(top_a, top_b)
    return shared / max(1.0, min(bottom_a - top_a, bottom_b - top_b))


def _collide(row: list[RawWord], piece: list[RawWord]) -> bool:
    """Whether words of one lie over words of the other: then they are two rows however near."""
    for a in row:
        for b in piece:
            shared = min(a.rect[2], b.rect[2]) - max(a.rect[0], b.rect[0])
            if shared > 0.3 * min(a.rect[2] - a.rect[0], b.rect[2] - b.rect[0]):
                return True
    return False


def _typical_height(words: list[RawWord]) -> float:
    heights = [w.rect[3] - w.rect[1] for w in words if any(c.isalnum() for c in w.text)]
    return float(median(heights)) if heights else 1.0


def _gaps(row: list[RawWord]) -> list[tuple[float, float]]:
    return [(a.rect[2], b.rect[0]) for a, b in pairwise(row)]


def _split(
    row: list[RawWord], typical: float, around: list[tuple[float, float]], uprights: tuple[Upright, ...]
) -> list[list[RawWord]]:
    """A row parted at ruling lines and at gaps that are no word gaps.

    Justified text widens all gaps of a row alike, so a gap counts as wide only against the row's other gaps.
    """
    top, bottom = _span(row)
    gaps = _gaps(row)
    pieces = [[row[0]]]
    for i, (left, right) in enumerate(gaps):
        others = [b - a for j, (a, b) in enumerate(gaps) if j != i and b > a]
        usual = median(others) if others else 0.35 * typical
        wide = right - left
        ruled = any(
            left - 0.3 * typical <= x <= right + 0.3 * typical and t <= (top + bottom) / 2 <= b for x, t, b in uprights
        )
        aligned = any(min(right, b) - max(left, a) > 0.6 * typical and b - a > 0.9 * typical for a, b in around)
        apart = wide > 2.6 * max(usual, 0.2 * typical) and (wide > 2.2 * typical or (wide > 1.1 * typical and aligned))
        if ruled or apart:
            pieces.append([])
        pieces[-1].append(row[i + 1])
    return pieces
