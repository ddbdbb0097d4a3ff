"""From an expression to ISO 8601, with what the context must add."""

from __future__ import annotations

import datetime as dt

from lunar_vn import convert_lunar_to_solar, solar_to_lunar

from nlp.timegrammar.model import DateExpr

__all__ = ["resolve"]


def _solar(day: int, month: int, lunar_year: int) -> dt.date | None:
    """The solar date of a lunar one (no leap month), ``None`` when that lunar month has no such day."""
    try:
        date: dt.date = convert_lunar_to_solar(day, month, lunar_year)
        back = solar_to_lunar(date)
    except ValueError:
        return None
    return date if (back.day, back.month) == (day, month) else None


def _lunar(expr: DateExpr, year: int | None, *, inferred: bool) -> str | None:
    if expr.day is None or expr.month is None or year is None:
        return None
    date = _solar(expr.day, expr.month, year)
    if inferred:
        # The context gives a solar year; a twelfth lunar month mostly lies in the next one.
        earlier = _solar(expr.day, expr.month, year - 1)
        date = next((one for one in (date, earlier) if one is not None and one.year == year), None)
    return date.isoformat() if date else None


def _shift(year: int, month: int, months: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def resolve(
    expr: DateExpr, default_year: int | None = None, default_month: int | None = None
) -> tuple[str | None, bool]:
    """``(iso, inferred)`` of ``expr``: ``"2026-03-05"``, ``"2026-03"``, ``"2026-Q1"`` or ``"2026"``.

    ``default_year`` and ``default_month`` (of the meeting, the title, the book) stand in for what the page leaves out;
    then ``inferred`` is true. A lunar date becomes its solar day. ``None`` for what has no such form (terms, half
    years, recurring days, "cùng ngày"), for impossible days, and when the year stays unknown.
    """
    year, month, inferred = expr.year, expr.month, False
    if expr.kind not in {"date", "month", "quarter", "year"} or not expr.valid:
        return None, False
    if expr.kind == "date" and month is None and default_month is not None and default_year is not None:
        year, month = _shift(default_year, default_month, expr.month_offset)
        inferred = True
    elif year is None and default_year is not None:
        year, inferred = default_year + expr.year_offset, True
    if year is None:
        return None, False
    if expr.kind == "date" and expr.lunar:
        iso = _lunar(expr, year, inferred=inferred) if expr.month is not None else None
    elif expr.kind == "date":
        iso = _day(year, month, expr.day)
    elif expr.kind == "quarter":
        iso = f"{year}-Q{expr.quarter}"
    elif expr.kind == "month":
        iso = None if expr.lunar or month is None else f"{year}-{month:02}"
    else:
        iso = str(year)
    return iso, inferred and iso is not None


def _day(year: int, month: int | None, day: int | None) -> str | None:
    if month is None or day is None:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
