"""What belongs to a self-criticism besides its text: cause, remedy and by when (domain notes, section 10)."""

from __future__ import annotations

import re

from nlp.draft import Span
from nlp.fold import fold
from nlp.substance import is_specific
from nlp.timegrammar import deadline
from schemas import SelfCriticism

__all__ = ["own_words"]

_REMEDY = re.compile(
    r"\b(?:xin|se|hua|cam\s*ket)\s+(?!nhan\b|rut\b|loi\b|chi\s*bo|y\s*kien|hua|"
    r"tu\b|cac\b|phep|dong\s*chi|hoi\s*nghi|duoc\b|tiep\s*thu)(?P<what>[^.;]{2,80})|"
    r"\b(?P<now>(?:tu\s*(?:tuan|nay|thang)[^.;,]{0,20}\s)?lam\s*ngay)\b"
)
# "Không phải do bận mà do tôi ngại vụ khó": what was denied is no cause.
_CAUSE = re.compile(
    r"(?<!\w)(?<!ông phải )(?<!ải tại )(?:[Vv]ì|[Dd]o|[Nn]guyên\s*nhân\s*(?:là|do)?:?|[Ll]ý\s*do:?)\s+"
    r"(?P<what>[^.;,]{3,70})"
)


def own_words(
    text: str, span: Span, person: str | None, held: str | None
) -> tuple[SelfCriticism, dict[str, Span], dict[str, str]]:
    """A self-criticism that stands at ``span``, the wordings of its fields, and what is inferred; ``held`` is the
    date of the meeting (ISO), which gives a deadline its year."""
    item = SelfCriticism(person=person, text=text, specific=is_specific(text))
    parts: dict[str, Span] = {"text": span, "specific": span}
    inferred: dict[str, str] = {}
    folded = fold(text)
    due = deadline(text, held)
    cause = _CAUSE.search(text)
    if cause:
        item.cause = text[cause.start("what") : cause.end("what")].strip()
        parts["cause"] = span
    remedy = next((m for m in _REMEDY.finditer(folded)), None)
    if remedy:
        name = "what" if remedy.group("what") else "now"
        begin, end = remedy.span(name)
        if due and begin < due.start < end:
            end = due.start + (4 if folded.startswith("xong", due.start) else 0)
        item.remedy = text[begin:end].strip(" ,.") or None
        parts["remedy"] = span
        if due and due.value and due.kind in ("by", "on") and due.start >= remedy.start():
            item.deadline = due.value
            parts["deadline"] = span
            if due.inferred:
                inferred["deadline"] = "year taken from the date of the meeting"
    return item, parts, inferred
