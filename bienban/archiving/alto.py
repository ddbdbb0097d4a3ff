"""A page as ALTO 4: the XML of the Library of Congress for the text of page images. Pure."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from bienban.archiving.blocks import Pixels, blocks, pixel_size, printable
from schemas import Box, Line, Page, union

__all__ = ["NAMESPACE", "alto"]

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA_VERSION = "4.4"


def alto(page: Page, image: str, sha256: str) -> str:
    """``page`` as an ALTO document; boxes are pixels of the original page, as it was scanned.

    ``image`` names the page's file, ``sha256`` is that of the original. A page that needs transcription, failed or is
    blank has no words; its state stands in the settings of the last processing step. Where a misread word was put
    right, what the engine had read is its alternative.
    """
    width, height = pixel_size(page)
    root = Tree.Element("alto", {"xmlns": NAMESPACE, "SCHEMAVERSION": _SCHEMA_VERSION})
    _describe(Tree.SubElement(root, "Description"), page, image, sha256)
    layout = Tree.SubElement(root, "Layout")
    sheet = Tree.SubElement(layout, "Page", _page_facts(page, width, height))
    space = Tree.SubElement(sheet, "PrintSpace", _place(Box(0, 0, 1, 1), width, height))
    for b, lines in enumerate(blocks(page), start=1):
        name = f"p{page.number}_b{b}"
        facts = {"ID": name, **_place(union(line.box for line in lines), width, height), "LANG": "vi"}
        if page.rotation:
            facts["ROTATION"] = str(page.rotation)  # counter-clockwise, as the text stands on the scan
        block = Tree.SubElement(space, "TextBlock", facts)
        for n, line in enumerate(lines, start=1):
            _line(block, line, f"{name}_l{n}", width, height)
    Tree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _describe(parent: Tree.Element, page: Page, image: str, sha256: str) -> None:
    Tree.SubElement(parent, "MeasurementUnit").text = "pixel"
    source = Tree.SubElement(parent, "sourceImageInformation")
    Tree.SubElement(source, "fileName").text = printable(image)
    Tree.SubElement(source, "fileIdentifier").text = f"sha256:{sha256}"
    for n, step in enumerate(page.steps, start=1):
        settings = ", ".join(f"{key}={value}" for key, value in step.settings.items())
        _processing(parent, n, step.name, settings, (step.tool, step.version))
    _processing(
        parent, len(page.steps) + 1, "result", f"source={page.source}, state={page.state}", ("bienban", page.producer)
    )


def _processing(parent: Tree.Element, n: int, name: str, settings: str, software: tuple[str, str]) -> None:
    step = Tree.SubElement(parent, "Processing", {"ID": f"step_{n}"})
    Tree.SubElement(step, "processingStepDescription").text = printable(name)
    if settings:
        Tree.SubElement(step, "processingStepSettings").text = printable(settings)
    tool = Tree.SubElement(step, "processingSoftware")
    Tree.SubElement(tool, "softwareName").text = printable(software[0])
    if software[1]:
        Tree.SubElement(tool, "softwareVersion").text = printable(software[1])


def _page_facts(page: Page, width: int, height: int) -> dict[str, str]:
    facts = {"ID": f"p{page.number}", "PHYSICAL_IMG_NR": str(page.number)}
    facts |= {"WIDTH": str(width), "HEIGHT": str(height)}
    if page.quality.mean_confidence is not None:
        facts["PC"] = f"{page.quality.mean_confidence:.3f}"
    return facts


def _line(parent: Tree.Element, line: Line, name: str, width: int, height: int) -> None:
    element = Tree.SubElement(parent, "TextLine", {"ID": name, **_place(line.box, width, height)})
    for n, word in enumerate(line.words, start=1):
        if n > 1:
            Tree.SubElement(element, "SP")
        facts = {"ID": f"{name}_w{n}", "CONTENT": printable(word.text), **_place(word.box, width, height)}
        if word.confidence is not None:
            facts["WC"] = f"{word.confidence:.3f}"
        string = Tree.SubElement(element, "String", facts)
        if word.raw is not None and word.raw != word.text:
            Tree.SubElement(string, "ALTERNATIVE", {"PURPOSE": "engine"}).text = printable(word.raw)


def _place(box: Box, width: int, height: int) -> dict[str, str]:
    x0, top, x1, bottom = Pixels.of(box, width, height)
    return {"HPOS": str(x0), "VPOS": str(top), "WIDTH": str(x1 - x0), "HEIGHT": str(bottom - top)}
