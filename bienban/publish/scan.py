"""The last look before anything leaves: every value of every text column, against its form and against all names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bienban.export.guard import LeakError
from bienban.export.guard import plain as plain_text
from bienban.publish.columns import Column, Table

__all__ = ["LONGEST", "PlainNames", "plain_names", "refuse", "runs"]

LONGEST = 6  # words of a name
_WORDS = re.compile(r"[^\W_]+")


class PlainNames:
    """Names as a set of word runs without case and marks; a text is looked through in the time it takes to read it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.found: set[str] = set()
        self.add(names)

    def add(self, names: Iterable[str]) -> None:
        self.found.update(plain_names(names))


def plain_names(names: Iterable[str]) -> Iterator[str]:
    """Each name of two words or more, as it is compared. One word alone ("Tốt", "Khá") is a grade as often as a name;
    such a value is kept out by the forms of the columns."""
    for name in names:
        words = _WORDS.findall(plain_text(name))
        if 2 <= len(words) <= LONGEST:
            yield " ".join(words)


def runs(value: str) -> Iterator[str]:
    """Every run of two to six words of ``value``: what has to be compared with the names."""
    words = _WORDS.findall(plain_text(value))
    for at in range(len(words)):
        for length in range(2, LONGEST + 1):
            if at + length <= len(words):
                yield " ".join(words[at : at + length])


def refuse(table: Table, column: Column) -> LeakError:
    """The error that names the place and never the value."""
    return LeakError(
        f"publish: '{table.name}', column '{column.name}', holds something that may name a person; "
        "nothing was published",
        f"xuất kho phân tích: bảng '{table.name}', cột '{column.name}' có nội dung có thể là tên người; không xuất gì",
    )
