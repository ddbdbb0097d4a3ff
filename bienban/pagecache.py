"""Pages kept between calls of ``bienban extract``: reading is slow, understanding is not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from schemas import Page

__all__ = ["PageCache"]

_PAGES = TypeAdapter(list[Page])


class PageCache:
    """Pages by the SHA-256 of their file and the version of the reader; speed only, never the truth."""

    def __init__(self, folder: Path, reader_version: str) -> None:
        self._folder = folder
        self._version = hashlib.sha256(reader_version.encode()).hexdigest()[:12]

    def get(self, sha256: str) -> list[Page] | None:
        """The pages, or None when they are not there or were written by something else."""
        try:
            return _PAGES.validate_json(self._path(sha256).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, sha256: str, pages: Sequence[Page]) -> None:
        """Keep ``pages``; raises ``OSError``."""
        path = self._path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.part")
        draft.write_bytes(_PAGES.dump_json(list(pages)))
        draft.replace(path)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}-{self._version}.json"
