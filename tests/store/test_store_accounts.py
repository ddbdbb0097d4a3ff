"""Accounts, logins and the trail: who gets in, for how long, and that nobody can rewrite what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from schemas import UsageError
from store import Accounts, Break, LoginRefusedError, Logins, Store, passwords, verify_trail
from store import logins as module

PASSWORD = "bèo dạt mây trôi"


@pytest.fixture
def accounts(store: Store, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    found = Accounts(store)
    found.add("Hoa", PASSWORD, "admin", None, by="thử")
    found.add("lan", PASSWORD, "reviewer", ["Chi bộ Thôn Đông"], by="thử")
    return found


def test_an_account_is_kept_with_a_hash_and_keys_of_its_cells(accounts: Accounts, store: Store) -> None:
    hoa, lan = accounts.all()
    assert (hoa.name, hoa.role, hoa.cells, hoa.active) == ("hoa", "admin", None, True)
    assert lan.cells == {"thon dong"}
    with store._engine.connect() as connection:
        kept = connection.execute(text("SELECT password FROM accounts")).scalars().all()
    assert all(one.startswith("$argon2id$") for one in kept)
    trail = str([entry.model_dump() for entry in store.audit_trail()])
    assert "account added" in trail
    assert PASSWORD not in trail
    assert "argon2" not in trail


@pytest.mark.parametrize(
    ("name", "password", "role", "cells"),
    [
        ("mai", "ngắn quá", "viewer", None),
        ("mai", "aaaaaaaaaaaaaaaa", "viewer", None),
        ("mai", "mai mai mai mai yêu", "viewer", None),
        ("mai", "x" * 50 + "abcdefgh" * 40, "viewer", None),
        ("mai", PASSWORD, "king", None),
        ("mai", PASSWORD, "viewer", []),
        ("mai", PASSWORD, "viewer", ["…"]),  # "" is the key of papers without a cell
        ("../x", PASSWORD, "viewer", None),
        ("HOA", PASSWORD, "viewer", None),
    ],
)
def test_what_cannot_be_an_account_is_refused(
    accounts: Accounts, name: str, password: str, role: str, cells: list[str] | None
) -> None:
    with pytest.raises(UsageError):
        accounts.add(name, password, role, cells, by="thử")
    assert len(accounts.all()) == 2


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    for change in (
        lambda: accounts.set_role("hoa", "viewer", by="x"),
        lambda: accounts.set_active("hoa", False, by="x"),
    ):
        with pytest.raises(UsageError, match="last account"):
            change()
    assert accounts.has_admin()
    accounts.set_role("lan", "admin", by="x")
    assert accounts.set_role("hoa", "viewer", by="x").role == "viewer"
    assert accounts.set_cells("hoa", ["Chi bộ Thôn Tây"], by="x").cells == {"thon tay"}


def test_a_login_stands_until_it_ends(accounts: Accounts, store: Store) -> None:
    logins = Logins(store)
    assert logins.of("d1") is None
    assert logins.log_in(" LAN ", PASSWORD, "10.0.0.1", "d1").name == "lan"
    found = logins.of("d1")
    assert found is not None
    assert found.cells == {"thon dong"}
    accounts.set_role("lan", "viewer", by="x")
    assert logins.of("d1").role == "viewer"  # type: ignore[union-attr]  # at once, not at the next login
    logins.log_out("d1")
    assert logins.of("d1") is None


@pytest.mark.parametrize("end", ["disable", "reset"])
def test_taking_the_account_away_ends_its_logins(accounts: Accounts, store: Store, end: str) -> None:
    logins = Logins(store)
    logins.log_in("lan", PASSWORD, "a", "d1")
    logins.log_in("hoa", PASSWORD, "a", "d2")
    if end == "disable":
        accounts.set_active("lan", False, by="x")
    else:
        accounts.set_password("lan", "gió mát trăng thanh", by="x")
    assert logins.of("d1") is None
    assert logins.of("d2") is not None
    with pytest.raises(LoginRefusedError):
        logins.log_in("lan", PASSWORD, "a", "d3")
    accounts.set_active("lan", True, by="x")
    assert logins.of("d1") is None


def test_idle_and_old_logins_are_none(accounts: Accounts, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    logins, begin = Logins(store), datetime.now(UTC)

    def at(minutes: float) -> None:
        monkeypatch.setattr(module.saving, "now", lambda: begin + timedelta(minutes=minutes))

    at(0)
    logins.log_in("lan", PASSWORD, "a", "d1")
    for minutes in range(25, 12 * 60, 25):  # somebody who works all day
        at(minutes)
        assert logins.of("d1") is not None
    at(12 * 60 + 1)
    assert logins.of("d1") is None
    logins.log_in("lan", PASSWORD, "a", "d2")
    at(12 * 60 + 32)
    assert logins.of("d2") is None


def test_both_ways_to_write_a_vietnamese_password_are_one(accounts: Accounts, store: Store) -> None:
    import unicodedata

    other = unicodedata.normalize("NFD", PASSWORD)
    assert other != PASSWORD
    assert Logins(store).log_in("lan", other, "a", "d1").name == "lan"


def test_after_five_failures_even_the_right_password_waits(
    accounts: Accounts, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    logins = Logins(store)
    for _ in range(5):
        with pytest.raises(LoginRefusedError):
            logins.log_in("lan", "sai mật khẩu rồi", "10.0.0.1", "d")
    with pytest.raises(LoginRefusedError):
        logins.log_in("lan", PASSWORD, "10.0.0.1", "d")
    assert logins.of("d") is None
    assert logins.log_in("lan", PASSWORD, "10.0.0.2", "d2").name == "lan"  # others are not locked out by it
    later = datetime.now(UTC) + timedelta(minutes=16)
    monkeypatch.setattr(module.saving, "now", lambda: later)
    assert logins.log_in("lan", PASSWORD, "10.0.0.1", "d3").name == "lan"


def test_an_address_that_tries_many_names_waits_too(accounts: Accounts, store: Store) -> None:
    logins = Logins(store)
    for number in range(module.MOST_OF_ADDRESS):
        with pytest.raises(LoginRefusedError):
            logins.log_in(f"ai{number}", PASSWORD, "10.0.0.1", "d")
    with pytest.raises(LoginRefusedError):
        logins.log_in("lan", PASSWORD, "10.0.0.1", "d")
    with store._engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM login_failures")).all())
    assert "ai1" not in kept  # what was typed as a name may be a password


def test_an_own_account_does_not_buy_more_tries_at_others(accounts: Accounts, store: Store) -> None:
    logins, refused = Logins(store), 0
    for number in range(module.MOST_OF_ADDRESS + 5):
        with pytest.raises(LoginRefusedError):
            logins.log_in(f"ai{number}", PASSWORD, "10.0.0.1", "d")
        try:
            logins.log_in("lan", PASSWORD, "10.0.0.1", f"d{number}")
        except LoginRefusedError:
            refused += 1
    assert refused


# the trail --------------------------------------------------------------------------------------------------------


def sql(*statements: str) -> Callable[[Store], None]:
    def change(store: Store) -> None:
        with store._engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    return change


def swap(store: Store) -> None:
    sql("UPDATE audit SET id = 9003 WHERE id = 3", "UPDATE audit SET id = 3 WHERE id = 4")(store)
    sql("UPDATE audit SET id = 4 WHERE id = 9003")(store)


def put_in(store: Store) -> None:
    """A row that is right in itself, between two others."""
    from store.audit import chain_hash

    rows, at = store.audit_trail(), datetime.now(UTC)
    with store._engine.begin() as connection:
        before = connection.execute(text("SELECT hash FROM audit WHERE id = 1")).scalar_one()
        made = chain_hash("f" * 64, at, actor="x", action="y", subject="z", details={})
        connection.execute(text("UPDATE audit SET id = id + 9000 WHERE id > 1"))
        connection.execute(
            text(
                "INSERT INTO audit (id, at, actor, action, subject, details, previous_hash, hash)"
                " VALUES (2, :at, 'x', 'y', 'z', '{}', :previous, :hash)"
            ),
            {"at": at, "previous": "f" * 64, "hash": made},
        )
    assert before
    assert len(rows) == len(store.audit_trail()) - 1


@pytest.mark.parametrize(
    ("change", "row", "kind"),
    [
        (sql("UPDATE audit SET actor = 'ai đó' WHERE id = 3"), 3, "changed"),
        (sql("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE id = 4"), 4, "changed"),
        (sql("DELETE FROM audit WHERE id = 3"), 4, "removed"),
        (sql("DELETE FROM audit WHERE id = 1"), 2, "removed"),
        (swap, 3, "moved"),
    ],
)
def test_the_first_row_that_does_not_fit_is_named(
    accounts: Accounts, store: Store, change: Callable[[Store], None], row: int, kind: str
) -> None:
    for role in ("viewer", "scorer", "analyst", "reviewer"):
        accounts.set_role("lan", role, by="x")
    assert verify_trail(store).first is None
    change(store)
    assert verify_trail(store).first == Break(row, kind)  # type: ignore[arg-type]


def test_a_row_put_in_shows(accounts: Accounts, store: Store) -> None:
    put_in(store)
    first = verify_trail(store).first
    assert first is not None
    assert first.row == 2


def test_only_a_noted_hash_shows_that_the_end_was_cut_off(accounts: Accounts, store: Store) -> None:
    noted = verify_trail(store)
    assert verify_trail(store, noted.head).first is None
    accounts.set_role("lan", "viewer", by="x")
    assert verify_trail(store, noted.head).first is None
    sql("DELETE FROM audit WHERE id > 1")(store)
    assert verify_trail(store).first is None
    assert verify_trail(store, noted.head).first == Break(None, "cut")


def test_rows_from_before_there_were_accounts_are_in_the_chain(store: Store) -> None:
    """The first migration made the trail a chain; this one leaves it whole."""
    from alembic import command

    from store import audit
    from store.database import HEAD, _config

    with store._write() as session:
        audit.write(session, "x", "y", "z")
    config = _config()
    with store._engine.begin() as connection:
        for later in ("line_boxes", "hand_models", "hand_lines", "hand_pages", "hands"):
            connection.execute(text(f"DROP TABLE {later}"))
        connection.execute(text("DROP TABLE logins"))
        connection.execute(text("DROP TABLE login_failures"))
        connection.execute(text("DROP TABLE accounts"))
        connection.execute(text("ALTER TABLE documents DROP COLUMN layout"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    with store._writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    assert store.revision == HEAD
    Accounts(store).add("hoa", PASSWORD, "admin", None, by="x")
    trail = verify_trail(store)
    assert trail.rows == 2
    assert trail.first is None
