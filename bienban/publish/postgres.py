"""The feed as a schema of a PostgreSQL database: only what changed is sent, all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bienban.i18n import both
from bienban.publish.catalogue import BY_MEETING, TABLES
from bienban.publish.columns import Column, Kind, Table
from bienban.publish.targets import columns_of, ordered
from bienban.publish.warehouse import Warehouse
from schemas import EnvironmentError_, StoreError, UsageError

__all__ = ["SCHEMA", "to_postgres"]

SCHEMA = "bienban_feed"
_STATE = "feed_state"
_LOCK = 0x66_65_65_64  # any number that no other program would use for its advisory lock
_TYPES = {Kind.TEXT: "text", Kind.WHOLE: "integer", Kind.NUMBER: "double precision",
          Kind.TRUTH: "boolean", Kind.DATE: "date"}  # fmt: skip
_BATCH = 20_000  # rows held at once


def to_postgres(warehouse: Warehouse, url: str, *, identified: bool) -> int:
    """Bring schema ``bienban_feed`` of the database at ``url`` to the state of ``warehouse``.

    Returns how many records' rows were sent. Raises ``UsageError`` for an address of another kind, ``StoreError``
    where the server refuses; then the schema is as it was.
    """
    if not url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        raise UsageError(*both("publish.no-address"))
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EnvironmentError_(*both("publish.no-psycopg")) from error
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        with psycopg.connect(plain) as connection, connection.cursor() as cursor:
            return _bring(warehouse, cursor, identified)
    except psycopg.Error as error:
        # The driver's message may hold the address with its password.
        raise StoreError(*both("publish.refused", kind=type(error).__name__)) from None


def _bring(warehouse: Warehouse, cursor: Any, identified: bool) -> int:
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    _prepare(cursor, warehouse.stamp + (":identified" if identified else ""), identified)
    do = warehouse.do
    do("CREATE OR REPLACE TEMP TABLE there (meeting VARCHAR, made_from VARCHAR)")
    cursor.execute(f"SELECT meeting, made_from FROM {SCHEMA}.{_STATE}")
    while rows := cursor.fetchmany(_BATCH):
        import pandas as pd  # noqa: PLC0415

        warehouse.db.register("part", pd.DataFrame(rows, columns=["meeting", "made_from"], dtype="string"))
        do("INSERT INTO there SELECT * FROM part")
    do("CREATE OR REPLACE TEMP TABLE due AS SELECT meeting FROM _state ANTI JOIN there USING (meeting, made_from)")
    cursor.execute("CREATE TEMP TABLE gone (meeting text) ON COMMIT DROP")
    _copy(cursor, "gone (meeting)", warehouse, "SELECT meeting FROM there ANTI JOIN _state USING (meeting, made_from)")
    cursor.execute("ANALYZE gone")
    for table in BY_MEETING:
        cursor.execute(f"DELETE FROM {SCHEMA}.{table.name} WHERE meeting IN (SELECT meeting FROM gone)")
    cursor.execute(f"DELETE FROM {SCHEMA}.{_STATE} WHERE meeting IN (SELECT meeting FROM gone)")
    for table in TABLES:
        query = ordered(table, identified=identified)
        if table.by_meeting:
            columns = columns_of(table, identified=identified)
            query = f"SELECT {columns} FROM {table.name} WHERE meeting IN (SELECT meeting FROM due)"
        else:
            cursor.execute(f"DELETE FROM {SCHEMA}.{table.name}")
        names = ", ".join(f'"{one.name}"' for one in _leaving(table, identified))
        _copy(cursor, f"{SCHEMA}.{table.name} ({names})", warehouse, query)
    _copy(
        cursor, f"{SCHEMA}.{_STATE} (meeting, made_from)", warehouse,
        "SELECT meeting, made_from FROM _state WHERE meeting IN (SELECT meeting FROM due)",
    )  # fmt: skip
    row = warehouse.one("SELECT count(*) FROM due")
    return int(row[0]) if row else 0


def _prepare(cursor: Any, stamp: str, identified: bool) -> None:
    """Make the schema; one of another key or form is built anew, with a feed's tables only."""
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    cursor.execute(f"CREATE TABLE IF NOT EXISTS {SCHEMA}.feed_meta (stamp text NOT NULL)")
    cursor.execute(f"SELECT stamp FROM {SCHEMA}.feed_meta")
    if cursor.fetchone() == (stamp,):
        return
    for name in (*(table.name for table in TABLES), _STATE):
        cursor.execute(f"DROP TABLE IF EXISTS {SCHEMA}.{name} CASCADE")
    for table in TABLES:
        columns = ", ".join(
            f'"{one.name}" {_TYPES[one.kind]}{" NOT NULL" if one.required else ""}'
            for one in _leaving(table, identified)
        )
        keys = ", ".join(f'"{name}"' for name in table.key)
        cursor.execute(f"CREATE TABLE {SCHEMA}.{table.name} ({columns}, PRIMARY KEY ({keys}))")
        cursor.execute(f"COMMENT ON TABLE {SCHEMA}.{table.name} IS {_text(table.grain)}")
        for one in _leaving(table, identified):
            cursor.execute(f'COMMENT ON COLUMN {SCHEMA}.{table.name}."{one.name}" IS {_text(one.meaning)}')
    cursor.execute(f"CREATE TABLE {SCHEMA}.{_STATE} (meeting text PRIMARY KEY, made_from text NOT NULL)")
    cursor.execute(f"DELETE FROM {SCHEMA}.feed_meta")
    cursor.execute(f"INSERT INTO {SCHEMA}.feed_meta VALUES (%s)", [stamp])


def _leaving(table: Table, identified: bool) -> list[Column]:
    return [one for one in table.columns if identified or not one.identified]


def _copy(cursor: Any, into: str, warehouse: Warehouse, query: str) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in _rows(warehouse, query):
            copy.write_row(row)


def _rows(warehouse: Warehouse, query: str) -> Iterator[Sequence[Any]]:
    result = warehouse.db.execute(query)
    while rows := result.fetchmany(_BATCH):
        yield from rows


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
