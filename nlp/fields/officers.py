"""Chair, secretary and people of a higher committee (domain notes, section 5)."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.officers_told import office_before, read_implied_officers
from nlp.outline import Outline
from nlp.people import parse_officer
from nlp.speech import begin_of
from schemas import Officer

__all__ = ["read_officers", "read_resolution_chair"]

_CHAIR = re.compile(
    r"\b(?:chu\s*(?:tri|toa)(?:\s+(?:hoi\s*nghi|dai\s*hoi|cuoc\s*hop|buoi\s*(?:hop|sinh\s*hoat)|"
    r"ky\s*hop))?|dieu\s*hanh|dieu\s*khien|doan\s*chu\s*tich|nguoi\s*chu\s*tri|"
    r"(?<![\w/])ct)(?:\s*:\s*|\s*(?:[.;,-]|la)?\s*(?=(?:d/c|dong\s*chi)\b))"
)
_CHAIR_LOOSE = re.compile(r"\b(?:duoi\s+su\s+chu\s*(?:tri|toa)\s+cua|do)\s+(?=(?:d/?c|dong\s*chi)\b)")
_SECRETARY = re.compile(
    r"\b(?:thu\s*k[yi](?:\s+(?:hoi\s*nghi|dai\s*hoi|cuoc\s*hop|phien\s*hop|ghi\s*bien\s*ban|buoi\s*(?:hop|"
    r"sinh\s*hoat)|ky\s*hop))?|(?:nguoi\s+)?ghi(?:\s+(?:bien\s*ban|bb|chep))?|"
    r"(?<![\w/])tk|nguoi\s*ghi)(?:\s*:\s*|\s*(?:[.;,-]|la)?\s*(?=(?:d/c|dong\s*chi)\b))"
)
_SUPERIOR = re.compile(
    r"\b(?:(?:y\s*kien\s+)?(?:dai\s*bieu|cap\s*tren|khach\s*moi|khach|dai\s*dien)(?:\s+[^\n:.;]{0,50})?|"
    r"(?:ve\s+)?du(?:\s+(?:va\s*)?(?:chi\s*dao|hop|voi\s*chi\s*bo))*|tham\s*du(?:\s+[^\n:.;]{0,40}cap\s*tren[^\n:.;]{0,20})?|"
    r"cung\s*du)\s*:\s*|\b(?:ve\s*du|den\s*du|du\s*chi\s*dao)\b[^.;:]{0,50}?\bco\s*:?\s*|"
    r"\b(?:dang\s*uy|dang\s*bo|cap\s*uy|cap\s*tren)\b[^.;:\n]{0,30}?\bco\s*:?\s*(?=(?:d/c|"
    r"dong\s*chi)[^.;]{4,90}\b(?:den|ve|tham)\s*du)|"
    r"(?:(?:^|(?<=\n)|(?<=[.;]\s))(?:cap\s*)?tren|(?<![a-z] )cap\s*tren)\s*(?:xuong\s*|ve\s*)?(?:du\s*)?(?:hop\s*)?"
    r"co\s+(?=(?:d/?c|dong\s*chi|ong|ba)\b)"
)
_STOP = re.compile(
    r"\.(?=\s|$)|;|\n(?=\s*(?:[-–+*\d]|[ivx]{1,4}\s*[.)/-]|[a-h]\s*[.)]))|\b(?:thu\s*k[yi]|ghi\s*(?:bien\s*ban|bb)|"
    r"chu\s*(?:tri|toa)|tk|nguoi\s*ghi|noi\s*dung|thanh\s*phan|tong\s*so|co\s*mat|"
    r"vang|cap\s*tren|dai\s*bieu)\s*:"
)
_TRAILING = re.compile(
    r"\b(?:(?P<chair>chu\s*(?:tri|toa)|dieu\s*(?:khien|hanh))|(?P<secretary>(?:lam\s*)?thu\s*ky|"
    r"ghi\s*(?:bien\s*ban|bb|chep|so|thay)|ghi(?=\s*[.;,]|\s*$)))(?![\w]|\s*:)"
)
# "chủ trì Lò Văn A bí thư ghi Cà Văn B": labels without a mark, right before a full name.
_LEADING = re.compile(
    r"(?:(?:^|(?<=\n)|(?<=[.;,]\s))(?P<chair>chu\s*(?:tri|toa))|\b(?P<secretary>thu\s*k[yi]|(?:nguoi\s*)?ghi(?:\s*bien\s*ban)?))\s+"
    r"(?=[^\W\d])"
)
_GIVEN_NAME = re.compile(r"[A-ZĐÀ-Ỹ][a-zà-ỹ]{1,6}(?=\s*[,.;])")
_ABBREVIATED = re.compile(r"\b(?:d/c|dc|ths|ts|tskh|gs|pgs|bs|ks|kts|ds|cn|sv|hv|gv|ncs|ls|ck(?:ii?)?)$")
_CLAUSE_START = re.compile(r"(?:^|[.;\n])\s*(?:[-–+*•]\s*|\d[.)]\s*)?$")
_BRACKET_ROLE = re.compile(
    r"(?:\s*[-–][^.;:\n(]{2,40}?)?\s*(?:\(|[-–])\s*(?:(?P<chair>chu\s*(?:tri|toa))|thu\s*k[yi]|ghi\s*bien\s*ban)\b"
)
_SIGNED_CHAIR = re.compile(r"\b(?:chu\s*(?:tri|toa)(?:\s*hoi\s*nghi)?|ct)\s*:\s*")
_SIGNED_SECRETARY = re.compile(r"\b(?:(?:nguoi\s*)?ghi(?:\s*(?:bb|bien\s*ban))?|thu\s*k[yi]|tk)\s*:\s*")
_COMES = re.compile(r"(?P<role>[^.;:()]{0,70}?)[,\s]+(?:(?:ve|den|xuong)\s*(?:tham\s*)?|cung\s*)du\b")
_FROM_ABOVE = re.compile(
    r"\s*[,(-]\s*(?P<role>[^.;:()]{0,40}\b(?:dang\s*uy|(?:huyen|tinh|thanh|quan)\s*uy)\b[^.;:,()]{0,40})"
)
_ABOVE_PRESENT = re.compile(_FROM_ABOVE.pattern + r"\s*,\s*(?:cung\s*|tham\s*)*(?:du|co\s*mat)\b")
_THERE_IS = re.compile(r"(?:^|[.;\n])\s*co\s*$")
_NOBODY = re.compile(r"^\s*(?:khong|0\b|o\b|-)")
_LINE = re.compile(r"\n(?=\s*(?:[-–+*]|\d+[.)]|(?:thu|tk|ghi|nguoi|noi\s*dung|ct|chu)\b))")


def read_officers(outline: Outline, draft: Draft) -> None:
    """Fill ``chair``, ``secretary`` and ``superiors`` from the opening; a group leader who chairs is the chair."""
    begin, end = outline.opening
    for pattern, pointer in ((_CHAIR, "/chair"), (_SECRETARY, "/secretary")):
        for match in pattern.finditer(outline.unit.folded, begin, end):
            if ":" not in match.group() and not _CLAUSE_START.search(
                outline.unit.folded[max(0, match.start() - 6) : match.start()]
            ):
                continue
            if _officer(outline, draft, pointer, (match.end(), _stop(outline, match.end(), end))):
                break
    _leading(outline, draft, begin, end)
    _trailing(outline, draft, begin, end)
    read_late_officers(outline, draft)
    for match in _CHAIR_LOOSE.finditer(outline.unit.folded_flow, begin, end):
        if draft.record.chair.name is None and "chu t" in match.group():
            _officer(outline, draft, "/chair", (match.end(), _stop(outline, match.end(), end)))
    _in_brackets(outline, draft, begin, end)
    _signed(outline, draft)
    read_implied_officers(outline, draft)
    _superiors(outline, draft, begin, end)
    _coming(outline, draft, begin, end)


def _leading(outline: Outline, draft: Draft, begin: int, end: int) -> None:
    folded = outline.unit.folded
    for match in _LEADING.finditer(folded, begin, end):
        pointer = "/chair" if match.group("chair") else "/secretary"
        row = folded.find("\n", match.end())
        stop = min(end, row if row >= 0 else end, match.end() + 90)
        later = _LEADING.search(folded, match.end(), stop)
        stop = later.start() if later else stop
        people = outline.lexicon.people.find(outline.unit.text[match.end() : stop])
        full = people and people[0].full and begin_of(people[0]) == 0
        given = _GIVEN_NAME.match(outline.unit.text, match.end(), stop)  # "Chủ trì Tiết, ghi Ngoan."
        if (full or given) and draft.get(pointer + "/name") is None:
            _officer(outline, draft, pointer, (match.end(), stop))


def _trailing(outline: Outline, draft: Draft, begin: int, end: int, only: str = "") -> None:
    """ "cử đồng chí A, bí thư chi bộ, điều khiển và đồng chí B ghi biên bản", "Tổ trưởng: đ/c C chủ trì"."""
    unit = outline.unit
    people = [p for p in outline.lexicon.people.find(unit.flow[begin:end]) if p.title_start is not None or p.full]
    for match in _TRAILING.finditer(unit.folded_flow, begin, end):
        pointer = "/chair" if match.group("chair") else "/secretary"
        before = [p for p in people if begin + p.end <= match.start()]
        if (only and pointer != only) or not before or draft.get(pointer + "/name") is not None:
            continue
        person = before[-1]
        gap = unit.folded_flow[begin + person.end : match.start()]
        if len(gap) > 60 or re.search(r"[.;:]", gap):
            continue
        start = begin + begin_of(person)
        _officer(outline, draft, pointer, (start, match.start()))
        stated = office_before(outline, start)
        if stated and draft.get(pointer + "/role") is None and draft.get(pointer + "/name") == person.name:
            draft.put(pointer + "/role", stated[0], stated[1], "officer")
        lead = re.search(r"(?:^|[.;\n])\s*([^\W\d_][^.;:\n,]{2,40}):\s*$", unit.folded[begin:start])
        if (
            lead
            and draft.get(pointer + "/role") is None
            and draft.get(pointer + "/name")
            and not re.match(r"thanh|tham|co\s*mat", lead.group(1))
        ):
            span = (begin + lead.start(1), begin + lead.end(1))
            draft.put(pointer + "/role", unit.slice(*span).strip(), span, "officer")


def read_late_officers(outline: Outline, draft: Draft) -> None:
    """Labels on a row of their own outside the opening: "Ghi biên bản: đ/c A" below the text."""
    folded = outline.unit.folded
    for pattern, pointer in ((_CHAIR, "/chair"), (_SECRETARY, "/secretary")):
        if draft.get(pointer + "/name") is not None:
            continue
        for match in pattern.finditer(folded, outline.opening[1], outline.foot):
            row = folded.rfind("\n", 0, match.start()) + 1
            if ":" in match.group() and not re.search(r"[^\W\d]", folded[row : match.start()]):
                _officer(outline, draft, pointer, (match.end(), _stop(outline, match.end(), outline.foot)))
                break


def read_resolution_chair(outline: Outline, draft: Draft) -> None:
    """Who chaired the meeting that a resolution names in its first sentence; resolutions state no more."""
    begin, end = outline.opening[0], min(outline.opening[1], outline.opening[0] + 600)
    _trailing(outline, draft, begin, end, only="/chair")


def _in_brackets(outline: Outline, draft: Draft, begin: int, end: int) -> None:
    """ "Thành phần: đ/c A (chủ trì), đ/c B, đ/c C (thư ký)"."""
    for person in outline.lexicon.people.find(outline.unit.flow[begin:end]):
        match = _BRACKET_ROLE.match(outline.unit.folded_flow, begin + person.end, end)
        if match:
            pointer = "/chair" if match.group("chair") else "/secretary"
            draft.put(pointer + "/name", person.name, (begin + person.start, begin + person.end), "officer")


def _signed(outline: Outline, draft: Draft) -> None:
    """Who signs as chair or secretary, where the opening names none: "Chủ trì: A" below the text."""
    for pattern, pointer in ((_SIGNED_CHAIR, "/chair/name"), (_SIGNED_SECRETARY, "/secretary/name")):
        match = pattern.search(outline.unit.folded, outline.foot)
        if match is None or draft.get(pointer) is not None:
            continue
        people = outline.lexicon.people.find(
            outline.unit.text[match.end() : match.end() + 60].split("\n")[0].split("    ")[0]
        )
        if people and begin_of(people[0]) <= 1:
            span = (match.end() + people[0].start, match.end() + people[0].end)
            draft.put(pointer, people[0].name, span, "signature")


def _stop(outline: Outline, start: int, end: int) -> int:
    for match in _STOP.finditer(outline.unit.folded, start, min(end, start + 240)):
        if match.group() == "." and _ABBREVIATED.search(outline.unit.folded[start : match.start()]):
            continue
        return match.start()
    return min(end, start + 240)


def _officer(outline: Outline, draft: Draft, pointer: str, span: Span) -> bool:
    text = outline.unit.flow[slice(*span)]
    name, role, name_span, role_span = parse_officer(text)
    if name is None or name_span is None:
        bare = re.match(r"\s*(?P<n>[A-ZĐÀ-Ỹ][^\W\d_]{1,8})\s*(?=[.;,]|$)", text)
        if bare is None:
            return False
        name, name_span = bare.group("n"), bare.span("n")
    start = span[0]
    draft.put(pointer + "/name", name, (start + name_span[0], start + name_span[1]), "officer")
    if role and role_span and draft.get(pointer + "/role") is None:
        draft.put(pointer + "/role", role, (start + role_span[0], start + role_span[1]), "officer")
    return True


def _superiors(outline: Outline, draft: Draft, begin: int, end: int) -> None:
    unit = outline.unit
    seen: set[str] = set()
    for match in _SUPERIOR.finditer(unit.folded, begin, end):
        stop = _list_stop(outline, match.end(), end)
        text = unit.flow[match.end() : stop]
        if _NOBODY.match(unit.folded_flow[match.end() : stop]):
            continue
        people = outline.lexicon.people.find(text)
        for index, person in enumerate(people):
            start = begin_of(person)
            limit = begin_of(people[index + 1]) if index + 1 < len(people) else len(text)
            name, role, name_span, role_span = parse_officer(
                re.sub(r",?\s*(?:đến|về|tham) dự.*$", "", text[start:limit]).rstrip(" ,;.-")
            )
            if name is None or name_span is None or name in seen:
                continue
            if name in {draft.record.chair.name, draft.record.secretary.name} or _is_ordinary(role):
                continue
            seen.add(name)
            base = match.end() + start
            parts: dict[str, Span] = {"name": (base + name_span[0], base + name_span[1])}
            if role and role_span:
                parts["role"] = (base + role_span[0], base + role_span[1])
            draft.append("/superiors", Officer(name=name, role=role), (base, match.end() + limit), "superior", parts)


def _coming(outline: Outline, draft: Draft, begin: int, end: int) -> None:
    """ "Đảng ủy xã cử đồng chí A, Phó Bí thư Thường trực, về dự": who comes from above, said in running text."""
    unit = outline.unit
    for person in outline.lexicon.people.find(unit.flow[begin:end]):
        after = _COMES.match(unit.folded_flow, begin + person.end, end)
        if after is None and _THERE_IS.search(unit.folded, begin, begin + begin_of(person)):
            after = _FROM_ABOVE.match(unit.folded_flow, begin + person.end, end)  # "Có anh A, Phó Bí thư Đảng ủy xã."
        after = after or _ABOVE_PRESENT.match(unit.folded_flow, begin + person.end, end)
        known = {draft.record.chair.name, draft.record.secretary.name, *(s.name for s in draft.record.superiors)}
        if after is None or person.title_start is None or person.name in known:
            continue
        name_span = (begin + person.start, begin + person.end)
        role = unit.slice(*after.span("role")).strip(" ,-–") if after.group("role") else None
        parts: dict[str, Span] = {"name": name_span}
        if role:
            parts["role"] = after.span("role")
        draft.append(
            "/superiors", Officer(name=person.name, role=role or None), (name_span[0], after.end()), "superior", parts
        )


def _is_ordinary(role: str | None) -> bool:
    return role is not None and role.casefold().startswith(
        ("bí thư chi bộ", "phó bí thư chi bộ", "chi ủy viên", "đảng viên")
    )


def _list_stop(outline: Outline, start: int, end: int) -> int:
    unit = outline.unit
    stop = min(end, start + 400)
    for match in re.finditer(
        r"\.(?=\s|$)|" + _LINE.pattern + r"|\b(?:chu\s*(?:tri|toa)|thu\s*k[yi]|ct|tk|noi\s*dung|tong\s*so|co\s*mat)\b",
        unit.folded[:stop],
    ):
        if match.start() < start:
            continue
        if match.group() == "." and _ABBREVIATED.search(unit.folded[start : match.start()]):
            continue
        return match.start()
    return stop
