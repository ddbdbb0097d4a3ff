"""Writing, as functions over an open session. Each changes only the rows whose content differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from schemas import Assessment, Record
from store import audit, cards, judging
from store.adding import add, table
from store.corrections import Correction, standing, with_corrections
from store.models import SaveOutcome, StepNote
from store.packing import (
    assessment_columns,
    digest,
    path_key,
    path_text,
    record_columns,
)
from store.preparing import Prepared, document_columns, told
from store.tables import (
    AsideRow,
    AssessmentRow,
    CellRow,
    CorrectionRow,
    DocumentRow,
    FindingRow,
    OriginalRow,
    PageRow,
    RecordRow,
    SightingRow,
    StepRow,
)

__all__ = [
    "add_steps",
    "corrections_of",
    "corrections_of_document",
    "document",
    "document_of",
    "effective",
    "original",
    "path_key",
    "put_aside",
    "see",
    "series",
]

PROGRAM = "bienban"  # the actor of what no person did
_VERSIONS = ("read_version", "understand_version", "layout")
# Saving asks a dozen small questions a document; on the tables themselves each is answered in half the time.
_RECORDS, _SIGHTINGS, _ASIDE = (table(one) for one in (RecordRow, SightingRow, AsideRow))


def now() -> datetime:
    return datetime.now(UTC)


def original(session: Session, sha256: str, size: int, media_type: str, extension: str) -> None:
    if session.get(OriginalRow, sha256) is None:
        session.add(OriginalRow(sha256=sha256, size=size, media_type=media_type, extension=extension, first_seen=now()))
        session.flush()


def add_steps(session: Session, run_id: str | None, steps: Sequence[StepNote]) -> None:
    if run_id is not None and steps:
        add(session, StepRow, [{"run_id": run_id, **step.model_dump()} for step in steps])


def corrections_of(session: Session, record_ids: Sequence[str] | None = None) -> dict[str, list[Correction]]:
    """Corrections by record id, all or those of some records."""
    query = select(CorrectionRow).order_by(CorrectionRow.id)
    return _corrections(session, query if record_ids is None else query.where(CorrectionRow.record_id.in_(record_ids)))


def corrections_of_document(session: Session, sha256: str) -> dict[str, list[Correction]]:
    """Corrections of all records that a document ever had, by record id."""
    return _corrections(session, select(CorrectionRow).where(CorrectionRow.sha256 == sha256).order_by(CorrectionRow.id))


def document_of(session: Session, correction_id: int) -> str:
    """SHA-256 of the document that a correction is of; raises ``KeyError``."""
    found = session.scalar(select(CorrectionRow.sha256).where(CorrectionRow.id == correction_id))
    if found is None:
        raise KeyError(correction_id)
    return found


def _corrections(session: Session, query: Select[CorrectionRow]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = {}
    for row in session.scalars(query):
        correction = Correction.model_validate(
            {
                "id": row.id,
                "record_id": row.record_id,
                "pointer": row.pointer,
                "action": row.action,
                "old": row.old["value"],
                "new": row.new["value"],
                "who": row.who,
                "at": row.at,
                "reason": row.reason,
                "answer": row.answer,
            }
        )
        found.setdefault(row.record_id, []).append(correction)
    return found


def see(session: Session, sha256: str, path: str, *, shown: bool = False) -> bool:
    """Note that ``path`` holds the document ``sha256`` now; True when that is news.

    ``shown``: the cards of the document say already that it stands under a path.
    """
    key = path_key(path)
    others = (SightingRow.path_key == key, SightingRow.sha256 != sha256, SightingRow.replaced_by.is_(None))
    replaced = session.execute(select(_SIGHTINGS.c.sha256).where(*others)).scalars().all()
    if replaced:
        session.execute(update(_SIGHTINGS).where(*others).values(replaced_by=sha256))
        audit.write(session, PROGRAM, "replaced", replaced[0], {"by": sha256})
    mine = (_SIGHTINGS.c.path_key == key, _SIGHTINGS.c.sha256 == sha256)
    known = session.execute(select(_SIGHTINGS.c.replaced_by).where(*mine)).first()
    if known is None:
        seen = {"path_key": key, "sha256": sha256, "path": path_text(path), "first_seen": now()}
        add(session, SightingRow, [seen])
    elif known.replaced_by is not None:
        session.execute(update(_SIGHTINGS).where(*mine).values(replaced_by=None))
    news = bool(replaced) or known is None or known.replaced_by is not None
    aside = or_(_ASIDE.c.path_key == key, _ASIDE.c.sha256 == sha256)
    readable = session.execute(delete(_ASIDE).where(aside).returning(_ASIDE.c.code)).scalars().all()
    if readable:
        audit.write(session, PROGRAM, "taken back", sha256, {"was": sorted(readable)})
    if news and (replaced or not shown):
        cards.set_current(session, [*replaced] if shown else [sha256, *replaced])
    return news or bool(readable)


def effective(record: Record, corrections: Sequence[Correction]) -> dict[str, Any]:
    """The columns that follow from the record with its corrections laid over it."""
    shown = with_corrections(record, corrections)
    return {
        **record_columns(shown),
        "corrected": len(standing(corrections)),
        "digest": digest(shown.model_dump(mode="json", by_alias=True)),
    }


def document(
    session: Session,
    path: str,
    sha256: str,
    ready: Prepared,
    versions: Mapping[str, str],
    layout: int = 0,
) -> SaveOutcome:
    """Make the rows of one document those of ``ready``; the original's row must be there."""
    _check(session, sha256, ready.bodies)
    moment = now()
    row = session.get(DocumentRow, sha256)
    fresh = row is None
    said = document_columns(ready, versions, layout)
    stale_versions = row is None or any(getattr(row, name) != said[name] for name in _VERSIONS)
    new_pages = row is None or row.pages_digest != ready.pages_digest
    if row is None:
        first = {"sha256": sha256, "path": path_text(path), "first_saved": moment, "changed_at": moment}
        add(session, DocumentRow, [first | said])
    else:
        for name, value in said.items():
            setattr(row, name, value)
        if new_pages:
            row.changed_at = moment
        session.flush()
        if new_pages:
            session.execute(delete(PageRow).where(PageRow.sha256 == sha256))
    if new_pages:
        add(session, PageRow, ready.pages)
    # The path first: new cards then say by themselves that the document stands under one.
    news = see(session, sha256, path, shown=fresh)
    outcome = _records(session, sha256, ready, moment, fresh=fresh)
    if outcome.changed and row is not None:
        row.changed_at = moment
    changed = new_pages or outcome.changed
    if changed or stale_versions:
        audit.write(session, PROGRAM, "loaded" if fresh else "reloaded", sha256, told(ready, versions))
    return outcome.model_copy(update={"changed": changed or stale_versions or news})


