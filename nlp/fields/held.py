"""When and where: date, start, end, duration, place (domain notes, sections 2 and 3)."""

from __future__ import annotations

import re
from datetime import date

from nlp.draft import Draft, Span
from nlp.fields.held_place import read_place
from nlp.neighbours import Years
from nlp.outline import Outline
from nlp.timegrammar import DateExpr, find_dates, find_durations, find_times, resolve

__all__ = ["guess_year", "read_held"]

_CUE = re.compile(
    r"\b(?:hom\s*nay|vao\s*(?:hoi|luc)|thoi\s*gian|hop\s+(?:ngay|hoi|luc|mung|"
    r"mong)|hop\b[^.;:,]{0,24}\b(?:ngay|sang|chieu|toi|dem)\s*$|bat\s*dau|ngay\s*hop|khai\s*mac|to\s*chuc\s+(?:ngay|vao))"
)
_NOT_MEETING = re.compile(
    r"\b(?:chi\s*uy|dang\s*tai|gui|so\s+\S+\s*,?|ke\s*hoach|chi\s*thi|nghi\s*quyet\s+so|"
    r"huong\s*dan|sinh\s*ngay|sinh\s*nam|ket\s*nap|mien|hop\s*nhat|sap\s*nhap|thanh\s*lap|chia\s*tach|ke\s*tu)\W{1,3}(?:\w+\W+){0,3}$"
)
_END_CUE = re.compile(
    r"\b(?:ket\s*thuc|tan\s*(?:hop|luc|hoi)|hop\s*(?:xong|tan|den(?=\s*(?:luc\s*|khoang\s*)?\d))|be\s*mac|giai\s*tan|nghi\s*(?:hop\s*)?(?:luc|hoi)|"
    r"xong\s*(?:luc|hoi)|thong\s*qua\s*luc|hoi\s*nghi\s*nghi|ra\s*ve\s*luc)\b|\bden\b(?=\s*\d{1,2}\s*(?:gio|h|g|:))|"
    r"(?:(?<=\n)|(?<=[.;]\s))(?:xong|het|nghi|tan|ve|ket)\s*:?\s*(?=\d{1,2}\s*(?:h|g|:))"
)
# "Biên bản này làm tại …, viết xong lúc … ngày …": the old form states place and date at the end.
_DRAWN_UP = re.compile(
    r"\bbien\s*ban\s*(?:nay\s*)?(?:duoc\s*|da\s*)?(?:lam|lap|viet|ghi|ket\s*thuc|xong)\b|\bviet\s*xong\b|\b(?:lam|lap)\s*tai\b|"
    r"\b(?:ket\s*thuc|be\s*mac|giai\s*tan|tan\s*hop|hop\s*xong)\b"
)
_HELD_ON = re.compile(
    r"(?:\bhop\b|\bsh\b|\()\s*(?:ngay\s*)?:?\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>(?:19|20)\d\d))?(?!\d|\s*/)"
)
_YEAR = re.compile(r"\b(?:thang|nam|quy|t)\s*\d{0,2}\s*(?:/|\s*nam\s*)\s*((?:19|20)\d\d)\b|\bnam\s+((?:19|20)\d\d)\b")
_LENGTH = re.compile(r"\bthoi\s*luong\b[^.;:\d]{0,30}:?\s*(?=\d)")
MAX_DURATION = 12 * 60
NOON = 12


def guess_year(outline: Outline, years: Years, month: int | None) -> tuple[int, str] | None:
    """The year for dates that state none, and where it comes from: title, book, else what the text says first."""
    unit = outline.unit
    for expression in find_dates(unit.text[slice(*outline.title)]):
        if expression.year:
            return expression.year, "year taken from the title"
    if guessed := years.of(month):
        return guessed
    match = _YEAR.search(unit.folded_flow)
    if match:
        year = int(match.group(1) or match.group(2))
        return year, f"year taken from '{unit.slice(*match.span())}'"
    return None


def read_held(outline: Outline, draft: Draft, years: Years, *, resolution: bool) -> None:
    """Fill ``held``. A resolution names its meeting in brackets of the title, in its first sentences, or not at all."""
    chosen = _meeting_date(outline, resolution=resolution)
    if chosen is None:
        chosen = _bare_date(outline)
    if chosen is None and not resolution:
        late = _closing_date(outline)
        if late:
            _put_date(outline, draft, *late, years)
    if chosen is None and draft.record.held.date is None:
        chosen = _meeting_date(outline, resolution=resolution, lunar=True)
    if chosen is None:
        _same_day(outline, draft, years)
    if chosen:
        expression, span = chosen
        _put_date(outline, draft, expression, span, years)
        _times(outline, draft, span)
    else:
        _times(outline, draft, None)
    _end(outline, draft)
    held = draft.record.held
    _on_the_same_clock(outline, draft)
    if held.start and held.end:
        minutes = _minutes(held.end) - _minutes(held.start)
        if minutes < 0 and _past_midnight(outline, draft):
            minutes += 24 * 60
        if 0 < minutes <= MAX_DURATION:
            held.duration_minutes = minutes
            draft.inferred["/held/duration_minutes"] = "from start and end"
    else:
        _stated_length(outline, draft)
    read_place(outline, draft, chosen[1] if chosen else None)


def _same_day(outline: Outline, draft: Draft, years: Years) -> None:
    """ "20 giờ cùng ngày": the second meeting of an evening, in a book whose entry before it has the date."""
    start, end = outline.title[0], outline.opening[1]
    if years.earlier is None or len(years.earlier) != len("2026-01-31"):
        return
    for expression in find_dates(outline.unit.flow[start:end]):
        if expression.kind == "same_day":
            span = (start + expression.start, start + expression.end)
            reason = "the day of the meeting before it in the same book"
            draft.put("/held/date", years.earlier, span, "date of the meeting", reason)
            return


