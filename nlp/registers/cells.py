"""The register of cells: which cell a heading means, as far as that can be said without guessing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from nlp.fold import fold
from nlp.registers.names import CellKey, distance, key_of, parent_key
from nlp.registers.rows import read_table

__all__ = ["CELL_COLUMNS", "CellEntry", "CellRegister", "Found", "load_cells"]

CELL_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("id", "ma", "ma chi bo", "ma so", "cell_id", "cell_code"),
    "name": ("ten", "ten chi bo", "chi bo", "cell", "cell_name"),
    "parent": ("cap tren", "dang bo", "dang uy", "truc thuoc", "to chuc dang cap tren", "parent_name", "parent_code"),
    "kind": ("loai", "loai hinh", "loai chi bo", "type"),
    "aliases": ("ten khac", "ten goi khac", "ten cu", "alias", "other_names"),
    "valid_from": ("tu", "tu ngay", "hieu luc tu", "from", "start"),
    "valid_to": ("den", "den ngay", "hieu luc den", "to", "end"),
    "merged_into": ("sap nhap vao", "nhap vao", "hop nhat vao", "ma don vi moi", "successor"),
}
Way = Literal["exact", "unmarked", "alias", "shortened", "approximate"]


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One row of the register: a cell, or a committee above cells. ``valid_from`` and ``valid_to`` are ISO days, both
    inclusive; ``merged_into`` is the code of what followed it."""

    code: str
    name: str
    parent: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    merged_into: str | None = None

    def valid_on(self, date: str | None) -> bool:
        """Whether the cell bore this name then; ``date`` may be partial (2024, 2024-03), ``None``: nobody knows."""
        if date is None:
            return True
        begins, ends = (self.valid_from or "")[: len(date)], (self.valid_to or "9999")[: len(date)]
        return begins <= date <= ends

    @property
    def full_name(self) -> str:
        """The name with "Chi bộ" before it, where the register leaves that out."""
        if key_of(self.name).body != "cell" or fold(self.name).startswith(("chi ", "cb ")):
            return re.sub(r"^(?:CB|cb)\b\.?", "Chi bộ", self.name)
        return f"Chi bộ {self.name[:1].lower()}{self.name[1:]}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a name comes to: one entry and how it was recognised, or the entries that would all fit, or nothing."""

    entry: CellEntry | None
    way: Way | None
    candidates: tuple[CellEntry, ...]

    def _as_of(self, lineage: Lineage, date: str | None) -> Found:
        """The same with the committee that the cell had on ``date``."""
        if self.entry is None or self.entry.parent is None or date is None:
            return self
        parent = lineage.name_on(self.entry.parent, date)
        if parent == self.entry.parent:
            return self
        return Found(replace(self.entry, parent=parent), self.way, self.candidates)

    @property
    def ambiguous(self) -> bool:
        return self.entry is None and bool(self.candidates)


@dataclass(frozen=True, slots=True)
class _Spelling:
    entry: CellEntry
    key: CellKey
    alias: bool


class Lineage:
    """Which committee or cell followed which, as ``merged_into`` says: since the units of 2025, and before."""

    def __init__(self, entries: Sequence[CellEntry]) -> None:
        self._by_code: dict[str, list[CellEntry]] = {}
        for entry in entries:
            self._by_code.setdefault(fold(entry.code), []).append(entry)
        self._by_name = {parent_key(one.name): one for one in reversed(entries) if key_of(one.name).body == "committee"}

    def last(self, code: str) -> str:
        """The code at the end of the chain that begins at ``code``."""
        entry = next(iter(self._by_code.get(fold(code), ())), None)
        return self._chain(entry)[-1].code if entry else code

    def names(self, parent: str) -> list[str]:
        """The name of a committee, then those of what followed it, in order."""
        entry = self._by_name.get(parent_key(parent))
        return [parent, *(one.name for one in self._chain(entry)[1:])] if entry else [parent]

    def name_on(self, parent: str, date: str) -> str:
        """The name of the committee that stood in the place of ``parent`` on ``date``."""
        entry = self._by_name.get(parent_key(parent))
        standing = [one for one in self._chain(entry) if one.valid_on(date)] if entry else []
        return standing[-1].name if standing and standing[-1] is not entry else parent

    def _chain(self, entry: CellEntry | None) -> list[CellEntry]:
        found: list[CellEntry] = []
        while entry is not None and entry not in found:
            found.append(entry)
            into = next((one.merged_into for one in self._by_code[fold(entry.code)] if one.merged_into), None)
            entry = next(iter(self._by_code.get(fold(into), ())), None) if into else None
        return found


