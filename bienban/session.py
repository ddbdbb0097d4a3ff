"""What every command gets: the language, and the settings on demand (loading them is not free, and help needs none)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bienban.i18n import Say, both

if TYPE_CHECKING:
    from bienban.settings import Settings

__all__ = ["Session", "shown", "tell", "write_atomically", "write_bytes_atomically", "written_text"]


@dataclass(frozen=True)
class Session:
    """One call of the program."""

    say: Say
    chosen_language: str | None = None  # None: nobody chose, the locale decided
    config: Path | None = None
    data_dir: Path | None = None

    @property
    def paper(self) -> Say:
        """The words for the report: Vietnamese, unless somebody chose another language."""
        return self.say if self.chosen_language else Say("vi")

    def settings(self, **overrides: object) -> Settings:
        """Settings with what the command line says on top; raises ``UsageError``."""
        from bienban.settings import load_settings  # noqa: PLC0415 - pydantic-settings and the rooms take a while

        return load_settings(self.config, {"data_dir": self.data_dir, "language": self.chosen_language, **overrides})


def tell(message: str) -> None:
    """One line for the person at the keyboard; standard output stays free for data."""
    print(message, file=sys.stderr, flush=True)


def shown(path: object) -> str:
    """``path`` on one line: a name may hold line breaks and control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(path))


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` in one step; raises ``UsageError`` where that is impossible."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def written_text(path: Path) -> Iterator[TextIO]:
    """A text file to write; it takes its place only when all is well, so a reader never finds half of one.

    Raises ``UsageError`` where it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = draft.open("w", encoding="utf-8")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with stream:
            yield stream
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_atomically(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in one step; raises ``UsageError`` where that is impossible."""
    with written_text(path) as stream:
        stream.write(text)


def _cannot_write(path: Path, error: OSError) -> Exception:
    from schemas import UsageError  # noqa: PLC0415 - kept out of `bienban --help`

    return UsageError(*both("error.cannot-write", path=path, reason=error.strerror or type(error).__name__))
