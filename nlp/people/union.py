"""Rules and model put together: agreement strengthens, the model adds, and neither passes a veto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.people.chains import Chains
from nlp.people.crf import Span
from nlp.people.model import Producer
from nlp.people.rules import Hit, is_exception
from nlp.people.tokens import LOWER, OTHER
from nlp.people.untitled import after_unit

__all__ = ["may_hold", "unite"]

_ALONE = 0.8  # the probability that suffices without a rule, on a surname or behind an honorific
_ALONE_ANYWHERE = 0.95
_LISTING = frozenset({",", ";", "va", "cung"})
_CEILING = 0.99


def _vetoed(chains: Chains, span: Span, behind: set[int]) -> bool:
    lists = chains.lists
    first, end, probability = span
    if is_exception(chains, first, end) or after_unit(chains, first):
        return True
    if chains.end(first) == first:  # an office, a body, an abbreviation, or no capital
        return True
    if any(token.shape == OTHER and token.fold not in "'’-" for token in chains.tokens[first:end]):
        return True
    if any(chains.tokens[k].shape == LOWER for k in range(first, end)) and not chains.gendered(first):
        return True
    # A lone syllable is a name only behind an honorific or within a list: a table's cell may hold "Đo, cắm ...".
    if end - first == 1 and first not in behind and not (first and chains.tokens[first - 1].fold in _LISTING):
        return True
    likely = chains.known_surname(first) or chains.near_surname(first) or first in behind
    if probability < (_ALONE if likely else _ALONE_ANYWHERE):
        return True
    words = tuple(chains.surface(k).lower() for k in range(first, end))
    return words in lists.unit_names and not chains.gendered(first)


def may_hold(chains: Chains, first: int, end: int, behind: set[int]) -> bool:
    """Whether any name that the model might see within these tokens could pass the vetoes: tagging is the dear part."""
    return any(_may_begin(chains, at, end, behind) for at in range(first, end))


def _may_begin(chains: Chains, at: int, end: int, behind: set[int]) -> bool:
    if not chains.capital(at):
        return False
    if at not in behind and not (at and chains.tokens[at - 1].fold in _LISTING):  # it must have a second syllable
        following = chains.tokens[at + 1] if at + 1 < end else None
        if following is None or (following.shape == OTHER and following.fold not in "'’-"):
            return False
        if following.shape == LOWER and not chains.gendered(at):
            return False
    return chains.end(at) > at and not after_unit(chains, at)


def unite(
    chains: Chains, hits: Sequence[Hit], spans: Sequence[Span], behind: set[int]
) -> Iterator[tuple[Hit, Producer]]:
    """Hits in reading order with who found them. Where the two disagree on the ends of a name, the rule decides.

    ``behind``: tokens right behind an honorific.
    """
    found: list[tuple[Hit, Producer]] = []
    model = {(span.first, span.end): span.probability for span in spans}
    taken = bytearray(len(chains.tokens))
    for hit in hits:
        taken[hit.first : hit.end] = b"\x01" * (hit.end - hit.first)
        if hit.title:
            taken[hit.title.start : hit.title.end] = b"\x01" * (hit.title.end - hit.title.start)
        probability = model.get((hit.first, hit.end))
        if probability is None:
            found.append((hit, "rule"))
        else:
            joint = 1 - (1 - hit.confidence) * (1 - probability)
            found.append((hit._replace(confidence=round(min(_CEILING, joint), 3)), "both"))
    found.extend(
        (Hit(span.first, span.end, None, round(min(0.9, span.probability), 3)), "crf")
        for span in spans
        if not any(taken[span.first : span.end]) and not _vetoed(chains, span, behind)
    )
    return iter(sorted(found, key=lambda pair: pair[0].first))
