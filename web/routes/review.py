"""One paper beside its fields: answers, approval, and who holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from flows.judged import judged_assessments
from schemas import UsageError
from store import (
    Action,
    Actor,
    Answer,
    Card,
    ConflictError,
    Filter,
    HeldError,
    Layouts,
    Lease,
    ReviewDesk,
    note_view,
    value_at,
)
from web.access import allows
from web.answers import list_answer, single_answer
from web.gate import person_of
from web.hiding import hidden_rows
from web.rendering import address_in, draw, language_of, render
from web.reviewing import Desk, look, next_doubtful
from web.routes.common import Fields, RecordId, card_of, queue_of, store_of
from web.rows import Row, with_typed
from web.typed import NotUnderstoodError
from web.words import speaker

router = APIRouter(include_in_schema=False)
ACTIONS: dict[str, Action] = {
    "approve": "approve",
    "reopen": "reopen",
    "put_aside": "put_aside",
    "take_back": "take_back",
}
NO_VALUE: dict[str, Answer] = {"unreadable": "unreadable", "absent": "absent"}


@dataclass(frozen=True)
class Problem:
    """Why a save was refused: the row shows it, with what was typed."""

    pointer: str
    message: str
    status: int
    current: Any = None
    who: str = ""
    conflict: bool = False
    form: Mapping[str, str] = field(default_factory=dict)


@router.get("/record/{record_id}", response_class=HTMLResponse)
@allows("view")
def paper(
    request: Request,
    record_id: RecordId,
    q: Annotated[str, Query(max_length=200)] = "",
    done: Annotated[str, Query(max_length=128)] = "",
) -> Response:
    """The page."""
    card = card_of(request, record_id)
    person, store = person_of(request), store_of(request)
    if not person.may("identify"):
        return _hidden(request, card)
    desk = look(store, queue_of(request), record_id, q)
    if desk.record.self_criticism:
        note_view(store, person.actor, record_id)
    lease = ReviewDesk(store_of(request)).open(record_id, person.actor) if person.may("review") else None
    return _page(request, desk, lease, person.actor, done=done)


@router.post("/record/{record_id}/answer", response_class=HTMLResponse)
@allows("review")
def answer(request: Request, record_id: RecordId, form: Fields) -> Response:
    """A person's answer to one value; with htmx the row comes back, without it the page."""
    card_of(request, record_id)
    store, actor = store_of(request), person_of(request).actor
    pointer = form.get("pointer", "")
    try:
        before = look(store, queue_of(request), record_id)
        before.row(pointer)
    except KeyError:
        raise HTTPException(404) from None
    problem = _answered(request, ReviewDesk(store), before, actor, form)
    desk = look(store, queue_of(request), record_id)
    if "hx-request" in request.headers:
        return _fragment(request, before, desk, pointer, problem)
    if problem is None:
        following = next_doubtful(desk, pointer)
        at = following.ident if following else "approve"
        return RedirectResponse(_here(request, record_id) + f"#{at}", 303)
    lease = ReviewDesk(store).open(record_id, actor)
    return _page(request, desk, lease, actor, problem=problem, status=problem.status)


