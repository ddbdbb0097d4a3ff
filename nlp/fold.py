"""Folding: lower case, no marks, ``đ`` → ``d``, position for position.

Rules are written once, without marks, and run over the folded text, which scanning damages least; the values are then
sliced from the original by the same offsets. That works only while folding keeps the length, so it does.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "fold_key", "nfc"]

_BLANKS_AND_PUNCTUATION = re.compile(r"[\W_]+")


def nfc(text: str) -> str:
    """``text`` in Unicode form NFC, the only form whose offsets agree with :func:`fold`."""
    return unicodedata.normalize("NFC", text)


def _fold_character(character: str) -> str:
    lowered = character.lower()
    if len(lowered) != 1:
        return character
    if lowered == "đ":
        return "d"
    bases = [part for part in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(part)]
    # A lone combining mark has no base and a Hangul syllable has several: both stay as they are.
    return bases[0] if len(bases) == 1 else lowered


class _Table(dict[int, str]):
    """A translation table that learns each character when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """``text`` in lower case, without marks, ``đ`` as ``d``; ``len(fold(text)) == len(nfc(text))``.

    Old and new tone placement (``hoà``, ``hòa``) fold to the same. A character that has no single lower-case
    counterpart is kept. Blanks and punctuation are untouched.
    """
    composed = nfc(text)
    folded = composed.translate(_TABLE)
    assert len(folded) == len(composed), "folding must keep offsets"  # noqa: S101 - an invariant, not input checking
    return folded


def fold_key(text: str) -> str:
    """Folded ``text``, each run of punctuation and blanks one blank, none at the ends: for comparing headings."""
    return _BLANKS_AND_PUNCTUATION.sub(" ", fold(text)).strip()
