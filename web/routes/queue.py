"""The queue of papers, and who works here."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from schemas import DocumentType, MeetingType
from store import Filter
from web.access import NAME_COOKIE, allows
from web.gate import person_of
from web.rendering import address_in, draw, language_of
from web.routes.common import Fields, queue_of, store_of

router = APIRouter(include_in_schema=False)
PER_PAGE = 50
MOST_CELLS = 400  # offered while typing
State = Literal["new", "needs_review", "needs_transcription", "approved", "aside"]
STATES: tuple[State, ...] = ("needs_review", "needs_transcription", "new", "approved", "aside")
Month = Annotated[str, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")]


@router.get("/", response_class=HTMLResponse)
@allows("view")
def queue(
    request: Request,
    state: State | Literal[""] = "",
    cell: Annotated[str, Query(max_length=200)] = "",
    since: Month = "",
    until: Month = "",
    kind: Annotated[str, Query(max_length=20, pattern=r"^[a-z_]*$")] = "",
    finding: Annotated[str, Query(max_length=100, pattern=r"^[a-z0-9:_-]*$")] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The papers, the least sure first."""
    person, papers = person_of(request), queue_of(request)
    if not person.may("identify"):
        q = ""  # whoever may not see names may not ask for them either
    asked = {"state": state, "cell": cell, "since": since, "until": until, "kind": kind, "finding": finding, "q": q}
    wanted = Filter(
        state=state or None,
        cell=cell or None,
        since=since or None,
        until=until or None,
        kind=kind or None,
        finding=finding or None,
        words=q or None,
        cells=person.cells,
    )
    found = papers.page(wanted, (page - 1) * PER_PAGE, PER_PAGE)
    last = max(1, -(-found.total // PER_PAGE))
    store = store_of(request)
    aside = store.aside() if state in ("", "aside") and person.cells is None and page == 1 else []
    return draw(
        request,
        "queue.html",
        found=found,
        asked=asked,
        narrowed=any(asked[name] for name in ("cell", "since", "until", "kind", "finding", "q")),
        states=[(one, found.counts[one]) for one in STATES],
        everything=sum(found.counts.values()),
        page=page,
        last=last,
        cells=[(key, name) for key, name in papers.cells() if person.sees(key)][:MOST_CELLS],
        codes=papers.codes(person.cells),
        kinds=[("document_type", one.value) for one in DocumentType]
        + [("meeting_type", one.value) for one in MeetingType],
        aside=aside,
    )


@router.get("/who", response_class=HTMLResponse)
@allows("view")
def who(request: Request) -> Response:
    """Where a person says their name."""
    return draw(request, "who.html")


@router.post("/who")
@allows("view")
def who_said(request: Request, form: Fields) -> Response:
    """Remember the name in this browser. In a team the name is that of the account."""
    if request.app.state.access.login:
        raise HTTPException(404)
    name = " ".join(form.get("name", "").split())[:60]
    answer = RedirectResponse(address_in(language_of(request), request.app.state.language, "/"), 303)
    answer.set_cookie(NAME_COOKIE, quote(name), max_age=31_536_000, httponly=True, samesite="strict")
    return answer
