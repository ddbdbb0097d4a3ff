"""What ``bienban user`` and ``bienban audit`` do. A password is typed, or one line of standard input."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence

from bienban.archive import open_store
from bienban.i18n import Say, both
from bienban.session import shown, tell
from bienban.settings import Settings
from bienban.tables import show_table
from schemas import StoreError, UsageError
from store import Account, Accounts, verify_trail

__all__ = ["add", "cells", "disable", "enable", "listed", "reset_password", "role", "verify"]


def add(settings: Settings, say: Say, name: str, role: str, named: Sequence[str], *, every: bool) -> None:
    """A new account."""
    given = _cells(named, every)
    with open_store(settings) as store:
        accounts = Accounts(store)
        done = accounts.add(name, _password(say), role, given, by=_who())
        _warn(accounts, given, say)
    print(say("user.added", name=done.name, role=done.role, cells=_cells_text(done, say)))


def listed(settings: Settings, say: Say, *, as_json: bool) -> None:
    """All accounts, without their passwords."""
    with open_store(settings) as store:
        found = Accounts(store).all()
    if as_json:
        rows = [{**one.model_dump(), "cells": None if one.cells is None else sorted(one.cells)} for one in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not found:
        tell(say("user.none"))
    else:
        head = [say(f"user.col-{part}") for part in ("name", "role", "cells", "state")]
        show_table("", head, [[one.name, one.role, _cells_text(one, say), _state(one, say)] for one in found])


def role(settings: Settings, say: Say, name: str, wanted: str) -> None:
    """Another role."""
    with open_store(settings) as store:
        _tell_changed(Accounts(store).set_role(name, wanted, by=_who()), say)


def cells(settings: Settings, say: Say, name: str, named: Sequence[str], *, every: bool) -> None:
    """Other cells."""
    given = _cells(named, every)
    with open_store(settings) as store:
        accounts = Accounts(store)
        _tell_changed(accounts.set_cells(name, given, by=_who()), say)
        _warn(accounts, given, say)


def disable(settings: Settings, say: Say, name: str) -> None:
    """Lock an account."""
    with open_store(settings) as store:
        _tell_changed(Accounts(store).set_active(name, False, by=_who()), say)


def enable(settings: Settings, say: Say, name: str) -> None:
    """Unlock an account."""
    with open_store(settings) as store:
        _tell_changed(Accounts(store).set_active(name, True, by=_who()), say)


def reset_password(settings: Settings, say: Say, name: str) -> None:
    """A new password."""
    with open_store(settings) as store:
        _tell_changed(Accounts(store).set_password(name, _password(say), by=_who()), say)


def verify(settings: Settings, say: Say, head: str | None, *, as_json: bool) -> int:
    """Look at the whole trail; 0 when it is whole, 4 when it is not."""
    with open_store(settings) as store:
        trail = verify_trail(store, head)
    first = trail.first
    if as_json:
        found = None if first is None else first._asdict()
        print(json.dumps({"ok": first is None, "rows": trail.rows, "head": trail.head, "first": found}))
    elif first is None:
        print(say("audit.whole", rows=trail.rows, head=trail.head))
    else:
        values = {"head": head} if first.kind == "cut" else {"row": first.row}
        tell(say(f"audit.{first.kind}", **values))
    return 0 if first is None else StoreError.exit_code


def _cells(named: Sequence[str], every: bool) -> list[str] | None:
    if every == bool(named):
        raise UsageError(*both("user.which-cells"))
    return None if every else list(named)


def _password(say: Say) -> str:
    """From the keyboard twice, unseen; or one line of standard input, for programs."""
    if sys.stdin is not None and sys.stdin.isatty():
        first = getpass.getpass(say("user.ask"))
        if first != getpass.getpass(say("user.again")):
            raise UsageError(*both("user.differ"))
    else:
        first = (sys.stdin.readline() if sys.stdin is not None else "").rstrip("\r\n")
    if not first:
        raise UsageError(*both("user.no-password"))
    return first


def _warn(accounts: Accounts, given: Sequence[str] | None, say: Say) -> None:
    for name, known in accounts.known_cells(given or []).items():
        if not known:
            tell(say("user.unknown-cell", cell=shown(name)))


def _tell_changed(account: Account, say: Say) -> None:
    cells = _cells_text(account, say)
    print(say("user.changed", name=account.name, role=account.role, cells=cells, state=_state(account, say)))


def _cells_text(account: Account, say: Say) -> str:
    return say("user.every-cell") if account.cells is None else ", ".join(sorted(account.cells))


def _state(account: Account, say: Say) -> str:
    return say("user.active" if account.active else "user.inactive")


def _who() -> str:
    """The account of this machine; the trail names it as such, apart from the accounts of the team."""
    try:
        return f"{getpass.getuser()}@localhost"
    except OSError:  # an account without a name
        return "–"
