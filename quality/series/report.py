"""The report on each cell's series, put together from what the other modules find."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quality.facts import Facts
from quality.rubric import Rubric
from quality.rubric_files import load_rubrics
from quality.series.attendance import absences, trend
from quality.series.cadence import held_together, merged, missing_months, off_days
from quality.series.cells import cell_keys, in_order, usual_wording
from quality.series.copies import copies
from quality.series.model import SeriesFinding, SeriesReport
from quality.series.months import gaps, is_regular, month_of, usual_days
from quality.series.numbers import numbers
from quality.series.schedule import Schedule
from quality.series.summary import no_superior, summaries
from quality.series.tasks import carried_over, followed_up, not_followed_up
from quality.series.themes import themes
from schemas import Record

__all__ = ["series_reports"]


def series_reports(
    records: Sequence[Record],
    *,
    with_absences: bool = False,
    rubrics: Sequence[Rubric] | None = None,
    schedule: Schedule | None = None,
    only: Collection[tuple[str, str]] | None = None,
) -> list[SeriesReport]:
    """One report a cell, in order of first appearance; ``only``: of the cells with these keys (see ``cell_keys``).

    ``with_absences`` adds findings that follow one member over months; only for callers who may see names, since their
    quotes name that member. ``rubrics``: the frames whose limits count there, None for those that ship. ``schedule``:
    the days that the committee set; with it, months that are missing at either end count too.
    """
    cells, others = [], []
    for key, positions in cell_keys(records).items():
        unordered = [records[at] for at in positions]
        if only is None or key in only:
            cells.append([Facts(unordered[at]) for at in in_order(unordered)])
        else:
            others.append(unordered)
    frames = (load_rubrics() if rubrics is None else rubrics) if with_absences else None
    hours = {(facts.record.held.date, facts.record.held.start) for cell in cells for facts in cell}
    beside = [[Facts(one) for one in cell if (one.held.date, one.held.start) in hours] for cell in others]
    together = held_together([*cells, *beside])[: len(cells)]
    last = max((month for record in records if (month := month_of(record))), default=None)
    return [_report(members, found, frames, schedule, last) for members, found in zip(cells, together, strict=True)]


def _report(
    members: Sequence[Facts],
    together: Sequence[SeriesFinding],
    frames: Sequence[Rubric] | None,
    schedule: Schedule | None,
    last: str | None,
) -> SeriesReport:
    months: dict[str, list[str]] = {}
    for facts in members:
        if month := month_of(facts.record):
            months.setdefault(month, []).append(facts.record.record_id)
    regular = [facts for facts in members if is_regular(facts.record) and month_of(facts.record)]
    held = sorted({month for facts in regular if (month := month_of(facts.record))})
    missing, breaks = gaps(held)
    if schedule:
        missing = sorted([*missing, *schedule.edges([facts.record for facts in regular], held, last)])
    covered = sorted([*held, *missing])
    usual = usual_days([facts.record for facts in regular])
    passages, copied = copies(members)
    tasks = followed_up(members)
    findings = [
        *missing_months(regular, missing),
        *off_days(regular, schedule),
        *merged([facts for facts in members if facts.is_minutes]),
        *together,
        *themes(members, covered),
        *no_superior(regular),
        *trend(regular),
        *(absences(regular, frames) if frames is not None else ()),
        *numbers(members),
        *not_followed_up(tasks),
        *carried_over(members),
        *copied,
    ]
    records = [facts.record for facts in members]
    return SeriesReport(
        cell=usual_wording(record.organisation.name for record in records) or "",
        parent=usual_wording(record.organisation.parent for record in records),
        record_ids=[record.record_id for record in records],
        months=months,
        missing_months=missing,
        breaks=breaks,
        usual_day=usual[-1] if usual else None,
        attendance={
            month: facts.record.attendance.rate
            for facts in regular
            if facts.record.attendance.rate is not None and (month := month_of(facts.record))
        },
        superior_present=sum(1 for facts in regular if facts.record.superiors),
        findings=findings,
        copies=passages,
        summaries=summaries(members, covered, missing, findings, tasks),
    )
