"""Contradictions and omissions in a record. The page wins: a finding never changes a value.

Each check is a small function over the record (and what the page says beside it); sources are named at the check.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from nlp.draft import Draft
from nlp.fields.absentees import roll_call
from nlp.findings_texts import CODES, make_finding
from nlp.findings_votes import vote_findings, voters_findings
from nlp.fold import fold
from nlp.outline import Outline
from nlp.timegrammar import find_dates
from schemas import DocumentType, Finding, MeetingType, Record, Severity

__all__ = ["CODES", "find_findings", "recheck"]

_MERGED = re.compile(
    r"\b(?:ket\s*hop|long\s*ghep|cung\s*voi)\b[^.;\n]{0,20}\b(?:giao\s*ban|hop\s*(?:chuyen\s*mon|"
    r"co\s*quan|hoi\s*dong|thon|to))"
)
_ANNOUNCED = re.compile(
    r"\b(?:co\s*)?(?P<n>\d{1,2})\s*(?:y\s*kien|luot\s*y\s*kien|(?:d/?c|dong\s*chi|"
    r"dang\s*vien)\s*(?:tham\s*gia\s*)?(?:phat\s*bieu|y\s*kien))"
)
_STATED_RATE = re.compile(
    r"\b(?:co\s*mat|tham\s*du|du\s*hop)\b[^.;\n]{0,60}?(?:dat|ty\s*le|=)\s*(?:ty\s*le\s*)?(?P<v>\d{1,3}(?:[.,]\d{1,2})?)\s*%"
)


_WEEKDAYS = (
    ("", ""),
    ("thứ Hai", "Monday"),
    ("thứ Ba", "Tuesday"),
    ("thứ Tư", "Wednesday"),
    ("thứ Năm", "Thursday"),
    ("thứ Sáu", "Friday"),
    ("thứ Bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)


def find_findings(outline: Outline, draft: Draft) -> list[Finding]:
    """All findings on the draft, in a fixed order."""
    record = draft.record
    if record.document_type is DocumentType.OTHER:
        return []
    checks = (
        _attendance(record, draft.away),
        _roll_calls(outline, record),
        _stated_rate(outline, record),
        _times(record),
        _dates(outline, draft),
        vote_findings(outline, draft),
        _speakers(outline, record),
        _tasks(record),
        _percentages(outline, draft),
        _grade(record),
        _form(outline, record),
        _missing(record),
        _parts(outline, record),
    )
    return [finding for check in checks for finding in check]


def recheck(record: Record, changed: Collection[str]) -> list[Finding]:
    """The findings on a record in which people changed the values at the pointers ``changed``.

    A finding that names none of them stays. The others are made anew where the record alone decides, and fall where it
    would take the page to say: a person has looked at the page.
    """

    def touched(finding: Finding) -> bool:
        return any(
            path == one or path.startswith(f"{one}/") or one.startswith(f"{path}/")
            for path in finding.paths
            for one in changed
        )

    kept = [finding for finding in record.findings if not touched(finding)]
    known = {(finding.code, *finding.paths) for finding in kept}
    fresh = [finding for finding in _of_record(record) if touched(finding)]
    return [*kept, *(finding for finding in fresh if (finding.code, *finding.paths) not in known)]


def _of_record(record: Record) -> Iterator[Finding]:
    """What the record alone shows."""
    if record.document_type is DocumentType.OTHER:
        return
    for check in (_attendance(record, 0), _times(record), _absentees_speak(record), _tasks(record), _grade(record)):
        yield from check
    yield from voters_findings(record)
    yield from _missing(record)


def _attendance(record: Record, away: int) -> Iterator[Finding]:
    """Sums of HD 12-HD/BTCTW 2018 II.1 (exempt members left out) and of the roll call."""
    a = record.attendance
    paths: tuple[str, ...]
    if (
        a.official is not None
        and a.probationary is not None
        and a.total is not None
        and a.official + a.probationary != a.total
    ):
        paths = ("/attendance/total", "/attendance/official", "/attendance/probationary")
        figures = {"official": a.official, "probationary": a.probationary, "total": a.total}
        yield make_finding("membership-sum", Severity.ERROR, *paths, **figures)
    if a.present is not None and a.absent is not None:
        made = a.present + a.absent
        bases = {a.required, a.total, a.total - (a.exempt or 0) if a.total else None} - {None, 0}
        bases |= {base - away for base in bases if base}
        if bases and made not in bases:
            base = "required" if a.required else "total"
            paths = ("/attendance/present", "/attendance/absent", f"/attendance/{base}")
            base_stated = a.required or a.total or 0
            figures = {"present": a.present, "absent": a.absent, "made": made, "base": base_stated}
            yield make_finding("attendance-sum", Severity.ERROR, *paths, **figures)
    elif a.present is not None and a.total is not None and a.present > a.total:
        paths = ("/attendance/present", "/attendance/total")
        yield make_finding("attendance-sum:more", Severity.ERROR, *paths, present=a.present, total=a.total)
    if (
        a.absent is not None
        and a.absent_excused is not None
        and a.absent_unexcused is not None
        and a.absent_excused + a.absent_unexcused != a.absent
    ):
        paths = ("/attendance/absent", "/attendance/absent_excused", "/attendance/absent_unexcused")
        figures = {"excused": a.absent_excused, "unexcused": a.absent_unexcused, "absent": a.absent}
        yield make_finding("absence-sum", Severity.ERROR, *paths, **figures)
    if a.absent is not None and a.absentees and len(a.absentees) > a.absent:
        paths = ("/attendance/absent", "/attendance/absentees")
        yield make_finding("absentee-count", Severity.WARNING, *paths, named=len(a.absentees), absent=a.absent)


def _roll_calls(outline: Outline, record: Record) -> Iterator[Finding]:
    """The ticks of a roll call against the figures that the page states."""
    stated = (record.attendance.present, record.attendance.absent)
    for table in outline.tables:
        counted = roll_call(table)
        wrong = [] if counted is None else [i for i in (0, 1) if stated[i] not in (None, counted[i])]
        if counted is not None and wrong:
            for i in wrong:
                name = ("present", "absent")[i]
                figures = {"counted": counted[i], "stated": stated[i]}
                yield make_finding(f"roll-call:{name}", Severity.WARNING, f"/attendance/{name}", **figures)


def _stated_rate(outline: Outline, record: Record) -> Iterator[Finding]:
    match = _STATED_RATE.search(outline.unit.folded_flow, *outline.opening)
    if match and record.attendance.rate is not None:
        stated = float(match.group("v").replace(",", ".")) / 100
        if abs(stated - record.attendance.rate) > 0.006:
            shares = {"stated": f"{100 * stated:.1f}", "computed": f"{100 * record.attendance.rate:.1f}"}
            yield make_finding("rate", Severity.WARNING, "/attendance/rate", **shares)


def _times(record: Record) -> Iterator[Finding]:
    held = record.held
    if held.start and held.end and held.end < held.start and held.duration_minutes is None:  # else past midnight
        paths = ("/held/end", "/held/start")
        yield make_finding("end-before-start", Severity.ERROR, *paths, end=held.end, start=held.start)
    minutes = held.duration_minutes
    if minutes is not None and not 15 <= minutes <= 300:
        yield make_finding("duration-implausible", Severity.WARNING, "/held/duration_minutes", minutes=minutes)


def _dates(outline: Outline, draft: Draft) -> Iterator[Finding]:
    record, unit = draft.record, outline.unit
    value = record.held.date
    begin, end = outline.title[0], outline.opening[1]
    for expression in find_dates(unit.flow[begin:end]):
        if not expression.valid:
            wording = unit.slice(begin + expression.start, begin + expression.end)
            yield make_finding("impossible-date", Severity.ERROR, "/held/date", wording=wording)
    span = draft.spans.get("/held/date")
    if value and len(value) == 10 and span:
        weekday = _weekday_near(outline, span)
        actual = date.fromisoformat(value).isoweekday()
        if weekday is not None and weekday != actual:
            days = {"date": value, "actual": _WEEKDAYS[actual], "stated": _WEEKDAYS[weekday]}
            yield make_finding("weekday", Severity.WARNING, "/held/date", **days)
    period = record.period
    if value and period and len(period) == 7 and period[4:6] != "-Q" and record.document_type is DocumentType.MINUTES:
        gap = (int(value[:4]) - int(period[:4])) * 12 + (int(value[5:7]) - int(period[5:7]) if len(value) >= 7 else 0)
        if abs(gap) > 1:
            yield make_finding("period-date", Severity.WARNING, "/held/date", "/period", date=value, period=period)


def _weekday_near(outline: Outline, span: tuple[int, int]) -> int | None:
    unit = outline.unit
    for expression in find_dates(unit.flow[max(0, span[0] - 60) : span[1] + 25]):
        if expression.weekday and expression.kind == "date":
            return expression.weekday
    before = unit.folded_flow[max(0, span[0] - 60) : span[1] + 20]
    match = re.search(r"\bthu\s*(hai|ba|tu|nam|sau|bay|[2-7])\b|\bchu\s*nhat\b", before)
    if not match:
        return None
    names = {"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6}
    word = match.group(1)
    if word is None:
        return 7
    return names[word] if word in names else int(word) - 1


def _absentees_speak(record: Record) -> Iterator[Finding]:
    absent = {item.name: i for i, item in enumerate(record.attendance.absentees) if item.name}
    for index, item in enumerate(record.contributions):
        if item.speaker in absent:
            paths = (f"/contributions/{index}/speaker", f"/attendance/absentees/{absent[item.speaker]}")
            yield make_finding("absentee-speaks", Severity.ERROR, *paths)


def _speakers(outline: Outline, record: Record) -> Iterator[Finding]:
    yield from _absentees_speak(record)
    for piece in outline.body_pieces:
        if (
            not piece.within("discussion", "body")
            and "y kien" not in outline.unit.folded_flow[piece.start : piece.start + 60]
        ):
            continue
        match = _ANNOUNCED.search(outline.unit.folded_flow, piece.start, min(piece.end, piece.start + 120))
        if match:
            announced = int(match.group("n"))
            recorded = len(record.contributions)
            if recorded and announced > recorded:
                figures = {"announced": announced, "recorded": recorded}
                yield make_finding("contribution-count", Severity.WARNING, "/contributions", **figures)
            return


def _tasks(record: Record) -> Iterator[Finding]:
    held = record.held.date
    for index, task in enumerate(record.tasks):
        if held and task.deadline and task.deadline < held[: len(task.deadline)]:
            path = f"/tasks/{index}/deadline"
            yield make_finding("deadline-before-meeting", Severity.ERROR, path, deadline=task.deadline, held=held)


def _percentages(outline: Outline, draft: Draft) -> Iterator[Finding]:
    record = draft.record
    for index, target in enumerate(record.targets):
        if target.planned and target.actual is not None and target.percent is not None:
            computed = 100 * target.actual / target.planned
            if abs(computed - target.percent) > 1:
                paths = [f"/targets/{index}/percent"]
                previous = record.previous_resolution
                if (previous.done, previous.total) == (target.actual, target.planned):
                    paths.append("/previous_resolution")
                yield _percent(paths, target.actual, target.planned, target.percent)
    previous = record.previous_resolution
    span = draft.spans.get("/previous_resolution/done")
    if span and previous.total and previous.done is not None:
        piece = next((p for p in outline.body_pieces if p.start <= span[0] < p.end), None)
        after = outline.unit.flow[span[1] : min(piece.end, span[1] + 60)] if piece else ""
        match = re.search(r"(\d{1,3}(?:,\d{1,2})?)\s*%", after)
        share = 100 * previous.done / previous.total
        if match and abs(float(match.group(1).replace(",", ".")) - share) > 1:
            stated = float(match.group(1).replace(",", "."))
            yield _percent(["/previous_resolution"], previous.done, previous.total, stated)


def _percent(paths: list[str], actual: float, planned: float, stated: float) -> Finding:
    computed = f"{100 * actual / planned:.1f}"
    figures = {"actual": f"{actual:g}", "planned": f"{planned:g}", "computed": computed, "stated": f"{stated:g}"}
    return make_finding("percent", Severity.WARNING, *paths, **figures)


def _grade(record: Record) -> Iterator[Finding]:
    """Bands of HD 42-HD/BTCTW 2025: Tốt from 90, Khá from 70, Trung bình from 50, Kém below."""
    own = record.self_assessment
    if own.score is None or own.grade is None or own.max not in (None, 100):
        return
    bands = {"tot": (90, 101), "kha": (70, 90), "trung binh": (50, 70), "kem": (0, 50)}
    band = bands.get(fold(own.grade))
    if band and not band[0] <= own.score < band[1]:
        paths = ("/self_assessment/grade", "/self_assessment/score")
        yield make_finding("grade", Severity.WARNING, *paths, score=f"{own.score:g}", grade=own.grade)


def _form(outline: Outline, record: Record) -> Iterator[Finding]:
    if record.document_type is DocumentType.MINUTES and _MERGED.search(
        outline.unit.folded_flow[: outline.title[1] + 400]
    ):
        yield make_finding("merged-meeting", Severity.WARNING, "/title")


def _missing(record: Record) -> Iterator[Finding]:
    """What minutes should state (domain notes 2d: union of the forms in use; a recommendation, so a hint)."""
    if record.document_type is DocumentType.RESOLUTION and record.number is None:
        yield make_finding("missing-number", Severity.INFO, "/number")
    if record.document_type is not DocumentType.MINUTES:
        return
    present = (
        ("missing-date", record.held.date, "/held/date"),
        ("missing-start", record.held.start, "/held/start"),
        ("missing-end", record.held.end, "/held/end"),
        ("missing-chair", record.chair.name, "/chair/name"),
        ("missing-secretary", record.secretary.name, "/secretary/name"),
        ("missing-attendance", record.attendance.present, "/attendance/present"),
        ("missing-signature", record.closing.signed or None, "/closing/signed"),
    )
    for code, value, path in present:
        if value is None and not (code.startswith("missing-start") and record.meeting_type is MeetingType.CONGRESS):
            yield make_finding(code, Severity.INFO, path)


def _parts(outline: Outline, record: Record) -> Iterator[Finding]:
    """The parts of a monthly meeting (HD 42-HD/BTCTW 2025, II.2): none of them in any form is worth a look."""
    if record.document_type is not DocumentType.MINUTES or record.meeting_type is not MeetingType.REGULAR:
        return
    work = record.assessment_of_work
    reviewed = work.done or work.not_done or any(p.within("work_review") for p in outline.body_pieces)
    talked = record.contributions or any(p.within("discussion") for p in outline.body_pieces)
    owned = record.self_criticism or record.criticism or any(p.within("self_criticism") for p in outline.body_pieces)
    concluded = record.decisions or record.tasks or any(p.within("conclusion") for p in outline.body_pieces)
    parts = (
        (reviewed, "đánh giá kết quả kỳ trước", "review of the work done", "/assessment_of_work"),
        (talked, "thảo luận", "discussion", "/contributions"),
        (owned, "tự phê bình và phê bình", "self-criticism and criticism", "/self_criticism"),
        (concluded, "kết luận, phân công", "conclusion and tasks", "/decisions"),
    )
    missing = [part for part in parts if not part[0]]
    if missing:
        names = (", ".join(part[1] for part in missing), ", ".join(part[2] for part in missing))
        yield make_finding("missing-part", Severity.INFO, *(part[3] for part in missing), parts=names)
