"""How prose without headings passes to the next part of a meeting: "Đến phần phê bình, đồng chí …", "Tháng này: …".

Told apart from sentences that merely begin with the same words by what follows: an actor behind the comma, a colon, or
a verb that says whether the month named lies behind or ahead.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["Transition", "read_transition"]

Transition = tuple[
    str, int, int
]  # section, end of the phrase, beginning of what it introduces: offsets into the sentence
Lookup = Callable[[str], tuple[int, str, int] | None]

_LEAD_IN = re.compile(
    r"(?:(?:den|sang|chuyen\s*(?:sang|qua)|qua|buoc\s*(?:sang|vao)|di\s*vao|vao|tiep\s*(?:den|tuc|theo|do|sau)|"
    r"ke\s*(?:do|den|tiep)|sau\s*(?:do|cung|het)|cuoi\s*(?:cung|buoi|cuoc\s*hop|buoi\s*hop|hoi\s*nghi)|"
    r"roi|xong|ket\s*thuc\s*thao\s*luan|trong|o|tai|ve)\s*,?\s*(?:la\s*|den\s*|toi\s*|sang\s*|trong\s*)?)"
    r"(?:phan|muc|khau|buoc|viec|noi\s*dung|trong\s*phan)?\s*"
)
_ACTOR = re.compile(
    r"\s*(?=(?:(?:co|da|thi|cac|toan|tat\s*ca|ca)\s+)?(?:dong\s*chi|d\s?/\s?c|chi\s*(?:bo|uy)|hoi\s*nghi|"
    r"cuoc\s*hop|dai\s*hoi|"
    r"(?:pho\s*)?bi\s*thu|chu\s*(?:tri|toa)|thu\s*ky|dang\s*vien|truong\s*(?:thon|ban|xom|ap|buon|khu)|"
    r"(?:pho\s*)?hieu\s*truong|ong\b|ba\s|anh\b|chi\s|cu\s|co\s|chu\s|bac\s|thay\s))"
)
_COMMA = re.compile(r"[^.;:,]{0,45},")
_COLON = re.compile(r"[^.;:]{0,70}:(?!\d)")
_TALK = re.compile(
    r"(?:khi\s*|luc\s*)?(?:ban|thao\s*luan|trao\s*doi|gop\s*y|cho\s*y\s*kien|tham\s*gia|hoi\s*y)\s*(?:them\s*|"
    r"ky\s*|sau\s*|y\s*kien\s*)?"
    r"(?:ve|den|cho|vao|xung\s*quanh|quanh)?\s*(?:[^.;:]{2,70}?),(?=\s*(?:(?:co|thi)\s+)?(?:dong\s*chi|d\s?/\s?c)\s)"
)
_SO_MANY = re.compile(
    r"(?:da\s*)?co\s*(?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nhieu|"
    r"mot\s*so)\s*(?:luot\s*)?(?:y\s*kien|dong\s*chi|d/c|dang\s*vien|"
    r"luot)[^.;:]{0,40}?:(?!\d)"
)
_PERIOD = r"(?:thang|quy|nam|vu|tuan)"
_SPAN = re.compile(
    rf"(?:trong\s*|cong\s*(?:tac|viec)\s*|viec\s*)?{_PERIOD}(?:\s*(?:(?:\d{{1,2}}|[ivx]{{1,4}}|gieng|chap|mot|hai|"
    rf"ba|tu|nam|sau|bay|"
    rf"tam|chin|muoi(?:\s*(?:mot|hai))?)(?:\s*[/.-]\s*(?:19|20)?\d\d)?(?:\s*nam\s*(?:(?:19|20)\d\d))?\b))?"
    rf"(?:\s*(?P<back>vua\s*(?:qua|roi)|qua|truoc|roi)\b|\s*(?P<ahead>nay|toi|sau|sap\s*toi|tiep\s*theo)\b)?"
)
_DONE = re.compile(
    r"\s*,?\s*(?:chi\s*bo\s*|don\s*vi\s*|ca\s*\w+\s*)?(?:da\s*|deu\s*)?(?:co\s*ban\s*)?(?:thuc\s*hien|lam|"
    r"hoan\s*thanh|dat|"
    r"giai\s*quyet)\s*(?:duoc|xong|\d)"
)
_TO_DO = re.compile(
    r"\s*,?\s*(?:chi\s*bo\s*|don\s*vi\s*)?(?:tap\s*trung|can\b|phai\b|se\b|ra\s*suc|dat\s*trong\s*tam|trong\s*tam|lo\b|"
    r"co\s*(?:may|cac|nhung|\d+)\s*viec|thuc\s*hien\s*(?:tot\s*)?(?:cac|nhung|may)|lam\s*(?:cac|nhung|may|"
    r"\d+)\s*viec)[^.;:]{0,60}(?::|$)"
)


def read_transition(folded: str, lookup: Lookup, *, reviewed: bool) -> Transition | None:
    """The part of the meeting that a sentence (folded) passes to; ``reviewed``: past work has been spoken of before."""
    return _by_phrase(folded, lookup) or _by_talk(folded) or _by_period(folded, reviewed=reviewed)


def _by_phrase(folded: str, lookup: Lookup) -> Transition | None:
    lead = _LEAD_IN.match(folded)
    for at in dict.fromkeys((lead.end() if lead else 0, 0)):
        hit = lookup(folded[at:])
        if hit is None:
            continue
        end = at + hit[2]
        comma = _COMMA.match(folded, end)
        if comma and _ACTOR.match(folded, comma.end()):
            return hit[1], end, comma.end()
        colon = _COLON.match(folded, end) if at else None
        if colon:
            return hit[1], end, colon.end()
    return None


def _by_talk(folded: str) -> Transition | None:
    match = _TALK.match(folded) or _SO_MANY.match(folded)
    return ("discussion", match.end(), match.end()) if match else None


def _by_period(folded: str, *, reviewed: bool) -> Transition | None:
    """ "Tháng 5 thực hiện được 6 trong 8 việc", "Tháng trước: …"; "Tháng 6 tập trung vào các việc:", "Tháng này: …"."""
    span = _SPAN.match(folded)
    if span is None or span.end() < len("thang") + 2:
        return None
    if not span.group("ahead") and _DONE.match(folded, span.end()):
        return "work_review", span.end(), 0
    if not span.group("back"):
        to_do = _TO_DO.match(folded, span.end())
        if to_do:
            return "plan", span.end(), to_do.end()
    colon = re.compile(r"\s*:(?!\d)").match(folded, span.end())
    if colon is None:
        return None
    if span.group("back"):
        return "work_review", span.end(), colon.end()
    if span.group("ahead") or reviewed:
        return "plan", span.end(), colon.end()
    return None
