"""What ``extractors`` hand on: pages of lines of words, each with its box and confidence."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby

from pydantic import Field

from schemas.base import Frozen
from schemas.geometry import Box
from schemas.regions import Region
from schemas.tables import Table

__all__ = ["Line", "Page", "PageQuality", "PageSource", "PageState", "Script", "Step", "Word"]

COLUMN_GAP = "    "  # parts of one printed row stay apart by four blanks in plain text


class PageSource(StrEnum):
    """Where the words of a page come from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"


class PageState(StrEnum):
    """What became of a page."""

    READ = "read"
    BLANK = "blank"
    NEEDS_TRANSCRIPTION = "needs_transcription"  # nothing legible was read: a person must type it
    FAILED = "failed"  # the engine failed on this page only; the reason is in `notes`


class Script(StrEnum):
    """How a line was written."""

    PRINT = "print"
    HANDWRITING = "handwriting"
    UNKNOWN = "unknown"


class Word(Frozen):
    """One word as the reader gave it (NFC)."""

    text: str
    box: Box
    confidence: float | None = Field(default=None, ge=0, le=1)
    raw: str | None = None  # the engine's own form, where a misread word was put right in `text`


class Line(Frozen):
    """One printed line, or one column's part of it.

    ``row`` numbers the printed rows of a page from 0; parts of one row (two-column header, table cells, signatures)
    share it and are told apart by ``column`` (0-based, left to right).
    """

    words: tuple[Word, ...]
    box: Box
    row: int = Field(ge=0)
    column: int = Field(default=0, ge=0)
    script: Script = Script.UNKNOWN

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Step(Frozen):
    """One processing step: what was done, by which tool in which version, with which settings."""

    name: str
    tool: str
    version: str
    settings: dict[str, str | int | float | bool] = Field(default_factory=dict)


class PageQuality(Frozen):
    """Evidence on how well a page was read. No single figure is an alarm by itself: mean confidence least of all."""

    words: int = 0
    mean_confidence: float | None = None
    lexicon_share: float | None = None  # share of the words that are possible Vietnamese syllables
    ink_covered: float | None = None  # share of the ink that lies inside word boxes
    worst_confidence: float | None = None  # 5th percentile of the words' confidence
    grade: str | None = None  # A (good) to D (unusable); a page of handwriting is B at best
    handwriting_share: float | None = None  # of the characters, on lines of handwriting; None: not looked at


class Page(Frozen):
    """One page of a source file."""

    number: int = Field(ge=1)  # 1-based, in the file
    width: int = Field(gt=0)  # pixels of the page image; points for a text layer
    height: int = Field(gt=0)
    dpi: float | None = None
    rotation: int = 0  # degrees clockwise that the page image was turned before reading
    source: PageSource
    state: PageState = PageState.READ
    lines: tuple[Line, ...] = ()
    regions: tuple[Region, ...] = ()  # stamps and signatures
    tables: tuple[Table, ...] = ()  # ruled ones; their words stand in `lines` too, a tick there as "x"
    quality: PageQuality = PageQuality()
    steps: tuple[Step, ...] = ()
    producer: str = ""
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[list[Line]]:
        """The printed rows in reading order, each as its parts from left to right."""
        for _, parts in groupby(self.lines, key=lambda line: line.row):
            yield sorted(parts, key=lambda line: line.column)

    @property
    def text(self) -> str:
        """Plain text, one line per printed row, parts of a row kept apart by four blanks."""
        return "\n".join(COLUMN_GAP.join(part.text for part in row) for row in self.rows())
