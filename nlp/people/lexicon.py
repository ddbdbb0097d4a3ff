"""The lists behind the person rules, loaded once: names, roles, vetoes, units."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nlp.fold import fold
from nlp.people.tokens import NEWLINE, SPACE, Token, tokenize

__all__ = ["Lists", "Phrases", "load_lists", "read_yaml"]

_DATA = files("nlp.people") / "data"


def read_yaml(name: str) -> Any:
    """One data file of this package."""
    return yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))


def _nfc(words: Iterable[str]) -> list[str]:
    return [unicodedata.normalize("NFC", word) for word in words]


class Phrases:
    """A set of phrases, matched token by token on folded text; the longest wins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted({tuple(fold(phrase).split()) for phrase in phrases}, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def match(self, tokens: Sequence[Token], index: int) -> int:
        """How many tokens from ``index`` on are one phrase; 0 when none begins there."""
        phrases = self._by_first.get(tokens[index].fold)
        if phrases is None:
            return 0
        following = tokens[index + 1].fold if index + 1 < len(tokens) else None
        for phrase in phrases:
            size = len(phrase)
            if size == 1:
                return 1
            if phrase[1] == following and index + size <= len(tokens) and _goes_on(tokens, index, phrase):
                return size
        return 0


def _goes_on(tokens: Sequence[Token], index: int, phrase: tuple[str, ...]) -> bool:
    """Whether the further words of ``phrase`` stand behind the token ``index``, with a blank or a line end each."""
    for k in range(1, len(phrase)):
        token = tokens[index + k]
        if token.fold != phrase[k] or token.gap not in (SPACE, NEWLINE):
            return False
    return True


@dataclass(frozen=True)
class Lists:
    """Everything the rules look up. Folded unless the name says otherwise."""

    surnames: frozenset[str]
    surnames_marked: frozenset[str]  # as written, lower case: proof that no mark was lost
    strong_surnames: frozenset[str]
    strong_marked: frozenset[str]  # as written, lower case
    surname_openings: frozenset[str]  # first syllable of a surname of two (Rơ Châm)
    surname_pairs: frozenset[str]  # such surnames whole
    middles: frozenset[str]
    givens: frozenset[str]
    givens_marked: frozenset[str]
    particles: frozenset[str]
    abbreviations: dict[str, str]
    acronyms: frozenset[str]
    roles: Phrases
    parts: Phrases
    stops: Phrases
    functions: Phrases
    bodies: Phrases
    phrases_marked: frozenset[str]  # roles and bodies as written, lower case
    units: Phrases
    unit_words: frozenset[str]
    place_tails: frozenset[str]  # last words of an office after which its village may stand
    units_marked: frozenset[str]  # single words, as written: "Quận" is a unit, "Quân" a name
    exceptions: frozenset[str]
    exceptions_marked: frozenset[str]  # of one syllable, as written: "Bác" is no name, "Bắc" is
    unit_names: frozenset[tuple[str, ...]]


def _unit_names() -> frozenset[tuple[str, ...]]:
    lines = (_DATA / "units.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(tuple(unicodedata.normalize("NFC", line).lower().split()) for line in lines if line[:1] != "#")


@cache
def load_lists() -> Lists:
    """The lists of this package; cached, immutable and so free to share among threads."""
    names, roles, vetoes = read_yaml("names.yaml"), read_yaml("roles.yaml"), read_yaml("vetoes.yaml")
    rare = _nfc(names["rare_surnames"])
    weak_marked = {word.lower() for word in [*_nfc(names["weak"]), *rare]}
    weak = {fold(word) for word in [*names["weak"], *names["weak_folded"], *rare]}
    surnames: set[str] = set(rare)
    middles: set[str] = set()
    givens: set[str] = set()
    for people in names["peoples"].values():
        surnames.update(_nfc(people["surnames"]))
        middles.update(
            part
            for key in ("male_middle", "female_middle")
            for word in _nfc(people.get(key, {}))
            for part in word.split()
        )
        givens.update(
            part for key in ("male_given", "female_given") for word in _nfc(people[key]) for part in word.split()
        )
    single = {word for word in surnames if " " not in word}
    particles = frozenset(fold(word) for word in names["peoples"]["tay_nguyen"]["particles"] if len(word) == 1)
    return Lists(
        surnames=frozenset(fold(word) for word in single if len(word) > 1),
        surnames_marked=frozenset(word.lower() for word in single),
        strong_surnames=frozenset(fold(word) for word in single if len(word) > 1) - weak,
        strong_marked=frozenset(word.lower() for word in single if len(word) > 1) - weak_marked,
        surname_openings=frozenset(fold(word).split()[0] for word in surnames if " " in word),
        surname_pairs=frozenset(fold(word) for word in surnames if " " in word),
        middles=frozenset(fold(word) for word in middles),
        givens=frozenset(fold(word) for word in givens),
        givens_marked=frozenset(word.lower() for word in givens),
        particles=particles,
        abbreviations=dict(roles["abbreviations"]),
        acronyms=frozenset(fold(word) for word in [*roles["abbreviations"], *roles["ambiguous"]]),
        roles=Phrases(roles["phrases"]),
        parts=Phrases([*roles["parts"], *roles["phrases"]]),
        stops=Phrases(roles["stops"]),
        functions=Phrases(roles["functions"]),
        bodies=Phrases(word for word in vetoes["bodies"] if " " in word),
        phrases_marked=frozenset(_nfc([*roles["phrases"], *vetoes["bodies"]])),
        units=Phrases(vetoes["units"]),
        unit_words=frozenset(fold(word) for word in vetoes["units"] if " " not in word),
        place_tails=frozenset(fold(word) for word in vetoes["place_tails"]),
        units_marked=frozenset(word for word in _nfc(vetoes["units"]) if " " not in word),
        exceptions=frozenset(
            " ".join(token.fold for token in tokenize(word)) for word in vetoes["exceptions"] if len(word) > 4
        ),
        exceptions_marked=frozenset(word.lower() for word in _nfc(vetoes["exceptions"]) if len(word) <= 4),
        unit_names=_unit_names(),
    )
