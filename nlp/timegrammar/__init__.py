"""A grammar of Vietnamese dates, times of day, lengths of time and deadlines: pure functions with offsets."""

from nlp.timegrammar.dates import find_dates
from nlp.timegrammar.deadline import deadline
from nlp.timegrammar.model import DateExpr, Deadline, DurationExpr, TimeExpr
from nlp.timegrammar.resolve import resolve
from nlp.timegrammar.times import find_durations, find_times

__all__ = [
    "DateExpr",
    "Deadline",
    "DurationExpr",
    "TimeExpr",
    "deadline",
    "find_dates",
    "find_durations",
    "find_times",
    "resolve",
]
