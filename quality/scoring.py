"""A rubric applied to one meeting: levels, points as ranges, total, grade.

``undetermined`` is never 0: it leaves the whole of the criterion's points open. No point is given without a quote
that stands on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quality.detectors import DETECTORS
from quality.detectors.content import has_theme
from quality.observation import Case, Observation, Params
from quality.rubric import Absence, Band, Criterion, Figure, NotApplicable, Part, Rubric
from schemas import CitedEvidence, CriterionResult, CriterionStatus

__all__ = ["Verdict", "grades_of", "judge", "sum_up"]

_NO_QUOTE = "Có dữ liệu nhưng không có trích dẫn đối chiếu được trên trang, nên chưa chấm."
_OPENING = ("/held/start", "/held/date", "/chair/name", "/attendance/present")
_ENDING = ("/held/end", "/closing/read_back", "/closing/signed", "/self_assessment/grade", "/decisions")


@dataclass(frozen=True)
class Verdict:
    """Total and grade as ``[low, high]``; None for a frame of conformity."""

    total: list[float] | None
    max_total: float | None
    grade: list[str] | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Outcome:
    """One part judged."""

    status: CriterionStatus
    level: str | None
    points: tuple[float, float] | None
    reason: str
    evidence: tuple[CitedEvidence, ...] = ()
    raise_by: str | None = None


def judge(case: Case, criterion: Criterion) -> CriterionResult:
    """One criterion on one meeting."""
    common = {"id": criterion.id, "label": criterion.label, "max_points": criterion.max}
    if _left_out(case, criterion.not_applicable):
        return CriterionResult(
            **common, status=CriterionStatus.NOT_APPLICABLE, reason=_why_left_out(criterion.not_applicable)
        )
    parts = [(part, _part(case, part)) for part in criterion.parts]
    parts = [(part, outcome) for part, outcome in parts if outcome.status is not CriterionStatus.NOT_APPLICABLE]
    if not parts:
        return CriterionResult(
            **common, status=CriterionStatus.NOT_APPLICABLE, reason=_why_left_out(criterion.parts[0].not_applicable)
        )
    extra = [_part(case, part) for part in criterion.bonus]
    outcomes = [outcome for _, outcome in parts]
    scored = any(outcome.status is CriterionStatus.SCORED for outcome in outcomes)
    reach = sum(part.max or 0 for part, _ in parts)
    left_out = sum(part.max or 0 for part in criterion.parts) - reach
    points = None
    if criterion.max is not None:
        # Points of a part that does not apply leave the criterion's maximum too.
        common["max_points"] = top = criterion.max - left_out
        low = sum(outcome.points[0] if outcome.points else 0.0 for outcome in [*outcomes, *extra])
        high = sum(outcome.points[1] if outcome.points else 0.0 for outcome in [*outcomes, *extra])
        points = [round(min(low, top), 2), round(min(high, top), 2)]
        if not scored:
            points = [0.0, round(top, 2)]
    return CriterionResult(
        **common,
        status=CriterionStatus.SCORED if scored else CriterionStatus.UNDETERMINED,
        level=_level(parts, scored),
        points=points,
        reason=_reason(parts, [e for e in extra if e.evidence]),
        evidence=_unique([quote for outcome in [*outcomes, *extra] for quote in outcome.evidence]) if scored else [],
        raise_by=_raise(criterion, outcomes, points),
    )


def sum_up(rubric: Rubric, results: Sequence[CriterionResult]) -> Verdict:
    """Total, its maximum and the grade, by the rubric's rules for what does not apply and for vetoes."""
    if rubric.scale != "points" or rubric.total is None:
        return Verdict(None, None, None)
    counted = [result for result in results if result.points is not None]
    reach = sum(result.max_points or 0 for result in counted)
    low = sum(result.points[0] for result in counted if result.points)
    high = sum(result.points[1] for result in counted if result.points)
    notes: list[str] = []
    if rubric.rescaling.mode == "proportional" and 0 < reach < rubric.total:
        factor = rubric.total / reach
        low, high = low * factor, high * factor
        notes.append(
            f"Có tiêu chí không áp dụng: {reach:g} điểm có thể đạt được quy đổi sang thang {rubric.total:g} điểm."
        )
        reach = rubric.total
    total = [round(low, 2), round(min(high, rubric.total), 2)]
    return Verdict(total, reach, grades_of(rubric, results, total), tuple(notes))


def grades_of(rubric: Rubric, results: Sequence[CriterionResult], total: Sequence[float]) -> list[str]:
    """Grade for the low and for the high total, each held down by the vetoes that it cannot escape."""
    by_id = {result.id: result for result in results}
    names = [grade.name for grade in rubric.grades]
    grades: list[str] = []
    for end, points in enumerate(total):
        name = next(
            grade.name for grade in rubric.grades if points >= grade.at_least - 1e-9 or grade is rubric.grades[-1]
        )
        for veto in rubric.vetoes:
            full = all(_full(by_id.get(criterion), end) for criterion in veto.needs_full)
            if not full and names.index(name) < names.index(veto.at_most):
                name = veto.at_most
        grades.append(name)
    return grades


def _full(result: CriterionResult | None, end: int) -> bool:
    if result is None or result.status is CriterionStatus.NOT_APPLICABLE:
        return True  # what does not apply cannot be held against the meeting
    return result.points is not None and result.points[end] >= (result.max_points or 0) - 1e-9