def _past_midnight(outline: Outline, draft: Draft) -> bool:
    """The closing line names the day after, or the small hours of a meeting that began late."""
    held, span = draft.record.held, draft.spans.get("/held/end")
    if held.start is None or held.end is None or span is None:
        return False
    after = outline.unit.flow[span[1] : span[1] + 60]
    named = [expr for expr in find_dates(after) if expr.kind == "date"]
    following = bool(re.match(r"[^.;\n]{0,20}\b(?:hom\s*sau|ngay\s*hom\s*sau)\b", outline.unit.folded_flow[span[1] :]))
    if named and held.date and len(held.date) == len("2026-01-31"):
        year = int(held.date[:4])
        ended, _ = resolve(named[0], default_year=year, default_month=int(held.date[5:7]))
        following |= ended is not None and ended > held.date
    return following and held.end < "06:00"


def _stated_length(outline: Outline, draft: Draft) -> None:
    """ "Thời lượng sinh hoạt: 95 phút", where start or end is not stated."""
    match = _LENGTH.search(outline.unit.folded_flow, outline.title[1])
    if match is None:
        return
    found = find_durations(outline.unit.flow[match.start() : match.end() + 30])
    if found and found[0].minutes <= MAX_DURATION:
        span = (match.start() + found[0].start, match.start() + found[0].end)
        draft.put("/held/duration_minutes", found[0].minutes, span, "stated length")


def _meeting_date(outline: Outline, *, resolution: bool, lunar: bool = False) -> tuple[DateExpr, Span] | None:
    """The date with the best claim to be the meeting's; a lunar one (``lunar``) only where no solar one is stated."""
    unit = outline.unit
    start = outline.title[0]
    end = outline.opening[1]
    if resolution:
        end = min(end, outline.title[1] + 500)
    best: tuple[int, DateExpr, Span] | None = None
    for expression in find_dates(unit.flow[start:end]):
        if expression.kind != "date" or expression.day is None or expression.lunar is not lunar:
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


def _closing_date(outline: Outline) -> tuple[DateExpr, Span] | None:
    """Day and month in the sentence that closes the minutes, where the opening names none."""
    unit = outline.unit
    begin = max(outline.title[1], outline.foot - 700)
    for cue in _DRAWN_UP.finditer(unit.folded_flow, begin, outline.foot):
        stop = re.compile(r"\.(?=\s|$)").search(unit.folded_flow, cue.end(), outline.foot)
        end = stop.start() if stop else outline.foot
        for expression in find_dates(unit.flow[cue.start() : end]):
            if expression.kind == "date" and expression.day and expression.month and not expression.lunar:
                return expression, (cue.start() + expression.start, cue.start() + expression.end)
    return None


def _on_the_same_clock(outline: Outline, draft: Draft) -> None:
    """ "7 giờ tối … nghỉ lúc 9 giờ rưỡi": an end on the clock of twelve hours goes with the evening of the start."""
    held = draft.record.held
    span, end_span = draft.spans.get("/held/start"), draft.spans.get("/held/end")
    if not (held.start and held.end and span and end_span) or _minutes(held.end) > _minutes(held.start):
        return
    wording = outline.unit.folded_flow[span[0] : span[1]]
    spoken = re.search(r"\b(?:toi|chieu|dem|khuya)\b", wording) and int(held.start[:2]) > NOON
    later = _minutes(held.end) + 12 * 60
    stated = re.search(r"\b(?:sang|chieu|toi|dem|khuya)\b", outline.unit.folded_flow[end_span[0] : end_span[1]])
    if spoken and not stated and _minutes(held.start) < later < 24 * 60:
        held.end = f"{later // 60:02}:{later % 60:02}"
        draft.inferred["/held/end"] = "evening, as the start is"


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


def _put_date(outline: Outline, draft: Draft, expression: DateExpr, span: Span, years: Years) -> None:
    if not expression.valid:
        return
    reasons: list[str] = []
    year, month = expression.year, expression.month
    if year is None:
        guessed = guess_year(outline, years, month)
        if guessed:
            year, reason = guessed
            reasons.append(reason)
    if month is None:
        named = [e for e in find_dates(outline.unit.text[slice(*outline.title)]) if e.kind == "month" and e.month]
        if named:
            month = named[0].month
            reasons.append("month taken from the title")
    value, _ = resolve(expression, default_year=year, default_month=month)
    if expression.lunar and value:
        reasons.append(f"converted from the lunar calendar ({outline.unit.slice(*span)})")
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
    for match in reversed(list(_END_CUE.finditer(unit.folded, outline.title[0]))):
        if match.group() == "den":
            continue
        begin = match.end() if match.group().startswith("het") else match.start()  # "hết 2 giờ" is a length of time
        times = find_times(unit.flow[begin : match.start() + 70])
        if times:
            span = (begin + times[0].start, begin + times[0].end)
            if draft.record.held.end is None or span[0] > outline.opening[1]:
                draft.record.held.end = None
                draft.put("/held/end", times[0].value, span, "closing line")
            return
        before = unit.flow[max(0, match.start() - 26) : match.start()]
        early = find_times(before)
        if early and early[-1].end >= len(before.rstrip()) and draft.record.held.end is None:  # "Mười giờ rưỡi bế mạc"
            start = match.start() - len(before)
            draft.put("/held/end", early[-1].value, (start + early[-1].start, start + early[-1].end), "closing line")
            return


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def weekday_of(value: str) -> int | None:
    """ISO weekday (1 Monday … 7 Sunday) of a full ISO date, ``None`` for a partial one."""
    try:
        return date.fromisoformat(value).isoweekday()
    except ValueError:
        return None
