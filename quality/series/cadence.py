"""Months without a meeting, meetings off the fixed day, meetings held together with another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from quality.facts import Facts
from quality.folding import fold
from quality.passages import Part
from quality.series.cells import normal_name, superior_name
from quality.series.evidence import cite, dates_of, quote
from quality.series.model import SeriesEvidence, SeriesFinding
from quality.series.months import day_of, month_of, shown, usual_days
from quality.series.rules import OFF, UNIFIED_DAY, UNIFIED_FROM, finding
from quality.series.schedule import Schedule

__all__ = ["held_together", "merged", "missing_months", "off_days"]

_MERGED = re.compile(
    r"(?<!khong )(?:sinh hoat|hop|hoi nghi) ghep\b|\bchi bo [^,.;:\n]{2,40}? (?:cung|va|ket hop voi|ghep voi) chi bo\b"
    r"|\b(?:long ghep|ket hop)(?: voi| cung)? (?:hop|giao ban|sinh hoat|hoi nghi)(?: voi)? "
    r"(?:co quan|chuyen mon|giao ban|thon|ban|xom|to dan pho|khu pho|hoi dong|nhan dan|cong doan|hop tac xa)"
)


def missing_months(regular: Sequence[Facts], missing: Sequence[str]) -> list[SeriesFinding]:
    """One finding a month; its evidence is the meeting before and the one after the gap."""
    found = []
    for month in missing:
        before = [facts for facts in regular if (month_of(facts.record) or "") < month][-1:]
        after = [facts for facts in regular if (month_of(facts.record) or "") > month][:1]
        found.append(
            finding(
                "missing-month",
                f"Không có biên bản thường kỳ tháng {shown(month)}.",
                f"No minutes of a regular meeting in {shown(month)}.",
                period=month,
                evidence=dates_of([*before, *after]),
            )
        )
    return found


def off_days(regular: Sequence[Facts], schedule: Schedule | None = None) -> list[SeriesFinding]:
    """Meetings off the day that the committee set, else off the cell's own day, and from December 2025 on off the day
    that is fixed for all cells."""
    found = []
    days = usual_days([facts.record for facts in regular])
    for facts, usual in zip(regular, days, strict=True):
        day, month = day_of(facts.record), month_of(facts.record)
        if day is None or month is None:
            continue
        fixed = schedule.day(facts.record) if schedule else None
        if fixed is not None:
            if abs(day - fixed) <= OFF:
                continue
            code, vi, en = "off-usual-day", f"lịch ghi ngày {fixed}", f"the schedule says day {fixed}"
        elif usual is not None and abs(day - usual) > OFF:
            code, vi, en = "off-usual-day", f"ngày thường lệ là {usual}", f"the usual day is {usual}"
        elif month >= UNIFIED_FROM and abs(day - UNIFIED_DAY) > OFF:
            code, vi, en = "off-unified-day", f"quy định là ngày {UNIFIED_DAY}", f"the fixed day is {UNIFIED_DAY}"
        else:
            continue
        ids = [facts.record.record_id]
        evidence = cite(facts, "/held/date", most=1)
        found.append(
            finding(
                code,
                f"Họp ngày {day}, {vi}.",
                f"Held on day {day}; {en}.",
                period=month,
                evidence=evidence,
                record_ids=ids,
            )
        )
    return found


def merged(minutes: Sequence[Facts]) -> list[SeriesFinding]:
    """Meetings whose title or opening speaks of a meeting held together with another one."""
    found = []
    for facts in minutes:
        title = facts.record.title or ""
        opening = [passage.text for passage in facts.passages[:12] if passage.part is Part.OPENING]
        said = next((text for text in (title, *opening) if _MERGED.search(fold(text))), None)
        if said is None:
            continue
        evidence = cite(facts, "/title") if said == title else [quote(facts, said)]
        found.append(
            finding(
                "merged-meeting",
                "Biên bản cho thấy họp ghép với cuộc họp khác: cần xác minh.",
                "The minutes speak of a meeting held together with another one: to be verified.",
                period=month_of(facts.record),
                evidence=evidence,
                record_ids=[facts.record.record_id],
            )
        )
    return found


def held_together(cells: Sequence[Sequence[Facts]]) -> list[list[SeriesFinding]]:
    """Per cell: meetings that another cell of the same superior held on the same day, at the same hour and place."""
    places: dict[tuple[str, str, str, str], list[tuple[int, Facts]]] = defaultdict(list)
    for at, cell in enumerate(cells):
        for facts in cell:
            held, organisation = facts.record.held, facts.record.organisation
            if facts.is_minutes and held.date and held.start and held.place and organisation.name:
                key = (held.date, held.start, normal_name(held.place), superior_name(organisation.parent))
                places[key].append((at, facts))
    found: list[list[SeriesFinding]] = [[] for _ in cells]
    for several in places.values():
        if len({at for at, _ in several}) < 2:
            continue
        for at, facts in several:
            others = [other for there, other in several if there != at]
            evidence: list[SeriesEvidence] = [
                place for one in (facts, *others) for place in cite(one, "/held/date", "/held/start", "/held/place")
            ]
            names = ", ".join(dict.fromkeys(other.record.organisation.name or "" for other in others))
            found[at].append(
                finding(
                    "merged-meeting",
                    f"Cùng ngày, giờ và nơi họp với {names}: cần xác minh có họp ghép không.",
                    f"Same day, hour and place as {names}: verify whether the meetings were merged.",
                    period=month_of(facts.record),
                    evidence=evidence,
                    record_ids=[facts.record.record_id],
                )
            )
    return found
