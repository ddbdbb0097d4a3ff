"""Text layers of real PDF files: old encodings, mixed Unicode, and other programs' OCR over a scan."""

import unicodedata

import numpy as np
import pdfplumber
import pytest
from drawn import LINES, draw_page
from legacy_codes import encode
from pdfs import A4, Font, unicode_font, write_pdf
from PIL import Image, ImageFilter

import extractors
from extractors import ReadSettings
from extractors.engines import RawWord
from extractors.layercheck import misfit
from extractors.textpage import page_from_layer
from schemas import Box, PageSource

OLD = Font("AAAAAB+F2")


class Never:
    """An engine for pages that must not need one; elsewhere it reads one known word."""

    name = "never"

    def __init__(self):
        self.calls = 0

    def version(self):
        return "1"

    def languages(self):
        return frozenset({"vie"})

    def orientation(self, image, hints):
        return None

    def read(self, image, hints):
        self.calls += 1
        return [RawWord("nhân", (100, 100, 200, 140), 0.9, (1, 1, 1))]


@pytest.fixture
def never(monkeypatch):
    engine = Never()
    monkeypatch.setattr("extractors.reader.pick_engine", lambda settings: engine)
    monkeypatch.setattr("extractors.imagepage.pick_second", lambda settings: None)
    return engine


def only_page(path):
    return next(iter(extractors.read(path, ReadSettings(second_attempts=False))))


def old_bytes(text, encoding):
    return encode(text, encoding).encode("latin-1")


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "VPS", "VISCII"])
def test_a_page_in_an_old_encoding_without_a_telling_font(never, tmp_path, encoding):
    path = write_pdf(tmp_path / "old.pdf", [[(OLD, old_bytes(line, encoding))] for line in LINES])
    page = only_page(path)
    assert page.text == "\n".join(LINES)
    assert encoding in page.notes[0]
    assert page.steps[0].settings["encoding"] == encoding
    assert never.calls == 0


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "VPS"])
def test_a_page_half_in_unicode_half_in_an_old_encoding(never, tmp_path, encoding):
    font, codes = unicode_font("".join(LINES))
    new = [[(font, bytes(codes[c] for c in line))] for line in LINES[:3]]
    old = [[(OLD, old_bytes(line, encoding))] for line in LINES[3:]]
    for name, lines in (("new-old", new + old), ("old-new", old + new)):
        page = only_page(write_pdf(tmp_path / f"{name}.pdf", lines))
        assert sorted(page.text.splitlines()) == sorted(LINES)
    assert never.calls == 0


def test_two_fonts_inside_one_word(never, tmp_path):
    small, capital = Font("AAAAAA+.VnTime"), Font("AAAAAB+.VnTimeH")
    heading = [(capital, old_bytes("ủy ban nhân dân", "TCVN3"))]
    mixed = [(capital, old_bytes("ủ", "TCVN3")), (small, old_bytes("y ban đã họp tại phường", "TCVN3"))]
    page = only_page(write_pdf(tmp_path / "two.pdf", [heading, mixed]))
    assert page.text == "ỦY BAN NHÂN DÂN\nỦy ban đã họp tại phường"


def test_decomposed_letters_in_a_text_layer_are_composed(never, tmp_path):
    apart = [unicodedata.normalize("NFD", line) for line in LINES[:3]]
    font, codes = unicode_font("".join(apart))
    page = only_page(write_pdf(tmp_path / "nfd.pdf", [[(font, bytes(codes[c] for c in line))] for line in apart]))
    assert page.text == "\n".join(LINES[:3])


def test_a_page_in_english_is_not_converted(tmp_path):
    text = b"The minutes of the caf\xe9 meeting were read and adopted without any na\xefve change to the fa\xe7ade"
    with pdfplumber.open(write_pdf(tmp_path / "en.pdf", [[(Font(".VnTime"), text)]])) as file:
        page, notes = page_from_layer(file.pages[0], 1, None, "pdfplumber")
    assert page is None
    assert "not Vietnamese" in notes[0]


def scan_of(lines, shift=0):
    """A picture of an A4 page with ``lines`` where `write_pdf` puts them."""
    page = Image.new("L", (1240, 1754), 255)
    text = draw_page(lines, (1240, 1500), 26)
    scale = 1754 / A4[1]
    for row in range(len(lines)):
        top = 90 + round(row * 26 * 1.7)
        strip = text.crop((110, top - 2, 1240, top + 36))
        page.paste(strip, (round(56 * scale), round((82 - 11 + 24 * row + shift) * scale)))
    return page.filter(ImageFilter.GaussianBlur(0.6))


def layer(text_lines, codes, font):
    return [[(font, bytes(codes[c] for c in line))] for line in text_lines]


def test_a_good_layer_over_a_scan_is_kept_and_its_maker_named(never, tmp_path):
    font, codes = unicode_font("".join(LINES))
    path = write_pdf(tmp_path / "ocr.pdf", layer(LINES, codes, font), picture=scan_of(LINES), maker="Some OCR 11")
    page = only_page(path)
    assert page.source is PageSource.TEXT_LAYER
    assert page.text == "\n".join(LINES)
    assert "Some OCR 11" in page.producer
    assert page.steps[0].settings["maker"] == "Some OCR 11"
    assert any("over a scan" in note for note in page.notes)
    assert never.calls == 0


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda lines: [line.translate(str.maketrans("ạảấộổ", "aaâôô")) + " qzx wtr" for line in lines], "poor"),
        (lambda lines: [unicodedata.normalize("NFD", x).encode("ascii", "ignore").decode() for x in lines], "layer"),
        (lambda lines: lines[:2], "leaves out"),
    ],
)
def test_a_poor_layer_over_a_scan_is_read_again(never, tmp_path, harm, why):
    lines = harm(LINES)
    font, codes = unicode_font("".join(lines))
    path = write_pdf(tmp_path / "poor.pdf", layer(lines, codes, font), picture=scan_of(LINES), maker="Some OCR 11")
    page = only_page(path)
    assert page.source is PageSource.OCR
    assert why in page.notes[0]
    assert never.calls > 0


def test_a_layer_beside_the_writing_is_read_again(never, tmp_path):
    font, codes = unicode_font("".join(LINES))
    path = write_pdf(tmp_path / "beside.pdf", layer(LINES, codes, font), picture=scan_of(LINES, shift=330))
    page = only_page(path)
    assert page.source is PageSource.OCR
    assert "stand on the writing" in page.notes[0]


def test_a_fitting_layer_on_a_grey_scan_with_a_seal_is_no_misfit():
    picture = Image.fromarray(np.clip(np.asarray(scan_of(LINES), np.float32) * 0.8, 0, 255).astype(np.uint8))
    boxes = [Box(0.09, (71 + 24 * i) / A4[1], 0.75, (92 + 24 * i) / A4[1]) for i in range(len(LINES))]
    assert misfit(picture, boxes) is None
    assert misfit(picture, []) is not None
