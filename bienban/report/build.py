"""From records and assessments to what the template shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import quality
from bienban import __version__
from bienban.i18n import Say
from bienban.report.document import document_view
from bienban.report.model import Archive, CellView, CopyView, CropMaker, FileRow, Report, SeriesNote
from bienban.report.months import mark_of, year_tables
from bienban.report.plot import Bounds, plots
from bienban.words import date_text, meeting_label, month_of, period_text
from schemas import Assessment, DocumentType, PageState, Record

__all__ = ["build_report"]

Placed = tuple[str, Record]  # the anchor of a document on the page, and its record
WANTS_A_PERSON = {PageState.NEEDS_TRANSCRIPTION, PageState.FAILED}


def build_report(
    archive: Archive, *, say: Say, bounds: Bounds, cut: CropMaker | None, today: date, pseudonyms: bool = False
) -> Report:
    """The whole report. ``bounds``: the grades of each rubric; ``cut``: pictures of evidence, None leaves them out."""
    assessed = {assessment.record_id: assessment for assessment in archive.assessments}
    cells = _cells(archive.records)
    views = [
        _cell(f"c{number}", series=series, members=members, assessed=assessed, bounds=bounds, cut=cut, say=say)
        for number, (series, members) in enumerate(cells, start=1)
    ]
    meetings = sum(view.meetings for view in views)
    figures = (
        (sum(1 for series, _ in cells if series.cell), "cells"),
        (len(archive.records), "documents"),
        (meetings, "meetings"),
        (sum(len(view.missing) for view in views), "missing"),
        (sum(len(record.findings) for record in archive.records), "findings"),
        (len(archive.aside), "aside"),
    )
    named = [
        (view.name, view.anchor, members, series.missing_months)
        for view, (series, members) in zip(views, cells, strict=True)
    ]
    return Report(
        made=date_text(today.isoformat()),
        version=__version__,
        pseudonyms=pseudonyms,
        figures=[(count, say(f"report.figure-{name}")) for count, name in figures],
        years=year_tables(named, say),
        legend=sorted({mark_of(record, say) for record in archive.records}),
        cells=views,
        files=_files(archive.records, say),
        aside=archive.aside,
        undated=[
            (anchor, meeting_label(record, say))
            for _, members in cells
            for anchor, record in members
            if month_of(record) is None
        ],
    )


def _cells(records: Sequence[Record]) -> list[tuple[quality.SeriesReport, list[Placed]]]:
    """The series of each cell with its documents in the order of time; cells that no paper names come last."""
    by_id = {record.record_id: record for record in records}
    series = sorted(quality.series_reports(records), key=lambda one: (not one.cell, one.parent or "", one.cell))
    number = 0
    cells = []
    for one in series:
        placed: list[Placed] = []
        for record_id in one.record_ids:
            number += 1
            placed.append((f"d{number}", by_id[record_id]))
        cells.append((one, placed))
    return cells


def _cell(
    anchor: str,
    *,
    series: quality.SeriesReport,
    members: Sequence[Placed],
    assessed: dict[str, Assessment],
    bounds: Bounds,
    cut: CropMaker | None,
    say: Say,
) -> CellView:
    records = [record for _, record in members]
    rows = [(target, record, assessed[record.record_id]) for target, record in members if record.record_id in assessed]
    return CellView(
        anchor=anchor,
        name=_usual(record.organisation.name for record in records) or say("report.unknown-cell"),
        parent=_usual(record.organisation.parent for record in records),
        documents=[
            document_view(target, record, assessed.get(record.record_id), cut, say) for target, record in members
        ],
        meetings=sum(record.document_type is DocumentType.MINUTES for record in records),
        missing=[period_text(month, say) for month in series.missing_months],
        plots=plots(rows, bounds, say),
        series=_series(series, members, say),
        copies=_copies(series, members, say) if cut else [],
        findings=sum(len(record.findings) for record in records),
    )


def _series(series: quality.SeriesReport, members: Sequence[Placed], say: Say) -> list[SeriesNote]:
    """What shows over the months only, each note with links to the documents it speaks of."""
    places = {record.record_id: (anchor, meeting_label(record, say)) for anchor, record in members}
    return [
        SeriesNote(
            period=period_text(finding.period, say) if finding.period else "",
            message=finding.message,
            links=[places[record_id] for record_id in finding.record_ids if record_id in places],
        )
        for finding in series.findings
        if finding.code != "missing-month"  # these stand above, month by month
    ]


def _copies(series: quality.SeriesReport, members: Sequence[Placed], say: Say) -> list[CopyView]:
    places = {record.record_id: (anchor, meeting_label(record, say)) for anchor, record in members}
    return [
        CopyView(places[copy.record_id], copy.text, places[copy.earlier_record_id], copy.earlier_text)
        for copy in series.copies
        if copy.record_id in places and copy.earlier_record_id in places
    ]


def _usual(values: Iterable[str | None]) -> str | None:
    """The wording that occurs most often; one slip of the reader must not name a cell."""
    known = Counter(value for value in values if value)
    return known.most_common(1)[0][0] if known else None


def _files(records: Sequence[Record], say: Say) -> list[FileRow]:
    """How each file was read; a page that two documents share counts once."""
    by_file: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_file[record.source.path].append(record)
    rows = []
    for path, several in sorted(by_file.items()):
        readings = {reading.page: reading for record in several for reading in record.reading}
        pages = {page for record in several for page in record.source.pages}
        grades = Counter(reading.grade or say("report.ungraded") for reading in readings.values())
        rows.append(
            FileRow(
                path=path,
                pages=len(pages),
                documents=len(several),
                sources=", ".join(sorted({say(f"source.{reading.source}") for reading in readings.values()})) or "–",
                grades=sorted(grades.items()),
                attention=[
                    say("report.page-state", page=page, state=say(f"state.{reading.state}"))
                    for page, reading in sorted(readings.items())
                    if reading.state in WANTS_A_PERSON
                ],
            )
        )
    return rows
