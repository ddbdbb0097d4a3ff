"""Months, quarters, half-years, and the day on which a cell usually meets."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Sequence

from schemas import DocumentType, MeetingType, Record

__all__ = [
    "LONGEST_GAP",
    "day_of",
    "gaps",
    "half_of",
    "is_regular",
    "last_month",
    "month_of",
    "months_between",
    "quarter_of",
    "shown",
    "usual_days",
]

LONGEST_GAP = 11  # months; where a whole year is absent, papers were not handed in rather than meetings not held
_HABIT = 3  # meetings from which a usual day can be told


def is_regular(record: Record) -> bool:
    return record.document_type is DocumentType.MINUTES and record.meeting_type in (MeetingType.REGULAR, None)


def month_of(record: Record) -> str | None:
    """YYYY-MM of the meeting, else of its period."""
    for known in (record.held.date, record.period):
        if known and len(known) >= 7 and known[5:7].isdigit():
            return known[:7]
    return None


def last_month(period: str) -> str:
    """YYYY-MM of the last month of a year (YYYY), a half (YYYY-H1), a quarter (YYYY-Q1) or a month."""
    year, part = period[:4], period[5:]
    if not part:
        return f"{year}-12"
    if part[0] in "HQ":
        return f"{year}-{int(part[1:]) * (6 if part[0] == 'H' else 3):02d}"
    return period[:7]


def day_of(record: Record) -> int | None:
    """Day of the month of the meeting, 1 to 31."""
    date = record.held.date
    return int(date[8:10]) if date and len(date) == 10 else None


def usual_days(regular: Sequence[Record]) -> list[int | None]:
    """For each meeting (ordered by date, each with its month) the day on which its cell then usually met.

    Where papers of a year or longer are absent the habit is looked for anew: thirty years have more than one.
    """
    found: list[int | None] = []
    stretch: list[Record] = []
    for record in regular:
        if stretch and len(months_between(month_of(stretch[-1]) or "", month_of(record) or "")) > LONGEST_GAP:
            found += [_habit(stretch)] * len(stretch)
            stretch = []
        stretch.append(record)
    return [*found, *[_habit(stretch)] * len(stretch)]


def _habit(stretch: Sequence[Record]) -> int | None:
    """The day on which at least half of the meetings fell; None below three meetings or without such a day."""
    days = [day for record in stretch if (day := day_of(record)) is not None]
    if len(days) < _HABIT:
        return None
    day, count = Counter(days).most_common(1)[0]
    return day if count * 2 >= len(days) else None


def quarter_of(month: str) -> str:
    """``2026-05`` gives ``2026-Q2``."""
    return f"{month[:4]}-Q{(int(month[5:7]) - 1) // 3 + 1}"


def half_of(month: str) -> str:
    """``2026-05`` gives ``2026-H1``."""
    return f"{month[:4]}-H{(int(month[5:7]) - 1) // 6 + 1}"


def shown(month: str) -> str:
    """``2026-05`` as papers write it: ``05/2026``."""
    return f"{month[5:7]}/{month[:4]}"


def gaps(held: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Months missing between those of ``held`` (sorted, each once), and the breaks: first and last month of each."""
    missing: list[str] = []
    breaks: list[tuple[str, str]] = []
    for earlier, later in itertools.pairwise(held):
        gap = months_between(earlier, later)
        if len(gap) > LONGEST_GAP:
            breaks.append((gap[0], gap[-1]))
        else:
            missing.extend(gap)
    return missing, breaks


def months_between(first: str, last: str) -> list[str]:
    """The months after ``first`` and before ``last``."""
    found: list[str] = []
    at = datetime.date(int(first[:4]), int(first[5:7]), 1)
    end = datetime.date(int(last[:4]), int(last[5:7]), 1)
    while (at := datetime.date(at.year + at.month // 12, at.month % 12 + 1, 1)) < end:
        found.append(f"{at:%Y-%m}")
    return found
