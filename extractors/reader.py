"""Files to pages: the room's one way in."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from extractors.engines import begin_engine, pick_engine, pick_second
from extractors.imagepage import PageImage, failed_page, read_image
from extractors.pdf import PdfFile
from extractors.pool import in_order
from extractors.raster import RasterFile
from extractors.settings import ReadSettings
from extractors.sniff import Kind, sniff
from extractors.textlayer import TextLayers
from extractors.version import READER
from schemas import InputError, Page, PageState, UnreadableError
from schemas.hands import HandUse

__all__ = ["load_page", "page_count", "read", "reader_version", "render_page"]

_REMEMBERED = 8  # pages


def read(
    path: Path | str,
    settings: ReadSettings | None = None,
    hands: Sequence[HandUse] = (),
    part: tuple[int, int] | None = None,
) -> Iterator[Page]:
    """Pages of a PDF, TIFF, JPEG or PNG file, in order, as they become ready.

    ``hands``: models of the hands that pages of this file are in; they read what is handwriting there, and nothing
    else. ``part``: first and last page (from 1) of those to read; each page reads as it does among all.

    Word boxes are fractions of the original page (EXIF orientation applied), origin top left. A page on which the
    engine fails comes with state FAILED and the reason in its notes. Raises an ``InputError`` when the file as a
    whole cannot be
    read, and ``EnvironmentError_`` when the engine is missing and a page needs it.
    """
    settings = settings or ReadSettings()
    path = Path(path)
    with _open(path, settings) as opened, TextLayers(path, opened, settings) as layers:
        alike = _Alike()
        first, last = part or (1, opened.count)
        numbers = range(first - 1, min(last, opened.count))
        jobs = (partial(_page, opened, layers, alike, index, settings, hands) for index in numbers)
        yield from in_order(jobs, settings.slots)


def page_count(path: Path | str, settings: ReadSettings | None = None) -> int:
    """How many pages a file has; raises an ``InputError`` where it cannot be read."""
    with _open(Path(path), settings or ReadSettings()) as opened:
        return opened.count


def render_page(
    path: Path | str, page_number: int, settings: ReadSettings | None = None, max_side: int | None = None
) -> Image.Image:
    """The original page (1-based) as an image, EXIF applied, the paper's own rotation not.

    No side longer than ``max_side`` pixels.
    """
    image = load_page(Path(path), page_number, settings or ReadSettings()).image
    if max_side is not None and max(image.size) > max_side:
        image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return image


def load_page(path: Path, number: int, settings: ReadSettings) -> PageImage:
    """One page (1-based) of a file as the reader gets it; raises an ``InputError``."""
    with _open(path, settings) as opened:
        if not 1 <= number <= opened.count:
            raise UnreadableError(f"there is no page {number}", f"không có trang {number}")
        image, dpi, notes = opened.load(number - 1)
    return PageImage(image, number, dpi, tuple(notes))


def reader_version(settings: ReadSettings | None = None) -> str:
    """A string that changes whenever the output of `read` may change: reader, engine and the settings that matter."""
    settings = settings or ReadSettings()
    engine = pick_engine(settings)
    kept = settings.model_dump_json(exclude={"workers", "max_bytes"})
    digest = hashlib.sha256(kept.encode()).hexdigest()[:8]
    second = pick_second(settings)
    helper = f"+{second.name}-{second.version()}" if second else ""
    return f"{READER}+{engine.name}-{engine.version()}-{settings.language}{helper}+{digest}"


def _open(path: Path, settings: ReadSettings) -> PdfFile | RasterFile:
    return PdfFile(path, settings) if sniff(path, settings) is Kind.PDF else RasterFile(path, settings)


def _page(
    opened: PdfFile | RasterFile,
    layers: TextLayers,
    alike: _Alike,
    index: int,
    settings: ReadSettings,
    hands: Sequence[HandUse],
) -> Page:
    page, notes = layers.page(index)
    if page is not None:
        return page
    begin_engine(settings, min(settings.slots, opened.count))  # it starts while the page is drawn
    try:
        image, dpi, said = opened.load(index)
    except InputError as error:
        if opened.count == 1:
            raise
        return failed_page(index + 1, 1, 1, str(error), notes)
    whole = PageImage(image, index + 1, dpi, (*notes, *said))
    hand = next((use for use in hands if use.holds(index + 1)), None)
    if hand is not None:
        return read_image(whole, pick_engine(settings), settings, hand)
    return alike.or_else(whole, lambda: read_image(whole, pick_engine(settings), settings))


class _Alike:
    """The last pages of one file by what they show: one that stands in it a thousand times is read once."""

    def __init__(self) -> None:
        self._pages: OrderedDict[object, Page] = OrderedDict()
        self._lock = threading.Lock()

    def or_else(self, page: PageImage, read: Callable[[], Page]) -> Page:
        shown = hashlib.sha256(page.pixels.data if page.pixels.flags.c_contiguous else page.pixels.tobytes()).digest()
        key = (shown, page.pixels.shape, page.dpi, page.notes)
        with self._lock:
            known = self._pages.get(key)
        if known is not None and known.state is not PageState.FAILED:
            return known.model_copy(update={"number": page.number})
        found = read()
        with self._lock:
            self._pages[key] = found
            while len(self._pages) > _REMEMBERED:
                self._pages.popitem(last=False)
        return found
