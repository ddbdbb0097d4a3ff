"""An officer's line taken apart: "đ/c Tạ Thị Mơ - PBT" is a person and an office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nlp.people.finder import load_people
from nlp.people.lexicon import Lists, load_lists
from nlp.people.model import Person, clean_name
from nlp.people.tokens import GLUED, LOWER, NEWLINE, OTHER, PARAGRAPH, UPPER, WIDE, Token, tokenize

__all__ = ["Officer", "expand_role", "parse_officer"]

Span = tuple[int, int]
_SEPARATORS = frozenset({",", "-", "–", "—", "(", ":", "/"})
_JOINS = frozenset({",", "-", "–", "—", "+", "&", "/"})
_ENDS = frozenset({".", ";", ")", ":", "(", "!", "?", "…", "|"})
_WORD = re.compile(r"[^\W\d_]+")


class Officer(NamedTuple):
    """A name with the office stated beside it; spans are offsets into the text given, all ``None`` where unstated."""

    name: str | None
    role: str | None
    name_span: Span | None
    role_span: Span | None


def expand_role(role: str) -> str:
    """A role with its abbreviations written out: "BTCB, Trưởng thôn" → "Bí thư Chi bộ, Trưởng thôn".

    Only all-capital words of the list of roles are expanded; anything else stays as written.
    """
    table = load_lists().abbreviations
    return _WORD.sub(lambda match: table.get(match.group(), match.group()), clean_name(role))


def _opens_role(tokens: Sequence[Token], index: int, lists: Lists, *, further: bool = False) -> int:
    """Number of tokens of the office word that begins at ``index``, 0 if none does; ``further``: after another."""
    token = tokens[index]
    if token.shape == UPPER and token.fold in _abbreviations(lists):
        return 1
    if further:
        size = lists.parts.match(tokens, index)
    else:
        size = lists.roles.match(tokens, index) or (
            lists.parts.match(tokens, index) if token.fold in {"nguyen", "quyen", "thuong"} else 0
        )
    return 0 if lists.functions.match(tokens, index) == size and token.fold not in {"phu", "dai"} else size


def _abbreviations(lists: Lists) -> frozenset[str]:
    return frozenset(word.lower().replace("đ", "d") for word in lists.abbreviations)


def _role_end(tokens: Sequence[Token], index: int, size: int, lists: Lists, limit: int) -> int:
    """End (exclusive) of the office phrase that begins at ``index``."""
    at = index + size
    while at < limit:
        token = tokens[at]
        if token.gap in (WIDE, PARAGRAPH):
            return at
        if token.gap == NEWLINE and _new_label(tokens, at, limit):
            return at
        if token.fold in _ENDS:
            return at
        if token.fold in _JOINS and not _inside_word(tokens, at):
            following = at + 1 < limit and _opens_role(tokens, at + 1, lists, further=True)
            if not following or tokens[at + 1].gap == PARAGRAPH:
                return at
            at += 1 + following
            continue
        if _stops(tokens, at, lists):
            return at
        at += 1
    return at


def _stops(tokens: Sequence[Token], at: int, lists: Lists) -> bool:
    """Whether a verb begins at ``at``. Small letters only: "chi bộ Sùng ..." folds like "bổ sung"."""
    size = lists.stops.match(tokens, at)
    return (
        bool(size)
        and all(token.shape == LOWER for token in tokens[at : at + size])
        and not lists.roles.match(tokens, at)
    )


def _inside_word(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].fold in "-/"
        and tokens[at].gap == GLUED
        and at + 1 < len(tokens)
        and tokens[at + 1].gap == GLUED
        and tokens[at + 1].shape == OTHER
    )


def _new_label(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether the printed line at ``at`` is a field of its own ("Thư ký: ...", a bullet, a capitalised sentence)."""
    if tokens[at].shape == OTHER:
        return True
    for k in range(at, min(limit, at + 6)):
        if k > at and tokens[k].gap == NEWLINE:
            break
        if tokens[k].fold == ":":
            return True
    # The next line of a broken office goes on in small letters, or behind a comma (handled by the caller).
    return tokens[at].shape > 1 and not tokens[at - 1].fold.isalpha()


def _span(tokens: Sequence[Token], first: int, end: int) -> Span:
    return tokens[first].start, tokens[end - 1].end


def _before(tokens: Sequence[Token], person: Person, lists: Lists) -> Span | None:
    """The office between honorific (or line start) and name: "đồng chí Bí thư Chi bộ Vi Thị Nhung"."""
    start = person.title_start if person.title_start is not None else 0
    inside = [k for k, token in enumerate(tokens) if start <= token.start < person.start]
    for k in inside:
        size = _opens_role(tokens, k, lists)
        if not size:
            continue
        end = _role_end(tokens, k, size, lists, inside[-1] + 1)
        rest = [token.fold for token in tokens[end : inside[-1] + 1]]
        if all(word in {":", "dong", "chi", "d", "/", "c", "ong", "ba", "-", "–"} for word in rest):
            return _span(tokens, k, end)
    return None


def _behind(tokens: Sequence[Token], person: Person, lists: Lists, limit: int) -> Span | None:
    """The office after the name: behind a comma, a dash, in brackets, on the next line."""
    at = next((k for k, token in enumerate(tokens) if token.start >= person.end), len(tokens))
    skipped = 0
    while at < limit and tokens[at].fold in _SEPARATORS and skipped < 2:
        at, skipped = at + 1, skipped + 1
    if at < limit and tokens[at].fold in {"la", "chuc"} and not skipped:
        at += 2 if tokens[at].fold == "chuc" else 1
        at += 1 if at < limit and tokens[at].fold == ":" else 0
    if at >= limit:
        return None
    size = _opens_role(tokens, at, lists)
    if not size:
        return None
    if not skipped and tokens[at].gap == NEWLINE and _new_label(tokens, at, limit):
        return None
    return _span(tokens, at, _role_end(tokens, at, size, lists, limit))


def parse_officer(text: str) -> Officer:
    """The first person of ``text`` (NFC, one field of minutes) and the office stated beside the name.

    The role is as written, its abbreviations written out; its span covers the wording. A function in the meeting
    ("Chủ trì:", "Thư ký:") is a label and no office.
    """
    lists, tokens = load_lists(), tokenize(text)
    people = load_people().find(text)
    if not people:
        at = next((k for k, _ in enumerate(tokens) if _opens_role(tokens, k, lists)), None)
        if at is None:
            return Officer(None, None, None, None)
        span = _span(tokens, at, _role_end(tokens, at, _opens_role(tokens, at, lists), lists, len(tokens)))
        return Officer(None, expand_role(text[slice(*span)]), None, span)
    person = people[0]
    starts = [other.title_start if other.title_start is not None else other.start for other in people[1:]]
    limit = next((k for k, token in enumerate(tokens) if starts and token.start >= starts[0]), len(tokens))
    stated = _behind(tokens, person, lists, limit) or _before(tokens, person, lists)
    role = expand_role(text[slice(*stated)]) if stated else None
    return Officer(person.name, role or None, (person.start, person.end), stated if role else None)
