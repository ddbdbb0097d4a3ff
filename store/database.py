"""The engine: how connections are opened, how transactions begin, how the schema gets to head."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from schemas import EnvironmentError_, UsageError
from store.errors import locked, newer, translated
from store.quickjson import compact

__all__ = ["HEAD", "default_url", "migrate", "open_engine", "revision", "without_password"]

HEAD = "0011"  # newest migration; said here so that opening an up-to-date database does not read the scripts
WAIT_SECONDS = 30.0  # how long a writer waits for another one
WRITES = "bienban_writes"  # execution option: the transaction takes the write lock when it begins
WRITE_LOCK = 0x62_69_65_6E  # any number that no other program would use for its advisory lock
PSYCOPG = "psycopg"
MANNERS = {"connect_timeout": 10, "application_name": "bienban"}  # seconds; the name that the server's lists show


def default_url(data_dir: Path) -> str:
    """The SQLite database inside the data folder."""
    return f"sqlite:///{data_dir / 'bienban.sqlite3'}"


def open_engine(database_url: str, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """Engine for ``database_url``; no connection is made yet.

    Raises ``UsageError`` for an address that cannot be used, ``EnvironmentError_`` where the driver is not installed.
    """
    try:
        url = _with_driver(make_url(database_url))
        if url.get_backend_name() == "postgresql":
            # A connection that the server has dropped meanwhile is noticed before it is used, and made anew.
            engine = create_engine(url, json_serializer=_json, pool_pre_ping=True, connect_args=_manners(url))
            _prepare_postgresql(engine, wait_seconds)
        else:
            engine = create_engine(url, json_serializer=_json)
            if url.get_backend_name() == "sqlite":
                _prepare_sqlite(engine, wait_seconds)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        if getattr(error, "name", None) == PSYCOPG:
            raise EnvironmentError_(
                "PostgreSQL needs a package that is not installed. Install it: pip install 'bienban[postgres]'",
                "Dùng PostgreSQL cần một gói chưa cài. Hãy cài: pip install 'bienban[postgres]'",
            ) from error
        raise UsageError(
            "The database address cannot be used. Write e.g. sqlite:////path/to/bienban.sqlite3 or "
            "postgresql://user@host/database.",
            "Địa chỉ cơ sở dữ liệu không dùng được. Ví dụ đúng: sqlite:////duong/dan/bienban.sqlite3 hoặc "
            "postgresql://nguoidung@maychu/csdl.",
        ) from error
    return engine


def _with_driver(url: URL) -> URL:
    """The address with the driver we ship; whoever names another one is left with it."""
    return url.set(drivername=f"postgresql+{PSYCOPG}") if url.drivername in {"postgresql", "postgres"} else url


def _manners(url: URL) -> dict[str, Any]:
    return {name: value for name, value in MANNERS.items() if name not in url.query}


def without_password(database_url: str) -> str:
    """The address as it may be shown and logged."""
    try:
        return make_url(database_url).render_as_string(hide_password=True)
    except ArgumentError:
        return "?"


def _json(value: Any) -> str:
    # Vietnamese stays legible for whoever opens the database with another tool.
    return compact(value)


def _prepare_sqlite(engine: Engine, wait_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        # The driver must not begin transactions by itself: it would leave DDL outside of them, and a killed
        # migration half done.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # A reader that turns writer is refused at once when another one wrote meanwhile; so writers say so first.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(engine: Engine, wait_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {int(wait_seconds * 1000)}")
        connection.execute("SET TIME ZONE 'UTC'")
        connection.autocommit = False

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # One writer at a time, as in SQLite: all saving looks first and writes then, and the trail is one chain.
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def _use_wal(engine: Engine, wait_seconds: float) -> None:
    """Switch to write-ahead logging, once per database; the switch itself does not honour the busy timeout."""
    deadline = time.monotonic() + wait_seconds
    while True:
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            if mode in {"wal", "memory"}:
                return
            cursor.execute("PRAGMA journal_mode = WAL")
        except engine.dialect.loaded_dbapi.OperationalError as error:
            if "locked" not in str(error):
                raise OperationalError("PRAGMA journal_mode", None, error) from error
            if time.monotonic() > deadline:
                raise locked() from error
            time.sleep(0.05)
        finally:
            connection.close()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def revision(connection: Connection) -> str | None:
    """The schema revision that the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def migrate(engine: Engine, wait_seconds: float = WAIT_SECONDS) -> str | None:
    """Bring the database to ``HEAD`` in one transaction; concurrent openers wait for the first.

    Returns the revision it was at before. Raises ``StoreError`` when it was written by a newer program.
    """
    with translated():
        if engine.dialect.name == "sqlite":
            _use_wal(engine, wait_seconds)
        with engine.connect() as connection:
            found = revision(connection)
        if found == HEAD:
            return found
        config = _config()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise newer(found, HEAD)
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            if revision(connection) != HEAD:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        return found
