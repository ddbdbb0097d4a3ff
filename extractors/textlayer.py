"""The text layer of PDF pages, by pdfplumber, where it is plausible Vietnamese."""

from __future__ import annotations

import logging
import threading
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pdfplumber

from extractors.pdf import PdfFile
from extractors.quiet import quiet
from extractors.raster import RasterFile
from extractors.settings import ReadSettings
from extractors.textpage import page_from_layer
from schemas import Page

__all__ = ["TextLayers"]

_FEWEST = 20  # characters: less is a page number or a stamp over a scan
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports every oddity of every font


class TextLayers:
    """Text layers of one open file. pdfplumber is opened at the first page that has one; calls take turns."""

    def __init__(self, path: Path, opened: PdfFile | RasterFile, settings: ReadSettings) -> None:
        self._path, self._settings = path, settings
        self._pdf_file = opened if isinstance(opened, PdfFile) else None
        self._lock = threading.Lock()
        self._pdf: Any = None

    def page(self, index: int) -> tuple[Page | None, tuple[str, ...]]:
        """The page read from its text layer, or None when the page must be read as an image; and notes on why."""
        if self._pdf_file is None or not self._settings.text_layer or self._pdf_file.characters(index) < _FEWEST:
            return None, ()
        scan = self._pdf_file.scan(index)
        try:
            with self._lock, quiet():
                if self._pdf is None:
                    self._pdf = pdfplumber.open(self._path)
                source = self._pdf.pages[index]
                try:
                    return page_from_layer(source, index + 1, scan, f"pdfplumber {version('pdfplumber')}")
                finally:
                    source.close()
        except Exception as error:
            # pdfminer raises almost anything on damaged files; the page can still be read as an image
            return None, (f"text layer unreadable ({type(error).__name__}); page read as an image",)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            self._pdf.close()
