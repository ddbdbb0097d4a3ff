"""Party dues: how many paid of how many, and the sum."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.numbers import find_money
from nlp.outline import Outline

__all__ = ["read_dues"]

_DUES = re.compile(r"\bdang\s*phi\b|(?<![\w/])dp(?=\s*:)")
_PAYERS = re.compile(
    r"\b(?:thu|nop|dong)\b[^\d;]{0,30}?(?P<n>\d{1,3})[.…\s]*(?:d/?c|dong\s*chi|dang\s*vien)\b|"
    r"(?<![\d/])(?P<n2>\d{1,3})\s*(?:d/?c|dong\s*chi|dang\s*vien)\s*(?:da\s*)?(?:nop|dong)\b"
)
_PAID = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3})(?!\s*%|\d)")


def read_dues(outline: Outline, draft: Draft) -> None:
    """Fill ``dues`` from the sentence that speaks of party dues."""
    unit = outline.unit
    for match in _DUES.finditer(unit.folded_flow, outline.title[1], outline.foot):
        begin = max(unit.folded_flow.rfind(".", 0, match.start()), unit.folded_flow.rfind(";", 0, match.start())) + 1
        end = re.compile(r"\.(?=\s|$)").search(unit.folded_flow, match.end() + 24, outline.foot)
        stop = end.start() if end else min(outline.foot, match.end() + 160)
        ratio = _PAID.search(unit.folded_flow, match.end(), stop) or _PAID.search(
            unit.folded_flow, max(begin, match.start() - 60), match.start()
        )
        if ratio and _counts_payers(unit.folded_flow, ratio):
            draft.put("/dues/paid", int(ratio.group(1)), ratio.span(1), "dues")
            draft.put("/dues/payable", int(ratio.group(2)), ratio.span(2), "dues")
        payers = None if ratio else _PAYERS.search(unit.folded_flow, match.start(), stop)
        if payers:
            name = "n" if payers.group("n") else "n2"
            draft.put("/dues/paid", int(payers.group(name)), payers.span(name), "dues")
        money = find_money(re.sub(r"\.{2,}|…", lambda m: " " * len(m.group()), unit.flow[match.end() : stop]))
        if money:
            span = (match.end() + money[0].start, match.end() + money[0].end)
            draft.put("/dues/amount_vnd", int(money[0].value), span, "dues")
        if draft.record.dues.paid is not None or draft.record.dues.amount_vnd is not None:
            return


def _counts_payers(folded: str, ratio: re.Match[str]) -> bool:
    """More payers than members is a contradiction of the page's own, where it says that members are counted."""
    counted = re.match(r"\s*(?:d/?c|dong\s*chi|dang\s*vien)\b", folded[ratio.end() :])
    return counted is not None or int(ratio.group(1)) <= int(ratio.group(2))
