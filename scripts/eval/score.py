"""Records against gold, unit by unit.

The rules are those of the gold sets (tests/corpus/README.md): exact values exactly, names nearly, free text by its
words; lists by the best assignment; ``allowances.json`` names further right answers (``accept``) and items that may be
there or not (``optional``). A record that stands for no unit is spurious with all that it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from scripts.eval.assign import assign
from scripts.eval.compare import Same, closeness, empty, exact, fits, words
from scripts.eval.fields import LISTS, SCALARS, pointer, value_at
from scripts.eval.tally import Board, Tally

__all__ = ["Miss", "score_file"]

Data = dict[str, Any]
PAIRED_LEAST = 0.55  # items less alike than this are two items
UNIT_LEAST = 1.6  # units less alike than this are two units
LENGTHS = (0.6, 1.67)  # a unit's text against the gold's: outside, its boundaries are wrong


@dataclass(frozen=True)
class Miss:
    """One answer that is not right; ``kind``: wrong, missed or spurious."""

    where: str
    path: str
    kind: str
    gold: Any
    said: Any


@dataclass
class _Notes:
    where: str
    boards: Sequence[Board]
    misses: list[Miss] = field(default_factory=list)

    def count(self, table: str, path: str, tally: Tally) -> None:
        for board in self.boards:
            getattr(board, table)[path].add(tally)

    def miss(self, path: str, kind: str, gold: Any, said: Any) -> None:
        self.misses.append(Miss(self.where, path, kind, gold, said))


def score_file(
    name: str, gold: list[Data], said: list[Data], allowances: dict[str, Data], boards: Sequence[Board]
) -> list[Miss]:
    """Count the records ``said`` of one file against its ``gold`` on all ``boards``; returns what is not right."""
    misses: list[Miss] = []
    pairs = dict(_units(gold, said))
    for index, wanted in enumerate(gold):
        found = said[pairs[index]] if index in pairs else None
        notes = _Notes(f"{name}#{index + 1}", boards)
        bounded = found is not None and _bounded(wanted, found)
        if found is None:
            notes.miss("unit", "missed", wanted.get("title"), None)
        elif not bounded:
            notes.miss("unit", "wrong", _pages(wanted), _pages(found))
        for board in boards:
            board.units.add(Tally(right=int(bounded), wrong=int(not bounded and found is not None)))
            board.units.missed += found is None
            if wanted["document_type"] == "other":
                refused = found is not None and found.get("document_type") == "other"
                board.negatives.add(Tally(right=int(refused), wrong=int(not refused)))
        _unit(notes, wanted, found or {}, allowances.get(str(index), {}))
        misses += notes.misses
    for index, found in enumerate(said):
        if index not in pairs.values():
            notes = _Notes(name, boards)
            notes.miss("unit", "spurious", None, found.get("title"))
            for board in boards:
                board.units.spurious += 1
            _unit(notes, {}, found, {})
            misses += notes.misses
    return misses


def _units(gold: list[Data], said: list[Data]) -> list[tuple[int, int]]:
    if len(gold) == len(said) == 1:
        return [(0, 0)]
    weights = [[_likeness(wanted, found) for found in said] for wanted in gold]
    return assign([[weight if weight >= UNIT_LEAST else 0.0 for weight in row] for row in weights])


def _pages(record: Data) -> set[int]:
    return set(value_at(record, "source.pages") or [])


def _likeness(gold: Data, said: Data) -> float:
    a, b = _pages(gold), _pages(said)
    weight = 2.0 * (len(a & b) / len(a | b) if a and b else 0.25)
    days = [value_at(record, "held.date") or value_at(record, "issued.date") for record in (gold, said)]
    weight += 2.0 if all(days) and exact(*days) else 0.0
    for path in ("document_type", "meeting_type"):
        weight += 0.6 * fits(exact, gold.get(path), said.get(path))
    for path in ("number", "held.start", "period"):
        one, other = value_at(gold, path), value_at(said, path)
        weight += 0.8 * (not empty(one) and not empty(other) and exact(one, other))
    return weight + 2.0 * fuzz.ratio(words(gold.get("text") or "")[:600], words(said.get("text") or "")[:600]) / 100


def _bounded(gold: Data, said: Data) -> bool:
    a, b = _pages(gold), _pages(said)
    lengths = [len(" ".join((record.get("text") or "").split())) for record in (gold, said)]
    alike = LENGTHS[0] <= lengths[1] / max(1, lengths[0]) <= LENGTHS[1]
    return bool(a & b) and len(a & b) / len(a | b) >= 0.5 and alike


def _unit(notes: _Notes, gold: Data, said: Data, allowed: Data) -> None:
    accept, optional = allowed.get("accept", {}), set(allowed.get("optional", ()))
    for path, same in SCALARS.items():
        accepted = tuple(accept.get(pointer(path), ()))
        notes.count("scalars", path, _one(notes, path, same, value_at(gold, path), value_at(said, path), accepted))
    for path in LISTS:
        _list(notes, path, gold, said, accept, optional)


def _one(notes: _Notes, path: str, same: Same, gold: Any, said: Any, accepted: tuple[Any, ...]) -> Tally:
    if fits(same, gold, said, accepted):
        return Tally(left_open=1) if empty(said) else Tally(right=1)
    kind = "missed" if empty(said) else "spurious" if empty(gold) else "wrong"
    notes.miss(path, kind, gold, said)
    return Tally(**{kind: 1})


@dataclass(frozen=True)
class _Items:
    """One list of one unit: the gold's items with their further right answers."""

    path: str
    gold: list[Any]
    accept: dict[str, list[Any]]
    optional: set[str]

    def further(self, index: int, part: str) -> tuple[Any, ...]:
        return tuple(self.accept.get(f"{pointer(self.path)}/{index}{pointer(part)}", ()))

    def free(self, index: int) -> bool:
        return f"{pointer(self.path)}/{index}" in self.optional

    def right(self, index: int, said: Any) -> bool:
        keys, _ = LISTS[self.path]
        gold = self.gold[index]
        if self.path == "targets" and _same_figures(gold, said):
            return True
        return all(
            fits(same, value_at(gold, part), value_at(said, part), self.further(index, part))
            for part, same in keys.items()
        )

    def weight(self, index: int, said: Any) -> float:
        """How well an item of the gold and one that was said go together."""
        keys, details = LISTS[self.path]
        gold = self.gold[index]

        def all_of(parts: dict[str, Same]) -> list[bool]:
            return [
                fits(same, value_at(gold, part), value_at(said, part), self.further(index, part))
                for part, same in parts.items()
            ]

        near = [
            closeness(same, value_at(gold, part), value_at(said, part), self.further(index, part))
            for part, same in keys.items()
        ]
        if self.path == "targets" and near[0] < 0.8 and _same_figures(gold, said):
            near = [0.8]
        mean, whole = sum(near) / len(near), all(all_of(keys))
        if mean < PAIRED_LEAST and not whole:
            return 0.0
        return mean + 0.5 * whole + 0.01 * sum(all_of(details)) + (0.0 if self.free(index) else 0.005)


