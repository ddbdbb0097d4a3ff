"""Absentees as lists name them: under a heading that says what the absence was ("P 2: Lài, Nghĩa; KLD 1: Khương"), and
by given names alone, without "đ/c"."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.draft import Span
from nlp.unittext import UnitText

__all__ = ["Group", "Named", "bare_names", "group_of", "groups"]

_UNEXCUSED = r"khong\s*(?:co\s*)?(?:ly\s*do|phep|xin\s*phep)|kld|kp"
_EXCUSED = r"co\s*(?:ly\s*do|phep|xin\s*phep)|xin\s*phep|(?<!khong )(?<!khong co )phep|p"
_GROUP = re.compile(
    rf"(?<![a-z])(?:(?P<un>{_UNEXCUSED})|(?P<ex>{_EXCUSED}))(?![a-z])\s*(?:\(?\d{{1,2}}\)?)?\s*(?:d/?c|dong\s*chi)?\s*"
    r"(?::|(?:gom|la)\b)\s*(?!\s*\d)"
)
_NAME = r"[A-ZĐÀ-Ỹ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_BARE = re.compile(
    rf"(?<![\w/])(?P<name>{_NAME}(?:\s{_NAME}){{0,3}})\s*(?:\((?P<a>[^()]*)\)|\s[-–]\s*(?P<b>[^,;.()]{{2,40}}))?"
    r"\s*(?=[,;.)]|\s(?:và|va|vs)\s|\s*$|\s*\n)"
)
_NO_NAME = re.compile(r"^(?:ly\s*do|co|khong|vang|p|kp|kld|trong|tong|dang|chi|cac|ca|noi\s*dung|thanh\s*phan|ct|db)\b")


class Group(NamedTuple):
    """A heading over names: where it begins, where the names begin, and what it says of them."""

    start: int
    end: int
    excused: bool


class Named(NamedTuple):
    """A name without a title and the wording of the reason behind it."""

    name: Span
    reason: Span | None


def groups(unit: UnitText, start: int, stop: int) -> list[Group]:
    """Headings over names between two offsets, in order."""
    found = _GROUP.finditer(unit.folded_flow, start, stop)
    return [Group(match.start(), match.end(), match["ex"] is not None) for match in found]


def group_of(headings: list[Group], position: int) -> Group | None:
    """The heading under which a name at ``position`` stands."""
    return next((heading for heading in reversed(headings) if heading.end <= position), None)


def bare_names(unit: UnitText, start: int, stop: int, count: int) -> list[Named]:
    """Exactly ``count`` names without titles, parted by commas; empty where the clause holds more or fewer of them."""
    text = unit.flow[start:stop]
    found: list[Named] = []
    for match in _BARE.finditer(text):
        if _NO_NAME.match(unit.folded_flow[start + match.start("name") : start + match.end("name")]):
            continue
        group = "a" if match["a"] else "b"
        reason = (start + match.start(group), start + match.end(group)) if match[group] else None
        found.append(Named((start + match.start("name"), start + match.end("name")), reason))
    return found if len(found) == count else []
