"""Deadlines counted from the meeting itself: "trước 23 giờ", "ngay trong đêm", "sáng mai", "tháng sau báo cáo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlp.timegrammar.model import Deadline, DeadlineKind
from nlp.timegrammar.view import View

__all__ = ["soon"]

_PART = r"(?:sang|trua|chieu|toi|dem|khuya)"
_HOUR = re.compile(
    rf"(?<![a-z])(?:truoc|cham\s+nhat(?:\s+(?:la|luc))?|muon\s+nhat(?:\s+(?:la|luc))?|xong\s+(?:truoc|luc))\s+"
    rf"(?:luc\s+)?(?P<h>\d{{1,2}})\s?(?:h|g|gio)(?:\s?\d{{2}})?(?:\s*phut)?(?:\s+(?P<part>{_PART}))?"
    rf"(?:\s+(?P<day>nay|hom\s+nay|mai|ngay\s+mai|cung\s+ngay))?(?![a-z0-9])(?!\s*,?\s*(?:ngay\s+)?\d{{1,2}}\s?[/.-]\s?\d)"
    rf"(?!\s*,?\s*ngay\s+\d)"
)
_TODAY = re.compile(
    rf"(?<![a-z])(?:xong\s+)?(?:(?:ngay\s+)?(?:trong\s+)?(?:{_PART}\s+nay|hom\s+nay|ngay\s+hom\s+nay)"
    rf"|ngay\s+trong\s+(?:{_PART}|buoi\s+{_PART}|ngay))(?![a-z])"
)
_TOMORROW = re.compile(
    rf"(?<![a-z])(?:xong\s+|truoc\s+|ngay\s+|trong\s+)*(?:{_PART}\s+(?:ngay\s+)?mai|ngay\s+mai|hom\s+sau|{_PART}\s+hom\s+sau)(?![a-z])"
)
_NEXT = re.compile(
    r"(?<![a-z])(?<!trong )(?:(?:xong|den|sang|qua|vao)\s+)?(?P<unit>thang|tuan|quy)\s+(?:sau|toi)\s*"
    r"(?:phai\s+)?(?:bao(?:\s+cao)?|nop|xong|co\s+ket\s+qua)(?![a-z])"
    r"|(?<![a-z])(?:bao(?:\s+cao)?|xong|nop)\s+(?:vao\s+|trong\s+)?(?P<unit2>thang|tuan|quy)\s+(?:sau|toi)(?![a-z])"
)
_NO_DATE = re.compile(
    r"(?<![a-z])(?:(?:xong|hoan\s+thanh)\s+)?(?:trong\s+(?:vong\s+)?(?:mot|hai|ba|bon|nam|sau|bay|muoi|nua)\s+(?:ngay|tuan|thang)"
    r"|(?:truoc|xong\s+truoc|den)\s+(?:vu|mua|le|hoi|ky\s+thi)\s+[a-z]+(?:\s+(?:lua|phat|cuoi|tot\s+nghiep))?"
    r"|(?:tu\s+nay\s+)?den\s+(?:tet|cuoi\s+nam|het\s+nam)|(?:sang|trua|chieu|toi|vao)?\s*(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|"
    r"chu\s+nhat)\s+(?:nay|toi|tuan\s+(?:nay|toi|sau)))(?![a-z])"
)


def soon(seen: View, held: str | None) -> Iterator[Deadline]:
    """Wordings without a date of their own; ``held`` (ISO) is the day of the meeting, from which they count."""
    day = date.fromisoformat(held) if held and len(held) == len("2026-01-01") else None
    for match in _HOUR.finditer(seen.folded):
        later = match["day"] in {"mai", "ngay mai"}
        yield _due(seen, match, _after(day, 1 if later else 0), "by")
    for match in _TODAY.finditer(seen.folded):
        if _spelled(seen, match):
            yield _due(seen, match, _after(day, 0), "on")
    for match in _TOMORROW.finditer(seen.folded):
        if _spelled(seen, match):
            yield _due(seen, match, _after(day, 1), "on")
    for match in _NEXT.finditer(seen.folded):
        unit = match["unit"] or match["unit2"]
        spelled = seen.original(*match.span("unit" if match["unit"] else "unit2"))
        if spelled in {"tháng", "thang", "tuần", "tuan", "quý"}:
            yield _due(seen, match, _next(held, unit), "period")
    for match in _NO_DATE.finditer(seen.folded):
        if _spelled(seen, match):
            yield _due(seen, match, None, "vague")


def _due(seen: View, match: re.Match[str], value: str | None, kind: DeadlineKind) -> Deadline:
    wording = seen.text[match.start() : match.end()]
    return Deadline(match.start(), match.end(), wording, value, value is not None, kind)


def _after(day: date | None, days: int) -> str | None:
    return (day + timedelta(days=days)).isoformat() if day else None


def _next(held: str | None, unit: str) -> str | None:
    if not held or unit == "tuan" or len(held) < len("2026-01"):
        return None
    year, month = int(held[:4]), int(held[5:7])
    month = month + 1 if unit == "thang" else (month + 2) // 3 * 3 + 3
    return f"{year + 1}-{month - 12:02}" if month > 12 else f"{year}-{month:02}"


def _spelled(seen: View, match: re.Match[str]) -> bool:
    """Do the marks allow the reading ("mùa mưa", not "mua lúa")?"""
    words = {w.group().lower() for w in re.finditer(r"\w+", seen.text[match.start() : match.end()])}
    return not words & {"mua", "mưa"} or any(w in {"mùa", "vụ"} for w in words) or seen.text.isascii()
