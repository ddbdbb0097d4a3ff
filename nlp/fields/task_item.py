"""One task into the record: what belongs to the work, whose it is, what is due."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.draft import Draft, Span
from nlp.fields import task_words as w
from nlp.fold import fold
from nlp.outline import Outline
from nlp.sections import Piece
from nlp.timegrammar import deadline
from schemas import Task

__all__ = ["Owner", "Reader", "Resolve", "add_task", "set_due"]

Resolve = Callable[[str], str]
_DUE_YEAR = "year taken from the date of the meeting"
_ROLE = re.compile(r"\s*(?:\((?P<in>[^()]{1,60})\)|[-–]\s*[^,;.:]{2,45}[,:]|,\s*[^,;.:]{2,45}:)\s*")
_HANDED_OVER = re.compile(
    r"(?i)[\s,;:–-]*(?:\bthì\s*)?(?:\b(?:giao|phân công|cử|do|đề nghị)(?:\s*nhiệm vụ)?(?:\s*cho)?)?"
    r"(?:\s*(?:các\s*)?(?:đ/c|đồng chí))?[\s,;:–-]*$"
)


@dataclass(slots=True)
class Owner:
    """Whose tasks are being listed: where they begin in the record, and where the last one ends on the page."""

    block: int
    first: int
    end: int
    named_only: tuple[list[str], Span] | None = None  # "Giao đ/c A:" on a row of its own


@dataclass(slots=True)
class Reader:
    """What reading tasks needs: the unit, the record, the linking of names, the date of the meeting."""

    outline: Outline
    draft: Draft
    resolve: Resolve
    held: str | None
    owner: Owner | None = None


def set_due(draft: Draft, index: int, due: tuple[str, str | None, bool], span: Span) -> None:
    """Give task ``index`` the deadline ``(wording, value, year inferred)`` that stands at ``span``."""
    text, value, inferred = due
    draft.amend(f"/tasks/{index}/deadline_text", text, span, "task")
    if value:
        draft.amend(f"/tasks/{index}/deadline", value, span, "task", _DUE_YEAR if inferred else None)


def add_task(
    reader: Reader,
    names: list[str],
    who: Span,
    what: Span,
    piece: Piece,
    lead: Span | None,
    extra: Span | None = None,
) -> bool:
    """Add the task of ``names`` (their wording at ``who``): the work at ``what``, and at ``lead`` what stands before
    the name; ``extra`` is where the deadline may stand besides. False when there is no work to do."""
    draft, unit, held = reader.draft, reader.outline.unit, reader.held
    begin, end = what
    role = _ROLE.match(unit.flow, begin, end)
    work = role is not None and role.group("in") is None and w.VERB.match(unit.folded_flow, role.start(), role.end())
    if role and not work and not extra and not (role.group("in") and deadline(role.group("in"), held)):
        begin = role.end()
    while begin < end and unit.text[begin] in " ,:;-–\n":
        begin += 1
    while end > begin and unit.text[end - 1] in " .,;:\n":
        end -= 1
    due = deadline(unit.flow[slice(*extra)], held) if extra else None
    due_at = extra[0] if extra else begin
    if due is None:
        due, due_at = deadline(unit.flow[begin:end], held), begin
    action_end = end
    if (
        due
        and due_at == begin
        and due.kind not in ("session", "period", "vague", "from")
        and end - (begin + due.end) <= 2
    ):
        action_end = begin + due.start
    action = re.sub(r"[\s,;]+(?:vào|trong|từ|gửi|và|là)$", "", unit.slice(begin, action_end).strip(" ,.;:-"))
    action_span = (begin, action_end)
    if len(action.split()) <= 3 and lead is None and not extra and who[0] > piece.start + 10:
        lead = (piece.label.body if piece.label else piece.start, who[0])
    prefix_span = _prefix(reader, lead)
    if prefix_span:
        prefix = unit.slice(*prefix_span).strip(" ,:-+")
        bare = not action or w.BARE_DUTY.fullmatch(fold(action)) is not None
        if due is None and (earlier := deadline(unit.flow[slice(*prefix_span)], held)) is not None:
            due, due_at = earlier, prefix_span[0]
            if bare and prefix_span[1] - (due_at + due.end) <= 2:
                prefix = unit.slice(prefix_span[0], due_at + due.start).strip(" ,:-+") or prefix
        action = prefix if bare else f"{prefix}, {action}"
        action_span = prefix_span if bare else (prefix_span[0], action_end)
    if len(action) < 3:
        return False
    parts: dict[str, Span] = {"assignee": who, "action": action_span}
    inferred: dict[str, str] = {}
    if due:
        parts["deadline_text"] = (due_at + due.start, due_at + due.end)
        if due.value:
            parts["deadline"] = parts["deadline_text"]
            if due.inferred:
                inferred["deadline"] = _DUE_YEAR
    task = Task(
        assignee=", ".join(names),
        action=action,
        deadline=due.value if due else None,
        deadline_text=due.text if due else None,
    )
    if any(t.assignee == task.assignee and t.action == task.action for t in draft.record.tasks):
        return True
    span = (min(who[0], action_span[0]), max(end, who[1], extra[1] if extra else 0))
    draft.append("/tasks", task, span, "task", parts, inferred)
    return True


def _prefix(reader: Reader, lead: Span | None) -> Span | None:
    """The part of the work that stands before its owner ("SHCĐ quý I …, giao đ/c A viết dự thảo"), if any."""
    if lead is None:
        return None
    unit = reader.outline.unit
    start, end = lead
    text = unit.flow[start:end]
    cut = _HANDED_OVER.search(text)
    if cut:
        end = start + cut.start()
    while start < end and unit.text[start] in " -+,:;\n":
        start += 1
    folded = unit.folded_flow[start : lead[1]].strip(" -+")
    if len(unit.flow[start:end].split()) < 2 or w.LEADS_ONLY.fullmatch(folded):
        return None
    return start, end