def _check(session: Session, sha256: str, ids: Iterable[str]) -> None:
    taken = select(_RECORDS.c.record_id).where(_RECORDS.c.record_id.in_(ids), _RECORDS.c.sha256 != sha256)
    if session.execute(taken).first() is not None:
        raise ValueError("a record_id is already that of another document's record")


def _records(session: Session, sha256: str, ready: Prepared, moment: datetime, *, fresh: bool) -> SaveOutcome:
    """Make the records of a document those of ``ready``; ``fresh``: the document was not there, nor were they."""
    records, bodies, digests = ready.records, ready.bodies, ready.digests
    old = {} if fresh else _old_records(session, sha256)
    places = {record.record_id: index for index, record in enumerate(records)}
    kept = {
        record_id
        for record_id, row in old.items()
        if record_id in bodies and (row.unit_index, row.body_digest) == (places[record_id], digests[record_id])
    }
    gone = [record_id for record_id in old if record_id not in kept]
    if gone:
        # All that changed goes before anything comes: two records may have swapped places.
        session.execute(delete(RecordRow).where(RecordRow.sha256 == sha256, RecordRow.record_id.in_(gone)))
    coming = [record for record in records if record.record_id not in kept]
    if coming:
        people = corrections_of(session, [record.record_id for record in coming])
        shown = {
            record.record_id: effective(record, people[record.record_id])
            if record.record_id in people
            else ready.columns[record.record_id]
            for record in coming
        }
        rows = [
            {
                "record_id": record.record_id,
                "sha256": sha256,
                "unit_index": places[record.record_id],
                "body": bodies[record.record_id],
                "body_digest": digests[record.record_id],
                "first_saved": old[record.record_id].first_saved if record.record_id in old else moment,
                "changed_at": moment,
                **shown[record.record_id],
            }
            for record in coming
        ]
        add(session, RecordRow, rows)
        add(session, FindingRow, [one for one in ready.findings if one["record_id"] not in kept])
        if fresh:
            cards.draw(session, sha256, [ready.cards[one.record_id] for one in coming], shown, people)
        else:
            cards.refresh(session, [record.record_id for record in coming], ready.cards)
    updated = sum(record.record_id in old for record in coming)
    removed = len(set(old) - set(bodies))
    return SaveOutcome(changed=bool(gone or coming), added=len(coming) - updated, updated=updated, removed=removed)


