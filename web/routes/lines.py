"""Lines that no engine could read: a person types them, one after the other, and the paper is understood again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from schemas import Box, Page, PageState
from schemas.hands import LaidLine
from store import Card, TypedLine, TypedLines, laid_pages
from store.laid import on_laid, rounded_box, same_place, with_typed_boxes
from store.transcripts import Hand
from web.access import allows
from web.gate import person_of
from web.rendering import address_in, draw, language_of
from web.routes.common import Fields, RecordId, card_of, page_cards, store_of
from web.routes.pictures import parse_boxes
from web.routes.upload import intake_of
from web.rows import Place

router = APIRouter(include_in_schema=False)
UNREAD = frozenset({PageState.NEEDS_TRANSCRIPTION, PageState.FAILED})
HANDS: dict[str, Hand] = {
    "print": "print",
    "handwriting": "handwriting",
    "unreadable": "unreadable",
    "none": "none",
}
STRIPS = 26  # of a page on which no line was found: as many as a written page has
LETTERS = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
MOST_TEXT = 500


@dataclass(frozen=True)
class OpenLine:
    """One line of a page as the page asks for it."""

    page: int
    box: Box
    read: str  # what the engine made of it
    typed: TypedLine | None

    @property
    def place(self) -> Place:
        return Place(self.page, (self.box,))


@router.get("/record/{record_id}/lines", response_class=HTMLResponse)
@allows("review")
def lines_page(
    request: Request,
    record_id: RecordId,
    page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    at: Annotated[int | None, Query(ge=0, le=10_000)] = None,
) -> Response:
    """The line that is next, and all lines of the page."""
    lines, pages, number, record = lines_of(request, record_id, page)
    following = at if at is not None and at < len(lines) else _next(lines)
    left = sum(line.typed is None for line in lines)
    return draw(
        request,
        "lines.html",
        record=record,
        sha256=record.sha256,
        lines=lines,
        at=following,
        line=lines[following] if following is not None else None,
        left=left,
        number=number,
        pages=pages,
        letters=LETTERS,
        busy=intake_of(request).busy_with(record.sha256),
        here=f"/record/{record_id}/lines",
    )


@router.post("/record/{record_id}/lines")
@allows("review")
def line_typed(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Keep one line and go to the next; after the last one the paper is understood again."""
    card = card_of(request, record_id)
    number, answer = form.get("page", ""), form.get("answer", "save")
    if not number.isdecimal() or not 1 <= int(number) <= 100_000:
        raise HTTPException(400)
    page_cards(request, card.sha256, int(number))
    if answer == "again":
        intake_of(request).again(card.sha256)
        return RedirectResponse(_here(request, record_id, page=number), 303)
    text = form.get("text", "")[:MOST_TEXT].strip()
    hand = answer if answer in ("unreadable", "none") else form.get("hand", "handwriting")
    if hand not in HANDS or len(form.get("box", "")) > 40:
        raise HTTPException(400)
    [box] = parse_boxes(form.get("box", ""))
    if text or hand in ("unreadable", "none"):
        kept = "" if hand in ("unreadable", "none") else text
        who = person_of(request).name
        TypedLines(store_of(request)).add(card.sha256, int(number), box, kept, hand=HANDS[hand], who=who)
    lines, _, _, _ = lines_of(request, record_id, int(number))
    if lines and all(line.typed is not None for line in lines):
        intake_of(request).again(card.sha256)
    return RedirectResponse(_here(request, record_id, page=number), 303)


def lines_of(request: Request, record_id: str, page: int | None) -> tuple[list[OpenLine], list[int], int, Card]:
    """The lines of one page, the pages that can be typed, the page's number, and the card of the paper."""
    card = card_of(request, record_id)
    store = store_of(request)
    record = store.record(record_id, corrected=False)
    pages = {one.number: one for one in store.pages(card.sha256, record.source.pages)}
    if not pages or (page is not None and page not in pages):
        raise HTTPException(404)
    unread = [one.number for one in pages.values() if one.state in UNREAD]
    number = page or next(iter(unread), min(pages))
    typed = [line for line in TypedLines(store).of_document(card.sha256) if line.page == number]
    laid = laid_pages(store, card.sha256).get(number)
    return _open_lines(pages[number], typed, laid), unread or sorted(pages), number, card


def _open_lines(page: Page, typed: list[TypedLine], laid: Sequence[LaidLine] | None) -> list[OpenLine]:
    """The lines from top to bottom: as a person laid them, else as the engine found them; equal strips where it found
    none.
    """
    if laid is not None:
        found = [(one.box, _words_in(page, one.box)) for one in laid]
    else:
        texts = {rounded_box(line.box): line.text for line in page.lines}
        boxes = with_typed_boxes(list(texts), [one.box for one in typed])
        found = [(box, texts.get(box) or _words_in(page, box)) for box in boxes]
    if not page.lines and laid is None:
        found = [(Box(0.02, at / STRIPS, 0.98, (at + 1) / STRIPS), "") for at in range(STRIPS)]
    lines = []
    for box, text in sorted(found, key=lambda one: (round((one[0].top + one[0].bottom) * 60), one[0].x0)):
        near = [one for one in typed if (one.box == box if laid is not None else same_place(one.box, box))]
        mine = near[-1] if near else None
        lines.append(OpenLine(page.number, box, text, mine))
    return lines


def _words_in(page: Page, box: Box) -> str:
    return " ".join(line.text for line in on_laid(page.lines, [box]))


def _next(lines: list[OpenLine]) -> int | None:
    return next((index for index, line in enumerate(lines) if line.typed is None), None)


def _here(request: Request, record_id: str, **parameters: str) -> str:
    path = f"/record/{quote(record_id, safe='')}/lines"
    return address_in(language_of(request), request.app.state.language, path, **parameters)
