"""Who acts, and what they may do: the one place that is asked. What is not allowed is denied.

``Alone`` is the way of one person on this machine: no login, everything allowed. ``web.team`` is the way of a team: the
person is looked up in its logins and has a role and the cells they may see.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, Protocol, TypeVar
from urllib.parse import unquote

from fastapi import Request

from store import Actor

__all__ = ["COOKIE", "NAME_COOKIE", "PERMISSIONS", "Access", "Alone", "Permission", "Person", "allows", "csrf_of"]

# "identify": to see who is meant, so also images and full text. "anybody": also who is not logged in.
Permission = Literal["anybody", "view", "identify", "review", "score", "upload", "analyse", "administer"]
PERMISSIONS: dict[str, frozenset[str]] = {
    "viewer": frozenset({"view"}),
    "reviewer": frozenset({"view", "identify", "review", "upload"}),
    "scorer": frozenset({"view", "identify", "score"}),
    "analyst": frozenset({"view", "analyse"}),
    "admin": frozenset({"view", "identify", "review", "score", "upload", "analyse", "administer"}),
}
COOKIE, NAME_COOKIE = "bienban_session", "bienban_who"
NEEDS = "__bienban_needs__"
T = TypeVar("T", bound=Callable[..., Any])


class Person(NamedTuple):
    """Who asks. ``session`` is a digest of their browser's session; ``cells``: None means all."""

    name: str
    session: str
    role: str
    cells: frozenset[str] | None = None

    def may(self, permission: str) -> bool:
        return permission in PERMISSIONS.get(self.role, frozenset())

    def sees(self, cell: str) -> bool:
        """Whether papers of the cell (a key made by ``store.cell_of``) are theirs to see."""
        return self.cells is None or cell in self.cells

    @property
    def actor(self) -> Actor:
        """As the store knows them."""
        return Actor(self.name, self.session)


class Access(Protocol):
    """How the person behind a request is found. ``login``: whether there is a page to log in."""

    login: bool

    def person(self, request: Request, session: str) -> Person | None:
        """The person, or None where nobody is logged in. ``session``: the digest of the browser's session."""


class Alone:
    """One person on this machine. They may say their name; it stands beside what they did."""

    login = False

    def __init__(self, name: str) -> None:
        self._name = name

    def person(self, request: Request, session: str) -> Person:
        said = " ".join(unquote(request.cookies.get(NAME_COOKIE, "")).split())[:60]
        return Person(said or self._name, session, "admin")


def allows(permission: Permission) -> Callable[[T], T]:
    """Mark a route with the permission that it needs; a route without one is closed to everybody."""

    def mark(endpoint: T) -> T:
        setattr(endpoint, NEEDS, permission)
        return endpoint

    return mark


def needed(endpoint: Any) -> str | None:
    """The permission that a route was marked with."""
    return getattr(endpoint, NEEDS, None)


def session_digest(token: str) -> str:
    """What is kept of a session's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(key: bytes, session: str) -> str:
    """The token that the forms of this session carry."""
    return hmac.new(key, f"csrf {session}".encode(), hashlib.sha256).hexdigest()
