"""What repair knows of the language: set phrases of these papers that no wrong mark leaves a word, and common words.

Written for this purpose; no list of others is in it.
"""

from __future__ import annotations

import unicodedata

__all__ = ["COMMON", "PHRASES", "UNLESS", "fold"]

_SET = """
chi bộ|chi ủy|chi uỷ|đảng bộ|đảng viên|đảng ủy|đảng uỷ|đảng phí|đồng chí|bí thư|nghị quyết|biểu quyết|biên bản|dự thảo
chuyên đề|sinh hoạt|thư ký|cấp ủy|cấp uỷ|ủy viên|uỷ viên|ủy ban|uỷ ban|nhân dân|nhiệm vụ|kết luận|thảo luận|thống nhất
kiểm tra|giám sát|kế hoạch|báo cáo|chỉ đạo|lãnh đạo|khắc phục|hạn chế|tồn tại|nguyên nhân|giải pháp|tuyên truyền
vận động|quần chúng|thực hiện|triển khai|văn hóa|văn hoá|nông thôn
"""


def fold(text: str) -> str:
    """Small letters without marks; đ becomes d."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _phrases() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Folded pair to its spellings: "chi ủy" and "chi uỷ" are both in use."""
    out: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for phrase in _SET.replace("\n", "|").split("|"):
        words = phrase.split()
        if len(words) == 2:
            out.setdefault((fold(words[0]), fold(words[1])), set()).add((words[0], words[1]))
    return out


PHRASES = _phrases()

# Pairs that look like a set phrase with a wrong mark and are words of their own: before these words, or (empty) always.
UNLESS: dict[tuple[str, str], frozenset[str]] = {
    ("chỉ", "bộ"): frozenset({"phận", "đội", "máy", "môn", "chính", "tư", "mặt", "trưởng"}),
    ("chỉ", "ủy"): frozenset({"quyền", "thác", "nhiệm", "ban"}),
    ("chỉ", "uỷ"): frozenset({"quyền", "thác", "nhiệm", "ban"}),
    ("chị", "ủy"): frozenset(),
    ("chị", "uỷ"): frozenset(),
    ("chi", "bò"): frozenset(),
    ("đang", "ủy"): frozenset(),
    ("đang", "uỷ"): frozenset(),
    ("đăng", "bộ"): frozenset(),  # to enter into a register
    ("đồng", "chi"): frozenset(),  # "2 triệu đồng chi cho"
    ("đồng", "chỉ"): frozenset(),  # "2 triệu đồng chỉ đủ"
    ("đông", "chí"): frozenset(),  # the winter solstice
    ("bì", "thư"): frozenset(),
    ("thử", "ký"): frozenset(),
    ("cấp", "úy"): frozenset(),
    ("chuyên", "để"): frozenset(),
    ("giảm", "sát"): frozenset({"thương", "sinh"}),
    ("thông", "nhất"): frozenset(),
    ("báo", "cao"): frozenset(),
    ("biến", "bản"): frozenset(),  # "phổ biến bản"
    ("nhận", "dân"): frozenset(),
}

_COMMON = """
và của các có là cho được trong với không những một này khi để đã đến từ về ra vào tại theo đối trên dưới cũng như
người việc công tác chi bộ đảng viên đồng chí thôn xã huyện tỉnh họp biên bản nghị quyết tháng ngày năm giờ phút
nội dung kết quả thực hiện nhiệm vụ kế hoạch báo cáo ý kiến thảo luận biểu tán thành thống nhất phân giao hoàn còn
nhưng chưa phải cần tiếp tục tăng cường tuyên truyền vận động nhân dân kinh tế văn hóa quốc phòng an ninh môi trường
"""
COMMON: frozenset[str] = frozenset(_COMMON.split())
