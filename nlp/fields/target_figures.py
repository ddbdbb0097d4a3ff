"""The figures of one clause about a target: what was wanted, what was reached, the share that it makes.

A figure in the review is what was reached, a figure in the plan what is wanted; a percentage is kept as stated and
never computed into place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.draft import Span
from nlp.numbers import parse_number

__all__ = ["Figures", "counts", "figure_in", "figures_of", "measured", "value"]

_N = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
_UNITS = (
    r"trieu\s*dong(?:/\w+)*|ty\s*dong|nghin\s*dong|dong|tan|ta\b|kg|ha\b|met\b|"
    r"cong\b|gia\s*lua|sao|mau|km|m2|m3|m\b|ho\b|gia\s*dinh|gdcs|con\b|cay|doan\s*vien|"
    r"hoi\s*vien|dang\s*vien|d/?c|dong\s*chi|hoc\s*sinh|hs\b|chau|em\b|nguoi|"
    r"cuoc|"
    r"buoi|ky\b|tuan|diem|bo\b|thung|lop|phong|nha|mo\s*hinh|chi\s*tieu|nhiem\s*vu|"
    r"nv\b|viec|tieu\s*chi|ho\s*so|tn\b|thanh\s*nien|quan\s*chung|don\s*vi|suat|"
    r"luot|dam\b|toi\b|khau|lao\s*dong|cong\s*trinh|tuyen|san\s*pham|hop\s*dong|"
    r"ca\b|truong\s*hop|trd\b|tr\.d|vu\b|ban\s*tin|lan\b|khach|xe\b|may\b|giai|de\s*tai|phan\s*qua|van\b|bai"
)
_RATIO = re.compile(rf"(?<![\d/,.])(?P<a>{_N})\s*/\s*(?P<p>{_N})(?!\s*/|\d)\s*(?P<unit>{_UNITS})?")
_OF_PLAN = re.compile(
    rf"(?<![\d/,.])(?P<a>{_N})\s*(?P<unit>{_UNITS})?(?P<rest>[^;.]{{0,40}}?)\s*(?:[/(]\s*(?:kh|"
    rf"ke\s*hoach|chi\s*tieu)\s*:?|"
    rf"\btren(?:\s*(?:tong\s*(?:so|dien\s*tich)|tong|dien\s*tich|ke\s*hoach|chi\s*tieu))?|\btrong\s*(?:tong\s*)?so|"
    rf",?\s*(?:vuot|dat|bang|giam)\s*[\d,.]+\s*%\s*(?:so\s*voi\s*)?(?:ke\s*hoach|chi\s*tieu|nghi\s*quyet)|"
    rf"\bso\s*voi\s*(?:ke\s*hoach|chi\s*tieu)|(?<=[a-z])/)\s*(?P<p>{_N})\s*(?P<unit2>{_UNITS})?"
)
_PERCENT = re.compile(r"(?<![\d,.])(?P<v>\d{1,3}(?:,\d{1,2})?)\s*(?P<sign>%|phan\s*tram)")
_QUANTITY = re.compile(rf"(?<![\d/,.(])(?P<v>{_N})\s*(?P<unit>{_UNITS})(?![\w/])")
# "trước 5/9"; "chào mừng 30/4 và 1/5": what follows a date and "và" is one too.
_DATE = re.compile(
    r"(?:(?:ngay|truoc|xong|tu|den|thang|mung|mong|dip|le|tet|ky\s*niem|sau|hom|sang|chieu|toi)|"
    r"(?<![\d/])\d{1,2}\s*/\s*\d{1,2}\s*(?:va|,|-|den))\s*$"
)
_MONTHISH = re.compile(r"^\s*(?:/\s*\d{2,4}|nam\b)")
# "chỉ tiêu giảm hộ nghèo 5 hộ, thực hiện 3 hộ": what was wanted first.
_PLAN_FIRST = re.compile(
    rf"(?:chi\s*tieu|ke\s*hoach|kh\b|phai\s*(?:lam|thu|nop)|giao)\s+(?P<name>[^\d;.]{{0,60}}?)\s*(?P<p>{_N})\s*"
    rf"(?P<unit>trieu|{_UNITS})?"
    rf"[^\d;.]{{0,12}}?\b(?:da\s*)?(?:thuc\s*hien|dat|lam|thu|nop|duoc)\s*(?:duoc\s*)?(?P<a>{_N})(?!\s*%)\s*(?:trieu|{_UNITS})?"
)
_MEASURE = re.compile(
    r"m|km|m2|m3|ha|sao|mau|tan|ta|kg|trieu\s*dong(?:/\w+)*|ty\s*dong|phong|hs|"
    r"hoc\s*sinh|cay|mo\s*hinh|cong\s*trinh|tuyen"
)
_PURE_MEASURE = re.compile(
    r"m|km|m2|m3|ha|sao|mau|tan|ta|kg|trieu\s*dong(?:/\w+)*|ty\s*dong"
)  # no part of what is measured
_COUNTED_TASKS = re.compile(r"nhiem\s*vu|viec|nv|chi\s*tieu")  # the previous resolution's result has its own field


@dataclass
class Figures:
    """What a clause states; spans are offsets in the clause. ``cuts``: the wording of the figures."""

    planned: float | None = None
    actual: float | None = None
    percent: float | None = None
    unit: Span | None = None
    cuts: list[Span] = field(default_factory=list)


def figures_of(folded: str, *, reviewed: bool) -> Figures | None:
    """The figures of a ``folded`` clause of the review or else of the plan; None where it states no target."""
    share = _PERCENT.search(folded)
    of_plan = _OF_PLAN.search(folded)
    ratio = next((m for m in _RATIO.finditer(folded) if not _is_date(folded, m)), None)
    if of_plan and _COUNTED_TASKS.fullmatch(of_plan.group("unit2") or of_plan.group("unit") or ""):
        return None
    if of_plan and (_two_counts(of_plan) or not (of_plan.group("unit") or of_plan.group("unit2"))):
        of_plan = None
    plan_first = _PLAN_FIRST.search(folded) if reviewed and not of_plan and not ratio else None
    if plan_first:
        found = _plan_first(plan_first)
        share = None if share and plan_first.start() < share.start() < plan_first.end() else share
    elif of_plan:
        found = _of_plan(of_plan)
    elif ratio:
        if _COUNTED_TASKS.fullmatch(ratio.group("unit") or ""):
            return None
        found = _ratio(ratio, reviewed=reviewed)
    elif share and not reviewed:  # what is wanted: a share of all
        return Figures(planned=value(share.group("v")), unit=share.span("sign"), cuts=[share.span()])
    elif share:  # a percentage alone is a target too; a quantity beside it was reached
        found = _reached(folded)
    elif not reviewed and (quantity := measured(folded)) is not None:
        cut = quantity.span() if _PURE_MEASURE.fullmatch(quantity["unit"]) else quantity.span("v")
        return Figures(planned=value(quantity["v"]), unit=quantity.span("unit"), cuts=[cut])
    else:
        return None
    if share:
        found.percent = value(share.group("v"))
        found.cuts.append(share.span())
    return found


def _plan_first(match: re.Match[str]) -> Figures:
    unit = match.span("unit") if match.group("unit") else None
    return Figures(value(match["p"]), value(match["a"]), unit=unit, cuts=[(match.start("p"), match.end())])


def _of_plan(match: re.Match[str]) -> Figures:
    unit = match.span("unit") if match.group("unit") else match.span("unit2")
    cuts = [match.span("a"), (match.end("rest"), match.end())]
    return Figures(value(match["p"]), value(match["a"]), unit=unit, cuts=cuts)


def _ratio(match: re.Match[str], *, reviewed: bool) -> Figures:
    actual, planned = value(match["a"]), value(match["p"])
    unit = match.span("unit") if match.group("unit") else None
    cuts = [(match.start(), match.start("unit")) if unit else match.span()]
    return Figures(planned, None if actual == planned and not reviewed else actual, unit=unit, cuts=cuts)


def _reached(folded: str) -> Figures:
    """ "thu được 31 tấn, đạt 78% kế hoạch": the quantity right before the share of the plan that it is."""
    match = re.search(r",?\s*(?:\(\s*)?(?:dat|bang|=)\s*\d{1,3}(?:,\d{1,2})?\s*%", folded)
    stop = match.start() if match else 0
    before = [m for m in _QUANTITY.finditer(folded, 0, stop) if not _DATE.search(folded[: m.start()])]
    if len(before) != 1:
        return Figures()
    return Figures(actual=value(before[0]["v"]), unit=before[0].span("unit"), cuts=[before[0].span()])


def counts(folded: str) -> int:
    """How many ratios ("11/12") a clause holds."""
    return len(_RATIO.findall(folded))


def measured(folded: str) -> re.Match[str] | None:
    """The first quantity of a measure that is no date."""
    found = _QUANTITY.finditer(folded)
    return next(
        (m for m in found if not _DATE.search(folded[: m.start()]) and _MEASURE.fullmatch(m.group("unit"))), None
    )


def _two_counts(match: re.Match[str]) -> bool:
    """ "5 buổi/612 lượt": two counts of different things, none the plan of the other."""
    units = {re.sub(r"\W", "", unit) for unit in (match.group("unit"), match.group("unit2")) if unit}
    return len(units) > 1 and re.search(r"ke\s*hoach|\bkh\b|chi\s*tieu", match.group()) is None


def _is_date(folded: str, match: re.Match[str]) -> bool:
    before, after = folded[: match.start()], folded[match.end("p") :]
    if match.group("unit"):
        return False
    if _DATE.search(before) or _MONTHISH.match(after):
        return True
    a, p = match.group("a"), match.group("p")
    if "%" in after[:20] or re.match(r"\s*(?:[,;.)]|$)", after) is None:
        return a.isdigit() and p.isdigit() and int(a) <= 31 and int(p) <= 12 and "%" not in after[:20]
    return a.isdigit() and p.isdigit() and int(a) > int(p)


def value(figure: str) -> float:
    """A figure as Vietnamese writes it ("1.286", "12,5")."""
    number = parse_number(figure)
    return float(number) if number is not None else float(figure.replace(".", "").replace(",", "."))


def figure_in(text: str) -> float | None:
    """The first figure of a cell, None where there is none."""
    match = re.search(_N, text)
    return value(match.group()) if match else None
