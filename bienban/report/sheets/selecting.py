"""Which cell, which year, which meeting is meant; what cannot be told apart is refused with the ways out."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from bienban.i18n import both
from quality import SeriesReport
from quality.series import superior_name
from quality.series.cells import normal_name
from schemas import Record, UsageError

__all__ = ["of_committee", "one_cell", "one_meeting", "years_of"]

_SHOWN = 8


def one_cell(reports: Sequence[SeriesReport], name: str, committee: str | None) -> SeriesReport:
    """The cell called ``name`` (case, marks and "Chi bộ" do not matter), of ``committee`` where that is given.

    Raises ``UsageError`` where there is none, or more than one.
    """
    wanted = normal_name(name)
    named = [report for report in reports if report.cell and normal_name(report.cell) == wanted]
    found = [report for report in named if committee is None or _is_under(report, committee)]
    if not found:
        known = list(dict.fromkeys(report.cell for report in reports if report.cell))
        raise UsageError(*both("sheet.no-cell", name=name, known=_near(name, known)))
    if len(found) > 1:
        parents = "; ".join(f'--committee "{report.parent}"' if report.parent else "–" for report in found)
        raise UsageError(*both("sheet.cells-alike", name=name, count=len(found), parents=parents))
    return found[0]


def of_committee(reports: Sequence[SeriesReport], name: str) -> list[SeriesReport]:
    """The cells under the committee ``name``, by name. Raises ``UsageError`` where there are none."""
    found = [report for report in reports if report.cell and _is_under(report, name)]
    if not found:
        known = list(dict.fromkeys(report.parent for report in reports if report.parent))
        raise UsageError(*both("sheet.no-committee", name=name, known=_near(name, known)))
    return sorted(found, key=lambda report: (normal_name(report.cell), report.cell))


def one_meeting(records: Sequence[Record], prefix: str) -> Record:
    """The record whose id begins with ``prefix``. Raises ``UsageError`` where there is none, or more than one."""
    found = [record for record in records if record.record_id.startswith(prefix)]
    if len(found) != 1:
        key = "sheet.meetings-alike" if found else "sheet.no-meeting"
        raise UsageError(*both(key, id=prefix, count=len(found)))
    return found[0]


def years_of(reports: Sequence[SeriesReport]) -> list[int]:
    """The years that any paper of these cells is of, in order."""
    return sorted({int(month[:4]) for report in reports for month in report.months})


def _is_under(report: SeriesReport, committee: str) -> bool:
    return bool(report.parent) and superior_name(report.parent) == superior_name(committee)


def _near(name: str, known: Sequence[str]) -> str:
    """Names that look like ``name`` first; all of them where there are few."""
    near = difflib.get_close_matches(name, known, n=_SHOWN, cutoff=0.5)
    rest = [one for one in sorted(known) if one not in near]
    return "; ".join([*near, *rest][:_SHOWN]) or "–"
