"""Whether a PDF's page descriptions unpack to more than any page needs: a few kilobytes may become gigabytes in memory.

Only streams that are neither pictures nor fonts are looked at. What is packed twice is unpacked twice.
"""

from __future__ import annotations

import itertools
import mmap
import re
import zlib
from collections.abc import Iterable, Iterator
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
    """Whether the stream comes to more than ``largest`` bytes when unpacked once, or twice."""
    return _longer(_inflated(_packed(data, start)), largest) or _longer(
        _inflated(_inflated(_packed(data, start))), largest
    )


def _packed(data: mmap.mmap, start: int) -> Iterator[bytes]:
    return (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts unpacked, piece by piece; ends at the end of the packed stream, or where it is damaged."""
    unpack = zlib.decompressobj()
    for part in parts:
        rest = part
        while rest:
            try:
                yield unpack.decompress(rest, _CHUNK * 16)
            except zlib.error:
                return
            # At the end of the stream zlib may hand back, again and again, what stands behind it in the file.
            if unpack.eof:
                return
            rest = unpack.unconsumed_tail


def _longer(parts: Iterable[bytes], largest: int) -> bool:
    return any(total > largest for total in itertools.accumulate(map(len, parts)))
