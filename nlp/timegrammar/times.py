"""Times of day and lengths of time."""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.numbers import counted_noun, parse_number
from nlp.timegrammar.lexis import BLANK, GAP
from nlp.timegrammar.model import DurationExpr, TimeExpr
from nlp.timegrammar.view import View, view

__all__ = ["find_durations", "find_times", "find_times_in"]

_EDGE = r"(?<![a-z0-9/])(?<!\d[.,])"
_PART = r"(?:\s*(?P<part>sang|trua|chieu|toi|dem|khuya)(?![a-z]))?"
_HOURS = re.compile(
    rf"{_EDGE}(?P<h>\d{{1,2}})(?:{GAP}(?P<unit>gio)(?![a-z])|\s?(?P<sign>[hg])(?![a-z]))"
    rf"(?:(?:\s{{0,2}},)?{GAP}(?P<less>kem\s+)?(?P<m>\d{{1,2}})(?![\d/%])(?!\s?[/.]\s?\d)(?!\s?-\s?\d{{1,2}}(?![\dhg:]|\s?(?:gio|h|g)))(?!\s?(?:h|g|gio)(?![a-z]))"
    rf"(?P<minutes>{GAP}(?:phut|ph|p)(?![a-z])|\s?['’′])?|\s+(?P<half>ruoi)(?![a-z])|\s?['’′])?{_PART}"
)
_COLON = re.compile(rf"{_EDGE}(?<!:)(?P<h>\d{{1,2}})\s?:\s?(?P<m>\d{{2}})(?::\d{{2}})?(?![\d:/%])(?![.,]\d){_PART}")
# "Thời gian: từ 19.30 đến 20.45": a point is a clock's only behind words of time, and where no date has it.
_POINT = re.compile(
    rf"{_EDGE}(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d)(?![\d%])(?!\s?[./-]\s?\d{{4}})(?!\s?(?:trieu|dong|ha|m|km|kg|tan|ty)\b){_PART}"
)
_DATE_BEHIND = re.compile(r"\s*,?\s*ngay\s*\d{1,2}\s*[./-]")  # "19.00 ngày 01.6"
_POINT_BEFORE = re.compile(
    r"(?<![a-z])(?:thoi\s+gian|luc|hoi|tu\s+luc|bat\s+dau|khai\s+mac|ket\s+thuc|be\s+mac)\s*:?\s*(?:tu|luc|hoi|vao)?\s*:?\s*$"
)
_POINT_RANGE = re.compile(r"\d\s*(?:-|–|den)\s*$")
_WORD = r"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin|muoi)"
_WORDS = rf"{_WORD}(?:\s{_WORD}){{0,2}}"
# "tám giờ kém mười lăm", "mười giờ hai mươi", "10 giờ mười lăm phút", "7 rưỡi tối"
_SPOKEN = re.compile(
    rf"{_EDGE}(?:(?P<h>{_WORDS}|\d{{1,2}})\s+gio(?![a-z])"
    rf"(?:\s+(?P<less>kem\s+)?(?P<m>{_WORDS}|\d{{1,2}})(?:\s+phut)?(?![a-z\d])|\s+(?P<half>ruoi)(?![a-z]))?{_PART}"
    rf"|(?P<h2>{_WORDS}|\d{{1,2}})\s+(?P<half2>ruoi)\s+(?P<part2>sang|trua|chieu|toi|dem|khuya)(?![a-z]))"
)
_SPOKEN_BEFORE = re.compile(
    r"(?<![a-z])(?:luc|hoi|vao|tu|den|be\smac|ket\sthuc|khai\smac|bat\sdau|xong|tan|nghi|hop|sang|chieu|toi|dem|trua)\s*:?\s*$"
)
_PART_BEFORE = re.compile(r"(?<![a-z])(?P<part>sang|trua|chieu|toi|dem)(?:\s+luc)?\s+$")
_PART_NEAR = re.compile(r"(?<![a-z])(?:luc|hoi|tu|den|sang|trua|chieu|toi|dem)\s*:?\s*$")
_LENGTH_BEFORE = re.compile(
    r"(?<![a-z])(?:trong|trong\svong|keo\sdai|suot|mat|het|thoi\sluong(?:\s[a-z]+){0,3}|tong\sthoi\sgian|"
    r"(?:khong\s)?qua|toi\sthieu|toi\sda|it\snhat|hon|gan|sau)\s*:?\s*(?:khoang\s+)?$"
)
_ABOUT = re.compile(r"(?<![a-z])(?:luc|hoi|vao|tu|den)\s+(?:hon|gan|sau)\s*$")
# A day has parts; the twelve-hour clock is read by them. Values: the hours that twelve is added to.
_AFTERNOON = {
    "chieu": range(1, 12),
    "toi": range(1, 12),
    "trua": range(1, 4),
    "dem": range(6, 12),
    "khuya": range(8, 12),
}
_SPELLED_PARTS = {"sáng", "trưa", "chiều", "tối", "đêm", "khuya", "trua", "chieu", "dem"}


