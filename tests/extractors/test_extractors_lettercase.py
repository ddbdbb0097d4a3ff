"""Lone letters that look alike in both cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.engines import RawWord
from extractors.lettercase import right_case


def word(text: str, height: float) -> RawWord:
    return RawWord(text, (10.0, 100.0, 40.0, 100.0 + height), 0.9, (0, 0, 0))


PAGE = [word(text, 14) for text in ("xem", "sau", "ra", "nam")] + [
    word(text, 20) for text in ("CHI", "2024", "17", "UBND")
]


def last(words: list[RawWord]) -> str:
    return right_case(words)[-1].text


def test_a_low_cross_is_a_small_letter_and_a_tall_one_a_capital() -> None:
    assert last([*PAGE, word("X", 14.5)]) == "x"
    assert last([*PAGE, word("x", 19.5)]) == "X"


def test_between_both_heights_the_engine_is_believed() -> None:
    assert last([*PAGE, word("X", 17)]) == "X"
    assert last([*PAGE, word("x", 17)]) == "x"


def test_without_words_of_small_letters_their_usual_height_counts() -> None:
    assert last([*PAGE[4:], word("X", 14)]) == "x"
    assert last([*PAGE[4:], word("X", 19)]) == "X"


def test_nothing_changes_on_a_page_without_capitals() -> None:
    assert last([*PAGE[:5], word("X", 14)]) == "X"


@given(st.lists(st.tuples(st.text(min_size=1, max_size=4), st.floats(8, 30)), max_size=12))
def test_only_the_case_of_lone_letters_ever_changes(drawn: list[tuple[str, float]]) -> None:
    words = PAGE + [word(text, height) for text, height in drawn]
    for before, after in zip(words, right_case(words), strict=True):
        assert before.rect == after.rect
        assert before.text == after.text or (len(before.text) == 1 and before.text.lower() == after.text.lower())
