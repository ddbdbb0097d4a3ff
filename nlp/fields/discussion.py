"""Contributions, self-criticism, criticism and praise (domain notes, sections 7 and 10).

Negation is heeded: "không có biểu hiện nể nang" criticises nobody. In review meetings a criticism is a contribution
too; in a regular meeting what stands under "Tự phê bình và phê bình" is not counted twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.admissions import admits, admitting_act
from nlp.draft import Draft, Span
from nlp.fields.owning import own_words
from nlp.fields.remarks import read_remarks
from nlp.fields.reviews import read_own_reviews, subjects
from nlp.fold import fold
from nlp.outline import Outline
from nlp.speech import Act, Speaker, begin_of, find_acts, is_crowd
from nlp.substance import is_specific, is_substantive, reasons
from schemas import Contribution, Criticism, MeetingType, Praise

__all__ = ["read_discussion"]

Resolve = Callable[[str], str]

_SELF = re.compile(
    r"\btu\s*(?:phe\s*binh|nhan|kiem\s*diem|nhan\s*thay|thay)\b|\bthua\s*nhan\b|\blien\s*he\s*ban\s*than\b|"
    r"\bkiem\s*diem\s*(?:ban\s*than|ca\s*nhan)\b"
)
# "Không có khuyết điểm", "không đồng chí nào …" deny what the words beside them would admit.
_DENIED = re.compile(
    r"\bkhong\s*(?:co|con|mac|de\s*xay\s*ra)?\s*(?:khuyet\s*diem|han\s*che|thieu\s*sot|vi\s*pham|sai\s*pham|bieu\s*hien|ai\b|"
    r"truong\s*hop|dong\s*chi\s*nao|d/?c\s*nao)"
)
_CRITIC = re.compile(r"\b(?:gop\s*y|phe\s*binh|nhac\s*nho|nhan\s*xet|phe)\b")
_CRITIC_ROLE = re.compile(
    r"\b(?:gop\s*y|phe\s*binh|nhac\s*nho)\s*(?:cho\s*|voi\s*)?(?:d/c|"
    r"dong\s*chi)?\s*(?P<role>(?P<deputy>pho\s*)?bi\s*thu|(?:tap\s*the\s*)?(?:ban\s*)?chi\s*uy|cap\s*uy|"
    r"ban\s*(?:giam\s*(?:hieu|doc)|quan\s*tri|chi\s*huy|lanh\s*dao|cong\s*tac\s*mat\s*tran)|chi\s*huy(?:\s\w+){0,3}|"
    r"(?:pho\s*)?(?:hieu\s*truong|truong\s*(?:thon|ban|xom|ap|khoa|phong))|to\s*(?:truong|dang|cong|chuyen)(?:\s\w+){0,3}|"
    r"ke\s*toan|thu\s*ky|thu\s*quy)\b"
)
_FAULT = re.compile(
    r"^\W*(?:vang|chua|khong|cham|di\s*(?:muon|tre)|de\b|bo\s|con\s|hay\s|thuong\s*xuyen\s*(?:vang|di))"
)
_BODY_FAULT = re.compile(
    r"\b(?P<who>chi\s*uy|ban\s*chi\s*uy|bi\s*thu|cap\s*uy)\b[^.;:]{0,20}?\b(?:phai\s*rut|"
    r"can\s*rut|chua|khong\b|cham|phai\s*kiem\s*diem|thieu)|\bdanh\s*gia\s*(?P<who2>chi\s*uy)\b"
)
_READS_SELF = re.compile(r"\b(?:doc|trinh\s*bay|thong\s*qua)\b[^.:;]{0,30}\b(?:ban\s*)?(?:tu\s*)?kiem\s*diem\b")
_OFFICE = re.compile(
    r"\b(?:chu\s*(?:tri|toa)|thu\s*ky|ct|tk|ghi(?:\s*(?:bb|bien\s*ban))?|dai\s*bieu|vang|cap\s*tren|dieu\s*khien)[^.;:\n]{0,20}[:-]?\s*$"
)
_READS_OF_BODY = re.compile(
    r"\b(?:doc|trinh\s*bay|thong\s*qua)\b[^.:;]{0,50}?"
    r"\b(?P<who>tap\s*the(?:\s*(?:ban\s*)?(?:chi\s*uy|chi\s*bo))?|(?:ban\s*)?chi\s*uy)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:toi|ban\s*than|em|minh)\b")
_SUBJECTLESS_FAULT = re.compile(
    r"\W*(?:(?:thoi\s*gian\s*(?:vua\s*)?qua|vua\s*qua|(?:trong\s*)?(?:thang|nam|quy)\s*(?:qua|\d+)|doi\s*(?:luc|khi)|co\s*(?:luc|khi)|"
    r"nhieu\s*(?:luc|khi)|thinh\s*thoang|van|da|cung|viec[^.;:,]{2,40})[\s,]+)*"
    r"(?:con|chua|khong|thieu|cham|quen|hay|vang|di\s*(?:muon|tre)|nong\s*(?:tinh|nay)|ngai|de\s*(?:xay|mat|qua|tre)|bo\s*(?:sot|quen)|"
    r"lam\s*(?:sai|mat|cham)|so\s*suat)\b"
)
_SHORT_OF = re.compile(r"\b(?:cham|chua|con|thieu|quen|sai|loi|khuyet\s*diem|chu\s*quan|tre|muon|so\s*suat|bo\s*sot)\b")
_COMPLIMENT = re.compile(
    r"\b(?:co\s*nang\s*luc|nhiet\s*tinh|guong\s*mau|xuat\s*sac|tich\s*cuc|tan\s*tuy|dang\s*khen|lam\s*tot)\b"
)
_ROUTINE = re.compile(
    r"^(?:da\s*)?(?:thong\s*tin|pho\s*bien|trien\s*khai|quan\s*triet|trinh\s*bay|"
    r"doc|thong\s*qua|t/h|tong\s*hop|neu\s*(?:muc\s*dich|ly\s*do)|tuyen\s*bo|"
    r"gioi\s*thieu|ket\s*luan|thong\s*bao|khai\s*mac|be\s*mac|chu\s*tri|danh\s*gia\s*ket\s*qua|"
    r"bao\s*cao(?!\s*:?$)|tiep\s*thu)"
)
_OPINION = re.compile(
    r"(?:co\s*y\s*kien|de\s*nghi|lo\b|nhat\s*tri|khong|dong\s*y|cho\s*rang|ban\s*khoan|neu|kien\s*nghi|hoi)\b"
)
_SAYS = re.compile(
    r"(?:co\s*)?(?:y\s*kien|phat\s*bieu|neu|cho\s*rang|noi|thao\s*luan|gop\s*y|tham\s*gia|de\s*nghi|lien\s*he|"
    r"bo\s*sung|phat\s*bieu\s*y\s*kien)(?:\s.*)?"
)
_AGREES = re.compile(
    r"\W*(?:(?:xin|hoan\s*toan|cac\s*(?:d/?c|dong\s*chi)|deu|co\s*ban|cung)\s*)*(?:nhat\s*tri|dong\s*[yt]|thong\s*nhat|khong\s*co\s*y\s*kien|tan\s*thanh)"
)
_NOISE = re.compile(r"^\W*(?:d/c\s+\S+\s+)?tiep\s*thu\W*$")
_REPORTS = re.compile(r"(?:thay\s*mat.{0,30})?(?:bao\s*cao|trinh|doc|diem\s*lai)")
_SPEAKING = re.compile(
    r"(?:noi|bao(?!\s*cao)|phat\s*bieu|cho\s*(?:rang|la|biet)|(?:co|neu|cho)\s*y\s*kien|y\s*kien|neu\s*rang)(?:\s*(?:rang|la))?\b"
)
_TALK = ("discussion", "superior")
_TOLD = ("body", "work_review", "plan", "news")  # where minutes in prose may tell of opinions without a heading
_REVIEW = ("self_criticism", "criticism")


@dataclass
class _Person:
    """Whose review is under way, in a section of personal reviews."""

    name: str
    block: int


def read_discussion(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    """Fill ``contributions``, ``self_criticism``, ``criticism`` and ``praise``; ``resolve`` links short names."""
    acts = find_acts(outline)
    review = draft.record.meeting_type is MeetingType.YEAR_END_REVIEW
    has_discussion = any(piece.within(*_TALK) for piece in outline.body_pieces)
    headed = any(p.label and p.label.section in _TALK and p.label.body >= p.end for p in outline.body_pieces)
    reviewed: _Person | None = None
    named = subjects(outline, resolve) if review else []
    for act in acts:
        if act.piece.within("vote", "closing", "recipients", "attendance", "assignment", "opening", "dues"):
            continue
        if act.start < outline.opening[1] and _OFFICE.search(
            outline.unit.folded_flow, max(outline.title[1], act.start - 40), act.start
        ):
            continue  # who chairs and who writes
        reviewed = _next_review(outline, act, reviewed, resolve)
        heading = next((s for s in reversed(named) if s.start < act.start), None)
        if heading and (reviewed is None or heading.block > reviewed.block):
            reviewed = _Person(heading.name, heading.block)
        told = act.opinion and not headed and act.piece.section in _TOLD and not _ROUTINE.match(act.act)
        counts = told or (not has_discussion and _counts_outside(act))
        _judge(outline, draft, act, resolve, review=review, counts=counts, reviewed=reviewed)
    _unnamed(outline, draft, acts, review=review)
    read_own_reviews(outline, draft, resolve)
    read_remarks(outline, draft, resolve, acts)


def _next_review(outline: Outline, act: Act, reviewed: _Person | None, resolve: Resolve) -> _Person | None:
    """Personal reviews run "1. Đ/c A tự phê bình …" / "- Đ/c B góp ý: …" until the next person or section."""
    wording = outline.unit.slice(act.act_span[0], act.text[1])
    opening = fold(wording)[:80]
    starts = bool(act.speakers) and (
        _SELF.search(act.act) or _SELF.match(opening) or _READS_SELF.search(opening) or _numbered(outline, act)
    )
    if starts and (body := _READS_OF_BODY.search(opening)):
        return _Person(wording[slice(*body.span("who"))], act.piece.block)
    if starts:
        return _Person(resolve(act.speakers[0].name), act.piece.block)
    if (
        reviewed
        and act.piece.level <= outline.blocks[reviewed.block].level
        and act.piece.block != reviewed.block
        and act.piece.level <= 1
    ):
        return None
    return reviewed


def _numbered(outline: Outline, act: Act) -> bool:
    """ "2. Đồng chí B: …" under a heading for personal reviews, with others' opinions as bullets below it."""
    block = outline.blocks[act.piece.block]
    return act.colon and not act.act and block.marked and block.level <= 1 and act.piece.section == "self_criticism"


