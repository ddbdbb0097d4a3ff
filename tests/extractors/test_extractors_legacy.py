import unicodedata

import pytest
from drawn import LINES
from legacy_codes import ALL, TCVN3_HAS, encode

from extractors.legacy import Run, decode, from_tcvn3, from_viscii, from_vni, from_vps, marked_share
from extractors.legacy_tables import TCVN3, VISCII, VNI, VPS

UNICODE = ["Cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "Việt", "Nam", "độc", "lập", "tự", "do", "hạnh", "phúc"]
AS_PRINTED = {  # as these words are met in old files, typed here from such files' look
    "TCVN3": ["Céng", "hßa", "x·", "héi", "chñ", "nghÜa", "ViÖt", "Nam", "®éc", "lËp", "tù", "do", "h¹nh", "phóc"],
    "VNI": ["Coäng", "hoøa", "xaõ", "hoäi", "chuû", "nghóa", "Vieät", "Nam", "ñoäc", "laäp", "töï", "do", "haïnh", "phuùc"],
    "VPS": ["C¶ng", "hòa", "xã", "h¶i", "chû", "nghïa", "Vi\x8ct", "Nam", "\xc7\xb6c", "l\xc6p", "t¿", "do", "h\xe5nh", "phúc"],
    "VISCII": ["Cµng", "hòa", "xã", "hµi", "chü", "nghîa", "Vi®t", "Nam", "ðµc", "l§p", "tñ", "do", "hÕnh", "phúc"],
}  # fmt: skip
DECODERS = {"TCVN3": from_tcvn3, "VNI": from_vni, "VPS": from_vps, "VISCII": from_viscii}
TEXT = " ".join(LINES).split()


def in_font(words, font="ABCDEF+F1"):
    return [(Run(word, font),) for word in words]


@pytest.mark.parametrize("encoding", DECODERS)
def test_words_of_old_files_become_unicode(encoding):
    assert [DECODERS[encoding](w) for w in AS_PRINTED[encoding]] == UNICODE


@pytest.mark.parametrize("encoding", DECODERS)
@pytest.mark.parametrize("form", ["latin-1", "cp1252", "symbol"])
def test_every_letter_comes_back_however_its_byte_was_shown(encoding, form):
    letters = TCVN3_HAS if encoding == "TCVN3" else ALL
    assert len(ALL) == 134
    for letter in letters:
        shown = encode(letter, encoding)
        assert shown != letter or letter in "ýÝúÚùÙóÓòÒõÕôÔíÍìÌêÊéÉèÈâÂãÃáÁàÀđĐ", (encoding, letter)
        if form == "cp1252":
            shown = (
                shown.encode("latin-1").decode("cp1252", errors="replace").replace("\ufffd", encode(letter, encoding))
            )
        elif form == "symbol":
            shown = "".join(c if c.isascii() and c.isprintable() else chr(0xF000 + ord(c)) for c in shown)
        assert DECODERS[encoding](shown) == letter, (encoding, form, letter)


def test_no_two_letters_share_a_place():
    for table in (VPS, VISCII):
        assert sorted(table.values()) == sorted(ALL)
    assert sorted(TCVN3.values()) == sorted(TCVN3_HAS)
    assert set(VNI.values()) | set("íìÍÌ") == set(ALL)  # these four are where Western fonts have them


@pytest.mark.parametrize("encoding", DECODERS)
@pytest.mark.parametrize("font", ["ABCDEF+F1", ".VnTime", "VNI-Times", "VPS Times", "Arial"])
def test_the_outcome_decides_whatever_the_font_is_called(encoding, font):
    texts, found = decode(in_font([encode(w, encoding) for w in TEXT], font))
    assert texts == TEXT
    assert set(found) - {None} == {encoding}


@pytest.mark.parametrize("encoding", DECODERS)
@pytest.mark.parametrize("first", [True, False])
def test_one_font_may_hold_unicode_and_an_old_encoding(encoding, first):
    half = len(TEXT) // 2
    mixed = [encode(w, encoding) if (i < half) is first else w for i, w in enumerate(TEXT)]
    assert decode(in_font(mixed))[0] == TEXT


def test_two_fonts_of_a_page_may_hold_two_encodings():
    half = len(TEXT) // 2
    words = in_font([encode(w, "VNI") for w in TEXT[:half]], "A+F1") + in_font(
        [encode(w, "TCVN3") for w in TEXT[half:]], "A+F2"
    )
    texts, found = decode(words)
    assert texts == TEXT
    assert set(found[:half]) == {"VNI", None}
    assert set(found[half:]) == {"TCVN3", None}


def test_a_word_of_two_fonts_stays_one_word():
    """Capitals with a tone come from the font of capitals: "Ủy" is two pieces."""
    words = [(Run("ñ", ".VnTimeH"), Run("y", ".VnTime")), *in_font(["ban", "nh©n", "d©n", "ph­êng"], ".VnTime")]
    assert decode(words)[0] == ["Ủy", "ban", "nhân", "dân", "phường"]


def test_capital_fonts_of_tcvn3_give_capitals():
    for font in ("AAAAAA+.VnTimeH", ".VnArialH,Bold", ".VnTimeH-BoldItalic"):
        texts, _ = decode(in_font(AS_PRINTED["TCVN3"], font))
        assert texts == [w.upper() for w in UNICODE]


def test_bytes_without_a_meaning_and_bytes_read_on_a_mac():
    """A reader gives codes outside the font's encoding as "(cid:184)"; a Mac's PDF names them by its own table."""
    words = [encode(w, "TCVN3") for w in TEXT]
    blind = ["".join(c if c.isascii() else f"(cid:{ord(c)})" for c in w) for w in words]
    assert decode(in_font(blind))[0] == TEXT
    mac = [w.encode("latin-1").decode("mac_roman") for w in words]
    assert decode(in_font(mac))[0] == TEXT


def test_the_soft_hyphen_that_pdf_makes_a_hyphen_is_a_letter_again():
    assert from_tcvn3("th-") == "thư"
    assert from_tcvn3("l-¬ng") == "lương"
    assert from_tcvn3("12-3") == "12-3"
    assert from_tcvn3("b-") == "b-"


ENGLISH = (
    "The minutes of the meeting were read; Müller’s café served crème brûlée, naïve façade, São Tomé, Łódź, Málaga"
)
FIGURES = "1.250.000 12/03/2026 50% 30° 45°C 12 m² § 5 ± ½ × 20µm 100.000đ 3-5 (a) • – “…” 19h30 QĐ-UBND"


@pytest.mark.parametrize("text", [ENGLISH, FIGURES, " ".join(LINES), " ".join(UNICODE)])
@pytest.mark.parametrize("font", ["F1", ".VnTime", "VNI-Times", ".VnTimeX"])
def test_what_is_in_no_old_encoding_stays_as_it_is(text, font):
    assert decode(in_font(text.split(), font)) == (text.split(), [None] * len(text.split()))


def test_decomposed_letters_are_in_no_old_encoding():
    apart = [unicodedata.normalize("NFD", w) for w in TEXT]
    assert decode(in_font(apart))[0] == apart


def test_share_of_marked_words():
    assert marked_share(["đi", "họp", "Nam", "bản"]) == 0.75
    assert marked_share([]) == 0.0


def test_nothing_gives_nothing():
    assert decode([]) == ([], [])
