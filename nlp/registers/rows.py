"""Rows of a CSV file by the meaning of their columns; every fault is named with its line, column and reason.

A register is looked at before any document is read. One with faults is refused as a whole: a row left out in silence
would make a cell or a member unknown, and nobody could tell why. Values of a roster are names of persons, so a fault
quotes a value only where its column holds dates or words of a fixed list.
"""

from __future__ import annotations

import calendar
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from nlp.fold import fold, nfc
from nlp.registers.sheets import ZIP, as_csv
from schemas import UsageError

__all__ = ["Fault", "Row", "Table", "as_text", "day_of", "read_table"]

MAX_BYTES = 50_000_000
_SHOWN = 20  # faults named in one message
_DELIMITERS = ",;\t"
_NO_DATE = (
    "'{value}' is no date (2025-07-01, 01/07/2025, 2025)",
    "'{value}' không phải ngày (2025-07-01, 01/07/2025, 2025)",
)
_KEY = re.compile(r"[\W_]+")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: line of the file (1 is the header), column as the file titles it, reasons."""

    line: int
    column: str
    english: str
    vietnamese: str


@dataclass(frozen=True)
class Row:
    """One row: its line, its values by our names of the columns (empty ones left out)."""

    line: int
    values: Mapping[str, str]

    def get(self, column: str) -> str | None:
        return self.values.get(column)

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a field that may hold several, parted by ``|`` or ``;``."""
        parts = (self.values.get(column) or "").replace(";", "|").split("|")
        return tuple(part.strip() for part in parts if part.strip())


@dataclass
class Table:
    """A file read: its rows, the titles its columns have there, a digest of its bytes, and the faults found so far."""

    path: Path
    sha256: str
    rows: list[Row]
    titles: Mapping[str, str]  # our name of a column -> its title in the file
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: Row, column: str, english: str, vietnamese: str) -> None:
        """Note a fault in a field."""
        self.faults.append(Fault(row.line, self.titles.get(column, column), english, vietnamese))

    def read(self, row: Row, column: str, read: Callable[[str], T | None], english: str, vietnamese: str) -> T | None:
        """The value of a field as ``read`` understands it; a fault (reasons may hold ``{value}``) where it does not."""
        text = row.get(column)
        if text is None:
            return None
        value = read(text)
        if value is None:
            self.fault(row, column, english.format(value=text), vietnamese.format(value=text))
        return value

    def days(self, row: Row) -> tuple[str | None, str | None] | None:
        """The ISO days from and to which a row holds; ``None``, and a fault, where it ends before it begins."""
        start = self.read(row, "valid_from", lambda text: day_of(text, last=False), *_NO_DATE)
        end = self.read(row, "valid_to", lambda text: day_of(text, last=True), *_NO_DATE)
        if start and end and end < start:
            self.fault(row, "valid_to", "lies before valid_from", "đứng trước ngày bắt đầu hiệu lực")
            return None
        return start, end

    def check(self) -> None:
        """Raise ``UsageError`` naming every fault (the first twenty, and how many more)."""
        if not self.faults:
            return
        ordered = sorted(self.faults, key=lambda one: (one.line, one.column))
        more = len(ordered) - _SHOWN
        english = [f"{self.path}, line {f.line}, column '{f.column}': {f.english}" for f in ordered[:_SHOWN]]
        vietnamese = [f"{self.path}, dòng {f.line}, cột '{f.column}': {f.vietnamese}" for f in ordered[:_SHOWN]]
        if more > 0:
            english.append(f"and {more} more faults")
            vietnamese.append(f"và {more} lỗi nữa")
        raise UsageError("\n".join(english), "\n".join(vietnamese))


def read_table(path: Path, columns: Mapping[str, Sequence[str]], required: Sequence[str]) -> Table:
    """The rows of ``path``: UTF-8, parted by comma, semicolon or tab, titles in the first line; or a workbook (xlsx).

    ``columns`` maps our name of a column to the other titles it may have; case, marks and blanks of a title do not
    count, columns with other titles are left unread. Raises ``UsageError`` for a file that cannot be opened, is not
    UTF-8 or lacks a column of ``required``; faults of rows are kept in the table.
    """
    data = as_text(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}, line {line}: not UTF-8 (save it as 'CSV UTF-8')",
            f"{path}, dòng {line}: không phải mã UTF-8 (hãy lưu dạng 'CSV UTF-8')",
        ) from error
    lines = _lines(path, nfc(text))
    _, head = next(lines, (1, []))
    order = _order(head, columns)
    missing = [name for name in required if name not in order.values()]
    if missing:
        raise UsageError(
            f"{path}, line 1: no column '{missing[0]}' (there are: {', '.join(head) or 'none'})",
            f"{path}, dòng 1: thiếu cột '{missing[0]}' (hiện có: {', '.join(head) or 'không có cột nào'})",
        )
    titles = {name: head[at].strip() for at, name in order.items()}
    table = Table(path, hashlib.sha256(data).hexdigest(), [], titles)
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        values = {order[at]: " ".join(cell.split()) for at, cell in enumerate(cells) if at in order and cell.strip()}
        row = Row(line, values)
        if any(cell.strip() for cell in cells[len(head) :]):
            count = len(cells)
            table.fault(
                row,
                head[-1].strip(),
                f"the row has {count} fields, the header {len(head)}: put a field that holds the separator in quotes",
                f"dòng có {count} ô, tiêu đề có {len(head)}: ô có chứa dấu ngăn phải đặt trong ngoặc kép",
            )
            continue
        for name in required:
            if name not in values:
                table.fault(row, name, "is empty", "để trống")
        table.rows.append(row)
    return table


def as_text(path: Path) -> bytes:
    """The bytes of a CSV file, or a workbook's first sheet as CSV; raises ``UsageError``."""
    data = _bytes(path)
    return as_csv(path, data) if data.startswith(ZIP) else data


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(
                f"{path}: larger than {MAX_BYTES // 1_000_000} MB, no register",
                f"{path}: lớn hơn {MAX_BYTES // 1_000_000} MB, không phải danh sách",
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path}: cannot be opened ({reason})", f"{path}: không mở được ({reason})") from error


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line that holds anything."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins: a quoted field may hold line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UsageError(
                f"{path}, line {line}: not valid CSV ({error})", f"{path}, dòng {line}: không đúng dạng CSV ({error})"
            ) from error
        if cells is None:
            return
        if line == 1 and not cells:
            line = reader.line_num + 1
            continue
        yield line, cells
        line = reader.line_num + 1


def _order(head: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[int, str]:
    known = {_key(title): name for name, titles in columns.items() for title in (name, *titles)}
    found: dict[int, str] = {}
    for at, title in enumerate(head):
        name = known.get(_key(title))
        if name is not None and name not in found.values():
            found[at] = name
    return found


def _key(title: str) -> str:
    return _KEY.sub(" ", fold(title)).strip()


_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LOCAL = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


def day_of(text: str, *, last: bool) -> str | None:
    """The ISO day that ``2024-03-05``, ``05/03/2024``, ``03/2024`` or ``2024`` names; of a month or year its first
    day, or its last one. ``None`` where no calendar has it."""
    if found := _ISO.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
    elif found := _LOCAL.fullmatch(text):
        day, month, year = found[1], found[2], found[3]
    else:
        return None
    months = int(month) if month else (12 if last else 1)
    if not (1 <= months <= 12 and int(year) >= 1):
        return None
    longest = calendar.monthrange(int(year), months)[1]
    days = int(day) if day else (longest if last else 1)
    return f"{int(year):04}-{months:02}-{days:02}" if 1 <= days <= longest else None