def _hour(hour: int, part: str | None) -> int:
    if part is None:
        return hour
    if hour == 12 and part in {"dem", "khuya", "sang", "toi"}:
        return 0
    return hour + 12 if hour in _AFTERNOON.get(part, ()) else hour


def _part(seen: View, match: re.Match[str]) -> tuple[str | None, int]:
    """The part of the day beside a time and where the expression ends ("7h tới" and "7h tôi" are no evening)."""
    if match["part"] is not None:
        if seen.original(*match.span("part")) in _SPELLED_PARTS:
            return match["part"], match.end()
        return None, len(seen.folded[: match.start("part")].rstrip())
    offset = max(0, match.start() - 12)
    before = _PART_BEFORE.search(seen.folded[offset : match.start()])
    if before and seen.original(offset + before.start("part"), offset + before.end("part")) in _SPELLED_PARTS:
        return before["part"], match.end()
    return None, match.end()


def _is_length(seen: View, match: re.Match[str]) -> bool:
    """Whether "2 giờ" is a length of time: "2 giờ đồng hồ", "trong 2 giờ", "2 giờ/tuần"."""
    after = seen.folded[match.end() : match.end() + 12]
    if re.match(r"\s+(?:dong\s+ho|lam\s+viec|hoc|lien)(?![a-z])|\s?/\s?[a-z]", after):
        return True
    before = seen.folded[max(0, match.start() - 32) : match.start()]
    return bool(_LENGTH_BEFORE.search(before)) and not _ABOUT.search(before)


def _counts(seen: View, position: int) -> bool:
    noun = counted_noun(seen.text, position)
    return noun is not None and fold(noun) not in {"ngay", "toi", "dem", "thang"}


def _clock(seen: View, match: re.Match[str]) -> TimeExpr | None:
    groups = match.groupdict()
    hour, end = int(match["h"]), match.end()
    part, end = _part(seen, match)
    minute = int(match["m"]) if match["m"] else 0
    if groups.get("half"):
        minute = 30
    # Minutes without their word: two figures, and not the count of something ("19 giờ 12 đồng chí").
    bare = (
        match["m"] is not None
        and not re.search(r"[:.]", match.group())
        and not groups.get("minutes")
        and not groups.get("less")
    )
    if bare and (len(match["m"]) == 1 or _counts(seen, match.end("m"))):
        minute, end = 0, match.end("unit") if groups.get("unit") else match.end("sign")
    hour = _hour(hour, part)
    if groups.get("less"):
        hour, minute = hour - 1, 60 - minute
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    return TimeExpr(match.start(), end, f"{hour:02}:{minute:02}", seen.was_repaired(match.start(), end))


def _is_weak(seen: View, match: re.Match[str]) -> bool:
    """Whether the form is too slight to stand alone: "20g" is a weight, "1:10" a scale."""
    if _PART_NEAR.search(seen.folded[max(0, match.start() - 10) : match.start()]) or match["part"]:
        return False
    if match.groupdict().get("sign") == "g":
        if re.match(r"\s*,?\s*(?:ngay|toi|sang|chieu|hom|tai)(?![a-z])", seen.folded[match.end() : match.end() + 12]):
            return False  # "20g ngày 14/7": a date beside it makes it a time
        return match["m"] is None or len(match["m"]) == 1
    return ":" in match.group() and len(match["h"]) == 1


