"""How likely a letter is after the seven before it: counts of letters in minutes, smoothed as Kneser and Ney did.

Trained on text of this repository's own making (`scripts.models letters`) and, in an archive, mixed with what people
typed and approved there. It decides between readings that the picture leaves open.
"""

from __future__ import annotations

import json
import math
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

__all__ = [
    "ORDER",
    "OWN_ORDER",
    "START",
    "VERSION",
    "Letters",
    "Table",
    "counted",
    "load_letters",
    "packed",
    "unpacked",
]

VERSION = "3"  # of the model and of how it is heard: with another one, the pages of hands are read anew
ORDER = 8
OWN_ORDER = 6  # of an archive's own text, of which there is little
START = "\n"
_CLASSES = 227  # letters that there could be, before anything is known
# Taken off a count of one, two and more for what was not seen. Made-up text repeats its wordings, so much is taken.
_OFF = (0.9, 1.6, 2.4)
_OWN_EQUAL = 50_000  # letters of the archive's own text that weigh as much as the general model
_OWN_MOST = 0.5

Counts = dict[str, dict[str, int]]


def counted(texts: Iterable[str], order: int = ORDER, into: Counts | None = None) -> Counts:
    """How often each letter stands after each context of fewer than ``order`` letters; every text begins anew."""
    out: Counts = {} if into is None else into
    for text in texts:
        line = START + " ".join(text.split()) + START
        for at in range(1, len(line)):
            letter = line[at]
            for length in range(min(at, order - 1) + 1):
                after = out.setdefault(line[at - length : at], {})
                after[letter] = after.get(letter, 0) + 1
    return out


class Table:
    """Counts as rows of bytes sorted by context, so that hundreds of thousands of them load at once and take 30 MB."""

    def __init__(self, content: bytes) -> None:
        self._rows = content.split(b"\n")

    @classmethod
    def of(cls, counts: Counts, least: int = 1) -> Table:
        """From raw counts. Contexts of five letters and more that were seen less than ``least`` times are left out.

        A context that is not the longest counts a letter once for each letter that the two stand after (Kneser and
        Ney): a wording that is repeated has no more to say than one that stands once.
        """
        longest = max(map(len, counts))
        kinds: Counts = {}
        for context, after in counts.items():
            if context:
                shorter = kinds.setdefault(context[1:], {})
                for letter in after:
                    shorter[letter] = shorter.get(letter, 0) + 1
        rows = []
        for context, after in counts.items():
            # nothing stands before a line, so a line's beginning keeps its counts
            own = after if len(context) == longest or context.startswith(START) else kinds.get(context, after)
            if len(context) < 5 or sum(own.values()) >= least:
                falling = sorted(own.items(), key=lambda one: (-one[1], one[0]))
                letters, numbers = "".join(one for one, _ in falling), ",".join(str(count) for _, count in falling)
                rows.append(f"{_written(context)}\t{_written(letters)}\t{numbers}".encode())
        return cls(b"\n".join(sorted(rows)))

    @property
    def content(self) -> bytes:
        """What a table is made from."""
        return b"\n".join(self._rows)

    def after(self, context: str) -> dict[str, int] | None:
        """What stands after ``context`` and how often."""
        wanted = f"{_written(context)}\t".encode()
        row = bisect_left(self._rows, wanted)  # rows are sorted: the first that is not smaller begins so, or none does
        if row == len(self._rows) or not (found := self._rows[row]).startswith(wanted):
            return None
        letters, numbers = found[len(wanted) :].decode().split("\t")
        return dict(zip(_said(letters), map(int, numbers.split(",")), strict=True))

    def __len__(self) -> int:
        return len(self._rows)


def _written(text: str) -> str:
    return text.replace(START, "\x01")


def _said(text: str) -> str:
    return text.replace("\x01", START)


class _Smoothed:
    """Chances by the counts of one table; what a context has not seen is shared out as the next shorter one says."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._longest = 0
        self._contexts: dict[str, tuple[dict[str, int], int, float] | None] = {}

    def chance(self, context: str, letter: str) -> float:
        """Of ``letter`` after ``context``."""
        shorter = self.chance(context[1:], letter) if context else 1 / _CLASSES
        if context not in self._contexts:
            self._contexts[context] = self._looked_up(context)
        found = self._contexts[context]
        if found is None:
            return shorter
        after, total, free = found
        count = after.get(letter, 0)
        return (count - _OFF[min(count, 3) - 1]) / total + free * shorter if count else free * shorter

    def _looked_up(self, context: str) -> tuple[dict[str, int], int, float] | None:
        after = self._table.after(context)
        if after is None:
            return None
        total = sum(after.values())
        return after, total, sum(_OFF[min(count, 3) - 1] for count in after.values()) / total


class Letters:
    """The general model, mixed with an archive's own where there is one; ``share``: how much of the own, 0 to 1."""

    def __init__(self, general: Table, own: Table | None = None, share: float = 0.0) -> None:
        self._general = _Smoothed(general)
        self._own = _Smoothed(own) if own is not None else None
        self._share = share
        self._known: dict[tuple[str, str], float] = {}

    def log(self, context: str, letter: str) -> float:
        """Log probability of ``letter`` after ``context``, of which the last seven letters count."""
        key = (context[1 - ORDER :], letter)
        found = self._known.get(key)
        if found is None:
            chance = self._general.chance(*key)
            if self._own is not None:
                own = self._own.chance(key[0][1 - OWN_ORDER :], letter)
                chance = (1 - self._share) * chance + self._share * own
            found = self._known[key] = math.log(chance)
        return found


def packed(counts: Counts) -> bytes:
    """Raw counts as a file of an archive."""
    return zlib.compress(json.dumps(counts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), 9)


def unpacked(content: bytes) -> Counts:
    """What `packed` wrote."""
    counts: Counts = json.loads(zlib.decompress(content))
    return counts


@lru_cache(maxsize=4)
def load_letters(archive: Path | None = None, changed: float = 0.0) -> Letters:  # noqa: ARG001 - a part of the key
    """The model that ships, mixed with the counts of an archive's own text where there are any.

    ``changed``: when that file was last written.
    """
    general = Table(zlib.decompress(files("extractors.hands").joinpath("letters.bin").read_bytes()))
    if archive is None or not archive.is_file():
        return Letters(general)
    counts = unpacked(archive.read_bytes())
    amount = sum(counts.get("", {}).values())
    if not amount:
        return Letters(general)
    return Letters(general, Table.of(counts), min(_OWN_MOST, amount / (amount + _OWN_EQUAL)))
