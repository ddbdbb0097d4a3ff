"""Records prepared for the tables: their keys, cells, months and groups, worked out once."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass

from bienban.pseudonyms import Pseudonyms, names_in
from bienban.words import month_of
from quality.series import cell_keys
from schemas import Assessment, MeetingType, Record

__all__ = ["SMALL_GROUP", "Entry", "prepare"]

SMALL_GROUP = 5  # people; below, a figure says something of each of them (docs/analytics.md)


@dataclass(frozen=True)
class Entry:
    """One record with what the tables need to know of it.

    ``group``: how many people its figures speak of; where it states none, the members of its cell.
    """

    record: Record
    assessment: Assessment | None
    key: str
    cell: str | None
    month: str | None
    group: int | None
    people: Pseudonyms
    persons: frozenset[str]

    @property
    def is_small(self) -> bool:
        """Whether people could be told apart in its figures; a group of unknown size counts as small."""
        return self.group is None or self.group < SMALL_GROUP

    def person(self, name: str | None) -> str | None:
        """The pseudonym of a person of this record; None where the group is small."""
        return None if name is None or self.is_small else self.people.of(name)


def prepare(records: Sequence[Record], assessments: Sequence[Assessment], key: bytes) -> list[Entry]:
    """One entry a record, in the order given. ``key``: the secret that all keys and pseudonyms are made with."""
    people = Pseudonyms(key, ())  # only `of` is used, which asks for no list of names
    by_record = {one.record_id: one for one in assessments}
    cells: dict[int, str] = {}
    sizes: dict[int, int] = {}
    for (name, parent), members in cell_keys(records).items():
        if name:
            cells.update(dict.fromkeys(members, _keyed(key, "CB", f"{name}\n{parent}", 12)))
        if stated := [size for at in members if (size := _stated(records[at])) is not None]:
            sizes.update((at, max(stated)) for at in members if records[at].meeting_type is not MeetingType.COMMITTEE)
    return [
        Entry(
            record=record,
            assessment=by_record.get(record.record_id),
            key=_keyed(key, "BG", record.record_id, 16),
            cell=cells.get(at),
            month=month_of(record),
            group=sizes.get(at) if (size := _stated(record)) is None else size,
            people=people,
            persons=frozenset(names_in(record)),
        )
        for at, record in enumerate(records)
    ]


def _stated(record: Record) -> int | None:
    stated = record.attendance
    return max((one for one in (stated.total, stated.required, stated.present) if one is not None), default=None)


def _keyed(key: bytes, kind: str, value: str, letters: int) -> str:
    # The kind is part of what is hashed: a cell and a document of one name must not share their letters.
    digest = hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).digest()
    return f"{kind}-{b32encode(digest).decode('ascii')[:letters]}"
