"""What later minutes say became of a cell's requests to superior bodies (domain criteria, 7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from quality.concreteness import Statement
from quality.facts import Facts
from quality.tasks import spoken_of

__all__ = ["Answers", "answers"]

_ALIKE = 85  # token-set ratio from which a request is an earlier one, made again


@dataclass(frozen=True)
class Answers:
    """Requests of earlier meetings, how many have since been answered (yes or no), and the values of this record that
    tell so."""

    asked: int
    answered: int
    paths: tuple[str, ...]


def answers(now: Facts, history: Sequence[Facts]) -> Answers | None:
    """The requests of ``history`` (oldest first) with the answers that it or ``now`` tells; None where nothing was
    asked. An answer counts from the meeting after the request."""
    asked: list[Statement] = []
    waiting: list[Statement] = []
    paths: list[str] = []
    for facts in history:
        waiting = [request for request in waiting if spoken_of(request, facts.told) is None]
        new = [row for row in facts.requests if row.matter and not _known(row, asked)]
        asked += new
        waiting += new
    open_ = len(waiting)
    for request in waiting:
        told = spoken_of(request, now.told)
        if told is not None:
            open_ -= 1
            paths += [told.path] if told.path else []
    return Answers(len(asked), len(asked) - open_, tuple(dict.fromkeys(paths))) if asked else None


def _known(row: Statement, asked: Sequence[Statement]) -> bool:
    told = row.folded
    return any(_alike(told, known.folded) for known in asked)


@lru_cache(maxsize=8192)  # the same requests come back in the window of each of twelve meetings
def _alike(told: str, known: str) -> bool:
    return fuzz.token_set_ratio(told, known, score_cutoff=_ALIKE) >= _ALIKE
