"""What the report's template is given: plain values, already worded, already without what may not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from quality import Schedule
from schemas import Assessment, Box, Record

__all__ = [
    "Archive",
    "AsideRow",
    "Band",
    "Bar",
    "CellView",
    "CopyView",
    "Criterion",
    "Crop",
    "CropMaker",
    "DocumentView",
    "FileRow",
    "FindingView",
    "MonthMark",
    "MonthSlot",
    "Plot",
    "Report",
    "SeriesNote",
    "YearTable",
]


class CropMaker(Protocol):
    """Cuts a piece out of an original page; a ``data:`` address, or None where there is no image to cut from."""

    def __call__(self, sha256: str, page: int, boxes: Sequence[Box]) -> str | None: ...


@dataclass(frozen=True)
class AsideRow:
    """A file that was put aside: where it is, the kind of trouble, and the reason in words."""

    path: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Archive:
    """All that the report is made from."""

    records: Sequence[Record]
    assessments: Sequence[Assessment]
    aside: Sequence[AsideRow] = ()
    files: int = 0
    whole: bool = True  # False: only the latest papers of the archive
    schedule: Schedule | None = None


@dataclass(frozen=True)
class Crop:
    caption: str
    alt: str
    image: str | None


@dataclass(frozen=True)
class FindingView:
    severity: str
    severity_text: str
    message: str
    crops: Sequence[Crop] = ()


@dataclass(frozen=True)
class Criterion:
    label: str
    status: str
    status_text: str
    points: str
    level: str
    reason: str
    raise_by: str | None
    evidence: Sequence[str]


@dataclass(frozen=True)
class Bar:
    """One row of the plot of ranges; positions are per cent of the scale. ``low`` is None where there are no points."""

    anchor: str
    label: str
    low: float | None
    high: float | None
    points: str
    grade: str
    undetermined: str
    shares: Sequence[tuple[str, int]] = ()  # level and number of criteria, for rubrics without points


@dataclass(frozen=True)
class Band:
    """A grade on the scale: from, to (per cent) and its name."""

    start: float
    end: float
    name: str


@dataclass(frozen=True)
class Plot:
    """The meetings of one cell that were assessed by one rubric."""

    rubric: str
    bands: Sequence[Band]
    bars: Sequence[Bar]
    scale: float | None
    ticks: Sequence[tuple[float, str]] = ()


@dataclass(frozen=True)
class DocumentView:
    anchor: str
    title: str
    number: str | None
    source: str
    facts: Sequence[tuple[str, str]]
    decisions: Sequence[str]
    tasks: Sequence[tuple[str, str, str]]
    findings: Sequence[FindingView]
    criteria: Sequence[Criterion]
    levels: Sequence[tuple[str, int | None, str]]
    measures: Sequence[tuple[str, str, str]]
    rubric: str | None
    notes: Sequence[str] = ()
    assessed: bool = False


@dataclass(frozen=True)
class MonthMark:
    text: str
    title: str
    anchor: str


@dataclass(frozen=True)
class MonthSlot:
    """One month of one cell: marks of its papers, or missing, or outside the cell's period."""

    marks: Sequence[MonthMark] = ()
    missing: bool = False
    label: str = ""


@dataclass(frozen=True)
class YearTable:
    year: int
    rows: Sequence[tuple[str, str, Sequence[MonthSlot]]]  # cell's name, anchor, twelve months


@dataclass(frozen=True)
class SeriesNote:
    """What shows over the months only; ``links``: anchor and label of the documents it speaks of."""

    period: str
    message: str
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class CopyView:
    """A passage that was taken over from an earlier paper; places are anchor and label."""

    place: tuple[str, str]
    text: str
    earlier_place: tuple[str, str]
    earlier_text: str


@dataclass(frozen=True)
class CellView:
    anchor: str
    name: str
    parent: str | None
    documents: Sequence[DocumentView]
    meetings: int
    missing: Sequence[str]
    breaks: Sequence[str]
    plots: Sequence[Plot]
    series: Sequence[SeriesNote]
    copies: Sequence[CopyView]
    findings: int


@dataclass(frozen=True)
class FileRow:
    path: str
    pages: int
    documents: int
    sources: str
    grades: Sequence[tuple[str, int]]
    attention: Sequence[str]


@dataclass(frozen=True)
class Report:
    made: str
    version: str
    pseudonyms: bool
    figures: Sequence[tuple[int, str]]
    years: Sequence[YearTable]
    legend: Sequence[tuple[str, str]]
    cells: Sequence[CellView]
    files: Sequence[FileRow]
    aside: Sequence[AsideRow]
    folder: str = ""
    crops_limit: int | None = None
    whole: bool = True  # False: only the latest papers are shown
    undated: Sequence[tuple[str, str]] = field(default=())
