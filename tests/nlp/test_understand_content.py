"""Work done, discussion, criticism, decisions, tasks, targets, self-assessment and closing."""

from __future__ import annotations

import pytest
from minutes_texts import ATTENDANCE, BODY, codes, read


def test_work_done_not_done_and_why():
    work = read().assessment_of_work
    assert work.done == ["trồng 400 cây keo ven đường", "thu gom rác tuyến chợ"]
    assert work.not_done == ["chưa sửa xong 60 m mương Cầu Đá"]
    assert (work.causes_objective, work.causes_subjective) == (["mưa kéo dài 10 ngày"], [])


def test_subjective_causes_and_solutions():
    body = """1. Đánh giá kết quả tháng 3
- Chưa làm được: còn 14 hộ chưa phân loại rác.
- Nguyên nhân chủ quan: tổ vận động chưa đến từng nhà.
- Giải pháp: mỗi đảng viên phụ trách 2 hộ; phát túi phân loại trong tháng 4."""
    work = read(body=body).assessment_of_work
    assert work.causes_subjective == ["tổ vận động chưa đến từng nhà"]
    assert work.not_done == ["còn 14 hộ chưa phân loại rác"]
    assert work.solutions == ["mỗi đảng viên phụ trách 2 hộ", "phát túi phân loại trong tháng 4"]


@pytest.mark.parametrize(
    ("sentence", "done", "total", "period"),
    [
        ("1. Đánh giá kết quả thực hiện nghị quyết tháng 3: hoàn thành 5/6 nhiệm vụ.", 5, 6, "2026-03"),
        ("1. Kết quả thực hiện nghị quyết tháng 3: nghị quyết đề ra 8 việc, làm xong 6 việc.", 6, 8, "2026-03"),
        ("1. Kiểm điểm việc thực hiện nghị quyết tháng 3: đạt 16/16 chỉ tiêu.", 16, 16, "2026-03"),
        ("1. Đánh giá kết quả tháng 3: các mặt công tác ổn định.", None, None, None),
        ("1. Phổ biến tình hình thời sự.", None, None, None),
    ],
)
def test_previous_resolution(sentence, done, total, period):
    previous = read(body=sentence).previous_resolution
    assert (previous.done, previous.total, previous.period) == (done, total, period)


def test_previous_resolution_of_december_belongs_to_the_year_before():
    item = read(
        title="BIÊN BẢN HỌP CHI BỘ THÁNG 1 NĂM 2026",
        opening="Hôm nay, 19 giờ ngày 04 tháng 01 năm 2026, tại nhà văn hóa thôn, chi bộ họp thường kỳ.",
        body="1. Đánh giá kết quả thực hiện nghị quyết tháng 12: hoàn thành 4/5 nhiệm vụ.",
    )
    assert item.previous_resolution.period == "2025-12"
    assert "/previous_resolution/period" in item.inferred


@pytest.mark.parametrize(
    ("sentence", "paid", "payable", "amount"),
    [
        ("1. Đảng phí: 20/20 đồng chí đã đóng, số tiền 312.000 đồng.", 20, 20, 312_000),
        ("1. Thu đảng phí tháng 4: 19/20 đồng chí, số tiền 285.000đ.", 19, 20, 285_000),
        ("1. Đảng phí quý I nộp đủ.", None, None, None),
    ],
)
def test_dues(sentence, paid, payable, amount):
    dues = read(body=sentence).dues
    assert (dues.paid, dues.payable, dues.amount_vnd) == (paid, payable, amount)


def test_money_for_something_else_is_no_dues():
    assert read(body="1. Quỹ khuyến học thu được 2.400.000 đồng.").dues.amount_vnd is None


def test_preparation():
    body = (
        "1. Chi ủy đã họp ngày 01/4/2026 để chuẩn bị nội dung.\n"
        "2. Tài liệu và dự thảo nghị quyết đã gửi các đồng chí từ ngày 02/4/2026."
    )
    preparation = read(body=body).preparation
    assert preparation.committee_met_on == "2026-04-01"
    assert preparation.documents_posted_on == "2026-04-02"
    assert preparation.draft_resolution is True


