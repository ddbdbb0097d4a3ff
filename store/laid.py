"""Where the lines of pages stand as people laid them: read within an open session, and applied to what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas import Box, Line, overlap, union
from schemas.hands import LaidLine
from store.hand_tables import LineBoxesRow

__all__ = ["LaidPages", "alike", "laid_in", "on_laid", "place_in", "rounded_box", "same_place", "with_typed_boxes"]

SAME = 0.6  # share of the smaller box that two boxes of one line have in common
LaidPages = dict[tuple[str, int], tuple[LaidLine, ...]]  # by document and page; only pages that a person laid


def same_place(one: Box, other: Box) -> bool:
    """Whether two boxes hold the same line."""
    smaller = min(one.width * one.height, other.width * other.height)
    return smaller > 0 and overlap(one, other) / smaller >= SAME


def alike(one: Box, other: Box) -> bool:
    """Whether two boxes hold the same line and the whole of it: a piece of a line is not like the line."""
    shared = overlap(one, other)
    both = one.width * one.height + other.width * other.height - shared
    return both > 0 and shared / both >= SAME


def with_typed_boxes(found: Sequence[Box], typed: Sequence[Box]) -> list[Box]:
    """Lines of a page: those a person typed where they typed them, and the ``found`` ones in other places."""
    mine = [rounded_box(box) for box in typed]
    return [*mine, *(box for box in map(rounded_box, found) if not any(same_place(box, one) for one in mine))]


def rounded_box(box: Iterable[float]) -> Box:
    """As boxes of lines are kept."""
    return Box(*(round(side, 5) for side in box))


def laid_in(session: Session, sha256: str | None = None) -> LaidPages:
    """The pages of one document, or of all, whose lines a person laid and did not give back to the machine."""
    query = select(LineBoxesRow).order_by(LineBoxesRow.id)
    query = query if sha256 is None else query.where(LineBoxesRow.sha256 == sha256)
    last = {(row.sha256, row.page): row.lines for row in session.scalars(query)}
    return {place: lines_of(lines) for place, lines in last.items() if lines is not None}


def lines_of(kept: Sequence[Sequence[float]]) -> tuple[LaidLine, ...]:
    """Lines as a row keeps them."""
    return tuple(LaidLine(box=Box(*sides[:4]), own=bool(sides[4])) for sides in kept)


def place_in(laid: Sequence[LaidLine], box: Box) -> Box | None:
    """The box among ``laid`` that holds the same line as ``box``; None where there is none."""
    box = rounded_box(box)
    boxes = [one.box for one in laid]
    if box in boxes:
        return box
    near = [one for one in boxes if same_place(one, box)]
    return max(near, key=lambda one: overlap(one, box), default=None)


def on_laid(lines: Iterable[Line], boxes: Sequence[Box]) -> list[Line]:
    """Of the machine's ``lines`` the words that stand in one of ``boxes``: what a person took away is no text."""
    out = []
    for line in lines:
        words = tuple(word for word in line.words if any(_within(word.box, box) for box in boxes))
        if len(words) == len(line.words):
            out.append(line)
        elif words:
            out.append(line.model_copy(update={"words": words, "box": union(word.box for word in words)}))
    return out


def _within(word: Box, box: Box) -> bool:
    x, y = word.middle
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
