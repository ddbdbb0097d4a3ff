"""When and where, as people tell it: beside the date, at the end, on the clock of twelve hours."""

from __future__ import annotations

import pytest
from minutes_texts import read


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Ngày 9-2-2012, 7 giờ tối, nhà đ/c Lò Văn Inh.", "nhà đ/c Lò Văn Inh"),
        ("Ngày 9/2/2012, 19h15, sân kho Đội 3. Đủ cả.", "sân kho Đội 3"),
        ("Đêm 21-2-2012, 22h, tại rẫy ông Sáng.", "rẫy ông Sáng"),
        ("- Hội trường nhà ăn ca, ngày 21/02/2012.", "Hội trường nhà ăn ca"),
        (
            "Vào sáng chủ nhật 02 tháng 12 năm 2012, lúc tám giờ, ở trụ sở Hội Người cao tuổi phường.",
            "trụ sở Hội Người cao tuổi phường",
        ),
        ("Ngày 9/2/2012, 19h. Bàn việc giữ tài sản khi có tai nạn.", None),
    ],
)
def test_place(opening, place):
    assert read(opening=opening, attendance="", officers="", first="", closing="Tan họp.").held.place == place


def test_an_old_formula_at_the_end_gives_date_and_place():
    item = read(
        title="BIÊN BẢN HỘI NGHỊ CHI BỘ",
        header="Chi bộ Đội 3",
        opening="Mở đầu, đồng chí Bí thư nêu lý do họp.",
        closing="Biên bản này làm tại sân kho Đội 3, đọc lại cho mọi người nghe, viết xong lúc 9 giờ 40 đêm mồng 6 tháng 11 năm 1993.",
    )
    assert (item.held.date, item.held.end, item.held.place) == ("1993-11-06", "21:40", "sân kho Đội 3")


def test_an_end_on_the_clock_of_twelve_hours():
    item = read(opening="Ngày 9-2-2012, 7 giờ tối, nhà đ/c Inh.", closing="Nghỉ lúc 9 giờ rưỡi.")
    assert (item.held.start, item.held.end, item.held.duration_minutes) == ("19:00", "21:30", 150)
    assert "/held/end" in item.inferred


def test_an_end_before_the_start_on_the_full_clock_stays_a_contradiction():
    item = read(opening="Bắt đầu: 21 giờ 40' ngày 14/10/2016.", closing="Họp xong hồi 21 giờ 15'.")
    assert (item.held.start, item.held.end, item.held.duration_minutes) == ("21:40", "21:15", None)


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("CHI BỘ THÔN BÃI DÂU\nSố : 09 / BB", "09/BB"),
        ("CHI BỘ THÔN BÃI DÂU\nSố: 12 - NQ / CB", "12-NQ/CB"),
        ("CHI BỘ THÔN BÃI DÂU\nSố:      /BB", None),
    ],
)
def test_number_keeps_to_its_row(header, number):
    assert read(header=header).number == number


@pytest.mark.parametrize(
    "closing", ["Chi bộ nghe đọc biên bản và không có ý kiến khác.", "Đọc lại biên bản cho mọi người nghe."]
)
def test_read_back(closing):
    assert read(closing=closing).closing.read_back is True
