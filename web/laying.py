"""What a person asks of the layout of a document, and the doing of it; pages and API ask in the same words."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from flows.laying import Laid, lay_out
from nlp import arranged, divided, merged, typed_as
from schemas import Box, DocumentType, Layout, UsageError
from store import Layouts
from web.gate import RefusedError, person_of
from web.routes.common import document_cards, store_of
from web.routes.upload import intake_of

__all__ = ["Wish", "carry_out", "whole_document"]

Number = Annotated[int, Field(ge=0, le=100_000)]
RecordName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:#-]{1,128}$")]


class Wish(BaseModel):
    """One act. ``seen``: id of the layout that the person looked at; it is refused when it is no longer the last one.

    ``split`` lets a new unit begin in piece ``piece`` (from 0) at the row ``at`` (a box as fractions of the page; null:
    where the piece begins). ``merge`` joins the unit ``other``. ``arrange`` puts pieces in ``order``, those in ``gone``
    into another unit (null: into none), pages of no unit that are ``taken`` in. ``kind`` says what the unit is (null:
    let the machine say). ``reset`` gives the document back to the machine. ``place`` and ``drop`` settle a
    ``correction`` that lost its place.
    """

    model_config = ConfigDict(extra="forbid")

    do: Literal["split", "merge", "arrange", "kind", "reset", "place", "drop"]
    seen: Annotated[int, Field(ge=0, le=2**31 - 1)]
    piece: Number = 0
    at: Box | None = None
    other: RecordName | None = None
    order: Annotated[list[Number], Field(max_length=2000)] = []
    gone: Annotated[dict[Number, RecordName | None], Field(max_length=2000)] = {}
    taken: Annotated[list[Annotated[int, Field(ge=1, le=100_000)]], Field(max_length=2000)] = []
    kind: DocumentType | None = None
    correction: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    reason: Annotated[str, Field(max_length=500)] = ""


def whole_document(request: Request, sha256: str) -> None:
    """Who sees only some papers of a scan may not say how it falls into papers: the pages of others hang on it."""
    person = person_of(request)
    if person.cells is not None and not all(person.sees(card.cell) for card in document_cards(request, sha256)):
        raise RefusedError("error.whole-document")


def carry_out(request: Request, sha256: str, record_id: str, wish: Wish) -> str:
    """Do it, and have the document understood again; the id of the paper to go on with.

    Raises ``UsageError`` (with ``ConflictError`` and ``HeldError``) for what is refused, ``KeyError`` for what is not
    there.
    """
    store, person = store_of(request), person_of(request)
    if wish.do == "place":
        Layouts(store).place(wish.correction, record_id, actor=person.actor)
        return record_id
    if wish.do == "drop":
        Layouts(store).drop(wish.correction, record_id, actor=person.actor)
        return record_id
    if wish.taken and person.cells is not None:
        raise RefusedError("error.whole-document")  # nobody knows whose pages these are
    reason = " ".join(wish.reason.split())
    then = lay_out(
        store,
        sha256,
        lambda now: _changed(now, record_id, wish),
        seen=wish.seen,
        actor=person.actor,
        reason=reason,
    )
    intake_of(request).again(sha256)
    ids = [unit.record_id for unit in then.layout.units]
    return record_id if record_id in ids else wish.other if wish.other in ids and wish.other else ids[0]


def _changed(now: Laid, record_id: str, wish: Wish) -> Layout | None:
    layout = now.layout
    if wish.do == "split":
        return divided(layout, record_id, wish.piece, wish.at, now.history, now.sha256)
    if wish.do == "merge":
        if wish.other is None:
            raise UsageError("Say which unit to merge with", "Hãy chọn văn bản để gộp")
        return merged(layout, record_id, wish.other)
    if wish.do == "arrange":
        return arranged(layout, record_id, wish.order, wish.gone, wish.taken)
    if wish.do == "kind":
        return typed_as(layout, record_id, wish.kind)
    return None
