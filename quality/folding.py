"""Comparing Vietnamese wording that was read from paper.

Folding drops case and marks position for position, so that a wording read with a wrong mark is still found and a
span of the folded text is the same span of the original.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["collapse", "each_syllable", "fold", "fold_phrase", "syllables"]

_SYLLABLE = re.compile(r"[0-9a-z]+(?:[.,][0-9]+)*")


def _table() -> dict[int, str]:
    table = {ord("đ"): "d"}
    for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table.setdefault(code, base.lower())
    return table


_FOLD = _table()
# The characters that minutes are written in, lower case, as a code page of 256 and the same page folded: encoding and
# decoding by them folds five times as fast as a translation character by character.
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MARKED = {unicodedata.normalize("NFC", f"{letter}{tone}") for letter in "aăâeêioôơuưy" for tone in _TONES}
_PAGE = "".join(sorted({*map(chr, range(128)), *_MARKED, *"đ“”‘’–—…•°²³×→\xa0"})).ljust(256, "\ufffe")
_WRITTEN = codecs.charmap_build(_PAGE)
_READ = _PAGE.translate(_FOLD)


_LONG = 500  # characters; passages and names come back many times within one meeting, whole texts do not


def fold(text: str) -> str:
    """``text`` in lower case without marks, as long as its NFC form: ``"Đ/c Hòa"`` gives ``"d/c hoa"``."""
    return _fold_short(text) if len(text) < _LONG else _fold(text)


def _fold(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).lower()
    try:
        written, _ = codecs.charmap_encode(lowered, "strict", _WRITTEN)
    except UnicodeEncodeError:
        return lowered.translate(_FOLD)
    return codecs.charmap_decode(written, "strict", _READ)[0]


_fold_short = lru_cache(maxsize=4096)(_fold)


@lru_cache(maxsize=4096)
def fold_phrase(phrase: str) -> str:
    """``fold`` for wording of rubrics and lists, which comes back with every record."""
    return fold(phrase)


def collapse(text: str) -> str:
    """NFC, case folded, with every run of white space (line ends too) as one blank: for "does this stand there"."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def syllables(folded: str) -> list[str]:
    """The syllables and numbers of a folded text, without punctuation."""
    return _SYLLABLE.findall(folded)


def each_syllable(folded: str) -> Iterator[str]:
    """The same one after another, for those who need not see all of them."""
    return (match.group() for match in _SYLLABLE.finditer(folded))
