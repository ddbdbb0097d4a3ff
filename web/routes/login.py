"""Logging in and out, in team mode; alone there is nothing to log in to."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from store import LoginRefusedError
from web.access import allows, session_digest
from web.gate import renew
from web.rendering import address_in, draw, language_of
from web.routes.common import Fields
from web.team import Team

router = APIRouter(include_in_schema=False)
KEPT = "kept:"  # begins the names of fields that were typed before the login was lost
MOST_KEPT = 500


def team_of(request: Request) -> Team:
    """The team's access; 404 where there is none."""
    access = request.app.state.access
    if not isinstance(access, Team):
        raise HTTPException(404)
    return access


@router.get("/login", response_class=HTMLResponse)
@allows("anybody")
def login_page(request: Request, to: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """The page."""
    team_of(request)
    return draw(request, "login.html", to=own_address(to), wrong="", name="", kept=[], here="/login")


@router.post("/login", response_class=HTMLResponse)
@allows("anybody")
def login(request: Request, form: Fields) -> Response:
    """Try a name and a password. The browser gets a new secret, so that one it was given before is worth nothing."""
    team, to = team_of(request), own_address(form.get("to", ""))
    kept = [(name.removeprefix(KEPT), value) for name, value in form.items() if name.startswith(KEPT)][:MOST_KEPT]
    token = secrets.token_urlsafe(32)
    try:
        person = team.log_in(request, form.get("name", ""), form.get("password", ""), token)
    except LoginRefusedError as error:
        wrong = error.message(language_of(request))
        name = form.get("name", "")[:40]
        return draw(request, "login.html", 401, to=to, wrong=wrong, name=name, kept=kept, here="/login")
    renew(request, token)
    if kept:
        request.state.person = person
        return draw(request, "error.html", title="login.kept", reason=None, typed=kept, here=to or "/")
    return RedirectResponse(to or address_in(language_of(request), request.app.state.language, "/"), 303)


@router.post("/logout")
@allows("anybody")
def logout(request: Request) -> Response:
    """End the login on the server, and forget it in the browser."""
    team = team_of(request)
    team.log_out(request, session_digest(request.state.token))
    renew(request, secrets.token_urlsafe(32))
    return RedirectResponse(address_in(language_of(request), request.app.state.language, "/login"), 303)


def to_login(request: Request) -> Response:
    """The answer to somebody who is not logged in. What they typed goes along and comes back after the login."""
    path, language = request.url.path, language_of(request)
    if path.startswith("/api/"):
        return JSONResponse({"detail": "login"}, 401)
    if request.method != "GET":
        typed = getattr(request.state, "typed", [])
        return draw(request, "login.html", 401, to=path, wrong="", name="", kept=typed, here="/login")
    accept = request.headers.get("accept", "*/*")
    if "text/html" not in accept and accept != "*/*":  # an image, say: nobody would see the page
        return Response(status_code=401)
    to = path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(
        address_in(language, request.app.state.language, "/login", to=to if to != "/" else None), 303
    )


def own_address(to: str) -> str:
    """An address of ours to go to, or "": a link to the login page must not lead elsewhere."""
    plain = to.startswith("/") and not to.startswith("//") and all(" " < letter != "\\" for letter in to)
    return to if plain else ""
