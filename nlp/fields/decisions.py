"""Decisions and their votes (domain notes, section 8).

A vote's base is what the page gives ("21/21"); shares of those convened are another figure and are not mixed in.
Under a resolution the vote decides the resolution itself; in minutes the decision is what the vote names, else the
conclusion it follows, else the voting sentence as it stands.
"""

from __future__ import annotations

import re

from nlp.draft import Draft, Span
from nlp.fields.votes import AGAINST, FOR, OTHER_RATIO, RATIO, figures, read_votes
from nlp.outline import Outline
from nlp.sections import Piece
from nlp.sentences import clauses
from nlp.tables import Table
from nlp.unittext import UnitText
from schemas import Decision, DocumentType, Votes

__all__ = ["read_decisions", "read_votes_table"]

_VOTE_WORD = re.compile(
    r"\b(?:bieu\s*quyet|bq|tan\s*thanh|gio\s*tay|ung|nhat\s*tri|dong\s*y|bo\s*phieu|so\s*phieu|phieu|thong\s*qua)\b|"
    r"(?<![\d/])\d{1,3}\s*(?:nguoi|d/?c|dong\s*chi|dang\s*vien)\s*thuan\b|(?<![\d/])\d{1,3}\s*thuan\b(?=\s*[,;.])|\bthuan\s*:?\s*\d{1,3}\s*[,;]\s*(?:phieu\s*)?(?:chong|khong)"
)
_COUNTER_VOTE = re.compile(
    r"\W*(?:\d+\s*(?:d/?c|dong\s*chi|phieu|dang\s*vien)?\s*)?(?:khong\s*(?:tan\s*thanh|"
    r"dong\s*y|nhat\s*tri|y\s*kien)|y\s*kien\s*khac|phieu\s*(?:trang|chong)|chong)"
)
_RATED = re.compile(r"de\s*nghi\s*(?:muc\s*)?xep\s*loai[^.;]{3,80}")
_PREPARED = re.compile(
    r"\bchi\s*uy\b[^.;]{0,20}\b(?:thong\s*qua|gop\s*y|duyet)\s*(?:ngay|\d)|\bthong\s*qua\s*chuong\s*trinh|"
    r"\bchuong\s*trinh\s*(?:sinh\s*hoat|hop|lam\s*viec)|^\W*(?:d/c|dong\s*chi)\b[^.;]{0,60}\b(?:trinh\s*bay|"
    r"thong\s*qua\s*(?:bao|du))"
)
_RATED_BY_BALLOT = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?(?P<what>[^;]{6,150}?)[:,\s]*(?:dat\s*|duoc\s*|voi\s*|co\s*)?(?<![\d/])(?=\d{1,3}\s*(?:/\s*\d|phieu))"
)
_RATING = re.compile(
    r"\b(?:hoan\s*thanh|xep\s*loai|xuat\s*sac|ket\s*nap|khien\s*trach|canh\s*cao|chuyen\s*(?:dang\s*vien\s*)?chinh\s*thuc|"
    r"cong\s*nhan|bau|trung\s*cu|gioi\s*thieu|d/?c|dong\s*chi|quan\s*chung)\b"
)
_WHAT_AGREED = re.compile(
    r"(?:dong\s*chi|d/?c|nguoi|phieu|dang\s*vien|tay)\s*(?:deu\s*)?(?:dong\s*y|tan\s*thanh|nhat\s*tri)\s+"
    r"(?!thong\s*qua\s*$|voi\s*ty|100|cao\b|nghi\s*quyet\s*$)(?P<what>[a-z][^,;.:\d]{8,140}?)\s*(?=[,;.:]|$)"
)
_OBJECT = re.compile(
    r"(?:\bbieu\s*quyet|\bbq)\s*(?P<what>(?:thong\s*qua|ve|noi\s*dung|de\s*nghi|"
    r"nhat\s*tri)(?:[^:;.\d]|(?<=thang )\d{1,2}(?:/\d{4})?|(?<=nam )\d{4}|(?<=quy )\d){3,140}?)\s*"
    r"(?=:|\bvoi\b|(?<!\d)(?<!/)(?<!thang )(?<!nam )(?<!quy )\d|\.|,\s*\d|$)"
)
_ABOUT = re.compile(
    r"(?:^|rieng\s+|\bve\s+|noi\s*dung\s+)(?:noi\s*dung\s+)?(?P<what>[^:;.\d]{6,120}?)\s*:\s*(?=(?:tan\s*thanh|"
    r"\d+\s*/|\d+\s*dong))"
)
_BY_VOTE = re.compile(r"\b(?:voi|duoc)\s*\d{1,3}\s*/\s*\d{1,3}")
_AGREED = re.compile(
    r"\b(?:chi\s*bo|hoi\s*nghi|to(?:\s*dang)?|chi\s*uy)?\s*(?:da\s*)?(?:thong\s*nhat|"
    r"nhat\s*tri|quyet\s*(?:dinh|nghi))\b(?!\s*(?:cao|100|voi\s*bao|cua\b))"
)
_UNANIMOUS = re.compile(
    r"\b100\s*%|\btat\s*ca\s*(?:deu\s*)?(?:dong\s*y|tan\s*thanh)|\bnhat\s*tri\b|\bda\s*so\b|\btuyet\s*doi\b|gio\s*tay"
)
_PROGRAMME = re.compile(
    r"\bchuong\s*trinh\s*(?:sinh\s*hoat|hop|lam\s*viec|hoi\s*nghi|nghi\s*su)|"
    r"\bcu\s*(?:d/?c|dong\s*chi)\b[^.;]{0,40}\bthu\s*ky"
)
_READING = re.compile(r"\bbien\s*ban\b|\bdoc\s*lai\b")
_ONLY_FIGURES = re.compile(
    r"(?:\W|\d|\b(?:ket\s*qua|bo\s*phieu(?:\s*kin)?|kiem|bieu\s*quyet|bq|phat\s*ra|thu\s*ve|hop\s*le|phieu|so|dong\s*y|khong|"
    r"tan\s*thanh|nhat\s*tri|y\s*kien|khac|d/?c|dong\s*chi|dang\s*vien|chinh\s*thuc|co\s*mat|dat|ty\s*le|va|voi|gio\s*tay|trang|"
    r"nguoi|deu|tong)\b)*"
)
# "Vay 6 triệu mua trâu, tất cả 7 người ưng": what is decided, then who was for it.
_BEFORE_COUNT = re.compile(
    r"\W*(?:(?:chi\s*bo\s*)?quyet\s*:\s*)?(?P<what>[^;]{12,220}?)[\s,:.(–-]+(?=(?:tat\s*ca\s*|ca\s*)?\d{1,3}\s*(?:nguoi|dong\s*chi|d/?c|"
    r"dang\s*vien|phieu)\s*(?:deu\s*)?(?:gio\s*tay|ung|dong\s*y|tan\s*thanh|nhat\s*tri)|\d{1,3}\s*(?:dong\s*y|tan\s*thanh|nhat\s*tri)\b|"
    r"(?:ca\s*chi\s*bo|tat\s*ca|toan\s*(?:the|chi\s*bo))[^;]{0,20}?(?:ung|tan\s*thanh|nhat\s*tri|dong\s*y)\b|"
    r"(?:tan\s*thanh|dong\s*y)\s*:\s*\d)"
)
# "Miễn quỹ cho 8 hộ: cả 22 người đồng ý"; under a heading for votes the figures alone: "Kết nạp 5 đảng viên: 21/21"
_COUNTED_FOR = re.compile(
    r"(?<![\d/])\d{1,3}\s*(?:nguoi|d/?c|dong\s*chi|dang\s*vien)\s*(?:deu\s*)?(?:dong\s*y|nhat\s*tri|tan\s*thanh|thuan|ung)\b"
)
_BARE_RATIO = re.compile(r"\W*(?:[^\W\d]\S*\s+){3}[^:;]{2,140}:\s*\d{1,3}\s*/\s*\d{1,3}\W*$")
_ALL_FOR = re.compile(
    r"\S\s*:\s*(?:(?:tat\s*ca|toan\s*the|ca\s*chi\s*bo|100\s*%)\s*(?:deu\s*)?(?:dong\s*y|nhat\s*tri|tan\s*thanh)|nhat\s*tri\s*(?:100\s*%|ca|cao|het)?)\W*$"
)
_DECIDES = re.compile(r"\W*(?:\w+\s+){0,3}(?:quyet\s*(?:dinh|nghi)|bieu\s*quyet)\b")
_VOTE_LABEL = re.compile(r"\W*(?:bieu\s*quyet|bq|gio\s*tay|bo\s*phieu|ket\s*qua\s*(?:bieu\s*quyet|bo\s*phieu))\b")
CONCLUDING = ("conclusion", "vote", "assignment")


