"""One spelling a person: short forms and misread variants linked to the full name they stand for."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from nlp.fold import fold
from nlp.people.lexicon import load_lists
from nlp.people.model import Person, clean_name

__all__ = ["Roster"]

_TOLERANT_FROM = 4  # letters: in a shorter syllable one letter more or less is another name
_LIST_WEIGHT = 1000.0  # a name of the given list outweighs any count of spellings in the document
_TONES = dict.fromkeys((0x0300, 0x0301, 0x0303, 0x0309, 0x0323))


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(name).replace("-", " ").replace("’", "'").replace("' ", "'").split())


def _marked(syllable: str) -> tuple[str, ...]:
    """Letters and marks of a syllable, wherever the tone stands: ``hoà`` and ``hòa`` are one."""
    parts = unicodedata.normalize("NFD", syllable.lower())
    tones = [char for char in parts if ord(char) in _TONES]
    return (unicodedata.normalize("NFC", parts.translate(dict.fromkeys(_TONES))), *tones)


def _marks(name: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", name)) + name.lower().count("đ")


def _tidy(name: str) -> str:
    """A name in the usual capitals when it is written all in capitals or all in small letters."""
    cleaned = clean_name(name)
    if cleaned.isupper() or cleaned.islower():
        return " ".join(word[:1].upper() + word[1:].lower() for word in cleaned.split())
    return cleaned


class Roster:
    """The known full names of one document (and, where given, of the cell); immutable once built."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """``names``: the cell's own list; their spelling wins over the document's."""
        self._names = [tidied for tidied in (_tidy(name) for name in names) if tidied]
        self._build([(name, _LIST_WEIGHT) for name in self._names])

    def with_persons(self, persons: Iterable[Person]) -> Roster:
        """A roster that also knows the full names among ``persons`` (the mentions of one document)."""
        roster = Roster(self._names)
        seen = [(_tidy(person.name), person.confidence) for person in persons if person.full]
        roster._build([*((name, _LIST_WEIGHT) for name in self._names), *seen])
        return roster

    def link(self, persons: Sequence[Person]) -> list[str]:
        """The value for each mention, in order: its full name in one spelling, or the wording where that is unclear."""
        roster = self.with_persons(persons)
        return [roster.resolve(person.name) for person in persons]

    def _build(self, weighted: Iterable[tuple[str, float]]) -> None:
        spellings: defaultdict[tuple[str, ...], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for name, weight in weighted:
            spellings[_key(name)][name] += weight
        self._values: dict[tuple[str, ...], list[str]] = {}
        totals: dict[tuple[str, ...], float] = {}
        for key, counts in spellings.items():
            self._values[key] = _leaders(counts)
            totals[key] = sum(counts.values())
        # A variant with one letter misread joins the better attested name.
        for key in sorted(self._values, key=lambda k: totals[k]):
            nearest = [
                other
                for other in self._values
                if other != key and totals[other] > totals[key] and totals[key] < _LIST_WEIGHT and _misread(key, other)
            ]
            if len(nearest) == 1:
                self._values[key] = self._values[nearest[0]]
        self._full = {name: _key(name) for values in self._values.values() for name in values}

    def resolve(self, name: str) -> str:
        """The full name that ``name`` stands for, or ``name`` itself (tidied) when none or several would fit.

        A short form ("Chiêu", "Văn Chiêu") stands for the only full name that ends in it. Marks decide between
        names that differ in nothing else; without such a decision folded forms are compared, and last, from four
        letters on, forms with one letter misread.
        """
        tidied = _tidy(name)
        key = _key(tidied)
        if not key:
            return tidied
        if key in self._values:
            return _closest(tidied, self._values[key])
        if len(key) > 2 or (len(key) == 2 and key[0] in load_lists().strong_surnames):
            near = {value for other, values in self._values.items() if _misread(key, other) for value in values}
            if len(near) == 1:
                return near.pop()
        return self._short(tidied, key)

    def _short(self, name: str, key: tuple[str, ...]) -> str:
        size = len(key)
        ending = [full for full, whole in self._full.items() if len(whole) > size and whole[-size:] == key]
        exact = [
            full
            for full in ending
            if [_marked(part) for part in full.split()[-size:]] == [_marked(part) for part in name.split()]
        ]
        for candidates in (exact, ending):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                return name
        if fold(name) in load_lists().givens or len(key[-1]) < _TOLERANT_FROM:
            return name
        near = [full for full, whole in self._full.items() if len(whole) > size and _misread(key, whole[-size:])]
        return near[0] if len(near) == 1 else name


def _leaders(counts: Mapping[str, float]) -> list[str]:
    """The spellings of one folded name that stay apart; mostly the single best attested."""
    ranked = sorted(counts, key=lambda name: (counts[name], _marks(name), name), reverse=True)
    best, kept = ranked[0], [ranked[0]]
    givens = load_lists().givens_marked
    for other in ranked[1:]:
        pair = [name.lower().split() for name in (best, other)]
        # Two people may differ only in a mark (Hùng, Hưng): both written often, both names, the rest the same.
        apart = (
            [_marked(part) for part in pair[0][:-1]] == [_marked(part) for part in pair[1][:-1]]
            and _marked(pair[0][-1]) != _marked(pair[1][-1])
            and {pair[0][-1], pair[1][-1]} <= givens
            and _marks(pair[0][-1]) == _marks(pair[1][-1])
            and counts[other] >= 1.5
        )
        if apart or counts[other] >= _LIST_WEIGHT:
            kept.append(other)
    return kept


def _closest(name: str, values: list[str]) -> str:
    marked = [_marked(part) for part in name.split()]
    for value in values:
        if [_marked(part) for part in value.split()] == marked:
            return value
    return values[0] if len(values) == 1 else name


def _misread(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the two folded names differ in one letter of one syllable, and not as two known names do."""
    if len(key) != len(other):
        return False
    differing = [at for at in range(len(key)) if key[at] != other[at]]
    if len(differing) != 1:
        return False
    a, b = key[differing[0]], other[differing[0]]
    lists = load_lists()
    known = lists.surnames if differing[0] == 0 and len(key) > 1 else lists.givens
    if a in known and b in known:
        return False
    gendered = {a, b} & {"thi", "van"} and differing[0] == 1 and len(key) > 2  # one of few words: safe to mend
    return (max(len(a), len(b)) >= _TOLERANT_FROM or bool(gendered)) and Levenshtein.distance(a, b, score_cutoff=1) == 1
