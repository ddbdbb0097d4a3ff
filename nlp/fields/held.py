"""When and where: date, start, end, duration, place (domain notes, sections 2 and 3)."""

from __future__ import annotations

import re
from datetime import date

from nlp.draft import Draft, Span
from nlp.outline import Outline
from nlp.timegrammar import DateExpr, find_dates, find_times, resolve
from nlp.unittext import UnitText

__all__ = ["guess_year", "read_held"]

_CUE = re.compile(
    r"\b(?:hom\s*nay|vao\s*(?:hoi|luc)|thoi\s*gian|hop\s+(?:ngay|hoi|luc|mung|"
    r"mong)|bat\s*dau|ngay\s*hop|khai\s*mac|to\s*chuc\s+(?:ngay|vao))"
)
_NOT_MEETING = re.compile(
    r"\b(?:chi\s*uy|dang\s*tai|gui|so\s+\S+\s*,?|ke\s*hoach|chi\s*thi|nghi\s*quyet\s+so|"
    r"huong\s*dan|sinh\s*ngay|sinh\s*nam|ket\s*nap|mien)\W{1,3}(?:\w+\W+){0,3}$"
)
_END_CUE = re.compile(
    r"\b(?:ket\s*thuc|tan\s*hop|hop\s*xong|be\s*mac|giai\s*tan|nghi\s*luc|xong\s*luc|"
    r"thong\s*qua\s*luc)\b|\bden\b(?=\s*\d{1,2}\s*(?:gio|h|g|:))"
)
_HELD_ON = re.compile(
    r"(?:\bhop\b|\bsh\b|\()\s*(?:ngay\s*)?:?\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>(?:19|20)\d\d))?(?!\d|\s*/)"
)
_PLACE = re.compile(r"\b(?:dia\s*diem|noi\s*hop|tai\s*dia\s*diem)\s*:?\s*|\btai\b\s*:?\s*")
_NEXT_ROW = re.compile(
    r"\n(?=\s*(?:[ivx]{1,4}\s*[.)/-]|\d{1,2}\s*[.)/]\s|[-–+*•]\s))| {4}|\n(?=[^\n:]{2,24}(?: {4}|:))"
)
_PLACE_NOUN = re.compile(r"\b(?:nha|phong|hoi\s*truong|tru\s*so|tram|truong|dinh|van\s*phong|ubnd|hoi\s*quan|diem)\b")
_PLACE_END = re.compile(
    r"[;\n]|\.(?=\s|$)|,(?=\s*(?:chi\s*bo|dang|chi\s*uy|to\s*dang|cb\b|thon\b|"
    r"ban\s*chi|da\b|tien\s*hanh|chung|thanh|hoi\s*nghi|bat\s*dau|vao|luc|ngay|"
    r"do\b|duoi|gom|toi|sang|chieu))"
    r"|\s[-–]\s|\b(?:chi\s*bo|cb)\b[^,.]{0,60}?\b(?:to\s*chuc|tien\s*hanh|da\b|"
    r"hop|sinh\s*hoat)|\bda\s+(?:to\s*chuc|tien\s*hanh)|\btien\s*hanh\b|\bto\s*chuc\b|"
    r",?\s*thanh\s*phan|\bthanh\s*phan\b|\bdia\s*diem\b"
)
_YEAR = re.compile(r"\b(?:thang|nam|quy|t)\s*\d{0,2}\s*(?:/|\s*nam\s*)\s*((?:19|20)\d\d)\b|\bnam\s+((?:19|20)\d\d)\b")
MAX_DURATION = 12 * 60


def guess_year(outline: Outline, context_year: int | None) -> tuple[int, str] | None:
    """The year for dates that state none, and where it comes from: title, book, else what the text says first."""
    unit = outline.unit
    for expression in find_dates(unit.text[slice(*outline.title)]):
        if expression.year:
            return expression.year, "year taken from the title"
    if context_year:
        return context_year, "year taken from the heading of the book"
    match = _YEAR.search(unit.folded_flow)
    if match:
        year = int(match.group(1) or match.group(2))
        return year, f"year taken from '{unit.slice(*match.span())}'"
    return None