def _without_denials(text: str) -> str:
    """``text`` with what it denies blanked out, so that the rest can be asked for admissions."""
    kept = list(text)
    for match in _DENIED.finditer(fold(text)):
        kept[slice(*match.span())] = " " * (match.end() - match.start())
    return "".join(kept)


def _judge(
    outline: Outline,
    draft: Draft,
    act: Act,
    resolve: Resolve,
    *,
    review: bool,
    counts: bool,
    reviewed: _Person | None,
) -> None:
    text_span = _without_reply(outline, act)
    text = outline.unit.slice(*text_span)
    folded = fold(text)
    if not text or _NOISE.match(folded) or (not act.colon and _ROUTINE.match(act.act)):
        return
    in_review = act.piece.within(*_REVIEW) and not act.piece.within(*_TALK)
    talk = act.piece.within(*_TALK)
    person = resolve(act.speakers[0].name) if act.speakers else None
    own_fault = bool(act.speakers) and (
        bool(_SELF.search(act.act)) or admitting_act(act.act) or admits(text) or bool(_SELF.match(folded))
    )
    if own_fault and _DENIED.search(folded) and not admits(_without_denials(text)):
        return
    if act.targets and _CRITIC.search(act.act) and not _agrees_only(text):
        _criticise(draft, act, person, resolve(act.targets[0].name), text, text_span)
        if review or talk:
            _contribute(outline, draft, act, resolve, text, text_span)
        return
    role = _CRITIC_ROLE.search(act.act)
    if role and act.speakers and not act.targets:
        chair = draft.record.chair
        of = (
            chair.name
            if chair.name
            and role.group("role").split() == ["bi", "thu"]
            and fold(chair.role or "").startswith("bi thu")
            else _spelled(outline, act, role.group("role"))
        )
        _criticise(draft, act, person, of, text, text_span)
        if review or talk:
            _contribute(outline, draft, act, resolve, text, text_span)
        return
    if own_fault and not _CRITIC.search(act.act.replace("tu phe binh", "")):
        _self_criticise(outline, draft, act, person, text, text_span)
        if talk and not in_review:
            _contribute(outline, draft, act, resolve, text, text_span)
        return
    own = _own_words(act, folded, person, reviewed) and not _DENIED.search(folded)
    if own and not act.targets:
        _self_criticise(outline, draft, act, person, text, text_span)
        return
    critical = in_review or bool(_CRITIC.search(act.act)) or (review and reviewed is not None)
    if critical and reviewed is not None and person != reviewed.name:
        if not _agrees_only(text):
            _criticise(draft, act, person, reviewed.name, text, text_span)
        if _COMPLIMENT.search(folded) and not is_substantive(text):
            draft.append("/praise", Praise(person=reviewed.name, text=text), text_span, "praise", {"text": text_span})
        _contribute(outline, draft, act, resolve, text, text_span)
        return
    named = _names_at_start(outline, text_span)
    if named and act.speakers and _FAULT.match(fold(outline.unit.slice(named[1], text_span[1]))):
        _criticise(draft, act, person, resolve(named[2]), text, text_span)
    body = _BODY_FAULT.search(folded)
    if body and act.speakers and (talk or review):
        who = body.group("who") or body.group("who2")
        start = folded.index(who)
        _criticise(draft, act, person, text[start : start + len(who)], text, text_span)
    elif review and act.speakers and act.piece.within("work_review", "not_done") and is_substantive(text) and talk:
        _criticise(draft, act, person, "chi ủy", text, text_span)
    if talk or review or counts:
        _contribute(outline, draft, act, resolve, text, text_span)


