"""Lines that a person typed: laid over the page that the machine read, and kept as labelled lines to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas import Box, Line, Page, PageState, Script, Word
from schemas.hands import LaidLine
from store import audit, saving
from store.hand_tables import LineBoxesRow
from store.laid import LaidPages, laid_in, on_laid, place_in, rounded_box, same_place
from store.review_tables import TranscriptRow
from store.store import Store

__all__ = ["PERSON", "Hand", "TypedLine", "TypedLines", "laid_pages", "same_place", "typed_in", "with_typed_lines"]

PERSON = "typed by a person"
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
        """Keep one line. ``box``: fractions of the page, origin top left.

        Where a person laid the lines of the page, it is the line of theirs in that place, or a new one.
        """
        with self._store._write() as session:
            laid = laid_in(session, sha256).get((sha256, page))
            box = rounded_box(box)
            found = box if laid is None else place_in(laid, box)
            if laid is not None and found is None:
                lines = [[*one.box, int(one.own)] for one in laid]
                session.add(LineBoxesRow(sha256=sha256, page=page, lines=[*lines, [*box, 1]], who=who, at=saving.now()))
            row = TranscriptRow(
                sha256=sha256,
                page=page,
                box=list(found or box),
                text=" ".join(text.split()),
                hand=hand,
                who=who,
                at=saving.now(),
            )
            session.add(row)
            session.flush()
            audit.write(session, who, "line typed", sha256, {"page": page, "line": row.id, "hand": hand})
            return TypedLine.model_validate(row)

    def of_document(self, sha256: str) -> list[TypedLine]:
        """The lines in force, in the order in which they were typed."""
        with self._store._read() as session:
            return typed_in(session, sha256)

    def labelled(self) -> list[TypedLine]:
        """All lines in force that have text: (image by document, page and box; text; hand) to learn from."""
        with self._store._read() as session:
            return [line for line in typed_in(session) if line.text]


def typed_in(session: Session, sha256: str | None = None) -> list[TypedLine]:
    """The lines in force of one document, or of all."""
    query = select(TranscriptRow).order_by(TranscriptRow.id)
    query = query if sha256 is None else query.where(TranscriptRow.sha256 == sha256)
    return standing((TypedLine.model_validate(row) for row in session.scalars(query)), laid_in(session, sha256))


def standing(lines: Iterable[TypedLine], laid: LaidPages | None = None) -> list[TypedLine]:
    """The last line of each place; on a page that a person ``laid``, of each of its lines."""
    last: dict[tuple[str, int, Box], TypedLine] = {}
    for line in sorted(lines, key=lambda one: one.id):
        last[line.sha256, line.page, line.box] = line
    boxes = {place: {one.box for one in found} for place, found in (laid or {}).items()}
    kept = [line for (sha256, page, box), line in last.items() if box in boxes.get((sha256, page), {box})]
    return sorted(kept, key=lambda one: one.id)


def laid_pages(store: Store, sha256: str) -> dict[int, tuple[LaidLine, ...]]:
    """The pages of a document whose lines a person laid."""
    with store._read() as session:
        return {page: lines for (_, page), lines in laid_in(session, sha256).items()}


def with_typed_lines(
    pages: Sequence[Page], lines: Sequence[TypedLine], laid: Mapping[int, Sequence[LaidLine]] | None = None
) -> list[Page]:
    """Pages as they read with the lines of a person laid over them; a page without any is handed back as it is.

    A typed line takes the place of the machine's lines in its box. ``laid``: pages whose lines a person laid; what the
    machine read outside of them is no text. A page needs no transcription any more when each of its lines was answered
    for.
    """
    return [
        _laid(page, [line for line in lines if line.page == page.number], (laid or {}).get(page.number))
        for page in pages
    ]


def _laid(page: Page, typed: Sequence[TypedLine], laid: Sequence[LaidLine] | None) -> Page:
    if not typed and laid is None:
        return page
    if laid is None:
        kept = [line for line in page.lines if not any(same_place(line.box, one.box) for one in typed)]
        left = bool(kept)
    else:
        done = {one.box for one in typed}
        still = [one.box for one in laid if one.box not in done]
        kept, left = on_laid(page.lines, still), bool(still)
    mine = [_line(one) for one in typed if one.text]
    state = page.state
    if page.state in (PageState.NEEDS_TRANSCRIPTION, PageState.FAILED) and not left:
        state = PageState.READ
    lines = _rows([*kept, *mine]) if state is PageState.READ or mine else kept
    producer = f"{page.producer}, {PERSON}" if page.producer else PERSON
    return page.model_copy(update={"lines": tuple(lines), "state": state, "producer": producer})


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
