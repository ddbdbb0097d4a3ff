"""The tables, each with its grain: what one row is. ``docs/database.md`` says the same for people who write SQL.

Only types that SQLite and PostgreSQL share are used. Times are UTC. Names of persons stand only in ``pages``,
``records``, ``findings``, ``assessments``, ``past_assessments``, ``corrections`` and ``judgements``, in file paths, and
in the account names of ``audit``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

__all__ = [
    "AsideRow",
    "AssessmentRow",
    "AuditRow",
    "Base",
    "CellRow",
    "CorrectionRow",
    "DocumentRow",
    "FindingRow",
    "JudgementRow",
    "OriginalRow",
    "PageRow",
    "PastAssessmentRow",
    "RecordRow",
    "RegisterRow",
    "RunRow",
    "SightingRow",
    "StepRow",
    "TombstoneRow",
]

CASCADE = "CASCADE"


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainText(TypeDecorator[str]):
    """Text without NUL, which PostgreSQL cannot hold and damaged text layers do; it becomes the replacement mark."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.replace("\0", "\ufffd")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: PlainText(),
        datetime: UtcTime(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


Sha = String(64)
Name = String(200)


class OriginalRow(Base):
    """Grain: one row per distinct file content. The bytes stand in the data folder, named by their SHA-256."""

    __tablename__ = "originals"
    sha256: Mapped[str] = mapped_column(Sha, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    extension: Mapped[str] = mapped_column(String(16))
    first_seen: Mapped[datetime]


class DocumentRow(Base):
    """Grain: one row per original that was read and understood, with the stage versions that produced its rows."""

    __tablename__ = "documents"
    sha256: Mapped[str] = mapped_column(ForeignKey("originals.sha256"), primary_key=True)
    path: Mapped[str]  # the path it was first read under; the others are sightings
    page_count: Mapped[int]
    record_count: Mapped[int]
    read_version: Mapped[str]
    understand_version: Mapped[str]
    pages_digest: Mapped[str] = mapped_column(Sha)
    layout: Mapped[int] = mapped_column(server_default="0")  # id of the person's layout its records follow; 0: none
    first_saved: Mapped[datetime]
    changed_at: Mapped[datetime]


class SightingRow(Base):
    """Grain: one row per path and content: where the same bytes were seen.

    ``replaced_by`` is the content that the same path was later seen with, else null.
    """

    __tablename__ = "sightings"
    path_key: Mapped[str] = mapped_column(Sha, primary_key=True)  # SHA-256 of the path: paths outgrow index limits
    sha256: Mapped[str] = mapped_column(ForeignKey("documents.sha256", ondelete=CASCADE), primary_key=True, index=True)
    path: Mapped[str]
    first_seen: Mapped[datetime]
    replaced_by: Mapped[str | None] = mapped_column(Sha)


class PageRow(Base):
    """Grain: one row per page of a document. ``content`` is the whole page, words and boxes, as zlib-packed JSON."""

    __tablename__ = "pages"
    sha256: Mapped[str] = mapped_column(ForeignKey("documents.sha256", ondelete=CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    width: Mapped[int]
    height: Mapped[int]
    source: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(30))
    grade: Mapped[str | None] = mapped_column(String(1))
    words: Mapped[int]
    mean_confidence: Mapped[float | None]
    lexicon_share: Mapped[float | None]
    ink_covered: Mapped[float | None]
    producer: Mapped[str]
    steps: Mapped[list[Any]]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RecordRow(Base):
    """Grain: one row per document unit (one meeting, one resolution); natural key: content and unit index.

    ``body`` is the machine's record as it was loaded. The plain columns and ``digest`` are those of the record with
    the corrections of people applied. ``body_digest`` is that of the machine's record.
    """

    __tablename__ = "records"
    __table_args__ = (UniqueConstraint("sha256", "unit_index"), Index(None, "cell", "period"))
    record_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("documents.sha256", ondelete=CASCADE))
    unit_index: Mapped[int]
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]
    document_type: Mapped[str] = mapped_column(String(20), index=True)
    meeting_type: Mapped[str | None] = mapped_column(String(20))
    cell: Mapped[str] = mapped_column(String(300), index=True)  # folded name of the cell, "" where it is unknown
    organisation: Mapped[str | None]
    parent: Mapped[str | None]
    number: Mapped[str | None]
    period: Mapped[str | None] = mapped_column(String(10))
    held_on: Mapped[str | None] = mapped_column(String(10), index=True)  # ISO 8601, partial where only a part is known
    held_from: Mapped[str | None] = mapped_column(String(5))
    held_to: Mapped[str | None] = mapped_column(String(5))
    duration_minutes: Mapped[int | None]
    members: Mapped[int | None]
    present: Mapped[int | None]
    absent: Mapped[int | None]
    attendance_rate: Mapped[float | None]
    contributions: Mapped[int]
    self_criticisms: Mapped[int]
    criticisms: Mapped[int]
    decisions: Mapped[int]
    tasks: Mapped[int]
    corrected: Mapped[int]  # how many values a person has corrected
    body: Mapped[dict[str, Any]]
    body_digest: Mapped[str] = mapped_column(Sha)
    digest: Mapped[str] = mapped_column(Sha)
    first_saved: Mapped[datetime]
    changed_at: Mapped[datetime]


class FindingRow(Base):
    """Grain: one row per contradiction or omission found in one record."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_code", "code", "record_id"),)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.record_id", ondelete=CASCADE), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(100))
    severity: Mapped[str] = mapped_column(String(10))
    message: Mapped[str]
    paths: Mapped[list[Any]]


class AssessmentRow(Base):
    """Grain: one row per record, rubric and rubric version (``rubric_id`` is "" where no rubric applies)."""

    __tablename__ = "assessments"
    record_id: Mapped[str] = mapped_column(ForeignKey("records.record_id", ondelete=CASCADE), primary_key=True)
    rubric_id: Mapped[str] = mapped_column(Name, primary_key=True)
    rubric_version: Mapped[str] = mapped_column(String(50), primary_key=True)
    total_low: Mapped[float | None]
    total_high: Mapped[float | None]
    max_total: Mapped[float | None]
    grade_low: Mapped[str | None]
    grade_high: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    assessed_at: Mapped[datetime]


class PastAssessmentRow(Base):
    """Grain: one row per assessment that another one replaced. Rows are only ever added.

    It names the record but does not hang on it: what was once said of a meeting outlives the reading.
    """

    __tablename__ = "past_assessments"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(String(128), index=True)
    rubric_id: Mapped[str] = mapped_column(Name)
    rubric_version: Mapped[str] = mapped_column(String(50))
    assess_version: Mapped[str]  # what it was made by, as in `cells`
    total_low: Mapped[float | None]
    total_high: Mapped[float | None]
    max_total: Mapped[float | None]
    grade_low: Mapped[str | None]
    grade_high: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    assessed_at: Mapped[datetime]
    replaced_at: Mapped[datetime]


class JudgementRow(Base):
    """Grain: one row per act of judging one criterion of one record by a person. Rows are only ever added.

    It names the record but does not hang on it: a judgement outlives the reading, as a correction does.
    """

    __tablename__ = "judgements"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(String(128), index=True)
    rubric_id: Mapped[str] = mapped_column(Name)  # "" for an aspect of the profile
    criterion: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10))  # override | withdraw | rating
    value: Mapped[float | None]
    label: Mapped[str | None]
    reason: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


class CellRow(Base):
    """Grain: one row per cell whose meetings were assessed: from which series, by which version."""

    __tablename__ = "cells"
    cell: Mapped[str] = mapped_column(String(300), primary_key=True)
    series_digest: Mapped[str] = mapped_column(Sha)
    assess_version: Mapped[str]
    assessed_at: Mapped[datetime]


class CorrectionRow(Base):
    """Grain: one row per act of correcting (or withdrawing the correction of) one value. Rows are only ever added.

    It names the record but does not hang on it: a correction outlives the reading it corrects.
    """

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(String(128), index=True)
    sha256: Mapped[str] = mapped_column(Sha, index=True)
    pointer: Mapped[str]
    action: Mapped[str] = mapped_column(String(10))  # set | withdraw | displace
    old: Mapped[dict[str, Any]]  # {"value": …}, so that JSON null and SQL null stay apart
    new: Mapped[dict[str, Any]]
    who: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
    answer: Mapped[str] = mapped_column(String(20), server_default="value")  # value | confirmed | unreadable | absent


class RunRow(Base):
    """Grain: one row per batch that was started; ``interrupted`` is one whose process went away."""

    __tablename__ = "runs"
    run_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(20))  # running | finished | failed | interrupted
    process: Mapped[str] = mapped_column(String(100))
    counts: Mapped[dict[str, Any]]


class StepRow(Base):
    """Grain: one row per stage that a run carried out on one document (or, for ``assess``, one cell)."""

    __tablename__ = "steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.run_id"), index=True)
    subject: Mapped[str] = mapped_column(String(300))  # SHA-256 of the original, or the cell
    stage: Mapped[str] = mapped_column(String(20))  # read | understand | load | assess
    stage_version: Mapped[str]
    started: Mapped[datetime]
    finished: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20))  # done | reused | aside | bug
    producer: Mapped[str]


class AsideRow(Base):
    """Grain: one row per path that could not be read, with the reason; it goes when the file becomes readable."""

    __tablename__ = "aside"
    path_key: Mapped[str] = mapped_column(Sha, primary_key=True)
    path: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(Sha, index=True)  # null where not even the bytes could be read
    code: Mapped[str] = mapped_column(String(50))
    reason_en: Mapped[str]
    reason_vi: Mapped[str]
    version: Mapped[str]  # the stage versions it failed under: another version tries again
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class RegisterRow(Base):
    """Grain: one row per import of reference data; the newest of a kind is in force. ``content`` is zlib-packed CSV."""

    __tablename__ = "registers"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)  # cells | members | schedule
    digest: Mapped[str] = mapped_column(Sha)  # of the CSV
    rows: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    who: Mapped[str]
    at: Mapped[datetime]


class TombstoneRow(Base):
    """Grain: one row per original that was erased on a lawful request. It holds nothing of what the paper said."""

    __tablename__ = "tombstones"
    sha256: Mapped[str] = mapped_column(Sha, primary_key=True)
    extension: Mapped[str] = mapped_column(String(16))
    who: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
    gone: Mapped[dict[str, Any]]  # rows that went, by table


class AuditRow(Base):
    """Grain: one row per change of the archive. Rows are only added; each carries the hash of the one before."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(50))
    subject: Mapped[str] = mapped_column(String(300))
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(Sha, unique=True)
    hash: Mapped[str] = mapped_column(Sha, unique=True)
