"""The deadline of a task sentence: which date of it binds, its whole wording, its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.timegrammar.dates import find_dates_in
from nlp.timegrammar.model import DateExpr, Deadline, DeadlineKind
from nlp.timegrammar.patterns import DOCUMENT_NUMBER
from nlp.timegrammar.resolve import resolve
from nlp.timegrammar.soon import soon
from nlp.timegrammar.view import View, view

__all__ = ["deadline"]

# A sentence may hold several wordings: the most binding one wins, and of equals the first.
_RANK: dict[DeadlineKind, int] = {"by": 0, "session": 1, "period": 2, "on": 3, "vague": 4, "from": 5}

_DONE = r"(?:hoan\s+thanh|hoan\s+tat|xong|ket\s+thuc)"
_LIMIT = (
    r"(?:(?:cham|muon)\s+nhat(?:\s+(?:la|den|vao|truoc|trong))*|thoi\s+(?:han|gian)(?:\s+(?:hoan\s+thanh|thuc\s+hien))?"
    r"|han(?:\s+(?:chot|cuoi|hoan\s+thanh|nop|la|den|truoc|het))*|truoc|den\s+het|khong\s+(?:qua|muon\s+hon)|het)"
)
_TIME = (
    r"(?:(?:luc\s+)?\d{1,2}\s?(?:h|g|gio)\s?(?:\d{2}\s?(?:phut)?)?\s*(?:(?:sang|trua|chieu|toi|dem)\s*)?,?\s*)?"
    r"(?:(?:le|dip|hom|ngay\s+le|sang|chieu|toi|dem)\s+)?"
)
_BEFORE_DATE: tuple[tuple[DeadlineKind, re.Pattern[str]], ...] = (
    (
        "by",
        re.compile(rf"(?<![a-z])(?:{_DONE}\s*,?\s*)?{_LIMIT}\s*:?\s+(?:(?:cuoi|het|toi|sang|chieu|dem)\s+)?{_TIME}$"),
    ),
    ("by", re.compile(rf"(?<![a-z]){_DONE}\s*,?\s+(?:(?:trong|vao|luc|het|cuoi|toi|sang|chieu)\s+)*{_TIME}$")),
    ("from", re.compile(r"(?<![a-z])(?:ke\s+)?tu\s+(?:sang\s+|chieu\s+|toi\s+)?$")),
    ("period", re.compile(r"(?<![a-z])(?:trong|cuoi|dau|giua)\s+(?:(?:dem|sang|chieu|toi|cuoi|dau)\s+)?$")),
)
_SESSION = re.compile(
    r"(?<![a-z])(?P<report>bao\s+cao(?:\s+ket\s+qua)?(?:\s+(?:ve|voi|truoc)\s+(?:chi\s+bo|chi\s+uy|dang\s+uy))?\s+)?"
    r"(?:(?:tai|vao|trong|truoc|den)\s+)?(?:ky|buoi|cuoc|phien|hoi\s+nghi)\s+"
    r"(?:(?:sinh\s+hoat|hop|shcb|sh|chi\s+bo|thuong\s+ky|dinh\s+ky)\s+)*$"
)
_PERIOD = re.compile(
    r"(?<![a-z])(?:hoan\s+thanh\s+|xong\s+)?(?P<p>trong|cuoi|het|dau|giua)\s+(?P<unit>thang|quy|nam|tuan)"
    r"(?:\s+(?P<r>nay|toi|sau))?(?![a-z0-9])(?!\s+(?:\d|[ivx]+(?![a-z])))"
)
_VAGUE = re.compile(
    r"(?<![a-z])(?:(?:(?:bao\s+cao\s+)?(?:tai\s+|vao\s+|truoc\s+|trong\s+)?(?:ky|buoi|cuoc)\s+"
    r"(?:(?:sinh\s+hoat|hop|shcb|sh|chi\s+bo|thuong\s+ky)\s+)*(?:tiep\s+theo|ke\s+tiep|toi|sau)"
    r"|ngay\s+sau\s+(?:hoi\s+nghi|cuoc\s+hop|buoi\s+hop|ky\s+hop)|(?:(?:truoc|trong|sau)\s+)?dip\s+tet(?:\s+nguyen\s+dan)?"
    r"|truoc\s+(?:tet(?:\s+nguyen\s+dan)?|dai\s+hoi|mua\s+(?:mua|lu|bao)|khai\s+giang|thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])"
    r"|chu\s+nhat)|trong\s+(?:vong\s+)?\d{1,2}\s+(?:ngay|tuan|thang))(?![a-z])"
    r"|(?:lam\s+)?thuong\s+xuyen(?=\s*(?:$|[.,;:)\n])))"
)
_SPELLED_UNITS = {"thang": {"tháng", "thang"}, "quy": {"quý"}, "nam": {"năm", "nam"}, "tuan": {"tuần", "tuan"}}


@dataclass(frozen=True)
class _Meeting:
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, iso: str | None) -> _Meeting:
        return cls(*(int(part) for part in iso.split("-"))) if iso else cls()


def _next_month(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _to_month(expr: DateExpr) -> DateExpr:
    """A quarter or half year binds until its last month."""
    if expr.kind == "quarter" and expr.quarter:
        return expr._replace(kind="month", month=expr.quarter * 3)
    if expr.kind == "half_year" and expr.half:
        return expr._replace(kind="month", month=expr.half * 6)
    return expr


def _value(expr: DateExpr, meeting: _Meeting) -> tuple[str | None, bool]:
    """ISO value; a year that only the meeting gives is the next one when the month lies more than half a year back."""
    expr = _to_month(expr)
    year, month = meeting.year, meeting.month
    if expr.day and expr.month is None and year and month and meeting.day and not expr.month_offset:
        if expr.day < meeting.day:  # the day has passed this month
            year, month = _next_month(year, month)
    elif expr.month and expr.year is None and not expr.year_offset and year and month and month - expr.month > 6:
        year += 1
    return resolve(expr, year, month)


def _is_past(value: str | None, meeting: _Meeting) -> bool:
    if value is None or meeting.year is None:
        return False
    then = tuple(int(part) for part in value.split("-"))
    now = tuple(part for part in (meeting.year, meeting.month, meeting.day) if part is not None)
    length = min(len(then), len(now))
    return then[:length] < now[:length]


def _dated(seen: View, found: list[DateExpr], meeting: _Meeting) -> Iterator[Deadline]:
    """Wordings that hold a date."""
    for index, expr in enumerate(found):
        if expr.kind in {"term", "same_day", "range"} or expr.range_part == "start":
            continue
        start = expr.start
        if expr.range_part == "end" and index:
            start = found[index - 1].start  # "từ 10/4 đến 15/4" binds at its end
        offset = max(0, start - 60)
        before = seen.folded[offset:start]
        value, inferred = _value(expr, meeting)
        kind, at = _kind(before, expr)
        if expr.range_part == "end" and kind == "from":
            kind = "on"
        if kind is None or (kind in {"session", "period", "on"} and _is_past(value, meeting)):
            continue
        if expr.kind == "recurring":
            kind, value, inferred = "vague", None, False
        if kind == "from":
            value, inferred = None, False
        begin = start if at is None else offset + at
        yield Deadline(begin, expr.end, seen.text[begin : expr.end], value, inferred, kind)


def _kind(before: str, expr: DateExpr) -> tuple[DeadlineKind | None, int | None]:
    """What the words before a date make of it, and where they start in ``before``."""
    for kind, pattern in _BEFORE_DATE:
        if match := pattern.search(before):
            if kind == "period" and expr.kind == "date" and not match.group().startswith("trong"):
                continue
            return kind, match.start()
    if expr.kind == "month" and (match := _SESSION.search(before)):
        return "session", match.start()
    if expr.kind == "recurring":
        return "vague", None
    if expr.kind == "date" and expr.day is not None and not _is_reference(before):
        return "on", None
    return None, None


def _is_reference(before: str) -> bool:
    """Whether the date is that of a document just named ("Kế hoạch số 14-KH/ĐU, ngày …")."""
    named = list(DOCUMENT_NUMBER.finditer(before))
    return bool(named) and not before[named[-1].end() :].strip(" ,(")


def _undated(seen: View, found: list[DateExpr], meeting: _Meeting) -> Iterator[Deadline]:
    """ "trong tháng", "cuối quý", "kỳ sinh hoạt tới", "thường xuyên"."""
    for match in _PERIOD.finditer(seen.folded):
        unit, spelled = match["unit"], seen.original(*match.span("unit"))
        covered = any(expr.start < match.end() and match.start() < expr.end for expr in found)
        if spelled not in _SPELLED_UNITS[unit] or covered:
            continue
        value = _period_value(unit, meeting, following=match["r"] in {"toi", "sau"})
        yield Deadline(match.start(), match.end(), seen.text[slice(*match.span())], value, value is not None, "period")
    for match in _VAGUE.finditer(seen.folded):
        yield Deadline(match.start(), match.end(), seen.text[slice(*match.span())], None, inferred=False, kind="vague")


def _period_value(unit: str, meeting: _Meeting, *, following: bool) -> str | None:
    year, month = meeting.year, meeting.month
    if year is None:
        return None
    if unit == "nam":
        return str(year + following)
    if month is None or unit == "tuan":
        return None
    if unit == "quy":
        month = (month + 2) // 3 * 3 + 3 * following
        year, month = (year + 1, month - 12) if month > 12 else (year, month)
    elif following:
        year, month = _next_month(year, month)
    return f"{year}-{month:02}"


def deadline(text: str, meeting_date: str | None) -> Deadline | None:
    """The deadline of one task sentence, ``None`` when it has no wording of one.

    ``meeting_date`` (ISO, may be partial) gives the year, and the month of "trước ngày 20" and "trong tháng", where the
    sentence leaves them out; ``inferred`` then says so. Of several wordings an explicit limit ("xong trước …") comes
    before a session to report to, a period, a bare date, and a vague wording, whose value is ``None``.
    Offsets are into the NFC form of ``text``.
    """
    seen = view(text)
    meeting = _Meeting.of(meeting_date)
    found = find_dates_in(seen, meeting.year)
    candidates = [*_dated(seen, found, meeting), *_undated(seen, found, meeting), *soon(seen, meeting_date)]
    return min(candidates, key=lambda one: (_RANK[one.kind], one.start), default=None)
