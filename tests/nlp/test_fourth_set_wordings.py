"""Wordings that the fourth set showed, about members, hours, causes, votes and rows of tasks: each in a text of our own."""

from __future__ import annotations

import pytest
from minutes_texts import read

from nlp.fields.votes import read_votes
from schemas import MeetingType


def test_an_hour_with_a_point_before_a_date_is_no_number_of_a_list() -> None:
    held = read(opening="18.30 ngày 04.4.2026, hội trường thôn Bãi Dâu.", closing="Kết thúc 20.15.").held
    assert (held.start, held.end, held.duration_minutes) == ("18:30", "20:15", 105)


@pytest.mark.parametrize(
    ("closing", "end"),
    [
        ("Tan lúc 21 giờ 20 phút.", "21:20"),
        ("Họp đến 21 giờ thì nghỉ.", "21:00"),
        ("Chín giờ rưỡi tối bế mạc.", "21:30"),
    ],
)
def test_how_a_meeting_ends(closing: str, end: str) -> None:
    assert read(closing=closing).held.end == end


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Đảng viên 26 (CT 24, DB 2), có mặt 22.", (26, 24, 2, 22)),
        ("Số đảng viên: 15 (9 chính thức, 6 dự bị). Tham gia: 14.", (15, 9, 6, 14)),
        ("Có mặt 16/16 đảng viên (15 chính thức, 01 dự bị).", (16, 15, 1, 16)),
        ("Trong số 19 đảng viên có 17 người dự.", (19, None, None, 17)),
    ],
)
def test_members(text: str, wanted: tuple[int | None, ...]) -> None:
    found = read(attendance=text).attendance
    assert (found.total, found.official, found.probationary, found.present) == wanted


def test_members_in_the_row_of_a_table() -> None:
    rows = "Tổng số    Chính thức    Dự bị    Miễn    Triệu tập    Có mặt    Vắng\n41    40    1    6    35    33    2"
    found = read(attendance=rows).attendance
    counts = (
        found.total,
        found.official,
        found.probationary,
        found.exempt,
        found.required,
        found.present,
        found.absent,
    )
    assert counts == (41, 40, 1, 6, 35, 33, 2)


def test_leave_in_brackets_is_that_of_one_member() -> None:
    text = (
        "Có mặt 18, vắng 02: đồng chí Lục Văn Phên (có lý do: đưa con nhập viện), "
        "đồng chí Tạ Thị Hến (không báo cáo, tính là vắng không lý do)."
    )
    absentees = read(attendance=text).attendance.absentees
    assert [(a.name, a.excused) for a in absentees] == [("Lục Văn Phên", True), ("Tạ Thị Hến", False)]
    assert absentees[0].reason == "đưa con nhập viện"


def test_absent_with_leave_among_others_counts_nobody() -> None:
    text = "Có mặt 15, vắng 5, trong đó có lý do là đồng chí Lục Văn Phên đi viện, còn lại không rõ."
    assert read(attendance=text).attendance.absent_excused is None


def test_who_chairs_is_not_absent() -> None:
    text = "Có mặt đủ 12. Người chủ trì là đồng chí Tạ Quang Lựu, Bí thư; người ghi là đồng chí Mai Thị Sim."
    found = read(attendance=text, officers="")
    assert found.attendance.absentees == []
    assert (found.chair.name, found.secretary.name) == ("Tạ Quang Lựu", "Mai Thị Sim")


@pytest.mark.parametrize(
    "text",
    [
        "Có anh Kha Văn Dịp, Phó Bí thư Đảng ủy xã.",
        "Đồng chí Kha Văn Dịp, Phó Bí thư Đảng ủy xã, dự.",
        "Đồng chí Kha Văn Dịp, Phó Bí thư Đảng ủy xã, có mặt.",
    ],
)
def test_who_comes_from_above_in_passing(text: str) -> None:
    superiors = read(officers=f"{text}\nChủ trì: đồng chí Tạ Quang Lựu. Thư ký: đồng chí Mai Thị Sim.").superiors
    assert [(s.name, s.role) for s in superiors] == [("Kha Văn Dịp", "Phó Bí thư Đảng ủy xã")]


def test_a_cell_and_its_committee_under_the_title() -> None:
    found = read(
        header="", title="BIÊN BẢN HỌP CHI BỘ THÁNG 6 NĂM 1996\nChi bộ Hợp tác xã mây tre Khe Lầm - Đảng bộ xã Bãi Dâu"
    )
    assert (found.organisation.name, found.organisation.parent) == (
        "Chi bộ Hợp tác xã mây tre Khe Lầm",
        "Đảng bộ xã Bãi Dâu",
    )


def causes(text: str) -> tuple[list[str], list[str]]:
    work = read(
        body=f"1. Kết quả thực hiện nghị quyết tháng 3\n- Chưa làm được: chưa sửa 60 m mương.\n{text}"
    ).assessment_of_work
    return work.causes_objective, work.causes_subjective


def test_a_cause_that_turns() -> None:
    objective, subjective = causes(
        "- Nguyên nhân khách quan là mưa lũ kéo dài cả tuần; chủ quan là tổ thủy lợi không cắt người trông cống."
    )
    assert objective == ["mưa lũ kéo dài cả tuần"]
    assert subjective == ["tổ thủy lợi không cắt người trông cống"]


