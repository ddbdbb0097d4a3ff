"""The person finder: rules first, the sequence model where it adds, both under the same vetoes."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import as_file, files

from nlp.people.chains import Chains
from nlp.people.crf import Tagger
from nlp.people.lexicon import Lists, load_lists
from nlp.people.model import Person, Producer, clean_name
from nlp.people.rules import Hit, called_by_birth, find_by_rule
from nlp.people.titles import Title, titles
from nlp.people.tokens import tokenize
from nlp.people.union import may_hold, unite

__all__ = ["PeopleFinder", "load_people"]

_GIVEN_AND_MIDDLE = 2  # a titled name longer than that has a surname, known or not
_SURE = 0.85  # a rule this sure needs no second opinion

REMEMBERED = 512  # texts; a unit asks for some dozens


class PeopleFinder:
    """Finds mentions of persons. Holds no state of a text: one instance serves any number of threads."""

    def __init__(self, lists: Lists, tagger: Tagger | None = None) -> None:
        """``tagger``: the sequence model; without it the rules work alone."""
        self._lists = lists
        self._tagger = tagger
        # The rules of several fields ask for the same sentences: three questions of five were asked before.
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._find)

    def find(self, text: str) -> list[Person]:
        """Mentions in ``text`` (NFC), in reading order, none overlapping another; offsets are into ``text``."""
        return list(self._remembered(text))

    def _find(self, text: str) -> list[Person]:
        tokens = tokenize(text)
        if not tokens:
            return []
        chains = Chains(text, tokens, self._lists)
        honorifics = list(titles(chains))
        hits = find_by_rule(chains, honorifics)
        if self._tagger is None:
            return [self._person(chains, hit, "rule") for hit in hits]
        behind = {title.end for title in honorifics}
        named = {at for hit in hits for at in range(hit.first, hit.end)}

        def wanted(first: int, end: int) -> bool:
            # Beside a name that a rule found, the model is asked for its opinion of that one.
            return not named.isdisjoint(range(first, end)) or may_hold(chains, first, end, behind)

        spans = self._tagger.spans(chains, honorifics, _settled(len(tokens), hits, honorifics), wanted)
        united = unite(chains, hits, spans, behind)
        return [self._person(chains, hit, producer) for hit, producer in united]

    def _person(self, chains: Chains, hit: Hit, producer: Producer) -> Person:
        tokens, text = chains.tokens, chains.text
        start, end = tokens[hit.first].start, tokens[hit.end - 1].end
        title = hit.title
        honorific = clean_name(text[tokens[title.start].start : tokens[title.stop - 1].end]) if title else None
        return Person(
            start=start,
            end=end,
            name=clean_name(text[start:end]),
            title_start=tokens[title.start].start if title else None,
            honorific=honorific,
            full=self._full(chains, hit),
            producer=producer,
            confidence=hit.confidence,
        )

    def _full(self, chains: Chains, hit: Hit) -> bool:
        syllables = chains.syllables(hit.first, hit.end)
        first = chains.tokens[hit.first].fold
        lists = self._lists
        return len(syllables) > 1 and (
            first in lists.surnames
            or first in lists.surname_openings
            or first in lists.particles
            or (hit.title is not None and len(syllables) > _GIVEN_AND_MIDDLE)
            or called_by_birth(chains, hit.first)
        )


def _settled(size: int, hits: list[Hit], honorifics: list[Title]) -> bytearray:
    """Tokens of honorifics and of names that the rules are sure of."""
    settled = bytearray(size)
    for title in honorifics:
        settled[title.start : title.end] = b"\x01" * (title.end - title.start)
    for hit in hits:
        if hit.confidence >= _SURE:
            settled[hit.first : hit.end] = b"\x01" * (hit.end - hit.first)
    return settled


@cache
def load_people() -> PeopleFinder:
    """The finder with this package's lists and model; loaded once a process."""
    with as_file(files("nlp.people") / "data" / "people.crfsuite") as path:
        return PeopleFinder(load_lists(), Tagger(path))
