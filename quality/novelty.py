"""Text taken over from an earlier month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from quality.facts import Facts
from quality.folding import fold
from quality.passages import Part

__all__ = ["COPIED", "Copy", "copied_passages", "novelty", "taken_over"]

COPIED = 0.5  # share of a meeting's text found in one earlier meeting from which it is reported as copied
_FEWEST = 25  # runs of five syllables; a shorter text repeats others by chance
_ALIKE = 88  # rapidfuzz ratio from which two passages are the same
_SHORT = 40  # characters; "Thảo luận:" stands in every month


@dataclass(frozen=True)
class Copy:
    """The earlier meeting most of whose text comes back, and the share of this one's text that it makes."""

    earlier: Facts
    share: float


def novelty(now: Facts, history: Sequence[Facts]) -> float | None:
    """Share of this meeting's runs of five syllables (numbers left out) that none of ``history`` has, 0 to 1."""
    own = now.shingles
    if len(own) < _FEWEST or not history:
        return None
    old = set().union(*(own & facts.shingles for facts in history))
    return 1 - len(old) / len(own)


def taken_over(now: Facts, history: Sequence[Facts]) -> Copy | None:
    """The earlier meeting that shares the most text with this one, None where there is too little to compare."""
    own = now.shingles
    if len(own) < _FEWEST or not history:
        return None
    best = max(history, key=lambda facts: len(own & facts.shingles))
    return Copy(best, len(own & best.shingles) / len(own))


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
