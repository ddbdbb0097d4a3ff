"""The desk of a reviewer: answers to values, acts on whole records, and who holds a paper. One transaction per call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schemas import Record, UsageError
from store import audit, cards, correcting, saving
from store.conflicts import ConflictError, HeldError
from store.corrections import Answer, Correction, value_at, with_corrections
from store.packing import digest
from store.review_tables import LeaseRow, ReviewRow
from store.store import Store
from store.tables import RecordRow

__all__ = ["LEASE", "Act", "Action", "Actor", "Lease", "ReviewDesk", "token_of"]

LEASE = timedelta(minutes=5)
Action = Literal["approve", "reopen", "put_aside", "take_back"]


class Actor(NamedTuple):
    """Who acts, and from which browser session (a digest; the leases are its)."""

    name: str
    session: str


class Lease(BaseModel):
    """Who has the paper open, until when."""

    model_config = ConfigDict(frozen=True)

    holder: str
    who: str
    until: datetime


class Act(BaseModel):
    """What a person did to a whole record."""

    model_config = ConfigDict(frozen=True)

    id: int
    record_id: str
    action: Action
    digest: str
    who: str
    at: datetime
    reason: str


def token_of(shown: Record, pointer: str, corrections: Sequence[Correction]) -> str:
    """What a form carries of the value it shows: a save is refused when it is no longer this one.

    ``shown`` is the record with ``corrections`` laid over it.
    """
    body = shown.model_dump(mode="json", by_alias=True)
    touching = [one.id for one in corrections if _touches(one.pointer, pointer)]
    return f"{max(touching, default=0)}-{digest(value_at(body, pointer))[:16]}"


def _touches(one: str, other: str) -> bool:
    return one == other or one.startswith(other + "/") or other.startswith(one + "/")


class ReviewDesk:
    """What people say about records. Every method that writes is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # values ----------------------------------------------------------------------------------------------------

    def answer(
        self,
        record_id: str,
        pointer: str,
        value: Any,
        *,
        actor: Actor,
        answer: Answer = "value",
        token: str | None = None,
        reason: str = "",
    ) -> Correction:
        """Lay a person's answer over the value at ``pointer``.

        ``confirmed`` lets what stands there stand, ``unreadable`` and ``absent`` make it unknown (an empty list where
        it is one). Raises ``KeyError``, ``UsageError`` for a pointer or value that does not fit, ``ConflictError``
        when ``token`` no longer fits, ``HeldError`` while someone else holds the paper.
        """
        with self._store._write() as session:
            self._check_lease(session, record_id, actor)
            shown, people = self._shown(session, record_id)
            try:
                now = value_at(shown.model_dump(mode="json", by_alias=True), pointer)
            except KeyError:
                raise UsageError(f"There is no value at {pointer}", f"Không có giá trị nào tại {pointer}") from None
            if token is not None and token != token_of(shown, pointer, people):
                last = next((one.who for one in reversed(people) if _touches(one.pointer, pointer)), "")
                raise ConflictError(current=now, who=last)
            if answer == "confirmed":
                value = now
            elif answer in ("unreadable", "absent"):
                value = [] if isinstance(now, list) else None
            done = correcting.lay(
                session, record_id, pointer, action="set", value=value, who=actor.name, reason=reason, answer=answer
            )
            self._take(session, record_id, actor)
            return done

    def withdraw(self, record_id: str, pointer: str, *, actor: Actor, reason: str = "") -> Correction:
        """Let the machine's value stand again. Raises as ``answer``."""
        with self._store._write() as session:
            self._check_lease(session, record_id, actor)
            done = correcting.lay(
                session, record_id, pointer, action="withdraw", value=None, who=actor.name, reason=reason
            )
            self._take(session, record_id, actor)
            return done

    # whole records ---------------------------------------------------------------------------------------------

    def act(self, record_id: str, action: Action, *, actor: Actor, reason: str = "", digest: str | None = None) -> Act:
        """Approve, reopen, put aside or take back. ``digest``: of the record as the person saw it.

        Raises ``KeyError``, ``HeldError``, and ``ConflictError`` when the record is no longer the one that was seen.
        """
        with self._store._write() as session:
            self._check_lease(session, record_id, actor)
            row = session.get(RecordRow, record_id)
            if row is None:
                raise KeyError(record_id)
            if digest is not None and digest != row.digest:
                raise ConflictError(
                    "The record was changed after you opened the page. Look at it again, then approve.",
                    "Văn bản đã thay đổi sau khi bạn mở trang. Hãy xem lại rồi duyệt.",
                )
            added = ReviewRow(
                record_id=record_id,
                sha256=row.sha256,
                action=action,
                digest=row.digest,
                who=actor.name,
                at=saving.now(),
                reason=reason,
            )
            session.add(added)
            audit.write(session, actor.name, f"review {action}", record_id, {"digest": row.digest})
            cards.refresh(session, [record_id])
            if action in ("approve", "put_aside"):
                session.execute(delete(LeaseRow).where(LeaseRow.record_id == record_id))
            return Act.model_validate(added, from_attributes=True)

    def acts(self, record_id: str) -> list[Act]:
        """What was done to the record as a whole, oldest first."""
        with self._store._read() as session:
            rows = session.scalars(select(ReviewRow).where(ReviewRow.record_id == record_id).order_by(ReviewRow.id))
            return [Act.model_validate(row, from_attributes=True) for row in rows]

    def digest(self, record_id: str) -> str:
        """That of the record with its corrections; what is approved is approved with it. Raises ``KeyError``."""
        with self._store._read() as session:
            found = session.scalar(select(RecordRow.digest).where(RecordRow.record_id == record_id))
        if found is None:
            raise KeyError(record_id)
        return found

    # leases ----------------------------------------------------------------------------------------------------

    def open(self, record_id: str, actor: Actor, *, take_over: bool = False) -> Lease:
        """Hold the paper for ``actor`` if it is free (or theirs, or ``take_over``); the lease that stands now."""
        with self._store._write() as session:
            held = self._holder(session, record_id)
            if held is not None and held.holder != actor.session:
                if not take_over:
                    return held
                audit.write(session, actor.name, "lease taken over", record_id, {"from": held.who})
            return self._take(session, record_id, actor)

    def release(self, record_id: str, actor: Actor) -> None:
        """Give the paper back, where it is theirs."""
        with self._store._write() as session:
            mine = (LeaseRow.record_id == record_id, LeaseRow.holder == actor.session)
            session.execute(delete(LeaseRow).where(*mine))

    def _holder(self, session: Session, record_id: str) -> Lease | None:
        row = session.get(LeaseRow, record_id)
        if row is None or row.until <= datetime.now(UTC):
            return None
        return Lease(holder=row.holder, who=row.who, until=row.until)

    def _check_lease(self, session: Session, record_id: str, actor: Actor) -> None:
        held = self._holder(session, record_id)
        if held is not None and held.holder != actor.session:
            raise HeldError(who=held.who, until=held.until)

    def _take(self, session: Session, record_id: str, actor: Actor) -> Lease:
        until = datetime.now(UTC) + LEASE
        row = session.get(LeaseRow, record_id)
        if row is None:
            session.add(LeaseRow(record_id=record_id, holder=actor.session, who=actor.name, until=until))
        else:
            row.holder, row.who, row.until = actor.session, actor.name, until
        session.flush()
        return Lease(holder=actor.session, who=actor.name, until=until)

    def _shown(self, session: Session, record_id: str) -> tuple[Record, list[Correction]]:
        row = session.get(RecordRow, record_id)
        if row is None:
            raise KeyError(record_id)
        people = saving.corrections_of(session, [record_id]).get(record_id, [])
        return with_corrections(Record.model_validate(row.body), people), people
