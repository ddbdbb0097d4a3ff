"""Attendance: figures as stated, absentees with reason; sums are checked elsewhere, never computed into place.

Forms after domain notes, section 4. ``required`` is filled where the page states it or gives a ratio such as "23/24"
next to another total (HD 12-HD/BTCTW 2018, II.3: exempt members are left out of the base).
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.absent_told import read_told_absentees, spelled_absent
from nlp.fields.absentees import read_absentees
from nlp.fields.attendance_table import read_attendance_table
from nlp.fields.headcount import (
    ABSENT,
    AMONG,
    AWAY,
    EXCUSED,
    FULL,
    KIND_RATIO,
    LABELLED,
    OFFICIAL,
    PRESENT,
    PROBATIONARY,
    REMOTE,
    RUN,
    UNEXCUSED,
    VOTE,
    Counted,
    count_of,
    counted,
)
from nlp.outline import Outline

__all__ = ["read_attendance"]

RATIO_GAP = 3  # characters between the two figures of "17 / 17"
_FIELDS = ("present", "absent", "total", "required")
_NAME_BEFORE = re.compile(
    r"(?:[Đđ]/c|[Đđ]ồng\s+chí|[Ôô]ng|[Bb]à)\s+(?:[A-ZĐÀ-Ỹ]['’]?[^\W\d_]*\s+)+$|(?:[A-ZĐÀ-Ỹ]['’]?[^\W\d_]*\s+){2,}$"
)
_NAMED = re.compile(
    r"\b(?:vang(?:\s*mat)?\b\s*:?\s*(?=(?:d/?c|dong\s*chi)\b|[^\W\d])|khong\s*(?:du|den|hop)\s*(?:duoc|hop)\s*(?:la|:|gom))"
)
# What makes a sentence of the body the roll call: members of the cell, counted against it, or a label that says so.
_TOLD = re.compile(r"\b(?:du\s*hop|co\s*mat|tham\s*du|vang|(?:den|di)\s*hop|trieu\s*tap|tong\s*so\s*dang\s*vien)\b")
_OF_THE_CELL = re.compile(
    r"\b(?:chi\s*bo|cb)\s*(?:hien\s*)?co\s*:?\s*\d{1,3}\s*(?:d/?c|dong\s*chi|dang\s*vien|dv)|"
    r"\btong\s*so\s*dang\s*vien\b[^.\n]{0,20}?\d|\btsdv\b|\btrieu\s*tap\s*:?\s*\d{1,3}\s*(?:dang\s*vien|dv)"
)
_ROLL = re.compile(
    r"\W*(?:thanh\s*phan(?:\s*(?:tham\s*)?du(?:\s*hop)?)?|diem\s*danh|si\s*so|quan\s*so|(?:so\s*)?(?:dang\s*vien\s*)?(?:du\s*hop|co\s*mat))\s*:"
)
_ALL_EXCUSED = re.compile(
    r"^(?![^.;():]{0,30}?\btrong\s*do\b)"
    r"[^.;():]{0,30}?(?<!khong )[,(]?\s*(?:deu\s*)?(?:co\s*(?:ly\s*do|phep|xin\s*phep|bao)|xin\s*phep)\b(?!\s*:?\s*\d)"
)
_NONE_WITHOUT = re.compile(
    r"\bkhong\s*(?:co\s*)?(?:ai|dong\s*chi\s*nao|d/?c\s*nao|nguoi\s*nao|truong\s*hop\s*nao)\s*(?:bi\s*)?vang\s*(?:mat\s*)?"
    r"(?:khong\s*(?:co\s*)?(?:phep|ly\s*do|bao)|kld|kp)\b"
)


def read_attendance(outline: Outline, draft: Draft) -> None:
    """Fill ``attendance`` from the opening and from brackets in the title ("họp tối 05/6, 10/11 ĐV").

    Minutes that tell a story name those present at the end: where the opening counts nobody, the text does.
    """
    counts = counted(outline.unit, {block.start for block in outline.blocks})
    tabled = read_attendance_table(outline, draft)
    if tabled:  # its titles stand before other figures than their own
        counts.text = counts.text[: tabled[0]] + " " * (tabled[1] - tabled[0]) + counts.text[tabled[1] :]
    away = AWAY.search(counts.text, outline.title[0], outline.opening[1])
    draft.away = count_of(away["a"] or away["b"]) if away else 0
    _read(outline, draft, counts, outline.title[0], outline.opening[1])
    attendance = draft.record.attendance
    if all(getattr(attendance, field) is None for field in _FIELDS) and not attendance.absentees:
        told = _told_later(outline, counts)
        if told is not None:
            _read(outline, draft, counts, *told)
    base = attendance.required or attendance.total
    if attendance.present is not None and base and attendance.present <= base:
        attendance.rate = round(attendance.present / base, 3)
        draft.inferred["/attendance/rate"] = "from present and " + ("required" if attendance.required else "total")


def _read(outline: Outline, draft: Draft, counts: Counted, begin: int, end: int) -> None:
    run = RUN.search(counts.text, begin, end)
    if run is not None:
        for field, group in (("total", 1), ("present", 3), ("absent", 4)):
            if run.group(group):
                draft.put(f"/attendance/{field}", count_of(run.group(group)), counts.span(run, group), "attendance")
    for match in KIND_RATIO.finditer(counts.text, begin, end):
        kind = "official" if match["k"].startswith("chinh") else "probationary"
        draft.put(f"/attendance/present_{kind}", count_of(match.group(2)), counts.span(match, 2), "attendance")
        draft.put(f"/attendance/{kind}", count_of(match.group(3)), counts.span(match, 3), "attendance")
    for field, pattern in LABELLED:
        for match in pattern.finditer(counts.text, begin, end):
            if field == "required" and draft.spans.get("/attendance/total") == counts.span(match, 1):
                continue  # "Triệu tập: 27 đảng viên" names the whole cell once
            if draft.put(f"/attendance/{field}", count_of(match.group(1)), counts.span(match, 1), "attendance"):
                break
    if run is not None and run.group(2):  # a bare "16 đồng chí" may be those who must come: labels go first
        draft.put("/attendance/total", count_of(run.group(2)), counts.span(run, 2), "attendance")
    present = _present(draft, counts, begin, end)
    absent = _absent(draft, counts, begin, end)
    borders = sorted(x for x in (present, absent and absent[0], end) if x is not None)
    _split(draft, counts, ("official", "probationary"), begin, borders[0] if borders else end)
    if present is not None:
        stop = absent[0] if absent and absent[0] > present else min(end, present + 160)
        _split(draft, counts, ("present_official", "present_probationary"), present, stop)
        _kinds_of_all(draft)
    if absent is not None:
        _excuses(draft, counts, absent, end)
        read_absentees(outline, draft, absent, end)
        _unexcused_by_name(draft)
        _excused_by_figures(draft)
    if not draft.record.attendance.absentees:
        read_told_absentees(outline, draft, present if present is not None else begin, end)


def _told_later(outline: Outline, counts: Counted) -> Span | None:
    """The sentence of the body that counts members present out of all, and is no vote."""
    for piece in outline.body_pieces:
        if piece.start < outline.opening[1] or piece.within("discussion", "vote", "criticism", "self_criticism"):
            continue
        text = counts.text[piece.start : piece.end]
        if not _TOLD.search(text) or VOTE.search(text):
            continue
        whole = any(match.group(2) for pattern in PRESENT for match in pattern.finditer(text))
        if whole or _OF_THE_CELL.search(text) or _ROLL.match(text):
            return piece.start, max(piece.end, outline.blocks[piece.block].end)
    return None


def _unexcused_by_name(draft: Draft) -> None:
    """Where every absent member is named with a reason, those "không lý do" are counted: each stands on the page."""
    attendance = draft.record.attendance
    unexcused = [i for i, item in enumerate(attendance.absentees) if item.excused is False]
    if unexcused and attendance.absent == len(attendance.absentees):
        span = draft.spans.get(f"/attendance/absentees/{unexcused[0]}")
        draft.put("/attendance/absent_unexcused", len(unexcused), span, "absentees named")


def _excused_by_figures(draft: Draft) -> None:
    """ "Có lý do: 1, không lý do: 1. Tên: A (ốm), B": who gives a reason is the one with leave."""
    attendance = draft.record.attendance
    names = attendance.absentees
    if attendance.absent_excused is None or any(item.excused is not None for item in names):
        return
    without = sum(item.reason is None for item in names)
    if len(names) - without != attendance.absent_excused or without != (attendance.absent_unexcused or 0):
        return
    for index, item in enumerate(names):
        source = "unexcused" if item.reason is None else "excused"
        item.excused = item.reason is not None
        evidence = draft.evidence.get(f"/attendance/absent_{source}")
        if evidence:
            draft.evidence[f"/attendance/absentees/{index}/excused"] = evidence


def _present(draft: Draft, counts: Counted, begin: int, end: int) -> int | None:
    """Present, and from "n/m" the total or, next to another total, the required number. Returns where it stands."""
    attendance = draft.record.attendance
    match = next(
        (
            m
            for pattern in PRESENT
            for m in pattern.finditer(counts.text, begin, end)
            if not _remote(counts, m) and not _of_one_kind(counts, m)
        ),
        None,
    )
    if match is None:
        full = FULL.search(counts.text, begin, end)
        return full.start() if full else None
    members = AMONG.match(counts.text, match.end(), end)
    stated, group = (members, 1 if members.group(1) else 2) if members else (match, 1)
    draft.put("/attendance/present", count_of(stated.group(group)), counts.span(stated, group), "attendance")
    if match.group(2):
        base = count_of(match.group(2))
        if attendance.total is None:
            draft.put("/attendance/total", base, counts.span(match, 2), "attendance ratio")
        elif base != attendance.total:
            draft.put("/attendance/required", base, counts.span(match, 2), "attendance ratio")
    return match.start()


def _of_one_kind(counts: Counted, match: re.Match[str]) -> bool:
    """ "Đảng viên chính thức: 18/20": official or probationary members alone are not those present."""
    before = counts.text[max(0, match.start(1) - 18) : match.start(1)]
    return match.group(2) is not None and bool(re.search(r"(?:chinh\s*thuc|du\s*bi)\s*:?\s*$", before))


def _remote(counts: Counted, match: re.Match[str]) -> bool:
    """ "Dự trực tiếp: 16. Dự qua Zoom: 9": parts of a sum, neither of them those present."""
    around = (
        counts.text[match.start() : match.end()]
        + re.split(r"[.,;()\n]", counts.text[match.end() : match.end() + 30])[0]
    )
    return REMOTE.search(around) is not None and not match.group(2)


def _absent(draft: Draft, counts: Counted, begin: int, end: int) -> Span | None:
    """Absent; returns the span from the word to the end of its clause."""
    clean = draft.unit.clean
    match = next((m for m in ABSENT.finditer(counts.text, begin, end) if spelled_absent(clean, m)), None)
    if match is not None:
        if match.group(2):
            draft.put("/attendance/absent", 0, match.span(2), "attendance")
        else:
            group = next(g for g in (1, 3, 4, 5) if match.group(g))
            draft.put("/attendance/absent", count_of(match.group(group)), counts.span(match, group), "attendance")
        return match.start(), match.end()
    bare = next((m for m in _NAMED.finditer(counts.text, begin, end) if spelled_absent(clean, m)), None)
    if bare is not None and _NAME_BEFORE.search(draft.unit.clean[max(0, bare.start() - 30) : bare.start()]):
        return None  # "đồng chí A vắng vì …": the name comes first
    return (bare.start(), bare.end()) if bare else None


def _split(draft: Draft, counts: Counted, fields: tuple[str, str], begin: int, end: int) -> None:
    """Official and probationary members, the figure behind the word or before it, whichever the page does."""
    behind = [OFFICIAL[0].search(counts.text, begin, end), PROBATIONARY[0].search(counts.text, begin, end)]
    before = [OFFICIAL[1].search(counts.text, begin, end), PROBATIONARY[1].search(counts.text, begin, end)]
    for field, after_word, before_word in zip(fields, behind, before, strict=True):
        match = after_word or before_word
        if after_word and before_word and not _labels_first(behind, before):
            match = before_word
        if match:
            draft.put(f"/attendance/{field}", count_of(match.group(1)), counts.span(match, 1), "attendance")


def _kinds_of_all(draft: Draft) -> None:
    """ "17/17 đảng viên (16 chính thức, 01 dự bị)": where one ratio names both, those present are the cell."""
    attendance = draft.record.attendance
    kinds = (attendance.present_official, attendance.present_probationary)
    whole, there = draft.spans.get("/attendance/total"), draft.spans.get("/attendance/present")
    if None in kinds or whole is None or there is None or not 0 <= whole[0] - there[1] <= RATIO_GAP:
        return
    if not attendance.total == attendance.present == sum(filter(None, kinds)):
        return
    for field, count in zip(("official", "probationary"), kinds, strict=True):
        draft.put(f"/attendance/{field}", count, draft.spans.get(f"/attendance/present_{field}"), "everybody present")


def _labels_first(behind: list[re.Match[str] | None], before: list[re.Match[str] | None]) -> bool:
    """ "CT 19 DB 8" or "19 CT 8 DB"? The figure that stands alone at one end tells: nothing else can own it."""
    first = min(m.start() for m in (*behind, *before) if m)
    last = max(m.end() for m in (*behind, *before) if m)
    return not any(m and m.start() == first for m in before) or any(m and m.end() == last for m in behind)


def _excuses(draft: Draft, counts: Counted, absent: Span, end: int) -> None:
    start, stop = absent[0], min(end, absent[0] + 420)
    sentence = counts.text[absent[1] : stop]
    for field, patterns in (("absent_unexcused", UNEXCUSED), ("absent_excused", EXCUSED)):
        for pattern in patterns:
            match = pattern.search(counts.text, start, stop)
            if match and not (
                field == "absent_excused" and counts.text[match.start() - 6 : match.start()].endswith("khong ")
            ):
                draft.put(f"/attendance/{field}", count_of(match.group(1)), counts.span(match, 1), "attendance")
                break
    nobody = _NONE_WITHOUT.search(counts.text, start, stop)
    if nobody:
        draft.put("/attendance/absent_unexcused", 0, nobody.span(), "attendance")
    count = draft.record.attendance.absent
    every = _ALL_EXCUSED.match(sentence)
    if every and count is not None and draft.record.attendance.absent_unexcused in (None, 0):
        draft.put("/attendance/absent_excused", count, (absent[0], absent[1] + every.end()), "attendance")
