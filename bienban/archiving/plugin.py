"""Our words as an OCR engine of OCRmyPDF: it asks for each page, and gets what was read before. Nothing is read here.

OCRmyPDF loads this module as a plugin. The pages lie as JSON files in a folder that `pages_folder` tells, because
OCRmyPDF may ask from threads or from other processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import pikepdf
from ocrmypdf import hookimpl
from ocrmypdf._options import OcrOptions
from ocrmypdf.helpers import Resolution
from ocrmypdf.hocrtransform import Baseline, BoundingBox, OcrClass, OcrElement
from ocrmypdf.pluginspec import OcrEngine, OrientationConfidence
from PIL import Image

from bienban import __version__
from bienban.archiving.blocks import baseline, blocks, turned
from schemas import Line, Page, Word

__all__ = ["PagesEngine", "get_ocr_engine", "page_file", "tree"]

Rect: TypeAlias = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels of the upright page
_TALLEST = 0.9  # of a word's height from the middle of its line: more is a stroke that is no letter


def page_file(source: Path, number: int) -> Path:
    """Where page ``number`` (1-based) of the PDF ``source`` lies as JSON."""
    return source.with_name(f"{source.stem}-pages") / f"{number:05d}.json"


def tree(page: Page, width: int, height: int) -> OcrElement:
    """The text of ``page`` for an upright image of it with ``width`` x ``height`` pixels."""
    root = OcrElement(
        ocr_class=OcrClass.PAGE, bbox=BoundingBox(0, 0, width, height), page_number=page.number - 1, language="vie"
    )
    for block in blocks(page):
        lines = [piece for line in block for piece in _lines(line, page.rotation, width, height)]
        if lines:
            root.children.append(OcrElement(ocr_class=OcrClass.PARAGRAPH, bbox=_hull(lines), children=lines))
    return root


class PagesEngine(OcrEngine):
    """Gives out pages that were read before."""

    @staticmethod
    def version() -> str:
        return __version__

    @staticmethod
    def creator_tag(options: OcrOptions) -> str:  # noqa: ARG004 - the signature is OCRmyPDF's
        return f"Bien Ban {__version__}"

    def __str__(self) -> str:
        return f"Bien Ban {__version__}"

    @staticmethod
    def languages(options: OcrOptions) -> set[str]:
        return set(options.languages)

    @staticmethod
    def get_orientation(input_file: Path, options: OcrOptions) -> OrientationConfidence:  # noqa: ARG004
        return OrientationConfidence(angle=0, confidence=0.0)  # the pages were turned before

    @staticmethod
    def supports_generate_ocr() -> bool:
        return True

    @staticmethod
    def generate_ocr(input_file: Path, options: OcrOptions, page_number: int = 0) -> tuple[OcrElement, str]:
        """The text of page ``page_number`` (0-based); ``input_file`` is its image, of which only the size counts."""
        with Image.open(input_file) as image:
            width, height = image.size
            dpi = float(image.info.get("dpi", (72.0, 72.0))[0])
        page = Page.model_validate_json(page_file(_source(options), page_number + 1).read_bytes())
        root = tree(page, width, height)
        root.dpi = dpi
        return root, "\n".join(line.text for block in blocks(page) for line in block)

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: OcrOptions) -> None:
        raise NotImplementedError

    @staticmethod
    def generate_pdf(input_file: Path, output_pdf: Path, output_text: Path, options: OcrOptions) -> None:
        raise NotImplementedError


@hookimpl(tryfirst=True)
def get_ocr_engine(options: OcrOptions | None) -> OcrEngine:  # noqa: ARG001 - the signature is OCRmyPDF's
    """The engine, whatever else is installed."""
    return _engine()


@hookimpl(tryfirst=True)
def rasterize_pdf_page(
    input_file: Path, output_file: Path, raster_dpi: Resolution[float], pageno: int, page_dpi: Resolution[float] | None
) -> Path:
    """A blank image of the size that page ``pageno`` (1-based) would have.

    Nobody looks at it: the words are there already, and drawing every page would take longer than all the rest.
    """
    width, height = _page_sizes(input_file)[pageno - 1]
    size = (max(1, round(width * raster_dpi.x / 72)), max(1, round(height * raster_dpi.y / 72)))
    dpi = page_dpi or raster_dpi
    Image.new("1", size, 1).save(output_file, "PNG", dpi=(float(dpi.x), float(dpi.y)))
    return output_file


@cache
def _engine() -> OcrEngine:
    return PagesEngine()


@lru_cache(maxsize=8)
def _page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page as it is shown, in units of the page (points, mostly)."""
    sizes = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(side) for side in page.mediabox)
            width, height = abs(x1 - x0), abs(y1 - y0)
            sizes.append((height, width) if page.rotation % 180 else (width, height))
    return sizes


def _source(options: OcrOptions) -> Path:
    return Path(str(options.input_file))


def _lines(line: Line, rotation: int, width: int, height: int) -> list[OcrElement]:
    """One line with its words, as level pieces.

    OCRmyPDF could draw a slanting line along its slant, but then readers and searches tear its words apart: they take
    letters that stand higher than their neighbours for those of another line. So a line is level as long as its words
    stay where they are seen, and goes on a step higher or lower from there.
    """
    words = []
    for word in line.words:
        x0, top, x1, bottom = turned(word.box, rotation)
        rect = (x0 * width, top * height, x1 * width, bottom * height)
        if rect[2] > rect[0] and rect[3] > rect[1] and word.text.strip():
            words.append((word, rect))
    if not words:
        return []
    slope, start = baseline([rect for _, rect in words])
    up, down = _reach([rect for _, rect in words], slope, start)
    pieces: list[list[tuple[Word, Rect]]] = []
    for word, rect in words:
        first = pieces[-1][0][1] if pieces else rect
        if not pieces or abs(slope) * (rect[2] - first[0]) > _STEP * (up + down):
            pieces.append([])
        pieces[-1].append((word, rect))
    return [_piece(piece, slope, start, up, down) for piece in pieces]


def _piece(words: Sequence[tuple[Word, Rect]], slope: float, start: float, up: float, down: float) -> OcrElement:
    left, right = min(rect[0] for _, rect in words), max(rect[2] for _, rect in words)
    middle = start + slope * (left + right) / 2
    return OcrElement(
        ocr_class=OcrClass.LINE,
        bbox=BoundingBox(left, middle - up, right, middle + down),
        baseline=Baseline(slope=0.0, intercept=-_FOOT * (up + down)),
        children=[
            OcrElement(ocr_class=OcrClass.WORD, bbox=BoundingBox(*rect), text=word.text, confidence=word.confidence)
            for word, rect in words
        ],
        language="vie",
    )


_FOOT = 0.215  # of the height of a line lies below the feet of its letters, in the font that OCRmyPDF draws with
_STEP = 0.4  # of the height of a line may a slant carry its words up or down within one piece


def _reach(rects: Sequence[Rect], slope: float, start: float) -> tuple[float, float]:
    """How far the letters of a line reach above and below the middle of it, in pixels."""
    usual = sorted(rect[3] - rect[1] for rect in rects)[len(rects) // 2]
    above = below = 0.0
    for x0, top, x1, bottom in rects:
        middle = start + slope * (x0 + x1) / 2
        above, below = max(above, middle - top), max(below, bottom - middle)
    most = _TALLEST * usual
    return max(1.0, min(above, most)), max(1.0, min(below, most))


def _hull(lines: Sequence[OcrElement]) -> BoundingBox:
    boxes = [line.bbox for line in lines if line.bbox is not None]
    return BoundingBox(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )
