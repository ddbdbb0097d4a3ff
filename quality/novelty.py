"""Text taken over from an earlier month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from quality.facts import Facts
from quality.folding import fold
from quality.passages import Part

__all__ = ["COPIED", "Copy", "copied_passages", "novelty", "repeats", "taken_over"]

COPIED = 0.5  # share of a meeting's text found in one earlier meeting from which it is reported as copied
_FEWEST = 25  # runs of five syllables; a shorter text repeats others by chance
_ALIKE = 88  # rapidfuzz ratio from which two passages are the same
_SHORT = 40  # characters; "Thảo luận:" stands in every month


@dataclass(frozen=True)
class Copy:
    """The earlier meeting most of whose text comes back, and the share of this one's text that it makes."""

    earlier: Facts
    share: float


def repeats(now: Facts, history: Sequence[Facts]) -> list[frozenset[int]] | None:
    """The runs of five syllables that this meeting shares with each of ``history`` (the window of earlier months: no
    more is kept or compared); None where there is too little to compare."""
    own = now.shingles
    if len(own) < _FEWEST or not history:
        return None
    return [own & facts.shingles for facts in history]


def novelty(now: Facts, shared: Sequence[frozenset[int]] | None) -> float | None:
    """Share of this meeting's runs of five syllables (numbers left out) that none of the earlier ones has, 0 to 1."""
    if shared is None:
        return None
    return 1 - len(frozenset().union(*shared)) / len(now.shingles)


def taken_over(now: Facts, history: Sequence[Facts], shared: Sequence[frozenset[int]] | None = None) -> Copy | None:
    """The earlier meeting that shares the most text with this one, None where there is too little to compare.
    ``shared``: what ``repeats`` gave, where that is known."""
    shared = repeats(now, history) if shared is None else shared
    if shared is None:
        return None
    most = max(range(len(shared)), key=lambda at: len(shared[at]))
    return Copy(history[most], len(shared[most]) / len(now.shingles))


def copied_passages(now: Facts, earlier: Facts) -> list[tuple[str, str]]:
    """Passages of ``now`` with the passage of ``earlier`` that they repeat, to be shown side by side."""
    body = [p.text for p in now.passages if p.part not in (Part.OPENING, Part.CLOSING) and len(p.text) >= _SHORT]
    before = [p.text for p in earlier.passages if p.part not in (Part.OPENING, Part.CLOSING)]
    if not body or not before:
        return []
    folded = [fold(text) for text in before]
    found: list[tuple[str, str]] = []
    for text in body:
        match = process.extractOne(fold(text), folded, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if match is not None:
            found.append((text, before[match[2]]))
    return found
