"""Whole files or none: outputs grow in a folder of drafts and take their names when they are on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from bienban.i18n import both
from schemas import UsageError
from store import from_os

__all__ = ["drafts", "keep_out_of", "occupied", "put", "refusals"]

_DRAFTS = ".bienban-drafts-"
_LOCK = ".bienban-archive.lock"


@contextmanager
def occupied(folder: Path) -> Iterator[None]:
    """``folder`` (made if need be) for this process alone; what a killed one left half made is cleared away.

    Raises ``UsageError`` while another process writes there, ``StoreError`` where the disk refuses.
    """
    with refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")
    with lock:
        if not _locked(lock.fileno()):
            raise UsageError(*both("archive.in-use", path=folder))
        for left in folder.glob(f"{_DRAFTS}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def drafts(folder: Path) -> Iterator[Path]:
    """A folder for drafts on the same disk as ``folder``; it goes in the end, whatever happens."""
    with refusals(folder):
        place = Path(mkdtemp(prefix=_DRAFTS, dir=folder))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def put(draft: Path, target: Path) -> None:
    """Give the finished ``draft`` its name; it is on the disk before it has it. Raises ``OSError``."""
    with draft.open("rb") as stream:
        os.fsync(stream.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(target)
    _sync_folder(target.parent)


@contextmanager
def refusals(what: Path) -> Iterator[None]:
    """Work on our own files; what the disk refuses leaves as a ``StoreError``."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise  # a library's own, which says nothing of the disk
        raise from_os(error, str(what)) from error


def keep_out_of(folder: Path, inputs: Sequence[Path]) -> None:
    """Raises ``UsageError`` where ``folder`` is one of the ``inputs``, lies in one, or is where an input file lies."""
    place = folder.resolve()
    for given in inputs:
        source = given.resolve()
        if place == source or source in place.parents or (source.is_file() and source.parent == place):
            raise UsageError(*both("archive.same-folder", path=folder, source=given))


def _locked(descriptor: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where two runs into one folder are the user's to avoid
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # some file systems have no such thing
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
