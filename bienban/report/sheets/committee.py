"""The overview of a committee's cells for one year: small multiples on one scale, in the order of names, never of
figures."""

from __future__ import annotations

from collections.abc import Sequence

from bienban.report.months import mark_of
from bienban.report.sheets.desk import Desk
from bienban.report.sheets.evidence import whole
from bienban.report.sheets.model import (
    Block,
    Cell,
    Column,
    Sheet,
    Signatures,
    Table,
    figure_cell,
    label,
    numbered,
)
from bienban.report.sheets.series import (
    Form,
    cited,
    drawings_of,
    empty_year,
    figure_of,
    findings_block,
    is_of_year,
    months_of,
    papers_of,
    summary_of,
)
from quality import SeriesReport
from quality.series.months import month_of
from schemas import DocumentType, Record, Severity

__all__ = ["committee_sheet"]

_COLUMNS: tuple[tuple[str, str, Form], ...] = (
    ("regular_meetings", "meetings", "ratio"),
    ("missing_months", "missing", "ratio"),
    ("thematic_meetings", "thematic", "ratio"),
    ("ho_chi_minh_themes", "ho-chi-minh", "ratio"),
    ("attendance", "rate", "percent"),
    ("superior_present", "superior", "ratio"),
    ("opinions_substantive", "opinions", "percent"),
    ("tasks_spoken_of", "tasks-followed", "percent"),
    ("copied", "copied", "ratio"),
)


def committee_sheet(reports: Sequence[SeriesReport], name: str, year: int, file_name: str, desk: Desk) -> Sheet:
    """``reports``: the cells in the order to show them."""
    say = desk.say
    papers = [(report, papers_of(report, year, desk)) for report in reports]
    blocks: list[Block] = []
    if any(own for _, own in papers):
        blocks += [_figures(papers, year, desk), _grid(papers, year, desk), _multiples(papers, year, desk)]
        found = [(r.cell, one) for r in reports for one in r.findings if is_of_year(one.period, year)]
        blocks.append(findings_block(found, desk, with_cell=True))
    else:
        known = sorted({int(month[:4]) for report in reports for month in report.months})
        blocks.append(empty_year(year, known, desk))
    blocks.append(Signatures(say("sheet.sign-maker"), say("sheet.sign-committee")))
    return Sheet(
        file_name=file_name,
        title=say("sheet.committee-title"),
        subtitle=say("report.year", year=year),
        superior="",
        organisation=name,
        made=desk.made,
        version=desk.version,
        blocks=numbered(blocks),
        entries=desk.book.entries,
        notes=(say("sheet.no-ranking"), say("report.how-decision"), say("report.how-person"), say("sheet.how-missing")),
        landscape=True,
    )


def _figures(papers: Sequence[tuple[SeriesReport, list[Record]]], year: int, desk: Desk) -> Table:
    say = desk.say
    rows = []
    for at, (report, own) in enumerate(papers, start=1):
        summary = summary_of(report, str(year))
        cells = [figure_of(summary, name, desk, form) for name, _, form in _COLUMNS]
        rows.append([label(str(at)), label(report.cell), _members(own, desk), *cells, _contradictions(own, desk)])
    return Table(
        name=say("sheet.tab-summary"),
        title=say("sheet.cells-summary"),
        columns=[
            Column(say("sheet.no"), 0.4, "center"),
            Column(say("report.cell"), 2.4),
            Column(say("sheet.members"), 0.8, "center"),
            *(Column(say(f"sheet.{title}"), 1, "center") for _, title, _ in _COLUMNS),
            Column(say("sheet.contradictions"), 1, "center"),
        ],
        rows=rows,
        lead=say("sheet.summary-lead"),
        small=True,
    )


def _members(own: Sequence[Record], desk: Desk) -> Cell:
    """The number of members that the year's last minutes give."""
    stated = [record for record in own if record.attendance.total is not None]
    if not stated:
        return label("–")
    last = stated[-1]
    ref = desk.quoted(last, desk.say("sheet.members"), "/attendance/total")
    return figure_cell(str(last.attendance.total), ref, last.attendance.total)


def _contradictions(own: Sequence[Record], desk: Desk) -> Cell:
    minutes = [record for record in own if record.document_type is DocumentType.MINUTES]
    if not minutes:
        return label("–")
    found = [(record, one) for record in own for one in record.findings if one.severity is Severity.ERROR]
    evidence = [
        cited(record, path, place)
        for record, one in found
        for path in one.paths
        if (place := record.evidence.get(path)) is not None
    ]
    looked_at = (
        evidence
        or [place for record, _ in found for place in whole(record)]
        or [place for record in minutes for place in whole(record)]
    )
    return figure_cell(str(len(found)), desk.book.places(desk.say("sheet.contradictions"), looked_at), len(found))


def _grid(papers: Sequence[tuple[SeriesReport, list[Record]]], year: int, desk: Desk) -> Table:
    """Which papers there are, month by month."""
    say = desk.say
    rows = []
    marks = sorted({mark_of(record, say) for _, own in papers for record in own})
    for report, own in papers:
        row = [label(report.cell)]
        for month in months_of(year):
            of_month = [record for record in own if month_of(record) == month]
            shown = " ".join(dict.fromkeys(mark_of(record, say)[0] for record in of_month))
            if month in report.missing_months:
                row.append(label(f"{say('report.missing')} {shown}".strip(), "missing"))
            else:
                row.append(label(shown, "" if of_month else "outside"))
        rows.append(row)
    key = "; ".join(f"{mark}: {meaning.lower()}" for mark, meaning in marks)
    return Table(
        name=say("sheet.tab-grid"),
        title=say("report.overview"),
        columns=[
            Column(say("report.cell"), 2.4),
            *(Column(say("report.month-short", month=month), 0.8, "center") for month in range(1, 13)),
        ],
        rows=rows,
        lead=f"{say('report.legend')}: {key}. {say('sheet.how-missing')}",
        small=True,
    )


def _multiples(papers: Sequence[tuple[SeriesReport, list[Record]]], year: int, desk: Desk) -> Table:
    say = desk.say
    rows = []
    for report, own in papers:
        rows.append([label(report.cell), *(drawn or label("–") for drawn in drawings_of(own, year, desk))])
    return Table(
        name=say("sheet.tab-course"),
        title=say("sheet.multiples"),
        columns=[
            Column(say("report.cell"), 1.6),
            Column(say("sheet.attendance-by-month"), 3),
            Column(say("sheet.ranges-by-month"), 3),
        ],
        rows=rows,
        lead=say("sheet.course-lead"),
    )
