"""Wording of the genre, folded (lower case, no marks): what fits any meeting of any cell, and what argues.

Sources: the list of formulaic phrases of regulations and published sheets (CT 50-CT/TW names the failings), general
knowledge of the genre. No phrase names a person, place or matter, so none can be what a meeting was about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from quality.patterns import whole_words

__all__ = [
    "ASSENT",
    "COMMON_WORDS",
    "CONDITION",
    "DISAGREE",
    "DONE",
    "FAULT",
    "FIRST_PERSON",
    "HEDGE",
    "INNER_CAUSE",
    "INQUIRY",
    "NO",
    "NOT_DONE",
    "NOT_NAMES",
    "OBJECTION",
    "PROBLEM",
    "PROPOSAL",
    "QUESTION",
    "REASON",
    "REMEDY",
    "THEN",
    "UNSPECIFIC_ASSIGNEE",
    "Cue",
    "Wording",
]


def _any(words: str) -> re.Pattern[str]:
    """Pattern for any of the ``|``-separated folded wordings as whole words."""
    return re.compile(whole_words(words, "a-z0-9"))


@lru_cache(maxsize=256)
def _lowered(text: str) -> str:
    """``text`` in lower case, character for character."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


class Wording:
    """Any of the ``|``-separated wordings with their marks, in any case, as whole words. The text is lowered once for
    all of them, which takes a fraction of the time of IGNORECASE."""

    def __init__(self, marked: str, before: str = r"\w", after: str | None = None) -> None:
        self._pattern = re.compile(whole_words(marked, before, after))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place; its positions are those in ``text``, its wording is in lower case."""
        return self._pattern.search(_lowered(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places, as ``search`` tells them."""
        return self._pattern.finditer(_lowered(text))

    def blanked(self, text: str) -> str:
        """``text`` with a blank in each of these places."""
        kept, at = [], 0
        for match in self.finditer(text):
            kept.append(text[at : match.start()])
            at = match.end()
        return " ".join([*kept, text[at:]]) if kept else text


class Cue:
    """Wording looked for with its marks, and without them where that is not mistaken for another word ("mua" is also
    "mưa", "toi" also "tối")."""

    def __init__(self, marked: str, folded: str) -> None:
        self._marked = Wording(marked)
        self._folded = _any(folded)

    def found(self, text: str, folded: str) -> bool:
        return self._marked.search(text) is not None or self._folded.search(folded) is not None


