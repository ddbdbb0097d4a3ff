"""hOCR and ALTO of a page, and what they are made of."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Tree

import pytest
from archive_pages import ROWS, SIZE, drawn, lying, page_of

from bienban.archiving.alto import NAMESPACE, alto
from bienban.archiving.blocks import baseline, blocks, turned
from bienban.archiving.hocr import hocr
from schemas import Box, Line, Page, PageSource, PageState, Word

XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = f"{{{NAMESPACE}}}"


def hocr_parts(text: str, kind: str) -> list[Tree.Element]:
    return [one for one in Tree.fromstring(text).iter() if one.get("class") == kind]


def bbox(element: Tree.Element) -> tuple[int, ...]:
    found = re.search(r"bbox (\d+) (\d+) (\d+) (\d+)", element.get("title", ""))
    assert found
    return tuple(map(int, found.groups()))


def placed(element: Tree.Element) -> tuple[int, ...]:
    x, y, width, height = (int(element.get(name, "")) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, x + width, y + height


def pixels(page: Page) -> list[tuple[str, tuple[int, ...]]]:
    found = []
    for line in page.lines:
        for word in line.words:
            x0, top, x1, bottom = word.box
            sides = (x0 * page.width, top * page.height, x1 * page.width, bottom * page.height)
            found.append((word.text, tuple(round(side) for side in sides)))
    return found


def row(number: int, *parts: tuple[str, float], height: float = 0.02) -> list[Line]:
    top = 0.1 + 0.03 * number
    lines = []
    for column, (text, x) in enumerate(parts):
        box = Box(x, top, x + 0.2, top + height)
        lines.append(Line(words=(Word(text=text, box=box),), box=box, row=number, column=column))
    return lines


def test_hocr_holds_every_word_with_its_pixels_and_confidence() -> None:
    _, page = drawn()
    text = hocr(page, 'so "1".pdf')
    assert [(one.text, bbox(one)) for one in hocr_parts(text, "ocrx_word")] == pixels(page)
    assert {re.search(r"x_wconf (\d+)", one.get("title", ""))[1] for one in hocr_parts(text, "ocrx_word")} == {"90"}
    (sheet,) = hocr_parts(text, "ocr_page")
    assert bbox(sheet) == (0, 0, *SIZE)
    assert "ppageno 0; scan_res 100 100" in sheet.get("title", "")
    assert 'image "so \\"1\\".pdf"' in sheet.get("title", "")
    assert len(hocr_parts(text, "ocr_line")) == len(ROWS)
    for area in hocr_parts(text, "ocr_carea"):
        assert all(bbox(area)[side] <= bbox(word)[side] for word in area.iter(f"{XHTML}span") for side in (0, 1))
    metas = {one.get("name"): one.get("content") for one in Tree.fromstring(text).iter(f"{XHTML}meta")}
    assert metas["ocr-system"] == "told 1 (vie)"
    assert metas["bienban-steps"] == "read: told 1"


def test_the_baseline_of_a_level_line_runs_through_the_feet_of_its_letters() -> None:
    _, page = drawn()
    for one in hocr_parts(hocr(page, "a"), "ocr_line"):
        slope, below = re.search(r"baseline (\S+) (\S+)", one.get("title", "")).groups()
        assert abs(float(slope)) < 0.03
        assert -20 <= int(below) <= 0


def test_alto_holds_every_word_with_its_pixels_and_confidence() -> None:
    _, page = drawn()
    root = Tree.fromstring(alto(page, "so.pdf", "ab" * 32))
    strings = list(root.iter(f"{ALTO}String"))
    assert [(one.get("CONTENT"), placed(one)) for one in strings] == pixels(page)
    assert {one.get("WC") for one in strings} == {"0.900"}
    assert len(list(root.iter(f"{ALTO}SP"))) == len(strings) - len(ROWS)
    ids = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in ids)
    assert [one.tag.removeprefix(ALTO) for one in root] == ["Description", "Layout"]
    assert root.findtext(f".//{ALTO}MeasurementUnit") == "pixel"
    assert root.findtext(f".//{ALTO}fileIdentifier") == "sha256:" + "ab" * 32
    steps = list(root.iter(f"{ALTO}Processing"))
    order = ["processingStepDescription", "processingStepSettings", "processingSoftware"]
    assert [child.tag.removeprefix(ALTO) for child in steps[0]] == order
    assert steps[0].findtext(f"{ALTO}processingStepSettings") == "psm=3"


def test_alto_keeps_what_the_engine_had_read_where_a_word_was_put_right() -> None:
    _, page = drawn(("Biên bản",))
    line = page.lines[0]
    words = (line.words[0].model_copy(update={"raw": "Biện1"}), line.words[1])
    page = page_of((line.model_copy(update={"words": words}),))
    first, second = Tree.fromstring(alto(page, "a", "b")).iter(f"{ALTO}String")
    assert (first.get("CONTENT"), first.findtext(f"{ALTO}ALTERNATIVE")) == ("Biên", "Biện1")
    assert list(second) == []


@pytest.mark.parametrize("state", [PageState.NEEDS_TRANSCRIPTION, PageState.FAILED, PageState.BLANK])
def test_a_page_that_was_not_read_has_no_words_and_says_why(state: PageState) -> None:
    _, page = drawn()
    page = page.model_copy(update={"state": state})
    assert hocr_parts(hocr(page, "a"), "ocrx_word") == []
    assert f'content="{state.value}"' in hocr(page, "a")
    assert "<String" not in alto(page, "a", "b")
    assert f"state={state.value}" in alto(page, "a", "b")


def test_characters_that_xml_forbids_do_not_break_the_file() -> None:
    _, page = drawn(("a",))
    word = page.lines[0].words[0].model_copy(update={"text": "Đ\x00\x1f<&\"'>\ufffe"})
    page = page_of((page.lines[0].model_copy(update={"words": (word,)}),))
    assert hocr_parts(hocr(page, "a"), "ocrx_word")[0].text == "Đ<&\"'>"
    (string,) = Tree.fromstring(alto(page, "a", "b")).iter(f"{ALTO}String")
    assert string.get("CONTENT") == "Đ<&\"'>"


def test_a_page_scanned_sideways_says_how_its_text_is_turned() -> None:
    image, page = drawn()
    _, page = lying(image, page, 90)
    assert [(one.text, bbox(one)) for one in hocr_parts(hocr(page, "a"), "ocrx_word")] == pixels(page)
    assert all("textangle 90" in one.get("title", "") for one in hocr_parts(hocr(page, "a"), "ocr_line"))
    (block, *_) = Tree.fromstring(alto(page, "a", "b")).iter(f"{ALTO}TextBlock")
    assert block.get("ROTATION") == "90"


def test_a_page_of_a_text_layer_is_measured_at_300_dpi() -> None:
    page = Page(number=1, width=595, height=842, dpi=72.0, source=PageSource.TEXT_LAYER, lines=drawn()[1].lines)
    (sheet,) = hocr_parts(hocr(page, "a"), "ocr_page")
    assert bbox(sheet) == (0, 0, 2479, 3508)
    assert "scan_res 300 300" in sheet.get("title", "")


def test_columns_are_blocks_of_their_own_and_close_rows_belong_together() -> None:
    lines = [
        *row(0, ("ĐẢNG BỘ", 0.1), ("ĐẢNG CỘNG SẢN", 0.6)),
        *row(1, ("CHI BỘ", 0.1), ("Ngày", 0.6)),
        *row(2, ("Một", 0.1)),
        *row(3, ("Hai", 0.1)),
        *row(9, ("Xa", 0.1)),
    ]
    found = [[line.text for line in block] for block in blocks(page_of(tuple(lines)))]
    assert found == [["ĐẢNG BỘ", "CHI BỘ"], ["ĐẢNG CỘNG SẢN", "Ngày"], ["Một", "Hai"], ["Xa"]]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_a_box_and_back_gives_the_box(degrees: int) -> None:
    box = Box(0.1, 0.2, 0.4, 0.25)
    assert turned(turned(box, degrees), -degrees) == pytest.approx(box)


def test_a_quarter_turn_clockwise_brings_the_left_edge_to_the_top() -> None:
    assert turned(Box(0.0, 0.4, 0.1, 0.6), 90) == pytest.approx((0.4, 0.0, 0.6, 0.1))


def test_the_slope_of_a_line_is_that_of_the_middles_of_its_words() -> None:
    words = [(100.0 * i, 50.0 + 10 * i - 5 * (i % 2), 100.0 * i + 60, 70.0 + 10 * i + 5 * (i % 2)) for i in range(5)]
    slope, start = baseline(words)
    assert slope == pytest.approx(0.1)
    assert start == pytest.approx(57.0)
    assert baseline(words[:2])[0] == 0.0