def test_no_word_on_preparation_is_null():
    preparation = read().preparation
    assert (preparation.committee_met_on, preparation.documents_posted_on, preparation.draft_resolution) == (
        None,
        None,
        None,
    )


def discussion(*items: str) -> str:
    return "2. Thảo luận\n" + "\n".join(items)


@pytest.mark.parametrize(
    ("utterance", "speaker", "text", "substantive"),
    [
        ("- Đồng chí Cao Văn Nghiến: mương Cầu Đá còn 60 m, đề nghị mỗi tổ góp 5 công.", "Cao Văn Nghiến", "mương Cầu Đá còn 60 m, đề nghị mỗi tổ góp 5 công.", True),
        ("- Đ/c Cao Văn Nghiến phát biểu: không đồng ý đốt nương vì gió mạnh.", "Cao Văn Nghiến", "không đồng ý đốt nương vì gió mạnh.", True),
        ("+ Ý kiến đ/c Cao Văn Nghiến: nên dời chợ phiên sang bãi dưới.", "Cao Văn Nghiến", "nên dời chợ phiên sang bãi dưới.", True),
        ("- Đồng chí Đỗ Thị Mận: nhất trí cao với báo cáo của chi ủy.", "Đỗ Thị Mận", "nhất trí cao với báo cáo của chi ủy.", False),
        ("- Đồng chí Đỗ Thị Mận: không có ý kiến gì thêm.", "Đỗ Thị Mận", "không có ý kiến gì thêm.", False),
    ],
)  # fmt: skip
def test_contribution(utterance, speaker, text, substantive):
    (item,) = read(body=discussion(utterance), self="").contributions
    assert (item.speaker, item.text, item.substantive) == (speaker, text, substantive)


def test_role_of_a_speaker_stands_beside_the_name():
    (item,) = read(
        body=discussion("- Đ/c Cao Văn Nghiến (Chi hội trưởng Nông dân): xin 40 cây giống cho tổ 2."), self=""
    ).contributions
    assert (item.speaker, item.role) == ("Cao Văn Nghiến", "Chi hội trưởng Nông dân")


def test_numbered_opinion_without_a_name_is_nobodys():
    found = read(
        body=discussion(
            "- Ý kiến 1: đề nghị lắp 6 bóng đèn ở ngõ 4.", "- Ý kiến 2: xin sửa cổng trường trước mùa mưa."
        ),
        self="",
    ).contributions
    assert [item.speaker for item in found] == [None, None]
    assert all(item.substantive for item in found)


def test_unanimous_murmur_is_one_formulaic_contribution():
    (item,) = read(
        body=discussion("Các đồng chí nhất trí cao với báo cáo, không có ý kiến gì thêm."), self=""
    ).contributions
    assert item.speaker is None and item.substantive is False


def test_several_speakers_in_the_order_of_the_page():
    found = read(
        body=discussion(
            "- Đ/c Cao Văn Nghiến: mương còn 60 m.",
            "- Đ/c Đỗ Thị Mận: vay vốn còn 8 hộ chưa trả.",
            "- Đ/c Cao Văn Nghiến: xin thêm 2 xe cát.",
        ),
        self="",
    ).contributions
    assert [item.speaker for item in found] == ["Cao Văn Nghiến", "Đỗ Thị Mận", "Cao Văn Nghiến"]


def test_self_criticism_with_cause_remedy_and_deadline():
    (item,) = read().self_criticism
    assert (item.person, item.specific, item.deadline) == ("Cao Văn Nghiến", True, "2026-04-20")
    assert item.cause == "bận việc nhà"
    assert item.remedy and item.remedy.startswith("làm")


def test_hedged_self_criticism_is_not_specific():
    text = "3. Tự phê bình và phê bình\n- Đồng chí Đỗ Thị Mận tự phê bình: bản thân đôi lúc chưa thật sự mạnh dạn."
    (item,) = read(self=text).self_criticism
    assert (item.person, item.specific, item.deadline) == ("Đỗ Thị Mận", False, None)


