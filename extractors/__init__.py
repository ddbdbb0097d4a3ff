"""Files to pages: text layer or image to words with boxes; OCR engines behind one protocol.

    read(path, settings)        pages of a file, in order, as they become ready
    discover(paths, settings)   files to read; left_out(paths): the others that lie beside them
    render_page(...)            the original page as an image
    check_tools(settings)       what this machine has and lacks

Importing this module is cheap: the libraries that draw and read are imported at the first call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.discover import discover, file_sha256, left_out
from extractors.settings import ReadSettings
from schemas import Page
from schemas.hands import HandUse

if TYPE_CHECKING:
    from PIL import Image

    from extractors.doctor import ToolStatus

__all__ = [
    "ReadSettings",
    "check_tools",
    "discover",
    "file_sha256",
    "left_out",
    "page_count",
    "read",
    "reader_version",
    "render_page",
]


def read(
    path: Path | str,
    settings: ReadSettings | None = None,
    hands: Sequence[HandUse] = (),
    part: tuple[int, int] | None = None,
) -> Iterator[Page]:
    """See `extractors.reader.read`."""
    from extractors import reader  # noqa: PLC0415 - heavy libraries only when asked for

    return reader.read(path, settings, hands, part)


def page_count(path: Path | str, settings: ReadSettings | None = None) -> int:
    """See `extractors.reader.page_count`."""
    from extractors import reader  # noqa: PLC0415 - heavy libraries only when asked for

    return reader.page_count(path, settings)


def render_page(
    path: Path | str, page_number: int, settings: ReadSettings | None = None, max_side: int | None = None
) -> Image.Image:
    """See `extractors.reader.render_page`."""
    from extractors import reader  # noqa: PLC0415 - heavy libraries only when asked for

    return reader.render_page(path, page_number, settings, max_side)


def reader_version(settings: ReadSettings | None = None) -> str:
    """See `extractors.reader.reader_version`."""
    from extractors import reader  # noqa: PLC0415 - heavy libraries only when asked for

    return reader.reader_version(settings)


def check_tools(settings: ReadSettings | None = None) -> list[ToolStatus]:
    """See `extractors.doctor.check_tools`."""
    from extractors import doctor  # noqa: PLC0415 - heavy libraries only when asked for

    return doctor.check_tools(settings)
