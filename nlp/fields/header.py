"""Header fields: cell and parent, number, title, place and date of issue, period.

Layout after QĐ 399-QĐ/TW (superior and issuing body left, party name right, ``Số 05-NQ/CB``); real papers deviate, so
everything is matched loosely and on folded text.
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fold import fold
from nlp.kinds import is_title
from nlp.lexicon import load_data
from nlp.neighbours import Years
from nlp.organisation import CELL, PARENT, full_name, split_names
from nlp.outline import Outline
from nlp.timegrammar import find_dates, resolve
from nlp.titles import straightened
from nlp.unittext import Part, UnitText
from schemas import PlacedLine, UnitContext

__all__ = ["read_header", "read_period"]

# On one printed row: figures, perhaps a year, the kind of paper, the body that issues it.
_NUMBER = re.compile(
    r"\bso *[:.]? *(?P<n>\d{1,4}|[lo]\d|\d[lo])?(?: */ *(?P<y>(?:19|20)\d\d))? *(?P<s>[-–—/]| ) *"
    r"(?P<kind>(?:bb|nq|kl|qd|tb|bc|kh|ctr|ct|ttr|cv|gm|qc|hd|da|pa|tr)[a-z]{0,2})\b"
    r"(?: *(?P<t>[/\-–.]| (?=c[bu]\b|dh)) *(?P<body>[a-z][a-z0-9]{0,9}(?:[-.][a-z0-9]{1,8})*))?",
)
_ISSUED = re.compile(r"(?P<place>[^\W\d_][^,\n.;:()]{1,40}?)\s*,\s*(?=ngay\b)")
_YEAR_TAIL = re.compile(r"[\s,–—-]*(?:[Nn]ăm|NĂM)?\s*(?:19|20)\d\d\s*(?:\([^()]*\))?\s*$")
_DATE_ROW = re.compile(r"^\W*(?=ngay\s)")
_IN_TITLE = re.compile(
    r"\b(?:chi\s*bo|cb|to\s*dang)\s+(?!hop(?!\s*tac)|sinh|thuong|thang|quy|nam|dinh|bat|"
    r"ket|chuyen|mo|dot|ve|da|to\s*chuc|va|xet|lan|le|thg|tong|so\s*ket|nhat|thong|giao|phan|bau)(?P<name>[^\n,.;:()]{1,60}?)"
    r"(?=\s*(?:[-–—(,.;:\n]|\bthang\b|\bthuong\s*k|\bdinh\s*k|\bquy\s+[ivx\d]|"
    r"\bnam\s+\d|\bngay\b|\bky\b|\bchuyen\s*de|\bbat\s*thuong|\bhop\b|\btien\s*hanh|"
    r"\bto\s*chuc|\bda\b|\bsinh\s*hoat|\bket\s*hop|$))"
)


_SENTENCE = re.compile(
    r"^\W*(?:chi\s*bo|cb)\s+(?:hop(?!\s*tac)|da|to\s*chuc|tien\s*hanh|sinh\s*hoat|thong\s*nhat|nhat\s*tri)\b"
)
_WARD = re.compile(r"^\W*(?:p\.|phuong\b|x\.|xa\b|tt\.|thi\s*tran\b)\s*\S")
_NAME_ROW = 90  # characters of a row that is but the name of a cell, its committee, or both
_OF_UNIT = "the committee of the commune that the heading names"


def read_header(outline: Outline, draft: Draft, context: UnitContext) -> None:
    """Fill ``organisation``, ``number``, ``issued`` and ``title``."""
    _organisation(outline, draft)
    if draft.record.organisation.name is None:
        _organisation_in_sentence(outline, draft)
    _organisation_from_context(draft, context)
    _number(outline, draft)
    _issued(outline, draft)
    read_title(outline, draft)


def read_title(outline: Outline, draft: Draft) -> None:
    """Fill ``title``."""
    start, end = outline.title
    if end > start:
        draft.put("/title", _title(outline.unit.slice(start, end)), (start, end), "title")


def _header_parts(outline: Outline) -> list[Part]:
    limit = outline.title[0] if outline.title[1] else outline.unit.parts[min(5, len(outline.unit.parts) - 1)].end
    above = [part for part in outline.unit.parts if part.start < limit]
    return above or _below_title(outline)


def _below_title(outline: Outline) -> list[Part]:
    """ "BIÊN BẢN HỌP CHI BỘ … / Chi bộ A - Đảng bộ xã B": with no header, rows under the title that are names alone."""
    below: list[Part] = []
    for part in outline.unit.parts:
        if part.start < outline.title[1] or not outline.title[1]:
            continue
        raw = outline.unit.text[part.start : part.end].strip()
        if not (CELL.match(fold(raw)) or PARENT.match(fold(raw))) or len(raw) > _NAME_ROW or raw[-1] in ".,;:":
            break
        below.append(part)
    return below


def _organisation(outline: Outline, draft: Draft) -> None:
    unit = outline.unit
    parts = _header_parts(outline)
    for index, part in enumerate(parts):
        raw = unit.text[part.start : part.end]
        if is_title(raw, fold(raw)):
            continue
        for begin, stop in split_names(raw):
            span = (part.start + begin, part.start + stop)
            folded = unit.folded[span[0] : span[1]]
            if folded.startswith("dang cong san"):
                continue
            span = _continued(unit, parts, index, span)
            if _SENTENCE.match(folded):
                continue
            name = full_name(unit.slice(*span), unit.text[outline.title[1] :])
            if PARENT.match(folded):
                if draft.record.organisation.name is None:
                    draft.record.organisation.parent = None  # of two committees the one right above the cell is its own
                draft.put("/organisation/parent", name, span, "header")
            elif CELL.match(folded) and len(folded) <= 90:
                if folded.startswith("to dang") and draft.record.organisation.name:
                    _demote(draft)
                draft.put("/organisation/name", name, span, "header")
            elif draft.record.organisation.name and _WARD.match(folded):
                # "CHI BỘ KP 5 - P. BẾN GỖ": a commune's name beside the cell's is that of its committee.
                draft.put("/organisation/parent", f"Đảng bộ {name[:1].lower()}{name[1:]}", span, "header", _OF_UNIT)


def _demote(draft: Draft) -> None:
    """ "CHI BỘ A - TỔ ĐẢNG SỐ 2": the group meets, the cell is its parent."""
    organisation = draft.record.organisation
    if organisation.parent is None:
        organisation.parent = organisation.name
        if "/organisation/name" in draft.evidence:
            draft.evidence["/organisation/parent"] = draft.evidence.pop("/organisation/name")
            draft.spans["/organisation/parent"] = draft.spans.pop("/organisation/name")
    organisation.name = None


def _continued(unit: UnitText, parts: list[Part], index: int, span: Span) -> Span:
    """A name may run on in the next row of the same column ("CHI BỘ TRƯỜNG TIỂU HỌC / NGUYỄN DU")."""
    part = parts[index]
    for following in parts[index + 1 : index + 4]:
        if following.row != part.row + 1 or following.page != part.page:
            continue
        overlap = min(part.box.x1, following.box.x1) - max(part.box.x0, following.box.x0)
        text = unit.text[following.start : following.end]
        folded = fold(text)
        fresh = re.match(
            r"^\W*(?:dang\b|[cg]h[il]\s*b[o0]|chi\s*uy|cb\b|to\s*dang|so\b|\*|"
            r"bien\s*ban|nghi\s*quyet)|^\W*$|.*\bngay\b|.*\d",
            folded,
        )
        if (
            overlap > 0
            and not fresh
            and text.isupper()
            and following.column == part.column
            and not is_title(text, folded)
        ):
            return span[0], following.end
    return span


def _organisation_in_sentence(outline: Outline, draft: Draft) -> None:
    unit = outline.unit
    for begin, end in (outline.title, (outline.opening[0], min(outline.opening[1], outline.opening[0] + 400))):
        for match in _IN_TITLE.finditer(unit.folded_flow, begin, end):
            span = (match.start(), match.end("name"))
            words = unit.slice(match.start("name"), match.end("name")).split()
            if not words or not _names_a_unit(words):
                continue
            name = full_name(unit.slice(*span), "")
            draft.put("/organisation/name", name[:1].upper() + name[1:], span, "sentence")
            return


def _names_a_unit(words: list[str]) -> bool:
    """Is it a name ("thôn Đồng Sen", "Trường …", "cơ quan Ủy ban …") and not the verb of a sentence ("cơ bản …")?"""
    if words[0][0].isupper():
        return True
    if fold(words[0]) == "co":
        return fold(" ".join(words[:2])) in _UNIT_PAIRS
    if fold(words[0]) not in _UNIT_WORDS or len(words) < 2:
        return False
    return any(w[0].isupper() or w[0].isdigit() for w in words[1:4]) or fold(" ".join(words[:2])) in _UNIT_PAIRS


_UNIT_PAIRS = frozenset(load_data("organisation.yaml")["unit_pairs"])
_UNIT_WORDS = frozenset(load_data("organisation.yaml")["unit_words"])


def _organisation_from_context(draft: Draft, context: UnitContext) -> None:
    for lines, reason in (
        (context.earlier_header, "from the minutes before it in the same book"),
        (context.book_heading, "from the heading of the book"),
    ):
        name, parent = _names_in(lines)
        own = draft.record.organisation.name
        if own is not None and name is not None and fold(own) != fold(name):
            continue  # another cell's header says nothing about this one
        if name:
            draft.put("/organisation/name", name, None, "context", reason)
        if parent:
            draft.put("/organisation/parent", parent, None, "context", reason)


def _names_in(lines: tuple[PlacedLine, ...]) -> tuple[str | None, str | None]:
    name = parent = None
    for placed in lines:
        text = placed.line.text
        for begin, stop in split_names(text):
            piece = _YEAR_TAIL.sub("", text[begin:stop])
            folded = fold(piece)
            if folded.startswith("dang cong san"):
                continue
            if PARENT.match(folded):
                parent = full_name(piece, "") if name is None else parent or full_name(piece, "")
            elif CELL.match(folded) and not _SENTENCE.match(folded):
                name = name or full_name(piece, "")
            else:
                match = _IN_TITLE.search(folded)
                if match:
                    name = name or full_name(piece[match.start() : match.end("name")].strip(), "")
    return name, parent


def _number(outline: Outline, draft: Draft) -> None:
    unit = outline.unit
    head_end = outline.title[1] or min(len(unit.text), 400)
    match = _NUMBER.search(unit.folded, 0, head_end)
    if not match or not match["n"]:
        return  # "Số    -BB/CB": left open, and no other number is this paper's
    if unit.folded_flow[max(0, match.start() - 25) : match.start()].endswith(("ke hoach ", "nghi quyet ")):
        return
    digits = match["n"].replace("l", "1").replace("o", "0") + (f"/{match['y']}" if match["y"] else "")
    first, second = (re.sub("[–—]", "-", (match[name] or "").strip()) for name in ("s", "t"))
    number = digits + (first or "-") + unit.text[slice(*match.span("kind"))].upper()
    if match["body"]:
        number += (second or "/") + unit.text[slice(*match.span("body"))].upper()
    draft.put("/number", number, match.span(), "number")


def _issued(outline: Outline, draft: Draft) -> None:
    """Place and date of issue: "Tân Lập, ngày … tháng … năm …" on a row of its own above the title or the signature."""
    unit = outline.unit
    for part in unit.parts:
        in_head = part.start < outline.title[0]
        in_foot = part.start >= outline.foot and outline.foot < len(unit.text)
        if not (in_head or in_foot):
            continue
        folded = unit.folded[part.start : part.end]
        match = _ISSUED.search(folded) or (_DATE_ROW.match(folded) if in_head else None)
        if not match:
            continue
        dates = [
            d
            for d in find_dates(unit.text[part.start + match.end() : part.end])
            if d.kind == "date" and d.year and d.valid
        ]
        if not dates:
            continue
        value, _ = resolve(dates[0])
        if match.groupdict().get("place"):
            place = (part.start + match.start("place"), part.start + match.end("place"))
            draft.put("/issued/place", unit.slice(*place).strip("* -"), place, "issue line")
        offset = part.start + match.end()
        draft.put("/issued/date", value, (offset + dates[0].start, offset + dates[0].end), "issue line")
        return


def _title(text: str) -> str:
    """A title as one line in sentence case where it was set in capitals."""
    text = text.strip(" *-–—.:")
    text = re.sub(r"\(\s*(V/v\b[^()]*?)\s*\)$", r"\1", text)  # a subject in brackets is part of the title
    mended = straightened(text, fold(text))
    if mended != fold(text) and mended.startswith(("bien ban", "nghi quyet")):
        heading = "BIÊN BẢN" if mended.startswith("bien") else "NGHỊ QUYẾT"
        rest = text[len(text) - len(mended) + len(heading) :]
        text = (heading if text[:1].isupper() and text[1:6].upper() == text[1:6] else heading.capitalize()) + rest
    letters = [c for c in text if c.isalpha()]
    first = text.split(" ")[0:2]
    text = re.sub(r"\s*\([^()]*(?:(?:\bhọp|\bsố|\bSH)\b[^()]*\d|\d+/\d+[^()]*\d+/\d+)[^()]*\)$", "", text)
    long_words = [w for w in text.split() if len(w) >= 3 and w.isalpha()]
    if long_words and sum(c.isupper() for c in letters) > 0.7 * len(letters):
        return sentence_case_title(text)
    if all(w.isupper() for w in first):
        words = text.split()
        run = next((i for i, w in enumerate(words) if not w.isupper()), len(words))
        return " ".join([sentence_case_title(" ".join(words[:run])), *words[run:]])
    return text


def sentence_case_title(text: str) -> str:
    """Capitals to sentence case; numerals and known abbreviations keep their form."""
    keep = re.compile(r"^(?:[IVX]+(?:/\d+)?|CB|BB|NQ|SHCĐ|V/v|UBND|HĐND|THCS|THPT|HTX|T\d.*)$")
    words = [w if keep.match(w) else w.lower() for w in text.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def read_period(outline: Outline, draft: Draft, years: Years) -> None:
    """The month, quarter or year that the title names; its year may come from elsewhere and is then inferred."""
    unit = outline.unit
    start, end = outline.title
    held = draft.record.held.date or draft.record.issued.date
    for expression in find_dates(unit.text[start:end]):
        span = (start + expression.start, start + expression.end)
        year, reason = expression.year, None
        if year is None and held:
            year, reason = int(held[:4]), "year taken from the date of the meeting"
            if expression.month == 12 and held[5:7] == "01":
                year -= 1
        if year is None and (guessed := years.of(expression.month)):
            year, reason = guessed
        if year is None:
            continue
        if expression.kind == "month" and expression.month:
            value = f"{year}-{expression.month:02d}"
        elif expression.kind == "quarter" and expression.quarter:
            value = f"{year}-Q{expression.quarter}"
        elif expression.kind == "year":
            value = str(year)
        else:
            continue
        draft.put("/period", value, span, "period in the title", reason)
        return