def read_held(outline: Outline, draft: Draft, context_year: int | None, *, resolution: bool) -> None:
    """Fill ``held``. A resolution names its meeting in brackets of the title, in its first sentences, or not at all."""
    unit = outline.unit
    chosen = _meeting_date(outline, resolution=resolution)
    if chosen is None:
        chosen = _bare_date(outline)
    if chosen:
        expression, span = chosen
        _put_date(outline, draft, expression, span, context_year)
        _times(outline, draft, span)
    else:
        _times(outline, draft, None)
    _end(outline, draft)
    held = draft.record.held
    if held.start and held.end:
        minutes = _minutes(held.end) - _minutes(held.start)
        if 0 < minutes <= MAX_DURATION:
            held.duration_minutes = minutes
            draft.inferred["/held/duration_minutes"] = "from start and end"
    _place(outline, draft, chosen[1] if chosen else None, unit)


def _meeting_date(outline: Outline, *, resolution: bool) -> tuple[DateExpr, Span] | None:
    unit = outline.unit
    start = outline.title[0]
    end = outline.opening[1]
    if resolution:
        end = min(end, outline.title[1] + 500)
    best: tuple[int, DateExpr, Span] | None = None
    for expression in find_dates(unit.flow[start:end]):
        if expression.kind != "date" or expression.day is None or expression.lunar:
            continue
        span = (start + expression.start, start + expression.end)
        before = unit.folded_flow[max(0, span[0] - 60) : span[0]]
        if _NOT_MEETING.search(before):
            continue
        score = 2 if _CUE.search(before) else 0
        score += 1 if span[0] < outline.title[1] + 200 else 0
        score += 1 if expression.month else 0
        if resolution and not re.search(
            r"\bhop\b|\bsh\b|\bsinh\s*hoat\b|\bchi\s*bo\b|\bhoi\s*nghi\b|vao\s*luc|hom\s*nay",
            unit.folded_flow[max(0, span[0] - 40) : span[1] + 60],
        ):
            continue
        if best is None or score > best[0]:
            best = (score, expression, span)
    return (best[1], best[2]) if best else None


def _bare_date(outline: Outline) -> tuple[DateExpr, Span] | None:
    """ "(họp 03/6, 15/17 ĐV)": day and month behind "họp", without a word of time."""
    match = _HELD_ON.search(outline.unit.folded_flow, outline.title[0], outline.title[1] + 160)
    if match is None:
        return None
    day, month = int(match.group("d")), int(match.group("m"))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = int(match.group("y")) if match.group("y") else None
    return DateExpr(match.start("d"), match.end(), year=year, month=month, day=day), (match.start("d"), match.end())


def _put_date(outline: Outline, draft: Draft, expression: DateExpr, span: Span, context_year: int | None) -> None:
    if not expression.valid:
        return
    reasons: list[str] = []
    year, month = expression.year, expression.month
    if year is None:
        guessed = guess_year(outline, context_year)
        if guessed:
            year, reason = guessed
            reasons.append(reason)
    if month is None:
        named = [e for e in find_dates(outline.unit.text[slice(*outline.title)]) if e.kind == "month" and e.month]
        if named:
            month = named[0].month
            reasons.append("month taken from the title")
    value, _ = resolve(expression, default_year=year, default_month=month)
    draft.put("/held/date", value, span, "date of the meeting", "; ".join(reasons) or None)


