"""What minutes of other decades say: typewritten prose, a notebook's shorthand, the template of today, a yearly review."""

from __future__ import annotations

import pytest
from minutes_texts import record, wrap

TYPED = wrap("""ĐẢNG ỦY XÃ PHÚ GÒ
CHI BỘ HTX NÔNG NGHIỆP SỐ 2
BIÊN BẢN HỌP CHI BỘ
Tháng 9 năm 1994
Hôm nay, ngày 12-9-1994, vào lúc 7 giờ 30 tối, tại kho đội 3, chi bộ HTX nông nghiệp số 2 họp thường kỳ.
Chủ trì: đ/c Lê Xuân Hoàn - Bí thư. Thư ký: đ/c Phạm Thị Ngoạt.
1/ Đồng chí Bí thư thông qua báo cáo kiểm điểm công tác tháng 8 và phương hướng tháng 9.
Tháng 8 đã chỉ đạo thu hoạch xong 62 ha lúa hè thu. Còn tồn 7 tấn thuế ở đội 4. Nguyên nhân do bão số 3 làm đổ 12 ha, mặt khác do đội trưởng đội 6 chưa sâu sát. Đã kết nạp được 1 quần chúng.
2/ Chi bộ thảo luận:
- Đ/c Đỗ Văn Kế: Không nhất trí với báo cáo về số thuế đội 6, vì 4 hộ đã nộp mà chưa được ghi.
- Đ/c Vũ Quốc Ái hỏi: giống ngô đông bao giờ có? Đ/c Hoàn trả lời: trạm vật tư hẹn ngày 20 tháng 9.
- Đ/c Nguyễn Hữu Lan, Đảng ủy viên phụ trách phát biểu: nhắc chi bộ sinh hoạt đều.
3/ Phê bình và tự phê bình:
Đ/c Lê Xuân Hoàn tự phê bình: chưa kiểm tra sổ thuế của đội 6 nên để sai sót.
Đ/c Kế phê bình đ/c Hoàn: giao khoán thủy lợi phí cho đội trưởng mà không kiểm tra.
Đ/c Tính vắng không lý do hai kỳ, chi bộ phê bình.
4/ Nghị quyết:
a) Nạo vét mương N4, giao đ/c Kế phụ trách.
b) Thu dứt điểm 7 tấn thuế còn lại trong tháng 9, giao đ/c Ái và đ/c Kế.
Giơ tay biểu quyết, mười bốn đồng chí đồng ý khoanh nợ cho hai hộ, ba đồng chí không đồng ý.
Cuộc họp kết thúc lúc 10 giờ đêm cùng ngày.""")


def test_typed_prose_gives_work_and_causes_on_both_sides():
    work = record(TYPED).assessment_of_work
    assert work.done == ["Tháng 8 đã chỉ đạo thu hoạch xong 62 ha lúa hè thu", "Đã kết nạp được 1 quần chúng"]
    assert work.not_done == ["Còn tồn 7 tấn thuế ở đội 4"]
    assert work.causes_objective == ["bão số 3 làm đổ 12 ha"]
    assert work.causes_subjective == ["đội trưởng đội 6 chưa sâu sát"]


def test_typed_prose_keeps_who_disagrees_asks_and_answers():
    found = [(item.speaker, item.role) for item in record(TYPED).contributions]
    assert found == [
        ("Đỗ Văn Kế", None),
        ("Vũ Quốc Ái", None),
        ("Lê Xuân Hoàn", None),
        ("Nguyễn Hữu Lan", "Đảng ủy viên phụ trách"),
    ]


def test_a_fault_before_the_word_for_criticism():
    item = record(TYPED)
    assert [(c.by, c.of) for c in item.criticism] == [("Đỗ Văn Kế", "Lê Xuân Hoàn"), ("Chi bộ", "Tính")]
    assert [s.person for s in item.self_criticism] == ["Lê Xuân Hoàn"]


def test_votes_in_words_and_owners_behind_the_work():
    item = record(TYPED)
    assert [(t.assignee, t.action) for t in item.tasks] == [
        ("Đỗ Văn Kế", "Nạo vét mương N4"),
        ("Vũ Quốc Ái, Đỗ Văn Kế", "Thu dứt điểm 7 tấn thuế còn lại"),
    ]
    (decision,) = [d for d in item.decisions if d.votes]
    assert decision.text == "khoanh nợ cho hai hộ"
    assert decision.votes and (decision.votes.for_, decision.votes.against) == (14, 3)


