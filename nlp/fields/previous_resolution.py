"""The result of the previous resolution: done of total as stated, and the period that the review speaks of."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.outline import Outline
from nlp.timegrammar import find_dates
from schemas import DocumentType

__all__ = ["counts_work", "read_previous_resolution"]

_PREVIOUS = re.compile(
    r"(?:\b(?:hoan\s*thanh|thuc\s*hien|dat)\s*(?:duoc\s*)?:?\s*)?(?<![\d/,.])(?P<done>\d{1,2})\s*(?:/|tren|trong(?:\s*so)?)\s*(?P<total>\d{1,2})\s*(?:nhiem\s*vu|"
    r"viec|chi\s*tieu|nv|noi\s*dung|dau\s*viec|muc\b|ket\s*luan|cong\s*viec)"
)
_PREVIOUS_OF = re.compile(
    r"(?<![\d/,.])(?P<done>\d{1,2})\s*(?:trong|tren)\s*(?:tong\s*)?(?:so\s*)?(?P<total>\d{1,2})\s*(?:nhiem\s*vu|viec|chi\s*tieu|nv\b|"
    r"noi\s*dung|dau\s*viec|muc\b)"
)
_PREVIOUS_BARE = re.compile(
    r"\b(?P<total>\d{1,2})\s*(?:viec|nhiem\s*vu|nv|chi\s*tieu)\b[^.;]{0,25}?:\s*(?:da\s*)?(?:xong|"
    r"hoan\s*thanh|dat|lam\s*xong)\s*(?P<done>\d{1,2})|\b(?:xong|dat|hoan\s*thanh|"
    r"ht|kq)\s*(?P<done2>\d{1,2})\s*/\s*(?P<total2>\d{1,2})\b(?!\s*(?:ha|m\b|"
    r"km|ho\b|tan|ky))"
)
# "4 việc được 3"
_PREVIOUS_SHORT = re.compile(
    r"(?<![\d/,.])(?P<total>\d{1,2})\s*(?:viec|nhiem\s*vu|nv|dau\s*viec|noi\s*dung)\s*(?:thi\s*|da\s*|lam\s*)?"
    r"(?:duoc|xong|dat)\s*(?P<done>\d{1,2})(?!\s*[/%]|\d)"
)
_PREVIOUS_WORDS = re.compile(
    r"\b(?:co|de\s*ra|gom|giao)\s+(?P<total>\d{1,2})\s*(?:nhiem\s*vu|viec|chi\s*tieu|"
    r"nv|noi\s*dung|dau\s*viec)\b[^.;]{0,25}?\b(?:xong|hoan\s*thanh|dat|lam\s*(?:duoc|"
    r"xong)|thuc\s*hien)\s*(?:duoc\s*|xong\s*)?(?P<done>\d{1,2})"
)
_MONTH_DONE = re.compile(
    r"\W*(?:trong\s*)?thang\s*\d{1,2}\b[^.;:]{0,30}?\b(?:thuc\s*hien|hoan\s*thanh|dat|lam)\s*(?:duoc\s*|xong\s*)?\d{1,2}\s*(?:/|trong|tren)"
)
_RESOLUTION = re.compile(r"\b(?:nghi\s*quyet|nq|ket\s*luan|chi\s*tieu)\b")
_PERIOD_BEFORE = re.compile(
    r"\b(?:nghi\s*quyet|nq|ket\s*qua|kq|danh\s*gia|dg|nhiem\s*vu|cong\s*tac|viec|"
    r"lanh\s*dao|chi\s*tieu|so\s*ket|kiem\s*lai|kiem|xem\s*lai|diem\s*lai|nhin\s*lai|kiem\s*diem|bao\s*cao|tinh\s*hinh)\b"
)


def counts_work(folded: str) -> bool:
    """Whether folded text tells how many of how many pieces of work were done ("có 5 việc, xong 4")."""
    return bool(_PREVIOUS_WORDS.search(folded) or _PREVIOUS.match(folded))


def read_previous_resolution(outline: Outline, draft: Draft) -> None:
    """Fill ``previous_resolution``: done of total as stated, and the period that the review speaks of."""
    unit = outline.unit
    pieces = [
        p for p in outline.body_pieces if p.within("work_review", "done", "not_done") and not p.within("discussion")
    ]
    if draft.record.document_type is DocumentType.RESOLUTION:
        pieces += [
            p for p in outline.body_pieces if p not in pieces and _MONTH_DONE.match(unit.folded_flow, p.start, p.end)
        ]
    for piece in pieces:
        for pattern in (_PREVIOUS, _PREVIOUS_OF, _PREVIOUS_WORDS, _PREVIOUS_SHORT, _PREVIOUS_BARE):
            match = pattern.search(unit.folded_flow, piece.start, piece.end)
            if match is None or (
                pattern is _PREVIOUS_BARE and match.start() > (piece.label.body if piece.label else piece.start) + 30
            ):
                continue
            suffix = "" if match.group("done") else "2"
            done, total = int(match.group(f"done{suffix}")), int(match.group(f"total{suffix}"))
            if done <= total:
                draft.put("/previous_resolution/done", done, match.span(f"done{suffix}"), "previous resolution")
                draft.put("/previous_resolution/total", total, match.span(f"total{suffix}"), "previous resolution")
    named = draft.record.previous_resolution.total is not None
    held = draft.record.held.date or draft.record.issued.date
    review = [p for p in pieces if "work_review" in p.path or _MONTH_DONE.match(unit.folded_flow, p.start, p.end)][:6]
    for piece in review:
        for expression in find_dates(unit.flow[piece.start : piece.end]):
            if expression.kind != "month" or not expression.month:
                continue
            start = piece.start + expression.start
            before = unit.folded_flow[max(piece.start, start - 60) : start]
            if not _PERIOD_BEFORE.search(before) or not (named or _RESOLUTION.search(before)):
                continue  # a month that is looked back on is no resolution yet
            year, reason = expression.year, None
            if year is None and (held or draft.record.period):
                anchor = held or draft.record.period or ""
                year = int(anchor[:4])
                month = int(anchor[5:7]) if anchor[5:7].isdigit() else 12
                year -= 1 if expression.month > month else 0
                reason = "year taken from the date of the meeting"
            if year is None:
                continue
            value = f"{year}-{expression.month:02d}"
            if value != draft.record.period:
                draft.put(
                    "/previous_resolution/period",
                    value,
                    (start, piece.start + expression.end),
                    "previous resolution",
                    reason,
                )
                return
