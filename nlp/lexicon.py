"""The word lists that the rules use, read once from ``nlp/data``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from nlp.phrases import PhraseIndex

if TYPE_CHECKING:
    from pathlib import Path

    from nlp.people import PeopleFinder
    from nlp.registers import CellRegister, MemberRoster

__all__ = ["Lexicon", "load_data", "load_lexicon", "with_registers"]


def load_data(name: str) -> dict[str, Any]:
    """One YAML file of ``nlp/data`` as a mapping."""
    data = yaml.safe_load(files("nlp").joinpath("data", name).read_text("utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"nlp/data/{name} must hold a mapping")
    return data


@dataclass(frozen=True)
class Lexicon:
    """Phrases by section (folded), abbreviations (folded key → expansion), the finder of persons; and, where the
    committee gave them, its register of cells and its roster of members."""

    sections: dict[str, tuple[str, ...]]
    abbreviations: dict[str, str]
    people: PeopleFinder
    cells: CellRegister | None = None
    roster: MemberRoster | None = None

    @cached_property
    def headings(self) -> PhraseIndex:
        """The phrases of all sections, to be looked up at the beginning of a text."""
        return PhraseIndex(self.sections)

    @property
    def version(self) -> str:
        """What tells this lexicon from the one shipped: digests of the registers, or nothing."""
        parts = [f"{kind}:{given.version[:12]}" for kind, given in (("c", self.cells), ("r", self.roster)) if given]
        return "".join(f"+{part}" for part in parts)


def with_registers(lexicon: Lexicon, cells: Path | None = None, roster: Path | None = None) -> Lexicon:
    """``lexicon`` with a register of cells and a roster of members, from CSV files.

    Raises ``UsageError`` that names every fault of a file: line, column, reason.
    """
    if cells is None and roster is None:
        return lexicon
    from nlp.registers import load_cells, load_members  # noqa: PLC0415 - they need the lists in here

    register = load_cells(cells) if cells else None
    return replace(lexicon, cells=register, roster=load_members(roster, register) if roster else None)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon shipped with the program; the same object on every call."""
    from nlp.people import load_people  # noqa: PLC0415 - loading the tagger is the slow part of a start

    sections = load_data("sections.yaml")["sections"]
    return Lexicon(
        sections={name: tuple(str(phrase) for phrase in phrases) for name, phrases in sections.items()},
        abbreviations={str(k): str(v) for k, v in load_data("abbreviations.yaml")["expansions"].items()},
        people=load_people(),
    )
