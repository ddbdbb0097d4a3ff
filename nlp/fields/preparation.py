"""How the meeting was prepared: committee meeting, documents posted, draft resolution."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.outline import Outline
from nlp.timegrammar import find_dates, resolve

__all__ = ["read_preparation"]

_DRAFT = re.compile(r"\bdu\s*thao\s*(?:nghi\s*quyet|nq|ket\s*luan)\b")
_COMMITTEE = re.compile(
    r"\bchi\s*uy\s*(?:da\s*)?(?:hop|thong\s*qua|hoi\s*y|thong\s*nhat|chuan\s*bi)[^.;\n]{0,60}?(?=ngay|"
    r"\d)|\b(?:hop\s*chi\s*uy|hop\s*ban\s*chi\s*uy|hoi\s*y)[^.;\n]{0,30}?(?=ngay|"
    r"\d)|\bchi\s*uy\s*(?:hop|thong\s*qua|gop\s*y)\s*(?:chuan\s*bi\s*)?(?=ngay|"
    r"\d)"
)
_POSTED = re.compile(
    r"\b(?:dang\s*(?:tai|len|tren)?|gui|cap\s*nhat|thong\s*bao|tai\s*len|phat)\b[^.;\n]{0,90}?(?=\bngay\s|"
    r"\btu\s*ngay|\btruoc\s*\d)"
)


def read_preparation(outline: Outline, draft: Draft) -> None:
    """Fill ``preparation``: committee meeting, documents sent or posted, draft resolution (HD 42-HD/BTCTW, 2.2)."""
    unit = outline.unit
    held = draft.record.held.date
    for pattern, pointer in (
        (_COMMITTEE, "/preparation/committee_met_on"),
        (_POSTED, "/preparation/documents_posted_on"),
    ):
        for match in pattern.finditer(unit.folded_flow, outline.title[1], outline.foot):
            if pointer.endswith("posted_on") and not re.search(
                r"\b(?:tai\s*lieu|du\s*thao|noi\s*dung|van\s*ban|so\s*tay|bao\s*cao|chuyen\s*de)\b",
                unit.folded_flow[max(0, match.start() - 90) : match.end()],
            ):
                continue
            if (
                any(
                    p.start <= match.start() < p.end and p.within("conclusion", "assignment", "discussion", "plan")
                    for p in outline.body_pieces
                )
                and "chi uy" not in match.group()
            ):
                continue
            dates = find_dates(unit.flow[match.end() : match.end() + 45])
            if not dates or dates[0].kind != "date" or not dates[0].day or dates[0].start > 8:
                continue
            value, inferred = resolve(dates[0], default_year=int(held[:4]) if held else None)
            if value and held and len(held) == len(value) and value > held and not dates[0].year:
                continue
            span = (match.end() + dates[0].start, match.end() + dates[0].end)
            draft.put(
                pointer, value, span, "preparation", "year taken from the date of the meeting" if inferred else None
            )
            break
    for match in _DRAFT.finditer(unit.folded_flow, outline.title[1], outline.foot):
        inside = next((p for p in outline.body_pieces if p.start <= match.start() < p.end), None)
        if inside is None or not inside.within("discussion", "criticism", "self_criticism"):
            draft.put("/preparation/draft_resolution", True, match.span(), "preparation")
            return
