"""What becomes of corrections when a person lays a document out anew. Pure.

A correction goes with the place on the page that its value was read from. One whose place cannot be told, or that meets
another value where it would go, is laid aside (action ``displace``): it counts no more and is shown until a person puts
it somewhere, or drops it. Nothing is guessed and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas import Box, Record
from store.corrections import Correction, standing, value_at

__all__ = ["Moved", "Parts", "displaced", "moves"]

EMPTY: tuple[object, ...] = (None, [], "")


@dataclass(frozen=True)
class Parts:
    """A layout as far as this is concerned: which rows (page, number) each record holds, and whose a place is."""

    held: Mapping[str, frozenset[tuple[int, int]]]
    owner: Callable[[int, Box], str | None]


class Moved(NamedTuple):
    """One correction that does not stay where it is; ``to`` None: it is laid aside."""

    correction: Correction
    to: str | None


def displaced(corrections: Iterable[Correction]) -> list[Correction]:
    """Corrections laid aside by a new layout that nobody has placed or dropped since; each as it stood before."""
    last: dict[tuple[str, str], Correction] = {}
    stood: dict[tuple[str, str], Correction] = {}
    for one in sorted(corrections, key=lambda item: item.id):
        key = (one.record_id, one.pointer)
        last[key] = one
        if one.action == "set":
            stood[key] = one
    return [stood[key] for key, one in last.items() if one.action == "displace" and key in stood]


def moves(
    before: Parts, after: Parts, machine: Mapping[str, Record], people: Mapping[str, Sequence[Correction]]
) -> list[Moved]:
    """What happens to the corrections of one document. ``machine``: the records as they were read last, ``people``: all
    acts by record id, also of records that are gone."""
    found: list[Moved] = []
    met = {(one.record_id, one.pointer) for several in people.values() for one in standing(several)}
    for record_id, several in people.items():
        for one in standing(several):
            to = _target(one, before, after, machine, met)
            if to != record_id:
                found.append(Moved(one, to))
                if to is not None:
                    met.add((to, one.pointer))
        for one in displaced(several):
            if _comes_back(record_id, before, after) and (record_id, one.pointer) not in met:
                found.append(Moved(one, record_id))
                met.add((record_id, one.pointer))
    return found


def _comes_back(record_id: str, before: Parts, after: Parts) -> bool:
    """Whether a unit is there again, or has got back rows that it had lost."""
    had, has = before.held.get(record_id), after.held.get(record_id)
    return has is not None and (had is None or had < has)


def _target(
    one: Correction, before: Parts, after: Parts, machine: Mapping[str, Record], met: set[tuple[str, str]]
) -> str | None:
    own = one.record_id
    home = before.held.get(own)
    if home is not None and after.held.get(own) == home:
        return own  # nothing happened to its unit
    places = _places(machine.get(own), one.pointer)
    owners = {after.owner(*place) for place in places} if places else {_whole(home, own, after)}
    to = owners.pop() if len(owners) == 1 else None  # a list that was torn in two has no one place
    if to is None or to == own:
        return to
    if (to, one.pointer) in met:
        return None
    if to in before.held and to in machine and not _in_list(one.pointer):
        # That unit was there before and has a value of its own.
        return to if _value(machine[to], one.pointer) in EMPTY else None
    return to


def _whole(home: frozenset[tuple[int, int]] | None, own: str, after: Parts) -> str | None:
    """The unit that holds all that the unit of a value without a place held."""
    if not home:
        return None
    if home <= after.held.get(own, frozenset()):
        return own
    return next((record_id for record_id, rows in after.held.items() if home <= rows), None)


def _places(record: Record | None, pointer: str) -> list[tuple[int, Box]]:
    """Where the value stands: its own evidence, that of its parts, or that of the item of a list it belongs to."""
    known = record.evidence if record is not None else {}
    holder = pointer
    while holder:
        names = [holder] if holder in known else [name for name in known if name.startswith(holder + "/")]
        places = [(known[name].page, known[name].boxes[0]) for name in names if known[name].boxes]
        if places:
            return places
        holder = holder.rpartition("/")[0] if _in_list(holder) else ""
    return []


def _in_list(pointer: str) -> bool:
    return any(part.isdecimal() for part in pointer.split("/"))


def _value(record: Record, pointer: str) -> object:
    try:
        return value_at(record.model_dump(mode="json", by_alias=True), pointer)
    except KeyError:
        return None
