"""A file is cut into its meetings and papers: nothing lost, nothing twice, headers with their unit."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutes_texts import minutes, records, units, wrap

from bienban.plaintext import pages_from_text
from nlp import split
from schemas import Page, PageSource, PageState

COVER = """ĐẢNG BỘ XÃ KHE LẦM
SỔ GHI BIÊN BẢN SINH HOẠT
CHI BỘ THÔN BÃI DÂU
NĂM 2024"""
FIRST = wrap("""BIÊN BẢN SINH HOẠT CHI BỘ THÁNG 2
Hôm nay, vào hồi 19 giờ 30 ngày 4 tháng 2, tại nhà văn hóa thôn. Đảng viên có 18, dự 17, vắng 1 là đ/c Đinh Thị Vải, con ốm.
Chủ trì: Đ/c Tạ Quang Lựu, bí thư. Thư ký: Đ/c Mai Thị Sim.
1. Bí thư nêu kết quả tháng 1: trồng 2 ha keo, dọn xong nghĩa trang thôn.
2. Thảo luận
- Đ/c Cao Văn Nghiến: nên làm đường vào rừng trước mùa mưa.
Kết thúc lúc 20 giờ 50 phút cùng ngày.
Thư ký    Chủ trì
Mai Thị Sim    Tạ Quang Lựu""")
SECOND = wrap("""BIÊN BẢN SINH HOẠT CHI BỘ THÁNG 3
Hôm nay, vào hồi 19 giờ ngày 3 tháng 3, tại nhà văn hóa thôn. Có mặt 18/18 đồng chí.
Chủ trì: Đ/c Tạ Quang Lựu. Thư ký: Đ/c Mai Thị Sim.
1. Kết quả tháng 2: sửa xong cầu gỗ.
2. Giao việc: Đ/c Cao Văn Nghiến mua 20 bao xi măng, xong trước ngày 15/3.
Tan họp 20 giờ 30.
Thư ký    Chủ trì
Mai Thị Sim    Tạ Quang Lựu""")
MONTH_ONLY = wrap("""Tháng 4
Ngày 5/4, 19h30 tại nhà văn hóa thôn.
Có mặt 18/18 đảng viên. Đ/c Lựu chủ trì. Đ/c Sim ghi.
1. Việc tháng 3: mua đủ xi măng, còn thiếu cát.
2. Giao đ/c Cao Văn Nghiến chở 3 xe cát, xong trước ngày 12/4.
Họp xong 20h45.
Mai Thị Sim    Tạ Quang Lựu""")
UNTITLED = wrap("""Hôm nay, hồi 19 giờ ngày 6 tháng 5 năm 2024, chi bộ họp bất thường tại nhà văn hóa thôn.
Có mặt 16/18 đồng chí. Chủ trì: đ/c Tạ Quang Lựu. Ghi biên bản: đ/c Mai Thị Sim.
Nội dung: bàn việc lốc làm tốc mái 4 nhà. Chi bộ giao mỗi đảng viên giúp 2 công.
Kết thúc lúc 20 giờ 15.
Thư ký    Chủ trì
Mai Thị Sim    Tạ Quang Lựu""")


def texts(book: str) -> list[str]:
    return [unit.text for unit in units(book)]


def test_three_meetings_of_a_book_begin_in_the_middle_of_pages():
    third = SECOND.replace("THÁNG 3", "THÁNG 4").replace("tháng 3", "tháng 4")
    rows = f"{FIRST}\n{SECOND}\n{third}".split("\n")
    middle = len(rows) // 2
    book = f"{COVER}\f" + "\n".join(rows[:middle]) + "\f" + "\n".join(rows[middle:])
    assert texts(book) == [FIRST, SECOND, third]
    assert [unit.source.pages for unit in units(book)] == [(2,), (2, 3), (3,)]
    assert [unit.index for unit in units(book)] == [0, 1, 2]


def test_book_heading_is_context_and_gives_year_and_cell():
    first, second = records(f"{COVER}\f{FIRST}\n{SECOND}")
    assert "SỔ GHI" not in first.text
    assert first.organisation.name == second.organisation.name == "Chi bộ thôn Bãi Dâu"
    assert first.organisation.parent == "Đảng bộ xã Khe Lầm"
    assert (first.held.date, second.held.date) == ("2024-02-04", "2024-03-03")
    assert {"/held/date", "/organisation/name"} <= set(first.inferred)
    assert "sổ" not in first.inferred["/held/date"] and "book" in first.inferred["/held/date"]


def test_book_heading_on_the_page_of_the_first_meeting():
    assert texts(f"{COVER}\n{FIRST}\n{SECOND}") == [FIRST, SECOND]


def test_header_rows_go_with_their_unit():
    one = minutes()
    two = minutes(title="BIÊN BẢN HỌP CHI BỘ\nTháng 5 năm 2026", closing="Kết thúc lúc 21 giờ.")
    assert texts(f"{one}\n{two}") == [one, two]
    assert [item.number for item in records(f"{one}\n{two}")] == ["07-BB/CB", "07-BB/CB"]


def test_header_at_the_top_of_a_page_goes_with_the_title_below_it():
    assert texts(f"{minutes()}\f{minutes()}") == [minutes(), minutes()]


def test_second_meeting_of_an_evening_takes_the_cell_of_the_first():
    thematic = minutes(
        header="",
        title="BIÊN BẢN SINH HOẠT CHUYÊN ĐỀ QUÝ II NĂM 2026",
        opening="Hôm nay, vào hồi 21 giờ 10 phút, ngày 05 tháng 4 năm 2026, tại nhà văn hóa thôn.",
        closing="Kết thúc lúc 22 giờ.",
    )
    first, second = records(f"{minutes()}\n{thematic}")
    assert first.meeting_type == "regular" and second.meeting_type == "thematic"
    assert second.organisation.name == first.organisation.name
    assert "/organisation/name" in second.inferred
    assert first.held.date == second.held.date


def test_entry_headed_only_by_its_month():
    assert texts(f"{COVER}\n{FIRST}\n{MONTH_ONLY}\n{SECOND}") == [FIRST, MONTH_ONLY, SECOND]
    entry = records(f"{COVER}\n{FIRST}\n{MONTH_ONLY}")[1]
    assert (entry.document_type, entry.held.date, entry.held.start) == ("minutes", "2024-04-05", "19:30")


def test_untitled_entry_opens_after_signatures():
    assert texts(f"{FIRST}\n{UNTITLED}\n{SECOND}") == [FIRST, UNTITLED, SECOND]
    entry = records(f"{FIRST}\n{UNTITLED}")[1]
    assert (entry.document_type, entry.held.date, entry.attendance.present) == ("minutes", "2024-05-06", 16)


def test_opening_sentence_without_an_end_before_it_does_not_split():
    text = minutes(opening="Hôm nay, vào hồi 19 giờ 30 phút, ngày 05 tháng 4 năm 2026, chi bộ họp.")
    assert texts(text) == [text]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chi bộ quán triệt các văn bản của cấp trên và tổ chức thực hiện nghiêm túc theo tinh thần\n"
        "nghị quyết tháng 3 của chi bộ về trồng rừng và giữ rừng đầu nguồn trong mùa khô năm nay.",
        "Đồng chí thư ký đọc lại toàn văn để các đồng chí trong chi bộ cùng nghe và góp ý cho\n"
        "biên bản họp chi bộ tháng trước còn ghi thiếu ý kiến của hai đồng chí ở tổ 2.",
        "- Thực hiện nghị quyết tháng 3, các tổ đã họp dân.",
        "2. Nghị quyết tháng 3 còn một việc chưa xong là sửa mương.",
        "Biên bản này được lập thành hai bản.",
        "Biên bản kết thúc hồi 21 giờ cùng ngày.",
        "Nghị quyết đã được thông qua với 17/17 phiếu.",
        "- Đ/c Mai Thị Sim: biên bản họp tháng trước ghi thiếu.",
    ],
)
def test_mention_of_minutes_or_resolution_does_not_split(sentence):
    text = minutes(body=f"1. Thông tin chung.\n{sentence}\nTrong tháng các tổ làm tốt việc dọn đường.")
    assert texts(text) == [text]


def test_resolution_book_of_three_months():
    months = [
        wrap(
            f"NQ tháng {month}/2024 (họp 03/{month}, 15/17 ĐV)\n"
            f"1. KQ tháng {month - 1}: xong 4/5 việc.\n"
            "2. Việc mới: Đ/c Cao Văn Nghiến sửa cổng thôn, xong trước 20.\n"
            "BQ: 14/14 nhất trí.\n"
            "TM. CB: Tạ Quang Lựu"
        )
        for month in (3, 4, 5)
    ]
    book = "\n".join(months)
    assert texts(book) == months
    assert [(item.document_type, item.period) for item in records(book)] == [
        ("resolution", "2024-03"),
        ("resolution", "2024-04"),
        ("resolution", "2024-05"),
    ]


STATE = wrap("""CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BIÊN BẢN HỌP THÔN BÃI DÂU
Hôm nay, hồi 19 giờ 30 ngày 12 tháng 4 năm 2026, tại nhà văn hóa thôn, thôn Bãi Dâu họp bàn góp tiền làm đường.
Chủ trì: ông Tạ Quang Lựu, trưởng thôn. Thư ký: bà Mai Thị Sim.
Có mặt 86/102 hộ.
Các hộ thống nhất mỗi hộ góp 300.000 đồng. Biểu quyết: 80/86 hộ đồng ý.
Cuộc họp kết thúc lúc 21 giờ cùng ngày.""")
PLAN = wrap("""ĐẢNG BỘ XÃ KHE LẦM
CHI BỘ THÔN BÃI DÂU
Số 03-KH/CB
KẾ HOẠCH
kiểm tra việc chấp hành quy chế làm việc năm 2026
I. Mục đích
1. Nắm tình hình thực hiện quy chế của đảng viên.
II. Thời gian: từ ngày 10/5/2026 đến ngày 20/5/2026.
Đồng chí Tạ Quang Lựu phụ trách chung.""")
INVITATION = wrap("""ĐẢNG BỘ XÃ KHE LẦM
CHI BỘ THÔN BÃI DÂU
GIẤY MỜI
Kính mời đồng chí: Đỗ Thị Mận
Đến dự sinh hoạt chi bộ thường kỳ tháng 5, vào hồi 19 giờ 30 ngày 05/5/2026, tại nhà văn hóa thôn.
TM. CHI BỘ
Tạ Quang Lựu""")


@pytest.mark.parametrize("text", [STATE, PLAN, INVITATION], ids=["state paper", "plan", "invitation"])
def test_papers_that_are_no_meeting_of_a_cell(text):
    (item,) = records(text)
    assert item.document_type == "other"
    assert item.meeting_type is None
    assert (item.contributions, item.decisions, item.tasks, item.findings) == ([], [], [], [])
    assert item.chair.name is None and item.attendance.present is None


def test_other_papers_between_minutes_are_units_of_their_own():
    assert texts(f"{minutes()}\n{PLAN}\n{STATE}\n{minutes()}") == [minutes(), PLAN, STATE, minutes()]


def test_blank_pages_and_empty_files_give_no_unit():
    blank = Page(number=1, width=100, height=100, source=PageSource.OCR, state=PageState.BLANK)
    assert split([blank], "x.png", "0" * 64) == []
    assert split([], "x.png", "0" * 64) == []


def test_text_without_any_title_is_one_unit():
    text = "giá vật tư tháng này\nxi măng 92.000\nsắt phi 6 16.500"
    assert texts(text) == [text]
    assert records(text)[0].document_type == "other"


BLOCKS = [
    minutes(),
    FIRST,
    SECOND,
    MONTH_ONLY,
    UNTITLED,
    STATE,
    PLAN,
    INVITATION,
    COVER,
    "sót một dòng",
    "Kết thúc lúc 20 giờ.",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(BLOCKS), st.sampled_from(["\n", "\f"])), min_size=1, max_size=6),
    st.integers(0, 40),
    st.integers(1, 9),
)
def test_no_row_is_lost_or_read_twice(parts, cut, every):
    text = "".join(block + gap for block, gap in parts).strip("\n\f")
    rows = text.split("\n")[min(cut, text.count("\n")) :]  # a scan may begin in the middle of a meeting
    rows = [row + ("\f" if every > 5 and number % every == 0 else "") for number, row in enumerate(rows, 1)]
    pages = pages_from_text("\n".join(rows).replace("\f\n", "\f"))
    found = split(pages, "so.pdf", "0" * 64)
    heading = list(found[0].context.book_heading) if found else []
    placed = [(line.page, line.line.row, line.line.column, line.line.text) for line in heading]
    for unit in found:
        assert unit.source.pages == tuple(sorted({line.page for line in unit.lines}))
        assert [page.number for page in unit.pages] == list(unit.source.pages)
        placed += [(line.page, line.line.row, line.line.column, line.line.text) for line in unit.lines]
    printed = [(page.number, line.row, line.column, line.text) for page in pages for row in page.rows() for line in row]
    assert sorted(placed) == sorted(printed)  # a strayed page may be moved, no row is lost


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết tháng 1 đề ra 04 việc:",
        "NQ quý I có 6 chỉ tiêu, đạt 5",
        "Nghị quyết chi bộ tháng 1 đã giao cho 3 đ/c",
        "Nghị quyết tháng 1 hoàn thành 3/4 việc",
    ],
)
def test_a_sentence_about_a_resolution_opens_no_paper(sentence):
    text = FIRST.replace("2. Thảo luận", f"{sentence}\n2. Thảo luận")
    assert len(split(pages_from_text(text), "so.txt", "0" * 64)) == 1


def test_what_stands_right_beneath_a_numbered_heading_opens_no_paper():
    text = FIRST.replace(
        "2. Thảo luận", "II. Kiểm điểm nghị quyết\nNghị quyết tháng 1:\n- Làm đường: xong.\n2. Thảo luận"
    )
    assert len(split(pages_from_text(text), "so.txt", "0" * 64)) == 1


@pytest.mark.parametrize(
    "title", ["Nghị quyết chi bộ thôn Nà Có tháng 3", "NQ chi bộ thôn Đá Bạc tháng 3", "Nghị quyết tháng 3/2024"]
)
def test_a_resolution_after_signed_minutes_is_a_paper_of_its_own(title):
    text = f"{FIRST}\n{title}\n1. Trồng 3 ha keo ở đồi Bãi Dâu, xong trước 30/3.\n2. Giao đ/c Nghiến làm rào.\nBí thư\nTạ Quang Lựu"
    assert len(split(pages_from_text(text), "so.txt", "0" * 64)) == 2
