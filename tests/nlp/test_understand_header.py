"""Kind, number, title, organisation, period, date, hours, place and officers."""

from __future__ import annotations

import pytest
from minutes_texts import codes, minutes, read, record, records, wrap


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("BIÊN BẢN HỌP CHI BỘ THƯỜNG KỲ", "regular"),
        ("BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ", "regular"),
        ("BIÊN BẢN\nHội nghị sinh hoạt thường kỳ Chi bộ thôn Bãi Dâu tháng 4 năm 2026", "regular"),
        ("BB họp CB định kỳ", "regular"),
        ("BIÊN BẢN HỌP CHI BỘ THÁNG 4/2026", "regular"),
        ("BIÊN BẢN SINH HOẠT CHUYÊN ĐỀ QUÝ II NĂM 2026", "thematic"),
        ("BB SHCĐ quý II/2026", "thematic"),
        ("BIÊN BẢN HỌP BAN CHI ỦY CHI BỘ THÁNG 4", "committee"),
        ("BIÊN BẢN HỘI NGHỊ KIỂM ĐIỂM, ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2025", "year_end_review"),
        ("BIÊN BẢN HỌP CHI BỘ BẤT THƯỜNG", "extraordinary"),
        ("BIÊN BẢN ĐẠI HỘI CHI BỘ THÔN BÃI DÂU\nNHIỆM KỲ 2025-2027", "congress"),
    ],
)
def test_kind_of_meeting_from_the_title(title, kind):
    item = read(title=title, opening="Vào hồi 19 giờ 30 phút, ngày 05 tháng 4 năm 2026, tại Nhà văn hóa thôn Bãi Dâu.")
    assert (item.document_type, item.meeting_type) == ("minutes", kind)
    assert {"/document_type", "/meeting_type"} <= set(item.evidence)


def test_kind_of_meeting_from_the_opening_sentence():
    item = read(
        title="BIÊN BẢN HỌP CHI BỘ",
        opening="Hôm nay, 19 giờ ngày 05/4/2026, Chi bộ thôn Bãi Dâu họp định kỳ tại nhà văn hóa.",
    )
    assert item.meeting_type == "regular"


def test_kind_of_meeting_that_nobody_states_is_null():
    item = read(
        title="BIÊN BẢN HỌP CHI BỘ", opening="Hôm nay, 19 giờ ngày 05/4/2026, Chi bộ thôn Bãi Dâu họp tại nhà văn hóa."
    )
    assert item.meeting_type is None and item.document_type == "minutes"


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Số 05-BB/CB", "05-BB/CB"),
        ("Số: 10-BB/CB", "10-BB/CB"),
        ("Số 07 - BB/CB", "07-BB/CB"),
        ("Số: 01/BB-CB", "01/BB-CB"),
        ("Số:............-BB/CB", None),
        ("", None),
    ],
)
def test_number(row, number):
    header = "ĐẢNG BỘ XÃ KHE LẦM\nCHI BỘ THÔN BÃI DÂU\n" + row
    assert read(header=header.strip()).number == number


@pytest.mark.parametrize(
    ("header", "name", "parent"),
    [
        ("ĐẢNG BỘ XÃ KHE LẦM\nCHI BỘ THÔN BÃI DÂU", "Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm"),
        (
            "ĐẢNG BỘ XÃ KHE LẦM    ĐẢNG CỘNG SẢN VIỆT NAM\nCHI BỘ THÔN BÃI DÂU",
            "Chi bộ thôn Bãi Dâu",
            "Đảng bộ xã Khe Lầm",
        ),
        ("ĐẢNG ỦY PHƯỜNG BẾN GỖ\nCHI BỘ BẢN PÁ LAU", "Chi bộ bản Pá Lau", "Đảng ủy phường Bến Gỗ"),
        ("ĐẢNG BỘ XÃ KHE LẦM\nCHI BỘ TRƯỜNG TIỂU HỌC\nKHE LẦM", "Chi bộ Trường Tiểu học Khe Lầm", "Đảng bộ xã Khe Lầm"),
        ("Đảng bộ xã Khe Lầm\nChi bộ thôn Bãi Dâu", "Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm"),
        ("CB thôn Bãi Dâu", "Chi bộ thôn Bãi Dâu", None),
    ],
)
def test_organisation_as_it_is_written_in_running_text(header, name, parent):
    organisation = read(header=header, opening="Hôm nay, 19 giờ ngày 05/4/2026, tại hội trường.").organisation
    assert (organisation.name, organisation.parent) == (name, parent)


