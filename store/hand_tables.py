"""The tables of hands, each with its grain: whose writing, on which pages, what was typed of it, what was learnt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import CASCADE, Base, Sha

__all__ = ["HandLineRow", "HandModelRow", "HandPageRow", "HandRow", "LineBoxesRow"]

HandKey = String(16)


class HandRow(Base):
    """Grain: one row per hand: a person's writing, named as those who work with the book know it."""

    __tablename__ = "hands"
    id: Mapped[str] = mapped_column(HandKey, primary_key=True)
    name: Mapped[str]  # may be a person's name
    book: Mapped[str]
    cell: Mapped[str]
    period: Mapped[str] = mapped_column(String(40))
    who: Mapped[str]
    at: Mapped[datetime]


class HandPageRow(Base):
    """Grain: one row per hand and run of pages of a document that are in this hand."""

    __tablename__ = "hand_pages"
    __table_args__ = (UniqueConstraint("sha256", "first_page"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    hand: Mapped[str] = mapped_column(ForeignKey("hands.id", ondelete=CASCADE), index=True)
    sha256: Mapped[str] = mapped_column(Sha)
    first_page: Mapped[int]
    last_page: Mapped[int | None]  # null: to the document's end
    who: Mapped[str]
    at: Mapped[datetime]


class HandLineRow(Base):
    """Grain: one row per labelled line that was brought in from elsewhere, with its picture."""

    __tablename__ = "hand_lines"
    __table_args__ = (UniqueConstraint("hand", "digest"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    hand: Mapped[str] = mapped_column(ForeignKey("hands.id", ondelete=CASCADE), index=True)
    digest: Mapped[str] = mapped_column(Sha)  # of the picture's pixels
    picture: Mapped[bytes] = mapped_column(LargeBinary)  # PNG, grey
    text: Mapped[str]
    source: Mapped[str] = mapped_column(String(300))  # file name it came from
    who: Mapped[str]
    at: Mapped[datetime]


class HandModelRow(Base):
    """Grain: one row per course of learning of a hand. Rows are only added; the newest that was taken is in use."""

    __tablename__ = "hand_models"
    __table_args__ = (UniqueConstraint("hand", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    hand: Mapped[str] = mapped_column(ForeignKey("hands.id", ondelete=CASCADE), index=True)
    version: Mapped[int]
    taken: Mapped[bool]  # it read the held-out lines better than what there was
    sha256: Mapped[str | None] = mapped_column(Sha)  # of the file hands/HAND/vVERSION.onnx; null where it was not taken
    lines: Mapped[int]
    judged_by: Mapped[int]
    base_error: Mapped[float]  # shares of the characters of the held-out lines
    known_error: Mapped[float | None]
    error: Mapped[float]
    left_out: Mapped[int]
    seconds: Mapped[float]
    recipe: Mapped[str] = mapped_column(String(50))
    seed: Mapped[int]
    who: Mapped[str]
    at: Mapped[datetime]


class LineBoxesRow(Base):
    """Grain: one row per act of a person saying where the lines of a page stand. Only added; the last one counts."""

    __tablename__ = "line_boxes"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(Sha, index=True)
    page: Mapped[int]
    lines: Mapped[list[Any] | None]  # each [x0, top, x1, bottom, 1 where a person drew it]; null: the machine's again
    who: Mapped[str]
    at: Mapped[datetime]
