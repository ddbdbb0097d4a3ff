"""The meetings of one cell in a row: what only shows over months."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import Field

from quality.facts import Facts
from quality.folding import fold
from quality.novelty import COPIED, copied_passages, taken_over
from schemas import DocumentType, MeetingType, Record
from schemas.base import Frozen

__all__ = [
    "CellName",
    "CopiedPassage",
    "SeriesFinding",
    "SeriesReport",
    "cell_keys",
    "group_cells",
    "in_order",
    "notes_for",
    "series_reports",
    "time_key",
]

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_CELL = re.compile(r"^(?:chi bo|cb)\s+")
# A committee is written as the body ("Đảng ủy xã") or as the organisation that it leads ("Đảng bộ xã"): one superior.
_SUPERIOR = re.compile(r"^(?:dang bo|dang uy)\s+")
_LONGEST_GAP = 11  # months; where a whole year is absent, papers were not handed in rather than meetings not held
_OFF = 2  # days from the cell's usual day that are no finding
_HABIT = 3  # meetings from which a usual day can be told
_LAST = 12


class CopiedPassage(Frozen):
    """A passage with the earlier one that it repeats, side by side."""

    record_id: str
    earlier_record_id: str
    text: str
    earlier_text: str


class SeriesFinding(Frozen):
    """Something that only the series shows. ``code``: missing-month, off-usual-day, no-thematic-in-quarter,
    no-ho-chi-minh-theme-in-year, copied-text, theme-without-own-minutes, number-gap."""

    code: str
    message: str
    period: str | None = None
    record_ids: list[str] = Field(default_factory=list)


class SeriesReport(Frozen):
    """One cell's meetings: ``months`` maps YYYY-MM to its records, ``record_ids`` has all in order of date.

    ``missing_months`` lack a regular meeting between two that are there. A span without any for a year or longer is a
    break (its first and last month): nothing can be told of it, so nothing is missed in it.
    """

    cell: str
    parent: str | None = None
    record_ids: list[str] = Field(default_factory=list)
    months: dict[str, list[str]] = Field(default_factory=dict)
    missing_months: list[str] = Field(default_factory=list)
    breaks: list[tuple[str, str]] = Field(default_factory=list)
    usual_day: int | None = None
    attendance: dict[str, float] = Field(default_factory=dict)  # YYYY-MM -> rate of the regular meeting
    superior_present: int = 0  # regular meetings that somebody of the superior committee attended
    findings: list[SeriesFinding] = Field(default_factory=list)
    copies: list[CopiedPassage] = Field(default_factory=list)


def normal_name(name: str | None) -> str:
    """An organisation's name for grouping: folded, without "Chi bộ" and punctuation; empty for None."""
    return _CELL.sub("", _NOT_LETTERS.sub(" ", fold(name or "")).strip())


class CellName(NamedTuple):
    """What tells a record's cell: organisation, its parent, and the file that it stands in."""

    name: str
    parent: str
    sha256: str

    @classmethod
    def of(cls, record: Record) -> CellName:
        parent = _SUPERIOR.sub("", normal_name(record.organisation.parent))
        return cls(normal_name(record.organisation.name), parent, record.source.sha256)


def cell_keys(records: Sequence[Record]) -> dict[tuple[str, str], list[int]]:
    """Positions of the records of each cell, in order of first appearance (see ``group_cells``)."""
    return group_cells([CellName.of(record) for record in records])


def group_cells(cells: Sequence[CellName]) -> dict[tuple[str, str], list[int]]:
    """Positions of each cell.

    Cells of one name under different parents are different cells; a record that names no parent joins its name's only
    parent. Records that name no cell stay with the others of their file.
    """
    parents: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        if cell.name and cell.parent:
            parents[cell.name].add(cell.parent)
    groups: dict[tuple[str, str], list[int]] = {}
    for at, cell in enumerate(cells):
        key = ("", cell.sha256)
        if cell.name:
            known = parents.get(cell.name, set())
            key = (cell.name, cell.parent if cell.parent or len(known) != 1 else next(iter(known)))
        groups.setdefault(key, []).append(at)
    return groups


def time_key(record: Record) -> str | None:
    """A record's time for ordering: the meeting's date, else the date of issue, else its period; sorts as text."""
    return record.held.date or record.issued.date or record.period


def in_order(records: Sequence[Record]) -> list[int]:
    """Positions by date; what has none comes last, in the order given."""
    return sorted(range(len(records)), key=lambda at: (time_key(records[at]) is None, time_key(records[at]) or ""))


