"""The HTML page. Everything from documents is escaped; the page asks for nothing outside itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

import quality
from bienban.archive import load_archive, open_store
from bienban.crops import PageCrops
from bienban.i18n import Say
from bienban.pseudonyms import Pseudonyms, load_key
from bienban.report.build import build_report
from bienban.report.model import Archive, AsideRow, Report
from bienban.session import write_atomically
from bienban.settings import Settings

__all__ = ["render", "write_report"]


def render(report: Report, say: Say) -> str:
    """The page as HTML."""
    environment = Environment(
        loader=PackageLoader("bienban", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(report=report, t=say, lang=say.language)


def write_report(settings: Settings, say: Say, path: Path, *, pseudonyms: bool = False) -> Report:
    """Make the report of the archive and put it at ``path`` in one step; returns what it shows.

    Raises ``StoreError`` and ``UsageError``.
    """
    bounds = {
        (rubric.id, rubric.version): [(grade.name, grade.at_least) for grade in rubric.grades]
        for rubric in quality.load_rubrics()
    }
    with open_store(settings) as store:
        archive = load_archive(store, say, settings.rubric, settings.report_papers)
        cut = None if pseudonyms else PageCrops(store.original, settings.reading, settings.report_images)
        if pseudonyms:
            archive = _hidden(archive, load_key(settings.data_dir))
        report = build_report(
            archive, say=say, bounds=bounds, cut=cut, today=datetime.now(UTC).astimezone().date(), pseudonyms=pseudonyms
        )
    if cut is not None and cut.used_up:
        report = replace(report, crops_limit=settings.report_images)
    write_atomically(path, render(report, say))
    return report


def _hidden(archive: Archive, key: bytes) -> Archive:
    names = Pseudonyms(key, archive.records)
    return replace(
        archive,
        records=[names.record(record) for record in archive.records],
        assessments=[names.assessment(assessment) for assessment in archive.assessments],
        aside=[AsideRow(names.hide(row.path), row.kind, row.reason) for row in archive.aside],
    )
