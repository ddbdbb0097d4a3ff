import datetime as dt
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.fold import nfc
from nlp.timegrammar import DateExpr, find_dates, resolve


def only(text: str) -> DateExpr:
    found = find_dates(text, current_year=2026)
    assert len(found) == 1, found
    return found[0]


def figures(expr: DateExpr) -> dict[str, Any]:
    names = ("year", "month", "day", "quarter", "half", "years", "weekday", "month_offset", "year_offset", "range_part")
    values = {name: getattr(expr, name) for name in names if getattr(expr, name) not in (None, 0)}
    flags = {name: True for name in ("lunar", "repaired") if getattr(expr, name)}
    return (
        values | flags | ({} if expr.valid else {"valid": False}) | ({} if expr.kind == "date" else {"kind": expr.kind})
    )


@pytest.mark.parametrize(
    ("text", "wording", "expected"),
    [
        ("Vào hồi 19h, ngày 03 tháng 3 năm 2026 tại", "ngày 03 tháng 3 năm 2026", {"year": 2026, "month": 3, "day": 3}),
        ("ngày..03..tháng..3..năm..2026", None, {"year": 2026, "month": 3, "day": 3}),
        ("Cần Thơ, ngày 5, tháng 3, năm 2026", "ngày 5, tháng 3, năm 2026", {"year": 2026, "month": 3, "day": 5}),
        ("ngày 5/3/2026", None, {"year": 2026, "month": 3, "day": 5}),
        ("họp ngày 4.3.23.", "ngày 4.3.23", {"year": 2023, "month": 3, "day": 4}),
        ("ngày 05/3/98", None, {"year": 1998, "month": 3, "day": 5}),
        ("ngày 2-2-2008", None, {"year": 2008, "month": 2, "day": 2}),
        ("05-3-2026", None, {"year": 2026, "month": 3, "day": 5}),
        ("03/III/1998", None, {"year": 1998, "month": 3, "day": 3}),
        ("4/III", None, {"month": 3, "day": 4}),
        ("làm trước 05/3.", "05/3", {"month": 3, "day": 5}),
        ("mồng 3 tháng 2", None, {"month": 2, "day": 3}),
        ("rằm tháng Giêng", None, {"month": 1, "day": 15, "lunar": True}),
        ("ngày 30 Tết", None, {"month": 12, "day": 30, "lunar": True}),
        ("mồng ba Tết", None, {"month": 1, "day": 3, "lunar": True}),
        ("ngày 10 tháng 3 âm lịch", None, {"month": 3, "day": 10, "lunar": True}),
        ("23 tháng Chạp năm 2025", None, {"year": 2025, "month": 12, "day": 23, "lunar": True}),
        ("tháng 3 năm 2026", None, {"kind": "month", "year": 2026, "month": 3}),
        ("THÁNG 3/2026", None, {"kind": "month", "year": 2026, "month": 3}),
        ("kết quả tháng 03", "tháng 03", {"kind": "month", "month": 3}),
        ("tháng Ba", None, {"kind": "month", "month": 3}),
        ("ĐG T12/2025: đạt", "T12/2025", {"kind": "month", "year": 2025, "month": 12}),
        ("NV T4", "T4", {"kind": "month", "month": 4}),
        ("quý I/2026", None, {"kind": "quarter", "year": 2026, "quarter": 1}),
        ("Quý IV năm 2025", None, {"kind": "quarter", "year": 2025, "quarter": 4}),
        ("Q1/2026", None, {"kind": "quarter", "year": 2026, "quarter": 1}),
        ("quý l/2026", None, {"kind": "quarter", "year": 2026, "quarter": 1}),
        ("năm 2026", None, {"kind": "year", "year": 2026}),
        ("6 tháng đầu năm 2025", None, {"kind": "half_year", "year": 2025, "half": 1}),
        ("9 tháng đầu năm 2025", None, {"kind": "range", "year": 2025}),
        ("nhiệm kỳ 2020-2025", None, {"kind": "term", "years": (2020, 2025)}),
        ("2017 - 2020", None, {"kind": "term", "years": (2017, 2020)}),
        ("kết thúc cùng ngày.", "cùng ngày", {"kind": "same_day"}),
        ("vào ngày 25 hằng tháng", "ngày 25 hằng tháng", {"kind": "recurring", "day": 25}),
        ("ngày mùng 4 hàng tháng", None, {"kind": "recurring", "day": 4}),
        (
            "ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi tám",
            None,
            {"year": 1998, "month": 3, "day": 15},
        ),
        ("trước ngày ba mươi", "ngày ba mươi", {"day": 30}),
        ("05/08/2026 (thứ Tư)", "05/08/2026", {"year": 2026, "month": 8, "day": 5, "weekday": 3}),
        ("Chủ nhật, ngày 8/3/2026", "ngày 8/3/2026", {"year": 2026, "month": 3, "day": 8, "weekday": 7}),
        ("ngày 4/3 (T4)", "ngày 4/3", {"month": 3, "day": 4, "weekday": 3}),
        ("ngày O3 tháng 3 năm 2O26", None, {"year": 2026, "month": 3, "day": 3, "repaired": True}),
        ("ngày l5/3/2026", None, {"year": 2026, "month": 3, "day": 15, "repaired": True}),
        ("ngày 31/2/2026", None, {"year": 2026, "month": 2, "day": 31, "valid": False}),
        ("ngày 20 tháng 12 năm trước", None, {"month": 12, "day": 20, "year_offset": -1}),
        ("ngày 05 tháng sau", None, {"day": 5, "month_offset": 1}),
        ("xong ngày\n28/02/2026.", "ngày\n28/02/2026", {"year": 2026, "month": 2, "day": 28}),
    ],
)
def test_each_form(text: str, wording: str | None, expected: dict[str, Any]) -> None:
    expr = only(text)
    assert text[expr.start : expr.end] == (wording or text)
    assert figures(expr) == expected


