"""One document as the report shows it."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.i18n import Say
from bienban.report.findings import finding_views
from bienban.report.model import Criterion, CropMaker, DocumentView
from bienban.words import date_text, figure, meeting_label, range_text
from schemas import Assessment, CriterionResult, DocumentType, Measure, Officer, ProfileLevels, Record

__all__ = ["document_view", "page_list"]

WORDING = 300


def document_view(
    anchor: str, record: Record, assessment: Assessment | None, cut: CropMaker | None, say: Say
) -> DocumentView:
    """``record`` with its assessment, if it has one. ``cut`` None: pictures and wordings are left out."""
    profile = assessment.profile if assessment else None
    return DocumentView(
        anchor=anchor,
        title=meeting_label(record, say),
        number=_number(record, say),
        source=f"{record.source.path}, {say('report.pages', pages=page_list(record.source.pages))}",
        facts=list(_facts(record, say)),
        decisions=[_with_votes(decision.text, decision.votes, say) for decision in record.decisions] if cut else [],
        tasks=[
            (
                task.assignee or "–",
                task.action,
                date_text(task.deadline) if task.deadline else task.deadline_text or "–",
            )
            for task in record.tasks
        ]
        if cut
        else [],
        findings=finding_views(record, cut, say),
        criteria=[_criterion(result, say, quote=cut is not None) for result in assessment.criteria]
        if assessment
        else [],
        levels=list(_levels(profile.levels, say)) if profile else [],
        measures=[
            (say.known(f"measure.{name}", name.replace("_", " ")), _measured(measure, say), measure.formula)
            for name, measure in profile.measures.items()
        ]
        if profile
        else [],
        rubric=_rubric(assessment, say),
        notes=assessment.notes if assessment else [],
        assessed=assessment is not None,
    )


def _number(record: Record, say: Say) -> str | None:
    """The paper's number, where its title does not hold it already."""
    if not record.number or record.number in meeting_label(record, say):
        return None
    return say("report.number", number=record.number)


def page_list(pages: list[int]) -> str:
    """``[1, 2, 3, 7]`` as "1–3, 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _facts(record: Record, say: Say) -> Iterator[tuple[str, str]]:
    """Label and value of what the paper says; what minutes ought to say and do not is named as not stated."""
    minutes = record.document_type is DocumentType.MINUTES
    unknown = say("report.not-stated") if minutes else ""
    held, attendance = record.held, record.attendance
    times = "–".join(time for time in (held.start, held.end) if time)
    long = say("report.minutes-long", minutes=held.duration_minutes) if held.duration_minutes is not None else ""
    when = ", ".join(part for part in (date_text(held.date) if held.date else "", times, long) if part)
    if attendance.present is not None:
        total = attendance.required if attendance.required is not None else attendance.total
        there = (
            say("report.present-of", present=attendance.present, total=total)
            if total is not None
            else say("report.present", present=attendance.present)
        )
        if attendance.absent is not None:
            there += f", {say('report.absent', absent=attendance.absent)}"
        if attendance.rate is not None:
            there += f" ({figure(100 * attendance.rate, say)} %)"
    else:
        there = ""
    spoke = ""
    if record.contributions:
        substantive = sum(bool(one.substantive) for one in record.contributions)
        spoke = say("report.spoke-value", count=len(record.contributions), substantive=substantive)
    own = record.self_assessment
    scored = (
        f"{figure(own.score, say)}/{figure(own.max, say)}"
        if own.score is not None and own.max is not None
        else figure(own.score, say)
    )
    own_text = ", ".join(part for part in (scored if own.score is not None else "", own.grade or "") if part)
    for key, value, expected in (
        ("held", when, True),
        ("place", held.place or "", False),
        ("chair", _officer(record.chair), True),
        ("secretary", _officer(record.secretary), True),
        ("superiors", "; ".join(_officer(person) for person in record.superiors), False),
        ("attendance", there, True),
        ("theme", record.theme or "", False),
        ("spoke", spoke, False),
        ("self-assessment", own_text, False),
    ):
        shown = value or (unknown if expected else "")
        if shown:
            yield say(f"report.{key}"), shown


def _officer(person: Officer) -> str:
    return f"{person.name} ({person.role})" if person.name and person.role else person.name or person.role or ""


def _with_votes(text: str, votes: object, say: Say) -> str:
    agreed, base = getattr(votes, "for_", None), getattr(votes, "base", None)
    if agreed is None:
        return text
    return f"{text} ({say('report.votes', agreed=agreed if base is None else f'{agreed}/{base}')})"


def _criterion(result: CriterionResult, say: Say, *, quote: bool) -> Criterion:
    points = range_text(result.points, say)
    if result.points is not None and result.max_points:
        points += f" / {figure(result.max_points, say)}"
    quotes = [" ".join(evidence.text.split()) for evidence in result.evidence]
    return Criterion(
        label=result.label,
        status=result.status.value,
        status_text=say(f"status.{result.status}"),
        points=points,
        level=result.level or "",
        reason=result.reason,
        raise_by=say("report.raise", what=result.raise_by) if result.raise_by else None,
        evidence=[
            say("report.evidence", text=text if len(text) <= WORDING else f"{text[:WORDING]}…", page=evidence.page)
            for text, evidence in zip(quotes, result.evidence, strict=True)
        ]
        if quote
        else [],
    )


def _levels(levels: ProfileLevels, say: Say) -> Iterator[tuple[str, int | None, str]]:
    for name in ProfileLevels.model_fields:
        level: int | None = getattr(levels, name)
        text = say("report.level-unknown") if level is None else say("report.level-of", level=level)
        yield say(f"level.{name}"), level, text


def _measured(measure: Measure, say: Say) -> str:
    if measure.value is None:
        return say("report.level-unknown")
    if measure.unit.startswith("tỷ lệ"):
        return f"{figure(100 * measure.value, say)} %"
    return f"{figure(measure.value, say)} {measure.unit}"


def _rubric(assessment: Assessment | None, say: Say) -> str | None:
    if assessment is None:
        return None
    if assessment.rubric is None:
        return say("report.no-rubric")
    return say("report.rubric-used", title=assessment.rubric.title, version=assessment.rubric.version)
