"""Patterns of whole words that are looked for quickly.

``re`` skips to the next place where a pattern can begin at all, but only where each of its alternatives begins with a
letter of its own; behind a look-behind or a ``\\b`` it tries every alternative at every character. So alternatives are
grouped by their first letter, and the look-behind stands after that letter: the same matches, in a third of the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

__all__ = ["whole_words"]

Head = tuple[str, str]  # first letter of an alternative, and what follows it

_QUANTIFIED = "?*+{"
_SPECIAL = ".^$\\[]()|*+?{}"


def whole_words(alternatives: str, before: str = r"\w", after: str | None = None) -> str:
    """Pattern for any of the ``|``-separated ``alternatives`` that no character of the class ``before`` precedes and
    none of ``after`` (``before`` where it is not given; "" for anything) follows. An alternative that does not begin
    with a plain letter leaves the pattern as it would be written by hand."""
    end = f"(?!{_class(before if after is None else after)})" if after != "" else ""
    look = _class(before)
    heads = [_heads(one) for one in _split(alternatives)]
    if any(found is None for found in heads):
        return f"(?<!{look})(?:{alternatives}){end}"
    groups: dict[str, list[str]] = {}
    for found in heads:
        for letter, rest in found or ():
            groups.setdefault(letter, []).append(rest)
    rows = (f"{letter}(?<!{look}{letter})(?:{'|'.join(rests)})" for letter, rests in groups.items())
    return f"(?:{'|'.join(rows)}){end}"


def _class(characters: str) -> str:
    return characters if characters.startswith("\\") and len(characters) == 2 else f"[{characters}]"


def _signs(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Each bracket and bar of ``pattern`` that means one: where, which, and how many brackets are open behind it."""
    depth = at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = pattern.index("]", at)
        elif sign in "()|":
            depth += {"(": 1, ")": -1}.get(sign, 0)
            yield at, sign, depth
        at += 1


def _split(pattern: str) -> list[str]:
    """The alternatives of ``pattern`` outside all brackets."""
    bars = [at for at, sign, depth in _signs(pattern) if sign == "|" and not depth]
    return [pattern[a + 1 : b] for a, b in pairwise([-1, *bars, len(pattern)])]


def _heads(alternative: str) -> list[Head] | None:
    """``alternative`` as the first letters that it may begin with, in the order in which they are tried; None where
    that is no plain letter."""
    if alternative.startswith("(?:"):
        close = _closing(alternative)
        inner, rest = alternative[3:close], alternative[close + 1 :]
        options = _split(inner)
        if rest[:1] == "?" and rest[1:2] not in ("?", "+"):
            options, rest = [*options, ""], rest[1:]
        if rest[:1] and rest[0] in _QUANTIFIED:
            return None
        found: list[Head] = []
        for option in options:
            # The rest of an option with alternatives of its own stays within its brackets.
            heads = _heads(f"{option}{rest}")
            if heads is None:
                return None
            found.extend(heads)
        return found
    letter, rest = alternative[:1], alternative[1:]
    if not letter or letter in _SPECIAL:
        return None
    if rest[:1] == "?" and rest[1:2] not in ("?", "+"):
        without = _heads(rest[1:])
        return None if without is None else [(letter, rest[1:]), *without]
    return None if rest[:1] and rest[0] in _QUANTIFIED else [(letter, rest)]


def _closing(pattern: str) -> int:
    """Where the bracket that opens ``pattern`` closes."""
    return next(at for at, sign, depth in _signs(pattern) if sign == ")" and not depth)
