"""Vietnamese dates in running text; day before month, always."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, datetime

from nlp.numbers import counted_noun
from nlp.timegrammar import patterns as p
from nlp.timegrammar.attach import attach
from nlp.timegrammar.lexis import (
    BARE_AFTER,
    CUE,
    DASH_CUE,
    NOT_BARE_BEFORE,
    STREET_BEFORE,
    STREET_DAYS,
    day_number,
    month_number,
    roman_number,
    year_number,
)
from nlp.timegrammar.model import DateExpr
from nlp.timegrammar.view import View, view

__all__ = ["find_dates", "find_dates_in"]

Match = re.Match[str]


def is_day(day: int | None, month: int | None, year: int | None, *, lunar: bool = False) -> bool:
    """Whether a calendar has such a day; the 29th of February without a year may exist."""
    if day is None or not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return False
    if lunar:
        return day <= 30
    return month is None or day <= calendar.monthrange(year or 2000, month)[1]


class _Search:
    """One text being read: what has been taken, and what was found."""

    def __init__(self, seen: View, current_year: int) -> None:
        self.seen = seen
        self.current_year = current_year
        self.taken = bytearray(len(seen.text))
        self.found: list[DateExpr] = []

    def part(self, match: Match, group: str) -> tuple[str, str] | None:
        """Folded and original wording of a group, or None when it took no part."""
        if match[group] is None:
            return None
        return match[group], self.seen.original(match.start(group), match.end(group))

    def year(self, match: Match, group: str = "y") -> int | None:
        words = self.part(match, group)
        return year_number(*words, self.current_year) if words else None

    def month(self, match: Match) -> int | None:
        words = self.part(match, "m")
        return month_number(*words) if words else None

    def day(self, match: Match) -> int | None:
        words = self.part(match, "d")
        return day_number(*words) if words else None

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)

    def add(self, match: Match, expr: DateExpr) -> None:
        repaired = self.seen.was_repaired(match.start(), match.end())
        self.found.append(expr._replace(start=match.start(), end=match.end(), repaired=repaired))

    def run(self, pattern: re.Pattern[str], read: Callable[[_Search, Match], DateExpr | None]) -> None:
        """Read ``pattern`` wherever nothing has been taken; after a refusal look again one step later."""
        position = 0
        folded = self.seen.folded
        while match := pattern.search(folded, position):
            start, end = match.span()
            if not any(self.taken[start:end]) and (expr := read(self, match)) is not None:
                self.add(match, expr)
                self.take(start, end)
                position = end
            else:
                position = start + 1


def _is_date_word(search: _Search, match: Match, *, strict: bool) -> bool:
    """Whether the word before the figure is one of date: "ngay" (at once), "mừng" and "mong" (hope) fold alike."""
    words = search.part(match, "w")
    if words is None:
        return False
    last = words[1].split()[-1]
    return last in {"ngày", "mùng", "mồng"} or (not strict and last in {"ngay", "mung", "mong", "ngày", "ngầy"})


def _is_month_word(search: _Search, match: Match) -> bool:
    at = search.seen.folded.find("thang", match.start(), match.end())
    # "thắng" and "thẳng" fold to the same letters.
    return not any(letter in "ăắằẳẵặ" for letter in search.seen.original(at, at + 5))


def _term(_: _Search, match: Match) -> DateExpr | None:
    first, second = int(match["a"]), match["b"]
    if len(second) == 2 and not match["w"]:
        return None
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    return DateExpr(0, 0, "term", years=(first, last)) if last >= first else None


def _full_moon(search: _Search, match: Match) -> DateExpr | None:
    spelled = search.seen.original(match.start(), match.end())
    month = search.month(match)
    if ("rằm" not in spelled and not spelled.isascii()) or (month is None and not match["w"]):
        return None
    return DateExpr(0, 0, day=15, month=month, year=search.year(match), lunar=True, valid=is_day(15, month, None))


def _day_of_month(search: _Search, match: Match) -> DateExpr | None:
    day, month, year = search.day(match), search.month(match), search.year(match)
    if day is None or month is None or not _is_month_word(search, match):
        return None
    worded = match["w"] is not None
    if match["m"] == "nam" and not (worded and year):
        return None  # "tháng..... năm 2026" with nothing filled in
    if not worded and year is None and not CUE.search(search.seen.folded[max(0, match.start() - 24) : match.start()]):
        return None  # "trong 3 tháng 6 hộ …" is a length of time
    lunar = match["m"] in {"gieng", "chap"}
    return DateExpr(0, 0, day=day, month=month, year=year, lunar=lunar, valid=is_day(day, month, year, lunar=lunar))


def _numeric(search: _Search, match: Match) -> DateExpr | None:
    day, month = int(match["d"]), search.month(match)
    year = search.year(match)
    if month is None or year is None:
        return None
    worded, valid = _is_date_word(search, match, strict=False), is_day(day, month, year)
    if match["w"] and not worded:
        return None
    if len(match["y"]) == 2 and match["s"] != "/" and not worded and not _cued(search, match):
        return None  # 4.3.23 may be the number of a section
    if not valid and not worded and not (month <= 12 and day <= 31):
        return None
    return DateExpr(0, 0, day=day, month=month, year=year, valid=valid)


def _cued(search: _Search, match: Match) -> bool:
    before = search.seen.folded[max(0, match.start() - 24) : match.start()]
    if CUE.search(before) or p.DAY_LIST.search(before):
        return True
    previous = [expr for expr in search.found if expr.end <= match.start() and expr.kind == "date"]
    link = search.seen.folded[max(e.end for e in previous) : match.start()] if previous else None
    return link is not None and bool(p.SEVERAL.fullmatch(link) or p.RANGE_LINK.fullmatch(link))


def _day_month(search: _Search, match: Match) -> DateExpr | None:
    day, month = int(match["d"]), search.month(match)
    if month is None or not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    if match["w"]:
        if not _is_date_word(search, match, strict=False):
            return None
    elif match["s"] != "/":
        if match["s"] != "-" or not _is_dashed_date(search, match):
            return None
    elif not _is_bare_date(search, match, day, month):
        return None
    return DateExpr(0, 0, day=day, month=month, valid=is_day(day, month, None))


def _is_dashed_date(search: _Search, match: Match) -> bool:
    """Whether "9-2" is a date: right behind a part of the day or a word of deadline, no count from two to nine."""
    begin = max(0, match.start() - 24)
    cue = DASH_CUE.search(search.seen.folded[begin : match.start()])
    if cue is None or counted_noun(search.seen.text, match.end()) is not None:
        return False
    word = search.seen.original(begin + cue.start(), begin + cue.end()).split()[0]
    return word not in {"tôi", "tới", "toi"} and bool(BARE_AFTER.match(search.seen.folded, match.end()))


def _is_bare_date(search: _Search, match: Match, day: int, month: int) -> bool:
    """Whether "5/3" without "ngày" is a date: in a context of time, and not a count of so many out of so many."""
    folded, end = search.seen.folded, match.end()
    before = folded[max(0, match.start() - 24) : match.start()]
    if p.LUNAR_AFTER.match(folded, end):
        return True
    if roman_number(match["m"]) is not None:
        return len(match["m"]) > 1 or _cued(search, match)
    if _cued(search, match):
        # More out of fewer is no count, whatever follows.
        return day > month or counted_noun(search.seen.text, end) is None
    if day <= month or NOT_BARE_BEFORE.search(before):
        return False
    if (day, month) in STREET_DAYS and STREET_BEFORE.search(before):
        return False
    return BARE_AFTER.match(folded, end) is not None and counted_noun(search.seen.text, end) is None


def _day(search: _Search, match: Match) -> DateExpr | None:
    day = search.day(match)
    before = search.seen.folded[max(0, match.start() - 8) : match.start()]
    if day is None or not 1 <= day <= 31 or not _is_date_word(search, match, strict=True):
        return None
    in_words = not match["d"].isdecimal()
    if in_words and match["w"] == "ngay" and day < 10:
        return None  # "ngày một tốt hơn", "ngày hai buổi"
    if p.ALMOST[0].search(before):
        return None
    if counted_noun(search.seen.text, match.end()) and not p.RELATIVE_MONTH.match(search.seen.folded, match.end()):
        return None
    return DateExpr(0, 0, day=day)


def _tet(search: _Search, match: Match) -> DateExpr | None:
    day = search.day(match)
    if day is None or "tết" not in search.seen.original(match.start(), match.end()):
        return None
    if match["w"] is None and day < 23:
        return None
    # The last days before the feast belong to the twelfth month.
    return DateExpr(0, 0, day=day, month=12 if day >= 23 else 1, lunar=True, valid=day <= 30)


def _quarter(search: _Search, match: Match) -> DateExpr | None:
    word, spelled = match["w"].strip(), search.seen.original(match.start("w"), match.end("w")).strip()
    figure, year = match["q"], search.year(match)
    if word.startswith("q") and not word.startswith("quy"):
        if search.seen.text[match.start()] != "Q" or (year is None and figure.isdecimal()):
            return None  # "Q1" alone may be a district
    elif spelled not in {"quý", "qúy"} and not (spelled == "quy" and (year or len(figure) > 1)):
        return None  # "quỹ 3 hộ", "quy chế"
    if p.ALMOST[0].search(search.seen.folded[max(0, match.start() - 8) : match.start()]):
        return None
    if figure.isdecimal() and len(figure) == 1:
        quarter: int | None = int(figure)
    elif figure.endswith("v"):
        quarter = 4
    elif set(figure) <= set("il1|"):
        quarter = len(figure)
    else:
        quarter = month_number(*(search.part(match, "q") or ("", "")))
    return DateExpr(0, 0, "quarter", quarter=quarter, year=year) if quarter else None


def _half(search: _Search, match: Match) -> DateExpr | None:
    if match["n"] in {"6", "06", "sau"}:
        return DateExpr(0, 0, "half_year", half=1 if match["p"] == "dau" else 2, year=search.year(match))
    return DateExpr(0, 0, "range", year=search.year(match))


def _month(search: _Search, match: Match) -> DateExpr | None:
    month = search.month(match)
    year = search.year(match) or search.year(match, "y2")
    folded, spelled = search.seen.folded, search.seen.original(match.start("m"), match.end("m"))
    if month is None or not 1 <= month <= 12 or not _is_month_word(search, match):
        return None
    before = folded[max(0, match.start() - 8) : match.start()]
    if year is None and (p.ALMOST[0].search(before) or p.ALMOST[1].match(folded, match.end())):
        return None
    if year is None and spelled in {"năm", "một"} and search.seen.text[match.start("m")].islower():
        return None
    return DateExpr(0, 0, "month", month=month, year=year, lunar=match["m"] in {"gieng", "chap"})


def _month_short(search: _Search, match: Match) -> DateExpr | None:
    if search.seen.text[match.start()] != "T":
        return None
    return DateExpr(0, 0, "month", month=int(match["m"]), year=search.year(match))


def _month_year(_: _Search, match: Match) -> DateExpr | None:
    return DateExpr(0, 0, "month", month=int(match["m"]), year=int(match["y"]))


def _year(search: _Search, match: Match) -> DateExpr | None:
    year = search.year(match)
    return DateExpr(0, 0, "year", year=year) if year and 1900 <= year <= 2100 else None


def _same_day(search: _Search, match: Match) -> DateExpr | None:
    return DateExpr(0, 0, "same_day") if search.seen.original(*match.span()).endswith(("ngày", "ngay")) else None


_FIGURE = re.compile(r"\d")
# Each form with what no text that holds it can lack: most sentences hold no date, and this is how that is told fast.
_FIGURES: tuple[str, ...] = ()  # a figure
_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Search, Match], DateExpr | None], tuple[str, ...]], ...] = (
    (p.TERM, _term, _FIGURES),
    (p.FULL_MOON, _full_moon, ("ram",)),
    (p.DAY_OF_MONTH, _day_of_month, ("thang",)),
    (p.NUMERIC, _numeric, _FIGURES),
    (p.DAY_MONTH, _day_month, _FIGURES),
    (p.TET, _tet, ("tet",)),
    (p.DAY, _day, ("ngay", "mung", "mong")),
    (p.QUARTER, _quarter, ("q",)),
    (p.HALF, _half, ("thang",)),
    (p.MONTH, _month, ("thang",)),
    (p.MONTH_SHORT, _month_short, _FIGURES),
    (p.MONTH_YEAR_CUED, _month_year, _FIGURES),
    (p.YEAR, _year, ("nam",)),
    (p.SAME_DAY, _same_day, ("ngay",)),
)


def find_dates_in(seen: View, current_year: int | None = None) -> list[DateExpr]:
    """:func:`find_dates` on a view that is already there."""
    search = _Search(seen, current_year or datetime.now(UTC).year)
    folded = seen.folded
    figures = _FIGURE.search(folded) is not None
    for match in p.DOCUMENT_NUMBER.finditer(folded) if figures else ():
        # A date such as "03/III/1998" has the shape of a number: what is in Roman figures is not blocked.
        if not re.fullmatch(r"\d{1,2}\s?/\s?[ivx]+\s?[/-]\s?\d{2,4}", match.group().rstrip(".")):
            search.take(*match.span())
    for pattern, read, words in _FORMS:
        if any(word in folded for word in words) if words else figures:
            search.run(pattern, read)
    return attach(seen, sorted(search.found, key=lambda expr: expr.start))


def find_dates(text: str, current_year: int | None = None) -> list[DateExpr]:
    """Every date expression of ``text`` in order, not overlapping; offsets are into its NFC form.

    ``current_year`` decides the century of two-digit years (default: of the clock): later than next year means 19xx.
    Day and month are never swapped; a day that no calendar has is returned with ``valid=False``. Decision numbers,
    ratios, sums and percentages are not dates; "5/3" without "ngày" is one only where the context is one of time.
    """
    return find_dates_in(view(text), current_year)
