"""The sheet of one meeting: what the minutes say, criterion by criterion, on one page; the evidence behind it."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.report.findings import evidence_for
from bienban.report.sheets.desk import Desk
from bienban.report.sheets.evidence import cited, whole
from bienban.report.sheets.model import (
    Block,
    Cell,
    Column,
    Facts,
    Sheet,
    Signatures,
    Table,
    Text,
    figure_cell,
    label,
)
from bienban.words import date_text, figure, meeting_label, range_text
from quality import SeriesEvidence
from schemas import Assessment, CriterionStatus, ProfileLevels, Record, Severity

__all__ = ["meeting_sheet"]

_LEVEL_MEASURES = {
    "discussion_substance": ("substantive_share", "specificity"),
    "self_criticism_specificity": ("self_criticism_specificity",),
    "task_assignment_clarity": ("task_clarity",),
    "follow_up_of_previous_resolution": ("follow_up_coverage",),
    "focus": ("focus",),
}


def meeting_sheet(record: Record, desk: Desk) -> Sheet:
    """``record`` with its assessment, if it has one."""
    say = desk.say
    assessment = desk.assessments.get(record.record_id)
    blocks: list[Block] = [Facts(list(_facts(record, desk)))]
    if assessment is not None and assessment.criteria:
        blocks.append(_criteria(record, assessment, desk))
    elif assessment is not None:
        blocks.append(Text(say("report.no-rubric"), "note"))
    if assessment is not None:
        blocks.append(_levels(record, assessment, desk))
    blocks.append(_findings(record, desk))
    if assessment is not None and assessment.notes:
        blocks.append(_notes(record, assessment, desk))
    blocks.append(Signatures(say("sheet.sign-scorer"), say("sheet.sign-cell")))
    number = say("report.number", number=record.number) if record.number else ""
    return Sheet(
        file_name=f"cuoc-hop-{record.record_id[:12]}",
        title=say("sheet.meeting-title"),
        subtitle=", ".join(part for part in (meeting_label(record, say), number) if part),
        superior=record.organisation.parent or "",
        organisation=record.organisation.name or say("report.unknown-cell"),
        made=desk.made,
        version=desk.version,
        blocks=blocks,
        entries=desk.book.entries,
        notes=(say("report.how-range"), say("report.how-decision"), say("report.how-person")),
    )


def _facts(record: Record, desk: Desk) -> Iterator[tuple[str, Cell]]:
    say, held, attendance = desk.say, record.held, record.attendance
    times = "–".join(time for time in (held.start, held.end) if time)
    long = say("report.minutes-long", minutes=held.duration_minutes) if held.duration_minutes is not None else ""
    when = ", ".join(part for part in (date_text(held.date) if held.date else "", times, long) if part)
    yield say("report.held"), _stated(when, desk, record, "report.held", "/held/date", "/held/start", "/held/end")
    yield say("report.chair"), _person(record.chair.name, record.chair.role, record, desk, "/chair")
    yield say("report.secretary"), _person(record.secretary.name, record.secretary.role, record, desk, "/secretary")
    there = ""
    if attendance.present is not None:
        base = attendance.required if attendance.required is not None else attendance.total
        there = f"{attendance.present}/{base}" if base else str(attendance.present)
        if base:
            there += f" ({desk.percent(min(attendance.present, base), base)})"
        if attendance.absent is not None:
            there += f", {say('report.absent', absent=attendance.absent)}"
    pointers = ("/attendance/present", "/attendance/required", "/attendance/total", "/attendance/absent")
    yield say("report.attendance"), _stated(there, desk, record, "report.attendance", *pointers)
    above = str(len(record.superiors)) if record.superiors else ""
    yield say("sheet.superiors-count"), _stated(above, desk, record, "sheet.superiors-count", "/superiors")
    spoke = ""
    if record.contributions:
        substantive = sum(bool(one.substantive) for one in record.contributions)
        spoke = say("report.spoke-value", count=len(record.contributions), substantive=substantive)
        if all(one.substantive is None for one in record.contributions):
            spoke = str(len(record.contributions))  # nobody has said which have substance
    yield say("report.spoke"), _stated(spoke, desk, record, "report.spoke", "/contributions")
    tasks = str(len(record.tasks)) if record.tasks else ""
    yield say("sheet.tasks"), _stated(tasks, desk, record, "sheet.tasks", "/tasks")
    own = record.self_assessment
    scored = f"{figure(own.score, say)}/{figure(own.max or 100, say)}" if own.score is not None else ""
    own_text = ", ".join(part for part in (scored, own.grade or "") if part)
    yield say("report.self-assessment"), _stated(own_text, desk, record, "report.self-assessment", "/self_assessment")


def _stated(text: str, desk: Desk, record: Record, what: str, *pointers: str) -> Cell:
    if not text:
        return label(desk.say("report.not-stated"))
    return figure_cell(text, desk.quoted(record, desk.say(what), *pointers))


def _person(name: str | None, role: str | None, record: Record, desk: Desk, pointer: str) -> Cell:
    known = f"{name} ({role})" if name and role else name or role
    if not known:
        return label(desk.say("report.not-stated"))
    return Cell(known, ref=desk.quoted(record, desk.say("sheet.officers"), pointer))


def _criteria(record: Record, assessment: Assessment, desk: Desk) -> Table:
    say, rubric = desk.say, desk.rubric_of(assessment)
    points = assessment.total is not None
    most = (
        desk.book.rule(say("sheet.of-frame"), f"{rubric.title}: {rubric.source.paragraph}")
        if rubric is not None
        else None
    )
    rows = []
    for result in assessment.criteria:
        evidence = cited(record.record_id, result.evidence) or whole(record)
        ref = desk.book.places(result.label, evidence, pictures=True)
        level = result.level or say(f"status.{result.status}")
        grounds = Cell(result.reason, ref=ref, look="small")
        span = range_text(result.points, say) if result.points is not None else "–"
        row = [label(result.id), label(result.label)]
        if points:
            row += [
                figure_cell(figure(result.max_points, say), most, result.max_points)
                if result.max_points is not None
                else label("–"),
                figure_cell(span, ref) if result.points is not None else label("–"),
            ]
        # A frame of points says the level by the points; its wording would only repeat the reason.
        row += [grounds, Cell(look="blank"), Cell(look="blank")] if points else [label(level), grounds]
        rows.append(row)
    if points:
        total = desk.total_cell(record, assessment)
        bar = desk.bar(assessment)
        rows.append(
            [
                label("", "strong"),
                label(say("sheet.total"), "strong"),
                figure_cell(figure(assessment.max_total, say), most, assessment.max_total),
                Cell(total.text, ref=total.ref, look="strong"),
                Cell(desk.grade_cell(assessment).text, is_label=True, look="strong", drawing=bar),
                Cell(look="blank"),
                Cell(look="blank"),
            ]
        )
        if assessment.machine_total is not None:
            by_machine = range_text(assessment.machine_total, say)
            ref = desk.total_ref(record, assessment)
            machine = [label(""), label(say("sheet.machine-total")), label(""), figure_cell(by_machine, ref)]
            rows.append([*machine, label(""), Cell(look="blank"), Cell(look="blank")])
    return Table(
        name=say("sheet.tab-criteria"),
        title=say("report.rubric-used", title=assessment.rubric.title, version=assessment.rubric.version)
        if assessment.rubric
        else "",
        columns=_criteria_columns(desk, points=points),
        rows=rows,
        small=True,
    )


def _criteria_columns(desk: Desk, *, points: bool) -> list[Column]:
    say = desk.say
    head = [Column(say("sheet.no"), 0.5, "center"), Column(say("report.criterion"), 3)]
    if not points:
        return [*head, Column(say("sheet.level"), 1.4), Column(say("sheet.ground"), 6)]
    return [
        *head,
        Column(say("sheet.most"), 0.75, "center"),
        Column(say("sheet.range"), 1.1, "center"),
        Column(say("sheet.ground"), 6),
        Column(say("sheet.by-cell"), 0.72, "center"),
        Column(say("sheet.by-superior"), 0.72, "center"),
    ]


def _levels(record: Record, assessment: Assessment, desk: Desk) -> Table:
    """The five aspects of the profile, with the quotes of the measures beside them."""
    say, profile = desk.say, assessment.profile
    row = []
    for name in ProfileLevels.model_fields:
        level: int | None = getattr(profile.levels, name)
        evidence: list[SeriesEvidence] = []
        for measure in _LEVEL_MEASURES[name]:
            if measure in profile.measures:
                evidence += cited(record.record_id, profile.measures[measure].evidence)
        own: int | None = getattr(profile.human_levels, name, None)
        if level is None and own is None:
            shown = label(say("report.level-unknown"))
        elif own is not None:
            ref = desk.book.places(say(f"level.{name}"), evidence or whole(record))
            machine = say("sheet.by-machine", what="–" if level is None else level)
            shown = figure_cell(f"{say('report.level-of', level=own)} ({machine})", ref)
        else:
            ref = desk.book.places(say(f"level.{name}"), evidence or whole(record))
            shown = figure_cell(say("report.level-of", level=level), ref)
        row.append(shown)
    return Table(
        name=say("sheet.tab-profile"),
        title=say("report.profile"),
        columns=[Column(say(f"level.{name}"), align="center") for name in ProfileLevels.model_fields],
        rows=[row],
        lead=say("sheet.levels-lead"),
        small=True,
    )


def _findings(record: Record, desk: Desk) -> Block:
    say = desk.say
    order = {Severity.ERROR: 0, Severity.WARNING: 1}
    findings = sorted((one for one in record.findings if one.severity in order), key=lambda one: order[one.severity])
    if not findings:
        return Text(say("report.no-findings"))
    rows = []
    for one in findings:
        evidence = [
            SeriesEvidence(record_id=record.record_id, path=path, text=place.text, page=place.page, boxes=place.boxes)
            for path in one.paths
            for place in evidence_for(record, path)
        ]
        ref = desk.book.places(say("report.findings"), evidence or whole(record, one.code), pictures=True)
        rows.append([label(say(f"severity.{one.severity}")), Cell(one.text(say.language), ref=ref)])
    return Table(
        name=say("sheet.tab-findings"),
        title=say("report.findings"),
        columns=[Column(say("sheet.kind"), 1.2), Column(say("sheet.content"), 8)],
        rows=rows,
        small=True,
    )


def _notes(record: Record, assessment: Assessment, desk: Desk) -> Table:
    say = desk.say
    open_ = sum(one.status is CriterionStatus.UNDETERMINED for one in assessment.criteria)
    ref = desk.book.places(say("sheet.notes"), whole(record))
    rows = [[Cell(note, ref=ref)] for note in assessment.notes]
    if open_:
        count = say("report.of-criteria", count=open_, total=len(assessment.criteria))
        rows.append([Cell(f"{say('report.col-open')}: {count}.", ref=ref)])
    return Table(
        name=say("sheet.tab-notes"),
        title=say("sheet.notes"),
        columns=[Column("")],
        rows=rows,
        small=True,
    )
