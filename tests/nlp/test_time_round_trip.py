"""Whatever day, hour or length a grammar of the forms in use can write is read back as it was meant."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunar_vn import solar_to_lunar

from nlp.timegrammar import find_dates, find_durations, find_times, resolve

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
MONTHS = ["Giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2026, 12, 31))
BEFORE = st.sampled_from(["", "Hôm nay, ", "Khe Lầm, ", "Thời gian: ", "Căn cứ biên bản lập ", "\n- "])
AFTER = st.sampled_from(["", ".", ", tại hội trường", " (Chi bộ họp)", "\nCó mặt 12/15 đồng chí", "; vắng 2 đ/c"])


def spelled(number: int) -> str:
    tens, units = divmod(number, 10)
    if number <= 10:
        return UNITS[number]
    head = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    last = {5: "lăm", 1: "một" if tens == 1 else "mốt"}.get(units, UNITS[units])
    return head if not units else f"{head} {last}"


FORMS = {
    "words": lambda d: f"ngày {d.day:02} tháng {d.month:02} năm {d.year}",
    "commas": lambda d: f"ngày {d.day}, tháng {d.month}, năm {d.year}",
    "dots": lambda d: f"ngày ..{d.day}.. tháng ..{d.month}.. năm ..{d.year}..",
    "slashes": lambda d: f"ngày {d.day:02}/{d.month}/{d.year}",
    "hyphens": lambda d: f"ngày {d.day}-{d.month}-{d.year}",
    "stops": lambda d: f"ngày {d.day:02}.{d.month:02}.{d.year}",
    "bare": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "short year": lambda d: f"ngày {d.day}/{d.month}/{d.year % 100:02}",
    "roman": lambda d: f"ngày {d.day}/{ROMAN[d.month - 1]}/{d.year}",
    "half words": lambda d: f"ngày {d.day} tháng {d.month}/{d.year}",
    "spelled": lambda d: f"ngày {spelled(d.day)} tháng {spelled(d.month)} năm {d.year}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]}, ngày {d.day:02}/{d.month:02}/{d.year}",
    "weekday behind": lambda d: f"ngày {d.day:02}/{d.month:02}/{d.year} ({WEEKDAYS[d.weekday()]})",
    "first ten": lambda d: f"{'mùng' if d.day % 2 else 'mồng'} {d.day} tháng {d.month} năm {d.year}",
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(day=DAYS, before=BEFORE, after=AFTER)
def test_a_day_in_every_form(form, day, before, after):
    if form == "first ten":
        day = day.replace(day=(day.day - 1) % 10 + 1)
    text = before + FORMS[form](day) + after
    found = [expr for expr in find_dates(text, 2026) if expr.kind == "date"]
    assert [resolve(expr) for expr in found] == [(day.isoformat(), False)], text
    assert found[0].weekday in (None, day.isoweekday())
    assert "weekday" not in form or found[0].weekday == day.isoweekday()
    assert text[found[0].start : found[0].end].strip() == text[found[0].start : found[0].end]


@settings(max_examples=80, deadline=None)
@given(day=DAYS, form=st.sampled_from(["ngày {0} tháng {1}", "ngày {0}/{1}", "tối {0}/{1}"]))
def test_a_day_without_its_year_takes_the_one_that_is_known(day, form):
    (expr,) = find_dates(form.format(day.day, day.month), 2026)
    assert resolve(expr) == (None, False)
    assert resolve(expr, default_year=day.year) == (day.isoformat(), True)


@settings(max_examples=120, deadline=None)
@given(day=DAYS, mark=st.sampled_from([" âm lịch", " ÂL", " (ÂL)"]))
def test_a_lunar_day_becomes_its_solar_day(day, mark):
    lunar = solar_to_lunar(day)
    (expr,) = find_dates(f"ngày {lunar.day}/{lunar.month}/{lunar.year}{mark}", 2026)
    assert expr.lunar
    iso, _ = resolve(expr)
    if getattr(lunar, "is_leap", getattr(lunar, "leap", False)):
        assert iso != day.isoformat() or iso is None  # the leap month bears the name of the one before it
    else:
        assert iso == day.isoformat()


STEMS = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"]
BRANCHES = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"]


@pytest.mark.parametrize("year", range(1990, 2050))
def test_a_year_of_the_cycle_of_sixty(year):
    name = f"{STEMS[(year - 4) % 10]} {BRANCHES[(year - 4) % 12]}"
    (expr,) = find_dates(f"ngày 4 tháng 3 năm {name}", 2026)
    assert (expr.lunar, expr.year) == (True, year)


def test_a_pair_that_no_cycle_has_gives_no_year():
    (expr,) = find_dates("ngày 4 tháng 3 năm Giáp Sửu", 2026)
    assert (expr.lunar, expr.year, resolve(expr)) == (True, None, (None, False))


@settings(max_examples=80, deadline=None)
@given(year=st.integers(1990, 2026), month=st.integers(1, 12), over=st.integers(1, 3))
def test_a_day_that_no_calendar_has_is_found_and_gives_no_value(year, month, over):
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    (expr,) = find_dates(f"ngày {last + over} tháng {month} năm {year}", 2026)
    assert not expr.valid
    assert resolve(expr) == (None, False)


@settings(max_examples=80, deadline=None)
@given(first=st.integers(1990, 2025), length=st.integers(1, 10), word=st.sampled_from(["nhiệm kỳ ", "giai đoạn ", ""]))
def test_a_term_is_no_date(first, length, word):
    for text in (f"{word}{first}-{first + length}", f"{word}{first} - {first + length}"):
        assert [expr.kind for expr in find_dates(text, 2026)] == ["term"]


@settings(max_examples=80, deadline=None)
@given(number=st.integers(1, 400), body=st.sampled_from(["NQ/CB", "KH/ĐU", "CT/TW", "HD/BTCTW", "BB-CB", "QĐ/TU"]))
def test_a_document_number_is_no_date(number, body):
    assert find_dates(f"Số {number:02}-{body}", 2026) == []


CLOCKS = {
    "words": lambda h, m: f"{h} giờ {m:02} phút",
    "no word": lambda h, m: f"{h} giờ {m:02}",
    "h": lambda h, m: f"{h}h{m:02}",
    "h stroke": lambda h, m: f"{h}h{m:02}'",
    "g": lambda h, m: f"{h}g{m:02}",
    "colon": lambda h, m: f"{h:02}:{m:02}",
    "spelled": lambda h, m: f"{spelled(h)} giờ {spelled(m)} phút",
}


@pytest.mark.parametrize("form", CLOCKS)
@settings(max_examples=50, deadline=None)
@given(hour=st.integers(5, 23), minute=st.integers(1, 59))
def test_an_hour_in_every_form(form, hour, minute):
    text = f"Hôm nay, vào lúc {CLOCKS[form](hour, minute)}, tại hội trường."
    assert [expr.value for expr in find_times(text)] == [f"{hour:02}:{minute:02}"], text


@settings(max_examples=50, deadline=None)
@given(hour=st.integers(1, 11), part=st.sampled_from(["chiều", "tối"]))
def test_a_part_of_the_day_makes_it_afternoon(hour, part):
    assert [expr.value for expr in find_times(f"lúc {hour}h {part}")] == [f"{hour + 12:02}:00"]


@settings(max_examples=50, deadline=None)
@given(minutes=st.integers(20, 299))
def test_a_length_of_time_is_no_hour(minutes):
    text = f"Thời lượng sinh hoạt: {minutes} phút"
    assert [expr.minutes for expr in find_durations(text)] == [minutes]
    assert find_times(text) == []