def test_organisation_from_the_opening_sentence():
    item = read(header="", title="BIÊN BẢN HỌP THƯỜNG KỲ")
    assert item.organisation.name == "Chi bộ thôn Bãi Dâu"
    assert item.organisation.parent is None


def test_title_in_sentence_case_over_two_rows():
    assert read().title == "Biên bản sinh hoạt chi bộ thường kỳ tháng 4 năm 2026"


@pytest.mark.parametrize(
    ("title", "period", "inferred"),
    [
        ("BIÊN BẢN HỌP CHI BỘ THÁNG 4 NĂM 2026", "2026-04", False),
        ("BIÊN BẢN HỌP CHI BỘ THÁNG 4/2026", "2026-04", False),
        ("BIÊN BẢN HỌP CHI BỘ THÁNG 4", "2026-04", True),
        ("BIÊN BẢN SINH HOẠT CHUYÊN ĐỀ QUÝ II NĂM 2026", "2026-Q2", False),
        ("BIÊN BẢN HỘI NGHỊ TỔNG KẾT NĂM 2025 CỦA CHI BỘ", "2025", False),
        ("BIÊN BẢN HỌP CHI BỘ", None, False),
    ],
)
def test_period(title, period, inferred):
    item = read(title=title)
    assert item.period == period
    assert ("/period" in item.inferred) is inferred
    assert ("/period" in item.evidence) is (period is not None)


@pytest.mark.parametrize(
    ("opening", "date", "start", "place"),
    [
        (
            "Hôm nay, vào hồi 19 giờ 30 phút, ngày 03 tháng 4 năm 2026, tại hội trường thôn, chi bộ tiến hành họp.",
            "2026-04-03",
            "19:30",
            "hội trường thôn",
        ),
        (
            "Thời gian: Vào hồi 19 giờ 30 phút, ngày 03 tháng 4 năm 2026.\nĐịa điểm: Nhà văn hóa thôn Bãi Dâu.",
            "2026-04-03",
            "19:30",
            "Nhà văn hóa thôn Bãi Dâu",
        ),
        ("19h00 ngày 05/4/2026, tại trụ sở chi bộ.", "2026-04-05", "19:00", "trụ sở chi bộ"),
        (
            "Vào lúc 19 giờ 30 ngày 5 tháng 4 năm 2026, tại nhà đồng chí Trịnh Văn Bách, chi bộ họp.",
            "2026-04-05",
            "19:30",
            "nhà đồng chí Trịnh Văn Bách",
        ),
        (
            "Ngày 05/04/2026 (Chủ nhật), tại phòng họp UBND xã, chi bộ tổ chức họp.",
            "2026-04-05",
            None,
            "phòng họp UBND xã",
        ),
        ("Hôm nay, 7h tối mùng 4/4/2026, chi bộ họp tại nhà văn hóa.", "2026-04-04", "19:00", "nhà văn hóa"),
        ("Hôm nay ngày 5.4.2026 hồi 14g30, chi bộ họp.", "2026-04-05", "14:30", None),
    ],
)
def test_when_and_where(opening, date, start, place):
    held = read(opening=opening).held
    assert (held.date, held.start) == (date, start)
    assert (held.place or "").casefold() == (place or "").casefold()


@pytest.mark.parametrize(
    ("closing", "end"),
    [
        ("Cuộc họp kết thúc vào lúc 20 giờ 45 phút cùng ngày.", "20:45"),
        ("Biên bản kết thúc hồi 21 giờ cùng ngày, đã được đọc lại cho mọi người cùng nghe.", "21:00"),
        ("Tan họp 21h05.", "21:05"),
        ("Hội nghị bế mạc lúc 21 giờ 10 phút.", "21:10"),
        ("Hội nghị nhất trí các nội dung trên.", None),
    ],
)
def test_end(closing, end):
    item = read(closing=closing)
    assert item.held.end == end
    assert item.held.duration_minutes == ({"20:45": 75, "21:00": 90, "21:05": 95, "21:10": 100}[end] if end else None)
    assert ("/held/duration_minutes" in item.inferred) is (end is not None)


def test_missing_year_is_taken_from_the_title_and_said_so():
    item = read(opening="Hôm nay, vào hồi 19 giờ ngày 05 tháng 4, tại nhà văn hóa thôn, chi bộ họp.")
    assert item.held.date == "2026-04-05"
    assert "title" in item.inferred["/held/date"]
    assert item.evidence["/held/date"].text == "ngày 05 tháng 4"


