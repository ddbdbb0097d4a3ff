"""Books and piles as they come: odd headings, strayed pages, running heads, years only on the cover, other papers."""

from __future__ import annotations

import pytest
from minutes_texts import minutes, records, units, wrap

BODY = """Có mặt 16/18 đồng chí, vắng 2. Chủ trì: đ/c Tạ Quang Lựu. Ghi biên bản: đ/c Mai Thị Sim.
1. Bí thư nêu kết quả tháng trước: trồng 2 ha keo.
2. Thảo luận
- Đ/c Cao Văn Nghiến: nên làm đường vào rừng trước mùa mưa.
3. Giao đ/c Nghiến mua 20 bao xi măng, xong trước ngày 15."""
END = "Kết thúc lúc 20 giờ 50 phút cùng ngày.\nThư ký    Chủ trì\nMai Thị Sim    Tạ Quang Lựu"


def entry(heading: str, opening: str) -> str:
    return wrap("\n".join(part for part in (heading, opening, BODY, END) if part))


def dated(month: int) -> str:
    return f"Hôm nay, vào hồi 19 giờ ngày {month} tháng {month} năm 2024, chi bộ thôn Bãi Dâu họp tại nhà văn hóa thôn."


@pytest.mark.parametrize(
    "heading",
    [
        "BIÊN BẢN HỌP CHI BỘ THÁNG {}/2024",
        "BIÊN BẢN\nV/v họp chi bộ thường kỳ tháng {}/2024",
        "B I Ê N B Ả N\nHọp chi bộ tháng {}/2024",
        "BlÊN BÁN HỌP CHI BỘ THÁNG {}/2024",
        "B1ÊN BẢN SINH HOẠT CHI BỘ THÁNG {}/2024",
        "ĐIÊN BẢN HỌP CHI BỘ THÁNG {}/2024",
        "BIÊ BẢN HỌP CHI BỘ THÁNG {}/2024",
        "BB họp CB tháng {}/2024",
        "Bb sh chi bộ tháng {}/2024",
        "BBSH chi bộ tháng {}/2024",
        "trich bb hop chi bo thang {}/2024",
        "SHTK CB thôn Bãi Dâu tháng {}/2024",
        "HỌP CHI BỘ LỆ KỲ THÁNG {}/2024",
        "Họp CB tháng {}/2024",
    ],
)
def test_entries_under_any_heading(heading):
    first, second = (entry(heading.format(month), dated(month)) for month in (3, 4))
    found = records(f"{first}\n{second}")
    assert [item.text for item in found] == [first, second]
    assert [(item.document_type, item.meeting_type, item.period) for item in found] == [
        ("minutes", "regular", "2024-03"),
        ("minutes", "regular", "2024-04"),
    ]
    assert {item.organisation.name for item in found} == {"Chi bộ thôn Bãi Dâu"}


@pytest.mark.parametrize(
    ("opening", "date", "start"),
    [
        ("Ngày 5/5/2024, 19h30, tại nhà văn hóa thôn.", "2024-05-05", "19:30"),
        ("Thời gian: 19h ngày 5/5/2024\nĐịa điểm: nhà văn hóa thôn", "2024-05-05", "19:00"),
        ("Tối 5/5, 19h30 tại nhà VH", "2024-05-05", "19:30"),
        ("19h30 ngày 5/5/2024, nhà văn hóa thôn.", "2024-05-05", "19:30"),
        ("CB họp thường kỳ 5/5/2024, 19h tại nhà văn hóa.", "2024-05-05", "19:00"),
        ("Chi bộ họp ngày 5/5/2024 tại nhà VH thôn, 20h.", "2024-05-05", "20:00"),
    ],
)
def test_entry_without_a_heading(opening, date, start):
    first = entry("BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024", dated(4))
    second = entry("", opening)
    found = records(f"{first}\n{second}")
    assert [item.text for item in found] == [first, second]
    assert (found[1].document_type, found[1].held.date, found[1].held.start) == ("minutes", date, start)


