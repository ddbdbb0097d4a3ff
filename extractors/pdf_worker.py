"""The other side of `extractors.weigh`: a small process that lays out one PDF page a call and says how much is on it.

A page of a few kilobytes may describe more than any machine can lay out in a day, and PDFium cannot be interrupted:
here it costs this process, nothing else. Run by its path; it needs the standard library and pypdfium2. The protocol
is that of `engines/tesseract_worker`, with an image of one idle pixel; the options are path, index (from 0), timeout.
"""

from __future__ import annotations

import faulthandler
import itertools
import json
import os
import signal
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

CALL = struct.Struct("<cIII")
ANSWER = struct.Struct("<cI")
MEMORY = 1_500_000_000  # bytes of address space; a page of text or pictures takes some ten million more than the start
MOST = 1_000_000  # objects are not counted beyond
DEEP = 12  # forms within forms


def main(parent: int) -> int:
    """Serve calls until the input ends; ``parent`` is the process id of who started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints is no answer
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    try:
        _limit()
        import pypdfium2  # noqa: PLC0415 - after the limit, within what is told as a failure to start

        scale = _Scale(pypdfium2)
    except Exception as error:
        _say(out, b"E", f"{type(error).__name__}: {error}")
        return 1
    _say(out, b"R", "{}")
    stream = sys.stdin.buffer
    while head := stream.read(CALL.size):
        _, length, width, height = CALL.unpack(head)
        options = json.loads(stream.read(length))
        stream.read(width * height)
        faulthandler.dump_traceback_later(float(options["timeout"]) + 5.0, exit=True)  # needs no Python to run
        try:
            answer = (b"A", json.dumps(scale.weigh(options["path"], int(options["index"]))))
        except Exception as error:
            answer = (b"E", f"{type(error).__name__}: {error}")
        faulthandler.cancel_dump_traceback_later()
        _say(out, *answer)
    return 0


class _Scale:
    """The library and the document that was opened last: its pages come one after the other."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._key: object = None
        self._document: Any = None

    def weigh(self, path: str, index: int) -> dict[str, int]:
        """Characters of the text layer, and objects with those inside forms; zeros where the page is damaged."""
        try:
            page = self._open(path)[index]
        except (self._library.PdfiumError, OSError):
            return {"characters": 0, "objects": 0}  # the program finds the same and says it
        try:
            objects = sum(1 for _ in itertools.islice(page.get_objects(max_depth=DEEP), MOST))
            text = page.get_textpage()
            characters = int(text.count_chars())
            text.close()
        except self._library.PdfiumError:
            return {"characters": 0, "objects": 0}
        finally:
            page.close()
        return {"characters": characters, "objects": objects}

    def _open(self, path: str) -> Any:
        found = Path(path).stat()
        key = (path, found.st_mtime_ns, found.st_size, found.st_ino)
        if key != self._key:
            if self._document is not None:
                self._document.close()
            self._key, self._document = None, None
            self._document = self._library.PdfDocument(path)
            self._key = key
        return self._document


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(out: BinaryIO, status: bytes, text: str) -> None:
    payload = text.encode()
    out.write(ANSWER.pack(status, len(payload)) + payload)
    out.flush()


def _watch(parent: int) -> None:
    """End when the parent is gone although the input is open: a copy of its other end may live in a forked process."""
    while os.name != "posix" or os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
