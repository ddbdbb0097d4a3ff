"""Records to assessments: rubrics as data, detectors with evidence, a substance profile, the series of a cell.

A meeting is assessed, never a person; what minutes cannot show stays undetermined and widens the range.
"""

from quality.assess import ASSESSMENT_VERSION, HISTORY, assess, assess_series
from quality.detectors import DETECTORS
from quality.measures import MEASURES
from quality.rubric import Rubric
from quality.rubric_diff import Change, diff_rubrics, rubric_changes
from quality.rubric_files import Choice, RubricError, choose, frames, load_rubrics, pick, read_rubric
from quality.series import (
    CopiedPassage,
    FixedDay,
    PeriodSummary,
    Schedule,
    SeriesEvidence,
    SeriesFigure,
    SeriesFinding,
    SeriesReport,
    SeriesSource,
    series_reports,
)
from quality.stream import assess_file, assess_jsonl

__all__ = [
    "ASSESSMENT_VERSION",
    "DETECTORS",
    "HISTORY",
    "MEASURES",
    "Change",
    "Choice",
    "CopiedPassage",
    "FixedDay",
    "PeriodSummary",
    "Rubric",
    "RubricError",
    "Schedule",
    "SeriesEvidence",
    "SeriesFigure",
    "SeriesFinding",
    "SeriesReport",
    "SeriesSource",
    "assess",
    "assess_file",
    "assess_jsonl",
    "assess_series",
    "choose",
    "diff_rubrics",
    "frames",
    "load_rubrics",
    "pick",
    "read_rubric",
    "rubric_changes",
    "series_reports",
]
