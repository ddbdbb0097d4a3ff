"""What people decide, laid beside what the machine said. Pure: the machine's assessment is never altered in its place.

A criterion that a person has decided has the status ``human`` and the person's points; the machine's verdict stands in
``machine``, its quotes stay. The total is summed anew, ``machine_total`` keeps the machine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quality.rubric import Criterion, Rubric
from quality.scoring import sum_up
from schemas import (
    Assessment,
    CriterionResult,
    CriterionStatus,
    Judgement,
    MachineVerdict,
    ProfileLevels,
    UsageError,
)

__all__ = ["ASPECTS", "CONFORMITY", "laid_over", "level_of", "scale_of", "standing", "with_judgements"]

ASPECTS: tuple[str, ...] = tuple(ProfileLevels.model_fields)
_TOP = 3  # of an aspect
CONFORMITY = ("chưa đạt", "đạt một phần", "đạt")  # of a criterion without points that only a person can judge


def scale_of(rubric: Rubric | None, criterion: str) -> tuple[float, tuple[str, ...]] | None:
    """The top of the scale by which ``criterion`` is judged, and the names of its levels, lowest first (none where it
    has points, or is an aspect: 0 to 3). None where there is no such criterion."""
    if criterion in ASPECTS:
        return _TOP, ()
    row = _criterion(rubric, criterion)
    if row is None:
        return None
    if row.max is not None:
        return row.max, ()
    names = [band.level for band in reversed(row.parts[0].bands)] if len(row.parts) == 1 else []
    known = tuple(dict.fromkeys(names)) if len(set(names)) > 1 else CONFORMITY
    return len(known) - 1, known


def level_of(rubric: Rubric | None, criterion: str, told: str) -> tuple[float, str | None]:
    """The value and the name of the level that a person wrote; raises ``UsageError`` where it is none of the scale."""
    scale = scale_of(rubric, criterion)
    if scale is None:
        known = ", ".join([*(row.id for row in (rubric.criteria if rubric else ())), *ASPECTS])
        raise UsageError(
            f"there is no criterion {criterion!r}; there are: {known}",
            f"không có tiêu chí {criterion!r}; hiện có: {known}",
        )
    top, names = scale
    plain = told.strip().casefold()
    if plain in (name.casefold() for name in names):
        at = next(at for at, name in enumerate(names) if name.casefold() == plain)
        return float(at), names[at]
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        value = -1.0
    whole = criterion in ASPECTS or bool(names)
    if not 0 <= value <= top or (whole and not value.is_integer()):
        words = f" ({', '.join(names)})" if names else ""
        raise UsageError(
            f"the level of {criterion} goes from 0 to {top:g}{words}, not {told!r}",
            f"mức của {criterion} từ 0 đến {top:g}{words}, không phải {told!r}",
        )
    return value, names[int(value)] if names else None


def standing(acts: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The overrides of one record that stand, by rubric id and criterion: the last act of each counts."""
    last = {(act.rubric_id, act.criterion): act for act in sorted(acts, key=_order) if act.kind != "rating"}
    return {key: act for key, act in last.items() if act.kind == "override" and act.value is not None}


def with_judgements(assessment: Assessment, acts: Iterable[Judgement], rubrics: Sequence[Rubric]) -> Assessment:
    """``assessment`` with the overrides of its record laid over it (``acts``: every act about that record)."""
    decided = standing(acts)
    if not decided:
        return assessment
    ref = assessment.rubric
    rubric = next((one for one in rubrics if ref is not None and one.id == ref.id), None)
    notes = list(assessment.notes)
    rows = []
    for row in assessment.criteria:
        act = decided.get((ref.id if ref else "", row.id))
        if act is None or row.status is CriterionStatus.NOT_APPLICABLE:
            rows.append(row)
        elif row.max_points is not None and (act.value or 0) > row.max_points + 1e-9:
            notes.append(f"Mức do người chấm ở tiêu chí {row.id} không còn hợp với khung hiện hành, cần chấm lại.")
            rows.append(row)
        else:
            rows.append(_decided(row, act))
    changed = rows != assessment.criteria
    update: dict[str, object] = {"criteria": rows, "notes": notes, "profile": _profile(assessment, decided)}
    if changed and rubric is not None:
        verdict = sum_up(rubric, rows)
        update |= {"total": verdict.total, "grade": verdict.grade, "machine_total": assessment.total}
    elif changed:
        notes.append("Khung tiêu chí đã chấm không còn ở máy này nên tổng điểm vẫn là của máy.")
    return assessment.model_copy(update=update)


def laid_over(
    assessments: Sequence[Assessment], acts: Iterable[Judgement], rubrics: Sequence[Rubric]
) -> list[Assessment]:
    """``assessments`` of any records, each with the acts about its record laid over it."""
    by_record: dict[str, list[Judgement]] = {}
    for act in acts:
        by_record.setdefault(act.record_id, []).append(act)
    return [with_judgements(one, by_record.get(one.record_id, ()), rubrics) for one in assessments]


def _decided(row: CriterionResult, act: Judgement) -> CriterionResult:
    value = act.value or 0.0
    has_points = row.max_points is not None
    level = act.label or (f"{value:g} điểm" if has_points else f"{value:g}")
    said = row.level or {"undetermined": "chưa xác định"}.get(row.status.value, row.status.value)
    span = f", {row.points[0]:g}–{row.points[1]:g} điểm" if row.points else ""
    why = act.reason.strip().removesuffix(".")
    return row.model_copy(
        update={
            "status": CriterionStatus.HUMAN,
            "level": level,
            "points": [value, value] if has_points else None,
            "reason": f"Người có trách nhiệm chấm ngày {act.at:%d/%m/%Y}: {why}; máy: {said}{span}.",
            "raise_by": None,
            "machine": MachineVerdict(status=row.status, level=row.level, points=row.points, reason=row.reason),
        }
    )


def _profile(assessment: Assessment, decided: dict[tuple[str, str], Judgement]) -> object:
    levels = {name: int(decided["", name].value or 0) for name in ASPECTS if ("", name) in decided}
    if not levels:
        return assessment.profile
    return assessment.profile.model_copy(update={"human_levels": ProfileLevels.model_validate(levels)})


def _criterion(rubric: Rubric | None, name: str) -> Criterion | None:
    return next((row for row in (rubric.criteria if rubric else ()) if row.id == name), None)


def _order(act: Judgement) -> tuple[object, int]:
    return act.at, act.id
