"""Pieces the patterns are made of, over folded text, and the reading of one figure, Roman or written out."""

from __future__ import annotations

import re

from nlp.numbers import parse_words

__all__ = [
    "BARE_AFTER",
    "BLANK",
    "CUE",
    "DASH_CUE",
    "DAY_WORDS",
    "FIGURES",
    "GAP",
    "LOOSE",
    "MONTH_WORDS",
    "NOT_BARE_BEFORE",
    "ROMAN",
    "STREET_BEFORE",
    "STREET_DAYS",
    "YEAR_WORDS",
    "day_number",
    "full_year",
    "month_number",
    "roman_number",
    "year_number",
]

# One line break may stand inside an expression, but not before what looks like the number of a list item.
BLANK = r"(?:[^\S\n]{0,40}|[^\S\n]{0,8}\n[^\S\n]{0,8}(?!\d{1,2}\s?[.)\-](?:\s|$))(?!\d{1,2}/\s))"
# Printed forms have leader dots where the figures are filled in.
GAP = rf"(?:[^\S\n]{{0,4}}[.…_:]{{1,40}}[^\S\n.…_]{{0,4}}[.…_]{{0,40}}[^\S\n]{{0,4}}|{BLANK})"
LOOSE = rf"(?:\s{{0,4}},{BLANK}|{GAP})"

FIGURES = r"\d{1,2}"
ROMAN = r"(?:x(?:i{1,2})?|ix|iv|v(?:i{1,3})?|i{1,3})"
_UNIT = r"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin)"
DAY_WORDS = rf"(?:(?:hai|ba)\s+muoi(?:\s+{_UNIT})?|muoi(?:\s+{_UNIT})?|ham(?:\s+{_UNIT})|{_UNIT})"
MONTH_WORDS = r"(?:muoi\s+mot|muoi\s+hai|muoi|gieng|chap|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin)"
YEAR_WORDS = (
    rf"(?:(?:mot|hai)\s+(?:nghin|ngan)(?:\s+(?:{_UNIT}|khong|tram|muoi|linh|le)){{1,6}}"
    rf"|hai\s+khong(?:\s+(?:{_UNIT}|khong)){{2}})"
)

# Words after which a bare "5/3" is a date unless a counted noun follows it.
CUE = re.compile(
    r"(?:(?<![a-z])(?:truoc|xong|tu|den|toi|han|chot|luc|sang|chieu|dem|trua|hom|vao|het|sau|nhat|tuc|nham|"
    r"thu\s(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu\snhat|cn)|\d\s?(?:h|g|gio)\s?\d{0,2}'?,?|phut,?)\s*[:,(]?\s*$"
)
# "tối 9-2", "xong 12-3": with a dash only behind these, and not before what is counted ("xong 2-3 nhà").
DASH_CUE = re.compile(
    r"(?<![a-z])(?:truoc|xong|han(?:\s*chot)?|cham\s*nhat|muon\s*nhat|sang|trua|chieu|toi|dem|hom)"
    r"(?:\s*:)?(?:\s*(?:thu\s(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu\snhat|cn),?)?\s*$"
)
# Without such a word it is one only when its first figure is the larger and what stands around it lets it be one.
BARE_AFTER = re.compile(
    r"\s*(?:$|[.,;:)\]\n–—]|-\s|(?:va|den|thi|de|cho|tai|o|do|vi|co|khong|se|da|am\slich|al|[a-z]+\sxong)(?![a-z]))"
)
NOT_BARE_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:so|nha|ngo|hem|kiet|ngach|dieu|khoan|lo|thua|to|quoc\slo|tinh\slo|ap|huyet\sap|dat|duoc|bq|"
    r"quyet|ty\sle|ti\sle|diem|mat|van\sban|tt|nq|qd|kh|hd)\s*[:.]?\s*|[+=x]\s*)$"
)

# Streets carry the names of these days.
STREET_DAYS = frozenset(
    {(3, 2), (8, 3), (13, 3), (26, 3), (30, 4), (19, 5), (27, 7), (19, 8), (23, 9), (20, 10), (22, 12)}
)
STREET_BEFORE = re.compile(r"(?<![a-z])(?:duong|pho|khu\spho|to\sdan\spho|truong|cong\svien|hop\stac\sxa|htx)\s+$")

_MONTH_VALUES = {"gieng": 1, "chap": 12, "tu": 4}
_MONTH_SPELLED = frozenset(
    re.findall(r"\w+", "giêng chạp một hai ba tư bốn năm sáu bảy bẩy tám chín mười"),
)
_ROMAN_VALUES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11}
_DIGIT_WORDS = {"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7}
_DIGIT_WORDS |= {"tam": 8, "chin": 9}


def roman_number(folded: str) -> int | None:
    """1 to 12 from a folded Roman figure, else ``None``."""
    return 12 if folded == "xii" else _ROMAN_VALUES.get(folded)


def _words(original: str) -> int | None:
    value = parse_words(original)
    return value if isinstance(value, int) else None


def day_number(folded: str, original: str) -> int | None:
    """A day in figures or words."""
    return int(folded) if folded.isdecimal() else _words(original)


def month_number(folded: str, original: str) -> int | None:
    """A month in figures, Roman figures or words; words must be spelled as months ("tháng sau" is none)."""
    if folded.isdecimal():
        return int(folded)
    if (roman := roman_number(folded)) is not None:
        return roman
    if not all(word in _MONTH_SPELLED for word in original.split()):
        return None
    return _MONTH_VALUES.get(folded) or _words(original)


def full_year(two_digits: int, current_year: int) -> int:
    """The century of a two-digit year: what lies after next year was a hundred years ago (98 → 1998)."""
    century = current_year - current_year % 100
    year = century + two_digits
    return year - 100 if year > current_year + 1 else year


def year_number(folded: str, original: str, current_year: int) -> int | None:
    """A year in four or two figures, or in words ("hai nghìn không trăm hai mươi sáu", "hai không hai sáu")."""
    if folded.isdecimal():
        return full_year(int(folded), current_year) if len(folded) == 2 else int(folded)
    words = folded.split()
    if len(words) == 4 and all(word in _DIGIT_WORDS for word in words):
        return int("".join(str(_DIGIT_WORDS[word]) for word in words))
    value = _words(original)
    if value is None and words[:2] in (["hai", "nghin"], ["hai", "ngan"]) and len(words) == 3:
        return None
    return value
