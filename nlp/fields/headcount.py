"""Counts of members as minutes word them: patterns over a text in which numbers in words stand as figures.

``counted`` writes "mười sáu" as "16", position for position, so that each form below is written once, with figures.
Forms after domain notes, section 4; labels before the figure ("Có mặt: 16"), figures before the word ("16 đồng chí
dự"), parts of a whole ("16 trong số 18 đảng viên", "16/18").
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nlp.numbers import parse_words
from nlp.unittext import UnitText

__all__ = [
    "ABSENT",
    "AMONG",
    "AWAY",
    "EXCUSED",
    "FULL",
    "KIND_RATIO",
    "LABELLED",
    "OFFICIAL",
    "PRESENT",
    "PROBATIONARY",
    "REMOTE",
    "RUN",
    "UNEXCUSED",
    "VOTE",
    "Counted",
    "count_of",
    "counted",
]

_SYLLABLE = r"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin|muoi|chuc|linh|le)"
# "năm hai nghìn …" is a year; "năm mươi", "năm đồng chí" are counts.
_WORDS = re.compile(rf"(?<![^\W_])(?!nam\s(?!muoi){_SYLLABLE}){_SYLLABLE}(?:\s{_SYLLABLE}){{0,3}}(?![^\W_])")
_PEOPLE = r"(?:d/?c|dong\s*chi|dang\s*vien|dv(?:ct|db)?|nguoi|vi\b|chinh\s*thuc|du\s*bi)"
_COUNTS = re.compile(rf"\s*(?:{_PEOPLE}\b|tren\b|trong\b|/|[,.;)]|$|\n|(?:vang|mien|co\s*mat|deu)\b)")
# Behind "tháng", "ngày", "thứ", "lúc" a number is no count, nor is one before "giờ", and "ba" may be somebody's father.
_NOT_COUNTED = re.compile(
    r"\b(?:thang|ngay|mung|mong|hom|thu|nam|luc|hoi|(?<!trong )(?<!tong )so|quy|y\s*kien|ong|ba|vu)\s*$"
)
_FILL = "\N{NO-BREAK SPACE}"

N = r"(?!(?<=\n)\d{1,2}[.)/]\s)(\d{1,3}(?![.,]?\d)|[lo]\d)"
_UNIT = r"\s*(?:d/?c|dong\s*chi|dang\s*vien|dv|nguoi|vi)?(?:\s*dang\s*vien)?"
_OF = r"\s*(?:/|tren(?:\s*tong)?(?:\s*so)?|trong(?:\s*tong)?(?:\s*so)?)\s*"
_GAP = r"[^\d\n.;()]{0,45}?"
_MEMBERS = r"(?:d/?c|dong\s*chi|dang\s*vien|dv)"
_AWAY = (
    r"(?:(?:bi\s*|xin\s*(?:phep\s*)?|di\s*|da\s*)?vang|o\s*xa\s*(?:khong|chua)|"
    r"khong\s*(?:du|den|toi|ve|di)\s*(?:hop|duoc|du))"
)
_OTHERS = r"\s*(?:ky|lan|viec|ho|nha|gio|h|phut|cuoc|buoi|nam|thang|ngay|em|hs|khach|dai\s*bieu|quan\s*chung|phieu)\b"
_NO_GUESTS = (
    r"(?:(?!\b(?:khach|dai\s*bieu|cap\s*tren|quan\s*chung|cam\s*tinh|vang|khong|chua|"
    r"bieu\s*quyet|tan\s*thanh|dong\s*y|phieu)\b)[^\d\n.;()])"
)
_THERE = (
    r"(?:so\s*du(?=\s*:?\s*\d)|co\s*mat(?:\s*(?:du\s*hop|tai\s*(?:hoi\s*nghi|cuoc\s*hop)))?|hien\s*dien|tham\s*du(?:\s*day\s*du)?|"
    r"(?<!phai )(?<!tap )(?:co\s*)?du\s*hop|vao\s*(?:phong\s*)?hop|(?<!phai )(?<!tap )du\s*sinh\s*hoat|"
    r"(?<!phai )tham\s*gia\s*(?:hop|sinh\s*hoat)|"
    r"dang\s*vien\s*du\s*hop|(?:di|ve|den|toi)\s*(?:hop|du)|hop\s*(?:co|du)(?=\s*\d+\s*(?:/|d/?c|dong\s*chi|dang\s*vien))|(?:sang|trua|chieu|toi|dem|hom)\s*nay\s*(?:den|du|den\s*du|co|hop)(?=\s*:?\s*\d)|tong\s*(?:so\s*)?(?:nguoi\s*|dang\s*vien\s*)?du|"
    r"(?<![\w/])cm(?=\s*:?\s*\d)|(?:(?<=\n)|(?<=[.,;]\s))(?:mat|tham\s*gia)(?=\s*:?\s*\d)|(?:dv|dang\s*vien)\s+du(?=\s*:?\s*\d)|"
    r"(?:si\s*so|quan\s*so|diem\s*danh)(?=\s*:?\s*\d+\s*/))"
)

# "đảng viên 9 có mặt 8 vắng 1": without stops a figure has a word on either side; the last one tells whose it is.
_SEP = r"\s*[:,;=]?\s*"
RUN = re.compile(
    rf"(?:(?:\b(?:tong(?:\s*so)?\s*(?:{_MEMBERS})?|ts\s*dv|{_MEMBERS}|quan\s*so|si\s*so|t/?s){_SEP}{N}{_UNIT}|{N}\s*{_MEMBERS}){_SEP})?"
    rf"\b(?:co\s*mat|hien\s*dien|mat|du(?:\s*hop)?|den(?:\s*hop)?){_SEP}{N}{_UNIT}{_SEP}"
    rf"vang(?:\s*mat)?{_SEP}{N}\b(?!\s*/)"
)

LABELLED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "total",
        re.compile(
            rf"\b(?:tong\s*so|t/?s|tsdv|ts\s*dv|si\s*so|quan\s*so)\b(?!\s*(?:phieu|diem|tien|ho\b|thu|(?:nguoi|dang\s*vien)?\s*du\b|[^.;:\d]{{0,30}}trieu\s*tap\s+(?:du|tham))){_GAP}[:\s]\s*{N}\b(?!\s*(?:[/%]|(?:trieu|ty|dong|ha|tan|hecta|m|km|ho|nha)\b(?!\s*chi)))"
        ),
    ),
    (
        "total",
        re.compile(
            rf"\b(?:chi\s*bo|cb|cap\s*uy|ban\s*chi\s*uy)\s+(?:ta\s+|toi\s+|minh\s+)?(?:hien\s+)?(?:co|gom)(?:\s*(?:tat\s*ca|tong\s*so|ca\s*thay))?\s*:?\s*{N}\s*{_MEMBERS}"
        ),
    ),
    ("total", re.compile(rf"\btrong\s*(?:tong\s*)?so\s*{N}\s*{_MEMBERS}")),
    ("total", re.compile(rf"\bdang\s*vien\s*(?:cua|trong|toan)?\s*chi\s*bo\s*(?:hien\s*co)?\s*:\s*{N}\b")),
    (
        "required",
        re.compile(
            rf"\b(?:phai\s*(?:du|co\s*mat|tham\s*gia|sinh\s*hoat)[^\d.;]{{0,20}}|"
            rf"(?:duoc|da)\s+trieu\s*tap(?:\s*(?:du|tham\s*gia))?(?:\s*(?:hop|sinh\s*hoat|hoi\s*nghi))?)\s*:?\s*{N}\b"
        ),
    ),
    ("required", re.compile(rf"\b(?:so\s+)?{N}\s*{_MEMBERS}\s+(?:duoc\s+)?trieu\s*tap")),
    (
        "total",
        re.compile(
            rf"\bdang\s*vien\s*(?:trong\s*danh\s*sach|toan\s*chi\s*bo(?:\s*la)?|hien\s*co|co|theo\s*danh\s*sach)\s*:?\s*{N}"
        ),
    ),
    ("total", re.compile(rf"\b(?:cong|tong\s*cong)\s*:?\s*{N}\s*{_MEMBERS}")),
    ("total", re.compile(rf"\b(?:tsdv|dang\s*so|dv)\s*:?\s*{N}")),
    ("total", re.compile(rf"(?:^|\n|[.;]\s)\W*(?:\d\W+)?dang\s*vien\s*:\s*{N}\b")),
    (
        "total",
        re.compile(rf"(?:^|\n|[.;]\s)\W*dang\s*vien\s*(?:co\s*)?{N}(?:\s*nguoi)?\s*[,;]\s*(?:den\s*hop|co\s*mat)"),
    ),
    (
        "total",
        re.compile(
            rf"(?:^|\n|[.;:]\s)\W*(?:so\s*)?dang\s*vien\s*:?\s*{N}\s*(?:{_MEMBERS}\s*)?\((?=[^()\n]{{0,20}}(?:\bct\b|chinh\s*thuc))"
        ),
    ),
    ("total", re.compile(rf"\b(?:toan|ca)\s*chi\s*bo\s*(?:(?:co|la|gom)\s*)?:?\s*{N}\s*{_MEMBERS}")),
    ("total", re.compile(rf"\btrong\s*(?:tong\s*)?so\s*{N}\s*{_MEMBERS}")),
    ("total", re.compile(rf"\b{N}\s*{_MEMBERS}\s*(?:dang\s*vien\s*)?(?:cua|trong|toan)\s*(?:chi\s*bo|danh\s*sach)\b")),
    ("total", re.compile(rf"\bchi\s*bo\s+{N}\s*{_MEMBERS}")),
    ("total", re.compile(rf"(?:^|\n|[.;:]\s)\W*(?:\d\W+)?trieu\s*tap\s*:?\s*{N}\b")),
    ("required", re.compile(rf"\btrieu\s*tap\s*:?\s*{N}\b")),
    ("required", re.compile(rf"\b(?:con\s*lai|dang\s*vien\s*trieu\s*tap)\s*:?\s*{N}")),
    (
        "exempt",
        re.compile(
            rf"\b(?:duoc\s*)?mien\s*(?:cong\s*tac,?\s*)?(?:va\s*)?(?:sinh\s*hoat|sh)(?:\s*dang)?(?!\s*tu){_GAP}[:\s(]\s*{N}\b"
        ),
    ),
    ("exempt", re.compile(rf"\b(?:msh|mien)\s*:?\s*{N}\b(?!\s*[/%])")),
    (
        "exempt",
        re.compile(
            rf"\b{N}\s*{_MEMBERS}\s*(?:gia\s*yeu\s*|cao\s*tuoi\s*)?(?:duoc\s+)?mien\s*(?:cong\s*tac|sinh\s*hoat)"
        ),
    ),
)
PRESENT: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\btong\s*(?:so\s*)?(?:nguoi\s*|dang\s*vien\s*)?(?:du|co\s*mat|hien\s*dien)\b(?!\s*bi)(?:\s*hop)?\s*(?:la|:|-)?\s*{N}\b(?:{_UNIT}{_OF}{N}\b)?"
    ),
    re.compile(
        rf"\b{_THERE}\b(?:\s*(?:la|:|-|co))*{_NO_GUESTS}{{0,18}}?\s*:?\s*{N}\b(?!{_UNIT}\s*{_AWAY})(?!{_OTHERS})(?:{_UNIT}{_OF}{N}\b)?"
    ),
    re.compile(
        rf"(?:^|[\n,.;]\s?)\s*(?:du|den)\s*(?:ca\s*)?:?\s*{N}(?!\s*(?:gio|h\b))(?!{_OTHERS})(?:{_UNIT}\s*/\s*{N})?"
    ),
    re.compile(
        rf"(?<![\d/]){N}{_UNIT}(?:{_OF}{N}{_UNIT})?(?:\s*chi\s*bo)?{_NO_GUESTS}{{0,30}}?(?<![^\W_])(?:co\s*mat|hien\s*dien|tham\s*du|(?:den|di|ve|toi|tham\s*gia)\s*(?:du|hop)|du\s*hop|du)(?![^\W_])(?!\s*(?:bi|thao|kien|an|dinh|chi\s*dao|voi\s*tu\s*cach)\b)"
    ),
    re.compile(rf"(?<![\d/]){N}{_UNIT}\s*(?:/|tren(?:\s*tong)?(?:\s*so)?|trong\s*(?:tong\s*)?so)\s*{N}\s*{_MEMBERS}\b"),
    re.compile(rf"\([^()\n]{{0,40}}?[,;]\s*{N}\s*/\s*{N}(?=\s*[,;)])"),
    re.compile(rf"(?:^|[\n.;]\s?)\s*(?:hop\s*)?co\s*:?\s*{N}\s*{_MEMBERS}(?=\s*[,.;(\n]|$)()"),
)
# "30 người dự, trong đó đảng viên 28": guests are no part of the cell.
AMONG = re.compile(
    rf"[^.\n]{{0,20}}?\btrong\s*do\s*(?:co\s*)?(?:dang\s*vien\s*(?:la\s*|co\s*|:\s*)?{N}\b|{N}\s*dang\s*vien\b(?!\s*(?:chinh\s*thuc|du\s*bi)))"
)
# "Đảng viên chính thức: 18/20; dự bị: 2/2": present of each kind out of all of it.
KIND_RATIO = re.compile(rf"\b(?P<k>chinh\s*thuc|du\s*bi)\s*:?\s*{N}{_UNIT}\s*/\s*{N}(?!\d)")
# Members whom the page counts as elsewhere: they are not required, and sums go without them.
AWAY = re.compile(
    rf"\b(?:sht|sinh\s*hoat\s*tam(?:\s*thoi)?|(?:di\s*)?lam\s*an\s*xa|tam\s*chuyen|sinh\s*hoat\s*noi\s*khac)\b"
    rf"[^\d\n.;()]{{0,20}}:?\s*(?P<a>\d{{1,2}})\b|\b(?P<b>\d{{1,2}}){_UNIT}\s*(?:sinh\s*hoat\s*tam|(?:di\s*)?lam\s*an\s*xa)\b"
)
# A part of those present: who is in the room and who is not is no sum that the page states.
REMOTE = re.compile(
    r"\b(?:truc\s*tiep|truc\s*tuyen|qua\s*(?:zoom|mang|man\s*hinh|dien\s*thoai)|zoom|online|tu\s*xa|diem\s*cau|tai\s*(?:phong|cho))\b"
)
ABSENT = re.compile(
    rf"\bvang(?:\s*mat)?\b\s*(?:co|la)?\s*[:\-]?\s*(?:{N}\b(?!\s*/)|(khong(?!\s*(?:ly\s*do|phep|bao|xin))))"
    rf"|(?<![\d/]){N}{_UNIT}\s*{_AWAY}\b"
    rf"|\bthieu\s*:?\s*{N}\s*{_MEMBERS}\b|(?<![\w/.])v\s*:?\s*{N}(?=\s*(?:[(,.;:\n]|k?p\b|kld|d/?c))"
)
FULL = re.compile(r"\b(?:co\s*mat|du|tham\s*du)\s*:?\s*(?:day|dong)\s*du\b|\bco\s*mat\s*:?\s*du\b|\bdu\s*:\s*du\b")
_CT, _DB = r"(?:chinh\s*thuc|dvct|ct)", r"(?:du\s*bi|dvdb|db|d8)"
_IS = r"\s*(?:la|co|:|=|-|\.)?\s*"
OFFICIAL = (re.compile(rf"\b{_CT}\b{_IS}{N}\b"), re.compile(rf"\b{N}{_UNIT}\s*(?:la\s*)?(?:dang\s*vien\s*)?{_CT}\b"))
PROBATIONARY = (
    re.compile(rf"\b{_DB}\b{_IS}{N}\b"),
    re.compile(rf"\b{N}{_UNIT}\s*(?:la\s*)?(?:dang\s*vien\s*)?{_DB}\b"),
)
EXCUSED = (
    re.compile(
        rf"\b(?:co\s*ly\s*do|co\s*phep|(?:co\s*)?xin\s*phep|co\s*bao(?:\s*cao)?|(?<!khong )(?<!khong co )phep|"
        rf"(?<!\w)p)\s*:?\s*{N}\b"
    ),
    re.compile(rf"\b{N}{_UNIT}\s*(?:vang\s*)?(?:co\s*ly\s*do|co\s*phep|(?:co\s*)?xin\s*phep|(?<![a-z])p(?!\w))"),
)
_WITHOUT = r"(?:khong\s*(?:co\s*)?(?:ly\s*do|phep|xin\s*phep|bao(?:\s*cao)?)|kld|kp)"
UNEXCUSED = (re.compile(rf"\b{_WITHOUT}\s*:?\s*{N}\b"), re.compile(rf"\b{N}{_UNIT}\s*(?:vang\s*)?{_WITHOUT}\b"))
VOTE = re.compile(r"\b(?:tan\s*thanh|dong\s*y|nhat\s*tri|bieu\s*quyet|phieu|bau|tin\s*nhiem)\b")


def count_of(figure: str) -> int:
    """A count in figures, look-alike letters mended ("l5" is 15)."""
    return int(figure.replace("l", "1").replace("o", "0"))


class Counted:
    """The folded text of a unit with number words as figures, and the way back to their wording."""

    def __init__(self, text: str, wordings: dict[int, int]) -> None:
        self.text = text
        self._ends = wordings

    def span(self, match: re.Match[str], group: int) -> tuple[int, int]:
        """The wording of a count in the unit: figures, or the words that they stand for."""
        start, end = match.span(group)
        return start, self._ends.get(start, end)


def counted(unit: UnitText, starts: Collection[int] = ()) -> Counted:
    """The folded text with counts in words ("hai mươi mốt đồng chí") as figures, padded to the same length.

    ``starts``: where paragraphs begin; with them a line end inside a paragraph is a blank.
    """
    text = unit.folded
    if starts:
        text = re.sub("\n", lambda found: "\n" if found.end() in starts else " ", text)
    ends: dict[int, int] = {}
    for match in _WORDS.finditer(unit.folded):
        start, end = match.span()
        value = parse_words(unit.clean[start:end])
        if not isinstance(value, int) or not 0 < value < 300:
            continue
        single = len(match.group().split()) == 1
        if not _COUNTS.match(text, end) or _NOT_COUNTED.search(text, max(0, start - 12), start):
            continue
        if (
            single
            and not re.match(rf"\s*{_PEOPLE}", text[end : end + 20])
            and not re.search(r"\bvang(?:\s*mat)?\s*:?\s*$", text[max(0, start - 12) : start])
        ):
            continue
        figure = str(value)
        text = text[:start] + figure + _FILL * (end - start - len(figure)) + text[end:]
        ends[start] = end
    return Counted(text, ends)
