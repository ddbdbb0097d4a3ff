"""Attendance: figures as stated, absentees with reason; sums are checked elsewhere, never computed into place.

Forms after domain notes, section 4. ``required`` is filled where the page states it or gives a ratio such as "23/24"
next to another total (HD 12-HD/BTCTW 2018, II.3: exempt members are left out of the base).
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.absentees import read_absentees
from nlp.outline import Outline
from nlp.unittext import UnitText

__all__ = ["read_attendance"]

_ONES = "mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|linh|le"
_WORDS = (
    rf"(?:hai|ba|bon|sau|bay|tam|chin|muoi|mot)(?:\s(?:{_ONES})){{0,3}}"
    r"(?=\s*(?:d/?c|dong\s*chi|dang\s*vien|nguoi|[,.;]))"
)
_N = r"(?!(?<=\n)\d{1,2}[.)/]\s)(\d{1,3}(?![.,]?\d)|[lo]\d|" + _WORDS + ")"
_GAP = r"[^\d\n.;()]{0,45}?"
_UNIT = r"\s*(?:d/?c|dong\s*chi|dang\s*vien|dv|nguoi)?"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "total",
        re.compile(
            rf"\b(?:tong\s*so|t/?s|tsdv|ts\s*dv|si\s*so|quan\s*so)\b(?!\s*(?:phieu|"
            rf"diem|tien|ho\b|thu)){_GAP}[:\s]\s*{_N}\b(?!\s*[/%])"
        ),
    ),
    ("total", re.compile(rf"\b(?:chi\s*bo|cb)\s+(?:hien\s+)?co\s*:?\s*{_N}\s*(?:d/?c|dong\s*chi|dang\s*vien|dv)")),
    ("total", re.compile(rf"\bdang\s*vien\s*(?:cua|trong|toan)?\s*chi\s*bo\s*(?:hien\s*co)?\s*:\s*{_N}\b")),
    (
        "required",
        re.compile(
            rf"\b(?:duoc\s+trieu\s*tap|trieu\s*tap|phai\s*(?:du|co\s*mat|tham\s*gia|"
            rf"sinh\s*hoat)[^\d\n.;]{{0,20}})\s*:?\s*{_N}\b"
        ),
    ),
    ("required", re.compile(rf"\b(?:so\s+)?{_N}\s*(?:d/?c|dong\s*chi|dang\s*vien)\s+(?:duoc\s+)?trieu\s*tap")),
    (
        "total",
        re.compile(
            rf"\bdang\s*vien\s*(?:trong\s*danh\s*sach|toan\s*chi\s*bo(?:\s*la)?|hien\s*co|co|theo\s*danh\s*sach)\s*:?\s*{_N}"
        ),
    ),
    ("total", re.compile(rf"\b(?:cong|tong\s*cong)\s*:?\s*{_N}\s*(?:d/?c|dong\s*chi|dang\s*vien|dv)")),
    ("total", re.compile(rf"\b(?:tsdv|dang\s*so|dv)\s*:?\s*{_N}")),
    ("required", re.compile(rf"\b(?:con\s*lai|dang\s*vien\s*trieu\s*tap)\s*:?\s*{_N}")),
    (
        "exempt",
        re.compile(
            rf"\b(?:duoc\s*)?mien\s*(?:cong\s*tac,?\s*)?(?:va\s*)?(?:sinh\s*hoat|"
            rf"sh)(?:\s*dang)?(?!\s*tu){_GAP}[:\s(]\s*{_N}\b"
        ),
    ),
    ("exempt", re.compile(rf"\bmsh\s*:?\s*{_N}\b")),
    (
        "exempt",
        re.compile(rf"\b{_N}\s*(?:d/?c|dong\s*chi|dang\s*vien)\s*(?:duoc\s+)?mien\s*(?:cong\s*tac|sinh\s*hoat)"),
    ),
)
_OFFICIAL = (
    re.compile(rf"\b(?:chinh\s*thuc|dvct|ct)\b\s*(?:la|:)?\s*{_N}\b"),
    re.compile(rf"\b{_N}{_UNIT}\s*(?:chinh\s*thuc|ct)\b"),
)
_PROBATIONARY = (
    re.compile(rf"\b(?:du\s*bi|dvdb|db)\b\s*(?:la|:)?\s*{_N}\b"),
    re.compile(rf"\b{_N}{_UNIT}\s*(?:du\s*bi|db)\b"),
)
_PRESENT = re.compile(
    rf"\b(?:co\s*mat(?:\s*(?:du\s*hop|tai\s*(?:hoi\s*nghi|cuoc\s*hop)))?|hien\s*dien|"
    rf"tham\s*du(?:\s*day\s*du)?|(?<!phai )du\s*hop|vao\s*phong\s*hop|(?<!phai )du\s*sinh\s*hoat|"
    rf"dang\s*vien\s*du\s*hop)\b(?:\s*(?:la|:|-|co))*[^\d\n.;()]{{0,18}}?\s*:?\s*{_N}\b(?:{_UNIT}\s*/\s*{_N}\b)?"
)
_PRESENT_BARE = re.compile(rf"(?<![\d/]){_N}\s*(?:/|tren)\s*{_N}\s*(?:d/?c|dong\s*chi|dang\s*vien|dv)\b")
_ABSENT = re.compile(rf"\bvang(?:\s*mat)?\b\s*(?:co|la)?\s*[:\-]?\s*(?:{_N}\b(?!\s*/)|(khong(?!\s*(?:ly\s*do|phep))))")
_PRESENT_SHORT = re.compile(rf"(?:^|[\n,.;]\s?)\s*(?:du|den)\s*:?\s*{_N}(?!\s*(?:gio|h\b))(?:{_UNIT}\s*/\s*{_N})?")
_PRESENT_TITLE = re.compile(rf"\([^()\n]{{0,40}}?[,;]\s*{_N}\s*/\s*{_N}(?=\s*[,;)])")
_FULL = re.compile(r"\b(?:co\s*mat|du)\s*:?\s*(?:day\s*)?du\b")
_EXCUSED = (
    re.compile(rf"\b(?:co\s*ly\s*do|co\s*phep|xin\s*phep|(?<!\w)p)\s*:?\s*{_N}\b"),
    re.compile(rf"\b{_N}{_UNIT}\s*(?:vang\s*)?(?:co\s*ly\s*do|co\s*phep|(?<!\w)p(?!\w))"),
)
_UNEXCUSED = (
    re.compile(rf"\b(?:khong\s*(?:co\s*)?(?:ly\s*do|phep)|kld|kp)\s*:?\s*{_N}\b"),
    re.compile(rf"\b{_N}{_UNIT}\s*(?:vang\s*)?(?:khong\s*(?:co\s*)?(?:ly\s*do|phep)|kld|kp)\b"),
)
_ALL_EXCUSED = re.compile(r"^[^.;():]{0,30}?[,(]?\s*(?:deu\s*)?co\s*(?:ly\s*do|phep)\b(?!\s*:?\s*\d)")


def read_attendance(outline: Outline, draft: Draft) -> None:
    """Fill ``attendance`` from the opening and from brackets in the title ("họp tối 05/6, 10/11 ĐV")."""
    unit = outline.unit
    begin, end = outline.title[0], outline.opening[1]
    flow = unit.folded
    for field, pattern in _PATTERNS:
        for match in pattern.finditer(flow, begin, end):
            if draft.put(f"/attendance/{field}", _count(match.group(1)), match.span(1), "attendance"):
                break
    present = _present(unit, draft, begin, end)
    absent = _absent(unit, draft, begin, end)
    borders = sorted(x for x in (present, absent and absent[0], end) if x is not None)
    _split(unit, draft, ("official", "probationary"), begin, borders[0] if borders else end)
    if present is not None:
        stop = absent[0] if absent and absent[0] > present else min(end, present + 160)
        _split(unit, draft, ("present_official", "present_probationary"), present, stop)
    if absent is not None:
        _excuses(unit, draft, absent, end)
        read_absentees(outline, draft, absent, end)
        _unexcused_by_name(draft)
    attendance = draft.record.attendance
    base = attendance.required or attendance.total
    if attendance.present is not None and base and attendance.present <= base:
        attendance.rate = round(attendance.present / base, 3)
        draft.inferred["/attendance/rate"] = "from present and " + ("required" if attendance.required else "total")


def _unexcused_by_name(draft: Draft) -> None:
    """Where every absent member is named with a reason, those "không lý do" are counted: each stands on the page."""
    attendance = draft.record.attendance
    unexcused = [i for i, item in enumerate(attendance.absentees) if item.excused is False]
    if unexcused and attendance.absent == len(attendance.absentees):
        span = draft.spans.get(f"/attendance/absentees/{unexcused[0]}")
        draft.put("/attendance/absent_unexcused", len(unexcused), span, "absentees named")


_UNITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}


def _count(digits: str) -> int:
    """A count in figures (look-alike letters mended) or, folded, in words up to 99 ("hai muoi bay")."""
    if digits[-1].isdigit() or (digits[0] in "lo" and len(digits) == 2):
        return int(digits.replace("l", "1").replace("o", "0"))
    total = 0
    for word in digits.split():
        if word == "muoi":
            total = total * 10 if total else 10
        else:
            total += _UNITS.get(word, 0)
    return total


def _present(unit: UnitText, draft: Draft, begin: int, end: int) -> int | None:
    """Present, and from "n/m" the total or, next to another total, the required number. Returns where it stands."""
    attendance = draft.record.attendance
    match = (
        _PRESENT.search(unit.folded, begin, end)
        or _PRESENT_SHORT.search(unit.folded, begin, end)
        or _PRESENT_BARE.search(unit.folded, begin, end)
        or _PRESENT_TITLE.search(unit.folded, begin, end)
    )
    if match is None:
        full = _FULL.search(unit.folded, begin, end)
        return full.start() if full else None
    draft.put("/attendance/present", _count(match.group(1)), match.span(1), "attendance")
    if match.group(2):
        base = _count(match.group(2))
        if attendance.total is None:
            draft.put("/attendance/total", base, match.span(2), "attendance ratio")
        elif base != attendance.total:
            draft.put("/attendance/required", base, match.span(2), "attendance ratio")
    return match.start()


def _absent(unit: UnitText, draft: Draft, begin: int, end: int) -> Span | None:
    """Absent; returns the span from the word to the end of its clause."""
    for match in _ABSENT.finditer(unit.folded, begin, end):
        if match.group(2):
            draft.put("/attendance/absent", 0, match.span(2), "attendance")
            return match.start(), match.end()
        draft.put("/attendance/absent", _count(match.group(1)), match.span(1), "attendance")
        return match.start(), match.end()
    bare = re.compile(
        r"\b(?:vang(?:\s*mat)?\b\s*:?\s*(?=(?:d/?c|dong\s*chi)\b|[^\W\d])|khong\s*(?:du|den|hop)\s*(?:duoc|hop)\s*(?:la|:|gom))"
    ).search(unit.folded, begin, end)
    return (bare.start(), bare.end()) if bare else None


def _split(unit: UnitText, draft: Draft, fields: tuple[str, str], begin: int, end: int) -> None:
    for field, patterns in zip(fields, (_OFFICIAL, _PROBATIONARY), strict=True):
        for pattern in patterns:
            match = pattern.search(unit.folded, begin, end)
            if match:
                draft.put(f"/attendance/{field}", _count(match.group(1)), match.span(1), "attendance")
                break


def _excuses(unit: UnitText, draft: Draft, absent: Span, end: int) -> None:
    start, stop = absent[0], min(end, absent[0] + 420)
    sentence = unit.folded[absent[1] : stop]
    for field, patterns in (("absent_unexcused", _UNEXCUSED), ("absent_excused", _EXCUSED)):
        for pattern in patterns:
            match = pattern.search(unit.folded, start, stop)
            if match and not (
                field == "absent_excused" and unit.folded[match.start() - 6 : match.start()].endswith("khong ")
            ):
                draft.put(f"/attendance/{field}", _count(match.group(1)), match.span(1), "attendance")
                break
    count = draft.record.attendance.absent
    every = _ALL_EXCUSED.match(sentence)
    if every and count is not None and draft.record.attendance.absent_unexcused in (None, 0):
        draft.put("/attendance/absent_excused", count, (absent[0], absent[1] + every.end()), "attendance")
