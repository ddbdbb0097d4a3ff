"""The tables of review, each with its grain: what a person needs to find a paper, and what people did to it.

``cards`` and ``search_texts`` are an index kept by the store: they follow from the records and may be made anew at any
time. The others hold what people said and are only added to, except for ``leases``, which are gone in minutes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import CASCADE, Base, Sha

__all__ = ["CardRow", "LayoutRow", "LeaseRow", "ReviewRow", "SearchRow", "TranscriptRow", "UploadRow"]

RecordKey = String(128)


class CardRow(Base):
    """Grain: one row per record, with what the queue and the plots show of it; no name of a person, no free text."""

    __tablename__ = "cards"
    __table_args__ = (
        Index("ix_cards_queue", "current", "state", "worst", "record_id"),
        Index("ix_cards_all", "current", "worst", "record_id"),
        Index("ix_cards_cell", "cell", "month"),
        Index(  # whatever is summed or listed over some cells, kinds or months: answered without looking at the rows
            "ix_cards_cells",
            "current",
            "cell",
            "organisation",
            "state",
            "grade",
            "month",
            "document_type",
            "meeting_type",
            "rate",
            "contributions",
            "substantive",
            "self_criticisms",
            "worst",
            "record_id",
        ),
        Index(
            "ix_cards_months",
            "current",
            "document_type",
            "month",
            "rate",
            "contributions",
            "substantive",
            "self_criticisms",
        ),
        Index("ix_cards_reading", "current", "grade", "state"),
    )
    record_id: Mapped[str] = mapped_column(ForeignKey("records.record_id", ondelete=CASCADE), primary_key=True)
    sha256: Mapped[str] = mapped_column(Sha, index=True)
    current: Mapped[bool]  # its document still stands under some path
    state: Mapped[str] = mapped_column(String(20))  # new | needs_review | needs_transcription | approved | aside
    worst: Mapped[float]  # how sure the least sure required value is, 0 to 1
    doubts: Mapped[int]  # required values that nobody is sure of
    errors: Mapped[int]
    warnings: Mapped[int]
    grade: Mapped[str | None] = mapped_column(String(1))
    document_type: Mapped[str] = mapped_column(String(20))
    meeting_type: Mapped[str | None] = mapped_column(String(20))
    cell: Mapped[str] = mapped_column(String(300))
    organisation: Mapped[str | None]
    number: Mapped[str | None]
    month: Mapped[str | None] = mapped_column(String(7))  # of the meeting, else of the period; null where unknown
    held_on: Mapped[str | None] = mapped_column(String(10))
    file_name: Mapped[str]
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]
    members: Mapped[int | None]
    present: Mapped[int | None]
    rate: Mapped[float | None]
    contributions: Mapped[int]
    substantive: Mapped[int]
    self_criticisms: Mapped[int]
    changed_at: Mapped[datetime]


class SearchRow(Base):
    """Grain: one row per record: all its text, folded (small letters, no marks). SQLite indexes it in ``search``."""

    __tablename__ = "search_texts"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.record_id", ondelete=CASCADE), unique=True)
    folded: Mapped[str]


class ReviewRow(Base):
    """Grain: one row per act of a person on a whole record: approve, reopen, put aside, take back. Only ever added."""

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(RecordKey, index=True)
    sha256: Mapped[str] = mapped_column(Sha)
    action: Mapped[str] = mapped_column(String(20))  # approve | reopen | put_aside | take_back
    digest: Mapped[str] = mapped_column(Sha)  # of the record as it was approved: a later change shows
    who: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]


class LeaseRow(Base):
    """Grain: one row per record that someone has open for review, and until when."""

    __tablename__ = "leases"
    record_id: Mapped[str] = mapped_column(RecordKey, primary_key=True)
    holder: Mapped[str] = mapped_column(Sha)  # of the browser session
    who: Mapped[str]
    until: Mapped[datetime]


class TranscriptRow(Base):
    """Grain: one row per act of a person typing one line of a page. Rows are only ever added; the last one counts."""

    __tablename__ = "transcripts"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(Sha, index=True)
    page: Mapped[int]
    box: Mapped[list[Any]]  # fractions of the page, x0, top, x1, bottom
    text: Mapped[str]  # "" for a line that nobody can read, or that is none
    hand: Mapped[str] = mapped_column(String(20))  # print | handwriting | unreadable | none
    who: Mapped[str]
    at: Mapped[datetime]


class UploadRow(Base):
    """Grain: one row per file that was handed in by a browser, and how far it has come."""

    __tablename__ = "uploads"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]  # as the person's machine called it
    sha256: Mapped[str | None] = mapped_column(Sha)
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))  # waiting | reading | done | duplicate | refused
    step: Mapped[str] = mapped_column(String(20))
    page: Mapped[int | None]
    reason_en: Mapped[str]
    reason_vi: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


class LayoutRow(Base):
    """Grain: one row per act of a person saying how a document falls into units. Only added; the last one counts."""

    __tablename__ = "layouts"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(Sha, index=True)
    plan: Mapped[dict[str, Any]]
    who: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
