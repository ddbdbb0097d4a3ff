"""Each sentence knows the section it stands in, from headings, labels and how lists are nested."""

from __future__ import annotations

import pytest
from minutes_texts import minutes, units, wrap

from nlp import load_lexicon
from nlp.outline import Outline, outline
from nlp.unittext import from_unit


def taken_apart(text: str) -> Outline:
    (unit,) = units(text)
    return outline(from_unit(unit), load_lexicon())


def path_of(text: str, phrase: str) -> tuple[str, ...]:
    """The sections around the one sentence that holds ``phrase``."""
    frame = taken_apart(text)
    (piece,) = [piece for piece in frame.pieces if phrase in frame.unit.slice(piece.start, piece.end)]
    return piece.path


def body(text: str) -> str:
    return minutes(body=text, self="", conclusion="")


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("1. Đánh giá kết quả tháng 3", "work_review"),
        ("1. Kiểm điểm việc thực hiện nghị quyết tháng 3", "work_review"),
        ("1. Ưu điểm", "done"),
        ("1. Tồn tại, hạn chế", "not_done"),
        ("1. Nguyên nhân khách quan", "cause_objective"),
        ("1. Nguyên nhân chủ quan", "cause_subjective"),
        ("1. Phương hướng, nhiệm vụ tháng 4", "plan"),
        ("1. Thảo luận", "discussion"),
        ("1. Ý kiến thảo luận", "discussion"),
        ("1. Tự phê bình và phê bình", "self_criticism"),
        ("1. Phân công nhiệm vụ", "assignment"),
        ("1. Kết luận", "conclusion"),
        ("1. Thông tin thời sự", "news"),
        ("1. Đảng phí", "dues"),
    ],
)
def test_heading_opens_its_section(heading, section):
    assert section in path_of(body(f"{heading}:\n- Đường vào nghĩa trang còn lầy lội."), "nghĩa trang")


@pytest.mark.parametrize("heading", ["1. Thảo luạn:", "1. THAO LUAN:", "1. Tháo luận:"])
def test_heading_with_a_misread_letter(heading):
    assert "discussion" in path_of(body(f"{heading}\n- Đường vào nghĩa trang còn lầy lội."), "nghĩa trang")


def test_equal_heading_closes_the_one_before():
    text = body(
        "1. Đánh giá kết quả tháng 3:\n- Trồng 400 cây keo.\n2. Thảo luận:\n- Đường vào nghĩa trang còn lầy lội."
    )
    assert "work_review" not in path_of(text, "nghĩa trang")
    assert "work_review" in path_of(text, "cây keo")


def test_higher_heading_closes_lower_ones():
    text = minutes(body="1. Thảo luận:\n- Đ/c Cao Văn Nghiến: xin 2 xe cát.", self="")
    assert "discussion" not in path_of(text, "huy động 4 tổ")
    assert "conclusion" in path_of(text, "huy động 4 tổ") or "assignment" in path_of(text, "huy động 4 tổ")


def test_label_inside_a_paragraph_holds_to_its_end_only():
    text = body(
        "1. Đánh giá kết quả tháng 3: chưa sửa xong mương. Nguyên nhân chủ quan: tổ 2 thiếu đôn đốc.\n2. Thảo luận:\n- Đường vào nghĩa trang còn lầy lội."
    )
    assert "cause_subjective" in path_of(text, "thiếu đôn đốc")
    assert "cause_subjective" not in path_of(text, "nghĩa trang")


def test_speaker_is_no_label():
    frame = taken_apart(body("1. Thảo luận:\n- Đồng chí Kết Luận Văn: xin 2 xe cát."))
    assert not any(
        piece.label and "Đồng chí" in frame.unit.slice(piece.label.start, piece.label.end) for piece in frame.pieces
    )


def test_title_and_opening():
    frame = taken_apart(minutes())
    assert frame.unit.slice(*frame.title) == "BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ Tháng 4 năm 2026"
    opening = frame.unit.slice(*frame.opening)
    assert opening.startswith("Hôm nay") and "Mai Thị Sim" in opening and "mương" not in opening


def test_signatures_are_the_foot():
    frame = taken_apart(minutes())
    assert frame.unit.text[frame.foot :] == "THƯ KÝ    CHỦ TRÌ\nMai Thị Sim    Tạ Quang Lựu"
    assert not any("THƯ KÝ" in frame.unit.slice(piece.start, piece.end) for piece in frame.body_pieces)


def test_names_without_a_role_are_the_foot_too():
    frame = taken_apart(minutes(signatures="Mai Thị Sim    Tạ Quang Lựu"))
    assert frame.unit.text[frame.foot :] == "Mai Thị Sim    Tạ Quang Lựu"


def test_text_without_signatures_has_no_foot():
    frame = taken_apart(minutes(signatures=""))
    assert frame.foot == len(frame.unit.text)


def test_pieces_are_in_order_and_inside_their_blocks():
    frame = taken_apart(minutes())
    assert [piece.start for piece in frame.pieces] == sorted(piece.start for piece in frame.pieces)
    for piece in frame.pieces:
        block = frame.blocks[piece.block]
        assert block.start <= piece.start < piece.end <= block.end


def test_table_is_found_with_its_cells_and_wrapped_rows():
    table = """III. PHÂN CÔNG NHIỆM VỤ
TT    Nhiệm vụ                      Người thực hiện    Thời hạn
1     Sửa mương Cầu Đá              Cao Văn Nghiến     20/4/2026
      đoạn qua đồng trước
2     Lập danh sách hộ vay vốn      Đỗ Thị Mận         15/4/2026"""
    frame = taken_apart(minutes(conclusion=table))
    (found,) = frame.tables
    assert len(found.rows) == 2
    what = found.column("nhiem vu")
    assert what is not None
    assert "đoạn qua đồng trước" in frame.unit.slice(*found.rows[0][what])
    assert frame.unit.slice(*found.rows[1][what]) == "Lập danh sách hộ vay vốn"


def test_running_text_is_no_table():
    assert taken_apart(minutes()).tables == []
    assert (
        taken_apart(wrap("BIÊN BẢN HỌP CHI BỘ\nChi bộ có kế hoạch, nội dung, thời gian và người phụ trách.")).tables
        == []
    )
