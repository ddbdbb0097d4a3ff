"""What ``bienban archive`` does: every file once, what is done already left alone, a bad one named and passed over."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import extractors
from bienban import __version__
from bienban.archive import database_address, open_store
from bienban.archiving import manifest as lists
from bienban.archiving.durable import keep_out_of, occupied, refusals
from bienban.archiving.fields import Fields, fields_of, file_stem
from bienban.archiving.making import FORMATS, Job, make, need_tools, tools
from bienban.archiving.manifest import Entry, Manifest, Original
from bienban.beside import tell_left_out
from bienban.i18n import Say, both
from bienban.logs import log_to
from bienban.pagecache import PageCache
from bienban.progress import show_progress
from bienban.session import shown, tell
from bienban.settings import Settings
from flows.batch import log_bug
from flows.extracting import ProgramError
from flows.stages import Rooms
from flows.steps import Progress
from schemas import BienBanError, InputError, Page, PageState, Record, UsageError
from store import Store, default_url, path_text

__all__ = ["WRITER_VERSION", "archive"]

WRITER_VERSION = "1"  # raised whenever the outputs may change
_UNREAD = {PageState.NEEDS_TRANSCRIPTION, PageState.FAILED}


@dataclass(frozen=True)
class Known:
    """What the database holds of a file; empty where it was never loaded."""

    pages: list[Page]
    records: list[Record]

    def digest(self) -> str:
        """A digest of what the outputs take from it."""
        facts = fields_of(self.records, len(self.pages)).model_dump_json()
        return lists.key_of(facts, *(page.model_dump_json() for page in self.pages))


class Archiver:
    """One run into one folder."""

    def __init__(self, settings: Settings, folder: Path, formats: frozenset[str], cache: Path | None) -> None:
        self._settings, self._folder, self._formats = settings, folder, formats
        self._reader = extractors.reader_version(settings.reading)
        self._rooms = Rooms()
        self._cache = PageCache(cache, self._reader) if cache else None
        self.manifest = lists.load(folder)

    def one(self, path: Path, known: Known | None) -> Entry | None:
        """Make what is missing of ``path``; its entry, or None where nothing had to be done.

        Raises ``InputError``, ``EnvironmentError_`` and ``StoreError``.
        """
        sha256 = extractors.file_sha256(path)
        key = lists.key_of(WRITER_VERSION, tools(), self._reader, known.digest() if known else "")
        before = self.manifest.entries.get(sha256)
        valid = [one for one in before.files if lists.intact(self._folder, one)] if before and before.key == key else []
        if before and self._formats <= {one.format for one in before.files} and set(before.files) == set(valid):
            return None
        pages = known.pages if known else self._read(path, sha256)
        records = known.records if known else self._rooms.understand(pages, path_text(str(path)), sha256)
        entry = self._made(path, sha256, pages, fields_of(records, len(pages)), key)
        self._remember(sha256, entry, before, [one for one in valid if one.format not in self._formats])
        return self.manifest.entries[sha256]

    def _made(self, path: Path, sha256: str, pages: Sequence[Page], fields: Fields, key: str) -> Entry:
        stem = self.manifest.free_stem(self._folder, file_stem(fields, sha256), sha256)
        reading = self._settings.reading
        files, notes = make(Job(path, sha256, pages, fields, stem, self._folder, self._formats, reading))
        if extractors.file_sha256(path) != sha256:
            raise InputError(*both("archive.changed"))
        return Entry(
            original=Original(path=path_text(str(path)), sha256=sha256, size=path.stat().st_size),
            key=key,
            stem=stem,
            fields=fields,
            pages=notes,
            files=files,
            made_with=tools() if "pdfa" in self._formats else None,
            written_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _remember(self, sha256: str, entry: Entry, before: Entry | None, others: list[lists.Written]) -> None:
        """Put ``entry`` on the list with the ``others`` that stay valid; then clear away what it replaces."""
        if before and others:
            layers = {note.number: note.layer for note in before.pages}
            pages = [note.model_copy(update={"layer": note.layer or layers.get(note.number)}) for note in entry.pages]
            entry = entry.model_copy(
                update={
                    "files": [*others, *entry.files],
                    "pages": pages,
                    "made_with": entry.made_with or before.made_with,
                }
            )
        entries = dict(sorted({**self.manifest.entries, sha256: entry}.items()))
        self.manifest = Manifest(program=f"bienban {__version__}", entries=entries)
        lists.save(self._folder, self.manifest)
        if before:
            ours = {one.path for one in entry.files}
            with refusals(self._folder):
                for old in before.files:
                    if old.path not in ours:
                        (self._folder / old.path).unlink(missing_ok=True)

    def _read(self, path: Path, sha256: str) -> list[Page]:
        pages = self._cache.get(sha256) if self._cache else None
        if pages is None:
            pages = list(extractors.read(path, self._settings.reading))
            if self._cache:
                with refusals(path):
                    self._cache.put(sha256, pages)
        return pages


def archive(
    paths: Sequence[Path],
    settings: Settings,
    say: Say,
    folder: Path,
    formats: frozenset[str],
    cache: Path | None = None,
) -> int:
    """Write the outputs of every file under ``paths`` to ``folder``.

    Returns the exit status: 0, or 1 when some file could not be made; each is named with its reason. Raises
    ``UsageError``, ``EnvironmentError_`` and ``StoreError``.
    """
    unknown = formats - set(FORMATS)
    if unknown or not formats:
        raise UsageError(*both("archive.no-format", name=", ".join(sorted(unknown)), known=", ".join(FORMATS)))
    if "pdfa" in formats:
        need_tools()
    keep_out_of(folder, paths)
    files = extractors.discover(paths, settings.reading)
    if not files:
        raise UsageError(*both("extract.nothing", paths=", ".join(str(path) for path in paths)))
    with contextlib.redirect_stdout(sys.stderr), log_to(settings.log_dir), occupied(folder):
        done, failed = _all(files, Archiver(settings, folder, formats, cache), settings, say)
    tell_left_out(paths, say)
    if not done and not failed:
        tell(say("archive.nothing-new", total=len(files), path=folder))
    else:
        same = len(files) - done - failed
        tell(say("archive.done", made=done, same=same, failed=failed, path=folder / lists.NAME))
    return 1 if failed else 0


def _all(files: Sequence[Path], work: Archiver, settings: Settings, say: Say) -> tuple[int, int]:
    """How many files were made, and how many failed."""
    done = failed = 0
    with _database(settings) as store, show_progress(say, lines=True) as on_progress:
        for position, path in enumerate(files, start=1):
            on_progress(Progress("document", position, len(files), path))
            try:
                entry = _guarded(work, path, store)
            except InputError as error:
                failed += 1
                tell(say("archive.failed", path=shown(path), reason=error.message(say.language)))
                continue
            if entry is not None:
                done += 1
                _tell_pages(path, entry, say)
    return done, failed


def _guarded(work: Archiver, path: Path, store: Store | None) -> Entry | None:
    """A defect of ours, or of a library, costs one file: it is named and its trace logged."""
    try:
        return work.one(path, _known(store, path))
    except BienBanError:
        raise
    except Exception as error:
        log_bug(error, path.suffix)
        raise ProgramError(type(error).__name__) from None


def _known(store: Store | None, path: Path) -> Known | None:
    if store is None:
        return None
    sha256 = extractors.file_sha256(path)
    pages = store.pages(sha256)
    return Known(pages, store.records(sha256=sha256)) if pages else None


@contextlib.contextmanager
def _database(settings: Settings) -> Iterator[Store | None]:
    """The archive's database where there is one; none is made."""
    address = database_address(settings)
    own = default_url(settings.data_dir)
    if address == own and not Path(own.removeprefix("sqlite:///")).exists():
        yield None
        return
    with open_store(settings) as store:
        yield store


def _tell_pages(path: Path, entry: Entry, say: Say) -> None:
    for note in entry.pages:
        if note.state in _UNREAD:
            state = say(f"state.{note.state}")
            tell(say("extract.page-warning", path=shown(path), page=note.number, state=state))
