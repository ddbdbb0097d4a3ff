"""A file as a PDF whose pages lie upright and carry no text but what may stay: what OCRmyPDF gets to work on.

Images are laid into pages as they are (JPEG data untouched, everything else without loss). Pages of a PDF stay as they
are, with three exceptions: a page scanned sideways gets the turn that shows it upright; a hidden text layer that could
not be trusted is taken out; and a page whose visible text says something else than it shows (a legacy encoding, say)
is drawn anew as an image.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

import extractors
from bienban.archiving.fonts import drop_idle_fonts
from bienban.archiving.hidden import strip_hidden_text
from bienban.archiving.jpeg import bare_jpeg
from bienban.archiving.manifest import Layer
from extractors import ReadSettings
from extractors.pdf import PdfFile
from schemas import InputError, Page, PageSource, PageState

__all__ = ["build_source"]

_A4_LONG_SIDE = 11.69  # inches; what a page measures that does not say
_POINTS = 72.0
_QUALITY = 92  # of a scan that must be drawn anew
_PLAIN = {"1", "L", "RGB", "P"}
_EXIF_ORIENTATION = 0x112
# What a page of an archive copy may say of itself; the rest (effects, actions, thumbnails, programs' notes) goes.
_PAGE_KEYS = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/Rotate", "/Contents", "/Group", "/Annots", "/UserUnit",
    "/StructParents", "/Tabs",
}  # fmt: skip
_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}  # degrees clockwise by EXIF orientation; the others are mirrored


def build_source(
    path: Path, pages: Sequence[Page], target: Path, settings: ReadSettings, *, redraw: bool = False
) -> dict[int, Layer]:
    """Write the PDF for the file ``path`` with its ``pages`` to ``target``; what becomes of each page's text.

    ``redraw``: draw every page anew, for a file that would make no valid PDF/A otherwise. Raises ``InputError``.
    """
    if _is_pdf(path):
        return _from_pdf(path, pages, target, settings, redraw=redraw)
    with pikepdf.new() as pdf:
        for page in pages:
            drawn, turn = _image_page(path, page, settings) if not redraw else (_drawn(path, page, settings), 0)
            with pikepdf.open(io.BytesIO(drawn)) as one:
                pdf.pages.append(one.pages[0])
            _turn(pdf.pages[-1], turn + page.rotation)
        pdf.save(target)
    return {page.number: Layer.OURS if page.state is PageState.READ else Layer.NONE for page in pages}


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"%PDF" in stream.read(1024)


# PDF -----------------------------------------------------------------------------------------------------------------


def _from_pdf(
    path: Path, pages: Sequence[Page], target: Path, settings: ReadSettings, *, redraw: bool
) -> dict[int, Layer]:
    layers = {page.number: _plan(page) for page in pages}
    if redraw:
        layers = dict.fromkeys(layers, Layer.REDRAWN)
    try:
        _write_pdf(path, pages, target, settings, layers)
        # Text that is left on a page where ours goes would be found beside it: such a page is drawn anew.
        if left := _with_text(target, [n for n, layer in layers.items() if layer in {Layer.OURS, Layer.NONE}]):
            layers |= dict.fromkeys(left, Layer.REDRAWN)
            _write_pdf(path, pages, target, settings, layers)
    except pikepdf.PdfError as error:
        raise InputError(f"damaged PDF: {type(error).__name__}", "tệp PDF bị hỏng") from error
    unread = {page.number for page in pages if page.state is not PageState.READ}
    return {n: Layer.NONE if n in unread and layer is Layer.OURS else layer for n, layer in layers.items()}


def _plan(page: Page) -> Layer:
    if page.source is PageSource.OCR:
        return Layer.OURS if page.state is PageState.READ else Layer.NONE
    converted = any(step.settings.get("encoding", "Unicode") != "Unicode" for step in page.steps)
    return Layer.REDRAWN if converted else Layer.KEPT


def _write_pdf(
    path: Path, pages: Sequence[Page], target: Path, settings: ReadSettings, layers: dict[int, Layer]
) -> None:
    with pikepdf.open(path) as pdf:
        _forget_document_parts(pdf)
        for page in pages:
            sheet = pdf.pages[page.number - 1]
            if layers[page.number] is Layer.REDRAWN:
                size = _shown_size(sheet)
                with pikepdf.open(io.BytesIO(_drawn(path, page, settings, size))) as one:
                    pdf.pages[page.number - 1] = one.pages[0]
                sheet = pdf.pages[page.number - 1]
            else:
                _crop(sheet)
                if layers[page.number] is not Layer.KEPT:
                    strip_hidden_text(pdf, sheet)
                drop_idle_fonts(pdf, sheet)
            _turn(sheet, page.rotation)
        pdf.save(target)


def _with_text(path: Path, numbers: Sequence[int]) -> list[int]:
    """Those of the pages that have text in the PDF ``path``."""
    with PdfFile(path, ReadSettings(max_pages=1_000_000)) as pdf:
        return [number for number in numbers if pdf.characters(number - 1)]


def _forget_document_parts(pdf: pikepdf.Pdf) -> None:
    """Take out what the document says about itself, and what it would do: neither belongs into an archive copy."""
    with suppress(KeyError):
        del pdf.trailer.Info
    for name in ("/Metadata", "/OpenAction", "/AA", "/PieceInfo"):
        if name in pdf.Root:
            del pdf.Root[name]
    names = pdf.Root.get("/Names")
    if names is not None and "/JavaScript" in names:
        del names["/JavaScript"]


def _crop(sheet: pikepdf.Page) -> None:
    """Make what is shown of a page all of it: OCRmyPDF measures the whole page, our boxes what is shown."""
    shown = [float(side) for side in sheet.cropbox]
    if shown != [float(side) for side in sheet.mediabox]:
        sheet.mediabox = pikepdf.Array(shown)
    for name in set(sheet.obj.keys()) - _PAGE_KEYS:
        del sheet.obj[name]


def _shown_size(sheet: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is shown, in points."""
    x0, y0, x1, y1 = (float(side) for side in sheet.cropbox)
    unit = float(sheet.obj.get("/UserUnit", 1))
    width, height = abs(x1 - x0) * unit, abs(y1 - y0) * unit
    return (height, width) if sheet.rotation % 180 else (width, height)


