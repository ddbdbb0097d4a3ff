"""Work done and not done, causes, solutions; the result of the previous resolution; dues; preparation."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fold import fold
from nlp.numbers import find_money
from nlp.outline import Outline
from nlp.sections import Piece
from nlp.sentences import clauses
from nlp.timegrammar import find_dates, resolve
from schemas import DocumentType

__all__ = ["read_dues", "read_preparation", "read_previous_resolution", "read_work"]

_HEADING_WORDS = 9
_NEGATIVE = re.compile(
    r"\b(?:chua|khong\s*(?:dat|hoan\s*thanh|xong|lam\s*duoc)|(?:moi|chi)\s*(?:duoc|dat|thu|lam|nop|giai\s*ngan)(?:\s*duoc)?\s*\d|"
    r"con\s+(?:\d|mot\s*so|nhieu|de|mo|cham|it|thieu|ho\b|han|ton|yeu|tinh)|van\s*con|"
    r"cham\s*(?:\d|vi|do|tien|so)|ton\s*tai|qua\s*han|bi\s*(?:hong|tre)|thieu)\b"
)
_OTHER_WORD = re.compile(r"không\s+đất|còn\s+(?:lại\s+)?đạt", re.IGNORECASE)  # the same letters as "không đạt"
_EXCEPT = re.compile(r"\bkhong\s*con\b|\bkhong\s*co\b|\bvuot\b|chua\s*tung")
_OWNED = re.compile(r"(?:giao\s*)?(?:d/c|dong\s*chi)\s+(?!bi\s*thu\s*(?:bao|trinh|thong))")
_ADMITTED = re.compile(r"\bnhan\s*(?:khuyet\s*diem|trach\s*nhiem|thieu\s*sot|loi)\b")
_PROCEDURE = re.compile(
    r"^dp\s*:|^(?:trieu\s*tap|co\s*mat|vang)\b|\b(?:cuoc\s*hop|hoi\s*nghi|buoi\s*sinh\s*hoat)\s*ket\s*thuc|\bbien\s*ban\b.{0,30}\bdoc\s*lai|^gio\s*tay|\d\s*phieu\b|\btrung\s*cu\b|"
    r"^(?:bi\s*thu|chu\s*tri|chi\s*uy)\s*(?:thong\s*qua|bao\s*cao|trinh\s*bay|danh\s*gia)\b[^:]*$|^(?:mot\s*so|cac)\s*chi\s*tieu$"
)
_FINISHED = re.compile(r"\bda\s|\bxong\b|\bhoan\s*thanh\b")
_SUMMARY = re.compile(
    r"^\W*(?:(?:chi\s*bo|toan\s*chi\s*bo|don\s*vi)\s*)?(?:da\s*)?(?:hoan\s*thanh\s*)?\d+\s*/\s*\d+\s*(?:nhiem\s*vu|viec|chi\s*tieu|nv|"
    r"noi\s*dung|muc|dau\s*viec)?\s*(?:dat|hoan\s*thanh|xong)?[^a-z]{0,14}\s*(?:dat)?\W*[\d,.%\s]*\W*$"
)
_CAUSE_FIRST = re.compile(
    r"(?:(?:do|vi|boi)\s+(?!do\b|vay\b|the\b)|(?:nguyen\s*nhan|ly\s*do)\s*(?:chinh\s*)?(?:la|do)\s*(?:do\s*)?|"
    r"[^.;:]{0,45}\bthuoc\s*ve\s*(?:chu|khach)\s*quan\s*:\s*|[^.;:]{3,40}\b(?:co\s*ly\s*do\s*la|co\s*nguyen\s*nhan\s*(?:la|do|tu)|la\s*do)\s+|mat\s*khac,?\s*(?:do\s*)?|dong\s*thoi,?\s*(?:do\s*)?(?=dang\s*vien|chi\s*uy|can\s*bo|chi\s*bo))"
)
_NO_CAUSE = re.compile(r"(?:tung|mot|vay|do|the|van\s*con|d/c|dong\s*chi)\b")
_TOPIC_PREFIX = re.compile(r"\W*[a-z/ ]{3,32}:\s+(?=\S)")
_INLINE_CAUSE = re.compile(
    r"(?<!\w)(?:[Nn]guyên nhân (?:là|vì|do|chính là)|[Vv]ì|[Dd]o|[Bb]ởi)\s+(?:do\s+|vì\s+)?"
    r"(?P<what>[^;:()]{4,90}?)\s*(?=$|[;.()])"
)
_OUR_FAULT = re.compile(
    r"\b(?:chi\s*(?:uy|bo)|bi\s*thu|dang\s*vien|dv\b|can\s*bo|giao\s*vien|ban\s*giam\s*hieu|"
    r"bgh|gvcn|to\s*truong|truong\s*(?:thon|ban|xom|khu)|phan\s*cong|don\s*doc|"
    r"kiem\s*tra|ngai|ne\s*nang|chua\s*(?:sat|quyet|chu|co|phan|bo|theo|thuong|"
    r"kip|manh|tich|lam|noi|nhac|van\s*dong|kiem|biet)|khong\s*(?:dua|cu|kiem|nhac|xep|phan|cu\s*nguoi)|ca\s*ne|ngai\s|thieu\s*(?:kiem|sat|trach|chu|quyet)|chu\s*quan|"
    r"quen|lung\s*tung|lanh\s*dao|y\s*thuc)\b"
)
_OURS = re.compile(
    r"\b(?:chi\s*(?:uy|bo)|bi\s*thu|dang\s*vien|dv\b|can\s*bo|giao\s*vien|ban\s*giam\s*hieu|bgh|gvcn|to\s*truong|"
    r"truong\s*(?:thon|ban|xom|khu)|chu\s*quan|lanh\s*dao)\b"
)
_NEGLECT = re.compile(r"\b(?:chua|khong|ngai|cham|quen|lo\s*la|chu\s*quan|y\s*lai|buong|ne\b)\b")
_ORDINAL = re.compile(r"^\W*(?:[Tt]hứ (?:nhất|hai|ba|tư|năm)|(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn) là)\s*,?\s*")
_ALSO = re.compile(
    r"[,;]?\s*\b(?:mat\s*khac|ngoai\s*ra|ben\s*canh\s*do|mot\s*phan(?:\s*nua)?)\b\s*,?\s*(?:la\s*)?(?:do\s*|vi\s*)?"
)
_AND = re.compile(r",?\s+va\s+")
_UNDONE_LIST = re.compile(
    r"\b(?:viec|nhiem\s*vu|noi\s*dung)\s*(?:con\s*)?chua\s*(?:xong|lam|dat|hoan\s*thanh)[^.;:]{0,12}\bla\s*$"
)
_STORM = re.compile(r"(?<!\w)bão(?!\w)")  # folded it is also "báo"
_STATED = re.compile(r"\((?:do\s*)?(?:(?P<o>khach)|chu)\s*quan\)")
_NATURE = re.compile(
    r"\b(?:thoi\s*tiet|mua|lu\b|lut|han\s*han|ret|nang|dich|gia\s*ca|phong\s*tuc|"
    r"thieu\s*(?:von|kinh\s*phi|giong|nuoc|vat)|kinh\s*phi|(?<!hoi )(?<!bao cao )(?<!trinh )cap\s*tren|dia\s*ban|"
    r"di\s*vang|cua\s*hang|het\s*hang|suong\s*muoi|xi\s*mang|xe\b|nguoi\s*dan|"
    r"dan\s*cu|thi\s*truong|khach\s*quan|doi\s*gio|sau\s*benh)\b"
)
_PREVIOUS = re.compile(
    r"(?:\b(?:hoan\s*thanh|thuc\s*hien|dat)\s*(?:duoc\s*)?:?\s*)?(?<![\d/,.])(?P<done>\d{1,2})\s*(?:/|tren|trong(?:\s*so)?)\s*(?P<total>\d{1,2})\s*(?:nhiem\s*vu|"
    r"viec|chi\s*tieu|nv|noi\s*dung|dau\s*viec|muc\b|ket\s*luan|cong\s*viec)"
)
_PREVIOUS_OF = re.compile(
    r"(?<![\d/,.])(?P<done>\d{1,2})\s*(?:trong|tren)\s*(?:tong\s*)?(?:so\s*)?(?P<total>\d{1,2})\s*(?:nhiem\s*vu|viec|chi\s*tieu|nv\b|"
    r"noi\s*dung|dau\s*viec|muc\b)"
)
_PREVIOUS_BARE = re.compile(
    r"\b(?P<total>\d{1,2})\s*(?:viec|nhiem\s*vu|nv|chi\s*tieu)\b[^.;]{0,25}?:\s*(?:da\s*)?(?:xong|"
    r"hoan\s*thanh|dat|lam\s*xong)\s*(?P<done>\d{1,2})|\b(?:xong|dat|hoan\s*thanh|"
    r"ht|kq)\s*(?P<done2>\d{1,2})\s*/\s*(?P<total2>\d{1,2})\b(?!\s*(?:ha|m\b|"
    r"km|ho\b|tan|ky))"
)
# "4 việc được 3"
_PREVIOUS_SHORT = re.compile(
    r"(?<![\d/,.])(?P<total>\d{1,2})\s*(?:viec|nhiem\s*vu|nv|dau\s*viec|noi\s*dung)\s*(?:thi\s*|da\s*|lam\s*)?"
    r"(?:duoc|xong|dat)\s*(?P<done>\d{1,2})(?!\s*[/%]|\d)"
)
_PREVIOUS_WORDS = re.compile(
    r"\b(?:co|de\s*ra|gom|giao)\s+(?P<total>\d{1,2})\s*(?:nhiem\s*vu|viec|chi\s*tieu|"
    r"nv|noi\s*dung|dau\s*viec)\b[^.;]{0,25}?\b(?:xong|hoan\s*thanh|dat|lam\s*(?:duoc|"
    r"xong)|thuc\s*hien)\s*(?:duoc\s*|xong\s*)?(?P<done>\d{1,2})"
)
_MONTH_DONE = re.compile(
    r"\W*(?:trong\s*)?thang\s*\d{1,2}\b[^.;:]{0,30}?\b(?:thuc\s*hien|hoan\s*thanh|dat|lam)\s*(?:duoc\s*|xong\s*)?\d{1,2}\s*(?:/|trong|tren)"
)
_DUES = re.compile(r"\bdang\s*phi\b|(?<![\w/])dp(?=\s*:)")
_PAYERS = re.compile(
    r"\b(?:thu|nop|dong)\b[^\d;]{0,30}?(?P<n>\d{1,3})[.…\s]*(?:d/?c|dong\s*chi|dang\s*vien)\b|"
    r"(?<![\d/])(?P<n2>\d{1,3})\s*(?:d/?c|dong\s*chi|dang\s*vien)\s*(?:da\s*)?(?:nop|dong)\b"
)
_PAID = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3})(?!\s*%|\d)")
_DRAFT = re.compile(r"\bdu\s*thao\s*(?:nghi\s*quyet|nq|ket\s*luan)\b")
_COMMITTEE = re.compile(
    r"\bchi\s*uy\s*(?:da\s*)?(?:hop|thong\s*qua|hoi\s*y|thong\s*nhat|chuan\s*bi)[^.;\n]{0,60}?(?=ngay|"
    r"\d)|\b(?:hop\s*chi\s*uy|hop\s*ban\s*chi\s*uy|hoi\s*y)[^.;\n]{0,30}?(?=ngay|"
    r"\d)|\bchi\s*uy\s*(?:hop|thong\s*qua|gop\s*y)\s*(?:chuan\s*bi\s*)?(?=ngay|"
    r"\d)"
)
_POSTED = re.compile(
    r"\b(?:dang\s*(?:tai|len|tren)?|gui|cap\s*nhat|thong\s*bao|tai\s*len|phat)\b[^.;\n]{0,90}?(?=\bngay\s|"
    r"\btu\s*ngay|\btruoc\s*\d)"
)
_RESOLUTION = re.compile(r"\b(?:nghi\s*quyet|nq|ket\s*luan|chi\s*tieu)\b")
_PERIOD_BEFORE = re.compile(
    r"\b(?:nghi\s*quyet|nq|ket\s*qua|kq|danh\s*gia|dg|nhiem\s*vu|cong\s*tac|viec|"
    r"lanh\s*dao|chi\s*tieu|so\s*ket|kiem\s*lai|kiem|xem\s*lai|diem\s*lai|nhin\s*lai|kiem\s*diem|bao\s*cao|tinh\s*hinh)\b"
)


def read_work(outline: Outline, draft: Draft) -> None:
    """Fill ``assessment_of_work``."""
    document = draft.record.document_type
    listed = any(piece.section == "done" for piece in outline.body_pieces)
    seen: set[str] = set()
    for piece in outline.body_pieces:
        if outline.blocks[piece.block].columns > 1 or _in_table(outline, piece):
            continue
        if piece.within(
            "self_score",
            "discussion",
            "superior",
            "criticism",
            "vote",
            "assignment",
            "closing",
            "news",
            "dues",
            "attendance",
        ):
            continue
        section = _section(piece)
        if section is None and piece.section == "plan" and document is DocumentType.REVIEW:
            section = "solutions"
        if section is None:
            continue
        start = piece.label.body if piece.label and piece.label.section != "heading_not_done" else piece.start
        if piece.label and outline.unit.text[piece.label.end : piece.end].strip(" .:") == "":
            continue
        whole = section == "review" and _TOPIC_PREFIX.match(outline.unit.folded_flow, start, piece.end)
        spans = [(whole.end(), piece.end)] if whole else clauses(outline.unit, start, piece.end)
        if section.startswith("cause"):
            spans = [part for span in spans for part in _split(outline, span, _ALSO)]
        elif section == "not_done" and _UNDONE_LIST.search(outline.unit.folded_flow, piece.start, start):
            spans = [part for span in spans for part in _split(outline, span, _AND)]
        if section == "review" and _is_heading(outline, piece):
            continue
        for span in spans:
            _place(outline, draft, section, span, listed=listed, seen=seen)


def _is_heading(outline: Outline, piece: Piece) -> bool:
    """ "2. Lĩnh vực văn hóa - xã hội": a short numbered row without an end mark over a paragraph of its own."""
    block = outline.blocks[piece.block]
    below = outline.blocks[piece.block + 1] if piece.block + 1 < len(outline.blocks) else None
    text = outline.unit.flow[block.body : block.end].strip()
    plain = len(text.split()) <= _HEADING_WORDS and text[-1:] not in ".;,!" and not re.search(r"\d", text)
    return block.marked and plain and below is not None and (not below.marked or below.level > block.level)


def _split(outline: Outline, span: Span, at: re.Pattern[str]) -> list[Span]:
    """The parts of ``span`` between the matches of ``at``; whole where a part would be but a word or two."""
    parts: list[Span] = []
    begin = span[0]
    for match in at.finditer(outline.unit.folded_flow, *span):
        parts.append((begin, match.start()))
        begin = match.end()
    parts.append((begin, span[1]))
    short = any(len(outline.unit.flow[slice(*part)].split()) < 3 for part in parts)
    return [span] if short else parts


def _in_table(outline: Outline, piece: Piece) -> bool:
    return any(table.start <= piece.start < table.end for table in outline.tables)


def _section(piece: Piece) -> str | None:
    inner = piece.section
    direct = {
        "done": "done",
        "not_done": "not_done",
        "heading_not_done": "not_done",
        "cause": "cause",
        "cause_objective": "causes_objective",
        "cause_subjective": "causes_subjective",
        "solution": "solutions",
        "remedy": "remedy",
    }
    if inner in direct:
        return direct[inner]
    if inner == "work_review":
        return "review"
    return None


def _place(outline: Outline, draft: Draft, section: str, span: Span, *, listed: bool, seen: set[str]) -> None:
    unit = outline.unit
    text = unit.slice(*span).strip(" -+*•–.:")
    folded = fold(text)
    folded = fold(text := _ORDINAL.sub("", text))
    causal = section.startswith("cause")
    if (_OWNED.match(folded) and not causal) or _ADMITTED.search(folded) or _PROCEDURE.search(folded):
        return
    if len(folded) < 4 or folded in seen or re.match(r"(?:cu\s*the|nhu\s*sau|trong\s*do)\W*$", folded):
        return
    if section == "review":
        if listed and (_SUMMARY.match(folded) or _PREVIOUS_WORDS.search(folded) or _PREVIOUS.match(folded)):
            return
        if re.match(
            r"(?:d/?c|dong\s*chi)\b.{0,60}\b(?:bao\s*cao|trinh\s*bay|thong\s*qua|danh\s*gia)\W*$", folded
        ) or text.endswith(":"):
            return
        finished = _FINISHED.search(folded)
        negative = next((m for m in _NEGATIVE.finditer(folded) if not _OTHER_WORD.match(text, m.start())), None)
        late_only = negative is not None and finished is not None and negative.group().startswith("cham")
        section = "not_done" if negative and not late_only and not _EXCEPT.search(folded) else "done"
    opened = _CAUSE_FIRST.match(folded) if section == "not_done" else None
    if opened and len(folded.split()) >= 4:
        section = "cause"
        text = text[opened.end() :]
    if section == "remedy":
        section = (
            "done" if re.search(r"\bda\s*(?:duoc\s*)?khac\s*phuc|\bda\s*(?:xong|hoan\s*thanh)", folded) else "not_done"
        )
    if causal and re.match(r"(?:đã|hoàn\s*thành)\s", text, re.IGNORECASE):
        section = "done"  # the sentence behind "Nguyên nhân do …" tells of work again
    if section == "cause":
        section = _whose_cause(text)
    seen.add(folded)
    draft.append(f"/assessment_of_work/{section}", text, span, "work")
    if section == "not_done":
        _inline_cause(outline, draft, span)


def _whose_cause(text: str) -> str:
    """Subjective is what the cell, its members or officers did or neglected; all else is objective.

    Who neglects stands before the word for it: "người dân chưa đồng thuận" is not "cán bộ chưa hướng dẫn người dân".
    """
    folded = fold(text)
    stated = _STATED.search(folded)
    if stated:
        return "causes_objective" if stated.group("o") else "causes_subjective"
    neglect = _OUR_FAULT.search(folded) or _NEGLECT.search(folded)
    nature = _NATURE.search(folded) or _STORM.search(text.lower())
    acting = neglect and (nature is None or 0 < neglect.start() < nature.start())
    ours = _OURS.search(folded) or acting
    return "causes_subjective" if ours else "causes_objective"


def _inline_cause(outline: Outline, draft: Draft, span: Span) -> None:
    """ "… chưa đạt vì thiếu giống và nước rút chậm" names causes inside the item."""
    match = _INLINE_CAUSE.search(outline.unit.flow, *span)
    if not match:
        return
    begin, end = match.span("what")
    for piece_start, piece_end in _parts(outline, begin, end):
        text = outline.unit.slice(piece_start, piece_end).strip(" ,.")
        folded = fold(text)
        if len(folded.split()) < 2 or _NO_CAUSE.match(folded):
            continue
        kind = _whose_cause(text)
        if len(text) > 3:
            draft.append(f"/assessment_of_work/{kind}", text, (piece_start, piece_end), "cause in the item")


def _parts(outline: Outline, begin: int, end: int) -> list[Span]:
    spans: list[Span] = []
    start = begin
    for match in re.finditer(r"\s+va\s+|,\s+", outline.unit.folded_flow[begin:end]):
        spans.append((start, begin + match.start()))
        start = begin + match.end()
    return [*spans, (start, end)]


def read_previous_resolution(outline: Outline, draft: Draft) -> None:
    """Fill ``previous_resolution``: done of total as stated, and the period that the review speaks of."""
    unit = outline.unit
    pieces = [
        p for p in outline.body_pieces if p.within("work_review", "done", "not_done") and not p.within("discussion")
    ]
    if draft.record.document_type is DocumentType.RESOLUTION:
        pieces += [
            p for p in outline.body_pieces if p not in pieces and _MONTH_DONE.match(unit.folded_flow, p.start, p.end)
        ]
    for piece in pieces:
        for pattern in (_PREVIOUS, _PREVIOUS_OF, _PREVIOUS_WORDS, _PREVIOUS_SHORT, _PREVIOUS_BARE):
            match = pattern.search(unit.folded_flow, piece.start, piece.end)
            if match is None or (
                pattern is _PREVIOUS_BARE and match.start() > (piece.label.body if piece.label else piece.start) + 30
            ):
                continue
            suffix = "" if match.group("done") else "2"
            done, total = int(match.group(f"done{suffix}")), int(match.group(f"total{suffix}"))
            if done <= total:
                draft.put("/previous_resolution/done", done, match.span(f"done{suffix}"), "previous resolution")
                draft.put("/previous_resolution/total", total, match.span(f"total{suffix}"), "previous resolution")
    named = draft.record.previous_resolution.total is not None
    held = draft.record.held.date or draft.record.issued.date
    review = [p for p in pieces if "work_review" in p.path or _MONTH_DONE.match(unit.folded_flow, p.start, p.end)][:6]
    for piece in review:
        for expression in find_dates(unit.flow[piece.start : piece.end]):
            if expression.kind != "month" or not expression.month:
                continue
            start = piece.start + expression.start
            before = unit.folded_flow[max(piece.start, start - 60) : start]
            if not _PERIOD_BEFORE.search(before) or not (named or _RESOLUTION.search(before)):
                continue  # a month that is looked back on is no resolution yet
            year, reason = expression.year, None
            if year is None and (held or draft.record.period):
                anchor = held or draft.record.period or ""
                year = int(anchor[:4])
                month = int(anchor[5:7]) if anchor[5:7].isdigit() else 12
                year -= 1 if expression.month > month else 0
                reason = "year taken from the date of the meeting"
            if year is None:
                continue
            value = f"{year}-{expression.month:02d}"
            if value != draft.record.period:
                draft.put(
                    "/previous_resolution/period",
                    value,
                    (start, piece.start + expression.end),
                    "previous resolution",
                    reason,
                )
                return


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


def read_preparation(outline: Outline, draft: Draft) -> None:
    """Fill ``preparation``: committee meeting, documents sent or posted, draft resolution (HD 42-HD/BTCTW, 2.2)."""
    unit = outline.unit
    held = draft.record.held.date
    for pattern, pointer in (
        (_COMMITTEE, "/preparation/committee_met_on"),
        (_POSTED, "/preparation/documents_posted_on"),
    ):
        for match in pattern.finditer(unit.folded_flow, outline.title[1], outline.foot):
            if pointer.endswith("posted_on") and not re.search(
                r"\b(?:tai\s*lieu|du\s*thao|noi\s*dung|van\s*ban|so\s*tay|bao\s*cao|chuyen\s*de)\b",
                unit.folded_flow[max(0, match.start() - 90) : match.end()],
            ):
                continue
            if (
                any(
                    p.start <= match.start() < p.end and p.within("conclusion", "assignment", "discussion", "plan")
                    for p in outline.body_pieces
                )
                and "chi uy" not in match.group()
            ):
                continue
            dates = find_dates(unit.flow[match.end() : match.end() + 45])
            if not dates or dates[0].kind != "date" or not dates[0].day or dates[0].start > 8:
                continue
            value, inferred = resolve(dates[0], default_year=int(held[:4]) if held else None)
            if value and held and len(held) == len(value) and value > held and not dates[0].year:
                continue
            span = (match.end() + dates[0].start, match.end() + dates[0].end)
            draft.put(
                pointer, value, span, "preparation", "year taken from the date of the meeting" if inferred else None
            )
            break
    for match in _DRAFT.finditer(unit.folded_flow, outline.title[1], outline.foot):
        inside = next((p for p in outline.body_pieces if p.start <= match.start() < p.end), None)
        if inside is None or not inside.within("discussion", "criticism", "self_criticism"):
            draft.put("/preparation/draft_resolution", True, match.span(), "preparation")
            return
