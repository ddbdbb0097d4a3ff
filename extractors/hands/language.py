"""How likely a letter is after the five before it: counts of letters in minutes, smoothed by what shorter contexts say.

Trained on text of this repository's own making (`scripts.models language`) and, in an archive, on what people typed and
approved there. A small voice: it decides between readings that the picture leaves open.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

__all__ = ["ORDER", "Letters", "counted", "load_letters"]

ORDER = 6
_START = "\n"
_CLASSES = 227  # letters that there could be, before anything is known
_OWN = 4  # times that a text of the archive counts for one of ours

Counts = dict[str, dict[str, int]]


def counted(texts: Iterable[str], times: int = 1, into: Counts | None = None) -> Counts:
    """How often each letter stands after each context of up to five letters; every text begins anew."""
    out: Counts = {} if into is None else into
    for text in texts:
        line = _START + " ".join(text.split()) + _START
        for at in range(1, len(line)):
            letter = line[at]
            for length in range(min(at, ORDER - 1) + 1):
                after = out.setdefault(line[at - length : at], {})
                after[letter] = after.get(letter, 0) + times
    return out


class Letters:
    """Witten and Bell's interpolation of the counts."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._totals = {context: sum(after.values()) for context, after in counts.items()}
        self._known: dict[tuple[str, str], float] = {}

    def log(self, context: str, letter: str) -> float:
        """Log probability of ``letter`` after ``context``, of which the last five letters count."""
        key = (context[1 - ORDER :], letter)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = math.log(self._chance(*key))
        return found

    def _chance(self, context: str, letter: str) -> float:
        shorter = self._chance(context[1:], letter) if context else 1 / _CLASSES
        after = self._counts.get(context)
        if after is None:
            return shorter
        kinds, total = len(after), self._totals[context]
        return (after.get(letter, 0) + kinds * shorter) / (total + kinds)

    @staticmethod
    def packed(counts: Counts, least: int = 1) -> bytes:
        """The counts as a file; contexts of four letters and more that were seen less than ``least`` times left out."""
        kept = {context: after for context, after in counts.items() if len(context) < 4 or sum(after.values()) >= least}
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return zlib.compress(text.encode(), 9)


def unpacked(content: bytes) -> Counts:
    """What `Letters.packed` wrote."""
    counts: Counts = json.loads(zlib.decompress(content))
    return counts


@lru_cache(maxsize=4)
def load_letters(archive: Path | None = None, changed: float = 0.0) -> Letters:  # noqa: ARG001 - a part of the key
    """The model that ships, with the counts of an archive's own text where there are any.

    ``changed``: when that file was last written.
    """
    counts = unpacked(files("extractors.hands").joinpath("letters.bin").read_bytes())
    if archive is not None and archive.is_file():
        for context, after in unpacked(archive.read_bytes()).items():
            mine = counts.setdefault(context, {})
            for letter, count in after.items():
                mine[letter] = mine.get(letter, 0) + _OWN * count
    return Letters(counts)
