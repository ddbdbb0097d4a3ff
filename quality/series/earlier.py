"""By what a meeting is measured that was held before the source of today's rule was issued.

A meeting is measured by what was known when it was held. Where no text of that time was seen, this is said.
"""

from __future__ import annotations

from quality.series.model import SeriesSource

__all__ = ["EARLIER", "THEMES_2007", "UNMENTIONED"]

THEMES_2007 = "HD 05-HD/BTCTW 25/5/2007, theo bài trao đổi về sinh hoạt chuyên đề 09/4/2011"
UNMENTIONED = "Nêu khi kỳ sau không nhắc đến quá nửa số việc đã giao (ít nhất hai việc)."
# The months before which what was issued on 23/7/2025, 28/10/2025, 06/7/2018, 03/4/2018 and 25/5/2007 is no measure.
_CT_50, _HD_42, _HD_12, _HD_36, _HD_05 = "2025-07", "2025-10", "2018-07", "2018-04", "2007-05"


def _unknown(what: str, later: str, decision: str = "") -> SeriesSource:
    """The rule without a text: ``later`` says it for later meetings."""
    said = f"Chưa rõ văn bản nào quy định vào thời điểm này; {later} nêu về sau: chỉ để lưu ý."
    return SeriesSource(paragraph=what, standing="U", decision=f"{said} {decision}".strip())


def _themes(what: str) -> tuple[tuple[str, SeriesSource], ...]:
    return ((_HD_05, _unknown(what, "HD 05-HD/BTCTW năm 2007")),)


def _followed(decision: str | None) -> tuple[tuple[str, SeriesSource], ...]:
    in_2018 = "HD 12-HD/BTCTW 06/7/2018, mục II.3: kết quả thực hiện kết luận, nghị quyết của chi bộ"
    before = "Kết quả thực hiện kết luận, nghị quyết kỳ trước"
    return (
        (_HD_42, SeriesSource(paragraph=in_2018, standing="F", decision=decision)),
        (_HD_12, _unknown(before, "HD 12-HD/BTCTW năm 2018", decision or "")),
    )


_NUMBERS = _unknown(
    "Số văn bản ghi liên tục theo từng loại",
    "HD 36-HD/VPTW năm 2018",
    "Số nhỏ hơn số trước được coi là bắt đầu nhiệm kỳ hoặc năm mới, không báo thiếu.",
)
# code -> (month, the source before it), latest first.
EARLIER: dict[str, tuple[tuple[str, SeriesSource], ...]] = {
    "merged-meeting": (
        (
            _CT_50,
            SeriesSource(
                paragraph="Sinh hoạt chi bộ không ghép với cuộc họp khác",
                standing="F2",
                decision="CT 50-CT/TW nêu hạn chế này về sau; văn bản của thời điểm này chưa được xem: cần người xác "
                "minh.",
            ),
        ),
    ),
    "no-thematic-in-quarter": (
        (_CT_50, SeriesSource(paragraph=f"{THEMES_2007}: mỗi quý một lần", standing="F2")),
        *_themes("Sinh hoạt chuyên đề mỗi quý một lần"),
    ),
    "no-ho-chi-minh-theme-in-year": _themes("Mỗi năm ít nhất một chuyên đề về Hồ Chí Minh"),
    "theme-without-own-minutes": _themes("Sinh hoạt chuyên đề ghi biên bản riêng"),
    "theme-combined-in-large-cell": _themes("Từ 15 đảng viên trở lên thì sinh hoạt chuyên đề riêng"),
    "number-gap": ((_HD_36, _NUMBERS),),
    "number-repeated": ((_HD_36, _NUMBERS),),
    "copied-text": (
        (
            _CT_50,
            SeriesSource(
                paragraph="Sinh hoạt chi bộ không hình thức, đơn điệu (các bài viết trước 2025 về sinh hoạt chi bộ)",
                standing="F2",
                decision="Nêu khi từ một nửa nội dung trùng với một kỳ trước (chuỗi 5 tiếng, bỏ qua con số).",
            ),
        ),
    ),
    "attendance-falling": (
        (
            _HD_12,
            _unknown(
                "Tỷ lệ đảng viên dự sinh hoạt",
                "HD 12-HD/BTCTW năm 2018",
                "Xu hướng là độ dốc trung vị từ 6 kỳ trở lên; nêu khi giảm từ 10 điểm phần trăm.",
            ),
        ),
    ),
    "consecutive-absence": (
        (
            _HD_12,
            _unknown(
                "Không vắng có lý do quá 3 lần liên tiếp trong năm",
                "HD 12-HD/BTCTW năm 2018",
            ),
        ),
    ),
    "task-carried-over": _followed(None),
    "tasks-not-followed-up": _followed(UNMENTIONED),
    "no-superior-in-half-year": (
        (
            _CT_50,
            _unknown(
                "Cấp ủy cấp trên theo dõi, dự sinh hoạt chi bộ",
                "CT 50-CT/TW năm 2025",
                "Không có định mức chung; nêu khi cả sáu tháng đủ biên bản đều không ghi cấp trên dự.",
            ),
        ),
    ),
}
