"""Single statements by what grades their kind: opinions, self-criticism, assignments. All sentences are invented here."""

from __future__ import annotations

import pytest
from quality_meetings import record

import quality
from quality.assignments import grade_assignment
from quality.concreteness import rate
from quality.faults import rate_fault
from schemas import ProfileLevels


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Đ/c Mã Văn Pao: nhất trí với đ/c Lùng Thị Xoa và đ/c Sùng A Páo.", 0),
        ("Đ/c Ngạc Thị Hến: Quán triệt 4 quan điểm, 6 nhiệm vụ của Nghị quyết 35-NQ/TW ngày 22/10/2018.", 0),
        ("Chi bộ có 24 đồng chí, 24/24 đồng chí nhất trí.", 0),
        ("Lập thành tích chào mừng 30/4 và 01/5, toàn chi bộ quyết tâm giành thắng lợi mới.", 0),
        (
            "Truyền thống vẻ vang của Đảng đòi hỏi mỗi đảng viên kiên định mục tiêu, lý tưởng, vượt qua thách thức, "
            "nêu cao khát vọng vươn lên, xứng đáng với niềm tin của nhân dân.",
            0,
        ),
        ("Đ/c Bàng: cầu thang khu B trơn quá, các cháu hay ngã.", 1),
        ("Nhất trí, nhưng việc họp hành nên gọn lại.", 1),
        ("Đ/c Quách Lâm: bể nước tổ 7 nứt từ tháng 4, mỗi ngày rò 3 khối.", 2),
        ("Đề nghị Bí thư gặp ông Khấu Văn Rình ở chợ Bến Gỗ về chuyện sạp hàng lấn lối đi.", 2),
        (
            "Tôi không tán thành thuê xe 16 chỗ: đoàn chỉ có 9 người, thuê như năm ngoái hết 4 triệu. "
            "Nên đi xe khách, vì bến cách nhà máy có 300 m.",
            3,
        ),
    ],
)
def test_an_opinion_counts_by_what_it_adds(text: str, grade: int) -> None:
    assert rate(text).grade == grade


def test_a_reason_or_an_objection_makes_the_third_grade_not_a_bare_proposal() -> None:
    told = "kho phân tổ 2 dột 4 chỗ, ướt 30 bao đạm; đề nghị lợp lại mái trước ngày 12/9"
    assert rate(told).grade == 2
    assert rate(f"{told}, vì để thêm một trận mưa là hỏng 2 tấn").grade == 3


def test_who_speaks_makes_nothing_concrete() -> None:
    plain = rate("cần chú ý việc gửi xe hơn nữa")
    assert rate("Đ/c Vi Thị Nhâm: cần chú ý việc gửi xe hơn nữa").grade == plain.grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Tôi luôn chấp hành tốt mọi quy định của cơ quan, đoàn kết với anh em.", 0),
        ("Khuyết điểm của tôi là quá thẳng tính.", 0),
        ("Nếu tôi có thiếu sót gì mong anh em góp ý thêm.", 0),
        ("Đ/c Tráng A Của: nhiều khi tôi còn ngại đi cơ sở.", 1),
        ("Đ/c Lường: tôi để mất 2 chìa khóa kho hôm 14/9.", 2),
        (
            "Đ/c Kha Thị Mỵ: ngày 06/5 tôi quên báo lịch cắt nước, 40 hộ tổ 3 không kịp trữ, do tôi chủ quan không xem "
            "công văn. Tôi đã xin lỗi từng hộ, từ tháng 6 sẽ dán lịch ở cổng chợ trước 2 ngày.",
            3,
        ),
    ],
)
def test_self_criticism_needs_an_event_and_then_cause_and_amends(text: str, grade: int) -> None:
    assert rate_fault(text).grade == grade


def test_amends_already_made_or_dated_are_settled_and_vows_are_not() -> None:
    fault = "tôi nộp chậm 3 bảng công tháng 2 vì tưởng còn hạn, làm 12 công nhân lĩnh lương muộn"
    assert rate_fault(f"{fault}; tôi đã xin lỗi anh em").settled
    assert rate_fault(f"{fault}; sẽ nộp trước ngày 25/3").settled
    assert not rate_fault(f"{fault}; xin hứa cố gắng").settled


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Tăng cường công tác phối hợp, nâng cao trách nhiệm của người đứng đầu.", 0),
        ("Đội 5 quét vôi hàng cây trước 22/12.", 1),
        ("Đ/c Hồ Thị Ngát chuẩn bị trà nước.", 1),
        ("Giao đ/c Tống Văn Vượng thay bóng đèn hành lang, xong trong tuần này.", 2),
        (
            "Đ/c Đàm Thị Ngoạt phát 80 tờ rơi phòng dại ở chợ Nà Sòm, xong 14/3; "
            "báo cáo số hộ đã nhận tại kỳ họp tháng 4.",
            3,
        ),
    ],
)
def test_an_assignment_needs_owner_object_term_and_then_measure_and_check(text: str, grade: int) -> None:
    assert grade_assignment(text) == grade


