"""Printed rows → paragraphs and list items ("blocks"), from markers and from where rows end.

A row ends a paragraph when the next row's first word would still have fitted on it: that holds for justified and for
ragged text, for typewriters and for handwriting, and needs no knowledge of the font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from nlp.unittext import Part, UnitText

__all__ = ["Block", "Marker", "find_blocks", "read_marker"]

NO_MARKER = 99
_ROMAN = re.compile(
    r"(?:phan\s+(?:thu\s+)?)?(?:x?i{1,3}|x?iv|x?vi{0,3}|ix|x|il|ill|iil|h|hi|ih|iih|lii|ll|lil)\s*(?:[-–—.:)]|"
    r"/-|/(?=\s))[-–—./:)]*\s*(?=\S)"
)
_PART = re.compile(r"phan\s+(?:thu\s+)?(?:[ivx]{1,4}|\d|mot|hai|ba|nhat)\b\s*[-–—.:]?\s*")
_UPPER = re.compile(r"[A-HĐ]\s*(?:[.)]|/-|/(?=\s)|-(?=\s))[-–—.]*\s*(?=\S)")
_ARTICLE = re.compile(r"dieu\s*\d{1,2}\s*[.:]\s*")
_ITEM_OF_AGENDA = re.compile(r"noi\s*dung\s*(?:thu\s*)?(?:\d{1,2}|nhat|hai|ba|tu|nam)\s*[:.]\s*(?=\S)")
_LOWER = re.compile(r"[a-hđ]\s*[.)]\s*(?=\S)")
# "19.00 ngày 01.6": an hour, no item 19.0.
_NESTED = re.compile(
    r"(?!\d{1,2}\.(?:0\d|[0-5]\d\s+(?:ngày|ng\b|giờ)))\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:[.):/]|\s?[-–])?\s+(?=\D)"
)
_NUMBER = re.compile(
    r"(?:[lI]|\d{1,2})\s?(?:[./)\-–](?!\d)[-–.)]*\s*(?=[^\d\s]|\d)|,\s(?=[^\W\d]))|[a-zđA-ZĐ]\s?/\s(?=\S)|"
    r"[S§]\s?[.)]\s*(?=[A-ZĐÀ-Ỹ][^\W\d])"  # a five, misread
)
# "9 2.Nhiệm vụ": handwriting reads a stroke of the margin as a digit before the number.
_NUMBER_BEHIND_STROKE = re.compile(r"\d\s\d{1,2}\s?\.\s?(?=[A-ZĐÀ-Ỹ][^\W\d])")
_BULLET = re.compile(r"[-–—~_=+*•●○▪■»>·]{1,2}\s*(?=[^\s\d]|\d)")
_ORDINAL = re.compile(r"(?:mot|hai|ba|bon|nam|sau|bay|tam)\s+la\s*[,:]?\s*")

_OPENS_LABEL = re.compile(
    r"[^\W\d][^:.;,]{1,28}:(?!\d)|(?:bien\s*ban|nghi\s*quyet|hom\s*nay|vao\s*(?:hoi|"
    r"luc)|thoi\s*gian|ket\s*thuc|bieu\s*quyet|bq)\b"
)
_LEADS_ON = re.compile(
    r"(?:,|(?<!\w)(?:[Đđ]ồng chí|[Đđ]/c|ông|bà|anh|chị|và|của|là|cho|với|do|các|những|tại|từ|trong|được))$"
)
# Where neither capitals nor stops part the rows: a person, an officer, a count or the end begins anew.
_OPENS_BARE = re.compile(
    r"(?:[Ôô]ng|[Bb]à|[Cc]ụ|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Đđ]ồng chí|[Đđ]/?c)\s[A-ZĐÀ-Ỹ]|"
    r"[Cc]hủ\s(?:trì|tọa|toạ)|[Tt]hư\sk[ýí]|[Nn]gười\sghi|[Gg]hi\s[A-ZĐÀ-Ỹ]|[Đđ]ảng\sviên\s\d|"
    r"[Tt]ổng\ssố|[Cc]ó\smặt|[Vv]ắng|[Bb]iểu\squyết|[Kk]ết\sthúc|[Tt]an\shọp|[Nn]ghỉ\slúc"
)
_LABEL_ROW = re.compile(r"[A-ZĐÀ-Ỹ][^:.;,]{3,28}:")
_COUNTED = re.compile(r"\s*(?P<n>\d{1,2})(?P<mark>[.)/])\s+(?=[^\W\d])")
LONG_ROW = 0.72  # of the text width: a row this long that ends without a mark is no heading
HEADING_WORDS = 9
_ONE = re.compile(r"[1lI]\s?[.)/]")
NEAR_ROWS = 12  # rows above and below whose ends tell the margins of a row
BARE_ROWS, BARE_SHARE = 6, 0.5
ROW_SLACK = 0.015  # of the page width: what justification and skew may take from a full row


@dataclass(frozen=True, slots=True)
class Marker:
    """A list or heading marker: its length in characters and its rank (0 is the highest)."""

    length: int
    level: int


class Margins(NamedTuple):
    """Where the rows around a row begin and end, as fractions of the page's width."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, or one row of several columns. Offsets are into ``UnitText.text``."""

    start: int
    body: int  # where the text behind the marker begins
    end: int
    level: int  # rank of the marker; NO_MARKER without one
    columns: int  # parts of its (only) row when it is a row of columns, else 1

    @property
    def marked(self) -> bool:
        return self.level != NO_MARKER


