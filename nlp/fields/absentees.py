"""Who was absent, why, and whether excused: from running text, lists and ticked tables."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.absent_names import Group, bare_names, group_of, groups
from nlp.fields.absent_told import WITH_LEAVE, WITHOUT_LEAVE
from nlp.fold import fold
from nlp.outline import Outline
from nlp.speech import begin_of
from nlp.tables import Table
from nlp.unittext import UnitText
from schemas import Absentee

__all__ = ["read_absentees", "read_absentees_table", "roll_call"]

_NAMES = ("ho va ten", "ho ten", "ho ten dang vien", "ten dang vien", "dang vien", "ten")
_NAME = re.compile(r"[^\W\d_]{2}")
_ABSENT_TITLE = re.compile(r"^vang\b|^(?:co|khong)\s*phep\b|^kp$")
_ALL_EXCUSED = re.compile(r"\b(?:deu|tat\s*ca|ca\s*\w+)\s*(?:deu\s*)?(?:co\s*(?:ly\s*do|phep|xin\s*phep)|xin\s*phep)")
_FAULT_CELL = re.compile(
    r"ly\s*do|phep|\bom\b|\bbenh\b|cong\s*tac|\b(?:nam|di|benh)\s*vien|\bban\s+(?:viec|"
    r"gia|con)|\bnghi\s|\btruc\s|\bdi\s"
)
_CLAUSE_EXCUSED = re.compile(r"^[^.;(]{0,30}?(?<!khong )(?:deu\s*)?co\s*(?:ly\s*do|phep)\b\s*:?\s*\d{0,2}")
_END = re.compile(
    r"[.](?=\s|$)|\n(?=\s*(?:[-–+*]?\s*(?:chu\s*(?:tri|toa)|thu\s*ky|dai\s*bieu|"
    r"cap\s*tren|du\b|noi\s*dung|khach|mien)|\d+[.)/]|[ivx]+[-.]))"
)
# One more absentee on a line of a list, and nobody with an office of the meeting.
_ITEM = re.compile(
    r"\s*\n\s*[-–+*•]\s*(?:d/c|dong\s*chi)\b(?![^\n]*\b(?:chu\s*(?:tri|toa)|thu\s*ky|ghi\s*(?:bien|bb)))"
)
_UNNAMED = re.compile(r"(?<!\d)(\d{1,2})\s*(?:d/?c|dong\s*chi|dang\s*vien)?\s*(?=[^\W\d_])([^,;)\d]{3,50})")
_LEAD = re.compile(
    r"^[\s\-–:,(]*(?:\(\s*)?(?:(?:vang\s*)?(?:vi|do|ly\s*do)\s*:?\s*|co\s*(?:ly\s*do|phep)\s*(?::\s*|la\s+))?"
)
_ABSENT_WITHOUT = re.compile(
    r"\s*(?:da\s*)?vang\s*(?:mat\s*|hop\s*|sinh\s*hoat\s*)?(?P<why>kld|kp|khong\s*(?:co\s*)?(?:ly\s*do|phep))"
)


def read_absentees(outline: Outline, draft: Draft, absent: Span, end: int) -> None:
    """Absentees named behind "vắng …"; with figures but no names, unnamed ones with their reasons."""
    unit = outline.unit
    stop = _clause_end(unit, absent[0], end, draft.record.attendance.absent)
    start = absent[1]
    headings = groups(unit, absent[0], stop)
    people = [p for p in outline.lexicon.people.find(unit.flow[start:stop]) if start + p.start < stop]
    ends = [start + person.end for person in people]
    # "đ/c A (có lý do: ốm)" tells of A alone and heads no names.
    headings = [h for h in headings if not any(unit.flow[e : h.start].strip() == "(" for e in ends if e < h.start)]
    clause_excused = bool(_CLAUSE_EXCUSED.match(unit.folded_flow[start:stop]))
    for index, person in enumerate(people):
        after = start + person.end
        limit = stop
        if index + 1 < len(people):
            following = people[index + 1]
            limit = start + begin_of(following)
        limit = min([limit, *(heading.start for heading in headings if heading.start >= after)])
        reason = _reason_span(unit, after, limit)
        wording = unit.folded_flow[after:limit]
        excused: bool | None = None
        if WITHOUT_LEAVE.search(_cut(wording)):
            excused = False
        elif WITH_LEAVE.search(_cut(wording)) or clause_excused:
            excused = True
        heading = group_of(headings, start + person.start)
        if excused is None and heading is not None:
            excused = heading.excused
        text = unit.slice(*reason).strip(" -–:,;.()") if reason else None
        name_span = (start + person.start, start + person.end)
        parts: dict[str, Span] = {"name": name_span}
        if text and reason:
            parts["reason"] = reason
        if excused is not None:
            spelled = text and reason and not clause_excused and heading is None
            parts["excused"] = reason if spelled and reason else heading[:2] if heading else (absent[0], limit)
        item = Absentee(name=person.name, reason=text or None, excused=excused)
        draft.append(
            "/attendance/absentees",
            item,
            (name_span[0], max(name_span[1], reason[1] if reason else 0)),
            "absentee",
            parts,
        )
    _share_reasons(draft)
    if _ALL_EXCUSED.search(unit.folded_flow[start:stop]):
        for index, item in enumerate(draft.record.attendance.absentees):
            if item.excused is None:
                item.excused = True
                evidence = unit.evidence(start, stop, "absentee")
                if evidence:
                    draft.evidence[f"/attendance/absentees/{index}/excused"] = evidence
    if not people and (draft.record.attendance.absent or _missing(draft)):
        _without_titles(unit, draft, (start, stop), headings)
    if not draft.record.attendance.absentees and draft.record.attendance.absent:
        _named_elsewhere(outline, draft)
    if not draft.record.attendance.absentees and draft.record.attendance.absent:
        _unnamed(
            outline,
            draft,
            start,
            stop,
            clause_excused=clause_excused or bool(WITH_LEAVE.search(unit.folded_flow[start:stop])),
        )


def _missing(draft: Draft) -> int:
    """How many of those required, or of all, were not there; 0 where that cannot be told."""
    attendance = draft.record.attendance
    base = attendance.required or attendance.total
    return max(0, base - attendance.present) if base and attendance.present is not None else 0


def _without_titles(unit: UnitText, draft: Draft, clause: Span, headings: list[Group]) -> None:
    """ "vắng 2: An (P), Bún (KLD)", "vắng 2 P: Lài, Nghĩa": as many given names as were counted absent."""
    for name, reason in bare_names(unit, *clause, draft.record.attendance.absent or _missing(draft)):
        wording = unit.folded_flow[slice(*reason)] if reason else ""
        heading = group_of(headings, name[0])
        excused = False if WITHOUT_LEAVE.search(wording) else True if WITH_LEAVE.search(wording) else None
        source = reason
        if excused is None and heading is not None:
            excused, source = heading.excused, (heading.start, heading.end)
        parts: dict[str, Span] = {"name": name}
        if reason:
            parts["reason"] = reason
        if excused is not None and source:
            parts["excused"] = source
        text = unit.slice(*reason).strip(" -–:,;.") if reason else None
        item = Absentee(name=unit.slice(*name), reason=text or None, excused=excused)
        draft.append("/attendance/absentees", item, (name[0], reason[1] if reason else name[1]), "absentee", parts)


def _share_reasons(draft: Draft) -> None:
    """ "hai đồng chí A và B không báo cáo lý do": the reason behind the last name holds for those joined to it."""
    items = draft.record.attendance.absentees
    for index in range(len(items) - 2, -1, -1):
        mine, following = (
            draft.spans.get(f"/attendance/absentees/{index}"),
            draft.spans.get(f"/attendance/absentees/{index + 1}"),
        )
        if mine is None or following is None or items[index].reason is not None:
            continue
        between = draft.unit.folded_flow[mine[1] : following[0]]
        if re.fullmatch(r"\s*(?:,|va)\s*(?:d/c|dong\s*chi)?\s*", between):
            items[index].reason, items[index].excused = items[index + 1].reason, items[index + 1].excused
            for name in ("reason", "excused"):
                source = draft.evidence.get(f"/attendance/absentees/{index + 1}/{name}")
                if source:
                    draft.evidence[f"/attendance/absentees/{index}/{name}"] = source


def _named_elsewhere(outline: Outline, draft: Draft) -> None:
    """ "vắng 1 KLD … Nhắc nhở đ/c X vắng KLD": the name stands further down, with the same fault."""
    unit = outline.unit
    for person in outline.persons:
        match = _ABSENT_WITHOUT.match(unit.folded_flow, person.end)
        if match and len(draft.record.attendance.absentees) < (draft.record.attendance.absent or 0):
            item = Absentee(name=person.name, reason=unit.slice(*match.span("why")), excused=False)
            parts = {"name": (person.start, person.end), "reason": match.span("why"), "excused": match.span("why")}
            draft.append(
                "/attendance/absentees", item, (person.start, match.end()), "absentee named further down", parts
            )


def _cut(wording: str) -> str:
    """Without a total for the whole meeting behind the last name ("…); không lý do: 0")."""
    return re.split(r"\)\s*[;.]|;\s*khong\s*ly\s*do\s*:", wording)[0]


def _clause_end(unit: UnitText, start: int, end: int, count: int | None) -> int:
    """The absentees' clause ends at a sentence end outside brackets, or where another line of the opening begins.

    A list goes on over the full stops of its items until as many are named as were counted (``count``).
    """
    depth_from = start
    table = next((p.start for p in unit.parts if p.start > start and p.column == 1), end)
    end = min(end, unit.text.rfind("\n", 0, table) if table < end else end)
    for match in _END.finditer(unit.folded, start, min(end, start + 700)):
        inside = unit.text[depth_from : match.start()]
        if inside.count("(") > inside.count(")"):
            continue
        text = unit.folded[max(0, match.start() - 5) : match.start()]
        if match.group() == "." and re.search(r"(?:\bd/c|\bdc)$", text):
            continue
        following = unit.folded_flow[match.end() : match.end() + 30]
        if re.match(
            r"\s*(?:[-+]\s*)?(?:co\s*ly\s*do|khong\s*ly\s*do|trong\s*do|cu\s*the|gom|(?:ho\s*(?:va\s*)?)?ten|danh\s*sach|"
            r"vang\s*(?:co|khong)\s*(?:ly\s*do|phep|xin\s*phep))\b",
            following,
        ):
            continue
        told = re.sub(r"\d\s*(?:d/c|dong\s*chi)", "", unit.folded_flow[start : match.start()])
        named = len(re.findall(r"\b(?:d/c|dong\s*chi)\s", told))
        if match.group() == "." and count and named < count and _ITEM.match(unit.folded, match.end()):
            continue
        return match.start()
    return min(end, start + 700)


def _reason_span(unit: UnitText, start: int, limit: int) -> Span | None:
    text = unit.folded_flow[start:limit]
    lead = _LEAD.match(text)
    begin = start + (lead.end() if lead else 0)
    depth = 1 if "(" in text[: lead.end() if lead else 0] else 0
    end = limit
    for offset in range(begin, limit):
        character = unit.text[offset]
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth <= 0:
                end = offset
                break
        elif character in ";." and depth <= 0 and not unit.text[offset - 1 : offset].isdigit():
            end = offset
            break
    while end > begin and unit.text[end - 1] in " ,;-–\n+":
        end -= 1
    wording = unit.folded_flow[begin:end]
    wording = re.sub(r"\s*(?:va|,)\s*$|\s*\((?:co|khong)\s*(?:ly\s*do|phep)[^)]*$", "", wording)
    end = begin + len(wording)
    return (begin, end) if end - begin > 1 else None


def _unnamed(outline: Outline, draft: Draft, start: int, stop: int, *, clause_excused: bool) -> None:
    unit = outline.unit
    brackets = re.search(r"\(([^)]*)\)", unit.flow[start:stop])
    if not brackets:
        return
    base = start + brackets.start(1)
    found = [
        (int(m.group(1)), (base + m.start(2), base + m.end(2))) for m in _UNNAMED.finditer(fold(brackets.group(1)))
    ]
    found = [
        (n, s)
        for n, s in found
        if not re.match(
            r"\s*(?:chinh\s*thuc|du\s*bi|ct\b|db\b|(?:co|khong)\s*(?:ly\s*do|phep))", unit.folded_flow[slice(*s)]
        )
    ]
    if not found or sum(n for n, _ in found) != draft.record.attendance.absent:
        return
    for count, span in found:
        for _ in range(count):
            reason = unit.slice(*span).strip(" ,;.")
            item = Absentee(name=None, reason=reason, excused=True if clause_excused else None)
            draft.append(
                "/attendance/absentees",
                item,
                span,
                "absentee",
                {"reason": span, "excused": span} if clause_excused else {"reason": span},
            )


def read_absentees_table(draft: Draft, table: Table, unit: UnitText) -> None:
    """Rows of a roll call whose tick stands under "Vắng" (or whose present column is empty and a reason is given).

    Columns of their own for "có phép" and "không phép" say what the absence was.
    """
    name = table.column(*_NAMES)
    absent = {c: _sense(title) for c, title in enumerate(table.titles) if _ABSENT_TITLE.search(title)}
    present = table.column("co mat", "du", "diem danh")
    reason = table.column("ly do", "ghi chu")
    absent.pop(-1 if reason is None else reason, None)
    if name is None or (not absent and present is None):
        return
    for row in table.rows:
        who = row.get(name)
        ticked = [c for c in absent if c in row]
        ticked_present = present is not None and present in row
        cell = row.get(reason) if reason is not None else None
        if cell is None:
            others = (name, 0, *absent)
            cell = next(
                (c for i, c in row.items() if i not in others and _FAULT_CELL.search(unit.folded_flow[slice(*c)])),
                None,
            )
            ticked_present = ticked_present and cell is None
        if who is None or (not ticked and (ticked_present or cell is None)) or not _NAME.search(unit.slice(*who)):
            continue
        if not ticked and not absent and ticked_present:
            continue
        wording = unit.slice(*cell) if cell else None
        folded = fold(wording or "")
        excused = False if WITHOUT_LEAVE.search(folded) else (True if WITH_LEAVE.search(folded) or wording else None)
        column = next((c for c in ticked if absent[c] is not None), None)
        sense = row[column] if column is not None else cell
        if column is not None:
            excused = absent[column]
        known = [a for a in draft.record.attendance.absentees if a.name and fold(a.name) == fold(unit.slice(*who))]
        if known:
            continue
        parts: dict[str, Span] = {"name": who}
        if cell:
            parts["reason"] = cell
        if sense:
            parts["excused"] = sense
        spans = [who, *parts.values()]
        draft.append(
            "/attendance/absentees",
            Absentee(name=unit.slice(*who), reason=wording, excused=excused),
            (min(s[0] for s in spans), max(s[1] for s in spans)),
            "roll call table",
            parts,
        )


def roll_call(table: Table) -> tuple[int, int] | None:
    """How many rows of a roll call are ticked as present and as absent; None where some are neither, or both."""
    name, present = table.column(*_NAMES), table.column("co mat")
    absent = [c for c, title in enumerate(table.titles) if _ABSENT_TITLE.search(title)]
    if name is None or present is None:
        return None
    rows = [row for row in table.rows if name in row and 0 in row]
    there, away = [present in row for row in rows], [any(c in row for c in absent) for row in rows]
    if not rows or any(a == b for a, b in zip(there, away, strict=True)):
        return None
    return sum(there), sum(away)


def _sense(title: str) -> bool | None:
    """Whether a column of absences is one of excused ones; None where it does not say."""
    if WITHOUT_LEAVE.search(title):
        return False
    return True if WITH_LEAVE.search(title) else None
