"""Wordings that the third set showed, about votes, targets, bodies and causes: each in a text of our own."""

from __future__ import annotations

import pytest
from minutes_texts import read

from nlp.fields.task_bodies import bodies_at, body_in_brackets
from nlp.fields.votes import read_votes
from nlp.fold import fold


def body(text: str) -> tuple[str, str] | None:
    found = bodies_at(text, fold(text), 0, len(text))
    return found and (text[slice(*found.who)], text[found.work :].strip())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chi hội Phụ nữ: phát tờ rơi ở 3 xóm", ("Chi hội Phụ nữ", "phát tờ rơi ở 3 xóm")),
        ("Công đoàn trường tổ chức tọa đàm", ("Công đoàn trường", "tổ chức tọa đàm")),
        ("Đoàn Thanh niên ra quân dọn chợ", ("Đoàn Thanh niên", "ra quân dọn chợ")),
        ("Tổ Toán - Tin và tổ Ngữ văn nộp kế hoạch", ("Tổ Toán - Tin và tổ Ngữ văn", "nộp kế hoạch")),
        ("Ban Nhân dân ấp thu quỹ thiên tai", ("Ban Nhân dân ấp", "thu quỹ thiên tai")),
        ("Chi ủy kiểm tra sổ trực của 3 chốt", ("Chi ủy", "kiểm tra sổ trực của 3 chốt")),
        ("tổ chức họp dân về đường ngõ", None),
        ("Ban hành quy chế làm việc của thôn", None),
        ("Chi bộ đã thông qua nghị quyết tháng 5", None),
        ("Chi đoàn đã dọn xong chợ phiên", None),
    ],
)
def test_a_body_is_named_up_to_its_work(text: str, wanted: tuple[str, str] | None) -> None:
    assert body(text) == wanted


def test_a_body_that_brackets_open_with() -> None:
    text = "(Hội Nông dân, cùng Trạm Y tế; hết tháng 5)"
    assert text[slice(*(body_in_brackets(text, 1, len(text)) or (0, 0)))] == "Hội Nông dân"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("33 đồng chí tán thành trên tổng số 34 đảng viên chính thức", (33, None, None, 34)),
        ("phát ra 15, thu về 15, hợp lệ 14, đồng ý 13", (13, None, None, 14)),
        ("6 người ưng, 1 người không ưng", (6, 1, None, None)),
        ("15 người giơ tay, 2 người không", (15, 2, None, None)),
        ("2 đồng ý, 1 bảo lưu ý kiến", (2, None, 1, None)),
    ],
)
def test_votes(text: str, wanted: tuple[int | None, ...]) -> None:
    votes = read_votes(text)
    assert votes is not None
    assert (votes.for_, votes.against, votes.abstain, votes.base) == wanted


def targets(body: str) -> list[tuple[str, float | None, float | None, str | None, float | None]]:
    return [(t.indicator, t.planned, t.actual, t.unit, t.percent) for t in read(body=body).targets]


def test_a_share_is_wanted_in_a_plan_and_reached_in_a_review() -> None:
    assert targets("1. Nhiệm vụ tháng 5\n- 100% hộ ký cam kết không đốt rạ.") == [
        ("hộ ký cam kết không đốt rạ", 100.0, None, "%", None)
    ]
    assert targets("1. Kết quả tháng 4\n- Hộ ký cam kết không đốt rạ đạt 62%.") == [
        ("Hộ ký cam kết không đốt rạ", None, None, None, 62.0)
    ]


def test_each_quantity_of_a_plan_is_a_target() -> None:
    found = targets("1. Nhiệm vụ tháng 5\n- Làm cỏ 95 ha chè, gieo 30 ha lúa rẫy.")
    assert found == [("Làm cỏ chè", 95.0, None, "ha", None), ("gieo lúa rẫy", 30.0, None, "ha", None)]


def test_wanted_first_then_reached() -> None:
    found = targets("1. Kết quả tháng 4\n- Đã làm được: chỉ tiêu giảm hộ nghèo 5 hộ, thực hiện 3 hộ.")
    assert [(planned, actual) for _, planned, actual, _, _ in found] == [(5.0, 3.0)]


def test_units_in_a_column_and_counts_of_votes_in_a_table() -> None:
    made = read(
        body="1. Tình hình tháng 4\nĐVT    Chỉ tiêu    Giao    Làm được    Tỷ lệ\n"
        "Tấn    Sản lượng chè búp    85    80    94%\nHộ    Hộ trồng mới    40    22    55%\n"
        "2. Biểu quyết\nNội dung    Đồng ý    Không đồng ý    Ý kiến khác\nThu quỹ 50.000 đồng mỗi hộ    12    1    2"
    )
    assert [(t.indicator, t.planned, t.actual, t.unit) for t in made.targets] == [
        ("Sản lượng chè búp", 85.0, 80.0, "Tấn"),
        ("Hộ trồng mới", 40.0, 22.0, "Hộ"),
    ]
    voted = next(d for d in made.decisions if d.text == "Thu quỹ 50.000 đồng mỗi hộ")
    assert voted.votes is not None
    assert (voted.votes.for_, voted.votes.against, voted.votes.abstain) == (12, 1, 2)


def test_who_neglects_decides_whose_cause_it_is() -> None:
    work = read(
        body="1. Đánh giá tháng 4\n- Chưa làm được: chưa xong mương Cầu Đá.\n"
        "- Nguyên nhân: cán bộ thôn chưa hướng dẫn người dân; người dân chưa đồng thuận; tổ trực ngại báo cáo."
    ).assessment_of_work
    assert work.causes_subjective == ["cán bộ thôn chưa hướng dẫn người dân", "tổ trực ngại báo cáo"]
    assert work.causes_objective == ["người dân chưa đồng thuận"]


def test_a_month_looked_back_on_is_no_resolution() -> None:
    assert read(body="1. Kiểm điểm tháng 3\n- Đã làm được: trồng 40 cây.").previous_resolution.period is None
    assert (
        read(body="1. Kiểm điểm nghị quyết tháng 3\n- Đã làm được: trồng 40 cây.").previous_resolution.period
        == "2026-03"
    )


def test_articles_hold_the_items_below_them() -> None:
    made = read(
        title="NGHỊ QUYẾT\nlãnh đạo nhiệm vụ tháng 4 năm 2026",
        body="Điều 1. Chỉ tiêu tháng 4:\na) trồng 30 ha lúa;\nĐiều 2. Phân công thực hiện\n"
        "1. Ban Giám hiệu mua ghế, xong trước ngày 12/4/2026.\n2. Công đoàn trường tổ chức tọa đàm ngày 20/4/2026.",
        self="",
        conclusion="",
    )
    assert [task.assignee for task in made.tasks][:2] == ["Ban Giám hiệu", "Công đoàn trường"]


@pytest.mark.parametrize("body_named", ["chi ủy", "Ban Giám hiệu", "chỉ huy tiểu đoàn", "thư ký"])
def test_a_body_or_an_office_may_be_criticised(body_named: str) -> None:
    made = read(
        self=f"3. Phê bình\n- Đồng chí Cao Văn Nghiến phê bình {body_named}: kỳ họp tháng 3 bỏ mà sổ vẫn ghi có."
    )
    assert [(one.by, one.of) for one in made.criticism] == [("Cao Văn Nghiến", body_named)]
