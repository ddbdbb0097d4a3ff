"""Which records are of one cell, and in what order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quality.folding import fold
from schemas import CellLink, Organisation, Record

__all__ = [
    "CellName",
    "cell_keys",
    "group_cells",
    "in_order",
    "normal_name",
    "superior_name",
    "time_key",
    "usual_wording",
]

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_CELL = re.compile(r"^(?:chi bo|cb)\s+")
# A committee is written as the body ("Đảng ủy xã") or as the organisation that it leads ("Đảng bộ xã"): one superior.
_SUPERIOR = re.compile(r"^(?:dang bo|dang uy)\s+")


def normal_name(name: str | None) -> str:
    """An organisation's name for grouping: folded, without "Chi bộ" and punctuation; empty for None."""
    return _CELL.sub("", _NOT_LETTERS.sub(" ", fold(name or "")).strip())


def superior_name(name: str | None) -> str:
    """A superior organisation's name for grouping: as ``normal_name``, without "Đảng bộ" or "Đảng ủy"."""
    return _SUPERIOR.sub("", normal_name(name))


class CellName(NamedTuple):
    """What tells a record's cell: organisation, its parent, and the file that it stands in."""

    name: str
    parent: str
    sha256: str

    @classmethod
    def of(cls, record: Record) -> CellName:
        return cls.named(record.organisation, record.source.sha256, record.cell)

    @classmethod
    def named(cls, organisation: Organisation, sha256: str, link: CellLink | None = None) -> CellName:
        """The same from the parts of a record that tell it; the file counts only where no cell is named.

        A cell that the register knows is told by its code: it stays one when it is renamed or its commune is merged.
        """
        if link is not None and link.code:
            return cls(f"#{link.code}", "", "")
        name = normal_name(organisation.name)
        return cls(name, superior_name(organisation.parent), "" if name else sha256)


def cell_keys(records: Sequence[Record]) -> dict[tuple[str, str], list[int]]:
    """Positions of the records of each cell, in order of first appearance (see ``group_cells``)."""
    return group_cells([CellName.of(record) for record in records])


def group_cells(cells: Sequence[CellName]) -> dict[tuple[str, str], list[int]]:
    """Positions of each cell.

    Cells of one name under different parents are different cells; a record that names no parent joins its name's only
    parent. Records that name no cell stay with the others of their file.
    """
    parents: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        if cell.name and cell.parent:
            parents[cell.name].add(cell.parent)
    groups: dict[tuple[str, str], list[int]] = {}
    for at, cell in enumerate(cells):
        key = ("", cell.sha256)
        if cell.name:
            known = parents.get(cell.name, set())
            key = (cell.name, cell.parent if cell.parent or len(known) != 1 else next(iter(known)))
        groups.setdefault(key, []).append(at)
    return groups


def time_key(record: Record) -> str | None:
    """A record's time for ordering: the meeting's date, else the date of issue, else its period; sorts as text."""
    return record.held.date or record.issued.date or record.period


def in_order(records: Sequence[Record]) -> list[int]:
    """Positions by date; what has none comes last, in the order given."""
    return sorted(range(len(records)), key=lambda at: (time_key(records[at]) is None, time_key(records[at]) or ""))


def usual_wording(values: Iterable[str | None]) -> str | None:
    """The wording that occurs most often; one slip of the reader must not name a cell."""
    known = Counter(value for value in values if value)
    return known.most_common(1)[0][0] if known else None
