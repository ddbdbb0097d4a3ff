"""The text of a unit as passages, each with the part of the meeting it belongs to.

The reader's lists may be incomplete (a heading read wrongly hides a whole discussion); the text is the second source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from quality.folding import fold

__all__ = ["Part", "Passage", "passages", "sentences"]


class Part(StrEnum):
    """Part of a meeting, by the headings that minutes use."""

    OPENING = "opening"
    INFORMATION = "information"
    RESULTS = "results"
    PLAN = "plan"
    DISCUSSION = "discussion"
    CRITICISM = "criticism"
    CONCLUSION = "conclusion"
    SCORE = "score"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or list item, wrapped lines joined; ``heading`` where it opens its part."""

    part: Part
    text: str
    heading: bool = False


_MARK = re.compile(
    r"^\s*(?:[-+•*–]\s*|\(?\d{1,2}[.)/:,]\s+|[Vv]iệc (?:thứ )?\d{1,2}\b|\(?\d{1,2}\)\s*|[a-hđ][.)]\s+|"
    r"[IVX]{1,4}\s*[-./]\s*|[A-H]\.\s+|"
    r"\d{1,2}\.?\s{4}|(?=(?:Đ/c|đ/c|Đồng chí|Ý kiến|Ông|Bà|Biểu quyết|Kết luận|KL)\b)|"
    r"(?=(?:ông|bà|anh|chị|cô|chú)\s(?:[A-ZĐÀ-Ỵ]\w*\s){1,5}(?:nói|ý kiến|nhận|bảo|hỏi|thưa|đề nghị|phát biểu|đồng ý|"
    r"phê|góp ý|báo)\b))"
)
_ENUMERATED = re.compile(r"^\s*(?:\(?\d{1,2}[.)/:,]|[IVX]{1,4}\s*[-./]|[A-H]\.)\s*")
_HEADS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(rf"(?<![a-z])(?:{words})"))
    for part, words in (
        (Part.SCORE, r"tu danh gia|tu cham|cham diem|tu xep loai"),
        (Part.CRITICISM, r"tu phe binh|phe binh|kiem diem ca nhan"),
        (
            Part.DISCUSSION,
            r"thao luan|y kien(?! (?:ket luan|chi dao))|phat bieu|tham luan|gop y|noi dung chinh|van de (?:chinh|"
            r"trong tam|tap trung)|^\W*(?:\d+|[ivx]+)\W+ban(?: viec| ve| bac|$)",
        ),
        (
            Part.RESULTS,
            r"danh gia (?:ket qua|thang|tinh hinh|viec|cong tac|nhiem vu)|ket qua (?:thuc hien|thang|lanh dao|"
            r"cong tac|khac phuc|viec)|kiem diem (?:viec|thang|nhiem vu|ket qua|cong tac)|"
            r"tinh hinh thuc hien|t/h kq|kq thuc hien|kq th|thuc hien (?:nq|nghi quyet)|ra soat (?:nq|"
            r"nghi quyet|viec)|(?:nhac|diem|kiem) (?:lai )?(?:\d+ )?viec|kiem diem \d+ (?:viec|nhiem vu)|viec (?:thang|"
            r"ky) truoc|viec (?:da )?giao|^\W*(?:\d+|[ivx]+)?\W*(?:nghi quyet|nq) (?:thang|quy|ky)|da lam|lam duoc|"
            r"chua lam|ton tai|uu diem|khuyet diem|so ket",
        ),
        (
            Part.CONCLUSION,
            r"ket luan|kl\b|phan cong|giao viec|phan viec|quyet dinh|giao nhiem vu|quyet nghi|"
            r"to chuc thuc hien",
        ),
        (
            Part.PLAN,
            r"phuong huong|nhiem vu (?:thang|trong tam|quy)|viec thang|nv thang|ke hoach thang|"
            r"noi dung trong tam|trong tam thang|du kien",
        ),
        (Part.INFORMATION, r"thong tin|thoi su|pho bien|quan triet|trien khai"),
    )
)
_CLOSING = re.compile(
    r"^(?:bieu quyet|bq\b|thu ky (?:doc|thong qua|trinh bay)|bien ban (?:duoc|da|nay|ket thuc)|da doc lai|doc lai|"
    r"(?:cuoc|buoi|hoi nghi|ket thuc|tan|hop xong|hop ket thuc|hop tan).{0,30}(?:ket thuc|hop|luc|xong)|tan hop|"
    r"nguoi ghi|"
    r"thu ky\b.{0,6}chu)"
)
_CONCLUDES = re.compile(
    r"^\W*\w{1,4}\W+(?:d/c|dong chi|bi thu|chu tri)[^:]{0,30} (?:ket luan|phan cong|"
    r"giao viec)\b[^:]*$"
)
# "2. Bàn chuyện cân chè": marks are needed, folded it is also the committee ("ban") and the copy ("bản").
_DISCUSSES = re.compile(r"\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-h])\W+)?bàn (?!ghế|giao)[^:]{2,60}(?::|$)", re.IGNORECASE)
# The first section that names a month looks back on it; later ones look ahead.
_LOOKS_BACK = re.compile(r"\W*(?:\d{1,2}|[ivx]{1,4}|[a-h])\W+(?:\w+ ){0,3}(?:thang|quy|ky) (?:truoc|qua|\w{1,5})\b")
_LOOKS_AHEAD = re.compile(r"\b(?:phuong huong|ke hoach|du kien|trong tam|thong tin|thoi su|pho bien|quan triet)\b")
_RESULTS_OF = re.compile(
    r"^\s*(?:viec |ket qua )?(?:thuc hien|kiem diem|danh gia) (?:\w+ ){0,3}(?:nghi quyet|nq|"
    r"nhiem vu)\b"
)
_BULLET = re.compile(r"^\s*[-+•*–]\s*")
_PERSON_FIRST = re.compile(r"^(?:ông|bà|anh|chị|cô|chú|đc|đ/c)\s[A-ZĐÀ-Ỵ]")
_SPEAKS = re.compile(r"^\(?\d{1,2}[.)/:]\s*(?:d/c|dong chi|ong|ba)\s+[^:]{2,40}$")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[^\s])")


