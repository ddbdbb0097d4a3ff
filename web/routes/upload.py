"""Files handed in by a browser, and how far each has come."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from store import Upload
from web.access import allows
from web.gate import person_of
from web.intake import Intake
from web.rendering import address_in, draw, language_of, render
from web.routes.common import queue_of

router = APIRouter(include_in_schema=False)
MOST_FILES = 200


async def sent_files(request: Request) -> list[UploadFile]:
    """The files of the form that was sent; an empty field of files is none."""
    form = await request.form(max_files=MOST_FILES)
    return [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]


def intake_of(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


@router.get("/upload", response_class=HTMLResponse)
@allows("upload")
def upload_page(request: Request, none: str = "") -> Response:
    """The page."""
    limit = request.app.state.reading.max_bytes
    return draw(request, "upload.html", limit=f"{limit // 1_000_000} MB", nothing=bool(none), **_list(request))


@router.get("/upload/list", response_class=HTMLResponse)
@allows("upload")
def upload_list(request: Request) -> Response:
    """The list by itself, asked for again while something is under way."""
    return HTMLResponse(render(request, "uploads.html", **_list(request)))


@router.post("/upload")
@allows("upload")
def upload(request: Request, files: Annotated[list[UploadFile], Depends(sent_files)]) -> Response:
    """Take the files in."""
    who = person_of(request).name
    for one in files:
        intake_of(request).take(one.filename or "", one.file, who)
    if "hx-request" in request.headers:
        return HTMLResponse(render(request, "uploads.html", **_list(request)))
    to = address_in(language_of(request), request.app.state.language, "/upload", none="" if files else "1")
    return RedirectResponse(to, 303)


def shown_uploads(request: Request) -> list[Upload]:
    """The last files handed in. Their names say whose papers they are: those of others are for who sees all cells."""
    person, found = person_of(request), intake_of(request).uploads.latest()
    return found if person.cells is None else [one for one in found if one.who == person.name]


def _list(request: Request) -> dict[str, Any]:
    found = shown_uploads(request)
    return {"uploads": [(one, _papers(request, one)) for one in found], "busy": any(_busy(one) for one in found)}


def _busy(upload: Upload) -> bool:
    return upload.state in ("waiting", "reading")


def _papers(request: Request, upload: Upload) -> list[str]:
    """Ids of the papers in it that the person may see."""
    if upload.sha256 is None or upload.state not in ("done", "duplicate"):
        return []
    person = person_of(request)
    return [card.record_id for card in queue_of(request).of_document(upload.sha256) if person.sees(card.cell)]
