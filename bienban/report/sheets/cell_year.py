"""The inspection sheet of one cell and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bienban.report.findings import evidence_for
from bienban.report.sheets.desk import Desk
from bienban.report.sheets.evidence import whole
from bienban.report.sheets.model import (
    Block,
    Cell,
    Column,
    Sheet,
    Signatures,
    Table,
    Text,
    figure_cell,
    label,
    numbered,
    wording,
)
from bienban.report.sheets.series import (
    cited,
    drawings_of,
    empty_year,
    figure_of,
    findings_block,
    half_text,
    is_of_year,
    months_of,
    papers_of,
    summary_of,
)
from bienban.words import date_text, meeting_label
from quality import SeriesReport
from quality.detectors.attendance import base_of
from quality.series import FIGURES
from quality.series.months import is_regular, month_of, shown
from schemas import DocumentType, Record, Severity

__all__ = ["cell_year_sheet"]

_COPIES = 12  # passages side by side; the batch report has all of them


def cell_year_sheet(report: SeriesReport, year: int, file_name: str, desk: Desk, years: Sequence[int]) -> Sheet:
    """``years``: those that the cell has papers of, named where ``year`` has none."""
    say = desk.say
    own = papers_of(report, year, desk)
    blocks: list[Block] = []
    if own:
        blocks += [_summary(report, year, desk), *_course(own, year, desk), _months(report, own, year, desk)]
        found = [("", one) for one in report.findings if is_of_year(one.period, year)]
        blocks.append(findings_block(found, desk, with_cell=False))
        blocks.append(_documents(own, desk))
        blocks += _copies(report, own, desk)
    else:
        blocks.append(empty_year(year, years, desk))
    blocks.append(Signatures(say("sheet.sign-inspector"), say("sheet.sign-cell")))
    return Sheet(
        file_name=file_name,
        title=say("sheet.cell-title"),
        subtitle=say("report.year", year=year),
        superior=report.parent or "",
        organisation=report.cell,
        made=desk.made,
        version=desk.version,
        blocks=numbered(blocks),
        entries=desk.book.entries,
        notes=(say("report.how-range"), say("report.how-decision"), say("report.how-person"), say("sheet.how-missing")),
        landscape=True,
    )


def _summary(report: SeriesReport, year: int, desk: Desk) -> Table:
    say = desk.say
    periods = [f"{year}-H1", f"{year}-H2", str(year)]
    found = [summary_of(report, period) for period in periods]
    rows = [
        [label(say(f"figure.{name}")), *(figure_of(summary, name, desk) for summary in found)]
        for name in FIGURES
        if any(summary is not None and name in summary.figures for summary in found)
    ]
    return Table(
        name=say("sheet.tab-summary"),
        title=say("sheet.summary"),
        columns=[
            Column(say("sheet.content"), 4),
            *(Column(half_text(period, desk), 1.6, "center") for period in periods),
        ],
        rows=rows,
        lead=say("sheet.summary-lead"),
    )


def _course(own: Sequence[Record], year: int, desk: Desk) -> Iterator[Table]:
    """The drawings of the year: attendance, and ranges where the frame has points."""
    say = desk.say
    titles = (say("sheet.attendance-by-month"), say("sheet.ranges-by-month"))
    cells = zip(titles, drawings_of(own, year, desk), strict=True)
    drawn = [(title, cell) for title, cell in cells if cell is not None]
    if drawn:
        yield Table(
            name=say("sheet.tab-course"),
            title=say("sheet.course"),
            columns=[Column(title) for title, _ in drawn],
            rows=[[cell for _, cell in drawn]],
            lead=say("sheet.course-lead"),
        )


def _months(report: SeriesReport, own: Sequence[Record], year: int, desk: Desk) -> Table:
    say = desk.say
    rows = []
    for month in months_of(year):
        minutes = [r for r in own if month_of(r) == month and r.document_type is DocumentType.MINUTES]
        if month in report.missing_months:
            rows.append(_no_minutes(month, report, desk))
        elif not minutes:
            none, blank = label(say("sheet.not-in-archive"), "outside"), Cell(look="outside")
            rows.append([label(shown(month)), blank, none, *[blank] * 9])
        rows += [_meeting(month, record, own if at == 0 else (), desk) for at, record in enumerate(minutes)]
    heads = ("month", "held-on", "kind-number", "present", "expected", "rate", "opinions", "superior", "tasks")
    widths = (0.9, 1.1, 1.9, 0.8, 0.8, 1, 1, 0.8, 0.8)
    columns = [
        Column(say(f"sheet.{head}"), width, "center" if at not in (1, 2) else "left")
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    columns += [
        Column(say("sheet.range"), 1.2, "center"),
        Column(say("report.col-grade"), 1.5),
        Column(say("sheet.resolution"), 1.2),
    ]
    return Table(name=say("sheet.tab-months"), title=say("sheet.by-month"), columns=columns, rows=rows, small=True)


def _no_minutes(month: str, report: SeriesReport, desk: Desk) -> list[Cell]:
    say = desk.say
    found = next((one for one in report.findings if one.code == "missing-month" and one.period == month), None)
    ref = desk.book.places(say("sheet.series-finding"), found.evidence, pictures=True) if found else None
    blank = [Cell(look="missing")] * 10
    return [label(shown(month)), Cell(say("report.missing"), ref=ref, look="missing"), *blank]


def _meeting(month: str, record: Record, own: Sequence[Record], desk: Desk) -> list[Cell]:
    say, attendance = desk.say, record.attendance
    base, pointer = base_of(attendance)
    assessment = desk.assessments.get(record.record_id)
    dash = label("–")
    kind = say.known(f"kind.{record.meeting_type}", say("type.minutes"))
    present = expected = rate = opinions = dash
    if attendance.present is not None:
        ref = desk.quoted(record, say("report.attendance"), "/attendance/present", pointer)
        present = figure_cell(str(attendance.present), ref, attendance.present)
        if base:
            share = min(1.0, attendance.present / base)
            expected = figure_cell(str(base), ref, base)
            rate = figure_cell(desk.percent(share, 1), ref, share, percent=True)
    if any(one.substantive is not None for one in record.contributions):  # else nobody has said which are
        substantive = sum(bool(one.substantive) for one in record.contributions)
        ref = desk.quoted(record, say("report.spoke"), "/contributions")
        opinions = figure_cell(f"{substantive}/{len(record.contributions)}", ref)
    resolutions = [r for r in own if month_of(r) == month and r.document_type is DocumentType.RESOLUTION]
    told = ", ".join(one.number or say("type.resolution") for one in resolutions)
    return [
        label(shown(month)),
        Cell(date_text(record.held.date), ref=desk.quoted(record, say("report.held"), "/held/date"), is_label=True),
        label(f"{kind} {record.number or ''}".strip()),
        present,
        expected,
        rate,
        opinions,
        _count(record, len(record.superiors), "sheet.superiors-count", "/superiors", desk),
        _count(record, len(record.tasks), "sheet.tasks", "/tasks", desk),
        desk.total_cell(record, assessment),
        desk.grade_cell(assessment),
        label(told or ("–" if is_regular(record) else "")),
    ]


def _count(record: Record, count: int, what: str, pointer: str, desk: Desk) -> Cell:
    return figure_cell(str(count), desk.quoted(record, desk.say(what), pointer), count) if count else label("–")


def _documents(own: Sequence[Record], desk: Desk) -> Block:
    """Contradictions and gaps inside the papers of the year."""
    say = desk.say
    rows = []
    for record in own:
        for one in record.findings:
            if one.severity is Severity.INFO:
                continue
            evidence = [cited(record, path, place) for path in one.paths for place in evidence_for(record, path)]
            ref = desk.book.places(say("report.findings"), evidence or whole(record, one.code), pictures=True)
            kind = label(say(f"severity.{one.severity}"))
            rows.append([label(meeting_label(record, say)), kind, Cell(one.text(say.language), ref=ref)])
    if not rows:
        return Text(say("report.no-findings"))
    return Table(
        name=say("sheet.tab-findings"),
        title=say("report.findings"),
        columns=[Column(say("sheet.paper"), 2.2), Column(say("sheet.kind"), 1.1), Column(say("sheet.content"), 6)],
        rows=rows,
        lead=say("report.findings-lead"),
        small=True,
    )


def _copies(report: SeriesReport, own: Sequence[Record], desk: Desk) -> Iterator[Table]:
    say = desk.say
    ids = {record.record_id for record in own}
    copies = [one for one in report.copies if one.record_id in ids]
    if not copies:
        return
    rows = [
        [
            label(meeting_label(desk.records[one.earlier_record_id], say)),
            wording(one.earlier_text),
            label(meeting_label(desk.records[one.record_id], say)),
            wording(one.text),
        ]
        for one in copies[:_COPIES]
    ]
    yield Table(
        name=say("sheet.tab-copies"),
        title=say("report.copies", count=len(copies)),
        columns=[
            Column(say("sheet.earlier-paper"), 1.2),
            Column(say("sheet.wording"), 4),
            Column(say("sheet.later-paper"), 1.2),
            Column(say("sheet.wording"), 4),
        ],
        rows=rows,
        small=True,
    )
