import pytest

from extractors.legacy import decode, from_tcvn3, from_vni, marked_share

UNICODE = ["Cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "Việt", "Nam", "độc", "lập", "tự", "do", "hạnh", "phúc"]
TCVN3 = ["Céng", "hßa", "x·", "héi", "chñ", "nghÜa", "ViÖt", "Nam", "®éc", "lËp", "tù", "do", "h¹nh", "phóc"]
VNI = ["Coäng", "hoøa", "xaõ", "hoäi", "chuû", "nghóa", "Vieät", "Nam", "ñoäc", "laäp", "töï", "do", "haïnh", "phuùc"]


def test_tcvn3_words_become_unicode():
    assert [from_tcvn3(w) for w in TCVN3] == UNICODE


def test_vni_words_become_unicode():
    assert [from_vni(w) for w in VNI] == UNICODE


@pytest.mark.parametrize(("words", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_the_statistics_alone_tell_a_legacy_encoding(words, encoding):
    assert decode(words, "ABCDEF+Times") == (UNICODE, encoding)


def test_capital_fonts_of_tcvn3_give_capitals():
    words, encoding = decode(TCVN3, "AAAAAA+.VnTimeH")
    assert encoding == "TCVN3"
    assert words[0] == "CỘNG"


def test_the_soft_hyphen_that_pdf_makes_a_hyphen_is_a_letter_again():
    assert from_tcvn3("th-") == "thư"
    assert from_tcvn3("l-¬ng") == "lương"
    assert from_tcvn3("12-3") == "12-3"


@pytest.mark.parametrize("words", [UNICODE, ["The", "minutes", "of", "the", "meeting", "were", "read"]])
def test_what_is_no_legacy_encoding_stays_as_it_is(words):
    assert decode(words, "Times") == (words, None)


def test_share_of_marked_words():
    assert marked_share(["đi", "họp", "Nam", "bản"]) == 0.75
    assert marked_share([]) == 0.0
