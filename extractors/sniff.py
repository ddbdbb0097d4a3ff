"""What a file is, by its content; its name is not asked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from extractors.settings import ReadSettings
from schemas import NotADocumentError, TooLargeError, UnreadableError

__all__ = ["HEAD", "Kind", "recognise", "sniff"]

HEAD = 1024  # ISO 32000-1, annex H: readers accept the PDF header anywhere in the first 1024 bytes


class Kind(StrEnum):
    PDF = "pdf"
    IMAGE = "image"


def sniff(path: Path, settings: ReadSettings) -> Kind:
    """Kind of the file; raises ``UnreadableError`` (missing, empty), ``TooLargeError`` or ``NotADocumentError``."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NotADocumentError("not a regular file", "không phải là tệp thông thường")
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", f"không đọc được tệp: {error.strerror}") from error
    if not head:
        raise UnreadableError("the file is empty", "tệp rỗng")
    if size > settings.max_bytes:
        raise TooLargeError(
            f"{size} bytes, more than the limit max_bytes = {settings.max_bytes}",
            f"{size} byte, vượt giới hạn max_bytes = {settings.max_bytes}",
        )
    kind = recognise(head)
    if kind is None:
        raise NotADocumentError("not a PDF, TIFF, JPEG or PNG file", "không phải tệp PDF, TIFF, JPEG hoặc PNG")
    return kind


def recognise(head: bytes) -> Kind | None:
    """Kind of a file that begins with ``head`` (``HEAD`` bytes, or the whole file); None: nothing that can be read."""
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return Kind.IMAGE
    return None
