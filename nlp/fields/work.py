"""Work done and not done, causes and solutions."""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.causes import inline_cause, whose_cause
from nlp.fields.previous_resolution import counts_work
from nlp.fold import fold
from nlp.outline import Outline
from nlp.sections import Piece
from nlp.sentences import clauses
from schemas import DocumentType

__all__ = ["read_work"]

_HEADING_WORDS = 9
_NEGATIVE = re.compile(
    r"\b(?:chua|khong\s*(?:dat|hoan\s*thanh|xong|lam\s*duoc)|(?:moi|chi)\s*(?:duoc|dat|thu|lam|nop|giai\s*ngan)(?:\s*duoc)?\s*\d+|"
    r"con\s+(?:\d+|mot\s*so|nhieu|de|mo|cham|it|thieu|ho\b|han|ton|yeu|tinh)|van\s*con|van\s*co\s*\d+|"
    r"cham\s*(?:\d+|vi|do|tien|so)|ton\s*tai|qua\s*han|bi\s*(?:hong|tre)|thieu(?!\s*(?:nhi|nien|uy|ta|tuong)\b))\b"
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
_TOPIC_PREFIX = re.compile(r"\W*[a-z/ ]{3,32}:\s+(?=\S)")
_ORDINAL = re.compile(r"^\W*(?:[Tt]hứ (?:nhất|hai|ba|tư|năm)|(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn) là)\s*,?\s*")
_ALSO = re.compile(
    r"[,;]?\s*\b(?:mat\s*khac|voi\s*lai|ngoai\s*ra|ben\s*canh\s*do|mot\s*phan(?:\s*nua)?)\b\s*,?\s*(?:la\s*)?(?:do\s*|vi\s*)?"
)
_TURNED = re.compile(
    r"(?:con\s+|phan\s+|mat\s+)*(?:ve\s+)?(?:phia\s+|mat\s+)?(?:(?P<o>khach)|chu)\s*quan\s*(?:(?:la|do|thi|vi)\s+|:\s*)(?:do\s+|vi\s+|la\s+)?"
)
_AND = re.compile(r",?(?<!\d)\s+va\s+")
_UNDONE_LIST = re.compile(
    r"\b(?:viec|nhiem\s*vu|noi\s*dung)\s*(?:con\s*)?chua\s*(?:xong|lam|dat|hoan\s*thanh)[^.;:]{0,12}\bla\s*$"
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
            spans = [part for span in spans for part in _split(outline, span, _AND, words=4)]
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


def _split(outline: Outline, span: Span, at: re.Pattern[str], *, words: int = 3) -> list[Span]:
    """The parts of ``span`` between the matches of ``at``; whole where a part would have fewer than ``words``."""
    parts: list[Span] = []
    begin = span[0]
    for match in at.finditer(outline.unit.folded_flow, *span):
        parts.append((begin, match.start()))
        begin = match.end()
    parts.append((begin, span[1]))
    short = any(len(outline.unit.flow[slice(*part)].split()) < words for part in parts)
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
    folded = fold(text := _ORDINAL.sub("", text))
    causal = section.startswith("cause")
    if (_OWNED.match(folded) and not causal) or _ADMITTED.search(folded) or _PROCEDURE.search(folded):
        return
    if len(folded) < 4 or folded in seen or re.match(r"(?:cu\s*the|nhu\s*sau|trong\s*do)\W*$", folded):
        return
    if section == "review":
        if listed and (_SUMMARY.match(folded) or counts_work(folded)):
            return
        if re.match(
            r"(?:d/?c|dong\s*chi)\b.{0,60}\b(?:bao\s*cao|trinh\s*bay|thong\s*qua|danh\s*gia)\W*$", folded
        ) or text.endswith(":"):
            return
        finished = _FINISHED.search(folded)
        negative = next((m for m in _NEGATIVE.finditer(folded) if not _OTHER_WORD.match(text, m.start())), None)
        late_only = negative is not None and finished is not None and negative.group().startswith("cham")
        section = "not_done" if negative and not late_only and not _EXCEPT.search(folded) else "done"
    turned = _TURNED.match(folded) if causal or section == "not_done" else None
    if turned:  # "Nguyên nhân khách quan là A; chủ quan là B"
        section = "causes_objective" if turned["o"] else "causes_subjective"
        text = text[turned.end() :]
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
        section = whose_cause(text)
    seen.add(folded)
    draft.append(f"/assessment_of_work/{section}", text, span, "work")
    if section == "not_done":
        inline_cause(outline, draft, span)
