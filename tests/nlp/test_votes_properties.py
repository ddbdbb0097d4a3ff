"""Votes read back from every way of writing them, and sums that are questioned exactly where they do not add up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_texts import read

from nlp.fields.votes import read_votes
from nlp.numbers import parse_words
from schemas import Votes

COUNT = st.integers(min_value=0, max_value=99)
ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    """A number below 100 in words."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ONES[ones]
    head = "mười" if tens == 1 else f"{ONES[tens]} mươi"
    last = "" if ones == 0 else "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else ONES[ones]
    return f"{head} {last}".strip()


@given(COUNT)
def test_words_and_figures_are_the_same_number(number: int) -> None:
    assert parse_words(in_words(number)) == number


@given(yes=COUNT, no=COUNT, other=COUNT)
def test_three_counts_come_back_whatever_their_form(yes: int, no: int, other: int) -> None:
    for text in (
        f"Biểu quyết: tán thành {yes}, không tán thành {no}, ý kiến khác {other}.",
        f"Biểu quyết: {yes} đồng chí đồng ý, {no} đồng chí không đồng ý, {other} ý kiến khác.",
        f"BQ: đồng ý {yes:02d}; không đồng ý {no:02d}; phiếu trắng {other:02d}",
    ):
        assert read_votes(text) == Votes(**{"for": yes}, against=no, abstain=other), text


@given(yes=st.integers(1, 99), extra=st.integers(0, 40))
def test_a_ratio_is_for_and_base_and_nothing_else(yes: int, extra: int) -> None:
    base = yes + extra
    for text in (f"Biểu quyết: {yes}/{base} đảng viên tán thành.", f"BQ {yes}/{base} nhất trí"):
        assert read_votes(text) == Votes(**{"for": yes}, base=base), text


@given(yes=st.integers(1, 99), no=st.integers(1, 99))
def test_counts_in_words_are_read_like_figures(yes: int, no: int) -> None:
    text = f"Giơ tay biểu quyết, {in_words(yes)} đồng chí đồng ý, {in_words(no)} đồng chí không đồng ý"
    assert read_votes(text) == Votes(**{"for": yes}, against=no)


@given(st.text(alphabet="abcđêô ,.:/0123456789", max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_votes(text)


@settings(max_examples=12, deadline=None)
@given(yes=st.integers(0, 17), no=st.integers(0, 17), other=st.integers(0, 17))
def test_a_vote_is_questioned_exactly_where_it_does_not_add_up(yes: int, no: int, other: int) -> None:
    vote = f"Biểu quyết: {yes}/17 tán thành, {no} không tán thành, {other} ý kiến khác."
    found = {finding.code for finding in read(conclusion=f"III. KẾT LUẬN\n{vote}").findings}
    total = yes + no + other
    assert ("votes-over-base" in found) == (total > 17)
    assert ("vote-sum" in found) == (total < 17)
