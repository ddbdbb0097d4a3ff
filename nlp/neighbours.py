"""The year of a unit that states none: from the cover of its book, or from the meeting before it.

Meetings stand in a book one after the other, so a December is followed by a January of the next year. A cover that
names two years decides nothing by itself, unless it says with which month it begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.timegrammar import DateExpr, find_dates

__all__ = ["Years", "running_date", "years_of"]

HALF_YEAR = 6  # months back that a book does not go: rather a new year has begun
FROM_COVER = "year taken from the heading of the book"
FROM_EARLIER = "year taken from the meeting before it in the same book"
FROM_LATER = "year after that of the meeting before it in the same book"


@dataclass(frozen=True)
class Years:
    """What the surroundings say about years: months that the cover names (year, month or ``None``), the date before."""

    cover: tuple[tuple[int, int | None], ...] = ()
    earlier: str | None = None  # ISO date, maybe partial

    def of(self, month: int | None) -> tuple[int, str] | None:
        """The year for a day in ``month`` and what it follows from, ``None`` where that is open."""
        before = _month_of(self.earlier)
        years = sorted({year for year, _ in self.cover})
        if before is not None and month is not None:
            year = before[0] + (before[1] - month >= HALF_YEAR)
            # A cover of one year outweighs the neighbour, unless the book has run on over New Year's Day.
            if len(years) != 1 or year > years[0]:
                return year, FROM_LATER if year > before[0] else FROM_EARLIER
        if len(years) == 1:
            return years[0], FROM_COVER
        if month is not None and years:
            fitting = [year for year in range(years[0], years[-1] + 1) if self._covers(year, month)]
            if len(fitting) == 1:
                return fitting[0], FROM_COVER
        if month is None and before is not None and not years:
            return before[0], FROM_EARLIER
        return None

    def _covers(self, year: int, month: int) -> bool:
        first, last = min(self.cover, key=_begin), max(self.cover, key=_end)
        return _begin(first) <= (year, month) <= _end(last)


def _begin(named: tuple[int, int | None]) -> tuple[int, int]:
    return named[0], named[1] or 1


def _end(named: tuple[int, int | None]) -> tuple[int, int]:
    return named[0], named[1] or 12


def _month_of(iso: str | None) -> tuple[int, int] | None:
    parts = (iso or "").split("-")
    return (int(parts[0]), int(parts[1])) if len(parts) > 1 else None


def years_of(cover: Sequence[str], earlier: str | None) -> Years:
    """``Years`` from the lines of a cover ("NĂM 2023", "Từ tháng 11/1997 đến tháng 5/1998", "1997 - 1998")."""
    named: list[tuple[int, int | None]] = []
    for line in cover:
        for expr in find_dates(line):
            if expr.kind == "term" and expr.years:
                named += [(year, None) for year in expr.years]
            elif expr.year is not None and expr.kind in {"year", "month", "date"}:
                named.append((expr.year, expr.month))
        if line.strip().isdecimal() and len(line.strip()) == len("1997"):
            named.append((int(line), None))
    return Years(tuple(named), earlier)


def running_date(text: str, years: Years) -> str | None:
    """The date of a unit, as far as its first rows ``text`` and what surrounds it tell, for the unit after it."""
    found = [expr for expr in find_dates(text) if expr.valid and not expr.lunar]
    day = next((expr for expr in found if expr.kind == "date" and expr.month), None)
    named = day or next((expr for expr in found if expr.kind == "month"), None)
    if named is None or named.month is None:
        return None
    year = named.year or next((expr.year for expr in found if _tells_year(expr, named)), None)
    if year is None:
        guessed = years.of(named.month)
        year = guessed[0] if guessed else None
    if year is None:
        return None
    return f"{year:04}-{named.month:02}" + (f"-{day.day:02}" if day and day.day else "")


def _tells_year(expr: DateExpr, named: DateExpr) -> bool:
    return expr.year is not None and expr.kind == "month" and expr.month == named.month
