"""What only a database server does: it goes away and comes back, sends writers back, sorts by its own language."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from archive_objects import VERSIONS, page, record, write
from sqlalchemy import event

import store.database
import store.patience
from schemas import EnvironmentError_, Finding, Severity
from scripts.services.postgres import PostgresServer
from store import LockedError, LostError, ReadOnlyError, Store, without_password

pytestmark = pytest.mark.services


def save(opened: Store, path: Path, sha256: str, **changes: object):
    opened.remember_original(path, sha256)
    values = {"pages": [page()], "records": [record(sha256)], "versions": VERSIONS}
    return opened.save_document(path=path, sha256=sha256, **{**values, **changes})


@pytest.fixture
def opened(postgres_url: str, data_dir: Path):
    with Store.open(postgres_url, data_dir) as found:
        yield found


def test_a_server_that_comes_back_is_waited_for(opened: Store, tmp_path: Path, postgres_server: PostgresServer) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(opened, path, sha)
    postgres_server.stop()
    back = threading.Timer(1.0, postgres_server.start)
    back.start()
    try:
        started = time.monotonic()
        other, other_sha = write(tmp_path, "b.pdf", b"%PDF two")
        save(opened, other, other_sha)
        assert time.monotonic() - started > 0.5
    finally:
        back.join()
    assert {one.sha256 for one in opened.documents()} == {sha, other_sha}
    assert opened.audit_break() is None


def test_a_connection_cut_in_the_middle_of_a_save_is_made_anew(opened: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    cut = []

    @event.listens_for(opened._engine, "before_cursor_execute")
    def kill(connection, cursor, statement, *_) -> None:
        if "INSERT INTO records" in statement and not cut:
            cut.append(statement)
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    save(opened, path, sha)
    assert cut
    assert opened.records() == [record(sha)]
    assert opened.counts()["documents"] == 1


def test_a_server_that_stays_away_is_named_in_both_languages(
    opened: Store, tmp_path: Path, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.patience, "PATIENCE_SECONDS", 0.3)
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(opened, path, sha)
    postgres_server.stop()
    try:
        with pytest.raises(LostError, match="cannot be reached") as caught:
            opened.counts()
        with pytest.raises(LostError):
            Store.open(opened._engine.url.render_as_string(hide_password=False), opened.data_dir)
    finally:
        postgres_server.start()
    assert "Không kết nối được" in caught.value.vietnamese
    assert caught.value.exit_code == 4
    assert opened.counts()["documents"] == 1


def test_a_writer_that_is_sent_back_tries_again(opened: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    refused = []

    @event.listens_for(opened._engine, "before_cursor_execute")
    def refuse(connection, cursor, statement, *_) -> None:
        if "INSERT INTO records" in statement and len(refused) < 2:
            refused.append(statement)
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$")

    save(opened, path, sha)
    assert len(refused) == 2
    assert opened.counts()["records"] == 1


def test_a_writer_that_holds_on_for_too_long(
    postgres_url: str, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.database.open_engine, "__defaults__", (0.2,))
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    with Store.open(postgres_url, data_dir) as one, Store.open(postgres_url, data_dir) as other:
        with one._write() as session:
            session.connection()  # begins, and so holds the write lock
            assert other.counts()["documents"] == 0
            with pytest.raises(LockedError, match="another process"):
                other.put_aside(path, sha, "bug", "…", "…")
        save(other, path, sha)
        assert one.counts()["documents"] == 1


def test_an_account_that_may_not_write(
    opened: Store, postgres_url: str, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    name = postgres_url.split("@/")[1].partition("?")[0]
    postgres_server.sql("DROP ROLE IF EXISTS reader")
    postgres_server.sql("CREATE ROLE reader LOGIN")
    postgres_server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", name)
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    try:
        with Store.open(postgres_url.replace("bienban@", "reader@"), opened.data_dir) as reader:
            assert reader.counts()["documents"] == 0
            with pytest.raises(ReadOnlyError):
                reader.remember_original(path, sha)
    finally:
        postgres_server.sql("DROP OWNED BY reader", name)
        postgres_server.sql("DROP ROLE reader")


def test_paths_are_sorted_as_in_sqlite(opened: Store, data_dir: Path, tmp_path: Path) -> None:
    names = ["Đ-1.pdf", "a b.pdf", "a-b.pdf", "A.pdf", "ă.pdf", "z.pdf", "a_b.pdf"]
    with Store.open(None, data_dir / "other") as sqlite:
        for archive in (opened, sqlite):
            for name in names:
                path, sha = write(tmp_path, name, name.encode())
                save(archive, path, sha)
                archive.put_aside(tmp_path / f"x{name}", None, "unreadable", "…", "…")
        assert [one.path for one in opened.documents()] == [one.path for one in sqlite.documents()]
        assert [one.path for one in opened.aside()] == [one.path for one in sqlite.aside()]
        assert [one.record_id for one in opened.records()] == [one.record_id for one in sqlite.records()]


def test_threads_of_several_processes_keep_one_trail(postgres_url: str, data_dir: Path, tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from test_store_postgres import save
from archive_objects import write
from store import Store
base = Path(sys.argv[4])
with Store.open(sys.argv[3], base / "data") as store:
    for index in range(4):
        save(store, *write(base, f"{sys.argv[5]}-{index}.pdf", f"%PDF {sys.argv[5]} {index}".encode()))
"""
    here = [str(Path(__file__).parent), str(Path(__file__).parents[2]), postgres_url, str(tmp_path)]
    several = [
        subprocess.Popen([sys.executable, "-c", code, *here, str(number)], stderr=subprocess.PIPE, text=True)
        for number in range(2)
    ]
    for one in several:
        _, errors = one.communicate(timeout=120)
        assert one.returncode == 0, errors
    with Store.open(postgres_url, data_dir) as found:
        assert found.counts()["documents"] == 8
        assert found.audit_break() is None


def test_without_the_driver_the_line_that_installs_it_is_said(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object):
        if name == "psycopg" or name.startswith("psycopg."):
            raise ModuleNotFoundError(f"No module named {name!r}", name="psycopg")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentError_, match=r"pip install 'bienban\[postgres\]'"):
        Store.open("postgresql://host/db", data_dir)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://user:secret@host/db", "postgresql://user:***@host/db"),
        ("sqlite:////data/x.sqlite3", "sqlite:////data/x.sqlite3"),
        ("nonsense", "?"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert without_password(address) == shown


def test_text_that_the_server_cannot_hold_is_marked(store: Store, tmp_path: Path) -> None:
    """On both databases: a damaged text layer may hold NUL, and rows must be equal."""
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    findings = [Finding(code="x", severity=Severity.INFO, message="a\0b", paths=["/title"])]
    save(store, path, sha, records=[record(sha, number="1\0-BB", title="T\0", findings=findings)])
    assert store.record(f"{sha[:12]}-0").title == "T\0"
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT number FROM records").scalar() == "1\ufffd-BB"
        assert connection.exec_driver_sql("SELECT message FROM findings").scalar() == "a\ufffdb"


def test_a_long_name_fits_on_both(store: Store, tmp_path: Path) -> None:
    """SQLite takes text of any length where PostgreSQL counts."""
    path, sha = write(tmp_path, "a" * 200 + ".pdf", os.urandom(20))
    long = record(sha, cell="Chi bộ " + "rất dài " * 100, number="12-BB" * 100, title="T" * 5000)
    save(store, path, sha, records=[long])
    assert store.records() == [long]
    (stale,) = store.stale_cells("q")
    store.save_assessments(stale, "q", [])
    assert store.stale_cells("q") == []
