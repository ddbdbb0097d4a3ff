"""What the time grammar returns. All offsets are into the NFC form of the text, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["DateExpr", "DateKind", "Deadline", "DeadlineKind", "DurationExpr", "TimeExpr"]

DateKind = Literal[
    "date",  # a day, with or without month and year
    "month",
    "quarter",
    "half_year",  # "6 tháng đầu năm 2025"; see ``half``
    "year",
    "range",  # another span of months: "9 tháng đầu năm 2025"
    "term",  # "nhiệm kỳ 2020-2025", "2017 - 2020"; see ``years``
    "recurring",  # "ngày 25 hằng tháng"
    "same_day",  # "cùng ngày"
]


class DateExpr(NamedTuple):
    """One expression of date in a text; what the page does not say is ``None``.

    ``weekday`` is 1 (Monday) to 7. ``lunar``: the figures are of the lunar calendar. ``valid`` is false for a day that
    no calendar has (31/2). ``repaired``: a look-alike letter was read as a digit. ``range_part`` marks the two ends of
    "từ … đến …". ``month_offset`` and ``year_offset`` hold "tháng sau" and "năm trước" (+1, -1), seen from the meeting.
    """

    start: int
    end: int
    kind: DateKind = "date"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    lunar: bool = False
    repaired: bool = False
    valid: bool = True
    range_part: Literal["start", "end"] | None = None
    years: tuple[int, int] | None = None
    month_offset: int = 0
    year_offset: int = 0


@dataclass(frozen=True)
class TimeExpr:
    """A time of day, ``value`` as 24-hour ``HH:MM``."""

    start: int
    end: int
    value: str
    repaired: bool = False


@dataclass(frozen=True)
class DurationExpr:
    """A length of time in whole minutes."""

    start: int
    end: int
    minutes: int


DeadlineKind = Literal[
    "by",  # "xong trước ngày 20/3", "chậm nhất …", "hạn …"
    "session",  # "báo cáo tại kỳ sinh hoạt tháng 4"
    "period",  # "trong tháng 5", "cuối quý II"
    "on",  # "ngày 14/6" after an action
    "vague",  # "kỳ sinh hoạt tới", "thường xuyên": a wording without a date
    "from",  # "từ ngày 01/4": a wording, but no deadline
]


@dataclass(frozen=True)
class Deadline:
    """The wording of a deadline and its ISO value (day or month), ``None`` where the wording fixes no date.

    ``inferred``: the year or month came from the meeting's date.
    """

    start: int
    end: int
    text: str
    value: str | None
    inferred: bool
    kind: DeadlineKind
