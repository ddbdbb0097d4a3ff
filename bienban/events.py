"""What a batch did, as one JSON object a line: for machines that collect logs. No name, no path, no text of a paper.

Files are told by the first letters of their SHA-256 where it is known; their paths may hold names and stay out.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bienban import __version__
from flows.batch import BatchResult, OnProgress, Progress

__all__ = ["EVENTS_NAME", "Events", "event_log"]

EVENTS_NAME = "bienban.jsonl"
_TOLD = {"document", "aside", "cell", "waiting"}


class Events:
    """Writes events to one file; without a file it writes nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def write(self, event: str, **fields: Any) -> None:
        """Append one event. A log that cannot be written stops no work."""
        if self._path is None:
            return
        head = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, "process": os.getpid()}
        line = json.dumps({**head, **fields}, ensure_ascii=False, default=str) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(line)  # one write a line: several processes may append
        except OSError:
            return

    def on_progress(self, inner: OnProgress) -> OnProgress:
        """``inner``, with every settled document and cell written down before."""

        def tell(progress: Progress) -> None:
            if progress.kind in _TOLD:
                self.write(progress.kind, done=progress.done, total=progress.total)
            inner(progress)

        return tell

    def finished(self, result: BatchResult) -> None:
        """The end of a batch with its totals, and the reasons of what was put aside."""
        codes: dict[str, int] = {}
        for item in result.aside:
            codes[item.code] = codes.get(item.code, 0) + 1
        self.write(
            "finished", run=result.run_id, files=result.files, loaded=result.loaded, unchanged=result.unchanged,
            pages=result.pages_read, cells=result.cells_assessed, duplicates=len(result.duplicates), aside=codes,
            bugs=result.bugs, seconds=round(result.seconds, 3), version=__version__,
        )  # fmt: skip


class _Handler(logging.Handler):
    """Warnings and errors of our rooms as events; their messages hold no names (``bienban.logs``)."""

    def __init__(self, events: Events) -> None:
        super().__init__(logging.WARNING)
        self._events = events

    def emit(self, record: logging.LogRecord) -> None:
        self._events.write("log", level=record.levelname.lower(), logger=record.name, message=record.getMessage())


@contextmanager
def event_log(folder: Path, form: str) -> Iterator[Events]:
    """The events of one command; ``form`` is the setting ``log_format``."""
    events = Events(folder / EVENTS_NAME if form == "json" else None)
    handler = _Handler(events)
    logger = logging.getLogger("bienban")
    if form == "json":
        logger.addHandler(handler)
    try:
        yield events
    finally:
        logger.removeHandler(handler)
