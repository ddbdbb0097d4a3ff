"""Pages of a file → document units.

A unit begins at a title row ("BIÊN BẢN…", "NQ tháng 9/2024") together with the header rows above it; where a title is
missing, where ``nlp.entries`` finds that an entry begins. What stands before the first title of a book and names it
("SỔ GHI BIÊN BẢN … NĂM 2023") is context, not text of a unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nlp.blocks import read_marker
from nlp.entries import begins_entry, ends_entry, supports_title
from nlp.fold import nfc
from nlp.kinds import BOOK, HEADER_ROW, OPENING, SHORT_TITLE, is_other_title, is_title
from nlp.laid import rows_by_unit
from nlp.misread import search_form
from nlp.neighbours import running_date, years_of
from nlp.pageorder import PageEnds, page_order
from schemas import COLUMN_GAP, LaidUnit, Layout, Page, PlacedLine, SourceRef, Unit, UnitContext

__all__ = ["split"]

Row = list[PlacedLine]

_REVIEWS = re.compile(
    r"^\W*(?:[ivxlh]{1,4}|\d{1,2}|[a-h])\s?[-–—./):]+\s*(?:\w+\s+){0,4}?(?:kiem\s*diem|danh\s*gia|ket\s*qua|thuc\s*hien|nghi\s*quyet|nq)\b"
)
# A meeting's end, not the "Chủ trì: …" of its opening: the hour at which it closed, or the heads of two signatures.
_ENDED = re.compile(
    r"\b(?:ket\s*thuc|tan\s*hop|hop\s*xong|be\s*mac|giai\s*tan)\b[^.;]{0,60}(?:\d|cung\s*ngay)|"
    r"^\W*(?:nguoi\s*ghi|thu\s*ky|chu\s*(?:tri|toa)|t/?m\.?\s*chi\s*(?:bo|uy)|bi\s*thu)\b[^:.,]{0,30}(?:\s{3,}[^:.,]{4,40})?$"
)
_GOES_ON = re.compile(r"\(\s*tiep\b|\btiep\s+theo\b|\b(?:trang|tr\.?)\s*[2-9]\b|\b[2-9]\s*/\s*[2-9]\W*$")
_PAGE_MARK = re.compile(r"\(\s*tiep[^)]*\)?|\b(?:trang|tr\.?)\s*\d+(?:\s*/\s*\d+)?|[\W_]+")
_SPEECH = re.compile(r"^\W*(?:d/c|dong\s*chi)\b")
MIN_BODY_ROWS = 3
TABLE_PARTS = 3
_SHORTEST = 12  # letters of a title that may be told by being the same


@dataclass(frozen=True)
class _Text:
    text: str
    folded: str


@dataclass(frozen=True)
class _Part:
    """The rows of one unit."""

    rows: list[Row]
    texts: list[_Text]
    laid: LaidUnit | None = None

    def pages(self, known: Collection[int]) -> tuple[int, ...]:
        """The pages it stands on: in the order of a person's layout, else of the file."""
        if self.laid is not None:
            return tuple(dict.fromkeys(piece.page for piece in self.laid.pieces if piece.page in known))
        return tuple(sorted({line.page for row in self.rows for line in row}))


def split(pages: Sequence[Page], path: str, sha256: str, layout: Layout | None = None) -> list[Unit]:
    """The units of one file, in the order of its pages. Blank files and files without text give no unit.

    Where a person said in a ``layout`` how the file falls into units, it falls so.
    """
    if layout is not None:
        return _laid(pages, path, sha256, layout)
    rows = [[PlacedLine(page=page.number, line=line) for line in row] for page in pages for row in page.rows()]
    if not rows:
        return []
    texts = [_text(row) for row in rows]
    starts = _starts(texts, rows)
    order = _row_order(texts, rows, starts)
    if order:
        rows, texts = [rows[at] for at in order], [texts[at] for at in order]
        starts = _starts(texts, rows)
    heading: list[PlacedLine] = []
    first = starts[0] if starts else 0
    if first > 0:
        heading, kept = _book_heading(rows[:first], texts[:first])
        if kept:
            starts[0] = first - kept
            first = starts[0]
    else:
        starts = starts or [0]
    parts = [
        _Part(rows[begin:end], texts[begin:end]) for begin, end in zip(starts, [*starts[1:], len(rows)], strict=True)
    ]
    return _units(parts, heading, pages, SourceRef(path=path, sha256=sha256, pages=()))


