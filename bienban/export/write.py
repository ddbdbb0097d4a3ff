"""What ``bienban export`` does: records in, files out, all of them or none."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from bienban.archive import open_store
from bienban.assessing import assess_records, read_records
from bienban.export import catalogue, months, tables
from bienban.export.columns import Form, Table
from bienban.export.guard import check
from bienban.export.source import prepare
from bienban.i18n import both
from bienban.pseudonyms import KEY_NAME, load_key
from bienban.settings import Settings
from flows.judged import judged_assessments
from schemas import Assessment, Record, UsageError

__all__ = ["Written", "build", "export"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Written(NamedTuple):
    """One file with its number of rows."""

    path: Path
    rows: int


def export(settings: Settings, folder: Path, *, records: str | None = None, cell_names: bool = False) -> list[Written]:
    """Write the tables into ``folder``; what they hold is in docs/analytics.md.

    ``records``: a JSON Lines file (``-``: standard input) instead of the database. Raises ``UsageError`` (its kind
    ``LeakError`` where a table might name a person) and ``StoreError``; then no file was written or changed.
    """
    if (folder / KEY_NAME).exists() or folder.resolve() == settings.data_dir.resolve():
        raise UsageError(*both("export.key-there", path=folder))
    found, assessments = _sources(settings, records)
    frames = build(found, assessments, load_key(settings.data_dir), cell_names=cell_names)
    texts = {table: _checked(table, frame, found) for table, frame in frames}
    _write(folder, texts)
    return [Written(folder / table.file_name, len(frame)) for table, frame in frames]


def build(
    records: Sequence[Record], assessments: Sequence[Assessment], key: bytes, *, cell_names: bool = False
) -> list[tuple[Table, pd.DataFrame]]:
    """Each table with its frame, in the order of the catalogue."""
    entries = prepare(records, assessments, key)
    meetings = tables.meetings(entries)
    made = [
        (catalogue.MEETINGS, meetings),
        (catalogue.TASKS, tables.tasks(entries)),
        (catalogue.CONTRIBUTIONS, tables.contributions(entries)),
        (catalogue.FINDINGS, tables.findings(entries)),
        (catalogue.ATTENDANCE, months.attendance_by_month(meetings)),
        (catalogue.TREND, months.trend_by_month(meetings)),
    ]
    return [*made, (catalogue.CELLS, tables.cells(entries))] if cell_names else made


def _sources(settings: Settings, records: str | None) -> tuple[list[Record], list[Assessment]]:
    if records is not None:
        found = read_records(records)
        return found, assess_records(found, settings)
    with open_store(settings) as store:
        return store.records(), judged_assessments(store, settings.rubric)


def _checked(table: Table, frame: pd.DataFrame, records: Sequence[Record]) -> str:
    # Looked at as it will stand in the file: what the writer makes of a value counts, not what the frame holds.
    text = frame.to_csv(index=False, lineterminator="\r\n")
    check(table, list(csv.DictReader(io.StringIO(text, newline=""))), records)
    wordings = [column.name for column in table.columns if column.form is Form.WORDING]
    harmless = frame.assign(**{name: frame[name].map(_no_formula, na_action="ignore") for name in wordings})
    return harmless.to_csv(index=False, lineterminator="\r\n")


def _no_formula(value: str) -> str:
    """A wording that a spreadsheet would calculate gets an apostrophe in front."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _write(folder: Path, texts: dict[Table, str]) -> None:
    """All files beside their places first; they take them when the last one is on the disk."""
    drafts: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, text in texts.items():
            path = folder / table.file_name
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
            # With the mark at its beginning, without which Excel takes UTF-8 for something else.
            drafts[path].write_text(text, encoding="utf-8-sig", newline="")
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise UsageError(*both("error.cannot-write", path=folder, reason=error.strerror or "")) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
