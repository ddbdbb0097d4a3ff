"""Attendance rate, unexcused absences, and absences month after month. A finding about the meeting, never a person."""

from __future__ import annotations

from collections.abc import Iterable

from quality.facts import Facts, same_person
from quality.folding import fold
from quality.observation import Case, Detector, Observation, Params
from schemas import Attendance, MeetingType

__all__ = ["DETECTORS", "base_of", "longest_run", "unexcused"]

_PATHS = ("/attendance/present", "/attendance/required", "/attendance/total", "/attendance/absent")


def base_of(attendance: Attendance) -> tuple[int | None, str]:
    """Number of members who had to come and its pointer: required, else total without the exempt, else total."""
    if attendance.required:
        return attendance.required, "/attendance/required"
    if attendance.total and attendance.exempt is not None and attendance.exempt < attendance.total:
        return attendance.total - attendance.exempt, "/attendance/total"
    return (attendance.total or None), "/attendance/total"


def unexcused(attendance: Attendance) -> tuple[int, int]:
    """Fewest and most members absent without a reason that the page allows."""
    if attendance.absent_unexcused is not None:
        return attendance.absent_unexcused, attendance.absent_unexcused
    marked = sum(1 for person in attendance.absentees if person.excused is False)
    explained = sum(
        1 for person in attendance.absentees if person.excused or (person.excused is None and person.reason)
    )
    absent = attendance.absent
    if absent is None:
        base, _ = base_of(attendance)
        absent = (
            base - attendance.present
            if base is not None and attendance.present is not None
            else len(attendance.absentees)
        )
    explained = max(explained, attendance.absent_excused or 0)
    return marked, max(marked, absent - explained)


def attendance(case: Case, params: Params) -> Observation:
    """Measures ``rate`` (0 to 1) and ``unexcused`` (members). Where present and absent contradict each other, the
    worst and the best of the two readings are kept."""
    del params
    record = case.now.record.attendance
    base, pointer = base_of(record)
    if not base or record.present is None:
        return Observation.silent(
            "Biên bản không ghi đủ tổng số đảng viên và số có mặt nên không tính được tỷ lệ dự.",
            "Ghi tổng số, số được miễn, số có mặt, số vắng.",
        )
    rates = [min(1.0, record.present / base)]
    if record.absent is not None and record.present + record.absent != base and record.absent <= base:
        rates.append((base - record.absent) / base)
    low, high = unexcused(record)
    paths = ["/attendance/present", pointer, "/attendance/absent"]
    if record.absent_unexcused is not None:
        paths.append("/attendance/absent_unexcused")
    span = f"{min(rates):.1%}" if len(rates) == 1 else f"từ {min(rates):.1%} đến {max(rates):.1%} (số liệu mâu thuẫn)"
    away = (
        f"có {low} đảng viên vắng không lý do"
        if low
        else "không có đảng viên vắng không lý do"
        if not high
        else "chưa rõ lý do vắng của một số đảng viên"
    )
    return Observation.between(
        {"rate": min(rates), "unexcused": high},
        {"rate": max(rates), "unexcused": low},
        f"Tỷ lệ dự sinh hoạt {span.replace('.', ',')}, {away}.",
        paths,
        "Ghi rõ lý do vắng của từng trường hợp." if high > low else "Nâng tỷ lệ dự, không để vắng không lý do.",
    )


def longest_run(months: Iterable[Facts]) -> int:
    """Longest run of meetings in a row that one and the same member missed with excuse. ``months`` oldest first."""
    running: dict[str, int] = {}
    longest = 0
    for facts in months:
        away = [
            fold(person.name)
            for person in facts.record.attendance.absentees
            if person.name and (person.excused or (person.excused is None and person.reason))
        ]
        running = {
            name: 1 + max((count for known, count in running.items() if same_person(known, name)), default=0)
            for name in away
        }
        longest = max(longest, *running.values(), 0)
    return longest


def consecutive_absence(case: Case, params: Params) -> Observation:
    """Measure ``run``: the longest run, in the meeting's year, of regular meetings in a row that a member missed
    with excuse. Months of the year without minutes leave the worst case open."""
    limit = int(float(str(params["limit"])))
    date = case.now.record.held.date or case.now.record.period
    if date is None or len(date) < 7:
        return Observation.unknowable("Không rõ tháng họp nên không xét được vắng liên tiếp.")
    year, month = date[:4], int(date[5:7]) if date[5:7].isdigit() else 12
    this_year = [
        facts
        for facts in case.history
        if facts.is_minutes
        and facts.record.meeting_type in (MeetingType.REGULAR, None)
        and (facts.record.held.date or facts.record.period or "")[:4] == year
    ]
    run = longest_run([*this_year, case.now])
    known = len({(facts.record.held.date or facts.record.period or "")[:7] for facts in this_year} | {date[:7]})
    whole = known >= month or month <= limit
    worst = run if whole or run > limit else limit + 1
    attendance_seen = case.now.record.attendance.present is not None
    if not attendance_seen and not run:
        return Observation.silent("Biên bản không ghi ai vắng nên không xét được vắng liên tiếp.")
    told = (
        f"Có trường hợp vắng có lý do {run} kỳ liên tiếp trong năm"
        if run > limit
        else f"Không thấy trường hợp vắng có lý do quá {limit} kỳ liên tiếp trong năm"
    )
    gap = "" if whole or run > limit else f", nhưng mới có biên bản của {known}/{month} tháng"
    return Observation.between(
        {"run": worst},
        {"run": run},
        f"{told}{gap}.",
        ["/attendance/absent_excused", "/attendance/absent", "/attendance/absentees", "/attendance/present"],
        None if whole else "Bổ sung biên bản các tháng còn thiếu trong năm.",
    )


DETECTORS = (
    Detector(
        "attendance",
        frozenset({"rate", "unexcused"}),
        frozenset(),
        attendance,
        "Share of the members who had to come that came, and absences without a reason.",
    ),
    Detector(
        "consecutive_absence",
        frozenset({"run"}),
        frozenset({"limit"}),
        consecutive_absence,
        "Longest run of excused absences of one member over the year's regular meetings; a finding, never a name.",
    ),
)
