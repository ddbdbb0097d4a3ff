"""A record tied to what the committee knows: its cell to the register, the persons it names to the roster.

What the page says stays in the evidence; the record takes the register's spelling, and ``inferred`` says so. Nothing is
chosen among several that fit, and what is not found stays as written: both are findings. No finding quotes a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from nlp.draft import Draft
from nlp.fold import fold, nfc
from nlp.outline import Outline
from nlp.people import Roster
from nlp.registers.cells import CellRegister
from nlp.registers.members import Member, MemberRoster
from nlp.registers.names import key_of, parent_key
from nlp.registers.spelling import nearest_member
from schemas import CellLink, Finding, Record, Severity

__all__ = ["date_of", "link_cell", "note_links", "resolver"]

FROM_REGISTER = "spelled as in the register of cells"
FROM_ROSTER = "linked to the roster of the cell"
FROM_DOCUMENT = "full name stands elsewhere in the document"


def date_of(record: Record) -> str | None:
    """The day, month or year that decides which cells and members there were."""
    return record.held.date or record.issued.date or (record.period[:4] if record.period else None)


def link_cell(draft: Draft, register: CellRegister | None) -> None:
    """Fill ``cell`` and take the register's spelling of a cell that was recognised."""
    organisation = draft.record.organisation
    if register is None or organisation.name is None:
        return
    found = register.find(organisation.name, organisation.parent, date_of(draft.record))
    if found.entry is None:
        state = "ambiguous" if found.ambiguous else "unlinked"
        codes = sorted(entry.code for entry in found.candidates)
        draft.record.cell = CellLink.model_validate({"state": state, "candidates": codes})
        return
    entry = found.entry
    draft.record.cell = CellLink(
        state="linked", code=entry.code, name=entry.name, parent=entry.parent, kind=entry.kind, way=found.way
    )
    draft.inferred["/cell"] = f"register of cells, recognised by /organisation/name ({found.way})"
    _respell(draft, "name", entry.full_name)
    if organisation.parent is not None and entry.parent is not None:
        same = key_of(organisation.parent).marked == key_of(entry.parent).marked
        if not same and parent_key(entry.parent):
            _respell(draft, "parent", entry.parent)


def _respell(draft: Draft, name: str, spelling: str) -> None:
    organisation = draft.record.organisation
    if getattr(organisation, name) == spelling:
        return
    setattr(organisation, name, spelling)
    pointer = f"/organisation/{name}"
    draft.inferred[pointer] = "; ".join(filter(None, (draft.inferred.get(pointer), FROM_REGISTER)))


def resolver(
    draft: Draft, outline: Outline, roster: MemberRoster | None
) -> tuple[Callable[[str], str], tuple[Member, ...]]:
    """How a name is said in full, and the members it may stand for.

    A short or misread name becomes the one full name of the document or of the cell's roster that fits; with none or
    several it stays as written.
    """
    members: tuple[Member, ...] = ()
    if roster is not None:
        organisation = draft.record.organisation
        code = draft.record.cell.code if draft.record.cell else None
        members = roster.of_cell(code, organisation.name, date_of(draft.record))
    known = Roster(member.name for member in members).with_persons(outline.persons)
    aliases = {fold(alias): member.name for member in members for alias in member.aliases}

    def resolve(name: str) -> str:
        full = aliases.get(fold(nfc(name))) or outline.short_forms.get(name) or known.resolve(name)
        return (nearest_member(full, members) if members else None) or full

    return resolve, members


def _persons(record: Record) -> Iterator[tuple[str, Any, str]]:
    """Every place of the record that holds a person who may be a member: pointer, holder, name of the field."""
    yield "/chair/name", record.chair, "name"
    yield "/secretary/name", record.secretary, "name"
    for path, items, names in (
        ("/attendance/absentees", record.attendance.absentees, ("name",)),
        ("/contributions", record.contributions, ("speaker",)),
        ("/self_criticism", record.self_criticism, ("person",)),
        ("/criticism", record.criticism, ("by", "of")),
        ("/praise", record.praise, ("person",)),
        ("/tasks", record.tasks, ("assignee",)),
    ):
        for index, item in enumerate(items):
            for name in names:
                yield f"{path}/{index}/{name}", item, name


def note_links(draft: Draft, members: Sequence[Member]) -> list[Finding]:
    """Say in ``inferred`` which names were completed or respelled, and from where; findings for those that fit no
    member or several."""
    names = {member.name for member in members}
    for pointer, holder, field in _persons(draft.record):
        value = getattr(holder, field)
        evidence = draft.evidence.get(pointer)
        if value is None or evidence is None or _stands_in(value, evidence.text):
            continue
        if value in names:
            draft.inferred.setdefault(pointer, FROM_ROSTER)
        elif not _stands_in(fold(value), fold(evidence.text)):
            draft.inferred.setdefault(pointer, FROM_DOCUMENT)
    return [*_cell_findings(draft.record), *(_name_findings(draft.record, members) if members else ())]


def _stands_in(value: str, wording: str) -> bool:
    return " ".join(value.lower().split()) in " ".join(nfc(wording).lower().split())


def _cell_findings(record: Record) -> Iterator[Finding]:
    link = record.cell
    if link is not None and link.state == "unlinked":
        message = "tên chi bộ không có trong danh sách chi bộ"
        yield Finding(code="cell-unlinked", severity=Severity.WARNING, message=message, paths=["/cell"])
    if link is not None and link.state == "ambiguous":
        message = f"tên chi bộ ứng với {len(link.candidates)} chi bộ trong danh sách: {', '.join(link.candidates)}"
        yield Finding(code="cell-ambiguous", severity=Severity.WARNING, message=message, paths=["/cell"])


def _name_findings(record: Record, members: Sequence[Member]) -> Iterator[Finding]:
    names = {member.name for member in members}
    keys = [fold(name).split() for name in names]
    several: list[str] = []
    nobody: list[str] = []
    for pointer, holder, field in _persons(record):
        value = getattr(holder, field)
        if value is None or value in names or (field == "assignee" and len(value.split()) > _LONGEST):
            continue
        words = fold(value).split()
        fitting = sum(key[-len(words) :] == words for key in keys) if words else 0
        if fitting > 1:
            several.append(pointer)
        elif field != "assignee" and not fitting:
            nobody.append(pointer)
    if several:
        message = f"{len(several)} chỗ ghi tên ngắn ứng với nhiều đảng viên trong danh sách"
        yield Finding(code="name-ambiguous", severity=Severity.INFO, message=message, paths=several)
    if nobody:
        message = f"{len(nobody)} chỗ ghi tên không có trong danh sách đảng viên"
        yield Finding(code="name-unlinked", severity=Severity.INFO, message=message, paths=nobody)


_LONGEST = 5  # syllables of a name; a longer assignee is a group ("các đồng chí đảng viên phụ trách tổ")
