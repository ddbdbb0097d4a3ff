"""New rows, many at once, past the bookkeeping of objects: most of what loading does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from store.tables import Base

__all__ = ["add", "table"]


def table(kind: type[Base]) -> Table:
    """The table of a kind of row."""
    found = kind.__table__
    if not isinstance(found, Table):
        raise TypeError(kind.__name__)
    return found


def add(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Add rows by their columns. What the session still holds must have been flushed."""
    if rows:
        session.execute(insert(table(kind)), rows)
