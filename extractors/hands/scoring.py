"""How wrong a reading is: the share of characters that must be put in, left out or changed."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

__all__ = ["error_rate"]


def error_rate(pairs: Iterable[tuple[str, str]]) -> float:
    """Character error rate of (right, read) pairs together, 0 to 1 and above; 0 for no characters at all."""
    wrong = total = 0
    for right, read in pairs:
        wrong += Levenshtein.distance(right, read)
        total += len(right)
    return wrong / total if total else 0.0
