"""Absentees of a sentence that tells: "một đồng chí đi viện có xin phép là đồng chí A, còn đồng chí B vắng không báo".

Two orders occur: the person before the word of absence, and the reason before the person ("… là đồng chí A").
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.outline import Outline
from nlp.speech import begin_of
from schemas import Absentee

__all__ = ["WITHOUT_LEAVE", "WITH_LEAVE", "read_told_absentees", "spelled_absent"]

WITH_LEAVE = re.compile(
    r"(?<!khong )\b(?:co\s*(?:ly\s*do|phep|xin(?:\s*phep)?|bao(?:\s*(?:cao|truoc))?|b/?c|don)|"
    r"xin\s*phep|duoc\s*phep|bao\s*truoc|phep)\b"
    r"|(?<![\w/])p(?![\w/])"
)
WITHOUT_LEAVE = re.compile(
    r"\b(?:khong\s*(?:thay\s*)?(?:co\s*)?(?:ly\s*do|phep|xin(?:\s*phep)?|bao\s*cao|"
    r"bao(?:\s*(?:truoc|ai|gi))?(?=\s*(?:[^a-z\s]|$))|biet\s*(?:ly\s*do|vi\s*sao)|ro\s*ly\s*do)|kld|kp|vo\s*ly\s*do)\b"
)
_AWAY = re.compile(
    r"\s*(?:(?:da\s*|con\s*|thi\s*|xin\s*|bi\s*)*(?:vang(?:\s*(?:mat|hop|sinh\s*hoat))?|nghi(?=\s*(?:om|hop|phep|khong|vi|do))|"
    r"khong\s*(?:du|den|toi|di|ve)\s*(?:hop|duoc|du))\b|xin\s*phep\s*(?:vang|nghi))"
)
_REASON_FIRST = re.compile(
    r"(?:^|[,;.:(]|\bcon\b|\bva\b)\s*(?:(?:co\s*)?(?:mot|1|01|ca|hai|2|02)?\s*(?:d/?c|dong\s*chi|nguoi|dang\s*vien)\s+)"
    r"(?P<why>(?!chu\s*(?:tri|toa)|thu\s*k[yi]|ghi\b|dieu\s*(?:hanh|khien)|phu\s*trach)[^,;.:()]{3,70}?)\s*,?\s*\bla\s*:?\s*$"
)
_TRIM = re.compile(
    r"^\s*(?:vang(?:\s*mat)?\s*)?(?:vi|do|ly\s*do|la|:|-|\()*\s*|\s*,?\s*(?:(?:co|khong)\s*)?(?:xin\s*phep|bao\s*cao|bao\s*truoc|phep|ly\s*do)?\s*$"
)
_CLAUSE = re.compile(r"[,;.)]|\bcon\b|\bva\b(?=\s*(?:d/c|dong\s*chi))")


def spelled_absent(text: str, match: re.Match[str]) -> bool:
    """Is "vang" of a match over the folded ``text`` "vắng", and not the name Vàng or gold?"""
    at = match.string.find("vang", match.start(), match.end())
    return at < 0 or text[at : at + 4].lower() in {"vắng", "vang"}


def read_told_absentees(outline: Outline, draft: Draft, begin: int, end: int) -> None:
    """Append the absentees whose absence is told of, person by person, between ``begin`` and ``end``."""
    unit = outline.unit
    people = outline.lexicon.people.find(unit.flow[begin:end])
    for index, person in enumerate(people):
        start, stop = begin + begin_of(person), begin + person.end
        limit = begin + begin_of(people[index + 1]) if index + 1 < len(people) else end
        floor = begin + people[index - 1].end if index else begin
        away = _AWAY.match(unit.folded_flow, stop, limit)
        away = away if away and spelled_absent(unit.clean, away) else None
        before = _REASON_FIRST.search(unit.folded_flow[floor:start])
        name = (begin + person.start, stop)
        if away:
            clause = _CLAUSE.search(unit.folded_flow, away.end(), limit)
            _append(draft, person.name, name, (away.end(), clause.start() if clause else limit))
        elif before:
            _append(draft, person.name, name, (floor + before.start("why"), floor + before.end("why")))


def _append(draft: Draft, name: str, name_span: Span, why: Span) -> None:
    unit = draft.unit
    wording = unit.folded_flow[slice(*why)]
    excused = False if WITHOUT_LEAVE.search(wording) else True if WITH_LEAVE.search(wording) else None
    reason = _reason(wording, why)
    parts: dict[str, Span] = {"name": name_span}
    if reason:
        parts["reason"] = reason
    if excused is not None:
        parts["excused"] = why
    spans = list(parts.values())
    item = Absentee(name=name, reason=unit.slice(*reason) if reason else None, excused=excused)
    draft.append("/attendance/absentees", item, (min(s[0] for s in spans), max(s[1] for s in spans)), "absentee", parts)


def _reason(wording: str, why: Span) -> Span | None:
    """What is left of ``why`` without the words that only say whether leave was asked."""
    lead = _TRIM.match(wording)
    begin = lead.end() if lead else 0
    tail = re.search(
        r"\s*,?\s*(?:(?:va\s*)?(?:(?:co|khong|da)\s*(?:thay\s*)?)*(?:xin\s*phep|xin|bao\s*cao|bao\s*truoc|bao|phep|ly\s*do|kld|kp))?\s*$",
        wording[begin:],
    )
    end = begin + (tail.start() if tail else len(wording))
    return (why[0] + begin, why[0] + end) if end - begin > 1 else None
