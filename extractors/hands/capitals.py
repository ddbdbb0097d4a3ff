"""Capitalised words that are no names: "Chi bộ", "Nghị quyết", "Có mặt". Known by the word beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

__all__ = ["bare", "ordinary", "titled"]

_AROUND = ".,;:!?()[]\"'-+*/%"
# after these stands a name, whatever it looks like
_TITLES = frozenset(
    {"đ/c", "đc", "đ.c", "đồng chí", "chí", "ông", "bà", "anh", "chị", "cô", "chú", "bác", "thầy", "em", "cháu", "cụ"}
)


def bare(word: str) -> str:
    """``word`` without the signs around it."""
    return word.strip(_AROUND)


def titled(words: Sequence[str], at: int) -> bool:
    """Whether the word follows an address, as names do."""
    return at > 0 and bare(words[at - 1]).lower() in _TITLES


def ordinary(words: Sequence[str], at: int) -> bool:
    """Whether the capitalised word at ``at`` is known, beside one of its neighbours, as no name."""
    word = bare(words[at])
    if not word or titled(words, at):
        return False
    before = bare(words[at - 1]) if at and words[at - 1][-1].isalpha() else ""
    after = bare(words[at + 1]) if at + 1 < len(words) and words[at][-1].isalpha() else ""
    return any(_known(one, other) for one, other in ((before, word), (word, after)) if one and other)


def _known(one: str, other: str) -> bool:
    pairs, headings = _pairs()
    if one.isupper() and other.isupper():
        return len(one + other) > 3 and f"{one} {other}" in headings
    return f"{one} {other}" in pairs


@lru_cache(maxsize=1)
def _pairs() -> tuple[frozenset[str], frozenset[str]]:
    """As they are written, and in capitals."""
    lines = files("extractors.hands").joinpath("capitals.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(lines), frozenset(line.upper() for line in lines)
