"""What happens when the disk or the database refuses: a plain sentence, and nothing half done."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_objects import VERSIONS, page, record, write
from sqlalchemy import event, inspect

import store.database
from schemas import StoreError, UsageError
from store import BrokenError, DiskFullError, LockedError, NewerError, ReadOnlyError, Store, default_url
from store.database import HEAD, open_engine


def save(store: Store, path: Path, sha256: str, pages: int = 1) -> None:
    store.remember_original(path, sha256)
    many = [page(number, f"trang {number} " + os.urandom(2000).hex()) for number in range(1, pages + 1)]
    store.save_document(path=path, sha256=sha256, pages=many, records=[record(sha256)], versions=VERSIONS)


@pytest.fixture
def sqlite(data_dir: Path) -> Iterator[Store]:
    """For what only SQLite can be made to refuse."""
    with Store.open(None, data_dir) as opened:
        yield opened


def test_a_full_disk_while_an_original_is_written(
    store: Store, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")

    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("store.originals.os.fsync", no_room)
        with pytest.raises(DiskFullError, match="full") as caught:
            store.remember_original(path, sha)
    assert "đầy" in caught.value.vietnamese
    assert caught.value.exit_code == 4
    assert [one for one in (data_dir / "originals").rglob("*") if one.is_file()] == []
    save(store, path, sha)
    assert store.counts()["documents"] == 1


def test_a_full_disk_inside_a_transaction_leaves_the_old_rows(sqlite: Store, tmp_path: Path) -> None:
    """SQLite's own limit on pages raises what a full disk raises."""
    store = sqlite
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    before = store.pages(sha)

    @event.listens_for(store._engine, "begin")
    def limit(connection) -> None:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {size + 4}")

    with pytest.raises(DiskFullError):
        save(store, path, sha, pages=60)
    event.remove(store._engine, "begin", limit)
    assert store.pages(sha) == before
    assert store.known(sha, VERSIONS)


