"""Targets: an indicator with planned and actual figures and a percentage, from clauses and from tables.

A figure in the review is what was reached, a figure in the plan what is wanted; a percentage is kept as stated and
never computed into place.
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.target_figures import counts, figure_in, figures_of, measured
from nlp.fold import fold
from nlp.outline import Outline
from nlp.sentences import clauses
from nlp.tables import Table
from nlp.unittext import UnitText
from schemas import Target

__all__ = ["read_targets", "read_targets_table"]

_NOT_INDICATOR = re.compile(
    r"\b(?:nhat\s*tri|tan\s*thanh|bieu\s*quyet|dong\s*y|co\s*mat|vang|diem|phieu|du\s*hop)\b"
    # A vote in short ("BQ 9/9"; "thu nhập BQ" is an average), and a watch round the clock ("trực 24/24").
    r"|\bbq\s*\d+\s*/|\btruc\b[^;.]{0,40}?\b24\s*/\s*(?:24|7)(?!\s*(?:ho|buoi|ca|nguoi)\b)"
)
_LESS = re.compile(
    r"\bduoi\s+\d+(?!\d|\s*(?:tuoi|nam|trieu|m\b))|\bcon\s+\d+\s*/|\bmuon\s+tren\b|\bkhong\s*qua\b|\bthieu\s+\d"
)
_ROUND_THE_CLOCK = re.compile(
    r"(?<!\d)24\s*/\s*(?:24|7)\b(?!\s*(?:ho|buoi|ca|nguoi|em|hs|con|cay|viec|d/?c|dong\s*chi)\b)"
)
_SUBJECT = re.compile(r"^\W*(?:ve|linh\s*vuc|cong\s*tac)\s[^:]{3,40}:\s*")
_OWNED = re.compile(r"\W*(?:giao\s*)?(?:d/c|dong\s*chi)\b")
_DUES = re.compile(r"\bdang\s*phi\b|^\W*dp\s*:")
_LEFT_TRIM = re.compile(
    r"^\W*(?:phan\s*dau|it\s*nhat|toi\s*thieu|dat\s*(?:tu\s*)?|chua\s*hoan\s*thanh\s*chi\s*tieu|da|dat|duoc|cac|xong|trong\s*thang|thuc\s*hien|hoan\s*thanh\s*(?=\d)|co|moi|con|gom|tong\s*so)\b\s*"
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
            for span in _commas(outline.unit, clause, planned=not reviewed):
                _clause(outline, draft, span, reviewed=reviewed)


def _wanted(unit: UnitText, clause: Span) -> list[Span]:
    """ "Làm cỏ 95 ha cà phê, gieo 30 ha lúa rẫy": each part with a quantity of its own."""
    start, end = clause
    cuts = [m.start() for m in re.finditer(r",\s+(?=[^()]*(?:\(|$))", unit.flow[start:end])]
    parts = [(start + a, start + b) for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, end - start], strict=True)]
    wanted = [part for part in parts if measured(unit.folded_flow[slice(*part)])]
    return wanted if len(wanted) > 1 or (wanted and len(parts) > 1) else [clause]


def _commas(unit: UnitText, clause: Span, *, planned: bool) -> list[Span]:
    """A list of figures in one clause ("11/12 buổi họp, 3/4 buổi chuyên đề") is parted at its commas."""
    start, end = clause
    figures = counts(unit.folded_flow[start:end])
    if figures < 2:
        return _wanted(unit, clause) if planned else [clause]
    spans: list[Span] = []
    begin = start
    for match in re.finditer(r",\s+(?=[^()]*(?:\(|$))", unit.flow[start:end]):
        if counts(unit.folded_flow[start + match.end() : end]) and counts(
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
    found = figures_of(folded, reviewed=reviewed)
    if found is None:
        return
    indicator = _indicator(unit, start, end, found.cuts)
    if len(indicator) < 4:
        return
    unit_span = (start + found.unit[0], start + found.unit[1]) if found.unit else None
    item = Target(
        indicator=indicator,
        planned=found.planned,
        actual=found.actual,
        unit=unit.slice(*unit_span) if unit_span else None,
        percent=found.percent,
    )
    parts: dict[str, Span] = {"indicator": clause}
    for name in ("planned", "actual", "percent"):
        if getattr(item, name) is not None:
            parts[name] = clause
    if unit_span:
        parts["unit"] = unit_span
    draft.append("/targets", item, clause, "target", parts)


def _indicator(unit: UnitText, start: int, end: int, cuts: list[Span]) -> str:
    """The clause without its figures and without filler at its ends."""
    text = unit.flow[start:end]
    for begin, stop in sorted(cuts, reverse=True):
        text = text[:begin] + " " + text[stop:]
    text = re.sub(
        r"\(\s*(?:đạt|tăng|chiếm)?\s*\)|,?\s*đạt\s*(?=[,.;)]|$)|\s+trở\s+lên\b|,?\s*đạt\s+kế\s+hoạch\b", " ", text
    )
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
    planned = table.column(
        "ke hoach", "kh", "giao", "nq giao", "nghi quyet giao", "chi tieu giao", "phai lam", "nghi quyet", "muc tieu"
    )
    if name is not None and table.titles[name] == "ket qua":
        planned = table.column("nghi quyet", "ke hoach", "chi tieu", "giao")
    share = table.column("ty le", "ti le", "%", "dat ty le", "ty le dat")
    actual = table.column(
        "thuc hien", "th", "ket qua", "da thuc hien", "dat duoc", "da dat", "lam duoc", "da lam", "thuc te"
    )
    if share is None or (actual is None and share != table.column("dat")):
        reached = table.column("dat")  # beside a column of what was done "Đạt" is the share, else what was reached
        share, actual = (reached, actual) if actual is not None and share is None else (share, actual or reached)
    measure = table.column("dvt", "don vi tinh", "don vi")
    if name is None or (planned is None and actual is None):
        return
    for row in table.rows:
        title = row.get(name)
        if title is None:
            continue
        text = unit.slice(*title)
        unit_match = re.search(r"\(([^()]{1,25})\)\s*$", text)
        in_column = row.get(measure) if measure is not None else None
        stated = unit_match.group(1) if unit_match else unit.slice(*in_column) if in_column else None
        values: dict[str, float | None] = {}
        parts: dict[str, Span] = {"indicator": title}
        for key, column in (("planned", planned), ("actual", actual), ("percent", share)):
            cell = row.get(column) if column is not None else None
            values[key] = figure_in(unit.slice(*cell)) if cell else None
            if cell and values[key] is not None:
                parts[key] = cell
        if values["planned"] is None and values["actual"] is None:
            continue
        item = Target(
            indicator=text[: unit_match.start()].strip() if unit_match else text,
            planned=values["planned"],
            actual=values["actual"],
            unit=stated,
            percent=values["percent"],
        )
        spans = list(row.values())
        draft.append("/targets", item, (min(s[0] for s in spans), max(s[1] for s in spans)), "target table", parts)
