"""Laying a document out as a person says: what it is now, what may be done to it, and keeping what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nlp
from schemas import Layout, Page, UsageError
from store import Actor, Layouts, Parts, Store, TypedLines, laid_pages, with_typed_lines
from store.layouts import outdated

__all__ = ["Laid", "lay_out", "look_at"]


@dataclass(frozen=True)
class Laid:
    """A document with its layout. ``id``: of a person's act, 0 where the machine's split stands untouched."""

    sha256: str
    id: int
    layout: Layout
    pages: Sequence[Page]  # with the lines that people typed
    history: Sequence[Layout]  # the machine's, then each that a person made
    by_machine: bool

    @property
    def loose(self) -> list[int]:
        """Pages of which no unit holds anything."""
        held = {piece.page for unit in self.layout.units for piece in unit.pieces}
        return [page.number for page in self.pages if page.number not in held]

    def cut(self) -> nlp.Cut:
        """Which unit holds which rows."""
        return nlp.Cut(self.pages, self.layout)


def look_at(store: Store, sha256: str) -> Laid:
    """How a document falls into units now."""
    pages = with_typed_lines(store.pages(sha256), TypedLines(store).of_document(sha256), laid_pages(store, sha256))
    acts = Layouts(store).history(sha256)
    units = nlp.split(pages, "", sha256)
    machine = nlp.as_layout(pages, [(nlp.record_id(unit), unit) for unit in units])
    last = acts[-1].layout if acts else None
    return Laid(
        sha256=sha256,
        id=acts[-1].id if acts else 0,
        layout=last or machine,
        pages=pages,
        history=[machine, *(act.layout for act in acts if act.layout)],
        by_machine=last is None,
    )


def lay_out(
    store: Store,
    sha256: str,
    change: Callable[[Laid], Layout | None],
    *,
    seen: int,
    actor: Actor,
    reason: str = "",
) -> Laid:
    """Keep what ``change`` makes of the layout (None: the machine's); the layout as it is then. Corrections follow
    their values; the records follow when the document is understood again.

    Raises ``UsageError`` for what cannot be done, ``ConflictError`` when somebody else was first, ``HeldError`` while
    someone else has one of the papers open, ``KeyError`` for an unknown unit.
    """
    now = look_at(store, sha256)
    if now.id != seen:  # what is asked was thought for another layout
        acts = Layouts(store).history(sha256)
        raise outdated(acts[-1].who if acts else "")
    made = change(now)
    wanted = made or now.history[0]
    before, after = now.cut(), nlp.Cut(now.pages, wanted)
    _check(wanted, after)
    old = {unit.record_id: unit for unit in now.layout.units}
    new = {unit.record_id: unit for unit in wanted.units}
    touched = {record_id for record_id in {*old, *new} if old.get(record_id) != new.get(record_id)}
    if not touched:
        return now
    Layouts(store).save(
        sha256,
        made,
        seen=seen,
        touched=touched,
        before=Parts(before.held, before.owner),
        after=Parts(after.held, after.owner),
        actor=actor,
        reason=reason,
    )
    return look_at(store, sha256)


def _check(wanted: Layout, after: nlp.Cut) -> None:
    if not wanted.units:
        raise UsageError("A document needs at least one unit", "Tài liệu phải có ít nhất một văn bản")
    if not all(after.held[unit.record_id] for unit in wanted.units):
        raise UsageError("A unit needs at least one line", "Mỗi văn bản phải có ít nhất một dòng")
