"""How concrete one statement is: 0 nothing or a phrase that fits any meeting, 1 general or hedged, 2 concrete
(event, figure, name, date), 3 concrete with a reason, an objection or a consequence, and what is to be done.

Only wording is looked at: whether a sentence is true or sincere cannot be read off minutes.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from quality import phrases
from quality.folding import fold, syllables
from quality.numerals import in_words
from schemas.wording import residual, without_citations

__all__ = ["Statement", "names_in", "rate", "said_in"]

_DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\bngay \d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?)?\b|"
    r"\b(?:mung|mong) \d{1,2}\b|\bthang \d{1,2}\b"
)
_VAGUE_TERM = re.compile(r"\b(?:thang|quy|nam|ky)\s+(?:\d{1,2}|i{1,3}|iv)?(?:[/.-]|\s*nam\s*)?(?:\d{4})?")
# The member who speaks or is agreed with, and who must not count as a name that makes a statement concrete.
_SPEAKER = re.compile(
    r"^\W*(?:\d{1,2}[.)/]\s*)?(?:(?:đồng chí|đ/c|đ\.c|đc|ông|bà|anh|chị|cô|bác|chú)\s+[^:;.,]{1,50}|"
    r"ý kiến(?:\s+(?:của\s+)?[^:;.,]{1,40})?"
    r"|bí thư|phó bí thư|chủ trì|chủ tọa)\s*:\s*"
    r"|^\W*(?:đồng chí|đ/c|ông|bà|anh|chị|cô)\s+(?-i:[A-ZĐÀ-Ỵ]\w*\s+){1,5}"
    r"(?:(?:có )?ý kiến|nói|bảo|thưa|phát biểu|nêu|cho rằng|cho biết|phản ánh|nhận|xin)\s+(?:là |rằng |thêm )?",
    re.IGNORECASE,
)
_COMRADE = re.compile(r"(?:[Đđ]/[CcHh]|[Đđ]ồng chí|\b[Đđ][Cc])\s+(?:(?!Đ/c)[A-ZÀ-ỸĐ]\w*\s?){1,5}")
_ORDINAL = re.compile(r"^\W*(?:\(?\d{1,2}[.)/]|[ivx]{1,4}\s*[-./])\s*")
_FIGURE = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITALS = "".join(chr(c) for c in (*range(65, 91), *range(0xC0, 0x1B0), *range(0x1EA0, 0x1EFA)) if chr(c).isupper())
_CAPITALISED = re.compile(rf"(?<![^\W\d_])[{_CAPITALS}][^\W\d_]*")
_CLAUSE = re.compile(r"[,.;:]")
_SENTENCE_END = '.!?:;\n"“(-–+•'


class Statement(NamedTuple):
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
    tested: bool = False  # under a condition, or somebody went and looked
    path: str | None = None  # JSON pointer of the value in the record; None where it was found in the text only
    speaker: str | None = None  # folded; never shown

    @property
    def weighed(self) -> bool:
        """Whether it says anything, and why, under which condition, or against what."""
        return self.grade >= 1 and (self.reason or self.disagreement or self.tested)

    @property
    def hard(self) -> bool:
        """Whether it holds a figure, a date or a name."""
        return bool(self.figures or self.dates or self.names)


def names_in(text: str) -> list[str]:
    """Runs of capitalised words inside sentences, folded: places, persons, works. Titles in capitals give none."""
    found: list[list[str]] = []
    end = -2
    capitalised = list(_CAPITALISED.finditer(text))
    if sum(match.end() - match.start() for match in capitalised) > 0.6 * len(text):
        return []
    for match in capitalised:
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


def said_in(text: str) -> str:
    """``text`` without the speaker whom the secretary put before it."""
    text = unicodedata.normalize("NFC", text)
    match = _SPEAKER.match(text)
    return text[match.end() :] if match else text


def rate(text: str, *, path: str | None = None, speaker: str | None = None, judged: bool | None = None) -> Statement:
    """Rate one statement. ``judged`` is the reader's own opinion whether it is substantive, where it has one."""
    rated = _rated(text, judged)
    return rated if path is None and speaker is None else rated._replace(path=path, speaker=speaker)


