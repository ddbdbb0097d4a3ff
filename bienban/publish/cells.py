"""Which cell a record belongs to, and how many people it has: worked out once from all wordings of cells' names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bienban.export.source import SMALL_GROUP
from bienban.publish.keys import Keys
from nlp.registers import CellRegister
from quality.series import CellName, group_cells, superior_name
from quality.series.cells import normal_name, usual_wording
from store.feeding import CellLine

__all__ = ["Cell", "Cells", "Wording"]

Wording = tuple[str | None, str | None, str | None]  # organisation, parent, code in the register


@dataclass(frozen=True)
class Cell:
    """One cell. ``people``: the most members that any of its papers states."""

    key: str
    people: int | None
    lines: tuple[CellLine, ...]

    @property
    def is_small(self) -> bool:
        return self.people is None or self.people < SMALL_GROUP


class Cells:
    """All cells of the archive; small enough to be held and handed to worker processes."""

    def __init__(self, keys: Keys, lines: Sequence[CellLine], register: CellRegister | None = None) -> None:
        """``register`` knows which unit or cell followed which."""
        self._keys, self._register = keys, register
        names = [CellName(normal_name(one.organisation), superior_name(one.parent), "") for one in lines]
        groups: dict[str, list[CellLine]] = {}
        for (name, parent), places in group_cells(names).items():
            if not name:
                continue
            codes = {lines[at].code for at in places} - {None}
            for at in places:
                # A cell that the register knows keeps its key when its name or its superior changes.
                code = lines[at].code or (next(iter(codes)) if len(codes) == 1 else None)
                groups.setdefault(keys.cell(f"code\n{code}" if code else f"{name}\n{parent}"), []).append(lines[at])
        self.all = [Cell(key, _most(one.people for one in group), tuple(group)) for key, group in groups.items()]
        self._by_wording: dict[Wording, Cell] = {
            (one.organisation, one.parent, one.code): cell for cell in self.all for one in cell.lines
        }

    def of(self, wording: Wording) -> Cell | None:
        """The cell of a record; None where its paper names none."""
        return self._by_wording.get(wording)

    def rows(self, *, identified: bool) -> list[dict[str, object]]:
        """The rows of ``dim_cell``, by key."""
        return [self._row(cell, identified) for cell in sorted(self.all, key=lambda one: one.key)]

    def _row(self, cell: Cell, identified: bool) -> dict[str, object]:
        lines = cell.lines
        parent = usual_wording(one.parent for one in lines for _ in range(min(one.papers, 1000)))
        return {
            "cell": cell.key,
            "unit": self._unit(parent),
            "unit_now": self._unit(self._register.parent_now(parent) if self._register and parent else parent),
            "merged_into": self._merged_into(lines),
            "registered": any(one.code for one in lines),
            "small_group": cell.is_small,
            "members": None if cell.is_small else cell.people,
            "first_month": _month(min((one.first for one in lines if one.first), default=None)),
            "last_month": _month(max((one.last for one in lines if one.last), default=None)),
            "papers": sum(one.papers for one in lines),
            "name": max(lines, key=lambda one: one.papers).organisation if identified else None,
            "parent": parent if identified else None,
        }

    def _merged_into(self, lines: Sequence[CellLine]) -> str | None:
        codes = {one.code for one in lines if one.code}
        if self._register is None or len(codes) != 1:
            return None
        (code,) = codes
        last = self._register.successor(code)
        return None if last == code else self._keys.cell(f"code\n{last}")

    def _unit(self, name: str | None) -> str | None:
        return self._keys.unit(superior_name(name)) if name and superior_name(name) else None


def _most(values: Iterable[int | None]) -> int | None:
    return max((one for one in values if one is not None), default=None)


def _month(value: str | None) -> str | None:
    return value[:7] if value and len(value) >= 7 and value[5].isdigit() else None