NOTEBOOK = """Số: 04-BB/CB
BB họp CB tháng 3/2006
19h30 ngày 4/3/2006 tại nhà VH thôn
TSĐV: 31 đ/c. Có mặt: 27.
CT: đ/c Nguyễn Văn Khoát BT. TK: đ/c Lê Thị Nhàn.
I/ KD NQ tháng 2:
- NQ đề ra 7 việc: xong 5.
- Được: cấy xong 84 ha; thu quỹ ANQP 100%.
- Chưa: đường ngõ 5 chưa đổ bê tông; vệ sinh chợ còn bẩn.
- ĐP: 27/29 đ/c, 216.000đ.
II/ Ý kiến:
+ Chiểu: xin xi măng tỉnh hỗ trợ đã về 12 tấn, đề nghị đổ luôn trước 20/3.
+ Đ/c Khoát: đồng ý, riêng cát sỏi dân góp 30 nghìn/khẩu.
III/ KL:
1. Đổ đường ngõ 5, đ/c Chiểu phụ trách.
2. Hộ nghèo miễn đóng. BQ 27/27.
3. Nhắc nhở đ/c Tất vắng KLD lần 2.
Họp xong 21h15.
Ghi BB: Nhàn        CT: Khoát"""


def test_a_notebook_in_shorthand():
    item = record(NOTEBOOK)
    assert (item.previous_resolution.done, item.previous_resolution.total) == (5, 7)
    assert (item.dues.paid, item.dues.payable, item.dues.amount_vnd) == (27, 29, 216_000)
    assert item.assessment_of_work.not_done == ["đường ngõ 5 chưa đổ bê tông", "vệ sinh chợ còn bẩn"]
    assert [c.speaker for c in item.contributions] == ["Chiểu", "Nguyễn Văn Khoát"]
    assert [(t.assignee, t.action) for t in item.tasks] == [("Chiểu", "Đổ đường ngõ 5")]
    assert [(d.text, d.votes and d.votes.for_) for d in item.decisions] == [("Hộ nghèo miễn đóng", 27)]
    assert [c.of for c in item.criticism] == ["Tất"]
    assert not any("ĐP" in target.indicator for target in item.targets)


TEMPLATE = """ĐẢNG BỘ PHƯỜNG TÂN GÒ    ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ KHU PHỐ 7
Số 02-BB/CB
BIÊN BẢN HỌP CHI BỘ THƯỜNG KỲ THÁNG 02 NĂM 2026
Hôm nay, 19 giờ 00 phút, ngày 03 tháng 02 năm 2026, tại văn phòng khu phố 7, chi bộ họp thường kỳ.
- Chủ trì: đồng chí Trịnh Ngọc Sương, Bí thư Chi bộ.
- Thư ký: đồng chí Lâm Hữu Phước.
1. Đánh giá kết quả thực hiện Nghị quyết tháng 01/2026
Chi bộ hoàn thành 8/9 nhiệm vụ, đạt 88,9%.
1.1. Kết quả đạt được
- Vận động 215/220 hộ ký cam kết không lấn chiếm lòng lề đường, đạt 97,7%.
1.2. Hạn chế, khuyết điểm và nguyên nhân
- Việc phân loại rác tại nguồn mới đạt 45% kế hoạch.
- Do chưa có xe thu gom riêng; đồng thời đảng viên phụ trách hẻm chưa bám sát.
2. Tự phê bình và phê bình
- Đồng chí Phan Tấn Lợi góp ý đồng chí Lâm Hữu Phước ghi biên bản chậm 3 ngày.
- Tập thể chi ủy nhận thấy còn chậm nắm bắt dư luận về việc di dời sạp hàng, xin rút kinh nghiệm.
- Đồng chí Lâm Hữu Phước: tự nhận không có khuyết điểm.
III. KẾT LUẬN, PHÂN CÔNG NHIỆM VỤ
Đồng chí Trịnh Ngọc Sương kết luận:
1. Giao đồng chí Ngô Thị Kim Liên: in 500 tờ rơi; tập huấn 60 hộ hẻm 18. Thời hạn hoàn thành: 20/02/2026.
2. Giao đồng chí Bùi Quốc Dũng lắp 08 camera.
3. Đồng chí Phan Tấn Lợi, đồng chí Lâm Hữu Phước rà soát hộ khó khăn.
Các nội dung trên hoàn thành trước ngày 28/02/2026.
Biểu quyết thông qua Nghị quyết tháng 02/2026: tán thành 32/32 đảng viên chính thức có mặt, đạt 100%.
Kết thúc lúc 21 giờ 00 phút cùng ngày."""


def test_one_owner_of_several_works_and_a_deadline_that_all_share():
    assert [(t.assignee, t.action, t.deadline) for t in record(TEMPLATE).tasks] == [
        ("Ngô Thị Kim Liên", "in 500 tờ rơi; tập huấn 60 hộ hẻm 18", "2026-02-20"),
        ("Bùi Quốc Dũng", "lắp 08 camera", "2026-02-28"),
        ("Phan Tấn Lợi, Lâm Hữu Phước", "rà soát hộ khó khăn", "2026-02-28"),
    ]


