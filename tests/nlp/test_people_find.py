"""Persons in minutes: markers, lists, offices, places, tables, peoples, noise."""

from __future__ import annotations

import random
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example as known_case
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.people import PeopleFinder, load_people
from nlp.people.generate import Noise, examples, misread
from nlp.people.lexicon import load_lists
from nlp.people.model import clean_name


@pytest.fixture(scope="module")
def finder() -> PeopleFinder:
    return load_people()


def names(finder: PeopleFinder, text: str) -> list[str]:
    return [person.name for person in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đ/c Đàm Thị Nhàn phát biểu.", ["Đàm Thị Nhàn"]),
        ("Đ/c Khuất Thị Mận (Chi hội trưởng Phụ nữ) đề nghị", ["Khuất Thị Mận"]),
        ("đ/c Vịnh đưa gia đình đi xa", ["Vịnh"]),
        ("giao đ/c Tếnh cùng trưởng bản làm", ["Tếnh"]),
        ("nhờ đ/c Quân, đ/c Bắc, đ/c Đồng trực", ["Quân", "Bắc", "Đồng"]),
        ("d/c Nguyen Thi Thoa nhat tri", ["Nguyen Thi Thoa"]),
        ("đ.c Lê Văn Cẩn, ĐC Phan Duy Kiệt, dc Hứa Thít", ["Lê Văn Cẩn", "Phan Duy Kiệt", "Hứa Thít"]),
        ("dong chi Trịnh Hữu Thuật và ông Ninh Sáng", ["Trịnh Hữu Thuật", "Ninh Sáng"]),
        ("các đồng chí Bình, Thoa và Nghĩa nhất trí", ["Bình", "Thoa", "Nghĩa"]),
        ("(đ/c A, B, C nhất trí)", ["A", "B", "C"]),
        ("vắng 02 đ/c: Hùng (ốm), Mạnh (công tác)", ["Hùng", "Mạnh"]),
        ("Vắng 2: Hòe, Tý (ốm)", ["Hòe", "Tý"]),
        ("hai đảng viên giới thiệu: đ/c Sáng, đ/c Lợi", ["Sáng", "Lợi"]),
        ("đồng chí: Ngụy Thế Tiến - Bí thư", ["Ngụy Thế Tiến"]),
        ("đồng chí nguyễn văn thọ báo cáo", ["nguyễn văn thọ"]),
        ("đ/c Đỗ thị Mơ nói", ["Đỗ thị Mơ"]),
        ("Theo đ/c Phó bí thư Lê Đình Soạn thì chưa", ["Lê Đình Soạn"]),
        ("Đ/c bí thư Đảng ủy xã Tân Sơn Đinh Văn Lực dự", ["Đinh Văn Lực"]),
        ("đ/c trưởng bản Tếnh báo cáo", ["Tếnh"]),
        ("Chủ tịch UBND xã Lê Thị Duyên dự", ["Lê Thị Duyên"]),
        (
            "Nhất trí cử đ/c Lê Anh Vị và đ/c Ngô Pha giúp quần chúng Trần Thu Sen",
            ["Lê Anh Vị", "Ngô Pha", "Trần Thu Sen"],
        ),
        ("Cử Đặng Thị Nảy làm tổ trưởng", ["Đặng Thị Nảy"]),
    ],
)
def test_names_behind_markers(finder: PeopleFinder, text: str, expected: list[str]) -> None:
    assert names(finder, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "đ/c Bí thư kết luận",
        "đ/c BT nhắc nhở, đ/c PHT nộp",
        "đ/c Hiệu phó, đ/c trưởng thôn báo cáo",
        "đ/c trưởng thôn Đồng Mận báo cáo",
        "Các đồng chí đảng viên nhất trí",
        "giao đ/c Hội trưởng hội Nông dân",
        "học tập Bác Hồ, tư tưởng Hồ Chí Minh, lời Bác dạy",
        "Thành phố Hồ Chí Minh; Đoàn TNCS Hồ Chí Minh",
        "ở xã Tân Minh, thôn Lương Sơn, phường Trần Phú, huyện Mai Châu",
        "trường Tiểu học Võ Thị Sáu, đường Trần Hưng Đạo",
        "CHI BỘ THÔN ĐOÀI    ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG BỘ XÃ HÀ LĨNH\nDANH SÁCH ĐẢNG VIÊN",
        "Đảng ủy, Chi bộ và Hội Phụ nữ; Ban Chi ủy họp",
        "Phân công nhiệm vụ. Kế hoạch tháng tới. Lý do: chưa có vốn.",
        "Các thôn Tân An, Hoàng Mai và Lý Nhân làm xong đường",
        "nhân dân bản Nà Hạ, bản Vân Phúc ăn Tết Nguyên đán",
        "",
        "đ/c",
        " \n ",
        "CHƯƠNG TRÌNH ĐIỀU HÀNH SINH HOẠT",
        "2    Đo, cắm lại cọc mốc    20/3",
    ],
)
def test_what_is_no_person(finder: PeopleFinder, text: str) -> None:
    assert names(finder, text) == []


