"""The longest of many phrases at the beginning of a text, misread letters allowed: an index made once, asked often.

A phrase of seven letters or more may differ in some of them. Cut into one part more than it may have wrong letters, one
of its parts stands in the text unharmed, not further from its place than there may be wrong letters. So the index
knows, for each place, which phrases the three characters found there speak for, and only those few are compared.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from rapidfuzz.distance import Levenshtein

__all__ = ["FUZZY_FROM", "PhraseIndex"]

FUZZY_FROM = 7  # characters: shorter phrases must match exactly
LIKENESS = 0.86
_GRAM = 3  # characters; no part of a phrase is shorter


class PhraseIndex:
    """Folded phrases with the section that each stands for; immutable."""

    def __init__(self, sections: Mapping[str, Iterable[str]]) -> None:
        """``sections``: the phrases of each section; among phrases of one length the first wins."""
        entries = [(phrase, section) for section, phrases in sections.items() for phrase in phrases]
        self._entries = sorted(entries, key=lambda entry: -len(entry[0]))  # ranks: the longest first
        self._phrases = frozenset(phrase for phrase, _ in entries)
        self._exact: dict[str, int] = {}
        self._grams: dict[str, list[dict[str, list[int]]]] = {}  # by first letter and place
        for rank, (phrase, _) in enumerate(self._entries):
            if len(phrase) < FUZZY_FROM:
                self._exact.setdefault(phrase, rank)
                continue
            for letter in {phrase[0], phrase[1]}:  # its first letter may be lost
                places = self._grams.setdefault(letter, [])
                for at, gram in _grams(phrase):
                    places.extend({} for _ in range(at + 1 - len(places)))
                    places[at].setdefault(gram, []).append(rank)

    def __contains__(self, text: str) -> bool:
        """Is ``text`` (folded) one of the phrases, letter for letter?"""
        return text in self._phrases

    def longest(self, text: str, among: Container[str] | None = None) -> tuple[int, str, int] | None:
        """The longest phrase at the beginning of ``text`` (folded): its size, its section, the characters it covers.

        ``among``: the sections whose phrases count; all of them by default.
        """
        ranks: set[int] = set()
        for at, grams in enumerate(self._grams.get(text[:1], ())):
            found = grams.get(text[at : at + _GRAM])
            if found:
                ranks.update(found)
        for size in range(1, FUZZY_FROM):
            rank = self._exact.get(text[:size])
            if rank is not None:
                ranks.add(rank)
        for rank in sorted(ranks):
            phrase, section = self._entries[rank]
            length = _prefix_length(text, phrase) if among is None or section in among else 0
            if length:
                return len(phrase), section, length
        return None


def _grams(phrase: str) -> set[tuple[int, str]]:
    """The beginnings of the parts of ``phrase``, with every place of the text where each may stand."""
    wrong = int((1 - LIKENESS) * (len(phrase) + 1) + 1e-6)
    starts = [part * len(phrase) // (wrong + 1) for part in range(wrong + 1)]
    return {
        (start + shift, phrase[start : start + _GRAM])
        for start in starts
        for shift in range(-wrong, wrong + 1)
        if start + shift >= 0
    }


def _is_word_end(text: str, at: int) -> bool:
    return at >= len(text) or not (text[at].isalnum() or text[at] in "_/")


def _prefix_length(text: str, phrase: str) -> int:
    """Characters of ``text`` that ``phrase`` matches at its beginning, up to a word end; 0 when it does not."""
    size = len(phrase)
    if text.startswith(phrase):
        return size if _is_word_end(text, size) else 0
    if size < FUZZY_FROM or not text or text[0] not in (phrase[0], phrase[1]):
        return 0
    for length in (size, size + 1, size - 1):
        if (
            _is_word_end(text, length)
            and ":" not in text[:length]
            and Levenshtein.normalized_similarity(text[:length], phrase, score_cutoff=LIKENESS) >= LIKENESS
        ):
            return length
    return 0