def test_missing_year_that_nothing_tells_stays_open():
    text = wrap(
        "BIÊN BẢN HỌP CHI BỘ\nHôm nay, vào hồi 19 giờ ngày 05 tháng 4, chi bộ họp tại nhà văn hóa thôn.\nCó mặt 12 đồng chí."
    )
    held = record(text).held
    assert held.date is None and held.start == "19:00"


def test_missing_year_is_taken_from_the_book_before_other_years_in_the_text():
    book = "SỔ GHI BIÊN BẢN HỌP CHI BỘ\nNĂM 2019\n" + wrap(
        "BIÊN BẢN HỌP CHI BỘ THÁNG 4\nHôm nay, 19 giờ ngày 05 tháng 4, chi bộ họp tại nhà văn hóa thôn.\n"
        "Có mặt 12 đồng chí.\n1. Phổ biến nghị quyết của huyện năm 2018."
    )
    (item,) = records(book)
    assert item.held.date == "2019-04-05"
    assert "book" in item.inferred["/held/date"]


def test_day_of_a_month_that_only_the_title_names():
    item = read(
        title="BIÊN BẢN HỌP CHI BỘ THÁNG 4 NĂM 2026", opening="Tối mùng 4, 19h30, tại nhà văn hóa thôn, chi bộ họp."
    )
    assert item.held.date in {"2026-04-04", None}  # never another month
    if item.held.date:
        assert "/held/date" in item.inferred


def test_impossible_date_is_a_finding_and_no_value():
    item = read(opening="Hôm nay, vào hồi 19 giờ, ngày 31 tháng 4 năm 2026, tại nhà văn hóa thôn, chi bộ họp.")
    assert item.held.date is None
    assert "impossible-date" in codes(item)
    assert "/held/date" not in item.evidence


def test_committee_date_is_not_the_date_of_the_meeting():
    body = "1. Chi ủy đã họp ngày 01/4/2026 để chuẩn bị nội dung."
    assert read(body=body).held.date == "2026-04-05"


@pytest.mark.parametrize(
    ("officers", "chair", "secretary"),
    [
        (
            "Chủ trì: đồng chí Tạ Quang Lựu, Bí thư Chi bộ.\nThư ký: đồng chí Mai Thị Sim.",
            ("Tạ Quang Lựu", "Bí thư Chi bộ"),
            ("Mai Thị Sim", None),
        ),
        (
            "- Chủ tọa: Đ/c Tạ Quang Lựu - Phó Bí thư chi bộ\n- Ghi biên bản: Đ/c Mai Thị Sim - Chi ủy viên.",
            ("Tạ Quang Lựu", "Phó Bí thư chi bộ"),
            ("Mai Thị Sim", "Chi ủy viên"),
        ),
        ("CT: đ/c Tạ Quang Lựu (BTCB). TK: đ/c Mai Thị Sim.", ("Tạ Quang Lựu", "Bí thư Chi bộ"), ("Mai Thị Sim", None)),
        ("Chủ trì: ông Tạ Quang Lựu. Thư ký: bà Mai Thị Sim.", ("Tạ Quang Lựu", None), ("Mai Thị Sim", None)),
        (
            "Đồng chí Tạ Quang Lựu, bí thư chi bộ, chủ trì; đồng chí Mai Thị Sim ghi biên bản.",
            ("Tạ Quang Lựu", "bí thư chi bộ"),
            ("Mai Thị Sim", None),
        ),
    ],
)
def test_chair_and_secretary(officers, chair, secretary):
    item = read(officers=officers)
    assert (item.chair.name, item.chair.role) == chair
    assert (item.secretary.name, item.secretary.role) == secretary


def test_no_officers_named_is_null_and_said_so():
    item = read(officers="", signatures="")
    assert item.chair.name is None and item.secretary.name is None
    assert {"missing-chair", "missing-secretary", "missing-signature"} <= codes(item)


def test_superiors_are_people_of_a_higher_committee():
    officers = (
        "- Chủ trì: đồng chí Tạ Quang Lựu, Bí thư Chi bộ.\n- Thư ký: đồng chí Mai Thị Sim.\n"
        "- Cấp trên dự: đồng chí Hà Trung Kiên, Ủy viên Ban Thường vụ Đảng ủy xã."
    )
    superiors = read(officers=officers).superiors
    assert [(person.name, person.role) for person in superiors] == [
        ("Hà Trung Kiên", "Ủy viên Ban Thường vụ Đảng ủy xã")
    ]


