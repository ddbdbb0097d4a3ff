"""Plain text becomes pages that read back as the same text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bienban.plaintext import pages_from_text
from schemas import PageState

WORDS = st.sampled_from(["Biên", "bản", "đ/c", "19:30;", "xã", "-", "07/2026.", "ủy", "ẫ", "a"])
ROWS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=2).map("    ".join)


@given(st.lists(st.lists(ROWS, min_size=1, max_size=4).map("\n".join), min_size=1, max_size=3))
def test_text_comes_back_page_by_page(pages: list[str]) -> None:
    for text in ("\n\f\n".join(pages), "\f".join(pages)):
        assert [page.text for page in pages_from_text(text)] == pages


def test_columns_share_a_row_and_boxes_tell_their_order() -> None:
    (page,) = pages_from_text("ĐẢNG BỘ XÃ MẪU    ĐẢNG CỘNG SẢN VIỆT NAM\n\n      BIÊN BẢN\n")
    left, right, title = page.lines
    assert (left.row, right.row, title.row) == (0, 0, 1)
    assert (left.column, right.column, title.column) == (0, 1, 0)
    assert left.box.x1 < right.box.x0 and left.box.bottom <= title.box.top
    assert title.text == "BIÊN BẢN"


def test_letters_are_composed_and_blank_pages_stay() -> None:
    first, second, third = pages_from_text("Biên bản\f\n \f\ncuối")
    assert first.text == "Biên bản"
    assert second.state is PageState.BLANK and second.lines == ()
    assert (third.number, third.text) == (3, "cuối")