def _same_figures(gold: Any, said: Any) -> bool:
    parts = [(value_at(gold, part), value_at(said, part)) for part in ("planned", "actual")]
    return all(not empty(one) and not empty(other) and exact(one, other) for one, other in parts)


def _list(notes: _Notes, path: str, gold: Data, said: Data, accept: Data, optional: set[str]) -> None:
    items = _Items(path, value_at(gold, path) or [], accept, optional)
    found = value_at(said, path) or []
    weights = [[items.weight(index, one) for one in found] for index in range(len(items.gold))]
    tally = Tally()
    done: set[int] = set()
    used: set[int] = set()
    for index, other in assign(weights) if found else []:
        right = items.right(index, found[other])
        if items.free(index) and not right:
            continue  # neither is paired: what was said stays a spurious one
        done.add(index)
        used.add(other)
        if items.free(index):
            continue
        tally.add(Tally(right=1) if right else Tally(wrong=1))
        if not right:
            notes.miss(f"{path}[{index}]", "wrong", items.gold[index], found[other])
        _details(notes, items, index, found[other])
    for index, one in enumerate(items.gold):
        if index not in done and not items.free(index):
            tally.missed += 1
            notes.miss(f"{path}[{index}]", "missed", one, None)
    for other, one in enumerate(found):
        if other not in used:
            tally.spurious += 1
            notes.miss(path, "spurious", None, one)
    notes.count("lists", path, tally)


def _details(notes: _Notes, items: _Items, index: int, said: Any) -> None:
    gold = items.gold[index]
    for part, same in LISTS[items.path][1].items():
        accepted = list(items.further(index, part))
        wanted = value_at(gold, part)
        votes = gold.get("votes") if isinstance(gold, dict) else None
        if part in ("votes.against", "votes.abstain") and empty(wanted) and votes:
            # a unanimous vote leaves nothing for the others
            accepted += [0] if votes.get("for") is not None and votes.get("for") == votes.get("base") else []
        if part == "percent" and empty(wanted) and gold.get("planned") and gold.get("actual") is not None:
            accepted.append(100 * gold["actual"] / gold["planned"])
        path = f"{items.path}.{part}"
        notes.count("details", path, _one(notes, path, same, wanted, value_at(said, part), tuple(accepted)))
