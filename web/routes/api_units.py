"""The papers of a document for programs: how it falls into them, and the same acts as on the page."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel

from flows.laying import look_at
from nlp import row_box
from schemas import COLUMN_GAP, Box, LaidUnit, UsageError
from store import Correction, Layouts
from web.access import allows
from web.gate import person_of
from web.laying import Wish, carry_out, whole_document
from web.routes.api import REFUSED, refused
from web.routes.common import RecordId, card_of, store_of

router = APIRouter(prefix="/api/v1", tags=["papers"])


class RowOut(BaseModel):
    """A printed row: a unit may be divided before it. ``box``: fractions of the page, origin top left."""

    page: int
    piece: int
    box: Box
    text: str


class UnitsOut(BaseModel):
    """How a document falls into papers. ``seen`` goes with the next act; ``rows`` are those of the paper asked for."""

    seen: int
    by_machine: bool
    units: list[LaidUnit]
    loose: list[int]
    rows: list[RowOut]
    displaced: list[Correction]


class GoOn(BaseModel):
    """The paper to go on with; what is understood anew follows in the background."""

    record_id: str


@router.get("/papers/{record_id}/units", responses=REFUSED)
@allows("review")
def units(request: Request, record_id: RecordId) -> UnitsOut:
    """How the paper's document falls into papers. 403 for who does not see all papers of the document."""
    card, store = card_of(request, record_id), store_of(request)
    whole_document(request, card.sha256)
    laid = look_at(store, card.sha256)
    cut = laid.cut()
    mine = next((unit for unit in laid.layout.units if unit.record_id == record_id), None)
    rows = [
        RowOut(
            page=piece.page,
            piece=number,
            box=row_box(row),
            text=COLUMN_GAP.join(part.line.text for part in row),
        )
        for number, piece in enumerate(mine.pieces if mine else ())
        for row in cut.rows(piece)
    ]
    return UnitsOut(
        seen=laid.id,
        by_machine=laid.by_machine,
        units=list(laid.layout.units),
        loose=laid.loose if person_of(request).cells is None else [],
        rows=rows,
        displaced=Layouts(store).displaced(card.sha256),
    )


@router.post("/papers/{record_id}/units", status_code=202, responses=REFUSED, response_model=GoOn)
@allows("review")
def lay_out_anew(request: Request, record_id: RecordId, wish: Wish) -> Any:
    """Split, merge, order, re-type, give back to the machine; place or drop a correction that lost its place.

    409: the document was laid out anew since ``seen``, or somebody else has one of the papers open.
    """
    card = card_of(request, record_id)
    whole_document(request, card.sha256)
    try:
        return GoOn(record_id=carry_out(request, card.sha256, record_id, wish))
    except KeyError:
        raise HTTPException(404) from None
    except UsageError as error:
        return refused(error)
