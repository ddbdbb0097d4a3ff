"""Wording "that would fit any meeting of any cell" (the record contract's words on `substantive`), as data.

The reading decides by it whether a contribution says something, the assessment how much: both must mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

__all__ = ["residual"]


def residual(syllables: Sequence[str]) -> list[tuple[int, str]]:
    """The ``syllables`` (folded), with their positions, that no phrase of the genre and no function word covers."""
    phrases, function_words = _phrases(), _function_words()
    left: list[tuple[int, str]] = []
    at = 0
    while at < len(syllables):
        step = next((len(p) for p in phrases.get(syllables[at], ()) if tuple(syllables[at : at + len(p)]) == p), 0)
        if not step and syllables[at] not in function_words:
            left.append((at, syllables[at]))
        at += step or 1
    return left


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first syllable, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in dict.fromkeys([*_lines("generic_phrases.txt"), *_lines("official_phrases.txt")]):
        parts = tuple(phrase.split())
        by_first.setdefault(parts[0], []).append(parts)
    for rows in by_first.values():
        rows.sort(key=len, reverse=True)
    return by_first


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_lines("function_words.txt"))


def _lines(name: str) -> list[str]:
    rows = files("schemas").joinpath("words", name).read_text(encoding="utf-8").splitlines()
    return [row.strip() for row in rows if row.strip() and not row.startswith("#")]
