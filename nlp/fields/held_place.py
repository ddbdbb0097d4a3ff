"""Where a meeting was held: behind "tại", beside date and hour, or in the closing sentence (domain notes, 3)."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.outline import Outline
from nlp.timegrammar import find_times
from nlp.unittext import UnitText

__all__ = ["read_place"]

_PLACE = re.compile(r"\b(?:dia\s*diem|noi\s*hop|tai\s*dia\s*diem)\s*:?\s*|\btai\b\s*:?\s*|\bo\b\s+(?=\w)")
_NEXT_ROW = re.compile(
    r"\n(?=\s*(?:[ivx]{1,4}\s*[.)/-]|\d{1,2}\s*[.)/]\s|[-–+*•]\s))| {4}|\n(?=[^\n:]{2,24}(?: {4}|:))"
)
_NOUN = (
    r"(?:nha|phong|hoi\s*truong|tru\s*so|tram|truong|dinh|van\s*phong|ubnd|uy\s*ban|hoi\s*quan|diem|san|kho|lan|ray|nuong|"
    r"chua|sala|salatel|xuong|phan\s*xuong|cong\s*ty|ban\s*quan\s*ly|buu\s*dien|lop|thu\s*vien|don|tram|chot|tieu\s*doan|"
    r"benh\s*vien|khoa|htx|hop\s*tac\s*xa|cua\s*hang|quan|trai|be|ben|vuon|nong\s*truong|lam\s*truong|nha\s*rong|nha\s*san)\b"
)
_PLACE_NOUN = re.compile(_NOUN)
_PLACE_END = re.compile(
    r"[;\n]|\.(?=\s|$)|,(?=\s*(?:chi\s*bo|dang|chi\s*uy|to\s*dang|cb\b|thon\b|"
    r"ban\s*chi|da\b|tien\s*hanh|chung|thanh|hoi\s*nghi|bat\s*dau|vao|luc|ngay|"
    r"do\b|duoi|gom|toi|sang|chieu|co\s*mat|co\s*\d|hop\b|toan\s*the))"
    r"|\s[-–]\s|\b(?:chi\s*bo|cb)\b[^,.]{0,60}?\b(?:to\s*chuc|tien\s*hanh|da\b|"
    r"hop|sinh\s*hoat)|\bda\s+(?:to\s*chuc|tien\s*hanh)|\btien\s*hanh\b|\bto\s*chuc\b|"
    r",?\s*thanh\s*phan|\bthanh\s*phan\b|\bdia\s*diem\b"
)
_BEFORE_DATE = re.compile(
    rf"(?:^|[\n.;])\s*(?:[-–+*•]\s*)?(?P<place>{_NOUN}[^.;\n]{{2,90}}?)\s*,\s*(?:vao\s*)?(?:luc\s*|hoi\s*)?$"
)
_DRAWN_UP = re.compile(
    r"\bbien\s*ban\b[^.;]{0,24}\b(?:lam|lap|viet|ghi)\b[^.;,]{0,12}\b(?:tai|o)\s+(?P<place>[^.;,]{3,80}?)(?=\s*[,.;]|\s+(?:vao|luc|hoi|ngay)\b)"
)
_NO_PLACE = (
    "nhu bien ban",
    "nhu tren",
    "nhu cu",
    "quan so",
    "thanh phan",
    "ky sinh hoat",
    "ky hop",
    "hoi nghi",
    "cuoc hop",
    "buoi",
    "phien",
    "dai hoi",
    "thoi diem",
)
LONGEST = 110  # characters of a place


def read_place(outline: Outline, draft: Draft, near: Span | None) -> None:
    """Fill ``held.place``; ``near``: the wording of the date in the opening, if there is one."""
    unit = outline.unit
    begin, end = outline.title[1], outline.opening[1]
    stop = min(end, (near[1] if near else begin) + 400)
    if near and _beside(outline, draft, near, stop):
        return
    for match in _PLACE.finditer(unit.folded_flow, begin, stop):
        if near and match.start() < near[0] - 120:
            continue
        if not _spelled(unit, match):
            continue
        after = _until(unit, match.end(), stop)
        text = unit.folded_flow[match.end() : after]
        if text.strip() and len(text) <= LONGEST and not text.startswith(_NO_PLACE):
            _put(draft, (match.end(), after))
            return
    if near:
        before = _BEFORE_DATE.search(unit.folded[max(0, near[0] - 130) : near[0]])
        if before:
            offset = max(0, near[0] - 130)
            _put(draft, (offset + before.start("place"), offset + before.end("place")))
            return
    drawn = _DRAWN_UP.search(unit.folded_flow, max(begin, outline.foot - 700), outline.foot)
    if drawn:
        _put(draft, drawn.span("place"))


def _beside(outline: Outline, draft: Draft, near: Span, stop: int) -> bool:
    """Right behind date and hour: "Ngày 9-2, 7 giờ tối, nhà đ/c Inh"."""
    unit = outline.unit
    at = near[1]
    for time in find_times(unit.flow[at : at + 40]):
        if re.fullmatch(r"[\s,;(-]*(?:luc|hoi|vao)?\s*", unit.folded_flow[at : near[1] + time.start]):
            at = near[1] + time.end
    rest = re.match(r"\s*(?:\([^)]*\))?\s*[,;]\s*", unit.folded_flow[at : at + 60])
    if rest is None or not _PLACE_NOUN.match(unit.folded_flow, at + rest.end()):
        return False
    start = at + rest.end()
    _put(draft, (start, _until(unit, start, stop)))
    return True


def _spelled(unit: UnitText, match: re.Match[str]) -> bool:
    """ "tài sản", "tai nạn" fold like "tại", "ô", "ổ" like "ở": only text that has lost its marks may go without."""
    word = match.group().split()[0].rstrip(":")
    if word not in {"tai", "o"}:
        return True
    spelled = unit.clean[match.start() : match.start() + len(word)].lower()
    if word == "o":
        return spelled == "ở" and _PLACE_NOUN.match(unit.folded_flow, match.end()) is not None
    return spelled == "tại" or (spelled == "tai" and "ạ" not in unit.clean)


def _until(unit: UnitText, start: int, stop: int) -> int:
    """End of the place: at a clause end, but a line end inside a running sentence does not count."""
    row_end = _NEXT_ROW.search(unit.folded, start, stop)
    if row_end:
        stop = row_end.start()
    for match in _PLACE_END.finditer(unit.folded_flow, start, stop):
        return match.start()
    return stop


def _put(draft: Draft, span: Span) -> None:
    draft.put("/held/place", _clean_place(draft.unit.slice(*span)), span, "place")


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
