"""Which months have which papers, year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bienban.i18n import Say
from bienban.report.model import MonthMark, MonthSlot, YearTable
from bienban.words import meeting_label, month_of
from schemas import DocumentType, MeetingType, Record

__all__ = ["mark_of", "year_tables"]


def mark_of(record: Record, say: Say) -> tuple[str, str]:
    """Short mark for the overview, and what it stands for."""
    kind = record.meeting_type
    if record.document_type is DocumentType.MINUTES and kind not in (None, MeetingType.REGULAR):
        return say(f"mark.{kind}"), say(f"kind.{kind}")
    return say(f"mark.{record.document_type}"), say(f"type.{record.document_type}")


def year_tables(
    cells: Sequence[tuple[str, str, Sequence[tuple[str, Record]], Sequence[str]]], say: Say
) -> list[YearTable]:
    """One table a year. ``cells``: name, anchor, (anchor, record) of each document, months without minutes."""
    rows: defaultdict[int, list[tuple[str, str, Sequence[MonthSlot]]]] = defaultdict(list)
    for name, anchor, documents, missing in cells:
        by_month: defaultdict[str, list[MonthMark]] = defaultdict(list)
        for target, record in documents:
            month = month_of(record)
            if month:
                by_month[month].append(MonthMark(mark_of(record, say)[0], meeting_label(record, say), target))
        for year in sorted({int(month[:4]) for month in (*by_month, *missing)}):
            months = [f"{year}-{month:02d}" for month in range(1, 13)]
            slots = [MonthSlot(by_month.get(month, ()), month in missing, f"{month[5:]}/{year}") for month in months]
            rows[year].append((name, anchor, slots))
    return [YearTable(year, rows[year]) for year in sorted(rows)]
