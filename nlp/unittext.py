"""A unit as one string with a way back to the page.

``UnitText.text`` equals ``Unit.text`` but for ruled tables, whose rows are one line each; ``folded`` has the same
length, so that patterns run on the folded text (no marks, lower case: they survive OCR's loss of marks) while values
and quotes are sliced from the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import fmean
from typing import NamedTuple

from nlp.cellrows import rows_with_cells
from nlp.fold import nfc
from nlp.leaders import without_leaders
from nlp.misread import search_form
from schemas import COLUMN_GAP, Box, Evidence, PlacedLine, Table, Unit, Word, union

__all__ = ["Part", "UnitText", "from_lines"]


# "ä/c", "đíc", "đ;c" for "đ/c"; "†" for "t": misreadings that no Vietnamese word explains. Lengths are kept.
_COMRADE = re.compile(r"(?<![\w/])(?:[aàáâãäåòóôöeuđdoĐDÐ]\s?/\s?[ceC©]|[đdĐD][íìïi¡l|!;:][ce])(?![\w/])")
_RANK = re.compile(
    r"(?<![\w-])(?:(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)|Chuẩn\súy|"
    r"(?:[Tt]iến|[Tt]hạc|[Bb]ác|[Dd]ược)\ss[ĩỹ]|[Kk]ỹ\ssư)[,\s]*){1,3}"
    r"(?=(?:(?:GS|PGS|TS|ThS|BS|CN|KS)\.?\s?)*[A-ZĐÀ-Ỹ][^\W\d_]*\s[A-ZĐÀ-Ỹ'])"
)
# "chỉ bộ", "chí ủy": the engine's own bias; no such words exist beside "chi bộ" and "chi ủy".
_CELL = re.compile(r"(?<!\w)([Cc])h[ỉíìĩị](?=\s(?:bộ|Bộ|ủy|Ủy|uỷ|Uỷ)(?!\w))")
_CROSSED = str.maketrans({"†": "t", "‡": "t", "ƒ": "f"})


def _mend(text: str) -> str:
    def comrade(match: re.Match[str]) -> str:
        found = match.group()
        return ("Đ" if found[0] in "ĐDÐ" else "đ") + found[1:-1].replace(found[1:-1].strip() or "/", "/") + "c"

    mended = _CELL.sub(r"\1hi", _COMRADE.sub(comrade, text).translate(_CROSSED))
    # A rank or degree before a name is no part of it; blanks keep the offsets.
    return _RANK.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), mended)


@dataclass(frozen=True, slots=True)
class Part:
    """One column's part of one printed row: offsets into the text, page, row number in the unit, column, box."""

    start: int
    end: int
    page: int
    row: int
    column: int
    box: Box


class _Placed(NamedTuple):
    start: int
    end: int
    page: int
    row: int
    word: Word


@dataclass(frozen=True)
class UnitText:
    """Text of a unit with its printed parts and words; all offsets are into ``text``."""

    text: str
    parts: tuple[Part, ...]
    words: tuple[_Placed, ...]
    producers: dict[int, str] = field(default_factory=dict)  # page -> reader
    ruled: dict[int, tuple[Table, ...]] = field(default_factory=dict)  # page -> its ruled tables

    @cached_property
    def clean(self) -> str:
        """The text with what OCR makes of "đ/c" and of crossed letters put right and the dots of forms blanked out,
        position for position."""
        return _mend(without_leaders(self.text))

    @cached_property
    def folded(self) -> str:
        return search_form(self.clean)

    @cached_property
    def flow(self) -> str:
        """The text with line ends as blanks: same offsets, but a phrase may run over a line end."""
        return self.clean.replace("\n", " ")

    @cached_property
    def folded_flow(self) -> str:
        return self.folded.replace("\n", " ")

    @cached_property
    def _starts(self) -> list[int]:
        return [placed.start for placed in self.words]

    @cached_property
    def _part_starts(self) -> list[int]:
        return [part.start for part in self.parts]

    def slice(self, start: int, end: int) -> str:
        """The wording between two offsets as one clean line."""
        return " ".join(self.clean[start:end].split())

    def words_in(self, start: int, end: int) -> tuple[_Placed, ...]:
        """The words that overlap ``[start, end)``."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.words[first].end <= start:
            first += 1
        return self.words[first : bisect_left(self._starts, end)]

    def part_at(self, offset: int) -> Part | None:
        """The printed part that holds ``offset``."""
        index = bisect_right(self._part_starts, offset) - 1
        return self.parts[index] if index >= 0 else None

    def page_of(self, offset: int) -> int:
        part = self.part_at(offset)
        return part.page if part else 1

    def evidence(self, start: int, end: int, rule: str) -> Evidence | None:
        """Evidence for the wording between two offsets: quote, page, one box per printed row, worst word confidence.

        A wording that runs over a page end is boxed on the page where it begins. ``None`` for an empty span.
        """
        words = self.words_in(start, end)
        if not words:
            return None
        page = words[0].page
        rows: dict[int, list[Box]] = {}
        known: list[float] = []
        for _, _, its_page, row, word in words:
            if its_page == page:
                rows.setdefault(row, []).append(word.box)
            if word.confidence is not None:
                known.append(word.confidence)
        reader = self.producers.get(page, "")
        return Evidence(
            text=" ".join(self.text[start:end].split()),
            page=page,
            boxes=[union(boxes) if len(boxes) > 1 else boxes[0] for boxes in rows.values()],
            confidence=round(min(fmean(known), min(known) + 0.25), 3) if known else None,
            producer=f"{reader} / {rule}" if reader else rule,
            kind="ocr" if known else "rule",
        )


def from_lines(rows: list[list[PlacedLine]], producers: dict[int, str] | None = None) -> UnitText:
    """``UnitText`` of printed rows (each a list of its parts from left to right)."""
    pieces: list[str] = []
    parts: list[Part] = []
    words: list[_Placed] = []
    offset = 0
    for row_number, row in enumerate(rows):
        if row_number:
            pieces.append("\n")
            offset += 1
        for column, placed in enumerate(row):
            if column:
                pieces.append(COLUMN_GAP)
                offset += len(COLUMN_GAP)
            start = offset
            for index, word in enumerate(placed.line.words):
                if index:
                    pieces.append(" ")
                    offset += 1
                text = nfc(word.text)
                pieces.append(text)
                words.append(_Placed(offset, offset + len(text), placed.page, row_number, word))
                offset += len(text)
            parts.append(Part(start, offset, placed.page, row_number, column, placed.line.box))
    return UnitText("".join(pieces), tuple(parts), tuple(words), producers or {})


def from_unit(unit: Unit) -> UnitText:
    """``UnitText`` of a document unit, the lines of each cell of a ruled table together."""
    ruled = {page.number: page.tables for page in unit.pages if page.tables}
    text = from_lines(rows_with_cells(unit.rows(), ruled), {page.number: page.producer for page in unit.pages})
    return replace(text, ruled=ruled)
