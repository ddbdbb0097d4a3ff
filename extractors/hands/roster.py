"""Names that the roster of a cell settles: read one letter off from exactly one of its names, as the picture allows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.engines.lines_recognise import FloatArray, StripWord
from extractors.hands.capitals import bare, titled

__all__ = ["by_roster", "support"]

Said = tuple[StripWord, str | None]
_LEAST = math.log(0.01)  # what the picture must give the roster's name, beside the plain reading
_SHORT = 3  # letters of a name by itself that one letter may tell from others


def by_roster(words: Sequence[Said], steps: FloatArray, classes: Sequence[str], names: Sequence[str]) -> list[Said]:
    """``words`` of one piece of a line with their names settled to ``names`` (full names) where just one will do.

    A full name, or a given name by itself after an address. The plain reading stays beside what is changed.
    """
    out = list(words)
    numbers = {letter: number for number, letter in enumerate(classes) if number}
    for run in _runs(words):
        read = [bare(words[at][0].text) for at in run]
        known = _names_like(read, names, alone=len(run) == 1)
        if len(known) != 1:
            continue
        for at, right in zip(run, known[0], strict=True):
            word, before = words[at]
            text = word.text.replace(bare(word.text), right)
            if text == word.text:
                continue
            whole = [one.text for one, _ in out]
            changed = [*whole[:at], text, *whole[at + 1 :]]
            gain = support(steps, changed, numbers) - support(steps, whole, numbers)
            if gain >= _LEAST:
                out[at] = (replace(word, text=text), before or word.text)
    return out


def support(steps: FloatArray, words: Sequence[str], numbers: dict[str, int]) -> float:
    """Log probability that the picture gives to ``words``: of all paths through ``steps`` that read so (CTC)."""
    text = " ".join(words)
    if not all(letter in numbers for letter in text):
        return -math.inf
    states = [0]
    for letter in text:
        states += [numbers[letter], 0]
    said = steps[:, states].astype(np.float64)
    skip = np.array([at >= 2 and states[at] not in (0, states[at - 2]) for at in range(len(states))])
    score = np.full(len(states), -np.inf)
    score[:2] = said[0, :2]
    for row in said[1:]:
        one = np.concatenate(([-np.inf], score[:-1]))
        two = np.where(skip, np.concatenate(([-np.inf, -np.inf], score[:-2])), -np.inf)
        score = np.logaddexp(np.logaddexp(score, one), two) + row
    return float(np.logaddexp(score[-1], score[-2]))


def _runs(words: Sequence[Said]) -> Iterator[list[int]]:
    """Places of words that make one name: neighbours with a capital, no sign between them."""
    texts = [word.text for word, _ in words]
    run: list[int] = []
    for at, text in enumerate(texts):
        if _nameable(text):
            run.append(at)
            if text[-1].isalpha():
                continue
        if run and (len(run) > 1 or titled(texts, run[0])):
            yield run
        run = []
    if run and (len(run) > 1 or titled(texts, run[0])):
        yield run


def _nameable(text: str) -> bool:
    word = bare(text)
    return word[:1].isupper() and word.isalpha() and not (word.isupper() and len(word) > 1)


def _names_like(read: Sequence[str], names: Sequence[str], *, alone: bool) -> list[tuple[str, ...]]:
    """Names of the roster that ``read`` is, or else is one letter in one word off from."""
    wanted = {tuple(name.split()[-1:] if alone else name.split()) for name in names}
    if tuple(read) in wanted:
        return []
    if alone and len(read[0]) < _SHORT:
        return []
    found = []
    for name in sorted(wanted):
        if len(name) == len(read):
            apart = [Levenshtein.distance(one, other) for one, other in zip(read, name, strict=True)]
            if sum(apart) == 1:
                found.append(name)
    return found
