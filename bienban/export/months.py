"""The tables by cell and month, worked out from the table of meetings with pandas."""

from __future__ import annotations

import pandas as pd

from bienban.export.catalogue import ATTENDANCE, TREND
from bienban.export.columns import Table
from schemas import DocumentType, MeetingType

__all__ = ["attendance_by_month", "trend_by_month"]

BY = ["cell", "month"]
COUNTED = ["contributions", "contributions_substantive", "contributions_unclear", "tasks", "tasks_with_deadline"]


def attendance_by_month(meetings: pd.DataFrame) -> pd.DataFrame:
    """``meetings`` (the table of that name) summed over cell and month, small groups left out of the sums."""
    stated = _of_members(meetings)
    stated = stated.assign(expected=stated["required"].fillna(stated["members"]))
    # A meeting that states only one of the two figures adds to neither sum: the rate must be of the same people.
    complete = stated["present"].notna() & stated["expected"].notna()
    stated = stated[complete | stated["small_group"]]
    stated = stated.assign(present=stated["present"].where(complete), expected=stated["expected"].where(complete))
    sums = stated.groupby(BY, sort=True).agg(
        meetings=("record", "size"),
        suppressed=("small_group", "sum"),
        expected=("expected", lambda column: column.sum(min_count=1)),
        present=("present", lambda column: column.sum(min_count=1)),
    )
    rate = _share(sums["present"], sums["expected"])
    return _typed(ATTENDANCE, sums.assign(attendance_rate=rate).reset_index())


def trend_by_month(meetings: pd.DataFrame) -> pd.DataFrame:
    """Every month of each cell from its first to its last one with a meeting, also those without any."""
    held = _of_members(meetings)
    rates = attendance_by_month(meetings).set_index(BY)["attendance_rate"]
    parts = []
    for cell, group in held.groupby("cell", sort=True):
        monthly = group.set_index("month").sort_index()
        sums = monthly.assign(meetings=1)[["meetings", *COUNTED]].resample("M").sum()
        # Without minutes nothing is known of a month; a zero would say that nobody spoke.
        sums[COUNTED] = sums[COUNTED].where(sums["meetings"] > 0)
        months = sums.index[sums["meetings"] > 0].to_series()
        judged = sums["contributions"] - sums["contributions_unclear"]
        parts.append(
            sums.assign(
                cell=cell,
                substantive_share=_share(sums["contributions_substantive"], judged),
                tasks_with_deadline_share=_share(sums["tasks_with_deadline"], sums["tasks"]),
                months_since_last=_months_between(months).reindex(sums.index),
            ).reset_index()
        )
    if not parts:
        return _typed(TREND, pd.DataFrame(columns=[column.name for column in TREND.columns]))
    return _typed(TREND, pd.concat(parts, ignore_index=True).join(rates, on=BY))


def _of_members(meetings: pd.DataFrame) -> pd.DataFrame:
    is_minutes = meetings["document_type"] == DocumentType.MINUTES.value
    of_committee = (meetings["meeting_type"] == MeetingType.COMMITTEE.value).fillna(False)
    placed = meetings["cell"].notna() & meetings["month"].notna()
    return meetings[is_minutes & ~of_committee & placed]


def _months_between(months: pd.Series) -> pd.Series:
    numbers = months.dt.year * 12 + months.dt.month
    steps: pd.Series = numbers.diff().astype("Int64")
    return steps


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    whole = whole.astype("Float64")
    share: pd.Series = (part.astype("Float64") / whole.where(whole > 0)).round(4)
    return share


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[column.name for column in table.columns]].astype(
        {column.name: column.dtype for column in table.columns}
    )
