"""The gate that every request to a route passes: who is it, may they, and does the request come from our own page."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool

from web.access import COOKIE, Access, Person, csrf_of, needed, session_digest

__all__ = ["SAFE", "RefusedError", "gate", "person_of", "renew"]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class RefusedError(HTTPException):
    """The request is turned away; ``why`` is a key of ``web.words``."""

    def __init__(self, why: str) -> None:
        super().__init__(403)
        self.why = why


async def gate(request: Request) -> AsyncIterator[None]:
    """Dependency of every route. Sets ``request.state.person`` and ``request.state.csrf``; closes what a form sent."""
    access: Access = request.app.state.access
    token = request.cookies.get(COOKIE, "")
    if 20 <= len(token) <= 100:
        _know(request, token)
    else:
        renew(request, secrets.token_urlsafe(32))
    session = session_digest(request.state.token)
    permission = needed(request.scope["route"].endpoint)
    person = await run_in_threadpool(access.person, request, session)  # it may ask the database
    if permission != "anybody":
        if person is None and access.login:
            await _to_login(request)
        if permission is None or person is None or not person.may(permission):
            raise RefusedError("error.denied")
    request.state.person = person
    try:
        if request.method not in SAFE:
            await _own_page(request)
        yield
    except RefusedError as refused:
        if refused.why == "error.csrf":  # from our own page, but of a session that is gone: give back what was typed
            fields = (await request.form()).multi_items()
            request.state.typed = [(name, value) for name, value in fields if isinstance(value, str) and name != "csrf"]
        raise
    finally:
        await request.close()


def renew(request: Request, token: str) -> None:
    """Give the browser another secret with the answer; the forms of this answer are of that session."""
    request.state.new_session = token
    _know(request, token)


def _know(request: Request, token: str) -> None:
    request.state.token = token
    request.state.csrf = csrf_of(request.app.state.key, session_digest(token))


async def _to_login(request: Request) -> None:
    """Nobody is logged in: say so. What was typed into a form of ours is kept for after the login."""
    if request.method not in SAFE:
        _own_origin(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            fields = (await request.form()).multi_items()
            request.state.typed = [(name, value) for name, value in fields if isinstance(value, str) and name != "csrf"]
    raise RefusedError("error.login")


def _own_origin(request: Request) -> None:
    """Another site can make a browser send a request here, but not with our origin."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise RefusedError("error.origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise RefusedError("error.origin")


async def _own_page(request: Request) -> None:
    """A form must come from our origin and carry our token, which no other site knows."""
    _own_origin(request)
    if request.url.path.startswith("/api/"):
        # A form of another site cannot send this kind, and a script of it must ask first and is told no.
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise HTTPException(415)
        return
    header = request.headers.get("x-csrf-token")
    given = (await request.form()).get("csrf") if header is None else header
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), request.state.csrf.encode()):
        raise RefusedError("error.csrf")


def person_of(request: Request) -> Person:
    """Whoever passed the gate."""
    person: Person = request.state.person
    return person
