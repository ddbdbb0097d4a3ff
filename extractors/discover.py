"""Which files there are to read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from extractors.settings import ReadSettings
from schemas import UnreadableError, UsageError

__all__ = ["discover", "file_sha256"]


def discover(paths: Iterable[Path | str], settings: ReadSettings | None = None) -> list[Path]:  # noqa: ARG001
    """Files named by ``paths`` and all files in the folders among them, recursively, sorted, each once.

    Hidden files and folders and symbolic links found inside a folder are left out; a file named directly is always
    taken. What a file is, its content decides when it is read, not its name. Raises ``UsageError`` for a path that
    does not exist.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for file in sorted(_walk(path)):
                found.setdefault(file)
        elif path.exists():
            found.setdefault(path)
        else:
            raise UsageError(f"no such file or folder: {path}", f"không có tệp hoặc thư mục: {path}")
    return list(found)


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
