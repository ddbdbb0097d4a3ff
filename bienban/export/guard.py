"""Nothing leaves that a table does not promise, and no name of a person: the last look before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from bienban.export.columns import Form, Table
from bienban.pseudonyms import names_in
from schemas import Record, UsageError

__all__ = ["LeakError", "check", "plain"]


class LeakError(UsageError):
    """A table held something that it must not hold; nothing was written."""

    code = "export-refused"


def check(table: Table, rows: Sequence[Mapping[str, str]], records: Iterable[Record]) -> None:
    """Raise ``LeakError`` where a value (as text, as it will stand in the file) has not the form of its column, or a
    wording holds the name of a person of ``records``. The error names the table and the column, never the value."""
    names = _names(records)
    for column in table.columns:
        values = {row[column.name] for row in rows} - {""}
        if not all(map(column.allows, values)):
            raise _refused(table, column.name)
        # Grades and rubrics are our own words; a person called Tốt or Khá must not block an export.
        wanted = names if (table.name, column.form) == ("cells", Form.WORDING) else [one for one in names if " " in one]
        if column.form is Form.WORDING and _holds(values, wanted):
            raise _refused(table, column.name)


def _names(records: Iterable[Record]) -> list[str]:
    return sorted({bare for record in records for name in names_in(record) if (bare := plain(name))})


def plain(text: str) -> str:
    """Case, marks and blanks do not hide a name: a heading in capitals, or one that lost its marks, still holds it."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def _holds(values: Iterable[str], names: Sequence[str]) -> bool:
    if not names:
        return False
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    return any(pattern.search(plain(value)) for value in values)


def _refused(table: Table, column: str) -> LeakError:
    return LeakError(
        f"export: '{table.name}', column '{column}', holds something that may name a person; nothing was written",
        f"xuất bảng: bảng '{table.name}', cột '{column}' có nội dung có thể là tên người; không ghi tệp nào",
    )
