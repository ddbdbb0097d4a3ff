"""By what a finding is measured: the paragraph, its standing, and what this software had to decide itself."""

from __future__ import annotations

from collections.abc import Sequence

from quality.series.earlier import EARLIER, THEMES_2007, UNMENTIONED
from quality.series.model import SeriesEvidence, SeriesFinding, SeriesSource
from quality.series.months import last_month
from schemas import Severity

__all__ = [
    "ABSENCES",
    "COMBINE_BELOW",
    "FALL",
    "OFF",
    "RULES",
    "TREND_MONTHS",
    "UNIFIED_DAY",
    "UNIFIED_FROM",
    "finding",
    "source_of",
]

OFF = 2  # days from the fixed day that are no finding
UNIFIED_DAY = 3
UNIFIED_FROM = "2025-12"  # the first month after the instruction of 19/11/2025
COMBINE_BELOW = 15  # members; from here on the theme has a session of its own
TREND_MONTHS = 6  # meetings with a rate from which a trend is told
ABSENCES = 3  # excused absences in a row that are no finding, where the frame sets no limit of its own
FALL = 0.10  # of the members, over the whole period

_CHARTER = SeriesSource(
    paragraph="Điều lệ Đảng, Điều 22.4, 22.6, 24.2: chi bộ họp thường lệ mỗi tháng một lần", standing="F"
)
_THEMES = SeriesSource(
    paragraph="CT 50-CT/TW 23/7/2025, mục 2: sinh hoạt chuyên đề ít nhất mỗi quý một lần", standing="F"
)
_NUMBERS = SeriesSource(
    paragraph="HD 36-HD/VPTW 03/4/2018: số văn bản ghi liên tục theo từng loại trong nhiệm kỳ cấp ủy", standing="F2",
    decision="Số nhỏ hơn số trước được coi là bắt đầu nhiệm kỳ hoặc năm mới, không báo thiếu.",
)  # fmt: skip


