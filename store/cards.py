"""The card of each record (what queue and plots show) and its searchable text, kept in step with the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, defer

from schemas import PageState, Record, Severity
from store.adding import add, table
from store.corrections import Correction, differences, standing, with_corrections
from store.doubts import FieldState, certainty, covered, failed_pointers, required_of, worst_of
from store.folding import folded
from store.packing import record_columns
from store.reading import current
from store.review_tables import CardRow, ReviewRow, SearchRow
from store.tables import RecordRow

__all__ = ["STATES", "card_of", "catch_up", "draw", "refresh", "searchable", "set_current"]

STATES = ("new", "needs_review", "needs_transcription", "approved", "aside")
UNREAD = frozenset({PageState.NEEDS_TRANSCRIPTION, PageState.FAILED})
_REVIEWS = table(ReviewRow)
_STEP = 200  # records put on cards at once


def card_of(
    record: Record,
    corrections: Sequence[Correction],
    act: tuple[str, str] | None,
    digest: str,
    columns: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The columns of a card that follow from the record as people see it.

    ``record``: the machine's; ``act``: the last act on the whole record as (action, digest it was done on);
    ``digest``: that of the record now; ``columns``: of ``record``, by ``record_columns``, where they are at hand.
    """
    shown = with_corrections(record, corrections)
    answered = {one.pointer for one in standing(corrections)}
    changed = {one.pointer for one in differences(record, corrections) if one.person != one.machine} if answered else ()
    findings = [one for one in shown.findings if not any(covered(path, changed) for path in one.paths)]
    if len(findings) < len(shown.findings):
        shown = shown.model_copy(update={"findings": findings})
    failed = failed_pointers(shown)
    sure = [
        certainty(shown, pointer, _stated(shown, pointer), answered=answered, failed=failed, required=True)
        for pointer in required_of(shown)
    ]
    count = [one.severity for one in findings].count
    doubts = sum(one.state in (FieldState.UNREVIEWED, FieldState.FAILED) for one in sure)
    if columns is None or shown is not record:
        columns = record_columns(shown)
    held = shown.held.date or ""
    period = shown.period or ""
    month = held[:7] if len(held) >= 7 else period[:7] if len(period) == 7 and "Q" not in period else None
    errors = count(Severity.ERROR)
    return {
        "state": _state(shown, doubts + errors > 0 or bool(answered), act, digest),
        "worst": 0.0 if errors else worst_of(sure),
        "doubts": doubts,
        "errors": errors,
        "warnings": count(Severity.WARNING),
        "grade": max((page.grade for page in shown.reading if page.grade), default=None),
        "month": month,
        "file_name": PurePath(shown.source.path).name,
        "rate": columns["attendance_rate"],
        "substantive": sum(bool(one.substantive) for one in shown.contributions),
        **{
            name: columns[name]
            for name in (
                "first_page",
                "last_page",
                "document_type",
                "meeting_type",
                "cell",
                "organisation",
                "number",
                "held_on",
                "members",
                "present",
                "contributions",
                "self_criticisms",
            )
        },
    }


def _stated(shown: Record, pointer: str) -> Any:
    """What stands in a field that a record must have: such fields are never inside a list."""
    value: Any = shown
    for name in pointer[1:].split("/"):
        value = getattr(value, name)
    return value


def _state(shown: Record, touched: bool, act: tuple[str, str] | None, digest: str) -> str:
    action, approved = act or ("", "")
    if action == "put_aside":
        return "aside"
    if action == "approve" and approved == digest:
        return "approved"
    if any(page.state in UNREAD for page in shown.reading):
        return "needs_transcription"
    return "needs_review" if touched or act else "new"


def searchable(record: Record, corrections: Sequence[Correction]) -> str:
    """All words by which the record may be looked for, folded: its text, its file, and what people corrected."""
    shown = with_corrections(record, corrections)
    parts = [shown.text, shown.title or "", shown.organisation.name or "", shown.number or ""]
    parts += [PurePath(shown.source.path).stem, *(text for one in standing(corrections) for text in _texts(one.new))]
    return folded(" \n ".join(parts))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


class Drawn(NamedTuple):
    """A machine's record with the card and search text it has while no person has touched it."""

    record: Record
    card: dict[str, Any]
    text: str