def _spelled(outline: Outline, act: Act, folded: str) -> str:
    """A wording of the act, as the page spells it."""
    start = outline.unit.folded_flow.find(folded, *act.act_span)
    return outline.unit.slice(start, start + len(folded)) if start >= 0 else folded


def _agrees_only(text: str) -> bool:
    """ "nhất trí với bản kiểm điểm": who agrees criticises nobody."""
    return not is_substantive(text) and bool(_AGREES.match(fold(text)))


def _own_words(act: Act, folded: str, person: str | None, reviewed: _Person | None) -> bool:
    """Under "Tự phê bình" a member speaks of themselves; so does the one whose review is under way."""
    if not act.speakers or _CRITIC.search(act.act.replace("tu phe binh", "")):
        return False
    if reviewed is not None and person == reviewed.name and _FIRST_PERSON.search(folded):
        return True
    if act.piece.section != "self_criticism" and not (
        act.piece.within("self_criticism") and not act.piece.within(*_TALK)
    ):
        return False
    if act.colon and _SUBJECTLESS_FAULT.match(folded):
        return True  # "Đ/c A: chưa …, còn …": whose fault it is goes without saying here
    only = act.piece.label is not None and act.piece.label.section == "self_criticism"
    owns = act.act.startswith(("nhan", "xin", "tu ")) and (only or bool(_SHORT_OF.search(f"{act.act} {folded}")))
    return bool(_FIRST_PERSON.search(folded)) or (not act.colon and owns)


