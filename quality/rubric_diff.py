"""What differs between two rubrics: validity, criteria, points, bands and rules, with the old and the new value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from quality.rubric import Rubric
from schemas.base import Frozen

__all__ = ["Change", "diff_rubrics", "rubric_changes"]

Kind = Literal["frame", "validity", "criterion", "points", "band", "parameter", "grade", "veto", "rescaling", "source"]
_ABSENT = "-"


class Change(Frozen):
    """One difference. ``old`` is None for what is new, ``new`` for what is gone; ``place`` reads like
    ``criteria[4.2].parts[speakers].bands[0].points``."""

    kind: Kind
    action: Literal["added", "removed", "changed"]
    place: str
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        old = _ABSENT if self.old is None else self.old
        return f"{self.place}: {old} → {_ABSENT if self.new is None else self.new}"


def rubric_changes(old: Rubric, new: Rubric) -> list[Change]:
    """All differences, in the order of the frame. A criterion or part that is new or gone is one change, not one for
    each of its figures; bands are compared by position."""
    return list(_compared(old.model_dump(mode="json", by_alias=True), new.model_dump(mode="json", by_alias=True), ""))


def diff_rubrics(old: Rubric, new: Rubric) -> list[str]:
    """``rubric_changes`` as lines: ``criteria[1].max: 5.0 → 4.0``."""
    return [str(change) for change in rubric_changes(old, new)]


def _compared(old: Any, new: Any, place: str) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _compared(old.get(key), new.get(key), f"{place}.{key}" if place else str(key))
    elif isinstance(old, list) and isinstance(new, list) and _named(old) and _named(new):
        before, after = ({_name(row): row for row in rows} for rows in (old, new))
        for name in dict.fromkeys([*before, *after]):
            yield from _row(before.get(name), after.get(name), f"{place}[{name}]")
    elif isinstance(old, list) and isinstance(new, list) and _rows(old) and _rows(new):
        for at in range(max(len(old), len(new))):
            yield from _row(old[at] if at < len(old) else None, new[at] if at < len(new) else None, f"{place}[{at}]")
    else:
        yield _change(place, old, new)


def _row(old: Any, new: Any, place: str) -> Iterator[Change]:
    if old is None or new is None:
        told = [None if row is None else _label(row) for row in (old, new)]
        yield _change(place, *told)
    else:
        yield from _compared(old, new, place)


def _change(place: str, old: Any, new: Any) -> Change:
    action: Literal["added", "removed", "changed"] = "changed"
    if old is None or new is None:
        action = "added" if old is None else "removed"
    return Change(kind=_kind(place), action=action, place=place, old=old, new=new)


def _kind(place: str) -> Kind:
    last = place.rpartition(".")[2].partition("[")[0]
    inside = {step.partition("[")[0] for step in place.split(".")}
    if "source" in inside:
        return "source"
    known: dict[str, Kind] = {
        "valid": "validity",
        "grades": "grade",
        "vetoes": "veto",
        "rescaling": "rescaling",
        "params": "parameter",
    }
    for name, kind in known.items():
        if name in inside:
            return kind
    if last in ("max", "total", "points"):
        return "points"
    if "bands" in inside:
        return "band"
    return "criterion" if "criteria" in inside else "frame"


def _rows(rows: list[Any]) -> bool:
    return all(isinstance(row, dict) for row in rows)


def _named(rows: list[Any]) -> bool:
    """Rows that are told apart by an id or a name of their own."""
    names = [_name(row) for row in rows if isinstance(row, dict)]
    return len(names) == len(rows) and all(names) and len(set(names)) == len(names)


def _name(row: dict[str, Any]) -> str | None:
    found = row.get("id") or row.get("name")
    return None if found is None else str(found)


def _label(row: dict[str, Any]) -> str:
    """A row in short: its label and the points it is worth."""
    label = str(row.get("label") or row.get("level") or _name(row) or "")
    worth = row.get("max", row.get("points"))
    return f"{label} ({worth})" if worth is not None else label
