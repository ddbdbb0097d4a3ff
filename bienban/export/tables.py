"""Entries to tables with one row a record, task, contribution, finding or cell. Columns have their declared types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from bienban.export.catalogue import CELLS, CONTRIBUTIONS, FINDINGS, MEETINGS, TASKS
from bienban.export.columns import Table
from bienban.export.source import Entry
from schemas import Assessment, CriterionStatus, Severity

__all__ = ["cells", "contributions", "findings", "framed", "meetings", "tasks"]

FULL_DATE = len("2026-03-03")


def framed(table: Table, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """``rows`` as a frame with exactly the columns and types of ``table``; what a row does not say is missing."""
    given = list(rows)
    return pd.DataFrame(
        {
            column.name: pd.Series([row.get(column.name) for row in given], dtype=column.dtype)
            for column in table.columns
        }
    )


def meetings(entries: Sequence[Entry]) -> pd.DataFrame:
    """One row a record."""
    return framed(MEETINGS, map(_meeting, entries))


def tasks(entries: Sequence[Entry]) -> pd.DataFrame:
    """One row a task."""
    return framed(TASKS, _rows(entries, lambda entry: entry.record.tasks, _task))


def contributions(entries: Sequence[Entry]) -> pd.DataFrame:
    """One row a contribution."""
    return framed(
        CONTRIBUTIONS,
        _rows(
            entries,
            lambda entry: entry.record.contributions,
            lambda entry, one: {
                "speaker": entry.person(one.speaker),
                "substantive": one.substantive,
                "syllables": len(one.text.split()),
            },
        ),
    )


def findings(entries: Sequence[Entry]) -> pd.DataFrame:
    """One row a finding."""
    return framed(
        FINDINGS,
        _rows(
            entries,
            lambda entry: entry.record.findings,
            lambda _, one: {
                "code": one.code,
                "severity": one.severity.value,
                "path": next((path for path in one.paths if path), None),
            },
        ),
    )


def cells(entries: Sequence[Entry]) -> pd.DataFrame:
    """One row a cell, with its names as the papers write them."""
    members: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.cell:
            members.setdefault(entry.cell, []).append(entry)
    return framed(
        CELLS,
        (
            {
                "cell": cell,
                "name": _usual(one.record.organisation.name for one in group),
                "parent": _usual(one.record.organisation.parent for one in group),
                "records": len(group),
            }
            for cell, group in sorted(members.items())
        ),
    )


def _meeting(entry: Entry) -> dict[str, Any]:
    record = entry.record
    judged = Counter(one.substantive for one in record.contributions)
    severities = Counter(one.severity for one in record.findings)
    return {
        **_place(entry),
        "document_type": record.document_type.value,
        "meeting_type": record.meeting_type.value if record.meeting_type else None,
        "held_on": record.held.date,
        "duration_minutes": record.held.duration_minutes,
        "topics": "|".join(record.topics) or None,
        "small_group": entry.is_small,
        **_people(entry),
        "contributions": len(record.contributions),
        "contributions_substantive": judged[True],
        "contributions_unclear": judged[None],
        "tasks": len(record.tasks),
        "tasks_with_deadline": sum(one.deadline is not None for one in record.tasks),
        "self_criticism": len(record.self_criticism),
        "self_criticism_specific": sum(one.specific is True for one in record.self_criticism),
        "criticism": len(record.criticism),
        "praise": len(record.praise),
        "decisions": len(record.decisions),
        "decisions_with_votes": sum(one.votes is not None and one.votes.for_ is not None for one in record.decisions),
        "previous_done": record.previous_resolution.done,
        "previous_total": record.previous_resolution.total,
        "findings": len(record.findings),
        "findings_error": severities[Severity.ERROR],
        "findings_warning": severities[Severity.WARNING],
        "pages": len(record.source.pages),
        "reading_grade": max((one.grade for one in record.reading if one.grade), default=None),
        **_assessed(entry.assessment),
    }


def _people(entry: Entry) -> dict[str, Any]:
    if entry.is_small:
        return {}
    stated = entry.record.attendance
    return {
        "members": stated.total,
        "required": stated.required,
        "present": stated.present,
        "absent": stated.absent,
        "attendance_rate": stated.rate,
    }


def _assessed(assessment: Assessment | None) -> dict[str, Any]:
    if assessment is None:
        return {}
    rubric = assessment.rubric
    low, high = assessment.total or (None, None)
    grade_low, grade_high = assessment.grade or (None, None)
    machine_low, machine_high = assessment.machine_total or (None, None)
    return {
        "rubric": rubric.id if rubric else None,
        "rubric_version": rubric.version if rubric else None,
        "assessment_low": low,
        "assessment_high": high,
        "criteria_human": sum(one.status is CriterionStatus.HUMAN for one in assessment.criteria),
        "assessment_machine_low": machine_low,
        "assessment_machine_high": machine_high,
        "assessment_max": assessment.max_total,
        "grade_low": grade_low,
        "grade_high": grade_high,
        **{f"level_{name}": level for name, level in assessment.profile.levels},
    }


def _task(entry: Entry, one: Any) -> dict[str, Any]:
    is_person = one.assignee in entry.persons
    return {
        "assignee_kind": "person" if is_person else "group" if one.assignee else "none",
        "assignee": entry.person(one.assignee) if is_person else None,
        "deadline": one.deadline,
        "days_given": _days(entry.record.held.date, one.deadline),
    }


def _rows(
    entries: Sequence[Entry],
    parts: Callable[[Entry], Sequence[Any]],
    row: Callable[[Entry, Any], dict[str, Any]],
) -> Iterable[dict[str, Any]]:
    for entry in entries:
        for position, part in enumerate(parts(entry), start=1):
            yield {**_place(entry), "position": position, **row(entry, part)}


def _place(entry: Entry) -> dict[str, Any]:
    return {"record": entry.key, "cell": entry.cell, "month": entry.month}


def _days(start: str | None, end: str | None) -> int | None:
    if not (start and end and len(start) == len(end) == FULL_DATE):
        return None
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:  # a date that no calendar has, as the paper says it
        return None


def _usual(names: Iterable[str | None]) -> str | None:
    found = Counter(name for name in names if name)
    return found.most_common(1)[0][0] if found else None
