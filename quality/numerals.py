"""Figures that minutes write in words: "ba chục hộ", "mười bảy người", "hai ngày".

Single number words are other words too ("năm" a year, "ba" a father, "Sáu" and "Bảy" names): only two of them in a row,
or one before something that is counted, make a figure. Marks are needed: folded, "ba" is also "bà".
"""

from __future__ import annotations

import re

from quality.patterns import whole_words

__all__ = ["in_words"]

_DIGITS = r"hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mấy|vài|dăm"
_TENS = r"mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|rưỡi"
_COUNTED = (
    r"hộ|nhà|người|em|cháu|cụ|trẻ|đồng chí|đảng viên|con|cái|chiếc|cây|máy|xe|ghe|thuyền|bao|tấm|cuốn|quyển|tờ|suất|"
    r"mét|thước|cây số|ki lô mét|phân|gang|sào|công|mẫu|héc ta|cân|ký|lạng|yến|tạ|tấn|khối|lít|đồng|"
    r"giờ|tiếng|phút|buổi|đêm|tuần|tháng|vụ|lần|chuyến|ca|căn|gian|phòng|lớp|điểm|phần (?:trăm|nghìn|ngàn|mười)"
)
# "một" alone is mostly an article; "hai mặt", "ba không" count nothing.
_NUMERAL = re.compile(
    whole_words(
        rf"(?:{_DIGITS}|một|hăm)(?: (?:{_DIGITS}|{_TENS}|mốt|linh|lẻ))* (?:{_TENS})(?: (?:mốt|{_DIGITS}))?"
        rf"|(?:mười|hăm) (?:một|{_DIGITS})"
        rf"|(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|dăm|chục) (?:{_COUNTED})"
    )
)


def in_words(text: str) -> int:
    """How many figures ``text`` has in words."""
    return sum(1 for _ in _NUMERAL.finditer(text.lower()))
