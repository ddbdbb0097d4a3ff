"""A line's words from its plain reading and the one that a model of language had a say in.

Where a name, a date or a number stands, the plain reading counts: a model of language invents plausible ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.engines.lines_recognise import StripWord
from extractors.hands.capitals import ordinary, titled

__all__ = ["settled"]

_SHARED = 0.3  # of the narrower word: two readings of the same ink
_WHOLE = 3  # letters of a word in capitals that is no abbreviation
_LESS_SURE = 0.8  # words that the two readings part differently


def settled(plain: Sequence[StripWord], meant: Sequence[StripWord]) -> list[tuple[StripWord, str | None]]:
    """Each word with the plain reading where that is another. Both readings are of the same strip, left to right.

    Names, dates and numbers stay as they were plainly read, and so does what only the plain reading has.
    """
    ours, theirs = [word.text for word in plain], [word.text for word in meant]
    out: list[tuple[StripWord, str | None]] = []
    for mine, others in _groups(plain, meant):
        same = [ours[at] for at in mine] == [theirs[at] for at in others]
        kept = _has_figure(ours, mine) or _has_figure(theirs, others) or not _no_name(ours, mine, theirs, others)
        if mine and (same or kept or not others):
            out += [(plain[at], None) for at in mine]
        elif mine and len(mine) == len(others):
            out += [
                (meant[other], ours[at] if ours[at] != theirs[other] else None)
                for at, other in zip(mine, others, strict=True)
            ]
        elif mine:
            before = " ".join(ours[at] for at in mine)
            out += [(replace(meant[at], confidence=meant[at].confidence * _LESS_SURE), before) for at in others]
        # what only language reads is no word: there is no plain reading to keep beside it
    return out


def _groups(plain: Sequence[StripWord], meant: Sequence[StripWord]) -> list[tuple[list[int], list[int]]]:
    """Words of both readings that stand on the same ink, as places in each."""
    out: list[tuple[list[int], list[int]]] = []
    at = other = 0
    while at < len(plain) or other < len(meant):
        mine, others = [], []
        if other == len(meant) or (at < len(plain) and plain[at].rect[0] <= meant[other].rect[0]):
            mine, at = [at], at + 1
        else:
            others, other = [other], other + 1
        grew = True
        while grew:
            grew = False
            if at < len(plain) and any(_shared(plain[at], meant[one]) for one in others):
                mine.append(at)
                at, grew = at + 1, True
            if other < len(meant) and any(_shared(plain[one], meant[other]) for one in mine):
                others.append(other)
                other, grew = other + 1, True
        out.append((mine, others))
    return out


def _shared(one: StripWord, other: StripWord) -> bool:
    overlap = min(one.rect[2], other.rect[2]) - max(one.rect[0], other.rect[0])
    return overlap > _SHARED * min(one.rect[2] - one.rect[0], other.rect[2] - other.rect[0])


def _has_figure(words: Sequence[str], places: Sequence[int]) -> bool:
    return any(letter.isdigit() for at in places for letter in words[at])


def _no_name(ours: Sequence[str], mine: Sequence[int], theirs: Sequence[str], others: Sequence[int]) -> bool:
    """Whether neither reading is of a name: no capitals, or those of words that are known as none."""
    before, after = [ours[at] for at in mine], [theirs[at] for at in others]
    high = [at for at in others if theirs[at] != theirs[at].lower()]
    known = all(ordinary(theirs, at) for at in high)
    if all(word == word.lower() for word in before):
        return known and [word.lower() for word in after] != before  # a capital alone is for the picture to see
    short = any(len(word) < _WHOLE and word.isupper() for word in before)
    if short and list(map(len, before)) != list(map(len, after)):
        return False  # an abbreviation is no word that lost its letters
    return bool(high) and known and not any(titled(ours, at) for at in mine)
