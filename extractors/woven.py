"""Two readings of one preparation by one engine, woven row by row: at each place the more plausible and surer word.

Lines found by the engine itself and lines found by the detector are misread in different places.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.engines import RawWord
from extractors.engines.lines_merge import seated
from extractors.layout import rows_of
from extractors.reread import better_of

__all__ = ["woven"]


def woven(lead: list[RawWord], other: list[RawWord]) -> list[RawWord]:
    """``lead`` with the better words of ``other`` on the same rows; words that lie on no row of ``lead`` are left out.

    The words of one row share their ``line``.
    """
    rows = rows_of(lead)
    guests, _ = seated(rows, other)
    return [
        replace(word, line=(0, 0, number))
        for number, row in enumerate(rows)
        for word in better_of(row, sorted(guests[number], key=lambda w: w.rect[0]))
    ]