def read_decisions(outline: Outline, draft: Draft) -> None:
    """Fill ``decisions``."""
    pieces = [
        p for p in outline.body_pieces if not p.within("discussion", "attendance", "self_score") or p.within("vote")
    ]
    agreed: Piece | None = None
    told = 0
    for piece in pieces:
        folded = outline.unit.folded_flow[piece.start : piece.end]
        spoken = piece.within("conclusion") or re.match(r"(?:chi\s*bo|hoi\s*nghi|to)\b", folded)
        voted = False
        for start, end in _vote_clauses(outline, piece):
            if start < told:
                continue  # "Không tán thành: 2." goes with the figures before it
            told = _following(outline, piece, end)
            voted = _vote(outline, draft, (start, end), piece, agreed) or voted
        if voted:
            agreed = None
        elif (
            spoken
            and _AGREED.search(folded)
            and len(folded.split()) > 4  # "Chi bộ quyết định:" is a heading
            and not _READING.search(folded)
            and not _PROGRAMME.search(folded)
            and piece.start >= outline.opening[1]
            and not piece.within("not_done", "done", "work_review")
        ):
            if agreed is not None:
                _state(outline, draft, agreed)
            agreed = piece
    if agreed is not None and not any(
        agreed.start <= s[0] < agreed.end for p, s in draft.spans.items() if p.endswith("/text")
    ):
        _state(outline, draft, agreed)


