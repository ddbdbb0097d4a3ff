"""How much is on a PDF page, found out in a helper process: what cannot be laid out in time ends that process alone."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractors.engines import EngineError
from extractors.engines.helper import Command, Helper, helper
from schemas import EnvironmentError_, TooLargeError

__all__ = ["Scales", "Weight"]

_WORKER = Path(__file__).with_name("pdf_worker.py")
_NOTHING = np.zeros((1, 1), dtype=np.uint8)  # a call must come with an image
_PATIENCE = 3  # pages of one file that may turn out to be too much; the rest is not tried


class Weight(NamedTuple):
    """What a page holds: characters of its text layer, and objects to draw, those inside forms counted each time."""

    characters: int
    objects: int


class Scales:
    """Weighs the pages of one file, ``timeout`` seconds each at most. May be used from several threads."""

    def __init__(self, path: Path, timeout: float, command: Command | None = None) -> None:
        """``command`` takes the place of the helper's (the parent's process id is added)."""
        self._path, self._timeout = path, timeout
        # -P: its own folder must not come before the installed packages
        self._command = command or (sys.executable, "-P", "-W", "ignore", str(_WORKER))
        self._known: dict[int, Weight | None] = {}
        self._lock = threading.Lock()

    def weigh(self, index: int) -> Weight:
        """Page ``index`` (0-based). Raises ``TooLargeError`` where it cannot be laid out in bounded time and memory."""
        with self._lock:
            known, refused = self._known.get(index), [at for at, one in self._known.items() if one is None]
        if known is not None:
            return known
        if index in refused or len(refused) >= _PATIENCE:
            raise _too_much(index, self._timeout)
        found = self._ask(index)
        with self._lock:
            self._known[index] = found
        if found is None:
            raise _too_much(index, self._timeout)
        return found

    def _ask(self, index: int) -> Weight | None:
        options = {"path": str(self._path.absolute()), "index": index, "timeout": self._timeout}
        try:
            with helper(self._command) as one:
                return _told(one, json.dumps(options).encode(), self._timeout)
        except EngineError as error:
            raise EnvironmentError_(
                f"the helper process that lays out PDF pages does not work here ({error})",
                f"tiến trình phụ dựng trang PDF không chạy được trên máy này ({error})",
            ) from error


def _told(one: Helper, options: bytes, timeout: float) -> Weight | None:
    try:
        said = json.loads(one.call(b"W", options, _NOTHING, timeout))
        return Weight(int(said["characters"]), int(said["objects"]))
    except (EngineError, ValueError, KeyError, TypeError):
        return None  # it hung, crashed, or ran out of memory


def _too_much(index: int, timeout: float) -> TooLargeError:
    return TooLargeError(
        f"page {index + 1} cannot be laid out within the limit draw_timeout = {timeout:g} s, or not within the memory",
        f"trang {index + 1} không dựng được trong giới hạn draw_timeout = {timeout:g} giây, hoặc quá bộ nhớ",
    )
