"""Which section each sentence stands in, from headings and labels matched on folded text with some tolerance.

Headings open a section at the rank of their marker and close what stood at that rank or below; labels inside a
paragraph ("Nguyên nhân: …") hold to its end. The outcome is a list of ``Piece``: sentence, path of sections, label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.blocks import NO_MARKER, Block
from nlp.phrases import FUZZY_FROM, PhraseIndex
from nlp.sentences import sentences
from nlp.transitions import read_transition
from nlp.unittext import UnitText

__all__ = ["Label", "Piece", "label_pieces", "read_label"]

UNMARKED_LEVEL = 50.0
INLINE_LEVEL = 60.0
ITEM_LEVEL = 3.0  # "-", "+": items of a list
_IS_TAIL = re.compile(r"\s*,?\s*(?:la|do)\s+")  # "Nguyên nhân khách quan là …", "Việc chưa làm được là …"
_MAY_BE = {"cause", "cause_objective", "cause_subjective", "done", "not_done"}
# Chapters of a meeting: one ends where the next begins. The others (done, cause, solution …) stand inside a chapter.
_MAJOR = {
    "opening", "attendance", "dues", "news", "work_review", "plan", "discussion", "self_criticism", "criticism",
    "superior", "conclusion", "assignment", "vote", "self_score", "closing", "recipients",
}  # fmt: skip
_HOLDING = _MAJOR - {"opening", "attendance", "dues", "closing", "recipients"} | {
    "done",
    "not_done",
    "cause",
    "solution",
}
_PASSED_TO = _MAJOR | {"praise"}
_SPOKEN = {"discussion", "superior", "self_criticism", "criticism"}
_SPEAKS = re.compile(
    r"(?:(?:đ/c|Đ/c|đồng chí|Đồng chí|[Ôô]ng|[Bb]à)\s+)?[A-ZĐÀ-Ỹ][\w'’]*(?:\s[A-ZĐÀ-Ỹ][\w'’]*){0,4}\s*"
    r"(?:\([^()]{1,60}\)|,[^:.;]{2,40}|[-–][^:.;]{2,40})?\s*:(?!\d)|(?:Đ/c|Đồng chí)\s[A-ZĐÀ-Ỹ]|"
    r"(?:Các|Mọi|Tất cả|Toàn thể|Nhiều|Một số)\s(?:các\s)?(?:đồng chí|đ/c|đảng viên|người|ý kiến)"
)
_ASIDE = re.compile(r"\s*\([^()]*\)$")
HEAD_WORDS = 4
SHORT = 3  # characters: "KL.", "BQ.": a full stop is as good as a colon
_STOP_TAIL = re.compile(r"\s*[.,;-]\s")
_SPEAKER = re.compile(r"(?:d\s?[/.]\s?c|dong chi|cac d/c|cac dong chi|ong|ba)\b")
_BALLOTS = re.compile(r"\b\d{1,3}\s*phieu\b|\bphieu\s*(?:phat\s*ra|bau)|\bbau\s+(?:ban|chi\s*uy|bi\s*thu|bo\s*sung)")
_COMMA_TAIL = re.compile(
    r",\s+(?=(?:d/?c|dong\s*chi|(?:pho\s*)?bi\s*thu|chu\s*(?:tri|toa)|chi\s*(?:bo|uy)|hoi\s*nghi)\b)"
)
_REPORTED = re.compile(
    r"\s*(?:da\s|xong\b|hoan\s*thanh\b|dat\b|lam\s*xong|[^.;:]{0,40}\bxong\s*(?!truoc|ngay|trong)\S)"
)
# "Nghị quyết tháng 1: xong 4/4 nhiệm vụ" looks back
_COUNTED = re.compile(
    r"\s*(?:da\s*)?(?:xong|hoan\s*thanh|dat|lam\s*(?:xong|duoc)|thuc\s*hien)\s*(?:duoc\s*)?\d{1,2}\s*/\s*\d{1,2}\s*(?:nhiem\s*vu|viec|nv|noi\s*dung)"
)
_FILLER = re.compile(
    r"(?:(?:hai|ba|bon|nam|sau|\d{1,2})\s+(?=viec|nhiem|noi|chi|mat)|nhung|cac|ve|phan|mot\s*so|mat|viec|cong\s*tac|tinh\s*hinh|noi\s*dung|van\s*de|muc)\s*(?<=\s)"
)
_LED = re.compile(
    r"(?:[^.;:,]{2,22},\s*)?(?:(?:d\s?[/.]\s?c|dong\s*chi)\s+|(?=(?:pho\s*)?bi\s*thu\b|"
    r"chi\s*uy\b|chu\s*tri\b|chu\s*toa\b))(?P<what>[^:.;]{6,130})(?::(?!\d)|"
    r"\.?\s*$)"
)
_SOLUTIONS = re.compile(r"[^.;:]{3,60}\b(?:giai\s*phap|bien\s*phap)(?:\s*(?:sau|nhu\s*sau|chinh|tren))?\s*:\s*$")
_LED_SECTIONS = ("work_review", "news", "conclusion", "plan")
_LABEL_TAIL = re.compile(r"[^.;:!?()]{0,90}(?:\([^()]{0,90}\)[^.;:!?()]{0,40})?\s*:(?!\d)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a sentence: its section, offsets, and where what it introduces begins."""

    section: str
    start: int
    end: int  # of the phrase
    body: int  # behind the colon (or behind the phrase, where there is none)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence in its section. ``path`` holds the open sections, the innermost last."""

    start: int
    end: int
    path: tuple[str, ...]
    block: int
    level: int  # of the block's marker
    label: Label | None = None
    first: bool = False  # the first sentence of its block

    @property
    def section(self) -> str:
        return self.path[-1] if self.path else "body"

    def within(self, *sections: str) -> bool:
        """Is one of ``sections`` open here?"""
        for opened in self.path:  # noqa: SIM110 - asked a thousand times a page, and twice as fast as any()
            if opened in sections:
                return True
        return False


