"""Wordings that the second set by another writer showed: each in a text of our own."""

from __future__ import annotations

import pytest
from minutes_texts import read

from nlp.fields.votes import read_votes
from nlp.people import load_people
from nlp.timegrammar import find_times


def names(text: str) -> list[str]:
    return [person.name for person in load_people().find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(2) Bà Tạ Thị Vải, Chi hội trưởng: nhất trí", "Tạ Thị Vải"),
        ("3/ Ông Cao Văn Rèn: đề nghị sửa cống", "Cao Văn Rèn"),
        ("Đại úy Lục Thế Khoan: máy bơm hỏng", "Lục Thế Khoan"),
        ("đ/c Thượng úy QNCN Lò Văn Pản đi tuần", "Lò Văn Pản"),
        ("- Bs. Hà Thị Mùi: thiếu giường", "Hà Thị Mùi"),
        ("Hai Lượm: xin nhận coi cống", "Hai Lượm"),
    ],
)
def test_ranks_degrees_numbers_and_birth_order_lead_to_a_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize("text", ["Tham quan Ba Đình, Hà Nội", "qua cầu Tư Dung rồi về", "Năm nay trồng 3 ha"])
def test_places_and_years_are_nobody(text: str) -> None:
    assert not names(text)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Thời gian: từ 18.30 đến 20.15, ngày 06/5/2018", ["18:30", "20:15"]),
        ("Thời gian: 20.50 - 21.40", ["20:50", "21:40"]),
        ("kết thúc lúc 21.05.", ["21:05"]),
        ("Thời gian: 14.10.2020", []),
        ("thu 1.480.000 đồng, gieo từ 2.5 đến 3.5 ha", []),
    ],
)
def test_a_point_is_a_clocks_behind_words_of_time_only(text: str, times: list[str]) -> None:
    assert [found.value for found in find_times(text)] == times


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("33 đồng ý, 02 không đồng ý, 01 không có ý kiến", (33, 2, 1, None)),
        ("BQ: 23/24, 1 KĐY", (23, 1, None, 24)),
        ("giao đ/c Rèn giữ sổ từ 06/5. Giơ tay 6/6", (6, None, None, 6)),
    ],
)
def test_votes(text: str, wanted: tuple[int | None, ...]) -> None:
    votes = read_votes(text)
    assert votes is not None
    assert (votes.for_, votes.against, votes.abstain, votes.base) == wanted


def test_presence_in_a_bare_word() -> None:
    made = read(attendance="T/s ĐV 16, CT 15, DB 1. Mặt 13. Vắng 3.")
    assert (made.attendance.total, made.attendance.present, made.attendance.absent) == (16, 13, 3)


def test_names_behind_a_second_sentence_on_absence() -> None:
    made = read(
        attendance="- Tổng số: 22 đồng chí. Có mặt 20 đồng chí; vắng 02 đồng chí. Vắng có lý do 02: đ/c Hứa Thị Vàng "
        "(chăm mẹ), đ/c Lý Văn Tòa (đi xa); không lý do 0."
    )
    found = [(one.name, one.reason, one.excused) for one in made.attendance.absentees]
    assert found == [("Hứa Thị Vàng", "chăm mẹ", True), ("Lý Văn Tòa", "đi xa", True)]


def test_columns_reached_and_share_of_a_table_of_targets() -> None:
    made = read(
        body="1. Một số chỉ tiêu đến hết tháng 3:\nChỉ tiêu    Kế hoạch năm    Đã đạt    Tỷ lệ\n"
        "Quỹ khuyến học (triệu đồng)    24    21    87,5%\nHộ phân loại rác (hộ)    310    279    90%"
    )
    found = [(one.indicator, one.planned, one.actual, one.percent) for one in made.targets]
    assert found == [("Quỹ khuyến học", 24.0, 21.0, 87.5), ("Hộ phân loại rác", 310.0, 279.0, 90.0)]


def test_two_counts_side_by_side_are_no_plan_and_result() -> None:
    made = read(body="1. Kết quả tháng 3\n- Đã làm được: tuyên truyền 5 buổi/612 lượt bà con.")
    assert not made.targets


def test_a_heading_that_names_praise_praises_nobody() -> None:
    made = read(self="3. Tự phê bình, phê bình, nêu gương\nÔng Cao Văn Nghiến tự nhận khuyết điểm: để sổ chậm 10 ngày.")
    assert not made.praise
    assert made.self_criticism[0].person == "Cao Văn Nghiến"


def test_more_payers_than_members_stay_as_the_page_has_them() -> None:
    made = read(attendance="- Tổng số: 22 đồng chí. Có mặt: 20.\n- Đảng phí tháng 3: 23/22 đồng chí nộp, 264.000 đồng.")
    assert (made.dues.paid, made.dues.payable) == (23, 22)


def test_reviews_under_numbers_are_the_persons_own_and_bullets_below_are_others() -> None:
    made = read(
        title="BIÊN BẢN\nHọp kiểm điểm tự phê bình và phê bình cuối năm 2025",
        self="III. KIỂM ĐIỂM CÁ NHÂN\n1. Đồng chí Tạ Quang Lựu: bản thân dự giao ban ít.\n"
        "+ Đồng chí Đỗ Thị Mận: đồng chí Lựu nên nói rõ hơn, năm qua vắng 6 buổi.",
    )
    assert [(one.by, one.of) for one in made.criticism] == [("Đỗ Thị Mận", "Tạ Quang Lựu")]
    assert [one.person for one in made.self_criticism] == ["Tạ Quang Lựu"]


def test_a_vote_on_an_item_decides_the_item() -> None:
    made = read(
        conclusion='III. Thống nhất của chi ủy\na) Nội dung trọng tâm: "Bữa ăn bán trú". Biểu quyết: 4/5 tán thành, '
        "01 ý kiến khác.\nb) Chi bộ họp ngày 03/5/2026."
    )
    voted = next(one for one in made.decisions if one.votes)
    assert "Bữa ăn bán trú" in voted.text


def test_members_who_criticise_themselves_make_party_building_a_topic() -> None:
    made = read(self="3. Tự phê bình\n- Đồng chí Cao Văn Nghiến: tôi để sổ chậm 10 ngày, xin sửa.")
    assert "party_building" in made.topics
