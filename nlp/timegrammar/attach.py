"""What stands around a date and belongs to it: weekday, lunar calendar, "hằng tháng", ranges and shared months."""

from __future__ import annotations

import re

from nlp.timegrammar import patterns as p
from nlp.timegrammar.model import DateExpr
from nlp.timegrammar.view import View

__all__ = ["attach"]

_WEEKDAYS = {"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6}
_OFFSETS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "ngoai": -1}


def _weekday(match: re.Match[str]) -> int:
    figures = match.groupdict()
    if figures.get("cn"):
        return 7
    figure = figures.get("n") or figures.get("t") or ""
    return int(figure) - 1 if figure.isdecimal() else _WEEKDAYS[figure]


def _with_suffixes(seen: View, expr: DateExpr) -> DateExpr:
    """The lunar mark, "hằng tháng", "tháng sau", "năm trước" after it; the span grows over them."""
    folded = seen.folded
    if expr.kind not in {"date", "month"}:
        return expr
    if (found := p.LUNAR_AFTER.match(folded, expr.end)) and seen.original(*found.span("l")) in {
        "âm lịch", "am lich", "âl", "â.l", "â.l.", "al",
    }:  # fmt: skip
        expr = expr._replace(lunar=True, end=found.end("l"), valid=expr.day is None or expr.day <= 30)
    elif p.LUNAR_BEFORE.search(folded[max(0, expr.start - 16) : expr.start]):
        expr = expr._replace(lunar=True, valid=expr.day is None or expr.day <= 30)
    if expr.year is None and (found := p.LUNAR_YEAR.match(folded, expr.end)):
        year = _cycle_year(found["stem"], found["branch"])
        valid = expr.day is None or expr.day <= 30
        expr = expr._replace(lunar=True, year=year, end=found.end(), valid=expr.valid and valid)
    if expr.year is None and (found := p.RECURRING.match(folded, expr.end)):
        return expr._replace(kind="recurring", end=found.end())
    if expr.month is None and (found := p.RELATIVE_MONTH.match(folded, expr.end)):
        expr = expr._replace(month_offset=_OFFSETS[found["r"]], end=found.end())
    if expr.year is None and expr.month and (found := p.RELATIVE_YEAR.match(folded, expr.end)):
        expr = expr._replace(year_offset=_OFFSETS[found["r"]], end=found.end())
    return expr


_STEMS = ("giap", "at", "binh", "dinh", "mau", "ky", "canh", "tan", "nham", "quy")
_BRANCHES = ("ty", "suu", "dan", "mao", "thin", "ty", "ngo", "mui", "than", "dau", "tuat", "hoi")
_CYCLE_FROM = 1990  # the sixty years in which the papers were written


def _cycle_year(stem: str, branch: str) -> int | None:
    """The year of the sixty-year cycle from 1990 on: "Bính Ngọ" is 2026. Folded, Tý and Tỵ are told by their stem."""
    # "binh" is searched as "benh", its southern twin
    at, branch = _STEMS.index({"benh": "binh"}.get(stem, stem)), {"meo": "mao"}.get(branch, branch)
    for year in range(_CYCLE_FROM, _CYCLE_FROM + 60):
        if (year - 4) % 10 == at and _BRANCHES[(year - 4) % 12] == branch:
            return year
    return None  # no such pair: one of the two was misread


def _with_weekday(seen: View, expr: DateExpr) -> tuple[DateExpr, int]:
    """The date with the weekday beside it, and where that ends (the date's own span stays)."""
    if expr.kind != "date":
        return expr, expr.end
    if found := p.WEEKDAY_AFTER.match(seen.folded, expr.end):
        capital = seen.text[found.start("t") - 1] == "T" if found["t"] else True
        spelled = found["cn"] != "cn" or seen.text[found.start("cn") : found.end("cn")] == "CN"
        if capital and spelled:
            return expr._replace(weekday=_weekday(found)), found.end()
    if found := p.WEEKDAY_BEFORE.search(seen.folded[max(0, expr.start - 14) : expr.start]):
        return expr._replace(weekday=_weekday(found)), expr.end
    return expr, expr.end


def _listed(seen: View, expr: DateExpr, taken_until: int) -> list[DateExpr]:
    """Days before ``expr`` that share its month: "hai đêm 8 và 9/6", "ngày 8-12/9"."""
    if expr.kind != "date" or expr.month is None:
        return []
    offset = max(taken_until, expr.start - 40)
    found = p.DAY_LIST.search(seen.folded[offset : expr.start])
    if not found:
        return []
    days = list(re.finditer(r"\d{1,2}", found["days"]))
    at = offset + found.start("days")
    link = seen.folded[at + days[-1].end() : expr.start]
    spans = len(days) == 1 and bool(re.search(r"den|[-–]", link))
    return [
        DateExpr(
            at + day.start(), at + day.end(), day=int(day.group()), month=expr.month, year=expr.year, lunar=expr.lunar,
            valid=1 <= int(day.group()) <= 31, repaired=seen.was_repaired(at + day.start(), at + day.end()),
            range_part="start" if spans else None,
        )
        for day in days
    ]  # fmt: skip


def _linked(seen: View, first: DateExpr, second: DateExpr) -> tuple[DateExpr, DateExpr]:
    """Mark "từ A đến B" and let A have the month and year that stand only with B."""
    if first.kind != second.kind or first.kind not in {"date", "month", "year"}:
        return first, second
    between = seen.folded[first.end : second.start]
    ranged = first.range_part == "start" or bool(p.RANGE_LINK.fullmatch(between))
    if not ranged and not p.SEVERAL.fullmatch(between):
        return first, second
    if ranged:
        first, second = first._replace(range_part="start"), second._replace(range_part="end")
    if first.month is None and first.day is not None and second.month is not None and first.day < (second.day or 0):
        first = first._replace(month=second.month)
    if first.year is None and second.year is not None and first.month is not None and ranged:
        later = first.month > (second.month or 0)
        first = first._replace(year=second.year - later)
    return first, second


def attach(seen: View, found: list[DateExpr]) -> list[DateExpr]:
    """The found dates, in order, with all that belongs to them."""
    complete: list[DateExpr] = []
    taken_until = 0
    for plain in found:
        if plain.start < taken_until:
            continue  # a weekday such as "(T4)" had looked like a month
        expr, until = _with_weekday(seen, _with_suffixes(seen, plain))
        complete += [*_listed(seen, expr, taken_until), expr]
        taken_until = max(until, expr.end)
    for index in range(len(complete) - 2, -1, -1):
        complete[index : index + 2] = _linked(seen, complete[index], complete[index + 1])
    return complete