@dataclass(slots=True)
class _Open:
    section: str
    level: float
    number: int | None
    plain: bool = False  # opened by a heading or label without a marker
    holds: bool = False  # goes on over paragraphs without a marker
    counts: bool = False  # a list of its own, "1. 2. 3.", stands below it


def read_label(unit: UnitText, start: int, end: int, phrases: PhraseIndex, *, heading: bool) -> Label | None:
    """The label that the sentence ``[start, end)`` begins with. ``heading``: it may do without a colon."""
    folded = unit.folded_flow[start:end]
    if _SPEAKER.match(folded):
        return None
    best = phrases.longest(folded)
    filler = _FILLER.match(folded) if best is None else None
    if filler:
        inner = phrases.longest(folded[filler.end() :])
        best = (inner[0], inner[1], inner[2] + filler.end()) if inner else None
    if best is None:
        return None
    size, section, length = best
    tail = (
        _LABEL_TAIL.match(folded, length)
        or (_IS_TAIL.match(folded, length) if section in _MAY_BE else None)
        or (_STOP_TAIL.match(folded, length) if size <= SHORT else None)
        or (_COMMA_TAIL.match(folded, length) if section == "conclusion" else None)
    )
    if tail:
        return Label(section, start, start + length, start + tail.end())
    if not heading:
        return None
    rest = folded[length:].strip(" .;")
    rest = _ASIDE.sub("", rest)  # "Kết quả thực hiện nghị quyết tháng 9 (8/10 nhiệm vụ)" heads all the same
    if re.search(r"\d\s*/\s*\d{1,3}(?!\d)", rest):
        return None  # "Hoàn thành 5/6 nhiệm vụ." reports, it does not head
    words = len(rest.split())
    closed = unit.text[start:end].rstrip().endswith((".", ";", ","))
    if section == "opening" and words > HEAD_WORDS:
        return None  # "Mở đầu, đồng chí A đánh giá …" tells what came first
    if words <= (4 if closed else 12) and not re.search(r"[;.]\s", rest):
        return Label(section, start, start + length, end)
    capitals = unit.text[start : start + length].isupper()
    return Label(section, start, start + length, start + length) if capitals and size >= FUZZY_FROM else None


def read_lead(unit: UnitText, start: int, end: int, phrases: PhraseIndex) -> Label | None:
    """A label behind the person who presents it: "1/ Đ/c A báo cáo kết quả tháng 2: …", "Đ/c B kết luận: …"."""
    folded = unit.folded_flow[start:end]
    lead = _LED.match(folded)
    if not lead:
        return None
    found = None
    for match in re.finditer(r"(?<![\w/])(?=[a-z])", folded[lead.start("what") : lead.end()]):
        at = lead.start("what") + match.start()
        hit = phrases.longest(folded[at : lead.end()], among=_LED_SECTIONS)
        if hit and (found is None or hit[0] > found[1]):
            found = (hit[1], hit[0])
    if found is None:
        return None
    colon = folded[lead.end("what") : lead.end()] == ":"
    if not colon and found[0] != "work_review" and folded.rstrip().endswith("."):
        return None  # a sentence that tells of a speech, and not its heading
    return Label(found[0], start, start + lead.end("what"), start + lead.end() if colon else start)


