"""The forms of dates, over the view (folded, repaired); what they mean is in ``dates``.

Order matters: what an earlier pattern takes, a later one does not see.
"""

from __future__ import annotations

import re

from nlp.timegrammar.lexis import BLANK, DAY_WORDS, FIGURES, GAP, LOOSE, MONTH_WORDS, ROMAN, YEAR_WORDS

__all__ = [
    "ALMOST",
    "DAY",
    "DAY_LIST",
    "DAY_MONTH",
    "DAY_OF_MONTH",
    "DOCUMENT_NUMBER",
    "FULL_MOON",
    "HALF",
    "LUNAR_AFTER",
    "LUNAR_BEFORE",
    "LUNAR_YEAR",
    "MONTH",
    "MONTH_SHORT",
    "MONTH_YEAR_CUED",
    "NUMERIC",
    "QUARTER",
    "RANGE_LINK",
    "RECURRING",
    "RELATIVE_MONTH",
    "RELATIVE_YEAR",
    "SAME_DAY",
    "SEVERAL",
    "TERM",
    "TET",
    "WEEKDAY_AFTER",
    "WEEKDAY_BEFORE",
    "YEAR",
]

_EDGE = r"(?<![a-z0-9])"
_END = r"(?![a-z0-9])"
_WORD = r"(?P<w>(?:ngay\s+)?(?:mung|mong)|ngay)"
_YEAR = r"(?:19|20)\d{2}"

# "14-KH/ĐU", "30/2020/NĐ-CP", "TT 22/2019": never dates.
DOCUMENT_NUMBER = re.compile(
    rf"{_EDGE}(?:\d{{1,5}}(?:[^\S\n]?/[^\S\n]?\d{{4}})?[^\S\n]?[-/][^\S\n]?(?!d\s?/\s?c)[a-z]{{1,6}}(?:\s?[-/]\s?[a-z0-9.]+)+"
    rf"|\d{{1,5}}[^\S\n]?[-/][^\S\n]?(?:nq|kh|qd|ct|kl|hd|tb|bc|qc|ctr|ttr|cv|bb|gm|da|nd|tt|qyd)(?:\s?[-/][a-z]+)?"
    rf"|(?:so|tt|nd|nq|qd|kh|ct|kl|hd|qyd|tb|bc|thong tu|nghi dinh|quyet dinh|quy dinh|ke hoach|chi thi|ket luan|"
    rf"huong dan|luat)"
    rf"\s*(?:so)?\s*[:.]?\s*\d{{1,4}}\s?/\s?{_YEAR})(?![a-z0-9])"
)
TERM = re.compile(
    rf"{_EDGE}(?P<w>(?:nhiem ky|giai doan|nam hoc|khoa|nien khoa|cac nam)\s*:?\s*)?(?<![/.\-])"
    rf"(?P<a>{_YEAR})\s*[-–—]\s*(?P<b>{_YEAR}|\d{{2}}(?=(?!\d)(?!\s?[-/.]\d)))(?![\d/])"
)
FULL_MOON = re.compile(
    rf"{_EDGE}(?:(?P<w>ngay|dem|toi|truoc|hom|dip|dung)\s+)?ram"
    rf"(?:{BLANK}thang{BLANK}(?P<m>{FIGURES}|{MONTH_WORDS}))?{_END}(?:{LOOSE}nam{GAP}(?P<y>{_YEAR}){_END})?"
)
DAY_OF_MONTH = re.compile(
    rf"{_EDGE}(?:{_WORD}{LOOSE})?(?P<d>{FIGURES}|{DAY_WORDS}){LOOSE}thang{GAP}"
    rf"(?P<m>{FIGURES}|{ROMAN}|{MONTH_WORDS}){_END}(?!\s?/\s?\d{{1,2}}/)"
    rf"(?:(?:{LOOSE}nam{GAP}|\s?[/\-.]\s?)(?P<y>\d{{4}}|\d{{2}}|{YEAR_WORDS}){_END})?"
)
NUMERIC = re.compile(
    rf"{_EDGE}(?:{_WORD}{GAP})?(?<!/)(?<![a-z]-)(?<!-\d-)(?<!-\d\d-)(?<!\d\.)(?P<d>{FIGURES})[^\S\n]?(?P<s>[/.\-–])[^\S\n]?(?P<m>{FIGURES}|{ROMAN})"
    rf"[^\S\n]?(?P<s2>[/.\-–])[^\S\n]?(?P<y>\d{{4}}|\d{{2}}){_END}(?!\s?/\s?[a-z])(?!-[a-z])(?!\s?%)(?![.,/]\d)"
)
DAY_MONTH = re.compile(
    rf"{_EDGE}(?:{_WORD}{GAP})?(?<!/)(?<![a-z]-)(?<!-\d-)(?<!-\d\d-)(?<!\d[.,])(?P<d>{FIGURES})[^\S\n]?(?P<s>[/.\-])[^\S\n]?(?P<m>{FIGURES}|{ROMAN})"
    rf"{_END}(?!\s?/\s?[\da-z])(?!\s?%)(?![.,]\d)(?!-[a-z])"
)
DAY = re.compile(
    rf"{_EDGE}{_WORD}{GAP}(?P<d>{FIGURES}|{DAY_WORDS}){_END}(?![.,]\d)(?!\s?[/]\s?[\da-z])(?!\s?-\s?\d)(?!\s?%)"
)
TET = re.compile(rf"{_EDGE}(?:(?P<w>(?:ngay\s+)?(?:mung|mong)|ngay)\s+)?(?P<d>\d{{1,2}}|{DAY_WORDS})\s+tet{_END}")
QUARTER = re.compile(
    rf"{_EDGE}(?P<w>quy{BLANK}|q\.?\s?)(?P<q>iv|[il1|]v|[il1|]{{1,3}}|[1-4]|mot|hai|ba|tu|bon){_END}(?![.,]\d)"
    rf"(?:(?:\s?[/\-]\s?|{LOOSE}nam{GAP}|\s)(?P<y>{_YEAR}){_END})?"
)
HALF = re.compile(
    rf"{_EDGE}(?P<n>0?[369]|ba|sau|chin){BLANK}thang{BLANK}(?P<p>dau|cuoi){BLANK}nam(?:{GAP}(?P<y>{_YEAR}))?{_END}"
)
MONTH = re.compile(
    rf"{_EDGE}thang{BLANK}(?P<m>{FIGURES}|{ROMAN}|{MONTH_WORDS}){_END}(?![.,]\d)"
    rf"(?:(?:\s?[/\-.]\s?(?P<y>\d{{4}}|\d{{2}})|{LOOSE}nam{GAP}(?P<y2>{_YEAR}|{YEAR_WORDS})){_END})?(?!\s?/\s?\d)"
)
MONTH_SHORT = re.compile(
    rf"(?<![a-z0-9/.\-])t\.?(?P<m>1[0-2]|0?[1-9])(?!\d)(?:\s?[/\-.]\s?(?P<y>{_YEAR}|\d{{2}}))?{_END}(?![.,/]\d)"
)
MONTH_YEAR_CUED = re.compile(
    rf"{_EDGE}(?:tu|den|toi|truoc|xong|han|ky|dau|cuoi|het)\s+(?P<m>0?[1-9]|1[0-2])\s?/\s?(?P<y>{_YEAR}){_END}(?!\s?[/\-]\s?[a-z])"
)
YEAR = re.compile(rf"{_EDGE}nam{GAP}(?P<y>{_YEAR}|{YEAR_WORDS}){_END}")
SAME_DAY = re.compile(rf"{_EDGE}cung\s+ngay{_END}")

