"""How concrete one self-criticism or criticism is: 0 none (phrases, praise, vows), 1 a fault without event or only
hedged, 2 an event (figure, day, name), 3 an event with its cause and what was or will be done about it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quality import phrases
from quality.concreteness import Statement, rate, said_in
from quality.folding import fold

__all__ = ["Fault", "rate_fault"]

# Faults that are none: virtue in the form of a fault, vows, modesty, "if I have done anything wrong".
_VOID = phrases.Wording(
    r"(?:chưa|không)(?: \w+){0,3} (?:hoàn thiện|toàn vẹn|trọn vẹn|mẫu mực|như ý|toàn diện)"
    r"|(?:khuyết|nhược) điểm[^.;]{0,30}(?:là )?(?:quá|hay) (?:nhiệt tình|tận tụy|tận tuỵ|tận tâm|thẳng tính|thẳng thắn|"
    r"trách nhiệm|"
    r"chăm|cầu toàn|hết mình|thật thà|nguyên tắc|ham việc|thương người)"
    r"|(?:còn )?(?:phải|cần)(?: \w+){0,2} (?:rèn luyện|cố gắng|học hỏi|học tập|phấn đấu|tu dưỡng|"
    r"nỗ lực)(?: \w+){0,2}(?: thêm| hơn| nữa)+"
    r"|(?:nếu|dù)(?: \w+){0,5} (?:sai|thiếu sót|khuyết điểm|chưa phải|không phải|chưa đúng)"
    r"|(?:hạn chế|khuyết điểm|thiếu sót)(?: \w+)? (?:nhất định|không tránh khỏi|không lớn|nhỏ)"
    r"|không(?: \w+)? (?:nể nang|né tránh|ngại va chạm|để xảy ra|vi phạm|có (?:khuyết điểm|sai phạm|gì))"
    r"|(?:đã |luôn )?tự phê bình(?: và phê bình)?(?: \w+){0,2} (?:thẳng thắn|nghiêm túc|chân thành|là)"
)
# Praise of oneself or of one another under the heading of criticism.
_PRAISE = phrases.Wording(
    r"(?:luôn|luôn luôn|đã|rất)(?: \w+){0,3} (?:hoàn thành (?:tốt|xuất sắc)|gương mẫu|chấp hành tốt|nhiệt tình|"
    r"tận tụy|"
    r"tận tuỵ|đoàn kết|trách nhiệm|nghiêm túc|thẳng thắn|chân thành|cởi mở)"
)
# The name of the act, which is no fault.
_ACT = phrases.Wording(r"(?:tự )?(?:phê bình|kiểm điểm|phê)|tự nhận|rút kinh nghiệm|nhận xét|tự soi|tự sửa")
_LACK = phrases.Wording(
    r"chưa|còn (?:yếu|kém|hạn chế|thiếu|qua loa|hình thức|sơ sài|nóng|ngại|lúng túng|bị động|chủ quan|"
    r"chung chung|nể|xuê xoa)"
    r"|thiếu (?:kiểm tra|sâu sát|kiên quyết|gương mẫu|tinh thần|chủ động|quan tâm|đôn đốc)|mà (?:không|chưa|vẫn)|"
    r"ít (?:đến|dự|đọc|"
    r"phát biểu|tham gia|quan tâm)|hay (?:đi|nói|quên|vắng|nóng|bỏ|đến)|để (?:\d|cho|các|nhân viên|dân)|lỗi|sai|quên|"
    r"bỏ|muộn|trễ"
)
_VOW = phrases.Wording(
    r"xin hứa|nguyện|quyết tâm|mong (?:\w+ ){0,4}(?:góp ý|giúp đỡ|thông cảm|bỏ qua|tha thứ|"
    r"châm chước)"
)
# What came of it, or the rule that it broke.
_HARM = phrases.Wording(
    r"(?:để|làm|khiến|gây)(?: \w+){0,3} (?:mất|hỏng|chết|cháy|chậm|muộn|thiệt|khiếu nại|bị|chờ|phàn nàn|bức xúc|"
    r"ngập|hụt|thiếu)"
    r"|trái|vi phạm|phản ánh|khiếu nại|đơn thư|thiệt hại|dừng|bị nhắc|bị phạt|quá hạn|cãi nhau|xô xát|"
    r"nói tục|uống rượu|to tiếng|bỏ (?:về|họp|trực|"
    r"việc)|đi trễ|nghe nhầm|ghi nhầm|nhầm"
)
_AMENDS = phrases.Wording(
    r"đã (?:nộp|trả|sửa|đền|bồi thường|xin lỗi|thay|bù|dừng|gặp|làm lại|ký|hoàn)|"
    r"tôi trả|"
    r"chịu (?:một|nửa|toàn|tiền|phần)|bỏ tiền|xin (?:lỗi|đi|lên|phá|nộp|trả|bù|đưa|làm|nhận|chịu|sửa|gặp)|tự (?:đi|nộp|"
    r"bỏ)|"
    r"(?:tuần|tháng|kỳ|vụ|quý|năm) (?:này|sau|tới)|từ nay|từ (?:tuần|tháng|ngày|kỳ)|lần sau|sẽ|hẹn"
)
_BY = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}|ngày \d|tuần này|hôm nay|tháng \d", re.IGNORECASE)


class Fault(NamedTuple):
    """``grade`` as in the module's docstring; ``settled``: made good already, or promised by a day."""

    statement: Statement
    grade: int
    cause: bool
    remedy: bool
    settled: bool


def rate_fault(text: str, *, path: str | None = None, listed_cause: bool = False, listed_remedy: bool = False) -> Fault:
    """Rate what stands as self-criticism or criticism; ``listed_*``: the reader's list has a cause or a remedy."""
    said = said_in(text)
    whole = rate(said, path=path)
    plain = _PRAISE.blanked(_VOID.blanked(said))
    rest = whole if plain == said else rate(plain)
    bare = _ACT.blanked(_VOW.blanked(plain))
    folded = fold(bare)
    cause = listed_cause or bool(phrases.REASON.search(plain) or phrases.INNER_CAUSE.search(plain))
    harm = _HARM.search(bare) is not None
    amends = list(_AMENDS.finditer(plain))
    remedy = listed_remedy or bool(amends) or phrases.REMEDY.found(bare, folded)
    settled = any(_BY.search(plain[found.start() :]) or "đã" in found.group() for found in amends)
    fault = (
        harm
        or _LACK.search(bare) is not None
        or phrases.FAULT.found(bare, folded)
        or phrases.NOT_DONE.found(bare, folded)
        or phrases.HEDGE.search(folded) is not None
    )
    figures = rest.figures + rest.dates
    hard = figures + (1 if rest.names and rest.words >= 16 else 0)
    ritual = plain != said or _VOW.search(said) is not None
    if fault:
        grade = max(rest.grade, 1)
    elif ritual or whole.grade == 0 or not hard:
        grade = 0
    else:
        grade = rest.grade
    if grade >= 2 and not hard:
        grade = 1
    if grade >= 2:
        long = rest.words >= 20
        full = (grade == 3 and (remedy or rest.proposal)) or (remedy and (cause or harm) and hard >= 2)
        grade = 3 if full and long else 2
    return Fault(whole, grade, cause, remedy, settled)