MEETING = """CHI BỘ TỔ DÂN PHỐ 14
BIÊN BẢN HỌP CHI BỘ THÁNG 5 NĂM 2024
Ngày 06/5/2024, tại nhà văn hóa. Có mặt 18/20 đảng viên.
1. Nhắc lại 3 việc tháng 4:
- Sơn vạch để xe ngõ 9: xong 2 vạch ngày 20/4, vạch còn lại chưa sơn vì dân chưa dời chậu cây.
- Thu quỹ đèn đường: thu 41/60 hộ, do tổ trưởng đi vắng 10 ngày.
- Phát 60 sổ hộ khẩu điện tử: xong 25/4.
2. Thảo luận: lối thoát hiểm khu tập thể B3
- Đ/c Lò Thị Thoan: cầu thang sau bị 7 nhà quây làm bếp, đề nghị phường lập biên bản trước 15/5.
- Đ/c Ninh Văn Khải: tôi không đồng ý lập biên bản ngay, vì 3 nhà là hộ nghèo; nên cho 20 ngày tự dỡ bếp sau cầu thang.
- Đ/c Trác Thị Liễu: nếu cho 20 ngày thì phải có giấy hẹn, năm 2022 hẹn miệng mà cầu thang vẫn còn bếp.
3. Phân công
- Đ/c Khải: gửi giấy hẹn 7 nhà, trước 10/5, báo cáo kỳ họp tháng 6.
- Đ/c Thoan: lập danh sách đồ trong cầu thang, nộp đ/c Khải ngày 08/5.
- Đ/c Liễu: kiểm tra lại 7 nhà, ngày 30/5.
Họp kết thúc lúc 21 giờ.
"""


def test_the_text_alone_carries_a_meeting_whose_lists_are_empty() -> None:
    assert quality.assess(record(MEETING)).profile.levels == ProfileLevels(
        discussion_substance=3,
        self_criticism_specificity=0,
        task_assignment_clarity=3,
        follow_up_of_previous_resolution=3,
        focus=3,
    )


def test_a_list_of_many_things_to_talk_about_is_no_focus() -> None:
    scattered = MEETING.replace(
        "2. Thảo luận: lối thoát hiểm khu tập thể B3",
        "2. Thảo luận: loa, cây xanh, quỹ đèn, nhà xe, bãi rác",
    )
    talk = scattered.partition("- Đ/c Lò")
    rest = "3. Phân công" + talk[2].partition("3. Phân công")[2]
    other = (
        "- Đ/c Thoan: loa ngõ 3 rè từ 12/4.\n- Đ/c Khải: bãi rác sau chợ 2 ngày mới dọn.\n"
        "- Đ/c Liễu: cây sấu số nhà 40 có tổ ong.\n"
    )
    level = quality.assess(record(talk[0] + other + rest)).profile.levels.focus
    assert level is not None
    assert level <= 1


def test_a_thematic_meeting_without_such_parts_has_nothing_to_rate_there() -> None:
    theme = MEETING.partition("1. Nhắc lại")[0] + "2. Thảo luận" + MEETING.partition("2. Thảo luận")[2]
    levels = quality.assess(record(theme, meeting_type="thematic")).profile.levels
    assert levels.self_criticism_specificity is None
    assert levels.follow_up_of_previous_resolution is None
    assert levels.discussion_substance == 3


def test_half_of_the_talk_makes_a_focus_though_nobody_is_given_anything_to_do() -> None:
    unnamed = MEETING.replace("2. Thảo luận: lối thoát hiểm khu tập thể B3", "2. Thảo luận")
    talk = unnamed.partition("3. Phân công")[0]
    alone = talk.replace("- Đ/c Ninh Văn Khải", "- Đ/c Ninh Văn Khải: nhất trí.\n- Đ/c Ninh Văn Khải")
    assert quality.assess(record(f"{alone}Họp kết thúc lúc 21 giờ.\n")).profile.levels.focus == 2
