"""A whole database into another one, row by row, and the proof that both hold the same.

Rows go in chunks, each one transaction, so a copy that breaks off goes on where it stopped: what is there already
with the same content is passed over. The target must be empty or an earlier copy of the same archive, which its audit
trail tells: then rows that the source no longer has are taken away there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Row,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

import store.account_tables
import store.hand_tables
import store.review_tables  # noqa: F401 - whole tables are copied, so all must be known
from schemas import StoreError
from store.database import WRITES, migrate
from store.errors import translated
from store.packing import digest_of_parts
from store.reading import bytewise
from store.tables import AuditRow, Base

__all__ = ["TableCopy", "copy_rows", "table_digest"]

TRAIL = Base.metadata.tables[AuditRow.__tablename__]
CHUNK = 200  # rows in one transaction; a row of pages may hold 100 KB


class TableCopy(NamedTuple):
    """What became of one table. ``digest`` is over all rows in the order of their keys, the same on both sides."""

    table: str
    rows: int
    added: int
    changed: int
    digest: str


def copy_rows(source: Engine, target: Engine, on_table: Callable[[TableCopy], None]) -> list[TableCopy]:
    """Make ``target`` hold every row of ``source``, and verify that it holds these and no other.

    Both are brought to the newest schema. ``on_table`` is told each table that is done. Raises ``StoreError`` when
    the target holds another archive, or the rows differ after all.
    """
    migrate(source)
    migrate(target)
    done = []
    with translated(), source.connect() as reader:
        _still(reader)
        if not _is_earlier_copy(reader, target):
            raise _another_archive()
        for table in reversed(Base.metadata.sorted_tables):
            _take_away(reader, target, table)
        for table in _trail_first():
            added = changed = 0
            coming = _ordered(reader, table)
            while rows := list(islice(coming, CHUNK)):
                with target.execution_options(**{WRITES: True}).begin() as writer:
                    new, other = _put(writer, table, rows)
                added, changed = added + new, changed + other
            count, found = table_digest(reader, table)
            with target.connect() as check:
                theirs = table_digest(check, table)
            if theirs != (count, found):
                raise _differs(table.name, count, theirs[0])
            done.append(TableCopy(table.name, count, added, changed, found))
            on_table(done[-1])
        if target.dialect.name == "postgresql":
            _set_counters(target)
    return done


def table_digest(connection: Connection, table: Table) -> tuple[int, str]:
    """Number of rows, and SHA-256 over all of them in the order of their keys."""
    count = 0

    def parts() -> Iterator[str]:
        nonlocal count
        for row in _ordered(connection, table):
            count += 1
            yield _fingerprint(row)

    digest = digest_of_parts(parts())
    return count, digest


def _trail_first() -> list[Table]:
    """All tables, those that others point to before them; the audit trail first, by which a copy is known."""
    return sorted(Base.metadata.sorted_tables, key=lambda table: table is not TRAIL)


def _is_earlier_copy(reader: Connection, target: Engine) -> bool:
    """Whether the target is empty, or its trail is a part of ours."""
    with target.connect() as there:
        if all(there.execute(select(table).limit(1)).first() is None for table in Base.metadata.sorted_tables):
            return True
        theirs = set(there.execute(select(TRAIL.c.id, TRAIL.c.hash)))
    return bool(theirs) and theirs <= set(reader.execute(select(TRAIL.c.id, TRAIL.c.hash)))


def _take_away(reader: Connection, target: Engine, table: Table) -> None:
    keys = _keys(table)
    with target.connect() as there:
        theirs = {tuple(row) for row in there.execute(select(*keys))}
    if not theirs:
        return
    extra = iter(theirs - {tuple(row) for row in reader.execute(select(*keys))})
    while chunk := list(islice(extra, CHUNK)):
        with target.execution_options(**{WRITES: True}).begin() as writer:
            writer.execute(delete(table).where(or_(*(_is(keys, key) for key in chunk))))


def _is(keys: Sequence[Column[Any]], values: Sequence[Any]) -> ColumnElement[bool]:
    return and_(*(key == value for key, value in zip(keys, values, strict=True)))


def _still(reader: Connection) -> None:
    """See one state of the source throughout, whoever writes to it meanwhile."""
    if reader.dialect.name == "postgresql":
        reader.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def _keys(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _ordered(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    order = [column if isinstance(column.type, Integer) else bytewise(column) for column in _keys(table)]
    query = select(table).order_by(*order).execution_options(yield_per=CHUNK)
    yield from connection.execute(query)


def _put(writer: Connection, table: Table, rows: Sequence[Row[Any]]) -> tuple[int, int]:
    """Add or renew ``rows``; how many were new, and how many had other content."""
    keys = _keys(table)
    wanted = or_(*(_is(keys, _key(row, keys)) for row in rows))
    there = {_key(row, keys): _fingerprint(row) for row in writer.execute(select(table).where(wanted))}
    new = [row for row in rows if _key(row, keys) not in there]
    other = [row for row in rows if there.get(_key(row, keys), _fingerprint(row)) != _fingerprint(row)]
    for row in other:
        writer.execute(update(table).where(_is(keys, _key(row, keys))).values(_values(row)))
    if new:
        writer.execute(insert(table), [_values(row) for row in new])
    return len(new), len(other)


def _key(row: Row[Any], keys: Sequence[Column[Any]]) -> tuple[Any, ...]:
    return tuple(row._mapping[key] for key in keys)


def _values(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)


def _fingerprint(row: Row[Any]) -> str:
    return digest_of_parts(_plain(value) for value in row)


def _plain(value: Any) -> bytes:
    """A value as bytes, equal for equal values whichever database it comes from, and led by its kind."""
    if value is None:
        return b"0"
    if isinstance(value, bytes):
        return b"b" + value
    if isinstance(value, datetime):
        return b"t" + value.astimezone(UTC).isoformat().encode()
    if isinstance(value, str):
        return b"s" + value.replace("\0", "\ufffd").encode()  # as ``PlainText`` writes it
    return b"j" + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _set_counters(target: Engine) -> None:
    """Numbers that the database gives out go on after the highest that was copied."""
    with target.begin() as writer:
        for table in Base.metadata.sorted_tables:
            counted = table.autoincrement_column
            if counted is None:
                continue
            sequence = func.pg_get_serial_sequence(table.name, counted.name)
            highest = select(func.coalesce(func.max(counted), 0)).scalar_subquery()
            writer.execute(select(func.setval(sequence, highest + 1, False)))


def _another_archive() -> StoreError:
    return StoreError(
        "The target holds another archive. Copy into an empty database, or into an earlier copy of this one.",
        "Nơi đến đang chứa một kho khác. Hãy sao chép vào cơ sở dữ liệu trống, hoặc bản sao trước của kho này.",
    )


def _differs(table: str, ours: int, theirs: int) -> StoreError:
    return StoreError(
        f"The copy differs in the table {table}: {ours} rows here, {theirs} there. Copy again while nothing writes.",
        f"Bản sao khác ở bảng {table}: ở đây {ours} dòng, ở đó {theirs} dòng. Hãy chép lại khi không ai ghi.",
    )