def _laid(pages: Sequence[Page], path: str, sha256: str, layout: Layout) -> list[Unit]:
    """The units that ``layout`` says, those too on which no line was read."""
    by_unit, loose = rows_by_unit(pages, layout)
    parts = [_Part(rows, [_text(row) for row in rows], unit) for unit, rows in zip(layout.units, by_unit, strict=True)]
    heading, _ = _book_heading(loose, [_text(row) for row in loose])
    return _units(parts, heading, pages, SourceRef(path=path, sha256=sha256, pages=()))


def _units(parts: Sequence[_Part], heading: list[PlacedLine], pages: Sequence[Page], source: SourceRef) -> list[Unit]:
    """Each part with what its surroundings say of it."""
    by_number = {page.number: page.model_copy(update={"lines": ()}) for page in pages}
    units: list[Unit] = []
    previous: str | None = None
    earlier: str | None = None
    cover = [line.line.text for line in heading]
    header: tuple[PlacedLine, ...] = ()
    for index, part in enumerate(parts):
        placed = tuple(line for row in part.rows for line in row)
        numbers = part.pages(by_number)
        units.append(
            Unit(
                index=index,
                source=source.model_copy(update={"pages": numbers}),
                lines=placed,
                context=UnitContext(
                    book_heading=tuple(heading), earlier_header=header, previous_title=previous, earlier_date=earlier
                ),
                pages=tuple(by_number[number] for number in numbers),
                record_id=part.laid.record_id if part.laid else None,
                kind=part.laid.kind if part.laid else None,
            )
        )
        if not part.rows:
            continue
        if len(parts) > 1:
            first_rows = "\n".join(row.text for row in part.texts[:8])
            earlier = running_date(first_rows, years_of(cover, earlier)) or earlier
        header = _header(part.rows, part.texts) or header
        previous = next((t.text for t in part.texts if is_title(t.text, t.folded)), previous or part.texts[0].text)
    return units


def _header(rows: list[Row], texts: list[_Text]) -> tuple[PlacedLine, ...]:
    """The rows above the title, where there are any."""
    title = next((i for i, row in enumerate(texts) if is_title(row.text, row.folded)), 0)
    return tuple(line for row in rows[:title] for line in row)


def _text(row: Row) -> _Text:
    text = nfc(COLUMN_GAP.join(part.line.text for part in row))
    return _Text(text, search_form(text))


def _row_order(texts: list[_Text], rows: list[Row], starts: list[int]) -> list[int]:
    """Numbers of the rows with strayed pages put where they belong; empty where every page lies right."""
    by_page: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        by_page.setdefault(row[0].page, []).append(number)
    ends: list[PageEnds] = []
    for page, numbers in by_page.items():
        first, last = numbers[0], numbers[-1]
        own = [start for start in starts if first <= start <= last]
        before = [start for start in starts if start <= last]
        closed = any(_ENDED.search(texts[at].folded) for at in numbers[-8:] if not own or at > own[-1] + MIN_BODY_ROWS)
        cover = any(BOOK.match(texts[at].folded) for at in numbers[:8])
        meeting = bool(before) and _of_a_meeting(texts[before[-1] : last + 1])
        ends.append(PageEnds(page, cover or first in own, meeting, bool(own), closed))
    order = page_order(ends)
    if order == sorted(order):
        return []
    pages = list(by_page.values())
    return [number for at in order for number in pages[at]]


def _of_a_meeting(texts: list[_Text]) -> bool:
    """Whether a unit that begins here is of a meeting, and not a plan or another paper."""
    for row in texts[:9]:
        if is_title(row.text, row.folded):
            return not is_other_title(row.folded)
        if OPENING.match(row.folded) or SHORT_TITLE.match(row.folded):
            return True
    return False


def _goes_on(texts: list[_Text], rows: list[Row], index: int, title: int, start: int) -> bool:
    """Is a title the running head of a further page of the document that began with row ``title``?"""
    if index < 1 or start < 0 or rows[index][0].page == rows[index - 1][0].page:
        return False
    if any(_ENDED.search(row.folded) for row in texts[max(title + 1, index - 6) : index]):
        return False
    one, other = (_PAGE_MARK.sub("", texts[at].folded) for at in (title, index))
    return bool(_GOES_ON.search(texts[index].folded)) or (len(one) > _SHORTEST and one == other)


