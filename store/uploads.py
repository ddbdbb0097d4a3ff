"""Files that a browser handed in: what became of each."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select, update

from store import saving
from store.review_tables import UploadRow
from store.store import Store

__all__ = ["Upload", "UploadState", "Uploads"]

UploadState = Literal["waiting", "reading", "done", "duplicate", "refused"]


class Upload(BaseModel):
    """One file; ``step`` is the stage that it is in: kept, read, understand, load, assess, done."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    name: str
    sha256: str | None
    size: int
    state: UploadState
    step: str
    page: int | None
    reason_en: str
    reason_vi: str
    who: str
    at: datetime


class Uploads:
    """The list of files handed in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        name: str,
        size: int,
        *,
        who: str,
        sha256: str | None = None,
        state: UploadState = "waiting",
        reason: tuple[str, str] = ("", ""),
    ) -> Upload:
        """Note a file that came in; ``reason`` in English and Vietnamese where it is refused or known."""
        row = UploadRow(
            id=uuid.uuid4().hex,
            name=name,
            sha256=sha256,
            size=size,
            state=state,
            step="kept",
            page=None,
            reason_en=reason[0],
            reason_vi=reason[1],
            who=who,
            at=saving.now(),
        )
        with self._store._write() as session:
            session.add(row)
            session.flush()
            return Upload.model_validate(row)

    def note(self, upload_id: str, **values: Any) -> None:
        """Change what is known of one file."""
        with self._store._write() as session:
            session.execute(update(UploadRow).where(UploadRow.id == upload_id).values(**values))

    def get(self, upload_id: str) -> Upload:
        """One file; raises ``KeyError``."""
        with self._store._read() as session:
            row = session.get(UploadRow, upload_id)
            if row is None:
                raise KeyError(upload_id)
            return Upload.model_validate(row)

    def latest(self, limit: int = 50) -> list[Upload]:
        """The last files handed in, newest first."""
        with self._store._read() as session:
            rows = session.scalars(select(UploadRow).order_by(UploadRow.at.desc(), UploadRow.id).limit(limit))
            return [Upload.model_validate(row) for row in rows]

    def unfinished(self) -> list[Upload]:
        """Files that still wait or were being read when the program ended, oldest first."""
        with self._store._read() as session:
            query = select(UploadRow).where(UploadRow.state.in_(["waiting", "reading"])).order_by(UploadRow.at)
            return [Upload.model_validate(row) for row in session.scalars(query)]
