"""Learning hands in the background: in a child process of low priority, one at a time in an archive, told as it goes.

The lock goes with the process that learns, however that ends; what was interrupted is taken up again and goes on where
it was.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from extractors.hands.torchfree import lacking_torch
from flows.settings import BatchSettings
from schemas import BienBanError, UsageError
from store import HandEntry, Hands, Store, from_os

if TYPE_CHECKING:
    from flows.learning import Course

__all__ = ["Learning", "Teacher", "at_work", "learning_of", "one_course", "pending", "taught"]

PROGRAM = "bienban"  # who learns what nobody asked for
EVERY = 60.0  # seconds between two looks for a hand that is due
_TOLD_EVERY = 1.0  # seconds between two notes of how far it is
_TRIES = 20
_TRIES_OF_COURSE = 5
_STOPPING = 10.0  # seconds that a child has to end


class Learning(BaseModel):
    """How far the last course of a hand is, or what came of it. ``lines``: how many there were when it began."""

    model_config = ConfigDict(frozen=True)

    state: Literal["learning", "done", "refused", "failed"]
    lines: int
    share: float = 0.0
    left: float | None = None  # seconds
    english: str = ""
    vietnamese: str = ""
    version: int | None = None
    taken: bool = False
    left_out: int = 0
    at: datetime


@contextmanager
def one_course(data_dir: Path, hand: str) -> Iterator[None]:
    """Hold the lock of learning; raises ``UsageError`` where another course is at work in this archive."""
    folder = data_dir / "hands"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "learning.lock").open("a+")
    except OSError as error:
        raise from_os(error, str(folder)) from error
    with lock:
        for attempt in range(_TRIES):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:  # somebody may only be looking
                if attempt == _TRIES - 1:
                    raise UsageError(
                        "Another hand is being learnt in this archive; try again when that is done.",
                        "Đang học một nét chữ khác trong kho này; hãy thử lại khi xong.",
                    ) from None
                time.sleep(0.02)
        lock.truncate(0)
        lock.write(hand)
        lock.flush()
        yield


def at_work(data_dir: Path) -> str | None:
    """The id of the hand that is being learnt; None where none is."""
    try:
        with (data_dir / "hands" / "learning.lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return lock.read().strip() or None
    except OSError:
        return None
    return None


def learning_of(data_dir: Path, hand: str) -> Learning | None:
    """How far the last course of a hand is; None where there was none."""
    try:
        return Learning.model_validate_json(_note(data_dir, hand).read_bytes())
    except (OSError, ValidationError):
        return None


def taught(
    store: Store,
    hand: HandEntry,
    settings: BatchSettings,
    *,
    who: str,
    seed: int = 1,
    force: bool = False,
    told: Callable[[float, float], None] | None = None,
) -> Course:
    """``learn_hand``, alone in the archive, with how far it is written down for others to see."""
    from flows import learning  # noqa: PLC0415 - it loads the reader; who only looks whether a hand is due needs none

    data_dir = settings.data_dir
    with one_course(data_dir, hand.id):
        count, last = Hands(store).count(hand.id), [0.0]

        def note(state: Literal["learning", "done", "refused", "failed"], **known: object) -> None:
            told_of = Learning.model_validate({"state": state, "lines": count, "at": datetime.now(UTC), **known})
            _write(data_dir, hand.id, told_of)

        def heard(share: float, left: float) -> None:
            if time.monotonic() - last[0] > _TOLD_EVERY:
                last[0] = time.monotonic()
                note("learning", share=share, left=left)
            if told is not None:
                told(share, left)

        note("learning")
        try:
            course = learning.learn_hand(
                store, hand, settings.read, who=who, seed=seed, threads=settings.workers, force=force, told=heard
            )
        except BienBanError as error:
            note("refused", english=error.english, vietnamese=error.vietnamese)
            raise
        except Exception as error:
            note("failed", english=type(error).__name__, vietnamese=type(error).__name__)
            raise
        model = course.model
        note("done", share=1.0, version=model.version, taken=model.taken, left_out=len(course.left))
        return course


def pending(store: Store, data_dir: Path) -> list[HandEntry]:
    """The hands that are due, or whose course was interrupted; one that was refused waits for more lines."""
    hands = Hands(store).all()
    if not hands:
        return []
    from flows.learning import due  # noqa: PLC0415 - it loads the reader

    out = []
    for hand in hands:
        last = learning_of(data_dir, hand.id)
        count = Hands(store).count(hand.id)
        if last is not None and last.state in ("refused", "failed") and last.lines == count:
            continue
        if due(store, hand) or (last is not None and last.state == "learning"):
            out.append(hand)
    return out


class Teacher:
    """Starts courses in child processes. ``command`` is what learns; it gets the order as JSON by its input."""

    def __init__(self, settings: BatchSettings, *, alone: bool = True, command: Sequence[str] | None = None) -> None:
        """``alone``: learn hands that are due without being asked."""
        self._settings, self._alone = settings, alone
        self._command = list(command or (sys.executable, "-m", "flows.teachchild"))
        self._child: subprocess.Popen[bytes] | None = None
        self._hand = ""
        self._starting, self._end = Lock(), Event()
        self._tried: Counter[tuple[str, int]] = Counter()
        self._thread: Thread | None = None

    @property
    def lacks(self) -> BienBanError | None:
        """Why nothing can be learnt here."""
        return lacking_torch()

    @property
    def busy(self) -> bool:
        """Whether a course is at work in this archive, whoever started it."""
        return self._own_runs() or at_work(self._settings.data_dir) is not None

    def starts(self, hand: str) -> bool:
        """Whether a course of the hand was begun here and has not ended."""
        return self._hand == hand and self._own_runs()

    def begin(self, hand: str, who: str) -> bool:
        """Start to learn a hand; False where a course is at work already. Raises ``EnvironmentError_`` where it cannot
        be done.
        """
        lacks = self.lacks
        if lacks is not None:
            raise lacks
        with self._starting:
            if self.busy:
                return False
            self._hand = hand
            order = {"settings": self._settings.model_dump(mode="json"), "hand": hand, "who": who}
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            if self._child.stdin is not None:
                with suppress(BrokenPipeError), self._child.stdin as stream:
                    stream.write(json.dumps(order).encode())
            return True

    def tick(self, store: Store, *, busy: bool = False) -> str | None:
        """Learn the first hand that is pending, where nothing else is at work; its id, or None."""
        if not self._alone or busy or self.lacks is not None or self.busy or batch_at_work(self._settings.data_dir):
            return None
        for hand in pending(store, self._settings.data_dir):
            key = (hand.id, Hands(store).count(hand.id))
            if self._tried[key] < _TRIES_OF_COURSE:  # one that this machine ends each time is left alone
                self._tried[key] += 1
                return hand.id if self.begin(hand.id, PROGRAM) else None
        return None

    def watch(self, store: Store, busy: Callable[[], bool]) -> None:
        """Look again and again, in a thread of its own, until ``stop``."""
        if self._alone:
            self._thread = Thread(target=self._look, args=(store, busy), name="bienban-teacher", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End: a course that was started here goes on at the next start."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(_STOPPING)
        if self._child is not None and self._own_runs():
            self._child.terminate()
            try:
                self._child.wait(_STOPPING)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()

    def _look(self, store: Store, busy: Callable[[], bool]) -> None:
        while not self._end.wait(EVERY):
            with suppress(BienBanError):  # the archive is away for a while: the next look is soon
                self.tick(store, busy=busy())

    def _own_runs(self) -> bool:
        return self._child is not None and self._child.poll() is None


def batch_at_work(data_dir: Path) -> bool:
    """Whether a batch holds the archive."""
    try:
        with (data_dir / "batch.lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    except OSError:
        return False
    return False


def _note(data_dir: Path, hand: str) -> Path:
    return data_dir / "hands" / hand / "learning.json"


def _write(data_dir: Path, hand: str, learning: Learning) -> None:
    path = _note(data_dir, hand)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(learning.model_dump_json(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise from_os(error, str(path)) from error
