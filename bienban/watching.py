"""What ``bienban watch`` does: whatever arrives in a folder is read once it is complete, batch after batch.

A file counts as complete when size and time have not changed for a while. Nothing in the folder is written, moved or
deleted; symbolic links are left alone. One bad file, or a database that is away for a while, ends nothing.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bienban.archive import open_store
from bienban.events import Events, event_log
from bienban.i18n import both
from bienban.logs import log_to
from bienban.reference import with_registers
from bienban.report.render import write_report
from bienban.running import batch_settings
from bienban.session import Session, shown, tell
from bienban.settings import Settings
from extractors import discover
from flows.batch import BatchResult, Progress
from flows.run import alone
from flows.stages import Rooms, Stages
from flows.steps import run_batch
from flows.teaching import EVERY, Teacher
from schemas import BienBanError, StoreError, UsageError

__all__ = ["Watcher", "watch"]

AT_ONCE = 25  # files of one batch: so many are finished before a signal is obeyed
PATIENCE = (1.0, 5.0, 15.0, 60.0)  # seconds before each new try when database or disk refuse
Seen = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass
class Watcher:
    """What is known of the files in one folder. Its memory follows the files there are, not those that ever were."""

    folder: Path
    settle: float
    clock: Callable[[], float] = time.monotonic
    handled: dict[Path, Seen] = field(default_factory=dict)
    waiting: dict[Path, tuple[Seen, float]] = field(default_factory=dict)

    def ready(self) -> list[Path]:
        """Files that are complete and not handled yet, oldest change first."""
        now, here = self.clock(), self._here()
        self.handled = {path: seen for path, seen in self.handled.items() if path in here}
        waiting: dict[Path, tuple[Seen, float]] = {}
        for path, seen in here.items():
            if self.handled.get(path) == seen:
                continue
            before = self.waiting.get(path)
            waiting[path] = (seen, before[1] if before and before[0] == seen else now)
        self.waiting = waiting
        found = [path for path, (_, since) in waiting.items() if now - since >= self.settle]
        return sorted(found, key=lambda path: (waiting[path][0][1], path))

    def done(self, paths: list[Path]) -> None:
        """These were carried through, as they were when they were last looked at."""
        for path in paths:
            if path in self.waiting:
                self.handled[path] = self.waiting.pop(path)[0]

    def _here(self) -> dict[Path, Seen]:
        found: dict[Path, Seen] = {}
        for path in discover([self.folder]):
            with suppress(OSError):  # gone meanwhile
                state = path.lstat()
                found[path] = (state.st_size, state.st_mtime_ns)
        return found


def watch(
    folder: Path,
    settings: Settings,
    session: Session,
    *,
    once: bool = False,
    metrics_port: int | None = None,
    stages: Stages | None = None,
) -> int:
    """Watch ``folder`` until SIGTERM or SIGINT; ``once``: until nothing is left to do. Returns the exit status.

    Raises ``UsageError`` where the folder is none, or inputs and outputs would lie in one another.
    """
    _apart(folder, settings)
    say = session.say
    with (
        _stopping() as stop,
        _metrics(settings, metrics_port),
        redirect_stdout(sys.stderr),
        log_to(settings.log_dir),
        event_log(settings.log_dir, settings.log_format) as events,
    ):
        tell(say("watch.begins", path=shown(folder), settle=f"{settings.watch_settle:g}"))
        loop = _Loop(Watcher(folder.absolute(), settings.watch_settle), settings, session, events, stages)
        try:
            while not stop.is_set():
                busy = loop.turn(stop)
                if once and not busy and not loop.watcher.waiting:
                    break
                if not busy:
                    if not once:
                        loop.teach()
                    stop.wait(settings.watch_interval)
        finally:
            loop.teacher.stop()
        loop.report()
        tell(say("watch.ends", loaded=loop.loaded, aside=loop.aside))
    return 1 if loop.aside else 0


class _Loop:
    def __init__(
        self, watcher: Watcher, settings: Settings, session: Session, events: Events, stages: Stages | None
    ) -> None:
        self.watcher, self.settings, self.session, self.events = watcher, settings, session, events
        self._given = stages
        self._rooms: tuple[tuple[Path | None, Path | None], Stages] | None = None
        self._stale_report = False
        self._refused = 0
        self.teacher = Teacher(batch_settings(settings), alone=settings.learn_in_background)
        self._looked = time.monotonic()
        self.loaded = self.aside = 0

    def turn(self, stop: threading.Event) -> bool:
        """One batch of what is ready; whether there was any."""
        paths = self.watcher.ready()[:AT_ONCE]
        if not paths:
            self.report()
            return False
        try:
            result = self._batch(paths)
        except StoreError as error:
            # The archive is away: nothing was lost, and the files are still there when it is back.
            pause = PATIENCE[min(self._refused, len(PATIENCE) - 1)]
            self._refused += 1
            self.events.write("refused", code=error.code, pause=pause)
            tell(
                self.session.say("watch.refused", message=error.message(self.session.say.language), pause=f"{pause:g}")
            )
            stop.wait(pause)
            return True
        self._refused = 0
        self.watcher.done(paths)
        self._told(result, paths)
        return True

    def teach(self) -> None:
        """Nothing is at work: learn a hand that is due, if there is one."""
        if not self.settings.learn_in_background or time.monotonic() - self._looked < EVERY:
            return
        self._looked = time.monotonic()
        if self.teacher.lacks is not None:
            return
        with suppress(BienBanError), open_store(self.settings) as store:
            begun = self.teacher.tick(store)
            if begun is not None:
                self.events.write("learning", hand=begun)

    def _batch(self, paths: list[Path]) -> BatchResult:
        settings = with_registers(self.settings)
        wanted = batch_settings(settings)
        there = [path for path in paths if path.exists()]
        with alone(settings.data_dir, None):
            result = run_batch(there, wanted, self.events.on_progress(_quiet), self._stages(wanted.registers))
        self.events.finished(result)
        return result

    def _stages(self, registers: tuple[Path | None, Path | None]) -> Stages:
        """The rooms, kept over the batches: models are loaded once; others when the registers change."""
        if self._given is not None:
            return self._given
        if self._rooms is None or self._rooms[0] != registers:
            self._rooms = (registers, Rooms(*registers))
        return self._rooms[1]

    def _told(self, result: BatchResult, paths: list[Path]) -> None:
        say = self.session.say
        self.loaded += result.loaded
        self._stale_report |= result.changed
        for path, first in result.duplicates:
            tell(say("watch.duplicate", path=shown(path), first=shown(first)))
        known = self._known(paths) if result.unchanged else {}
        for path, first in known.items():
            tell(say("watch.duplicate", path=shown(path), first=shown(first)))
        for item in result.aside:
            self.aside += 1
            reason = item.reason_vi if say.language == "vi" else item.reason_en
            tell(say("extract.failed", path=shown(item.path), reason=reason))
        tell(say("watch.batch", files=len(paths), loaded=result.loaded, aside=len(result.aside)))

    def _known(self, paths: list[Path]) -> dict[Path, Path]:
        """Paths whose bytes are known under an earlier path: they are linked to it in the archive."""
        asked = {str(path): path for path in paths}
        with open_store(self.settings) as store:
            firsts = store.first_paths(list(asked))
        return {asked[path]: Path(first) for path, first in firsts.items() if first != path}

    def report(self) -> None:
        """Write the report when something changed and nothing waits."""
        if not self._stale_report:
            return
        self._stale_report = False
        try:
            write_report(self.settings, self.session.paper, self.settings.report_path)
        except StoreError as error:
            self._stale_report = True
            self.events.write("refused", code=error.code)


def _quiet(_: Progress) -> None:
    """Nobody watches a bar here."""


def _apart(folder: Path, settings: Settings) -> None:
    if folder.is_symlink() or not folder.is_dir():
        raise UsageError(*both("watch.no-folder", path=folder))
    source, data = folder.resolve(), settings.data_dir.resolve()
    if data == source or data.is_relative_to(source) or source.is_relative_to(data):
        raise UsageError(*both("watch.inside", path=folder, data=settings.data_dir))


@contextmanager
def _metrics(settings: Settings, port: int | None) -> Iterator[None]:
    if port is None:
        yield
        return
    from web.metrics import metrics_text, serve_metrics  # noqa: PLC0415 - only who asks for it pays for it

    def text() -> bytes:
        with open_store(settings) as store:
            return metrics_text(store)

    try:
        server = serve_metrics(port, text)
    except OSError as error:
        raise UsageError(*both("watch.port-used", port=port, reason=error.strerror or "")) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set; a second SIGINT interrupts at once."""
    stop = threading.Event()

    def on_signal(number: int, _: object) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
