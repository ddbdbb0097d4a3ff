"""Where the lines of a page stand: a person moves, parts, joins, adds and removes them over the picture of the page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from schemas import Box, UsageError
from store import LineBoxes, Wanted
from web.access import allows
from web.gate import person_of
from web.rendering import address_in, draw, language_of
from web.routes.common import Fields, RecordId, card_of, page_cards, store_of
from web.routes.lines import lines_of
from web.routes.upload import intake_of

router = APIRouter(include_in_schema=False)
Side = Annotated[int, Field(ge=0, le=100_000)]  # hundred-thousandths of the page
Sides = tuple[Side, Side, Side, Side]


class DrawnLine(BaseModel):
    """A line as the page's script sends it: its box, and the boxes that it was before."""

    model_config = ConfigDict(extra="forbid")

    box: Sides
    was: Annotated[list[Sides], Field(max_length=20)] = []

    @property
    def wanted(self) -> Wanted:
        return Wanted(_box(self.box), tuple(_box(one) for one in self.was))


_LINES = TypeAdapter(Annotated[list[DrawnLine], Field(max_length=500)])


@router.get("/record/{record_id}/boxes", response_class=HTMLResponse)
@allows("review")
def boxes_page(
    request: Request,
    record_id: RecordId,
    page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    at: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Response:
    """The page with its lines drawn over it."""
    return _page(request, record_id, page, at=at)


@router.post("/record/{record_id}/boxes")
@allows("review")
def boxes_drawn(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Keep the lines as they were drawn, and go on with typing."""
    card = card_of(request, record_id)
    number, seen = form.get("page", ""), form.get("seen", "")
    if not (number.isdecimal() and 1 <= int(number) <= 100_000 and seen.isdecimal() and len(seen) < 12):
        raise HTTPException(400)
    page_cards(request, card.sha256, int(number))
    boxes, who = LineBoxes(store_of(request)), person_of(request).name
    try:
        if form.get("answer") == "machine":
            boxes.give_back(card.sha256, int(number), who=who, seen=int(seen))
        else:
            wanted = [line.wanted for line in _LINES.validate_json(form.get("lines", ""))]
            boxes.lay(card.sha256, int(number), wanted, who=who, seen=int(seen))
    except ValidationError as error:
        raise HTTPException(400) from error
    except UsageError as error:
        return _page(request, record_id, int(number), problem=error.message(language_of(request)))
    lines, _, _, _ = lines_of(request, record_id, int(number))
    if lines and all(line.typed is not None for line in lines):
        intake_of(request).again(card.sha256)
    path = f"/record/{quote(record_id, safe='')}/lines"
    return RedirectResponse(address_in(language_of(request), request.app.state.language, path, page=number), 303)


def _page(request: Request, record_id: str, page: int | None, *, at: int = 0, problem: str = "") -> Response:
    lines, pages, number, card = lines_of(request, record_id, page)
    act, laid = LineBoxes(store_of(request)).last(card.sha256, number)
    [shown] = store_of(request).pages(card.sha256, [number])
    return draw(
        request,
        "boxes.html",
        409 if problem else 200,
        record=card,
        sha256=card.sha256,
        lines=lines,
        at=min(at, max(0, len(lines) - 1)),
        number=number,
        pages=pages,
        width=shown.width,
        height=shown.height,
        seen=act,
        laid=laid is not None,
        problem=problem,
        here=f"/record/{record_id}/boxes",
    )


def _box(sides: Sides) -> Box:
    return Box(*(side / 100_000 for side in sides))
