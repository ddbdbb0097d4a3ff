"""Which earlier papers of a cell a meeting still answers for.

What was assigned or asked a generation ago is nobody's open task: only papers of the last twelve months count. Text
taken over is another matter, and is compared with the last papers whatever their age.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quality.facts import Facts

__all__ = ["SPAN", "months_known", "recent"]

SPAN = 12  # months; a year's resolutions and half-year reviews are still taken up at the next year's first meeting
_TIME = re.compile(r"(\d{4})(?:-(\d{2})(?!\d)|-Q([1-4]))?")


def months_known(time: str | None) -> tuple[int, int] | None:
    """First and last month that a partial date allows, counted from year 0: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY-Qn``
    or ``YYYY``. None where there is no year."""
    match = _TIME.match(time or "")
    if match is None:
        return None
    year, month, quarter = match.groups()
    if month and 1 <= int(month) <= 12:
        at = int(year) * 12 + int(month) - 1
        return at, at
    first = int(year) * 12 + (3 * (int(quarter) - 1) if quarter else 0)
    return first, first + (2 if quarter else 11)


def recent(now: Facts, earlier: Sequence[Facts]) -> list[Facts]:
    """Those of ``earlier`` (oldest first) that may be no more than ``SPAN`` months older than ``now``. Where one of two
    papers has no date, nobody knows how far they are apart, and nothing is followed up on a guess."""
    place = now.months
    if place is None:
        return []
    return [facts for facts in earlier if (then := facts.months) is not None and place[0] - then[1] <= SPAN]
