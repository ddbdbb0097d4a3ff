"""One act of correcting inside an open transaction: overlay, the columns that follow from it, card and trail."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from schemas import Record, UsageError
from store import cards, corrections, saving
from store.corrections import Correction
from store.tables import RecordRow

__all__ = ["lay", "settle"]


def lay(
    session: Session,
    record_id: str,
    pointer: str,
    *,
    action: str,
    value: Any,
    who: str,
    reason: str,
    answer: str = "value",
) -> Correction:
    """``set`` the value at ``pointer`` or ``withdraw`` what was set. Raises ``KeyError`` and ``UsageError``."""
    row = session.get(RecordRow, record_id)
    if row is None:
        raise KeyError(record_id)
    record = Record.model_validate(row.body)
    before = saving.corrections_of(session, [record_id]).get(record_id, [])
    if action == "set":
        old = corrections.checked(record, pointer, value, before)
    else:
        last = next((one for one in corrections.standing(before) if one.pointer == pointer), None)
        if last is None:
            raise UsageError(f"{pointer} was not corrected", f"{pointer} chưa được sửa")
        old, value = last.new, last.old
    saving.correction(
        session,
        record_id,
        row.sha256,
        pointer,
        action=action,
        old=old,
        new=value,
        who=who,
        reason=reason,
        answer=answer,
    )
    people = settle(session, row)
    return people[-1]


def settle(session: Session, row: RecordRow) -> list[Correction]:
    """Bring a record's columns and card in step with its corrections, and hand these back."""
    record = Record.model_validate(row.body)
    people = saving.corrections_of(session, [row.record_id]).get(row.record_id, [])
    for name, content in saving.effective(record, people).items():
        setattr(row, name, content)
    session.flush()
    cards.refresh(session, [row.record_id])
    return people
