"""A page as hOCR 1.2: XHTML whose elements carry their boxes. Pure."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from bienban.archiving.blocks import Pixels, baseline, blocks, pixel_size, printable
from schemas import Box, Line, Page, Word, union

__all__ = ["hocr"]

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)


def hocr(page: Page, image: str) -> str:
    """``page`` as an hOCR document; boxes are pixels of the original page, as it was scanned.

    ``image`` names the page's file. A page that needs transcription, failed or is blank has no words, and says which
    it is (``bienban-state``).
    """
    width, height = pixel_size(page)
    root = Tree.Element("html", {"xmlns": "http://www.w3.org/1999/xhtml", "xml:lang": "vi", "lang": "vi"})
    head = Tree.SubElement(root, "head")
    Tree.SubElement(head, "title").text = printable(image)
    for name, content in _meta(page):
        Tree.SubElement(head, "meta", {"name": name, "content": printable(content)})
    body = Tree.SubElement(root, "body")
    title = f'image "{_quoted(image)}"; bbox 0 0 {width} {height}; ppageno {page.number - 1}'
    if page.dpi:
        dpi = round(width / page.width * page.dpi)
        title += f"; scan_res {dpi} {dpi}"
    sheet = _part(body, "div", "ocr_page", f"page_{page.number}", title)
    for b, lines in enumerate(blocks(page), start=1):
        area = _part(sheet, "div", "ocr_carea", f"block_{page.number}_{b}", _bbox(_around(lines), width, height))
        paragraph = _part(area, "p", "ocr_par", f"par_{page.number}_{b}", _bbox(_around(lines), width, height))
        paragraph.set("lang", "vi")
        for n, line in enumerate(lines, start=1):
            _line(paragraph, line, f"{page.number}_{b}_{n}", page)
    Tree.indent(root, " ")
    return _HEAD + Tree.tostring(root, encoding="unicode") + "\n"


def _meta(page: Page) -> list[tuple[str, str]]:
    steps = "; ".join(f"{step.name}: {step.tool} {step.version}" for step in page.steps)
    return [
        ("ocr-system", page.producer or "bienban"),
        ("ocr-capabilities", "ocr_page ocr_carea ocr_par ocr_line ocrx_word"),
        ("ocr-langs", "vi"),
        ("ocr-number-of-pages", "1"),
        ("bienban-source", page.source.value),
        ("bienban-state", page.state.value),
        ("bienban-steps", steps),
    ]


def _line(parent: Tree.Element, line: Line, name: str, page: Page) -> None:
    width, height = pixel_size(page)
    title = _bbox(line.box, width, height)
    if page.rotation:
        title += f"; textangle {page.rotation}"  # counter-clockwise, as the text stands on the scan
    else:
        title += f"; baseline {_baseline(line, width, height)}"
    element = _part(parent, "span", "ocr_line", f"line_{name}", title)
    for w, word in enumerate(line.words, start=1):
        box = _bbox(word.box, width, height) + _confidence(word)
        _part(element, "span", "ocrx_word", f"word_{name}_{w}", box).text = printable(word.text)


def _baseline(line: Line, width: int, height: int) -> str:
    """Slope, and the distance from the lower left corner of the line's box (upwards negative), as hOCR wants it."""
    words = [Pixels.of(word.box, width, height) for word in line.words]
    slope, start = baseline(words)
    low = sorted(word.bottom - word.top for word in words)[len(words) // 2] / 2
    box = Pixels.of(line.box, width, height)
    foot = start + slope * box.x0 + low
    return f"{slope:.3f} {min(0, round(foot - box.bottom))}"


def _part(parent: Tree.Element, tag: str, kind: str, name: str, title: str) -> Tree.Element:
    return Tree.SubElement(parent, tag, {"class": kind, "id": name, "title": title})


def _bbox(box: Box, width: int, height: int) -> str:
    return "bbox " + " ".join(str(side) for side in Pixels.of(box, width, height))


def _confidence(word: Word) -> str:
    return "" if word.confidence is None else f"; x_wconf {round(100 * word.confidence)}"


def _around(lines: list[Line]) -> Box:
    return union(line.box for line in lines)


def _quoted(name: str) -> str:
    return printable(name).replace("\\", "\\\\").replace('"', '\\"')
