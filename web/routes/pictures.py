"""Images of pages, strips of lines, and the words of a page for clicking on."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from schemas import Box
from web.access import allows
from web.images import SIDES, PageImages
from web.routes.common import PageNumber, Sha256, page_cards, store_of

router = APIRouter(include_in_schema=False)
BoxList = Annotated[str, Path(pattern=r"^\d{1,6}(-\d{1,6}){3}(_\d{1,6}(-\d{1,6}){3}){0,20}$")]


@router.get("/page/{sha256}/{number}.jpg")
@allows("identify")
def page_image(
    request: Request, sha256: Sha256, number: PageNumber, side: Annotated[int, Query(ge=1, le=10_000)] = SIDES[1]
) -> Response:
    """The page as it was scanned, in the smallest of our sizes that is at least ``side``."""
    page_cards(request, sha256, number)
    wanted = next((one for one in SIDES if one >= side), SIDES[-1])
    images: PageImages = request.app.state.images
    data = images.jpeg(sha256, _original(request, sha256), number, wanted)
    return Response(data, media_type="image/jpeg")


@router.get("/strip/{sha256}/{number}/{boxes}.jpg")
@allows("identify")
def strip(request: Request, sha256: Sha256, number: PageNumber, boxes: BoxList) -> Response:
    """The line that the boxes (hundred-thousandths of the page) stand in."""
    page_cards(request, sha256, number)
    images: PageImages = request.app.state.images
    data = images.strip(sha256, _original(request, sha256), number, parse_boxes(boxes))
    return Response(data, media_type="image/jpeg")


@router.get("/words/{sha256}/{number}.json")
@allows("identify")
def words(request: Request, sha256: Sha256, number: PageNumber) -> JSONResponse:
    """The words of a page with their boxes."""
    page_cards(request, sha256, number)
    pages = store_of(request).pages(sha256, [number])
    if not pages:
        raise HTTPException(404)
    return JSONResponse([[word.text, *word.box] for line in pages[0].lines for word in line.words])


def parse_boxes(text: str) -> list[Box]:
    """Boxes from an address; 404 for what is none."""
    found = []
    for one in text.split("_"):
        x0, top, x1, bottom = (int(side) / 100_000 for side in one.split("-"))
        if not (0 <= x0 <= x1 <= 1 and 0 <= top <= bottom <= 1):
            raise HTTPException(404)
        found.append(Box(x0, top, x1, bottom))
    return found


def _original(request: Request, sha256: str) -> FilePath:
    try:
        return store_of(request).original(sha256)
    except KeyError:
        raise HTTPException(404) from None
