"""What stands in the drawn tables: invented persons, tasks and targets, as grids of cells with spans and ticks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["LAYOUTS", "UNSEEN_LAYOUT", "GoldCell", "Plan", "plan"]

_FAMILY = ("Bàn", "Cù", "Giàng", "Hứa", "Lò", "Mạc", "Nông", "Ông", "Quản", "Sầm", "Thạch", "Ung", "Viên", "Yên", "Đàm")
_MIDDLE = ("Văn", "Thị", "Hữu", "Quốc", "Thị Kim", "Xuân", "Đình", "Ngọc", "Bá", "Thúy")
_GIVEN = ("Bưởi", "Cẩn", "Dậu", "Giỏi", "Hoạch", "Khuyến", "Lượm", "Mừng", "Nghị", "Oánh", "Phượng", "Quyển", "Rạng")
_GIVEN += ("Sửu", "Tỵ", "Uyển", "Vĩnh", "Xuyến", "Yểng", "Đậu")
_POSTS = ("Bí thư", "Phó Bí thư", "Chi ủy viên", "Đảng viên", "Đảng viên dự bị", "Tổ trưởng")
_REASONS = ("đi công tác", "ốm", "nằm viện", "việc gia đình", "không lý do", "chăm con nhỏ", "trực ca đêm")
_TASKS = (
    "Nạo vét kênh nội đồng đoạn cầu Gỗ",
    "Vận động các hộ nộp quỹ phòng chống thiên tai",
    "Lập danh sách hộ vay vốn ưu đãi gửi ngân hàng",
    "Kiểm tra vệ sinh khu chợ",
    "Trồng hoa hai bên đường trục thôn",
    "Hướng dẫn bà con tiêm phòng cho đàn trâu bò",
    "Sửa loa truyền thanh xóm Đồi",
    "Rà soát hồ sơ kết nạp quần chúng ưu tú",
)
_TARGETS = (
    ("Diện tích ngô xuân (ha)", "14", "12,5", "89,3%"),
    ("Thu quỹ vì người nghèo (triệu đồng)", "9", "9,4", "104%"),
    ("Hộ đạt gia đình văn hóa", "120", "117", "97,5%"),
    ("Trồng cây phân tán (cây)", "650", "700", "107,7%"),
    ("Đảng viên học nghị quyết", "31", "31", "100%"),
    ("Kết nạp đảng viên mới", "2", "1", "50%"),
    ("Bê tông hóa ngõ xóm (m)", "480", "300", "62,5%"),
)


@dataclass(frozen=True)
class GoldCell:
    """A cell as it was drawn: 0-based place, extent in rows and columns, text, and whether it holds a tick."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    ticked: bool = False
    centred: bool = False
    head: bool = False


@dataclass(frozen=True)
class Plan:
    """A table before it is drawn: relative column widths and cells."""

    rows: int
    widths: tuple[float, ...]
    cells: tuple[GoldCell, ...]


def plan(layout: str, rng: random.Random, rows: int) -> Plan:
    """A table of ``layout`` (one of `LAYOUTS` or `UNSEEN_LAYOUT`) with about ``rows`` rows below its header."""
    return _MAKERS[layout](rng, rows)


def _people(rng: random.Random, count: int) -> list[str]:
    names: list[str] = []
    while len(names) < count:
        name = f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"
        if name not in names:
            names.append(name)
    return names


def _head(titles: tuple[str, ...], row: int = 0) -> list[GoldCell]:
    return [GoldCell(row, i, text=t, centred=True, head=True) for i, t in enumerate(titles)]


def _roll(rng: random.Random, rows: int) -> Plan:
    cells = _head(("TT", "Họ và tên", "Chức vụ", "Có mặt", "Vắng", "Lý do"))
    for i, name in enumerate(_people(rng, rows)):
        absent = rng.random() < 0.25
        cells += [
            GoldCell(i + 1, 0, text=str(i + 1), centred=True),
            GoldCell(i + 1, 1, text=name),
            GoldCell(i + 1, 2, text=rng.choice(_POSTS)),
            GoldCell(i + 1, 3, ticked=not absent, centred=True),
            GoldCell(i + 1, 4, ticked=absent, centred=True),
            GoldCell(i + 1, 5, text=rng.choice(_REASONS) if absent else ""),
        ]
    return Plan(rows + 1, (0.6, 2.8, 2.2, 1.1, 1.0, 2.0), tuple(cells))


