import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.fold import fold, fold_key, nfc

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


@given(st.text())
@example("İstanbul ﬁ 한글 e\u0301\u0323 \u0301")
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(nfc(text))


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper()))
def test_vietnamese_folds_to_plain_letters_in_any_normal_form_and_case(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == fold(unicodedata.normalize("NFD", text)) == fold(text.upper()) == fold(folded)


@given(st.text())
def test_the_key_is_stable_and_holds_no_double_blank(text: str) -> None:
    key = fold_key(text)
    assert key == key.strip()
    assert "  " not in key


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("THUÝ", "thúy")])
def test_old_and_new_tone_placement_are_equal(old: str, new: str) -> None:
    assert fold(old) == fold(new)


def test_values_are_sliced_from_the_original_by_folded_offsets() -> None:
    text = nfc("Chủ trì: Đồng chí Nguyễn Thị Ánh")
    start = fold(text).index("dong chi")
    assert text[start : start + 8] == "Đồng chí"


def test_key_of_a_heading_ignores_numbering_marks_and_blanks() -> None:
    assert fold_key("II-  NỘI DUNG  (buổi họp):") == fold_key("II. Nội dung buổi họp")
