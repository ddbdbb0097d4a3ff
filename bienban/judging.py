"""What ``bienban judge`` does with one record: a person's level beside the machine's, with the reason."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

import quality
from bienban.archive import open_store
from bienban.i18n import Say, both
from bienban.session import tell
from bienban.settings import Settings
from bienban.tables import show_table
from flows.judged import judged_assessments
from quality.judging import ASPECTS, level_of, standing
from schemas import Assessment, CriterionResult, CriterionStatus, Judgement, UsageError
from store import Store

__all__ = ["account", "act", "override", "rubric_of", "show", "withdraw"]

NOBODY = "?"  # an account without a name, as in containers


def override(
    settings: Settings, record_id: str, criterion: str, *, level: str, reason: str | None, rater: str | None
) -> Judgement:
    """Decide ``criterion`` of a record (or of the only one whose id begins so). The machine's verdict stays as it is.

    Raises ``UsageError`` for an unknown record or criterion, a level that is none of its scale, or a missing reason.
    """
    if not (reason or "").strip():
        raise UsageError(*both("judge.no-reason"))
    with open_store(settings) as store:
        assessment = _assessment(store, record_id, settings)
        rubric = rubric_of(assessment, settings)
        value, label = level_of(rubric, criterion, level)
        row = _row(assessment, criterion)
        if row is not None and row.status is CriterionStatus.NOT_APPLICABLE:
            raise UsageError(*both("judge.not-applicable", criterion=criterion))
        made = act(assessment, criterion, "override", value=value, label=label, reason=reason or "", who=rater)
        return store.judge([made])[0]


def withdraw(settings: Settings, record_id: str, criterion: str, reason: str | None, rater: str | None) -> Judgement:
    """Let the machine's verdict on ``criterion`` stand again; the override stays in the history.

    Raises ``UsageError`` for an unknown record, and where nobody has decided the criterion."""
    with open_store(settings) as store:
        assessment = _assessment(store, record_id, settings)
        made = act(assessment, criterion, "withdraw", value=None, label=None, reason=reason or "", who=rater)
        decided = standing(store.judgements([assessment.record_id]))
        if (made.rubric_id, criterion) not in decided:
            raise UsageError(*both("judge.nothing-to-withdraw", criterion=criterion))
        return store.judge([made])[0]


def show(settings: Settings, say: Say, record_id: str, *, as_json: bool) -> None:
    """Every act about one record, oldest first, beside the machine's verdict; raises ``UsageError``.

    Blind ratings are left out: whoever is yet to rate the meeting must not see them."""
    with open_store(settings) as store:
        assessment = _assessment(store, record_id, settings)
        acts = [one for one in store.judgements([assessment.record_id]) if one.kind != "rating"]
    if as_json:
        for one in acts:
            print(one.model_dump_json())
        return
    if not acts:
        tell(say("judge.none"))
        return
    head = [say(f"judge.col-{name}") for name in ("criterion", "human", "machine", "reason", "who", "when")]
    rows = [
        [one.criterion, _level(one), _machine(assessment, one), one.reason, one.who, f"{one.at:%Y-%m-%d %H:%M}"]
        for one in acts
    ]
    show_table("", head, rows)


def rubric_of(assessment: Assessment, settings: Settings) -> quality.Rubric | None:
    """The frame of an assessment, where it is still at hand."""
    ref = assessment.rubric
    rubrics, _ = quality.frames(settings.rubric)
    return next((one for one in rubrics if ref is not None and one.id == ref.id), None)


def act(
    assessment: Assessment,
    criterion: str,
    kind: Literal["override", "withdraw", "rating"],
    *,
    value: float | None,
    label: str | None,
    reason: str,
    who: str | None,
) -> Judgement:
    """An act to be stored; the store gives it its number and its time."""
    rubric = "" if criterion in ASPECTS or assessment.rubric is None else assessment.rubric.id
    return Judgement(
        id=0, record_id=assessment.record_id, rubric_id=rubric, criterion=criterion, kind=kind, value=value,
        label=label, reason=reason.strip(), who=who or account(), at=datetime.now(UTC),
    )  # fmt: skip


def account() -> str:
    """Name of the account that the program runs under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return NOBODY


def _assessment(store: Store, record_id: str, settings: Settings) -> Assessment:
    found = [one.record_id for one in store.records() if one.record_id.startswith(record_id)]
    exact = [one for one in found if one == record_id] or found
    if len(exact) != 1:
        raise UsageError(*both("judge.unknown-record", id=record_id))
    assessments: Sequence[Assessment] = judged_assessments(store, settings.rubric, exact)
    if not assessments:
        raise UsageError(*both("judge.not-assessed"))
    return assessments[0]


def _row(assessment: Assessment, criterion: str) -> CriterionResult | None:
    return next((row for row in assessment.criteria if row.id == criterion), None)


def _level(one: Judgement) -> str:
    return "–" if one.value is None else one.label or f"{one.value:g}"


def _machine(assessment: Assessment, one: Judgement) -> str:
    if one.criterion in ASPECTS:
        level = getattr(assessment.profile.levels, one.criterion)
        return "–" if level is None else str(level)
    row = _row(assessment, one.criterion)
    if row is None:
        return "–"
    said = row.machine or row
    span = f" [{said.points[0]:g}–{said.points[1]:g}]" if said.points else ""
    return f"{said.level or '–'}{span}"
