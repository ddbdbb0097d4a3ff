"""How people say a document falls into units: kept as they said it, never changed, the last one counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schemas import Layout, Record
from store import audit, carrying, correcting, saving
from store.carrying import Moved, Parts
from store.conflicts import ConflictError
from store.corrections import Correction
from store.review import Actor, ReviewDesk
from store.review_tables import LayoutRow
from store.store import Store
from store.tables import DocumentRow, RecordRow

__all__ = ["LayoutAct", "Layouts", "layout_ids", "outdated"]


class LayoutAct(BaseModel):
    """One act of laying a document out. ``layout``: None gave it back to the machine."""

    model_config = ConfigDict(frozen=True)

    id: int
    sha256: str
    layout: Layout | None
    who: str
    at: datetime
    reason: str


class Layouts:
    """Keeps layouts. Every method that writes is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def history(self, sha256: str) -> list[LayoutAct]:
        """What people said of this document, oldest first."""
        with self._store._read() as session:
            rows = session.scalars(select(LayoutRow).where(LayoutRow.sha256 == sha256).order_by(LayoutRow.id))
            return [_act(row) for row in rows]

    def of(self, sha256: str) -> tuple[int, Layout | None]:
        """The layout in force with its id; 0 and None where nobody said anything."""
        with self._store._read() as session:
            row = session.scalar(
                select(LayoutRow).where(LayoutRow.sha256 == sha256).order_by(LayoutRow.id.desc()).limit(1)
            )
            return (0, None) if row is None else (row.id, _act(row).layout)

    def waiting(self) -> list[str]:
        """Documents whose records do not follow the last layout yet."""
        with self._store._read() as session:
            last = select(func.max(LayoutRow.id)).where(LayoutRow.sha256 == DocumentRow.sha256).scalar_subquery()
            return list(session.scalars(select(DocumentRow.sha256).where(DocumentRow.layout != last)))

    def save(
        self,
        sha256: str,
        layout: Layout | None,
        *,
        seen: int,
        touched: Collection[str],
        before: Parts,
        after: Parts,
        actor: Actor,
        reason: str = "",
    ) -> int:
        """Keep a layout and let corrections follow it; its id. The records follow when the document is understood
        again.

        ``seen``: id of the layout that the person saw, ``touched``: records whose unit changes, ``before`` and
        ``after``: what each holds. Raises ``ConflictError`` when somebody laid the document out in the meantime,
        ``HeldError`` while someone else has one of these papers open.
        """
        desk = ReviewDesk(self._store)
        with self._store._write() as session:
            last = layout_ids(session, sha256).get(sha256, 0)
            if last != seen:
                row = session.get(LayoutRow, last)
                raise outdated(row.who if row else "")
            for record_id in sorted(touched):
                desk._check_lease(session, record_id, actor)
            plan = {} if layout is None else layout.model_dump(mode="json", by_alias=True)
            row = LayoutRow(sha256=sha256, plan=plan, who=actor.name, at=saving.now(), reason=reason)
            session.add(row)
            session.flush()
            moved = _carry(session, sha256, before, after, actor.name)
            details = {"layout": row.id, "units": len(after.held), "corrections moved": len(moved)}
            audit.write(session, actor.name, "laid out", sha256, details)
            return row.id

    # corrections that lost their place -------------------------------------------------------------------------

    def displaced(self, sha256: str) -> list[Correction]:
        """Corrections of this document that wait for a person to place or drop them."""
        with self._store._read() as session:
            people = saving.corrections_of_document(session, sha256)
        return carrying.displaced(one for several in people.values() for one in several)

    def place(self, correction_id: int, record_id: str, *, actor: Actor) -> None:
        """Lay a displaced correction over the same value of ``record_id``. Raises ``KeyError`` where it does not wait,
        ``UsageError`` where it does not fit, ``HeldError`` while someone else has that paper open."""
        with self._store._write() as session:
            ReviewDesk(self._store)._check_lease(session, record_id, actor)
            one = self._waiting(session, record_id, correction_id)
            self._settle(session, one, actor, "placed")
            correcting.lay(
                session,
                record_id,
                one.pointer,
                action="set",
                value=one.new,
                who=actor.name,
                reason=one.reason,
                answer=one.answer,
            )

    def drop(self, correction_id: int, record_id: str, *, actor: Actor) -> None:
        """Let a displaced correction go; its rows stay. ``record_id``: any record of the same document."""
        with self._store._write() as session:
            self._settle(session, self._waiting(session, record_id, correction_id), actor, "dropped")

    def _waiting(self, session: Session, record_id: str, correction_id: int) -> Correction:
        row = session.get(RecordRow, record_id)
        people = saving.corrections_of_document(session, row.sha256) if row else {}
        for one in carrying.displaced(one for several in people.values() for one in several):
            if one.id == correction_id:
                return one
        raise KeyError(correction_id)

    def _settle(self, session: Session, one: Correction, actor: Actor, how: str) -> None:
        sha256 = saving.document_of(session, one.id)
        saving.correction(
            session,
            one.record_id,
            sha256,
            one.pointer,
            action="withdraw",
            old=one.new,
            new=one.old,
            who=actor.name,
            reason=how,
        )


def outdated(who: str) -> ConflictError:
    """What somebody is told who looked at an earlier layout; ``who`` made the last one."""
    return ConflictError(
        "Somebody laid this document out anew after you opened the page. Look at it again.",
        "Có người đã sắp xếp lại tài liệu này sau khi bạn mở trang. Hãy xem lại rồi làm tiếp.",
        who=who,
    )


def layout_ids(session: Session, sha256: str | None = None) -> dict[str, int]:
    """Id of the last layout of each document that has any."""
    query = select(LayoutRow.sha256, func.max(LayoutRow.id)).group_by(LayoutRow.sha256)
    if sha256 is not None:
        query = query.where(LayoutRow.sha256 == sha256)
    return {sha: last for sha, last in session.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def _act(row: LayoutRow) -> LayoutAct:
    layout = Layout.model_validate(row.plan) if row.plan else None
    return LayoutAct(id=row.id, sha256=row.sha256, layout=layout, who=row.who, at=row.at, reason=row.reason)


def _carry(session: Session, sha256: str, before: Parts, after: Parts, who: str) -> list[Moved]:
    rows = {row.record_id: row for row in session.scalars(select(RecordRow).where(RecordRow.sha256 == sha256))}
    machine = {record_id: Record.model_validate(row.body) for record_id, row in rows.items()}
    people = saving.corrections_of_document(session, sha256)
    found = carrying.moves(before, after, machine, people)
    for correction, to in found:
        where = (sha256, correction.pointer)
        if to != correction.record_id:
            saving.correction(
                session,
                correction.record_id,
                *where,
                action="displace" if to is None else "withdraw",
                old=correction.new,
                new=correction.old,
                who=who,
                reason="",
            )
        if to is not None:  # the value is still the word of the person who gave it
            saving.correction(
                session,
                to,
                *where,
                action="set",
                old=correction.old,
                new=correction.new,
                who=correction.who,
                reason=correction.reason,
                answer=correction.answer,
            )
    session.flush()
    for record_id in {one.correction.record_id for one in found} | {one.to for one in found if one.to}:
        if record_id in rows:
            correcting.settle(session, rows[record_id])
    return found
