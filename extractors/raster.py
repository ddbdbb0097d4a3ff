"""Pages of TIFF, JPEG and PNG files, by Pillow."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from extractors.quiet import quiet
from extractors.settings import ReadSettings
from schemas import TooLargeError, UnreadableError

__all__ = ["RasterFile", "check_size", "flat", "grey_channel"]

_FORMATS = ("TIFF", "JPEG", "PNG")  # MPO (phone photos with a preview behind the picture) comes through JPEG
_PLAUSIBLE_DPI = (50.0, 1300.0)


def check_size(width: int, height: int, settings: ReadSettings) -> None:
    """Raises ``TooLargeError`` for an image over the limits, before any pixel is decoded."""
    if width * height > settings.max_pixels or max(width, height) > settings.max_image_side:
        raise TooLargeError(
            f"image of {width} x {height} pixels, more than the limits max_pixels = {settings.max_pixels}, "
            f"max_image_side = {settings.max_image_side}",
            f"ảnh {width} x {height} điểm, vượt giới hạn max_pixels = {settings.max_pixels}, "
            f"max_image_side = {settings.max_image_side}",
        )


class RasterFile:
    """An open image file. Frames are decoded one at a time, when asked for; calls from several threads take turns."""

    def __init__(self, path: Path, settings: ReadSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        try:
            with quiet():
                self._image = Image.open(path, formats=_FORMATS)
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

    def load(self, index: int) -> tuple[Image.Image, float | None]:
        """Page ``index`` (0-based) upright by its EXIF tag, mode L or RGB, with its resolution in dpi where one is
        given.
        """
        try:
            with self._lock, quiet():
                self._image.seek(index)
                check_size(*self._image.size, self._settings)
                self._image.load()
                frame = self._image.copy()
                dpi = _dpi(self._image.info.get("dpi"))
                upright = ImageOps.exif_transpose(frame)
            return flat(upright), dpi
        except TooLargeError:
            raise
        except Exception as error:
            raise UnreadableError(f"damaged image: {error}", "tệp ảnh bị hỏng") from error

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