LUNAR_AFTER = re.compile(r"\s*\(?\s*(?P<l>am\slich|a\.?l\.?)(?![a-z])\)?")
LUNAR_BEFORE = re.compile(r"(?:am\slich|(?<![a-z])al)\s*:?\s*(?:la\s+)?$")
_STEM = r"giap|at|binh|benh|dinh|mau|ky|canh|tan|nham|quy"
_BRANCH = r"ty|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi"
LUNAR_YEAR = re.compile(rf"\s*,?\s*nam\s+(?P<stem>{_STEM})\s+(?P<branch>{_BRANCH})(?![a-z])")
RECURRING = re.compile(r"\s+(?:hang|moi)\s+(?:thang|quy|nam|tuan)(?![a-z])")
RELATIVE_MONTH = re.compile(r"\s+thang\s+(?P<r>nay|sau|toi|truoc)(?![a-z])")
RELATIVE_YEAR = re.compile(r"\s+nam\s+(?P<r>nay|sau|toi|truoc|ngoai)(?![a-z])")
RANGE_LINK = re.compile(r"\s*(?:,?\s*(?:den|toi)(?:\s+het)?|[-–—])\s*")
# "từ 03 đến 12/9", "hai đêm 8 và 9/6", "ngày 8-12/9": days that share the month of the date after them.
DAY_LIST = re.compile(
    r"(?<![a-z])(?:ngay|tu|dem|sang|chieu|toi|mung|mong)\s+(?P<days>\d{1,2}(?:\s?(?:,|;|va|-|–)\s?\d{1,2})*)"
    r"\s?(?:,|;|va|den|-|–)\s?(?:den\s+)?(?:ngay\s+)?$"
)
SEVERAL = re.compile(r"(?:\s*[,;]\s*|\s+va\s+|\s+hoac\s+)(?:ngay\s+)?")
_WEEK = r"(?:thu\s?(?P<n>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<cn>chu\snhat|cn))"
WEEKDAY_AFTER = re.compile(rf"\s*[,(\-–]?\s*(?:ngay\s+|nham\s+)?(?:{_WEEK}|t(?P<t>[2-7]))(?![a-z0-9])")
WEEKDAY_BEFORE = re.compile(rf"(?<![a-z]){_WEEK}\s*[,(]?\s*$")
# Words before a month that make it a count ("mỗi tháng 1 lần") or after it ("tháng 2 lần").
ALMOST = (re.compile(r"(?:moi|hang|mot|\d)\s+$"), re.compile(r"\s+(?:lan|buoi|luot)(?![a-z])"))