def _cover_end(texts: list[_Text], rows: list[Row]) -> int:
    """How many rows stand on the cover of a book: a first page that names it, with short rows only."""
    page = rows[0][0].page
    cover = [number for number, row in enumerate(rows[:16]) if row[0].page == page]
    named = any(BOOK.match(texts[at].folded) for at in cover)
    alone = len(cover) < min(len(rows), 16)
    short = all(len(texts[at].text) < 60 for at in cover)
    titled = any(is_title(texts[at].text, texts[at].folded) and not BOOK.match(texts[at].folded) for at in cover)
    return len(cover) if named and alone and short and not titled else 0


def _starts(texts: list[_Text], rows: list[Row]) -> list[int]:
    """Row numbers at which units begin (header rows included)."""
    starts: list[int] = []
    wordings = [(row.text, row.folded) for row in texts]
    last_title = -MIN_BODY_ROWS
    cover = _cover_end(texts, rows)
    for index, row in enumerate(texts):
        if BOOK.match(row.folded) or index < cover:
            continue
        last = starts[-1] if starts else -1
        titled = _is_title_row(texts, index)
        if titled and _goes_on(texts, rows, index, last_title, last):
            continue
        titled = titled and supports_title(rows, wordings, index, last)
        if not titled and not begins_entry(rows, wordings, index, last, last_title):
            continue
        begin = _with_header(texts, rows, index, last)
        if starts and (begin <= starts[-1] or index - last_title < MIN_BODY_ROWS):
            continue
        starts.append(begin)
        last_title = index
    return starts


def _is_title_row(texts: list[_Text], index: int) -> bool:
    row = texts[index]
    # A title may share its row with the end of a two-column header: look at each part. Three are a row of a table.
    parts = [part for part in row.text.split(COLUMN_GAP) if part.strip()]
    for part in parts if len(parts) < TABLE_PARTS else ():
        folded = search_form(part)
        if _SPEECH.match(folded):
            return False
        marker = read_marker(part, folded)
        if marker is not None and marker.level != 3:
            continue
        bare = len(parts) > 1 and not part.isupper() and len(part.split()) <= 2  # the heading of a column
        if is_title(part, folded) and not bare and not _continues(texts, index):
            return True
    return False


def _continues(texts: list[_Text], index: int) -> bool:
    """Is the row the middle of a sentence ("… theo tinh thần / nghị quyết tháng 3 …")?"""
    if index == 0:
        return False
    above, row = texts[index - 1].text.rstrip(), texts[index].text
    if _REVIEWS.match(texts[index - 1].folded) and not row.isupper() and above[-1:] not in (".", ";"):
        return True  # right beneath "I. Kiểm điểm nghị quyết tháng 8" stands what was reviewed, no new paper
    if COLUMN_GAP in above or ends_entry(texts[index - 1].folded):
        return False
    if row[:1].isupper() and sum(c.isupper() for c in row.split(COLUMN_GAP)[0]) > 3:
        return False
    return bool(above) and above[-1] not in ".:;!?*)" and not row[:1].isupper()


def _with_header(texts: list[_Text], rows: list[Row], title: int, floor: int) -> int:
    """First row of the header above a title: rows that look like one, on the same page, no sentence among them."""
    begin = title
    for index in range(title - 1, max(floor, title - 8), -1):
        row = texts[index]
        if rows[index][0].page != rows[title][0].page or BOOK.match(row.folded):
            break
        if not HEADER_ROW.match(row.folded) or row.text.rstrip().endswith((".", ";", ":")) or ends_entry(row.folded):
            break
        begin = index
    return begin


def _book_heading(rows: list[Row], texts: list[_Text]) -> tuple[list[PlacedLine], int]:
    """Context lines before the first title, and how many of the last rows belong to the first unit instead."""
    last_book = max((i for i, row in enumerate(texts) if BOOK.match(row.folded)), default=None)
    if last_book is None:
        return [], len(rows)
    end = last_book + 1
    while end < len(rows) and (rows[end][0].page == rows[last_book][0].page) and len(texts[end].text) < 60:
        end += 1
    return [line for row in rows[:end] for line in row], len(rows) - end