def read_votes_table(draft: Draft, table: Table, unit: UnitText) -> None:
    """Rows of a table "Nội dung | Đồng ý | Không đồng ý | Ý kiến khác": each decides what its first cell says."""
    what = table.column("noi dung bieu quyet", "noi dung", "van de", "quyet dinh", "noi dung xin y kien")
    columns = {
        "for_": table.column("dong y", "tan thanh", "nhat tri", "phieu thuan", "phieu dong y", "dong tinh"),
        "against": table.column("khong dong y", "khong tan thanh", "khong nhat tri", "phan doi", "phieu chong"),
        "abstain": table.column("y kien khac", "khong y kien", "khong co y kien", "phieu trang", "khong bieu quyet"),
    }
    if what is None or columns["for_"] is None:
        return
    for row in table.rows:
        figures_of = {name: row[at] for name, at in columns.items() if at is not None and at in row}
        counts = {name: re.search(r"\d+", unit.slice(*cell)) for name, cell in figures_of.items()}
        votes = Votes(**{name: int(found.group()) for name, found in counts.items() if found})
        if what not in row or votes.for_ is None:
            continue
        spans = list(row.values())
        parts = {"text": row[what], "votes": (min(s[0] for s in spans), max(s[1] for s in spans))}
        draft.append(
            "/decisions", Decision(text=unit.slice(*row[what]), votes=votes), parts["votes"], "vote table", parts
        )


def _vote_clauses(outline: Outline, piece: Piece) -> list[Span]:
    folded = outline.unit.folded_flow
    start = piece.start
    parts = clauses(outline.unit, start, piece.end)

    def spoken(s: int, e: int) -> str:
        return figures(outline.unit.flow[s:e])

    merged: list[Span] = []
    for s, e in parts:
        if merged and _COUNTER_VOTE.match(folded, s, e):
            merged[-1] = (merged[-1][0], e)
        else:
            merged.append((s, e))
    concluding = piece.within(*CONCLUDING)
    return [
        (s, e)
        for s, e in merged
        if _has_vote(spoken(s, e))
        or (concluding and _COUNTED_FOR.search(spoken(s, e)))
        or (concluding and _ALL_FOR.search(folded, s, e))
        or ((piece.within("vote") or _under_decisions(outline, piece)) and _BARE_RATIO.match(folded, s, e))
        or (
            _VOTE_WORD.search(folded[start : piece.end])
            and (FOR.search(spoken(s, e)) or AGAINST.search(spoken(s, e)))
            and piece.within("vote")
        )
    ]


def _under_decisions(outline: Outline, piece: Piece) -> bool:
    """Does the item stand under "3. Chi bộ quyết định", where a ratio alone is a vote?"""
    heads = [p for p in outline.body_pieces if p.label and p.label.section == "conclusion" and p.start < piece.start]
    return bool(heads) and _DECIDES.match(outline.unit.folded_flow, heads[-1].start, heads[-1].end) is not None


