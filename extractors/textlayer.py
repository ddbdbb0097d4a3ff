"""The text layer of PDF pages, by pdfplumber, where it is plausible Vietnamese."""

from __future__ import annotations

import logging
import threading
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractors.layercheck import misfit
from extractors.pdf import PdfFile, ScanImage
from extractors.quiet import quiet
from extractors.raster import RasterFile
from extractors.settings import ReadSettings
from extractors.textpage import FULL_PAGE, page_from_layer
from schemas import InputError, Page, TooLargeError

__all__ = ["TextLayers"]

_FEWEST = 20  # characters: less is a page number or a stamp over a scan
_MOST = 100_000  # characters, or objects to draw: pdfplumber takes a minute and a gigabyte for more


class TextLayers:
    """Text layers of one open file. pdfplumber is opened at the first page that has one; calls take turns."""

    def __init__(self, path: Path, opened: PdfFile | RasterFile, settings: ReadSettings) -> None:
        self._path, self._settings = path, settings
        self._pdf_file = opened if isinstance(opened, PdfFile) else None
        self._lock = threading.Lock()
        self._pdf: Any = None

    def page(self, index: int) -> tuple[Page | None, tuple[str, ...]]:
        """The page read from its text layer, or None when the page must be read as an image; and notes on why."""
        if self._pdf_file is None or not self._settings.text_layer:
            return None, ()
        try:
            weight = self._pdf_file.weigh(index)
        except TooLargeError:
            return None, ()  # whoever draws the page meets the same, and says so
        if weight.characters < _FEWEST:
            return None, ()
        if max(weight) > _MOST:
            return None, (f"text layer not used: over {_MOST} characters or objects to draw; page read as an image",)
        # Before `quiet`: whoever opens a file takes PDFium first and is quiet then; the other order waits for ever.
        scan, maker = self._pdf_file.scan(index), self._pdf_file.maker
        try:
            with self._lock, quiet():
                if self._pdf is None:
                    self._pdf = _opened(self._path)
                source = self._pdf.pages[index]
                try:
                    producer = f"pdfplumber {version('pdfplumber')}"
                    page, notes = page_from_layer(source, index + 1, scan, producer, maker)
                finally:
                    source.close()
            return self._checked(page, notes, index, scan)
        except Exception as error:
            # pdfminer raises almost anything on damaged files; the page can still be read as an image
            return None, (f"text layer unreadable ({type(error).__name__}); page read as an image",)

    def _checked(
        self, page: Page | None, notes: tuple[str, ...], index: int, scan: ScanImage | None
    ) -> tuple[Page | None, tuple[str, ...]]:
        """``page`` where it fits the picture beneath it, which is asked only of text over a scan."""
        if page is None or scan is None or scan.share < FULL_PAGE or self._pdf_file is None:
            return page, notes
        try:
            picture = self._pdf_file.load(index).image
        except InputError:
            return page, notes  # a picture that cannot be drawn cannot be read either
        reason = misfit(picture, (word.box for line in page.lines for word in line.words))
        if reason is None:
            return page, notes
        return None, (f"text layer not used: over a scan, and {reason}; page read as an image",)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            self._pdf.close()


def _opened(path: Path) -> Any:
    """The file opened by pdfplumber, imported when first needed: most archives are scans without a text layer."""
    import pdfplumber  # noqa: PLC0415
    from pdfminer.encodingdb import EncodingDB  # noqa: PLC0415

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports every oddity of every font
    # pdfminer takes byte AD of WinAnsi, a hyphen by the PDF standard, for a space. In TCVN3 it is ư, the commonest of
    # all Vietnamese letters: it must stay a letter of its word, told apart from other hyphens. `letters.tidy` knows it.
    EncodingDB.win2unicode[0xAD] = "\uf0ad"
    return pdfplumber.open(path)
