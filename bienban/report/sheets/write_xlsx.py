"""A sheet as a workbook: one tab a table, native charts, and a tab of evidence that every figure links to.

Wordings of papers are always written as text: one that begins with "=" is no formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import xlsxwriter

from bienban.i18n import Say
from bienban.report.sheets.charts import add_months
from bienban.report.sheets.drawing import described, png
from bienban.report.sheets.model import (
    Block,
    Cell,
    Column,
    Facts,
    MonthLine,
    MonthRanges,
    RangeBar,
    Sheet,
    Signatures,
    Table,
    Text,
)

__all__ = ["write_xlsx"]

_FONT = "Times New Roman"
_BROAD, _TALL = 150, 105  # characters across an A4 page of the two ways up, once fitted to its width
_LINE = 15.0  # points
_SHORT = 24  # characters of a text that may be a link itself
_LINKS = Column("DC", 0, "center")


@dataclass
class _Book:
    """The workbook with its formats, each made once, and the row on which each entry of evidence begins."""

    workbook: Any
    sheet: Sheet
    say: Say
    rows: dict[int, int] = field(default_factory=dict)
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def format(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            base = {"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top"}
            self.formats[key] = self.workbook.add_format({**base, **wanted})
        return self.formats[key]

    def link(self, ref: int) -> str:
        return f"internal:'{self.say('sheet.tab-evidence')}'!A{self.rows[ref] + 1}"

    @property
    def across(self) -> int:
        return _BROAD if self.sheet.landscape else _TALL


def write_xlsx(sheet: Sheet, say: Say) -> bytes:
    """The workbook."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": f"{sheet.title} – {sheet.organisation} – {sheet.subtitle}", "author": "Biên Bản"})
    book = _Book(workbook, sheet, say)
    at = 1
    for entry in sheet.entries:
        book.rows[entry.number] = at
        at += max(1, len(entry.items))
    tables = [_spread(block) for block in sheet.blocks if isinstance(block, Table)]
    _front(book, tables[0] if tables else None)
    for table in tables[1:]:
        tab = _tab(book, table.name)
        _columns(book, tab, table)
        _table(book, tab, table, 0)
    _evidence(book)
    workbook.close()
    return buffer.getvalue()


def _tab(book: _Book, name: str) -> Any:
    tab = book.workbook.add_worksheet(name[:31])
    if book.sheet.landscape:
        tab.set_landscape()
    tab.set_paper(9)  # A4
    tab.fit_to_pages(1, 0)
    tab.set_margins(left=0.8, right=0.5, top=0.6, bottom=0.6)
    tab.set_header(f"&R&8{book.say('report.internal')}")
    tab.set_footer("&C&8&P/&N")
    return tab


def _spread(table: Table) -> Table:
    """``table`` with a narrow column of links behind each one of prose: spreadsheets do not wrap the text of a link."""
    prose = [
        any(cell.ref is not None and cell.value is None and len(cell.text) > _SHORT for cell in cells)
        for cells in zip(*table.rows, strict=True)
    ] or [False] * len(table.columns)
    columns: list[Column] = []
    for column, wide in zip(table.columns, prose, strict=True):
        columns += [column, _LINKS] if wide else [column]
    rows = []
    for cells in table.rows:
        row: list[Cell] = []
        for cell, wide in zip(cells, prose, strict=True):
            row += [replace(cell, ref=None), Cell(ref=cell.ref)] if wide else [cell]
        rows.append(row)
    return replace(table, columns=columns, rows=rows)


def _columns(book: _Book, tab: Any, table: Table) -> None:
    for at, width in enumerate(_widths(book, table)):
        tab.set_column(at, at, width)


def _widths(book: _Book, table: Table) -> list[float]:
    """Characters that each column holds."""
    whole = sum(column.width for column in table.columns if column is not _LINKS)
    room = book.across - 6 * sum(column is _LINKS for column in table.columns)
    return [6 if column is _LINKS else max(6, room * column.width / whole) for column in table.columns]


