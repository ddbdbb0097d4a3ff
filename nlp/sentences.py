"""Sentences and clauses of minutes. General splitters fail on "đ/c", "II.", lists and dates; these rules do not."""

from __future__ import annotations

import re

from nlp.unittext import UnitText

__all__ = ["clauses", "sentences", "trim"]

_END = re.compile(r"[.!?…]+[\"”’')]*\s+(?=[\"“'(]?(?:[^\W\d_]|\d|[-–+•*]))|(?<=[.;:])\s+(?=[-–+•]\s)|\n(?=[-–+•]\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:d/c|dc|tp|tx|tt|ths|ts|gs|pgs|bs|ks|sv|hv|gv|ds|ncs|tskh|kts|ls|ckii?|tr|vd|v\.v|st|so|stt|dt)|(?<![\w/.,])(?<!\d[-–])\d{1,2})$"
)
_CLAUSE = re.compile(r";\s*|(?:(?<=[\s:;.,])|^)\(\d\)\s*|(?<=[;.:])\s+(?:[a-z]\)|\d\))\s+")


def trim(unit: UnitText, start: int, end: int, strip: str = " \n\t;,") -> tuple[int, int]:
    """The span without the characters of ``strip`` at both ends (never beyond an empty span)."""
    text = unit.text
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return start, end


def sentences(unit: UnitText, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences in ``[start, end)``; inline bullets (" - ") begin a new one. Brackets hold together."""
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(unit.flow, start, end):
        before = unit.folded_flow[begin : match.start()]
        head = unit.text[match.start() : match.start() + 1]
        initial = head == "." and re.search(r"(?:^|[\s(])[A-ZĐ]$", unit.flow[begin : match.start()]) is not None
        if initial:
            continue
        if (
            head == "."
            and _abbreviated(before, unit.flow[begin : match.start()])
            and not _ends_figure(before)
            and not _counted(before)
        ):
            continue
        if before.count("(") > before.count(")") and match.start() - begin < 200:
            continue
        stop = match.start() + len(match.group().rstrip())
        found.append((begin, stop))
        begin = match.end()
    found.append((begin, end))
    return [span for span in (trim(unit, *span) for span in found) if span[1] > span[0]]


def _abbreviated(before: str, spelled: str) -> bool:
    """Does ``before`` (folded) end with an abbreviation? "sổ" is a book, not a number."""
    return bool(_ABBREVIATED.search(before)) and not spelled.lower().endswith("sổ")


def _counted(before: str) -> bool:
    """ "…đã nộp đủ 7/7 đ/c." ends a sentence: the abbreviation counts members, it does not lead to a name."""
    return bool(re.search(r"\d\s*(?:d/c|dc)$", before))


def _ends_figure(before: str) -> bool:
    """ "…đến 21 giờ 05." ends a sentence, "điều 3. …" at the very beginning does not."""
    return bool(re.search(r"\S\s+\d{1,2}$", before)) and not re.search(
        r"\b(?:dieu|khoan|muc|diem|so)\s+\d{1,2}$", before
    )


def clauses(unit: UnitText, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the clauses of a sentence: parted by semicolons outside brackets and by "(1) … (2) …"."""
    found: list[tuple[int, int]] = []
    begin = start
    for match in _CLAUSE.finditer(unit.flow, start, end):
        before = unit.text[begin : match.start()]
        if before.count("(") > before.count(")"):
            continue
        found.append((begin, match.start()))
        begin = match.end()
    found.append((begin, end))
    return [span for span in (trim(unit, *span) for span in found) if span[1] > span[0]]