def notes_for(ordered: Sequence[Record]) -> list[list[str]]:
    """Notes of the series for each record of one cell (ordered by date), in Vietnamese, without names."""
    notes: list[list[str]] = [[] for _ in ordered]
    position = {id(record): at for at, record in enumerate(ordered)}
    regular = [record for record in ordered if _is_regular(record) and _month(record)]
    usual = _usual_day(regular)
    for earlier, later in itertools.pairwise(regular):
        gap = _months_between(_month(earlier) or "", _month(later) or "")
        if 0 < len(gap) <= _LONGEST_GAP:
            told = ", ".join(f"{month[5:]}/{month[:4]}" for month in gap)
            notes[position[id(later)]].append(f"Trước kỳ này thiếu biên bản thường kỳ tháng {told}.")
    for record in regular:
        day = _day(record)
        if usual is not None and day is not None and abs(day - usual) > _OFF:
            notes[position[id(record)]].append(
                f"Họp ngày {day}, khác ngày sinh hoạt thường lệ của chi bộ (ngày {usual})."
            )
    return notes


def series_reports(records: Sequence[Record]) -> list[SeriesReport]:
    """One report a cell, in order of first appearance."""
    return [_report([records[at] for at in positions]) for positions in cell_keys(records).values()]


def _report(unordered: Sequence[Record]) -> SeriesReport:
    records = [unordered[at] for at in in_order(unordered)]
    months: dict[str, list[str]] = {}
    for record in records:
        if month := _month(record):
            months.setdefault(month, []).append(record.record_id)
    regular = [record for record in records if _is_regular(record) and _month(record)]
    held = sorted({month for record in regular if (month := _month(record))})
    missing, breaks = _gaps(held)
    usual = _usual_day(regular)
    copies, copied = _copies(records)
    return SeriesReport(
        cell=_usual_wording(record.organisation.name for record in records) or "",
        parent=_usual_wording(record.organisation.parent for record in records),
        record_ids=[record.record_id for record in records],
        months=months,
        missing_months=missing,
        breaks=breaks,
        usual_day=usual,
        attendance={
            month: record.attendance.rate
            for record in regular
            if record.attendance.rate is not None and (month := _month(record))
        },
        superior_present=sum(1 for record in regular if record.superiors),
        findings=[
            *(
                SeriesFinding(
                    code="missing-month", message=f"Không có biên bản thường kỳ tháng {m[5:]}/{m[:4]}.", period=m
                )
                for m in missing
            ),
            *_off_days(regular, usual),
            *_thematic(records, sorted([*held, *missing])),
            *_number_gaps(records),
            *copied,
        ],
        copies=copies,
    )


def _off_days(regular: Sequence[Record], usual: int | None) -> list[SeriesFinding]:
    found = []
    for record in regular:
        day = _day(record)
        if usual is not None and day is not None and abs(day - usual) > _OFF:
            message = f"Họp ngày {day}, ngày thường lệ là {usual}."
            found.append(
                SeriesFinding(
                    code="off-usual-day", message=message, period=_month(record), record_ids=[record.record_id]
                )
            )
    return found


def _thematic(records: Sequence[Record], covered_months: Sequence[str]) -> list[SeriesFinding]:
    """CT 50-CT/TW item 2: a thematic meeting at least once a quarter; one a year on Hồ Chí Minh; own minutes."""
    minutes = [record for record in records if record.document_type is DocumentType.MINUTES]
    thematic = [r for r in minutes if r.meeting_type is MeetingType.THEMATIC or r.theme]
    found: list[SeriesFinding] = []
    covered = {_quarter(month) for record in thematic if (month := _month(record))}
    by_quarter = Counter(_quarter(month) for month in covered_months)
    for quarter, count in sorted(by_quarter.items()):
        # Only quarters that the series covers in full can lack one.
        if count == 3 and quarter not in covered:
            message = f"Quý {quarter[-1]}/{quarter[:4]} không thấy biên bản sinh hoạt chuyên đề."
            found.append(SeriesFinding(code="no-thematic-in-quarter", message=message, period=quarter))
    by_year = Counter(month[:4] for month in covered_months)
    about = {
        (_month(record) or "")[:4] for record in thematic if "ho chi minh" in fold(record.theme or record.title or "")
    }
    for year, count in sorted(by_year.items()):
        if count == 12 and year not in about:
            message = f"Năm {year} không thấy chuyên đề học tập và làm theo Hồ Chí Minh."
            found.append(SeriesFinding(code="no-ho-chi-minh-theme-in-year", message=message, period=year))
    found.extend(
        SeriesFinding(
            code="theme-without-own-minutes",
            message="Nội dung chuyên đề ghi chung trong biên bản thường kỳ, không có biên bản riêng.",
            period=_month(record),
            record_ids=[record.record_id],
        )
        for record in thematic
        if record.meeting_type is MeetingType.REGULAR
        and not any(o.meeting_type is MeetingType.THEMATIC and o.held.date == record.held.date for o in thematic)
    )
    return found