def test_closing_sentence_that_opens_like_a_title_is_none():
    closing = (
        "Biên bản sinh hoạt được thông qua trước toàn thể Chi bộ dự họp và kết thúc vào lúc 21 giờ 10 phút cùng ngày."
    )
    (item,) = records(minutes(closing=closing))
    assert item.held.end == "21:10"


def test_thematic_part_of_an_evening_under_its_own_heading():
    first = wrap(f"BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024\n{dated(4)}\n{BODY}\nKết thúc phần thường kỳ lúc 20 giờ 30.")
    second = entry("SINH HOẠT CHUYÊN ĐỀ QUÝ II", "Chuyên đề: giữ rừng đầu nguồn. Bắt đầu lúc 20 giờ 35 cùng ngày.")
    found = records(f"{first}\n{second}")
    assert [item.text for item in found] == [first, second]
    assert [(item.document_type, item.meeting_type) for item in found] == [
        ("minutes", "regular"),
        ("minutes", "thematic"),
    ]
    assert found[1].held.date == "2024-04-04" and "before it" in found[1].inferred["/held/date"]


def test_second_meeting_of_the_same_day_takes_the_day_of_the_first():
    committee = entry("BIÊN BẢN HỌP CHI ỦY THÁNG 4/2024", "18 giờ ngày 4/4/2024, tại nhà đ/c Lựu.")
    cell = entry("BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024", "19 giờ cùng ngày, tại nhà văn hóa thôn.")
    first, second = records(f"{committee}\n{cell}")
    assert (first.meeting_type, second.meeting_type) == ("committee", "regular")
    assert (first.held.date, second.held.date, second.held.start) == ("2024-04-04", "2024-04-04", "19:00")
    assert "/held/date" in second.inferred and "/held/date" not in first.inferred


@pytest.mark.parametrize(
    "head",
    [
        "BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024 (tiếp theo)",
        "BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024    Trang 2/2",
        "BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024",
        "(tiếp biên bản tháng 4)",
    ],
)
def test_running_head_of_a_further_page_begins_no_unit(head):
    text = f"BIÊN BẢN HỌP CHI BỘ THÁNG 4/2024\n{dated(4)}\n{BODY}\f{head}\n4. Đ/c Lựu kết luận.\n{END}"
    (unit,) = units(text)
    assert unit.source.pages == (1, 2)


def test_same_title_after_an_end_begins_a_unit():
    one = entry("BIÊN BẢN HỌP CHI BỘ", dated(4))
    two = entry("BIÊN BẢN HỌP CHI BỘ", dated(5))
    assert [unit.text for unit in units(f"{one}\f{two}")] == [one, two]


FRONT = wrap(f"CHI BỘ THÔN BÃI DÂU\nBIÊN BẢN HỌP CHI BỘ THÁNG 4/2024\n{dated(4)}\n{BODY}")
BACK = wrap(f"4. Đ/c Lựu kết luận: nhất trí sửa đường.\n{END}")


def test_second_page_before_the_first():
    (unit,) = units(f"{BACK}\f{FRONT}")
    assert unit.text == f"{FRONT}\n{BACK}"
    assert unit.source.pages == (1, 2)
    (item,) = records(f"{BACK}\f{FRONT}")
    assert (item.held.date, item.held.end) == ("2024-04-04", "20:50")
    assert item.evidence["/held/date"].page == 2 and item.evidence["/held/end"].page == 1


def test_page_behind_another_meeting_goes_back_to_its_own():
    other = entry("CHI BỘ THÔN BÃI DÂU\nBIÊN BẢN HỌP CHI BỘ THÁNG 5/2024", dated(5))
    found = units(f"{FRONT}\f{other}\f{BACK}")
    assert [unit.text for unit in found] == [f"{FRONT}\n{BACK}", other]
    assert [unit.source.pages for unit in found] == [(1, 3), (2,)]


