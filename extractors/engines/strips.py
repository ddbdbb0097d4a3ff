"""One engine's lines read by another: the second reader's detector finds the lines of a page, Tesseract reads them.

On worn pages Tesseract loses whole blocks because it does not see where the lines are, not because it cannot read them.
The lines found are cut out level, laid under one another on a clean sheet and read in one call.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.engines.base import Engine, Gray, Hints, RawWord
from extractors.engines.lines_detect import Strip, cut

__all__ = ["parted_by_doubt", "read_strips", "rows_of_strips"]

_BETWEEN, _BESIDE, _EDGE = 12, 36, 20  # pixels of white at 200 dpi: above and below a row, after a strip, at the left
_SURE = 0.93  # confidence of every word on a line that is not read again
_GAP = 1.5  # heights of the strip: more between two words, and one may be missing


@dataclass(frozen=True)
class _Seat:
    """Where a strip lies on the sheet: its left and top edge in pixels of the sheet."""

    strip: Strip
    left: int
    top: int
    width: int
    height: int
    row: int


def read_strips(strips: list[Strip], image: Gray, engine: Engine, hints: Hints, scale: float = 1.0) -> list[RawWord]:
    """Words of ``image`` on the lines ``strips`` as ``engine`` reads them; boxes in pixels of ``image``.

    ``scale``: size at which the lines are read. Words of one printed row share their ``line``. Raises
    ``EngineError``.
    """
    if not strips:
        return []
    sheet, seats = _sheet(rows_of_strips(strips), image, hints.dpi)
    if scale < 1.0:
        sheet = np.asarray(cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    out = []
    for word in engine.read(sheet, replace(hints, psm=6, dpi=round(hints.dpi * scale))):
        x0, top, x1, bottom = (v / scale for v in word.rect)
        seat = min(seats, key=lambda s: _distance(s, (x0 + x1) / 2, (top + bottom) / 2))
        out.append(replace(word, rect=_on_image((x0, top, x1, bottom), seat), line=(0, 0, seat.row)))
    return out


def parted_by_doubt(strips: list[Strip], words: list[RawWord]) -> tuple[list[Strip], list[RawWord]]:
    """The strips worth reading again, and the ``words`` of the others: read surely, from one end to the other."""
    doubtful: list[Strip] = []
    settled: list[RawWord] = []
    for strip in strips:
        inside = sorted((w for w in words if _holds(strip, w)), key=lambda w: w.rect[0])
        if _is_sure(strip, inside):
            settled += inside
        else:
            doubtful.append(strip)
    return doubtful, settled


def _holds(strip: Strip, word: RawWord) -> bool:
    x, y = (word.rect[0] + word.rect[2]) / 2 - strip.x, (word.rect[1] + word.rect[3]) / 2 - strip.y
    along, across = (
        math.cos(strip.angle) * x + math.sin(strip.angle) * y,
        math.cos(strip.angle) * y - math.sin(strip.angle) * x,
    )
    return abs(along) < strip.width / 2 and abs(across) < strip.height / 2


def _is_sure(strip: Strip, inside: list[RawWord]) -> bool:
    """Whether every word is sure and no place along the strip is without one."""
    if not inside or min(w.confidence for w in inside) < _SURE:
        return False
    ends = [strip.x - strip.width / 2, *(w.rect[2] for w in inside)]
    starts = [*(w.rect[0] for w in inside), strip.x + strip.width / 2]
    return all(start - end < _GAP * strip.height for end, start in zip(ends, starts, strict=True))


def rows_of_strips(strips: list[Strip]) -> list[list[Strip]]:
    """Strips that stand side by side as one row, rows from top to bottom, each from left to right."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: s.y):
        last = rows[-1] if rows else []
        if last and all(_side_by_side(strip, other) for other in last):
            last.append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda s: s.x) for row in rows]


def _side_by_side(a: Strip, b: Strip) -> bool:
    level = abs(a.y - b.y) < 0.5 * min(a.height, b.height)
    return level and abs(a.x - b.x) > 0.4 * (a.width + b.width)


def _sheet(rows: list[list[Strip]], image: Gray, dpi: int) -> tuple[Gray, list[_Seat]]:
    between, beside, edge = (round(v * dpi / 200) for v in (_BETWEEN, _BESIDE, _EDGE))
    seats: list[_Seat] = []
    pieces: list[tuple[_Seat, Gray]] = []
    top, widest = between, 0
    for number, row in enumerate(rows):
        cuts = [cut(image, strip) for strip in row]
        tall = max(piece.shape[0] for piece in cuts)
        left = edge
        for strip, piece in zip(row, cuts, strict=True):
            height, width = piece.shape
            seat = _Seat(strip, left, top + (tall - height) // 2, width, height, number)
            seats.append(seat)
            pieces.append((seat, piece))
            left += width + beside
        widest = max(widest, left)
        top += tall + 2 * between
    sheet = np.full((top, widest), 255, np.uint8)
    for seat, piece in pieces:
        sheet[seat.top : seat.top + seat.height, seat.left : seat.left + seat.width] = piece
    return sheet, seats


def _distance(seat: _Seat, x: float, y: float) -> float:
    """From a point of the sheet to the seat; 0 inside it."""
    across = max(seat.left - x, 0.0, x - seat.left - seat.width)
    down = max(seat.top - y, 0.0, y - seat.top - seat.height)
    return math.hypot(across, down)


def _on_image(rect: tuple[float, float, float, float], seat: _Seat) -> tuple[float, float, float, float]:
    """Smallest upright rectangle of the image around a rectangle of the sheet."""
    strip, cos, sin = seat.strip, math.cos(seat.strip.angle), math.sin(seat.strip.angle)
    xs, ys = [], []
    for x in (rect[0], rect[2]):
        for y in (rect[1], rect[3]):
            dx, dy = x - seat.left - seat.width / 2, y - seat.top - seat.height / 2
            xs.append(strip.x + cos * dx - sin * dy)
            ys.append(strip.y + sin * dx + cos * dy)
    return min(xs), min(ys), max(xs), max(ys)
