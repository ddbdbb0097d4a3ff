import numpy as np
import pytest
from drawn import draw_page, on_desk, salt_and_pepper, uneven
from PIL import Image, ImageDraw

from extractors.orientation import lies_on_its_side
from extractors.prepare.background import divide_background
from extractors.prepare.chain import READING_DPI, is_blank, prepare, sheet_of
from extractors.prepare.colour import gray_of, gray_without_red, red_share
from extractors.prepare.deskew import find_skew
from extractors.prepare.noise import drop_grains, is_bilevel, median3, remove_small_ink, speck_share
from extractors.prepare.perspective import find_sheet
from extractors.prepare.rules import find_rules, remove_rules


@pytest.mark.parametrize("angle", [-9.0, -3.3, -0.6, 0.0, 0.4, 1.7, 6.2])
def test_skew_is_found_to_a_tenth_of_a_degree(angle):
    page = draw_page().rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert find_skew(np.asarray(page)) == pytest.approx(angle, abs=0.12)


def test_a_page_without_lines_is_not_turned():
    assert find_skew(np.full((400, 300), 255, np.uint8)) == 0.0


def test_division_makes_the_paper_even():
    shaded = np.asarray(uneven(draw_page()))
    assert shaded[800, 1200] < 150
    even = divide_background(shaded)
    assert even[800, 1200] > 235
    assert even.min() < 90


def test_salt_and_pepper_is_told_from_clean_print():
    clean, noisy = np.asarray(draw_page()), np.asarray(salt_and_pepper(draw_page(), 0.06))
    assert speck_share(clean) < 0.01
    assert speck_share(noisy) > 0.02
    assert speck_share(median3(noisy)) < speck_share(noisy) / 5


def test_grains_go_and_letters_stay():
    page = draw_page()
    dirty = page.copy()
    pen = ImageDraw.Draw(dirty)
    for x in range(60, 1200, 60):
        pen.rectangle((x, 700, x + 2, 702), fill=40)
    cleaned = drop_grains(np.asarray(dirty), 200)
    assert cleaned[690:720].min() == 255
    written = np.asarray(page)[:650]
    assert (np.abs(cleaned[:650].astype(int) - written) > 60).mean() < 0.0005


def test_specks_leave_a_black_and_white_page():
    page = np.asarray(draw_page().point(lambda v: 255 if v > 140 else 0))
    assert is_bilevel(page)
    dirty = page.copy()
    dirty[750:850:10, 100:1100:10] = 0
    cleaned = remove_small_ink(dirty, 200)
    assert cleaned[740:860].min() == 255
    assert (cleaned != page).mean() < 0.002


def test_ruling_lines_go_and_letters_stay():
    page = draw_page()
    ruled = page.copy()
    pen = ImageDraw.Draw(ruled)
    for y in (70, 480):
        pen.line((60, y, 1180, y), fill=30, width=3)
    for x in (60, 1180):
        pen.line((x, 70, x, 480), fill=30, width=3)
    rules = find_rules(np.asarray(ruled))
    assert len(rules.uprights) == 2
    bare = remove_rules(np.asarray(ruled), rules)
    assert bare[66:75, 100:1100].min() > 200
    assert (np.abs(bare.astype(int) - np.asarray(page)) > 80).mean() < 0.002


def test_print_without_rules_is_left_alone():
    page = np.asarray(draw_page())
    rules = find_rules(page)
    assert not rules.any
    assert remove_rules(page, rules) is page


def test_the_sheet_on_a_desk_is_found_to_a_few_pixels():
    photo, corners = on_desk(draw_page())
    found = find_sheet(np.asarray(photo))
    assert found is not None
    assert np.abs(found - corners).max() < 6


def test_the_sheet_is_found_where_a_corner_lies_in_shade():
    photo, corners = on_desk(draw_page())
    pixels = np.asarray(photo, np.float32)
    y, x = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    shade = 1 - 0.72 / (1 + np.exp(-(x + 0.8 * y - 1750) / 25))
    found = find_sheet((pixels * shade[..., None]).astype(np.uint8))
    assert found is not None
    assert np.abs(found - corners).max() < 14


def test_a_scan_has_no_desk_around_it():
    assert find_sheet(np.asarray(draw_page().convert("RGB"))) is None


def test_blank_pages_are_blank_and_written_ones_are_not():
    rng = np.random.default_rng(3)
    empty = np.clip(rng.normal(236, 4, (900, 1240)), 0, 255).astype(np.uint8)
    assert is_blank(prepare(sheet_of(empty, 200, rectify=True)).bare)
    short = np.asarray(draw_page(("Trang này có chữ",)))
    assert not is_blank(prepare(sheet_of(short, 200, rectify=True)).bare)


def test_text_that_runs_upward_is_noticed():
    page = np.asarray(draw_page())
    assert not lies_on_its_side(page)
    assert lies_on_its_side(np.ascontiguousarray(np.rot90(page)))


def test_a_red_seal_vanishes_and_ink_beneath_it_stays():
    page = draw_page().convert("RGB")
    plain = np.asarray(page.convert("L"))
    ImageDraw.Draw(page).ellipse((300, 60, 620, 380), outline=(205, 50, 55), width=8)
    sealed = np.asarray(page)
    assert red_share(sealed) > 0.003
    assert red_share(np.asarray(draw_page().convert("RGB"))) == 0.0
    assert (gray_of(sealed)[plain > 250] < 200).any()
    pale = gray_without_red(sealed)
    assert (pale[plain > 250] < 200).mean() < 0.0005


def test_warm_light_is_not_red_ink():
    warm = np.stack([np.asarray(draw_page()) * f for f in (0.95, 0.85, 0.6)], axis=-1).astype(np.uint8)
    assert red_share(warm) < 0.0005


def test_a_fine_scan_is_prepared_at_the_size_it_is_read_at_and_its_places_are_known():
    page = draw_page(size=(2480, 1600), letter=60)
    fine = np.asarray(page.convert("L")).copy()
    fine[1400:1440, 2000:2060] = 0
    prepared = prepare(sheet_of(fine, 300, rectify=False))
    assert prepared.dpi == READING_DPI
    assert prepared.bare.shape == (1200, 1860)
    x, y, w = prepared.to_prepared @ [2030, 1420, 1]
    assert prepared.bare[int(y / w), int(x / w)] < 60
    assert prepared.bare[int(y / w) + 20, int(x / w)] > 200
    assert prepare(sheet_of(fine, 200, rectify=False)).bare.shape == fine.shape