def _counts_outside(act: Act) -> bool:
    """Without a heading for the discussion: a name with a colon, or a bullet; routine parts of a meeting are none."""
    if act.piece.section == "plan" and act.piece.level >= 3:  # "II/ Bàn việc tháng 3: + Đ/c A đề nghị …"
        return _OPINION.match(act.act if not act.colon else "de nghi") is not None
    if act.piece.within("conclusion", "plan", "not_done", "done", "solution", "cause", "self_score", "news", "praise"):
        return False
    return (
        act.colon
        and not _ROUTINE.match(act.act)
        and not _REPORTS.match(act.act)
        and (act.piece.first or act.piece.level >= 3 or len(act.act) < 4)
    )


def _without_reply(outline: Outline, act: Act) -> Span:
    """Cut "Đ/c X tiếp thu." and other sentences about somebody else off the end of an utterance."""
    start, end = act.text
    own = {name for speaker in act.speakers for name in (speaker.name.split()[-1],)}
    pattern = re.compile(
        r"(?<=[.;])\s+(?:cac\s*)?(?:d/?c|dong\s*chi|chi\s*(?:uy|"
        r"bo))\s+(?P<who>[^.;:]{0,40}?)\s*(?:da\s*)?(?:xin\s*)?(?:tiep\s*thu|"
        r"ghi\s*nhan|hua|nhan\s*(?:khuyet\s*diem|loi|sai|thieu\s*sot)|nhan\s*,|"
        r"(?<=khac )(?:noi|nhat\s*tri|dong\s*y|cung))"
    )
    for match in pattern.finditer(outline.unit.folded_flow, start, end):
        wording = outline.unit.flow[match.start("who") : match.end("who")]
        if not any(name in wording for name in own):
            return start, match.start()
    return start, end


def _names_at_start(outline: Outline, span: Span) -> tuple[int, int, str] | None:
    people = outline.lexicon.people.find(outline.unit.flow[span[0] : span[1]])
    if people and begin_of(people[0]) <= 2:
        return span[0] + people[0].start, span[0] + people[0].end, people[0].name
    return None


