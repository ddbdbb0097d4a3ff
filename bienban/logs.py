"""The log of the program's own defects: what failed and where, never a name of a person and never a document's text."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from schemas import BienBanError

__all__ = ["describe", "log_to", "write_crash"]

LOG_NAME = "errors.log"


@contextmanager
def log_to(folder: Path) -> Iterator[Path]:
    """Let our rooms' warnings and errors go to the log in ``folder``; the file appears with the first of them.

    Where the folder cannot be made the log goes to standard error.
    """
    path = folder / LOG_NAME
    handler = _LateFile(path)
    handler.setFormatter(logging.Formatter("=== %(asctime)s %(name)s %(levelname)s %(message)s"))
    logger = logging.getLogger("bienban")
    logger.addHandler(handler)
    before = logger.propagate
    logger.propagate = False
    try:
        yield path
    finally:
        logger.propagate = before
        logger.removeHandler(handler)
        handler.close()


class _LateFile(logging.FileHandler):
    """A log file that is made, with its folder, only when there is something to say."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self.setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            super().emit(record)
        except OSError:
            print(self.format(record), file=sys.stderr)


def describe(error: BaseException) -> str:
    """Type and stack of ``error`` and of what caused it.

    The messages are left out on purpose: a ``ValueError`` of a parser quotes what it could not parse, and that may be a
    person's name. Our own errors and system errors (their number only) speak of files and tools.
    """
    parts = []
    current: BaseException | None = error
    while current is not None:
        parts.append(f"{_kind(current)}\n{''.join(_frames(current.__traceback__))}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "caused by:\n".join(parts)


def write_crash(error: BaseException, folder: Path, version: str) -> Path | None:
    """Append ``error`` to the log in ``folder``; returns the log's path, or None where it cannot be written."""
    path = folder / LOG_NAME
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    head = f"=== {stamp} bienban {version} python {sys.version.split()[0]}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(head + describe(error) + "\n")
    except OSError:
        return None  # the caller says that there is no log; there is nothing else left to do
    return path


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, BienBanError):
        return f"{name}: {error.english}"
    if isinstance(error, OSError):
        return f"{name}: errno {error.errno}"
    return name


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}\n" for frame in traceback.extract_tb(trace)]
