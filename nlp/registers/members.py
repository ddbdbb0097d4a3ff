"""The roster of members: who belongs to which cell, so that a short or misread name can be said in full."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlp.fold import fold
from nlp.registers.cells import CellRegister
from nlp.registers.names import key_of
from nlp.registers.rows import Row, Table, read_table

__all__ = ["MEMBER_COLUMNS", "Member", "MemberRoster", "cell_code", "load_members"]

MEMBER_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("ten", "ho ten", "ho va ten", "ten dang vien", "dang vien", "full_name", "member"),
    "cell": ("chi bo", "ma chi bo", "ten chi bo", "cell_code", "cell_name", "cell_id"),
    "code": ("id", "ma", "so the", "so the dang", "ma dang vien", "member_id"),
    "role": ("chuc vu", "chuc danh", "position"),
    "status": ("tinh trang", "trang thai", "dien"),
    "aliases": ("ten khac", "ten thuong goi", "alias", "other_names"),
    "valid_from": ("tu", "tu ngay", "ngay ve", "from", "joined"),
    "valid_to": ("den", "den ngay", "ngay chuyen", "to", "left"),
}
_STATUS = {
    "official": "official", "chinh thuc": "official", "ct": "official", "dvct": "official",
    "probationary": "probationary", "du bi": "probationary", "db": "probationary", "dvdb": "probationary",
    "exempt": "exempt", "mien sinh hoat": "exempt", "mien cong tac sinh hoat": "exempt", "msh": "exempt",
    "temporary": "temporary", "sinh hoat tam": "temporary", "sinh hoat tam thoi": "temporary", "sht": "temporary",
    "transferred": "transferred", "chuyen sinh hoat": "transferred", "da chuyen": "transferred",
    "left": "left", "thoi": "left", "ra khoi dang": "left", "qua doi": "left", "tu tran": "left",
}  # fmt: skip
_KNOWN = "chính thức, dự bị, miễn sinh hoạt, sinh hoạt tạm, chuyển sinh hoạt, thôi"
_NO_STATUS = (f"'{{value}}' is none of: {_KNOWN}", f"'{{value}}' không thuộc: {_KNOWN}")
_NAME = re.compile(r"[^\W\d_][^\d_]*")


@dataclass(frozen=True, slots=True)
class Member:
    """One row of the roster. ``cell`` is the code or the name of a cell, ``None`` where the file has no such column."""

    name: str
    cell: str | None = None
    code: str | None = None
    role: str | None = None
    status: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None

    def belonged_on(self, date: str | None) -> bool:
        """Whether the member was of the cell then; ``date`` may be partial, ``None``: nobody knows."""
        if date is None:
            return True
        return (self.valid_from or "")[: len(date)] <= date <= (self.valid_to or "9999")[: len(date)]


class MemberRoster:
    """The members of one or of many cells; immutable once built."""

    def __init__(self, members: Iterable[Member], version: str = "") -> None:
        """``version``: what tells this roster from another (a digest of its file)."""
        self.members = tuple(members)
        self.version = version
        self._keys = {m.cell: key_of(m.cell) for m in self.members if m.cell}

    def of_cell(self, code: str | None, name: str | None, date: str | None) -> tuple[Member, ...]:
        """The members of the cell with this code or, where the roster names cells, this name; at ``date``.

        Members without a cell (the roster of one cell) belong to every document.
        """
        mine = [m for m in self.members if m.belonged_on(date) and self._belongs(m, code, name)]
        return tuple(mine)

    def _belongs(self, member: Member, code: str | None, name: str | None) -> bool:
        if member.cell is None:
            return True
        if code is not None and fold(member.cell) == fold(code):
            return True
        if not name:
            return False
        asked, own = key_of(name), self._keys[member.cell]
        return (own.body, own.words) == (asked.body, asked.words)


def load_members(path: Path, cells: CellRegister | None = None) -> MemberRoster:
    """The roster in a CSV file (columns: ``MEMBER_COLUMNS``; ``name`` must be there).

    Where a register of cells is given, each member's cell must be in it. Raises ``UsageError`` with every fault: line,
    column, reason; no fault quotes a name.
    """
    table = read_table(path, MEMBER_COLUMNS, ("name",))
    members: list[Member] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in table.rows:
        days, name = table.days(row), row.get("name")
        status = table.read(row, "status", _status, *_NO_STATUS)
        if days is None or name is None:
            continue
        if not _NAME.fullmatch(name):
            table.fault(row, "name", "is no name of a person (figures in it)", "không phải tên người (có chữ số)")
            continue
        cell = cell_code(table, row, cells)
        line = seen.setdefault((name, row.get("code") or "", fold(cell or "")), row.line)
        if line != row.line:
            table.fault(
                row,
                "name",
                f"the same name stands in line {line}: tell the two apart by a code",
                f"tên này đã có ở dòng {line}: hai người trùng tên cần có mã riêng",
            )
            continue
        members.append(Member(name, cell, row.get("code"), row.get("role"), status, row.several("aliases"), *days))
    table.check()
    return MemberRoster(members, table.sha256)


def _status(text: str) -> str | None:
    return _STATUS.get(" ".join(re.findall(r"[a-z]+", fold(text))))


def cell_code(table: Table, row: Row, cells: CellRegister | None) -> str | None:
    """The code of the cell that a row names, or its name as written where there is no register to look it up in."""
    text = row.get("cell")
    if text is None:
        if "cell" in table.titles:
            table.fault(row, "cell", "is empty", "để trống")
        return None
    if cells is None:
        return text
    by_code = next((entry for entry in cells.entries if fold(entry.code) == fold(text)), None)
    entry = by_code or cells.find(text).entry
    if entry is None:
        table.fault(
            row,
            "cell",
            f"'{text}' is no cell of the register, or several fit",
            f"'{text}' không có trong danh sách chi bộ, hoặc ứng với nhiều chi bộ",
        )
        return None
    return entry.code
