"""The accounts of a team: name, role, cells. Every change is one transaction and one row of the trail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from schemas import UsageError
from store import audit, passwords, saving
from store.account_tables import AccountRow, LoginRow
from store.packing import cell_key
from store.store import Store

__all__ = ["ROLES", "Account", "Accounts"]

ROLES = ("viewer", "reviewer", "scorer", "analyst", "admin")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class Account(BaseModel):
    """One account as it may be shown. ``cells``: keys made by ``store.cell_of``; None means all."""

    model_config = ConfigDict(frozen=True)

    name: str
    role: str
    cells: frozenset[str] | None
    active: bool


class Accounts:
    """Who may log in. ``by`` is the account (of the machine, or of the team) that makes the change."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Account]:
        """All accounts, by name."""
        with self._store._read() as session:
            return [_shown(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name))]

    def has_admin(self) -> bool:
        """Whether an active account may administer."""
        with self._store._read() as session:
            return _admins(session) > 0

    def add(self, name: str, password: str, role: str, cells: Iterable[str] | None, *, by: str) -> Account:
        """A new account. ``cells``: names of cells, None for all. Raises ``UsageError`` for what cannot be."""
        name = name.casefold()
        if not _NAME.fullmatch(name):
            raise UsageError(
                "The name of an account has 2 to 40 letters without marks, figures, dots or dashes.",
                "Tên tài khoản gồm 2 đến 40 chữ cái không dấu, chữ số, dấu chấm hoặc gạch.",
            )
        keys = _keys(cells)
        _check_role(role)
        passwords.check_password(password, name)
        kept = passwords.hashed(password)
        with self._store._write() as session:
            if session.get(AccountRow, name) is not None:
                raise UsageError(f"There is an account {name} already.", f"Đã có tài khoản {name}.")
            now = saving.now()
            row = AccountRow(name=name, password=kept, role=role, cells=keys, active=True, created=now, changed=now)
            session.add(row)
            audit.write(session, by, "account added", name, {"role": role, "cells": keys})
            return _shown(row)

    def set_role(self, name: str, role: str, *, by: str) -> Account:
        """Another role. The last account that may administer keeps it."""
        _check_role(role)
        return self._change(name, by, "account role", {"role": role})

    def set_cells(self, name: str, cells: Iterable[str] | None, *, by: str) -> Account:
        """Other cells (names; None: all)."""
        return self._change(name, by, "account cells", {"cells": _keys(cells)})

    def set_active(self, name: str, active: bool, *, by: str) -> Account:
        """Let an account log in, or no longer; its logins end."""
        return self._change(name, by, "account enabled" if active else "account disabled", {"active": active})

    def set_password(self, name: str, password: str, *, by: str) -> Account:
        """A new password; every login of the account ends."""
        passwords.check_password(password, name.casefold())
        return self._change(name, by, "account password", {"password": passwords.hashed(password)})

    def known_cells(self, names: Iterable[str]) -> dict[str, bool]:
        """Of names of cells: whether the archive has papers of them."""
        from store.tables import RecordRow  # noqa: PLC0415

        with self._store._read() as session:
            return {
                name: session.scalar(select(RecordRow.record_id).where(RecordRow.cell == cell_key(name)).limit(1))
                is not None
                for name in names
            }

    def _change(self, name: str, by: str, action: str, values: dict[str, Any]) -> Account:
        with self._store._write() as session:
            row = session.get(AccountRow, name.casefold())
            if row is None:
                raise UsageError(f"There is no account {name}.", f"Không có tài khoản {name}.")
            administers = row.role == "admin" and row.active
            for key, value in values.items():
                setattr(row, key, value)
            row.changed = saving.now()
            session.flush()
            if administers and not _admins(session):
                raise UsageError(
                    "This is the last account that may administer; make another one first.",
                    "Đây là tài khoản quản trị cuối cùng; hãy tạo tài khoản quản trị khác trước.",
                )
            if "password" in values or values.get("active") is False:
                session.execute(delete(LoginRow).where(LoginRow.account == row.name))
            audit.write(session, by, action, row.name, {k: v for k, v in values.items() if k != "password"})
            return _shown(row)


def _admins(session: Session) -> int:
    query = select(func.count()).select_from(AccountRow).where(AccountRow.role == "admin", AccountRow.active)
    return session.scalar(query) or 0


def _shown(row: AccountRow) -> Account:
    cells = None if row.cells is None else frozenset(row.cells)
    return Account(name=row.name, role=row.role, cells=cells, active=row.active)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise UsageError(f"Roles are: {', '.join(ROLES)}.", f"Các vai trò: {', '.join(ROLES)}.")


def _keys(cells: Iterable[str] | None) -> list[str] | None:
    """Keys of cells; "", the key of papers whose cell is unknown, is nobody's to be given."""
    if cells is None:
        return None
    keys = sorted({cell_key(name) for name in cells} - {""})
    if not keys:
        raise UsageError("Name at least one cell, or give all.", "Hãy nêu ít nhất một chi bộ, hoặc cho tất cả.")
    return keys