def _times(outline: Outline, draft: Draft, near: Span | None) -> None:
    """Start and, where given as a range, end, from the sentence that holds the date or from the opening."""
    unit = outline.unit
    start, end = outline.title[0], outline.opening[1]
    found = [(start + t.start, start + t.end, t.value) for t in find_times(unit.flow[start:end])]
    closing = _END_CUE.search(unit.folded_flow, start, end)
    usable = [
        t
        for t in found
        if not (closing and closing.group().startswith(("ket", "tan", "hop")) and t[0] > closing.start())
    ]
    if near and len(usable) > 1:
        usable = [t for t in usable if abs(t[0] - near[0]) < 160] or usable
    if not usable:
        return
    first = usable[0]
    before = unit.folded_flow[max(0, first[0] - 14) : first[0]]
    if re.search(r"\b(?:sau|truoc|den)\s*$", before):
        return
    draft.put("/held/start", first[2], first[:2], "time of the meeting")
    for following in usable[1:]:
        between = unit.folded_flow[first[1] : following[0]]
        if len(between) < 40 and re.search(r"\bden\b|[-–—]", between):
            draft.put("/held/end", following[2], following[:2], "time of the meeting")
            break


def _end(outline: Outline, draft: Draft) -> None:
    """The last "kết thúc … lúc …"; a range in the opening has been taken before."""
    unit = outline.unit
    for match in reversed(list(_END_CUE.finditer(unit.folded_flow, outline.title[0]))):
        if match.group() == "den":
            continue
        times = find_times(unit.flow[match.start() : match.start() + 70])
        if times:
            span = (match.start() + times[0].start, match.start() + times[0].end)
            if draft.record.held.end is None or span[0] > outline.opening[1]:
                draft.record.held.end = None
                draft.put("/held/end", times[0].value, span, "closing line")
            return


def _place(outline: Outline, draft: Draft, near: Span | None, unit: UnitText) -> None:
    begin, end = outline.title[1], outline.opening[1]
    stop = min(end, (near[1] if near else begin) + 400)
    for match in _PLACE.finditer(unit.folded_flow, begin, stop):
        if near and match.start() < near[0] - 120:
            continue
        after = _until(unit, match.end(), stop)
        text = unit.folded_flow[match.end() : after]
        if (
            text.strip()
            and len(text) <= 110
            and not text.startswith(
                ("nhu bien ban", "ky sinh hoat", "ky hop", "hoi nghi", "cuoc hop", "buoi", "phien", "dai hoi")
            )
        ):
            draft.put("/held/place", _clean_place(unit.slice(match.end(), after)), (match.end(), after), "place")
            return
    if near:
        rest = re.match(r"\s*(?:\([^)]*\))?\s*,\s*", unit.folded_flow[near[1] : near[1] + 60])
        if rest and _PLACE_NOUN.match(unit.folded_flow, near[1] + rest.end()):
            after = _until(unit, near[1] + rest.end(), stop)
            span = (near[1] + rest.end(), after)
            draft.put("/held/place", _clean_place(unit.slice(*span)), span, "place")


def _until(unit: UnitText, start: int, stop: int) -> int:
    """End of the place: at a clause end, but a line end inside a running sentence does not count."""
    row_end = _NEXT_ROW.search(unit.folded, start, stop)
    if row_end:
        stop = row_end.start()
    for match in _PLACE_END.finditer(unit.folded_flow, start, stop):
        return match.start()
    return stop


def _clean_place(text: str) -> str:
    text = text.strip(" ,.;:-*")
    for short, long in (
        ("nhà VH", "Nhà văn hóa"),
        ("Nhà VH", "Nhà văn hóa"),
        ("NVH", "Nhà văn hóa"),
        ("nhà SHCĐ", "Nhà sinh hoạt cộng đồng"),
        ("NSHCĐ", "Nhà sinh hoạt cộng đồng"),
    ):
        if text.startswith(short):
            text = long + text[len(short) :]
    return text


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def weekday_of(value: str) -> int | None:
    """ISO weekday (1 Monday … 7 Sunday) of a full ISO date, ``None`` for a partial one."""
    try:
        return date.fromisoformat(value).isoweekday()
    except ValueError:
        return None
