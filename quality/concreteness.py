"""How concrete one statement is: 0 nothing or a phrase that fits any meeting, 1 general or hedged, 2 concrete
(event, figure, name, date), 3 concrete with a reason, an objection or a consequence, and what is to be done.

Only wording is looked at: whether a sentence is true or sincere cannot be read off minutes.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

from quality import phrases
from quality.folding import fold, syllables

__all__ = ["Statement", "names_in", "rate", "residual"]

_DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\bngay \d{1,2}\b|\b(?:mung|mong) \d{1,2}\b|\bthang \d{1,2}\b"
)
_VAGUE_TERM = re.compile(r"\b(?:thang|quy|nam|ky)\s+(?:\d{1,2}|i{1,3}|iv)?(?:[/.-]|\s*nam\s*)?(?:\d{4})?")
_REFERENCE = re.compile(
    r"\b(?:so )?\d+\s*-\s*(?:nq|kl|ct|kh|qd|hd|tb|bc|ctr)(?:/[a-z]+)?|\b(?:nghi quyet|chi thi|ket luan|"
    r"ke hoach|huong dan|quy dinh|nq|ct|kl)\s+(?:so\s+)?\d+"
)
_WHOLE = re.compile(r"\b100\s*%")
_ORDINAL = re.compile(r"^\W*(?:\(?\d{1,2}[.)/]|[ivx]{1,4}\s*[-./])\s*")
_FIGURE = re.compile(r"\d")
_CAPITALS = "".join(chr(c) for c in (*range(65, 91), *range(0xC0, 0x1B0), *range(0x1EA0, 0x1EFA)) if chr(c).isupper())
_CAPITALISED = re.compile(rf"(?<![^\W\d_])[{_CAPITALS}][^\W\d_]*")
_SENTENCE_END = '.!?:;\n"“(-–+•'


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with what its wording shows. ``grade`` is 0 to 3 as in the module's docstring."""

    text: str
    folded: str
    grade: int
    words: int
    matter: frozenset[str]  # what it is about: folded word pairs and names that are not of the genre; "~word" alone
    figures: int
    dates: int
    names: int
    reason: bool
    proposal: bool
    disagreement: bool
    question: bool
    hedged: bool
    path: str | None = None  # JSON pointer of the value in the record; None where it was found in the text only
    speaker: str | None = None  # folded; never shown

    @property
    def hard(self) -> bool:
        """Whether it holds a figure, a date or a name."""
        return bool(self.figures or self.dates or self.names)


def _trie() -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases.GENERIC_PHRASES:
        parts = tuple(phrase.split())
        by_first.setdefault(parts[0], []).append(parts)
    for rows in by_first.values():
        rows.sort(key=len, reverse=True)
    return by_first


_GENERIC = _trie()


def residual(words: list[str]) -> list[tuple[int, str]]:
    """The syllables, with their positions, that no phrase of the genre and no function word covers."""
    left: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        step = 0
        for parts in _GENERIC.get(words[at], ()):
            if tuple(words[at : at + len(parts)]) == parts:
                step = len(parts)
                break
        if not step:
            step = 1
            if words[at] not in phrases.FUNCTION_WORDS:
                left.append((at, words[at]))
        at += step
    return left


def names_in(text: str) -> list[str]:
    """Runs of capitalised words inside sentences, folded: places, persons, works. Titles in capitals give none."""
    found: list[list[str]] = []
    end = -2
    capitals = _CAPITALISED.findall(text)
    if sum(map(len, capitals)) > 0.6 * len(text):
        return []
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if len(word) > 1 and word.isupper():
            continue
        start = match.start()
        before = text[max(0, start - 3) : start].rstrip()
        if not before or before[-1] in _SENTENCE_END:
            continue
        folded = fold(word)
        if folded in phrases.NOT_NAMES:
            continue
        if found and not text[end:start].strip():
            found[-1].append(folded)
        else:
            found.append([folded])
        end = match.end()
    return [" ".join(run) for run in found]


def rate(text: str, *, path: str | None = None, speaker: str | None = None, judged: bool | None = None) -> Statement:
    """Rate one statement. ``judged`` is the reader's own opinion whether it is substantive, where it has one."""
    folded = fold(text)
    words = syllables(folded)
    left = residual(words)
    plain = _ORDINAL.sub("", folded)
    dates = len(_DATE.findall(plain))
    bare = _WHOLE.sub(" ", _REFERENCE.sub(" ", _DATE.sub(" ", _VAGUE_TERM.sub(" ", plain))))
    figures = len(re.findall(r"\d+(?:[.,]\d+)*", bare))
    names = names_in(text)
    matter = _matter(left, names)
    told_words = sum(1 for _, word in left if not word[0].isdigit())
    text = unicodedata.normalize("NFC", text)
    asked = phrases.PROPOSAL.start(text, folded)
    proposal = asked is not None
    # A state of affairs told before the proposal is its reason, though no word says "because".
    told = asked is not None and len(residual(syllables(folded[:asked]))) >= 4
    reason = told or bool(phrases.CAUSE.search(text))
    disagreement = bool(phrases.DISAGREE.search(folded))
    question = bool(phrases.QUESTION.search(folded))
    hedged = bool(phrases.HEDGE.search(folded))
    hard = bool(figures or names or dates)
    argued = proposal and (reason or disagreement)
    grade = _grade(told_words, len(words), hard=hard, argued=argued, objected=disagreement and reason, hedged=hedged)
    if judged is False and not hard:
        grade = min(grade, 1)
    if judged is True:
        grade = max(grade, 1)
    return Statement(
        text, folded, grade, len(words), matter, figures, dates, len(names), reason, proposal, disagreement, question,
        hedged, path, speaker,
    )  # fmt: skip


def _grade(left: int, words: int, *, hard: bool, argued: bool, objected: bool, hedged: bool) -> int:
    """The scale of the module's docstring; ``left`` counts the syllables, numbers apart, that are not of the genre."""
    share = left / words if words else 0.0
    if left < 2 or share < 0.15:
        return 1 if hard and words >= 4 and left else 0
    concrete = (hard and left >= 2) or (left >= 6 and share >= 0.5 and not hedged)
    if not concrete:
        if objected and left >= 4:
            return 2
        return 1 if share >= (0.2 if left >= 3 else 0.25) else 0
    return 3 if argued and hard and left >= 6 else 2


def _matter(left: list[tuple[int, str]], names: list[str]) -> frozenset[str]:
    pairs = {
        f"{a} {b}"
        for (i, a), (j, b) in itertools.pairwise(left)
        if j == i + 1 and not _FIGURE.search(a) and not _FIGURE.search(b)
    }
    single = {
        f"~{word}" for _, word in left if len(word) >= 3 and word not in phrases.COMMON_WORDS and not word[0].isdigit()
    }
    return frozenset(pairs | single | {name for name in names if name})
