"""Whether an archive is whole: schema, rows against their digests, trail, originals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from schemas import StoreError
from store import audit
from store.database import HEAD, revision
from store.files import Files
from store.packing import digest, unpack_page
from store.tables import AuditRow, DocumentRow, OriginalRow, PageRow, RecordRow

__all__ = ["CHECKS", "Checked", "check_archive"]

CHECKS = ("schema", "structure", "counts", "pages", "records", "trail", "originals")
MANY = 500  # rows held at once


class Checked(NamedTuple):
    """One thing looked at: how many, and which of them (ids, at most ten) are not as they should be."""

    what: str
    looked_at: int
    wrong: int
    which: tuple[str, ...]


def check_archive(session: Session, files: Files, *, content: bool) -> Iterator[Checked]:
    """All checks, in the order of ``CHECKS``. ``content``: read every original and compare its hash; else its size."""
    connection = session.connection()
    found = revision(connection)
    yield _checked("schema", 1, [] if found == HEAD else [str(found)])
    yield _checked("structure", 1, _structure(connection))
    documents = session.scalar(select(func.count()).select_from(DocumentRow)) or 0
    yield _checked("counts", documents, _miscounted(session))
    yield _pages(session)
    yield _records(session)
    trail = session.scalar(select(func.count()).select_from(AuditRow)) or 0
    rows = session.scalars(select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=MANY))
    broken = audit.first_break(rows)
    yield _checked("trail", trail, [] if broken is None else [str(broken)])
    yield _originals(session, files, content=content)


def _checked(what: str, looked_at: int, wrong: list[str]) -> Checked:
    return Checked(what, looked_at, len(wrong), tuple(wrong[:10]))


def _structure(connection: Connection) -> list[str]:
    """What the database itself finds wrong. PostgreSQL checks its keys whenever it writes, and its pages itself."""
    if connection.dialect.name != "sqlite":
        return []
    said = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    return said + [f"{row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]


def _miscounted(session: Session) -> list[str]:
    pages = select(func.count()).where(PageRow.sha256 == DocumentRow.sha256).scalar_subquery()
    records = select(func.count()).where(RecordRow.sha256 == DocumentRow.sha256).scalar_subquery()
    wrong = (DocumentRow.page_count != pages) | (DocumentRow.record_count != records)
    return [sha256[:12] for sha256 in session.scalars(select(DocumentRow.sha256).where(wrong))]


def _pages(session: Session) -> Checked:
    total, wrong = 0, []
    query = select(PageRow.sha256, PageRow.number, PageRow.content).execution_options(yield_per=MANY)
    for sha256, number, content in session.execute(query):
        total += 1
        try:
            ok = unpack_page(content).number == number
        except Exception:
            ok = False
        if not ok:
            wrong.append(f"{sha256[:12]}/{number}")
    return _checked("pages", total, wrong)


def _records(session: Session) -> Checked:
    total, wrong = 0, []
    query = select(RecordRow.record_id, RecordRow.body, RecordRow.body_digest).execution_options(yield_per=MANY)
    for record_id, body, expected in session.execute(query):
        total += 1
        if digest(body) != expected:
            wrong.append(record_id)
    return _checked("records", total, wrong)


def _originals(session: Session, files: Files, *, content: bool) -> Checked:
    total, wrong = 0, []
    for row in session.scalars(select(OriginalRow).order_by(OriginalRow.sha256)).all():
        total += 1
        try:
            ok = files.size(row.sha256, row.extension) == row.size
            ok = ok and not (content and files.digest(row.sha256, row.extension) != row.sha256)
        except StoreError as error:
            if error.code != StoreError.code:
                raise  # the place is away: that says nothing of what lies there
            ok = False
        if not ok:
            wrong.append(row.sha256[:12])
    return _checked("originals", total, wrong)
