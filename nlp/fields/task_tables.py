"""Tasks in the rows of a table: "TT | Nhiệm vụ | Người chủ trì | Thời hạn" (domain notes, section 9)."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.task_item import Resolve
from nlp.outline import Outline
from nlp.tables import Table
from nlp.timegrammar import deadline
from schemas import Task

__all__ = ["read_tasks_table"]


def read_tasks_table(outline: Outline, draft: Draft, table: Table, resolve: Resolve) -> None:
    """Rows of a table "TT | Nhiệm vụ | Người chủ trì | Thời hạn"."""
    unit = outline.unit
    held = draft.record.held.date or draft.record.issued.date
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
        action, owner = row.get(work), row.get(who)
        if action is None:
            continue
        wording = unit.slice(*row[when]) if when is not None and when in row else None
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
        if when is not None and when in row:
            parts["deadline_text"] = row[when]
            if value:
                parts["deadline"] = row[when]
            if due and due.inferred:
                inferred["deadline"] = "year taken from the date of the meeting"
        spans = [*row.values()]
        task = Task(assignee=name, action=unit.slice(*action), deadline=value, deadline_text=wording)
        draft.append(
            "/tasks", task, (min(s[0] for s in spans), max(s[1] for s in spans)), "task table", parts, inferred
        )
