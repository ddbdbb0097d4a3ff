"""What the levels rest on besides word lists: answers, figures in words, headings, labels. All wording is invented."""

from __future__ import annotations

from typing import Any

import pytest
from quality_meetings import record

import quality
from quality.assignments import from_wording
from quality.concreteness import rate
from quality.focus import largest_matter
from quality.numerals import in_words
from quality.passages import Part, passages
from schemas import ProfileLevels


def levels(text: str = "", **fields: Any) -> ProfileLevels:
    return quality.assess(record(text, **fields)).profile.levels


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ba chục hộ cuối xóm", 1),
        ("mười bảy người, hai mươi ba con", 2),
        ("vỡ hai đoạn, rò bốn ngày, mất năm sào", 1),  # "đoạn" and "ngày" may be of a phrase
        ("chú Bảy nói với ba cháu Sáu", 1),
        ("năm nay ba má được mùa", 0),
        ("bà con hai bên, một lòng một dạ", 0),
        ("thực hiện ba không, hai mặt của vấn đề", 0),
    ],
)
def test_figures_in_words(text: str, count: int) -> None:
    assert in_words(text) == count


def test_a_figure_in_words_is_as_concrete_as_in_digits() -> None:
    words, digits = (rate(f"mương khe Sậy vỡ, {count} hộ không có nước cấy") for count in ("ba chục", "30"))
    assert (words.grade, words.figures) == (digits.grade, digits.figures) == (2, 1)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Không làm thế được, khe Sậy mưa xuống là trôi cả kè", True),
        ("Làm lúc này không kịp, thợ còn gặt", True),
        ("Thu đều là không công bằng, nhà ít ruộng cũng như nhà nhiều", True),
        ("Chưa chắc tại giống, ruộng bên cạnh cùng giống vẫn tốt", True),
        ("Không có ý kiến gì thêm, nhất trí với báo cáo của đồng chí", False),
        ("Không những đủ mà còn vượt chỉ tiêu trồng keo", False),
        ("Xóm trên không có nước cấy từ đầu vụ", False),
    ],
)
def test_an_answer_that_says_no_is_a_view_against(text: str, against: bool) -> None:
    assert rate(text).disagreement is against


def test_opinions_that_weigh_one_another_make_a_discussion_argued() -> None:
    said = [
        "Kè khe Sậy bằng rọ đá hết 14 triệu, phải làm vì mố cũ sạt 6 m",
        "Không nên rọ đá, năm 2019 rọ ở xóm Vả bục sau 2 tháng vì nền cát",
        "Nếu đóng cọc tre trước thì rọ đứng được, xóm Ngái làm 5 năm chưa hỏng",
    ]
    assert levels(contributions=[{"text": text} for text in said], text=" ".join(said * 2)).discussion_substance == 3
    alone = [{"text": "Kè khe Sậy bằng rọ đá hết 14 triệu"}, *({"text": "Nhất trí với báo cáo"} for _ in range(3))]
    assert levels(contributions=alone, text=" ".join(said * 2)).discussion_substance == 1


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("1. Việc tháng 9", Part.RESULTS),
        ("I. Tháng 9", Part.RESULTS),
        ("1. Thông tin thời sự tháng 9", Part.INFORMATION),
        ("1. Phương hướng tháng 10", Part.PLAN),
        ("2. Bàn chuyện cân mủ", Part.DISCUSSION),
        ("Bàn việc đắp đập khe Sậy:", Part.DISCUSSION),
        ("1. Ban chi ủy báo cáo", Part.OPENING),
    ],
)
def test_headings_by_what_they_open(head: str, part: Part) -> None:
    text = f"BIÊN BẢN HỌP CHI BỘ XÓM VẢ, BẢN KHE LIM\nHọp tại nhà sàn xóm Vả.\n{head}\n- Xong 3 việc.\n"
    assert passages(text)[-1].part is part


def test_later_headings_with_a_month_look_ahead() -> None:
    text = "BIÊN BẢN HỌP CHI BỘ\nHọp ở xóm Vả.\nI. Kết quả tháng 9\n- Xong.\nII. Việc tháng 10\n- Làm mương.\n"
    assert passages(text)[-1].part is Part.PLAN


def test_what_is_said_under_one_heading_is_about_it() -> None:
    said = ["Rọ đá hết 14 triệu", "Thợ xóm Ngái còn bận gặt", "Mưa xuống là trôi, phải xong sớm"]
    text = "BIÊN BẢN HỌP CHI BỘ THÁNG 9\nHọp tại nhà sàn xóm Vả, có mặt 9 đảng viên, vắng 2 đồng chí đi rừng.\n"
    body = "\n".join(f"- Đ/c Lò Văn {name}: {words}." for name, words in zip(("Sim", "Dẻ", "Trám"), said, strict=True))
    listed = [{"text": words} for words in said]
    under = levels(f"{text}1. Bàn việc kè khe Sậy\n{body}\n", contributions=listed)
    plain = levels(f"{text}1. Thảo luận\n{body}\n", contributions=listed)
    assert (under.focus, plain.focus) == (2, 0)


def test_a_number_that_tells_which_one_is_no_quantity() -> None:
    assert from_wording("vá đường tổ 4, xong trước ngày 12/9").measured is False
    assert from_wording("vá 40 m đường, xong trước ngày 12/9").measured is True
    assert from_wording("gặp tổ 4 hộ nuôi cá, xong trước ngày 12/9").measured is True


def test_a_thematic_paper_has_nothing_to_follow_up_unless_it_names_the_last_resolution() -> None:
    work = {"not_done": ["Trồng lại 3 ha keo mới được 1 ha do thiếu giống"]}
    text = "Chi bộ xóm Vả họp bàn chuyên đề trồng rừng. " * 5
    thematic = {"meeting_type": "thematic", "theme": "Trồng rừng", "assessment_of_work": work}
    assert levels(text, **thematic).follow_up_of_previous_resolution is None
    linked = levels(text, **thematic, previous_resolution={"period": "2026-03"})
    assert linked.follow_up_of_previous_resolution is not None


def test_of_two_matters_of_one_size_the_first_is_the_focus_whatever_its_words() -> None:
    base = rate("mương khe Sậy vỡ, 30 hộ không có nước cấy")
    for draw in range(20):  # sets of words come in another order with other words
        words = [f"~w{draw}x{at}" for at in range(6)]
        pairs = [(words[0], words[1]), (words[2], words[3]), (words[0], words[4]), (words[2], words[5])]
        said = [base._replace(matter=frozenset(pair)) for pair in pairs]
        assert largest_matter(said) == [said[0], said[2]]
