"""What a paper says to somebody who may not see who is meant: figures, dates, kinds, and pseudonyms for names."""

from __future__ import annotations

from typing import NamedTuple

from schemas import Record
from web.rows import Row, row_groups

__all__ = ["HiddenRow", "hidden_rows"]

# Words that name no person of the paper. Every other text is shown only as "stated": a name may stand anywhere in it.
PLAIN = frozenset({"number", "organisation.name", "organisation.parent", "period", "issued.number"})
# Here stands a name and nothing else, which the pseudonym replaces.
NAMES = frozenset({"chair.name", "secretary.name"})


class HiddenRow(NamedTuple):
    """One value: shown where ``value`` is not None, counted where ``items`` is not None, else only said to be there."""

    key: str
    value: object = None
    items: int | None = None
    stated: bool = True


def hidden_rows(record: Record) -> list[tuple[str, list[HiddenRow]]]:
    """The groups of a record from which the names were taken already."""
    found = []
    for group in row_groups(record, [], [], []):
        rows = [_hidden(row) for row in group.rows]
        found.append((group.key, [row for row in rows if row.stated]))
    return [(key, rows) for key, rows in found if rows]


def _hidden(row: Row) -> HiddenRow:
    if row.value in (None, "", []):
        return HiddenRow(row.key, stated=False)
    if row.kind == "list":
        return HiddenRow(row.key, items=len(row.value))
    if row.kind != "text" or row.key in PLAIN:
        return HiddenRow(row.key, row.value)
    if row.key in NAMES and str(row.value).startswith("ĐV-"):
        return HiddenRow(row.key, row.value)
    return HiddenRow(row.key)
