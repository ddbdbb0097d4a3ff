"""Whose fault a cause is, and the causes that stand inside an item of work not done."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fold import fold
from nlp.outline import Outline

__all__ = ["inline_cause", "whose_cause"]

_NO_CAUSE = re.compile(r"(?:tung|mot|vay|do|the|van\s*con|d/c|dong\s*chi)\b")
_INLINE_CAUSE = re.compile(
    r"(?<!\w)(?:[Nn]guyên nhân (?:là|vì|do|chính là)|[Vv]ì|[Dd]o|[Bb]ởi)\s+(?:do\s+|vì\s+)?"
    r"(?P<what>[^;:()]{4,90}?)\s*(?=$|[;.()])"
)
_OUR_FAULT = re.compile(
    r"\b(?:chi\s*(?:uy|bo)|bi\s*thu|dang\s*vien|dv\b|can\s*bo|giao\s*vien|ban\s*giam\s*hieu|"
    r"bgh|gvcn|to\s*truong|truong\s*(?:thon|ban|xom|khu)|phan\s*cong|don\s*doc|"
    r"kiem\s*tra|ngai|ne\s*nang|chua\s*(?:sat|quyet|chu|co|phan|bo|theo|thuong|"
    r"kip|manh|tich|lam|noi|nhac|van\s*dong|kiem|biet)|khong\s*(?:dua|cu|kiem|nhac|xep|phan|cu\s*nguoi)|ca\s*ne|ngai\s|thieu\s*(?:kiem|sat|trach|chu|quyet)|chu\s*quan|"
    r"quen|lung\s*tung|lanh\s*dao|y\s*thuc)\b"
)
_OURS = re.compile(
    r"\b(?:chi\s*(?:uy|bo)|bi\s*thu|dang\s*vien|dv\b|can\s*bo|giao\s*vien|ban\s*giam\s*hieu|bgh|gvcn|to\s*truong|"
    r"truong\s*(?:thon|ban|xom|khu)|chu\s*quan|lanh\s*dao)\b"
)
_NEGLECT = re.compile(r"\b(?:chua|khong|ngai|cham|quen|lo\s*la|chu\s*quan|y\s*lai|buong|ne\b)\b")
_STORM = re.compile(r"(?<!\w)bão(?!\w)")  # folded it is also "báo"
_STATED = re.compile(r"\((?:do\s*)?(?:(?P<o>khach)|chu)\s*quan\)")
_NATURE = re.compile(
    r"\b(?:thoi\s*tiet|mua|lu\b|lut|han\s*han|ret|nang|dich|gia\s*ca|phong\s*tuc|"
    r"thieu\s*(?:von|kinh\s*phi|giong|nuoc|vat)|kinh\s*phi|(?<!hoi )(?<!bao cao )(?<!trinh )cap\s*tren|dia\s*ban|"
    r"di\s*vang|cua\s*hang|het\s*hang|suong\s*muoi|xi\s*mang|xe\b|nguoi\s*dan|"
    r"dan\s*cu|thi\s*truong|khach\s*quan|doi\s*gio|sau\s*benh)\b"
)


def whose_cause(text: str) -> str:
    """Subjective is what the cell, its members or officers did or neglected; all else is objective.

    Who neglects stands before the word for it: "người dân chưa đồng thuận" is not "cán bộ chưa hướng dẫn người dân".
    """
    folded = fold(text)
    stated = _STATED.search(folded)
    if stated:
        return "causes_objective" if stated.group("o") else "causes_subjective"
    neglect = _OUR_FAULT.search(folded) or _NEGLECT.search(folded)
    nature = _NATURE.search(folded) or _STORM.search(text.lower())
    acting = neglect and (nature is None or 0 < neglect.start() < nature.start())
    ours = _OURS.search(folded) or acting
    return "causes_subjective" if ours else "causes_objective"


def inline_cause(outline: Outline, draft: Draft, span: Span) -> None:
    """ "… chưa đạt vì thiếu giống và nước rút chậm" names causes inside the item."""
    match = _INLINE_CAUSE.search(outline.unit.flow, *span)
    if not match:
        return
    begin, end = match.span("what")
    for piece_start, piece_end in _parts(outline, begin, end):
        text = outline.unit.slice(piece_start, piece_end).strip(" ,.")
        folded = fold(text)
        if len(folded.split()) < 2 or _NO_CAUSE.match(folded):
            continue
        kind = whose_cause(text)
        if len(text) > 3:
            draft.append(f"/assessment_of_work/{kind}", text, (piece_start, piece_end), "cause in the item")


def _parts(outline: Outline, begin: int, end: int) -> list[Span]:
    spans: list[Span] = []
    start = begin
    for match in re.finditer(r"\s+va\s+|,\s+", outline.unit.folded_flow[begin:end]):
        spans.append((start, begin + match.start()))
        start = begin + match.end()
    return [*spans, (start, end)]