def _has_vote(folded: str) -> bool:
    if not _VOTE_WORD.search(folded) or _PREPARED.search(folded):
        return False
    ratio = RATIO.search(folded)
    if FOR.search(folded) and AGAINST.search(folded):
        return True
    if re.search(r"\b(?:bieu\s*quyet|bq|phieu|tan\s*thanh|gio\s*tay)\b", folded) and (
        ratio or FOR.search(folded) or _UNANIMOUS.search(folded)
    ):
        return True
    if (
        ratio
        and (ratio.group("noun") or re.search(r"\b(?:nhat\s*tri|thong\s*qua|dong\s*y)\b", folded))
        and not OTHER_RATIO.search(folded[ratio.end() : ratio.end() + 12])
    ):
        return True
    return bool(
        re.match(
            r"\W*(?:100\s*%\s*(?:dang\s*vien|d/c|dong\s*chi|cac)?[^.;]{0,30}?(?:nhat\s*tri|"
            r"tan\s*thanh|dong\s*y|thong\s*nhat)|(?:chi\s*bo\s*|hoi\s*nghi\s*)?nhat\s*tri\s*(?:thong\s*qua\s*)?(?:voi\s*ty\s*le\s*)?100)",
            folded,
        )
    ) and not _READING.search(folded)


def _vote(outline: Outline, draft: Draft, span: Span, piece: Piece, agreed: Piece | None) -> bool:
    """Add the decision that a voting clause decides; false when the clause holds no vote after all."""
    unit = outline.unit
    start, end = span
    votes_end = end
    if piece.end > end and not _has_vote(unit.folded_flow[end : piece.end]):
        votes_end = piece.end  # "đồng ý 07; không đồng ý 02 (…)"
    folded = unit.folded_flow[start:end]
    following = _following(outline, piece, votes_end)
    votes = read_votes(outline.unit.flow[start:following])
    if votes is None and not _UNANIMOUS.search(folded):
        return False
    text, text_span = _subject(outline, draft, span, piece, agreed)
    parts: dict[str, Span] = {"text": text_span}
    if votes is not None:
        parts["votes"] = (start, following)
    draft.append(
        "/decisions",
        Decision(text=text, votes=votes),
        (min(start, text_span[0]), max(following, text_span[1])),
        "vote",
        parts,
    )
    return True


def _following(outline: Outline, piece: Piece, end: int) -> int:
    """The sentence behind a vote may hold its base ("Đạt 77,8 % so với tổng số 09 đảng viên")."""
    after = next((p for p in outline.body_pieces if p.start >= end), None)
    if (
        after
        and after.block == piece.block
        and re.match(
            r"\W*(?:(?:dat|chiem|ty\s*le)\b|khong\s*(?:tan\s*thanh|dong\s*y)\s*:)",
            outline.unit.folded_flow[after.start : after.end],
        )
    ):
        return after.end
    return end


def _subject(outline: Outline, draft: Draft, span: Span, piece: Piece, agreed: Piece | None) -> tuple[str, Span]:
    unit = outline.unit
    start, end = span
    rated = _RATED_BY_BALLOT.match(unit.folded_flow, start, end) if piece.within("vote") else None
    if rated and _RATING.search(rated.group("what")) and not _VOTE_WORD.match(rated.group("what").strip(" -+*•")):
        what = rated.span("what")
        return unit.slice(*what).strip(" ,:-+*•"), what
    for pattern in (_OBJECT, _ABOUT, _WHAT_AGREED):
        match = pattern.search(unit.folded_flow, start, end)
        if (
            match
            and match.group("what").strip()
            and not (pattern is not _ABOUT and draft.record.document_type is DocumentType.RESOLUTION)
        ):
            what = match.span("what")
            return unit.slice(*what).strip(" ,:"), what
    if draft.record.document_type is DocumentType.RESOLUTION and draft.record.title and not draft.record.decisions:
        return draft.record.title, outline.title
    told = _BEFORE_COUNT.match(unit.folded_flow, start, end)
    wording = told.group("what").strip(" -+*•") if told else ""
    if told and not _VOTE_WORD.match(wording) and not (len(wording.split()) < 5 and _VOTE_WORD.search(wording)):
        what = told.span("what")
        return unit.slice(*what).strip(" ,:-+*•("), what
    voted_on = _clause_before(outline, piece, start)
    if voted_on is not None:
        return unit.slice(*voted_on).strip(" .;-"), voted_on
    if agreed is not None and agreed.start < start:
        begin = _body_start(outline, agreed)
        return unit.slice(begin, agreed.end).strip(" .;-"), (begin, agreed.end)
    item = _of_the_item(outline, piece, start)
    if item is not None:
        return unit.slice(*item).strip(" .;-"), item
    behind = _conclusion_behind(outline, piece)
    if behind is not None:
        return unit.slice(*behind).strip(" .;-"), behind
    previous = [p for p in outline.body_pieces if p.block == piece.block and p.end <= start and p.end - p.start > 5]
    if previous and piece.within("conclusion") and not piece.label and not previous[-1].label:
        before = previous[-1]
        return unit.slice(before.start, before.end).strip(" .;-"), (before.start, before.end)
    headed = _heading_above(outline, piece) if _ONLY_FIGURES.fullmatch(unit.folded_flow[start:end]) else None
    if headed is not None:
        return unit.slice(*headed).strip(" .:;-"), headed
    return unit.slice(start, end).strip(" .;-"), span


