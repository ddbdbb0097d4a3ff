"""When two values are the same: the rules of comparison of the gold sets, one function a kind of value.

All take ``(gold, predicted)``. Text is compared in NFC, lower case, with old and new tone placement made equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz

__all__ = ["Same", "closeness", "empty", "exact", "fits", "grade", "name", "name_ratio", "percent", "rate", "text"]

Same = Callable[[Any, Any], bool]

NAME_LEAST, TEXT_LEAST = 90, 80  # per cent alike
LENGTH_LEAST = 0.3  # the shorter text against the longer: a lone word would match everything

_HONORIFIC = re.compile(r"^(?:[đd]\s*/\s*c|[đd]\.?\s?c\.?|đồng chí|ông|bà|anh|chị)[\s.:]+", re.IGNORECASE)
_TONES = {
    old: new
    for row in (
        "oà òa oá óa oả ỏa oã õa oạ ọa",
        "oè òe oé óe oẻ ỏe oẽ õe oẹ ọe",
        "uỳ ùy uý úy uỷ ủy uỹ ũy uỵ ụy",
    )
    for old, new in zip(row.split()[::2], row.split()[1::2], strict=True)
}
_OLD_TONE = re.compile("|".join(_TONES))


def _plain(value: Any) -> str:
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(value)).casefold())
    return _OLD_TONE.sub(lambda found: _TONES[found.group()], " ".join(lower.split()))


def words(value: Any) -> str:
    """The words of a text: lower case, no stops."""
    return " ".join(re.sub(r"[^\w%]+", " ", _plain(value)).split())


def empty(value: Any) -> bool:
    """Nothing said: null, "", an empty list or object."""
    return value is None or value in ("", [], {})


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    written = isinstance(value, str) and re.fullmatch(r"\s*-?\d+(?:\.\d+)?\s*", value)
    return float(value) if written else None


def exact(gold: Any, said: Any, tolerance: float = 1e-6) -> bool:
    """Numbers, dates, times, kinds and document numbers: case and blanks do not count."""
    if isinstance(gold, bool) or isinstance(said, bool):
        return gold is said
    a, b = _number(gold), _number(said)
    if a is not None or b is not None:
        return a is not None and b is not None and abs(a - b) <= tolerance
    return re.sub(r"\s+", "", _plain(gold)) == re.sub(r"\s+", "", _plain(said))


def rate(gold: Any, said: Any) -> bool:
    """A share, within 0.002."""
    return exact(gold, said, 0.0021)


def percent(gold: Any, said: Any) -> bool:
    """A percentage, within half a point."""
    return exact(gold, said, 0.51)


def name_ratio(gold: Any, said: Any) -> float:
    """How alike two names are, 0 to 100; honorifics do not count."""
    if not isinstance(gold, str) or not isinstance(said, str):
        return 0.0
    return fuzz.ratio(_HONORIFIC.sub("", _plain(gold)), _HONORIFIC.sub("", _plain(said)))


def name(gold: Any, said: Any) -> bool:
    """The same person's name, one letter or so apart."""
    return name_ratio(gold, said) >= NAME_LEAST


def _text_ratio(gold: Any, said: Any) -> float:
    if not isinstance(gold, str) or not isinstance(said, str):
        return 0.0
    a, b = words(gold), words(said)
    if not a or not b or min(len(a), len(b)) / max(len(a), len(b)) < LENGTH_LEAST:
        return 0.0
    return fuzz.token_set_ratio(a, b)


def text(gold: Any, said: Any) -> bool:
    """The same free text: four fifths of the words, and neither much longer than the other."""
    return _text_ratio(gold, said) >= TEXT_LEAST


def grade(gold: Any, said: Any) -> bool:
    """The same grade in words."""
    return isinstance(gold, str) and isinstance(said, str) and words(gold) == words(said)


def fits(same: Same, gold: Any, said: Any, accepted: tuple[Any, ...] = ()) -> bool:
    """Is ``said`` one of the right answers? Nothing said is right where one of them is empty."""
    answers = (gold, *accepted)
    if empty(said):
        return any(empty(answer) for answer in answers)
    return any(not empty(answer) and same(answer, said) for answer in answers)


def closeness(same: Same, gold: Any, said: Any, accepted: tuple[Any, ...] = ()) -> float:
    """How near ``said`` is to a right answer, 0 to 1: for pairing the items of lists."""
    answers = (gold, *accepted)
    if empty(said):
        return 1.0 if any(empty(answer) for answer in answers) else 0.0
    near = {name: name_ratio, text: _text_ratio}.get(same)
    full = [answer for answer in answers if not empty(answer)]
    if near is None:
        return 1.0 if any(same(answer, said) for answer in full) else 0.0
    return max((near(answer, said) / 100 for answer in full), default=0.0)
