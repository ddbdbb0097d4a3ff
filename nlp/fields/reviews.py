"""What members and bodies say against themselves without a speech act.

Reviews stand under a person's name, and the committee owns up to its own faults:

"2. Đồng chí A / Tự kiểm điểm: …" in a yearly review; "Tập thể chi ủy nhận thấy còn chậm …, xin rút kinh nghiệm".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.draft import Draft, Span
from nlp.fields.owning import own_words
from nlp.fold import fold
from nlp.outline import Outline
from nlp.sections import Piece
from nlp.speech import begin_of
from schemas import MeetingType

__all__ = ["Subject", "read_own_reviews", "subjects"]

Resolve = Callable[[str], str]

_OWN_LABEL = re.compile(
    r"\W*(?:tu\s*(?:kiem\s*diem|phe\s*binh|nhan\s*(?:xet|thay)?)|(?:ton\s*tai|han\s*che|khuyet\s*diem|nhuoc\s*diem|thieu\s*sot)"
    r"(?:\s*(?:,|va)\s*(?:ton\s*tai|han\s*che|khuyet\s*diem|nguyen\s*nhan))*)\s*:\s*"
)
_BODY = re.compile(
    r"\W*(?P<who>(?:tap\s*the\s*|ban\s*)?(?:chi\s*uy|chi\s*bo|cap\s*uy|ban\s*chi\s*uy)|cac\s*(?:d/?c|dong\s*chi)(?:\s*khac)?)\s*:?\s*(?:noi\s*)?"
    r"(?P<rest>.*)$"
)
_OWNS_UP = re.compile(
    r"(?:da\s*|cung\s*|xin\s*|nghiem\s*tuc\s*|tu\s*phe\s*binh\s*)*(?:nhan\s*(?:khuyet\s*diem|thieu\s*sot|trach\s*nhiem|loi\b|thay\s*(?:con|chua))|"
    r"tu\s*(?:phe\s*binh|nhan\s*thay|kiem\s*diem)|con\s*(?:cham|han\s*che|ne\s*nang|thieu|chua|buong\s*long|de\b)|chua\s)"
    r"|.{6,}\b(?:xin\s*rut\s*kinh\s*nghiem|se\s*rut\s*kinh\s*nghiem|xin\s*nhan\s*(?:khuyet|thieu|trach))"
)
_DENIED = re.compile(r"\bkhong\s*(?:co|con|mac)\b|\bnhat\s*tri\b|\btiep\s*thu\b")
_NOTHING = re.compile(r"\W*(?:tu\s*nhan\s*)?khong\s*(?:co\s*)?(?:khuyet|han\s*che|vi\s*pham|gi\b)")
MOST_WORDS = 14  # of a heading that names whose review follows


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose review begins at ``start``: a person or a body; ``level`` is the rank of the heading's marker."""

    start: int
    block: int
    level: int
    name: str
    span: Span


def subjects(outline: Outline, resolve: Resolve) -> list[Subject]:
    """Headings that hold a name and nothing else ("1. Đồng chí A - Bí thư", "Đối với đồng chí B:"), in order."""
    found: list[Subject] = []
    unit = outline.unit
    for number, block in enumerate(outline.blocks):
        if not outline.title[1] <= block.start < outline.foot or block.columns > 1:
            continue
        text = unit.flow[block.body : block.end].strip()
        if len(text.split()) > MOST_WORDS or text.endswith((";", ",")):
            continue
        people = outline.lexicon.people.find(unit.flow[block.body : block.end])
        if len(people) != 1 or not (block.marked or text.endswith(":")):
            continue
        person = people[0]
        before = fold(unit.flow[block.body : block.body + begin_of(person)]).strip(" :-*")
        behind = fold(unit.flow[block.body + person.end : block.end]).strip()
        if not re.fullmatch(r"(?:kiem\s*diem|doi\s*voi|phan\s*kiem\s*diem\s*(?:cua)?|ca\s*nhan)?\s*", before):
            continue
        if re.fullmatch(r"(?:[-–,(]\s*[^.:;]{2,70}\)?)?\s*[:.]?", behind):
            span = (block.body + person.start, block.body + person.end)
            found.append(Subject(block.start, number, block.level, resolve(person.name), span))
    return found


def read_own_reviews(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    """Add to ``self_criticism`` what stands under a person's name, and what a body owns up to."""
    review = draft.record.meeting_type is MeetingType.YEAR_END_REVIEW
    named = subjects(outline, resolve)
    for piece in outline.body_pieces:
        if piece.within("discussion", "superior", "vote", "closing", "recipients", "assignment", "conclusion", "plan"):
            continue
        if (review or piece.within("self_criticism")) and _under_name(outline, draft, piece, named):
            continue
        if review or piece.within("self_criticism", "criticism"):
            _of_a_body(outline, draft, piece)


def _under_name(outline: Outline, draft: Draft, piece: Piece, named: list[Subject]) -> bool:
    match = _OWN_LABEL.match(outline.unit.folded_flow, piece.start, piece.end)
    if match is None:
        return False
    subject = next((s for s in reversed(named) if s.start < piece.start), None)
    if subject is None or outline.blocks[piece.block].level < subject.level or _left(outline, subject, piece):
        return False
    block = outline.blocks[piece.block]
    stop = next(
        (p.start for p in outline.body_pieces if p.block == piece.block and p.start > piece.start and p.label),
        min(block.end, outline.foot),
    )
    _add(outline, draft, subject.name, subject.span, (match.end(), stop))
    return True


def _left(outline: Outline, subject: Subject, piece: Piece) -> bool:
    """Has a heading of the same or a higher rank come in between?"""
    between = outline.blocks[subject.block + 1 : piece.block]
    return any(block.marked and block.level <= subject.level for block in between)


def _of_a_body(outline: Outline, draft: Draft, piece: Piece) -> None:
    folded = outline.unit.folded_flow[piece.start : piece.end]
    match = _BODY.match(folded)
    if match is None or not _OWNS_UP.match(match.group("rest")) or _DENIED.search(match.group("rest")[:60]):
        return
    if len(match.group("rest").split()) < 5:
        return  # "Chi ủy nhận trách nhiệm." says nothing of its own
    who = (piece.start + match.start("who"), piece.start + match.end("who"))
    _add(outline, draft, outline.unit.slice(*who), who, (piece.start + match.start("rest"), piece.end))


def _add(outline: Outline, draft: Draft, person: str, who: Span, span: Span) -> None:
    text = outline.unit.slice(*span).strip(" -–")
    folded = fold(text)
    if len(text.split()) < 3 or re.match(
        r"\W*(?:tu\s*nhan\s*)?khong\s*(?:co\s*)?(?:khuyet|han\s*che|vi\s*pham|gi\b)", folded
    ):
        return
    if any(item.person == person and (item.text in text or text in item.text) for item in draft.record.self_criticism):
        return
    item, parts, inferred = own_words(text, span, person, draft.record.held.date)
    parts["person"] = who
    draft.append("/self_criticism", item, (min(who[0], span[0]), span[1]), "own review", parts, inferred)
