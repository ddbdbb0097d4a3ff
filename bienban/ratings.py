"""Blind rating sheets: written without anybody's levels, filled in by a person alone, read back as ratings.

A sheet is a workbook where its name ends in ``.xlsx``; else CSV in UTF-8 with a byte order mark, which spreadsheets
open as it is. What they save (a workbook, or text with commas, semicolons or tabs) is read. It shows what is to be
rated and where the paper lies, and neither the machine's levels nor those of other people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from bienban.archive import open_store
from bienban.i18n import Say, both
from bienban.judging import act, rubric_of
from bienban.session import shown, tell, write_atomically, write_bytes_atomically
from bienban.settings import Settings
from nlp.registers.sheets import ZIP, as_csv
from quality.judging import ASPECTS, level_of, scale_of
from schemas import Assessment, CriterionStatus, DocumentType, Judgement, Record, UsageError

__all__ = ["COLUMNS", "import_sheet", "write_sheet"]

COLUMNS = ("record_id", "cell", "held_on", "file", "pages", "criterion", "what", "scale", "level", "reason")
NEEDED = ("record_id", "criterion", "level", "reason")
_WIDTHS = (16, 28, 12, 32, 8, 26, 40, 44, 8, 40)  # characters
_MOST_BYTES = 50_000_000


def write_sheet(settings: Settings, say: Say, path: Path, cell: str | None) -> None:
    """Write a blank sheet for the archive's minutes, or for those whose cell's name holds ``cell``."""
    with open_store(settings) as store:
        records = {one.record_id: one for one in store.records() if _wanted(one, cell)}
        # The machine's own assessments: they only say which frame and which criteria apply.
        assessments = [one for one in store.assessments() if one.record_id in records]
    rows = [row for one in assessments for row in _rows(records[one.record_id], one, settings, say)]
    if path.suffix.lower() == ".xlsx":
        write_bytes_atomically(path, _workbook(rows))
    else:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([COLUMNS, *([_safe(cell) for cell in row] for row in rows)])
        write_atomically(path, "\ufeff" + text.getvalue())
    tell(say("judge.sheet-written", meetings=len(assessments), path=shown(path)))


def import_sheet(settings: Settings, say: Say, path: Path, rater: str | None) -> None:
    """Take the ratings of a filled sheet in, all or none; rows without a level are passed over.

    Raises ``UsageError`` naming file and row for what cannot be used."""
    rows = list(_read(path))
    with open_store(settings) as store:
        assessments = {one.record_id: one for one in store.assessments()}
        ratings: list[Judgement] = []
        for number, row in rows:
            try:
                ratings.append(_rating(row, assessments, settings, rater))
            except UsageError as error:
                raise _bad(path, number, error.english, error.vietnamese) from error
        store.judge(ratings)
    tell(say("judge.imported", count=len(ratings), empty=_count(path) - len(rows)))


def _wanted(record: Record, cell: str | None) -> bool:
    name = record.organisation.name or ""
    return record.document_type is DocumentType.MINUTES and (cell is None or cell.casefold() in name.casefold())


def _rows(record: Record, assessment: Assessment, settings: Settings, say: Say) -> Iterator[list[str]]:
    common = [
        record.record_id,
        record.organisation.name or "",
        record.held.date or record.period or "",
        record.source.path,
        " ".join(map(str, record.source.pages)),
    ]
    rubric = rubric_of(assessment, settings)
    asked = [(name, say(f"level.{name}")) for name in ASPECTS]
    asked += [(row.id, row.label) for row in assessment.criteria if row.status is not CriterionStatus.NOT_APPLICABLE]
    for name, what in asked:
        scale = scale_of(rubric, name)
        if scale is None:
            continue  # the frame is no longer at hand
        top, words = scale
        told = "; ".join(f"{at} = {word}" for at, word in enumerate(words)) if words else f"0–{top:g}"
        yield [*common, name, what, told, "", ""]


def _rating(
    row: dict[str, str], assessments: dict[str, Assessment], settings: Settings, rater: str | None
) -> Judgement:
    assessment = assessments.get(row["record_id"].strip())
    if assessment is None:
        raise UsageError(*both("judge.unknown-record", id=row["record_id"]))
    criterion = row["criterion"].strip().removeprefix("'")
    value, label = level_of(rubric_of(assessment, settings), criterion, row["level"])
    return act(assessment, criterion, "rating", value=value, label=label, reason=row["reason"], who=rater)


def _read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with a level, with their number in the file."""
    for number, row in enumerate(_table(path), start=2):
        if row.get("level", "").strip():
            yield number, row


def _count(path: Path) -> int:
    return sum(1 for _ in _table(path))


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as a workbook: every cell is text, so nothing in it is taken for a formula."""
    import xlsxwriter  # noqa: PLC0415 - only whoever wants a workbook needs it

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    head, body = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet()
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text, body)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _table(path: Path) -> Sequence[dict[str, str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(*both("error.cannot-read", path=path, reason=f"> {_MOST_BYTES} bytes"))
        data = path.read_bytes()
        text = (as_csv(path, data) if data.startswith(ZIP) else data).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(*both("error.cannot-read", path=path, reason=error.strerror or "")) from error
    except UnicodeDecodeError as error:
        raise UsageError(*both("error.cannot-read", path=path, reason="UTF-8")) from error
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, restval="")
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise _bad(path, 1, *both("judge.not-a-sheet", columns=", ".join(missing)))
    return [{key: value for key, value in row.items() if isinstance(value, str)} for row in reader]


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: file names and wordings come from papers."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _bad(path: Path, row: int, english: str, vietnamese: str) -> UsageError:
    texts = both("judge.bad-sheet", path=shown(path), row=row, reason="{reason}")
    return UsageError(texts[0].replace("{reason}", english), texts[1].replace("{reason}", vietnamese))
