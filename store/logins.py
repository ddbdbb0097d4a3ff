"""Logging in: a password is tried only while few failed, and a login ends by itself. Times are UTC."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schemas import UsageError
from store import audit, passwords, saving
from store.account_tables import AccountRow, LoginFailureRow, LoginRow
from store.accounts import Account, _shown
from store.errors import LockedError
from store.store import Store

__all__ = ["IDLE", "LIFETIME", "LoginRefusedError", "Logins"]

IDLE = timedelta(minutes=30)
LIFETIME = timedelta(hours=12)
WINDOW = timedelta(minutes=15)  # failures are counted, and waited for, so long
TO_THE_MINUTE = timedelta(minutes=1)
# An address is not only one person (a proxy, a shared machine), an account not only one address; both together are.
MOST_OF_BOTH, MOST_OF_ADDRESS, MOST_OF_ACCOUNT = 5, 30, 50


class LoginRefusedError(UsageError):
    """Name or password are wrong, the account is not active, or too many tries failed. It does not say which."""

    code = "login"


class Logins:
    """Who is logged in, by the digest of their browser's secret."""

    def __init__(self, store: Store, idle: timedelta = IDLE, lifetime: timedelta = LIFETIME) -> None:
        self._store, self._idle, self._lifetime = store, idle, lifetime

    def log_in(self, name: str, password: str, address: str, digest: str) -> Account:
        """Begin a login under ``digest``. Raises ``LoginRefusedError``.

        A try is counted before it is made, so that many at once count as well.
        """
        name = name.strip().casefold()
        keys = _counted(name, address)
        with self._store._write() as session:
            if not _count(session, keys):
                raise _refused()
            row = session.get(AccountRow, name)
            known = row.password if row is not None and row.active else None
        ok = passwords.fits(password, known)
        with self._store._write() as session:
            row = session.get(AccountRow, name)
            if row is None:
                raise _refused()
            # Whoever took the account away, or gave it another password, meanwhile has the last word.
            if not ok or not row.active or row.password != known:
                audit.write(session, row.name, "login failed", row.name)
                refused = True
            else:
                refused = False
                _forgive(session, keys)
                self._begin(session, row, digest, {})
            account = _shown(row)
        if refused:
            raise _refused()
        return account

    def log_in_vouched(self, name: str, digest: str) -> Account:
        """Begin a login for an account that a provider vouched for; no password is asked. Raises
        ``LoginRefusedError`` where there is no such account, or it is not active: nobody is given one by logging in."""
        with self._store._write() as session:
            row = session.get(AccountRow, name.strip().casefold())
            if row is None or not row.active:
                raise _refused()
            self._begin(session, row, digest, {"by": "provider"})
            return _shown(row)

    def _begin(self, session: Session, row: AccountRow, digest: str, details: dict[str, str]) -> None:
        now = saving.now()
        session.execute(delete(LoginRow).where(LoginRow.started < now - self._lifetime))
        session.add(LoginRow(digest=digest, account=row.name, started=now, seen=now))
        audit.write(session, row.name, "login", row.name, details)

    def of(self, digest: str) -> Account | None:
        """Whose login it is; None where it ended, was idle for too long, or never was."""
        now = saving.now()
        with self._store._read() as session:
            query = select(LoginRow, AccountRow).join(AccountRow, AccountRow.name == LoginRow.account)
            found = session.execute(query.where(LoginRow.digest == digest, AccountRow.active)).first()
            if found is None:
                return None
            login, account = found
            if now - login.seen > self._idle or now - login.started > self._lifetime:
                return None
            seen, shown = login.seen, _shown(account)
        if now - seen > TO_THE_MINUTE:
            self._see(digest, now)
        return shown

    def log_out(self, digest: str) -> None:
        """End a login."""
        with self._store._write() as session:
            row = session.get(LoginRow, digest)
            if row is not None:
                audit.write(session, row.account, "logout", row.account)
                session.delete(row)

    def _see(self, digest: str, now: datetime) -> None:
        with suppress(LockedError), self._store._write() as session:  # a busy archive logs nobody out
            row = session.get(LoginRow, digest)
            if row is not None:
                row.seen = now


def _counted(name: str, address: str) -> dict[str, int]:
    both = {f"both {name} {address}": MOST_OF_BOTH, f"address {address}": MOST_OF_ADDRESS}
    limits = both | {f"account {name}": MOST_OF_ACCOUNT}
    return {hashlib.sha256(key.encode()).hexdigest(): limit for key, limit in limits.items()}


def _count(session: Session, keys: dict[str, int]) -> bool:
    """Count one more try under each key; False, and nothing counted, where one is at its limit."""
    now = saving.now()
    session.execute(delete(LoginFailureRow).where(LoginFailureRow.since < now - WINDOW))
    rows = {key: session.get(LoginFailureRow, key) for key in keys}
    if any(row is not None and row.count >= keys[key] for key, row in rows.items()):
        return False
    for key, row in rows.items():
        if row is None:
            session.add(LoginFailureRow(key=key, count=1, since=now))
        else:
            row.count += 1
    return True


def _forgive(session: Session, keys: dict[str, int]) -> None:
    """A good login clears what this account failed from this address, and takes back its own try elsewhere."""
    for key, limit in keys.items():
        row = session.get(LoginFailureRow, key)
        if row is None:
            continue
        row.count = 0 if limit == MOST_OF_BOTH else row.count - 1
        if row.count <= 0:
            session.delete(row)


def _refused() -> LoginRefusedError:
    minutes = int(WINDOW.total_seconds() // 60)
    return LoginRefusedError(
        f"Name or password are wrong. After several failures in a row wait {minutes} minutes.",
        f"Sai tên hoặc mật khẩu. Nếu đã sai nhiều lần liên tiếp, hãy đợi {minutes} phút.",
    )
