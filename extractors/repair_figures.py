"""Letters inside figures, and days that no calendar has."""

from __future__ import annotations

import re
from itertools import product

__all__ = ["date_mended", "figure_mended"]

_LOOKS_LIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_BODY = r"[0-9OolI|]"
_NUMBER = re.compile(rf"^([(\[]?)({_BODY}+(?:[./,:-]{_BODY}+)*)(%?[.,;:)\]]*)$")
_HOUR = re.compile(rf"^([(\[]?)({_BODY}{{1,2}})([hg])({_BODY}{{0,2}})([.,;:)\]]*)$")
_DATE = re.compile(r"^([(\[]?)(\d{1,2})([/.-])(\d{1,2})(?:([/.-])(\d{4}))?([.,;:)\]]*)$")
_UNITS = frozenset(
    "giờ h g phút đồng triệu nghìn ngàn đ/c người hộ ha m km kg đảng đồng điểm lần phiếu năm ngày tháng quý".split()  # noqa: SIM905
)
_LABELS = frozenset("số khoản mục năm tháng quý lúc hồi điều chương trang thứ".split())  # noqa: SIM905
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def figure_mended(text: str, before: str, behind: str) -> str | None:
    """``text`` with look-alike letters as figures, where it is a figure beyond doubt; else None.

    Beyond doubt: two digits at least and no more look-alikes than digits, or a digit beside a word that counts or
    labels ("1O giờ", "Điều l", "số 2O").
    """
    hour = _HOUR.match(text)
    if hour and any(c.isdigit() for c in hour[2] + hour[4]) and not (hour[2] + hour[4]).isdigit():
        mended = hour[2].translate(_LOOKS_LIKE) + hour[3] + hour[4].translate(_LOOKS_LIKE)
        return hour[1] + mended + hour[5]
    match = _NUMBER.match(text)
    if not match:
        return None
    body = match[2]
    digits = sum(c.isdigit() for c in body)
    likes = sum(c in "OolI|" for c in body)
    if not likes or (body[0] in "Oo" and body[1:2] not in {*"123456789"}):
        return None
    parts = re.split(r"[./,:-]", body)
    if len(parts) > 1 and any(p not in {"l", "OOO"} and not any(c.isdigit() for c in p) for p in parts):
        return None  # "II/2026": a Roman number, a quarter
    called = _bare(behind) in _UNITS or _bare(before) in _LABELS
    alone = body == "l" and _bare(before) in {"điều", "khoản"}
    if not (alone or (digits >= 2 and digits >= likes) or (digits and called)):
        return None
    return match[1] + body.translate(_LOOKS_LIKE) + match[3]


def date_mended(text: str, before: str) -> str | None:
    """A date that no calendar has, as the only one that 9 taken for 0 or 0 for 9 can have been; else None.

    Only beside the word for day, or with its year: "39/12" may be a ratio.
    """
    match = _DATE.match(text)
    if not match or (match[6] is None and _bare(before) != "ngày"):
        return None
    day, month = match[2], match[4]
    if _exists(day, month):
        return None
    found = {(d, m) for d, m in product(_nine_or_nought(day), _nine_or_nought(month)) if _exists(d, m)}
    near = {(d, m) for d, m in found if (d != day) + (m != month) == 1}
    if len(near) != 1:
        return None
    (new_day, new_month), tail = near.pop(), f"{match[5]}{match[6]}" if match[6] else ""
    return f"{match[1]}{new_day}{match[3]}{new_month}{tail}{match[7]}"


def _nine_or_nought(figure: str) -> set[str]:
    out = {figure}
    for i, c in enumerate(figure):
        if c in "09":
            out.add(figure[:i] + ("0" if c == "9" else "9") + figure[i + 1 :])
    return out


def _exists(day: str, month: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= _DAYS[int(month)]


def _bare(word: str) -> str:
    return word.strip('.,;:()[]"“”').lower()
