"""Titles and mottoes that were misread: "BIIÊN BẢM HỌP" still opens minutes.

Only the first words of a row are compared, letter by letter without blanks, and what follows must be what follows such
a title. The row that comes back may differ in length from the one given: it is for telling kinds, not for offsets.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

__all__ = ["has_party_motto", "has_state_motto", "straightened"]

# phrase -> (how many letters may be wrong, what may follow; "" and the end of the row always may)
_MEETING = (
    r"(?:trich|hop|sinh\s*hoat|hoi\s*(?:nghi|y)|dai\s*hoi|chi\s*(?:bo|uy)|cb|thang|ky|to\s*dang|kiem|ve|v/v|ban|"
    r"cuoc|buoi)"
)
_PHRASES = {
    "bien ban": (2, _MEETING),
    "nghi quyet": (2, r"(?:thang|quy|nam|chi\s*bo|cb|ve|lanh\s*dao|chuyen\s*de|hoi\s*nghi|dai\s*hoi|hop|t\s?\d)"),
    "bao cao": (1, r"(?:tu|kiem\s*diem|ket\s*qua|tong\s*ket|so\s*ket|cong\s*tac|tinh\s*hinh|danh\s*gia)"),
    "ban kiem diem": (2, r"(?:tap\s*the|ca\s*nhan|nam|cua)"),
    "giay moi": (1, r"(?:hop|du|sinh|dai)"),
    "ke hoach": (1, r"(?:cong\s*tac|thang|quy|nam|to\s*chuc|kiem|sinh|ve)"),
    "thong bao": (1, r"(?:ve|ket|lich|hop)"),
    "to trinh": (1, r"(?:ve|xin|de)"),
    "quyet dinh": (1, r"(?:ve|cong|ket|phan)"),
    "chuong trinh": (1, r"(?:hop|sinh|hoi|cong|lam|dai)"),
}
_STATE = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
_PARTY = "dangcongsanvietnam"
_LIKENESS = 84  # per cent: a third of these letters may not be wrong
_LETTERS = re.compile(r"[a-z0-9]+")


def straightened(text: str, folded: str) -> str:
    """The folded row with the words of its title put right; ``folded`` itself where it opens with no title's words."""
    begin = re.match(r"\W*", folded)
    lead = begin.end() if begin else 0
    letters = [c for c in text[lead : lead + 8] if c.isalpha()]
    if not letters or not letters[0].isupper():
        return folded
    capitals = sum(c.isupper() for c in letters) > 0.7 * len(letters)
    for phrase, (edits, follows) in _PHRASES.items():
        if folded.startswith(phrase, lead):
            return folded
        if not capitals and edits < 2:
            continue
        end = _prefix(folded, lead, phrase.replace(" ", ""), edits)
        if end and re.match(rf"[\W_]*(?:$|{follows})", folded[end:]):
            return f"{folded[:lead]}{phrase}{folded[end:]}"
    return folded


def _prefix(folded: str, lead: int, wanted: str, edits: int) -> int:
    """Where the words that stand for ``wanted`` end, at a word's end; 0 where they do not."""
    letters = ""
    best = (edits + 1, 0)
    for word in _LETTERS.finditer(folded, lead):
        letters += word.group()
        if len(letters) > len(wanted) + edits:
            break
        if len(letters) >= len(wanted) - edits:
            best = min(best, (Levenshtein.distance(letters, wanted), word.end()))
    return best[1] if best[0] <= edits else 0


def has_state_motto(head: str) -> bool:
    """Does the state's motto stand on top, however misread? ``head`` is folded."""
    return any(_stands(head, phrase) for phrase in _STATE)


def has_party_motto(head: str) -> bool:
    """Does "Đảng Cộng sản Việt Nam" stand on top, however misread? ``head`` is folded."""
    return _stands(head, _PARTY)


def _stands(head: str, phrase: str) -> bool:
    return fuzz.partial_ratio(phrase, "".join(_LETTERS.findall(head)), score_cutoff=_LIKENESS) > 0
