"""Logging in and out, in team mode; alone there is nothing to log in to."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from store import LoginRefusedError
from web.access import allows, session_digest
from web.gate import renew
from web.oidc import COOKIE, LASTS, OidcRefusedError, Provider, opened, sealed
from web.rendering import address_in, draw, language_of
from web.routes.common import Fields
from web.security import on_this_machine
from web.team import Team

log = logging.getLogger("bienban.web")
router = APIRouter(include_in_schema=False)
KEPT = "kept:"  # begins the names of fields that were typed before the login was lost
MOST_KEPT = 500
OIDC_PATH = "/login/oidc"


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
    team = team_of(request)
    return _page(request, team, to=own_address(to))


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
        return _page(request, team, 401, to=to, wrong=wrong, name=form.get("name", "")[:40], kept=kept)
    renew(request, token)
    if kept:
        request.state.person = person
        return draw(request, "error.html", title="login.kept", reason=None, typed=kept, here=to or "/")
    return RedirectResponse(to or address_in(language_of(request), request.app.state.language, "/"), 303)


@router.get("/login/oidc")
@allows("anybody")
def oidc_begin(request: Request, to: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """Off to the provider; what was begun stays in a cookie of its own until the browser comes back."""
    team = team_of(request)
    provider = _provider(team)
    try:
        address, begun = provider.begin(_back(request), own_address(to))
    except OidcRefusedError as error:
        return _refused(request, team, error, own_address(to))
    answer = RedirectResponse(address, 303)
    # Lax: the browser comes back from another site, and brings no cookie then that is Strict.
    answer.set_cookie(
        COOKIE,
        sealed(begun, request.app.state.key),
        max_age=LASTS,
        path=OIDC_PATH,
        secure=not on_this_machine(request.scope),
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get("/login/oidc/back", response_class=HTMLResponse)
@allows("anybody")
def oidc_back(
    request: Request,
    code: Annotated[str, Query(max_length=4000)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Back from the provider. The page that says so leads on by itself: a redirect would bring no cookie either."""
    team, token = team_of(request), secrets.token_urlsafe(32)
    provider = _provider(team)
    try:
        begun = opened(request.cookies.get(COOKIE, ""), request.app.state.key)
        team.log_in_vouched(request, provider.finish(_back(request), begun, code, state), token)
    except (OidcRefusedError, LoginRefusedError) as error:
        answer = _refused(request, team, error, "")
    else:
        renew(request, token)
        on = begun.to or address_in(language_of(request), request.app.state.language, "/")
        answer = draw(request, "logged_in.html", on=on, here="/")
    answer.delete_cookie(COOKIE, path=OIDC_PATH)
    return answer


def _provider(team: Team) -> Provider:
    if team.provider is None:
        raise HTTPException(404)
    return team.provider


def _back(request: Request) -> str:
    """Our own address, by a name that was set: other names are refused before this is asked."""
    return f"{request.url.scheme}://{request.url.netloc}{OIDC_PATH}/back"


def _refused(request: Request, team: Team, error: OidcRefusedError | LoginRefusedError, to: str) -> Response:
    log.warning("single sign-on refused: %s", getattr(error, "why", "account"))
    wrong = OidcRefusedError("account") if isinstance(error, LoginRefusedError) else error
    return _page(request, team, 401, to=to, wrong=wrong.message(language_of(request)))


def _page(
    request: Request,
    team: Team,
    status: int = 200,
    *,
    to: str = "",
    wrong: str = "",
    name: str = "",
    kept: Sequence[tuple[str, str]] = (),
) -> Response:
    shown = {"to": to, "wrong": wrong, "name": name, "kept": kept, "single": team.provider is not None}
    return draw(request, "login.html", status, here="/login", **shown)


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
        return _page(request, team_of(request), 401, to=path, kept=typed)
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
