"""What people decide about a meeting beside the machine, with the reason; and blind ratings."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

import quality
from flows.judged import judged_assessments
from quality.judging import ASPECTS, level_of, scale_of
from schemas import Assessment, Judgement, UsageError
from store import note_view
from web.access import allows
from web.gate import person_of
from web.rendering import address_in, draw, language_of
from web.reviewing import look
from web.routes.common import Fields, RecordId, card_of, queue_of, store_of
from web.words import speaker

router = APIRouter(include_in_schema=False)


@router.post("/record/{record_id}/judge", response_class=HTMLResponse)
@allows("score")
def decide(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Decide one criterion, or let the machine's verdict stand again."""
    card_of(request, record_id)
    store, language = store_of(request), language_of(request)
    criterion, reason = form.get("criterion", ""), " ".join(form.get("reason", "").split())[:500]
    assessment = _assessment(request, record_id)
    try:
        if form.get("answer") == "withdraw":
            act = _act(assessment, criterion, "withdraw", None, None, reason, person_of(request).name)
        else:
            if not reason:
                return _refused(request, record_id, speaker(language)("judge.needs-reason"), form)
            value, label = level_of(_rubric(assessment), criterion, form.get("level", ""))
            act = _act(assessment, criterion, "override", value, label, reason, person_of(request).name)
    except UsageError as error:
        return _refused(request, record_id, error.message(language), form)
    store.judge([act])
    return RedirectResponse(_at(request, record_id) + "#assessment", 303)


@router.get("/record/{record_id}/rate", response_class=HTMLResponse)
@allows("score")
def rate_page(request: Request, record_id: RecordId, done: str = "") -> Response:
    """The scales without anybody's levels, beside the page."""
    card_of(request, record_id)
    assessment = _assessment(request, record_id)
    desk = look(store_of(request), queue_of(request), record_id)
    if desk.record.self_criticism:
        note_view(store_of(request), person_of(request).actor, record_id)
    rubric = _rubric(assessment)
    scales = []
    for row in assessment.criteria:
        scale = scale_of(rubric, row.id)
        if scale is not None:
            scales.append((row.id, row.label, scale[0], scale[1]))
    return draw(
        request,
        "rate.html",
        desk=desk,
        record=desk.record,
        aspects=ASPECTS,
        scales=scales,
        done=bool(done),
        here=f"/record/{record_id}/rate",
    )


@router.post("/record/{record_id}/rate")
@allows("score")
def rated(request: Request, record_id: RecordId, form: Fields) -> Response:
    """Note a blind rating; levels left empty are not rated."""
    card_of(request, record_id)
    assessment, who = _assessment(request, record_id), person_of(request).name
    rubric, acts = _rubric(assessment), []
    for criterion in [*ASPECTS, *(row.id for row in assessment.criteria)]:
        told = form.get(f"level.{criterion}", "").strip()
        if told:
            try:
                value, label = level_of(rubric, criterion, told)
            except UsageError:
                raise HTTPException(400) from None
            acts.append(_act(assessment, criterion, "rating", value, label, form.get("reason", "")[:500], who))
    if acts:
        store_of(request).judge(acts)
    return RedirectResponse(_at(request, record_id, "/rate", done="1"), 303)


def _act(
    assessment: Assessment, criterion: str, kind: str, value: float | None, label: str | None, reason: str, who: str
) -> Judgement:
    rubric = "" if criterion in ASPECTS or assessment.rubric is None else assessment.rubric.id
    return Judgement.model_validate(
        {
            "id": 0,
            "record_id": assessment.record_id,
            "rubric_id": rubric,
            "criterion": criterion,
            "kind": kind,
            "value": value,
            "label": label,
            "reason": reason,
            "who": who,
            "at": datetime.now(UTC),
        }
    )


def _assessment(request: Request, record_id: str) -> Assessment:
    found = judged_assessments(store_of(request), None, [record_id])
    if not found:
        raise HTTPException(404)
    return found[0]


def _rubric(assessment: Assessment) -> quality.Rubric | None:
    ref = assessment.rubric
    return next((one for one in quality.frames(None)[0] if ref is not None and one.id == ref.id), None)


def _refused(request: Request, record_id: str, reason: str, form: dict[str, str]) -> Response:
    typed = [(name, value) for name, value in form.items() if name != "csrf"]
    here = f"/record/{quote(record_id, safe='')}/judge"
    return draw(request, "error.html", 422, title="error.400", reason=reason, typed=typed, here=here)


def _at(request: Request, record_id: str, tail: str = "", **parameters: str) -> str:
    path = f"/record/{quote(record_id, safe='')}{tail}"
    return address_in(language_of(request), request.app.state.language, path, **parameters)
