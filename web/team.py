"""A team's way to the pages: accounts with a role and cells, and logins that the server keeps and ends."""

from __future__ import annotations

from datetime import timedelta

from fastapi import Request

from store import Account, Logins, Store
from web.access import Person, session_digest
from web.oidc import Provider

__all__ = ["Team"]


class Team:
    """Looks up who is logged in. ``idle``: minutes without a request after which a login ends; ``provider``: vouches
    for people who have an account, where there is single sign-on."""

    login = True

    def __init__(self, idle: float = 30, lifetime: float = 12 * 60, provider: Provider | None = None) -> None:
        self.provider = provider
        self._idle, self._lifetime = timedelta(minutes=idle), timedelta(minutes=lifetime)

    def person(self, request: Request, session: str) -> Person | None:
        """The person of this session; their role and cells as they are now, not as they were at the login."""
        account = self._logins(request).of(session)
        return None if account is None else _person(account)

    def log_in(self, request: Request, name: str, password: str, token: str) -> Person:
        """Begin a login for the browser that gets ``token``. Raises ``LoginRefusedError``."""
        address = request.client.host if request.client else ""
        session = session_digest(token)
        return _person(self._logins(request).log_in(name, password, address, session))

    def log_in_vouched(self, request: Request, name: str, token: str) -> Person:
        """Begin a login for somebody whom the provider vouched for. Raises ``LoginRefusedError``."""
        return _person(self._logins(request).log_in_vouched(name, session_digest(token)))

    def log_out(self, request: Request, session: str) -> None:
        """End it on the server: the cookie is worth nothing afterwards, wherever it was copied to."""
        self._logins(request).log_out(session)

    def _logins(self, request: Request) -> Logins:
        store: Store = request.app.state.store
        return Logins(store, self._idle, self._lifetime)


def _person(account: Account) -> Person:
    # What a person holds is their account's: after a new login their own papers are not held by a login that is gone.
    return Person(account.name, session_digest(f"account {account.name}"), account.role, account.cells)
