"""Page images of kept originals, as JPEG."""

from __future__ import annotations

from collections import OrderedDict
from io import BytesIO
from pathlib import Path
from threading import Lock

from extractors import ReadSettings, render_page

__all__ = ["PageImages"]

MAX_SIDE = 1800  # pixels: sharp print on an A4 page, and still a few hundred kilobytes
KEPT = 24  # images held in memory: a record's pages are looked at again and again
QUALITY = 80


class PageImages:
    """Renders pages and keeps the last few. Safe to use from several threads."""

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = Lock()

    def jpeg(self, sha256: str, original: Path, page: int) -> bytes:
        """The page (1-based) of ``original``, whose content has this ``sha256``; raises ``InputError``."""
        key = (sha256, page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        image = render_page(original, page, self._settings, MAX_SIDE)
        buffer = BytesIO()
        image.convert("RGB").save(buffer, "JPEG", quality=QUALITY)
        with self._lock:
            self._kept[key] = buffer.getvalue()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return buffer.getvalue()
