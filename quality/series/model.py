"""What is told of a cell's meetings in a row. Nothing here names a person outside the quotes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas import Severity
from schemas.base import Frozen
from schemas.geometry import Box

__all__ = [
    "CopiedPassage",
    "PeriodSummary",
    "SeriesEvidence",
    "SeriesFigure",
    "SeriesFinding",
    "SeriesReport",
    "SeriesSource",
]


class SeriesEvidence(Frozen):
    """A place in one paper: ``path`` is the JSON pointer of the value, ``text`` the wording that was found.

    ``text`` None: the value has no quote of its own, the paper as a whole is meant. ``page`` None: the page inside the
    paper is not known. Boxes are fractions of the page, origin top left.
    """

    record_id: str
    path: str
    text: str | None = None
    page: int | None = None
    boxes: list[Box] = Field(default_factory=list)


class SeriesSource(Frozen):
    """The paragraph that a finding is measured by, and its standing: ``F`` read in a primary or published source,
    ``F2`` known from a secondary source only, ``U`` a choice of this software, which ``decision`` explains."""

    paragraph: str
    standing: Literal["F", "F2", "U"]
    decision: str | None = None


class CopiedPassage(Frozen):
    """A passage with the earlier one that it repeats, side by side."""

    record_id: str
    earlier_record_id: str
    text: str
    earlier_text: str


class SeriesFinding(Frozen):
    """Something that only the series shows; ``quality.series.rules.RULES`` lists every ``code`` with its source.

    ``of_person``: it follows one member over months. Such findings are made only where the caller asks for them.
    """

    code: str
    message: str
    message_en: str = ""
    severity: Severity = Severity.WARNING
    period: str | None = None
    record_ids: list[str] = Field(default_factory=list)
    evidence: list[SeriesEvidence] = Field(default_factory=list)
    source: SeriesSource | None = None
    of_person: bool = False

    def told(self, language: str) -> str:
        """The message in ``language`` ("vi" or "en")."""
        return self.message_en if language == "en" and self.message_en else self.message


class SeriesFigure(Frozen):
    """A count or a share with what it was counted from; ``of``: the whole, where ``value`` is a part of one."""

    value: float | None
    of: float | None = None
    evidence: list[SeriesEvidence] = Field(default_factory=list)


class PeriodSummary(Frozen):
    """A half-year (``2026-H1``) or a year (``2026``); ``months``: how many of its 6 or 12 months the papers cover."""

    period: str
    months: int
    figures: dict[str, SeriesFigure] = Field(default_factory=dict)


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
    summaries: list[PeriodSummary] = Field(default_factory=list)
