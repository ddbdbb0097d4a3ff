"""The sample in TCVN3 shows Vietnamese and holds something else; and the table that made it is the right one."""

from __future__ import annotations

import sys
from pathlib import Path

import pdfplumber
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="module")
def tcvn3():
    sys.path.insert(0, str(SAMPLES))
    try:
        from drawing import tcvn3
    finally:
        sys.path.remove(str(SAMPLES))
    return tcvn3


@pytest.fixture(scope="module")
def layer():
    with pdfplumber.open(SAMPLES / "files" / "bien-ban-2004-vntime.pdf") as document:
        page = document.pages[0]
        return page.extract_text(), {char["fontname"].split("+")[-1] for char in page.chars}


def test_text_layer_holds_tcvn3_code_points(layer):
    text, fonts = layer
    assert "th\u00b8ng 4 n\u00a8m 2004" in text
    assert "tháng" not in text
    assert {".VnTime", ".VnTimeH-Bold"} <= fonts


def test_text_layer_decodes_to_the_printed_lines(layer, tcvn3):
    text, _ = layer
    decoded = "".join(tcvn3.TO_UNICODE.get(letter, letter) for letter in text)
    printed = (SAMPLES / "gold" / "bien-ban-2004-vntime.txt").read_text("utf-8")
    assert decoded.casefold().split() == printed.casefold().split()


def test_capitals_with_a_tone_come_from_the_second_font(tcvn3):
    assert tcvn3.encode("Ủy viên Đảng ủy") == [("\u00f1", True), ("y vi\u00aan \u00a7\u00b6ng \u00f1y", False)]
