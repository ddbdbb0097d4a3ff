"""Where originals lie: a folder, or an object store by an fsspec address. Both keep bytes by their SHA-256.

    open_files(address, data_dir) -> Files

Whatever the place, a name is given only to bytes that are complete and whose hash was taken while they were copied;
what lies there under its name is never written again.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Protocol

from store import originals
from store.errors import from_os
from store.originals import LENT, Kept
from store.packing import file_sha256
from store.processes import is_gone

__all__ = ["Files", "FolderFiles", "local_folder", "open_files"]


class Files(Protocol):
    """A place for originals. All methods raise ``StoreError`` when the place refuses."""

    def keep(self, path: Path, sha256: str) -> Kept:
        """Copy the bytes of ``path`` here, unless they are; ``UnreadableError`` if they are not ``sha256``."""

    def fetch(self, sha256: str, extension: str) -> Path:
        """A local file with the bytes, to be read only; ``StoreError`` when they are missing or altered."""

    def size(self, sha256: str, extension: str) -> int | None:
        """How many bytes lie here; None when nothing does."""

    def digest(self, sha256: str, extension: str) -> str:
        """The SHA-256 of what lies here, read anew."""

    def discard(self, sha256: str, extension: str) -> None:
        """Take away bytes that no row of the archive names."""

    def sweep(self) -> None:
        """Delete half copies, and what was lent, that processes which are gone have left."""

    def lend(self, owner: str, name: str, content: bytes) -> None:
        """Put bytes where the workers of one batch find them. ``owner`` names the process that leads it
        (``processes.own_name``), "~", and what it likes: with the process go the bytes."""

    def lent(self, owner: str, name: str) -> bytes | None:
        """Bytes that were lent; None where there are none."""

    def give_back(self, owner: str) -> None:
        """Take away all that was lent to ``owner``."""


class FolderFiles:
    """A folder on this machine, or one that all machines have mounted."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, path: Path, sha256: str) -> Kept:
        return originals.keep(self.root, path, sha256)

    def fetch(self, sha256: str, extension: str) -> Path:
        return originals.find(self.root, sha256, extension)

    def size(self, sha256: str, extension: str) -> int | None:
        target = originals.location(self.root, sha256, extension)
        try:
            return target.stat().st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_os(error, "originals") from error

    def digest(self, sha256: str, extension: str) -> str:
        try:
            return file_sha256(originals.find(self.root, sha256, extension))
        except OSError as error:
            raise from_os(error, "originals") from error

    def discard(self, sha256: str, extension: str) -> None:
        try:
            originals.location(self.root, sha256, extension).unlink(missing_ok=True)
        except OSError as error:
            raise from_os(error, "originals") from error

    def sweep(self) -> None:
        originals.sweep(self.root)
        for folder in (self.root / LENT).glob("*~*"):
            if is_gone(folder.name.partition("~")[0]):
                shutil.rmtree(folder, ignore_errors=True)

    def lend(self, owner: str, name: str, content: bytes) -> None:
        target = self.root / LENT / owner / name
        draft = target.with_name(f"{name}.{os.getpid()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
            draft.replace(target)
        except OSError as error:
            raise from_os(error, LENT) from error

    def lent(self, owner: str, name: str) -> bytes | None:
        try:
            return (self.root / LENT / owner / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_os(error, LENT) from error

    def give_back(self, owner: str) -> None:
        shutil.rmtree(self.root / LENT / owner, ignore_errors=True)


def local_folder(address: str | None, data_dir: Path) -> Path | None:
    """The folder that ``address`` means; None when it is an address of another kind."""
    if not address:
        return data_dir / "originals"
    if address.startswith("file://"):
        return Path(address.removeprefix("file://"))
    return None if "://" in address else Path(address)


def open_files(address: str | None, data_dir: Path) -> Files:
    """The place that ``address`` names; None is the folder ``originals`` in the data folder.

    Raises ``UsageError`` for an address that cannot be used, ``EnvironmentError_`` where a package for it is missing.
    """
    folder = local_folder(address, data_dir)
    if folder is not None:
        return FolderFiles(folder)
    from store.objects import ObjectFiles  # noqa: PLC0415 - an extra

    return ObjectFiles(address or "", data_dir / "cache")