ASSENT = _any(
    r"(?:hoan toan |co ban |deu |cung )?(?:nhat tri|dong y|thong nhat|tan thanh)(?: cao| hoan toan| tuyet doi)?"
    r"(?: voi)?(?: cac)?(?: noi dung| bao cao| ban| y kien| du thao| ban tu kiem diem)?"
    r"|khong co y kien(?: gi)?(?: khac| them)?|khong con y kien nao(?: khac)?|y kien nhu tren|xin het"
    r"|(?:nghe|thay|noi|neu|bao cao|ban)(?: \w+){0,4} (?:dung|phai|hop ly|chinh xac|day du)(?: ca| het| roi| lam)*$"
)
# What gives a reason in so many words. On the marked text: folded, "do" is also "đo" and "nen" also "nền", and every
# second sentence would give a reason.
REASON = Wording(
    r"vì|vì sao|do|bởi|tại(?= (?:vì|cái|chỗ|anh|tôi|tui|mình))|nguyên nhân|lý do|lí do|gốc là|cho nên|"
    r"dẫn đến|"
    r"dẫn tới|khiến|kể từ khi|nên mới|mới ra|kẻo|không thì|sợ|e rằng|xuất phát từ"
)
# The cause inside oneself, as self-criticism tells it.
INNER_CAUSE = Wording(
    r"nghĩ|tưởng|cho rằng|cứ cho là|ngại|sợ|nể|chủ quan|cả tin|tin|ỷ lại|coi nhẹ|xem nhẹ|coi thường|nóng vội|"
    r"lơ là|lười|tiếc|mải|muốn cho nhanh"
)
# Against a proposal or against an explanation.
OBJECTION = Wording(
    r"không nên|(?:không|chưa)(?: \w+){0,2} (?:đồng ý|nhất trí|tán thành|đồng tình|đúng|hợp lý|thỏa đáng|"
    r"thoả đáng|ổn)"
    r"|phản đối|phản biện|băn khoăn|bảo lưu|có(?<!không có) ý kiến khác|trái lại|khác ý kiến"
    r"|(?:không|chứ không|đâu) phải(?= (?:vì|do|tại|là|họ|lỗi|cứ|chỉ|\w+ không))|không chỉ (?:do|vì|tại)|chẳng phải"
    r"|đừng|tôi e|tui e|em e|e là|theo tôi thì không|thì (?:thiệt|khổ|hỏng|mất|cũng|lại|không kịp|không được|không làm)"
    r"|(?:thế|vậy|này|kiểu đó|kiểu ấy|kiểu này|cách đó|cách ấy|lúc này|bây giờ) (?:thì |là )?(?:không|chưa|chẳng)"
    r"|(?:thì|là) (?:không|chưa|chẳng) (?:công bằng|đúng|phải|ổn|hợp lý|an toàn|kịp|nên|thấu)|không hẳn|chưa chắc|"
    r"đâu (?:có|phải)|chứ (?:đâu|không phải)"
    r"|cũng (?:không|chẳng|chả)|(?:lý|đúng|đồng ý|tán thành|nhất trí)[^.;]{0,40}\bnhưng|rút ý kiến"
)
# An answer that begins with a "no" to what was said before it, and one that goes on from it.
NO = re.compile(
    r"\W*(?:không(?! (?:có|còn|những|chỉ|khí|ngừng|ai|ý kiến|gì|biết|rõ))|chẳng|đâu) (?=.{12})|\W*không phải\b",
    re.IGNORECASE,
)
THEN = re.compile(r"\W*(?:(?:vậy|thế|thôi)(?: thì)?|thì|được, (?:vì|nhưng)) (?=.{12})", re.IGNORECASE)
CONDITION = Wording(r"nếu|giả sử|trường hợp|trừ khi|mà không|đến khi|chừng nào")
# Somebody went and looked.
INQUIRY = Wording(
    r"(?:tôi|tui|em|mình|chúng tôi|tổ|nhóm)(?: \w+){0,1} (?:đo|đếm|hỏi|tra|xem lại|kiểm|thử|tính|đối chiếu|so)"
    r"|so với (?:năm|tháng|quý|đầu|cùng)"
)
# A state of affairs that somebody complains of or that is in want.
PROBLEM = Wording(
    r"chưa|không(?! (?:ngừng|những|khí|có ý kiến|ý kiến|gì|còn ý kiến|nói lại|nhắc lại|lặp lại))|thiếu|hỏng|"
    r"hư|chậm|trễ|khó(?! (?:lường|khăn))|"
    r"yếu|kém|bẩn|ô nhiễm|ngập|tắc|ùn|lầy|lấn|xuống cấp|tồn|nợ|mất|cháy|tai nạn|vắng|ít|giảm|tăng giá|bức xúc|phản ánh|"
    r"kêu|khổ|vất vả|nguy hiểm|lo ngại|bỏ học|nghỉ việc|đắt|cao quá|quá tải|vướng|vi phạm|trái|sai|lãng phí|hụt|"
    r"bất cập|phàn nàn|ồn|dột|sạt|nhưng|tuy nhiên|song"
)
DISAGREE = _any(
    r"khong (?:hoan toan )?(?:dong y|nhat tri|tan thanh|dong tinh|nen)|chua (?:dong y|nhat tri|tan thanh|"
    r"hop ly)|phan bien|phan doi"
    r"|ban khoan|co y kien khac|y kien khac voi|trai voi|khac y kien|nen sua|de nghi sua|de nghi bo|chua thoa dang"
    r"|chua cong bang|bao luu|can nhac lai|xem lai|khong ap dat"
)
QUESTION = re.compile(
    r"\?|(?<![a-z])(?:vi sao|tai sao|khi nao|bao gio|the nao|nhu the nao|bao nhieu|o dau|ai (?:lam|chiu|"
    r"phu trach)|cho hoi|xin hoi|"
    r"hoi ro|de nghi (?:noi|lam|tra loi|giai thich) ro)(?![a-z])"
)
PROPOSAL = Cue(
    "đề nghị|kiến nghị|đề xuất|xin nhận|nhận (?:làm|vận động|hướng dẫn|lập|mua|dọn)|nên|phải|cần|giao|"
    "phân công|cử người|mời|"
    "trước mắt|bổ sung|sửa|đổi|chuyển|mua|lập|ký|tổ chức|vận động|hướng dẫn|kiểm tra|báo cáo|trích|xin|cử",
    "de nghi|kien nghi|de xuat|xin nhan|phan cong|bo sung|van dong|huong dan|kiem tra",
)
REMEDY = Cue(
    "xin (?:sửa|bù|làm|nộp|hoàn thành|khắc phục|hứa|cam kết)|"
    "sẽ (?:sửa|khắc phục|bù|làm|nộp|hoàn thành|báo cáo|kiểm tra|đối chiếu|ghi|lập|đi|xong)|"
    "(?:đã |đang )?khắc phục|sửa xong|làm xong|bù lại|làm ngay|đã (?:dừng|sửa|nộp|trả|xin lỗi)|xin lỗi|"
    "cam kết|hứa|lần sau|"
    "từ (?:tuần|tháng|kỳ|hôm) (?:này|nay|sau|tới)|từ nay|trước ngày|hẹn|trong tuần|biện pháp",
    "khac phuc|sua xong|lam xong|xin sua|xin nop|cam ket|truoc ngay|lan sau",
)
FAULT = Cue(
    "nhận (?:khuyết điểm|thiếu sót|thiếu|trách nhiệm|lỗi|sai|để)|khuyết điểm|thiếu sót|tự phê bình|"
    "tự nhận|tự kiểm điểm|"
    "rút kinh nghiệm|để quên|bỏ quên|quên|chậm|trễ|"
    "chưa (?:làm|nộp|kiểm tra|đến|báo cáo|hoàn thành|phân loại|thực hiện|bám sát|chủ động|gương mẫu|"
    "sâu sát|kịp thời|mạnh dạn|"
    "nhắc nhở|thật sự|thực sự)|không (?:làm|nộp|báo|nói|lập|kiểm tra|đến|nhắc|ghi)|vắng|sai|bỏ sót|lơ là|nể nang|"
    "ngại va chạm|né tránh|thiếu gương mẫu|nóng nảy|nói nóng|to tiếng|muộn|ký khống|làm mất|làm hỏng|"
    "để (?:mất|hỏng|chậm|sót)",
    "khuyet diem|thieu sot|tu phe binh|tu nhan|rut kinh nghiem|ne nang|ngai va cham",
)
FIRST_PERSON = Cue("tôi|bản thân|chúng tôi|gia đình tôi|em", "ban than")
DONE = Cue(
    "đã|xong|đạt|đủ|hoàn thành|được|vượt|tổ chức|kết nạp|100%",
    "xong|hoan thanh|vuot|ket nap|100%",
)
NOT_DONE = Cue(
    "chưa|không (?:đạt|làm được|hoàn thành|xong|thực hiện được)|mới (?:đạt|được|có|làm|thu)|"
    r"còn (?:lại|\d+|một|hai|ba|thiếu|nợ)|chậm|trễ|hụt|tồn tại|dở dang|đang làm|đang thực hiện",
    r"chua|khong (?:dat|lam duoc|hoan thanh|xong|thuc hien duoc)|ton tai|do dang",
)
HEDGE = _any(
    r"doi luc|doi khi|co luc|co khi|co thoi diem|chua that su|chua thuc su|con han che|co ban|mot so|"
    r"mot bo phan|nhat dinh|"
    r"thinh thoang|nhieu khi|co nhung luc|co lan|chua cao|chua sau|chua nhieu|chua manh dan|phan nao|tuong doi|"
    r"noi chung|nhin chung"
)

UNSPECIFIC_ASSIGNEE = re.compile(
    r"^(?:cac |toan the |tat ca |moi |tung |100% )|^(?:dang vien|can bo|dong chi|moi nguoi|toan chi bo|chi bo|"
    r"cap uy|tap the|"
    r"cac dong chi|cac doan the|nguoi dan|nhan dan|ca chi bo|cac to|cac ban|cac hoi|gia dinh)$"
)

_WORDS = Path(__file__).parent / "words"


def _lines(name: str) -> list[str]:
    rows = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return [row.strip() for row in rows if row.strip() and not row.startswith("#")]


COMMON_WORDS = frozenset(_lines("common_words.txt"))
NOT_NAMES = frozenset(_lines("not_names.txt"))  # capitalised words that name an office, a body or a day
