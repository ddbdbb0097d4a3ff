"""New rows, many at once, past the bookkeeping of objects and statements: most of what loading does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Table
from sqlalchemy.orm import Session

from store.tables import Base

__all__ = ["add", "table"]

Rows = Sequence[dict[str, Any]]


def table(kind: type[Base]) -> Table:
    """The table of a kind of row."""
    found = kind.__table__
    if not isinstance(found, Table):
        raise TypeError(kind.__name__)
    return found


def add(session: Session, kind: type[Base], rows: Rows) -> None:
    """Add rows by their columns, which are the same in all of them. What the session holds must have been flushed."""
    if rows:
        connection = session.connection()
        form = _form(connection.dialect, kind, tuple(rows[0]))
        connection.exec_driver_sql(form.statement, form.values(rows))


class _Form(NamedTuple):
    """How rows with these columns are written: worked out once, for it takes longer than writing them."""

    statement: str
    pick: Callable[[dict[str, Any]], tuple[Any, ...]]
    processors: tuple[Callable[[Any], Any] | None, ...]

    def values(self, rows: Rows) -> list[tuple[Any, ...]]:
        """The rows as the driver takes them."""
        columns = zip(*map(self.pick, rows), strict=True)
        return list(zip(*map(_processed, columns, self.processors), strict=True))


def _processed(values: tuple[Any, ...], processor: Callable[[Any], Any] | None) -> Sequence[Any]:
    if processor is None:
        return values
    first = values[0]
    if all(one is first for one in values):  # the moment of saving, mostly
        return (processor(first),) * len(values)
    return tuple(map(processor, values))


@lru_cache(maxsize=256)
def _form(dialect: Dialect, kind: type[Base], names: tuple[str, ...]) -> _Form:
    into, quote = table(kind), dialect.identifier_preparer.quote
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    columns, marks = ", ".join(map(quote, names)), ", ".join([mark] * len(names))
    statement = f"INSERT INTO {quote(into.name)} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names only
    types = (into.c[name].type.dialect_impl(dialect) for name in names)
    pick = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    return _Form(statement, pick, tuple(one.bind_processor(dialect) for one in types))