def label_pieces(unit: UnitText, blocks: list[Block], phrases: PhraseIndex, title_end: int = 0) -> list[Piece]:
    """All sentences of a unit in order with the sections they stand in; the title (to ``title_end``) heads none."""
    pieces: list[Piece] = []
    stack: list[_Open] = []
    for index, block in enumerate(blocks):
        if block.columns > 1:
            pieces.append(
                Piece(block.start, block.end, tuple(s.section for s in stack), index, block.level, None, True)
            )
            continue
        level = _effective_level(unit, block, stack)
        while stack and not _goes_on(unit, block, stack[-1], level):
            stack.pop()  # a paragraph without a marker ends the list above it
        for position, (start, end) in enumerate(sentences(unit, block.body, block.end)):
            first = position == 0
            heading = len(unit.text[start:end].split()) <= 6 or (
                first and (block.level <= 2 or _looks_like_heading(unit, blocks, index))
            )
            label = read_label(unit, start, end, phrases, heading=heading)
            if _SOLUTIONS.match(unit.folded_flow[start:end]):
                label = Label("solution", start, end, end)
            talking = any(
                s.section in ("discussion", "superior", "self_criticism", "conclusion", "assignment") for s in stack
            )
            if block.end <= title_end:
                label = None
            elif label is None and first and (passage := _passage(unit, start, end, phrases, pieces)):
                label = passage
            elif label is None and not talking and (block.level <= 1 or not block.marked):
                label = read_lead(unit, start, end, phrases)
            if label and label.section == "work_review" and _BALLOTS.search(unit.folded_flow, block.body, start):
                label = replace(label, section="vote")  # "… hợp lệ 19. Kết quả: A 19/19; B 18/19"
            if label and label.section == "conclusion" and _COUNTED.match(unit.folded_flow, label.body, end):
                label = replace(label, section="work_review")
            if label and label.section == "plan" and _REPORTED.match(unit.folded_flow, label.body, end):
                label = replace(label, section="work_review")
            if label:
                # "IH. Kết luận": behind a misread marker a heading is still one when it ends its block.
                heads = first or (
                    position == 1 and start - block.body <= 5 and not unit.text[label.body : block.end].strip()
                )
                rank = level if first else UNMARKED_LEVEL if heads else INLINE_LEVEL
                if first and not block.marked:
                    rank = UNMARKED_LEVEL
                while stack and (stack[-1].level >= rank or (rank == UNMARKED_LEVEL and _is_over(stack[-1], label))):
                    stack.pop()
                number = _number(unit, block) if first else None
                plain, empty = rank == UNMARKED_LEVEL, not unit.text[label.body : block.end].strip()
                if heads and empty:
                    rank = _heading_rank(rank, blocks, index)
                holds = plain and empty and rank == UNMARKED_LEVEL and label.section in _HOLDING
                stack.append(_Open(label.section, rank, number, plain, holds, counts=empty))
            pieces.append(Piece(start, end, tuple(s.section for s in stack), index, block.level, label, first))
    return pieces


def _passage(unit: UnitText, start: int, end: int, phrases: PhraseIndex, before: list[Piece]) -> Label | None:
    """The label of a sentence that passes to another part of the meeting in prose."""
    if _SPEAKER.match(unit.folded_flow, start, end):
        return None
    reviewed = any(piece.within("work_review", "done", "not_done") for piece in before)
    found = read_transition(
        unit.folded_flow[start:end], lambda folded: phrases.longest(folded, among=_PASSED_TO), reviewed=reviewed
    )
    return Label(found[0], start, start + found[1], start + found[2]) if found else None


def _goes_on(unit: UnitText, block: Block, opened: _Open, level: float) -> bool:
    """Does an open section hold over a block of this level?"""
    if block.marked:
        return opened.level < level
    if opened.holds:
        return True
    if opened.plain and opened.section in _SPOKEN and _SPEAKS.match(unit.flow, block.start, block.end):
        return True  # "Ý kiến: A: …" goes on with "B: …" on the next row
    return opened.level < min(level, ITEM_LEVEL)


def _is_over(opened: _Open, label: Label) -> bool:
    """Does a heading without a marker close the one above it, which had none either?"""
    return opened.plain and (opened.holds or (label.section in _MAJOR and opened.section in _MAJOR))


def _looks_like_heading(unit: UnitText, blocks: list[Block], index: int) -> bool:
    block = blocks[index]
    text = unit.text[block.body : block.end].strip()
    return len(text) <= 90 and not text.endswith((".", ";", ",")) and "\n" not in text and block.level <= 3


def _effective_level(unit: UnitText, block: Block, stack: list[_Open]) -> float:
    """The marker's rank; items "1. 2. 3." below an equally numbered, empty heading ("4. Kết luận:") go one deeper.

    Below a heading with text of its own only a list that begins with 1 does: "4. Đảng phí: … / 2. Kết quả" is a "1."
    that was misread.
    """
    if not block.marked:
        return UNMARKED_LEVEL
    number = _number(unit, block)
    if block.level == 1 and number is not None:
        for opened in reversed(stack):
            if opened.level == 1 and opened.number is not None:
                opened.counts = opened.counts or number == 1
                return 1.5 if opened.counts and number <= opened.number else 1.0
    return float(block.level)


def _heading_rank(rank: float, blocks: list[Block], index: int) -> float:
    """An empty heading ranks above the marked items that follow it, whatever its own marker."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    below = following is not None and following.marked and 1 <= following.level <= rank
    if following is not None and below and (rank >= UNMARKED_LEVEL or following.level < rank):
        return following.level - 0.5
    return rank


def _number(unit: UnitText, block: Block) -> int | None:
    match = re.match(r"\d{1,2}", unit.text[block.start : block.body])
    return int(match.group()) if match and block.level == 1 else None


def marked(block: Block) -> bool:
    """Does the block begin with a list or heading marker?"""
    return block.level != NO_MARKER
