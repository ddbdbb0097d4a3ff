"""A document made ready for its rows: all of them that depends on nothing in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from schemas import Page, Record
from store import cards
from store.packing import digest, digest_of_parts, page_columns, page_text, record_columns
from store.quickjson import Written, compact

__all__ = ["Prepared", "document_columns", "prepared", "record_rows", "told"]

_OF_FINDING = {"code", "severity", "message", "paths"}


class Prepared(NamedTuple):
    """A document made ready for its rows. That takes far longer than writing them, so it is done before the write
    lock is taken, and several workers can do it at once."""

    records: Sequence[Record]
    bodies: Mapping[str, Written]
    digests: Mapping[str, str]
    columns: Mapping[str, dict[str, Any]]
    cards: Mapping[str, cards.Drawn]
    findings: list[dict[str, Any]]
    pages: list[dict[str, Any]]
    pages_digest: str


def prepared(sha256: str, pages: Sequence[Page], records: Sequence[Record]) -> Prepared:
    """All of a document's rows that depends on nothing in the database; raises ``ValueError`` when ids clash."""
    ids = [record.record_id for record in records]
    if any(count > 1 for count in Counter(ids).values()):
        raise ValueError("two records of one document have the same record_id")
    if any(record.source.sha256 != sha256 for record in records):
        raise ValueError("a record names another original than the one it is saved with")
    texts = [page_text(page) for page in pages]
    said = {record.record_id: record.model_dump(mode="json", by_alias=True) for record in records}
    digests = {name: digest(body) for name, body in said.items()}
    columns = {record.record_id: record_columns(record) for record in records}
    return Prepared(
        records=records,
        bodies={name: Written(compact(body)) for name, body in said.items()},
        digests=digests,
        columns={name: {**of, "corrected": 0, "digest": digests[name]} for name, of in columns.items()},
        cards={one.record_id: cards.drawn(one, digests[one.record_id], columns[one.record_id]) for one in records},
        findings=[
            {
                "record_id": record.record_id,
                "position": position,
                **finding.model_dump(mode="json", include=_OF_FINDING),
            }
            for record in records
            for position, finding in enumerate(record.findings)
        ],
        pages=[{"sha256": sha256, **page_columns(page, text)} for page, text in zip(pages, texts, strict=True)],
        pages_digest=digest_of_parts(texts),
    )


def _findings(record: Record) -> Iterator[dict[str, Any]]:
    for position, one in enumerate(record.findings):
        said = one.model_dump(mode="json", include=_OF_FINDING)
        yield {"record_id": record.record_id, "position": position, **said}


def document_columns(ready: Prepared, versions: Mapping[str, str], layout: int) -> dict[str, Any]:
    """The columns of ``documents`` that follow from what was read and understood."""
    return {
        "read_version": versions["read"],
        "understand_version": versions["understand"],
        "layout": layout,
        "pages_digest": ready.pages_digest,
        "page_count": len(ready.pages),
        "record_count": len(ready.records),
    }


def record_rows(sha256: str, ready: Prepared, moment: datetime) -> list[dict[str, Any]]:
    """The rows of all records of a document, none of which was there before or was touched by a person."""
    return [
        {
            "record_id": name,
            "sha256": sha256,
            "unit_index": place,
            "body": body,
            "body_digest": ready.digests[name],
            "first_saved": moment,
            "changed_at": moment,
            **ready.columns[name],
        }
        for place, (name, body) in enumerate(ready.bodies.items())
    ]


def told(ready: Prepared, versions: Mapping[str, str]) -> dict[str, Any]:
    """What the trail says of a document that was loaded."""
    return {"pages": len(ready.pages), "records": len(ready.records), "versions": dict(versions)}
