"""Lines that a person typed: laid over the page that the machine read, and kept as labelled lines to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Select, select

from schemas import Box, Line, Page, PageState, Script, Word, overlap
from store import audit, saving
from store.review_tables import TranscriptRow
from store.store import Store

__all__ = ["PERSON", "Hand", "TypedLine", "TypedLines", "with_typed_lines"]

PERSON = "typed by a person"
SAME = 0.6  # share of the smaller box that two boxes of one line have in common
Hand = Literal["print", "handwriting", "unreadable", "none"]


class TypedLine(BaseModel):
    """One line of a page as a person typed it. ``hand`` says how it is written, or why there is no text."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: int
    sha256: str
    page: int
    box: Box
    text: str
    hand: Hand
    who: str
    at: datetime


class TypedLines:
    """Keeps typed lines; the last one typed for a place counts, the earlier ones stay."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, sha256: str, page: int, box: Box, text: str, *, hand: Hand, who: str) -> TypedLine:
        """Keep one line. ``box``: fractions of the page, origin top left."""
        row = TranscriptRow(
            sha256=sha256,
            page=page,
            box=[round(side, 5) for side in box],
            text=" ".join(text.split()),
            hand=hand,
            who=who,
            at=saving.now(),
        )
        with self._store._write() as session:
            session.add(row)
            session.flush()
            audit.write(session, who, "line typed", sha256, {"page": page, "line": row.id, "hand": hand})
            return TypedLine.model_validate(row)

    def of_document(self, sha256: str) -> list[TypedLine]:
        """The lines in force, in the order in which they were typed."""
        return self._standing(select(TranscriptRow).where(TranscriptRow.sha256 == sha256))

    def labelled(self) -> list[TypedLine]:
        """All lines in force that have text: (image by document, page and box; text; hand) to learn from."""
        query = select(TranscriptRow).order_by(TranscriptRow.id)
        return [line for line in self._standing(query) if line.text]

    def _standing(self, query: Select[TranscriptRow]) -> list[TypedLine]:
        with self._store._read() as session:
            rows = [TypedLine.model_validate(row) for row in session.scalars(query.order_by(TranscriptRow.id))]
        return standing(rows)


def standing(lines: Iterable[TypedLine]) -> list[TypedLine]:
    """The last line of each place."""
    last: dict[tuple[str, int, Box], TypedLine] = {}
    for line in sorted(lines, key=lambda one: one.id):
        last[line.sha256, line.page, line.box] = line
    return sorted(last.values(), key=lambda one: one.id)


def with_typed_lines(pages: Sequence[Page], lines: Sequence[TypedLine]) -> list[Page]:
    """Pages as they read with the lines of a person laid over them; a page without any is handed back as it is.

    A typed line takes the place of the machine's lines in its box. A page needs no transcription any more when each
    of its lines was answered for.
    """
    return [_laid(page, [line for line in lines if line.page == page.number]) for page in pages]


def _laid(page: Page, typed: Sequence[TypedLine]) -> Page:
    if not typed:
        return page
    kept = [line for line in page.lines if not any(same_place(line.box, one.box) for one in typed)]
    mine = [_line(one) for one in typed if one.text]
    open_lines = [line for line in kept if page.state is PageState.NEEDS_TRANSCRIPTION]
    state = page.state
    if page.state in (PageState.NEEDS_TRANSCRIPTION, PageState.FAILED) and not open_lines:
        state = PageState.READ
    laid = _rows([*kept, *mine]) if state is PageState.READ or mine else kept
    producer = f"{page.producer}, {PERSON}" if page.producer else PERSON
    return page.model_copy(update={"lines": tuple(laid), "state": state, "producer": producer})


def same_place(one: Box, other: Box) -> bool:
    """Whether two boxes hold the same line."""
    smaller = min(one.width * one.height, other.width * other.height)
    return smaller > 0 and overlap(one, other) / smaller >= SAME


def _line(typed: TypedLine) -> Line:
    """The typed words, spread over the box by their length."""
    texts = typed.text.split()
    total = sum(len(text) for text in texts) + len(texts) - 1
    words, at = [], 0
    for text in texts:
        x0 = typed.box.x0 + typed.box.width * at / total
        at += len(text)
        x1 = typed.box.x0 + typed.box.width * at / total
        at += 1
        words.append(Word(text=text, box=Box(x0, typed.box.top, min(1.0, x1), typed.box.bottom), confidence=1.0))
    script = Script.PRINT if typed.hand == "print" else Script.HANDWRITING
    return Line(words=tuple(words), box=typed.box, row=0, script=script)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom, numbered anew; those that stood in one row and overlap in height share it still."""
    placed: list[Line] = []
    row, column, last = -1, 0, None
    for line in sorted(lines, key=lambda one: ((one.box.top + one.box.bottom) / 2, one.box.x0)):
        middle = (line.box.top + line.box.bottom) / 2
        beside = last is not None and last.top <= middle <= last.bottom and (line.box.x0 >= last.x1)
        row, column = (row, column + 1) if beside else (row + 1, 0)
        placed.append(line.model_copy(update={"row": row, "column": column}))
        last = line.box
    return placed