@pytest.mark.parametrize(
    "name",
    [
        "Quàng Thị Hặc", "Tòng Văn Ón", "Cầm Bun", "Giàng A Lử", "Sùng Thị Chia", "Thào Seo Phừ", "Vừ Mí Say", "Bế Văn Choóng", "Ma Doãn Khìn",
        "Tẩn Láo Lở", "Phàn Mùi Khé", "Quách Công Nẻo", "Thạch Sô Phol", "Danh Út", "Đàng Năng Thả", "Báo Nữ Yến", "Y Bhiông Niê", "H'Juin Mlô",
        "H’ Blưi Byă", "Ksor H'Bia", "Rơ Châm Thút", "K'Brôih", "Siu Hlip", "Alăng Viêm", "Zơrâm Nưa", "Bhling Crôi", "Hồ Văn Khơn", "Chamaléa Thị Kray",
        "Nguyễn Hoàng Minh Khuê", "Tôn Nữ Thu Hà", "Giàng-A-Chống",
    ],
)  # fmt: skip
def test_names_of_many_peoples(finder: PeopleFinder, name: str) -> None:
    assert names(finder, f"Sau đó đồng chí {name} báo cáo, chi bộ nghe.") == [name]
    assert names(finder, f"Thư ký: {name}\n") == [name]


def test_offsets_and_honorific(finder: PeopleFinder) -> None:
    text = "Tiếp đó, đ/c\nĐàm  Thị Nhàn phát biểu; Hoàng Thị Kíu ghi."
    first, second = finder.find(text)
    assert (first.name, first.honorific, first.full) == ("Đàm Thị Nhàn", "đ/c", True)
    assert text[first.start : first.end] == "Đàm  Thị Nhàn"
    assert first.title_start == text.index("đ/c")
    assert (second.title_start, second.honorific) == (None, None)
    (short,) = finder.find("đ/c Kíu ghi")
    assert not short.full


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3    Đinh Văn Rỉnh    Chi ủy viên    x", ["Đinh Văn Rỉnh"]),
        ("TT    Họ và tên    Có mặt\n1    Vũ Thị Thoa    x\n2    Mai Đình Chất    x", ["Vũ Thị Thoa", "Mai Đình Chất"]),
        ("NGUYỄN ĐỨC THỌ        PHẠM THỊ MƠ", ["NGUYỄN ĐỨC THỌ", "PHẠM THỊ MƠ"]),
        ("THƯ KÝ        CHỦ TRÌ\n\nLê Quang Phái        Tạ Thị Uyên", ["Lê Quang Phái", "Tạ Thị Uyên"]),
        ("Lương Quyết        Vi Thị Nụ", ["Lương Quyết", "Vi Thị Nụ"]),
    ],
)
def test_tables_and_signatures(finder: PeopleFinder, text: str, expected: list[str]) -> None:
    assert names(finder, text) == expected


def test_a_name_goes_over_the_line_end_and_the_next_line_does_not(finder: PeopleFinder) -> None:
    wrapped = "Hội nghị bầu đồng chí thư ký của kỳ họp, kết quả là đ/c Hà Thị\nThúy Vân ghi biên bản từ đầu đến cuối cuộc họp này."
    assert names(finder, wrapped) == ["Hà Thị\nThúy Vân".replace("\n", " ")]
    assert names(finder, "- Chủ trì: đ/c Trần Bách\nThành phần dự họp gồm toàn thể đảng viên chi bộ thôn.") == [
        "Trần Bách"
    ]
    assert names(finder, "- Chủ trì: đ/c Trần Văn Bách\nHội nghị thống nhất các nội dung sau đây.") == ["Trần Văn Bách"]


