"""Which records a person should look at first. Pure functions over records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas import DocumentType, PageState, Record, Severity

__all__ = ["State", "Summary", "state_of", "summarise", "worst_first", "worst_grade"]

UNREAD = frozenset({PageState.NEEDS_TRANSCRIPTION, PageState.FAILED})
DOUBTFUL_GRADES = frozenset({"C", "D"})  # PageQuality: A good to D unusable


class State(StrEnum):
    """What a record asks of a person, the most urgent first."""

    CONTRADICTION = "contradiction"  # what the paper says contradicts itself
    UNREADABLE = "unreadable"  # a page must be typed by a person, or the engine failed on it
    DOUBTFUL = "doubtful"  # a page was read with a poor grade
    NOTES = "notes"  # omissions and the like
    CLEAR = "clear"
    FOREIGN = "foreign"  # no cell document: nothing to review


@dataclass(frozen=True)
class Summary:
    """One row of the list."""

    record: Record
    state: State
    errors: int
    warnings: int
    grade: str | None


def worst_grade(record: Record) -> str | None:
    """The worst reading grade among the record's pages (A to D), None where no page has one."""
    return max((page.grade for page in record.reading if page.grade), default=None)


def state_of(record: Record) -> State:
    """The most urgent reason to look at ``record``."""
    severities = {finding.severity for finding in record.findings}
    if Severity.ERROR in severities:
        return State.CONTRADICTION
    if any(page.state in UNREAD for page in record.reading):
        return State.UNREADABLE
    if worst_grade(record) in DOUBTFUL_GRADES:
        return State.DOUBTFUL
    if record.document_type is DocumentType.OTHER:
        return State.FOREIGN
    return State.NOTES if severities else State.CLEAR


def summarise(record: Record) -> Summary:
    """The record with the figures that its place in the list depends on."""
    count = [finding.severity for finding in record.findings].count
    return Summary(
        record=record,
        state=state_of(record),
        errors=count(Severity.ERROR),
        warnings=count(Severity.WARNING),
        grade=worst_grade(record),
    )


def worst_first(records: Iterable[Record]) -> list[Summary]:
    """Rows by state, then by number of errors and warnings, then by reading grade; ties keep their order."""
    order = list(State)
    rows = [summarise(record) for record in records]
    rows.sort(key=lambda row: row.grade or "", reverse=True)
    rows.sort(key=lambda row: (order.index(row.state), -row.errors, -row.warnings))
    return rows
