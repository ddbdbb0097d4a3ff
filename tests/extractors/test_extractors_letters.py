import itertools
import unicodedata

import pytest
from drawn import LINES
from legacy_codes import SMALL

from extractors.letters import tidy


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_decomposed_text_is_composed(form):
    for word in " ".join(LINES).split():
        assert tidy(unicodedata.normalize(form, word)) == word


def test_marks_in_any_order_compose_to_the_same_letter():
    for letter in SMALL:
        base, *marks = unicodedata.normalize("NFD", letter)
        for order in itertools.permutations(marks):
            assert tidy("h" + base + "".join(order)) == "h" + letter


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ðồng", "đồng"),  # the Icelandic letter
        ("Ðảng", "Đảng"),
        ("(ɖiều", "(điều"),
        ("d\u0336ường", "đường"),  # a stroke through d
        ("хã", "xã"),  # a Cyrillic letter
        ("ΤΗÔΝ", "THÔN"),  # Greek capitals
        ("viê´t", "viết"),  # an accent behind its letter
        ("h´op", "hóp"),  # before its letter
        ("t\u0131\u0301nh", "tính"),  # a dotless i
        ("ho\u0323p\u200b", "họp"),
        ("x\u00adã", "xã"),
        ("２０２６", "2026"),
        ("\ufb01le", "file"),
        ("\uf0b7", "•"),
    ],
)
def test_the_letter_that_was_meant(written, meant):
    assert tidy(written) == meant


@pytest.mark.parametrize("word", ["Россия", "Guðrún", "Αθήνα", "~5", "10^3", "Łódź", "12´", "P^", "`", "naïve", "½"])
def test_what_gives_no_vietnamese_word_stays(word):
    assert tidy(word) == word