def read_marker(text: str, folded: str) -> Marker | None:
    """The marker at the beginning of a row; ``folded`` is the folded ``text``. Dates and figures are no markers."""
    for pattern, subject, level in (
        (_PART, folded, 0),
        (_ARTICLE, folded, 1),
        (_ITEM_OF_AGENDA, folded, 0),
        (_ROMAN, folded, 0),
        (_UPPER, text, 0),
        (_NESTED, text, 2),
        (_NUMBER, text, 1),
        (_NUMBER_BEHIND_STROKE, text, 1),
        (_LOWER, text, 2),
        (_ORDINAL, folded, 3),
    ):
        match = pattern.match(subject)
        if match and (pattern is not _ROMAN or text[: match.end()].strip()[:1].isupper()):
            return Marker(match.end(), level)
    match = _BULLET.match(text)
    if match:
        symbol = text[0]
        return Marker(match.end(), {"+": 4, "*": 2}.get(symbol, 3))
    return None


def find_blocks(unit: UnitText) -> list[Block]:
    """All blocks of a unit in reading order; together they cover every printed row once."""
    rows = _rows(unit)
    margins = _margins(rows)
    bare = _is_bare(unit, rows, margins)
    blocks: list[Block] = []
    current: list[list[Part]] = []
    for index, row in enumerate(rows):
        counted = bool(current) and _counts_on(unit, current[0][0], row[0])
        if current and (counted or _starts_block(unit, rows[index - 1], row, margins[index - 1], bare=bare)):
            blocks.append(_block(unit, current))
            current = []
        current.append(row)
    if current:
        blocks.append(_block(unit, current))
    return _ranked(unit, blocks)


def _ranked(unit: UnitText, blocks: list[Block]) -> list[Block]:
    """ "1. Kết quả tháng 5" right above "1. Chính trị tư tưởng: …" was "I.": a short row that opens its own list."""
    out = list(blocks)
    articles = [at for at, block in enumerate(blocks) if _ARTICLE.match(unit.folded, block.start)]
    if any(block.level == 1 and at not in articles and at > articles[0] for at, block in enumerate(blocks) if articles):
        for at in articles:  # "1.", "2." stand below "Điều 3."
            out[at] = replace(blocks[at], level=0)
    letters = [at for at, block in enumerate(blocks) if _UPPER.match(unit.text, block.start)]
    first_romans = [
        at for at, block in enumerate(blocks) if re.match(r"[I1l]\s?[.)/-]", unit.text[block.start : block.end])
    ]
    if len(letters) > 1 and any(at > letters[0] and blocks[at].level == 0 for at in first_romans):
        for at in letters:  # "I. Huấn luyện" stands below "B. NHIỆM VỤ"
            out[at] = replace(out[at], level=-1)
    for index, (above, below) in enumerate(pairwise(blocks)):
        text = unit.text[above.body : above.end]
        if (
            above.level == below.level == 1
            and _ONE.match(unit.text, above.start)
            and _ONE.match(unit.text, below.start)
            and len(text.split()) <= HEADING_WORDS
            and text.rstrip()[-1:] not in ".;"
        ):
            out[index] = replace(above, level=0)
    return out


def _rows(unit: UnitText) -> list[list[Part]]:
    rows: list[list[Part]] = []
    for part in unit.parts:
        if rows and rows[-1][0].row == part.row:
            rows[-1].append(part)
        else:
            rows.append([part])
    return rows


