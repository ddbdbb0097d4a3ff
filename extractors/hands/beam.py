"""Reading with a language model: the likeliest text by picture and language together, and where its letters stand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from extractors.engines.lines_recognise import FloatArray, Letter
from extractors.hands.language import ORDER, START, Letters

__all__ = ["WEIGHT", "aligned", "likeliest"]

WEIGHT = 0.6  # of the language model's log probability
_BONUS = 1.3  # for a letter: the model's voice would else favour short texts
_BEAM = 16
_LEAST = math.log(5e-4)  # log probability of a letter that is looked at
_MOST_LETTERS = 10
_SURE = math.log(0.999)  # steps on which nothing else is looked at


def likeliest(steps: FloatArray, letters: Sequence[str], model: Letters, weight: float = WEIGHT) -> list[int]:
    """Classes of the likeliest text in ``steps`` (log probabilities, steps x classes): prefix beam search over CTC."""
    bonus = _BONUS * weight / WEIGHT
    # by text: log probability of its paths that end in a blank, of those that end in its last letter, what language
    # says of it, and its last letters
    beams: dict[tuple[int, ...], tuple[float, float, float, str]] = {(): (0.0, -math.inf, 0.0, START)}
    for row in steps:
        blank = float(row[0])
        looked: list[tuple[int, float]] = []
        if blank < _SURE:
            order = np.argsort(row)[-_MOST_LETTERS:]
            looked = [(int(n), float(row[n])) for n in order if n != 0 and row[n] > _LEAST]
        grown: dict[tuple[int, ...], list[float]] = {}
        tails: dict[tuple[int, ...], str] = {}
        for prefix, (of_blank, of_letter, said, tail) in beams.items():
            both = _either(of_blank, of_letter)
            _add(grown, prefix, both + blank, -math.inf, said)
            tails[prefix] = tail
            for number, chance in looked:
                start = both
                if prefix and number == prefix[-1]:
                    _add(grown, prefix, -math.inf, of_letter + chance, said)
                    start = of_blank
                if start > -math.inf:
                    longer = (*prefix, number)
                    if longer not in grown:
                        extra = weight * model.log(tail, letters[number]) + bonus
                        tails[longer] = (tail + letters[number])[1 - ORDER :]
                        _add(grown, longer, -math.inf, start + chance, said + extra)
                    else:
                        _add(grown, longer, -math.inf, start + chance, grown[longer][2])
        kept = sorted(grown.items(), key=_worth, reverse=True)[:_BEAM]
        beams = {prefix: (found[0], found[1], found[2], tails[prefix]) for prefix, found in kept}
    return list(next(iter(beams)))


def _worth(one: tuple[tuple[int, ...], list[float]]) -> float:
    of_blank, of_letter, said = one[1]
    return _either(of_blank, of_letter) + said


def _either(one: float, other: float) -> float:
    """Log of the sum of two probabilities given by their logs."""
    if one < other:
        one, other = other, one
    return one if other == -math.inf else one + math.log1p(math.exp(other - one))


def _add(
    grown: dict[tuple[int, ...], list[float]], prefix: tuple[int, ...], blank: float, letter: float, said: float
) -> None:
    found = grown.setdefault(prefix, [-math.inf, -math.inf, said])
    found[0] = _either(found[0], blank)
    found[1] = _either(found[1], letter)


def aligned(steps: FloatArray, text: Sequence[int], letters: Sequence[str]) -> list[Letter]:
    """The classes ``text`` laid over ``steps`` where they fit best (Viterbi), as letters with their probabilities."""
    if not text:
        return []
    states = [0]
    for number in text:
        states += [number, 0]
    count, total = len(states), len(steps)
    may_skip = np.array(
        [at >= 2 and states[at] != 0 and states[at] != states[at - 2] for at in range(count)], dtype=bool
    )
    said = steps[:, states].astype(np.float64)
    score = np.full(count, -np.inf)
    score[:2] = said[0, :2]
    came = np.zeros((total, count), np.int8)
    for step in range(1, total):
        one = np.concatenate(([-np.inf], score[:-1]))
        two = np.where(may_skip, np.concatenate(([-np.inf, -np.inf], score[:-2])), -np.inf)
        choices = np.stack([score, one, two])
        came[step] = choices.argmax(axis=0)
        score = choices.max(axis=0) + said[step]
    at = count - 1 if score[-1] >= score[-2] else count - 2
    spans: dict[int, list[int]] = {}
    for step in range(total - 1, -1, -1):
        if at % 2:
            spans.setdefault(at // 2, []).append(step)
        at -= int(came[step, at])
    out = []
    for place, number in enumerate(text):
        span = sorted(spans.get(place, [0]))
        chance = float(np.exp(min(0.0, float(steps[span, number].max()))))
        out.append(Letter(letters[number], span[0], span[-1], chance))
    return out
