"""Tasks in the rows of a table: "TT | Nhiệm vụ | Người chủ trì | Thời hạn", also without a header (domain notes, 9)."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.draft import Draft, Span
from nlp.fields.task_item import Resolve
from nlp.fold import fold
from nlp.outline import Outline
from nlp.tables import Table
from nlp.timegrammar import deadline
from nlp.unittext import Part
from schemas import Task

__all__ = ["read_task_rows", "read_tasks_table"]

COLUMNS = 3
_REGULARLY = re.compile(
    r"\W*(?:thuong\s*xuyen|hang\s*(?:ngay|tuan|thang|quy|nam)|trong\s*(?:thang|quy|nam)|ca\s*(?:thang|nam)|"
    r"ky\s*(?:hop\s*)?(?:sau|toi))"
)


def read_tasks_table(outline: Outline, draft: Draft, table: Table, resolve: Resolve) -> None:
    """Rows of a table "TT | Nhiệm vụ | Người chủ trì | Thời hạn"."""
    if table.column("ke hoach", "kh", "ty le", "ti le", "%", "so phieu") is not None:
        return  # figures against a plan, or a count of votes
    work = table.column("viec duoc giao", "nhiem vu", "noi dung cong viec", "noi dung", "cong viec", "viec")
    who = table.column(
        "nguoi chu tri",
        "nguoi lam",
        "ai lam",
        "nguoi thuc hien",
        "nguoi phu trach",
        "phu trach",
        "chu tri",
        "phan cong",
        "thuc hien",
        "dong chi",
        "don vi",
        "ho va ten",
        "ho ten",
        "nguoi",
        "dang vien",
        "can bo",
    )
    when = table.column(
        "thoi han",
        "thoi gian xong",
        "thoi gian",
        "han",
        "hoan thanh",
        "khi nao xong",
        "ngay xong",
        "xong truoc",
        "xong",
        "tien do",
    )
    if work is None or who is None:
        return
    for row in table.rows:
        if work in row:
            due = row.get(when) if when is not None else None
            _add(outline, draft, resolve, row[work], row.get(who), due, "task table")


def read_task_rows(outline: Outline, draft: Draft, resolve: Resolve) -> None:
    """Rows of three columns without a header under a heading for assignments: who, what, until when."""
    run: list[list[Part]] = []
    for index, block in enumerate(outline.blocks):
        parts = _columns(outline, index)
        if parts is not None:
            run.append(parts)
            continue
        below = [part for part in outline.unit.parts if block.start <= part.start < block.end]
        if run and len(below) == 1 and _under(below[0], run[-1]):
            run[-1] = [p if p is not _under(below[0], run[-1]) else _joined(p, below[0]) for p in run[-1]]
            continue
        _read_run(outline, draft, resolve, run)
        run = []
    _read_run(outline, draft, resolve, run)


def _columns(outline: Outline, index: int) -> list[Part] | None:
    """The three parts of a row in a part of the meeting that gives out work; a counter before them is left out."""
    block = outline.blocks[index]
    piece = next((p for p in outline.body_pieces if p.block == index), None)
    known = any(table.start <= block.start < table.end for table in outline.tables)
    if block.columns < COLUMNS or piece is None or known or not piece.within("assignment", "conclusion", "plan"):
        return None
    parts = [part for part in outline.unit.parts if block.start <= part.start < block.end]
    if outline.unit.slice(parts[0].start, parts[0].end).strip(" .)").isdigit():
        parts = parts[1:]
    return parts if len(parts) == COLUMNS else None


def _under(part: Part, row: list[Part]) -> Part | None:
    """The cell that a lone part below a row goes on with, by where it stands."""
    return next((p for p in row[1:] if min(p.box.x1, part.box.x1) > max(p.box.x0, part.box.x0)), None)


def _joined(cell: Part, below: Part) -> Part:
    return replace(cell, end=below.end) if cell.end <= below.start else cell


def _read_run(outline: Outline, draft: Draft, resolve: Resolve, run: list[list[Part]]) -> None:
    if len(run) < 2:
        return
    texts = [[outline.unit.slice(part.start, part.end) for part in row] for row in run]
    dated = [sum(_says_when(row[c], draft) for row in texts) for c in range(COLUMNS)]
    when = max(range(COLUMNS), key=lambda c: dated[c])
    if dated[when] * 2 < len(run):
        return
    rest = [c for c in range(COLUMNS) if c != when]
    who, work = sorted(rest, key=lambda c: sum(len(row[c]) for row in texts))
    if sum(row[who][:1].isupper() for row in texts) * 2 < len(run):
        return
    for row in run:
        spans = [(part.start, part.end) for part in row]
        _add(outline, draft, resolve, spans[work], spans[who], spans[when], "rows of tasks")


def _says_when(text: str, draft: Draft) -> bool:
    held = draft.record.held.date or draft.record.issued.date
    due = deadline(text, held) or deadline(f"ngày {text}", held)
    return due is not None or _REGULARLY.match(fold(text)) is not None


def _add(
    outline: Outline, draft: Draft, resolve: Resolve, action: Span, owner: Span | None, when: Span | None, producer: str
) -> None:
    unit = outline.unit
    held = draft.record.held.date or draft.record.issued.date
    wording = unit.slice(*when) if when else None
    due = (deadline(wording, held) or deadline(f"ngày {wording}", held)) if wording else None
    value = due.value if due else None
    name = re.sub(r"\s*\(.*$", "", unit.slice(*owner)) if owner else None
    people = outline.lexicon.people.find(name) if name else []
    if name and people and len(people) == 1 and len(people[0].name) >= len(name) - 6:
        name = resolve(people[0].name)
    parts: dict[str, Span] = {"action": action}
    if owner:
        parts["assignee"] = owner
    inferred: dict[str, str] = {}
    if when:
        parts["deadline_text"] = when
        if value:
            parts["deadline"] = when
        if due and due.inferred:
            inferred["deadline"] = "year taken from the date of the meeting"
    spans = [span for span in (action, owner, when) if span]
    task = Task(assignee=name, action=unit.slice(*action), deadline=value, deadline_text=wording)
    draft.append("/tasks", task, (min(s[0] for s in spans), max(s[1] for s in spans)), producer, parts, inferred)
