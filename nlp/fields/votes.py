"""The figures of a vote in one wording: for, against, abstaining, and of how many (domain notes, section 8).

The base is what the page gives ("21/21", "27 đảng viên biểu quyết"), never a sum of ours.
"""

from __future__ import annotations

import re

from nlp.fold import fold, nfc
from nlp.numbers import parse_words
from schemas import Votes

__all__ = ["AGAINST", "FOR", "OTHER_RATIO", "RATIO", "figures", "read_votes"]

RATIO = re.compile(
    r"(?<!ngay )(?<!truoc )(?<!tu )(?<!den )(?<!han )(?<![\d/,.])"
    r"(?P<for>\d{1,3})\s*/\s*(?P<base>\d{1,3})(?![\d/]|\s*diem|\s*/\d)\s*(?P<noun>dang\s*vien|"
    r"d/?c|dong\s*chi|dv\b|phieu|uy\s*vien|dai\s*bieu|nguoi|chi\s*uy)?"
)
FOR = re.compile(
    r"(?:(?<![\d/])(?P<d>\d{1,3})\s*(?:phieu|d/?c|dong\s*chi|dang\s*vien|nguoi)\s*(?:deu\s*)?gio\s*tay|"
    r"(?<!khong )\b(?:tan\s*thanh|dong\s*y)\b[^.;:]{0,40}:\s*(?P<c>\d{1,3})\b(?!\s*[%/])|"
    r"\b(?:tan\s*thanh|dong\s*y|nhat\s*tri|phieu\s*thuan|thuan(?=\s*:?\s*\d{1,3}\s*[,;]\s*(?:phieu\s*)?(?:chong|khong)))\s*:?\s*(?P<a>\d{1,3})\b(?!\s*[%/])|"
    r"(?<![\d/])(?P<b>\d{1,3})\s*(?:phieu|d/?c|dong\s*chi|dang\s*vien|nguoi|y\s*kien|"
    r"ho)?\s*(?<!khong )(?:deu\s*)?(?:tan\s*thanh|dong\s*y|nhat\s*tri|thuan|ung)\b)"
)
NOBODY = re.compile(
    r"\bkhong\s*(?:co\s*)?(?:ai|y\s*kien(?:\s*nao)?|phieu(?:\s*nao)?|d/?c\s*nao|dong\s*chi\s*nao)\s*"
    r"(?:phan\s*doi|chong|khong\s*(?:tan\s*thanh|dong\s*y|nhat\s*tri))"
)
AGAINST = re.compile(
    r"(?:\b(?:(?:khong|ko)\s*(?:tan\s*thanh|dong\s*y|nhat\s*tri)|(?:phieu\s*)?chong)\s*:?\s*(?P<a>\d{1,3})\b|"
    r"(?<![\d/])(?P<b>\d{1,3})\s*(?:phieu|d/?c|dong\s*chi|dang\s*vien|y\s*kien|"
    r"nguoi|ho)?\s*(?:(?:khong|ko)\s*(?:tan\s*thanh|dong\s*y|nhat\s*tri)|phan\s*doi|chong|nghich|kdy|ktt|khong\s*ung)\b|"
    r"(?<![\d/])(?P<c>\d{1,3})\s*(?:nguoi|phieu|d/?c|dong\s*chi|dang\s*vien)?\s*khong(?=\s*(?:[,.;)]|$)))"
)
ABSTAIN = re.compile(
    r"(?:\b(?:khong\s*co\s*)?(?:y\s*kien\s*khac|(?:phieu\s*)?trang|bao\s*luu(?:\s*y\s*kien)?|khong\s*bieu\s*quyet|"
    r"khong\s*(?:co\s*)?y\s*kien)\s*:?\s*(?P<a>\d{1,3})\b|(?<![\d/])(?P<b>\d{1,3})\s*(?:phieu|"
    r"d/?c|dong\s*chi|dang\s*vien|nguoi)?\s*(?:y\s*kien\s*khac|phieu\s*trang|trang|khong\s*bieu\s*quyet|"
    r"bao\s*luu(?:\s*y\s*kien)?|khong\s*(?:co\s*)?y\s*kien|bo\s*phieu\s*trang)\b)"
)
BASE = re.compile(
    r"\bhop\s*le\s*:?\s*(?P<valid>\d{1,3})\b|"
    r"\btren\s*(?:tong\s*(?:so\s*)?)?(?P<of>\d{1,3})\s*(?:phieu|dang\s*vien|d/?c|dong\s*chi|dv)|"
    r"\b(?:so\s*voi\s*)?tong\s*so\s*(?P<base>\d{1,3})\s*(?:phieu|dang\s*vien|d/?c|dong\s*chi)"
    r"|(?<![\d/])(?P<voters>\d{1,3})\s*(?:dang\s*vien|d/?c|dong\s*chi|nguoi)(?:\s*chinh\s*thuc)?(?:\s*co\s*mat)?\s*"
    r"(?:tham\s*gia\s*)?(?:bieu\s*quyet|bo\s*phieu)\b"
)
# "mười bốn đồng chí đồng ý": figures in words, before what they count.
IN_WORDS = re.compile(
    r"(?<![^\W\d_])(?P<n>(?:(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi)\s+){1,4})"
    r"(?=(?:đồng\s+chí|đ/c|đảng\s+viên|phiếu|người|ý\s+kiến|ủy\s+viên)\b)",
    re.IGNORECASE,
)
OTHER_RATIO = re.compile(r"\b(?:diem|ho\b|nhiem\s*vu|chi\s*tieu|viec|kế|ky\b|ha\b|km\b|tre\b|chau)\b")


def figures(text: str) -> str:
    """``text`` folded, with counts in words as figures ("mười bốn đồng chí" → "14 dong chi")."""

    def figure(match: re.Match[str]) -> str:
        value = parse_words(match.group("n").strip())
        return f"{value:g} " if value is not None else match.group()

    return fold(IN_WORDS.sub(figure, nfc(text)))


def _number(match: re.Match[str] | None) -> tuple[int, int] | None:
    if match is None:
        return None
    for name in ("d", "c", "a", "b"):
        if match.groupdict().get(name):
            return int(match.group(name)), match.start(name)
    return None


def read_votes(text: str) -> Votes | None:
    """The votes that ``text`` states, ``None`` when it states no figure; what it does not state is null."""
    folded = figures(text)
    votes = Votes()
    ratio = next(
        (
            m
            for m in RATIO.finditer(folded)
            if not OTHER_RATIO.match(folded[m.end("base") : m.end("base") + 12].lstrip())
        ),
        None,
    )
    if ratio:
        votes.for_, votes.base = int(ratio.group("for")), int(ratio.group("base"))
    against = _number(AGAINST.search(folded))
    if against:
        votes.against = against[0]
    elif NOBODY.search(folded):
        votes.against = 0
    in_favour = next(
        (_number(m) for m in FOR.finditer(folded) if not folded[: m.start()].endswith(("khong ", "khong"))), None
    )
    if votes.for_ is None and in_favour and not (against and in_favour[1] == against[1]):
        votes.for_ = in_favour[0]
    abstain = _number(ABSTAIN.search(folded))
    if abstain:
        votes.abstain = abstain[0]
    base = BASE.search(folded)
    if base and votes.base is None:
        votes.base = int(next(figure for figure in base.groups() if figure))
    return votes if any(v is not None for v in (votes.for_, votes.against, votes.abstain, votes.base)) else None
