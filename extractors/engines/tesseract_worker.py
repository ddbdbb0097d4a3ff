"""The other side of `tesseract_inprocess`: a small process that holds the Tesseract library and reads one image a call.

Run by its path, never imported by the program: it needs nothing but the standard library and tesserocr, so that it
starts quickly. What a crash, a hang or an endless page costs is this process, nothing else.

It speaks a binary protocol on its standard input and output, little-endian:

    call    kind (1 byte: R read, O orientation), length of the options, width, height (4 bytes each),
            the options as JSON in UTF-8, then width x height bytes of grey, row by row, 0 black
    answer  status (1 byte: R ready, A answer, E the engine's error), length (4 bytes), then as many bytes of UTF-8

The first thing it says, unasked, is R with its version and languages, or E with the reason why it cannot start.
It ends when its input ends, when its parent is gone (looked at every second), and when a call takes longer than it may.
"""

from __future__ import annotations

import faulthandler
import json
import os
import queue
import signal
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

CALL = struct.Struct("<cIII")
ANSWER = struct.Struct("<cI")
Call: TypeAlias = tuple[bytes, dict[str, Any], int, int, bytes]


def main(folder: str, language: str, parent: int) -> int:
    """Serve calls until the input ends; ``parent`` is the process id of who started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints is no answer
    calls: queue.Queue[Call] = queue.Queue(maxsize=1)
    threading.Thread(target=_take_calls, args=(calls,), daemon=True).start()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    try:
        import tesserocr  # noqa: PLC0415 - after the watch: what hangs here must end too

        library = _Library(tesserocr, folder, language)
    except Exception as error:
        _say(out, b"E", f"{type(error).__name__}: {error}")
        return 1
    _say(out, b"R", json.dumps({"version": library.version(), "languages": library.languages()}))
    while True:
        kind, options, width, height, pixels = calls.get()
        faulthandler.dump_traceback_later(float(options["timeout"]) + 5.0, exit=True)  # needs no Python to run
        try:
            answer = (b"A", library.answer(kind, options, width, height, pixels))
        except Exception as error:
            answer = (b"E", f"{type(error).__name__}: {error}")
        faulthandler.cancel_dump_traceback_later()
        _say(out, *answer)


class _Library:
    """The library with the language data opened; the orientation data is opened when first asked for."""

    def __init__(self, module: Any, folder: str, language: str) -> None:
        self._module, self._folder = module, folder
        self._reader = module.PyTessBaseAPI(path=folder, lang=language)
        self._turner: Any = None

    def version(self) -> str:
        return str(self._module.tesseract_version()).split("\n", 1)[0].removeprefix("tesseract ").strip()

    def languages(self) -> list[str]:
        return sorted(path.stem for path in Path(self._folder).glob("*.traineddata"))

    def answer(self, kind: bytes, options: dict[str, Any], width: int, height: int, pixels: bytes) -> str:
        ask = self._turn if kind == b"O" else self._read
        return ask(options, width, height, pixels)

    def _read(self, options: dict[str, Any], width: int, height: int, pixels: bytes) -> str:
        """Tesseract's table of words (TSV without its head)."""
        api = self._reader
        api.SetPageSegMode(options["psm"])
        before = {key: api.GetVariableAsString(key) for key in options["variables"]}
        for key, value in options["variables"].items():
            if not api.SetVariable(key, value):
                raise ValueError(f"no such variable: {key}")
        try:
            api.SetImageBytes(pixels, width, height, 1, width)
            api.SetSourceResolution(options["dpi"])
            if not api.Recognize():
                raise RuntimeError("the page was not recognised")
            return str(api.GetTSVText(0))
        finally:
            # One page leaves no trace in the next: the same image gives the same words in any order of pages.
            api.Clear()
            api.ClearAdaptiveClassifier()
            for key, value in before.items():
                api.SetVariable(key, value)

    def _turn(self, options: dict[str, Any], width: int, height: int, pixels: bytes) -> str:
        """JSON: degrees clockwise to upright and how sure; or null."""
        if self._turner is None:
            self._turner = self._module.PyTessBaseAPI(
                path=self._folder, lang="osd", psm=self._module.PSM.OSD_ONLY, oem=self._module.OEM.TESSERACT_ONLY
            )
        self._turner.SetImageBytes(pixels, width, height, 1, width)
        self._turner.SetSourceResolution(options["dpi"])
        try:
            found = self._turner.DetectOrientationScript()
        finally:
            self._turner.Clear()
        if not found:
            return "null"
        return json.dumps({"degrees": (360 - int(found["orient_deg"])) % 360, "confidence": found["orient_conf"]})


def _say(out: BinaryIO, status: bytes, text: str) -> None:
    payload = text.encode()
    out.write(ANSWER.pack(status, len(payload)) + payload)
    out.flush()


def _take_calls(calls: queue.Queue[Call]) -> None:
    """Read calls; the end of the input ends the process at once, whatever the library is doing."""
    stream = sys.stdin.buffer
    try:
        while True:
            kind, length, width, height = CALL.unpack(_exactly(stream, CALL.size))
            options = json.loads(_exactly(stream, length))
            calls.put((kind, options, width, height, _exactly(stream, width * height)))
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:
        os._exit(1)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _watch(parent: int) -> None:
    """End when the parent is gone although the input is open: a copy of its other end may live in a forked process."""
    while os.name != "posix" or os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