# code -> source and severity; before the source was issued, `EARLIER` has another. `consecutive-absence` takes its
# source and limit from the frame in force.
RULES: dict[str, tuple[SeriesSource, Severity]] = {
    "missing-month": (_CHARTER, Severity.WARNING),
    "off-usual-day": (
        SeriesSource(
            paragraph="Ngày sinh hoạt cố định hằng tháng do chi bộ đăng ký", standing="U",
            decision=f"Ngày thường lệ là ngày của ít nhất một nửa số kỳ; lệch quá {OFF} ngày thì nêu, chỉ để lưu ý.",
        ),
        Severity.INFO,
    ),
    "off-unified-day": (
        SeriesSource(
            paragraph="HD 37-HD/BTGDVTW 19/11/2025: sinh hoạt chi bộ đúng ngày mồng 3 hằng tháng", standing="F",
            decision=f"Áp dụng từ tháng 12/2025; lệch quá {OFF} ngày thì nêu, chỉ để lưu ý.",
        ),
        Severity.INFO,
    ),
    "merged-meeting": (
        SeriesSource(
            paragraph="CT 50-CT/TW 23/7/2025 (nêu hạn chế: sinh hoạt lồng ghép với họp chuyên môn)", standing="F",
            decision="Nhận qua câu chữ ở phần mở đầu hoặc hai chi bộ cùng ngày, giờ, nơi họp: cần người xác minh.",
        ),
        Severity.WARNING,
    ),
    "no-thematic-in-quarter": (_THEMES, Severity.WARNING),
    "no-ho-chi-minh-theme-in-year": (
        SeriesSource(
            paragraph=f"{THEMES_2007}: mỗi năm ít nhất một chuyên đề học tập và làm theo Hồ Chí Minh", standing="F2"
        ),
        Severity.WARNING,
    ),
    "theme-without-own-minutes": (
        SeriesSource(paragraph=f"{THEMES_2007}: chuyên đề phải ghi biên bản riêng", standing="F2"), Severity.WARNING,
    ),
    "theme-combined-in-large-cell": (
        SeriesSource(
            paragraph=f"{THEMES_2007}: từ 15 đảng viên trở lên thì sinh hoạt chuyên đề riêng", standing="F2",
            decision="Cùng đoạn đó cho phép tùy tình hình và HD 42-HD/BTCTW không nhắc lại: chỉ cảnh báo.",
        ),
        Severity.WARNING,
    ),
    "number-gap": (_NUMBERS, Severity.INFO),
    "number-repeated": (_NUMBERS, Severity.INFO),
    "copied-text": (
        SeriesSource(
            paragraph="CT 50-CT/TW 23/7/2025 (nêu hạn chế: sinh hoạt hình thức)", standing="F",
            decision="Nêu khi từ một nửa nội dung trùng với một kỳ trước (chuỗi 5 tiếng, bỏ qua con số).",
        ),
        Severity.WARNING,
    ),
    "attendance-falling": (
        SeriesSource(
            paragraph="HD 12-HD/BTCTW 06/7/2018, mục II.3 và HD 42-HD/BTCTW 28/10/2025: tỷ lệ đảng viên dự sinh hoạt",
            standing="F2",
            decision=f"Xu hướng là độ dốc trung vị từ {TREND_MONTHS} kỳ trở lên; nêu khi giảm từ 10 điểm phần trăm.",
        ),
        Severity.WARNING,
    ),
    "consecutive-absence": (
        SeriesSource(
            paragraph="HD 12-HD/BTCTW 06/7/2018, mục II.3; phiếu An Phú, KH 08-KH/ĐU 19/9/2025, nhóm 2: "
            "không vắng có lý do quá 3 lần liên tiếp trong năm",
            standing="F2",
            decision="Khung đang áp dụng không nêu giới hạn nên dùng giới hạn 3 của hai văn bản này.",
        ),
        Severity.WARNING,
    ),
    "unexcused-three-months": (
        SeriesSource(
            paragraph="Điều lệ Đảng, Điều 8.1: bỏ sinh hoạt 3 tháng trong năm không có lý do chính đáng", standing="F",
            decision="Chỉ đếm các kỳ biên bản ghi rõ là vắng không lý do.",
        ),
        Severity.WARNING,
    ),
    "task-carried-over": (
        SeriesSource(
            paragraph="HD 42-HD/BTCTW 28/10/2025, tiêu chí 6: kết quả thực hiện kết luận, nghị quyết kỳ trước",
            standing="F2",
        ),
        Severity.WARNING,
    ),
    "tasks-not-followed-up": (
        SeriesSource(
            paragraph="HD 42-HD/BTCTW 28/10/2025, tiêu chí 6: kết quả thực hiện kết luận, nghị quyết kỳ trước",
            standing="F2",
            decision=UNMENTIONED,
        ),
        Severity.WARNING,
    ),
    "no-superior-in-half-year": (
        SeriesSource(
            paragraph="CT 50-CT/TW 23/7/2025 (nêu hạn chế: cấp ủy cấp trên kiểm tra, dự sinh hoạt chưa thường xuyên)",
            standing="F",
            decision="Không có định mức chung; nêu khi cả sáu tháng đủ biên bản đều không ghi cấp trên dự.",
        ),
        Severity.INFO,
    ),
}  # fmt: skip


def source_of(code: str, period: str | None) -> SeriesSource:
    """What a finding is measured by in ``period`` (YYYY, YYYY-Hn, YYYY-Qn, YYYY-MM; its last month counts; None: as
    today)."""
    source = RULES[code][0]
    if period is not None:
        last = last_month(period)
        for until, earlier in EARLIER.get(code, ()):
            if last < until:
                source = earlier
    return source


def finding(
    code: str,
    vi: str,
    en: str,
    *,
    period: str | None,
    evidence: Sequence[SeriesEvidence],
    record_ids: Sequence[str] = (),
    source: SeriesSource | None = None,
    of_person: bool = False,
) -> SeriesFinding:
    """A finding with the severity of its rule and the source of its time; ``source`` where the frame in force has its
    own."""
    return SeriesFinding(
        code=code,
        message=vi,
        message_en=en,
        severity=RULES[code][1],
        period=period,
        record_ids=list(record_ids),
        evidence=list(evidence),
        source=source or source_of(code, period),
        of_person=of_person,
    )
