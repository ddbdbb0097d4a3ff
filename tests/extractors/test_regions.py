"""Stamps by colour and outline, signatures by strokes that no word covers."""

import math

import numpy as np
import pytest
from drawn import LINES, font
from PIL import Image, ImageDraw

from extractors.engines import RawWord
from extractors.prepare.chain import prepare, sheet_of
from extractors.regions import find_regions
from schemas import Ink, Page, PageSource, RegionKind

RED, VIOLET, BLUE, BLACK = (205, 40, 50), (90, 50, 150), (40, 55, 150), (30, 30, 35)
WIDTH, HEIGHT = 1240, 1400


def sheet(paper=(250, 248, 240)):
    """A page with text, two offices and two names; and its words as an engine would give them."""
    page = Image.new("RGB", (WIDTH, HEIGHT), paper)
    pen, words = ImageDraw.Draw(page), []
    rows = [(110, 90 + 68 * i, line) for i, line in enumerate(LINES)]
    rows += [(220, 800, "THƯ KÝ"), (820, 800, "CHỦ TRÌ"), (160, 1150, "Lò Thị Vui"), (760, 1150, "Hà Văn Ngọ")]
    for n, (x, y, line) in enumerate(rows):
        at = x
        for text in line.split():
            pen.text((at, y), text, fill=BLACK, font=font(40))
            box = pen.textbbox((at, y), text, font=font(40))
            words.append(RawWord(text, tuple(float(v) for v in box), 0.95, (1, 1, n)))
            at = int(box[2]) + 12
    return page, words


def overlay(page, draw):
    """``draw`` on the page as ink does: what lies beneath shows through."""
    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw(ImageDraw.Draw(layer))
    return Image.fromarray((np.asarray(page).astype(float) * np.asarray(layer) / 255).astype(np.uint8))


def seal(colour, x=860, y=990, r=120):
    def draw(pen):
        pen.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=6)
        pen.ellipse((x - 80, y - 80, x + 80, y + 80), outline=colour, width=3)
        for k, c in enumerate("HỢP TÁC XÃ * THÔN BẢY * "):
            turn = 2 * math.pi * k / 24
            pen.text((x + 100 * math.cos(turn), y + 100 * math.sin(turn)), c, font=font(20), fill=colour, anchor="mm")

    return draw


def frame(colour):
    def draw(pen):
        pen.rectangle((700, 920, 1000, 1040), outline=colour, width=6)
        pen.text((850, 980), "ĐẾN 14/3", font=font(44), fill=colour, anchor="mm")

    return draw


def flourish(colour, x=170, y=980, wide=260):
    def draw(pen):
        t = np.linspace(0, 1, 90)
        xs = x + wide * t + 30 * np.sin(2 * np.pi * 3.2 * t)
        ys = y + 50 * np.sin(2 * np.pi * 4.3 * t) * (1 - 0.6 * t)
        pen.line(list(zip(xs, ys, strict=True)), fill=colour, width=3, joint="curve")

    return draw


def regions(page, words, *, legible=True):
    pixels = np.asarray(page)
    return find_regions(pixels, prepare(sheet_of(pixels, 150, rectify=False)), words, legible=legible)


def test_a_page_of_text_has_none():
    assert regions(*sheet()) == ()


@pytest.mark.parametrize(
    ("draw", "ink"), [(seal(RED), Ink.RED), (seal(VIOLET), Ink.BLUE), (frame(RED), Ink.RED), (frame(BLUE), Ink.BLUE)]
)
def test_round_and_rectangular_stamps(draw, ink):
    page, words = sheet()
    found = regions(overlay(page, draw), words)
    assert [(r.kind, r.ink) for r in found] == [(RegionKind.STAMP, ink)]
    (x0, top, x1, bottom), box = (v for v in ((690, 860, 1010, 1120), found[0].box))
    assert x0 / WIDTH - 0.02 <= box.x0 < box.x1 <= x1 / WIDTH + 0.02
    assert top / HEIGHT - 0.02 <= box.top < box.bottom <= bottom / HEIGHT + 0.02
    assert found[0].confidence >= 0.6


def test_a_stamp_over_yellowed_and_shaded_paper():
    page, words = sheet((236, 222, 180))
    light = 1 - 0.4 * np.linspace(0, 1, WIDTH)[None, :, None]
    shaded = Image.fromarray((np.asarray(overlay(page, seal(RED))) * light).astype(np.uint8))
    assert [r.kind for r in regions(shaded, words)] == [RegionKind.STAMP]
    plain = Image.fromarray((np.asarray(page) * light).astype(np.uint8))
    assert regions(plain, words) == ()


@pytest.mark.parametrize(("colour", "ink"), [(BLUE, Ink.BLUE), (BLACK, Ink.BLACK)])
def test_a_signature_between_office_and_name(colour, ink):
    page, words = sheet()
    found = regions(overlay(page, flourish(colour)), words)
    assert [(r.kind, r.ink) for r in found] == [(RegionKind.SIGNATURE, ink)]
    box = found[0].box
    assert box.x0 * WIDTH < 300 < box.x1 * WIDTH
    assert box.top * HEIGHT < 980 < box.bottom * HEIGHT


def test_a_signature_on_a_grey_scan_has_no_colour():
    page, words = sheet()
    found = regions(overlay(page, flourish(BLACK)).convert("L"), words)
    assert [(r.kind, r.ink) for r in found] == [(RegionKind.SIGNATURE, None)]


def test_red_text_and_blue_lines_are_no_stamps():
    page, words = sheet()
    pen = ImageDraw.Draw(page)
    pen.text((110, 600), "Chữ đỏ viết tay ở giữa trang giấy", fill=RED, font=font(44))
    box = pen.textbbox((110, 600), "Chữ đỏ viết tay ở giữa trang giấy", font=font(44))
    words.append(RawWord("viết", tuple(float(v) for v in box), 0.9, (1, 1, 20)))
    for y in (700, 740, 780):
        pen.line((0, y, WIDTH, y), fill=(188, 205, 228), width=2)
    assert regions(page, words) == ()


def test_an_illegible_page_has_stamps_but_no_signatures():
    page, words = sheet()
    worn = overlay(overlay(page, seal(RED)), flourish(BLUE))
    assert [r.kind for r in regions(worn, words, legible=False)] == [RegionKind.STAMP]


def test_a_turned_page_has_its_boxes_on_the_original():
    page, _ = sheet()
    pixels = np.ascontiguousarray(np.rot90(np.asarray(overlay(page, seal(RED))), 1))
    found = find_regions(pixels, prepare(sheet_of(pixels, 150, rectify=False)), [], legible=True)
    x, y = found[0].box.middle
    assert (x, y) == (pytest.approx(990 / HEIGHT, abs=0.02), pytest.approx(1 - 860 / WIDTH, abs=0.02))


def test_regions_are_part_of_the_page():
    page, words = sheet()
    found = regions(overlay(page, seal(RED)), words)
    made = Page(number=1, width=WIDTH, height=HEIGHT, source=PageSource.OCR, regions=found)
    again = Page.model_validate_json(made.model_dump_json()).regions
    assert [(r.kind, r.ink, r.confidence) for r in again] == [(r.kind, r.ink, r.confidence) for r in found]
    assert again[0].box == pytest.approx(found[0].box, abs=1e-5)
