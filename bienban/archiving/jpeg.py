"""JPEG files without what cameras write into them: places, times, serial numbers, names. Pixels stay as they are."""

from __future__ import annotations

import re

__all__ = ["bare_jpeg"]

_END = 0xD9
# APP1 (EXIF, XMP), APP3 to APP13 (makers' notes, Photoshop, captions), APP15 and comments. APP0, APP2 and APP14 say
# how the colours are meant.
_PRIVATE = frozenset([0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE])
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)  # others stand within the data of a scan


def bare_jpeg(data: bytes) -> bytes:
    """``data`` without its private segments and without what follows the first picture (phones add small copies).

    Raises ``ValueError`` where it is no well-formed JPEG.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG file")
    kept, at = [data[:2]], 2
    while True:
        found = _NEXT_MARKER.search(data, at)
        if found is None:
            raise ValueError("the JPEG is cut off")
        kept.append(data[at : found.start()])  # the data of a scan, or nothing
        at = found.start()
        marker = data[at + 1]
        if marker == _END:
            return b"".join([*kept, data[at : at + 2]])
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2 or at + 2 + size > len(data):
            raise ValueError("a JPEG segment is cut off")
        if marker not in _PRIVATE and not (marker == 0xE2 and data[at + 4 : at + 8] == b"MPF\x00"):
            kept.append(data[at : at + 2 + size])
        at += 2 + size