def test_criticism_by_and_of():
    text = (
        "3. Tự phê bình và phê bình\n- Đồng chí Đỗ Thị Mận góp ý đồng chí Cao Văn Nghiến: "
        "hai tháng liền không báo số hộ cận nghèo, lần sau phải báo trước ngày 25."
    )
    (item,) = read(self=text).criticism
    assert (item.by, item.of, item.specific) == ("Đỗ Thị Mận", "Cao Văn Nghiến", True)


def test_the_cell_reminds_a_member():
    (item,) = read(self="3. Chi bộ nhắc nhở đồng chí Cao Văn Nghiến vắng họp 2 lần liền.").criticism
    assert (item.by, item.of) == ("Chi bộ", "Cao Văn Nghiến")


@pytest.mark.parametrize(
    "text",
    [
        "3. Tự phê bình và phê bình: không có biểu hiện nể nang, né tránh.",
        "3. Tự phê bình và phê bình: các đồng chí luôn tự giác tu dưỡng, nội bộ đoàn kết.",
        "3. Chi bộ không phê bình đồng chí nào.",
        "3. Tự phê bình và phê bình: không có.",
    ],
)
def test_denied_or_general_criticism_criticises_nobody(text):
    item = read(self=text)
    assert (item.self_criticism, item.criticism) == ([], [])


def test_praise():
    (item,) = read(self="3. Chi bộ biểu dương đồng chí Đỗ Thị Mận đã vận động 6 hộ hiến 120 m2 đất làm đường.").praise
    assert item.person == "Đỗ Thị Mận" and "120 m2" in item.text


def test_praise_of_nobody_in_particular_is_none():
    assert read(self="3. Chi bộ biểu dương các đồng chí đảng viên.").praise == []


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        ("Biểu quyết: 17/17 đảng viên chính thức có mặt tán thành.", (17, None, None, 17)),
        ("Biểu quyết thông qua nghị quyết: 12/12 tán thành (100%).", (12, None, None, 12)),
        ("BQ 17/17 nhất trí.", (17, None, None, 17)),
        ("Biểu quyết: tán thành 14, không tán thành 02, ý kiến khác 01.", (14, 2, 1, None)),
        ("Biểu quyết: 15 đồng chí đồng ý, 2 đồng chí không đồng ý.", (15, 2, None, None)),
    ],
)
def test_votes(vote, expected):
    decisions = read(conclusion=f"III. KẾT LUẬN\nChi bộ thống nhất sửa mương Cầu Đá trong tháng 4.\n{vote}").decisions
    votes = [item.votes for item in decisions if item.votes is not None]
    assert [(v.for_, v.against, v.abstain, v.base) for v in votes] == [expected]


@pytest.mark.parametrize(
    "vote", ["Biểu quyết: 100% đảng viên nhất trí thông qua.", "Chi bộ nhất trí tuyệt đối bằng giơ tay."]
)
def test_unanimity_without_figures_gives_no_figures(vote):
    decisions = read(conclusion=f"III. KẾT LUẬN\n{vote}").decisions
    assert decisions and all(item.votes is None for item in decisions)


def test_vote_names_what_it_decides():
    (item,) = read(
        conclusion="III. KẾT LUẬN\nBiểu quyết thông qua kế hoạch sửa mương Cầu Đá: 17/17 đồng chí tán thành."
    ).decisions
    assert "kế hoạch sửa mương Cầu Đá" in item.text


