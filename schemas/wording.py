"""Wording "that would fit any meeting of any cell" (the record contract's words on `substantive`), as data.

The reading decides by it whether a contribution says something, the assessment how much: both must mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

__all__ = ["residual", "without_citations"]


# What is cited is not what is said: numbers and days of documents, of their parts and of terms of office.
_REFERENCE = re.compile(
    r"\b(?:so\s*)?\d+\s*-\s*(?:nq|kl|ct|kh|qdi?|hd|tb|bc|ctr|cv|ttr|dl)(?:[/.-][a-z]+)*"
    r"(?:,?\s*(?:ngay\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?"
    r"|\b(?:nghi\s*quyet|chi\s*thi|ket\s*luan|ke\s*hoach|huong\s*dan|quy\s*dinh|thong\s*bao|cong\s*van|dieu\s*le|"
    r"thong\s*tu|nghi\s*dinh|luat|nq|ct|kl|qd|hd|tb|cv|nd|tt)\s*(?:so\s*|(?:trung\s*uong|tw)\s*)?\d+(?:[-/.][a-z]+)*"
    r"(?:,?\s*(?:ngay\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?"
    r"|\b(?:khoa|nhiem ky|dai hoi(?: \w+){0,2}) (?:[ivx]+|\d+)(?:\s*-\s*\d+)?"
)
# "19 điều", "5 nguyên tắc": so many headings of a paper.
_EMPTY_COUNT = re.compile(
    r"\b(?:[2-9]|1[0-2])\s*phan\b|\b\d+\s*(?:dieu|noi\s*dung|nhiem\s*vu|giai\s*phap|quan\s*diem|muc\s*tieu|nguyen\s*tac|van\s*ban|"
    r"nhom\s*(?:giai\s*phap|nhiem\s*vu|van\s*de)|chuyen\s*de|buoc|chuong|muc|tieu\s*chi|chi\s*tieu|linh\s*vuc|"
    r"mat|khau\s*dot\s*pha|bai\s*hoc)\b"
)
# Ratios that only say that everybody agreed or came.
_UNANIMITY = re.compile(
    r"\b\d+\s*/\s*\d+(?=\s*(?:(?:dong chi|d/c|dang vien)\s*)?(?:\w+\s+){0,3}"
    r"(?:nhat\s*tri|dong\s*y|tan\s*thanh|thong\s*nhat|bieu\s*quyet|co\s*mat))"
    r"|(?:nhat\s*tri|dong\s*y|tan\s*thanh|thong\s*nhat|bieu\s*quyet|co\s*mat)[^.;\d]{0,20}\d+\s*/\s*\d+|\b100\s*%"
)
_HOLIDAY = re.compile(
    r"\b(?:chao\s*mung|ky\s*niem|lap\s*thanh\s*tich|nhan\s*dip|dip|ngay le|mung)\b(?:\s\w+){0,6}?"
    r"\s\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?:(?: va|,) \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)*"
)
# One of these stands in whatever the pattern finds.
_HOLIDAY_WORDS = ("mung", "niem", "thanh", "dip", "ngay le")


def without_citations(folded: str) -> str:
    """A ``folded`` text without the figures that say nothing of the matter: of cited documents and their parts, of
    terms of office, of consent and of holidays.
    """
    folded = _REFERENCE.sub(" ", folded)
    if any(word in folded for word in _HOLIDAY_WORDS):
        folded = _HOLIDAY.sub(" ", folded)
    if "/" in folded or "%" in folded:
        folded = _UNANIMITY.sub(" ", folded)
    return _EMPTY_COUNT.sub(" ", folded)


def residual(syllables: Sequence[str]) -> list[tuple[int, str]]:
    """The ``syllables`` (folded), with their positions, that no phrase of the genre and no function word covers."""
    phrases, function_words = _phrases(), _function_words()
    whole = tuple(syllables)
    last = len(whole) - 1
    left: list[tuple[int, str]] = []
    at = 0
    for here, word in enumerate(whole):
        if here < at:
            continue
        at = here + 1
        longer = phrases.get(word)
        if longer is not None and here < last:
            for phrase in longer.get(whole[at], ()):
                if whole[here : here + len(phrase)] == phrase:
                    at = here + len(phrase)
                    break
        if at == here + 1 and word not in function_words:
            left.append((here, word))
    return left


@cache
def _phrases() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """Phrases of two syllables or more by their first and their second, the longest first."""
    by_start: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for parts in _all_phrases():
        if len(parts) > 1:
            by_start.setdefault(parts[0], {}).setdefault(parts[1], []).append(parts)
    for longer in by_start.values():
        for rows in longer.values():
            rows.sort(key=len, reverse=True)
    return by_start


@cache
def _function_words() -> frozenset[str]:
    """Single syllables that say nothing: function words, and phrases of one syllable."""
    return frozenset([*_lines("function_words.txt"), *(parts[0] for parts in _all_phrases() if len(parts) == 1)])


def _all_phrases() -> list[tuple[str, ...]]:
    rows = dict.fromkeys([*_lines("generic_phrases.txt"), *_lines("official_phrases.txt")])
    return [tuple(row.split()) for row in rows]


def _lines(name: str) -> list[str]:
    rows = files("schemas").joinpath("words", name).read_text(encoding="utf-8").splitlines()
    return [row.strip() for row in rows if row.strip() and not row.startswith("#")]