# Wording of the genre comes back in every meeting, and one meeting's tasks in the next.
@lru_cache(maxsize=4096)
def _rated(text: str, judged: bool | None) -> Statement:
    text = said_in(text)
    folded = fold(text)
    words = syllables(folded)
    left = residual(words)
    dates, figures = _counted(folded)
    figures += in_words(text)
    names = names_in(text)
    outside = _outside(text, names)
    matter = _matter(left, names)
    told = [word for _, word in left if not word[0].isdigit()]
    if not (figures or dates):
        told = _beyond_assent(folded, told)
    proposal = phrases.PROPOSAL.found(text, folded) or phrases.THEN.match(text) is not None
    objection = phrases.OBJECTION.search(text) is not None or phrases.NO.match(text) is not None
    disagreement = objection or bool(phrases.DISAGREE.search(folded))
    reason = bool(phrases.REASON.search(text))
    tested = bool(phrases.CONDITION.search(text)) or bool(phrases.INQUIRY.search(text))
    hedged = bool(phrases.HEDGE.search(folded))
    grade = _grade(
        len(told),
        len(words),
        hard=figures + dates + outside,
        firm=bool(figures or (dates and len(told) >= 4) or (outside and len(told) >= 6)),
        points=(reason, disagreement, tested, proposal),
        problem=phrases.PROBLEM.search(text) is not None,
        hedged=hedged,
    )
    if judged is False and not (figures or dates or outside):
        grade = min(grade, 1)
    return Statement(
        text, folded, grade, len(words), matter, figures, dates, len(names), reason, proposal, disagreement,
        bool(phrases.QUESTION.search(folded)), hedged, tested,
    )  # fmt: skip


def _outside(text: str, names: list[str]) -> int:
    """How many of the ``names`` are not those of members that are spoken of as such."""
    if not names:
        return 0
    others = _COMRADE.sub(" ", text)
    return sum(1 for name in (names if others == text else names_in(others)) if len(name) > 1)


def _counted(folded: str) -> tuple[int, int]:
    """How many dates and figures there are beside those of citations, ordinals and vague terms."""
    if _FIGURE.search(folded) is None:
        return 0, 0
    cited = without_citations(_ORDINAL.sub("", folded))
    bare = _VAGUE_TERM.sub(" ", _DATE.sub(" ", cited))
    return len(_DATE.findall(cited)), len(_NUMBER.findall(bare))


def _beyond_assent(folded: str, told: list[str]) -> list[str]:
    """``told`` without the clauses that only agree: what is left is what the speaker adds."""
    clauses = _CLAUSE.split(folded)
    agree = [phrases.ASSENT.search(clause) is not None for clause in clauses]
    if not any(agree):
        return told
    left = [residual(syllables(clause)) for clause in clauses]
    kept = [words for words, agrees in zip(left, agree, strict=True) if not agrees or len(words) >= 8]
    return [word for words in kept for _, word in words if not word[0].isdigit()]


def _grade(
    told: int, words: int, *, hard: int, firm: bool, points: tuple[bool, bool, bool, bool], problem: bool, hedged: bool
) -> int:
    """The scale of the module's docstring. ``told`` counts the syllables, numbers apart, that are not of the genre;
    ``hard`` figures, dates and names that are no citation; ``points`` reason, objection, test and proposal.

    A noun or two beside figures is a fact; without any figure a statement is at most a true point. Grade 3 needs an
    argument and what follows from it: two of the four points, of which a bare proposal is only one.
    """
    share = told / words if words else 0.0
    reason, objection, tested, proposal = points
    if told < 2:
        return 1 if told and problem and (hedged or objection) else 0
    argued = sum(points) >= 2 and (reason or objection or tested) and (proposal or objection)
    if firm and (told >= 3 or share >= 0.25) and share >= 0.15:
        return 3 if argued and (hard >= 2 or sum(points) >= 3) and told >= 7 else 2
    if reason and objection and told >= 10 and share >= 0.4:
        return 2
    if problem and told >= 2 and share >= 0.12:
        return 1
    if share >= (0.3 if proposal else 0.45) and told >= (3 if not hedged else 4):
        return 1
    return 1 if hard and share >= 0.2 else 0


def _matter(left: list[tuple[int, str]], names: list[str]) -> frozenset[str]:
    pairs = {f"{a} {b}" for (i, a), (j, b) in itertools.pairwise(left) if j == i + 1 and a.isalpha() and b.isalpha()}
    single = {
        f"~{word}" for _, word in left if len(word) >= 3 and word not in phrases.COMMON_WORDS and not word[0].isdigit()
    }
    return frozenset(pairs | single | {name for name in names if name})
