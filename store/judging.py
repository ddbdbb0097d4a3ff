"""What people judge, and what the machine said before: functions over a session.

Nothing here is ever changed or deleted: a withdrawn override is one more act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from schemas import Assessment, Judgement
from store import audit
from store.tables import AssessmentRow, CellRow, JudgementRow, PastAssessmentRow, RecordRow

__all__ = ["acts", "keep_replaced", "past", "write"]


def write(session: Session, judged: Sequence[Judgement]) -> list[Judgement]:
    """Add acts; ``id`` and ``at`` of those given are not read, the ones they got are handed back. The trail holds that
    a criterion was judged and by whom, not how. Raises ``KeyError`` for a record that is not there."""
    rows = []
    for act in judged:
        if session.get(RecordRow, act.record_id) is None:
            raise KeyError(act.record_id)
        row = JudgementRow(**act.model_dump(exclude={"id", "at"}), at=datetime.now(UTC))
        session.add(row)
        rows.append(row)
        where = {"rubric": act.rubric_id, "criterion": act.criterion}
        audit.write(session, act.who, f"judgement {act.kind}", act.record_id, where)
    session.flush()
    return [Judgement.model_validate(row, from_attributes=True) for row in rows]


def acts(session: Session, record_ids: Sequence[str] | None) -> list[Judgement]:
    """Every act, oldest first: of all records, or of some."""
    query: Select[JudgementRow] = select(JudgementRow).order_by(JudgementRow.id)
    if record_ids is not None:
        query = query.where(JudgementRow.record_id.in_(record_ids))
    return [Judgement.model_validate(row, from_attributes=True) for row in session.scalars(query)]


def past(session: Session, record_id: str) -> list[tuple[str, Assessment]]:
    """The assessments of a record that others replaced, oldest first, each with the version that made it."""
    query = select(PastAssessmentRow).where(PastAssessmentRow.record_id == record_id).order_by(PastAssessmentRow.id)
    return [(row.assess_version, Assessment.model_validate(row.body)) for row in session.scalars(query)]


def keep_replaced(session: Session, cell: str, members: Iterable[str], coming: Sequence[Assessment]) -> None:
    """Put by the assessments of ``members`` (ids) that are not among those ``coming``, before they are deleted."""
    same = {(one.record_id, _frame(one)): one for one in coming}
    before = session.get(CellRow, cell)
    moment = datetime.now(UTC)
    for row in session.scalars(select(AssessmentRow).where(AssessmentRow.record_id.in_(list(members)))):
        if same.get((row.record_id, (row.rubric_id, row.rubric_version))) == Assessment.model_validate(row.body):
            continue
        kept = {
            name: getattr(row, name)
            for name in (
                "record_id", "rubric_id", "rubric_version", "total_low", "total_high", "max_total", "grade_low",
                "grade_high", "body", "assessed_at",
            )
        }  # fmt: skip
        session.add(
            PastAssessmentRow(**kept, assess_version=before.assess_version if before else "", replaced_at=moment)
        )


def _frame(assessment: Assessment) -> tuple[str, str]:
    return (assessment.rubric.id, assessment.rubric.version) if assessment.rubric else ("", "")
