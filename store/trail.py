"""Looking whether the audit trail was tampered with: the first row that does not fit, and in what way."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit
from store.store import Store
from store.tables import AuditRow

__all__ = ["Break", "Trail", "verify_trail"]

MANY = 500  # rows held at once


class Break(NamedTuple):
    """The first row that does not fit.

    ``changed``: its content is not the one it was written with. ``removed``: the row before it is gone. ``moved``: it
    does not stand where it was written, or was put in. ``cut``: the row that was noted as the last one is gone.
    """

    row: int | None  # None where it is a row that is no longer there
    kind: Literal["changed", "removed", "moved", "cut"]


class Trail(NamedTuple):
    """Rows looked at, the hash of the last one (note it elsewhere: only so the end can be proved), the first break."""

    rows: int
    head: str
    first: Break | None


def verify_trail(store: Store, expected: str | None = None) -> Trail:
    """Look at every row. ``expected``: a hash that was the last one once, so that a cut-off end shows."""
    count, head, seen = 0, audit.GENESIS, expected is None
    with store._read() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=MANY))
        first = None
        for row in rows:
            count += 1
            if first is None:
                first = _break(session, row, head)
            head = row.hash
            seen = seen or row.hash == expected
    if first is None and not seen:
        first = Break(None, "cut")
    return Trail(count, head, first)


def _break(session: Session, row: AuditRow, before: str) -> Break | None:
    """How ``row`` does not follow from the one with the hash ``before``; None when it does."""
    own = audit.chain_hash(
        row.previous_hash, row.at, actor=row.actor, action=row.action, subject=row.subject, details=row.details
    )
    if row.hash != own:
        return Break(row.id, "changed")
    if row.previous_hash == before:
        return None
    # It is linked to another row: one that stands elsewhere (this one was moved), or one that is gone.
    other = session.scalar(select(AuditRow.id).where(AuditRow.hash == row.previous_hash))
    return Break(row.id, "removed" if other is None and row.previous_hash != audit.GENESIS else "moved")
