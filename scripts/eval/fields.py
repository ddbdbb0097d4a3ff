"""Which values of a record are scored, and how each is compared."""

from __future__ import annotations

from typing import Any

from scripts.eval.compare import Same, exact, grade, name, percent, rate, text

__all__ = ["LISTS", "SCALARS", "pointer", "value_at"]

_EXACT = (
    "document_type meeting_type number issued.date period held.date held.start held.end held.duration_minutes "
    "attendance.total attendance.official attendance.probationary attendance.exempt attendance.required "
    "attendance.present attendance.present_official attendance.present_probationary attendance.absent "
    "attendance.absent_excused attendance.absent_unexcused preparation.committee_met_on "
    "preparation.documents_posted_on preparation.draft_resolution dues.paid dues.payable dues.amount_vnd "
    "previous_resolution.period previous_resolution.done previous_resolution.total "
    "self_assessment.score self_assessment.max closing.read_back"
)
_TEXT = "title organisation.name organisation.parent issued.place held.place chair.role secretary.role theme"

SCALARS: dict[str, Same] = {
    **dict.fromkeys(_EXACT.split(), exact),
    **dict.fromkeys(_TEXT.split(), text),
    "chair.name": name,
    "secretary.name": name,
    "attendance.rate": rate,
    "self_assessment.grade": grade,
}

# list -> (fields that make an item right, fields compared on items that were paired); "" is the item itself
LISTS: dict[str, tuple[dict[str, Same], dict[str, Same]]] = {
    "superiors": ({"name": name}, {"role": text}),
    "attendance.absentees": ({"name": name}, {"reason": text, "excused": exact}),
    "topics": ({"": exact}, {}),
    "contributions": ({"speaker": name, "text": text}, {"role": text, "substantive": exact}),
    "self_criticism": (
        {"person": name, "text": text},
        {"specific": exact, "cause": text, "remedy": text, "deadline": exact},
    ),
    "criticism": ({"by": name, "of": name, "text": text}, {"specific": exact}),
    "praise": ({"person": name, "text": text}, {}),
    **{
        f"assessment_of_work.{part}": ({"": text}, {})
        for part in ("done", "not_done", "causes_objective", "causes_subjective", "solutions")
    },
    "decisions": ({"text": text}, {f"votes.{part}": exact for part in ("for", "against", "abstain", "base")}),
    "tasks": ({"assignee": name, "action": text}, {"deadline": exact, "deadline_text": text}),
    "targets": ({"indicator": text}, {"planned": exact, "actual": exact, "unit": text, "percent": percent}),
    "closing.signed": ({"": name}, {}),
}


def value_at(record: Any, path: str) -> Any:
    """The value at a dotted path, None where there is none; "" is the record itself."""
    for key in path.split(".") if path else ():
        if not isinstance(record, dict):
            return None
        record = record.get(key)
    return record


def pointer(path: str) -> str:
    """The JSON pointer of a dotted path."""
    return "/" + path.replace(".", "/") if path else ""
