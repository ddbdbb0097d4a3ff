"""Which capitalised words of minutes are no names: from the wordings, where names are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from extractors.hands.capitals import bare
from scripts.letter_texts import NAME

__all__ = ["OUT", "capitals"]

OUT = Path(__file__).resolve().parents[1] / "extractors" / "hands" / "capitals.txt"
_NAMED = re.compile(f"{NAME[0]}[^{NAME[1]}]*{NAME[1]}")


def capitals(texts: Iterable[str]) -> Iterator[str]:
    """Pairs of neighbouring words of which one begins with a capital and none is a name."""
    found: set[str] = set()
    for text in texts:
        for part in _NAMED.sub(" \x02 ", text).split("\x02"):  # a pair does not reach over a name
            words = [bare(word) for word in part.split()]
            for one, other in pairwise(words):
                if one and other and not any(letter.isdigit() for letter in one + other) and _high(one, other):
                    found.add(f"{one} {other}")
    yield from sorted(found)


def _high(one: str, other: str) -> bool:
    return one[0].isupper() or other[0].isupper()
