"""Rules for persons: an honorific before the name, or a surname with the company that a name keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.people.birth_order import BIRTH_ORDER
from nlp.people.chains import Chains
from nlp.people.titles import Title
from nlp.people.tokens import LOWER, NEWLINE, OTHER, SPACE, TITLE, UPPER
from nlp.people.untitled import untitled

__all__ = ["Hit", "called_by_birth", "find_by_rule", "is_exception"]

_SEPARATORS = frozenset({",", ";", "va", "cung", "/", "&"})
_ROLE_REACH = 10  # tokens from an office to the name of its holder: "đ/c Bí thư Đảng ủy xã Tân Lập Nguyễn Văn A"
_BRACKET_REACH = 14
_LABEL_REACH = 9
_AFTER_ABSENT = frozenset({",", "(", ";", "-", "–", "va", "p", "kp", "kld"})


# Places in the south are called by the order of birth too, so that it counts at the beginning of an item only.
_OPENS_ITEM = frozenset({":", ",", ";", ".", "-", "–", "+", "(", "/"})


class Hit(NamedTuple):
    """A name in tokens ``first`` to ``end`` (exclusive), its honorific if any, and how sure the rule is."""

    first: int
    end: int
    title: Title | None
    confidence: float


def is_exception(chains: Chains, first: int, end: int) -> bool:
    """Whether the chain names a figure that minutes invoke (Bác Hồ), not a participant."""
    folded = " ".join(token.fold for token in chains.tokens[first:end])
    if end - first == 1:
        return chains.surface(first).lower() in chains.lists.exceptions_marked
    return folded in chains.lists.exceptions or "ho chi minh" in folded or folded.startswith("bac ho ")


def _after_role(chains: Chains, index: int) -> tuple[int, int] | None:
    """The holder's name behind an office that begins at ``index``."""
    tokens, lists = chains.tokens, chains.lists
    size = lists.roles.match(tokens, index) or lists.bodies.match(tokens, index) or 1
    place = index + size
    limit = min(len(tokens), place + _ROLE_REACH)
    if place < limit and tokens[place].gap in (SPACE, NEWLINE) and chains.capital(place):
        end = chains.end(place)
        syllables = chains.syllables(place, end)
        in_unit = tokens[place - 1].fold in lists.place_tails
        if (
            len(syllables) == 1
            and tokens[place].gap == SPACE
            and tokens[place].shape == TITLE
            and not chains.opens_unit(place)
        ):
            return place, end
        doubtful = in_unit and (not chains.strong(place) or _is_unit(chains, place, end))
        gendered = chains.gendered(place)
        if len(syllables) > 1 and chains.known_surname(place) and (gendered or not doubtful):
            return place, end
    for at in range(place, limit):
        token = tokens[at]
        if token.shape == OTHER or token.gap not in (SPACE, NEWLINE):
            return None
        if token.shape < TITLE or not chains.known_surname(at):
            continue
        end = chains.end(at)
        strong = chains.strong(at)
        middle = chains.gendered(at)
        after_unit = tokens[at - 1].fold in lists.place_tails
        if end - at > 2 and (middle or (strong and not after_unit)):
            return at, end
        if (
            end - at == 2
            and strong
            and not after_unit
            and tokens[at - 1].shape == LOWER
            and not _is_unit(chains, at, end)
        ):
            return at, end
    return None


def _is_unit(chains: Chains, first: int, end: int) -> bool:
    return tuple(chains.surface(k).lower() for k in range(first, end)) in chains.lists.unit_names


def _small_name(chains: Chains, index: int) -> int:
    """End of a full name written without capitals ("nguyễn văn nam") after an honorific, or ``index``."""
    tokens = chains.tokens
    if index + 2 < len(tokens) and tokens[index].shape == LOWER and tokens[index].fold in chains.lists.strong_surnames:
        middle, given = tokens[index + 1], tokens[index + 2]
        if middle.fold in {"van", "thi"} and middle.gap == SPACE and given.gap == SPACE and given.shape != OTHER:
            return index + 3
    return index


def _named(chains: Chains, title: Title) -> tuple[int, int, float] | None:
    """The name that an honorific introduces: ``(first, end, confidence)``."""
    tokens, lists = chains.tokens, chains.lists
    index = title.end
    if index >= len(tokens):
        return None
    token = tokens[index]
    is_office = lists.roles.match(tokens, index) or (token.shape == UPPER and token.fold in lists.acronyms)
    if is_office:
        found = _after_role(chains, index)
        return (*found, 0.85) if found else None
    end = chains.end(index)
    if end == index:
        end = _small_name(chains, index)
        return (index, end, 0.75) if end > index else None
    full = chains.known_surname(index) and end - index > 1
    if not full and chains.opens_unit(index):
        return None
    if title.family and not full and tokens[index].shape != TITLE:
        return None
    return index, end, 0.97 if full else 0.9


def _skip_bracket(chains: Chains, index: int) -> int:
    """Past a bracket right behind a name ("A (ốm), B"), or ``index``."""
    tokens = chains.tokens
    if index < len(tokens) and tokens[index].fold == "(":
        for at in range(index + 1, min(len(tokens), index + _BRACKET_REACH)):
            if tokens[at].fold == ")":
                return at + 1
    return index


