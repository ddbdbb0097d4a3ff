"""Originals: the bytes as they came in, kept under ``originals/ab/cd/<sha256>.<ext>`` and never altered."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from schemas import StoreError, UnreadableError
from store.errors import from_os
from store.packing import file_sha256
from store.processes import is_gone, own_name

__all__ = ["Kept", "copy_checked", "file_sha256", "find", "gone", "keep", "location", "look_at", "media_type", "sweep"]

CHUNK = 1 << 20
SIGNATURES = (
    (b"%PDF", "application/pdf", "pdf"),
    (b"II*\x00", "image/tiff", "tif"),
    (b"MM\x00*", "image/tiff", "tif"),
    (b"II+\x00", "image/tiff", "tif"),
    (b"MM\x00+", "image/tiff", "tif"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
)
INCOMING = "incoming"  # folder of copies that are not complete yet, on the same disk as where they go
LENT = "lent"  # folder of what workers of one batch hand each other
UNKNOWN = ("application/octet-stream", "bin")


class Kept(NamedTuple):
    """What is known of a kept original. ``size`` is in bytes."""

    sha256: str
    size: int
    media_type: str
    extension: str


def media_type(head: bytes) -> tuple[str, str]:
    """Media type and file extension by the first bytes (1 KiB is enough: a PDF header may come late)."""
    for signature, kind, extension in SIGNATURES:
        if head.startswith(signature) or (extension == "pdf" and signature in head[:1024]):
            return kind, extension
    return UNKNOWN


def location(root: Path, sha256: str, extension: str) -> Path:
    """Where the original lies under ``root`` (the ``originals`` folder)."""
    return root / sha256[:2] / sha256[2:4] / f"{sha256}.{extension}"


def look_at(path: Path, sha256: str) -> Kept:
    """What ``path`` holds by its first bytes and size; raises ``UnreadableError`` when it cannot be opened any more."""
    try:
        with path.open("rb") as stream:
            kind, extension = media_type(stream.read(1024))
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise _changed() from error
    return Kept(sha256, size, kind, extension)


def keep(root: Path, path: Path, sha256: str) -> Kept:
    """Copy ``path`` to its place under ``root``, unless it lies there already with the right size.

    The copy is complete and on the disk before it gets its name, so a killed process leaves no half original.
    Raises ``UnreadableError`` when the bytes are not (or no longer) those of ``sha256``, ``StoreError`` when the
    data folder refuses.
    """
    kept = look_at(path, sha256)
    target = location(root, sha256, kept.extension)
    try:
        if target.is_file() and target.stat().st_size == kept.size:
            return kept
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = copy_checked(root, path, sha256)
        try:
            temporary.chmod(0o444)
            temporary.replace(target)
            _sync_folder(target.parent)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise from_os(error, "originals") from error
    return kept


def _changed() -> UnreadableError:
    return UnreadableError(
        "The file changed while it was being read. Run again when nothing writes to it.",
        "Tệp bị thay đổi trong lúc đang đọc. Hãy chạy lại khi không còn chương trình nào ghi vào tệp.",
    )


def _agree(found: str, wanted: str) -> None:
    if found != wanted:
        raise _changed()


def copy_checked(root: Path, path: Path, sha256: str) -> Path:
    """A complete copy of ``path`` in ``root``'s folder for those, on the disk, with its hash taken on the way.

    Its name tells whose it is. Raises ``UnreadableError`` when the bytes are not those of ``sha256``, and ``OSError``.
    """
    incoming = root / INCOMING
    incoming.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=incoming, prefix=f"{own_name()}~")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, path.open("rb") as source:
            digest = hashlib.sha256()
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
            _agree(digest.hexdigest(), sha256)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    # The new name itself must reach the disk too, or a power cut forgets a file whose row is committed.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(root: Path) -> None:
    """Delete half copies of processes that are gone."""
    for path in (root / INCOMING).glob("*~*"):
        if is_gone(path.name.rpartition("~")[0]):
            with suppress(OSError):
                path.unlink()


def find(root: Path, sha256: str, extension: str) -> Path:
    """The kept original; raises ``StoreError`` when it is not where it was put."""
    target = location(root, sha256, extension)
    if not target.is_file():
        raise gone(sha256)
    return target


def gone(sha256: str) -> StoreError:
    return StoreError(
        f"The original {sha256[:12]} is missing where originals are kept. Put it back from a copy.",
        f"Không còn bản gốc {sha256[:12]} ở nơi lưu. Hãy khôi phục từ bản sao.",
    )
