"""Loading documents that the archive knows nothing of yet: nearly all that is ever loaded.

All that could stand in the way is asked in one question, and each table gets its rows in one statement. A document of
which anything is known (its content, a path, a record, what a person said of one) goes the careful way, ``saving``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, text
from sqlalchemy.orm import Session

from store import audit, saving
from store.adding import add
from store.models import SaveOutcome, StepNote
from store.packing import path_key, path_text
from store.preparing import Prepared, document_columns, record_rows, told
from store.review_tables import CardRow, SearchRow
from store.tables import DocumentRow, FindingRow, PageRow, RecordRow, SightingRow

__all__ = ["Paper", "load"]

_KNOWN = text(
    """
    SELECT sha256 FROM documents WHERE sha256 IN :contents
    UNION ALL SELECT sha256 FROM aside WHERE sha256 IN :contents
    UNION ALL SELECT path_key FROM aside WHERE path_key IN :paths
    UNION ALL SELECT path_key FROM sightings WHERE path_key IN :paths
    UNION ALL SELECT record_id FROM records WHERE record_id IN :records
    UNION ALL SELECT record_id FROM corrections WHERE record_id IN :records
    UNION ALL SELECT record_id FROM reviews WHERE record_id IN :records
    """
).bindparams(*(bindparam(name, type_=String(), expanding=True) for name in ("contents", "paths", "records")))


@dataclass(frozen=True)
class Paper:
    """One document as it is to be in the archive. ``versions``: of reading and understanding; ``layout``: id of the
    person's layout that its records follow; ``run_id``, ``steps``: what the batch it belongs to did with it."""

    path: str
    sha256: str
    ready: Prepared
    versions: Mapping[str, str]
    layout: int = 0
    run_id: str | None = None
    steps: Sequence[StepNote] = ()


def load(session: Session, papers: Sequence[Paper]) -> list[SaveOutcome]:
    """Make the rows of these documents what they are to be, in the caller's transaction; outcomes in their order."""
    known = _known(session, papers)
    fresh = []
    for place, paper in enumerate(papers):
        names = {paper.sha256, path_key(paper.path), *paper.ready.bodies}
        if known.isdisjoint(names):
            fresh.append(place)
        known |= names  # the same content or path once more is no longer new
    outcomes = dict(zip(fresh, _add(session, [papers[place] for place in fresh]), strict=True))
    for place, paper in enumerate(papers):
        if place not in outcomes:
            outcomes[place] = saving.document(
                session, paper.path, paper.sha256, paper.ready, paper.versions, paper.layout
            )
    for paper in papers:
        saving.add_steps(session, paper.run_id, paper.steps)
    return [outcomes[place] for place in range(len(papers))]


def _known(session: Session, papers: Sequence[Paper]) -> set[str]:
    """What the archive knows already of contents, paths and records, by their names."""
    asked = {
        "contents": [paper.sha256 for paper in papers],
        "paths": [path_key(paper.path) for paper in papers],
        "records": [name for paper in papers for name in paper.ready.bodies],
    }
    return set(session.execute(_KNOWN, asked).scalars())


def _add(session: Session, papers: Sequence[Paper]) -> list[SaveOutcome]:
    """The rows of documents that are new in every respect."""
    moment = saving.now()
    add(session, DocumentRow, [_document(paper, moment) for paper in papers])
    add(session, PageRow, [row for paper in papers for row in paper.ready.pages])
    add(session, SightingRow, [_sighting(paper, moment) for paper in papers])
    add(session, RecordRow, [row for paper in papers for row in record_rows(paper.sha256, paper.ready, moment)])
    add(session, FindingRow, [row for paper in papers for row in paper.ready.findings])
    cards = [(paper.sha256, one) for paper in papers for one in paper.ready.cards.values()]
    shown = {"current": True, "changed_at": moment}
    add(session, CardRow, [{"record_id": one.record.record_id, "sha256": of, **shown, **one.card} for of, one in cards])
    add(session, SearchRow, [{"record_id": one.record.record_id, "folded": one.text} for _, one in cards])
    acts = [(paper.sha256, told(paper.ready, paper.versions)) for paper in papers]
    audit.write_all(session, saving.PROGRAM, "loaded", acts)
    return [SaveOutcome(changed=True, added=len(paper.ready.records), updated=0, removed=0) for paper in papers]


def _document(paper: Paper, moment: datetime) -> dict[str, Any]:
    said = document_columns(paper.ready, paper.versions, paper.layout)
    first = {"sha256": paper.sha256, "path": path_text(paper.path), "first_saved": moment, "changed_at": moment}
    return first | said


def _sighting(paper: Paper, moment: datetime) -> dict[str, Any]:
    return {
        "path_key": path_key(paper.path),
        "sha256": paper.sha256,
        "path": path_text(paper.path),
        "first_seen": moment,
    }
