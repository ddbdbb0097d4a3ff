"""Tokens of minutes text: syllables, numbers and punctuation with offsets, folded form, shape and the gap before."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.fold import fold

__all__ = ["GLUED", "LOWER", "NEWLINE", "OTHER", "PARAGRAPH", "SPACE", "TITLE", "UPPER", "WIDE", "Token", "tokenize"]

# gap before a token
GLUED, SPACE, NEWLINE, WIDE, PARAGRAPH = range(5)
# shape of a token
OTHER, LOWER, TITLE, UPPER = range(4)

# Marks that have no composed form (K'Tĕh, Č̆) belong to the letter before them.
_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+|[^\w\s]|_+")
_WIDE = 3  # blanks in a row that part two columns


class Token(NamedTuple):
    """``text[start:end]`` with its folded form; ``gap`` is what parts it from the token before."""

    start: int
    end: int
    fold: str
    shape: int
    gap: int


def _shape(word: str) -> int:
    if not word[0].isalpha():
        return OTHER
    if not word[0].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else TITLE


def _gap(between: str) -> int:
    if not between:
        return GLUED
    if between == " ":
        return SPACE
    lines = between.count("\n") + between.count("\f")
    if lines:
        return NEWLINE if lines == 1 else PARAGRAPH
    return WIDE if len(between) >= _WIDE or "\t" in between else SPACE


def tokenize(text: str) -> list[Token]:
    """Tokens of ``text`` (Unicode NFC) in order; offsets are into ``text``."""
    folded = fold(text)
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        tokens.append(Token(start, end, folded[start:end], _shape(match.group()), _gap(text[last:start])))
        last = end
    return tokens
