"""The member whose name was misread: nearer than any other, and near enough to be nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from nlp.fold import fold
from nlp.people.lexicon import load_lists
from nlp.registers.members import Member

__all__ = ["nearest_member"]

_SYLLABLES = 3  # a shorter name holds too little to be told from another with two letters wrong
_MISREAD = 2  # letters
_APART = 2  # letters by which the next member must be farther off


def nearest_member(name: str, members: Sequence[Member]) -> str | None:
    """The only member whose name differs from the full name ``name`` in one or two misread letters, else ``None``.

    Two known given names or surnames are two people, however alike they are.
    """
    words = fold(name).split()
    if len(words) < _SYLLABLES or any(member.name == name for member in members):
        return None
    measured = sorted(
        (far, member.name)
        for member in members
        if (far := Levenshtein.distance(" ".join(words), fold(member.name), score_cutoff=_MISREAD + _APART))
        <= _MISREAD + _APART
    )
    if not measured or not 0 < measured[0][0] <= _MISREAD:
        return None
    if len(measured) > 1 and measured[1][0] < measured[0][0] + _APART:
        return None
    best = measured[0][1]
    return best if _misread(words, fold(best).split()) else None


def _misread(words: list[str], other: list[str]) -> bool:
    if len(words) != len(other):
        return False
    lists = load_lists()
    for at, (a, b) in enumerate(zip(words, other, strict=True)):
        known = lists.surnames if at == 0 else lists.givens
        if a != b and ((a in known and b in known) or abs(len(a) - len(b)) > 1):
            return False
    return True
