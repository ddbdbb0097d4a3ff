"""What a table of the feed promises: its grain, its key, and for each column its type and the values it may hold.

The same declarations make the SQL tables, the contracts (``bienban.publish.contracts``), the last look before anything
leaves (``bienban.publish.scan``) and the tables of docs/analytics.md, so that none of them can say something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

__all__ = ["Column", "Form", "Kind", "Table", "described"]


class Kind(StrEnum):
    """SQL types that DuckDB, PostgreSQL and Parquet share."""

    TEXT = "VARCHAR"
    WHOLE = "INTEGER"
    NUMBER = "DOUBLE"
    TRUTH = "BOOLEAN"
    DATE = "DATE"


class Form(StrEnum):
    """The texts that a column may hold; the pattern must fit the whole value. All but ``WORDING`` tell a code from a
    name by their shape; a wording is looked at word by word."""

    PERSON = r"ĐV-[A-Z2-7]{6}"
    CELL = r"CB-[A-Z2-7]{12}"
    UNIT = r"TC-[A-Z2-7]{12}"
    MEETING = r"BG-[A-Z2-7]{16}"
    DOCUMENT = r"TL-[A-Z2-7]{16}"
    MONTH = r"\d{4}-\d{2}"
    PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
    GRADE = r"[A-D]"
    CODE = r"[a-z][a-z0-9_-]*"
    POINTER = r"(/[a-z_0-9]+)+"
    WORDING = r"[^\x00-\x08\x0b-\x1f]*"  # our own or a rubric's words; those of papers only where names are wanted


@dataclass(frozen=True)
class Column:
    """One column. ``required``: never empty. ``low``, ``high``: the least and the greatest figure. ``choices``: the
    only texts it may hold. ``identified``: filled only by a feed with names, always empty in any other."""

    name: str
    kind: Kind
    meaning: str
    form: Form | None = None
    required: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    identified: bool = False

    def allows(self, value: str) -> bool:
        """Whether a text may stand in the column of a feed without names."""
        if self.choices:
            return value in self.choices
        return self.form is not None and re.fullmatch(self.form.value, value) is not None

    def allows_all(self, values: Collection[str]) -> bool:
        """Whether all these texts, none twice, may stand there; thousands are looked at in one go."""
        if self.choices:
            return set(values).issubset(self.choices)
        if self.form is None:
            return not values
        if not self.keyed:
            return all(map(self.allows, values))
        text = "\n".join((*values, ""))
        # A value with a line of its own in it would count for two.
        return text.count("\n") == len(values) and _lines(self.form).fullmatch(text) is not None

    @property
    def keyed(self) -> bool:
        """Whether its values are keys of our making, which nobody needs to read through."""
        return self.form in {Form.PERSON, Form.CELL, Form.UNIT, Form.MEETING, Form.DOCUMENT}


@cache
def _lines(form: Form) -> re.Pattern[str]:
    return re.compile(f"(?:{form.value}\\n)*+")


@dataclass(frozen=True)
class Table:
    """One table. ``key``: the columns that tell its rows apart. ``by_meeting``: its rows go and come with a meeting."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    by_meeting: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def ddl(self) -> str:
        """The columns as SQL."""
        parts = (f'"{one.name}" {one.kind}{" NOT NULL" if one.required else ""}' for one in self.columns)
        return ", ".join(parts)


def described(tables: tuple[Table, ...]) -> str:
    """The tables as Markdown, for docs/analytics.md."""
    parts = []
    for table in tables:
        rows = [
            f"| `{one.name}` | {one.kind}{'' if one.required else ', may be empty'} | {one.meaning}"
            f"{'; only with `--identified`' if one.identified else ''} |"
            for one in table.columns
        ]
        key = ", ".join(f"`{name}`" for name in table.key)
        head = ["| Column | Type | Meaning |", "|---|---|---|"]
        parts.append("\n".join([f"### `{table.name}`", f"**{table.grain}** Key: {key}.", "", *head, *rows]))
    return "\n\n".join(parts)