def _listed(chains: Chains, end: int, title: Title, titled: frozenset[int]) -> Iterator[tuple[int, int, float]]:
    """Further names of a list that an honorific opened: "đ/c A, B và C"."""
    tokens, lists = chains.tokens, chains.lists
    while True:
        at = _skip_bracket(chains, end)
        if at + 1 >= len(tokens) or tokens[at].fold not in _SEPARATORS or tokens[at].gap > NEWLINE:
            return
        at += 1
        if tokens[at].fold == "va" and tokens[at].shape == LOWER and at + 1 < len(tokens):
            at += 1
        if at in titled or tokens[at].gap not in (SPACE, NEWLINE, 0) or chains.opens_unit(at):
            return
        stop = chains.end(at)
        if stop == at or is_exception(chains, at, stop):
            return
        syllables = len(chains.syllables(at, stop))
        follower = tokens[stop] if stop < len(tokens) else None
        if syllables > 1 and chains.known_surname(at):
            if _is_unit(chains, at, stop) and not chains.gendered(at):
                return
            confidence = 0.9
        elif (
            syllables <= 2
            and (title.plural or tokens[at].shape == TITLE)
            and not (follower and ((follower.fold == ":" and not title.plural) or follower.fold.isdigit()))
        ):
            known = tokens[stop - 1].fold in lists.givens
            if (
                follower
                and syllables == 1
                and follower.gap == SPACE
                and follower.fold in lists.acronyms
                and follower.shape == UPPER
            ):
                return  # "Hội CCB"
            if _is_unit(chains, at, stop) or not (
                title.plural or known or (syllables == 1 and stop - at == 1 and len(tokens[at].fold) == 1)
            ):
                return
            confidence = 0.85 if title.plural else 0.75
        else:
            return
        yield at, stop, confidence
        end = stop


def _absent(chains: Chains) -> Iterator[int]:
    """Where a list of given names after "vắng ...:" begins: "vắng 2: Hòe, Tý (ốm)"."""
    tokens, lists = chains.tokens, chains.lists
    for at in range(1, len(tokens) - 2):
        if tokens[at].fold != ":" or tokens[at + 1].shape != TITLE or tokens[at + 1].fold not in lists.givens:
            continue
        label = range(at - 1, max(-1, at - _LABEL_REACH), -1)
        if tokens[at + 2].fold in _AFTER_ABSENT and any(
            tokens[k].fold == "vang" and tokens[k].shape != OTHER for k in label
        ):
            yield at + 1


def called_by_birth(chains: Chains, first: int) -> bool:
    """Whether the name that begins at token ``first`` begins with the order of birth ("Hai Đực")."""
    return chains.surface(first) in BIRTH_ORDER


def _nicknamed(chains: Chains) -> Iterator[int]:
    """ "Hai Đực", "Út Hiền" at the beginning of a line, sentence or item of a list: names by the order of birth."""
    tokens = chains.tokens
    for at in range(len(tokens) - 1):
        if tokens[at].shape != TITLE or tokens[at + 1].shape != TITLE or tokens[at + 1].gap != SPACE:
            continue
        if not called_by_birth(chains, at) or (at + 2 < len(tokens) and tokens[at + 2].shape >= TITLE):
            continue
        opens = at == 0 or tokens[at].gap >= NEWLINE or tokens[at - 1].fold in _OPENS_ITEM
        if opens and not _is_unit(chains, at, at + 2) and not chains.lists.units.match(tokens, at + 1):
            yield at


def find_by_rule(chains: Chains, found_titles: Sequence[Title]) -> list[Hit]:
    """Names in reading order, none overlapping another; ``found_titles``: the honorifics of the text."""
    taken = bytearray(len(chains.tokens))
    hits: list[Hit] = []

    def take(first: int, end: int, title: Title | None, confidence: float) -> None:
        if not any(taken[first:end]):
            taken[first:end] = b"\x01" * (end - first)
            hits.append(Hit(first, end, title, confidence))

    titled = frozenset(title.start for title in found_titles)
    for title in found_titles:  # all of them first: no name may run into the honorific of the next
        taken[title.start : title.end] = b"\x01" * (title.end - title.start)
    for title in found_titles:
        found = _named(chains, title)
        if found is None or is_exception(chains, found[0], found[1]):
            continue
        take(found[0], found[1], title, found[2])
        for first, end, confidence in _listed(chains, found[1], title, titled):
            take(first, end, None, confidence)
    for first in _absent(chains):
        if not taken[first] and not chains.barred(first, first):
            take(first, first + 1, None, 0.75)
            label = Title(first, first, first, plural=True, family=False)
            for name_first, end, confidence in _listed(chains, first + 1, label, titled):
                take(name_first, end, None, confidence - 0.1)
    for first in _nicknamed(chains):
        take(first, first + 2, None, 0.65)
    for first, end, confidence in untitled(chains, taken):
        take(first, end, None, confidence)
    return sorted(hits)
