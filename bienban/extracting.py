"""What ``bienban extract`` does: files in, records out. No database, no flow engine."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import extractors
from bienban.beside import tell_left_out
from bienban.i18n import Say, both
from bienban.logs import log_to
from bienban.pagecache import PageCache
from bienban.plaintext import PRODUCER, read_text_pages
from bienban.progress import show_progress
from bienban.session import shown, tell
from bienban.settings import Settings
from flows.extracting import extract as extract_records
from flows.stages import Rooms
from schemas import InputError, Page, PageState, Record, UsageError
from schemas.hands import HandUse

__all__ = ["extract"]

TELLING = {PageState.NEEDS_TRANSCRIPTION, PageState.FAILED}


class Reading(Rooms):
    """The rooms, with another way to get at the pages: plain text, or what was read before."""

    def __init__(self, settings: Settings, *, text: bool, cache: Path | None) -> None:
        super().__init__(settings.cells, settings.roster)
        self._text = text
        self._cache: PageCache | None = None
        if cache:
            self._cache = PageCache(cache, PRODUCER if text else extractors.reader_version(settings.reading))

    def discover(self, paths: Iterable[Path | str], settings: extractors.ReadSettings) -> list[Path]:
        return extractors.discover(paths, settings, every=self._text)

    def read(self, path: Path, settings: extractors.ReadSettings, hands: Sequence[HandUse] = ()) -> Iterator[Page]:  # noqa: ARG002
        """``hands`` are an archive's, which an extraction does without."""
        if self._cache is None:
            yield from self._fresh(path, settings)
            return
        sha256 = extractors.file_sha256(path)
        pages = self._cache.get(sha256)
        if pages is None:
            pages = list(self._fresh(path, settings))
            self._cache.put(sha256, pages)
        yield from pages

    def _fresh(self, path: Path, settings: extractors.ReadSettings) -> Iterator[Page]:
        return iter(read_text_pages(path)) if self._text else super().read(path, settings)


def extract(
    paths: Sequence[Path], settings: Settings, say: Say, out: TextIO, *, text: bool = False, cache: Path | None = None
) -> int:
    """Print one record per document unit found in ``paths`` to ``out`` (JSON Lines), progress on standard error.

    Returns the exit status: 0, or 1 when some file could not be read; each of those is named with its reason and the
    others are printed all the same. Raises ``UsageError`` for a path that does not exist and ``EnvironmentError_`` for
    a missing tool, since that would stop every file alike.
    """

    def on_record(record: Record) -> None:
        print(record.model_dump_json(), file=out, flush=True)
        for reading in record.reading:
            if reading.state in TELLING:
                state = say(f"state.{reading.state}")
                tell(say("extract.page-warning", path=shown(record.source.path), page=reading.page, state=state))

    def on_error(path: Path, error: InputError) -> None:
        tell(say("extract.failed", path=shown(path), reason=error.message(say.language)))

    # Libraries that print belong on standard error: standard output holds records only.
    with contextlib.redirect_stdout(sys.stderr), log_to(settings.log_dir):
        rooms = Reading(settings, text=text, cache=cache)
        rooms.check()
        with show_progress(say, lines=True) as on_progress:
            done = extract_records(
                paths, settings.reading, on_record, on_error, on_progress, stages=rooms, workers=settings.workers
            )
    if not done.files:
        raise UsageError(*both("extract.nothing", paths=", ".join(str(path) for path in paths)))
    if not text:
        tell_left_out(paths, say)
    tell(say("extract.done", records=done.records, files=done.files, failed=done.failed))
    return done.exit_code
