"""The register of cells: which cell a heading means, as far as that can be said without guessing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
}
Way = Literal["exact", "unmarked", "alias", "shortened", "approximate"]


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One row of the register. ``valid_from`` and ``valid_to`` are ISO days, both inclusive."""

    code: str
    name: str
    parent: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None

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

    @property
    def ambiguous(self) -> bool:
        return self.entry is None and bool(self.candidates)


@dataclass(frozen=True, slots=True)
class _Spelling:
    entry: CellEntry
    key: CellKey
    alias: bool


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
        self._parents = {entry: parent_key(entry.parent) for entry in self.entries if entry.parent}

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
                return _found(hits, way)
        return Found(None, None, ())

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
        known = self._parents.get(entry)
        if not above or not known or known == above:
            return True
        # "Đảng bộ Khe Lầm" and "Đảng bộ xã Khe Lầm"; a misread letter counts no more than in the cell's own name.
        return known[1:] == above or above[1:] == known or distance(known, above) is not None


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
        entry = CellEntry(code, name, above, row.get("kind"), aliases, *days)
        line, same = seen.setdefault((fold(code), fold(name)), (row.line, entry))
        if same is not entry and _overlap(same, entry):
            table.fault(row, "code", f"the same cell stands in line {line}", f"chi bộ này đã có ở dòng {line}")
            continue
        entries.append(entry)
    table.check()
    return CellRegister(entries, table.sha256)


def _overlap(one: CellEntry, other: CellEntry) -> bool:
    return (one.valid_from or "") <= (other.valid_to or "9") and (other.valid_from or "") <= (one.valid_to or "9")
