"""Plain text that was read before (or typed), as pages: for evaluation, tests, and transcripts."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from schemas import COLUMN_GAP, Box, Line, Page, PageSource, PageState, Script, Step, UnreadableError, Word

__all__ = ["PRODUCER", "pages_from_text", "read_text_pages"]

PRODUCER = "plain-text 1"
WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi: plain text has no size, a page must have one
MARGIN = 0.05
_GAP = re.compile(rf"{COLUMN_GAP} *")
_PAGE_BREAK = re.compile(r"\n?\f\n?")
_STEP = Step(name="read", tool="plain-text", version="1")


def read_text_pages(path: Path) -> list[Page]:
    """The pages of the text file ``path`` (UTF-8); raises ``UnreadableError``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableError(f"cannot be read: {reason}", f"không đọc được tệp: {reason}") from error
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8 text", "không phải văn bản UTF-8") from error
    if not text.strip():
        raise UnreadableError("the file is empty", "tệp rỗng")
    return pages_from_text(text)


def pages_from_text(text: str) -> list[Page]:
    """Pages of ``text``: a form feed parts pages, four blanks or more part columns of one printed row.

    The boxes are an even grid (fractions, top-left origin): they tell order and columns, not places on paper.
    """
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return [_page(number, part) for number, part in enumerate(_PAGE_BREAK.split(normal), start=1)]


def _page(number: int, text: str) -> Page:
    rows = [row.expandtabs(4) for row in text.split("\n")]
    written = [row for row in rows if row.strip()]
    columns = max((len(row) for row in written), default=1)
    lines: list[Line] = []
    for row_number, row in enumerate(written):
        top = MARGIN + (1 - 2 * MARGIN) * row_number / len(written)
        bottom = MARGIN + (1 - 2 * MARGIN) * (row_number + 0.9) / len(written)
        for column, (start, part) in enumerate(_parts(row)):
            words = tuple(
                Word(
                    text=found.group(),
                    box=Box(_x(start + found.start(), columns), top, _x(start + found.end(), columns), bottom),
                    confidence=1.0,
                )
                for found in re.finditer(r"\S+", part)
            )
            box = Box(words[0].box.x0, top, words[-1].box.x1, bottom)
            lines.append(Line(words=words, box=box, row=row_number, column=column, script=Script.PRINT))
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        source=PageSource.TEXT_LAYER,
        state=PageState.READ if lines else PageState.BLANK,
        lines=tuple(lines),
        steps=(_STEP,),
        producer=PRODUCER,
    )


def _parts(row: str) -> list[tuple[int, str]]:
    """The columns of one printed row with where each begins; leading blanks are indentation, not a column."""
    parts = []
    start = len(row) - len(row.lstrip())
    for gap in _GAP.finditer(row.rstrip(), start):
        parts.append((start, row[start : gap.start()]))
        start = gap.end()
    parts.append((start, row[start:].rstrip()))
    return [(begin, part) for begin, part in parts if part.strip()]


def _x(position: int, columns: int) -> float:
    return MARGIN + (1 - 2 * MARGIN) * position / columns
