"""Corrections: an overlay that people lay over what the machine read. Pure; the machine's record stays as it is.

A correction names its value by JSON pointer (RFC 6901). Re-reading a document may reorder its lists, so inside a list
a correction is laid only on the item that still has the value it was made for; one that finds no such item is
reported (``Difference.state`` ``lost``) and never laid on something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from schemas import Record, UsageError

__all__ = ["Correction", "Difference", "differences", "value_at", "with_corrections"]

HUMAN = "correction"
# What a person said: another value; that the machine's stands; that nobody can read it; that the paper does not say it.
Answer = Literal["value", "confirmed", "unreadable", "absent"]
MISSING = object()


class Correction(BaseModel):
    """One act: ``set`` the value at ``pointer``, or ``withdraw`` what was set there before.

    ``displace``: the document was laid out anew, and what was set has no place any more (``store.carrying``).
    """

    model_config = ConfigDict(frozen=True)

    id: int
    record_id: str
    pointer: str
    action: Literal["set", "withdraw", "displace"]
    old: Any
    new: Any
    who: str
    at: datetime
    reason: str
    answer: Answer = "value"


class Difference(BaseModel):
    """How a standing correction relates to what the machine reads now.

    ``agrees``: the machine now reads what the person said; ``differs``: it still reads the old value; ``changed``: it
    reads a third value, which is worth a look; ``lost``: the value it was made for is no longer there.
    """

    model_config = ConfigDict(frozen=True)

    pointer: str
    machine: Any
    person: Any
    old: Any
    state: Literal["agrees", "differs", "changed", "lost"]
    correction: Correction


def steps_of(pointer: str) -> list[str]:
    """The parts of a JSON pointer; raises ``UsageError`` for one that is none, or that points at the whole record."""
    if not pointer.startswith("/"):
        raise UsageError(f"Not a JSON pointer: {pointer!r}", f"Không phải con trỏ JSON: {pointer!r}")
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]


def value_at(body: Any, pointer: str) -> Any:
    """The value at ``pointer``; raises ``KeyError`` when nothing is there."""
    value = body
    for part in steps_of(pointer):
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, dict) and part in value:
            value = value[part]
        else:
            raise KeyError(pointer)
    return value


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections in force: the last act on each pointer, where that was not a withdrawal."""
    last: dict[str, Correction] = {}
    for correction in sorted(corrections, key=lambda item: item.id):
        last.pop(correction.pointer, None)
        if correction.action == "set":
            last[correction.pointer] = correction
    return list(last.values())


def differences(record: Record, corrections: Iterable[Correction]) -> list[Difference]:
    """Each standing correction against the machine's ``record`` as it is now, in the order they were made."""
    body = record.model_dump(mode="json", by_alias=True)
    return [difference for difference, _ in _placed(body, corrections)]


def with_corrections(record: Record, corrections: Iterable[Correction]) -> Record:
    """A copy of ``record`` with the standing corrections laid over it; the same object when there are none.

    Evidence of a corrected value becomes of kind ``human``; where there is none, ``inferred`` says it is a correction.
    """
    corrections = list(corrections)
    if not corrections:
        return record
    body = record.model_dump(mode="json", by_alias=True)
    laid = False
    for difference, pointer in _placed(body, corrections):
        if pointer is None:
            continue
        candidate = deepcopy(body)
        _lay(candidate, pointer, difference.person)
        try:
            Record.model_validate(candidate)
        except ValidationError:
            continue  # the contract has changed under an old correction; `differences` still shows it
        body, laid = candidate, True
    return Record.model_validate(body) if laid else record


def _placed(body: dict[str, Any], corrections: Iterable[Correction]) -> list[tuple[Difference, str | None]]:
    """Each standing correction with the pointer it is to be laid on now, None when it is lost."""
    found = []
    for correction in standing(corrections):
        pointer = _place(body, correction)
        machine = MISSING if pointer is None else _get(body, pointer)
        if machine is MISSING:
            state: Literal["agrees", "differs", "changed", "lost"] = "lost"
            pointer, machine = None, None
        elif machine == correction.new:
            state = "agrees"
        else:
            state = "differs" if machine == correction.old else "changed"
        difference = Difference(
            pointer=correction.pointer,
            machine=machine,
            person=correction.new,
            old=correction.old,
            state=state,
            correction=correction,
        )
        found.append((difference, pointer))
    return found


def _get(body: Any, pointer: str) -> Any:
    try:
        return value_at(body, pointer)
    except KeyError:
        return MISSING