PLAIN = [
    "Chủ trì: đồng chí Đinh Công Tịnh, Bí thư. Thư ký: đồng chí Lò Thị Hom.",
    "Đồng chí Phùng Bá Khoa nhất trí. Đồng chí Trần Thị Xuyến đề nghị sửa cống.",
    "Giao đồng chí Nông Văn Sạch lập danh sách; đồng chí Hoàng Thị Én thu quỹ.",
]


def test_marks_lost(finder: PeopleFinder) -> None:
    for text in PLAIN:
        plain = misread(random.Random(1), text, [], Noise(marks=1.0)).text
        assert [(p.start, p.end) for p in finder.find(plain)] == [(p.start, p.end) for p in finder.find(text)]


@pytest.mark.parametrize(
    ("noise", "precision", "recall"),
    [
        (Noise(), 0.95, 0.95),
        (Noise(marks=0.15), 0.95, 0.95),
        (Noise(letters=0.05), 0.9, 0.85),
        (Noise(marks=1.0), 0.95, 0.92),
    ],
)
def test_scores_on_unknown_sentences(finder: PeopleFinder, noise: Noise, precision: float, recall: float) -> None:
    right = said = wanted = 0
    for example in examples(300, seed=2024, templates="last", noise=noise, upset=1.0):
        found = {(person.start, person.end) for person in finder.find(example.text)}
        right, said, wanted = right + len(found & set(example.spans)), said + len(found), wanted + len(example.spans)
    assert right / said >= precision
    assert right / wanted >= recall


def test_the_model_adds_to_the_rules(finder: PeopleFinder) -> None:
    rules = PeopleFinder(load_lists())
    alone = together = 0
    for example in examples(300, seed=7, templates="last", noise=Noise(letters=0.05), upset=1.0):
        gold = set(example.spans)
        alone += len({(p.start, p.end) for p in rules.find(example.text)} & gold)
        together += len({(p.start, p.end) for p in finder.find(example.text)} & gold)
    assert together > alone


def test_threads_agree_with_one(finder: PeopleFinder) -> None:
    texts = [example.text for example in examples(120, seed=5, noise=Noise(0.1, 0.05))]
    alone = [finder.find(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(finder.find, texts * 3)) == alone * 3


WORDS = st.sampled_from(
    ["đ/c", "đồng chí", "ông", "Nguyễn", "Thị", "Văn", "Hòa", "A", "Giàng", "H'", "'", "-", ",", ":", "(", ")", "/", "và", "Bí thư", "BTCB",
     "xã", "Tân Lập", "\n", "\n\n", "    ", ".", "12", "các", "vắng", "Y", "thị", "Đ", "c", "KẾ", "NGUYỄN", "̀", "İ"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.tuples(WORDS, st.sampled_from(["", " ", " "])), max_size=30).map(
            lambda p: "".join(a + b for a, b in p)
        ),
    )
)
@known_case("BS A'D1C A")
def test_spans_hold_for_any_text(raw: str) -> None:
    text = unicodedata.normalize("NFC", raw)
    last = 0
    for person in load_people().find(text):
        begin = person.title_start if person.title_start is not None else person.start
        assert last <= begin <= person.start < person.end <= len(text)
        assert clean_name(text[person.start : person.end]) == person.name
        assert (person.honorific is None) == (person.title_start is None)
        assert 0 < person.confidence <= 1
        assert person.producer in {"rule", "crf", "both"}
        last = person.end


@pytest.mark.parametrize(
    "honorific", ["Đ/c", "đồng chí", "đc", "dohg chí", "cụ", "thầy", "BS.", "ThS", "Thượng úy", "Chuẩn úy", "Hộ sinh"]
)
def test_every_kind_of_honorific_is_told_by_its_first_word(finder: PeopleFinder, honorific: str) -> None:
    (person,) = finder.find(f"{honorific} Quàng Văn Hặc báo cáo.")
    assert (person.name, person.honorific) == ("Quàng Văn Hặc", honorific)
