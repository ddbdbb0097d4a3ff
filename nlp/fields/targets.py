"""Targets: an indicator with planned and actual figures and a percentage, from clauses and from tables.

A figure in the review is what was reached, a figure in the plan what is wanted; a percentage is kept as stated and
never computed into place.
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fold import fold
from nlp.numbers import parse_number
from nlp.outline import Outline
from nlp.sentences import clauses
from nlp.tables import Table
from nlp.unittext import UnitText
from schemas import Target

__all__ = ["read_targets", "read_targets_table"]

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
    rf"ke\s*hoach|chi\s*tieu)\s*:?|\btren(?:\s*(?:tong\s*so|ke\s*hoach|chi\s*tieu))?|\btrong\s*(?:tong\s*)?so|"
    rf",?\s*(?:vuot|dat|bang|giam)\s*[\d,.]+\s*%\s*(?:so\s*voi\s*)?(?:ke\s*hoach|chi\s*tieu|nghi\s*quyet)|"
    rf"\bso\s*voi\s*(?:ke\s*hoach|chi\s*tieu)|(?<=[a-z])/)\s*(?P<p>{_N})\s*(?P<unit2>{_UNITS})?"
)
_PERCENT = re.compile(r"(?<![\d,.])(?P<v>\d{1,3}(?:,\d{1,2})?)\s*(?:%|phan\s*tram)")
_QUANTITY = re.compile(rf"(?<![\d/,.(])(?P<v>{_N})\s*(?P<unit>{_UNITS})(?![\w/])")
# "trước 5/9"; "chào mừng 30/4 và 1/5": what follows a date and "và" is one too.
_DATE = re.compile(
    r"(?:(?:ngay|truoc|xong|tu|den|thang|mung|mong|dip|le|tet|ky\s*niem|sau|hom|sang|chieu|toi)|"
    r"(?<![\d/])\d{1,2}\s*/\s*\d{1,2}\s*(?:va|,|-|den))\s*$"
)
_MONTHISH = re.compile(r"^\s*(?:/\s*\d{2,4}|nam\b)")
_NOT_INDICATOR = re.compile(
    r"\b(?:nhat\s*tri|tan\s*thanh|bieu\s*quyet|dong\s*y|co\s*mat|vang|diem|phieu|du\s*hop)\b"
    # A vote in short ("BQ 9/9"; "thu nhập BQ" is an average), and a watch round the clock ("trực 24/24").
    r"|\bbq\s*\d+\s*/|\btruc\b[^;.]{0,40}?\b24\s*/\s*(?:24|7)(?!\s*(?:ho|buoi|ca|nguoi)\b)"
)
_MEASURE = re.compile(
    r"m|km|m2|m3|ha|sao|mau|tan|ta|kg|trieu\s*dong(?:/\w+)*|ty\s*dong|phong|hs|"
    r"hoc\s*sinh|cay|mo\s*hinh|cong\s*trinh|tuyen"
)
_LESS = re.compile(r"\bduoi\s+\d|\bcon\s+\d+\s*/|\bmuon\s+tren\b|\bkhong\s*qua\b|\bthieu\s+\d")
_ROUND_THE_CLOCK = re.compile(
    r"(?<!\d)24\s*/\s*(?:24|7)\b(?!\s*(?:ho|buoi|ca|nguoi|em|hs|con|cay|viec|d/?c|dong\s*chi)\b)"
)
_SUBJECT = re.compile(r"^\W*(?:ve|linh\s*vuc|cong\s*tac)\s[^:]{3,40}:\s*")
_OWNED = re.compile(r"\W*(?:giao\s*)?(?:d/c|dong\s*chi)\b")
_DUES = re.compile(r"\bdang\s*phi\b|^\W*dp\s*:")
_LEFT_TRIM = re.compile(
    r"^\W*(?:phan\s*dau|chua\s*hoan\s*thanh\s*chi\s*tieu|da|dat|duoc|cac|xong|trong\s*thang|thuc\s*hien|hoan\s*thanh\s*(?=\d)|co|moi|con|gom|tong\s*so)\b\s*"
)


def read_targets(outline: Outline, draft: Draft) -> None:
    """Fill ``targets`` from the review of work and from plans."""
    for piece in outline.body_pieces:
        if piece.within(
            "discussion",
            "superior",
            "criticism",
            "vote",
            "self_score",
            "closing",
            "attendance",
            "recipients",
            "self_criticism",
            "praise",
        ):
            continue
        reviewed = piece.within("work_review", "done", "not_done", "remedy") and piece.section not in (
            "plan",
            "cause",
            "cause_objective",
            "cause_subjective",
        )
        planned = piece.section in ("plan", "solution")
        if not (reviewed or planned) or outline.blocks[piece.block].columns > 1:
            continue
        start = piece.label.body if piece.label else piece.start
        for clause in clauses(outline.unit, start, piece.end):
            for span in _commas(outline.unit, clause):
                _clause(outline, draft, span, reviewed=reviewed)


def _commas(unit: UnitText, clause: Span) -> list[Span]:
    """A list of figures in one clause ("11/12 buổi họp, 3/4 buổi chuyên đề") is parted at its commas."""
    start, end = clause
    figures = len(_RATIO.findall(unit.folded_flow[start:end]))
    if figures < 2:
        return [clause]
    spans: list[Span] = []
    begin = start
    for match in re.finditer(r",\s+(?=[^()]*(?:\(|$))", unit.flow[start:end]):
        if _RATIO.search(unit.folded_flow[start + match.end() : end]) and _RATIO.search(
            unit.folded_flow[begin : start + match.start()]
        ):
            spans.append((begin, start + match.start()))
            begin = start + match.end()
    return [*spans, (begin, end)]


def _clause(outline: Outline, draft: Draft, clause: Span, *, reviewed: bool) -> None:
    unit = outline.unit
    start, end = clause
    folded = unit.folded_flow[start:end]
    if _NOT_INDICATOR.search(folded) or _DUES.search(folded) or _LESS.search(folded):
        return
    if _OWNED.match(folded) or _ROUND_THE_CLOCK.search(folded):
        return
    percent = _percent(folded)
    of_plan = _OF_PLAN.search(folded)
    ratio = next((m for m in _RATIO.finditer(folded) if not _is_date(folded, m)), None)
    planned: float | None = None
    actual: float | None = None
    cuts: list[Span] = []
    unit_span: Span | None = None
    if of_plan and re.fullmatch(
        r"nhiem\s*vu|viec|nv|chi\s*tieu", of_plan.group("unit2") or of_plan.group("unit") or ""
    ):
        return
    if of_plan and _two_counts(of_plan):
        of_plan = None
    if of_plan and (of_plan.group("unit") or of_plan.group("unit2")):
        actual, planned = _value(of_plan.group("a")), _value(of_plan.group("p"))
        cuts = [(of_plan.start("a"), of_plan.end("a")), (of_plan.end("rest"), of_plan.end())]
        unit_span = (
            of_plan.span("unit") if of_plan.group("unit") else of_plan.span("unit2") if of_plan.group("unit2") else None
        )
    elif ratio:
        if re.fullmatch(r"nhiem\s*vu|viec|nv|chi\s*tieu", ratio.group("unit") or ""):
            return  # the result of the previous resolution has a field of its own
        actual, planned = _value(ratio.group("a")), _value(ratio.group("p"))
        if not reviewed:
            actual = None if actual == planned else actual
        cuts = [ratio.span()]
        unit_span = ratio.span("unit") if ratio.group("unit") else None
        if unit_span:
            cuts = [(ratio.start(), ratio.start("unit"))]
    elif percent is not None:
        pass  # a percentage alone is a target too
    elif not reviewed:
        quantity = next(
            (
                m
                for m in _QUANTITY.finditer(folded)
                if not _DATE.search(folded[: m.start()]) and _MEASURE.fullmatch(m.group("unit"))
            ),
            None,
        )
        if quantity is None:
            return
        planned = _value(quantity.group("v"))
        cuts = [(quantity.start("v"), quantity.end("v"))]
        unit_span = quantity.span("unit")
    else:
        return
    found = _PERCENT.search(folded)
    if found and percent is not None:
        cuts.append(found.span())
    indicator = _indicator(unit, start, end, cuts)
    if len(indicator) < 4:
        return
    item = Target(
        indicator=indicator,
        planned=planned,
        actual=actual,
        unit=unit.slice(start + unit_span[0], start + unit_span[1]) if unit_span else None,
        percent=percent,
    )
    parts: dict[str, Span] = {"indicator": clause}
    for name, value in (("planned", planned), ("actual", actual), ("percent", percent)):
        if value is not None:
            parts[name] = clause
    if unit_span:
        parts["unit"] = (start + unit_span[0], start + unit_span[1])
    draft.append("/targets", item, clause, "target", parts)


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


def _percent(folded: str) -> float | None:
    match = _PERCENT.search(folded)
    return _value(match.group("v")) if match else None


def _value(figure: str) -> float:
    number = parse_number(figure)
    return float(number) if number is not None else float(figure.replace(".", "").replace(",", "."))


def _indicator(unit: UnitText, start: int, end: int, cuts: list[Span]) -> str:
    """The clause without its figures and without filler at its ends."""
    text = unit.flow[start:end]
    for begin, stop in sorted(cuts, reverse=True):
        text = text[:begin] + " " + text[stop:]
    text = re.sub(r"\(\s*(?:đạt|tăng|chiếm)?\s*\)|,?\s*đạt\s*(?=[,.;)]|$)", " ", text)
    text = " ".join(text.split()).strip(" ,.;:()-+/")
    subject = _SUBJECT.match(fold(text))
    if subject and len(text) - subject.end() > 4:
        text = text[subject.end() :]
    match = _LEFT_TRIM.match(fold(text))
    if match and len(text) - match.end() > 4:
        text = text[match.end() :]
    return text.strip(" ,.;:()-+/")


def read_targets_table(draft: Draft, table: Table, unit: UnitText) -> None:
    """Rows of a table "TT | Chỉ tiêu | Kế hoạch | Thực hiện | Đạt"."""
    name = table.column("chi tieu", "noi dung", "nhiem vu", "hang muc", "cong viec", "ket qua")
    planned = table.column("ke hoach", "kh", "giao", "chi tieu giao", "nghi quyet", "muc tieu")
    if name is not None and table.titles[name] == "ket qua":
        planned = table.column("nghi quyet", "ke hoach", "chi tieu", "giao")
    share = table.column("ty le", "ti le", "%", "dat ty le", "ty le dat")
    actual = table.column("thuc hien", "th", "ket qua", "da thuc hien", "dat duoc", "da dat", "da lam", "thuc te")
    if share is None or (actual is None and share != table.column("dat")):
        reached = table.column("dat")  # beside a column of what was done "Đạt" is the share, else what was reached
        share, actual = (reached, actual) if actual is not None and share is None else (share, actual or reached)
    if name is None or (planned is None and actual is None):
        return
    for row in table.rows:
        title = row.get(name)
        if title is None:
            continue
        text = unit.slice(*title)
        unit_match = re.search(r"\(([^()]{1,25})\)\s*$", text)
        values: dict[str, float | None] = {}
        parts: dict[str, Span] = {"indicator": title}
        for key, column in (("planned", planned), ("actual", actual), ("percent", share)):
            cell = row.get(column) if column is not None else None
            values[key] = _cell(unit.slice(*cell)) if cell else None
            if cell and values[key] is not None:
                parts[key] = cell
        if values["planned"] is None and values["actual"] is None:
            continue
        item = Target(
            indicator=text[: unit_match.start()].strip() if unit_match else text,
            planned=values["planned"],
            actual=values["actual"],
            unit=unit_match.group(1) if unit_match else None,
            percent=values["percent"],
        )
        spans = list(row.values())
        draft.append("/targets", item, (min(s[0] for s in spans), max(s[1] for s in spans)), "target table", parts)


def _cell(text: str) -> float | None:
    match = re.search(_N, text)
    return _value(match.group()) if match else None
