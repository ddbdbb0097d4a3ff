"""How attendance goes over the months, and - only where the caller may see names - absences one after another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from quality.detectors.attendance import base_of
from quality.facts import Facts, same_person
from quality.folding import fold
from quality.rubric import Figure, Rubric
from quality.rubric_files import choose
from quality.series.evidence import cite
from quality.series.model import SeriesEvidence, SeriesFinding, SeriesSource
from quality.series.months import month_of, shown
from quality.series.rules import ABSENCES, FALL, TREND_MONTHS, finding

__all__ = ["Rate", "absences", "rate_of", "trend"]

_THREE_MONTHS = 3


@dataclass(frozen=True)
class Rate:
    """Those present, of those who had to come, with the quotes of both."""

    month: str
    present: int
    base: int
    evidence: list[SeriesEvidence]

    @property
    def share(self) -> float:
        return min(1.0, self.present / self.base)


def rate_of(facts: Facts) -> Rate | None:
    """None where the paper does not give both figures."""
    attendance, month = facts.record.attendance, month_of(facts.record)
    base, pointer = base_of(attendance)
    if attendance.present is None or not base or month is None:
        return None
    return Rate(month, attendance.present, base, cite(facts, "/attendance/present", pointer, most=2))


def trend(regular: Sequence[Facts]) -> list[SeriesFinding]:
    """A finding where attendance falls: median slope between all pairs of months (Theil and Sen), which one bad month
    does not move."""
    rates = [rate for facts in regular if (rate := rate_of(facts)) is not None]
    if len(rates) < TREND_MONTHS:
        return []
    at = [int(rate.month[:4]) * 12 + int(rate.month[5:]) for rate in rates]
    slopes = [
        (later.share - earlier.share) / (at[j] - at[i])
        for (i, earlier), (j, later) in itertools.combinations(enumerate(rates), 2)
        if at[j] > at[i]
    ]
    if not slopes:
        return []
    change = median(slopes) * (at[-1] - at[0])
    if change > -FALL:
        return []
    first, last = rates[0], rates[-1]
    points = f"{-100 * change:.0f}"
    return [
        finding(
            "attendance-falling",
            f"Tỷ lệ dự giảm khoảng {points} điểm phần trăm từ {shown(first.month)} đến {shown(last.month)} "
            f"({len(rates)} kỳ).",
            f"Attendance falls by about {points} percentage points from {shown(first.month)} to {shown(last.month)} "
            f"({len(rates)} meetings).",
            period=last.month[:4],
            evidence=[place for rate in rates for place in rate.evidence],
        )
    ]


@dataclass
class _Run:
    """Absences of one member: folded name, months and quotes, one after another."""

    name: str
    months: list[str] = field(default_factory=list)
    evidence: list[SeriesEvidence] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """The months as papers write them."""
        return ", ".join(map(shown, self.months))


def absences(regular: Sequence[Facts], rubrics: Sequence[Rubric]) -> list[SeriesFinding]:
    """Runs longer than the frame of their last meeting allows, and three unexcused months in a year. The messages name
    nobody; the quotes do, so only a caller who may see names asks for this."""
    found: list[SeriesFinding] = []
    for _, group in itertools.groupby(regular, key=lambda facts: (month_of(facts.record) or "")[:4]):
        year = list(group)
        found += [
            finding_ for run in _runs(year, excused=True) if (finding_ := _too_long(run, year, rubrics)) is not None
        ]
        found += [_unexcused(run) for run in _totals(year) if len(run.months) >= _THREE_MONTHS]
    return found


def _away(facts: Facts, *, excused: bool) -> list[tuple[int, str]]:
    """Position and folded name of those absent with (a reason counts) or without excuse."""
    return [
        (at, fold(person.name))
        for at, person in enumerate(facts.record.attendance.absentees)
        if person.name
        and ((person.excused or (person.excused is None and person.reason)) if excused else person.excused is False)
    ]


def _joined(runs: list[_Run], name: str, facts: Facts, at: int) -> _Run:
    """The run of this member, taken out of ``runs`` where it is there, with this meeting."""
    known = next((run for run in runs if same_person(run.name, name)), None)
    if known is None:
        known = _Run(name)
    else:
        runs.remove(known)
    return _Run(
        max(name, known.name, key=len),
        [*known.months, month_of(facts.record) or ""],
        [*known.evidence, *cite(facts, f"/attendance/absentees/{at}", most=2)],
        [*known.ids, facts.record.record_id],
    )


def _runs(year: Sequence[Facts], *, excused: bool) -> list[_Run]:
    """Every run that ended or is still going on, at its full length."""
    ended: list[_Run] = []
    going: list[_Run] = []
    for facts in year:
        now = [_joined(going, name, facts, at) for at, name in _away(facts, excused=excused)]
        ended += going
        going = now
    return [*ended, *going]


def _totals(year: Sequence[Facts]) -> list[_Run]:
    """Unexcused absences of each member over the year, in a row or not."""
    runs: list[_Run] = []
    for facts in year:
        for at, name in _away(facts, excused=False):
            runs.append(_joined(runs, name, facts, at))
    return runs


def _too_long(run: _Run, year: Sequence[Facts], rubrics: Sequence[Rubric]) -> SeriesFinding | None:
    last = next(facts for facts in year if facts.record.record_id == run.ids[-1])
    limit, source = _limit(choose(rubrics, last.record).rubric)
    if limit is None or len(run.months) <= limit:
        return None
    count, told = len(run.months), run.told
    return _of_member(
        "consecutive-absence",
        f"Có trường hợp vắng có lý do {count} kỳ liên tiếp ({told}); khung cho phép {limit}.",
        f"One member was absent with excuse {count} times in a row ({told}); the frame allows {limit}.",
        run,
        source,
    )


def _unexcused(run: _Run) -> SeriesFinding:
    count, told = len(run.months), run.told
    return _of_member(
        "unexcused-three-months",
        f"Có trường hợp vắng không lý do {count} kỳ trong năm ({told}).",
        f"One member was absent without a reason {count} times in the year ({told}).",
        run,
    )


def _of_member(
    code: str, vietnamese: str, english: str, run: _Run, source: SeriesSource | None = None
) -> SeriesFinding:
    return finding(
        code,
        vietnamese,
        english,
        period=run.months[-1],
        evidence=run.evidence,
        record_ids=run.ids,
        source=source,
        of_person=True,
    )


def _limit(rubric: Rubric | None) -> tuple[int | None, SeriesSource | None]:
    """The limit that the frame sets in its own file, with its paragraph; the general one where it sets none. Before
    there were frames there is no limit."""
    if rubric is None:
        return None, None
    for criterion in rubric.criteria:
        for part in (*criterion.parts, *criterion.bonus):
            limit = part.params.get("limit")
            if part.detector == "consecutive_absence" and isinstance(limit, Figure):
                own = limit.source
                return int(limit.value), SeriesSource(
                    paragraph=own.paragraph, standing=own.standing, decision=own.decision
                )
    return ABSENCES, None
