import pytest

from extractors.syllables import is_syllable, letters_only, syllable_share


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "khuỷu",
        "thuở",
        "giếng",
        "gì",
        "gìn",
        "quyết",
        "quý",
        "ruộng",
        "ươm",
        "yêu",
        "yến",
        "uyên",
        "hoà",
        "hòa",
        "thủy",
        "thuỷ",
        "loanh",
        "xoong",
        "kỳ",
        "ký",
        "Đảng",
        "nghị",
        "ngoằn",
        "giặc",
        "giữ",
        "khuya",
        "ăn",
        "ở",
        "ý",
        "huyện",
        "toàn",
        "qua",
        "quốc",
        "nguyễn",
        "trường",
        "lẫn",
        "ếch",
        "ỉa",
    ],
)
def test_spellings_that_vietnamese_allows(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "bbc",
        "strong",
        "fàn",
        "wà",
        "ngi",
        "kà",
        "cè",
        "ghà",
        "ngà̀",
        "nghà",
        "tuw",
        "iêu",
        "chuyễc",
        "bạch̀",
        "hóàn",
        "cácf",
        "thoảỉ",
        "ngiệm",
        "zà",
        "jót",
        "clà",
        "bát̃",
        "lậc̀",
        "each",
        "aeo",
        "hoànn",
        "đc",
    ],
)
def test_spellings_that_it_does_not_allow(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["cãp", "mảt", "bãch", "tôc", "học̀"])
def test_a_stopped_syllable_bears_acute_or_dot_only(word):
    assert not is_syllable(word)


def test_the_tone_stands_on_its_own_vowel_only():
    assert is_syllable("tiến") and not is_syllable("tíên")
    assert is_syllable("nước") and not is_syllable("nứơc")
    assert is_syllable("mía") and not is_syllable("miá")


def test_share_counts_letters_and_leaves_abbreviations_out():
    assert syllable_share(["Chi", "bộ", "UBND", "12/3/2026"]) == 1.0
    assert syllable_share(["xqzt", "brwk"]) == 0.0
    assert syllable_share(["12", "..."]) is None


def test_letters_only_strips_punctuation_and_refuses_codes():
    assert letters_only("(họp),") == "họp"
    assert letters_only("12-NQ/CB") == ""
