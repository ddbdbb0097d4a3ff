"""Pages of PDF files as images, by pypdfium2. pdfium is not thread-safe: one lock guards every call to it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image
from pypdfium2 import raw

from extractors.drawing import draw
from extractors.quiet import quiet
from extractors.raster import Loaded, affordable, check_size, grey_channel, scaled_note
from extractors.settings import ReadSettings
from extractors.unpacking import LARGEST, unpacks_too_far
from extractors.weigh import Scales, Weight
from schemas import EncryptedError, TooLargeError, UnreadableError

__all__ = ["PdfFile", "ScanImage"]

_LOCK = threading.RLock()
_DOMINANT = 0.5  # an image that fills this share of the page is the scan
_POINTS = 72.0
_HAIR = 1.0 - 1e-6
_NAME_LENGTH = 80  # characters of a program's name that are kept
_DPI_RANGE = (60.0, 1250.0)


@dataclass(frozen=True)
class ScanImage:
    """The image that fills a page: its pixels and the share of the page that it covers."""

    width: int
    height: int
    share: float
    dpi: float


class PdfFile:
    """An open PDF. Pages are rendered one at a time, when asked for."""

    def __init__(self, path: Path, settings: ReadSettings) -> None:
        self._settings = settings
        self._scales = Scales(path, settings.draw_timeout)
        if unpacks_too_far(path):
            raise TooLargeError(
                f"a page description unpacks to more than {LARGEST // 1_000_000} MB",
                f"mô tả trang giải nén ra quá {LARGEST // 1_000_000} MB",
            )
        try:
            with _LOCK, quiet():
                self._document = pdfium.PdfDocument(path)
                self.count = len(self._document)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
                raise EncryptedError("the PDF needs a password", "tệp PDF có mật khẩu") from error
            raise UnreadableError(f"damaged PDF: {error}", "tệp PDF bị hỏng") from error
        if self.count == 0:
            self.close()
            raise UnreadableError("the PDF has no pages", "tệp PDF không có trang nào")
        if self.count > settings.max_pages:
            self.close()
            raise TooLargeError(
                f"{self.count} pages, more than the limit max_pages = {settings.max_pages}",
                f"{self.count} trang, vượt giới hạn max_pages = {settings.max_pages}",
            )

    @property
    def maker(self) -> str:
        """The program that made the file, as its metadata name it ("Producer", else "Creator"); empty where unnamed."""
        with _LOCK:
            try:
                names = self._document.get_metadata_dict(skip_empty=True)
            except pdfium.PdfiumError:
                return ""
        return " ".join(str(names.get("Producer") or names.get("Creator") or "").split())[:_NAME_LENGTH]

    def weigh(self, index: int) -> Weight:
        """What page ``index`` holds; raises ``TooLargeError`` where it cannot be laid out in bounded time and memory.

        To be asked before anything else of a page: the rest happens in this process.
        """
        return self._scales.weigh(index)

    def characters(self, index: int) -> int:
        """How many characters the text layer of page ``index`` has; 0 where the page cannot be laid out."""
        try:
            return self.weigh(index).characters
        except TooLargeError:
            return 0

    def scan(self, index: int) -> ScanImage | None:
        """The image that fills page ``index``, if one does; raises like `weigh`."""
        self.weigh(index)
        with _LOCK:
            page = self._page(index)
            try:
                return _dominant(page)
            finally:
                page.close()

    def load(self, index: int) -> Loaded:
        """Page ``index`` (0-based) rendered at the scan's own resolution, or at ``render_dpi``.

        A scan over the limits is drawn smaller, and a note says so. Raises ``TooLargeError`` or ``UnreadableError``.
        """
        self.weigh(index)
        with _LOCK, quiet():
            page = self._page(index)
            try:
                width, height = page.get_size()
                if not (width > 0 and height > 0):
                    raise UnreadableError(f"page {index + 1} has no size", f"trang {index + 1} không có kích thước")
                scan = _dominant(page)
                scale = affordable(scan.width, scan.height, self._settings) if scan is not None else 1.0
                dpi = scan.dpi if scan is not None else float(self._settings.render_dpi)
                dpi = self._affordable(width, height, dpi)
                # Four bytes a pixel are drawn in half the time of three. A hair smaller than asked for: the size is
                # rounded up, and a scan would be drawn a pixel wider than it is, all of it blurred.
                bitmap = draw(page, dpi / _POINTS * _HAIR, self._settings.draw_timeout)
                if bitmap is None:
                    raise _too_long(index, self._settings)
                try:
                    image = Image.fromarray(_flat(bitmap.to_numpy()))
                finally:
                    bitmap.close()
            except (pdfium.PdfiumError, MemoryError) as error:
                raise UnreadableError(
                    f"page {index + 1} cannot be drawn: {error}", f"không vẽ được trang {index + 1}"
                ) from error
            finally:
                page.close()
        small = scan is not None and scale < 1.0
        notes = (scaled_note((scan.width, scan.height), image.size, self._settings),) if scan and small else ()
        return Loaded(image, dpi, notes)

    def close(self) -> None:
        with _LOCK:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _page(self, index: int) -> Any:
        try:
            return self._document[index]
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"page {index + 1} is damaged", f"trang {index + 1} bị hỏng") from error

    def _affordable(self, width: float, height: float, dpi: float) -> float:
        """A page drawn by its vectors can always be drawn smaller; one too large even at 72 dpi is refused."""
        side = self._settings.max_image_side * _POINTS / max(width, height)
        area = (self._settings.max_pixels * _POINTS * _POINTS / (width * height)) ** 0.5
        limit = min(side, area) * 0.999
        if limit < _POINTS / 2:
            check_size(int(width), int(height), self._settings)
        return float(min(dpi, limit))


def _too_long(index: int, settings: ReadSettings) -> TooLargeError:
    return TooLargeError(
        f"page {index + 1} cannot be drawn within the limit draw_timeout = {settings.draw_timeout:g} s",
        f"trang {index + 1} không vẽ được trong giới hạn draw_timeout = {settings.draw_timeout:g} giây",
    )


def _flat(drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy (the bitmap's memory is given back) of what was drawn, on white: grey, or RGB where there is colour."""
    if drawn.ndim == 2 or drawn.shape[2] == 1:
        return np.array(drawn).reshape(drawn.shape[:2])
    grey = grey_channel(drawn)
    if grey is not None:
        return grey
    return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGBA2RGB) if drawn.shape[2] == 4 else drawn.copy(), dtype=np.uint8)


def _dominant(page: Any) -> ScanImage | None:
    """The largest image object that fills at least half of the page.

    Its pixels per inch are those of its finer side.
    """
    page_width, page_height = page.get_size()
    best: ScanImage | None = None
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = found.get_bounds()
            pixels_x, pixels_y = found.get_px_size()
        except pdfium.PdfiumError:
            continue
        wide = min(right, page_width) - max(left, 0)
        high = min(top, page_height) - max(bottom, 0)
        if wide <= 0 or high <= 0 or right - left <= 0 or top - bottom <= 0:
            continue
        share = wide * high / (page_width * page_height)
        if share < _DOMINANT or (best is not None and share <= best.share):
            continue
        # A page turned by /Rotate shows its image turned: compare long side with long side.
        long_px, short_px = max(pixels_x, pixels_y), min(pixels_x, pixels_y)
        long_pt, short_pt = max(right - left, top - bottom), min(right - left, top - bottom)
        dpi = max(long_px / long_pt, short_px / short_pt) * _POINTS
        best = ScanImage(pixels_x, pixels_y, share, min(max(dpi, _DPI_RANGE[0]), _DPI_RANGE[1]))
    return best
