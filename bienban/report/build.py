"""From records and assessments to what the template shows."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

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
    folder = _common_folder([*(record.source.path for record in archive.records), *(row.path for row in archive.aside)])
    archive = _without(folder, archive)
    assessed = {assessment.record_id: assessment for assessment in archive.assessments}
    cells = _cells(archive.records, archive.schedule)
    views = [
        _cell(f"c{number}", series=series, members=members, assessed=assessed, bounds=bounds, cut=cut, say=say)
        for number, (series, members) in enumerate(cells, start=1)
    ]
    views = _told_apart(views, [members for _, members in cells])
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
        folder=folder,
        whole=archive.whole,
        undated=[
            (anchor, f"{meeting_label(record, say)} ({Path(record.source.path).name})")
            for _, members in cells
            for anchor, record in members
            if month_of(record) is None
        ],
    )


def _common_folder(paths: Sequence[str]) -> str:
    """The folder that all ``paths`` lie in; "" where there is none: long paths hide what differs."""
    absolute = [path for path in paths if Path(path).is_absolute()]
    if not absolute or len(absolute) != len(paths):
        return ""
    folder = os.path.commonpath([str(Path(path).parent) for path in absolute])
    return "" if folder == os.sep else folder


def _without(folder: str, archive: Archive) -> Archive:
    """``archive`` with the paths as they are below ``folder``."""
    if not folder:
        return archive
    records = [
        record.model_copy(
            update={"source": record.source.model_copy(update={"path": os.path.relpath(record.source.path, folder)})}
        )
        for record in archive.records
    ]
    aside = [replace(row, path=os.path.relpath(row.path, folder)) for row in archive.aside]
    return replace(archive, records=records, aside=aside)


def _cells(
    records: Sequence[Record], schedule: quality.Schedule | None = None
) -> list[tuple[quality.SeriesReport, list[Placed]]]:
    """The series of each cell with its documents in the order of time; cells that no paper names come last."""
    by_id = {record.record_id: record for record in records}
    series = sorted(
        quality.series_reports(records, schedule=schedule), key=lambda one: (not one.cell, one.parent or "", one.cell)
    )
    number = 0
    cells = []
    for one in series:
        placed: list[Placed] = []
        for record_id in one.record_ids:
            number += 1
            placed.append((f"d{number}", by_id[record_id]))
        cells.append((one, placed))
    return cells


def _told_apart(views: Sequence[CellView], members: Sequence[Sequence[Placed]]) -> list[CellView]:
    """Cells of one name get their parent's behind it, or the name of their first file."""
    names = Counter(view.name for view in views)
    same = Counter((view.name, view.parent) for view in views)
    told = []
    for view, placed in zip(views, members, strict=True):
        if names[view.name] == 1:
            told.append(view)
            continue
        file = Path(placed[0][1].source.path).name
        known = view.parent if same[view.name, view.parent] == 1 else None
        told.append(replace(view, name=f"{view.name} ({known or file})", parent=None if known else view.parent))
    return told


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
        name=series.cell or say("report.unknown-cell"),
        parent=series.parent,
        documents=[
            document_view(target, record, assessed.get(record.record_id), cut, say) for target, record in members
        ],
        meetings=sum(record.document_type is DocumentType.MINUTES for record in records),
        missing=[period_text(month, say) for month in series.missing_months],
        breaks=[f"{period_text(first, say)}–{period_text(last, say)}" for first, last in series.breaks],
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
        and (finding.record_ids or _has_papers(series, finding.period))
    ]


def _has_papers(series: quality.SeriesReport, period: str | None) -> bool:
    """Whether any paper is of that year or quarter: of a span without papers nothing can be missed."""
    if period is None:
        return True
    year, _, part = period.partition("-")
    quarter = int(part[1]) if part.startswith("Q") else None
    return any(
        month[:4] == year and (quarter is None or (int(month[5:]) - 1) // 3 + 1 == quarter) for month in series.months
    )


def _copies(series: quality.SeriesReport, members: Sequence[Placed], say: Say) -> list[CopyView]:
    places = {record.record_id: (anchor, meeting_label(record, say)) for anchor, record in members}
    return [
        CopyView(places[copy.record_id], copy.text, places[copy.earlier_record_id], copy.earlier_text)
        for copy in series.copies
        if copy.record_id in places and copy.earlier_record_id in places
    ]


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
