"""From the archive to a sheet in a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import quality
from bienban import __version__
from bienban.archive import load_archive, open_store
from bienban.crops import PageCrops
from bienban.i18n import Say
from bienban.pseudonyms import Pseudonyms, load_key
from bienban.report.model import Archive, CropMaker
from bienban.report.sheets.cell_year import cell_year_sheet
from bienban.report.sheets.committee import committee_sheet
from bienban.report.sheets.desk import Desk
from bienban.report.sheets.hiding import without_names
from bienban.report.sheets.meeting import meeting_sheet
from bienban.report.sheets.model import Sheet
from bienban.report.sheets.selecting import of_committee, one_cell, one_meeting, years_of
from bienban.report.sheets.write_html import write_html
from bienban.session import write_bytes_atomically
from bienban.settings import Settings
from bienban.words import date_text
from quality.folding import fold
from quality.series.cells import normal_name

__all__ = ["FORMATS", "Wanted", "make_sheet", "sheet_bytes", "write_sheet"]

FORMATS = ("html", "xlsx", "docx")


@dataclass(frozen=True)
class Wanted:
    """What the sheet is about: one of ``meeting``, ``cell`` (perhaps of ``committee``) and ``committee``.

    ``with_absences`` adds findings that follow one member; ``year`` None: the latest that there are papers of.
    """

    meeting: str | None = None
    cell: str | None = None
    committee: str | None = None
    year: int | None = None
    with_absences: bool = False
    pseudonyms: bool = False


def make_sheet(
    archive: Archive, wanted: Wanted, *, say: Say, today: date, cut: CropMaker | None, key: bytes | None
) -> Sheet:
    """The sheet that is wanted. ``cut``: pictures of evidence, None leaves them out; ``key``: of the pseudonyms.

    Raises ``UsageError`` where what is wanted is not there or cannot be told apart.
    """
    desk = Desk(
        records={record.record_id: record for record in archive.records},
        assessments={one.record_id: one for one in archive.assessments},
        rubrics={(rubric.id, rubric.version): rubric for rubric in quality.load_rubrics()},
        say=say,
        made=date_text(today.isoformat()),
        version=__version__,
        cut=cut,
    )
    sheet = _sheet(archive, wanted, desk, today)
    return sheet if key is None else without_names(sheet, Pseudonyms(key, archive.records), say)


def write_sheet(settings: Settings, wanted: Wanted, kind: str, out: Path | None, say: Say, today: date) -> Path:
    """Make the sheet of the archive and put it where ``out`` says, else into ``reports/`` of the data folder.

    Raises ``UsageError`` and ``StoreError``; returns the path.
    """
    with open_store(settings) as store:
        archive = load_archive(store, say, settings.rubric)
        cut = None if wanted.pseudonyms else PageCrops(store.original, settings.reading, settings.report_images)
        key = load_key(settings.data_dir) if wanted.pseudonyms else None
        sheet = make_sheet(archive, wanted, say=say, today=today, cut=cut, key=key)
    path = out or settings.data_dir / "reports" / f"{sheet.file_name}.{kind}"
    write_bytes_atomically(path, sheet_bytes(sheet, kind, say))
    return path


def sheet_bytes(sheet: Sheet, kind: str, say: Say) -> bytes:
    """The file: ``kind`` is one of ``FORMATS``. The writers are loaded when asked for: they take a while."""
    if kind == "xlsx":
        from bienban.report.sheets.write_xlsx import write_xlsx  # noqa: PLC0415

        return write_xlsx(sheet, say)
    if kind == "docx":
        from bienban.report.sheets.write_docx import write_docx  # noqa: PLC0415

        return write_docx(sheet, say)
    return write_html(sheet, say).encode("utf-8")


def _sheet(archive: Archive, wanted: Wanted, desk: Desk, today: date) -> Sheet:
    if wanted.meeting is not None:
        return meeting_sheet(one_meeting(archive.records, wanted.meeting), replace(desk, pictures=True))
    if wanted.cell is not None:
        key = one_cell(archive.records, wanted.cell, wanted.committee)
        (report,) = _reports(archive, wanted, {key})
        years = years_of([report])
        year = _year(wanted, years, today)
        return cell_year_sheet(report, year, _slug(report.cell, year), desk, years)
    cells = _reports(archive, wanted, of_committee(archive.records, wanted.committee or ""))
    cells.sort(key=lambda report: (normal_name(report.cell), report.cell))
    year = _year(wanted, years_of(cells), today)
    name = cells[0].parent or ""
    return committee_sheet(cells, name, year, _slug(name, year), desk)


def _reports(archive: Archive, wanted: Wanted, keys: Collection[tuple[str, str]]) -> list[quality.SeriesReport]:
    return quality.series_reports(
        archive.records, with_absences=wanted.with_absences, schedule=archive.schedule, only=keys
    )


def _year(wanted: Wanted, years: Sequence[int], today: date) -> int:
    return wanted.year if wanted.year is not None else max(years, default=today.year)


def _slug(name: str, year: int) -> str:
    """A name for the file that every system takes."""
    return f"{re.sub(r'[^a-z0-9]+', '-', fold(name)).strip('-')[:60] or 'chi-bo'}-{year}"
