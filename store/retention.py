"""What the archive holds by the year of the papers, and which originals are older than a term."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from store.review_tables import UploadRow
from store.tables import OriginalRow, RecordRow

if TYPE_CHECKING:
    from store.store import Store

__all__ = ["KeptYear", "RefusedUpload", "kept_years", "past_term", "refused_uploads"]


class KeptYear(NamedTuple):
    """``year`` of the papers ("" where unknown): how many originals, papers, and bytes of the originals."""

    year: str
    originals: int
    papers: int
    size: int


class RefusedUpload(NamedTuple):
    """``id`` names its folder in ``uploads/``."""

    id: str
    sha256: str
    size: int
    at: datetime


_TIME = func.coalesce(RecordRow.held_on, RecordRow.period, "")


def kept_years(store: Store) -> list[KeptYear]:
    """By year, oldest first; an original with papers of several years counts in the last of them."""
    last = (
        select(RecordRow.sha256, func.max(func.substr(_TIME, 1, 4)).label("year"), func.count().label("papers"))
        .group_by(RecordRow.sha256)
        .subquery()
    )
    year = func.coalesce(last.c.year, "").label("year")
    query = (
        select(year, func.count(), func.coalesce(func.sum(last.c.papers), 0), func.sum(OriginalRow.size))
        .select_from(OriginalRow)
        .outerjoin(last, last.c.sha256 == OriginalRow.sha256)
        .group_by(year)
        .order_by(year)
    )
    with store._read() as session:
        return [
            KeptYear(str(one), int(count), int(papers), int(size))
            for one, count, papers, size in session.execute(query)
        ]


def past_term(store: Store, before: str) -> list[str]:
    """Originals (SHA-256) whose papers all have a date, and all before the ISO day ``before``."""
    query = (
        select(RecordRow.sha256)
        .group_by(RecordRow.sha256)
        .having(func.min(_TIME) != "", func.max(_TIME) < before)
        .order_by(RecordRow.sha256)
    )
    with store._read() as session:
        return list(session.scalars(query))


def refused_uploads(store: Store) -> list[RefusedUpload]:
    """Files that a browser handed in and that could not be read, oldest first."""
    query = (
        select(UploadRow.id, UploadRow.sha256, UploadRow.size, UploadRow.at)
        .where(UploadRow.state == "refused", UploadRow.sha256.is_not(None))
        .order_by(UploadRow.at, UploadRow.id)
    )
    with store._read() as session:
        return [RefusedUpload(one, sha256 or "", size, at) for one, sha256, size, at in session.execute(query)]