def test_two_causes_joined() -> None:
    _, subjective = causes(
        "- Nguyên nhân chủ quan: chi ủy giao việc mà không kèm thời hạn và tổ trưởng chưa đến gặp từng hộ."
    )
    assert subjective == ["chi ủy giao việc mà không kèm thời hạn", "tổ trưởng chưa đến gặp từng hộ"]


def test_causes_by_where_they_come_from() -> None:
    objective, subjective = causes(
        "- Do bên ngoài: nhà thầu giao ống chậm.\n- Do bản thân chi bộ: không ai được giao theo dõi hợp đồng."
    )
    assert (objective, subjective) == (["nhà thầu giao ống chậm"], ["không ai được giao theo dõi hợp đồng"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("thuận 9, chống 1, trắng 2", (9, 1, 2)),
        ("14 thuận, 2 nghịch", (14, 2, None)),
        ("có 12 đồng chí thuận", (12, None, None)),
        ("Lê Công Thuận 9 phiếu", (None, None, None)),
    ],
)
def test_votes(text: str, wanted: tuple[int | None, ...]) -> None:
    votes = read_votes(text)
    assert (votes and (votes.for_, votes.against, votes.abstain)) == (wanted if any(wanted) else None)


def test_what_a_room_decides_item_by_item() -> None:
    decisions = read(
        conclusion="III. CHI BỘ QUYẾT ĐỊNH\n- Trích quỹ 3 triệu đồng giúp hai hộ cháy nhà: 16 thuận, 1 chống.\n"
        "- Đưa việc sửa cầu Khe Lầm vào kế hoạch quý: 17/17.\n- Miễn đóng góp cho 5 hộ neo đơn: cả 17 người đồng ý."
    ).decisions
    assert [d.votes.for_ for d in decisions if d.votes] == [16, 17, 17]


def test_rows_of_tasks_without_a_header() -> None:
    tasks = read(
        conclusion="III. PHÂN CÔNG\n"
        "Cao Văn Nghiến    Sửa 60 m mương Cầu Đá cùng tổ thủy lợi    20/4\n"
        "Đỗ Thị Mận, Chi hội Phụ nữ    Lập danh sách hộ vay vốn    15/4\n"
        "Các tổ trưởng    Nhắc các hộ tắt đèn ngõ    thường xuyên"
    ).tasks
    assert [(t.assignee, t.deadline) for t in tasks] == [
        ("Cao Văn Nghiến", "2026-04-20"),
        ("Đỗ Thị Mận, Chi hội Phụ nữ", "2026-04-15"),
        ("Các tổ trưởng", None),
    ]
    assert tasks[2].deadline_text == "thường xuyên"


def test_a_deadline_in_the_next_sentence() -> None:
    tasks = read(
        conclusion="III. PHÂN CÔNG\nĐồng chí Cao Văn Nghiến tổ chức 4 nhóm đổi công làm chuồng. "
        "Việc này phải xong trước ngày 20 tháng 4."
    ).tasks
    assert [(t.assignee, t.deadline) for t in tasks] == [("Cao Văn Nghiến", "2026-04-20")]


def test_the_grade_of_a_meeting_without_the_word_points() -> None:
    found = read(closing="Chấm điểm kỳ họp: 87/100, loại Khá. Biên bản đọc to, mọi người nhất trí.")
    assert (found.self_assessment.score, found.self_assessment.max, found.self_assessment.grade) == (87, 100, "Khá")
    assert found.closing.read_back is True


def test_a_meeting_about_one_member_is_no_review_of_the_year() -> None:
    found = read(title="BIÊN BẢN HỌP CHI BỘ\nxem xét, kiểm điểm đảng viên có khuyết điểm")
    assert found.meeting_type is not MeetingType.YEAR_END_REVIEW


def test_a_rare_surname_is_one() -> None:
    found = read(officers="Chủ trì: Tạ Quang Lựu, Bí thư. Thư ký: Hạ Thị Mơ.")
    assert found.secretary.name == "Hạ Thị Mơ"


@pytest.mark.parametrize(
    "text", ["quỹ khuyến học mới thu được 31 triệu đồng", "còn 12 hộ chưa ký cam kết", "chậm 15 ngày"]
)
def test_two_figures_after_a_word_of_lack_are_work_not_done(text: str) -> None:
    body = f"1. Đánh giá kết quả thực hiện nghị quyết tháng 3\n- Đã trồng 400 cây keo.\n- Việc thu quỹ {text}."
    assert len(read(body=body).assessment_of_work.not_done) == 1


def test_a_review_headed_with_its_figures_in_brackets() -> None:
    body = "1. Kết quả thực hiện nghị quyết tháng 3 (5/6 nhiệm vụ)\n1.1. Đã thực hiện:\n- Trồng 400 cây keo;\n- Sửa 60 m mương."
    found = read(body=body)
    assert (found.previous_resolution.done, found.previous_resolution.total) == (5, 6)
    assert len(found.assessment_of_work.done) == 2
