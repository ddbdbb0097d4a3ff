"""The table of lines with their places: to be filled in, and to correct boxes in. Places are percent of the page."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from extractors.engines.base import Gray
from extractors.hands.linefiles import gray_png
from schemas import Box, UnreadableError

__all__ = ["TABLE", "Row", "box_text", "page_named", "rows_in", "write_rows"]

TABLE = "lines.csv"
_HEAD = ("file", "text", "paper", "page", "was", "box")
_NAMED = re.compile(r"([0-9a-f]{12})-(\d{4,6})")
_GONE = ("-", "–", "x")


@dataclass(frozen=True)
class Row:
    """A line of the table: picture file, text, paper (SHA-256), page (1-based), the box that it had (None: it is new)
    and the one that it shall have (None: it is no line).
    """

    file: str
    text: str
    paper: str
    page: int
    was: Box | None
    box: Box | None


def box_text(box: Box) -> str:
    """A box as it stands in the table: left, top, right, bottom in percent."""
    return " ".join(f"{100 * side:.3f}" for side in box)


def write_rows(folder: Path, rows: list[tuple[Row, Gray]]) -> None:
    """Write the pictures and the table."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(_HEAD)
        for row, picture in rows:
            (folder / row.file).write_bytes(gray_png(picture))
            places = [box_text(box) if box else "" for box in (row.was, row.box)]
            table.writerow([row.file, row.text, row.paper, row.page, *places])


def rows_in(folder: Path) -> list[Row]:
    """The rows of a folder's table that say where their lines stand; raises ``UnreadableError`` naming the row."""
    path = folder / TABLE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            listed = [{key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
                      for row in csv.DictReader(stream)]  # fmt: skip
        except (csv.Error, UnicodeDecodeError) as error:
            raise UnreadableError(f"{TABLE} is damaged", f"{TABLE} bị hỏng") from error
    return [_row(row, at) for at, row in enumerate(listed, start=2) if row.get("paper") and "box" in row]


def page_named(image: str) -> tuple[str, int] | None:
    """The paper (beginning of its SHA-256) and page of an image that ``bienban hand export`` named."""
    found = _NAMED.fullmatch(Path(image).stem)
    return (found[1], int(found[2])) if found else None


def _row(row: dict[str, str], at: int) -> Row:
    page, box = row.get("page", ""), row["box"]
    if not page.isdecimal() or int(page) < 1:
        raise _bad(at, "page")
    was = _box(row["was"], at) if row.get("was") else None
    return Row(
        file=row.get("file", ""), text=row.get("text", ""), paper=row["paper"], page=int(page), was=was,
        box=None if box in _GONE else _box(box, at) if box else was,
    )  # fmt: skip


def _box(text: str, at: int) -> Box:
    sides = re.split(r"[\s;]+", text.replace(",", ".").replace("%", ""))
    try:
        found = Box(*(round(float(side) / 100, 5) for side in sides))
    except (TypeError, ValueError) as error:
        raise _bad(at, "box") from error
    if not (0 <= found.x0 < found.x1 <= 1 and 0 <= found.top < found.bottom <= 1):
        raise _bad(at, "box")
    return found


def _bad(at: int, column: str) -> UnreadableError:
    return UnreadableError(
        f"{TABLE}, row {at}: column {column} cannot be used; a box is four percentages: left top right bottom",
        f"{TABLE}, hàng {at}: cột {column} không dùng được; khung là bốn số phần trăm: trái trên phải dưới",
    )
