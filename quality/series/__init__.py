"""The meetings of one cell in a row: what only shows over months."""

from quality.series.cells import CellName, cell_keys, group_cells, in_order, superior_name, time_key
from quality.series.model import (
    CopiedPassage,
    PeriodSummary,
    SeriesEvidence,
    SeriesFigure,
    SeriesFinding,
    SeriesReport,
    SeriesSource,
)
from quality.series.notes import notes_for
from quality.series.report import series_reports
from quality.series.rules import RULES
from quality.series.schedule import FixedDay, Schedule
from quality.series.summary import FIGURES

__all__ = [
    "FIGURES",
    "RULES",
    "CellName",
    "CopiedPassage",
    "FixedDay",
    "PeriodSummary",
    "Schedule",
    "SeriesEvidence",
    "SeriesFigure",
    "SeriesFinding",
    "SeriesReport",
    "SeriesSource",
    "cell_keys",
    "group_cells",
    "in_order",
    "notes_for",
    "series_reports",
    "superior_name",
    "time_key",
]
