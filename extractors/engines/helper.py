"""Helper processes that hold what may crash or hang: started when first needed, kept, ended with this process.

A helper serves one call at a time, so as many run as calls are made at once. The protocol stands in
`tesseract_worker`. A helper that crashed, hung, or said what is no answer is ended and a fresh one takes the next call:
it costs the page it was reading.
"""

from __future__ import annotations

import atexit
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TypeAlias

import numpy as np

from extractors.engines.base import EngineError, Gray

__all__ = ["Command", "Helper", "begin_helpers", "close_helpers", "helper"]

Command: TypeAlias = tuple[str, ...]

_CALL = struct.Struct("<cIII")
_ANSWER = struct.Struct("<cI")
_LONGEST = 64_000_000  # bytes; a full page of words is a hundred thousand
_START = 60.0  # seconds; 0.3 on an idle machine

_LOCK = threading.Lock()
_IDLE: dict[tuple[int, Command], list[Helper]] = {}  # by process: a forked copy of this one starts helpers of its own
_STARTED: dict[tuple[int, Command], int] = {}  # how many were ever started


class Helper:
    """One helper process. Use it from one thread at a time."""

    def __init__(self, command: Command) -> None:
        """Start ``command`` (its last argument, this process's id, is added); `greeting` waits until it is ready."""
        self._greeting: str | None = None
        self._process = subprocess.Popen(  # noqa: S603 - our own worker, by its path
            [*command, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            # Its own group: Ctrl-C on the terminal ends this process, which ends its helpers in order.
            process_group=0 if os.name == "posix" else None,
        )

    @property
    def greeting(self) -> str:
        """What it says first, once it is ready; raises ``EngineError`` when it cannot start."""
        if self._greeting is None:
            with self._within(_START):
                status, said = self._hear()
            if status != b"R":
                self.end()
                raise EngineError(f"cannot start: {said[:300]}")
            self._greeting = said
        return self._greeting

    def call(self, kind: bytes, options: bytes, image: Gray, timeout: float) -> str:
        """The helper's answer; raises ``EngineError``, after which it may have ended (``alive``)."""
        height, width = image.shape
        with self._within(timeout):
            try:
                to = self._stream(self._process.stdin)
                to.write(_CALL.pack(kind, len(options), width, height) + options)
                to.write(np.ascontiguousarray(image).data.cast("B"))
                to.flush()
            except OSError:
                pass  # it has ended: what is heard next says how
            status, text = self._hear()
        if status == b"E":
            raise EngineError(text[:300])
        if status != b"A":
            self.end()
            raise EngineError("the helper process said what is no answer")
        return text

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """End the process now and wait for it."""
        self._process.kill()
        with suppress(OSError):
            self._stream(self._process.stdin).close()
        self._stream(self._process.stdout).close()
        self._process.wait()

    def _hear(self) -> tuple[bytes, str]:
        stream = self._stream(self._process.stdout)
        head = stream.read(_ANSWER.size)
        if len(head) < _ANSWER.size:
            raise EngineError(self._how_it_ended())
        status, length = _ANSWER.unpack(head)
        if status not in (b"R", b"A", b"E") or length > _LONGEST:
            raise EngineError("the helper process said what is no answer")
        payload = stream.read(length)
        if len(payload) < length:
            raise EngineError(self._how_it_ended())
        try:
            return status, payload.decode()
        except UnicodeDecodeError as error:
            raise EngineError("what it answered is no UTF-8") from error

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """End the process when the block takes longer, and whenever it fails: an answer not heard to its end would be
        taken for that of the next call.
        """
        late = threading.Event()

        def too_late() -> None:
            late.set()
            self._process.kill()

        watchdog = threading.Timer(seconds, too_late)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        except EngineError as error:
            self.end()
            if late.is_set():
                raise EngineError(f"no result in {seconds:g} s") from error
            raise
        except BaseException:
            self.end()
            raise
        finally:
            watchdog.cancel()

    def _how_it_ended(self) -> str:
        try:
            status = self._process.wait(5.0)
        except subprocess.TimeoutExpired:
            return "the helper process closed its output"
        if status < 0:
            name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
            return f"the helper process crashed ({name})"
        return f"the helper process ended with status {status}"

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        if stream is None:
            raise ValueError("a helper is started with pipes")
        return stream


@contextmanager
def helper(command: Command) -> Iterator[Helper]:
    """A helper of ``command`` for the length of the block: one that waits idle, or a new one.

    Raises ``EngineError`` when it cannot be started.
    """
    key = (os.getpid(), command)
    with _LOCK:
        waiting = _IDLE.get(key)
        found = waiting.pop() if waiting else None
        if found is None:
            _STARTED[key] = _STARTED.get(key, 0) + 1
    if found is not None and not found.alive:
        found.end()
        found = None
    found = found or _start(command)
    try:
        found.greeting  # noqa: B018 - waits until it is ready
        yield found
    finally:
        if found.alive:
            with _LOCK:
                _IDLE.setdefault(key, []).append(found)


def begin_helpers(command: Command, count: int) -> None:
    """Start helpers of ``command`` until ``count`` were started, without waiting for them.

    They open their data while this process opens its file. What cannot be started is told by `helper`.
    """
    key = (os.getpid(), command)
    with _LOCK:
        lacking = max(0, count - _STARTED.get(key, 0))
        _STARTED[key] = _STARTED.get(key, 0) + lacking
    with suppress(EngineError):
        for _ in range(lacking):
            begun = _start(command)
            with _LOCK:
                _IDLE.setdefault(key, []).append(begun)


def _start(command: Command) -> Helper:
    if not sys.executable:
        raise EngineError("cannot start: no Python program to run")
    try:
        return Helper(command)
    except OSError as error:
        raise EngineError(f"cannot start: {error}") from error


def close_helpers() -> None:
    """End every idle helper of this process."""
    with _LOCK:
        mine = [key for key in _IDLE if key[0] == os.getpid()]
        ended = [one for key in mine for one in _IDLE.pop(key)]
        for key in [key for key in _STARTED if key[0] == os.getpid()]:
            del _STARTED[key]
    for one in ended:
        one.end()


atexit.register(close_helpers)
