"""Parts that the sheets of a cell and of a committee share: figures, months, drawings and findings of the series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bienban.report.sheets.desk import Desk
from bienban.report.sheets.evidence import whole
from bienban.report.sheets.model import Block, Cell, Column, MonthLine, MonthRanges, Table, Text, figure_cell, label
from bienban.words import figure, period_text
from quality import PeriodSummary, SeriesEvidence, SeriesFinding, SeriesReport
from quality.detectors.attendance import base_of
from quality.series.months import is_regular, month_of
from schemas import Evidence, Record

__all__ = [
    "Form",
    "cited",
    "drawings_of",
    "empty_year",
    "figure_of",
    "findings_block",
    "half_text",
    "is_of_year",
    "months_of",
    "papers_of",
    "summary_of",
]


Form = Literal["both", "ratio", "percent"]


def months_of(year: int) -> list[str]:
    return [f"{year}-{month:02d}" for month in range(1, 13)]


def is_of_year(period: str | None, year: int) -> bool:
    return period is not None and period[:4] == str(year)


def papers_of(report: SeriesReport, year: int, desk: Desk) -> list[Record]:
    """The cell's papers of the year, by the month of the meeting or of the issue."""
    members = [desk.records[record_id] for record_id in report.record_ids]
    return [one for one in members if is_of_year(month_of(one) or (one.issued.date or "")[:7] or None, year)]


def empty_year(year: int, years: Sequence[int], desk: Desk) -> Text:
    """That there is no paper of the year, and of which years there are."""
    return Text(desk.say("sheet.empty-year", year=year, years=", ".join(map(str, years)) or "–"), "strong")


def cited(record: Record, path: str, place: Evidence) -> SeriesEvidence:
    """A quote of a record as evidence of a sheet's figure."""
    return SeriesEvidence(record_id=record.record_id, path=path, text=place.text, page=place.page, boxes=place.boxes)


def drawings_of(records: Sequence[Record], year: int, desk: Desk) -> tuple[Cell | None, Cell | None]:
    """Attendance over the year, and ranges where the frame has points; None where there is nothing to draw."""
    line, ranges = _line(records, year, desk), _ranges(records, year, desk)
    return (
        Cell(drawing=line) if any(value is not None for value in line.values) else None,
        Cell(drawing=ranges) if any(span is not None for span in ranges.ranges) else None,
    )


def summary_of(report: SeriesReport, period: str) -> PeriodSummary | None:
    return next((one for one in report.summaries if one.period == period), None)


def figure_of(summary: PeriodSummary | None, name: str, desk: Desk, form: Form = "both") -> Cell:
    """A figure of a summary as "18/20 (90 %)", "18/20" or "90 %", or 18 alone; a dash where the papers do not tell."""
    one = summary.figures.get(name) if summary else None
    if summary is None or one is None or one.value is None:
        return label("–")
    ref = desk.book.places(_what(name, summary.period, desk), one.evidence)
    if one.of is None:
        return figure_cell(figure(one.value, desk.say), ref, one.value)
    if not one.of:
        return label("–")
    percent = desk.percent(one.value, one.of)
    if form == "percent":
        return figure_cell(percent, ref, one.value / one.of, percent=True)
    text = f"{one.value:g}/{one.of:g}"
    return figure_cell(text if form == "ratio" else f"{text} ({percent})", ref)


def _what(name: str, period: str, desk: Desk) -> str:
    return f"{desk.say(f'figure.{name}')}, {half_text(period, desk)}"


def half_text(period: str, desk: Desk) -> str:
    """``2026-H1`` as "6 tháng đầu năm 2026"; other periods as everywhere."""
    year, _, part = period.partition("-")
    if part.startswith("H"):
        return desk.say(f"sheet.half-{part[1]}", year=year)
    if not part:
        return desk.say("sheet.whole-year", year=year)
    return period_text(period, desk.say)


def _line(records: Sequence[Record], year: int, desk: Desk) -> MonthLine:
    """Attendance of each month's regular meeting (the last one of the month that gives it)."""
    values: list[float | None] = []
    refs: list[int | None] = []
    for month in months_of(year):
        value, ref = None, None
        for record in records:
            base, pointer = base_of(record.attendance)
            if is_regular(record) and month_of(record) == month and record.attendance.present is not None and base:
                value = min(1.0, record.attendance.present / base)
                ref = desk.quoted(record, desk.say("report.attendance"), "/attendance/present", pointer)
        values.append(value)
        refs.append(ref)
    return MonthLine(values, refs)


def _ranges(records: Sequence[Record], year: int, desk: Desk) -> MonthRanges:
    """The range of points of each month's regular meeting, where its frame has points."""
    ranges: list[tuple[float, float] | None] = []
    refs: list[int | None] = []
    bands = []
    for month in months_of(year):
        span, ref = None, None
        for record in records:
            assessment = desk.assessments.get(record.record_id)
            bar = desk.bar(assessment)
            if is_regular(record) and month_of(record) == month and bar is not None and assessment is not None:
                span, ref = (bar.low, bar.high), desk.total_ref(record, assessment)
                bands = list(bar.bands)
        ranges.append(span)
        refs.append(ref)
    return MonthRanges(ranges, refs, bands)


def findings_block(findings: Sequence[tuple[str, SeriesFinding]], desk: Desk, *, with_cell: bool) -> Block:
    """What shows over the months only, with the paragraph that it is measured by, or that nothing does. ``findings``:
    cell and finding."""
    say = desk.say
    if not findings:
        return Text(say("sheet.no-series-findings"))
    rows = []
    for cell, one in findings:
        evidence: Sequence[SeriesEvidence] = one.evidence or [
            place for record_id in one.record_ids for place in whole(desk.records[record_id])
        ]
        ref = desk.book.places(say("sheet.series-finding"), evidence, pictures=not with_cell)
        row = [label(half_text(one.period, desk) if one.period else "–")]
        row += [Cell(one.told(say.language), ref=ref), desk.source_cell(one.source)]
        rows.append([label(cell), *row] if with_cell else row)
    columns = [Column(say("sheet.period"), 1.3), Column(say("sheet.content"), 4.5), Column(say("sheet.rule"), 4.5)]
    return Table(
        name=say("sheet.tab-series"),
        title=say("report.series"),
        columns=[Column(say("report.cell"), 1.8), *columns] if with_cell else columns,
        rows=rows,
        lead=say("sheet.series-lead"),
        small=True,
    )
