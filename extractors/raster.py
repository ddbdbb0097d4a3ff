"""Pages of TIFF, JPEG and PNG files, by Pillow."""

from __future__ import annotations

import math
import threading
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from extractors.quiet import quiet
from extractors.settings import ReadSettings
from schemas import TooLargeError, UnreadableError

__all__ = ["Loaded", "RasterFile", "affordable", "check_size", "flat", "grey_channel", "scaled_note"]

_FORMATS = ("TIFF", "JPEG", "PNG")  # MPO (phone photos with a preview behind the picture) comes through JPEG
_CEILING = 2  # times max_pixels: more is not decoded; Pillow itself refuses more than 179 million pixels
_CEILING_SIDE = 4  # times max_image_side
_PLAUSIBLE_DPI = (50.0, 1300.0)


class Loaded(NamedTuple):
    """A page as an image (mode L or RGB, upright by EXIF), its resolution where one is known, and what to say of it."""

    image: Image.Image
    dpi: float | None
    notes: tuple[str, ...] = ()


def check_size(width: int, height: int, settings: ReadSettings) -> None:
    """Raises ``TooLargeError`` for an image so far over the limits that it is not even decoded to be made smaller."""
    over = width * height > _CEILING * settings.max_pixels
    if over or max(width, height) > _CEILING_SIDE * settings.max_image_side:
        raise TooLargeError(
            f"image of {width} x {height} pixels, far more than the limits max_pixels = {settings.max_pixels}, "
            f"max_image_side = {settings.max_image_side}",
            f"ảnh {width} x {height} điểm, vượt xa giới hạn max_pixels = {settings.max_pixels}, "
            f"max_image_side = {settings.max_image_side}",
        )


def affordable(width: int, height: int, settings: ReadSettings) -> float:
    """By what (1 or less) an image must be scaled to keep the limits; raises ``TooLargeError`` like `check_size`."""
    check_size(width, height, settings)
    area = math.sqrt(settings.max_pixels / max(1, width * height))
    return min(1.0, area, settings.max_image_side / max(1, width, height))


def scaled_note(before: tuple[int, int], after: tuple[int, int], settings: ReadSettings) -> str:
    """What a page's notes say when it was made smaller."""
    return (
        f"scaled down from {before[0]} x {before[1]} to {after[0]} x {after[1]} pixels (limits max_pixels = "
        f"{settings.max_pixels}, max_image_side = {settings.max_image_side})"
    )


class RasterFile:
    """An open image file. Frames are decoded one at a time, when asked for; calls from several threads take turns."""

    def __init__(self, path: Path, settings: ReadSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        try:
            with quiet():
                self._image = Image.open(path, formats=_FORMATS)
                self._size = self._image.size
                # The further frames of an MPO file are previews and depth maps, not pages.
                self.count = 1 if self._image.format == "MPO" else int(getattr(self._image, "n_frames", 1))
        except Image.DecompressionBombError as error:
            limit = settings.max_pixels
            raise TooLargeError(
                f"far more pixels than the limit max_pixels = {limit}",
                f"vượt xa giới hạn max_pixels = {limit} điểm ảnh",
            ) from error
        except (
            Exception
        ) as error:  # Pillow raises many kinds for damaged files: OSError, SyntaxError, ValueError, struct.error
            raise UnreadableError(f"damaged image: {error}", "tệp ảnh bị hỏng") from error
        if self.count > settings.max_pages:
            self.close()
            raise TooLargeError(
                f"{self.count} pages, more than the limit max_pages = {settings.max_pages}",
                f"{self.count} trang, vượt giới hạn max_pages = {settings.max_pages}",
            )

    def load(self, index: int) -> Loaded:
        """Page ``index`` (0-based); one over the limits is scaled down, and a note says so."""
        try:
            with self._lock, quiet():
                self._image.seek(index)
                size = self._size if self.count == 1 else self._image.size
                scale = affordable(*size, self._settings)
                dpi = _dpi(self._image.info.get("dpi"))
                frame, notes = self._whole() if scale == 1.0 else self._smaller(size, scale)
                upright = ImageOps.exif_transpose(frame)
            return Loaded(flat(upright), dpi * scale if dpi else None, notes)
        except TooLargeError:
            raise
        except Exception as error:
            raise UnreadableError(f"damaged image: {error}", "tệp ảnh bị hỏng") from error

    def _whole(self) -> tuple[Image.Image, tuple[str, ...]]:
        self._image.load()
        return self._image.copy(), ()

    def _smaller(self, size: tuple[int, int], scale: float) -> tuple[Image.Image, tuple[str, ...]]:
        target = max(1, int(size[0] * scale)), max(1, int(size[1] * scale))
        self._image.draft(self._image.mode, target)  # a JPEG is decoded smaller at once; no other format heeds it
        self._image.load()
        whole = self._image if self._image.mode in {"L", "RGB", "RGBA"} else _greys_or_colours(self._image)
        return whole.resize(target, Image.Resampling.BOX), (scaled_note(size, target, self._settings),)

    def close(self) -> None:
        self._image.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def flat(image: Image.Image) -> Image.Image:
    """Mode L, or RGB where there is colour; transparency lies on white, 16-bit grey is scaled."""
    if image.mode == "L":
        return image
    if image.mode == "RGB":
        return _without_idle_colour(image)
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        low, high = image.convert("F").getextrema()
        top = 65535.0 if high > 255 else 255.0  # type: ignore[operator]  # one band: two numbers
        return image.convert("F").point(lambda v: v * (255.0 / top)).convert("L") if high != low else image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGB", image.size, (255, 255, 255))
        paper.paste(rgba, mask=rgba.getchannel("A"))
        return _without_idle_colour(paper)
    return _without_idle_colour(image.convert("RGB"))


def _greys_or_colours(image: Image.Image) -> Image.Image:
    """`flat`, with the information kept that says which way up the picture is."""
    plain = flat(image)
    plain.info = dict(image.info)
    return plain


def _without_idle_colour(image: Image.Image) -> Image.Image:
    grey = grey_channel(np.asarray(image))
    return image if grey is None else Image.fromarray(grey)


def grey_channel(pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The one channel of a grey page (height x width x 3) that is kept in three like ones; None for a page in colour.

    A third of the memory and of the work for all that follows.
    """
    for part in (pixels[::61], pixels):  # a page in colour shows it in few rows
        first = cv2.extractChannel(part, 0)
        if any(cv2.norm(first, cv2.extractChannel(part, n), cv2.NORM_INF) for n in (1, 2)):
            return None
    return np.asarray(first, dtype=np.uint8)


def _dpi(value: object) -> float | None:
    try:
        dpi = float(value[1])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return dpi if _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1] else None
