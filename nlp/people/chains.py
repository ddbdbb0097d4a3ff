"""Chains of capitalised syllables: where a written name begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from nlp.people.lexicon import Lists
from nlp.people.tokens import GLUED, LOWER, NEWLINE, OTHER, SPACE, TITLE, UPPER, Token

__all__ = ["Chains"]

_APOSTROPHES = frozenset("'’‘`´")
_LINKS = frozenset({"thi", "van", "a"})
_SMALL_LINKS = frozenset({"thị", "thi", "văn", "van", "a"})  # hands write these small: "Nguyễn thị Hòa"; "thì" is none
_OPENS_SENTENCE = re.compile(
    r"nguoi|bi|dong|chu|thu|dang|chi|ban|noi|luu|ngay|toan|hoi|cac|to|truong|pho|uy|ghi|ky|so|sau|trong"
)
_MAX_SYLLABLES = 5
_FULL_LINE = 0.7  # a line this long, against the longest usual line, was broken by the margin and not by the writer


class Chains:
    """One tokenised text and the questions about its capitalised chains. ``end`` indexes are exclusive."""

    def __init__(self, text: str, tokens: Sequence[Token], lists: Lists) -> None:
        self.text = text
        self.tokens = tokens
        self.lists = lists
        lengths = sorted(len(line) for line in text.split("\n") if line)
        self._width = lengths[(len(lengths) * 9) // 10] if lengths else 0

    def surface(self, index: int) -> str:
        token = self.tokens[index]
        return self.text[token.start : token.end]

    def capital(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].shape >= TITLE

    def syllables(self, start: int, end: int) -> list[int]:
        return [k for k in range(start, end) if self.tokens[k].shape != OTHER]

    def barred(self, index: int, first: int) -> bool:
        """Whether a role, a body, an abbreviation or the like begins at ``index`` of a chain begun at ``first``."""
        token = self.tokens[index]
        lists = self.lists
        if token.shape == UPPER and token.fold in lists.acronyms:
            return True
        if (
            index > first
            and token.shape == UPPER
            and self.tokens[first].shape == TITLE
            and self.tokens[first].end - self.tokens[first].start > 1
        ):
            return token.fold not in lists.givens
        size = lists.roles.match(self.tokens, index) or lists.bodies.match(self.tokens, index)
        if not size:
            return False
        if index == first and size > 1 and self._only_folds_alike(index, size):
            return False
        # "Nguyễn Công An", "Trần Đoàn Kết": both syllables capital right after the surname are a name.
        last = self.tokens[index + size - 1]
        named = size == 2 and index == first + 1 and last.shape == TITLE and self.known_surname(first)
        return not named

    def _only_folds_alike(self, index: int, size: int) -> bool:
        """Whether the phrase at ``index`` agrees with a listed one only without marks: "Phan Công", "phân công"."""
        tokens = self.tokens[index : index + size]
        words = [self.surface(k).lower() for k in range(index, index + size)]
        if any(token.shape != TITLE for token in tokens) or " ".join(words) in self.lists.phrases_marked:
            return False
        lost = all(word == token.fold for word, token in zip(words, tokens, strict=True))
        return not lost or words[0] in self.lists.surnames_marked

    def known_surname(self, index: int) -> bool:
        fold = self.tokens[index].fold
        return fold in self.lists.surnames

    def near_surname(self, index: int) -> bool:
        """A strong surname with one letter misread."""
        fold = self.tokens[index].fold
        return len(fold) > 3 and any(
            Levenshtein.distance(fold, name, score_cutoff=1) <= 1
            for name in self.lists.strong_surnames
            if len(name) > 3
        )

    def _joined(self, index: int) -> int:
        """Index of the syllable that an apostrophe or hyphen at ``index`` ties to the one before, or 0."""
        tokens = self.tokens
        if index + 1 >= len(tokens) or tokens[index].gap != GLUED:
            return 0
        mark, following = tokens[index].fold, tokens[index + 1]
        if mark in _APOSTROPHES and following.shape != OTHER:
            particle = tokens[index - 1].end - tokens[index - 1].start == 1
            return (
                index + 1
                if following.gap == GLUED or (particle and following.gap == SPACE and following.shape >= TITLE)
                else 0
            )
        return index + 1 if mark == "-" and following.gap == GLUED and following.shape >= TITLE else 0

    def _full_line(self, index: int) -> bool:
        """Whether the printed line before token ``index`` reaches the margin."""
        start, end = self.tokens[index - 1].end, self.tokens[index].start
        begin = self.text.rfind("\n", 0, start) + 1
        stop = self.text.find("\n", start, end)
        return (stop if stop >= 0 else end) - begin >= _FULL_LINE * self._width

    def _wraps(self, index: int, first: int) -> bool:
        """Whether the name begun at ``first`` goes on over the line end before ``index``."""
        tokens, size = self.tokens, index - first
        last = tokens[index - 1].fold
        following = tokens[index + 1].fold if index + 1 < len(tokens) else ""
        if following == ":" or self.lists.units.match(tokens, index):
            return False
        if size > 1 and last in _LINKS:
            return True
        if size == 1 and last in self.lists.surnames and self.gendered(index - 1):
            return True
        if not self._full_line(index):
            return False
        if size == 1:
            return last in self.lists.surnames
        complete = size >= 3 and tokens[first + 1].fold != "thi"
        return not complete and size < 4 and tokens[index].fold in self.lists.givens and self.known_surname(first)

    def end(self, first: int) -> int:
        """Where the chain that begins at ``first`` ends; ``first`` itself when no name can begin there."""
        end = self._run(first)
        if end - first > 1 and self.tokens[first].shape == UPPER:
            return self._cut_capitals(first, end)
        return end - 1 if self._overruns(first, end) else end

    def _overruns(self, first: int, end: int) -> bool:
        """The last capital opens the next column or sentence ("... Thị Linh Người giới thiệu"): no given name, but
        the syllable before it is one."""
        tokens, givens = self.tokens, self.lists.givens
        if end - first < 3 or end >= len(tokens) or tokens[end].shape != LOWER or tokens[end].gap != SPACE:
            return False
        if tokens[end - 1].fold in givens or tokens[end - 1].gap == GLUED or not self.known_surname(first):
            return False
        if tokens[first + 1].fold == "thi" and not _OPENS_SENTENCE.fullmatch(tokens[end - 1].fold):
            return False  # "Lưu Thị Hồng Gấm ốp …": women's names run to four syllables
        before = tokens[end - 2].fold
        return before in givens and (end - first > 3 or before not in self.lists.middles)

    def _cut_capitals(self, first: int, end: int) -> int:
        """In a line all in capitals the case ends no name: keep what a name usually is."""
        tokens = self.tokens
        closed = end == len(tokens) or tokens[end].shape == OTHER or tokens[end].gap >= NEWLINE
        if closed and end - first < (_MAX_SYLLABLES if self.known_surname(first) else 3):
            return end
        if not self.known_surname(first):
            return first + 1
        if end - first > 2 and tokens[first + 1].fold in _LINKS:
            return first + 3
        given = first + 2 if end - first > 2 and tokens[first + 1].fold in self.lists.middles else first + 1
        return given + 1

    def _run(self, first: int) -> int:
        tokens = self.tokens
        if not self.capital(first) or self.barred(first, first):
            return first
        index, syllables = first + 1, 1
        while index < len(tokens) and syllables < _MAX_SYLLABLES + 1:
            token = tokens[index]
            tied = self._joined(index) if token.shape == OTHER else 0
            if tied and not self.barred(tied, first):
                index, syllables = tied + 1, syllables + 1
                continue
            if token.shape >= TITLE and (token.gap == SPACE or (token.gap == NEWLINE and self._wraps(index, first))):
                if self.barred(index, first) or self._begins_another(index, first):
                    break
            elif not self._small_link(index):
                break
            index, syllables = index + 1, syllables + 1
        return index

    def _small_link(self, index: int) -> bool:
        tokens = self.tokens
        return (
            tokens[index].shape == LOWER
            and tokens[index].gap == SPACE
            and self.surface(index) in _SMALL_LINKS
            and self.capital(index + 1)
            and tokens[index + 1].gap == SPACE
        )

    def _begins_another(self, index: int, first: int) -> bool:
        """A second full name right behind the first, its comma lost."""
        tokens = self.tokens
        return (
            index >= first + 2
            and tokens[index].fold in self.lists.strong_surnames
            and self.capital(index + 2)
            and self.gendered(index)
        )

    def strong(self, index: int) -> bool:
        """Whether the syllable is a surname that is hardly ever anything else."""
        return (
            self.tokens[index].fold in self.lists.strong_surnames
            or self.surface(index).lower() in self.lists.strong_marked
        )

    def gendered(self, index: int) -> bool:
        """Whether "Văn" or "Thị" and a further syllable follow the one at ``index``."""
        tokens = self.tokens
        if index + 2 >= len(tokens) or tokens[index + 1].fold not in {"van", "thi"} or not self.capital(index + 2):
            return False
        return tokens[index + 1].shape >= TITLE or self.surface(index + 1) in _SMALL_LINKS

    def opens_unit(self, index: int) -> bool:
        """Whether a unit's name begins at ``index`` ("Thôn Đoài"); a lone "Quân", "Bản" is none."""
        size = self.lists.units.match(self.tokens, index)
        if size == 1:
            follows = index + 1 < len(self.tokens) and self.tokens[index + 1].gap == SPACE
            named = follows and (self.capital(index + 1) or self.tokens[index + 1].fold.isdigit())
            word = self.surface(index).lower()
            person = word in self.lists.surnames_marked and self.gendered(index)  # "Đồng Văn ...", not "Bản Vân ..."
            return named and word in self.lists.units_marked and not person
        return size > 1