def _place(body: dict[str, Any], correction: Correction) -> str | None:
    parts = correction.pointer[1:].split("/")
    at = next((index for index, part in enumerate(parts) if part.isdecimal()), None)
    if at is None:
        return correction.pointer
    wanted = (correction.old, correction.new)
    if _get(body, correction.pointer) in wanted:
        return correction.pointer
    items = _get(body, "/" + "/".join(parts[:at]))
    if not isinstance(items, list):
        return None
    for value in wanted:
        tail = parts[at + 1 :]
        moved = ["/" + "/".join([*parts[:at], str(index), *tail]) for index in range(len(items))]
        hits = [pointer for pointer in moved if value is not None and _get(body, pointer) == value]
        if len(hits) == 1:  # two equal values cannot be told apart
            return hits[0]
    return None


def _lay(body: dict[str, Any], pointer: str, value: Any) -> None:
    parts = steps_of(pointer)
    parent: Any = value_at(body, "/" + "/".join(pointer[1:].split("/")[:-1])) if len(parts) > 1 else body
    key: str | int = int(parts[-1]) if isinstance(parent, list) else parts[-1]
    before = deepcopy(parent[key])
    parent[key] = deepcopy(value)
    _drop_stale_evidence(body, pointer, before)
    evidence = body["evidence"].get(pointer)
    if evidence is None:
        body["inferred"][pointer] = HUMAN
    else:
        body["evidence"][pointer] = {**evidence, "kind": "human", "confidence": None, "producer": HUMAN}


def _drop_stale_evidence(body: dict[str, Any], pointer: str, before: Any) -> None:
    """Where a whole list or object was replaced, evidence stays only for the parts that kept their value.

    An item of a list takes its evidence along when items before it were added or removed.
    """
    after = _get(body, pointer)
    if isinstance(before, list) and isinstance(after, list):
        _move_evidence(body, pointer, before, after)
        return
    for kept in ("evidence", "inferred"):
        for name in [name for name in body[kept] if name.startswith(pointer + "/")]:
            rest = name[len(pointer) :]
            if _get(before, rest) is MISSING or _get(before, rest) != _get(body, name):
                del body[kept][name]


def _move_evidence(body: dict[str, Any], pointer: str, before: list[Any], after: list[Any]) -> None:
    came_from = _origins(before, after)
    for kept in ("evidence", "inferred"):
        old = {name: body[kept].pop(name) for name in list(body[kept]) if name.startswith(pointer + "/")}
        for index, origin in came_from.items():
            for name, value in old.items():
                head, _, rest = name[len(pointer) + 1 :].partition("/")
                if head != str(origin):
                    continue
                # the place of an item stays good when a part of it was put right; a part's own only with its value
                if not rest or _get(before[origin], f"/{rest}") == _get(after[index], f"/{rest}") is not MISSING:
                    body[kept][f"{pointer}/{index}" + (f"/{rest}" if rest else "")] = value


def _origins(before: list[Any], after: list[Any]) -> dict[int, int]:
    """From which item of ``before`` each item of ``after`` came: an equal one, else the one at its place if alike."""
    found: dict[int, int] = {}
    free = set(range(len(before)))
    for index, item in enumerate(after):
        same = next((one for one in sorted(free) if before[one] == item), None)
        if same is not None:
            found[index] = same
            free.discard(same)
    for index, item in enumerate(after):
        if index in found or not isinstance(item, dict):
            continue
        alike = [one for one in sorted(free) if _share(before[one], item) >= 1]
        if alike:
            best = max(alike, key=lambda one: (_share(before[one], item), one == index))
            found[index] = best
            free.discard(best)
    return found


def _share(old: Any, new: Any) -> int:
    """How many parts two items have in common, those not counted that say nothing."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0
    return sum(value == new.get(name) for name, value in old.items() if value not in (None, "", [], {}))


def checked(record: Record, pointer: str, value: Any, corrections: Sequence[Correction]) -> Any:
    """What the machine reads at ``pointer`` (the ``old`` of a new correction).

    Raises ``UsageError`` when nothing is there, when the value does not fit the contract, or when the value is one
    that a person must not write over (identity, source and evidence of the record).
    """
    parts = steps_of(pointer)
    if parts[0] in {
        "schema_version",
        "record_id",
        "source",
        "evidence",
        "inferred",
        "findings",
        "reading",
        "text",
        "alternatives",
    }:
        raise UsageError(f"{pointer} cannot be corrected", f"Không thể sửa {pointer}")
    body = record.model_dump(mode="json", by_alias=True)
    try:
        old = value_at(body, pointer)
    except KeyError:
        raise UsageError(f"There is no value at {pointer}", f"Không có giá trị nào tại {pointer}") from None
    shown = with_corrections(record, corrections).model_dump(mode="json", by_alias=True)
    _lay(shown, pointer, value)
    try:
        Record.model_validate(shown)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise UsageError(f"{pointer}: {reason}", f"{pointer}: giá trị không hợp lệ ({reason})") from None
    return old
