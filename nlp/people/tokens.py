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
_TOKEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+|[^\w\s]|_+")
_WIDE = 3  # blanks in a row that part two columns


class Token(NamedTuple):
    """``text[start:end]`` with its folded form; ``gap`` is what parts it from the token before."""

    start: int
    end: int
    fold: str
    shape: int
    gap: int


def _gap(between: str) -> int:
    """The gap that more than one blank, or another one than a space, makes."""
    lines = between.count("\n") + between.count("\f")
    if lines:
        return NEWLINE if lines == 1 else PARAGRAPH
    return WIDE if len(between) >= _WIDE or "\t" in between else SPACE


def tokenize(text: str) -> list[Token]:
    """Tokens of ``text`` (Unicode NFC) in order; offsets are into ``text``."""
    folded = fold(text)
    tokens: list[Token] = []
    make = tuple.__new__  # some thousand tokens a page: a call of ``Token`` takes three times as long
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        first = text[start]
        if not first.isalpha():
            shape = OTHER
        elif not first.isupper():
            shape = LOWER
        else:
            shape = UPPER if end - start > 1 and text[start:end].isupper() else TITLE
        between = text[last:start]
        gap = GLUED if not between else SPACE if between == " " else _gap(between)
        tokens.append(make(Token, (start, end, folded[start:end], shape, gap)))
        last = end
    return tokens
