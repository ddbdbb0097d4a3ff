"""The days that a committee set for its cells, and the months in which a meeting was due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quality.series.cells import normal_name
from quality.series.months import LONGEST_GAP, month_of, months_between
from schemas import Record

__all__ = ["FixedDay", "Schedule"]


@dataclass(frozen=True)
class FixedDay:
    """``cell``: code or name of a cell; ``day``: 1 to 31; the first and last ISO day on which this holds."""

    cell: str
    day: int
    valid_from: str | None = None
    valid_to: str | None = None


class Schedule:
    """What is set for which cell."""

    def __init__(self, days: Iterable[FixedDay] = ()) -> None:
        self._days: dict[str, list[FixedDay]] = {}
        for one in days:
            for key in {one.cell, normal_name(one.cell)}:
                self._days.setdefault(key, []).append(one)

    def of(self, record: Record) -> Sequence[FixedDay]:
        """All that was ever set for the cell of ``record``."""
        code = record.cell.code if record.cell else None
        return self._days.get(code or "") or self._days.get(normal_name(record.organisation.name)) or ()

    def day(self, record: Record) -> int | None:
        """The day that was set for the month of ``record``; None where nothing was."""
        month = month_of(record)
        if month is None:
            return None
        standing = (one.day for one in self.of(record) if _begins(one) <= month <= _ends(one))
        return next(standing, None)

    def edges(self, records: Sequence[Record], held: Sequence[str], last: str | None) -> list[str]:
        """Months before the first and after the last of ``held`` in which a meeting was due, up to ``last``.

        A year or more of them is a break and no gap, as between meetings.
        """
        days = self.of(records[-1]) if records else ()
        if not days or not held:
            return []
        begin = min(_begins(one) for one in days)
        before = months_between(_before(begin), held[0]) if begin else []
        ends = [end for end in (max(_ends(one) for one in days), last) if end]
        after = months_between(held[-1], _after(min(ends))) if last and min(ends) > held[-1] else []
        return [month for part in (before, after) if len(part) <= LONGEST_GAP for month in part]


def _begins(one: FixedDay) -> str:
    return (one.valid_from or "")[:7]


def _ends(one: FixedDay) -> str:
    return (one.valid_to or "9999-12")[:7]


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - (number == 1):04}-{12 if number == 1 else number - 1:02}"


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + (number == 12):04}-{1 if number == 12 else number + 1:02}"
