"""Books whose entries have short headings or none: the signs around the row tell where a meeting begins."""

from __future__ import annotations

import pytest
from minutes_texts import records, units

COVER = "ĐẢNG BỘ XÃ KHE LẦM\nSỔ BIÊN BẢN\nCHI BỘ BẢN NÀ LUÔNG\nNăm 2012"


def entry(heading: str, opening: str, end: str) -> str:
    return f"""{heading}
{opening}
Có 14 đ/c. Vắng đ/c Vi Văn Pản (đi rừng).
BT Lò Văn Inh chủ trì, Vi Thị Xoan ghi.
Việc đã làm: làm xong 300 m mương, phát quang đường vào bản.
Ý kiến:
Lò Thị Pỏm: trâu thả rông phá lúa 2 nhà, phải buộc lại.
Giao: Vi Văn Pản báo từng nhà buộc trâu, xong trước ngày 20.
{end}""".lstrip("\n")


BOOKS = {
    "month in words": [
        entry("Sinh hoạt tháng Giêng", "Ngày 4-1, 7 giờ tối, nhà đ/c Inh.", "Nghỉ lúc 9 giờ rưỡi."),
        entry("Sinh hoạt tháng Hai", "Ngày 5-2, 19h15, nhà văn hóa bản.", "Họp tan 21h40."),
        entry("Họp bất thường", "Đêm 21-2, 22h, tại nương Pha Đén.", "Xong 22h20."),
    ],
    "numbered meetings": [
        entry("Kỳ họp thứ 1", "Thời gian: 19 giờ ngày 4/1/2012, nhà văn hóa bản.", "Kết thúc hồi 21 giờ."),
        entry("Kỳ họp thứ 2", "Thời gian: 19 giờ ngày 5/2/2012, nhà văn hóa bản.", "Bế mạc lúc 21 giờ."),
    ],
    "month and year": [
        entry("Tháng 1/2012", "Họp ngày 4/1, 19 giờ tại nhà văn hóa bản.", "Tan họp 20 giờ 45."),
        entry("Tháng 2/2012", "Họp ngày 5/2, 19 giờ tại nhà văn hóa bản.", "Ký: Vi Thị Xoan - Lò Văn Inh"),
        entry("Tháng 3/2012", "Họp ngày 4/3, 19 giờ tại nhà văn hóa bản.", "Ký: Vi Thị Xoan - Lò Văn Inh"),
    ],
    "abbreviated": [
        entry("SHCB T1", "Tối 4/1, 19h30, nhà VH bản.", "Hết 21h."),
        entry("SHCB T2", "Tối 5/2, 19h30, nhà VH bản.", "Hết 21h10."),
    ],
    "date alone": [
        entry("Ngày 4 tháng 1 năm 2012, 19 giờ tại nhà văn hóa bản, chi bộ họp.", "", "Họp xong hồi 20 giờ 30."),
        entry("Ngày 5 tháng 2 năm 2012, 19 giờ tại nhà văn hóa bản, chi bộ họp.", "", "Họp xong hồi 20 giờ 30."),
    ],
}


@pytest.mark.parametrize("kind", BOOKS)
def test_entries_are_parted(kind):
    meetings = ["\n".join(row for row in text.split("\n") if row) for text in BOOKS[kind]]
    assert [unit.text for unit in units(f"{COVER}\f" + "\n".join(meetings))] == meetings


@pytest.mark.parametrize("kind", BOOKS)
def test_entries_are_minutes_with_their_dates(kind):
    found = records(f"{COVER}\f" + "\n".join("\n".join(r for r in text.split("\n") if r) for text in BOOKS[kind]))
    assert {item.document_type for item in found} == {"minutes"}
    second = "2012-02" if len(found) > 1 else None
    assert [item.held.date[:7] for item in found][:2] == ["2012-01", second]
    assert all(item.attendance.present == 14 and item.organisation.name == "Chi bộ bản Nà Luông" for item in found)


def test_a_missing_end_does_not_join_two_meetings():
    first = entry("Sinh hoạt tháng Hai", "Ngày 5-2, 19h15, nhà văn hóa bản.", "Cả bản làm mương thứ bảy.")
    second = entry("Sinh hoạt tháng Ba", "Ngày 4-3, 19h15, nhà văn hóa bản.", "Cả bản rào vườn.")
    assert [unit.text for unit in units(f"{COVER}\f{first}\n{second}")] == [first, second]


def test_an_entry_may_begin_at_the_top_of_a_page():
    first = entry("Sinh hoạt tháng Hai", "Ngày 5-2, 19h15, nhà văn hóa bản.", "Nghỉ 21h.")
    second = entry("Sinh hoạt tháng Ba", "Ngày 4-3, 19h15, nhà văn hóa bản.", "Nghỉ 21h.")
    assert [unit.text for unit in units(f"{COVER}\f{first}\f{second}")] == [first, second]


@pytest.mark.parametrize(
    "row",
    [
        "12/14 nhà đã buộc trâu, còn 2 nhà chưa.",
        "1.1. Sinh hoạt chuyên đề chưa làm",
        "Sinh hoạt chuyên đề mới tổ chức 3/4 kỳ.",
        "Ngày 20/2 bản tổ chức dọn đường.",
        "Tháng 3 làm tiếp mương Huổi Lạn",
        "Chỉ tiêu    Nghị quyết    Thực hiện",
        "- Họp chi bộ tháng sau: ngày 5",
    ],
)
def test_rows_that_look_alike_open_nothing(row):
    text = entry("Sinh hoạt tháng Hai", "Ngày 5-2, 19h15, nhà văn hóa bản.", f"{row}\nCả bản nghe rõ.\nNghỉ lúc 21h.")
    assert len(units(f"{COVER}\f{text}")) == 1


HEADINGS = [
    "Họp ngày {d}/{m}", "HỌP CHI BỘ THÁNG {m}", "Hội nghị chi bộ tháng {m}", "Kỳ {m}", "Buổi {m}: {d}/{m}/2012", "Phiên tháng {m}",
    "T{m}/2012", "SH T.{m}", "Họp lệ tháng 0{m}/2012", "0{d}/0{m}/2012", "Thứ tư, {d}/{m}/2012", "Số 0{m}", "I. THÁNG {m}",
    "* Tháng {m}", "Chi bộ họp tháng {m}", "Cuộc họp đột xuất ngày {d}/{m}", "Họp khẩn", "Hội ý chi ủy", "Họp bầu bí thư",
    "Tháng {m} - họp thường kỳ",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings(heading):
    meetings = [
        entry(
            heading.format(d=3 + month, m=month), f"Tối {3 + month}/{month}, 19h30, nhà văn hóa bản.", "Kết thúc 21h."
        )
        for month in (1, 2)
    ]
    found = records(f"{COVER}\f" + "\n".join(meetings))
    assert [item.text for item in found] == meetings
    assert {item.document_type for item in found} == {"minutes"}


def test_a_cell_under_the_motto_of_the_state_keeps_minutes():
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    cell = (
        motto
        + "ĐẢNG BỘ XÃ KHE LẦM\nCHI BỘ BẢN NÀ LUÔNG\nBIÊN BẢN HỌP CHI BỘ\n"
        + BOOKS["abbreviated"][0].split("\n", 1)[1]
    )
    village = motto + "BẢN NÀ LUÔNG\nBIÊN BẢN HỌP BẢN\n" + BOOKS["abbreviated"][0].split("\n", 1)[1]
    assert [item.document_type for item in records(cell)] == ["minutes"]
    assert [item.document_type for item in records(village)] == ["other"]