@router.post("/record/{record_id}/act", response_class=HTMLResponse)
@allows("review")
def act(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Approve, reopen, put aside, take back."""
    card_of(request, record_id)
    action, reason = ACTIONS.get(form.get("action", "")), " ".join(form.get("reason", "").split())[:500]
    store, person, queue = store_of(request), person_of(request), queue_of(request)
    if action is None:
        raise HTTPException(400)
    desk, language = look(store, queue, record_id), language_of(request)
    problem: Problem | None = None
    if action == "approve" and desk.failing and not reason:
        problem = Problem("", speaker(language)("review.need-reason"), 422)
    else:
        try:
            seen = form.get("digest") or None if action == "approve" else None
            ReviewDesk(store).act(record_id, action, actor=person.actor, reason=reason, digest=seen)
        except UsageError as error:
            problem = Problem("", error.message(language), 409, form={"reason": reason})
    if problem is not None:
        lease = ReviewDesk(store).open(record_id, person.actor)
        desk = look(store, queue, record_id)
        return _page(request, desk, lease, person.actor, problem=problem, status=problem.status)
    following = queue.following(record_id, Filter(cells=person.cells)) if action in ("approve", "put_aside") else None
    if action == "approve" and following is not None:
        return RedirectResponse(_here(request, following, done=record_id), 303)
    return RedirectResponse(_here(request, record_id), 303)


@router.post("/record/{record_id}/lease", response_class=HTMLResponse)
@allows("review")
def lease(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Hold the paper a while longer, or take it over from somebody who left."""
    card_of(request, record_id)
    actor = person_of(request).actor
    held = ReviewDesk(store_of(request)).open(record_id, actor, take_over=form.get("take") == "over")
    if "hx-request" in request.headers:
        return HTMLResponse(render(request, "lease.html", lease=held, mine=held.holder == actor.session, id=record_id))
    return RedirectResponse(_here(request, record_id), 303)


def _hidden(request: Request, card: Card) -> Response:
    """The paper without names, for roles that may not see them."""
    hide = request.app.state.hide
    if hide is None:
        raise HTTPException(404)
    record = store_of(request).record(card.record_id)
    groups, codes = hidden_rows(hide(record)), sorted({one.code for one in record.findings})
    return draw(request, "hidden.html", card=card, groups=groups, codes=codes, here=f"/record/{card.record_id}")


def _answered(
    request: Request, office: ReviewDesk, desk: Desk, actor: Actor, form: Mapping[str, str]
) -> Problem | None:
    """Lay the answer; what stands against it."""
    pointer, said, reason = form["pointer"], form.get("answer", "save"), form.get("reason", "")[:500]
    language = language_of(request)
    row = desk.row(pointer)
    now = value_at(desk.record.model_dump(mode="json", by_alias=True), pointer)
    try:
        if said == "withdraw":
            office.withdraw(desk.record.record_id, pointer, actor=actor, reason=reason)
            return None
        answer = NO_VALUE.get(said, "value")
        value: Any = None
        if said not in NO_VALUE:
            value = (
                list_answer(row.key, form, now)
                if row.kind == "list"
                else single_answer(row.key, form.get("value", ""), now)
            )
            answer = "confirmed" if value == now else "value"
        office.answer(
            desk.record.record_id, pointer, value, actor=actor, answer=answer, token=form.get("token"), reason=reason
        )
    except NotUnderstoodError as error:
        return Problem(pointer, speaker(language)(f"typed.{error.kind}"), 422, form=form)
    except ConflictError as error:
        return Problem(pointer, error.message(language), 409, error.current, error.who, conflict=True, form=form)
    except HeldError as error:
        return Problem(pointer, error.message(language), 409, who=error.who, form=form)
    except UsageError:
        return Problem(pointer, speaker(language)("typed.unusable"), 422, form=form)
    return None


def _fragment(request: Request, before: Desk, desk: Desk, pointer: str, problem: Problem | None) -> Response:
    """The row, and what else changed on the page because of it."""
    changed = {row.pointer: row.state for row in before.rows}
    others = [row for row in desk.rows if row.pointer != pointer and changed.get(row.pointer) != row.state]
    text = render(
        request,
        "answered.html",
        desk=desk,
        row=_retyped(desk.row(pointer), problem),
        problem=problem,
        others=others,
        here=f"/record/{desk.record.record_id}",
        **_shared(desk),
    )
    headers = {}
    if problem is None:
        following = next_doubtful(desk, pointer)
        headers["HX-Trigger-After-Settle"] = '{"answered": "%s"}' % (following.ident if following else "approve")
    return HTMLResponse(text, status_code=problem.status if problem else 200, headers=headers)


def _retyped(row: Row, problem: Problem | None) -> Row:
    """The row with what was typed into it, so that a refused save loses nothing.

    Who has not been shown the value that stands now keeps the token of the one they saw: their next save must meet it.
    """
    if problem is None or problem.pointer != row.pointer:
        return row
    typed = with_typed(row, problem.form)
    return typed if problem.conflict else replace(typed, token=problem.form.get("token", row.token))


def _page(
    request: Request,
    desk: Desk,
    lease: Lease | None,
    actor: Actor,
    *,
    problem: Problem | None = None,
    status: int = 200,
    done: str = "",
) -> Response:
    if problem is not None and problem.pointer:
        groups = [replace(group, rows=tuple(_retyped(row, problem) for row in group.rows)) for group in desk.groups]
        desk = replace(desk, groups=groups)
    return draw(
        request,
        "review.html",
        status,
        desk=desk,
        record=desk.record,
        card=desk.card,
        lease=lease,
        mine=lease is not None and lease.holder == actor.session,
        problem=problem,
        done=done,
        here=f"/record/{desk.record.record_id}",
        displaced=_displaced(request, desk.record.source.sha256),
        assessments=judged_assessments(store_of(request), None, [desk.record.record_id]),
        **_shared(desk),
    )


def _displaced(request: Request, sha256: str) -> int:
    """How many corrections of the document wait for a place; told to who may give them one."""
    person = person_of(request)
    if not person.may("review") or (
        person.cells is not None and not all(person.sees(card.cell) for card in queue_of(request).of_document(sha256))
    ):
        return 0
    return len(Layouts(store_of(request)).displaced(sha256))


def _shared(desk: Desk) -> dict[str, Any]:
    return {"rows": {row.pointer: row for row in desk.rows}}


def _here(request: Request, record_id: str, **parameters: str) -> str:
    path = f"/record/{quote(record_id, safe='')}"
    return address_in(language_of(request), request.app.state.language, path, **parameters)
