"""Minutes with a text layer, drawn by fpdf2: many small papers that need no recognition."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from fpdf import FPDF

__all__ = ["write_minutes"]

CELLS = 40
_LINES = """ĐẢNG BỘ XÃ MẪU {commune}
CHI BỘ THÔN {cell}
BIÊN BẢN
Họp chi bộ thường kỳ tháng {month:02d}/{year}
Hôm nay, hồi 19 giờ 30 phút, ngày 03 tháng {month:02d} năm {year}, tại nhà văn hoá thôn {cell}.
Chủ trì: đồng chí Vũ Văn Lành, Bí thư chi bộ. Thư ký: đồng chí Đặng Thị Nết.
Tổng số đảng viên: {members}; có mặt: {present}; vắng: {absent}.
Đồng chí Bùi Hữu Vững: đề nghị nạo vét tuyến mương số {number} trước ngày 20/{month:02d}/{year}.
Đồng chí Lê Ngọc Xoan: số hộ chưa nộp quỹ còn {number} hộ, giao tổ 2 vận động.
Chi bộ quyết nghị: giao đồng chí Bùi Hữu Vững phụ trách nạo vét mương, hoàn thành trước ngày 20/{month:02d}/{year}.
Biểu quyết: {present}/{present} đồng chí tán thành.
Cuộc họp kết thúc hồi 21 giờ 00 phút cùng ngày."""


def write_minutes(path: Path, number: int) -> None:
    """The ``number``-th paper: forty cells, one meeting a month each, from 2015 on."""
    page = FPDF()
    page.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    page.add_page()
    page.add_font("noto", "", str(files("ocrmypdf").joinpath("data", "NotoSans-Regular.ttf")))
    page.set_font("noto", size=11)
    month, members = number // CELLS, 12 + number % 9
    values = {
        "commune": number % CELLS // 20 + 1, "cell": number % CELLS + 1, "month": month % 12 + 1, "year": 2015 + month // 12,
        "members": members, "present": members - number % 3, "absent": number % 3, "number": number % 17 + 2,
    }  # fmt: skip
    for line in _LINES.format(**values).splitlines():
        page.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    path.write_bytes(bytes(page.output()))
