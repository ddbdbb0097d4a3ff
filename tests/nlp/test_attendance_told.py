"""Attendance in running text: counts in words, figures before the word, parts of a whole, a roll call at the end."""

from __future__ import annotations

import pytest
from minutes_texts import read

FIELDS = (
    "total", "official", "probationary", "exempt", "required", "present", "present_official", "present_probationary",
    "absent", "absent_excused", "absent_unexcused",
)  # fmt: skip


def stated(form: str) -> dict[str, int]:
    attendance = read(attendance=form).attendance
    return {name: value for name in FIELDS if (value := getattr(attendance, name)) is not None}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Dự họp có mười chín trong số hai mươi mốt đảng viên của chi bộ.", {"total": 21, "present": 19}),
        (
            "Trong hai mươi mốt đảng viên của chi bộ có mười chín người đến họp, hai người vắng đều có phép.",
            {"total": 21, "present": 19, "absent": 2, "absent_excused": 2},
        ),
        (
            "Chi bộ ta có mười hai đảng viên, hôm nay mười một đồng chí có mặt, một đồng chí vắng.",
            {"total": 12, "present": 11, "absent": 1},
        ),
        ("Có 19/21 đảng viên dự.", {"total": 21, "present": 19}),
        ("Số đến họp 15 trên 17. Thiếu 2 đ/c.", {"total": 17, "present": 15, "absent": 2}),
        ("Sổ đảng có 40 đồng chí. Tối nay đến 31, vắng 9.", {"present": 31, "absent": 9}),
        ("TSĐV 11. CM 10. V 1 (P).", {"total": 11, "present": 10, "absent": 1}),
        ("Đủ 11/11 đ/c.", {"total": 11, "present": 11}),
        ("Họp có 13 đ/c, 2 đ/c đi vắng.", {"present": 13, "absent": 2}),
        (
            "Triệu tập: 27 đảng viên (19 CT + 8 DB). Dự tại phòng: 16. Dự qua Zoom: 9. Tổng dự: 25 (CT: 18, DB: 7).",
            {
                "total": 27,
                "official": 19,
                "probationary": 8,
                "present": 25,
                "present_official": 18,
                "present_probationary": 7,
            },
        ),
        (
            "Tổng số 27 đảng viên. Họp trực tiếp 16 đồng chí, trực tuyến 9 đồng chí, cộng 25 đồng chí có mặt.",
            {"total": 27, "present": 25},
        ),
        (
            "Đảng viên: 21 đ/c (CT 19 DB 2). Đi họp 20 đ/c (18 CT, 2 DB).",
            {
                "total": 21,
                "official": 19,
                "probationary": 2,
                "present": 20,
                "present_official": 18,
                "present_probationary": 2,
            },
        ),
        (
            "- Đảng viên dự họp: 14/15 đ/c (01 đ/c xin phép vắng).",
            {"total": 15, "present": 14, "absent": 1, "absent_excused": 1},
        ),
        ("Hội nghị có 30 người dự, trong đó đảng viên 28, cảm tình Đảng 2.", {"present": 28}),
        ("Cả năm họp đủ 12 kỳ. Dự có 3 khách mời.", {}),
    ],
)
def test_counts(form, expected):
    assert stated(form) == expected


def test_parts_of_a_hybrid_meeting_are_not_added_up():
    assert "present" not in stated("Tổng số 27 đảng viên. Dự trực tiếp: 16. Dự trực tuyến: 9.")


def absentees(form: str) -> list[tuple[str | None, str | None, bool | None]]:
    return [(item.name, item.reason, item.excused) for item in read(attendance=form).attendance.absentees]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            "Có mặt 12 trong số 14 đồng chí, một đồng chí ra tỉnh thăm con có xin phép là đồng chí Đinh Thị Vải, còn đồng "
            "chí Lục Văn Én vắng không báo.",
            [("Đinh Thị Vải", "ra tỉnh thăm con", True), ("Lục Văn Én", None, False)],
        ),
        (
            "Có mặt 12 đồng chí. Đồng chí Đinh Thị Vải vắng vì ốm, đồng chí Lục Văn Én vắng do mưa lũ.",
            [("Đinh Thị Vải", "ốm", None), ("Lục Văn Én", "mưa lũ", None)],
        ),
        (
            "Có 9 đ/c. Vắng đ/c Vải (đẻ), đ/c Én (đi chợ huyện, có xin).",
            [("Vải", "đẻ", None), ("Én", "đi chợ huyện, có xin", True)],
        ),
        (
            "Có mặt: 12 đ/c. Vắng: 02 đ/c (có lý do: 01; không lý do: 01).\nTên: Đinh Thị Vải (con ốm), Lục Văn Én.",
            [("Đinh Thị Vải", "con ốm", True), ("Lục Văn Én", None, False)],
        ),
    ],
)
def test_absentees_told(form, expected):
    assert absentees(form) == expected


def test_roll_call_at_the_end():
    item = read(
        attendance="",
        closing="Thành phần: chi bộ có 9 đảng viên; có mặt 6; vắng 3.\nHọp xong lúc 21 giờ.",
    )
    assert (item.attendance.total, item.attendance.present, item.attendance.absent) == (9, 6, 3)


def test_votes_at_the_end_are_no_roll_call():
    item = read(attendance="", closing="Biểu quyết: 17/18 đảng viên có mặt tán thành.\nHọp xong lúc 21 giờ.")
    assert item.attendance.present is None and item.attendance.total is None


def test_a_count_in_words_has_its_words_as_evidence():
    item = read(attendance="Dự họp có mười chín trong số hai mươi mốt đảng viên của chi bộ.")
    assert item.evidence["/attendance/present"].text == "mười chín"
    assert item.evidence["/attendance/total"].text == "hai mươi mốt"


def test_nobody_without_leave():
    found = stated("Tổng số 35 đồng chí. Sáng nay đến 29, vắng 6 có báo ốm, không có ai vắng không phép.")
    assert found == {"total": 35, "present": 29, "absent": 6, "absent_excused": 6, "absent_unexcused": 0}


def test_a_surname_is_no_absence():
    item = read(attendance="Có 28/31 đảng viên dự, đồng chí Vàng Mí Sính chủ trì.")
    assert item.attendance.absentees == [] and item.attendance.absent is None


def test_those_who_must_come_are_not_the_whole():
    found = stated("Chi bộ có 17 đảng viên, miễn sinh hoạt 01; số phải dự họp 16 đồng chí, có mặt 15, vắng 01 có phép.")
    assert (found["total"], found["present"], found["absent"]) == (17, 15, 1)
