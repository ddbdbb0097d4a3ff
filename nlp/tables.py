"""Tables in the text: a header row ("TT | Nhiệm vụ | …"), rows below it, cells by where they stand across the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from nlp.draft import Span
from nlp.fold import fold_key
from nlp.unittext import Part, UnitText

__all__ = ["Table", "find_tables"]

_COUNTER = re.compile(r"^(?:s?tt|so\s*tt|so\s*thu\s*tu|t\.t|#)$")
_KNOWN = re.compile(
    r"\b(?:ho va ten|ho ten|viec duoc giao|nhiem vu|noi dung|cong viec|nguoi (?:thuc hien|chu tri|"
    r"phu trach)|phu trach|phan cong|thoi (?:han|gian)|han|chi tieu|ke hoach|"
    r"dvt|phai lam|da lam|con lai|nq giao|nguoi lam|viec|cung lam|khi nao xong|"
    r"don vi(?: tinh)?|giao|lam duoc|(?:khong )?dong y|(?:khong )?tan thanh|y kien khac|khong y kien|"
    r"thuc hien|(?:da )?dat|ket qua|tong so|chinh thuc|du bi|trieu tap|"
    r"ty le|co mat|vang|ly do|ghi chu|chuc vu|tien do)\b"
)


@dataclass
class Table:
    """Column titles (folded keys) with their extent, and rows as ``column → span`` of the cell's wording."""

    titles: list[str]
    extents: list[tuple[float, float]]
    start: int
    end: int
    header: Span
    rows: list[dict[int, Span]] = field(default_factory=list)

    def column(self, *names: str) -> int | None:
        """Index of the first column whose title equals or begins with one of ``names`` (folded, slightly fuzzy)."""
        for name in names:
            for index, title in enumerate(self.titles):
                if (
                    title == name
                    or title.startswith(name + " ")
                    or Levenshtein.normalized_similarity(title, name) >= 0.85
                ):
                    return index
        return None


def find_tables(unit: UnitText) -> list[Table]:
    """All tables of a unit. A table goes on over a page end; a row of running text ends it."""
    rows: list[list[Part]] = []
    for part in unit.parts:
        if rows and rows[-1][0].row == part.row:
            rows[-1].append(part)
        else:
            rows.append([part])
    tables: list[Table] = []
    index = 0
    while index < len(rows):
        if _is_header(unit, rows[index]):
            table, index = _read(unit, rows, index)
            if table.rows:
                tables.append(table)
        else:
            index += 1
    return tables


def _is_header(unit: UnitText, row: list[Part]) -> bool:
    keys = [fold_key(unit.text[p.start : p.end]) for p in row]
    if len(keys) < 3:
        return False
    known = sum(bool(_KNOWN.search(key)) for key in keys)
    return (bool(_COUNTER.match(keys[0])) and known >= 1) or known >= 3


def _read(unit: UnitText, rows: list[list[Part]], at: int) -> tuple[Table, int]:
    header = rows[at]
    table = Table(
        [fold_key(unit.text[p.start : p.end]) or unit.text[p.start : p.end].strip() for p in header],
        [(p.box.x0, p.box.x1) for p in header],
        header[0].start,
        header[-1].end,
        (header[0].start, header[-1].end),
    )
    numbered = bool(_COUNTER.match(table.titles[0]))
    index = at + 1
    while index < len(rows):
        row = rows[index]
        text = unit.text[row[0].start : row[-1].end]
        lone = r"$" if len(row) == 1 else r"(?:\s|$)"
        counter = re.match(r"\d{1,3}[.)_,]*" + lone, unit.text[row[0].start : row[0].end].strip())
        if (numbered and counter and len(row) > 1) or (not numbered and len(row) > 1):
            table.rows.append(_cells(table, row))
        elif (
            table.rows
            and not counter
            and len(row) == 1
            and numbered
            and _between_counters(unit, rows, index, len(table.rows))
        ):
            _extend_widest(table, row[0])
        elif table.rows and not counter and _is_continuation(table, row, text):
            for column, span in _cells(table, row).items():
                first = table.rows[-1].get(column)
                table.rows[-1][column] = (first[0], span[1]) if first and len(row) == 1 else (first or span)
        else:
            break
        table.end = row[-1].end
        index += 1
    return table, index


def _between_counters(unit: UnitText, rows: list[list[Part]], index: int, count: int) -> bool:
    """A lone part between row n and row n+1 of a numbered table continues row n."""
    if index + 1 >= len(rows):
        return False
    following = unit.text[rows[index + 1][0].start : rows[index + 1][0].end].strip(" .)")
    return following.isdigit() and int(following) == count + 1 and len(rows[index + 1]) > 1


def _extend_widest(table: Table, part: Part) -> None:
    """A wrapped cell without a column of its own belongs to the longest cell (the one that wraps), by position else."""
    row = table.rows[-1]
    under = [c for c, (x0, x1) in enumerate(table.extents) if c and min(part.box.x1, x1) - max(part.box.x0, x0) > 0]
    column = under[0] if under and under[0] in row else max(row, key=lambda c: row[c][1] - row[c][0])
    row[column] = (row[column][0], part.end) if row[column][1] < part.start else row[column]


def _is_continuation(table: Table, row: list[Part], text: str) -> bool:
    """A wrapped cell: short, to the right of the counter column, no list marker."""
    if len(row) == 1 and (row[0].box.x0 <= table.extents[0][1] or len(text) > 60):
        return False
    return len(row) < len(table.titles) and not re.match(r"\s*[-+*]\s|[IVX]+[-.]", text)


def _cells(table: Table, row: list[Part]) -> dict[int, Span]:
    cells: dict[int, Span] = {}
    if len(row) == len(table.titles):
        return {column: (part.start, part.end) for column, part in enumerate(row)}
    for part in row:
        middle = (part.box.x0 + part.box.x1) / 2
        scores = []
        for column, (x0, x1) in enumerate(table.extents):
            overlap = min(part.box.x1, x1) - max(part.box.x0, x0)
            distance = 0.0 if x0 <= middle <= x1 else min(abs(middle - x0), abs(middle - x1), abs(part.box.x0 - x0))
            scores.append((overlap > 0, -distance if overlap <= 0 else overlap, -column))
        best = max(range(len(scores)), key=lambda c: scores[c])
        if best in cells:
            cells[best] = (cells[best][0], part.end)
        else:
            cells[best] = (part.start, part.end)
    return cells
