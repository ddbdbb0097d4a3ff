from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.timegrammar import find_durations, find_times


@pytest.mark.parametrize(
    ("text", "wording", "value"),
    [
        ("Vào hồi 19 giờ 30 phút, ngày 03", "19 giờ 30 phút", "19:30"),
        ("19 giờ 30 ngày 5 tháng 7", "19 giờ 30", "19:30"),
        ("vào hồi..19..giờ..30..phút", "19..giờ..30..phút", "19:30"),
        ("19h30", None, "19:30"),
        ("19h30'", None, "19:30"),
        ("19g30", None, "19:30"),
        ("19:30", None, "19:30"),
        ("19h ngày 05/3", "19h", "19:00"),
        ("19h 05/3/2026", "19h", "19:00"),
        ("7h tối", None, "19:00"),
        ("7 giờ tối", None, "19:00"),
        ("tối 7h", "7h", "19:00"),
        ("7 giờ 30 sáng", None, "07:30"),
        ("2 giờ chiều", None, "14:00"),
        ("7 giờ rưỡi tối", None, "19:30"),
        ("8 giờ kém 15", None, "07:45"),
        ("13 giờ", None, "13:00"),
        ("lúc 19 giờ 12 đồng chí có mặt", "19 giờ", "19:00"),
        ("15 giờ\n2. Nội dung", "15 giờ", "15:00"),
        ("20h tôi về", "20h", "20:00"),
        ("lúc hơn 19 giờ", "19 giờ", "19:00"),
    ],
)
def test_each_form(text: str, wording: str | None, value: str) -> None:
    (expr,) = find_times(text)
    assert (text[expr.start : expr.end], expr.value, expr.repaired) == (wording or text, value, False)


@pytest.mark.parametrize(("text", "value"), [("l9h3O", "19:30"), ("19hOO", "19:00"), ("2O giờ", "20:00")])
def test_lookalikes_are_repaired_and_flagged(text: str, value: str) -> None:
    (expr,) = find_times(text)
    assert (expr.value, expr.repaired) == (value, True)


@pytest.mark.parametrize(
    "text",
    ["2 giờ đồng hồ", "90 phút", "trong 2 giờ", "kéo dài 1 giờ 45 phút", "trực 24/24h", "lớp học 40 giờ", "5 ha", "20g muối",
     "tỷ lệ 1:500", "2 giờ/tuần", "25h", "19:75"],
)  # fmt: skip
def test_what_is_no_time_of_day(text: str) -> None:
    assert find_times(text) == []


def test_both_ends_of_a_span_of_time() -> None:
    assert [expr.value for expr in find_times("16h30–17h20; từ 20h20' đến 21h15'")] == [
        "16:30",
        "17:20",
        "20:20",
        "21:15",
    ]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("Thời lượng 115 phút", 115), ("2 giờ đồng hồ", 120), ("thời lượng: 1 giờ 45 phút", 105), ("2 tiếng rưỡi", 150),
     ("trong 2 giờ", 120), ("1,5 giờ đồng hồ", 90)],
)  # fmt: skip
def test_lengths_of_time(text: str, minutes: int) -> None:
    assert [expr.minutes for expr in find_durations(text)] == [minutes]


@pytest.mark.parametrize("text", ["19 giờ 30 phút", "19h30", "19h 05/3/2026"])
def test_a_time_of_day_is_no_length(text: str) -> None:
    assert find_durations(text) == []


FORMS = (
    "{h}h{m:02}",
    "{h:02} giờ {m:02} phút",
    "{h} giờ {m} phút",
    "{h:02}:{m:02}",
    "{h}g{m:02}",
    "{h}h{m:02}'",
    "{h} giờ {m:02}",
)


@given(
    st.integers(0, 23), st.integers(0, 59), st.sampled_from(FORMS), st.sampled_from(["{}", "lúc {} ngày 5/3", "({})"])
)
def test_every_minute_survives_every_form(hour: int, minute: int, form: str, context: str) -> None:
    wording = form.format(h=hour, m=minute)
    text = context.format(wording)
    (expr,) = find_times(text)
    assert expr.value == f"{hour:02}:{minute:02}"
    assert text[expr.start : expr.end] == wording


@given(st.text(alphabet="0123456789hg:' giờphút/.,\n", max_size=50))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    for found in (find_times(text), find_durations(text)):
        assert all(0 <= expr.start < expr.end <= len(text) for expr in found)
        assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("khai mạc lúc bảy giờ kém mười lăm", ["06:45"]),
        ("Bế mạc mười một giờ hai mươi.", ["11:20"]),
        ("lúc chín giờ rưỡi tối", ["21:30"]),
        ("họp lúc 7 rưỡi tối", ["19:30"]),
        ("10 giờ mười lăm phút", ["10:15"]),
        ("ba giờ chiều", ["15:00"]),
        ("mười chín giờ ba mươi phút", ["19:30"]),
        ("kết thúc hồi hai mươi mốt giờ", ["21:00"]),
        ("trực một giờ đồng hồ", []),
        ("mỗi người góp hai giờ công", []),
        ("lợn tăng một rưỡi", []),
    ],
)
def test_hours_in_words(text, values):
    assert [time.value for time in find_times(text)] == values