def _spanned(rng: random.Random, rows: int) -> Plan:
    cells = [
        GoldCell(0, 0, 2, 1, "STT", centred=True, head=True),
        GoldCell(0, 1, 2, 1, "Họ và tên", centred=True, head=True),
        GoldCell(0, 2, 2, 1, "Có mặt", centred=True, head=True),
        GoldCell(0, 3, 1, 2, "Vắng mặt", centred=True, head=True),
        GoldCell(0, 5, 2, 1, "Ghi chú", centred=True, head=True),
        GoldCell(1, 3, text="Có phép", centred=True, head=True),
        GoldCell(1, 4, text="Không phép", centred=True, head=True),
    ]
    for i, name in enumerate(_people(rng, rows)):
        state = rng.choice((2, 2, 2, 3, 4))
        cells += [GoldCell(i + 2, 0, text=f"{i + 1:02d}", centred=True), GoldCell(i + 2, 1, text=name)]
        cells += [GoldCell(i + 2, c, ticked=c == state, centred=True) for c in (2, 3, 4)]
        cells.append(GoldCell(i + 2, 5, text=rng.choice(_REASONS) if state == 3 and rng.random() < 0.7 else ""))
    return Plan(rows + 2, (0.7, 3.0, 1.1, 1.2, 1.5, 2.2), tuple(cells))


def _tasks(rng: random.Random, rows: int) -> Plan:
    cells = _head(("TT", "Nhiệm vụ", "Người thực hiện", "Thời hạn"))
    for i, (name, task) in enumerate(zip(_people(rng, rows), rng.choices(_TASKS, k=rows), strict=True)):
        due = f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2025"
        cells += [
            GoldCell(i + 1, 0, text=str(i + 1), centred=True),
            GoldCell(i + 1, 1, text=task),
            GoldCell(i + 1, 2, text=name),
            GoldCell(i + 1, 3, text=due, centred=True),
        ]
    return Plan(rows + 1, (0.6, 4.0, 2.6, 1.8), tuple(cells))


def _targets(rng: random.Random, rows: int) -> Plan:
    cells = _head(("TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đạt", "Hoàn thành"))
    for i, row in enumerate(rng.sample(_TARGETS, min(rows, len(_TARGETS)))):
        cells += [GoldCell(i + 1, 0, text=str(i + 1), centred=True), GoldCell(i + 1, 1, text=row[0])]
        cells += [GoldCell(i + 1, 2 + k, text=value, centred=True) for k, value in enumerate(row[1:])]
        cells.append(GoldCell(i + 1, 5, ticked=float(row[3].strip("%").replace(",", ".")) >= 100, centred=True))
    return Plan(max(c.row for c in cells) + 1, (0.6, 3.6, 1.2, 1.2, 1.1, 1.4), tuple(cells))


def _months(rng: random.Random, rows: int) -> Plan:
    """Kept unseen while the reader was tuned: many narrow columns of ticks, and a total that spans two columns."""
    cells = [
        GoldCell(0, 0, 2, 1, "TT", centred=True, head=True),
        GoldCell(0, 1, 2, 1, "Tên đảng viên", centred=True, head=True),
        GoldCell(0, 2, 1, 6, "Dự sinh hoạt các tháng", centred=True, head=True),
        GoldCell(0, 8, 2, 1, "Số buổi", centred=True, head=True),
    ]
    cells += [GoldCell(1, 2 + k, text=f"T{k + 1}", centred=True, head=True) for k in range(6)]
    sums = [0] * 6
    for i, name in enumerate(_people(rng, rows)):
        there = [rng.random() < 0.8 for _ in range(6)]
        sums = [a + b for a, b in zip(sums, there, strict=True)]
        cells += [GoldCell(i + 2, 0, text=str(i + 1), centred=True), GoldCell(i + 2, 1, text=name)]
        cells += [GoldCell(i + 2, 2 + k, ticked=v, centred=True) for k, v in enumerate(there)]
        cells.append(GoldCell(i + 2, 8, text=str(sum(there)), centred=True))
    last = rows + 2
    cells.append(GoldCell(last, 0, 1, 2, "Cộng", centred=True))
    cells += [GoldCell(last, 2 + k, text=str(v), centred=True) for k, v in enumerate(sums)]
    cells.append(GoldCell(last, 8, text=str(sum(sums)), centred=True))
    return Plan(rows + 3, (0.6, 2.8, 0.75, 0.75, 0.75, 0.75, 0.75, 0.75, 1.1), tuple(cells))


_MAKERS: dict[str, Callable[[random.Random, int], Plan]] = {
    "roll": _roll,
    "spanned": _spanned,
    "tasks": _tasks,
    "targets": _targets,
    "months": _months,
}
LAYOUTS = ("roll", "spanned", "tasks", "targets")
UNSEEN_LAYOUT = "months"
