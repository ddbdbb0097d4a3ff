"""Ticks in a table: which small signs are ticks and which are text, by their column, their reading and their shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.syllables import is_syllable, letters_only

__all__ = ["Sign", "ticks"]

_WORDS_SURE = 0.5


@dataclass(frozen=True)
class Sign:
    """The content of a cell small enough to be a tick: its place, and what the engine read there."""

    row: int
    column: int
    text: str
    confidence: float
    stroke: bool = False  # one straight slanting stroke or a blot
    pieces: int = 2  # unconnected strokes


def ticks(signs: Sequence[Sign], texts: Sequence[tuple[int, int]], head_rows: int) -> list[bool]:
    """Whether each of ``signs`` is a tick. ``texts``: (row, column) of the cells with longer text.

    A column of figures stays one however badly a figure was read, and in a column of ticks a tick that looks like a
    letter is one.
    """
    body = [s for s in signs if s.row >= head_rows]
    sums = _sum_row(body, [place for place in texts if place[0] >= head_rows])
    worded = {column for row, column in texts if row >= head_rows}
    out = []
    for sign in signs:
        if sign.row < head_rows:
            out.append(False)
            continue
        if sign.row == sums:
            out.append(False)
            continue
        if sign.stroke:
            out.append(True)
            continue
        column = [s for s in body if s.column == sign.column]
        figures = sum(_is_figure(s) for s in column)
        words = sum(_is_word(s) for s in column) + (sign.column in worded)
        if figures > 0.5 * len(column):
            out.append(_is_plain_tick(sign))
        elif words > 0.5 * len(column):
            out.append(
                not _is_word(sign) and (_is_plain_tick(sign) or (sign.pieces == 1 and sign.confidence < _WORDS_SURE))
            )
        else:
            out.append(not _is_word(sign) and not _is_sure_figure(sign))
    return out


def _sum_row(body: Sequence[Sign], texts: Sequence[tuple[int, int]]) -> int | None:
    """The last row, where it names nobody and holds figures under the ticks: what the columns add up to."""
    last = max((sign.row for sign in body), default=0)
    named = Counter(column for row, column in texts if row < last)
    column, rows = named.most_common(1)[0] if named else (0, 0)
    if rows < 2 or (last, column) in texts:
        return None
    signs = [sign for sign in body if sign.row == last]
    figures = sum(_is_figure(sign) and not sign.stroke for sign in signs)
    return last if len(signs) >= 3 and figures >= 0.6 * len(signs) else None


def _is_figure(sign: Sign) -> bool:
    bare = sign.text.strip(".,)( ")
    return bool(bare) and sum(c.isdigit() for c in bare) >= 0.5 * len(bare) and sign.confidence >= 0.3


def _is_sure_figure(sign: Sign) -> bool:
    bare = sign.text.strip(".,)( ")
    return (
        bare.isdigit()
        and sign.pieces >= len(bare)
        and (len(bare) >= 2 or (bare in "235689" and sign.confidence >= 0.9))
    )


def _is_word(sign: Sign) -> bool:
    letters = letters_only(sign.text)
    if len(letters) >= 2:
        return sign.pieces > 1 and is_syllable(letters) and sign.confidence >= _WORDS_SURE
    return letters in tuple("PKBĐNTCMp") and sign.confidence >= 0.9


def _is_plain_tick(sign: Sign) -> bool:
    return bool(sign.text) and set(sign.text) <= set("xX×vV✓✔√+†*•●")
