"""How much of a page was read rightly. Texts are compared in NFC with blanks folded; reading order counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

__all__ = ["Errors", "compare", "expected_calibration_error", "word_hits"]


@dataclass(frozen=True)
class Errors:
    """Edits and lengths in characters and in words; sums of pages are sums of their fields."""

    edits: int = 0
    characters: int = 0
    word_edits: int = 0
    words: int = 0

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            self.edits + other.edits,
            self.characters + other.characters,
            self.word_edits + other.word_edits,
            self.words + other.words,
        )

    @property
    def cer(self) -> float:
        """Character error rate in percent."""
        return 100 * self.edits / self.characters if self.characters else 0.0

    @property
    def wer(self) -> float:
        """Word error rate in percent."""
        return 100 * self.word_edits / self.words if self.words else 0.0


def compare(truth: str, read: str) -> Errors:
    """Errors of ``read`` against ``truth``."""
    right, got = _folded(truth), _folded(read)
    return Errors(
        Levenshtein.distance(right, got),
        len(right),
        Levenshtein.distance(right.split(), got.split()),
        len(right.split()),
    )


def word_hits(truth: str, read: Sequence[str]) -> list[bool]:
    """For each word of ``read``, whether it stands in ``truth`` at its place (by the shortest edit of word lists)."""
    right, got = _folded(truth).split(), [unicodedata.normalize("NFC", word) for word in read]
    hits = [True] * len(got)
    for operation in Levenshtein.opcodes(right, got):
        if operation.tag != "equal":
            for place in range(operation.dest_start, operation.dest_end):
                hits[place] = False
    return hits


def expected_calibration_error(confidences: Sequence[float], hits: Sequence[bool], bins: int = 10) -> float:
    """Mean distance (0 to 1) between stated confidence and share of right words, over ``bins`` equal steps, weighted
    by their words.
    """
    total = len(confidences)
    if not total:
        return 0.0
    error = 0.0
    for step in range(bins):
        inside = [(c, hit) for c, hit in zip(confidences, hits, strict=True) if min(bins - 1, int(c * bins)) == step]
        if inside:
            said = sum(c for c, _ in inside) / len(inside)
            true = sum(hit for _, hit in inside) / len(inside)
            error += abs(said - true) * len(inside) / total
    return error


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
