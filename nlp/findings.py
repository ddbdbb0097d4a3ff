"""Contradictions and omissions in a record. The page wins: a finding never changes a value.

Each check is a small function over the record (and what the page says beside it); sources are named at the check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp.draft import Draft
from nlp.fields.absentees import roll_call
from nlp.fold import fold
from nlp.lexicon import load_data
from nlp.outline import Outline
from nlp.timegrammar import find_dates
from schemas import DocumentType, Finding, MeetingType, Record, Severity

__all__ = ["CODES", "find_findings"]

CODES: dict[str, dict[str, str]] = load_data("findings.yaml")["codes"]

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


def find_findings(outline: Outline, draft: Draft) -> list[Finding]:
    """All findings on the draft, in a fixed order."""
    record = draft.record
    if record.document_type is DocumentType.OTHER:
        return []
    checks = (
        _attendance(record),
        _roll_calls(outline, record),
        _stated_rate(outline, record),
        _times(record),
        _dates(outline, draft),
        _votes(outline, draft),
        _speakers(outline, record),
        _tasks(record),
        _percentages(outline, draft),
        _grade(record),
        _form(outline, record),
        _missing(record),
    )
    return [finding for check in checks for finding in check]


def _finding(code: str, severity: Severity, message: str, *paths: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, paths=list(paths))


def _attendance(record: Record) -> Iterator[Finding]:
    """Sums of HD 12-HD/BTCTW 2018 II.1 (exempt members left out) and of the roll call."""
    a = record.attendance
    if (
        a.official is not None
        and a.probationary is not None
        and a.total is not None
        and a.official + a.probationary != a.total
    ):
        message = f"chính thức {a.official} + dự bị {a.probationary} ≠ tổng số {a.total}"
        paths = ("/attendance/total", "/attendance/official", "/attendance/probationary")
        yield _finding("membership-sum", Severity.ERROR, message, *paths)
    if a.present is not None and a.absent is not None:
        made = a.present + a.absent
        bases = {a.required, a.total, a.total - (a.exempt or 0) if a.total else None} - {None, 0}
        if bases and made not in bases:
            base = "required" if a.required else "total"
            message = f"có mặt {a.present} + vắng {a.absent} = {made}, chi bộ có {a.required or a.total}"
            paths = ("/attendance/present", "/attendance/absent", f"/attendance/{base}")
            yield _finding("attendance-sum", Severity.ERROR, message, *paths)
    elif a.present is not None and a.total is not None and a.present > a.total:
        yield _finding(
            "attendance-sum",
            Severity.ERROR,
            f"có mặt {a.present} vượt tổng số {a.total}",
            "/attendance/present",
            "/attendance/total",
        )
    if (
        a.absent is not None
        and a.absent_excused is not None
        and a.absent_unexcused is not None
        and a.absent_excused + a.absent_unexcused != a.absent
    ):
        message = f"có lý do {a.absent_excused} + không lý do {a.absent_unexcused} ≠ vắng {a.absent}"
        paths = ("/attendance/absent", "/attendance/absent_excused", "/attendance/absent_unexcused")
        yield _finding("absence-sum", Severity.ERROR, message, *paths)
    if a.absent is not None and a.absentees and len(a.absentees) > a.absent:
        yield _finding(
            "absentee-count",
            Severity.WARNING,
            f"nêu {len(a.absentees)} người vắng, số vắng ghi {a.absent}",
            "/attendance/absent",
            "/attendance/absentees",
        )


def _roll_calls(outline: Outline, record: Record) -> Iterator[Finding]:
    """The ticks of a roll call against the figures that the page states."""
    stated = (record.attendance.present, record.attendance.absent)
    for table in outline.tables:
        counted = roll_call(table)
        wrong = [] if counted is None else [i for i in (0, 1) if stated[i] not in (None, counted[i])]
        if counted is not None and wrong:
            names = ("có mặt", "vắng")
            message = "; ".join(
                f"bảng điểm danh có {counted[i]} người {names[i]}, văn bản ghi {stated[i]}" for i in wrong
            )
            paths = [f"/attendance/{('present', 'absent')[i]}" for i in wrong]
            yield _finding("roll-call", Severity.WARNING, message, *paths)


def _stated_rate(outline: Outline, record: Record) -> Iterator[Finding]:
    match = _STATED_RATE.search(outline.unit.folded_flow, *outline.opening)
    if match and record.attendance.rate is not None:
        stated = float(match.group("v").replace(",", ".")) / 100
        if abs(stated - record.attendance.rate) > 0.006:
            yield _finding(
                "rate", Severity.WARNING, f"ghi {stated:.1%}, tính ra {record.attendance.rate:.1%}", "/attendance/rate"
            )


def _times(record: Record) -> Iterator[Finding]:
    held = record.held
    if held.start and held.end and held.end < held.start:
        yield _finding(
            "end-before-start",
            Severity.ERROR,
            f"kết thúc {held.end}, trước giờ bắt đầu {held.start}",
            "/held/end",
            "/held/start",
        )
    minutes = held.duration_minutes
    if minutes is not None and not 15 <= minutes <= 300:
        yield _finding("duration-implausible", Severity.WARNING, f"thời lượng {minutes} phút", "/held/duration_minutes")


def _dates(outline: Outline, draft: Draft) -> Iterator[Finding]:
    record, unit = draft.record, outline.unit
    value = record.held.date
    begin, end = outline.title[0], outline.opening[1]
    for expression in find_dates(unit.flow[begin:end]):
        if not expression.valid:
            yield _finding(
                "impossible-date",
                Severity.ERROR,
                f"ngày không có thật: {unit.slice(begin + expression.start, begin + expression.end)}",
                "/held/date",
            )
    span = draft.spans.get("/held/date")
    if value and len(value) == 10 and span:
        weekday = _weekday_near(outline, span)
        actual = date.fromisoformat(value).isoweekday()
        if weekday is not None and weekday != actual:
            names = ("", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
            yield _finding(
                "weekday", Severity.WARNING, f"{value} là {names[actual]}, văn bản ghi {names[weekday]}", "/held/date"
            )
    period = record.period
    if value and period and len(period) == 7 and period[4:6] != "-Q" and record.document_type is DocumentType.MINUTES:
        gap = (int(value[:4]) - int(period[:4])) * 12 + (int(value[5:7]) - int(period[5:7]) if len(value) >= 7 else 0)
        if abs(gap) > 1:
            yield _finding(
                "period-date", Severity.WARNING, f"họp ngày {value}, biên bản của kỳ {period}", "/held/date", "/period"
            )


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


def _votes(outline: Outline, draft: Draft) -> Iterator[Finding]:
    """Điều lệ Đảng, Điều 3: probationary members have no vote."""
    record = draft.record
    a = record.attendance
    official = a.present_official if a.present_official is not None else a.official
    for index, decision in enumerate(record.decisions):
        votes = decision.votes
        if votes is None:
            continue
        path = f"/decisions/{index}/votes"
        span = draft.spans.get(path)
        wording = outline.unit.folded_flow[span[0] : span[1] + 60] if span else ""
        counted = "du bi" in wording and re.search(r"\b(?:ke\s*ca|gom|trong\s*do)\b", wording) is not None
        cast = max(votes.for_ or 0, votes.base or 0)
        if counted or (
            official is not None
            and cast > official
            and a.present is not None
            and cast <= a.present
            and record.document_type is not DocumentType.OTHER
        ):
            yield _finding(
                "probationary-vote",
                Severity.ERROR,
                f"biểu quyết {cast}, chính thức {official if official is not None else '?'}: có tính đảng viên dự bị",
                path,
            )
        wider = re.search(r"\bso\s*voi\b|\btrieu\s*tap\b|\btong\s*so\b", wording)
        if votes.base and a.present is not None and votes.base > a.present and not wider:
            message = f"{votes.base} người biểu quyết, {a.present} người có mặt"
            yield _finding("votes-over-base", Severity.ERROR, message, path, "/attendance/present")
        total = (votes.for_ or 0) + (votes.against or 0) + (votes.abstain or 0)
        limit = votes.base or a.present
        if limit is not None and total > limit:
            yield _finding("votes-over-base", Severity.ERROR, f"{total} phiếu, {limit} người biểu quyết", path)


def _speakers(outline: Outline, record: Record) -> Iterator[Finding]:
    absent = {item.name: i for i, item in enumerate(record.attendance.absentees) if item.name}
    for index, item in enumerate(record.contributions):
        if item.speaker in absent:
            yield _finding(
                "absentee-speaks",
                Severity.ERROR,
                "người được ghi vắng mặt lại có ý kiến",
                f"/contributions/{index}/speaker",
                f"/attendance/absentees/{absent[item.speaker]}",
            )
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
                yield _finding(
                    "contribution-count", Severity.WARNING, f"nêu {announced} ý kiến, ghi {recorded}", "/contributions"
                )
            return


def _tasks(record: Record) -> Iterator[Finding]:
    held = record.held.date
    for index, task in enumerate(record.tasks):
        if held and task.deadline and task.deadline < held[: len(task.deadline)]:
            yield _finding(
                "deadline-before-meeting",
                Severity.ERROR,
                f"thời hạn {task.deadline}, họp ngày {held}",
                f"/tasks/{index}/deadline",
            )


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
                yield _finding(
                    "percent",
                    Severity.WARNING,
                    f"{target.actual:g}/{target.planned:g} là {computed:.1f} %, văn bản ghi {target.percent:g} %",
                    *paths,
                )
    previous = record.previous_resolution
    span = draft.spans.get("/previous_resolution/done")
    if span and previous.total and previous.done is not None:
        piece = next((p for p in outline.body_pieces if p.start <= span[0] < p.end), None)
        after = outline.unit.flow[span[1] : min(piece.end, span[1] + 60)] if piece else ""
        match = re.search(r"(\d{1,3}(?:,\d{1,2})?)\s*%", after)
        share = 100 * previous.done / previous.total
        if match and abs(float(match.group(1).replace(",", ".")) - share) > 1:
            message = f"{previous.done}/{previous.total} là {share:.1f} %, văn bản ghi {match.group(1)} %"
            yield _finding("percent", Severity.WARNING, message, "/previous_resolution")
    for index, decision in enumerate(record.decisions):
        votes, span = decision.votes, draft.spans.get(f"/decisions/{index}/votes")
        if votes is None or span is None or not votes.base or votes.for_ is None:
            continue
        match = re.search(r"(\d{1,3}(?:,\d{1,2})?)\s*%", outline.unit.flow[span[0] : span[1]])
        if (
            match
            and abs(float(match.group(1).replace(",", ".")) - 100 * votes.for_ / votes.base) > 1
            and "so voi" not in fold(outline.unit.flow[span[0] : span[1]])
        ):
            yield _finding(
                "percent",
                Severity.WARNING,
                f"{votes.for_}/{votes.base} không phải {match.group(1)} %",
                f"/decisions/{index}/votes",
            )


def _grade(record: Record) -> Iterator[Finding]:
    """Bands of HD 42-HD/BTCTW 2025: Tốt from 90, Khá from 70, Trung bình from 50, Kém below."""
    own = record.self_assessment
    if own.score is None or own.grade is None or own.max not in (None, 100):
        return
    bands = {"tot": (90, 101), "kha": (70, 90), "trung binh": (50, 70), "kem": (0, 50)}
    band = bands.get(fold(own.grade))
    if band and not band[0] <= own.score < band[1]:
        message = f"tự chấm {own.score:g} điểm, tự xếp loại {own.grade}"
        yield _finding("grade", Severity.WARNING, message, "/self_assessment/grade", "/self_assessment/score")


def _form(outline: Outline, record: Record) -> Iterator[Finding]:
    if record.document_type is DocumentType.MINUTES and _MERGED.search(
        outline.unit.folded_flow[: outline.title[1] + 400]
    ):
        yield _finding("merged-meeting", Severity.WARNING, "họp chi bộ kết hợp với họp chuyên môn", "/title")


def _missing(record: Record) -> Iterator[Finding]:
    """What minutes should state (domain notes 2d: union of the forms in use; a recommendation, so a hint)."""
    if record.document_type is DocumentType.RESOLUTION and record.number is None:
        yield _finding("missing-number", Severity.INFO, CODES["missing-number"]["vi"], "/number")
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
            yield _finding(code, Severity.INFO, CODES[code]["vi"], path)
