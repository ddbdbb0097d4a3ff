"""The audit trail: rows are only added, each holds the hash of the one before, so a change or a gap shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.adding import add, table
from store.packing import digest
from store.tables import AuditRow

__all__ = ["GENESIS", "chain_hash", "first_break", "write", "write_all"]

GENESIS = "0" * 64
_AUDIT = table(AuditRow)
_LAST = select(_AUDIT.c.hash).order_by(_AUDIT.c.id.desc()).limit(1)


def chain_hash(previous: str, at: datetime, *, actor: str, action: str, subject: str, details: dict[str, Any]) -> str:
    """Hash of one row: over its own content and the hash of the row before."""
    return digest([previous, at.astimezone(UTC).isoformat(), actor, action, subject, details])


def write(session: Session, actor: str, action: str, subject: str, details: dict[str, Any] | None = None) -> None:
    """Add one row to the trail inside the caller's transaction, which must be alone in writing.

    ``details`` must be JSON and hold no document text.
    """
    write_all(session, actor, action, [(subject, details or {})])


def write_all(session: Session, actor: str, action: str, acts: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """The same for one act on several subjects, each with its details."""
    session.flush()
    previous = session.execute(_LAST).scalar() or GENESIS
    rows = []
    for subject, details in acts:
        at = datetime.now(UTC)
        row_hash = chain_hash(previous, at, actor=actor, action=action, subject=subject, details=details)
        row = {"at": at, "actor": actor, "action": action, "subject": subject, "details": details}
        rows.append({**row, "previous_hash": previous, "hash": row_hash})
        previous = row_hash
    add(session, AuditRow, rows)


def first_break(rows: Iterable[AuditRow]) -> int | None:
    """The id of the first row (in order of id) that does not follow from the one before; None when all do."""
    previous = GENESIS
    for row in rows:
        expected = chain_hash(
            previous, row.at, actor=row.actor, action=row.action, subject=row.subject, details=row.details
        )
        if row.previous_hash != previous or row.hash != expected:
            return row.id
        previous = row.hash
    return None
