"""What ``bienban assess`` does: records in, assessments out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

import quality
from bienban.errors import EXIT_OK, EXIT_SOME_UNREAD
from bienban.i18n import Say, both
from bienban.session import tell
from bienban.settings import Settings
from bienban.tables import show_table
from bienban.words import figure, meeting_label, range_text
from quality.judging import laid_over
from schemas import Assessment, CriterionStatus, Judgement, Record, UsageError

__all__ = ["assess_records", "print_assessments", "read_records", "show_assessments"]


def read_records(source: str) -> list[Record]:
    """Records from the JSON Lines file ``source`` (``-``: standard input); raises ``UsageError``."""
    with _lines(source) as lines:
        return list(_parsed(source, lines))


def assess_records(
    records: Sequence[Record], settings: Settings, judgements: Sequence[Judgement] = ()
) -> list[Assessment]:
    """Every meeting of ``records``, each with the history of its own cell, as people decided where ``judgements`` say
    so; raises ``UsageError``."""
    rubrics, chosen = quality.frames(settings.rubric)
    return laid_over(quality.assess_series(records, rubrics, chosen), judgements, rubrics)


def print_assessments(source: str, settings: Settings, say: Say) -> int:
    """Assess the JSON Lines of ``source`` and print JSON Lines; a line that is no record is named and left out.

    Returns the exit status, 0 or 1. Raises ``UsageError`` where ``source`` cannot be opened.
    """
    bad = []

    def on_error(line: int, reason: str) -> None:
        bad.append(line)
        tell(say("assess.bad-record", path=source, line=line, reason=reason))

    rubrics, chosen = quality.frames(settings.rubric)
    try:
        stream = sys.stdin.buffer if source == "-" else Path(source)
        for line in quality.assess_file(stream, rubrics, chosen, on_error, settings.workers):
            print(line)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise UsageError(*both("error.cannot-read", path=source, reason=error.strerror or "")) from error
    return EXIT_SOME_UNREAD if bad else EXIT_OK


def show_assessments(assessments: Sequence[Assessment], records: Sequence[Record], say: Say) -> None:
    """A table for the terminal: no names of persons, ranges only."""
    by_id = {record.record_id: record for record in records}
    rows = []
    for assessment in assessments:
        record = by_id.get(assessment.record_id)
        undetermined = sum(c.status is CriterionStatus.UNDETERMINED for c in assessment.criteria)
        rows.append(
            [
                (record.organisation.name if record else None) or "?",
                meeting_label(record, say) if record else assessment.record_id,
                assessment.rubric.id if assessment.rubric else "–",
                range_text(assessment.total, say)
                + (f" / {figure(assessment.max_total, say)}" if assessment.max_total else ""),
                " – ".join(dict.fromkeys(assessment.grade)) if assessment.grade else "–",
                f"{undetermined}/{len(assessment.criteria)}",
            ]
        )
    head = [say(f"assess.{key}") for key in ("cell", "period", "rubric", "total", "grade", "open")]
    show_table("", head, rows)


@contextmanager
def _lines(source: str) -> Iterator[Iterable[str]]:
    try:
        if source == "-":
            yield sys.stdin
        else:
            with Path(source).open(encoding="utf-8") as stream:
                yield stream
    except OSError as error:
        raise UsageError(*both("error.cannot-read", path=source, reason=error.strerror or "")) from error
    except UnicodeDecodeError as error:
        raise UsageError(*both("error.cannot-read", path=source, reason="UTF-8")) from error


def _parsed(source: str, lines: Iterable[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Record.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            reason = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}".lstrip(": ")
            raise UsageError(*both("assess.bad-record", path=source, line=number, reason=reason)) from error
