"""Whether a PDF's page descriptions unpack to more than any page needs: a few kilobytes may become gigabytes in memory.

Only streams that are neither pictures nor fonts are looked at. What is packed twice is unpacked twice.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

__all__ = ["LARGEST", "unpacks_too_far"]

LARGEST = 16_000_000  # bytes that one page description, or form in it, may unpack to
_STREAM = re.compile(rb"stream\r?\n")
_BEFORE = 2_000  # bytes before a stream in which its dictionary is looked for
_OTHER = (b"/Image", b"/Length1", b"/Length2", b"/ObjStm", b"/XRef", b"/Metadata", b"/FontFile", b"Type1C", b"CIDFont")
_CHUNK = 1 << 16


def unpacks_too_far(path: Path, largest: int = LARGEST) -> bool:
    """Whether any description in the file unpacks to more than ``largest`` bytes; False where none can be looked at."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return any(
                _unpacks(data, found.end(), largest) for found in _STREAM.finditer(data) if _is_drawing(data, found)
            )
    except (OSError, ValueError):
        return False


def _is_drawing(data: mmap.mmap, found: re.Match[bytes]) -> bool:
    head = data[max(0, found.start() - _BEFORE) : found.start()]
    own = head[head.rfind(b" obj") + 1 :]
    if head.endswith(b"end") or b"Fl" not in own:  # /FlateDecode, or /Fl for short
        return False
    return not any(word in own for word in _OTHER)


def _unpacks(data: mmap.mmap, start: int, largest: int) -> bool:
    """Feed the stream through two unpackers: the second says what a stream packed twice comes to."""
    first, second = zlib.decompressobj(), zlib.decompressobj()
    once = twice = 0
    nested = True
    for at in range(start, len(data), _CHUNK):
        rest = data[at : at + _CHUNK]
        while rest:
            try:
                out = first.decompress(rest, _CHUNK * 16)
            except zlib.error:
                return False
            rest = first.unconsumed_tail
            once += len(out)
            while nested and out:
                try:
                    twice += len(second.decompress(out, _CHUNK * 16))
                except zlib.error:
                    nested = False
                out = second.unconsumed_tail if nested else b""
                if twice > largest:
                    return True
            if once > largest:
                return True
        if first.eof:
            break
    return False