def drawn(record: Record, digest: str, columns: Mapping[str, Any] | None = None) -> Drawn:
    """What depends on the record (and ``columns``, its own) alone, made before the write lock is taken."""
    return Drawn(record, card_of(record, [], None, digest, columns), searchable(record, []))


def draw(
    session: Session,
    sha256: str,
    coming: Sequence[Drawn],
    shown: Mapping[str, Mapping[str, Any]],
    people: Mapping[str, Sequence[Correction]],
) -> None:
    """The cards and search texts of records that had none, of a document that stands under a path.

    ``shown``: by id, the columns of the record with ``people``'s corrections, which may be older than the row itself.
    """
    acts = _acts(session, [one.record.record_id for one in coming])
    moment, rows, texts = datetime.now(UTC), [], []
    for one in coming:
        name = one.record.record_id
        mine, last = people.get(name, ()), acts.get(name)
        untouched = not mine and last is None
        card = one.card if untouched else card_of(one.record, mine, last, shown[name]["digest"])
        rows.append({"record_id": name, "sha256": sha256, "current": True, "changed_at": moment, **card})
        texts.append({"record_id": name, "folded": one.text if untouched else searchable(one.record, mine)})
    add(session, CardRow, rows)
    add(session, SearchRow, texts)


def _acts(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By id of the record, the last act on it, with the digest it was done on."""
    columns = _REVIEWS.c.record_id, _REVIEWS.c.action, _REVIEWS.c.digest
    rows = session.execute(select(*columns).where(_REVIEWS.c.record_id.in_(ids)).order_by(_REVIEWS.c.id))
    return {record_id: (action, digest) for record_id, action, digest in rows}


def refresh(session: Session, record_ids: Sequence[str], at_hand: Mapping[str, Drawn] | None = None) -> None:
    """Make the cards and search texts of these records anew; ids that are gone are passed over.

    ``at_hand``: by id, those that are as they stand in the database; the others are read there.
    """
    from store.saving import corrections_of  # noqa: PLC0415 - saving keeps the cards, and so imports this module

    ids = list(record_ids)
    if not ids:
        return
    people = corrections_of(session, ids)
    acts = _acts(session, ids)
    found = select(RecordRow, current(RecordRow.sha256).label("current"))
    if at_hand is not None:
        found = found.options(defer(RecordRow.body))
    rows = session.execute(found.where(RecordRow.record_id.in_(ids))).all()
    moment = datetime.now(UTC)
    known = dict(
        session.execute(select(SearchRow.record_id, SearchRow.folded).where(SearchRow.record_id.in_(ids))).all()
    )
    cards, texts, same = [], [], set()
    for row, is_current in rows:
        known_card = (at_hand or {}).get(row.record_id)
        record = known_card.record if known_card else Record.model_validate(row.body)
        mine, last = people.get(row.record_id, []), acts.get(row.record_id)
        untouched = known_card if not mine and last is None else None
        cards.append(
            {
                "record_id": row.record_id,
                "sha256": row.sha256,
                "current": bool(is_current),
                "changed_at": moment,
                **(untouched.card if untouched else card_of(record, mine, last, row.digest)),
            }
        )
        text = untouched.text if untouched else searchable(record, mine)
        if known.get(row.record_id) == text:
            same.add(row.record_id)
        else:
            texts.append({"record_id": row.record_id, "folded": text})
    session.execute(delete(CardRow).where(CardRow.record_id.in_(ids)))
    session.execute(delete(SearchRow).where(SearchRow.record_id.in_([one for one in ids if one not in same])))
    add(session, CardRow, cards)
    add(session, SearchRow, texts)


def set_current(session: Session, sha256s: Sequence[str]) -> None:
    """Note on the cards of these documents whether they still stand under some path."""
    condition = current(CardRow.sha256)
    session.execute(update(CardRow).where(CardRow.sha256.in_(sha256s), condition).values(current=True))
    session.execute(update(CardRow).where(CardRow.sha256.in_(sha256s), ~condition).values(current=False))


def missing(session: Session, limit: int = _STEP) -> list[str]:
    """Ids of records that have no card yet: those of an archive from before there were cards."""
    query = select(RecordRow.record_id).where(RecordRow.record_id.not_in(select(CardRow.record_id))).limit(limit)
    return list(session.scalars(query))


def catch_up(session: Session) -> int:
    """Put some of the records that have no card on one; how many there were to do."""
    found = missing(session)
    refresh(session, found)
    return len(found)