def _margins(rows: list[list[Part]]) -> list[Margins]:
    """For each row the ends that rows around it reach (photos slant, so a page has no single margin)."""
    begins = [min(part.box.x0 for part in row) for row in rows]
    ends = [row[0].box.x1 if len(row) == 1 else -1.0 for row in rows]  # a row of columns tells no right margin
    margins = []
    for _, page in groupby(range(len(rows)), key=lambda at: rows[at][0].page):
        numbers = list(page)
        first, stop = numbers[0], numbers[-1] + 1
        for at in numbers:
            left = min(begins[max(first, at - NEAR_ROWS + 1) : min(stop, at + NEAR_ROWS)])
            right = max(ends[max(first, at - NEAR_ROWS) : min(stop, at + NEAR_ROWS + 1)])
            margins.append(Margins(left, right if right >= 0 else rows[at][-1].box.x1))
    return margins


def _is_bare(unit: UnitText, rows: list[list[Part]], margins: list[Margins]) -> bool:
    """A notebook without capitals and stops: most rows that end early are followed by a small letter all the same."""
    early = small = 0
    for (above, row), margin in zip(pairwise(rows), margins, strict=False):
        before = unit.text[above[-1].start : above[-1].end].rstrip()
        text = unit.text[row[0].start : row[0].end]
        if len(above) > 1 or len(row) > 1 or before[-1:] in ".:;!?…," or text.lstrip()[:1] in "-–+*•":
            continue
        if not _row_is_full(above[0], row[0], unit, margin):
            early += 1
            small += text[:1].islower()
    return early >= BARE_ROWS and small >= BARE_SHARE * early


def _starts_block(unit: UnitText, above: list[Part], row: list[Part], margin: Margins, *, bare: bool) -> bool:
    if len(row) > 1 or len(above) > 1:
        return True
    first, last = row[0], above[0]
    text = unit.text[first.start : first.end]
    marker = read_marker(text, unit.folded[first.start : first.end])
    before = unit.text[last.start : last.end].rstrip()
    if marker:
        if before.count("(") > before.count(")") and _row_is_full(last, first, unit, margin):
            return False  # a bracket that the row above leaves open goes on
        # "…họp ngày\n15. Sau đó…": a figure that the row above leads into is no marker.
        return not (marker.level == 1 and before[-1:] not in ".:;!?" and _row_is_full(last, first, unit, margin))
    if bare and not _LEADS_ON.search(before) and _OPENS_BARE.match(text):
        return True
    if _row_is_full(last, first, unit, margin):
        return False
    return before[-1:] != "," if bare else not _in_mid_sentence(before, text)


def _counts_on(unit: UnitText, first: Part, row: Part) -> bool:
    """ "3. … / 4. …": the next number of the same list begins an item, whatever the row above looks like."""
    numbers = [_COUNTED.match(unit.text, part.start, part.end) for part in (first, row)]
    if numbers[0] is None or numbers[1] is None or numbers[0]["mark"] != numbers[1]["mark"]:
        return False
    return int(numbers[1]["n"]) == int(numbers[0]["n"]) + 1


def _in_mid_sentence(above: str, row: str) -> bool:
    """However short the row above: a small letter goes on, and so does what a title or a small word leads into."""
    if above[-1:] in ".:;!?…" or not above:
        return False
    return row[:1].islower() or (bool(_LEADS_ON.search(above)) and not _LABEL_ROW.fullmatch(row.strip()))


def _row_is_full(above: Part, row: Part, unit: UnitText, margin: Margins) -> bool:
    """Would the first word of ``row`` not have fitted behind ``above``?"""
    if row.page != above.page and unit.text[above.start : above.end].rstrip()[-1:] not in ".:":
        return True
    if _runs_on(above, row, unit, margin):
        return True
    words = unit.words_in(row.start, row.end)
    first = words[0].word.box.width if words else 0.05
    per_character = above.box.width / max(1, above.end - above.start)
    return above.box.x1 + first + per_character > margin.right - ROW_SLACK


def _runs_on(above: Part, row: Part, unit: UnitText, margin: Margins) -> bool:
    """A long row without an end mark runs on, unless the row below opens with a label ("Thư ký: …")."""
    if unit.text[above.start : above.end].rstrip()[-1:] in ".;:!?":
        return False
    long_enough = above.box.x1 - margin.left >= LONG_ROW * (margin.right - margin.left)
    return long_enough and not _OPENS_LABEL.match(unit.folded[row.start : row.end])


def _block(unit: UnitText, rows: list[list[Part]]) -> Block:
    start, end = rows[0][0].start, rows[-1][-1].end
    marker = read_marker(unit.text[start:end], unit.folded[start:end])
    return Block(
        start,
        start + (marker.length if marker else 0),
        end,
        marker.level if marker else NO_MARKER,
        max(len(row) for row in rows),
    )


def gaps(blocks: list[Block]) -> list[tuple[Block, Block]]:
    """Neighbouring blocks as pairs (for rules that look at what follows)."""
    return list(pairwise(blocks))
