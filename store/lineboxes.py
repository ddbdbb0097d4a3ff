"""Boxes of lines as people correct them: moved, parted, joined, taken away, added. Kept as said; the last word counts.

A typed text goes along with the line whose box it stands in. Whoever parts a line types it anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schemas import Box, UsageError
from schemas.hands import LaidLine
from store import audit, saving
from store.conflicts import ConflictError
from store.hand_tables import LineBoxesRow
from store.laid import LaidPages, alike, laid_in, lines_of, rounded_box
from store.review_tables import TranscriptRow
from store.store import Store
from store.transcripts import TypedLine, typed_in

__all__ = ["LineBoxes", "Wanted"]

MOST_LINES = 500  # of one page
SMALLEST = 0.002  # of the page's width or height: a smaller box is a slip of the hand


class Wanted(NamedTuple):
    """A line as a person wants it. ``was``: the boxes that it was before; none for a line that is new."""

    box: Box
    was: tuple[Box, ...] = ()


class LineBoxes:
    """The lines of pages as people laid them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, sha256: str | None = None) -> LaidPages:
        """The pages of one document, or of all, that were laid."""
        with self._store._read() as session:
            return laid_in(session, sha256)

    def last(self, sha256: str, page: int) -> tuple[int, tuple[LaidLine, ...] | None]:
        """The id of the last act on a page (0: none) and its lines (None: the machine's)."""
        with self._store._read() as session:
            row = _last(session, sha256, page)
            return (0, None) if row is None else (row.id, None if row.lines is None else lines_of(row.lines))

    def lay(self, sha256: str, page: int, wanted: Sequence[Wanted], *, who: str, seen: int | None = None) -> int:
        """Say that the lines of a page (1-based) are these and no others; the id of the act.

        ``seen``: the id of the act that the person saw; ``ConflictError`` where another one came since. Raises
        ``UsageError`` for boxes that are none, or twice the same.
        """
        lines = [Wanted(rounded_box(one.box), tuple(map(rounded_box, one.was))) for one in wanted]
        _check([one.box for one in lines])
        with self._store._write() as session:
            self._not_overtaken(session, sha256, page, seen)
            before = {one.box: one.own for one in laid_in(session, sha256).get((sha256, page), ())}
            typed = [one for one in typed_in(session, sha256) if one.page == page]
            kept = [[*one.box, int(one.was != (one.box,) or before.get(one.box, False))] for one in lines]
            row = LineBoxesRow(sha256=sha256, page=page, lines=kept, who=who, at=saving.now())
            session.add(row)
            session.flush()
            _carry(session, typed, lines)
            told = {"page": page, "lines": len(kept), "drawn": sum(int(one[4]) for one in kept)}
            audit.write(session, who, "line boxes corrected", sha256, told)
            return row.id

    def give_back(self, sha256: str, page: int, *, who: str, seen: int | None = None) -> int:
        """Let the machine say again where the lines of a page stand; the id of the act."""
        with self._store._write() as session:
            self._not_overtaken(session, sha256, page, seen)
            row = LineBoxesRow(sha256=sha256, page=page, lines=None, who=who, at=saving.now())
            session.add(row)
            session.flush()
            audit.write(session, who, "line boxes given back", sha256, {"page": page})
            return row.id

    def _not_overtaken(self, session: Session, sha256: str, page: int, seen: int | None) -> None:
        last = _last(session, sha256, page)
        if seen is not None and seen != (0 if last is None else last.id):
            who = last.who if last is not None else ""
            raise ConflictError(
                f"{who} changed the lines of this page after you opened it. Look at them and correct again.",
                f"{who} đã sửa khung dòng của trang này sau khi bạn mở. Hãy xem lại rồi sửa tiếp.",
                who=who,
            )


def _last(session: Session, sha256: str, page: int) -> LineBoxesRow | None:
    newest = select(func.max(LineBoxesRow.id)).where(LineBoxesRow.sha256 == sha256, LineBoxesRow.page == page)
    return session.scalar(select(LineBoxesRow).where(LineBoxesRow.id == newest.scalar_subquery()))


def _check(boxes: Sequence[Box]) -> None:
    if len(boxes) > MOST_LINES:
        raise UsageError(f"More than {MOST_LINES} lines on one page", f"Quá {MOST_LINES} dòng trên một trang")
    if len(set(boxes)) < len(boxes):
        raise UsageError("Two lines have the same box", "Hai dòng có cùng một khung")
    for box in boxes:
        if not (all(0 <= side <= 1 for side in box) and box.width >= SMALLEST and box.height >= SMALLEST):
            raise UsageError(
                "The box of a line is too small, or off the page", "Khung dòng quá nhỏ hoặc ra ngoài trang"
            )


def _carry(session: Session, typed: Sequence[TypedLine], lines: Sequence[Wanted]) -> None:
    """What was typed goes with its line where the box moved or lines were joined; the one who typed it stays named."""
    parted = Counter(box for one in lines for box in one.was)
    for one in lines:
        found = [_typed_at(typed, box) for box in one.was if parted[box] == 1]
        texts = [line for line in found if line is not None]
        if not texts or len(texts) < len(one.was) or texts[0].box == one.box == one.was[0]:
            continue
        row = TranscriptRow(
            sha256=texts[0].sha256, page=texts[0].page, box=list(one.box), hand=texts[0].hand, who=texts[0].who,
            text=" ".join(line.text for line in texts if line.text), at=saving.now(),
        )  # fmt: skip
        session.add(row)


def _typed_at(typed: Sequence[TypedLine], box: Box) -> TypedLine | None:
    exact = [line for line in typed if line.box == box]
    near = exact or [line for line in typed if alike(line.box, box)]
    return near[-1] if near else None
