"""One assigned task: who has it, what it is, by when, and how anybody will know that it is done.

Grades of one assignment: 0 nobody in particular or no object, 1 an owner or an object, 2 one named owner, object and
term, 3 also a quantity or a second date, and a check (what is handed in, signed or reported, and to whom).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from quality import phrases
from quality.concreteness import Statement, rate
from quality.folding import fold, syllables
from quality.patterns import whole_words
from schemas import COLUMN_GAP, Task
from schemas.wording import residual

__all__ = ["ASSIGNED", "OWNED", "OWNER_FIRST", "TaskFacts", "from_list", "from_row", "from_wording", "grade_assignment"]

ASSIGNED = re.compile(
    r"(?:[Đđ]/[CcHh]|[Đđ]ồng chí|[Đđ][Cc]|[Ôô]ng|[Bb]à|[Cc]ô|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]hú|[Bb]ác|"
    r"[Dd]ì)\s+(?P<who>(?:[A-ZĐÀ-Ỵ][^\W\d_]*\s?){1,5})\s*[:,-]?\s*"
    r"(?P<what>[^.;]{6,})"
)
_WHO = (
    r"(?:[Đđ]/[CcHh]|[Đđ]ồng chí|[Đđ][Cc]|[Ôô]ng|[Bb]à|[Cc]ô|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]hú|"
    r"[Bb]ác)\s+(?:[A-ZĐÀ-Ỵ][^\W\d_]*\s?){1,5}"
)
# Where the next owner's part of a line begins, and the owners that a line begins with.
OWNED = re.compile(rf"[.;]\s+(?={_WHO})")
OWNER_FIRST = re.compile(
    rf"^\W*(?:\w{{1,2}}[.)/,]\s*)?(?:[Gg]iao |[Pp]hân công |[Cc]ử )?{_WHO}(?:(?:,|"
    rf" và)\s*{_WHO})*\s*(?:\([^)]*\))?\s*[:,-]?\s*"
)
_LEADS = re.compile(r"^\W*(?:\w{1,2}[.)]\s*)?(?:(?:giao|phân công|cử|đề nghị|yêu cầu)(?: cho)?\s+)?", re.IGNORECASE)
_OWNER = re.compile(
    r"(?<!\w)(?:giao|phân công|cử|do|nhờ)(?: cho)? (?:đ/c|đ/ch|đc|đồng chí|ông|bà|cô|anh|chị|thầy|chú|bí thư|"
    r"phó bí thư)(?!\w)"
    r"|(?:đ/c|đồng chí) [^,;.:]{2,30} (?:phụ trách|chịu trách nhiệm|thực hiện|làm|lo)(?!\w)|\((?:đ/c|đồng chí|ông|"
    r"bà) [^)]+\)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^(?:bí thư|phó bí thư|trưởng \w+|chủ tịch|hiệu trưởng|thủ quỹ)", re.IGNORECASE)
_TERM = re.compile(
    whole_words(
        r"(?:truoc|xong|han|cham nhat|hoan thanh|den|het|trong|tu)\s+(?:ngay|tuan|thang|quy|\d)|ngay \d|"
        r"ky (?:sinh hoat|hop) (?:toi|sau|thang)|(?:sang|chieu|toi|dem) (?:nay|mai|thu|chu nhat|\d)|ngay mai|"
        r"(?:mung|mong) \d|"
        r"(?:tuan|thang|ky) (?:nay|sau|toi)\b|(?:dau|giua|cuoi) (?:tuan|thang|quy|nam)|thu (?:hai|ba|tu|nam|sau|"
        r"bay)\b|chu nhat\b|"
        r"truoc (?:tet|ky|buoi|hoi nghi|vu|mua|khai giang|dai hoi)|(?:trong|sau) (?:\d+|hai|ba|bay|muoi) (?:ngay|tuan|"
        r"buoi)",
        after="",
    )
)
_DAY_AND_MONTH = re.compile(r"\d/\d")
_CHECK = phrases.Wording(
    r"báo (?:cáo|lại|kết quả|tiến độ|số|chi|bí thư|chi)|trả lời|nộp|gửi|trình|nghiệm thu|kiểm tra|giám sát|"
    r"đối chiếu|"
    r"đọc \w+.{0,20}(?:họp|chi bộ)|có (?:ký nhận|chữ ký|xác nhận|biên bản|ảnh)|lấy (?:đủ )?(?:chữ ký|xác nhận)|"
    r"niêm yết|công khai|"
    r"dán|điểm lại|đưa (?:bí thư|chi bộ|đ/c)|quyết toán"
)
_CLAUSE = re.compile(r"[,;:]")
# A number that tells which one, not how many.
_LABEL = re.compile(
    r"\b(?:so|tang|lop|phong|to|khu|thon|xom|ngo|hem|lo|tuyen|tram|doi|khoi|ap|mau|moc|goi|trang|khoa|nghi quyet|diem|"
    r"phuong|ca|dot) \d+\b(?! (?:ho|nguoi|em|chau|dong|con|cai|cay|m\d?|km|ha|met|tan|ta|kg|gio|ngay|lan|buoi|trieu)\b)"
)
_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}|ngày \d{1,2}", re.IGNORECASE)


class TaskFacts(NamedTuple):
    """``named``: one person or one body has it; ``termed``: by when; ``concrete``: it says what; ``measured``: how much
    or a second day; ``checked``: what is handed in or reported beside the work itself."""

    text: str
    folded: str
    named: bool
    termed: bool
    concrete: bool
    matter: frozenset[str]
    path: str | None
    measured: bool = False
    checked: bool = False
    told: bool = True  # more than wording that fits any task

    @property
    def clear(self) -> bool:
        return self.named and self.termed

    @property
    def grade(self) -> int:
        if self.named and self.termed and self.concrete:
            return 3 if self.checked and self.measured else 2
        return 1 if self.named or self.told else 0


def from_list(item: Task, path: str) -> TaskFacts:
    """A task of the record."""
    assignee = fold(item.assignee or "").strip()
    named = bool(assignee) and not phrases.UNSPECIFIC_ASSIGNEE.search(assignee)
    rated = rate(item.action)
    term = item.deadline is not None or bool(item.deadline_text and _has_term(fold(item.deadline_text)))
    return _made(rated, item.action, named=named, termed=term, path=path)


def from_row(text: str) -> TaskFacts | None:
    """A row of a task table: number, task, owner, term, in columns kept apart by blanks."""
    cells = [cell.strip() for cell in text.split(COLUMN_GAP) if cell.strip()]
    if len(cells) < 4 or not cells[0].rstrip(".").isdigit():
        return None
    what, who, term = cells[1], cells[2], fold(" ".join(cells[3:]))
    named = who[:1].isupper() and not phrases.UNSPECIFIC_ASSIGNEE.search(fold(who))
    made = _made(rate(what), what, named=named, termed=_has_term(term), path=None)
    return made if made.concrete else _made(rate(what), what, named=named, termed=made.termed, path=None, concrete=True)


def from_wording(what: str, *, named: bool = True) -> TaskFacts:
    """An assignment found in the text, without the words that name its owner."""
    return _made(rate(what), what, named=named, termed=_has_term(fold(what)), path=None)


def grade_assignment(text: str) -> int:
    """Grade of one sentence that assigns something, its owner included."""
    text = unicodedata.normalize("NFC", text)
    body = text[_match_end(_LEADS, text) :]
    match = ASSIGNED.match(body)
    if match is not None:
        return from_wording(body[match.start("what") :]).grade
    return from_wording(body, named=bool(_OFFICE.match(body) or _OWNER.search(text))).grade


def _has_term(folded: str) -> bool:
    """Whether it says by when."""
    return _TERM.search(folded) is not None or _DAY_AND_MONTH.search(folded) is not None


def _made(
    rated: Statement, text: str, *, named: bool, termed: bool, path: str | None, concrete: bool | None = None
) -> TaskFacts:
    clause = _CLAUSE.search(text)
    return TaskFacts(
        text,
        rated.folded,
        named,
        termed,
        (rated.grade >= 1 or _objects(rated) >= (1 if rated.figures else 2)) if concrete is None else concrete,
        rated.matter,
        path,
        rated.figures > len(_LABEL.findall(rated.folded)) or len(_DAY.findall(text)) >= 2,
        clause is not None and _CHECK.search(text[clause.end() :]) is not None,
        rated.grade >= 1,
    )


def _objects(rated: Statement) -> int:
    """How many words, numbers apart, are not of the genre."""
    return sum(1 for _, word in residual(syllables(rated.folded)) if not word[0].isdigit())


def _match_end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
