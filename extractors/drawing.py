"""A PDF page drawn by PDFium in steps, so that a page that takes for ever can be given up between two of them."""

from __future__ import annotations

import math
import time
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import internal, raw

__all__ = ["draw"]

_WHITE = (255, 255, 255, 255)
_FLAGS = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER


def draw(page: Any, scale: float, seconds: float) -> pdfium.PdfBitmap | None:
    """The page on white, four bytes a pixel (red, green, blue, idle); None when that takes longer than ``seconds``.

    The same pixels as ``PdfPage.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)``.
    """
    width, height = math.ceil(page.get_width() * scale), math.ceil(page.get_height() * scale)
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx, rev_byteorder=True)
    bitmap.fill_rect(_WHITE, 0, 0, width, height)
    end = time.monotonic() + seconds
    pause = raw.IFSDK_PAUSE(version=1)
    internal.set_callback(pause, "NeedToPauseNow", lambda _: time.monotonic() > end)
    try:
        status = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, _FLAGS, pause)
    finally:
        raw.FPDF_RenderPage_Close(page)
    if status == raw.FPDF_RENDER_DONE:
        return bitmap
    bitmap.close()
    if status == raw.FPDF_RENDER_TOBECONTINUED:
        return None
    raise pdfium.PdfiumError("it cannot be drawn")
