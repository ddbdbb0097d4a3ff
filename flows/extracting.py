"""Records straight from files: no database, no orchestrator."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from extractors import ReadSettings
from flows.batch import OnProgress, Progress, log_bug
from flows.plan import BUG
from flows.stages import Rooms, Stages
from flows.unread import understood
from schemas import BienBanError, InputError, Record, UnreadableError
from store import as_kept, file_sha256, path_text

__all__ = ["Extracted", "extract"]


@dataclass(frozen=True)
class Extracted:
    """How an extraction went: files that were read, files that were not, records handed on."""

    files: int
    failed: int
    records: int

    @property
    def exit_code(self) -> int:
        """0, or 1 when some input could not be read."""
        return 1 if self.failed else 0


def extract(
    paths: Sequence[Path | str],
    settings: ReadSettings,
    on_record: Callable[[Record], None],
    on_error: Callable[[Path, InputError], None],
    on_progress: OnProgress | None = None,
    *,
    stages: Stages | None = None,
    workers: int = 0,
) -> Extracted:
    """Read and understand files, several at once, and hand on their records in the order of files and units.

    ``on_record`` and ``on_error`` are called from this thread, in order, as soon as their turn has come,
    ``on_progress`` from any. A file that cannot be read goes to ``on_error`` and the others go on; so does one on
    which the program itself fails (code ``bug``; its trace is in the log). Raises ``UsageError`` for a path that does
    not exist, ``EnvironmentError_`` when a tool is missing.
    """
    rooms = stages or Rooms()
    files = rooms.discover(paths, settings)
    slots = workers or os.cpu_count() or 1
    stopped = Event()
    tell = _one_at_a_time(on_progress)
    failed = records = 0

    def one(path: Path) -> list[Record]:
        return _records(path, settings, rooms, tell, stopped)

    with ThreadPoolExecutor(slots, thread_name_prefix="bienban") as pool:
        try:
            for done, (path, future) in enumerate(_window(pool, one, files, 4 * slots), start=1):
                try:
                    found = future.result()
                except InputError as error:
                    failed += 1
                    on_error(path, error)
                    tell(Progress("aside", done, len(files), path, reason=(error.english, error.vietnamese)))
                    continue
                for record in found:
                    on_record(record)
                records += len(found)
                tell(Progress("document", done, len(files), path))
        except BaseException:
            stopped.set()
            pool.shutdown(cancel_futures=True)
            raise
    return Extracted(len(files), failed, records)


def _window(
    pool: ThreadPoolExecutor, work: Callable[[Path], list[Record]], files: list[Path], ahead: int
) -> Iterator[tuple[Path, Future[list[Record]]]]:
    """Files with their futures, in order, never more than ``ahead`` of them begun: results wait in memory."""
    waiting = iter(files)
    begun = deque((path, pool.submit(work, path)) for path in itertools.islice(waiting, ahead))
    while begun:
        yield begun.popleft()
        begun.extend((path, pool.submit(work, path)) for path in itertools.islice(waiting, 1))


def _records(
    path: Path, settings: ReadSettings, rooms: Stages, tell: Callable[[Progress], None], stopped: Event
) -> list[Record]:
    sha256 = ""
    try:
        sha256 = file_sha256(path)
        pages = []
        for page in rooms.read(path, settings):
            pages.append(as_kept(page))
            tell(Progress("page", path=path, page=page.number))
            if stopped.is_set():
                return []
        return understood(rooms, pages, path_text(str(path)), sha256)
    except BienBanError:
        raise
    except OSError as error:
        raise UnreadableError(f"Cannot be read: {error.strerror}", f"Không đọc được: {error.strerror}") from error
    except Exception as error:
        log_bug(error, sha256)
        raise ProgramError(type(error).__name__) from None


class ProgramError(InputError):
    """The program itself failed on this file."""

    code = BUG

    def __init__(self, kind: str, vietnamese: str | None = None) -> None:
        super().__init__(
            f"The program failed on this file ({kind}). Please report it with the trace in the log.",
            vietnamese or f"Chương trình gặp lỗi với tệp này ({kind}). Hãy báo lỗi kèm dấu vết trong nhật ký.",
        )


def _one_at_a_time(on_progress: OnProgress | None) -> Callable[[Progress], None]:
    lock = Lock()

    def tell(progress: Progress) -> None:
        if on_progress:
            with lock:
                on_progress(progress)

    return tell
