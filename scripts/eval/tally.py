"""Counts of right and wrong answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

__all__ = ["Board", "Tally"]


@dataclass
class Tally:
    """``wrong``: another value than the gold's; ``missed``: none; ``spurious``: one where the gold has none."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    spurious: int = 0
    left_open: int = 0  # both say nothing: counts nowhere

    def add(self, other: Tally) -> None:
        """Add another tally's counts."""
        for key, count in vars(other).items():
            setattr(self, key, getattr(self, key) + count)

    @property
    def said(self) -> int:
        return self.right + self.wrong + self.spurious

    @property
    def asked(self) -> int:
        return self.right + self.wrong + self.missed

    @property
    def precision(self) -> float | None:
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        return self.right / self.asked if self.asked else None

    @property
    def f1(self) -> float | None:
        both = self.said + self.asked
        return 2 * self.right / both if both else None

    @property
    def strict(self) -> float | None:
        """Right answers among all that were asked or said; smaller than F1."""
        every = self.right + self.wrong + self.missed + self.spurious
        return self.right / every if every else None


@dataclass
class Board:
    """The tallies of one group of units."""

    scalars: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lists: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    details: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    units: Tally = field(default_factory=Tally)
    negatives: Tally = field(default_factory=Tally)

    @property
    def every(self) -> Tally:
        """All fields together."""
        total = Tally()
        for table in (self.scalars, self.lists, self.details):
            for tally in table.values():
                total.add(tally)
        return total

    def rows(self) -> dict[str, Tally]:
        """All fields, scalars first, then lists, then what was compared on paired items."""
        return {**self.scalars, **self.lists, **self.details}
