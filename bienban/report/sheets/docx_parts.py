"""Pieces of a document that python-docx has no words for: links inside it, bookmarks, shading, alternative text."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

__all__ = [
    "add_link",
    "add_page_number",
    "as_cell",
    "bookmark",
    "describe",
    "keep_whole",
    "repeat_as_head",
    "set_margins",
    "set_styles",
    "shade",
]

_FONT = "Times New Roman"


def set_styles(document: DocxDocument, language: str) -> None:
    """Times New Roman in black throughout, as party papers have it, and the language for the spelling check."""
    document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    for name, size, before in (("Normal", 11.5, 0), ("Heading 1", 14, 4), ("Heading 2", 11.5, 6), ("Cell", 8, 0)):
        style = document.styles[name]
        style.font.name = _FONT
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(0 if name == "Cell" else 1)
        style.paragraph_format.line_spacing = 1
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "vi-VN" if language == "vi" else "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(spoken)


def add_link(paragraph: Paragraph, anchor: str, text: str, size: float) -> None:
    """A raised link to a bookmark of this document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    run.font.superscript = True
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor(0x17, 0x40, 0x6D)
    link.append(run._r)  # the run moves into the link
    paragraph._p.append(link)


def as_cell(paragraph: Paragraph) -> None:
    """Give the paragraph the style of tables; by its id, since looking up its name takes long in a long document."""
    paragraph._p.style = "Cell"


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the whole paragraph a place that links lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def shade(cell: _Cell, fill: str, pattern: str = "clear", ink: str = "auto") -> None:
    """Fill a cell; ``pattern`` is one of WordprocessingML's, ``ink`` its colour."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), pattern)
    shading.set(qn("w:color"), ink)
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)


def set_margins(table: Table, twips: int) -> None:
    """Room left and right of the words in every cell of the table, in twentieths of a point."""
    room = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), str(twips))
        edge.set(qn("w:type"), "dxa")
        room.append(edge)
    table._tbl.tblPr.append(room)


def repeat_as_head(row: _Row) -> None:
    """Repeat the row on every page of its table."""
    _mark(row, "w:tblHeader")
    keep_whole(row)


def keep_whole(row: _Row) -> None:
    """No page break inside the row."""
    _mark(row, "w:cantSplit")


def describe(picture: InlineShape, text: str) -> None:
    """Alternative text for who does not see the picture."""
    picture._inline.docPr.set("descr", text)


def add_page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
