"""Thematic meetings: one a quarter, one a year on Hồ Chí Minh, minutes and a session of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quality.facts import Facts
from quality.folding import fold
from quality.series.evidence import cite, dates_of
from quality.series.model import SeriesFinding
from quality.series.months import month_of, quarter_of
from quality.series.rules import COMBINE_BELOW, finding
from schemas import MeetingType

__all__ = ["about_ho_chi_minh", "is_thematic", "themes"]


def is_thematic(facts: Facts) -> bool:
    record = facts.record
    return facts.is_minutes and (record.meeting_type is MeetingType.THEMATIC or bool(record.theme))


def about_ho_chi_minh(facts: Facts) -> bool:
    return "ho chi minh" in fold(facts.record.theme or facts.record.title or "")


def themes(members: Sequence[Facts], covered_months: Sequence[str]) -> list[SeriesFinding]:
    """``covered_months``: months that the series covers, held or missed; only whole quarters and years can lack one."""
    thematic = [facts for facts in members if is_thematic(facts)]
    return [
        *_quarters(members, thematic, covered_months),
        *_years(members, thematic, covered_months),
        *_own_minutes(thematic),
    ]


def _quarters(
    members: Sequence[Facts], thematic: Sequence[Facts], covered_months: Sequence[str]
) -> list[SeriesFinding]:
    having = {quarter_of(month) for facts in thematic if (month := month_of(facts.record))}
    found = []
    for quarter, count in sorted(Counter(map(quarter_of, covered_months)).items()):
        if count < 3 or quarter in having:
            continue
        looked_at = [f for f in members if f.is_minutes and (m := month_of(f.record)) and quarter_of(m) == quarter]
        found.append(
            finding(
                "no-thematic-in-quarter",
                f"Quý {quarter[-1]}/{quarter[:4]} không thấy biên bản sinh hoạt chuyên đề.",
                f"Quarter {quarter[-1]}/{quarter[:4]} has no minutes of a thematic meeting.",
                period=quarter,
                evidence=dates_of(looked_at),
            )
        )
    return found


def _years(members: Sequence[Facts], thematic: Sequence[Facts], covered_months: Sequence[str]) -> list[SeriesFinding]:
    about = {(month_of(facts.record) or "")[:4] for facts in thematic if about_ho_chi_minh(facts)}
    found = []
    for year, count in sorted(Counter(month[:4] for month in covered_months).items()):
        if count < 12 or year in about:
            continue
        of_year = [facts for facts in thematic if (month_of(facts.record) or "")[:4] == year]
        held = [facts for facts in members if facts.is_minutes and (month_of(facts.record) or "")[:4] == year]
        looked_at = [place for facts in of_year for place in cite(facts, "/theme", "/title", most=1)]
        found.append(
            finding(
                "no-ho-chi-minh-theme-in-year",
                f"Năm {year} không thấy chuyên đề học tập và làm theo Hồ Chí Minh.",
                f"{year} has no thematic meeting on studying and following Hồ Chí Minh.",
                period=year,
                evidence=looked_at or dates_of(held),
            )
        )
    return found


def _own_minutes(thematic: Sequence[Facts]) -> list[SeriesFinding]:
    found = []
    for facts in thematic:
        record = facts.record
        if record.meeting_type is not MeetingType.REGULAR:
            continue
        others = [other.record for other in thematic if other.record.meeting_type is MeetingType.THEMATIC]
        if any(other.held.date == record.held.date for other in others):
            continue
        month, ids = month_of(record), [record.record_id]
        found.append(
            finding(
                "theme-without-own-minutes",
                "Nội dung chuyên đề ghi chung trong biên bản thường kỳ, không có biên bản riêng.",
                "The theme is minuted inside the regular meeting; there are no minutes of its own.",
                period=month,
                evidence=cite(facts, "/theme", "/title", "/held/date", most=2),
                record_ids=ids,
            )
        )
        members = record.attendance.total
        if members is not None and members >= COMBINE_BELOW:
            found.append(
                finding(
                    "theme-combined-in-large-cell",
                    f"Chi bộ có {members} đảng viên, chuyên đề làm chung buổi thường kỳ "
                    "(từ 15 đảng viên nên họp riêng).",
                    f"The cell has {members} members and holds the theme inside the regular meeting "
                    "(from 15 members on it should have a session of its own).",
                    period=month,
                    evidence=[*cite(facts, "/attendance/total", most=1), *cite(facts, "/theme", most=1)],
                    record_ids=ids,
                )
            )
    return found
