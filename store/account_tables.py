"""The tables of a team: who may log in, who is logged in, and how often it went wrong.

None of them hangs on a paper. Passwords stand here only as Argon2 hashes, sessions only as digests of their secrets.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.tables import CASCADE, Base, Sha

__all__ = ["AccountRow", "LoginFailureRow", "LoginRow"]


class AccountRow(Base):
    """Grain: one row per account of a team. Accounts are made inactive, never deleted: the trail names them."""

    __tablename__ = "accounts"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    password: Mapped[str] = mapped_column(String(300))  # Argon2id, with its parameters
    role: Mapped[str] = mapped_column(String(20))  # viewer | reviewer | scorer | analyst | admin
    cells: Mapped[list[Any] | None]  # keys as in records.cell; null: all
    active: Mapped[bool]
    created: Mapped[datetime]
    changed: Mapped[datetime]


class LoginRow(Base):
    """Grain: one row per login that has not ended. It goes on logout, on expiry, and with a new password."""

    __tablename__ = "logins"
    digest: Mapped[str] = mapped_column(Sha, primary_key=True)  # SHA-256 of the secret in the browser's cookie
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name", ondelete=CASCADE), index=True)
    started: Mapped[datetime]
    seen: Mapped[datetime]  # to the minute


class LoginFailureRow(Base):
    """Grain: one row per account, address, or account and address, from which logging in failed lately."""

    __tablename__ = "login_failures"
    key: Mapped[str] = mapped_column(Sha, primary_key=True)  # SHA-256: what was typed as a name may be a password
    count: Mapped[int]
    since: Mapped[datetime]
