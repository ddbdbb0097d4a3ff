"""Tasks: who does what by when (domain notes, section 9).

Three forms: "giao đ/c A làm …, xong ngày …"; "việc … (đ/c A, xong 30/6)"; table rows. A task for nobody in particular
("các đồng chí đảng viên") keeps that wording. A plan without anybody named is no task.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.draft import Draft, Span
from nlp.outline import Outline
from nlp.people import Person
from nlp.sections import Piece
from nlp.sentences import clauses
from nlp.speech import begin_of
from nlp.timegrammar import deadline
from schemas import DocumentType, Task

__all__ = ["Resolve", "read_tasks"]

Resolve = Callable[[str], str]

_ASSIGN = re.compile(
    r"\b(?:giao|phan\s*cong|cu|yeu\s*cau|de\s*nghi|chi\s*dinh|uy\s*quyen)(?:\s*(?:nhiem\s*vu\s*)?(?:cho|den))?\s*:?\s*$"
)
_SAID = re.compile(
    r"\W*(?:[^.;:,]{0,30},\s*)?(?:(?:chi\s*bo|dai\s*hoi|hoi\s*nghi|chi\s*uy|va)\s*)?(?:giao|"
    r"phan\s*cong|cu)\s+(?:nhiem\s*vu\s*)?(?:cho\s*)?(?=d/c|dong\s*chi|chi\s*uy|"
    r"[a-z])"
)
_GIVEN = re.compile(r"(?:^|[.;,]\s*|\bgiao\s+(?:cho\s+)?)(?P<name>[A-ZĐÀ-Ỹ][^\W\d_]{1,8})(?=\s+[a-zà-ỹđ]|\s*[-–]\s)")
_GIVEN_TO = re.compile(
    r"\bgiao\s*(?:nhiem\s*vu\s*)?(?:cho\s*)?(?P<who>(?:ban\s*)?chi\s*uy(?:\s*khoa\s*moi)?|"
    r"cac\s*to\s*dang|chi\s*doan|cong\s*doan|cac\s*(?:chi\s*hoi|doan\s*the))\s+"
)
_WITH = re.compile(
    r"\b(?:cung|phoi\s*hop|voi|cua|ho\s*so|gap|thay|nhac\s*nho|phe\s*binh|tham|"
    r"ho|theo|y\s*kien|quan\s*chung|nhu|bieu\s*duong|ong|ba|gop\s*y|nhac|cho|"
    r"den|moi)(?:\s*voi)?\s*$"
)
_GROUP = re.compile(
    r"(?:giao\s*(?:cho\s*)?|phan\s*cong\s*|de\s*nghi\s*|yeu\s*cau\s*)?(?P<who>(?:cac|"
    r"tat\s*ca\s*cac|toan\s*the|moi|tung|\d{1,2})\s*(?:dang\s*vien|dong\s*chi(?:\s*(?:dang\s*vien|"
    r"chi\s*uy\s*vien|chi\s*uy|to\s*truong))?|d/?c(?:\s*(?:dang\s*vien|chi\s*uy\s*vien))?)|"
    r"(?:dang\s*vien\s*phu\s*trach|chi\s*uy|ban\s*chi\s*uy|chi\s*uy\s*vien|chi\s*doan|"
    r"doan\s*thanh\s*nien|chi\s*hoi\s*\w+(?:\s\w+)?|hoi\s*(?:phu\s*nu|nong\s*dan|"
    r"ccb|cuu\s*chien\s*binh|nguoi\s*cao\s*tuoi)|"
    r"cong\s*doan|to\s*(?:an\s*ninh|truong|dang|bao\s*ve)(?:\s*\w+)?|ban\s*(?:cong\s*tac\s*mat\s*tran|"
    r"ctmt|quan\s*ly\s*thon|giam\s*sat)|cac\s*(?:doan\s*the|to\s*dang|chi\s*hoi)|"
    r"(?:pho\s*)?bi\s*thu(?:\s*chi\s*bo)?|(?:pho\s*)?hieu\s*truong|pht|bgh|bt|"
    r"pbt|truong\s*(?:thon|ban|xom|ap|khu\s*pho)))\b(?!\s*(?:da|va\s*cac|thong\s*nhat|"
    r"ket\s*luan|nhat\s*tri|quyet|nhac\s*nho|bo\s*sung|de\s*nghi\s*(?:xa|dang)))"
)
_DASH = re.compile(r"\s*[-–]\s+[a-z]")
_VERB = re.compile(
    r"\W*(?:\([^()]{0,60}\)\W*|,\s*[^,;.]{2,30},\s*|[-–]\s*[^,;.]{2,30},?\s*)?(?:se\s*|"
    r"tiep\s*tuc\s*|truc\s*tiep\s*|chiu\s*trach\s*nhiem\s*|co\s*trach\s*nhiem\s*|"
    r"cung\b|phoi\s*hop\b|phai\s*)?(?P<v>chu\s*tri|phu\s*trach|lam\b|lap\b|soan|"
    r"viet|du\s*thao|chuan\s*bi|xay\s*dung|tham\s*muu|van\s*dong|tuyen\s*truyen|"
    r"theo\s*doi|nhac|kiem\s*tra|giam\s*sat|tong\s*hop|bao\s*cao|thu\b|nop|mua|"
    r"sua|do\b|ky\b|nhan\b|lien\s*he|to\s*chuc|trien\s*khai|ra\s*soat|hoan\s*(?:thanh|"
    r"thien)|gap|tham\b|xu\s*ly|dam\s*bao|huong\s*dan|giup|dang\b|ban\s*hanh|"
    r"thong\s*bao|don|lam\s*viec|cap\s*nhat|huy\s*dong|chi\s*(?:huy|dao)|dua|"
    r"tuan\s*tra|truc\b|ho\s*tro|thuc\s*hien|tien\s*hanh|ve\b|len\b|nghien\s*cuu|"
    r"don\s*doc|di\b|dan\b|khac\s*phuc|moi\b|gui|ghi|trong|phat|kham|cung\s*cap|"
    r"bo\s*tri|hop\b|ket\s*noi|quan\s*ly|bao\s*ve|hoc\b|tap\s*huan|nuoi|tiem|"
    r"cham\s*soc|cong\s*khai|niem\s*yet|lap\s*dat|lap\b|trinh|xac\s*minh|giai\s*quyet|"
    r"tim|thong\s*ke|danh\s*gia|day\s*manh|nang\s*cao|giu|giao|sap\s*xep|thao\s*luan|"
    r"kien\s*nghi|cu\b|tham\s*gia|phoi\s*hop|guong\s*mau|tiep\s*tuc|thuong\s*xuyen|"
    r"tang\s*cuong|phat\s*huy|hoan\s*tat|ban\s*giao|chup|nghiem\s*thu|lay\b|mo\b|"
    r"dang\s*ky|bo\s*sung|thay|quet|don\s*dep|cat|trinh\s*bay|doc)"
)
_SOME_VERB = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?!(?:nhat\s*tri|dong\s*y|de\s*nghi|ket\s*luan|"
    r"phat\s*bieu|neu|va|la|co\s|da\s|khong|chua|thong\s*nhat|bieu\s*quyet|tan\s*thanh|"
    r"tiep\s*thu|thay\s*mat|nhan\s*(?:khuyet|loi|trach)|tu\s*phe|cho\s*rang|xin\s*rut|"
    r"gop\s*y|phe\s*binh|vang|hoac|cung\s*voi|trong\s*do)\b)[a-z]{2,}\s+\S"
)
_BRACKETS = re.compile(r"\((?P<in>[^()]*)\)")
_ROLE_ONLY = re.compile(
    r"(?:d/?c|dong\s*chi)\s*(?P<role>(?:pho\s*)?(?:hieu\s*(?:truong|pho)|bi\s*thu(?:\s*chi\s*bo)?)|"
    r"truong\s*(?:thon|ban|xom|ap|khu\s*pho)|chi\s*uy\s*vien|to\s*truong|ke\s*toan)\b"
)
_NOT_A_TASK = re.compile(
    r"\b(?:bieu\s*quyet|tan\s*thanh|ket\s*thuc|bien\s*ban|xep\s*loai|tu\s*cham|chiu\s*trach\s*nhiem\s*thi\s*hanh|nhat\s*tri|dong\s*y,|khong\s*dong\s*y)\b"
)
PLACES = ("conclusion", "assignment")


def read_tasks(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    """Fill ``tasks`` from running text and lists."""
    plan = draft.record.document_type in (DocumentType.RESOLUTION, DocumentType.REVIEW)
    for piece in outline.body_pieces:
        assigning = piece.within(*PLACES) and not piece.within(
            "vote", "self_score", "work_review", "discussion", "recipients", "closing"
        )
        planning = (piece.within("plan", "solution") or (plan and piece.section == "body")) and not piece.within(
            "discussion", "vote"
        )
        said = _SAID.match(outline.unit.folded_flow, piece.start) is not None
        listed = piece.section == "body" and piece.level >= 3 and piece.start > outline.opening[0]
        if listed and not said:
            _listed(outline, draft, piece, resolve)
            continue
        if not (assigning or planning or said) or outline.blocks[piece.block].columns > 1:
            continue
        if piece.end <= outline.opening[1] and not assigning:
            continue
        if piece.within("work_review", "done", "not_done", "superior", "news", "discussion", "self_criticism"):
            continue
        start = piece.label.body if piece.label else piece.start
        for clause in clauses(outline.unit, start, piece.end):
            _clause(
                outline,
                draft,
                clause,
                piece,
                resolve,
                assigning=assigning,
                generic=assigning or draft.record.document_type is not DocumentType.MINUTES,
            )


def _listed(outline: Outline, draft: Draft, piece: Piece, resolve: Resolve) -> None:
    """An item "Đ/c A làm …, xong ngày …" outside any heading for tasks: only with a verb of work and a deadline."""
    held = draft.record.held.date or draft.record.issued.date
    text = outline.unit.flow[piece.start : piece.end]
    if re.match(r"\W*(?:đ/c|Đ/c|đồng chí|Đồng chí)", text) and ":" not in text[:60]:
        due = deadline(text, held)
        if due and due.value and due.value >= (held or "")[: len(due.value)]:
            _clause(outline, draft, (piece.start, piece.end), piece, resolve, assigning=False, generic=False)


def _clause(
    outline: Outline, draft: Draft, clause: Span, piece: Piece, resolve: Resolve, *, assigning: bool, generic: bool
) -> None:
    unit = outline.unit
    start, end = clause
    while start < end and unit.text[start] in "-–+•* \n":
        start += 1
    folded = unit.folded_flow
    if end - start < 8 or (_NOT_A_TASK.search(folded[start:end]) and not _ASSIGN.search(folded[start : start + 20])):
        return
    people = outline.lexicon.people.find(unit.flow[start:end])
    if assigning:
        people = _with_given_names(outline, people, start, end)
    heads = [p for p in people if _is_head(folded[start:end], p, any_verb=assigning)]
    if heads:
        for index, person in enumerate(heads):
            begin = start + person.end
            following = heads[index + 1] if index + 1 < len(heads) else None
            stop = start + begin_of(following) if following else end
            companions = _companions(people, person, folded[start:end])
            if companions and companions[-1].end + start > begin:
                begin = start + companions[-1].end
            lead = (start, start + begin_of(person)) if index == 0 else None
            _add(
                outline,
                draft,
                [resolve(p.name) for p in (person, *companions)],
                (start + person.start, begin),
                (begin, stop),
                piece,
                lead,
            )
        return
    if _bracketed(outline, draft, (start, end), people, piece, resolve):
        return
    if _owner_behind(outline, draft, (start, end), people, piece, resolve):
        return
    given = _GIVEN_TO.search(folded, start, end)
    if given and _VERB.match(folded, given.end("who"), end):
        who = given.span("who")
        _add(outline, draft, [unit.slice(*who)], who, (given.end(), end), piece, None)
        return
    group = _GROUP.match(folded, start, end)
    if group and generic and not piece.within("solution") and _VERB.match(folded, group.end(), end):
        who = group.span("who")
        _add(outline, draft, [unit.slice(*who)], who, (group.end(), end), piece, None)
        return
    role = _ROLE_ONLY.search(folded, start, end)
    if (
        role
        and assigning
        and (role.start() - start < 12 or _ASSIGN.search(folded[start : role.start()]))
        and _VERB.match(folded, role.end(), end)
    ):
        who = role.span("role")
        _add(outline, draft, [resolve(unit.slice(*who))], who, (role.end(), end), piece, None)


def _with_given_names(outline: Outline, people: list[Person], start: int, end: int) -> list[Person]:
    """Adds "Giao Mẩy liên hệ …": given names that the unit has elsewhere, at the beginning of a clause."""
    flow = outline.unit.flow[start:end]
    added = [
        Person(m.start("name"), m.end("name"), m.group("name"), m.start("name"), None, False, "rule", 0.6)
        for m in _GIVEN.finditer(flow)
        if m.group("name") in outline.given_names
        and not any(p.start < m.end("name") and m.start("name") < p.end for p in people)
    ]
    return sorted([*people, *added], key=lambda p: p.start)


def _is_head(folded: str, person: Person, *, any_verb: bool) -> bool:
    """Does a clause give this person something to do (and not merely mention them)?"""
    begin = begin_of(person)
    before = folded[:begin]
    verb = _VERB.match(folded, person.end) or (any_verb and _SOME_VERB.match(folded, person.end))
    if _ASSIGN.search(before):
        return True
    if _WITH.search(before):
        return False
    if any_verb and not before.strip(" -+") and _DASH.match(folded, person.end):
        return True
    if not before.strip(" -+,(") or re.search(r"[,.;:]\s*(?:va\s*)?$", before):
        inside = before.count("(") > before.count(")")
        chained = re.match(r"\s*(?:,|va)\s*(?:d/?c|dong\s*chi)", folded[person.end :])
        return not inside and (bool(verb) or (bool(chained) and person.title_start is not None))
    return False


def _companions(people: list[Person], person: Person, folded: str) -> list[Person]:
    """ "đ/c A, đ/c B lập danh sách": B shares the task when only a comma or "và" stands between."""
    found: list[Person] = []
    cursor = person
    for following in people:
        if following.start <= cursor.end:
            continue
        begin = begin_of(following)
        if re.fullmatch(r"\s*(?:,|va)\s*", folded[cursor.end : begin]) and not _VERB.match(folded, cursor.end):
            found.append(following)
            cursor = following
        else:
            break
    return found


def _bracketed(
    outline: Outline, draft: Draft, clause: Span, people: list[Person], piece: Piece, resolve: Resolve
) -> bool:
    """ "Sơn lại hàng rào (đ/c Mơ - tổ trưởng, xong 20/9)": the owner stands in brackets behind the work."""
    unit = outline.unit
    start, end = clause
    for match in _BRACKETS.finditer(unit.flow, start, end):
        inside = [p for p in people if match.start("in") <= start + p.start < match.end("in")]
        role = _ROLE_ONLY.match(unit.folded_flow, match.start("in"), match.end("in"))
        if not inside and not role:
            continue
        lead = begin_of(inside[0]) + start if inside else match.start("in")
        if lead - match.start("in") > 14:
            continue
        if match.start() - start < 6:
            continue
        if inside:
            who = (start + inside[0].start, start + inside[0].end)
            name = resolve(inside[0].name)
        else:
            who = role.span("role") if role else clause
            name = resolve(unit.slice(*who))
        _add(outline, draft, [name], who, (start, match.start()), piece, None, extra=match.span("in"))
        return True
    return False


def _owner_behind(
    outline: Outline, draft: Draft, clause: Span, people: list[Person], piece: Piece, resolve: Resolve
) -> bool:
    """ "Vớt 800 m lục bình: đ/c A, trước 20/6" and "…, đ/c B chuẩn bị": the owner stands behind the work."""
    unit = outline.unit
    start, end = clause
    folded = unit.folded_flow
    for person in people:
        begin = start + begin_of(person)
        if person.title_start is None or begin - start < 8:
            continue
        before, after = folded[start:begin].rstrip(), folded[start + person.end : end]
        if before.endswith((":", "-", "–")) and re.match(r"\s*(?:\([^()]*\)\s*)?(?:[,.;]|$|[-–])", after):
            _add(outline, draft, [resolve(person.name)], (start + person.start, start + person.end),
                 (start, start + len(before) - 1), piece, None, extra=(start + person.end, end))  # fmt: skip
            return True
    return False


def _add(
    outline: Outline,
    draft: Draft,
    names: list[str],
    who: Span,
    what: Span,
    piece: Piece,
    lead: Span | None,
    extra: Span | None = None,
) -> None:
    unit = outline.unit
    held = draft.record.held.date or draft.record.issued.date
    begin, end = what
    role = re.compile(r"\s*(?:\((?P<in>[^()]{1,60})\)|[-–]\s*[^,;.]{2,25},)\s*").match(unit.flow, begin, end)
    if role and not extra and not (role.group("in") and deadline(role.group("in"), held)):
        begin = role.end()
    while begin < end and unit.text[begin] in " ,:;-–\n":
        begin += 1
    while end > begin and unit.text[end - 1] in " .,;:\n":
        end -= 1
    if lead and unit.slice(*lead).strip(" -+") and not _ASSIGN.fullmatch(unit.folded_flow[slice(*lead)].strip(" -+")):
        prefix = unit.slice(*lead).strip(" ,:-+")
    else:
        prefix = ""
    wording = unit.flow[begin:end]
    due = deadline(unit.flow[slice(*extra)], held) if extra else None
    due_at = extra[0] if extra else begin
    if due is None:
        due, due_at = deadline(wording, held), begin
    action_end = end
    if (
        due
        and due_at == begin
        and due.kind not in ("session", "period", "vague", "from")
        and end - (begin + due.end) <= 2
    ):
        action_end = begin + due.start
    action = re.sub(r"\s+(?:vào|trong|từ)$", "", unit.slice(begin, action_end).strip(" ,.;:-"))
    if len(action.split()) <= 3 and not prefix and who[0] > piece.start + 10:
        prefix = unit.slice(piece.label.body if piece.label else piece.start, who[0])
        prefix = re.sub(r"[\s,;:-]*(?:giao\s*)?(?:đ/c|đồng chí)?[\s,;:-]*$", "", prefix).strip(" -+")
    if prefix and _worth(prefix):
        action = f"{prefix}, {action}" if action else prefix
    if len(action) < 3:
        return
    parts: dict[str, Span] = {"assignee": who, "action": (begin, action_end)}
    inferred: dict[str, str] = {}
    if due:
        parts["deadline_text"] = (due_at + due.start, due_at + due.end)
        if due.value:
            parts["deadline"] = parts["deadline_text"]
            if due.inferred:
                inferred["deadline"] = "year taken from the date of the meeting"
    span = (min(who[0], begin), max(end, who[1], extra[1] if extra else 0))
    task = Task(
        assignee=", ".join(names),
        action=action,
        deadline=due.value if due else None,
        deadline_text=due.text if due else None,
    )
    if any(t.assignee == task.assignee and t.action == task.action for t in draft.record.tasks):
        return
    draft.append("/tasks", task, span, "task", parts, inferred)


def _worth(prefix: str) -> bool:
    """Is the wording before the owner part of the work ("SHCĐ quý I …, giao đ/c A viết dự thảo")?"""
    return len(prefix.split()) >= 2 and not re.fullmatch(
        r"(?i)(?:và\s*)?(?:giao|phân công|đề nghị|yêu cầu|cử)(?:\s*cho)?", prefix
    )