def _part(case: Case, part: Part) -> _Outcome:
    if _left_out(case, part.not_applicable):
        return _Outcome(CriterionStatus.NOT_APPLICABLE, None, None, _why_left_out(part.not_applicable))
    seen = DETECTORS[part.detector].observe(case, _plain(part))
    open_points = None if part.max is None else (0.0, part.max)
    if seen.state == "silent" and part.absence.means == "low":
        return _silence(case, part, part.absence, seen)
    if seen.state != "seen":
        return _Outcome(
            CriterionStatus.UNDETERMINED, None, open_points, seen.reason, (), part.raise_by or seen.raise_by
        )
    evidence = tuple(case.now.sight.cite(seen.paths))
    if not evidence:
        return _Outcome(CriterionStatus.UNDETERMINED, None, open_points, _NO_QUOTE, (), seen.raise_by)
    worst, best = _band(part, seen.worst), _band(part, seen.best)
    points = None
    if part.max is not None:
        points = ((worst.span or (0.0, 0.0))[0], (best.span or (0.0, part.max))[1])
    level = best.level if best is worst else f"{worst.level} – {best.level}"
    raised = (
        (part.raise_by or seen.raise_by)
        if part.bands.index(worst) or (points and points[0] < (part.max or 0))
        else None
    )
    return _Outcome(CriterionStatus.SCORED, level, points, seen.reason, evidence, raised)


def _silence(case: Case, part: Part, absence: Absence, seen: Observation) -> _Outcome:
    """Silence of minutes that were read from opening to close: both ends are cited, so it can be checked."""
    ends = [*case.now.sight.cite(_OPENING, 1), *case.now.sight.cite(_ENDING, 1)]
    open_points = None if part.max is None else (0.0, part.max)
    torn = any(reading.state != "read" for reading in case.now.record.reading)
    if len(ends) < 2 or torn:
        return _Outcome(
            CriterionStatus.UNDETERMINED, None, open_points, seen.reason, (), part.raise_by or seen.raise_by
        )
    reason = f"{seen.reason.removesuffix('.')}, dù đã đọc từ phần mở đầu đến phần kết thúc."
    return _Outcome(
        CriterionStatus.SCORED, absence.level, absence.points, reason, tuple(ends), part.raise_by or seen.raise_by
    )


def _band(part: Part, measures: object) -> Band:
    values = dict(measures) if isinstance(measures, dict) else {}
    for band in part.bands:
        if all(name in values and bound.holds(values[name]) for name, bound in band.when.items()):
            return band
    return part.bands[-1]


def _plain(part: Part) -> Params:
    return {name: value.value if isinstance(value, Figure) else value for name, value in part.params.items()}


def _left_out(case: Case, rule: NotApplicable | None) -> bool:
    if rule is None:
        return False
    if case.now.record.meeting_type in rule.meeting_types:
        return True
    checks = {
        "no_theme": not has_theme(case.now),
        "first_of_series": case.first and case.now.record.previous_resolution.total is None,
        "no_present": case.now.record.attendance.present is None,
    }
    return any(checks[condition] for condition in rule.when)


def _why_left_out(rule: NotApplicable | None) -> str:
    return rule.decision if rule else "Không áp dụng cho buổi sinh hoạt này."


def _level(parts: Sequence[tuple[Part, _Outcome]], scored: bool) -> str | None:
    if not scored:
        return None
    if len(parts) == 1:
        return parts[0][1].level
    told = [f"{_inside(part.label)}: {outcome.level}" for part, outcome in parts if outcome.level]
    return "; ".join(told)


def _reason(parts: Sequence[tuple[Part, _Outcome]], extra: Sequence[_Outcome]) -> str:
    """One sentence; parts that the minutes leave open are only named when others were judged."""
    judged = [outcome for _, outcome in parts if outcome.status is CriterionStatus.SCORED]
    if not judged:
        return _join([outcome.reason for _, outcome in parts])
    unjudged = [_inside(part.label) for part, outcome in parts if outcome.status is CriterionStatus.UNDETERMINED]
    left = [f"Chưa chấm được từ biên bản: {', '.join(unjudged)}"] if unjudged else []
    return _join([*(outcome.reason for outcome in [*judged, *extra]), *left])


def _inside(label: str) -> str:
    """A label in the middle of a sentence."""
    return label[:1].lower() + label[1:]


def _join(reasons: Sequence[str]) -> str:
    """Several reasons as one sentence."""
    rows = list(dict.fromkeys(reason.strip().removesuffix(".") for reason in reasons if reason.strip()))
    first, rest = rows[0], rows[1:]
    return "; ".join([first, *(_inside(row) for row in rest)]) + "."


def _unique(quotes: Sequence[CitedEvidence]) -> list[CitedEvidence]:
    return list({quote.path: quote for quote in quotes}.values())


def _raise(criterion: Criterion, outcomes: Sequence[_Outcome], points: list[float] | None) -> str | None:
    if points is not None and criterion.max is not None and points[0] >= criterion.max - 1e-9:
        return None
    told = list(dict.fromkeys(outcome.raise_by for outcome in outcomes if outcome.raise_by))
    return " ".join(told) or None
