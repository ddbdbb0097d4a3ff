import pytest
from drawn import LINES

from extractors.repair import repair_step, repaired
from extractors.repair_figures import date_mended, figure_mended
from extractors.repair_lexicon import PHRASES, UNLESS, fold
from extractors.syllables import is_syllable
from schemas import Box, Line, Word

PLACE = Box(0.1, 0.1, 0.2, 0.2)


def page(*rows, confidence=0.8):
    return tuple(
        Line(words=tuple(Word(text=w, box=PLACE, confidence=confidence) for w in row.split()), box=PLACE, row=n)
        for n, row in enumerate(rows)
    )


def mended(*rows, confidence=0.8):
    lines, _ = repaired(page(*rows, confidence=confidence))
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("các đồng chí trong chỉ bộ đã họp", "các đồng chí trong chi bộ đã họp"),
        ("Chỉ bộ thống nhất", "Chi bộ thống nhất"),
        ("ĐẲNG BỘ XÃ", "ĐẢNG BỘ XÃ"),
        ("thu đẳng phí, nộp đẳng ủy", "thu đảng phí, nộp đảng ủy"),
        ("dự thảo nghi quyết", "dự thảo nghị quyết"),
        ("ông Đíc Lan, đíc Hùng", "ông Đ/c Lan, đ/c Hùng"),
        ("KO tháng 4: xong", "KQ tháng 4: xong"),
        ("Ghi B8: ông Lan", "Ghi BB: ông Lan"),
        ("lúc 1O giờ ngày l5/O3/2O26", "lúc 10 giờ ngày 15/03/2026"),
        ("năm 2O25, từ 19hO5", "năm 2025, từ 19h05"),
        ("theo Điều l và khoản l", "theo Điều 1 và khoản 1"),
        ("thu 1.25O.OOO đồng", "thu 1.250.000 đồng"),
        ("I. Mở đầu\nII. Thảo luận\nHI. Kết luận", "I. Mở đầu\nII. Thảo luận\nIII. Kết luận"),
    ],
)
def test_what_can_only_have_been_one_thing(read, meant):
    assert mended(*read.split("\n")) == meant


@pytest.mark.parametrize(
    "text",
    [
        " ".join(LINES),
        "chỉ bộ phận một cửa, chỉ bộ đội xuất ngũ",
        "chi 2 triệu đồng chỉ đủ mua, 3 triệu đồng chi cho việc khác",
        "ông Nguyễn Đăng Viên, bà Đồng Chi Mai",
        "NGUYỄN ĐĂNG VIÊN",
        "bà Nguyênn Thị Hòaa",
        "quý II/2026, lớp 12A, xe 29C-123.45, NQ số 05-NQ/CB, điểm l1k",
        "HI. là gì",
        "ghi 88 triệu, KO Bình, B8 là gì",
        "mã số OOO và llI",
        "ngày 29/02/2024 và ngày 30/04/2026",
        "chi tiêu và chỉ tiêu, phần công việc, phân công việc",
        "cấp úy, bì thư, ngày đông chí, phổ biến bản dự thảo",
    ],
)
def test_what_may_be_meant_stays(text):
    assert mended(text) == text
    assert repaired(page(text))[1] == []


def test_a_non_word_becomes_the_one_word_that_the_page_vouches_for():
    sure, unsure = page("mương thủy lợi", confidence=0.97), page("đào mưong dài", confidence=0.5)
    lines, changes = repaired(sure + unsure)
    assert not is_syllable("mưong")
    assert lines[1].text == "đào mương dài"
    assert [c.rule for c in changes] == ["syllable"]
    assert mended("đào mưong dài") == "đào mưong dài"  # nothing vouches for it


def test_both_forms_are_kept_and_the_step_counts():
    lines, changes = repaired(page("Chỉ bộ họp lúc 1O giờ"))
    words = lines[0].words
    assert [(w.text, w.raw) for w in words if w.raw] == [("Chi", "Chỉ"), ("10", "1O")]
    assert [w.box for w in words] == [PLACE] * 6
    (step,) = repair_step(changes)
    assert step.settings == {"words": 2, "phrase": 1, "figure": 1}
    assert repair_step([]) == []


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("39/4/2026", "30/4/2026"),  # no month has 39 days
        ("12/19/2025", "12/10/2025"),
        ("05/00/2025", "05/09/2025"),
        ("29/3/2026", None),  # a day that exists is never another one
        ("31/02/2026", None),
        ("99/99/2026", None),
        ("39/40", None),  # a ratio
    ],
)
def test_nine_and_nought_only_where_the_calendar_forces_it(read, meant):
    assert date_mended(read, "") == meant
    if meant:
        assert mended(f"ngày {read}", confidence=0.7) == f"ngày {meant}"
        assert mended(f"ngày {read}", confidence=0.95) == f"ngày {read}"  # what is read surely is what the page says


@pytest.mark.parametrize("word", ["l", "O", "Ol", "lO", "II", "I", "oo", "lo", "I/II"])
def test_letters_alone_are_no_figures(word):
    assert figure_mended(word, "", "") is None


def test_every_exception_is_one():
    """Each pair in `UNLESS` would else be taken for a set phrase."""
    for pair in UNLESS:
        assert any(s != pair for s in PHRASES[fold(pair[0]), fold(pair[1])])
