"""The text as the patterns see it: folded, with look-alike letters as digits where a date or time must stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.fold import nfc
from nlp.misread import search_form
from nlp.numbers import repair_digits

__all__ = ["View", "view"]

_TOKEN = re.compile(r"(?<!\w)[0-9OolISB|]+(?:[hg:][0-9OolISB|]*)?(?!\w)")
_LETTERS = re.compile(r"[OolISB|]")
_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:ngay|thang|nam|mung|mong|gio|luc|hoi|quy|truoc|xong|tu|den|sang|chieu|toi|phut)[\s.,:…]*"
    r"|[0-9olsb|]\s?[/.\-:]\s?)$"
)
_AFTER = re.compile(r"(?:[\s.,…]*(?:thang|nam|gio|h|phut|p)(?![a-z])|\s?[/.\-]\s?[0-9olsb|]{1,4}(?![a-z]))")
_DAY_BEFORE = re.compile(r"(?<![a-z])(?:ngay|mung|mong)[\s.,:…]*$")
_BETWEEN_SLASHES = re.compile(r"\d\s?[/.\-]\s?$")
_THEN_NUMBER = re.compile(r"(?:[\s.,…]*thang[\s.,…]*|\s?[/.\-]\s?)[0-9olisb|]{1,2}(?![a-z])")


@dataclass(frozen=True)
class View:
    """``text`` (NFC) and ``folded`` have the same offsets; ``repaired`` holds those where a letter became a digit."""

    text: str
    folded: str
    repaired: frozenset[int]

    def was_repaired(self, start: int, end: int) -> bool:
        return any(start <= position < end for position in self.repaired)

    def original(self, start: int, end: int) -> str:
        return self.text[start:end].lower()


def _must_be_figure(token: str, before: str, after: str) -> bool:
    """Whether ``token``, which holds look-alikes, stands where only a figure of a date or time can stand."""
    if any(character.isdigit() for character in token):
        return bool(_BEFORE.search(before) or _AFTER.match(after) or re.fullmatch(r"\w+[hg:]\w*", token))
    if len(token) > 2:
        return False
    if _DAY_BEFORE.search(before):
        return bool(_THEN_NUMBER.match(after))
    # Between the figures of a day and a year, capital I's are a Roman month.
    return set(token) != {"I"} and bool(_BETWEEN_SLASHES.search(before) and re.match(r"\s?[/.\-]\s?\d", after))


def view(text: str) -> View:
    """The view of ``text``; characters are only exchanged one for one."""
    composed = nfc(text)
    folded = search_form(composed)
    if not _LETTERS.search(composed):
        return View(composed, folded, frozenset())
    characters = list(folded)
    repaired: set[int] = set()
    for match in _TOKEN.finditer(composed):
        token, start, end = match.group(), match.start(), match.end()
        if not _LETTERS.search(token):
            continue
        before = "".join(characters[max(0, start - 12) : start])
        if not _must_be_figure(token, before, folded[end : end + 14]):
            continue
        for index, character in enumerate(token):
            digit = repair_digits("0" + character)
            if not character.isdigit() and digit is not None and len(digit) == 2:
                characters[start + index] = digit[1]
                repaired.add(start + index)
    return View(composed, "".join(characters), frozenset(repaired))
