import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numbers import find_money, find_percents, find_ratios, parse_money, parse_number, parse_words

UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell_below_thousand(value: int, *, full: bool) -> str:
    hundreds, tens, unit = value // 100, value // 10 % 10, value % 10
    words = [f"{UNITS[hundreds]} trăm"] if hundreds or full else []
    if tens:
        words.append("mười" if tens == 1 else f"{UNITS[tens]} mươi")
    elif unit and words:
        words.append("linh")
    if unit:
        words.append("lăm" if tens and unit == 5 else "mốt" if tens > 1 and unit == 1 else UNITS[unit])
    return " ".join(words)


def spell(value: int) -> str:
    """The number as a Vietnamese speaks it, written independently of the reader under test."""
    parts = []
    for scale, name in ((10**9, " tỷ"), (10**6, " triệu"), (10**3, " nghìn"), (1, "")):
        group = value // scale % 1000
        if group:
            parts.append(spell_below_thousand(group, full=bool(parts)) + name)
    return " ".join(parts) or "không"


@given(st.integers(0, 999_999_999_999))
def test_every_number_reads_back_from_words(value: int) -> None:
    assert parse_words(spell(value)) == value


@given(st.integers(0, 999_999_999_999))
def test_every_number_reads_back_from_figures(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == parse_number(str(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("312.000", 312000), ("8,4", 8.4), ("1,5", 1.5), ("02", 2), ("hai", 2), ("mười hai", 12), ("12 triệu", 12_000_000),
     ("1.250,5", 1250.5), ("3l2.000", 312000), ("2O", 20), ("hai triệu rưỡi", 2_500_000), ("hai nghìn tỷ", 2 * 10**12),
     ("hai mươi tư", 24), ("hai muoi lam", 25)],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "Nam", "từ", "l", "O", "hai ba", "một nghìn hai", "trăm", "đồng chí", "1.2.3", "lẻ", "nam"]
)
def test_unclear_numbers_are_not_guessed(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "dong"),
    [("8,4 triệu đồng", 8_400_000), ("312.000đ", 312_000), ("312,000 đồng", 312_000), ("hai triệu đồng", 2_000_000),
     ("2 triệu 500 nghìn đồng", 2_500_000), ("300 nghìn", 300_000), ("1,2 tỷ đồng", 1_200_000_000), ("98.000 đồng", 98_000)],
)  # fmt: skip
def test_money(text: str, dong: int) -> None:
    assert parse_money(text) == dong


def test_sums_in_a_sentence() -> None:
    text = "24/24 đồng chí nộp, số tiền 312.000 đồng; góp 300.000 đồng/hộ; hết 3,8 triệu; 5 đồng chí; 5 đ/c; 40 thùng"
    assert [(text[one.start : one.end], one.value) for one in find_money(text)] == [
        ("312.000 đồng", 312_000), ("300.000 đồng", 300_000), ("3,8 triệu", 3_800_000),
    ]  # fmt: skip


def test_percentages() -> None:
    assert [one.value for one in find_percents("đạt 95,8%; 100 % và 102,1%, 9/10")] == [95.8, 100, 102.1]


def test_ratios_with_their_nouns() -> None:
    text = "Có mặt: 23/24 đồng chí; 9/10 nhiệm vụ; 23 / 24 đ/c; BQ 07/07; quỹ 42/45 hộ; xong 5/6 việc"
    assert [(one.num, one.den, one.noun) for one in find_ratios(text)] == [
        (23, 24, "đồng chí"), (9, 10, "nhiệm vụ"), (23, 24, "đ/c"), (7, 7, None), (42, 45, "hộ"), (5, 6, "việc"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["ngày 5/3", "trước 20/3", "trước 3/10 đồng chí Lan nhắc", "5/3/2026", "30/2020/NĐ-CP", "21-KH/ĐU", "tháng 3/2026", "số 12/25",
     "xong 5/6.", "7,1/7,0", "5/0"],
)  # fmt: skip
def test_what_is_no_ratio(text: str) -> None:
    assert find_ratios(text) == []
