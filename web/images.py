"""Page images of kept originals as JPEG, in the size that is needed, and strips of lines cut out of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TypeVar

from PIL import Image

from extractors import ReadSettings, render_page
from schemas import Box, union

__all__ = ["SIDES", "PageImages", "strip_of"]

SIDES = (900, 1800, 3600)  # pixels of the longer side: a narrow screen, a wide one, and a close look
KEPT_BYTES = 48_000_000  # of finished images held in memory: a record's pages are looked at again and again
KEPT_PAGES = 3  # decoded pages: the sizes and strips of one page are asked for one after the other
QUALITY = 80
MARGIN = 0.012  # of the page, around a strip
LEAST_WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 0.5, 0.03, 0.25

T = TypeVar("T")


def strip_of(page: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The part of ``page`` around ``boxes`` (fractions, top-left origin), wide enough to read the words beside them."""
    around = union([box for box in boxes if box.bottom - boxes[0].top <= MOST_HEIGHT] or boxes[:1])
    width, height = page.size
    x0, x1 = _widened(around.x0 - MARGIN, around.x1 + MARGIN, LEAST_WIDTH)
    y0, y1 = _widened(around.top - MARGIN / 2, min(around.bottom, around.top + MOST_HEIGHT) + MARGIN / 2, LEAST_HEIGHT)
    left, upper = round(x0 * width), round(y0 * height)
    return page.crop((left, upper, max(left + 1, round(x1 * width)), max(upper + 1, round(y1 * height))))


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    """The span made at least ``least`` long, kept inside 0 and 1."""
    spare = max(0.0, least - (high - low)) / 2
    low, high = low - spare, high + spare
    shift = max(0.0, -low) - max(0.0, high - 1)
    return max(0.0, low + shift), min(1.0, high + shift)


class PageImages:
    """Renders pages and keeps the last few. Safe to use from several threads."""

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings
        self._pages: OrderedDict[tuple[str, int], Image.Image] = OrderedDict()
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._bytes = 0
        self._lock, self._drawing = Lock(), Lock()

    def jpeg(self, sha256: str, original: Path, page: int, side: int) -> bytes:
        """The page (1-based) of ``original``, whose content has this ``sha256``, no side longer than ``side`` pixels.

        Raises ``InputError``.
        """

        def draw() -> Image.Image:
            image = self._page(sha256, original, page)
            if max(image.size) > side:
                image = image.copy()
                image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return image

        return self._remembered((sha256, page, side), draw)

    def strip(self, sha256: str, original: Path, page: int, boxes: Sequence[Box]) -> bytes:
        """The line that ``boxes`` stand in. Raises ``InputError``."""
        return self._remembered((sha256, page, *boxes), lambda: strip_of(self._page(sha256, original, page), boxes))

    def _page(self, sha256: str, original: Path, page: int) -> Image.Image:
        key = (sha256, page)
        with self._drawing:  # one at a time: decoding a large page takes a lot of memory
            with self._lock:
                if key in self._pages:
                    self._pages.move_to_end(key)
                    return self._pages[key]
            image = render_page(original, page, self._settings, SIDES[-1]).convert("RGB")
            with self._lock:
                self._pages[key] = image
                while len(self._pages) > KEPT_PAGES:
                    self._pages.popitem(last=False)
            return image

    def _remembered(self, key: tuple[object, ...], draw: Callable[[], Image.Image]) -> bytes:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        buffer = BytesIO()
        draw().save(buffer, "JPEG", quality=QUALITY)
        data = buffer.getvalue()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = data
                self._bytes += len(data)
            while self._bytes > KEPT_BYTES and len(self._kept) > 1:
                self._bytes -= len(self._kept.popitem(last=False)[1])
        return data