def _of_the_item(outline: Outline, piece: Piece, start: int) -> Span | None:
    """ "a) Nội dung trọng tâm: … . Biểu quyết: 4/5 …": the sentence before the vote in the same item of a list."""
    block = outline.blocks[piece.block]
    before = [p for p in outline.body_pieces if p.block == piece.block and p.end <= start]
    folded = outline.unit.folded_flow
    votes = _VOTE_LABEL.match(folded, piece.start) or _ONLY_FIGURES.fullmatch(folded, start, piece.end)
    if not before or not block.marked or not votes:
        return None
    return (
        (before[-1].start, before[-1].end)
        if len(outline.unit.slice(before[-1].start, before[-1].end).split()) > 2
        else None
    )


def _heading_above(outline: Outline, piece: Piece) -> Span | None:
    """ "1. Xét kết nạp quần chúng A / Bỏ phiếu: đồng ý 15": the item that a bare count of votes stands under."""
    for block in reversed(outline.blocks[: piece.block]):
        if block.start < outline.title[1] or block.columns > 1:
            return None
        words = outline.unit.flow[block.body : block.end].split()
        if block.marked and block.level <= 2:
            label = next((p.label for p in outline.body_pieces if p.start == block.body), None)
            return (block.body, block.end) if 3 <= len(words) <= 18 and label is None else None
    return None


def _clause_before(outline: Outline, piece: Piece, start: int) -> Span | None:
    """What stands just before its vote: "… thống nhất ba giải pháp; 14/14 … đồng ý"."""
    unit = outline.unit
    begin = piece.label.body if piece.label else piece.start
    if start - begin > 12 and _AGREED.search(unit.folded_flow, begin, start):
        return begin, start
    rated = list(_RATED.finditer(unit.folded_flow, max(outline.title[1], start - 260), start))
    return rated[-1].span() if rated else None


def _conclusion_behind(outline: Outline, piece: Piece) -> Span | None:
    """ "Biểu quyết: đồng ý 07 … Hội nghị thống nhất trình …": what was voted on may follow the figures."""
    for following in outline.body_pieces:
        if following.start <= piece.start or following.start - piece.end > 220:
            continue
        folded = outline.unit.folded_flow[following.start : following.end]
        match = re.match(
            r"\W*(?:chi\s*bo|hoi\s*nghi)\s*(?:da\s*)?(?:thong\s*nhat|nhat\s*tri|"
            r"quyet\s*dinh)\s*(?=de\s*nghi|ket\s*nap|cong\s*nhan|gioi\s*thieu|"
            r"xet)",
            folded,
        )
        if match:
            return following.start + match.end(), following.end
    return None


def _body_start(outline: Outline, piece: Piece) -> int:
    """Behind the label, unless the label is all there is."""
    if piece.label and outline.unit.text[piece.label.body : piece.end].strip(" .:"):
        return piece.label.body
    return piece.start


def _state(outline: Outline, draft: Draft, piece: Piece) -> None:
    """A decision without a vote: "Chi bộ thống nhất …"."""
    begin = _body_start(outline, piece)
    text = outline.unit.slice(begin, piece.end).strip(" .;-:")
    if len(text.split()) >= 5:
        draft.append("/decisions", Decision(text=text), (begin, piece.end), "conclusion", {"text": (begin, piece.end)})
