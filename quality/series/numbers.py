"""Numbers of papers that are skipped or given twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quality.facts import Facts
from quality.series.evidence import cite
from quality.series.model import SeriesFinding
from quality.series.months import month_of
from quality.series.rules import finding

__all__ = ["numbers"]

_NUMBER = re.compile(r"(\d{1,4})\s*[-/ ]\s*([A-ZĐ][A-ZĐa-zr]{1,3})(?=[/-])")
_MISREAD = 12  # numbers skipped from which a misread figure is as likely as missing papers


def numbers(members: Sequence[Facts]) -> list[SeriesFinding]:
    """Numbers run on per kind of document through the term; a hole is a missing paper. A falling number begins anew."""
    found: list[SeriesFinding] = []
    last: dict[str, tuple[int, Facts]] = {}
    for facts in members:
        record = facts.record
        match = _NUMBER.match(record.number or "")
        if match is None:
            continue
        number, kind = int(match[1]), match[2].upper()
        before, earlier = last.get(kind, (None, None))
        last[kind] = (number, facts)
        if before is None or earlier is None or number == before + 1 or number < before:
            continue
        month = month_of(record) or (record.issued.date or "")[:7] or None
        evidence = [*cite(earlier, "/number", most=1), *cite(facts, "/number", most=1)]
        ids = [record.record_id]
        if number == before:
            if earlier.record.held.date == record.held.date and earlier.record.issued.date == record.issued.date:
                continue  # the same paper twice, or two parts of one: a matter of the files, not of the numbers
            vi, en = f"Số {number:02d}-{kind} ghi ở hai văn bản.", f"Number {number:02d}-{kind} stands on two papers."
            found.append(finding("number-repeated", vi, en, period=month, evidence=evidence, record_ids=ids))
            continue
        missing = f"{before + 1:02d}" if number == before + 2 else f"{before + 1:02d}–{number - 1:02d}"
        vi, en = f"Số {missing}-{kind} không có trong tập tài liệu.", f"No. {missing}-{kind} is not among the papers."
        if number - before > _MISREAD:
            vi, en = f"{vi} Có thể do đọc sai số.", f"{en} The number may be misread."
        found.append(finding("number-gap", vi, en, period=month, evidence=evidence, record_ids=ids))
    return found
