"""A sheet as a document: tables with pictures in grey, and figures that lead to bookmarked evidence at the end."""

from __future__ import annotations

import base64
import io
import re

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bienban.i18n import Say
from bienban.report.sheets import docx_parts as parts
from bienban.report.sheets.drawing import described, png
from bienban.report.sheets.model import Cell, Entry, Facts, RangeBar, Sheet, Signatures, Table, Text

__all__ = ["write_docx"]

# Margins of party papers, in millimetres: top, bottom, left, right. Above and below a little less: one page a meeting.
_MARGINS = (16, 14, 30, 15)
_PAGE = (210, 297)
_ROOM = 45  # twentieths of a point beside the words in a cell
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_docx(sheet: Sheet, say: Say) -> bytes:
    """The document."""
    document = Document()
    width = _page(document, sheet, say)
    parts.set_styles(document, say.language)
    document.core_properties.title = _clean(f"{sheet.title} – {sheet.organisation} – {sheet.subtitle}")
    document.core_properties.author = "Biên Bản"
    _head(document, sheet, say)
    for block in sheet.blocks:
        if isinstance(block, Table):
            _table(document, block, width, say)
        elif isinstance(block, Facts):
            _facts(document, block, width)
        elif isinstance(block, Signatures):
            _signatures(document, block, say)
        else:
            _text(document, block)
    _plain(document, f"{say('sheet.how-refs')} {say('report.how-decision')}", 8)
    _evidence(document, sheet, say, width)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: DocxDocument, sheet: Sheet, say: Say) -> float:
    """Paper and margins; returns the width of the text in millimetres."""
    section = document.sections[0]
    short, long = _PAGE
    top, bottom, left, right = _MARGINS if not sheet.landscape else (18, 15, 18, 18)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    across, down = (long, short) if sheet.landscape else (short, long)
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made = say("report.made", date=sheet.made, version=sheet.version)
    footer.add_run(f"{say('report.page-foot')} · {made} · ").font.size = Pt(8)
    parts.add_page_number(footer)
    return across - left - right