def test_page_with_two_places_to_go_stays_where_it_lies():
    second = FRONT.replace("THÁNG 4", "THÁNG 5")
    found = units(f"{FRONT}\f{second}\f{entry('BIÊN BẢN HỌP CHI BỘ THÁNG 6/2024', dated(6))}\f{BACK}")
    assert [unit.source.pages for unit in found] == [(1,), (2,), (3, 4)]


@pytest.mark.parametrize(
    ("cover", "months", "dates"),
    [
        ("SỔ BIÊN BẢN\nCHI BỘ THÔN BÃI DÂU\nNăm 1997", (3, 4), ["1997-03-05", "1997-04-05"]),
        ("SỔ HỌP CHI BỘ ĐỘI 6\nTừ tháng 11/1997 đến tháng 5/1998", (12, 1), ["1997-12-05", "1998-01-05"]),
        ("SỔ BIÊN BẢN\nCHI BỘ ĐỘI 6\nNĂM 2023", (11, 12, 1), ["2023-11-05", "2023-12-05", "2024-01-05"]),
        ("SỔ BIÊN BẢN\nCHI BỘ ĐỘI 6\n1997 - 1998", (3, 4), [None, None]),  # either year could be meant
    ],
)
def test_year_that_stands_on_the_cover_alone(cover, months, dates):
    book = "\n".join(entry(f"Họp chi bộ tháng {month}", f"Tối 5/{month}, 19h30', nhà HTX.") for month in months)
    found = records(f"{cover}\f{book}")
    assert [item.held.date for item in found] == dates
    assert all("/held/date" in item.inferred for item in found if item.held.date)


def test_year_from_the_meeting_before_it():
    book = f"{entry('BIÊN BẢN HỌP CHI BỘ THÁNG 12/2023', 'Tối 5/12, 19h30, nhà HTX.')}\n"
    book += entry("Họp chi bộ tháng 1", "Tối 5/1, 19h30, nhà HTX.")
    first, second = records(book)
    assert (first.held.date, second.held.date, second.period) == ("2023-12-05", "2024-01-05", "2024-01")
    assert "before it" in second.inferred["/held/date"]


@pytest.mark.parametrize(
    "text",
    [
        "KỊCH BẢN ĐIỀU HÀNH\nsinh hoạt chi bộ\n1. Ổn định tổ chức\n2. Thảo luận",
        "NỘI DUNG SINH HOẠT CHI BỘ THÁNG 4\n1. Quán triệt nghị quyết\n2. Thu đảng phí",
        "GIẤY TRIỆU TẬP\nsinh hoạt chi bộ tháng 4\nHôm nay chi bộ mời đồng chí",
        "BẢN TIN SINH HOẠT CHI BỘ THÁNG 4/2024\n1. Thời sự",
        "BIÊN BẢN KIỂM PHIẾU\nbầu bí thư chi bộ\nHôm nay 5/4/2024, chi bộ bầu",
        "BIÊN BẢN BÀN GIAO\nhồ sơ chi bộ\nHôm nay 5/4/2024, đảng viên hai bên",
        "BIÊN BẢN\nHội nghị lấy ý kiến cử tri nơi cư trú\n19h ngày 5/4/2024, bí thư chi bộ chủ trì",
        "BẢN KIỂM ĐIỂM CÁ NHÂN\nNăm 2024\nHọ tên: Cao Văn Nghiến\nChi bộ thôn Bãi Dâu",
        "BIÊN BẢN HỌP CHI HỘI PHỤ NỮ THÔN BÃI DÂU\n19h ngày 5/4/2024, có đảng viên dự.",
        "BIÊN BẢN HỌP NHÂN DÂN TỔ 5\nHôm nay 19h ngày 5/4/2024, có đ/c bí thư chi bộ dự.",
    ],
)
def test_papers_that_are_refused(text):
    (item,) = records(wrap(text))
    assert (item.document_type, item.meeting_type) == ("other", None)


def test_minutes_that_speak_of_a_handover_are_minutes():
    text = entry("BIÊN BẢN HỌP CHI BỘ\nV/v bàn giao hồ sơ đảng viên", dated(4))
    assert [item.document_type for item in records(text)] == ["minutes"]
