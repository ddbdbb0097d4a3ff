"""Letters that look alike in both cases, alone: a cross in a list of names is an x or an X by its height only."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from extractors.engines.base import RawWord

__all__ = ["right_case"]

_ALIKE = frozenset("cosvwxzCOSVWXZ")
_LOW = frozenset("acemnorsuvwxz")
_ENOUGH = 4  # words to take a height from
_USUAL = 0.69  # height of x to that of X: 0.66 to 0.73 in the types of offices
_CLEAR = 0.35  # of the way between both heights: nearer to the middle nothing is decided


def right_case(words: list[RawWord]) -> list[RawWord]:
    """``words`` with lone letters such as x, o, v set in the case that their height on this page shows.

    Nothing is changed on a page without capitals and figures to compare with.
    """
    low = [_height(w) for w in words if len(w.text) > 1 and set(w.text) <= _LOW]
    high = [_height(w) for w in words if len(w.text) > 1 and w.text.isascii() and w.text.isalpha() and w.text.isupper()]
    high += [_height(w) for w in words if len(w.text) > 1 and w.text.isascii() and w.text.isdigit()]
    if len(high) < _ENOUGH:
        return words
    large = median(high)
    small = median(low) if len(low) >= _ENOUGH else _USUAL * large
    if large < 1.15 * small:
        return words
    return [_cased(word, small, large) for word in words]


def _cased(word: RawWord, small: float, large: float) -> RawWord:
    if word.text not in _ALIKE:
        return word
    place = (_height(word) - small) / (large - small)
    if place < _CLEAR:
        return replace(word, text=word.text.lower())
    return replace(word, text=word.text.upper()) if place > 1 - _CLEAR else word


def _height(word: RawWord) -> float:
    return word.rect[3] - word.rect[1]
