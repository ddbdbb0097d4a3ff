import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.timegrammar import deadline

MEETING = "2026-03-03"


@pytest.mark.parametrize(
    ("text", "wording", "value", "inferred"),
    [
        ("sửa đường, xong trước ngày 20/3/2026", "xong trước ngày 20/3/2026", "2026-03-20", False),
        ("lập danh sách, xong\ntrước ngày 20/3; đề nghị", "xong\ntrước ngày 20/3", "2026-03-20", True),
        ("nộp báo cáo trước 10/4", "trước 10/4", "2026-04-10", True),
        ("mở đường ngày 12/3, xong 20/3.", "xong 20/3", "2026-03-20", True),
        ("chậm nhất là 17h ngày 20/3", "chậm nhất là 17h ngày 20/3", "2026-03-20", True),
        ("hạn: 20/3/2026", "hạn: 20/3/2026", "2026-03-20", False),
        ("thu đảng phí trước ngày 20", "trước ngày 20", "2026-03-20", True),
        ("thu đảng phí trước ngày 02", "trước ngày 02", "2026-04-02", True),
        ("làm đến hết tháng 5", "đến hết tháng 5", "2026-05", True),
        ("trực trong tháng 3, báo cáo tại kỳ sinh hoạt tháng 4.", "báo cáo tại kỳ sinh hoạt tháng 4", "2026-04", True),
        ("làm việc với xã, báo cáo kỳ sinh hoạt tháng 4", "báo cáo kỳ sinh hoạt tháng 4", "2026-04", True),
        ("thu nốt quỹ 3 hộ trong tháng", "trong tháng", "2026-03", True),
        ("ký cam kết trong tháng 5", "trong tháng 5", "2026-05", True),
        ("hoàn thành trong quý II", "hoàn thành trong quý II", "2026-06", True),
        ("xong trong tháng sau", "xong trong tháng sau", "2026-04", True),
        ("trồng cây ngày 14/6", "ngày 14/6", "2026-06-14", True),
        ("dọn kênh từ 10/4 đến 15/4", "10/4 đến 15/4", "2026-04-15", True),
        ("kiểm tra vào ngày 25 hằng tháng", "ngày 25 hằng tháng", None, False),
        ("phụ trách 08 ngõ, từ ngày 01/4/2026", "từ ngày 01/4/2026", None, False),
        ("gặp riêng trước kỳ SH tới", "trước kỳ SH tới", None, False),
        ("nhắc nhở các hộ, thường xuyên.", "thường xuyên", None, False),
        ("làm trong tuần", "trong tuần", None, False),
        ("trực dịp Tết", "dịp Tết", None, False),
    ],
)
def test_wording_and_value(text: str, wording: str, value: str | None, inferred: bool) -> None:
    found = deadline(text, MEETING)
    assert found is not None
    assert text[found.start : found.end] == found.text
    assert found.text.endswith(wording)
    assert (found.value, found.inferred) == (value, inferred)


@pytest.mark.parametrize(
    "text",
    [
        "thường xuyên nhắc nhở gia đình", "tiếp tục phát huy", "thu trong quỹ 3 triệu đồng", "phụ trách 8/10 hộ",
        "triển khai Kế hoạch số 21-KH/ĐU, ngày 24/4/2026 của Đảng ủy", "rút kinh nghiệm việc ngày 10/2/2026",
    ],
)  # fmt: skip
def test_sentences_without_a_deadline(text: str) -> None:
    assert deadline(text, MEETING) is None


@pytest.mark.parametrize(
    ("meeting", "value"),
    [("2025-12-05", "2026-01-15"), ("2025-07-05", "2025-01-15"), ("2025-08-05", "2026-01-15"), (None, None)],
)
def test_a_month_more_than_half_a_year_back_is_next_year(meeting: str | None, value: str | None) -> None:
    found = deadline("xong trước 15/01", meeting)
    assert found is not None
    assert (found.value, found.inferred) == (value, value is not None)


def test_a_partial_meeting_date_gives_what_it_can() -> None:
    month, day = deadline("trong tháng", "2026-03"), deadline("trước ngày 20/4", "2026")
    assert month is not None
    assert day is not None
    assert (month.value, day.value) == ("2026-03", "2026-04-20")


def test_a_passed_explicit_deadline_is_kept_for_the_reader_to_judge() -> None:
    found = deadline("lập lịch trực xong trước ngày 30/01/2026", MEETING)
    assert found is not None
    assert found.value == "2026-01-30"


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)),
    st.sampled_from(
        ["xong trước ngày", "trước", "chậm nhất ngày", "xong", "hạn đến ngày", "hoàn thành trước ngày", "đến hết ngày"]
    ),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d} tháng {m} năm {y}"]),
)
def test_a_full_date_is_taken_over_as_it_stands(date: dt.date, words: str, form: str) -> None:
    wording = f"{words} {form.format(d=date.day, m=date.month, y=date.year)}"
    found = deadline(f"đ/c A rà soát 12 hồ sơ, {wording}; đ/c B theo dõi", MEETING)
    assert found is not None
    assert (found.text, found.value, found.inferred) == (wording, date.isoformat(), False)


@given(st.text(alphabet="xongtrướcngàytháng 0123456789/hạnquýII,.\n", max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    found = deadline(text, MEETING)
    assert found is None or found.text == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "wording", "value"),
    [
        ("báo số thuyền cho huyện trước 22 giờ", "trước 22 giờ", "2016-10-14"),
        ("chuyển lúa lên gác trước 3 giờ sáng 15/10", "trước 3 giờ sáng 15/10", "2016-10-15"),
        ("gọi điện lực ngay trong đêm", "ngay trong đêm", "2016-10-14"),
        ("phát gạo sáng mai", "sáng mai", "2016-10-15"),
        ("hỏi xã về quỹ, tháng sau báo", "tháng sau báo", "2016-11"),
        ("treo cờ trước lễ 22/12", "trước lễ 22/12", "2016-12-22"),
        ("sửa bờ ruộng xong trước vụ cấy", "xong trước vụ cấy", None),
        ("thăm từng nhà trong vòng một tuần", "trong vòng một tuần", None),
        ("dọn đường chủ nhật này", "chủ nhật này", None),
    ],
)
def test_deadlines_counted_from_the_meeting(text, wording, value):
    found = deadline(text, "2016-10-14")
    assert found is not None and (found.text, found.value) == (wording, value)


@pytest.mark.parametrize("text", ["mua lúa giống", "họp lúc 19 giờ", "đổ 3 xe đá", "mua mười bao xi măng"])
def test_no_deadline_in_other_words(text):
    assert deadline(text, "2016-10-14") is None
