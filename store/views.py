"""Who looked at what an identified person said of themselves: in the trail, once a day for each person and paper."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from store import audit, saving
from store.review import Actor
from store.store import Store
from store.tables import AuditRow

__all__ = ["QUIET", "note_view"]

VIEW = "self-criticism viewed"
# Acts that change nothing that is shown: what was counted before them still holds.
QUIET = (VIEW, "login", "login failed", "logout")
AGAIN = timedelta(hours=24)
LOOK_BACK = 5000  # rows of the trail


def note_view(store: Store, actor: Actor, record_id: str) -> None:
    """Write that ``actor`` saw the self-criticism of this paper with its names, where that is not noted already."""
    with store._read() as session:
        last = session.scalar(select(AuditRow.id).order_by(AuditRow.id.desc()).limit(1)) or 0
        query = select(AuditRow.id).where(
            AuditRow.id > last - LOOK_BACK,
            AuditRow.action == VIEW,
            AuditRow.actor == actor.name,
            AuditRow.subject == record_id,
            AuditRow.at > saving.now() - AGAIN,
        )
        if session.scalar(query.limit(1)) is not None:
            return
    with store._write() as session:
        audit.write(session, actor.name, VIEW, record_id)
