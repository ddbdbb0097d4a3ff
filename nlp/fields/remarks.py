"""Praise and reminders: what the cell, its committee or a speaker says of a member in passing.

"Chi bộ biểu dương đồng chí A đã …", "Nhắc nhở đồng chí B …", "Đ/c B vắng không lý do, chi bộ phê bình". A plan to
praise ("khen thưởng các đồng chí …") names nobody and is none; "không phê bình đồng chí nào" is none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.draft import Draft, Span
from nlp.outline import Outline
from nlp.speech import Act, begin_of
from nlp.substance import is_specific
from schemas import Criticism, Praise

__all__ = ["read_remarks"]

Resolve = Callable[[str], str]

_PRAISE = re.compile(
    r"\b(?:bieu\s*duong|tuyen\s*duong|(?<!xin )(?<!giay )(?<!bang )khen\s*(?:ngoi|thuong)?|"
    r"ghi\s*nhan\s*va\s*bieu\s*duong|hoan\s*nghenh|neu\s*guong)\b\s*(?::|-|cac|cac\s*d/c|tinh\s*than\s*(?:trach\s*nhiem\s*)?(?:cua)?)?\s*"
)
_REMIND = re.compile(
    r"\b(?:nhac\s*nho|phe\s*binh|khien\s*trach|canh\s*cao|kiem\s*diem|nhac)(?:\s*(?:chi\s*bo|them|rieng))?\s*:?\s+"
    r"(?=(?:d/?c|dong\s*chi)\b)"
)
_FAULT_FIRST = re.compile(
    r",?\s*(?:bi\s*)?(?:chi\s*(?:bo|uy)|hoi\s*nghi|ca\s*chi\s*bo|de\s*nghi)\s*(?:da\s*)?(?P<what>phe\s*binh|nhac\s*nho|khien\s*trach|"
    r"de\s*nghi\s*rut\s*kinh\s*nghiem|yeu\s*cau\s*(?:kiem\s*diem|rut\s*kinh\s*nghiem))\b"
)
_NEGATED = re.compile(r"\b(?:khong\s*(?:co|con)?|chua\s*co)\b[^.;:]{0,25}$")
_NAME_BEFORE = re.compile(r"(?:d/?c|dong\s*chi)\s+\S+(?:\s+\S+){0,4}\s*$")
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_STOP = re.compile(r"[.;,:](?=\s|$)")


def read_remarks(outline: Outline, draft: Draft, resolve: Resolve, acts: list[Act]) -> None:
    """Fill ``praise``, and ``criticism`` with what is not said under a heading for it; ``acts`` tell who speaks."""
    _praises(outline, draft, resolve)
    _reminders(outline, draft, resolve, acts)
    _faults_first(outline, draft, resolve)


def _praises(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    flow, folded = outline.unit.flow, outline.unit.folded_flow
    known = {item.person for item in draft.record.praise}
    for match in _PRAISE.finditer(folded, outline.title[1], outline.foot):
        if _NEGATED.search(folded[max(0, match.start() - 30) : match.start()]):
            continue
        stop = min(outline.foot, match.end() + 300)
        people = [p for p in outline.lexicon.people.find(flow[match.end() : stop]) if begin_of(p) < 6]
        if not people or resolve(people[0].name) in known:
            continue
        person = people[0]
        if any(
            p.label and p.label.section != "praise" and p.label.start <= match.start() < p.label.body
            for p in outline.pieces
        ):
            continue  # the heading "Tự phê bình, phê bình, nêu gương" praises nobody
        start = match.end() + person.end
        end = _CLAUSE_END.search(flow, start, stop)
        span = (start, end.end() if end else stop)
        text = re.sub(r"^[\s,:–-]*(?:đã|vì|do)?\s*", "", outline.unit.slice(*span))
        if len(text.split()) >= 2:
            name_span = (match.end() + person.start, match.end() + person.end)
            draft.append(
                "/praise",
                Praise(person=resolve(person.name), text=text),
                (match.start(), span[1]),
                "praise",
                {"person": name_span, "text": span},
            )


def _speaker_at(acts: list[Act], offset: int) -> Act | None:
    """Whose utterance holds ``offset``, where a colon opens it."""
    return next((act for act in acts if act.colon and act.speakers and act.text[0] <= offset < act.text[1]), None)


def _reminders(outline: Outline, draft: Draft, resolve: Resolve, acts: list[Act]) -> None:
    """The cell itself, or a speaker, reminds or criticises a member: "Chi bộ nhắc nhở đồng chí X …"."""
    flow, folded = outline.unit.flow, outline.unit.folded_flow
    for match in _REMIND.finditer(folded, outline.title[1], outline.foot):
        before = folded[max(0, match.start() - 60) : match.start()]
        if any(p.label and p.label.start <= match.start() < p.label.body for p in outline.pieces):
            continue
        if _NEGATED.search(before) or _NAME_BEFORE.search(before) or before.endswith("tu "):
            continue
        stop = min(outline.foot, match.end() + 200)
        people = outline.lexicon.people.find(flow[match.end() : stop])
        if not people or begin_of(people[0]) > 2:
            continue
        end = _STOP.search(flow, match.end() + people[0].end, stop)
        span = (match.start(), end.start() if end else stop)
        act = _speaker_at(acts, match.start())
        if act and resolve(act.speakers[0].name) == resolve(people[0].name):
            continue
        said = act.speakers[0] if act else None
        by = resolve(said.name) if said else "Chi bộ" if re.search(r"\bchi\s*bo\b[^.;]{0,20}$", before) else None
        parts = {"of": (match.end() + people[0].start, match.end() + people[0].end), "text": span}
        if said:
            parts["by"] = said.span
        _criticise(outline, draft, by, resolve(people[0].name), span, parts)


def _faults_first(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    """ "Đ/c Bưởi vắng không lý do, chi bộ phê bình": the fault stands before the word for it."""
    unit = outline.unit
    for piece in outline.body_pieces:
        match = _FAULT_FIRST.search(unit.folded_flow, piece.start, piece.end)
        if match is None or _NEGATED.search(unit.folded_flow, match.start(), match.start("what")):
            continue
        people = outline.lexicon.people.find(unit.flow[piece.start : match.start()])
        if not people or begin_of(people[0]) > 3 or people[0].title_start is None:
            continue
        if len(unit.flow[piece.start + people[0].end : match.start()].split()) < 2:
            continue  # "Đ/c A, chi bộ nhắc nhở …" says nothing yet
        span = (piece.start, piece.end)
        parts = {"of": (piece.start + people[0].start, piece.start + people[0].end), "text": span}
        _criticise(outline, draft, "Chi bộ", resolve(people[0].name), span, parts)


def _criticise(outline: Outline, draft: Draft, by: str | None, of: str, span: Span, parts: dict[str, Span]) -> None:
    if any(item.of == of for item in draft.record.criticism):
        return
    text = outline.unit.slice(*span)
    draft.append("/criticism", Criticism(by=by, of=of, text=text, specific=is_specific(text)), span, "reminder", parts)
