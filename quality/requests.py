"""Requests of a cell to superior bodies, and what its later minutes say became of them.

Source: the directives on cell meetings ask superiors to "nắm bắt, trả lời kiến nghị" (domain criteria, 7.2): whether
they did shows only in the minutes of later months.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from quality import phrases
from quality.concreteness import Statement, rate
from quality.folding import fold
from quality.passages import Passage, sentences

__all__ = ["requests_of", "told_of"]

# A body above the cell. Marks matter: folded, "xã" is also "xa", "sở" also "số", "tỉnh" also "tình".
_BODY = (
    r"cấp trên|cấp có thẩm quyền|đảng (?:ủy|uỷ|bộ cấp trên)|(?:ban )?thường vụ|ban tuyên giáo|ban tổ chức|"
    r"ubnd|(?:ủy|uỷ) ban|hđnd|hội đồng nhân dân|mttq|mặt trận|công an|điện lực|kho bạc|ngân hàng|bảo hiểm xã hội|"
    r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|sở|phòng|ban giám (?:đốc|hiệu)|công ty|tổng công ty)"
)
_BODY_FOLDED = r"cap tren|dang uy|ubnd|uy ban|hdnd|mttq|huyen|cong an xa|cong an phuong|dien luc|thuong vu"
_ASK = r"(?:đề nghị|kiến nghị|đề xuất|xin|mong)"
_REQUEST = phrases.Cue(
    rf"{_ASK}(?:,? (?:và )?(?:kiến nghị|đề xuất))?(?: với| lên| tới| đến| ý kiến| các)*[^.;\n]{{0,25}}?\b(?:{_BODY})",
    rf"(?:de nghi|kien nghi|de xuat)[^.;]{{0,25}}?\b(?:{_BODY_FOLDED})",
)
_OUTCOME = (
    r"(?:(?:đã|vừa)(?! (?:họp|ban hành|nhận))|trả lời|phúc đáp|giải đáp|thông báo|đồng ý|chấp thuận|nhất trí|phê duyệt|"
    r"duyệt|cấp(?! (?:ủy|uỷ|trên|dưới|có))|bố trí|hỗ trợ|giải quyết|xử lý|khắc phục|sửa|cho (?:phép|làm|mượn|về)|"
    r"cử|hướng dẫn|giao|ghi nhận|tiếp thu|từ chối|xem xét)"
)
_ANSWER = phrases.Cue(
    rf"(?:{_BODY})[^.;\n]{{0,40}}?{_OUTCOME}|(?:đã|chưa|không) được[^.;\n]{{0,20}}?(?:{_BODY})|"
    r"(?:kiến nghị|đề nghị)[^.;\n]{0,60}?(?:đã|không)(?: có| được)? ?(?:trả lời|giải quyết|phúc đáp|xử lý|chấp thuận)",
    rf"(?:{_BODY_FOLDED})[^.;]{{0,40}}?(?:da|chua|se) (?:tra loi|dong y|cap|bo tri|ho tro|giai quyet|xu ly)",
)
_STILL_OPEN = phrases.Cue(
    r"chưa(?: \w+){0,4} (?:trả lời|phúc đáp|giải quyết|xử lý|phản hồi|có ý kiến|thấy)",
    r"chua(?: \w+){0,4} (?:tra loi|giai quyet|xu ly|phan hoi)",
)
_PAST = phrases.Cue("đã|vừa|sẽ", "da (?:tra loi|dong y|giai quyet|cap)")
_ALIKE = 85  # token-set ratio from which two requests are one


def requests_of(stated: Sequence[Statement], body: Sequence[Passage]) -> list[Statement]:
    """What a meeting asks of bodies above it: what it ``stated``, then sentences of its ``body`` that say more."""
    found = [rate(text) for text in _sentences(body) if _REQUEST.found(text, fold(text))]
    made: list[Statement] = []
    for row in [*stated, *found]:
        asks = row.grade >= 1 and _REQUEST.found(row.text, row.folded)
        if asks and not _known(row, made):
            made.append(row)
    return made


def told_of(stated: Sequence[Statement], body: Sequence[Passage]) -> list[Statement]:
    """Statements that tell what a superior body did or said; "not yet" is none."""
    found = [rate(text) for text in _sentences(body) if _ANSWER.found(text, fold(text))]
    return [row for row in [*stated, *found] if _tells(row.text, row.folded)]


def _tells(text: str, folded: str) -> bool:
    """An answer; not "chưa trả lời", and not the same request once more ("đề nghị xã sớm trả lời")."""
    if _STILL_OPEN.found(text, folded) or not _ANSWER.found(text, folded):
        return False
    return not _REQUEST.found(text, folded) or _PAST.found(text, folded)


def _sentences(body: Sequence[Passage]) -> list[str]:
    return [text for passage in body for text in sentences(passage.text)]


def _known(row: Statement, asked: Sequence[Statement]) -> bool:
    told = row.folded
    return any(fuzz.token_set_ratio(told, known.folded, score_cutoff=_ALIKE) >= _ALIKE for known in asked)
