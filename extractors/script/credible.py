"""Whether what was read of handwriting is language or only looks like it.

An engine that cannot read a hand still prints possible syllables. Those of real text are in use, and a fifth to two
fifths of them stand beside one with which they form a word of the dictionary; in gibberish hardly any do.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from extractors.engines.base import RawWord
from extractors.layout import Part
from extractors.syllables import is_syllable, letters_only

__all__ = ["Credit", "credit"]

_WORD_LIST = "corpus/data/Viet39K.txt"  # in the underthesea package, which nlp needs anyway; read without importing it
_ENOUGH = 12  # syllables: fewer say nothing
_LEAST_KNOWN = 0.80  # drawn hands read at 2 and 6 % CER gave 0.99 and 0.92, at 18 and 21 % 0.74 and 0.75
_LEAST_PAIRED = 0.06  # the same: 0.24 and 0.17 against 0.10 and 0.03; 0.0 where nothing was read
_LEAST_CONFIDENCE = 0.55


@dataclass(frozen=True)
class Credit:
    """Shares (0 to 1) of the letters in syllables that the dictionary knows, and of the syllables that form a word with
    a neighbour; None where there is too little text. ``confidence``: the readers' mean.
    """

    known: float | None
    paired: float | None
    confidence: float

    @property
    def credible(self) -> bool:
        """Whether the reading may be handed on as text."""
        if self.known is None or self.paired is None:
            return self.confidence >= _LEAST_CONFIDENCE
        return self.known >= _LEAST_KNOWN and self.paired >= _LEAST_PAIRED and self.confidence >= _LEAST_CONFIDENCE


def credit(parts: list[Part]) -> Credit:
    """The evidence that ``parts`` hold language."""
    words = [word for part in parts for word in part.words]
    confidence = _mean_confidence(words)
    singles, pairs = _dictionary()
    rows = [[_common(w.text) for w in part.words] for part in parts]
    syllables = [s for row in rows for s in row if s]
    if len(syllables) < _ENOUGH:
        return Credit(None, None, confidence)
    known = sum(len(s) for s in syllables if s in singles) / sum(len(s) for s in syllables)
    paired = sum(
        (i > 0 and f"{row[i - 1]} {s}" in pairs) or (i + 1 < len(row) and f"{s} {row[i + 1]}" in pairs)
        for row in rows
        for i, s in enumerate(row)
        if s
    )
    return Credit(known, paired / len(syllables), confidence)


def _common(text: str) -> str:
    """The word's letters in lower case where the dictionary could hold it; abbreviations and names it cannot."""
    letters = letters_only(text)
    if len(letters) < 2 or (letters.isupper() and len(letters) <= 5) or (letters.istitle() and is_syllable(letters)):
        return ""
    return unicodedata.normalize("NFC", letters.lower())


def _mean_confidence(words: list[RawWord]) -> float:
    sizes = [(sum(c.isalnum() for c in w.text), w.confidence) for w in words]
    total = sum(n for n, _ in sizes)
    return sum(n * c for n, c in sizes) / total if total else 0.0


@lru_cache(maxsize=1)
def _dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Syllables in use, and pairs of them that stand side by side in a word."""
    spec = find_spec("underthesea")
    folder = next(iter(spec.submodule_search_locations or ()), None) if spec else None
    if folder is None:
        raise FileNotFoundError("the word list of underthesea is missing: pip install underthesea")
    singles: set[str] = set()
    pairs: set[str] = set()
    for line in (Path(folder) / _WORD_LIST).read_text(encoding="utf-8").splitlines():
        word = unicodedata.normalize("NFC", line.strip().lower()).split()
        singles.update(word)
        pairs.update(" ".join(pair) for pair in pairwise(word))
    return frozenset(singles), frozenset(pairs)
