"""Hands: whose writing stands on which pages, the lines typed of it, and the models that were learnt from them.

Lines that were typed in the pages of the archive are not kept twice: they are the transcripts on the hand's pages.
Models lie in the data folder, ``hands/HAND/vVERSION.onnx``; every one that was taken stays.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, func, select

from schemas import UsageError
from schemas.hands import HandUse
from store import audit, saving
from store.errors import from_os
from store.hand_tables import HandLineRow, HandModelRow, HandPageRow, HandRow
from store.laid import laid_in
from store.review_tables import CardRow
from store.store import Store
from store.transcripts import TypedLine, TypedLines

__all__ = ["LANGUAGE", "HandEntry", "HandLine", "HandModel", "HandPages", "Hands"]

LANGUAGE = "letters.json.z"  # counts of letters in the archive's approved text, beside the models


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class HandEntry(_Out):
    """One hand."""

    id: str
    name: str
    book: str
    cell: str
    period: str
    at: datetime


class HandPages(_Out):
    """Pages (1-based, inclusive; ``last_page`` None: to the end) of a document in one hand."""

    hand: str
    sha256: str
    first_page: int
    last_page: int | None

    def holds(self, sha256: str, page: int) -> bool:
        """Whether the page is one of them."""
        return sha256 == self.sha256 and self.first_page <= page and (self.last_page is None or page <= self.last_page)


class HandLine(_Out):
    """One labelled line from elsewhere; ``picture`` is a PNG."""

    picture: bytes
    text: str
    source: str


class HandModel(_Out):
    """One course of learning; errors are shares of the characters of the held-out lines."""

    hand: str
    version: int
    taken: bool
    sha256: str | None
    lines: int
    judged_by: int
    base_error: float
    known_error: float | None
    error: float
    left_out: int
    seconds: float
    recipe: str
    seed: int
    at: datetime


class Hands:
    """The hands of an archive."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def folder(self) -> Path:
        """Where models lie."""
        return self._store.data_dir / "hands"

    def add(self, name: str, *, book: str = "", cell: str = "", period: str = "", who: str) -> HandEntry:
        """A new hand; raises ``UsageError`` where there is one of that name."""
        name = " ".join(name.split())
        if not name:
            raise UsageError("A hand needs a name.", "Nét chữ phải có tên.")
        with self._store._write() as session:
            if session.scalar(select(HandRow.id).where(HandRow.name == name)) is not None:
                raise UsageError(f"There is a hand '{name}' already.", f"Đã có nét chữ '{name}'.")
            row = HandRow(
                id=uuid.uuid4().hex[:12], name=name, book=book, cell=cell, period=period[:40], who=who, at=saving.now()
            )
            session.add(row)
            audit.write(session, who, "hand added", row.id)
            session.flush()
            return HandEntry.model_validate(row)

    def all(self) -> list[HandEntry]:
        """All hands, by name."""
        with self._store._read() as session:
            return [HandEntry.model_validate(row) for row in session.scalars(select(HandRow).order_by(HandRow.name))]

    def get(self, wanted: str) -> HandEntry:
        """The hand of that name, or whose id begins so; raises ``UsageError``."""
        found = [one for one in self.all() if wanted == one.name or (len(wanted) > 3 and one.id.startswith(wanted))]
        if len(found) != 1:
            raise UsageError(f"There is no hand '{wanted}'.", f"Không có nét chữ '{wanted}'.")
        return found[0]

    def assign(self, hand: str, sha256: str, first: int = 1, last: int | None = None, *, who: str) -> None:
        """Say that pages are in this hand; what was said of the same first page before no longer holds."""
        if first < 1 or (last is not None and last < first):
            raise UsageError("The pages must run from the first to the last.", "Số trang phải đi từ đầu đến cuối.")
        with self._store._write() as session:
            place = (HandPageRow.sha256 == sha256, HandPageRow.first_page == first)
            session.execute(delete(HandPageRow).where(*place))
            row = HandPageRow(hand=hand, sha256=sha256, first_page=first, last_page=last, who=who, at=saving.now())
            session.add(row)
            audit.write(session, who, "hand assigned", sha256, {"hand": hand, "pages": [first, last]})

    def pages(self, hand: str | None = None) -> list[HandPages]:
        """The runs of pages of one hand, or of all."""
        query = select(HandPageRow).order_by(HandPageRow.sha256, HandPageRow.first_page)
        query = query if hand is None else query.where(HandPageRow.hand == hand)
        with self._store._read() as session:
            return [HandPages.model_validate(row) for row in session.scalars(query)]

    def typed(self, hand: str) -> list[TypedLine]:
        """Lines typed on the hand's pages that have text and are not print."""
        mine = self.pages(hand)
        return [
            line
            for line in TypedLines(self._store).labelled()
            if line.hand == "handwriting" and any(run.holds(line.sha256, line.page) for run in mine)
        ]

    def bring(self, hand: str, lines: Sequence[HandLine], *, who: str) -> int:
        """Keep labelled lines from elsewhere; how many are new. The same picture again has its text replaced."""
        new = 0
        with self._store._write() as session:
            known = {row.digest: row for row in session.scalars(select(HandLineRow).where(HandLineRow.hand == hand))}
            for line in lines:
                digest = hashlib.sha256(line.picture).hexdigest()
                if digest in known:
                    known[digest].text = line.text
                    continue
                known[digest] = HandLineRow(
                    hand=hand, digest=digest, picture=line.picture, text=line.text, source=line.source[:300], who=who,
                    at=saving.now(),
                )  # fmt: skip
                session.add(known[digest])
                new += 1
            audit.write(session, who, "hand lines brought in", hand, {"lines": len(lines), "new": new})
        return new

    def brought(self, hand: str) -> list[HandLine]:
        """The lines from elsewhere, in the order in which they came."""
        query = select(HandLineRow).where(HandLineRow.hand == hand).order_by(HandLineRow.id)
        with self._store._read() as session:
            return [HandLine.model_validate(row) for row in session.scalars(query)]

    def count(self, hand: str) -> int:
        """How many labelled lines there are."""
        query = select(func.count()).select_from(HandLineRow).where(HandLineRow.hand == hand)
        with self._store._read() as session:
            elsewhere = session.scalar(query) or 0
        return len(self.typed(hand)) + elsewhere

    def approved_texts(self) -> list[str]:
        """The text of each record that a person has approved."""
        with self._store._read() as session:
            ids = list(session.scalars(select(CardRow.record_id).where(CardRow.state == "approved")))
        return [record.text for record in self._store.records(record_ids=ids)] if ids else []

    # models ----------------------------------------------------------------------------------------------------

    def models(self, hand: str | None = None) -> list[HandModel]:
        """All courses of learning, oldest first."""
        query = select(HandModelRow).order_by(HandModelRow.id)
        query = query if hand is None else query.where(HandModelRow.hand == hand)
        with self._store._read() as session:
            return [HandModel.model_validate(row) for row in session.scalars(query)]

    def in_use(self, hand: str) -> HandModel | None:
        """The newest model that was taken."""
        return next((one for one in reversed(self.models(hand)) if one.taken), None)

    def path(self, model: HandModel) -> Path:
        """Where the file of a model lies."""
        return self.folder / model.hand / f"v{model.version}.onnx"

    def keep(self, entry: HandModel, content: bytes | None, *, who: str) -> HandModel:
        """Note a course of learning, with its model's file where it was taken; gives it the next version."""
        known = self.models(entry.hand)
        version = max((one.version for one in known), default=0) + 1
        digest = None if content is None else hashlib.sha256(content).hexdigest()
        kept = entry.model_copy(update={"version": version, "taken": content is not None, "sha256": digest})
        if content is not None:
            path = self.path(kept)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(".part")
                part.write_bytes(content)
                part.replace(path)
            except OSError as error:
                raise from_os(error, str(path)) from error
        with self._store._write() as session:
            session.add(HandModelRow(**kept.model_dump(), who=who))
            audit.write(session, who, "hand learnt", entry.hand, {"version": version, "taken": kept.taken})
        return kept

    def uses(self) -> dict[str, tuple[HandUse, ...]]:
        """By document: which of its pages are read by which model. Hands that have none are not among them."""
        newest = {one.hand: one for one in self.models() if one.taken and one.sha256}
        language = self.folder / LANGUAGE
        out: dict[str, list[HandUse]] = {}
        with self._store._read() as session:
            laid = laid_in(session)
        for run in self.pages():
            model = newest.get(run.hand)
            if model is not None and model.sha256 is not None:
                use = HandUse(
                    first=run.first_page, last=run.last_page, hand=run.hand, version=model.version,
                    model=self.path(model), sha256=model.sha256, language=language if language.is_file() else None,
                    laid={page: lines for (sha256, page), lines in laid.items() if run.holds(sha256, page)},
                )  # fmt: skip
                out.setdefault(run.sha256, []).append(use)
        return {sha256: tuple(found) for sha256, found in out.items()}