def _turn(sheet: pikepdf.Page, degrees: int) -> None:
    if degrees % 360:
        sheet.rotate(degrees % 360, relative=True)


# images --------------------------------------------------------------------------------------------------------------


def _image_page(path: Path, page: Page, settings: ReadSettings) -> tuple[bytes, int]:
    """One image of a file as a PDF of one page, and the turn (degrees clockwise) that shows it upright."""
    try:
        with Image.open(path, formats=["TIFF", "JPEG", "PNG"]) as image:
            if image.format in {"JPEG", "MPO"}:
                turn = _TURNS.get(image.getexif().get(_EXIF_ORIENTATION, 1))
                if turn is not None and image.mode in {"L", "RGB"}:
                    return _laid(bare_jpeg(path.read_bytes()), _layout(page, sideways=turn % 180 > 0)), turn
            else:
                image.seek(page.number - 1)
                if image.mode in _PLAIN and "transparency" not in image.info:
                    return _laid(_without_loss(ImageOps.exif_transpose(image)), _layout(page)), 0
    except (OSError, ValueError, EOFError, UnidentifiedImageError, *_IMG2PDF_ERRORS):
        pass  # an odd file: what could be read of it can be drawn
    return _drawn(path, page, settings), 0


def _drawn(path: Path, page: Page, settings: ReadSettings, size: tuple[float, float] | None = None) -> bytes:
    """A page drawn anew as a PDF of one page; ``size`` in points, by its resolution where that is not given.

    Scans become JPEG, pages that were drawn by a program stay without loss, which makes them smaller too.
    """
    image = extractors.render_page(path, page.number, settings)
    if image.mode == "RGB" and all(low == high == 0 for low, high in _colour(image)):
        image = image.convert("L")
    layout: Callable[..., object] = (lambda *_: (*size, *size)) if size else _layout(page)
    if size and page.source is PageSource.OCR:
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=_QUALITY)
        return _laid(stream.getvalue(), layout)
    return _laid(_without_loss(image), layout)


def _colour(image: Image.Image) -> list[tuple[int, int]]:
    """Least and largest difference between the colour channels."""
    red, green, blue = image.split()
    return [ImageChops.difference(red, other).getextrema() for other in (green, blue)]  # type: ignore[misc]


def _without_loss(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    if image.mode == "1":
        image.save(stream, "TIFF", compression="group4")
    else:
        image.info = {}  # comments and colour profiles stay behind
        image.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def _layout(page: Page, *, sideways: bool = False) -> Callable[..., tuple[float, float, float, float]]:
    """The page's size for img2pdf: by its resolution, else as long as A4. ``sideways``: its data lies on its side."""
    dpi = page.dpi or max(page.width, page.height) / _A4_LONG_SIDE
    width, height = page.width / dpi * _POINTS, page.height / dpi * _POINTS
    if sideways:
        width, height = height, width
    return lambda *_: (width, height, width, height)


def _laid(data: bytes, layout: Callable[..., object]) -> bytes:
    """Image data as a PDF of one page."""
    made: bytes = img2pdf.convert(data, layout_fun=layout, rotation=img2pdf.Rotation.none, nodate=True)
    return made


_IMG2PDF_ERRORS = (
    img2pdf.AlphaChannelError,
    img2pdf.ExifOrientationError,
    img2pdf.ImageOpenError,
    img2pdf.JpegColorspaceError,
    img2pdf.NegativeDimensionError,
    img2pdf.PdfTooLargeError,
    img2pdf.UnsupportedColorspaceError,
)