def _head(document: DocxDocument, sheet: Sheet, say: Say) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    if sheet.superior:
        _centred(left.paragraphs[0], sheet.superior.upper())
    own = left.add_paragraph() if sheet.superior else left.paragraphs[0]
    _centred(own, sheet.organisation.upper(), bold=True)
    _centred(left.add_paragraph(), "*")
    _centred(right.paragraphs[0], say("sheet.party").upper(), bold=True)
    note = say("report.pseudonym-note") if sheet.pseudonyms else say("report.internal-note")
    internal = document.add_paragraph()
    internal.add_run(say("report.internal").upper()).bold = True
    internal.add_run(f". {note}").font.size = Pt(9)
    title = document.add_heading(_clean(sheet.title.upper()), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _centred(document.add_paragraph(), sheet.subtitle, bold=True)


def _centred(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(_clean(text)).bold = bold


def _plain(document: DocxDocument, text: str, size: float) -> None:
    document.add_paragraph().add_run(_clean(text)).font.size = Pt(size)


def _text(document: DocxDocument, block: Text) -> None:
    run = document.add_paragraph().add_run(_clean(block.text))
    run.font.size = Pt(10)
    run.bold = block.look == "strong"


def _facts(document: DocxDocument, block: Facts, width: float) -> None:
    """Two facts a row, without rules."""
    table = document.add_table(rows=0, cols=2)
    _widths(table, [width / 2, width / 2])
    for at in range(0, len(block.rows), 2):
        for place, (name, cell) in zip(table.add_row().cells, block.rows[at : at + 2], strict=False):
            paragraph = place.paragraphs[0]
            parts.as_cell(paragraph)
            paragraph.add_run(f"{name}: ").font.size = Pt(10)
            _fill(paragraph, cell, 10)


def _table(document: DocxDocument, block: Table, width: float, say: Say) -> None:
    if block.title:
        document.add_heading(_clean(block.title), level=2)
    if block.lead:
        lead = document.add_paragraph()
        lead.paragraph_format.keep_with_next = True
        lead.add_run(_clean(block.lead)).font.size = Pt(8.5)
    size = 8.5 if block.small else 10.5
    titled = any(column.title for column in block.columns)
    table = document.add_table(rows=1 if titled else 0, cols=len(block.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    parts.set_margins(table, _ROOM)
    whole = sum(column.width for column in block.columns)
    widths = [width * column.width / whole for column in block.columns]
    _widths(table, widths)
    if titled:
        for place, column in zip(table.rows[0].cells, block.columns, strict=True):
            parts.as_cell(place.paragraphs[0])
            _centred(place.paragraphs[0], column.title, bold=True)
            place.paragraphs[0].runs[0].font.size = Pt(size)
            parts.shade(place, "EDEDED")
        parts.repeat_as_head(table.rows[0])
    for cells in block.rows:
        row = table.add_row()
        parts.keep_whole(row)
        for place, cell, column, room in zip(row.cells, cells, block.columns, widths, strict=True):
            paragraph = place.paragraphs[0]
            parts.as_cell(paragraph)
            paragraph.alignment = _ALIGN[column.align]
            _look(place, cell)
            _fill(paragraph, cell, size)
            _draw(place, cell, room, say)


def _widths(table: DocxTable, widths: list[float]) -> None:
    """Set the widths of the columns, in millimetres; rows that come later take theirs from them."""
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
    for row in table.rows:
        for place, width in zip(row.cells, widths, strict=True):
            place.width = Mm(width)


def _look(place: _Cell, cell: Cell) -> None:
    if cell.look == "missing":
        parts.shade(place, "FFFFFF", pattern="thinDiagStripe", ink="BFBFBF")
    elif cell.look == "outside":
        parts.shade(place, "ECECEA")


def _fill(paragraph: Paragraph, cell: Cell, size: float) -> None:
    """The text, with the number of its evidence raised behind it as a link."""
    bold = cell.look in ("strong", "missing")
    if cell.text:
        run = paragraph.add_run(_clean(cell.text))
        run.font.size = Pt(size - 0.5 if cell.look == "small" else size)
        run.bold = bold
        run.italic = cell.look == "outside"
    if cell.ref is not None:
        parts.add_link(paragraph, f"dc{cell.ref}", f"[{cell.ref}]", size + 1.5)


def _draw(place: _Cell, cell: Cell, room: float, say: Say) -> None:
    if cell.drawing is None:
        return
    paragraph = place.add_paragraph() if cell.text else place.paragraphs[0]
    paragraph.paragraph_format.space_before = Pt(2)
    width = min(room - 4, 60.0) if isinstance(cell.drawing, RangeBar) else room - 4
    picture = paragraph.add_run().add_picture(io.BytesIO(png(cell.drawing)), width=Mm(width))
    parts.describe(picture, described(cell.drawing, say))


def _signatures(document: DocxDocument, block: Signatures, say: Say) -> None:
    table = document.add_table(rows=1, cols=2)
    parts.keep_whole(table.rows[0])
    for place, text in zip(table.rows[0].cells, (block.left, block.right), strict=True):
        first, *others = text.upper().split("\n")
        parts.as_cell(place.paragraphs[0])
        _centred(place.paragraphs[0], first, bold=True)
        for line in others:
            _centred(place.add_paragraph(style="Cell"), line, bold=True)
        here = place.add_paragraph(style="Cell")
        here.alignment = WD_ALIGN_PARAGRAPH.CENTER
        here.add_run(say("sheet.sign-here")).italic = True
        for paragraph in place.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(10)
        place.add_paragraph()


def _evidence(document: DocxDocument, sheet: Sheet, say: Say, width: float) -> None:
    how = document.add_paragraph()
    how.paragraph_format.page_break_before = True
    how.add_run(_clean(f"{say('sheet.how-title')}. {' '.join(sheet.notes)}")).font.size = Pt(9)
    document.add_heading(say("sheet.evidence"), level=2)
    _plain(document, say("sheet.evidence-lead"), 9)
    for entry in sheet.entries:
        head = document.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.paragraph_format.space_before = Pt(4)
        run = head.add_run(_clean(f"[{entry.number}] {entry.what}"))
        run.bold = True
        run.font.size = Pt(9.5)
        parts.bookmark(head, f"dc{entry.number}", entry.number)
        _items(document, entry, sheet, say, width)


def _items(document: DocxDocument, entry: Entry, sheet: Sheet, say: Say, width: float) -> None:
    for item in entry.items:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(5)
        where = f"– {item.place}" + (f" – {item.source}" if item.source else "")
        paragraph.add_run(_clean(where)).font.size = Pt(9)
        if item.quote:
            paragraph.add_run(_clean(f": “{item.quote}”")).font.size = Pt(9)
        elif item.record_id:
            note = paragraph.add_run(f": {say('sheet.no-quote') if sheet.pseudonyms else say('sheet.whole')}")
            note.italic = True
            note.font.size = Pt(9)
        if item.image:
            data = base64.b64decode(item.image.partition(",")[2])
            shown = document.add_paragraph()
            shown.paragraph_format.left_indent = Mm(5)
            picture = shown.add_run().add_picture(io.BytesIO(data), width=Mm(min(width - 5, 150)))
            parts.describe(picture, item.alt)


def _clean(text: str) -> str:
    """``text`` without characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