@pytest.mark.parametrize(
    "text",
    [
        "30/2020/NĐ-CP", "Kế hoạch 21-KH/ĐU", "09-NQ/CB", "TT 22/2019", "Số 05 - NQ/CB", "23/24 đồng chí", "9/10 nhiệm vụ",
        "5/5 điểm", "11/11 hộ", "8/8", "BQ 17/17.", "Biểu quyết 3/3.", "300.000 đồng/hộ", "95,8%", "12/12 kỳ",
        "xong 5/6 việc", "đến 3/5 hộ", "hoàn thành 5/6 chỉ tiêu", "Tổng 92/100 điểm", "trực 24/24 giờ", "Có mặt 09/09. Vắng",
        "mỗi tháng 1 lần", "tháng 2 lần", "trong 3 tháng, 6 hộ", "quỹ 3 hộ", "thu quỹ 42/45 hộ", "đ/c Thắng 3 việc",
        "mừng 95 năm", "ngày một tốt hơn", "mỗi ngày 2 buổi", "10 ngày 5 hộ", "ngay 5 hộ", "tháng.....năm.....",
        "ngày.....tháng.....", "trong tháng sau", "trong tháng từ đầu vụ", "lương tháng 3.500.000 đồng", "Nam 20 tuổi",
        "trong tháng\n3. Nội dung khác", "số 15/4 phố Huế", "đường 30/4", "KL 01", "mục 4.3.23", "mặt 10/3",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_solar_and_lunar_date_stand_side_by_side() -> None:
    solar, lunar = find_dates("Tối mùng 4/3 (tức 13/2 ÂL), 19h30")
    assert (solar.day, solar.month, solar.lunar) == (4, 3, False)
    assert (lunar.day, lunar.month, lunar.lunar) == (13, 2, True)
    assert resolve(solar, 2023) == resolve(lunar, 2023) == ("2023-03-04", True)


def test_a_decision_and_its_date_are_told_apart() -> None:
    text = "Kế hoạch số 21-KH/ĐU, ngày 24/02/2026 của Đảng ủy"
    assert [resolve(expr)[0] for expr in find_dates(text)] == ["2026-02-24"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ 01/4 đến 15/4/2026", ["2026-04-01", "2026-04-15"]),
        ("từ ngày 10-15/4/2026", ["2026-04-10", "2026-04-15"]),
        ("từ ngày 01 đến ngày 15/4/2026", ["2026-04-01", "2026-04-15"]),
        ("Từ tháng 11 đến tháng 2/2026", ["2025-11", "2026-02"]),
        ("từ 20/12 đến 05/01/2026", ["2025-12-20", "2026-01-05"]),
    ],
)
def test_both_ends_of_a_range_are_marked_and_share_the_year(text: str, expected: list[str]) -> None:
    found = find_dates(text)
    assert [expr.range_part for expr in found] == ["start", "end"]
    assert [resolve(expr)[0] for expr in found] == expected


def test_days_of_a_list_share_the_month() -> None:
    found = find_dates("hai đêm 25 và 26/01 mất điện; các ngày 12/3, 15/3 và 18/3")
    assert [(expr.day, expr.month) for expr in found] == [(25, 1), (26, 1), (12, 3), (15, 3), (18, 3)]


def test_a_comrade_after_a_date_is_not_counted() -> None:
    assert (only("nộp trước 3/10 đồng chí Lan nhắc").day, find_dates("đến 3/10 đồng chí")) == (3, [])


@pytest.mark.parametrize(
    ("text", "year", "month", "expected"),
    [
        ("ngày 5/3", 2026, None, ("2026-03-05", True)),
        ("ngày 5/3", None, None, (None, False)),
        ("ngày 5/3/2026", 2020, None, ("2026-03-05", False)),
        ("ngày 20", 2026, 3, ("2026-03-20", True)),
        ("ngày 20", 2026, None, (None, False)),
        ("ngày 05 tháng sau", 2026, 12, ("2027-01-05", True)),
        ("ngày 29/2", 2026, None, (None, False)),
        ("tháng 3 năm 2026", None, None, ("2026-03", False)),
        ("quý I", 2026, None, ("2026-Q1", True)),
        ("năm 2026", None, None, ("2026", False)),
        ("ngày 30 Tết", 2023, None, ("2023-01-21", True)),
        ("mùng 1 Tết", 2026, None, ("2026-02-17", True)),
        ("rằm tháng Giêng năm 2026", None, None, ("2026-03-03", False)),
        ("ngày 25 hằng tháng", 2026, 3, (None, False)),
        ("nhiệm kỳ 2020-2025", 2026, 3, (None, False)),
        ("ngày 31/2/2026", None, None, (None, False)),
    ],
)
def test_resolve(text: str, year: int | None, month: int | None, expected: tuple[str | None, bool]) -> None:
    assert resolve(only(text), year, month) == expected


FORMS = (
    "ngày {d:02} tháng {m} năm {y}", "ngày {d} tháng {m:02} năm {y}", "ngày {d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}",
    "{d:02}-{m:02}-{y}", "ngày {d}.{m}.{y}", "ngày..{d}..tháng..{m}..năm..{y}", "ngày {d}, tháng {m}, năm {y}", "{d}/{R}/{y}",
    "Ngày {d:02} tháng {m:02} năm\n{y}", "ngày {d} / {m} / {y}",
)  # fmt: skip
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@given(
    st.dates(dt.date(1930, 1, 1), dt.date(2079, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(["{}", "Thời gian: 19h30, {}, tại nhà văn hóa", "(họp {}).", "xong trước {}; đ/c A"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_day_survives_every_form(date: dt.date, form: str, context: str, normal_form: Any) -> None:
    wording = form.format(d=date.day, m=date.month, y=date.year, R=ROMAN[date.month])
    text = context.format(wording)
    expr = only(unicodedata.normalize(normal_form, text))
    assert resolve(expr) == (date.isoformat(), False)
    assert nfc(text)[expr.start : expr.end] == nfc(wording)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2027, 12, 31)), st.sampled_from(["ngày {}", "tối mùng {}", "ngày {}."]))
def test_two_figure_years(date: dt.date, context: str) -> None:
    text = context.format(f"{date.day}/{date.month}/{date:%y}")
    assert resolve(only(text)) == (date.isoformat(), False)


@given(
    st.integers(0, 400),
    st.integers(0, 400),
    st.sampled_from(["đồng chí", "hộ", "nhiệm vụ", "chỉ tiêu", "điểm", "phiếu"]),
)
def test_a_counted_ratio_is_never_a_date_without_a_word_of_time(first: int, second: int, noun: str) -> None:
    assert find_dates(f"đạt {first}/{second} {noun}") == []


@given(st.text(alphabet="0123456789/.-ngàythángnăm ()IOlQqúy\n", max_size=60))
@example("ngày 99/99/9999")
@example("từ - 1/1 - 1/1")
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = find_dates(text, current_year=2026)
    assert all(0 <= expr.start < expr.end <= len(nfc(text)) for expr in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for expr in found:
        resolve(expr, 2026, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đêm 21-2, tại nương", [(21, 2)]),
        ("Tối thứ bảy, 9-2, họp", [(9, 2)]),
        ("xong trước 25-2.", [(25, 2)]),
        ("hạn 30-4", [(30, 4)]),
        ("xong 2-3 nhà", []),
        ("tới 3-4 hộ", []),
        ("tối 2-3 người trực", []),
        ("dài 3-4 m", []),
    ],
)
def test_days_with_a_dash(text, found):
    assert [(date.day, date.month) for date in find_dates(text) if date.kind == "date"] == found