def test_no_superior_is_made_of_the_word_none():
    assert read(officers="Chủ trì: đồng chí Tạ Quang Lựu.\nĐại biểu cấp trên: không.").superiors == []


def test_resolution_with_place_and_date_of_issue():
    text = wrap(
        "ĐẢNG BỘ XÃ KHE LẦM    ĐẢNG CỘNG SẢN VIỆT NAM\nCHI BỘ THÔN BÃI DÂU\nSố 04-NQ/CB    Khe Lầm, ngày 06 tháng 4 năm 2026\n"
        "NGHỊ QUYẾT\nlãnh đạo thực hiện nhiệm vụ tháng 4 năm 2026\n"
        "I. KẾT QUẢ THÁNG 3\n1. Nghị quyết tháng 3 hoàn thành 5/6 nhiệm vụ.\nII. NHIỆM VỤ THÁNG 4\n"
        "1. Đồng chí Cao Văn Nghiến sửa 60 m mương Cầu Đá, xong trước ngày 20/4/2026.\n"
        "Nghị quyết được 17/17 đảng viên chính thức biểu quyết thông qua.\nT/M CHI BỘ\nBÍ THƯ\nTạ Quang Lựu"
    )
    item = record(text)
    assert (item.document_type, item.number, item.period) == ("resolution", "04-NQ/CB", "2026-04")
    assert (item.issued.place, item.issued.date) == ("Khe Lầm", "2026-04-06")
    assert item.organisation.name == "Chi bộ thôn Bãi Dâu"
    assert [task.assignee for task in item.tasks] == ["Cao Văn Nghiến"]
    assert (item.previous_resolution.done, item.previous_resolution.total) == (5, 6)
    assert item.closing.signed == ["Tạ Quang Lựu"]
    assert item.decisions[0].votes is not None and item.decisions[0].votes.for_ == 17


def test_theme_of_a_thematic_meeting():
    item = read(
        title="BIÊN BẢN SINH HOẠT CHUYÊN ĐỀ QUÝ II NĂM 2026",
        second="Chuyên đề: Giữ rừng đầu nguồn gắn với trồng cây dược liệu.",
    )
    assert item.theme == "Giữ rừng đầu nguồn gắn với trồng cây dược liệu"


def test_regular_meeting_has_no_theme():
    assert record(minutes()).theme is None


def test_southern_spellings_name_the_secretary_too():
    made = read(officers="Chủ tọa: đ/c Tạ Quang Lựu, bí thư. Thơ\nký: đ/c Mai Thị Sim.")
    assert made.secretary.name == "Mai Thị Sim"


def test_two_signatures_with_a_single_blank_between_them_are_two():
    made = read(closing="Kết thúc lúc 21 giờ cùng ngày.\nTHƯ KÝ CHỦ TRÌ\nMai Thị Sim Tạ Quang Lựu")
    assert made.closing.signed == ["Mai Thị Sim", "Tạ Quang Lựu"]


def test_labels_without_a_mark_right_before_a_full_name():
    made = read(
        officers="đảng viên 9 có mặt 8 vắng 1 ông Tráng Seo Vảng đi viện\nchủ trì Lù Seo Chúng bí thư ghi Giàng Thị Mỷ"
    )
    assert (made.chair.name, made.chair.role, made.secretary.name) == ("Lù Seo Chúng", "bí thư", "Giàng Thị Mỷ")


