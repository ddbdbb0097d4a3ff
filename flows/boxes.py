"""Lines of a page corrected: what stands there now, against what a person's file or the page in the browser says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.hands.placing import likeness
from schemas import Box
from store import LineBoxes, Store, TypedLines, Wanted
from store.laid import rounded_box, same_place, with_typed_boxes
from store.transcripts import Hand

__all__ = ["PlacedText", "current_lines", "lay_from_file", "replaced", "type_lines"]

_UNMOVED = 0.93  # likeness of a box that only went through another program's whole pixels


class PlacedText(NamedTuple):
    """A line as a file has it: where it stands (None: it is none), what it was there before (None: not said), text."""

    box: Box | None
    text: str
    was: Box | None = None


def current_lines(store: Store, sha256: str, page: int) -> list[Box]:
    """The boxes of a page's lines: as a person laid them, else as typed, and the others as the machine found them."""
    _, laid = LineBoxes(store).last(sha256, page)
    if laid is not None:
        return [line.box for line in laid]
    typed = [line.box for line in TypedLines(store).of_document(sha256) if line.page == page]
    return with_typed_boxes([line.box for found in store.pages(sha256, [page]) for line in found.lines], typed)


def replaced(now: Sequence[Box], lines: Sequence[PlacedText], *, complete: bool) -> list[Wanted] | None:
    """The lines of a page with those of a file in their place; None where that changes nothing.

    ``complete``: the file has all lines of the page; what is missing there is taken away.
    """
    if not complete and all(line.box is not None and line.box == line.was for line in lines):
        return None
    wanted: list[Wanted] = []
    gone: set[Box] = set()
    for line in lines:
        was = _was(now, line)
        gone.update(was)
        if line.box is None:
            continue
        box = rounded_box(line.box)
        unmoved = [one for one in was if likeness(one, box) >= _UNMOVED] if line.was is None else []
        wanted.append(Wanted(unmoved[0], (unmoved[0],)) if unmoved else Wanted(box, was))
    kept = [] if complete else [Wanted(one, (one,)) for one in now if one not in gone]
    whole = sorted([*kept, *wanted], key=lambda one: (one.box.top + one.box.bottom, one.box.x0))
    return None if {one.box for one in whole} == set(now) else whole


def lay_from_file(
    store: Store, sha256: str, page: int, lines: Sequence[PlacedText], *, complete: bool = False, who: str
) -> bool:
    """Correct the boxes of a page by a file's; whether that changed anything. Raises ``UsageError``."""
    whole = replaced(current_lines(store, sha256, page), lines, complete=complete)
    if whole is None:
        return False
    LineBoxes(store).lay(sha256, page, whole, who=who)
    return True


def type_lines(
    store: Store, sha256: str, page: int, lines: Sequence[PlacedText], *, hand: Hand = "handwriting", who: str
) -> int:
    """Keep the texts of a file's lines as typed on the page; how many are new or changed."""
    typed = TypedLines(store)
    now = current_lines(store, sha256, page)
    known = {(line.box, line.text) for line in typed.of_document(sha256) if line.page == page}
    count = 0
    for line in lines:
        text = " ".join(line.text.split())
        if line.box is None or not text:
            continue
        box = max(now, key=lambda one: likeness(one, line.box or one), default=line.box)
        box = box if likeness(box, line.box) >= _UNMOVED else rounded_box(line.box)
        if (box, text) not in known:
            typed.add(sha256, page, box, text, hand=hand, who=who)
            count += 1
    return count


def _was(now: Sequence[Box], line: PlacedText) -> tuple[Box, ...]:
    if line.was is not None:
        was = rounded_box(line.was)
        return (was,) if was in now else tuple(one for one in now if same_place(one, was))
    box = line.box
    return () if box is None else tuple(one for one in now if same_place(one, box))