def _number_gaps(records: Sequence[Record]) -> list[SeriesFinding]:
    """Numbers run on per kind of document through the term (HD 36-HD/VPTW 2018); a hole is a missing paper."""
    found: list[SeriesFinding] = []
    last: dict[str, int] = {}
    for record in records:
        match = re.match(r"(\d{1,4})-([^/]+)/", record.number or "")
        if match is None:
            continue
        number, kind = int(match[1]), match[2]
        before = last.get(kind)
        if before is not None and number > before + 1:
            missing = f"{before + 1:02d}" if number == before + 2 else f"{before + 1:02d}–{number - 1:02d}"
            message = f"Số {missing}-{kind} không có trong tập tài liệu."
            found.append(
                SeriesFinding(code="number-gap", message=message, period=_month(record), record_ids=[record.record_id])
            )
        last[kind] = number
    return found


def _copies(records: Sequence[Record]) -> tuple[list[CopiedPassage], list[SeriesFinding]]:
    passages: list[CopiedPassage] = []
    findings: list[SeriesFinding] = []
    past: list[Facts] = []
    for record in records:
        if record.document_type is DocumentType.OTHER:
            continue
        now = Facts(record)
        copy = taken_over(now, past[-_LAST:])
        if copy is not None and copy.share >= COPIED:
            before = copy.earlier.record
            message = f"{copy.share:.0%} nội dung lặp lại biên bản trước."
            ids = [record.record_id, before.record_id]
            findings.append(SeriesFinding(code="copied-text", message=message, period=_month(record), record_ids=ids))
            passages.extend(
                CopiedPassage(record_id=ids[0], earlier_record_id=ids[1], text=text, earlier_text=earlier)
                for text, earlier in copied_passages(now, copy.earlier)
            )
        past = [*past[-_LAST:], now]
    return passages, findings


def _usual_wording(values: Iterable[str | None]) -> str | None:
    """The wording that occurs most often; one slip of the reader must not name a cell."""
    known = Counter(value for value in values if value)
    return known.most_common(1)[0][0] if known else None


def _is_regular(record: Record) -> bool:
    return record.document_type is DocumentType.MINUTES and record.meeting_type in (MeetingType.REGULAR, None)


def _month(record: Record) -> str | None:
    """YYYY-MM of the meeting, else of its period."""
    for known in (record.held.date, record.period):
        if known and len(known) >= 7 and known[5:7].isdigit():
            return known[:7]
    return None


def _day(record: Record) -> int | None:
    date = record.held.date
    return int(date[8:10]) if date and len(date) == 10 else None


def _usual_day(regular: Sequence[Record]) -> int | None:
    days = [day for record in regular if (day := _day(record)) is not None]
    if len(days) < _HABIT:
        return None
    day, count = Counter(days).most_common(1)[0]
    return day if count * 2 >= len(days) else None


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:7]) - 1) // 3 + 1}"


def _gaps(held: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Months missing between those of ``held`` (sorted, each once), and the breaks: first and last month of each."""
    missing: list[str] = []
    breaks: list[tuple[str, str]] = []
    for earlier, later in itertools.pairwise(held):
        gap = _months_between(earlier, later)
        if len(gap) > _LONGEST_GAP:
            breaks.append((gap[0], gap[-1]))
        else:
            missing.extend(gap)
    return missing, breaks


def _months_between(first: str, last: str) -> list[str]:
    found: list[str] = []
    at = datetime.date(int(first[:4]), int(first[5:7]), 1)
    end = datetime.date(int(last[:4]), int(last[5:7]), 1)
    while (at := datetime.date(at.year + at.month // 12, at.month % 12 + 1, 1)) < end:
        found.append(f"{at:%Y-%m}")
    return found