def assigned(*items: str) -> list[tuple[str | None, str, str | None]]:
    found = read(conclusion="III. PHÂN CÔNG NHIỆM VỤ\n" + "\n".join(items)).tasks
    return [(task.assignee, task.action, task.deadline) for task in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "- Phân công đồng chí Đỗ Thị Mận dự thảo báo cáo sơ kết, xong trước ngày 20 tháng 4.",
            ("Đỗ Thị Mận", "dự thảo báo cáo sơ kết", "2026-04-20"),
        ),
        (
            "- Giao đ/c Đỗ Thị Mận tổng hợp danh sách hộ vay vốn, hạn 15/4/2026.",
            ("Đỗ Thị Mận", "tổng hợp danh sách hộ vay vốn", "2026-04-15"),
        ),
        (
            "- Đ/c Đỗ Thị Mận lập sổ theo dõi tuần tra, chậm nhất ngày 25/4.",
            ("Đỗ Thị Mận", "lập sổ theo dõi tuần tra", "2026-04-25"),
        ),
        ("- Sửa 3 bóng đèn ngõ 4 (đ/c Đỗ Thị Mận, xong 15/4).", ("Đỗ Thị Mận", "Sửa 3 bóng đèn ngõ 4", "2026-04-15")),
        (
            "- Đ/c Đỗ Thị Mận phụ trách tuyên truyền phòng cháy rừng.",
            ("Đỗ Thị Mận", "phụ trách tuyên truyền phòng cháy rừng", None),
        ),
        (
            "- Các đồng chí đảng viên vận động gia đình phân loại rác.",
            ("Các đồng chí đảng viên", "vận động gia đình phân loại rác", None),
        ),
    ],
)
def test_task(sentence, expected):
    assert assigned(sentence) == [expected]


def test_two_tasks_of_one_sentence():
    found = assigned("- Đ/c Cao Văn Nghiến phụ trách tuyên truyền, đ/c Đỗ Thị Mận phụ trách vệ sinh môi trường.")
    assert [(who, what) for who, what, _ in found] == [
        ("Cao Văn Nghiến", "phụ trách tuyên truyền"),
        ("Đỗ Thị Mận", "phụ trách vệ sinh môi trường"),
    ]


def test_plan_without_anybody_is_no_task():
    assert assigned("- Tiếp tục giữ gìn vệ sinh đường làng ngõ xóm.") == []


def test_deadline_without_a_year_says_where_its_year_is_from():
    item = read(conclusion="III. PHÂN CÔNG\n- Giao đ/c Đỗ Thị Mận tổng hợp danh sách hộ vay vốn, xong trước ngày 15/4.")
    assert item.tasks[0].deadline == "2026-04-15"
    assert "/tasks/0/deadline" in item.inferred
    assert item.evidence["/tasks/0/deadline"].text.endswith("15/4")


def test_table_of_tasks():
    table = """III. PHÂN CÔNG NHIỆM VỤ
TT    Nhiệm vụ    Người thực hiện    Thời hạn
1    Sửa mương Cầu Đá    Cao Văn Nghiến    20/4/2026
2    Lập danh sách hộ vay vốn    Đỗ Thị Mận    15/4/2026"""
    found = read(conclusion=table).tasks
    assert [(task.assignee, task.action, task.deadline) for task in found] == [
        ("Cao Văn Nghiến", "Sửa mương Cầu Đá", "2026-04-20"),
        ("Đỗ Thị Mận", "Lập danh sách hộ vay vốn", "2026-04-15"),
    ]


@pytest.mark.parametrize(
    ("work", "planned"),
    [
        ("tổ tự quản trực 24/24 trong ba ngày lễ", []),
        ("đội dân phòng trực đêm 24/7", []),
        ("tổ tự quản trực 24/24 buổi", [24]),
        ("thu nhập BQ các hộ nghèo đã tăng; vận động 9/12 hộ làm cổng", [12]),
        ("BQ 9/9", []),
    ],
)
def test_a_watch_round_the_clock_and_a_short_vote_are_no_targets(work, planned):
    found = read(body=f"1. Đánh giá kết quả tháng 3: {work}.").targets
    assert [target.planned for target in found] == planned


def test_target_with_plan_and_result():
    found = read(body="1. Đánh giá kết quả tháng 3: trồng 1,2/1,5 ha cây mắc ca.").targets
    assert [(item.planned, item.actual, item.unit) for item in found] == [(1.5, 1.2, "ha")]


@pytest.mark.parametrize(
    ("sentence", "score", "best", "grade"),
    [
        ("Chi bộ tự chấm buổi sinh hoạt 92/100 điểm, xếp loại: Tốt.", 92, 100, "Tốt"),
        ("Tự đánh giá buổi sinh hoạt: Khá.", None, None, "Khá"),
        ("Tổng số điểm: 87,5/100 điểm, tự xếp loại: Khá.", 87.5, 100, "Khá"),
    ],
)
def test_self_assessment(sentence, score, best, grade):
    own = read(closing=f"{sentence}\nKết thúc lúc 21 giờ 05 phút cùng ngày.").self_assessment
    assert (own.score, own.max, own.grade) == (score, best, grade)