def _old_records(session: Session, sha256: str) -> dict[str, Any]:
    columns = (_RECORDS.c.record_id, _RECORDS.c.unit_index, _RECORDS.c.body_digest, _RECORDS.c.first_saved)
    return {row.record_id: row for row in session.execute(select(*columns).where(_RECORDS.c.sha256 == sha256))}


def put_aside(
    session: Session, path: str, sha256: str | None, *, code: str, reason_en: str, reason_vi: str, version: str
) -> bool:
    """Put one path aside, or renew what is said about it; True when what is said is new."""
    key, moment = path_key(path), now()
    row = session.get(AsideRow, key)
    said = {"sha256": sha256, "code": code, "reason_en": reason_en, "reason_vi": reason_vi, "version": version}
    if row is None:
        session.add(AsideRow(path_key=key, path=path_text(path), first_seen=moment, last_seen=moment, **said))
        news = True
    else:
        news = any(getattr(row, name) != value for name, value in said.items())
        for name, value in said.items():
            setattr(row, name, value)
        row.last_seen = moment
    if news:
        audit.write(session, PROGRAM, "put aside", sha256 or key, {"code": code})
    session.flush()
    return news


def series(session: Session, cell: str, series_digest: str, version: str, assessments: Sequence[Assessment]) -> None:
    """Make the assessments of one cell these ones. Records that are gone meanwhile are passed over."""
    moment = now()
    members = set(session.scalars(select(RecordRow.record_id).where(RecordRow.cell == cell)))
    judging.keep_replaced(session, cell, members, assessments)
    session.execute(
        delete(AssessmentRow).where(
            AssessmentRow.record_id.in_(select(RecordRow.record_id).where(RecordRow.cell == cell))
        )
    )
    rows = [
        {**assessment_columns(assessment), "assessed_at": moment}
        for assessment in assessments
        if assessment.record_id in members
    ]
    if rows:
        session.execute(insert(AssessmentRow), rows)
    session.execute(delete(CellRow).where(CellRow.cell == cell))
    if members:
        session.add(CellRow(cell=cell, series_digest=series_digest, assess_version=version, assessed_at=moment))
    audit.write(session, PROGRAM, "assessed", cell, {"assessments": len(rows), "version": version})
    session.flush()


def correction(
    session: Session,
    record_id: str,
    sha256: str,
    pointer: str,
    *,
    action: str,
    old: Any,
    new: Any,
    who: str,
    reason: str,
    answer: str = "value",
) -> None:
    """Add one act of correcting to the overlay and the trail. The trail holds where, not what."""
    held = {"old": {"value": old}, "new": {"value": new}}
    session.add(
        CorrectionRow(
            record_id=record_id,
            sha256=sha256,
            pointer=pointer,
            action=action,
            who=who,
            at=now(),
            reason=reason,
            answer=answer,
            **held,
        )
    )
    audit.write(session, who, f"correction {action}", record_id, {"pointer": pointer, "digest": digest(held)})
