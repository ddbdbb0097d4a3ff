"""Printed rows become paragraphs and list items; sentences and clauses are cut where a person would cut them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_texts import minutes, stored, stored_pages, units, wrap

from bienban.plaintext import pages_from_text
from nlp import split
from nlp.blocks import find_blocks, read_marker
from nlp.fold import fold
from nlp.sentences import clauses, sentences
from nlp.unittext import UnitText, from_unit


def unit_text(text: str) -> UnitText:
    (unit,) = split(pages_from_text(text), "x.txt", "0" * 64)
    return from_unit(unit)


def blocks(text: str) -> list[str]:
    unit = unit_text(text)
    return [unit.slice(block.start, block.end) for block in find_blocks(unit)]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I. THÀNH PHẦN", 0),
        ("II- NỘI DUNG", 0),
        ("IV/ Kết luận", 0),
        ("A. THỦ TỤC", 0),
        ("Phần thứ nhất: mở đầu", 0),
        ("1. Đánh giá", 1),
        ("2/ Thảo luận", 1),
        ("3) Phân công", 1),
        ("S. Tự phê bình và phê bình:", 1),  # a five, misread
        ("7 2.Việc tháng tới", 1),  # a stroke of the margin read as a digit
        ("Điều 2. Chi bộ giao", 1),
        ("a) Ưu điểm", 2),
        ("2.1. Kết quả", 2),
        ("- Đồng chí Mai Thị Sim", 3),
        ("Một là, giữ rừng", 3),
        ("+ Việc thứ hai", 4),
    ],
)
def test_marker_and_its_rank(text, level):
    marker = read_marker(text, fold(text))
    assert marker is not None and marker.level == level
    assert text[marker.length :].strip()


@pytest.mark.parametrize(
    "text",
    [
        "15/4/2026 xong",
        "3,5 ha rừng",
        "19h30 tại thôn",
        "17/17 đồng chí",
        "5 1.200 con giống",
        "Chi bộ họp",
        "Hai đồng chí",
        "20 giờ 15",
        "1.200 cây keo",
        "vi phạm",
    ],
)
def test_dates_figures_and_words_are_no_markers(text):
    assert read_marker(text, fold(text)) is None


def test_wrapped_paragraph_is_one_block_and_short_rows_end_it():
    paragraph = wrap(
        "Hôm nay, vào hồi 19 giờ 30 phút, ngày 05 tháng 4 năm 2026, tại Nhà văn hóa thôn Bãi Dâu, Chi bộ thôn Bãi Dâu tổ chức sinh hoạt thường kỳ với đủ các đồng chí."
    )
    assert paragraph.count("\n") == 1
    assert blocks(f"{paragraph}\nChủ trì: đồng chí Tạ Quang Lựu.\nThư ký: đồng chí Mai Thị Sim.") == [
        " ".join(paragraph.split()),
        "Chủ trì: đồng chí Tạ Quang Lựu.",
        "Thư ký: đồng chí Mai Thị Sim.",
    ]


def test_list_items_are_blocks_and_hang_together():
    text = wrap(
        "- Đồng chí Cao Văn Nghiến: mương Cầu Đá còn 60 m, đề nghị mỗi tổ góp 5 công vào sáng Chủ nhật tuần này cho xong.\n"
        "- Đồng chí Đỗ Thị Mận: nhất trí."
    )
    assert len(blocks(text)) == 2


def test_a_one_above_a_one_heads_the_list():
    unit = unit_text(
        "1. Kết quả tháng 5\n1. Chăn nuôi: tiêm 40 con trâu.\n2. Thủy lợi: xong 30 m mương.\nII. Việc tháng 6\n1. Cấy 3 ha."
    )
    assert [block.level for block in find_blocks(unit)] == [0, 1, 1, 0, 1]


def test_row_of_columns_is_a_block_of_its_own():
    unit = unit_text("Hội nghị kết thúc.\nTHƯ KÝ    CHỦ TRÌ\nMai Thị Sim    Tạ Quang Lựu")
    assert [block.columns for block in find_blocks(unit)] == [1, 2, 2]


def test_date_at_a_row_start_does_not_open_an_item():
    text = (
        "- Đồng chí Cao Văn Nghiến huy động bốn tổ sửa mương Cầu Đá và nạo vét suối, xong trước ngày\n"
        "15. Sau đó báo chi ủy biết."
    )
    assert blocks(text) == [" ".join(text.split())]


def test_a_notebook_without_capitals_and_stops_has_an_item_in_every_row():
    rows = """1, việc tháng rồi