def sentences(text: str) -> list[str]:
    """Clauses that stand for themselves: split after full stops and semicolons."""
    return [piece.strip() for piece in _SENTENCE.split(text) if len(piece.strip()) > 2]


def passages(text: str) -> list[Passage]:
    """``text`` (one printed line a line) as passages in reading order."""
    found: list[Passage] = []
    part = Part.OPENING
    for paragraph in _paragraphs(text):
        opened = _opens(paragraph, part)
        if opened is not None:
            part = opened
        found.append(Passage(part, paragraph, opened is not None))
    return found


def _paragraphs(text: str) -> list[str]:
    rows: list[str] = []
    lines = [line for raw in text.split("\n") if (line := raw.strip())]
    full = 0.8 * max((len(line) for line in lines), default=0)
    last = ""
    for line in lines:
        before = rows[-1] if rows else ""
        fresh = (
            not rows
            or _MARK.match(line) is not None
            or line.isupper()
            or (_PERSON_FIRST.match(line) is not None and len(last) < full)
            or (before.isupper() and not line.isupper())
            # A line that fills the width goes on, even where a sentence happens to end with it.
            or (before[-1] in ".:" and line[0].isupper() and len(last) < full)
        )
        last = line
        if fresh:
            rows.append(line)
        else:
            rows[-1] = f"{before} {line}"
    return rows


def _opens(paragraph: str, now: Part) -> Part | None:
    """The part that this paragraph opens, None where it goes on with the one before."""
    folded = fold(paragraph[:120])
    if now is not Part.OPENING and _CLOSING.match(folded):
        return Part.CLOSING
    enumerated = _ENUMERATED.match(folded) is not None or _ENUMERATED.match(paragraph) is not None
    if not enumerated and ":" not in folded[:60] and not paragraph.isupper():
        return None
    bulleted = _BULLET.match(folded)
    if bulleted:
        head = folded[bulleted.end() :].split(":", 1)[0] if ":" in folded[:50] else ""
    elif enumerated:
        head = " ".join(folded.split(":", 1)[0].split()[:11])
    else:
        head = " ".join(folded.split()[:6])
    if enumerated and len(paragraph) <= 80 and _CONCLUDES.match(head):
        return Part.CONCLUSION
    if _ENUMERATED.sub("", head).startswith(("d/c", "dong chi")) or (enumerated and _SPEAKS.match(head)):
        return None
    if now is Part.OPENING and enumerated and _LOOKS_BACK.match(folded) and not _LOOKS_AHEAD.search(head):
        return Part.RESULTS
    if _DISCUSSES.match(paragraph):
        return Part.DISCUSSION
    for part, pattern in _HEADS:
        if pattern.search(head):
            return part
    # "1. Bí thư điểm tình hình: Thực hiện nghị quyết tháng 3 ..." names its part behind the colon.
    if enumerated and ":" in folded and _RESULTS_OF.match(folded.split(":", 1)[1]):
        return Part.RESULTS
    return None
