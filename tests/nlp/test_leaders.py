"""The dots of printed forms are blank to the rules; what is written between them keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutes_texts import read

from nlp.leaders import without_leaders


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Có mặt: ....19.... đ/c.", "Có mặt: 19 đ/c."),
        ("Vắng: ...02... đ/c (có phép: ..01.. ; không phép: ..01..).", "Vắng: 02 đ/c (có phép: 01 ; không phép: 01 )."),
        ("Chủ trì: ______Tạ Quang Lựu______ Chức vụ: ____Bí thư____", "Chủ trì: Tạ Quang Lựu Chức vụ: Bí thư"),
        ("Thư ký : …………Mai Thị Sim…………", "Thư ký : Mai Thị Sim"),
        (
            "Thời gian: ... 19 ... giờ ... 30 ..., ngày .. 5 ../.. 4 ../ 2006",
            "Thời gian: 19 giờ 30 , ngày 5 / 4 / 2006",
        ),
        ("Địa điểm: . . . . . Nhà văn hóa . . . . .", "Địa điểm: Nhà văn hóa"),
    ],
)
def test_answers_between_dots(row, words):
    cleared = without_leaders(row)
    assert len(cleared) == len(row)
    assert " ".join(cleared.split()) == words


@pytest.mark.parametrize(
    "row",
    [
        "Một số hộ còn thả rông trâu, bò, lợn...",
        "- Đ/c Nghiến: đường hỏng, cống tắc... phải làm ngay.",
        "Số 07-BB/CB. Ngày 12.3.2006.",
        "v.v... và những việc khác.",
        "Kinh phí 1.200.000 đồng.",
    ],
)
def test_ellipses_and_figures_stay(row):
    assert without_leaders(row) == row


@given(st.text(alphabet="Đảng bộ: .…_·0123456789\n(;)", max_size=80))
def test_nothing_but_marks_is_changed(text):
    cleared = without_leaders(text)
    assert len(cleared) == len(text)
    assert all(a == b or (a in "._…· " and b == "\N{NO-BREAK SPACE}") for a, b in zip(text, cleared, strict=True))


FORM = """1. Tổng số đảng viên: ....21.... đ/c. Trong đó: chính thức ....19.... đ/c; dự bị ....02.... đ/c.
2. Có mặt: ....19.... đ/c.
3. Vắng: ...02... đ/c (có lý do: ..01.. ; không lý do: ..01..).
    Tên người vắng: .......Đinh Thị Vải (nuôi con ốm), Lục Văn Én.......
4. Cấp trên dự: ......đ/c Bùi Đức Thiện, Phó Bí thư Đảng ủy xã......
5. Chủ trì: .....Tạ Quang Lựu..... Chức vụ: .....Bí thư chi bộ, Trưởng thôn.....
6. Thư ký: .....Mai Thị Sim.....
7. Đảng phí đã thu: ....19.... đ/c, số tiền: ....76.500.... đồng."""


def test_a_form_is_read_and_each_answer_has_its_evidence():
    item = read(opening="Thời gian: ...19... giờ ...30..., ngày ...5.../...4.../2006.", attendance=FORM, officers="")
    attendance = item.attendance
    assert (attendance.total, attendance.official, attendance.probationary) == (21, 19, 2)
    assert (attendance.present, attendance.absent, attendance.absent_excused, attendance.absent_unexcused) == (
        19,
        2,
        1,
        1,
    )
    assert [(a.name, a.reason) for a in attendance.absentees] == [("Đinh Thị Vải", "nuôi con ốm"), ("Lục Văn Én", None)]
    assert item.chair.name == "Tạ Quang Lựu" and item.chair.role == "Bí thư chi bộ, Trưởng thôn"
    assert item.secretary.name == "Mai Thị Sim"
    assert [(s.name, s.role) for s in item.superiors] == [("Bùi Đức Thiện", "Phó Bí thư Đảng ủy xã")]
    assert (item.dues.paid, item.dues.amount_vnd) == (19, 76500)
    assert (
        "21" in item.evidence["/attendance/total"].text and "Vải" in item.evidence["/attendance/absentees/0/name"].text
    )


def test_a_blank_form_states_nothing():
    rows = FORM
    for answer in (
        "21",
        "19",
        "02",
        "01",
        "Đinh Thị Vải (nuôi con ốm), Lục Văn Én",
        "đ/c Bùi Đức Thiện, Phó Bí thư Đảng ủy xã",
        "Tạ Quang Lựu",
        "Bí thư chi bộ, Trưởng thôn",
        "Mai Thị Sim",
        "76.500",
    ):
        rows = rows.replace(answer, "....")
    item = read(attendance=rows, officers="")
    assert item.attendance.total is None and item.attendance.absentees == [] and item.dues.amount_vnd is None
