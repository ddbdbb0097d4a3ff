"""What the store hands out beside the contract's own objects. All times are in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["AsideItem", "AuditEntry", "DocumentSummary", "Index", "RunSummary", "SaveOutcome", "StaleCell", "StepNote"]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class DocumentSummary(_Out):
    """One document: content, and every path it was seen under (``path`` is the first; the others are duplicates)."""

    sha256: str
    path: str
    paths: list[str]
    media_type: str
    size: int
    page_count: int
    record_count: int
    read_version: str
    understand_version: str
    replaced: bool  # every path it was seen under now holds other bytes
    first_saved: datetime
    changed_at: datetime


class AsideItem(_Out):
    """One path that was put aside, with its reason in both languages; ``sha256`` is None if it could not be opened."""

    path: str
    sha256: str | None
    code: str
    reason_en: str
    reason_vi: str
    version: str
    first_seen: datetime
    last_seen: datetime


class AuditEntry(_Out):
    """One row of the audit trail: who did what to what. It names no person of a paper."""

    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]


class StepNote(_Out):
    """One stage carried out on one document or cell, for the table ``steps``."""

    subject: str
    stage: str
    stage_version: str
    started: datetime
    finished: datetime
    status: str = "done"
    producer: str = ""


class SaveOutcome(_Out):
    """What a save did: whether any row changed, and which records were added, changed or removed."""

    changed: bool
    added: int = 0
    updated: int = 0
    removed: int = 0


class StaleCell(_Out):
    """A cell whose assessments do not belong to its present series, with that series (records by id, corrected)."""

    cell: str
    series_digest: str
    record_ids: list[str]


class RunSummary(_Out):
    """One batch."""

    run_id: str
    started: datetime
    finished: datetime | None
    status: str
    counts: dict[str, Any]


class Index(_Out):
    """All that is needed to say which files are new or changed, read in three queries."""

    documents: dict[str, dict[str, str]] = Field(default_factory=dict)  # sha256 -> stage -> version
    sightings: frozenset[tuple[str, str]] = frozenset()  # (path, sha256), where the path was last seen with it
    aside: list[AsideItem] = Field(default_factory=list)
    erased: frozenset[str] = frozenset()  # originals that must not be read again
    relaid: frozenset[str] = frozenset()  # documents that a person laid out anew, and that do not follow it yet
