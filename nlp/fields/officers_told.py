"""Chair and secretary whom nobody labels: who opens the meeting, and who signs beside the other.

"Đồng chí A, bí thư chi bộ, nêu lý do …" opens a meeting as its chair does; in minutes without any such word the two who
sign are the two officers. Both are weaker than a label, so they are asked last, and the record says what they rest on.
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.outline import Outline
from nlp.people import Person, parse_officer
from nlp.speech import begin_of

__all__ = ["office_before", "read_implied_officers"]

_OPENS = re.compile(
    r"\s*(?:,\s*[^.;:]{2,70}?,|[-–]\s*[^.;:\n]{2,50}?[-–]|\([^()]{2,60}\))?\s*,?\s*(?:thay\s*mat\s*[^,.;:]{2,40}\s*)?"
    r"(?:(?:len\s*|da\s*)?(?:neu\s*(?:ly\s*do|muc\s*dich|tinh\s*hinh|noi\s*dung|yeu\s*cau)|tuyen\s*bo\s*(?:ly\s*do|khai)|khai\s*mac|"
    r"mo\s*dau|phat\s*bieu\s*khai\s*mac|thong\s*qua\s*(?:chuong\s*trinh|noi\s*dung)|gioi\s*thieu\s*(?:thanh\s*phan|dai\s*bieu)))\b"
)
_LEADS = re.compile(r"^(?:pho\s*)?bi\s*thu\b|^(?:p?bt(?:cb)?)$|^to\s*truong\s*to\s*dang")
_OFFICE_WORD = re.compile(
    r"(?:(?<=[\s.;:,(])|^)(?P<role>(?:phó\s+)?bí thư(?:\s+chi bộ)?|P?BT(?:CB)?|CUV|chi [uủ][ỷy] viên|"
    r"tổ trưởng|trưởng thôn)\s*$",
    re.IGNORECASE,
)
_SIGNS_CHAIR = re.compile(
    r"^\W*(?:chu\s*(?:tri|toa)|ct)\b(?!\s*:?\s*\w{2,}\s\w{2,}\s\w)|^\W*(?:(?:tm|t/m)\W*chi\s*bo\W*)?(?:pho\s*)?bi\s*thu(?:\s*chi\s*bo)?\W*$"
)
_SIGNS_SECRETARY = re.compile(
    r"^\W*(?:(?:nguoi\s*)?ghi(?:\s*(?:bien\s*ban|bb|chep))?|thu\s*k[yi](?:\s*(?:hoi\s*nghi|cuoc\s*hop))?|tk)\W*$"
)


def office_before(outline: Outline, start: int) -> tuple[str, Span] | None:
    """An office written right before a name or its honorific: "BT Y Khuê chủ trì", "phó bí thư Lò Văn Inh ghi"."""
    begin = max(0, start - 30)
    match = _OFFICE_WORD.search(outline.unit.flow[begin:start])
    if match is None:
        return None
    span = (begin + match.start("role"), begin + match.end("role"))
    return parse_officer(outline.unit.slice(*span)).role or outline.unit.slice(*span), span


def read_implied_officers(outline: Outline, draft: Draft) -> None:
    """Fill ``chair`` and ``secretary`` where no label names them."""
    if draft.record.chair.name is None:
        _opener(outline, draft)
    signers = _signers(outline)
    for pointer, other in (("/chair", "/secretary"), ("/secretary", "/chair")):
        if draft.get(f"{pointer}/name") is not None or pointer not in signers:
            continue
        person, span, role_span = signers[pointer]
        if other in signers and draft.get(f"{other}/name") != person.name:
            reason = f"signs as {pointer[1:]}"
            draft.put(f"{pointer}/name", person.name, span, "signature", reason)
            role = outline.unit.slice(*role_span)
            if pointer == "/chair" and "bí thư" in role.casefold():
                draft.put("/chair/role", _sentence(role), role_span, "signature")


def _sentence(role: str) -> str:
    """ "PHÓ BÍ THƯ" as it is written in a sentence."""
    return role.capitalize() if role.isupper() else role


def _opener(outline: Outline, draft: Draft) -> None:
    """The secretary of the cell, or the deputy, who gives the reason for meeting in one of its first sentences."""
    unit = outline.unit
    begin, end = outline.title[1], min(outline.title[1] + 700, outline.foot)
    for person in outline.lexicon.people.find(unit.flow[begin:end]):
        after = _OPENS.match(unit.folded_flow, begin + person.end, end)
        if after is None:
            continue
        start = begin + begin_of(person)
        named = parse_officer(unit.flow[start : after.end()])
        stated = (named.role, named.role_span) if named.role else None
        before = office_before(outline, start)
        if stated and stated[1] and _LEADS.match(_folded(outline, stated[1], start)):
            role, role_span = stated[0], (start + stated[1][0], start + stated[1][1])
        elif before and _LEADS.match(unit.folded_flow[slice(*before[1])]):
            role, role_span = before
        else:
            continue
        draft.put(
            "/chair/name", person.name, (begin + person.start, begin + person.end), "officer", "opens the meeting"
        )
        draft.put("/chair/role", role, role_span, "officer")
        return


def _folded(outline: Outline, span: Span, start: int) -> str:
    return outline.unit.folded_flow[start + span[0] : start + span[1]]


def _signers(outline: Outline) -> dict[str, tuple[Person, Span, Span]]:
    """Who signs as what: a role in one column of the foot and the first name below it in the same column."""
    unit = outline.unit
    parts = [part for part in unit.parts if part.start >= outline.foot]
    found: dict[str, tuple[Person, Span, Span]] = {}
    for index, part in enumerate(parts):
        folded = unit.folded[part.start : part.end]
        pointer = "/chair" if _SIGNS_CHAIR.match(folded) else "/secretary" if _SIGNS_SECRETARY.match(folded) else None
        if pointer is None or pointer in found:
            continue
        below = [p for p in parts[index + 1 :] if p.row > part.row and p.column == part.column]
        for name in below[:4]:
            people = outline.lexicon.people.find(unit.text[name.start : name.end])
            if people and people[0].full:
                span = (name.start + people[0].start, name.start + people[0].end)
                found[pointer] = (people[0], span, (part.start, part.end))
                break
    return found
