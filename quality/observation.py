"""What a detector hands to the scale of a rubric."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quality.answers import Answers, answers
from quality.facts import Facts
from quality.focus import Focus, focus_of
from quality.novelty import repeats
from quality.recent import recent
from quality.tasks import FollowUp, follow_up

__all__ = ["Case", "Detector", "Observation", "Params"]

Params = Mapping[str, "float | bool | str | list[str] | list[dict[str, str | list[str]]]"]


class Case:
    """One meeting with the earlier ones of its cell, oldest first, and what is derived from both once."""

    def __init__(self, now: Facts, history: Sequence[Facts] = ()) -> None:
        self.now = now
        self.history = history

    @cached_property
    def recent(self) -> list[Facts]:
        """Those of the history that this meeting still answers for: of the last twelve months."""
        return recent(self.now, self.history)

    @property
    def first(self) -> bool:
        """Whether the cell's papers surely begin, or begin again after a break, with this one."""
        undated = self.now.months is None or any(facts.months is None for facts in self.history)
        return not self.recent and not (self.history and undated)

    @cached_property
    def followed(self) -> FollowUp | None:
        """The last meeting's tasks as this one speaks of them; None without earlier tasks."""
        return follow_up(self.now, self.recent)

    @cached_property
    def answered(self) -> Answers | None:
        """Earlier requests to superiors and their answers; None where nothing was asked before."""
        return answers(self.now, self.recent)

    @cached_property
    def repeated(self) -> list[frozenset[int]] | None:
        """Text shared with each of the earlier meetings; None where there is too little to compare."""
        return repeats(self.now, self.history)

    @cached_property
    def focus(self) -> Focus:
        return focus_of(self.now)


@dataclass(frozen=True)
class Observation:
    """Measures as the worst and the best that the page allows, the pointers they rest on, and one sentence why.

    ``state``: ``seen`` (measures are there), ``silent`` (the minutes say nothing about it), ``unknowable`` (minutes
    cannot show it, or what they say cannot be used). ``reason`` names no person.
    """

    reason: str
    state: str = "seen"
    worst: Mapping[str, float] = field(default_factory=dict)
    best: Mapping[str, float] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    raise_by: str | None = None

    @classmethod
    def exact(
        cls, measures: Mapping[str, float], reason: str, paths: Sequence[str], raise_by: str | None = None
    ) -> Observation:
        return cls(reason, "seen", measures, measures, tuple(paths), raise_by)

    @classmethod
    def between(
        cls,
        worst: Mapping[str, float],
        best: Mapping[str, float],
        reason: str,
        paths: Sequence[str],
        raise_by: str | None = None,
    ) -> Observation:
        return cls(reason, "seen", worst, best, tuple(paths), raise_by)

    @classmethod
    def silent(cls, reason: str, raise_by: str | None = None) -> Observation:
        return cls(reason, "silent", raise_by=raise_by)

    @classmethod
    def unknowable(cls, reason: str, raise_by: str | None = None) -> Observation:
        return cls(reason, "unknowable", raise_by=raise_by)


@dataclass(frozen=True)
class Detector:
    """A detector as the registry knows it: what it measures, which parameters it takes, and what it does."""

    name: str
    measures: frozenset[str]
    params: frozenset[str]
    observe: Callable[[Case, Params], Observation]
    about: str