def test_a_heading_of_faults_and_causes_is_no_fault_and_its_causes_are_causes():
    work = record(TEMPLATE).assessment_of_work
    assert work.not_done == ["Việc phân loại rác tại nguồn mới đạt 45% kế hoạch"]
    assert work.causes_objective == ["chưa có xe thu gom riêng"]
    assert work.causes_subjective == ["đảng viên phụ trách hẻm chưa bám sát"]
    assert len(work.done) == 1


def test_a_body_owns_up_and_a_denial_does_not():
    assert [s.person for s in record(TEMPLATE).self_criticism] == ["Tập thể chi ủy"]


def test_a_vote_names_the_resolution_with_its_month():
    (decision,) = record(TEMPLATE).decisions
    assert decision.text == "thông qua Nghị quyết tháng 02/2026"


REVIEW = """ĐẢNG BỘ CÔNG TY CP CƠ KHÍ SÔNG GÒ
CHI BỘ PHÂN XƯỞNG ĐÚC
BIÊN BẢN
Hội nghị kiểm điểm tập thể, cá nhân và đánh giá, xếp loại chất lượng năm 2023
Hôm nay, hồi 8 giờ 00 ngày 08/12/2023, tại phòng họp, Chi bộ Phân xưởng Đúc tổ chức hội nghị kiểm điểm cuối năm.
Chủ trì: đ/c Cù Đình Thắng - Bí thư. Thư ký: đ/c Mạc Thị Oanh.
I. Kiểm điểm tập thể chi ủy
Đ/c Thắng đọc bản kiểm điểm của tập thể chi ủy.
Ý kiến góp ý:
- Đ/c Ma Văn Hòe: chi ủy còn nể nang, 2 ca hỏng mẻ không ai chịu trách nhiệm.
- Đ/c Oanh: nhất trí với bản kiểm điểm.
II. Kiểm điểm cá nhân
1. Đồng chí Cù Đình Thắng
Tự kiểm điểm: bản thân chưa quyết liệt trong xử lý ca trưởng vi phạm.
Ý kiến góp ý: Đ/c Hòe: cuộc họp tháng 9 đã quát công nhân trước đông người.
2. Đồng chí Ma Văn Hòe
Tự kiểm điểm: 3 buổi đi làm muộn trong tháng 10 do con ốm.
Ý kiến góp ý: các đồng chí nhất trí, không có ý kiến gì thêm.
III. Kết quả bỏ phiếu xếp loại
- Đ/c Cù Đình Thắng: Hoàn thành tốt nhiệm vụ 13/15 phiếu, hoàn thành nhiệm vụ 2/15 phiếu.
- Tập thể chi bộ: phát ra 15 phiếu, thu về 15 phiếu, hợp lệ 14; Hoàn thành tốt nhiệm vụ: 12 phiếu; hoàn thành nhiệm vụ: 3 phiếu.
Hội nghị kết thúc lúc 11 giờ 15 cùng ngày."""


def test_reviews_under_names_and_who_criticises_whom():
    item = record(wrap(REVIEW))
    assert [(s.person, s.cause) for s in item.self_criticism] == [("Cù Đình Thắng", None), ("Ma Văn Hòe", "con ốm")]
    assert [(c.by, c.of) for c in item.criticism] == [
        ("Ma Văn Hòe", "tập thể chi ủy"),
        ("Ma Văn Hòe", "Cù Đình Thắng"),
    ]
    assert not any(c.text.startswith("Bí thư") for c in item.contributions)


def test_a_ballot_decides_a_rating_and_its_sums_are_checked():
    item = record(wrap(REVIEW))
    votes = [(d.text, d.votes and (d.votes.for_, d.votes.base)) for d in item.decisions]
    assert ("Đ/c Cù Đình Thắng: Hoàn thành tốt nhiệm vụ", (13, 15)) in votes
    assert [f.code for f in item.findings if f.code == "ballot-sum"] == ["ballot-sum"]


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("- Chi bộ biểu dương đồng chí Đỗ Thị Mận đã vận động 6 hộ hiến đất.", "Đỗ Thị Mận"),
        ("- Hội nghị hoan nghênh đồng chí Đỗ Thị Mận đưa 4 em trở lại lớp.", "Đỗ Thị Mận"),
        ("- Đề nghị tặng giấy khen đồng chí Đỗ Thị Mận cuối năm.", None),
    ],
)
def test_praise_in_several_words(sentence, person):
    text = f"BIÊN BẢN HỌP CHI BỘ\nHôm nay, 19 giờ ngày 05 tháng 4 năm 2026, chi bộ thôn Bãi Dâu họp.\n{sentence}"
    assert [item.person for item in record(text).praise] == ([person] if person else [])