def test_no_self_assessment_is_made_of_other_points():
    assert read().self_assessment.score is None and read().self_assessment.grade is None


@pytest.mark.parametrize(
    ("closing", "read_back"),
    [
        ("Biên bản được đọc lại trước toàn thể chi bộ và kết thúc lúc 21 giờ.", True),
        ("Biên bản đã được thông qua trước hội nghị. Kết thúc lúc 21 giờ.", True),
        ("Kết thúc lúc 21 giờ.", None),
    ],
)
def test_read_back(closing, read_back):
    assert read(closing=closing).closing.read_back is read_back


@pytest.mark.parametrize(
    ("signatures", "signed"),
    [
        ("THƯ KÝ    CHỦ TRÌ\nMai Thị Sim    Tạ Quang Lựu", ["Mai Thị Sim", "Tạ Quang Lựu"]),
        (
            "NGƯỜI GHI BIÊN BẢN    CHỦ TRÌ HỘI NGHỊ\n(Ký, ghi rõ họ tên)    (Ký, ghi rõ họ tên)\nMai Thị Sim    Tạ Quang Lựu",
            ["Mai Thị Sim", "Tạ Quang Lựu"],
        ),
        ("Ghi: Mai Thị Sim    CT: Tạ Quang Lựu", ["Mai Thị Sim", "Tạ Quang Lựu"]),
        ("Nơi nhận:    T/M CHI BỘ\n- Đảng ủy xã    BÍ THƯ\n- Lưu chi bộ    Tạ Quang Lựu", ["Tạ Quang Lựu"]),
        ("THƯ KÝ    CHỦ TRÌ", []),
    ],
)
def test_names_under_the_text(signatures, signed):
    assert read(signatures=signatures).closing.signed == signed


def test_topics_are_those_the_meeting_speaks_of():
    body = (
        "1. Phương hướng: tuyên truyền phân loại rác thải, dọn vệ sinh môi trường đường làng; trồng cây xanh ven suối."
    )
    topics = read(body=body, self="", conclusion="").topics
    assert "environment" in topics and "anti_corruption" not in topics


def test_a_formulaic_meeting_has_no_substance_to_show():
    item = read(
        attendance=ATTENDANCE,
        body=BODY.split("2. Thảo luận")[0]
        + "2. Ý kiến: các đồng chí nhất trí cao với báo cáo, không có ý kiến gì thêm.",
        self="3. Tự phê bình và phê bình: các đồng chí luôn tự giác tu dưỡng.",
        conclusion="III. KẾT LUẬN\nHội nghị thống nhất 100% các nội dung trên.",
    )
    assert item.tasks == [] and item.self_criticism == [] and item.criticism == []
    assert not any(contribution.substantive for contribution in item.contributions)
    assert "probationary-vote" not in codes(item)


def test_under_self_criticism_a_fault_without_a_subject_is_the_speakers_own():
    made = read(
        **{
            "self": "3. Phê bình và tự phê bình\nĐ/c Cao Văn Nghiến: chưa đôn đốc tổ 2 nạo vét mương, còn 40 m.\n"
            "Đ/c Mai Thị Sim: đôi lúc còn đi họp muộn.\nĐ/c Tạ Quang Lựu nhận việc ghi sổ chậm so với yêu cầu."
        }
    )
    assert [item.person for item in made.self_criticism] == ["Cao Văn Nghiến", "Mai Thị Sim", "Tạ Quang Lựu"]


def test_holidays_are_no_targets():
    made = read(conclusion="4. Nhiệm vụ tháng tới\n- Treo cờ chào mừng 30/4 và 1/5, giữ vệ sinh đường thôn.")
    assert made.targets == []


def test_what_was_denied_is_no_cause():
    made = read(
        **{"self": "3. Tự phê bình\nĐ/c Cao Văn Nghiến: tôi để sổ trễ 10 ngày, không phải do bận mà do tôi ngại viết."}
    )
    assert made.self_criticism[0].cause == "tôi ngại viết"
