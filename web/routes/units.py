"""How the document of a paper falls into papers: divide, merge, say what one is, put its pages in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from flows.laying import Laid, look_at
from nlp import row_box
from schemas import DocumentType, Piece, UsageError
from store import Card, Layouts
from web.access import allows
from web.gate import person_of
from web.laying import Wish, carry_out, whole_document
from web.rendering import address_in, draw, language_of
from web.reviewing import PageView, page_views
from web.routes.common import Fields, RecordId, card_of, queue_of, store_of
from web.routes.pictures import parse_boxes
from web.routes.upload import intake_of
from web.rows import Place
from web.words import speaker

router = APIRouter(include_in_schema=False)
MOST_TEXT = 90  # letters of a row that are shown
NEAR = 60  # units before and after this one that are listed


@dataclass(frozen=True)
class RowView:
    """A printed row to divide before; ``value``: what the form sends, ``boxes``: where it stands on the page."""

    text: str
    value: str
    boxes: str


@dataclass(frozen=True)
class PieceView:
    """A run of rows of one page; ``whole``: all of its page."""

    page: int
    whole: bool
    rows: list[RowView]


@dataclass(frozen=True)
class UnitView:
    """One unit in the list of the document; ``card`` is None until it has been understood."""

    number: int
    record_id: str
    pages: list[int]
    card: Card | None


@dataclass(frozen=True)
class Sheets:
    """What the page images are drawn from."""

    pages: list[PageView]
    rows: tuple[()] = ()


@router.get("/record/{record_id}/units", response_class=HTMLResponse)
@allows("review")
def units_page(request: Request, record_id: RecordId) -> Response:
    """The paper among those of its document, and all that can be done to it."""
    card = card_of(request, record_id)
    whole_document(request, card.sha256)
    return _page(request, card)


@router.post("/record/{record_id}/units", response_class=HTMLResponse)
@allows("review")
def units_said(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Do what the form says."""
    card = card_of(request, record_id)
    whole_document(request, card.sha256)
    try:
        wish = _wish(request, card, form)
        going_on = carry_out(request, card.sha256, record_id, wish)
    except (ValidationError, KeyError, ValueError):
        raise HTTPException(400) from None
    except UsageError as error:
        status = 409 if error.code in ("conflict", "held") else 422
        return _page(request, card, error.message(language_of(request)), form, status)
    known = {one.record_id for one in queue_of(request).of_document(card.sha256)}
    return RedirectResponse(_here(request, going_on if going_on in known else record_id), 303)


def _page(
    request: Request, card: Card, problem: str = "", typed: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    store = store_of(request)
    laid = look_at(store, card.sha256)
    acts = Layouts(store).history(card.sha256)
    cards = {one.record_id: one for one in queue_of(request).of_document(card.sha256)}
    units = [
        UnitView(
            number,
            unit.record_id,
            list(dict.fromkeys(piece.page for piece in unit.pieces)),
            cards.get(unit.record_id),
        )
        for number, unit in enumerate(laid.layout.units, start=1)
    ]
    at = next((index for index, unit in enumerate(units) if unit.record_id == card.record_id), None)
    mine = laid.layout.units[at] if at is not None else None
    numbers = units[at].pages if at is not None else []
    shown = [page for number in numbers for page in laid.pages if page.number == number]
    return draw(
        request,
        "units.html",
        status,
        card=card,
        record=store.record(card.record_id, corrected=False),
        sheets_of=Sheets(page_views(shown)),
        units=units[max(0, (at or 0) - NEAR) : (at or 0) + NEAR + 1],
        count=len(units),
        at=at,
        before=units[at - 1] if at else None,
        behind=units[at + 1] if at is not None and at + 1 < len(units) else None,
        unit=mine,
        pieces=_pieces(laid, mine.pieces) if mine else [],
        loose=laid.loose if person_of(request).cells is None else [],
        kinds=[one.value for one in DocumentType],
        seen=laid.id,
        by_machine=laid.by_machine,
        last=acts[-1] if acts else None,
        displaced=Layouts(store).displaced(card.sha256),
        busy=intake_of(request).busy_with(card.sha256),
        problem=problem,
        typed=typed or {},
        here=f"/record/{card.record_id}/units",
    )


def _pieces(laid: Laid, pieces: tuple[Piece, ...]) -> list[PieceView]:
    cut, found = laid.cut(), []
    for number, piece in enumerate(pieces):
        rows = []
        for index, row in enumerate(cut.rows(piece)):
            if number == 0 and index == 0:
                continue  # here it begins already
            place = Place(piece.page, (row_box(row),)).data
            text = " · ".join(part.line.text for part in row)
            rows.append(RowView(text[:MOST_TEXT], f"{number}:{place if index or piece.start else ''}", place))
        found.append(PieceView(piece.page, piece.start is None and piece.end is None, rows))
    return found


def _wish(request: Request, card: Card, form: Mapping[str, str]) -> Wish:
    """What a form says; raises ``ValueError`` for what none of ours says."""
    do = form.get("do", "")
    said: dict[str, Any] = {"do": do, "seen": form.get("seen", ""), "reason": form.get("reason", "")[:500]}
    if do == "split":
        number, _, box = form.get("cut", "").partition(":")
        if not number:
            raise UsageError("Choose the line at which the next paper begins", speaker("vi")("units.choose-line"))
        said |= {"piece": number, "at": parse_boxes(box)[0] if box else None}
    elif do == "merge":
        said["other"] = form.get("other")
    elif do == "kind":
        said["kind"] = form.get("kind") or None
    elif do in ("place", "drop"):
        said["correction"] = form.get("correction", "")
    elif do == "arrange":
        said |= _arranged(request, card, form)
    return Wish.model_validate(said)


def _arranged(request: Request, card: Card, form: Mapping[str, str]) -> dict[str, Any]:
    """``place.N``: where piece N (from 0) is to stand; ``unit.N``: the number of the unit it belongs to, 0 for none."""
    units = look_at(store_of(request), card.sha256).layout.units
    own = next(number for number, unit in enumerate(units, start=1) if unit.record_id == card.record_id)
    places: list[tuple[int, int]] = []
    gone: dict[int, str | None] = {}
    for piece in range(len(units[own - 1].pieces)):
        place, unit = form.get(f"place.{piece}", "").strip(), form.get(f"unit.{piece}", str(own)).strip() or "0"
        if not (unit.isdecimal() and place.isdecimal() and int(unit) <= len(units)):
            raise UsageError("Places and papers are whole numbers", speaker("vi")("units.numbers"))
        if int(unit) == own:
            places.append((int(place), piece))
        else:
            gone[piece] = units[int(unit) - 1].record_id if int(unit) else None
    taken = [int(name[5:]) for name in form if name.startswith("take.") and name[5:].isdecimal()]
    return {"order": [piece for _, piece in sorted(places)], "gone": gone, "taken": taken}


def _here(request: Request, record_id: str) -> str:
    path = f"/record/{quote(record_id, safe='')}/units"
    return address_in(language_of(request), request.app.state.language, path)
