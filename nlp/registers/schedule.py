"""The schedule of meetings that a committee set: on which day of the month which cell meets, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nlp.fold import fold
from nlp.registers.cells import CellRegister
from nlp.registers.members import cell_code
from nlp.registers.rows import read_table

__all__ = ["SCHEDULE_COLUMNS", "ScheduledDay", "load_schedule"]

SCHEDULE_COLUMNS: dict[str, tuple[str, ...]] = {
    "cell": ("chi bo", "ma chi bo", "ten chi bo", "cell_code", "cell_name", "cell_id", "code"),
    "day": ("ngay", "ngay hop", "ngay sinh hoat", "ngay co dinh", "day_of_month"),
    "valid_from": ("tu", "tu ngay", "hieu luc tu", "from", "start"),
    "valid_to": ("den", "den ngay", "hieu luc den", "to", "end"),
}
_LAST = 31
_NO_DAY = ("'{value}' is no day of a month (1 to 31)", "'{value}' không phải ngày trong tháng (1 đến 31)")


@dataclass(frozen=True, slots=True)
class ScheduledDay:
    """One row: ``cell`` is the code or the name of a cell; ``day`` 1 to 31; ISO days, both inclusive."""

    cell: str
    day: int
    valid_from: str | None = None
    valid_to: str | None = None


def load_schedule(path: Path, cells: CellRegister | None = None) -> list[ScheduledDay]:
    """The schedule in a CSV file or workbook (columns: ``SCHEDULE_COLUMNS``; ``cell`` and ``day`` must be there).

    Where a register of cells is given, each cell must be in it. Raises ``UsageError`` with every fault.
    """
    table = read_table(path, SCHEDULE_COLUMNS, ("cell", "day"))
    found: list[ScheduledDay] = []
    for row in table.rows:
        days, day = table.days(row), table.read(row, "day", _day, *_NO_DAY)
        if days is None or day is None or row.get("cell") is None:
            continue
        cell = cell_code(table, row, cells)
        if cell is None:
            continue
        entry = ScheduledDay(cell, day, *days)
        same = next((one for one in found if fold(one.cell) == fold(cell) and _overlap(one, entry)), None)
        if same is not None:
            table.fault(row, "cell", "has another day at the same time", "đã có ngày khác trong cùng thời gian")
            continue
        found.append(entry)
    table.check()
    return found


def _day(text: str) -> int | None:
    return int(text) if text.isdecimal() and 1 <= int(text) <= _LAST else None


def _overlap(one: ScheduledDay, other: ScheduledDay) -> bool:
    return (one.valid_from or "") <= (other.valid_to or "9") and (other.valid_from or "") <= (one.valid_to or "9")
