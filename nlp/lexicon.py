"""The word lists that the rules use, read once from ``nlp/data``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from nlp.people import PeopleFinder

__all__ = ["Lexicon", "load_data", "load_lexicon"]


def load_data(name: str) -> dict[str, Any]:
    """One YAML file of ``nlp/data`` as a mapping."""
    data = yaml.safe_load(files("nlp").joinpath("data", name).read_text("utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"nlp/data/{name} must hold a mapping")
    return data


@dataclass(frozen=True)
class Lexicon:
    """Phrases by section (folded), abbreviations (folded key → expansion) and the finder of persons."""

    sections: dict[str, tuple[str, ...]]
    abbreviations: dict[str, str]
    people: PeopleFinder


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
