"""Attendance, as the forms in use word it (domain notes, section 4); what is not stated stays null."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutes_texts import codes, minutes, read, record

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
        (
            "- Số đảng viên được triệu tập: 24 đồng chí. Trong đó chính thức: 22; dự bị: 02\n"
            "- Đảng viên có mặt dự họp: 22 đồng chí.\n"
            "- Đảng viên vắng mặt: 02 đồng chí. (Có lý do: 01; Không lý do: 01)",
            {
                "required": 24,
                "official": 22,
                "probationary": 2,
                "present": 22,
                "absent": 2,
                "absent_excused": 1,
                "absent_unexcused": 1,
            },
        ),
        (
            "Tổng số đảng viên của Chi bộ: 28 đồng chí. Có mặt: 26 đồng chí. Vắng mặt: 02 đồng chí (có lý do).",
            {"total": 28, "present": 26, "absent": 2, "absent_excused": 2},
        ),
        (
            "Có mặt: 12/15 đảng viên, vắng 3 (đ/c Lục Thị Én - ốm, đ/c Phùng Văn Độ - đi công tác, đ/c Vi Thị Xoan - có lý do).",
            {"total": 15, "present": 12, "absent": 3},
        ),
        (
            "Chi bộ có 30 đảng viên, có mặt 25 đồng chí; vắng mặt 03 (có lý do 02, không có lý do 01); đảng viên được "
            "miễn công tác, sinh hoạt đảng: 02.",
            {"total": 30, "present": 25, "absent": 3, "absent_excused": 2, "absent_unexcused": 1, "exempt": 2},
        ),
        ("Có mặt 15/15 đồng chí đảng viên trong chi bộ.", {"total": 15, "present": 15}),
        (
            "Tổng số đảng viên của chi bộ: 29 đồng chí. Tham dự đầy đủ là 29 đồng chí, trong đó chính thức 27, dự bị 02, đạt tỷ lệ 100%.",
            {"total": 29, "present": 29, "present_official": 27, "present_probationary": 2},
        ),
        (
            "Tổng số đảng viên: 25 (chính thức 23, dự bị 02), miễn sinh hoạt: 01. Số phải dự họp: 24. Có mặt 23/24.",
            {"total": 25, "official": 23, "probationary": 2, "exempt": 1, "required": 24, "present": 23},
        ),
        (
            "TSĐV: 09 đ/c (CT: 08, DB: 01). Có mặt: 08 đ/c. Vắng: 01 đ/c.",
            {"total": 9, "official": 8, "probationary": 1, "present": 8, "absent": 1},
        ),
        (
            "TSĐV: 21, MSH: 2, đủ: 18/19, vắng 1 KLD.",
            {"total": 21, "exempt": 2, "required": 19, "present": 18, "absent": 1, "absent_unexcused": 1},
        ),
        ("Tổng số đảng viên: 12 đồng chí. Có mặt: 12 đồng chí. Vắng: 0.", {"total": 12, "present": 12, "absent": 0}),
        (
            "Tổng số đảng viên 12 đồng chí, có mặt 12 đồng chí, vắng mặt: không.",
            {"total": 12, "present": 12, "absent": 0},
        ),
        (
            "Chi bộ có hai mươi mốt đồng chí, có mặt mười chín đồng chí, vắng hai đồng chí.",
            {"total": 21, "present": 19, "absent": 2},
        ),
    ],
)
def test_forms(form, expected):
    assert stated(form) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("đảng viên 14 có mặt 12 vắng 2", {"total": 14, "present": 12, "absent": 2}),
        ("14 đảng viên có mặt 12 vắng 2", {"total": 14, "present": 12, "absent": 2}),
        ("tổng 14 đv dự 12 vắng 2", {"total": 14, "present": 12, "absent": 2}),
        ("Đảng viên 14, có mặt 12, vắng 2", {"total": 14, "present": 12, "absent": 2}),
        ("12 đảng viên có mặt, 2 vắng", {"present": 12, "absent": 2}),
        ("Đảng viên: 40, miễn 9, có mặt 28, vắng 3", {"total": 40, "exempt": 9, "present": 28, "absent": 3}),
        ("Đảng viên: 12 đồng chí; dự họp: 12 (07 trực tiếp, 05 trực tuyến).", {"total": 12, "present": 12}),
    ],
)
def test_figures_between_words_belong_to_the_word_before_where_a_figure_ends_the_row(form, expected):
    assert stated(form) == expected


def test_nothing_stated_is_null_and_said_so():
    item = read(attendance="Thành phần: các đồng chí đảng viên trong chi bộ.")
    assert all(getattr(item.attendance, name) is None for name in FIELDS)
    assert item.attendance.rate is None
    assert "missing-attendance" in codes(item)


def test_full_house_without_a_figure_is_not_counted():
    assert stated("Đảng viên có mặt đầy đủ.") == {}


@pytest.mark.parametrize(
    ("form", "rate", "source"),
    [
        ("Tổng số đảng viên: 20 đồng chí. Có mặt: 19 đồng chí. Vắng 01 đồng chí.", 0.95, "total"),
        ("Tổng số đảng viên: 25, miễn sinh hoạt: 01. Số phải dự họp: 24. Có mặt 18/24.", 0.75, "required"),
    ],
)
def test_rate_is_derived_from_what_is_stated(form, rate, source):
    item = read(attendance=form)
    assert item.attendance.rate == rate
    assert source in item.inferred["/attendance/rate"]


def test_rate_is_not_made_up_when_more_are_present_than_there_are():
    item = read(attendance="Tổng số đảng viên: 19 đồng chí. Có mặt: 20 đồng chí.")
    assert item.attendance.present == 20 and item.attendance.rate is None
    assert "attendance-sum" in codes(item)


def absentees(form: str) -> list[tuple[str | None, str | None, bool | None]]:
    return [(item.name, item.reason, item.excused) for item in read(attendance=form).attendance.absentees]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            "Tổng số 15 đảng viên, có mặt 13, vắng 2: đồng chí Lục Thị Én vắng có lý do đi công tác, đồng chí Phùng Văn Độ vắng không lý do.",
            [("Lục Thị Én", True), ("Phùng Văn Độ", False)],
        ),
        (
            "Có mặt: 12/14 đảng viên, vắng 2 (đ/c Lục Thị Én - ốm, đ/c Phùng Văn Độ - đi công tác).",
            [("Lục Thị Én", None), ("Phùng Văn Độ", None)],
        ),
        (
            "Có mặt 16/18 đồng chí. Vắng mặt: 02 đồng chí có lý do: đồng chí Lục Thị Én (nuôi con ốm), đồng chí Phùng Văn Độ (đi học).",
            [("Lục Thị Én", True), ("Phùng Văn Độ", True)],
        ),
        ("Dự 15/16, vắng đ/c Lục Thị Én KLD.", [("Lục Thị Én", False)]),
    ],
)
def test_who_was_absent_and_whether_excused(form, expected):
    assert [(name, excused) for name, _, excused in absentees(form)] == expected


def test_reasons_stand_beside_their_person():
    form = "Có mặt 16/18 đồng chí. Vắng mặt: 02 đồng chí: đồng chí Lục Thị Én (nuôi con ốm), đồng chí Phùng Văn Độ (đi học lớp chính trị)."
    assert [(name, reason) for name, reason, _ in absentees(form)] == [
        ("Lục Thị Én", "nuôi con ốm"),
        ("Phùng Văn Độ", "đi học lớp chính trị"),
    ]


def test_absence_without_a_word_on_leave_is_neither_excused_nor_not():
    ((_, reason, excused),) = absentees("Có mặt 16/17 đồng chí, vắng 01: đồng chí Lục Thị Én (đi biển).")
    assert reason == "đi biển" and excused is None


def test_absentees_are_not_those_named_after_them():
    form = "Có mặt 18/19 đồng chí, vắng 01 đồng chí: Lục Thị Én (ốm)."
    officers = "Chủ trì: đồng chí Tạ Quang Lựu, Bí thư Chi bộ. Thư ký: đồng chí Mai Thị Sim."
    item = read(attendance=form, officers=officers)
    assert [absent.name for absent in item.attendance.absentees] == ["Lục Thị Én"]
    assert (item.chair.name, item.secretary.name) == ("Tạ Quang Lựu", "Mai Thị Sim")


def test_roll_call_table():
    table = """Điểm danh:
