"""Between the values of the contract and what people type and read: 2026-03-05 is 05/03/2026 on the page."""

from __future__ import annotations

import math
import re
from typing import Any

from web.kinds import Kind, choices, kind_of

__all__ = ["NotUnderstoodError", "from_typed", "to_typed"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YES, NO = frozenset({"true", "có", "co", "yes", "x", "1"}), frozenset({"false", "không", "khong", "no", "0"})


class NotUnderstoodError(ValueError):
    """What was typed is no value of that kind; ``kind`` says which was expected."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind = kind


def to_typed(key: str, value: Any) -> str:
    """The value as it stands in the field of a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if kind_of(key) in ("date", "period") and isinstance(value, str) and "Q" not in value:
        return "/".join(reversed(value.split("-")))
    return str(value)


def from_typed(key: str, typed: str) -> Any:
    """The value that was typed; None where nothing was. Raises ``NotUnderstoodError``."""
    kind, text = kind_of(key), " ".join(typed.split())
    if not text:
        return None
    return _READ[kind](text) if kind in _READ else _choice(key, text) if kind == "choice" else text


def _count(text: str) -> int:
    plain = re.sub(r"[.\s](?=\d{3}\b)", "", text)
    if not plain.isdecimal():
        raise NotUnderstoodError("count")
    return int(plain)


def _number(text: str) -> float:
    plain = re.sub(r"[.\s](?=\d{3}\b)", "", text) if re.search(r"\d[.\s]\d{3}\b(?!\d)", text) else text
    try:
        found = float(plain.replace(",", "."))
    except ValueError:
        raise NotUnderstoodError("number") from None
    if not math.isfinite(found):
        raise NotUnderstoodError("number")
    return found


def _bool(text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise NotUnderstoodError("bool")


def _date(text: str) -> str:
    """05/03/2026, 5-3-2026, 3/2026 and 2026; also as the contract writes them."""
    parts = [int(part) for part in re.split(r"[-/. ]+", text) if part.isdecimal()]
    joined = re.fullmatch(r"\d{1,4}([-/. ]+\d{1,4}){0,2}", text)
    if joined is None:
        raise NotUnderstoodError("date")
    if parts[0] < 1000:
        parts.reverse()
    year, rest = parts[0], parts[1:]
    fits = 1900 <= year <= 2200 and (not rest or 1 <= rest[0] <= 12) and (len(rest) < 2 or 1 <= rest[1] <= 31)
    if not fits:
        raise NotUnderstoodError("date")
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def _clock(text: str) -> str:
    """19:30, 19h30, 19 giờ 30, 7h."""
    found = re.fullmatch(r"(\d{1,2})\s*(?:[:.h]|giờ|gio|g)\s*(\d{1,2})?\s*(?:phút|phut|p|')?", text.casefold())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise NotUnderstoodError("clock")
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def _period(text: str) -> str:
    """3/2026, 2026, quý 2/2026, 2026-Q2."""
    found = re.fullmatch(r"(?:quý|quy|q)\s*([1-4]|i{1,3}|iv)\s*[/-]?\s*(\d{4})|(\d{4})-q([1-4])", text.casefold())
    if found:
        quarter = found[1] or found[4]
        return f"{found[2] or found[3]}-Q{_ROMAN.get(quarter, quarter)}"
    try:
        date = _date(text)
    except NotUnderstoodError:
        raise NotUnderstoodError("period") from None
    return date[:7]


def _choice(key: str, text: str) -> str:
    if text not in choices(key):
        raise NotUnderstoodError("choice")
    return text


_READ = {"count": _count, "number": _number, "bool": _bool, "date": _date, "clock": _clock, "period": _period}
