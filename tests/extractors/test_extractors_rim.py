"""Empty pages, and what lies at the rim of a scan."""

import numpy as np
import pytest
from drawn import LINES, draw_page
from drawn_books import LEFT, finger, leaf, lid, neighbour, noisy, punched, ruled, show_through
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

import extractors
from extractors import ReadSettings
from extractors.engines import RawWord
from extractors.orientation import words_on_end
from extractors.prepare.borders import clear_neighbour, fill_holes
from extractors.prepare.chain import is_blank, prepare, sheet_of


def empty():
    return Image.new("L", (1240, 1754), 238)


@pytest.mark.parametrize(
    "picture",
    [
        empty,
        show_through,
        lambda: show_through(depth=45),
        ruled,
        lambda: ruled(ink=90),
        lambda: punched(empty()),
        lambda: punched(ruled()),
        lambda: lid(finger(empty(), (20, 900))),
        lambda: lid(punched(show_through())),
    ],
)
def test_what_nobody_wrote_on_is_blank(picture):
    sheet = sheet_of(np.asarray(noisy(picture())), 200, rectify=True)
    assert is_blank(prepare(sheet).bare)


@pytest.mark.parametrize("picture", [ruled, lambda: punched(empty()), show_through])
def test_one_written_line_is_not_blank(picture):
    page = picture()
    page.paste(draw_page(("Nghỉ họp vì bão",), (700, 120), 36).crop((100, 80, 620, 120)), (300, 600))
    assert not is_blank(prepare(sheet_of(np.asarray(noisy(page)), 200, rectify=True)).bare)


def test_holes_are_filled_and_writing_stays():
    page = leaf(LEFT, (1240, 1754))
    filled = fill_holes(np.asarray(punched(page)), 200)
    assert filled[540:560, 70:90].min() > 220
    assert np.array_equal(filled[:, 200:], np.asarray(page)[:, 200:])
    unholed = np.asarray(page)
    assert fill_holes(unholed, 200) is unholed


def test_a_seal_and_big_dots_in_the_text_are_no_holes():
    page = leaf(LEFT, (1240, 1754))
    pen = ImageDraw.Draw(page)
    pen.ellipse((600, 900, 650, 950), fill=20)
    pen.rectangle((60, 300, 110, 350), fill=20)
    pixels = np.asarray(page)
    assert fill_holes(pixels, 200) is pixels


@pytest.mark.parametrize("wide", [70, 100])
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_next_leafs_edge_goes_and_this_pages_text_stays(wide, mirrored):
    page = np.asarray(neighbour(leaf(LEFT), wide=wide))
    own = np.asarray(leaf(LEFT))
    if mirrored:
        page, own = page[:, ::-1], own[:, ::-1]
    cleared = clear_neighbour(np.ascontiguousarray(page))
    strip = cleared[:, : wide - 5] if mirrored else cleared[:, -(wide - 5) :]
    rest = slice(wide + 12, None) if mirrored else slice(None, -(wide + 12))
    assert strip.min() == 255
    assert np.array_equal(cleared[:, rest], own[:, rest])


def test_text_that_runs_to_the_rim_is_kept():
    """A page cut too tight loses the ends of its lines, but no gap parts them from the rest."""
    tight = np.asarray(leaf(LEFT).crop((110, 0, 700, 1500)))
    assert clear_neighbour(tight) is tight
    numbered = np.asarray(leaf(LEFT).crop((100, 0, 1100, 1500)))
    assert clear_neighbour(numbered) is numbered


def test_a_frame_at_the_rim_is_kept():
    page = leaf(LEFT)
    ImageDraw.Draw(page).rectangle((6, 6, 1093, 1493), outline=30, width=4)
    pixels = np.asarray(page)
    assert clear_neighbour(pixels) is pixels


def word(text, wide, high):
    return RawWord(text, (0, 0, wide, high), 0.9, (1, 1, 1))


def test_words_that_stand_on_end_are_noticed():
    assert words_on_end([word("cuộc", 30, 90), word("họp", 30, 70), word("a", 20, 10)])
    assert not words_on_end([word("cuộc", 90, 30), word("họp", 70, 30)])
    assert not words_on_end([])


SHORT = {"two lines": LINES[1:3], "one line": LINES[2:3], "a title": ("BIÊN BẢN", "Họp tổ dân phố")}


@pytest.mark.engine
@pytest.mark.parametrize(("name", "turn"), [("two lines", 90), ("one line", 180), ("a title", 270)])
def test_pages_of_few_words_are_turned_upright(tmp_path, name, turn):
    lines = SHORT[name]
    page = draw_page(lines, (1000, 1400), 34)
    page.rotate(turn, expand=True).save(tmp_path / "short.png", dpi=(200, 200))
    read = next(iter(extractors.read(tmp_path / "short.png", ReadSettings(second_reader="off", second_attempts=False))))
    assert read.rotation == turn
    assert Levenshtein.normalized_distance(read.text, "\n".join(lines)) < 0.05


@pytest.mark.engine
@pytest.mark.parametrize(
    "spoil", [neighbour, lid, lambda page: finger(page, (15, 900))], ids=["next leaf", "lid", "finger"]
)
def test_no_words_come_from_the_rim(tmp_path, spoil):
    spoil(noisy(leaf(LEFT))).save(tmp_path / "rim.png", dpi=(200, 200))
    read = next(iter(extractors.read(tmp_path / "rim.png", ReadSettings(second_reader="off", second_attempts=False))))
    truth = "\n".join(LEFT)
    assert Levenshtein.distance(read.text, truth) < 0.02 * len(truth)