TT    Họ và tên    Có mặt    Vắng    Lý do
1    Tạ Quang Lựu    x
2    Mai Thị Sim    x
3    Đinh Thị Vải              x    nằm viện
4    Cao Văn Nghiến    x"""
    item = record(minutes(attendance=table))
    assert [(absent.name, absent.reason) for absent in item.attendance.absentees] == [("Đinh Thị Vải", "nằm viện")]


@pytest.mark.parametrize(
    ("form", "people"),
    [
        ("Có mặt: 19/21, vắng 2: An (P), Bún (KLD).", [("An", "P", True), ("Bún", "KLD", False)]),
        ("TSĐV: 17, đủ 15, vắng 2 P: Lài, Nghĩa.", [("Lài", None, True), ("Nghĩa", None, True)]),
        (
            "Phải dự 25, có mặt 23, vắng P 1: đ/c Cúc (ốm), KLD 1: đ/c Đoàn.",
            [("Cúc", "ốm", True), ("Đoàn", None, False)],
        ),
        (
            "Hiện diện: 14/16. Vắng: 02 (01 có phép: Ba Lành; 01 không phép: Tư Đờn).",
            [("Ba Lành", None, True), ("Tư Đờn", None, False)],
        ),
        (
            "Có mặt 13/15 đồng chí\n- Vắng mặt 02 đồng chí:\n+ Đ/c Cao Văn Án, lý do đi viện.\n+ Đ/c Lò Thị Bún, lý do: con ốm",
            [("Cao Văn Án", "đi viện", None), ("Lò Thị Bún", "con ốm", None)],
        ),
        ("Dự 14/16, vắng Phâu (đi chợ huyện), Thượng (ốm).", [("Phâu", "đi chợ huyện", None), ("Thượng", "ốm", None)]),
    ],
)
def test_absentees_by_given_name_and_under_headings(form, people):
    found = read(attendance=form, body="1. Đánh giá tháng 3: xong 5 việc.", self="", conclusion="").attendance.absentees
    assert [(one.name, one.reason, one.excused) for one in found] == people


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            "- Đảng viên chính thức: 18/20 đồng chí.\n- Đảng viên dự bị: 02/02 đồng chí.",
            {"official": 20, "probationary": 2, "present_official": 18, "present_probationary": 2},
        ),
        (
            "Sĩ số: 21/24. Vắng: 3 (2P, 1KP).",
            {"total": 24, "present": 21, "absent": 3, "absent_excused": 2, "absent_unexcused": 1},
        ),
        ("ĐV dự: 8/9.", {"total": 9, "present": 8}),
        (
            "Tổng số đảng viên được triệu tập dự họp: 24 đ/c; số có mặt: 22 đ/c; số vắng: 2 đ/c.",
            {"required": 24, "present": 22, "absent": 2},
        ),
        ("Đến dự có 17 trên tổng số 19 đảng viên.", {"total": 19, "present": 17}),
    ],
)
def test_figures_of_rolls_and_forms(form, expected):
    assert stated(form) == expected


def test_members_elsewhere_are_not_missing_from_the_sum():
    form = "Tổng số đảng viên của chi bộ: 32, miễn sinh hoạt 02, sinh hoạt tạm 01; có mặt 27, vắng 02 đều có lý do."
    item = read(attendance=form)
    assert (item.attendance.total, item.attendance.exempt, item.attendance.present) == (32, 2, 27)
    assert "attendance-sum" not in codes(item)
    assert "attendance-sum" in codes(read(attendance=form.replace("sinh hoạt tạm 01; ", "")))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    total=st.integers(8, 60),
    exempt=st.integers(0, 4),
    excused=st.integers(0, 2),
    unexcused=st.integers(0, 2),
    slip=st.sampled_from([0, 0, 0, 1, -1]),
)
def test_sums_hold_or_are_a_finding(total, exempt, excused, unexcused, slip):
    required = total - exempt
    absent, present = excused + unexcused, required - excused - unexcused + slip
    form = (
        f"Tổng số đảng viên: {total}. Miễn sinh hoạt: {exempt:02}. Phải dự họp: {required}. Có mặt: {present}. "
        f"Vắng mặt: {absent:02} (có lý do: {excused}; không lý do: {unexcused})."
    )
    item = read(attendance=form, body="1. Đánh giá tháng 3: xong 5 việc.", self="", conclusion="")
    attendance = item.attendance
    assert (attendance.total, attendance.exempt, attendance.required) == (total, exempt, required)
    assert (attendance.present, attendance.absent) == (present, absent)
    assert (attendance.absent_excused, attendance.absent_unexcused) == (excused, unexcused)
    assert attendance.rate == (round(present / required, 3) if present <= required else None)
    allowed = {required, total}
    assert ("attendance-sum" in codes(item)) is (present + absent not in allowed)
    assert "absence-sum" not in codes(item)