def _front(book: _Book, table: Table | None) -> None:
    """Head of the paper, facts, the first table and the signatures."""
    sheet, say = book.sheet, book.say
    tab = _tab(book, say("sheet.tab-front"))
    if table is not None:
        _columns(book, tab, table)
    else:
        tab.set_column(0, 3, book.across / 4)
    last = max(1, len(table.columns) - 1) if table is not None else 3
    middle = max(1, (last + 1) // 2)
    row = 0
    issuers = [name for name in (sheet.superior, sheet.organisation) if name]
    for name, right in zip(issuers, (say("sheet.party"), ""), strict=False):
        _span(tab, row, 0, middle - 1, name.upper(), book.format(align="center", bold=name == sheet.organisation))
        _span(tab, row, middle, last, right.upper(), book.format(align="center", bold=True))
        row += 1
    note = say("report.pseudonym-note") if sheet.pseudonyms else say("report.internal-note")
    head = [
        (sheet.title.upper(), book.format(align="center", bold=True, font_size=14), 1),
        (sheet.subtitle, book.format(align="center", bold=True), 1),
        (f"{say('report.internal').upper()}. {note}", book.format(italic=True), 1),
    ]
    for text, look, lines in head:
        _span(tab, row, 0, last, text, look, lines)
        row += 1
    waiting = table
    for block in sheet.blocks:
        if isinstance(block, Table) and waiting is not None:
            row = _table(book, tab, waiting, row + 1)
            waiting = None
        elif not isinstance(block, Table):
            row = _other(book, tab, block, row, last)
    for text in (say("sheet.how-refs"), *sheet.notes, say("report.made", date=sheet.made, version=sheet.version)):
        _span(tab, row, 0, last, text, book.format(font_size=9, italic=True), 1 + len(text) // book.across)
        row += 1


def _span(tab: Any, row: int, first: int, last: int, text: str, look: Any, lines: int = 1) -> None:
    """Text over several columns; spreadsheets do not fit the height of such rows, so it is set."""
    if last > first:
        tab.merge_range(row, first, row, last, "", look)
    tab.write_string(row, first, text, look)
    if lines > 1:
        tab.set_row(row, _LINE * lines)


def _height(tab: Any, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make the row high enough for its texts, each with the characters that its column holds."""
    lines = max(
        (sum(1 + int(0.8 * len(line) / max(1, width)) for line in text.split("\n")) for text, width in texts),
        default=1,
    )
    tab.set_row(row, min(400, _LINE * lines))


def _other(book: _Book, tab: Any, block: Block, row: int, last: int) -> int:
    if isinstance(block, Facts):
        for name, cell in block.rows:
            middle = max(1, min(2, last))
            _span(tab, row, 0, middle - 1, f"{name}:", book.format(font_color="#444444"))
            if last > middle:
                tab.merge_range(row, middle, row, last, "", book.format())
            _write(book, tab, row, middle, cell)
            row += 1
    elif isinstance(block, Text):
        _span(tab, row, 0, last, block.text, book.format(bold=block.look == "strong"), 1 + len(block.text) // 100)
        row += 1
    elif isinstance(block, Signatures):
        middle = max(1, (last + 1) // 2)
        for text, first, end in ((block.left, 0, middle - 1), (block.right, middle, last)):
            signed = f"{text.upper()}\n{book.say('sheet.sign-here')}"
            _span(tab, row + 1, first, end, signed, book.format(align="center", bold=True), 6)
        row += 3
    return row


def _table(book: _Book, tab: Any, table: Table, row: int) -> int:
    """The table from ``row`` on; returns the row after it."""
    months = any(isinstance(cell.drawing, (MonthLine, MonthRanges)) for cells in table.rows for cell in cells)
    last = 12 if months else len(table.columns) - 1
    if table.title:
        _span(tab, row, 0, last, table.title, book.format(bold=True, font_size=12))
        row += 1
    if table.lead:
        lead = book.format(italic=True, font_size=9, font_color="#444444")
        _span(tab, row, 0, last, table.lead, lead, 1 + len(table.lead) // book.across)
        row += 1
    if months:
        return add_months(book, tab, table, row)
    if any(column.title for column in table.columns):
        for at, column in enumerate(table.columns):
            look = book.format(bold=True, border=1, align="center", valign="vcenter", bg_color="#EDEDED")
            tab.write_string(row, at, column.title, look)
        _height(tab, row, zip((column.title for column in table.columns), _widths(book, table), strict=True))
        tab.repeat_rows(row)
        if row < 4:
            tab.freeze_panes(row + 1, 0)
        row += 1
    for cells in table.rows:
        for at, cell in enumerate(cells):
            _write(book, tab, row, at, cell, table.columns[at].align, border=1)
        _height(tab, row, zip((cell.text for cell in cells), _widths(book, table), strict=True))
        row += 1
    return row


def _write(book: _Book, tab: Any, row: int, at: int, cell: Cell, align: str = "left", *, border: int = 0) -> None:
    wanted: dict[str, Any] = {"align": align, "border": border}
    if cell.look == "strong":
        wanted["bold"] = True
    elif cell.look == "missing":
        wanted |= {"bold": True, "pattern": 14, "fg_color": "#BFBFBF", "bg_color": "#FFFFFF"}
    elif cell.look == "outside":
        wanted |= {"italic": True, "bg_color": "#ECECEA"}
    if cell.percent:
        wanted["num_format"] = "0.0%"
    elif cell.value is not None and cell.value != int(cell.value):
        wanted["num_format"] = "0.0"
    if cell.ref is not None:
        wanted |= {"font_color": "#17406D", "underline": 1}
        text = cell.text if cell.value is not None else f"{cell.text} [{cell.ref}]".strip()
        tip = book.say("sheet.see-evidence", number=cell.ref)
        tab.write_url(row, at, book.link(cell.ref), book.format(**wanted), string=text, tip=tip)
    if cell.value is not None:
        tab.write_number(row, at, cell.value, book.format(**wanted))
    elif cell.ref is None:
        tab.write_string(row, at, cell.text, book.format(**wanted))
    if isinstance(cell.drawing, RangeBar):
        offset = 12 + 7 * len(cell.text)
        options: dict[str, Any] = {
            "x_offset": offset,
            "y_offset": 2,
            "x_scale": 0.5,
            "y_scale": 0.5,
            "object_position": 1,
        }
        data = io.BytesIO(png(cell.drawing))
        tab.insert_image(
            row, at, "bar.png", {**options, "image_data": data, "description": described(cell.drawing, book.say)}
        )


def _evidence(book: _Book) -> None:
    say = book.say
    tab = _tab(book, say("sheet.tab-evidence"))
    heads = ("no", "figure-of-entry", "paper", "file-page", "quote", "box", "field", "record")
    tab.set_landscape()
    widths = (5, 30, 25, 28, 60, 24, 22, 14)
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        tab.set_column(at, at, width)
        look = book.format(bold=True, border=1, align="center", bg_color="#EDEDED")
        tab.write_string(0, at, say(f"sheet.{head}"), look)
    tab.freeze_panes(1, 0)
    tab.repeat_rows(0)
    look = book.format(border=1)
    for entry in book.sheet.entries:
        for at, item in enumerate(entry.items):
            row = book.rows[entry.number] + at
            tab.write_number(row, 0, entry.number, look)
            quote = item.quote or (_no_quote(book.sheet, say) if item.record_id else "")
            found = (item.place, item.source, quote, item.box, item.path, item.record_id[:12])
            for column, text in enumerate((entry.what, *found), start=1):
                tab.write_string(row, column, text, look)
            _height(tab, row, zip((entry.what, *found), widths[1:], strict=True))
    if book.sheet.entries:
        tab.autofilter(0, 0, max(book.rows.values()), len(heads) - 1)


def _no_quote(sheet: Sheet, say: Say) -> str:
    return say("sheet.no-quote") if sheet.pseudonyms else say("sheet.whole")
