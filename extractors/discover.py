"""Which files there are to read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from extractors.settings import ReadSettings
from extractors.sniff import HEAD, recognise
from schemas import UnreadableError, UsageError

__all__ = ["discover", "file_sha256", "left_out"]

# Names that promise a paper: what bears one is never passed over in silence, even where it turns out unreadable.
_READABLE = frozenset(["pdf", "tif", "tiff", "jpg", "jpeg", "jpe", "jfif", "png"])
_OTHER_PAPERS = frozenset(["bmp", "doc", "docx", "djvu", "gif", "heic", "heif", "jp2", "odt", "rtf", "webp", "xps"])


def discover(
    paths: Iterable[Path | str],
    settings: ReadSettings | None = None,  # noqa: ARG001
    *,
    every: bool = False,
) -> list[Path]:
    """Files named by ``paths`` and the documents in the folders among them, recursively, sorted, each once.

    In a folder a document is what its content or its name says is a scan or another paper; lists, scripts and texts
    that lie beside the scans are no input (``left_out`` has them; ``every``: they are). Hidden files and folders and
    symbolic links found inside a folder are left out; a file named directly is always taken. Whether it can be read,
    its content decides, not its name. Raises ``UsageError`` for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for file in sorted(_walk(path)):
                if every or _promises(file):
                    found.setdefault(file)
        elif path.exists():
            found.setdefault(path)
        else:
            raise UsageError(f"no such file or folder: {path}", f"không có tệp hoặc thư mục: {path}")
    return list(found)


def left_out(paths: Iterable[Path | str]) -> list[Path]:
    """The files in the folders among ``paths`` that ``discover`` takes for no documents; hidden ones are not told."""
    return [file for path in map(Path, paths) if path.is_dir() for file in sorted(_walk(path)) if not _promises(file)]


def _promises(file: Path) -> bool:
    if file.suffix[1:].lower() in _READABLE | _OTHER_PAPERS:
        return True
    try:
        with file.open("rb") as stream:
            return recognise(stream.read(HEAD)) is not None
    except OSError:
        return True  # nobody knows what it is, so somebody must be told of it


def file_sha256(path: Path | str) -> str:
    """SHA-256 of the file's bytes, in hexadecimal; raises ``UnreadableError`` when it cannot be read."""
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", f"không đọc được tệp: {error.strerror}") from error


def _walk(folder: Path) -> Iterable[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return  # a folder that may not be listed holds nothing that could be read
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry
