"""What a table promises: its grain, its columns, and which values each column may hold.

A value that its column does not allow never leaves the program (``bienban.export.guard``), so the forms below are as
narrow as they can be: an allow-list tells apart a code and a name, where a search for names could not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Column", "Form", "Table", "described"]


class Form(StrEnum):
    """The values that a column may hold; the pattern must fit the whole value."""

    PERSON = r"ĐV-[A-Z2-7]{6}"
    CELL = r"CB-[A-Z2-7]{12}"
    RECORD = r"BG-[A-Z2-7]{16}"
    CODE = r"[a-z][a-z0-9_-]*(\|[a-z][a-z0-9_-]*)*"
    POINTER = r"(/[a-z_0-9]+)+"
    DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
    MONTH = r"\d{4}-\d{2}"
    GRADE = r"[A-D]"
    NUMBER = r"-?\d+(\.\d+)?"
    TRUTH = r"True|False"
    WORDING = r".*"  # of a rubric or an organisation: any text, but no name of a person


_DTYPES = {Form.NUMBER: "Float64", Form.TRUTH: "boolean", Form.MONTH: "period[M]"}


@dataclass(frozen=True)
class Column:
    """One column. ``whole``: a count, never a fraction. Empty means unknown, or suppressed."""

    name: str
    form: Form
    meaning: str
    whole: bool = False

    @property
    def dtype(self) -> str:
        """The pandas type that the column has in its table."""
        return "Int64" if self.whole else _DTYPES.get(self.form, "string")

    def allows(self, value: str) -> bool:
        return re.fullmatch(self.form.value, value) is not None


@dataclass(frozen=True)
class Table:
    """One file of the export."""

    name: str
    grain: str
    columns: tuple[Column, ...]

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"


def count(name: str, meaning: str) -> Column:
    """A column of whole numbers."""
    return Column(name, Form.NUMBER, meaning, whole=True)


def described(tables: tuple[Table, ...]) -> str:
    """The tables as Markdown, for docs/analytics.md."""
    parts = []
    for table in tables:
        rows = [f"| `{column.name}` | {column.dtype} | {column.meaning} |" for column in table.columns]
        head = ["| Column | Type | Meaning |", "|---|---|---|"]
        parts.append("\n".join([f"### `{table.name}`", f"**{table.grain}**", "", *head, *rows]))
    return "\n\n".join(parts)
