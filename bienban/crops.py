"""Pieces of original pages as pictures: the evidence that a person can check with their own eyes."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

import extractors
from schemas import Box, InputError, StoreError, union

__all__ = ["PageCrops", "crop"]

PAGE_SIDE = 2000  # pixels of the longer side: a line of 12-point type stays legible
MARGIN = 0.016  # of the page, around the words
LEAST_WIDTH = 0.88  # of the page: the words beside a figure say what it is
LEAST_HEIGHT = 0.035
MOST_HEIGHT = 0.5
FRAME = (150, 30, 30)
QUALITY = 60


def crop(page: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The part of ``page`` around ``boxes`` (fractions of the page, top-left origin), each box framed.

    What lies too far below the first box to fit half a page is cut off. Raises ``ValueError`` without boxes.
    """
    top = min(box.top for box in boxes)
    near = [box for box in boxes if box.bottom - top <= MOST_HEIGHT] or [boxes[0]]
    around = union(near)
    width, height = page.size
    x0, x1 = _widened(around.x0 - MARGIN, around.x1 + MARGIN, LEAST_WIDTH)
    y0, y1 = _widened(around.top - MARGIN, around.bottom + MARGIN, LEAST_HEIGHT)
    left, upper = round(x0 * width), round(y0 * height)
    piece = page.convert("RGB").crop(
        (left, upper, max(left + 1, round(x1 * width)), max(upper + 1, round(y1 * height)))
    )
    draw = ImageDraw.Draw(piece)
    for box in near:
        corners = (
            box.x0 * width - left - 3,
            box.top * height - upper - 3,
            box.x1 * width - left + 3,
            box.bottom * height - upper + 3,
        )
        draw.rectangle(corners, outline=FRAME, width=2)
    return piece


class PageCrops:
    """Cuts pieces out of kept originals; remembers the last pages, since findings of one page follow one another."""

    def __init__(self, original: Callable[[str], Path], settings: extractors.ReadSettings, limit: int) -> None:
        self._original = original
        self._settings = settings
        self._left = limit
        self._page = lru_cache(maxsize=4)(self._render)

    @property
    def used_up(self) -> bool:
        """Whether pieces were left out because the limit was reached."""
        return self._left < 0

    def __call__(self, sha256: str, page: int, boxes: Sequence[Box]) -> str | None:
        """A ``data:`` address of the piece, or None: no box, no image of that page, or over the limit."""
        if not boxes or self._left < 0:
            return None
        if self._left == 0:
            self._left = -1
            return None
        image = self._page(sha256, page)
        if image is None:
            return None
        self._left -= 1
        return data_address(crop(image, boxes))

    def _render(self, sha256: str, page: int) -> Image.Image | None:
        try:
            return extractors.render_page(self._original(sha256), page, self._settings, PAGE_SIDE)
        except (InputError, StoreError, KeyError):
            return None  # plain text has no image, and a lost original must not cost the report


def data_address(image: Image.Image) -> str:
    """``image`` as a JPEG inside a ``data:`` address."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    """The span made at least ``least`` long, kept inside 0 and 1."""
    spare = max(0.0, least - (high - low)) / 2
    low, high = low - spare, high + spare
    shift = max(0.0, -low) - max(0.0, high - 1)
    return max(0.0, low + shift), min(1.0, high + shift)
