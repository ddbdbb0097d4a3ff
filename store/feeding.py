"""Reading the archive in batches, for a feed that must not hold it in memory; bodies leave as text, unparsed.

Parsing a million records into objects would take longer than all else, so what is read here is as plain as it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, func, select

from store import audit, saving
from store.reading import current
from store.tables import AssessmentRow, DocumentRow, OriginalRow, PageRow, RecordRow

if TYPE_CHECKING:
    from store.store import Store

__all__ = ["CellLine", "DocumentLine", "FeedRow", "cell_lines", "document_lines", "in_batches", "note_audit", "raw"]


@dataclass(frozen=True, slots=True)
class CellLine:
    """One wording of a cell's name with its superior: how many papers, from when to when, how many people at most."""

    organisation: str | None
    parent: str | None
    code: str | None  # in the register of cells
    papers: int
    first: str | None
    last: str | None
    people: int | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One original that was read."""

    sha256: str
    media_type: str
    pages: int
    records: int
    read_version: str
    understand_version: str
    first_saved: datetime


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One record as it lies in the database. ``body`` is the machine's, as JSON text."""

    record_id: str
    sha256: str
    digest: str  # of the record with corrections
    assessed: str  # when its assessments were last written; "" for none
    organisation: str | None
    parent: str | None
    code: str | None
    corrected: int
    body: str = ""
    assessments: list[str] = field(default_factory=list)
    pages: dict[int, tuple[int, float | None, float | None]] = field(default_factory=dict)


_CODE = RecordRow.body[("cell", "code")].as_string()
_TIME = func.coalesce(RecordRow.held_on, RecordRow.period)


def cell_lines(store: Store) -> list[CellLine]:
    """All wordings of cells' names, by name; their number follows that of cells, not that of meetings."""
    people = func.coalesce(RecordRow.members, RecordRow.present)
    named = (RecordRow.organisation, RecordRow.parent, _CODE)
    query = (
        select(*named, func.count(), func.min(_TIME), func.max(_TIME), func.max(people))
        .where(current(RecordRow.sha256))
        .group_by(*named)
        .order_by(RecordRow.organisation, RecordRow.parent, _CODE)
    )
    with store._read() as session:
        return [CellLine(*row) for row in session.execute(query)]


def document_lines(store: Store, size: int) -> Iterator[list[DocumentLine]]:
    """All originals that still stand under some path, in batches of ``size``."""
    columns = (
        DocumentRow.sha256,
        OriginalRow.media_type,
        DocumentRow.page_count,
        DocumentRow.record_count,
        DocumentRow.read_version,
        DocumentRow.understand_version,
        DocumentRow.first_saved,
    )
    after = ""
    while True:
        query = (
            select(*columns)
            .join(OriginalRow, OriginalRow.sha256 == DocumentRow.sha256)
            .where(DocumentRow.sha256 > after, current(DocumentRow.sha256))
            .order_by(DocumentRow.sha256)
            .limit(size)
        )
        with store._read() as session:
            lines = [DocumentLine(*row) for row in session.execute(query)]
        if not lines:
            return
        yield lines
        after = lines[-1].sha256


def in_batches(store: Store, size: int) -> Iterator[list[FeedRow]]:
    """All records that stand, without their bodies, in batches of ``size``, by id."""
    last = select(func.max(AssessmentRow.assessed_at)).where(AssessmentRow.record_id == RecordRow.record_id)
    columns = (
        RecordRow.record_id,
        RecordRow.sha256,
        RecordRow.digest,
        last.scalar_subquery(),
        RecordRow.organisation,
        RecordRow.parent,
        _CODE,
        RecordRow.corrected,
    )
    after = ""
    while True:
        query = (
            select(*columns)
            .where(RecordRow.record_id > after, current(RecordRow.sha256))
            .order_by(RecordRow.record_id)
            .limit(size)
        )
        with store._read() as session:
            rows = session.execute(query).all()
        if not rows:
            return
        yield [
            FeedRow(record_id, sha256, digest, at.isoformat() if at else "", organisation, parent, code, corrected)
            for record_id, sha256, digest, at, organisation, parent, code, corrected in rows
        ]
        after = rows[-1][0]


def raw(store: Store, rows: Sequence[FeedRow]) -> list[FeedRow]:
    """``rows`` with their bodies, assessments and page figures, read in one transaction; those gone are left out."""
    ids = [row.record_id for row in rows]
    files = sorted({row.sha256 for row in rows})
    found: dict[str, FeedRow] = {}
    with store._read() as session:
        query = select(RecordRow.record_id, RecordRow.corrected, cast(RecordRow.body, Text))
        bodies = {one: (count, body) for one, count, body in session.execute(query.where(RecordRow.record_id.in_(ids)))}
        query_of = select(AssessmentRow.record_id, cast(AssessmentRow.body, Text)).order_by(
            AssessmentRow.record_id, AssessmentRow.rubric_id, AssessmentRow.rubric_version
        )
        judged: dict[str, list[str]] = {}
        for record_id, body in session.execute(query_of.where(AssessmentRow.record_id.in_(ids))):
            judged.setdefault(record_id, []).append(body)
        of_page = select(
            PageRow.sha256, PageRow.number, PageRow.words, PageRow.mean_confidence, PageRow.lexicon_share
        ).where(PageRow.sha256.in_(files))
        pages: dict[str, dict[int, tuple[int, float | None, float | None]]] = {}
        for sha256, number, words, confidence, share in session.execute(of_page):
            pages.setdefault(sha256, {})[number] = (words, confidence, share)
        for row in rows:
            if row.record_id not in bodies:
                continue
            corrected, body = bodies[row.record_id]
            said = _corrected(session, row.record_id, body) if corrected else body
            found[row.record_id] = FeedRow(
                row.record_id,
                row.sha256,
                row.digest,
                row.assessed,
                row.organisation,
                row.parent,
                row.code,
                corrected,
                said,
                judged.get(row.record_id, []),
                pages.get(row.sha256, {}),
            )
    return list(found.values())


def _corrected(session: Any, record_id: str, body: str) -> str:
    from schemas import Record  # noqa: PLC0415 - only few records are corrected
    from store.corrections import with_corrections  # noqa: PLC0415

    people = saving.corrections_of(session, [record_id]).get(record_id, [])
    return with_corrections(Record.model_validate_json(body), people).model_dump_json(by_alias=True)


def note_audit(store: Store, actor: str, action: str, subject: str, details: dict[str, Any]) -> None:
    """Write one row to the audit trail; ``details`` hold no name and no text of a document."""
    with store._write() as session:
        audit.write(session, actor, action, subject, details)
