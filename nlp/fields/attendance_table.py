"""The count of members in the row of a table: "Tổng số | Chính thức | Dự bị | Miễn | Triệu tập | Có mặt | Vắng"."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.outline import Outline

__all__ = ["read_attendance_table"]

# Titles (folded), the most telling first: "vắng có lý do" is not "vắng".
_FIELDS: tuple[tuple[str, str], ...] = (
    ("absent_unexcused", r"(?:vang\s*)?khong\s*(?:co\s*)?(?:ly do|phep)"),
    ("absent_excused", r"(?:vang\s*)?(?:co|xin)\s*(?:ly do|phep)"),
    ("exempt", r"(?:duoc\s*)?mien\b"),
    ("required", r"(?:duoc\s*)?trieu tap|phai (?:du|co mat)"),
    ("probationary", r"(?:dang vien\s*)?du bi"),
    ("official", r"(?:dang vien\s*)?chinh thuc"),
    ("present", r"(?:so\s*)?co mat|du hop|tham du"),
    ("absent", r"vang"),
    ("total", r"tong so|ts dv|tsdv|dang so"),
)
LEAST = 3  # columns of counts that make a table one of attendance


def read_attendance_table(outline: Outline, draft: Draft) -> Span | None:
    """Fill the counts of ``attendance`` from a table whose only row holds nothing but figures; returns where it is."""
    for table in outline.tables:
        fields = {
            column: name
            for column, title in enumerate(table.titles)
            if (name := next((n for n, p in _FIELDS if re.match(p, title)), None))
        }
        if len(fields) < LEAST or len(set(fields.values())) < len(fields) or len(table.rows) != 1:
            continue
        row = {column: outline.unit.slice(*span).strip(" .") for column, span in table.rows[0].items()}
        if not all(re.fullmatch(r"\d{1,3}", text) for text in row.values()):
            continue
        for column, name in fields.items():
            if column in row:
                draft.put(f"/attendance/{name}", int(row[column]), table.rows[0][column], "attendance table")
        return table.start, table.end
    return None
