"""The same operations for programs: JSON in, JSON out, described at ``/api/openapi.json``.

A program on this machine needs no token; it must send ``application/json``, which a page of another site cannot.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from schemas import Box, Finding, Record, UsageError
from store import (
    Act,
    Card,
    ConflictError,
    Correction,
    Difference,
    FieldState,
    Filter,
    HeldError,
    QueuePage,
    ReviewDesk,
    TypedLine,
    TypedLines,
    Upload,
    note_view,
)
from store.overview import MonthFigures, Overview
from store.transcripts import Hand
from web.access import allows
from web.gate import person_of
from web.reviewing import look
from web.routes.common import RecordId, card_of, queue_of, store_of
from web.routes.queue import State
from web.routes.upload import intake_of, shown_uploads

router = APIRouter(prefix="/api/v1", tags=["papers"])
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
Text = Annotated[str, Field(max_length=500)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Failure(BaseModel):
    """Why something was refused; of a conflict also the value that stands now, and who set it."""

    detail: str
    current: JsonValue = None
    who: str = ""


class FieldOut(BaseModel):
    """One value (or list) of a paper: where it stands in the record, its state, and the token to save it with."""

    pointer: str
    state: FieldState
    degree: float
    required: bool
    token: str


class Paper(BaseModel):
    """One paper as people see it."""

    card: Card
    digest: str
    record: Record
    fields: list[FieldOut]
    findings: list[Finding]
    corrections: list[Correction]
    lost: list[Difference]
    acts: list[Act]


class AnswerIn(_In):
    """A person's answer to one value. ``value`` counts for the answer ``value`` only."""

    pointer: Annotated[str, Field(max_length=300)]
    answer: Literal["value", "confirmed", "unreadable", "absent", "withdraw"] = "value"
    value: JsonValue = None
    token: Annotated[str, Field(max_length=100)] | None = None
    reason: Text = ""


class ActIn(_In):
    """An act on the whole paper. Approving what breaks a rule needs a reason."""

    action: Literal["approve", "reopen", "put_aside", "take_back"]
    reason: Text = ""
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class LineIn(_In):
    """One line of a page as a person typed it; ``box``: fractions of the page, origin top left."""

    page: Annotated[int, Field(ge=1, le=100_000)]
    box: Box
    text: Text = ""
    hand: Hand = "handwriting"


REFUSED: dict[int | str, dict[str, Any]] = {
    403: {"model": Failure},
    404: {"model": Failure},
    409: {"model": Failure},
    415: {"model": Failure},
    422: {"model": Failure},
    400: {"model": Failure},
}


@router.get("/papers", responses=REFUSED)
@allows("view")
def papers(
    request: Request,
    state: State | None = None,
    cell: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str | None, Query(pattern=MONTH)] = None,
    until: Annotated[str | None, Query(pattern=MONTH)] = None,
    kind: Annotated[str, Query(max_length=20)] = "",
    finding: Annotated[str, Query(max_length=100)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> QueuePage:
    """The queue: the least sure first, with how many papers of each state the filter leaves.

    Whoever may not see names gets no names of files, and ``q`` is not asked.
    """
    person = person_of(request)
    wanted = Filter(
        state=state,
        cell=cell or None,
        since=since,
        until=until,
        kind=kind or None,
        finding=finding or None,
        words=(q or None) if person.may("identify") else None,
        cells=person.cells,
    )
    found = queue_of(request).page(wanted, offset, limit)
    if person.may("identify"):
        return found
    return found.model_copy(update={"cards": [one.model_copy(update={"file_name": ""}) for one in found.cards]})


@router.get("/papers/{record_id}", responses=REFUSED)
@allows("identify")
def paper(request: Request, record_id: RecordId) -> Paper:
    """One paper: record, fields with their states and tokens, findings, what people said."""
    card_of(request, record_id)
    desk = look(store_of(request), queue_of(request), record_id)
    if desk.record.self_criticism:
        note_view(store_of(request), person_of(request).actor, record_id)
    fields = [
        FieldOut(
            pointer=row.pointer,
            state=row.state,
            degree=row.certainty.degree,
            required=row.required,
            token=row.token,
        )
        for row in desk.rows
    ]
    return Paper(
        card=desk.card,
        digest=desk.digest,
        record=desk.record,
        fields=fields,
        findings=desk.findings,
        corrections=desk.corrections,
        lost=desk.lost,
        acts=desk.acts,
    )


@router.post("/papers/{record_id}/answers", responses=REFUSED, response_model=Correction)
@allows("review")
def answer(request: Request, record_id: RecordId, said: AnswerIn) -> Any:
    """Confirm, correct, or say why there is no value. 409: the value is no longer the one that ``token`` saw."""
    card_of(request, record_id)
    desk, actor = ReviewDesk(store_of(request)), person_of(request).actor
    try:
        if said.answer == "withdraw":
            return desk.withdraw(record_id, said.pointer, actor=actor, reason=said.reason)
        return desk.answer(
            record_id,
            said.pointer,
            said.value,
            actor=actor,
            answer=said.answer,
            token=said.token,
            reason=said.reason,
        )
    except UsageError as error:
        return refused(error)


@router.post("/papers/{record_id}/acts", responses=REFUSED, response_model=Act)
@allows("review")
def act(request: Request, record_id: RecordId, said: ActIn) -> Any:
    """Approve, reopen, put aside or take back."""
    card_of(request, record_id)
    store, actor = store_of(request), person_of(request).actor
    if said.action == "approve" and not said.reason.strip() and look(store, queue_of(request), record_id).failing:
        return refused(UsageError("A rule fails: approving needs a reason.", None))
    try:
        return ReviewDesk(store).act(record_id, said.action, actor=actor, reason=said.reason, digest=said.digest)
    except UsageError as error:
        return refused(error)


@router.post("/papers/{record_id}/lines", responses=REFUSED)
@allows("review")
def line(request: Request, record_id: RecordId, said: LineIn) -> TypedLine:
    """Keep one typed line of one of the paper's pages."""
    card = card_of(request, record_id)
    if said.page not in store_of(request).record(record_id).source.pages:
        raise HTTPException(404)
    kept = "" if said.hand in ("unreadable", "none") else said.text
    who = person_of(request).name
    return TypedLines(store_of(request)).add(card.sha256, said.page, said.box, kept, hand=said.hand, who=who)


@router.post("/papers/{record_id}/understand", status_code=202, responses=REFUSED)
@allows("review")
def understand(request: Request, record_id: RecordId) -> dict[str, str]:
    """Have the paper's document understood again with the lines that people typed; done in the background."""
    card = card_of(request, record_id)
    intake_of(request).again(card.sha256)
    return {"document": card.sha256}


@router.get("/uploads", responses=REFUSED)
@allows("upload")
def uploads(request: Request) -> list[Upload]:
    """The last files handed in, newest first; of others only for who sees all cells."""
    return shown_uploads(request)


@router.get("/months", responses=REFUSED)
@allows("view")
def months(request: Request) -> list[MonthFigures]:
    """Attendance and substance by month."""
    return Overview(queue_of(request)).months(person_of(request).cells)


def refused(error: UsageError) -> Response:
    if isinstance(error, ConflictError):
        return JSONResponse({"detail": error.english, "current": error.current, "who": error.who}, 409)
    if isinstance(error, HeldError):
        return JSONResponse({"detail": error.english, "current": None, "who": error.who}, 409)
    return JSONResponse({"detail": error.english}, 422)
