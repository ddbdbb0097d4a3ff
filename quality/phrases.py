"""Wording of the genre, folded (lower case, no marks): what fits any meeting of any cell, and what argues.

Sources: the list of formulaic phrases of regulations and published sheets (CT 50-CT/TW names the failings), general
knowledge of the genre. No phrase names a person, place or matter, so none can be what a meeting was about.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = [
    "ASSENT",
    "CAUSE",
    "COMMON_WORDS",
    "DISAGREE",
    "DONE",
    "FAULT",
    "FIRST_PERSON",
    "FUNCTION_WORDS",
    "GENERIC_PHRASES",
    "HEDGE",
    "NOT_DONE",
    "NOT_NAMES",
    "PROPOSAL",
    "QUESTION",
    "REMEDY",
    "TIMIDITY",
    "UNSPECIFIC_ASSIGNEE",
    "Cue",
]


def _any(words: str) -> re.Pattern[str]:
    """Pattern for any of the ``|``-separated folded wordings as whole words."""
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


class Cue:
    """Wording looked for with its marks, and without them where that is not mistaken for another word ("mua" is also
    "mưa", "toi" also "tối")."""

    def __init__(self, marked: str, folded: str) -> None:
        self._marked = re.compile(rf"(?<!\w)(?:{marked})(?!\w)", re.IGNORECASE)
        self._folded = _any(folded)

    def start(self, text: str, folded: str) -> int | None:
        """Where the first such wording starts (text and its folded form have the same positions); None if nowhere."""
        found = [m.start() for m in (self._marked.search(text), self._folded.search(folded)) if m is not None]
        return min(found, default=None)

    def found(self, text: str, folded: str) -> bool:
        return self._marked.search(text) is not None or self._folded.search(folded) is not None


ASSENT = _any(
    r"(?:hoan toan |co ban |deu |cung )?(?:nhat tri|dong y|thong nhat|tan thanh)(?: cao| hoan toan| tuyet doi)?"
    r"(?: voi)?(?: cac)?(?: noi dung| bao cao| ban| y kien| du thao| ban tu kiem diem)?"
    r"|khong co y kien(?: gi)?(?: khac| them)?|khong con y kien nao(?: khac)?|y kien nhu tren|xin het"
)
# On the marked text: folded, "do" is also "đo" and "nen" also "nền", and every second sentence would give a reason.
CAUSE = re.compile(
    r"(?<!\w)(?:vì|do|bởi|bởi vì|tại vì|nguyên nhân|lý do|cho nên|dẫn đến|làm cho|khiến|không thì|nếu không|sợ|"
    r"ngại|ảnh hưởng|"
    r"kẻo|lo|thiếu|mà không|mới được|vẫn không)(?!\w)",
    re.IGNORECASE,
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
    r"chua cao|chua sau|chua nhieu|chua manh dan|phan nao|tuong doi|noi chung|nhin chung"
)
TIMIDITY = _any(r"ne nang|ne tranh|ngai va cham|di hoa vi quy")

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
FUNCTION_WORDS = frozenset(_lines("function_words.txt"))
NOT_NAMES = frozenset(_lines("not_names.txt"))  # capitalised words that name an office, a body or a day
# Phrases of the genre that carry no matter of their own. A statement made of them and of function words says nothing.
GENERIC_PHRASES = tuple(_lines("generic_phrases.txt"))