def _spoken(seen: View, match: re.Match[str]) -> TimeExpr | None:
    """A time with words for figures; an hour alone ("một giờ") only where something says that it is no length."""
    name = "h" if match["h"] else "h2"
    hour, minute = parse_number(seen.original(*match.span(name))), 0
    part = match["part"] or match["part2"]
    if part and seen.original(*match.span("part" if match["part"] else "part2")) not in _SPELLED_PARTS:
        part = None
    if match["half"] or match["half2"]:
        minute = 30
    elif match["m"]:
        found = parse_number(seen.original(*match.span("m")))
        if not isinstance(found, int) or (not match["m"][0].isdigit() and _counts(seen, match.end("m"))):
            return None
        minute = found
    elif not part and not _SPOKEN_BEFORE.search(seen.folded[max(0, match.start() - 14) : match.start()]):
        return None
    if not isinstance(hour, int) or (match["h2"] and not part):
        return None
    if part is None:
        before = _PART_BEFORE.search(seen.folded[max(0, match.start() - 12) : match.start()])
        part = before["part"] if before else None
    hour = _hour(hour, part)
    if match["less"]:
        hour, minute = hour - 1, 60 - minute
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    return TimeExpr(match.start(), match.end(), f"{hour:02}:{minute:02}", seen.was_repaired(*match.span()))


def find_times_in(seen: View) -> list[TimeExpr]:
    """:func:`find_times` on a view that is already there."""
    found: list[TimeExpr] = []
    taken = bytearray(len(seen.text))
    for match in _SPOKEN.finditer(seen.folded):
        written = (match["h"] or match["h2"]).isdigit() and (match["m"] or "0").isdigit() and not match["h2"]
        if not written and not _is_length(seen, match) and (spoken := _spoken(seen, match)) is not None:
            taken[spoken.start : spoken.end] = b"\x01" * (spoken.end - spoken.start)
            found.append(spoken)
    for pattern in (_HOURS, _COLON):
        for match in pattern.finditer(seen.folded):
            if _is_weak(seen, match) or _is_length(seen, match) or (expr := _clock(seen, match)) is None:
                continue
            if not any(taken[expr.start : expr.end]):
                taken[expr.start : expr.end] = b"\x01" * (expr.end - expr.start)
                found.append(expr)
    found += _points(seen, taken)
    return sorted(found, key=lambda expr: expr.start)


def _points(seen: View, taken: bytearray) -> list[TimeExpr]:
    """Times with a point between hours and minutes, behind words of time, and the ends of ranges that they begin."""
    found: list[TimeExpr] = []
    for match in _POINT.finditer(seen.folded):
        before = seen.folded[max(0, match.start() - 30) : match.start()]
        ranged = found and match.start() - found[-1].end < 8 and _POINT_RANGE.search(before)
        dated = _DATE_BEHIND.match(seen.folded, match.end())
        if any(taken[match.start() : match.end()]) or not (ranged or dated or _POINT_BEFORE.search(before)):
            continue
        if (expr := _clock(seen, match)) is not None:
            found.append(expr)
    return found


def find_times(text: str) -> list[TimeExpr]:
    """Every time of day in ``text``, in order; offsets are into its NFC form. Lengths of time are left out."""
    return find_times_in(view(text))


_MINUTES = re.compile(rf"(?<![a-z0-9/.,])(?P<n>\d{{1,3}}){BLANK}(?:phut)(?![a-z])")
_LENGTH = re.compile(
    rf"{_EDGE}(?P<h>\d{{1,2}}(?:,\d)?){BLANK}(?:(?P<clock>gio\s+dong\s+ho|tieng(?:\s+dong\s+ho)?)|gio|h)(?![a-z])"
    rf"(?:{BLANK}(?P<m>\d{{1,2}})(?:{BLANK}(?:phut|p)(?![a-z]))?(?![\d/])(?!\s?[/.]\s?\d)(?!\s?-\s?\d{{1,2}}(?![\dhg:]|\s?(?:gio|h|g)))|\s+(?P<half>ruoi))?"
)


def find_durations(text: str) -> list[DurationExpr]:
    """Every length of time in whole minutes: "115 phút", "2 giờ đồng hồ", "thời lượng 1 giờ 45 phút"; in order."""
    seen = view(text)
    clocks = find_times_in(seen)
    found: list[DurationExpr] = []
    for match in _LENGTH.finditer(seen.folded):
        if not match["clock"] and not _is_length(seen, match):
            continue
        hours = parse_number(match["h"])
        minutes = 30 if match["half"] else int(match["m"] or 0)
        if hours is not None and minutes < 60:
            found.append(DurationExpr(match.start(), match.end(), round(hours * 60) + minutes))
    taken = bytearray(len(seen.text))
    for start, end in [(one.start, one.end) for one in clocks] + [(one.start, one.end) for one in found]:
        taken[start:end] = b"\x01" * (end - start)
    found.extend(
        DurationExpr(match.start(), match.end(), int(match["n"]))
        for match in _MINUTES.finditer(seen.folded)
        if not any(taken[match.start() : match.end()])
    )
    return sorted(found, key=lambda expr: expr.start)