@pytest.mark.parametrize(
    ("header", "name", "parent"),
    [
        ("Đ.BỘ XÃ KHE LẦM\nCB THÔN BÃI DÂU", "Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm"),
        ("C/bộ thôn Bãi Dâu\nĐ/bộ xã Khe Lầm", "Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm"),
        ("Đảng bộ: xã Khe Lầm\nChi bộ: thôn Bãi Dâu", "Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm"),
        ("ĐẢNG UỶ XÃ KHE LẦM\nCHI UỶ CHI BỘ THÔN BÃI DÂU", "Chi bộ thôn Bãi Dâu", "Đảng uỷ xã Khe Lầm"),
        ("ĐẢNG BỘ HUYỆN KHE CẢ\nĐẢNG BỘ XÃ KHE LẦM\nCHI BỘ 5", "Chi bộ 5", "Đảng bộ xã Khe Lầm"),
        ("ĐẢNG ỦY PHƯỜNG BẾN GỖ\nCHI BỘ TDP 5", "Chi bộ tổ dân phố 5", "Đảng ủy phường Bến Gỗ"),
        ("ĐẢNG BỘ P. BẾN GỖ    ĐẢNG CỘNG SẢN VIỆT NAM\nCHI BỘ KP 3", "Chi bộ khu phố 3", "Đảng bộ phường Bến Gỗ"),
        ("ĐẢNG BQ XÃ KHE LẦM\nCHl BỌ THÔN BÃI DÂU", "Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm"),
        ("ĐẢNG BỘ CÔNG TY CP MAY BẾN GỖ\nCHI BỘ PHÂN XƯỞNG 2", "Chi bộ Phân xưởng 2", "Đảng bộ Công ty CP May Bến Gỗ"),
    ],
)
def test_organisation_in_short_and_misread_spellings(header, name, parent):
    title = "BIÊN BẢN HỌP CHI BỘ THÁNG 4 NĂM 2026"
    organisation = read(
        header=header, title=title, opening="Hôm nay, 19 giờ ngày 05/4/2026, tại hội trường."
    ).organisation
    assert (organisation.name, organisation.parent) == (name, parent)


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Số 12/BBCB", "12/BBCB"),
        ("So 7/BB", "7/BB"),
        ("SỐ: 08-BB/CBTDP5", "08-BB/CBTDP5"),
        ("Số:03/2026/BB-CB", "03/2026/BB-CB"),
        ("Số O7-BB/CB", "07-BB/CB"),
        ("Số: 25-BB/CB-LH", "25-BB/CB-LH"),
        ("Số 03-BB/CĐ-CB", "03-BB/CĐ-CB"),
        ("Số 15 BB/CB", "15-BB/CB"),
    ],
)
def test_number_in_other_forms(row, number):
    assert read(header="ĐẢNG BỘ XÃ KHE LẦM\nCHI BỘ THÔN BÃI DÂU\n" + row).number == number


@pytest.mark.parametrize(
    ("opening", "date", "inferred"),
    [
        ("Hôm nay ngày rằm tháng Giêng năm 2026, 19h, chi bộ họp tại nhà văn hóa.", "2026-03-03", "lunar"),
        ("Hôm nay, 19 giờ ngày 18 tháng 2 năm Bính Ngọ, chi bộ họp.", "2026-04-05", "lunar"),
        ("Tối 15 tháng 2 ÂL, 19h, tại nhà văn hóa, chi bộ họp.", "2026-04-02", "lunar"),
        ("Hôm nay ngày 18 tháng 2 năm Bính Ngọ (tức 05/4/2026), 19 giờ, chi bộ họp.", "2026-04-05", None),
        ("Tối mùng 4/4 (tức 17/2 ÂL), 19h30, tại nhà VH thôn.", "2026-04-04", "title"),
    ],
)
def test_lunar_day_of_the_meeting_is_converted_only_where_no_solar_one_stands(opening, date, inferred):
    item = read(opening=opening)
    assert item.held.date == date
    assert (inferred in item.inferred["/held/date"]) if inferred else "/held/date" not in item.inferred


@pytest.mark.parametrize(
    ("opening", "closing", "expected"),
    [
        ("19h ngày 05/4/2026", "Thời lượng sinh hoạt: 95 phút", ("19:00", None, 95)),
        ("22h30 ngày 05/4/2026", "Kết thúc lúc 0 giờ 15 phút ngày 06/4/2026.", ("22:30", "00:15", 105)),
        ("22h30 ngày 05/4/2026", "Kết thúc lúc 20 giờ 15 phút cùng ngày.", ("22:30", "20:15", None)),
        (
            "Hồi mười chín giờ ba mươi phút ngày 05/4/2026",
            "Kết thúc hồi hai mươi mốt giờ cùng ngày.",
            ("19:30", "21:00", 90),
        ),
        ("19h ngày 05/4/2026", "Chi bộ nhất trí. Xong 21h.", ("19:00", "21:00", 120)),
        ("19h ngày 05/4/2026", "BQ: 100% nhất trí. Nghỉ 20h50.", ("19:00", "20:50", 110)),
    ],
)
def test_end_and_length(opening, closing, expected):
    item = read(opening=opening, closing=closing)
    assert (item.held.start, item.held.end, item.held.duration_minutes) == expected
    assert ("end-before-start" in codes(item)) is (expected[1] is not None and expected[2] is None)
