"""Minutes in running prose: who speaks, where reported speech ends, who admits a fault, which part of the meeting it is."""

from __future__ import annotations

import pytest
from minutes_texts import record, units, wrap

from nlp import load_lexicon
from nlp.admissions import admits
from nlp.outline import outline
from nlp.unittext import from_unit

PROSE = """Đảng bộ xã Hòa Lộc
Chi bộ Hợp tác xã Tân Tiến
BIÊN BẢN HỌP CHI BỘ
Ngày 12 tháng 3 năm 1994, tại nhà kho, chi bộ họp. Đồng chí Lê Văn Cầm chủ trì, đồng chí Mai Thị Hạt ghi biên bản.
Đồng chí Cầm báo cáo: vụ xuân cấy xong 60 mẫu, còn nợ thủy lợi phí 3 tấn thóc.
{body}
Hội nghị tan lúc 22 giờ.
Thư ký    Chủ tọa
Mai Thị Hạt    Lê Văn Cầm"""
DISCUSSION = (
    "Nghe xong báo cáo, đồng chí Bùi Văn Chắt cho rằng nợ thủy lợi phí là do ban quản trị thu chậm, còn đồng chí "
    "Hoàng Thị Nụ thì không đồng ý, vì nhiều hộ mất mùa thật. Theo đồng chí Phan Đình Lũy, nên cho khất đến vụ mùa. "
    "Tiếp theo, đồng chí Đặng Văn Tư hỏi bao giờ có điện về xóm Trại. Các đồng chí khác không có ý kiến gì."
)


def prose(body: str):
    """The record of minutes in prose with ``body`` as what was said."""
    return record(wrap(PROSE.format(body=body)))


def test_speakers_in_running_prose():
    item = prose(DISCUSSION)
    assert [(c.speaker, c.text.strip(".")) for c in item.contributions if c.speaker] == [
        ("Bùi Văn Chắt", "nợ thủy lợi phí là do ban quản trị thu chậm"),
        ("Hoàng Thị Nụ", "thì không đồng ý, vì nhiều hộ mất mùa thật"),
        ("Phan Đình Lũy", "nên cho khất đến vụ mùa"),
        ("Đặng Văn Tư", "hỏi bao giờ có điện về xóm Trại"),
    ]


def test_a_report_is_no_contribution():
    assert prose("Các đồng chí nghe và không hỏi gì.").contributions == []


def test_reported_speech_ends_where_the_cell_decides():
    item = prose(
        "Thảo luận về điện, đồng chí Đặng Văn Tư đề nghị kéo dây qua xóm Trại. Hội nghị thống nhất chọn đường qua xóm "
        "Trại."
    )
    assert [c.text for c in item.contributions if c.speaker] == ["đề nghị kéo dây qua xóm Trại."]


def test_who_is_spoken_of_does_not_speak():
    item = prose(
        "Phê bình đồng chí Tư, đồng chí Hoàng Thị Nụ nói đồng chí hay vắng họp đội, tháng hai vắng cả hai lần. Đồng chí "
        "Đặng Văn Tư nhận."
    )
    assert [(c.by, c.of) for c in item.criticism] == [("Hoàng Thị Nụ", "Đặng Văn Tư")]


def test_admissions_anywhere():
    item = prose(
        DISCUSSION + " Liên hệ bản thân, đồng chí Mai Thị Hạt thấy mình ghi sổ công điểm chậm 5 ngày, xin rút kinh "
        "nghiệm. Đồng chí Chắt xin nhận khuyết điểm đã bỏ hai buổi trực đê."
    )
    assert [s.person for s in item.self_criticism] == ["Mai Thị Hạt", "Bùi Văn Chắt"]


@pytest.mark.parametrize(
    "text",
    [
        "nhận lỗi đã để trâu vào ruộng",
        "xin nghiêm túc rút kinh nghiệm",
        "tôi quên treo cờ hôm lễ",
        "việc này lỗi do tôi",
        "em chưa làm xong sổ sách, hứa sửa chữa",
        "nhan khuyet diem vi di hop muon",
        "xin chịu trách nhiệm trước chi bộ",
    ],
)
def test_words_of_admitting(text):
    assert admits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tôi xin đề nghị thêm một thùng rác ở đầu hẻm",
        "Lớp lá còn 6 em chưa có vở. Tôi xin chi bộ vận động chùa giúp",
        "Sư thầy đã nhận lời giúp 4 suất gạo",
        "em chưa rõ khoản thu này",
        "tối chưa có điện, cả xóm chịu",
        "đồng chí nhận trách nhiệm lo loa đài",
    ],
)
def test_words_that_admit_nothing(text):
    assert not admits(text)


