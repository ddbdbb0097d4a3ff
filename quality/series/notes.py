"""What the series adds to the assessment of each meeting."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from quality.series.months import LONGEST_GAP, day_of, is_regular, month_of, months_between, shown, usual_days
from quality.series.rules import OFF
from schemas import Record

__all__ = ["notes_for"]


def notes_for(ordered: Sequence[Record]) -> list[list[str]]:
    """Notes of the series for each record of one cell (ordered by date), in Vietnamese, without names."""
    notes: list[list[str]] = [[] for _ in ordered]
    position = {id(record): at for at, record in enumerate(ordered)}
    regular = [record for record in ordered if is_regular(record) and month_of(record)]
    for earlier, later in itertools.pairwise(regular):
        gap = months_between(month_of(earlier) or "", month_of(later) or "")
        if 0 < len(gap) <= LONGEST_GAP:
            told = ", ".join(map(shown, gap))
            notes[position[id(later)]].append(f"Trước kỳ này thiếu biên bản thường kỳ tháng {told}.")
    for record, usual in zip(regular, usual_days(regular), strict=True):
        day = day_of(record)
        if usual is not None and day is not None and abs(day - usual) > OFF:
            notes[position[id(record)]].append(
                f"Họp ngày {day}, khác ngày sinh hoạt thường lệ của chi bộ (ngày {usual})."
            )
    return notes