class CellRegister:
    """The cells of a committee; immutable once built."""

    def __init__(self, entries: Iterable[CellEntry], version: str = "") -> None:
        """``version``: what tells this register from another (a digest of its file)."""
        self.entries = tuple(entries)
        self.version = version
        self._spellings = [
            _Spelling(entry, key_of(name), alias=at > 0)
            for entry in self.entries
            for at, name in enumerate((entry.name, *entry.aliases))
        ]
        self._lineage = Lineage(self.entries)
        self._parents = {
            entry: [parent_key(name) for name in self._lineage.names(entry.parent)]
            for entry in self.entries
            if entry.parent
        }

    def find(self, name: str, parent: str | None = None, date: str | None = None) -> Found:
        """The cell that ``name`` means among those of ``parent`` (where the page names it) at ``date``.

        From the strictest comparison to the loosest: with marks; without; without the word for the kind of place
        ("thôn"); a few letters misread. The first that leaves cells decides; where it leaves several, none is chosen.
        Figures are never taken one for another.
        """
        key = key_of(name)
        if not key.words:
            return Found(None, None, ())
        near = [s for s in self._spellings if s.key.body == key.body and s.entry.valid_on(date)]
        above = parent_key(parent) if parent else ()
        near = [s for s in near if self._below(s.entry, above)]
        for way, fits in self._ways(key):
            hits = [s for s in near if fits(s.key)]
            if way == "approximate":
                hits = _nearest(key, hits)
            if hits:
                found = _found(hits, way)
                return found if found.entry is None else found._as_of(self._lineage, date)
        return Found(None, None, ())

    def successor(self, code: str) -> str:
        """The code of what followed a cell or committee in the end; its own where nothing did."""
        return self._lineage.last(code)

    def parent_now(self, name: str) -> str:
        """The present name of a committee that was merged or renamed; ``name`` where the register knows of none."""
        return self._lineage.names(name)[-1]

    def codes(self) -> frozenset[str]:
        """All codes."""
        return frozenset(entry.code for entry in self.entries)

    @staticmethod
    def _ways(key: CellKey) -> Sequence[tuple[Way, Callable[[CellKey], bool]]]:
        return (
            ("exact", lambda other: other.words == key.words and other.marked == key.marked),
            ("unmarked", lambda other: other.words == key.words),
            ("shortened", lambda other: _one_is_short(key, other)),
            ("approximate", lambda other: distance(key.words, other.words) is not None),
        )

    def _below(self, entry: CellEntry, above: tuple[str, ...]) -> bool:
        if not above or entry not in self._parents:
            return True
        # A cell stays the same when its commune was merged: papers name the committee of before or of after.
        return any(not known or _same_committee(known, above) for known in self._parents[entry])


def _same_committee(known: tuple[str, ...], above: tuple[str, ...]) -> bool:
    # "Đảng bộ Khe Lầm" and "Đảng bộ xã Khe Lầm"; a misread letter counts no more than in the cell's own name.
    return known == above or known[1:] == above or above[1:] == known or distance(known, above) is not None


def _one_is_short(key: CellKey, other: CellKey) -> bool:
    """The same name, of which one side leaves out "thôn"; a bare figure is too little to go by."""
    if key.bare != other.bare or not any(word.isalpha() for word in key.bare):
        return False
    return key.words == key.bare or other.words == other.bare


def _nearest(key: CellKey, hits: Sequence[_Spelling]) -> list[_Spelling]:
    """Those with the fewest letters misread; the next one must be farther off by more than one, else both stay."""
    measured = [(distance(key.words, hit.key.words) or 0, hit) for hit in hits]
    least = min((far for far, _ in measured), default=0)
    return [hit for far, hit in measured if far <= least + 1]


def _found(hits: Sequence[_Spelling], way: Way) -> Found:
    by_code: dict[str, _Spelling] = {}
    for hit in hits:
        by_code.setdefault(hit.entry.code, hit)
    candidates = tuple(hit.entry for hit in by_code.values())
    if len(candidates) > 1:
        return Found(None, None, candidates)
    only = next(iter(by_code.values()))
    return Found(only.entry, "alias" if only.alias and way in {"exact", "unmarked"} else way, candidates)


def load_cells(path: Path) -> CellRegister:
    """The register in a CSV file (columns: ``CELL_COLUMNS``; ``code`` and ``name`` must be there).

    ``parent`` is the name of the committee above, or the code of another row. Several aliases are parted by ``|`` or
    ``;``. A cell that was renamed has a row per name, with the same code and other days.
    Raises ``UsageError`` with every fault: line, column, reason.
    """
    table = read_table(path, CELL_COLUMNS, ("code", "name"))
    names = {row.get("code"): row.get("name") for row in table.rows}
    codes = {fold(code) for code in names if code}
    entries: list[CellEntry] = []
    seen: dict[tuple[str, str], tuple[int, CellEntry]] = {}
    for row in table.rows:
        days, code, name, parent = table.days(row), row.get("code"), row.get("name"), row.get("parent")
        if days is None or code is None or name is None:
            continue
        if not key_of(name).words:
            table.fault(row, "name", "names no cell", "không phải tên chi bộ")
            continue
        above = names.get(parent, parent) if parent else None
        aliases = tuple(alias for alias in row.several("aliases") if key_of(alias).words)
        entry = CellEntry(code, name, above, row.get("kind"), aliases, *days, row.get("merged_into"))
        line, same = seen.setdefault((fold(code), fold(name)), (row.line, entry))
        if same is not entry and _overlap(same, entry):
            table.fault(row, "code", f"the same cell stands in line {line}", f"chi bộ này đã có ở dòng {line}")
            continue
        into = entry.merged_into
        if into and (fold(into) == fold(code) or fold(into) not in codes):
            table.fault(
                row,
                "merged_into",
                f"'{into}' is no code of another row",
                f"'{into}' không phải mã của một dòng khác",
            )
            continue
        entries.append(entry)
    table.check()
    return CellRegister(entries, table.sha256)


def _overlap(one: CellEntry, other: CellEntry) -> bool:
    return (one.valid_from or "") <= (other.valid_to or "9") and (other.valid_from or "") <= (one.valid_to or "9")