def _contribute(outline: Outline, draft: Draft, act: Act, resolve: Resolve, text: str, span: Span) -> None:
    start = span[0]
    if not act.colon:
        start = act.act_span[0]
        said = re.compile(rf"\s*{_SPEAKING.pattern}").match(outline.unit.folded_flow, start) if act.opinion else None
        start = said.end() if said else start
        text = outline.unit.slice(start, span[1])
    elif act.act and not _SAYS.fullmatch(act.act) and not _SELF.search(act.act) and not _CRITIC.search(act.act):
        text = f"{outline.unit.slice(*act.act_span).rstrip(':').strip()}: {text}"
        start = act.act_span[0]
    text = text.lstrip(" ,-–:")
    for speaker in act.speakers or (None,):
        item = Contribution(
            speaker=resolve(speaker.name) if speaker else None,
            role=_role(speaker),
            text=text,
            substantive=is_substantive(text),
            signs=reasons(text) if is_substantive(text) else [],
        )
        parts: dict[str, Span] = {"text": (start, span[1]), "substantive": (start, span[1])}
        if speaker:
            parts["speaker"] = speaker.span
            if speaker.role_span:
                parts["role"] = speaker.role_span
        draft.append("/contributions", item, (speaker.span[0] if speaker else start, span[1]), "speech", parts)


def _role(speaker: Speaker | None) -> str | None:
    return speaker.role.strip(" ,.") if speaker and speaker.role else None


def _self_criticise(outline: Outline, draft: Draft, act: Act, person: str | None, text: str, span: Span) -> None:
    held = draft.record.held.date
    if not act.colon and not is_specific(text) and len(text.split()) < 9 and act.speakers:
        span = _with_occasion(outline, act, span)
        text = outline.unit.slice(*span)
    item, parts, inferred = own_words(text, span, person, held)
    parts["person"] = act.speakers[0].span
    draft.append("/self_criticism", item, (act.speakers[0].span[0], span[1]), "self-criticism", parts, inferred)


def _with_occasion(outline: Outline, act: Act, span: Span) -> Span:
    """ "… phần việc của đ/c A còn dở. Đ/c A xin nhận lỗi": the sentence before says what for."""
    last = act.speakers[0].name.split()[-1]
    for piece in outline.body_pieces:
        if (
            piece.block == act.piece.block
            and 0 <= act.start - piece.end <= 3
            and last in outline.unit.flow[piece.start : piece.end]
        ):
            return piece.start, span[1]
    return span


def _criticise(draft: Draft, act: Act, by: str | None, of: str | None, text: str, span: Span) -> None:
    item = Criticism(by=by, of=of, text=text, specific=is_specific(text) or is_substantive(text))
    parts: dict[str, Span] = {"text": span, "specific": span}
    if act.speakers:
        parts["by"] = act.speakers[0].span
    if act.targets:
        parts["of"] = (act.targets[0].start, act.targets[0].end)
    draft.append("/criticism", item, (act.act_span[0], span[1]), "criticism", parts)


def _unnamed(outline: Outline, draft: Draft, acts: list[Act], *, review: bool) -> None:
    """Sentences of the discussion that belong to no named speaker ("Các đồng chí nhất trí cao với báo cáo")."""
    covered = [(min(a.start, a.act_span[0], *(s.span[0] for s in a.speakers)), a.text[1]) for a in acts]
    for piece in outline.body_pieces:
        inside = piece.within(*_TALK) or (review and piece.within(*_REVIEW))
        if not inside or piece.within("vote", "conclusion", "assignment", "closing"):
            continue
        start = piece.label.body if piece.label else piece.start
        if any(a <= start + 14 and start < b for a, b in covered):
            continue
        text = outline.unit.slice(start, piece.end).strip(" -+–:")
        folded = fold(text)
        if len(text.split()) < 4 or (not is_crowd(folded) and not (piece.label and piece.within(*_TALK))):
            continue
        if re.match(r"\W*(?:co|gom|tong)?\s*\d+\s*(?:y\s*kien|d/c\s*phat|dong\s*chi\s*phat|luot)", folded):
            continue
        span = (start, piece.end)
        substantive = is_substantive(text)
        item = Contribution(
            speaker=None, role=None, text=text, substantive=substantive, signs=reasons(text) if substantive else []
        )
        draft.append("/contributions", item, span, "unnamed opinion", {"text": span, "substantive": span})
