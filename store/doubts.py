"""How sure each value of a record is, and which values a record of its kind must have. Pure functions.

Confidence of recognition is a calibrated probability; a value below ``SURE`` is worth a look. A rule that fails on a
value outranks its confidence, and a person's answer outranks both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemas import DocumentType, Evidence, MeetingType, Record, Severity
from store.corrections import HUMAN

__all__ = ["SURE", "Certainty", "FieldState", "certainty", "covered", "failed_pointers", "required_of"]

SURE = 0.9
MISSING = 0.25  # a required value that is not there: more urgent than a doubtful reading, less than a contradiction
INFERRED = 0.8  # follows from another value or a heading

_COMMON = ("/document_type", "/organisation/name")
_MEETING = (
    "/meeting_type",
    "/held/date",
    "/held/start",
    "/held/end",
    "/chair/name",
    "/secretary/name",
    "/attendance/total",
    "/attendance/present",
    "/attendance/absent",
)
_REQUIRED = {
    DocumentType.MINUTES: (*_COMMON, *_MEETING),
    DocumentType.RESOLUTION: (*_COMMON, "/number", "/issued/date"),
    DocumentType.REVIEW: (*_COMMON, "/period"),
    DocumentType.OTHER: ("/document_type",),
}


class FieldState(StrEnum):
    """What is known about a value, the most urgent first."""

    FAILED = "failed"  # a rule on it fails
    UNREVIEWED = "unreviewed"  # read with doubt, inferred, or missing where it is required
    SURE = "sure"
    CONFIRMED = "confirmed"  # a person has answered for it


@dataclass(frozen=True)
class Certainty:
    """The state of one value, and how sure it is (0 to 1; 1 for a person's answer)."""

    state: FieldState
    degree: float


def required_of(record: Record) -> tuple[str, ...]:
    """Pointers of the values that a record of this kind must have, in the order in which a paper states them."""
    found = _REQUIRED[record.document_type]
    if record.meeting_type is MeetingType.COMMITTEE:  # the committee does not count the members of the cell
        return tuple(pointer for pointer in found if not pointer.startswith("/attendance/"))
    return found


def failed_pointers(record: Record) -> frozenset[str]:
    """Pointers that a finding of severity ``error`` names."""
    return frozenset(path for one in record.findings if one.severity is Severity.ERROR for path in one.paths)


def covered(pointer: str, pointers: Collection[str]) -> bool:
    """Whether ``pointer`` or one above it is among ``pointers``."""
    while pointer:
        if pointer in pointers:
            return True
        pointer = pointer.rpartition("/")[0]
    return False


def certainty(
    record: Record, pointer: str, value: Any, *, answered: Collection[str], failed: Collection[str], required: bool
) -> Certainty:
    """How sure the value at ``pointer`` is. ``answered``: pointers that a person has answered for."""
    if covered(pointer, answered):
        return Certainty(FieldState.CONFIRMED, 1.0)
    if covered(pointer, failed):
        return Certainty(FieldState.FAILED, 0.0)
    if value is None or value == []:
        return Certainty(FieldState.UNREVIEWED, MISSING) if required else Certainty(FieldState.SURE, 1.0)
    if record.inferred.get(pointer) == HUMAN:
        return Certainty(FieldState.CONFIRMED, 1.0)
    if pointer in record.inferred:
        return Certainty(FieldState.UNREVIEWED if required else FieldState.SURE, INFERRED)
    evidence = _evidence(record, pointer)
    if evidence is None:
        return Certainty(FieldState.UNREVIEWED, 0.5)
    degree = evidence.confidence if evidence.confidence is not None else (1.0 if evidence.kind != "ocr" else 0.5)
    return Certainty(FieldState.SURE if degree >= SURE else FieldState.UNREVIEWED, degree)


def worst_of(found: Iterable[Certainty]) -> float:
    """The least degree; 1 where there is none."""
    return min((one.degree for one in found), default=1.0)


def _evidence(record: Record, pointer: str) -> Evidence | None:
    while pointer:
        if pointer in record.evidence:
            return record.evidence[pointer]
        pointer = pointer.rpartition("/")[0]
    return None
