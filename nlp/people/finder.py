"""The person finder: rules first, the sequence model where it adds, both under the same vetoes."""

from __future__ import annotations

from functools import cache

from nlp.people.chains import Chains
from nlp.people.lexicon import Lists, load_lists
from nlp.people.model import Person, clean_name
from nlp.people.rules import Hit, find_by_rule
from nlp.people.tokens import tokenize

__all__ = ["PeopleFinder", "load_people"]


class PeopleFinder:
    """Finds mentions of persons. Holds no state of a text: one instance serves any number of threads."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def find(self, text: str) -> list[Person]:
        """Mentions in ``text`` (NFC), in reading order, none overlapping another; offsets are into ``text``."""
        tokens = tokenize(text)
        if not tokens:
            return []
        chains = Chains(text, tokens, self._lists)
        return [self._person(chains, hit) for hit in find_by_rule(chains)]

    def _person(self, chains: Chains, hit: Hit) -> Person:
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
            producer="rule",
            confidence=hit.confidence,
        )

    def _full(self, chains: Chains, hit: Hit) -> bool:
        syllables = chains.syllables(hit.first, hit.end)
        first = chains.tokens[hit.first].fold
        lists = self._lists
        return len(syllables) > 1 and (
            first in lists.surnames or first in lists.surname_openings or first in lists.particles
        )


@cache
def load_people() -> PeopleFinder:
    """The finder with this package's lists and model; loaded once a process."""
    return PeopleFinder(load_lists())