def test_a_small_real_disk_that_fills_up(tmp_path: Path) -> None:
    """On a tmpfs of one megabyte where this may be mounted; elsewhere on a file size limit, which SQLite sees as full."""
    code = """
import resource, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from test_store_refusals import save
from archive_objects import write
from schemas import StoreError
from store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
base = Path(sys.argv[3])
with Store.open(None, base / "data") as store:
    path, sha = write(base, "a.pdf", b"%PDF one")
    save(store, path, sha)
    if sys.argv[4] == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    other, other_sha = write(base, "b.pdf", b"%PDF two")
    try:
        save(store, other, other_sha, pages=2000)
    except StoreError as error:
        print(type(error).__name__)
    print([document.path[-5:] for document in store.documents()])
"""
    room = tmp_path / "small"
    room.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(room)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        here = [str(Path(__file__).parent), str(Path(__file__).parents[2]), str(room), "disk" if mounted else "limit"]
        done = subprocess.run([sys.executable, "-c", code, *here], capture_output=True, text=True, check=False)
    finally:
        if mounted:
            subprocess.run(["umount", str(room)], check=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["DiskFullError", "['a.pdf']"]


def test_a_database_that_another_process_holds(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(None, data_dir).close()
    monkeypatch.setattr(store.database.open_engine, "__defaults__", (0.1,))
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    other = sqlite3.connect(data_dir / "bienban.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(None, data_dir) as opened:
        assert opened.counts()["documents"] == 0  # reading goes on
        with pytest.raises(LockedError, match="another process"):
            save(opened, path, sha)
        other.execute("ROLLBACK")
        save(opened, path, sha)
        assert opened.counts()["documents"] == 1
    other.close()


def test_a_database_of_a_newer_program(data_dir: Path, database_url: str | None) -> None:
    with Store.open(database_url, data_dir) as opened, opened._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerError, match=r"9999.*newer bienban"):
        Store.open(database_url, data_dir)


def test_a_file_that_is_no_database(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "bienban.sqlite3").write_bytes(b"not a database at all, but long enough to look at " * 50)
    with pytest.raises(BrokenError):
        Store.open(None, data_dir)


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        Store.open(None, tmp_path / "file" / "data")


def test_a_read_only_database_can_be_read_but_not_written(tmp_path: Path, data_dir: Path) -> None:
    Store.open(None, data_dir).close()
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    with Store.open(f"sqlite:///file:{data_dir / 'bienban.sqlite3'}?mode=ro&uri=true", data_dir) as opened:
        assert opened.documents() == []
        with pytest.raises(ReadOnlyError, match="cannot be written"):
            save(opened, path, sha)


def test_a_read_only_folder_for_originals(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("store.originals.tempfile.mkstemp", refuse)
    with pytest.raises(ReadOnlyError):
        store.remember_original(path, sha)


def test_an_original_that_was_taken_away_is_missed(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    store.remember_original(path, sha)
    store.original(sha).unlink()
    with pytest.raises(StoreError, match="missing"):
        store.original(sha)
    store.remember_original(path, sha)
    assert store.original(sha).is_file()


@pytest.mark.parametrize(
    "address", ["nonsense", "postgresql+nodriver:///x", "sqlite+nodriver:///x", "klingon://host/db"]
)
def test_an_unusable_address_is_a_usage_error(address: str, data_dir: Path) -> None:
    with pytest.raises(UsageError):
        Store.open(address, data_dir)


def test_many_open_a_new_archive_at_once(data_dir: Path, database_url: str | None) -> None:
    code = "import sys; from pathlib import Path; from store import Store; print(Store.open(sys.argv[2] or None, Path(sys.argv[1])).counts()['documents'])"
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", code, str(data_dir), database_url or ""]
    several = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for one in several:
        out, errors = one.communicate(timeout=120)
        assert (one.returncode, out.strip()) == (0, "0"), errors


def test_a_migration_that_breaks_off_leaves_an_empty_database(
    data_dir: Path, database_url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.execute", fail)
        with pytest.raises(RuntimeError):
            Store.open(database_url, data_dir)
    engine = open_engine(database_url or default_url(data_dir))
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    with Store.open(database_url, data_dir) as opened:
        assert opened.counts()["documents"] == 0


def test_the_database_is_set_up_as_promised(sqlite: Store) -> None:
    with sqlite._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 30000}


def test_readers_are_not_shut_out_by_a_writer(
    store: Store, tmp_path: Path, data_dir: Path, database_url: str | None
) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    with store._write() as session, Store.open(database_url, data_dir) as reader:
        session.connection()  # begins, and so holds the write lock
        started = time.monotonic()
        assert reader.counts()["documents"] == 1
        assert time.monotonic() - started < 5


def test_threads_may_share_a_store(store: Store, tmp_path: Path) -> None:
    files = [write(tmp_path, f"{index}.pdf", b"%PDF" + bytes([index])) for index in range(12)]
    errors: list[BaseException] = []

    def work(path: Path, sha: str) -> None:
        try:
            save(store, path, sha)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=file) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.counts()["documents"] == 12
    assert store.audit_break() is None


def test_head_is_the_newest_migration_and_makes_the_tables_as_declared(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from store.tables import Base

    assert ScriptDirectory.from_config(store_config()).get_current_head() == HEAD
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": declared})
        assert compare_metadata(context, Base.metadata) == []


def declared(name: str | None, kind: str, _: object) -> bool:
    """Not what an index of words makes for itself."""
    own = {"search", *(f"search_{part}" for part in ("config", "data", "docsize", "idx")), "ix_search_texts_words"}
    return kind not in ("table", "index") or name not in own


def store_config():
    return store.database._config()


def test_the_tables_are_no_sqlite_specials() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    from store.tables import Base

    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in Base.metadata.sorted_tables]
    assert any("TIMESTAMP WITH TIME ZONE" in one for one in made)
    assert any("JSON" in one for one in made)


def test_the_default_address_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert default_url(tmp_path) == f"sqlite:///{tmp_path}/bienban.sqlite3"
