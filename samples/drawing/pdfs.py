"""PDF files: pictures of pages, real text, and text in TCVN3. Invariant: the same input gives the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from drawing.fonts import Fonts
from drawing.layout import A4, Look, Sheet
from drawing.legacy import legacy_font
from drawing.tcvn3 import encode, encode_capitals


def jpeg(picture: Image.Image, quality: int, dpi: int, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True, exif=exif)
    return out.getvalue()


def picture_pdf(path: Path, pictures: list[Image.Image], dpi: int, quality: int) -> None:
    """One page a picture, each as large as it was scanned."""
    canvas = Canvas(str(path), pageCompression=1, invariant=1)
    for picture in pictures:
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(jpeg(picture, quality, dpi))), 0, 0, *size)
        canvas.showPage()
    canvas.save()


def text_pdf(path: Path, fonts: Fonts, look: Look, sheets: list[Sheet]) -> None:
    """Born digital: a real text layer in Unicode."""
    for style in "rbi":
        pdfmetrics.registerFont(TTFont(f"{look.family}-{style}", str(fonts.path(look.family, style))))
    canvas = Canvas(str(path), pagesize=A4, pageCompression=1, invariant=1)
    for sheet in sheets:
        _rules(canvas, sheet)
        for run in sheet.runs:
            canvas.setFont(f"{look.family}-{run.style}", run.size)
            canvas.drawString(run.x, A4[1] - run.y, run.text)
        canvas.showPage()
    canvas.save()


def legacy_pdf(path: Path, fonts: Fonts, look: Look, sheets: list[Sheet]) -> None:
    """Looks right and reads wrong: the text layer holds TCVN3 code points."""
    for style, tail in (("r", ""), ("b", "-Bold"), ("i", "-Italic")):
        source = fonts.path(look.family, style)
        for capitals, name in ((False, ".VnTime"), (True, ".VnTimeH")):
            pdfmetrics.registerFont(TTFont(f"{name}{tail}", legacy_font(source, f"{name}{tail}", capitals=capitals)))
    canvas = Canvas(str(path), pagesize=A4, pageCompression=1, invariant=1)
    for sheet in sheets:
        _rules(canvas, sheet)
        for run in sheet.runs:
            tail = {"r": "", "b": "-Bold", "i": "-Italic"}[run.style]
            line = canvas.beginText(run.x, A4[1] - run.y)
            heading = run.text.isupper() and len(run.text) > 4
            for codes, capital in [(encode_capitals(run.text), True)] if heading else encode(run.text):
                line.setFont(f".VnTimeH{tail}" if capital else f".VnTime{tail}", run.size)
                line.textOut(codes)
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()


def _rules(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setLineWidth(0.7)
    for x0, y0, x1, y1 in sheet.rules:
        canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)
