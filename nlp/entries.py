"""Where an entry of a minute book begins without a title: many weak signs, weighed together.

No single sign will do: a book heads its entries "Sinh hoạt tháng Ba", "Kỳ họp thứ 5", a date, or nothing at all. What
stands around the row says as much as the row: a date and hour below it, who came and who chairs below that, an hour of
closing or signatures above, the top of a page, a gap. The weights are the author's judgement, not fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from nlp.blocks import read_marker
from nlp.kinds import BOOK, HEADER_ROW, SHORT_TITLE, is_title
from schemas import COLUMN_GAP, PlacedLine

__all__ = ["begins_entry", "ends_entry", "supports_title"]

Row = Sequence[PlacedLine]
THRESHOLD = 3.5
HEADING = 2.0
NEAR = 6  # rows within which a heading of this kind and a title belong to the same entry
LONG_HEADING = 60  # characters

_CLOCK = r"\d{1,2}\s*(?:h|g|gio)(?:\s*\d{0,2}|\s*ruoi)?|\d{1,2}:\d\d"
_DAY = r"(?:\d{1,2}|m[uo]ng\s*\w+|ram)\s*(?:[/.-]\s*(?:\d{1,2}|[ivx]{1,4})\b|thang\b)"
# Figures alone may be a share ("12/19 gia đình") or a paragraph ("1.1. …"): a year or an hour must follow.
_FIGURES = rf"\d{{1,2}}\s*[/-]\s*\d{{1,2}}\s*(?:[/-]\s*(?:19|20)?\d\d\b|,\s*(?:{_CLOCK}))"
_WEEKDAY = r"(?:thu\s*(?:hai|ba|tu|nam|sau|bay|\d)|chu\s*nhat|cn)\b,?\s*"
_DATED = re.compile(
    rf"^\W*(?:hom\s*nay\b|(?:vao\s*)?(?:hoi|luc)\b.{{0,40}}\bngay\b|(?:{_CLOCK})[^\w]{{0,3}}\s*,?\s*(?:ngay|sang|chieu|toi|dem)\b|"
    rf"(?:{_WEEKDAY}|(?:sang|trua|chieu|toi|dem)\s+|ngay\s*:?\s*)+{_DAY}|{_FIGURES}|"
    rf"(?:sang|trua|chieu|toi|dem)\s+(?:ngay\s+)?(?:{_WEEKDAY})?(?:mung|mong|ram)|ngay\s*hop\s*:?\s*(?:mung|mong|ram|\d)|"
    rf"thoi\s*gian(?:\s*hop)?\s*:.{{0,40}}\b{_DAY}|(?:chi\s*bo|cb)\s+hop\b.{{0,40}}\b{_DAY})"
)
_MEETS = re.compile(
    rf"^\W*(?:(?:toan\s*(?:the\s*)?)?(?:chi\s*bo|cb|chung\s*toi)\b[^.:;]{{0,40}}\b(?:hop|sinh\s*hoat)\b[^.:;]{{0,40}}(?:{_DAY}|{_CLOCK})|"
    rf"hop\s*(?:luc|hoi|vao|toi|sang|chieu|dem|tai)\b[^.:;]{{0,40}}(?:{_DAY}|{_CLOCK}))"
)
_HEADING_WORD = re.compile(r"^\W*(?:(?:so|lan|buoi|ky|phien)\s*\d{1,3}(?:\s*:.{0,30})?\W*$|b\.\s?b\.?\s*hop\b)")
_TIMED = re.compile(rf"^\W*(?:thoi\s*gian|bat\s*dau|khai\s*mac|vao\s*(?:hoi|luc)|(?:{_CLOCK}))\b")
_WHO = (
    re.compile(
        r"\b(?:co\s*mat|co\s*\d+\s*(?:d/?c|dang\s*vien)|vang|tsdv|si\s*so|tong\s*so|du\s*\d|du\s*:|cm\s*:?\s*\d|dang\s*vien\s*du)"
    ),
    re.compile(r"\b(?:chu\s*(?:tri|toa)|dieu\s*(?:khien|hanh)|chu\s*tich\s*doan)\b|(?<![\w/])ct\s*:"),
    re.compile(
        r"\b(?:thu\s*ky|ghi\s*(?:bien\s*ban|bb|chep|thay|so)?)\s*(?:[:.,]|$)|\b(?:thu\s*ky|ghi\s*bien\s*ban)\b|(?<![\w/])tk\s*:"
    ),
    re.compile(r"\b(?:tai|dia\s*diem|noi\s*hop)\b|,\s*(?:nha|hoi\s*truong|tru\s*so|phong)\b"),
)
_HOUR = r"(?:\d|m[uo]i|mot|hai|ba|bon|nam|sau|bay|tam|chin)"
_ENDS = re.compile(
    rf"\b(?:ket\s*thuc|tan\s*(?:hop)?|hop\s*(?:xong|tan)|be\s*mac|giai\s*tan|nghi\s*(?:luc|hop|hoi)|ra\s*ve|hoi\s*nghi\s*nghi)\b"
    rf"\D{{0,14}}{_HOUR}|\b(?:ket\s*thuc|be\s*mac)\b[^\d.;]{{0,40}}\d{{1,2}}\s*(?:h|g|gio)\b|^\W*(?:xong|het|nghi|tan|ve|ket)\s*(?:hop\s*)?(?:luc|hoi|vao)?\s*:?\s*\d{{1,2}}\s*(?:h|g|:)|"
    r"^\W*(?:da\s*)?ky(?:\s*ten)?\s*:|^\W*\(?(?:da\s*)?ky\)?\W*$"
)
_SIGNS = re.compile(
    r"^\W*(?:(?:tk|ct|ghi)\b[^.:]{0,12}:|nguoi\s*ghi|thu\s*ky|chu\s*tri|chu\s*toa|t/?m\.?\s*(?:chi\s*bo|cb)|bi\s*thu\b)"
)
_SPEECH = re.compile(r"^\W*(?:d/c|dong\s*chi)\b")
_YEAR_ROW = re.compile(
    r"^\W*(?:nam\s*:?\s*)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\W*$|^\W*(?:quyen|tap)\s*(?:so\s*)?[\divx]+\W*$"
)


def ends_entry(folded: str) -> bool:
    """Does a row close a meeting: an hour of ending, a signature?"""
    return bool(_ENDS.search(folded) or _SIGNS.match(folded))


def _stands_above(folded: str) -> bool:
    """May a row stand above the first entry of a book or of a page?"""
    return bool(BOOK.match(folded) or HEADER_ROW.match(folded) or _YEAR_ROW.match(folded))


def begins_entry(rows: Sequence[Row], texts: Sequence[tuple[str, str]], index: int, last: int, title: int) -> bool:
    """Does row ``index`` open an entry? ``texts``: wording and folded wording of each row; ``last``: first row of the
    entry before, -1 for none; ``title``: row of the last title or heading."""
    shape = _shape(texts, index)
    if not shape:
        return False
    before = _before(rows, texts, index, last)
    if last >= 0 and before < 2 and index - title < NEAR:  # below what a closing line weighs
        return False
    if last >= 0 and shape < HEADING and before <= 0:
        return False  # without a heading something above must say that a meeting is over
    return shape + _below(texts, index) + before >= THRESHOLD


def supports_title(rows: Sequence[Row], texts: Sequence[tuple[str, str]], index: int, last: int) -> bool:
    """Does anything around a title in small letters agree that a paper begins? A sentence may open with its words too
    ("Nghị quyết tháng 5 đề ra 6 việc …")."""
    if last < 0 or texts[index][0].lstrip(" *-–—")[:12].isupper():
        return True
    wording, above = texts[index - 1]
    if len(texts[index][0]) <= LONG_HEADING and (wording.rstrip().endswith((".", ";", ")")) or ends_entry(above)):
        return True
    return _below(texts, index) > 0 or _before(rows, texts, index, last) > 0 or bool(HEADER_ROW.match(above))


def _shape(texts: Sequence[tuple[str, str]], index: int) -> float:
    """How much the row itself looks like a heading or a first sentence; 0 for a row that can be neither."""
    text, folded = texts[index]
    bare = text.lstrip(" *-–—")
    if not bare or BOOK.match(folded) or _SPEECH.match(folded) or text.rstrip().endswith((",", ";")):
        return 0.0
    if not (bare[0].isupper() or bare[0].isdigit()) or COLUMN_GAP in text:
        return 0.0
    if _DATED.match(folded):
        return 1.5
    marker = read_marker(text, folded)
    if marker is not None and not text.lstrip().startswith(("*", "-")):
        return 1.0 if marker.level == 0 and SHORT_TITLE.match(folded[marker.length :]) else 0.0
    if SHORT_TITLE.match(folded) and len(text) <= LONG_HEADING:
        return HEADING
    if SHORT_TITLE.match(folded) or _MEETS.match(folded):
        return 1.5
    # A row that only counts meetings: the signs around it must be all the stronger.
    weak = len(text) <= LONG_HEADING and not text.rstrip().endswith(".") and _HEADING_WORD.search(folded)
    titled = any(is_title(*row) for row in texts[index + 1 : index + NEAR])  # then it is a row of the header above
    return 0.5 if weak and not titled else 0.0


def _below(texts: Sequence[tuple[str, str]], index: int) -> float:
    """A date or hour on the next row, and who came, who chairs, who writes, where."""
    following = [folded for _, folded in texts[index + 1 : index + 5]]
    dated = 1.0 if any(_DATED.match(row) or _TIMED.match(row) for row in following[:2]) else 0.0
    around = " ".join([texts[index][1], *following])
    kinds = sum(bool(pattern.search(around)) for pattern in _WHO)
    return dated + min(1.0, 0.5 * kinds)


def _before(rows: Sequence[Row], texts: Sequence[tuple[str, str]], index: int, last: int) -> float:
    if last < 0:
        page = rows[index][0].page
        cover = any(BOOK.match(folded) for _, folded in texts[:index]) and index < 12  # rows of a cover
        heads = [folded for i, (_, folded) in enumerate(texts[:index]) if not cover or rows[i][0].page == page]
        return 2.0 if len(heads) < 8 and all(map(_stands_above, heads)) else 0.0  # rows of a header
    top = rows[index][0].page != rows[index - 1][0].page
    near = range(max(last + 3, index - 4), index)
    text, folded = texts[index - 1]
    # "Chủ trì: …" stands in an opening as well as under the text: in the first rows of an entry it closes nothing.
    closed = any(
        _ENDS.search(texts[i][1]) or (i - last > NEAR and _SIGNS.match(texts[i][1])) for i in near
    ) and not text.rstrip().endswith((",", "-", "và"))
    score = 2.0 if closed else 0.0
    score += 0.7 if top else 0.0
    score += 0.5 if _gap(rows, index) else 0.0
    short = len(text.split()) <= 6  # a signature, a name
    ended = (
        top or not text.strip() or text.rstrip()[-1] in ".:;!?)…" or COLUMN_GAP in text or short or ends_entry(folded)
    )
    return score if ended else -2.0


def _gap(rows: Sequence[Row], index: int) -> bool:
    """Is the space above the row wider than usual on the page?"""
    page = rows[index][0].page
    near = [
        i
        for i in range(max(1, index - 12), min(len(rows), index + 12))
        if rows[i][0].page == rows[i - 1][0].page == page
    ]
    if index not in near or len(near) < 5:  # too few rows for a usual space
        return False
    spaces = {i: rows[i][0].line.box.top - rows[i - 1][0].line.box.top for i in near}
    return spaces[index] > 1.6 * median(spaces.values())
