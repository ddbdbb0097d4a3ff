"""Reading, as functions over an open session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from store.models import AsideItem, DocumentSummary, Index, StaleCell
from store.packing import digest_of_parts, path_key
from store.review_tables import LayoutRow
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
    TombstoneRow,
)

__all__ = [
    "aside",
    "bytewise",
    "counts",
    "current",
    "documents",
    "first_paths",
    "index",
    "latest",
    "record_rows",
    "stale_cells",
]


class bytewise(FunctionElement[str]):  # noqa: N801 - it reads as a function of SQL
    """A text column to sort by, in one order on every database: PostgreSQL would ask the language of the server."""

    inherit_cache = True


@compiles(bytewise)
def _plain(element: Any, compiler: Any, **kwargs: Any) -> str:
    return str(compiler.process(element.clauses, **kwargs))


@compiles(bytewise, "postgresql")
def _collated(element: Any, compiler: Any, **kwargs: Any) -> str:
    return f'{compiler.process(element.clauses, **kwargs)} COLLATE "C"'


def current(column: Any) -> ColumnElement[bool]:
    """Condition: the document with this SHA-256 still stands under some path, as far as we have seen."""
    return exists().where(SightingRow.sha256 == column, SightingRow.replaced_by.is_(None))


def latest(session: Session, most: int) -> list[str]:
    """Ids of the ``most`` records of the latest dates (held, else of the period), first those without any."""
    day = func.coalesce(RecordRow.held_on, RecordRow.period)
    query = select(RecordRow.record_id).where(current(RecordRow.sha256))
    return list(
        session.scalars(query.order_by(day.is_not(None), day.desc(), bytewise(RecordRow.record_id)).limit(most))
    )


def aside(session: Session) -> list[AsideItem]:
    rows = session.scalars(select(AsideRow).order_by(bytewise(AsideRow.path)))
    return [AsideItem.model_validate(row, from_attributes=True) for row in rows]


def documents(session: Session) -> list[DocumentSummary]:
    paths: dict[str, list[SightingRow]] = {}
    for sighting in session.scalars(select(SightingRow).order_by(bytewise(SightingRow.path))):
        paths.setdefault(sighting.sha256, []).append(sighting)
    query = (
        select(DocumentRow, OriginalRow)
        .join(OriginalRow, OriginalRow.sha256 == DocumentRow.sha256)
        .order_by(bytewise(DocumentRow.path), DocumentRow.sha256)
    )
    return [
        DocumentSummary(
            sha256=document.sha256,
            path=document.path,
            paths=[sighting.path for sighting in paths.get(document.sha256, [])],
            media_type=original.media_type,
            size=original.size,
            page_count=document.page_count,
            record_count=document.record_count,
            read_version=document.read_version,
            understand_version=document.understand_version,
            replaced=all(sighting.replaced_by for sighting in paths.get(document.sha256, [])),
            first_saved=document.first_saved,
            changed_at=document.changed_at,
        )
        for document, original in session.execute(query)
    ]


def index(session: Session) -> Index:
    versions = select(DocumentRow.sha256, DocumentRow.read_version, DocumentRow.understand_version)
    last = select(func.max(LayoutRow.id)).where(LayoutRow.sha256 == DocumentRow.sha256).scalar_subquery()
    relaid = select(DocumentRow.sha256).where(DocumentRow.layout != last)  # null for most: nothing to follow
    seen = select(SightingRow.path_key, SightingRow.sha256).where(SightingRow.replaced_by.is_(None))
    return Index(
        documents={sha: {"read": read, "understand": said} for sha, read, said in session.execute(versions)},
        sightings=frozenset((key, sha) for key, sha in session.execute(seen)),
        aside=aside(session),
        erased=frozenset(session.scalars(select(TombstoneRow.sha256))),
        relaid=frozenset(session.scalars(relaid)),
    )


def is_seen(found: Index, path: str, sha256: str) -> bool:
    return (path_key(path), sha256) in found.sightings


def record_rows(
    *,
    record_ids: Sequence[str] | None = None,
    sha256: str | None = None,
    cell: str | None = None,
    include_replaced: bool = False,
) -> Select[RecordRow]:
    """Query for records, ordered by the first path of their document and their place in it."""
    query = (
        select(RecordRow)
        .join(DocumentRow, DocumentRow.sha256 == RecordRow.sha256)
        .order_by(bytewise(DocumentRow.path), RecordRow.sha256, RecordRow.unit_index)
    )
    if record_ids is not None:
        query = query.where(RecordRow.record_id.in_(record_ids))
    if sha256 is not None:
        query = query.where(RecordRow.sha256 == sha256)
    if cell is not None:
        query = query.where(RecordRow.cell == cell)
    return query if include_replaced else query.where(current(RecordRow.sha256))


def stale_cells(session: Session, version: str) -> list[StaleCell]:
    """Cells whose series, or whose version of assessing, is another than the one their assessments came from."""
    rows = select(RecordRow.cell, RecordRow.record_id, RecordRow.digest).where(current(RecordRow.sha256))
    members: dict[str, list[tuple[str, str]]] = {}
    for cell, record_id, record_digest in session.execute(rows):
        members.setdefault(cell, []).append((record_id, record_digest))
    known = {row.cell: (row.series_digest, row.assess_version) for row in session.scalars(select(CellRow))}
    stale = []
    for cell in sorted(set(members) | set(known)):
        series = sorted(members.get(cell, []))
        found = digest_of_parts(part for pair in series for part in pair)
        if known.get(cell) != (found, version):
            stale.append(StaleCell(cell=cell, series_digest=found, record_ids=[record_id for record_id, _ in series]))
    return stale


def counts(session: Session) -> dict[str, int]:
    """Totals. Records of documents that were replaced under all their paths are not counted."""

    def total(query: Select[Any]) -> int:
        return int(session.scalar(query) or 0)

    shown = current(RecordRow.sha256)
    types = select(RecordRow.document_type, func.count()).where(shown).group_by(RecordRow.document_type)
    by_type = {kind: count for kind, count in session.execute(types)}  # noqa: C416 - rows are no pairs to a type checker
    severities = (
        select(FindingRow.severity, func.count())
        .join(RecordRow, RecordRow.record_id == FindingRow.record_id)
        .where(shown)
        .group_by(FindingRow.severity)
    )
    by_severity = {kind: count for kind, count in session.execute(severities)}  # noqa: C416
    return {
        "documents": total(select(func.count()).select_from(DocumentRow)),
        "pages": total(select(func.count()).select_from(PageRow)),
        "records": sum(by_type.values()),
        **{f"records.{kind}": count for kind, count in sorted(by_type.items())},
        "cells": total(select(func.count(RecordRow.cell.distinct())).where(shown, RecordRow.cell != "")),
        "findings": sum(by_severity.values()),
        **{f"findings.{severity}": count for severity, count in sorted(by_severity.items())},
        "assessments": total(select(func.count()).select_from(AssessmentRow)),
        "corrections": total(select(func.count()).select_from(CorrectionRow)),
        "aside": total(select(func.count()).select_from(AsideRow)),
        "bytes": total(select(func.sum(OriginalRow.size))),
    }


def first_paths(session: Session, paths: Sequence[str]) -> dict[str, str]:
    """Of paths that hold known contents: the path under which the same bytes were first read."""
    keys = {path_key(path): path for path in paths}
    query = (
        select(SightingRow.path_key, DocumentRow.path)
        .join(DocumentRow, DocumentRow.sha256 == SightingRow.sha256)
        .where(SightingRow.path_key.in_(keys), SightingRow.replaced_by.is_(None))
    )
    return {keys[key]: first for key, first in session.execute(query)}