def test_rows_under_a_bare_heading_are_in_its_section():
    item = prose(
        "Ý kiến:\nĐặng Văn Tư: đường vào xóm Trại lầy quá, phải đổ đá.\nHoàng Thị Nụ: đồng ý.\nGiao việc:\n"
        "Phan Đình Lũy: mua 20 xe đá, xong trước ngày 30-3.\nBùi Văn Chắt: gọi dân công, ngày 2-4."
    )
    assert [c.speaker for c in item.contributions] == ["Đặng Văn Tư", "Hoàng Thị Nụ"]
    assert [(t.assignee, t.deadline) for t in item.tasks] == [
        ("Phan Đình Lũy", "1994-03-30"),
        ("Bùi Văn Chắt", "1994-04-02"),
    ]


def test_a_role_hands_out_work_in_prose():
    item = prose(
        "Kết luận, phó bí thư giao bà Hoàng Thị Nụ cùng hội phụ nữ gặp các hộ nợ, xong trước ngày 31-3; ông Tư liên hệ "
        "điện lực trong tuần tới."
    )
    assert [(t.assignee, t.action, t.deadline) for t in item.tasks] == [
        ("Hoàng Thị Nụ", "cùng hội phụ nữ gặp các hộ nợ", "1994-03-31"),
        ("Tư", "liên hệ điện lực trong tuần tới", None),
    ]


def test_the_cell_agrees_and_gives_work():
    item = prose("Hội nghị nhất trí giao đồng chí Hoàng Thị Nụ đi gặp từng hộ nợ, báo lại trước ngày 30 tháng 3.")
    assert [(t.assignee, t.deadline) for t in item.tasks] == [("Hoàng Thị Nụ", "1994-03-30")]


def test_old_and_civil_forms_of_address():
    item = prose(
        "Thảo luận sôi nổi. Cụ Phan Đình Lũy, 81 tuổi, bảo cứ mời kỹ sư về nói thì thanh niên mới nghe. Bà Hoàng Thị Nụ "
        "không chịu, đòi làm từ nhà đảng viên trước. Có người hỏi vọng lên bao giờ có vôi."
    )
    assert [(c.speaker, c.role) for c in item.contributions] == [
        ("Phan Đình Lũy", None),
        ("Hoàng Thị Nụ", None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Tháng 2 thực hiện được bốn việc.", "work_review"),
        ("Tháng này tập trung vào các việc:", "plan"),
        ("Tháng trước: đã nạo vét mương.", "work_review"),
        ("Đến phần phê bình, đồng chí Tư nhận lỗi.", "criticism"),
        ("Bàn về thủy lợi, đồng chí Tư nói không đủ người.", "discussion"),
        ("Cuối cùng hội nghị giao: đồng chí Tư nạo mương.", "assignment"),
        ("Thảo luận mãi đến khuya mà việc khoán vẫn không xong.", None),
        ("Tháng 2 trời rét đậm.", None),
    ],
)
def test_prose_passes_to_another_part(sentence, section):
    lexicon = load_lexicon()
    unit = from_unit(units(wrap(PROSE.format(body=sentence)))[0])
    pieces = outline(unit, lexicon).pieces
    found = next(piece for piece in pieces if unit.slice(piece.start, piece.end).startswith(sentence[:15]))
    assert (found.label.section if found.label else None) == section


def test_opinions_behind_their_number():
    item = prose(
        "Có 3 ý kiến phát biểu: đồng chí Hoàng Thị Nụ đề nghị sửa kho giống; đồng chí Đặng Văn Tư hỏi về tiền điện; đồng "
        "chí Phan Đình Lũy báo cáo đã trả đủ thóc."
    )
    assert [(c.speaker, c.text) for c in item.contributions] == [
        ("Hoàng Thị Nụ", "đề nghị sửa kho giống"),
        ("Đặng Văn Tư", "hỏi về tiền điện"),
        ("Phan Đình Lũy", "báo cáo đã trả đủ thóc."),
    ]


def test_an_office_before_the_verb():
    item = prose(
        "Phát biểu của đại biểu: đồng chí Lý Hồng Thái, Phó Bí thư Đảng ủy xã đề nghị hợp tác xã kết nạp thêm hai đảng "
        "viên trẻ."
    )
    assert [(c.speaker, c.role) for c in item.contributions] == [("Lý Hồng Thái", "Phó Bí thư Đảng ủy xã")]


def test_the_reading_of_the_minutes_is_no_part_of_an_opinion():
    item = prose(
        "Thảo luận:\n- Đồng chí Đặng Văn Tư: nên kéo dây qua xóm Trại trước. Cuối cùng hội nghị thống nhất kéo dây. Biên "
        "bản được đọc lại."
    )
    assert [c.text for c in item.contributions if c.speaker] == ["nên kéo dây qua xóm Trại trước."]
