"""Tasks: who does what by when (domain notes, section 9).

Four forms: "giao đ/c A làm …, xong ngày …"; "Đ/c A: việc thứ nhất; việc thứ hai; hạn …"; "việc … (đ/c A, xong 30/6)";
table rows. A task for nobody in particular ("các đồng chí đảng viên") keeps that wording. A plan without anybody named
is no task. What several tasks share ("tất cả xong trước …") is settled in ``task_deadlines``.
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields import task_words as w
from nlp.fields.task_bodies import Body, bodies_at, body_in_brackets
from nlp.fields.task_deadlines import share_deadlines
from nlp.fields.task_item import Owner, Reader, Resolve, add_task, set_due
from nlp.fold import fold
from nlp.outline import Outline
from nlp.people import Person
from nlp.sections import Piece
from nlp.sentences import clauses
from nlp.speech import begin_of
from nlp.timegrammar import deadline
from schemas import DocumentType

__all__ = ["Resolve", "read_tasks"]

PLACES = ("conclusion", "assignment")
_CHARGES = frozenset({"em", "chau", "hs"})  # said before the names of pupils and children
ELSEWHERE = ("work_review", "done", "not_done", "superior", "news", "discussion", "self_criticism", "criticism")


def read_tasks(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    """Fill ``tasks`` from running text and lists."""
    plan = draft.record.document_type in (DocumentType.RESOLUTION, DocumentType.REVIEW)
    reader = Reader(outline, draft, resolve, draft.record.held.date or draft.record.issued.date)
    folded = outline.unit.folded_flow
    for piece in outline.body_pieces:
        assigning = piece.within(*PLACES) and not piece.within(
            "vote", "self_score", "work_review", "discussion", "recipients", "closing"
        )
        planning = (piece.within("plan", "solution") or (plan and piece.section == "body")) and not piece.within(
            "discussion", "vote"
        )
        opened = piece.end > outline.opening[1]
        said = w.SAID.match(folded, piece.start) is not None or (
            opened and w.GIVEN_BY_CELL.search(folded[piece.start : piece.end]) is not None
        )
        said = said or (opened and _is_given(reader, piece))
        listed = piece.section in ("body", "vote") and (piece.level >= 3) and piece.start > outline.opening[0]
        if listed and not said:
            _listed(reader, piece)
            continue
        if not (assigning or planning or said) or outline.blocks[piece.block].columns > 1:
            continue
        if (not opened and not assigning) or piece.within(*ELSEWHERE):
            continue
        assigning = assigning or (planning and _names_owner(reader, piece))
        generic = assigning or draft.record.document_type is not DocumentType.MINUTES
        for clause in clauses(outline.unit, _begin(outline, piece), piece.end):
            _read(reader, clause, piece, assigning=assigning or said, generic=generic)
    share_deadlines(outline, draft, reader.held)


def _is_given(reader: Reader, piece: Piece) -> bool:
    """ "Đ/c A được giao …", "Đ/c A xin nhận việc …": the sentence itself says that it hands out work."""
    outline = reader.outline
    if piece.within("vote", "attendance", "opening", *ELSEWHERE):
        return False
    people = outline.lexicon.people.find(outline.unit.flow[piece.start : piece.end])
    if not people or begin_of(people[0]) > 3:
        return False
    folded = outline.unit.folded_flow[piece.start : piece.end]
    last = _companions(people, people[0], folded)
    return w.PASSIVE.match(folded, last[-1].end if last else people[0].end) is not None


def _names_owner(reader: Reader, piece: Piece) -> bool:
    """ "> A, B: bảng cảnh báo - 26/02" among what is planned: who, a colon, and until when."""
    text = reader.outline.unit.flow[piece.start : piece.end]
    people = reader.outline.lexicon.people.find(text)
    due = deadline(text, reader.held)
    listed = reader.outline.blocks[piece.block].marked
    if not people or begin_of(people[0]) > 3 or due is None or not listed or len(text.rstrip(" .;")) > due.end:
        return False
    folded = reader.outline.unit.folded_flow[piece.start : piece.end]
    last = _companions(people, people[0], folded)
    return re.match(r"\s*:(?!\d)", folded[last[-1].end if last else people[0].end :]) is not None


def _begin(outline: Outline, piece: Piece) -> int:
    """Behind the label, unless the label names the person ("Giao đồng chí A: …")."""
    if piece.label is None or piece.label.section != "assignment":
        return piece.label.body if piece.label else piece.start
    inside = outline.unit.flow[piece.label.end : piece.label.body]
    return piece.start if outline.lexicon.people.find(inside) else piece.label.body


def _listed(reader: Reader, piece: Piece) -> None:
    """An item "Đ/c A làm …, xong ngày …" outside any heading for tasks: only with a verb of work and a deadline."""
    text = reader.outline.unit.flow[piece.start : piece.end]
    people = reader.outline.lexicon.people.find(text)
    if not people or begin_of(people[0]) > 3 or ":" in text[:60]:
        return
    if people[0].title_start is None and not people[0].full:
        return
    due = deadline(text, reader.held)
    if due and due.value and due.value >= (reader.held or "")[: len(due.value)]:
        _clause(reader, (piece.start, piece.end), piece, assigning=False, generic=False)


def _read(reader: Reader, clause: Span, piece: Piece, *, assigning: bool, generic: bool) -> None:
    """One clause: a task of its own, or more work or the deadline of the one before."""
    tasks = reader.draft.record.tasks
    before = len(tasks)
    if reader.owner and reader.owner.named_only and piece.block != reader.owner.block:
        if _of_the_named(reader, clause, piece):
            return
        reader.owner = None
    _clause(reader, clause, piece, assigning=assigning, generic=generic)
    if len(tasks) > before:
        reader.owner = Owner(piece.block, before, clause[1])
    elif reader.owner and reader.owner.named_only is None and reader.owner.block == piece.block:
        _goes_on(reader, clause, assigning=assigning)
    elif assigning:
        reader.owner = _named_only(reader, clause, piece)


def _named_only(reader: Reader, clause: Span, piece: Piece) -> Owner | None:
    """ "1. Giao đồng chí A:" with the work in the items below."""
    start, end = clause
    folded = reader.outline.unit.folded_flow[start:end]
    people = reader.outline.lexicon.people.find(reader.outline.unit.flow[start:end])
    if not people or not folded.rstrip().endswith(":") or len(folded) > 110:
        return None
    person = people[0]
    before = folded[: begin_of(person)]
    if (before.strip(" -+") and not w.ASSIGN.search(before)) or w.OPINION_BEHIND.match(folded, people[-1].end):
        return None
    name = ", ".join(reader.resolve(p.name) for p in people)
    return Owner(piece.block, 0, end, ([name], (start + person.start, start + people[-1].end)))


def _of_the_named(reader: Reader, clause: Span, piece: Piece) -> bool:
    owner = reader.owner
    blocks = reader.outline.blocks
    if owner is None or owner.named_only is None or blocks[piece.block].level <= blocks[owner.block].level:
        return False
    names, who = owner.named_only
    return add_task(reader, names, who, clause, piece, None)


def _goes_on(reader: Reader, clause: Span, *, assigning: bool) -> None:
    """ "…; hướng dẫn làm hồ sơ; thời hạn 20/02": more work of the same owner, and what is due."""
    owner, draft, unit = reader.owner, reader.draft, reader.outline.unit
    if owner is None or clause[0] - owner.end > 4:
        return
    text, folded = unit.flow[slice(*clause)], unit.folded_flow[slice(*clause)]
    due = deadline(text, reader.held)
    indices = range(owner.first, len(draft.record.tasks))
    at = (clause[0] + due.start, clause[0] + due.end) if due else clause
    if due and w.ONLY_DUE.match(folded):
        for index in indices:
            if draft.record.tasks[index].deadline_text is None:
                set_due(draft, index, (due.text, due.value, due.inferred), at)
        owner.end = clause[1]
        return
    index = len(draft.record.tasks) - 1
    if not assigning or not w.VERB.match(folded) or w.NOT_A_TASK.search(folded):
        return
    span = draft.spans.get(f"/tasks/{index}/action")
    if span is None:
        return
    action = unit.slice(*clause).strip(" .,;:")
    if due:
        action = action[: due.start].strip(" .,;:-") if len(text) - due.end <= 2 else action
        if draft.record.tasks[index].deadline_text is None:
            set_due(draft, index, (due.text, due.value, due.inferred), at)
    draft.amend(f"/tasks/{index}/action", f"{draft.record.tasks[index].action}; {action}", (span[0], clause[1]), "task")
    owner.end = clause[1]


def _clause(reader: Reader, clause: Span, piece: Piece, *, assigning: bool, generic: bool) -> None:
    outline, resolve = reader.outline, reader.resolve
    unit = outline.unit
    start, end = clause
    while start < end and unit.text[start] in "-–+•* \n":
        start += 1
    folded = unit.folded_flow
    ordinal = w.ORDINAL.match(folded, start, end)
    start = ordinal.end() if ordinal else start
    given_out = w.ASSIGN.search(folded[start : start + 20]) or w.GIVEN_BY_CELL.search(
        folded[start : min(end, start + 80)]
    )
    if end - start < 8 or (w.NOT_A_TASK.search(folded[start:end]) and not given_out):
        return
    # Pupils and children are whom the work is about ("đến nhà em Quân, em Thủy"), never who does it.
    people = [p for p in outline.lexicon.people.find(unit.flow[start:end]) if fold(p.honorific or "") not in _CHARGES]
    if assigning:
        people = _with_given_names(outline, people, start, end)
    companions: dict[int, list[Person]] = {}
    heads: list[Person] = []
    taken: set[int] = set()
    for person in people:
        if person.start in taken:
            continue
        others = _companions(people, person, folded[start:end])
        if _is_head(folded[start:end], person, others[-1].end if others else person.end, any_verb=assigning):
            companions[person.start] = others
            taken.update(p.start for p in others)
            heads.append(person)
    for index, person in enumerate(heads):
        following = heads[index + 1] if index + 1 < len(heads) else None
        stop = start + begin_of(following) if following else end
        others = companions[person.start]
        begin = start + (others[-1].end if others else person.end)
        lead = (start if index == 0 else start + begin_of(person), start + begin_of(person))
        add_task(
            reader,
            [resolve(p.name) for p in (person, *others)],
            (start + person.start, begin),
            (begin, stop),
            piece,
            lead,
        )
    if heads or _bracketed(reader, (start, end), people, piece) or _owner_behind(reader, (start, end), people, piece):
        return
    given = w.GIVEN_TO.search(folded, start, end)
    if given and w.VERB.match(folded, given.end("who"), end):
        who = given.span("who")
        add_task(reader, [unit.slice(*who)], who, (given.end(), end), piece, None)
        return
    if generic and not piece.within("solution") and _groups(reader, (start, end), piece):
        return
    role = w.ROLE_ONLY.search(folded, start, end)
    if (
        role
        and assigning
        and (role.start() - start < 12 or w.ASSIGN.search(folded[start : role.start()]))
        and w.VERB.match(folded, role.end(), end)
    ):
        who = role.span("role")
        add_task(reader, [resolve(unit.slice(*who))], who, (role.end(), end), piece, None)


def _groups(reader: Reader, clause: Span, piece: Piece) -> bool:
    """ "Ban tự quản trực chốt, chi đoàn quét dọn": bodies and nobody in particular, parted at a comma."""
    folded = reader.outline.unit.folded_flow
    start, end = clause
    flow = reader.outline.unit.flow
    found: list[Body] = []
    at = start
    while at < end:
        body = bodies_at(flow, folded, at, end) or _everybody(folded, at, end)
        if body is not None:
            found.append(body)
        comma = re.compile(r",\s+(?:va\s+)?").search(folded, at, end)
        if comma is None or not found:
            break
        at = comma.end()
    for index, (who, work) in enumerate(found):
        stop = found[index + 1].who[0] if index + 1 < len(found) else end
        add_task(reader, [reader.outline.unit.slice(*who)], who, (work, stop), piece, None)
    return bool(found)


def _everybody(folded: str, at: int, end: int) -> Body | None:
    """Members in the plural or an office without a name, with its work ("các đảng viên đăng ký …")."""
    match = w.GROUP.match(folded, at, end)
    if match is None or not w.VERB.match(folded, match.end(), end):
        return None
    return Body(match.span("who"), match.end())


def _with_given_names(outline: Outline, people: list[Person], start: int, end: int) -> list[Person]:
    """Adds "Giao Mẩy liên hệ …": given names that the unit has elsewhere, at the beginning of a clause."""
    flow = outline.unit.flow[start:end]
    short = [(m.start("name"), m.end("name"), m.group("name")) for m in w.GIVEN.finditer(flow)]
    added = [(*spot, False) for spot in short if spot[2] in outline.given_names]
    for name in outline.short_forms:
        pattern = re.compile(rf"(?:^|[.;,:]\s*)(?P<name>{re.escape(name)})(?=\s+[a-zà-ỹđ])")
        added.extend((m.start("name"), m.end("name"), name, True) for m in pattern.finditer(flow))
    added.extend((m.start("name"), m.end("name"), m.group("name"), True) for m in w.NICKNAMED.finditer(flow))
    free = [
        Person(begin, stop, name, begin, None, full, "rule", 0.6)
        for begin, stop, name, full in added
        if not any(p.start < stop and begin < p.end for p in people)
    ]
    return sorted([*people, *free], key=lambda p: p.start)


def _is_head(folded: str, person: Person, after: int, *, any_verb: bool) -> bool:
    """Does a clause give this person (and companions, up to ``after``) something to do, and not merely mention them?"""
    before = folded[: begin_of(person)]
    if w.ASSIGN.search(before) or (w.BY.search(before) and w.RUNS.match(folded, after)):
        return True
    if w.WITH.search(before):
        return False
    if w.PASSIVE.match(folded, after) and (any_verb or not before.strip(" -+")):
        return True
    if any_verb and not before.strip(" -+"):
        if w.DASH.match(folded, after):
            return True
        colon = w.HEAD_COLON.match(folded, after)
        if colon and not w.OPINION_BEHIND.match(folded, colon.end()):
            return True
    if not before.strip(" -+,(") or re.search(r"[,.;:]\s*(?:va\s*)?$", before):
        inside = before.count("(") > before.count(")")
        return not inside and bool(w.VERB.match(folded, after) or (any_verb and w.SOME_VERB.match(folded, after)))
    return False


def _companions(people: list[Person], person: Person, folded: str) -> list[Person]:
    """ "đ/c A, đ/c B lập danh sách": B shares the task when only a comma or "và" stands between."""
    found: list[Person] = []
    cursor = person
    for following in people:
        if following.start <= cursor.end:
            continue
        begin = begin_of(following)
        if re.fullmatch(r"\s*(?:,|va)\s*", folded[cursor.end : begin]) and not w.VERB.match(folded, cursor.end):
            found.append(following)
            cursor = following
        else:
            break
    return found


def _bracketed(reader: Reader, clause: Span, people: list[Person], piece: Piece) -> bool:
    """ "Sơn lại hàng rào (đ/c Mơ - tổ trưởng, xong 20/9)": the owner stands in brackets behind the work."""
    unit, resolve = reader.outline.unit, reader.resolve
    start, end = clause
    for match in w.BRACKETS.finditer(unit.flow, start, end):
        inside = [p for p in people if match.start("in") <= start + p.start < match.end("in")]
        role = w.ROLE_ONLY.match(unit.folded_flow, match.start("in"), match.end("in"))
        body = None if inside or role else body_in_brackets(unit.flow, match.start("in"), match.end("in"))
        if not inside and not role and not body:
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
            who = role.span("role") if role else body or clause
            name = resolve(unit.slice(*who))
        add_task(reader, [name], who, (start, match.start()), piece, None, extra=match.span("in"))
        return True
    return False


def _owner_behind(reader: Reader, clause: Span, people: list[Person], piece: Piece) -> bool:
    """ "Vớt 800 m lục bình: đ/c A, trước 20/6" and "…, đ/c B chuẩn bị": the owner stands behind the work."""
    unit, resolve = reader.outline.unit, reader.resolve
    start, end = clause
    folded = unit.folded_flow
    for person in people:
        begin = start + begin_of(person)
        before, after = folded[start:begin].rstrip(), folded[start + person.end : end]
        untitled = person.title_start is None
        if begin - start < 8 or (untitled and (not before.endswith(":") or w.SIGNS.match(before))):
            continue
        if before.endswith((":", "-", "–")) and re.match(r"\s*(?:\([^()]*\)\s*)?(?:[,.;]|$|[-–])", after):
            add_task(reader, [resolve(person.name)], (start + person.start, start + person.end),
                 (start, start + len(before) - 1), piece, None, extra=(start + person.end, end))  # fmt: skip
            return True
    return False