làm chuồng trâu 12 hộ xong
cấy vụ mùa còn 3 hộ thiếu mạ
2, bàn việc
ông Lù Seo Chúng nói đường vào khu Pa Cheo lở từ hôm mưa to người đi chợ phải vòng
qua suối
bà Giàng Thị Mỷ nói nên làm cầu tạm
anh Sùng A Dế xin 20 tấm gỗ
3, giao việc
ông Chúng lo gỗ
bà Mỷ lo cơm"""
    found = blocks(rows)
    assert "làm chuồng trâu 12 hộ xong" in found
    assert "bà Giàng Thị Mỷ nói nên làm cầu tạm" in found
    assert "ông Lù Seo Chúng nói đường vào khu Pa Cheo lở từ hôm mưa to người đi chợ phải vòng qua suối" in found
    assert "3, giao việc" in found


@pytest.mark.parametrize("name", list(stored()))
def test_blocks_cover_every_printed_part_once(name):
    for unit in split(stored_pages(name), name, "0" * 64):
        text = from_unit(unit)
        assert text.text == unit.text and len(text.folded) == len(text.text) == len(text.flow)
        found = find_blocks(text)
        assert [(a.end < b.start) for a, b in pairwise(found)] == [True] * (len(found) - 1)
        for part in text.parts:
            assert sum(block.start <= part.start and part.end <= block.end for block in found) == 1
        for block in found:
            assert block.start <= block.body <= block.end


def cut(text: str) -> list[str]:
    unit = unit_text(text)
    return [unit.slice(*span) for span in sentences(unit, 0, len(unit.text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi bộ họp. Đ/c. Sim ghi.", 2),
        ("Sửa mương đến 21 giờ 05. Sau đó nghỉ.", 2),
        ("Giao ThS. Lục Văn Tỉnh và TS. Vi Thị Xoan soạn bài.", 1),
        ("Thu đảng phí 9/9 đ/c. Còn quỹ 40.000 đồng.", 2),
        ("Đồng chí Nguyễn Văn A. Thị xã đã biết việc.", 1),
        ("Có mặt 19 (vắng 1. Lý do: ốm) đồng chí.", 1),
        ("Nợ 1.200.000 đồng. Trả trong tháng 5!", 2),
    ],
)
def test_sentences(text, expected):
    assert len(cut(text)) == expected


def test_clauses_part_at_semicolons_outside_brackets():
    unit = unit_text("Giao đ/c Sim lập sổ; đ/c Mận thu quỹ (hộ nghèo; hộ cận nghèo được miễn); đ/c Lựu báo cáo.")
    assert len(clauses(unit, 0, len(unit.text))) == 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["chi bộ", "đ/c", "Sim", "họp", ". ", "; ", "(", ")", " - ", "1.", "21 giờ 05", "\n", " "]),
        max_size=40,
    ).map("".join)
)
def test_sentences_lose_no_word(text):
    if not text.strip():
        return
    unit = unit_text("x " + text)
    spans = sentences(unit, 0, len(unit.text))
    assert spans == sorted(spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(unit.text[slice(*span)] for span in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in unit.text if c.isalnum()]


def test_offsets_lead_back_to_words_and_rows():
    (unit,) = units(minutes())
    text = from_unit(unit)
    at = text.text.index("Tạ Quang Lựu")
    words = text.words_in(at, at + len("Tạ Quang Lựu"))
    assert [placed.word.text for placed in words] == ["Tạ", "Quang", "Lựu,"]
    evidence = text.evidence(at, at + len("Tạ Quang Lựu"), "rule")
    assert evidence is not None and evidence.text == "Tạ Quang Lựu" and len(evidence.boxes) == 1
    assert text.evidence(at, at, "rule") is None


def test_what_ocr_makes_of_comrade_is_read_as_comrade_and_quoted_as_printed():
    text = unit_text("Chủ trì: ä/c Tạ Quang Lựu. Thư ký: đíc Mai Thị Sim.")
    assert "đ/c Tạ" in text.clean and "đ/c Mai" in text.clean
    assert len(text.clean) == len(text.text)
    evidence = text.evidence(9, 24, "rule")
    assert evidence is not None and evidence.text.startswith("ä/c")
