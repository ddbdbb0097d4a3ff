"""How figures, dates and periods are written for people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bienban.i18n import Say
from schemas import Record

__all__ = ["date_text", "figure", "meeting_label", "month_of", "period_text", "range_text"]

_MONTH = re.compile(r"\d{4}-\d{2}")


def figure(value: float | None, say: Say) -> str:
    """A number with at most one decimal, with a comma in Vietnamese; a dash where there is none."""
    if value is None:
        return "–"
    plain = f"{value:.1f}".removesuffix(".0")
    return plain.replace(".", ",") if say.language == "vi" else plain


def range_text(points: Sequence[float] | None, say: Say) -> str:
    """``[low, high]`` as "62–88"; one figure where both are the same."""
    if points is None:
        return "–"
    low, high = figure(points[0], say), figure(points[1], say)
    return low if low == high else f"{low}–{high}"


def date_text(date: str | None) -> str:
    """An ISO date, full or partial, in the order of Vietnamese papers: 03/03/2026, 03/2026, 2026."""
    return "/".join(reversed(date.split("-"))) if date else "–"


def period_text(period: str | None, say: Say) -> str:
    """``2026-03`` as "03/2026", ``2026-Q1`` as "quý 1/2026", ``2026`` as it is."""
    if not period:
        return "–"
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return say("report.quarter", quarter=part[1:], year=year)
    return f"{part}/{year}" if part else year


def month_of(record: Record) -> str | None:
    """The month (``YYYY-MM``) that the document is about, else the one it was held or issued in."""
    for value in (record.period, record.held.date, record.issued.date):
        if value and _MONTH.match(value):
            return value[:7]
    return None


def meeting_label(record: Record, say: Say) -> str:
    """Kind and date of the document, without any name."""
    kind = say.known(f"kind.{record.meeting_type}", say(f"type.{record.document_type}"))
    if record.document_type != "minutes":
        kind = say(f"type.{record.document_type}")
    when = record.held.date or record.issued.date
    known = date_text(when) if when else period_text(record.period, say) if record.period else record.number
    return f"{kind} {known}" if known else kind
