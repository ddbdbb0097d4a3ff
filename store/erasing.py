"""Taking a document out of the archive for good, on a lawful request. A tombstone stays, without a name."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, inspect, or_, select

from store import audit, saving
from store.errors import translated
from store.review_tables import UploadRow
from store.tables import Base, CorrectionRow, OriginalRow, RecordRow, StepRow, TombstoneRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from store.store import Store

__all__ = ["erase", "found_by"]

_KEPT = {"audit", "tombstones"}


def found_by(store: Store, beginning: str) -> list[str]:
    """Originals whose SHA-256, or one of whose record ids, begins so; also files handed in that could not be read."""
    like = beginning.replace("%", "").replace("_", "") + "%"
    with store._read() as session:
        query = select(OriginalRow.sha256).where(OriginalRow.sha256.like(like))
        of_records = select(RecordRow.sha256).where(RecordRow.record_id.like(like))
        handed_in = select(UploadRow.sha256).where(UploadRow.sha256.like(like))
        found = {*session.scalars(query), *session.scalars(of_records), *session.scalars(handed_in)}
        return sorted(one for one in found if one)


def erase(store: Store, sha256: str, who: str, reason: str) -> dict[str, int]:
    """Delete every row that hangs on an original, and its bytes; how many rows of which table went.

    Also for a file that was handed in and refused, whose bytes the caller deletes: there is no original of it.

    The tombstone and the trail hold the SHA-256, the account, the reason given and the counts; nothing of the paper.
    Raises ``KeyError`` for an unknown one. When the process is killed in between, calling again finishes it.
    """
    gone: dict[str, int] = {}
    with store._write() as session:
        row = session.get(OriginalRow, sha256)
        stone = session.get(TombstoneRow, sha256)
        handed_in = session.scalar(select(UploadRow.id).where(UploadRow.sha256 == sha256).limit(1))
        if row is None and stone is None and handed_in is None:
            raise KeyError(sha256)
        extension = row.extension if row is not None else stone.extension if stone is not None else ""
        if row is not None or handed_in is not None:
            ids = list(session.scalars(select(RecordRow.record_id).where(RecordRow.sha256 == sha256)))
            ids += session.scalars(select(CorrectionRow.record_id).where(CorrectionRow.sha256 == sha256))
            gone = _rows(session, sha256, sorted(set(ids)))
            if stone is None:
                session.add(
                    TombstoneRow(sha256=sha256, extension=extension, who=who, at=saving.now(), reason=reason, gone=gone)
                )
            audit.write(session, who, "erased", sha256, {"rows": gone})
    if extension:
        store.files.discard(sha256, extension)
    if store._engine.dialect.name == "sqlite" and gone:
        _write_anew(store)
    return gone


def _write_anew(store: Store) -> None:
    """Deleted rows stay legible in free pages, in the log and in the index of words until these are written anew."""
    has_index = inspect(store._engine).has_table("search")
    with translated(), closing(store._engine.raw_connection()) as connection:
        cursor = connection.cursor()  # no transaction: VACUUM allows none
        if has_index:
            cursor.execute("INSERT INTO search(search) VALUES ('optimize')")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(session: Session, sha256: str, ids: list[str]) -> dict[str, int]:
    gone: dict[str, int] = {}
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in _KEPT:
            continue
        named = []
        if "sha256" in table.c:
            named.append(table.c.sha256 == sha256)
        if "record_id" in table.c and ids:
            named.append(table.c.record_id.in_(ids))
        if table is StepRow.__table__:
            named.append(table.c.subject == sha256)
        if named:
            count = cast("CursorResult[Any]", session.execute(delete(table).where(or_(*named)))).rowcount
            if count > 0:
                gone[table.name] = count
    return gone
