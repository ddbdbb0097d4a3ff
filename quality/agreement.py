"""How far two readings of the same meetings agree. Readings are compared, never raters ranked.

Sources: Cohen 1968 (kappa with quadratic weights), McGraw and Wong 1996 (ICC for absolute agreement of single ratings,
two-way random effects, "ICC(A,1)", the ICC(2,1) of Shrout and Fleiss 1979), Efron's percentile bootstrap over meetings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from schemas import Judgement

__all__ = ["FEWEST", "WANTED", "Agreement", "Verdict", "blind_pairs", "icc", "machine_pairs", "quadratic_kappa"]

FEWEST = 30  # pairs; below, the interval is so wide that any verdict would be chance
WANTED = 0.70  # kappa that is asked for
_DRAWS = 2000
_SEED = 1
_NOTHING = 1e-9  # a variance below it is rounding

Verdict = Literal["too-few", "not-varied", "agrees", "uncertain", "disagrees"]
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Agreement:
    """Agreement over ``count`` pairs. ``exact`` and ``adjacent`` (at most one level or point apart) are shares,
    ``kappa`` has quadratic weights, ``interval`` is the bootstrap's middle 95 %, ``bias`` the mean of second minus
    first.

    ``verdict``: ``too-few`` below 30 pairs, whatever the figures; ``not-varied`` where one side used one level only, so
    that there is no kappa; ``agrees`` where kappa reaches 0.70, ``uncertain`` where only its interval does,
    ``disagrees`` else.
    """

    count: int
    exact: float
    adjacent: float
    kappa: float | None
    interval: tuple[float, float] | None
    bias: float
    icc: float | None
    verdict: Verdict

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]], seed: int = _SEED) -> Agreement:
        """Raises ``ValueError`` without pairs."""
        if not pairs:
            raise ValueError("no pairs")
        table = np.asarray(pairs, dtype=float)
        kappa = _known(quadratic_kappa(table))
        rng = np.random.default_rng(seed)
        drawn = np.array([quadratic_kappa(table[rng.integers(0, len(table), len(table))]) for _ in range(_DRAWS)])
        drawn = drawn[~np.isnan(drawn)]
        interval = None
        if kappa is not None and len(drawn):
            low, high = np.percentile(drawn, [2.5, 97.5])
            interval = (float(low), float(high))
        gap = table[:, 1] - table[:, 0]
        return cls(
            count=len(table),
            exact=float((gap == 0).mean()),
            adjacent=float((np.abs(gap) <= 1).mean()),
            kappa=kappa,
            interval=interval,
            bias=float(gap.mean()),
            icc=_known(icc(table)),
            verdict=_verdict(len(table), kappa, interval),
        )


def quadratic_kappa(pairs: Array) -> float:
    """Cohen's kappa with quadratic weights of n x 2 levels; nan where both sides use one and the same level only."""
    first, second = pairs[:, 0], pairs[:, 1]
    # The mean of (a - b)² over every a with every b, without the table of all of them.
    chance = float((first**2).mean() + (second**2).mean() - 2 * first.mean() * second.mean())
    return 1 - float(((first - second) ** 2).mean()) / chance if chance > _NOTHING else float("nan")


def icc(ratings: Array) -> float:
    """ICC(A,1) of n x k ratings: absolute agreement of single ratings, raters as a sample of raters. nan for fewer than
    two rows, or without any variance."""
    n, k = ratings.shape
    if n < 2 or k < 2:
        return float("nan")
    mean = ratings.mean()
    rows = k * float(((ratings.mean(axis=1) - mean) ** 2).sum()) / (n - 1)
    columns = n * float(((ratings.mean(axis=0) - mean) ** 2).sum()) / (k - 1)
    left = ratings - ratings.mean(axis=1, keepdims=True) - ratings.mean(axis=0, keepdims=True) + mean
    error = float((left**2).sum()) / ((n - 1) * (k - 1))
    whole = rows + (k - 1) * error + k * (columns - error) / n
    return (rows - error) / whole if abs(whole) > _NOTHING else float("nan")


def blind_pairs(acts: Iterable[Judgement]) -> dict[str, list[tuple[float, float]]]:
    """By criterion, the ratings of the first two people who rated a meeting blind. Which of them stands first is drawn
    by the record's id, so that no figure says that one person is stricter than another."""
    found: dict[str, list[tuple[float, float]]] = {}
    for (record_id, _, criterion), values in _ratings(acts).items():
        if len(values) >= 2:
            first, second = values[:2]
            turned = hashlib.sha256(record_id.encode()).digest()[0] % 2
            found.setdefault(criterion, []).append((second, first) if turned else (first, second))
    return found


def machine_pairs(
    acts: Iterable[Judgement], machine: dict[tuple[str, str, str], float | None]
) -> dict[str, list[tuple[float, float]]]:
    """By criterion, (person, machine): the first blind rating of a meeting beside the machine's value. ``machine`` is
    by record, rubric ("" for aspects) and criterion; None or missing where the machine says nothing."""
    found: dict[str, list[tuple[float, float]]] = {}
    for key, values in _ratings(acts).items():
        said = machine.get(key)
        if said is not None:
            found.setdefault(key[2], []).append((values[0], said))
    return found


def _ratings(acts: Iterable[Judgement]) -> dict[tuple[str, str, str], list[float]]:
    """By record, rubric and criterion: each person's last blind rating, in the order in which people first rated."""
    by_person: dict[tuple[str, str, str], dict[str, float]] = {}
    for act in sorted(acts, key=lambda one: (one.at, one.id)):
        if act.kind == "rating" and act.value is not None:
            by_person.setdefault((act.record_id, act.rubric_id, act.criterion), {})[act.who] = act.value
    return {key: list(people.values()) for key, people in by_person.items()}


def _verdict(count: int, kappa: float | None, interval: tuple[float, float] | None) -> Verdict:
    if count < FEWEST:
        return "too-few"
    if kappa is None or interval is None:
        return "not-varied"
    if kappa >= WANTED:
        return "agrees"
    return "uncertain" if interval[1] >= WANTED else "disagrees"


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
