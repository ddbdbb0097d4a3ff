"""Open books are cut at the fold; what only looks like one is not."""

import numpy as np
import pytest
from drawn import draw_page, font, on_desk, uneven
from drawn_books import LEFT, RIGHT, leaf, noisy, spread
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

import extractors
from extractors import ReadSettings
from extractors.mapping import warp_points
from extractors.prepare.chain import sheet_of
from extractors.prepare.spread import find_fold, leaves
from extractors.spreadpage import joined_leaves
from schemas import Box, Line, Page, PageQuality, PageSource, PageState, Step, Word


@pytest.mark.parametrize("slopes", [(0.0, 0.0), (1.6, -1.9), (-1.2, 0.8)])
@pytest.mark.parametrize("shadow", [0.35, 0.12])
def test_the_fold_of_an_open_book_is_found_by_its_shadow(slopes, shadow):
    fold = find_fold(np.asarray(noisy(spread(slopes=slopes, shadow=shadow))))
    assert fold is not None
    assert 950 < (fold.top + fold.bottom) / 2 < 1150


def test_the_fold_is_found_without_a_shadow_where_the_leaves_slope_apart():
    assert find_fold(np.asarray(spread(slopes=(-0.8, 1.0), shadow=0.0))) is not None


def test_the_fold_of_a_book_that_lies_askew_is_followed():
    fold = find_fold(np.asarray(spread().rotate(2.0, fillcolor=246)))
    assert fold is not None
    assert fold.bottom - fold.top == pytest.approx(1500 * np.tan(np.deg2rad(2.0)), abs=35)


def columns() -> Image.Image:
    """One wide sheet printed in two columns."""
    return spread(shadow=0.0)


def columns_in_bad_light() -> Image.Image:
    return uneven(spread(shadow=0.0))


def columns_under_a_title() -> Image.Image:
    page = spread(shadow=0.35)
    pen = ImageDraw.Draw(page)
    pen.text((560, 60), "Danh sách những hộ góp công đắp bờ mương phía tây năm nay", fill=30, font=font(38))
    return page


def table() -> Image.Image:
    page = Image.new("L", (2200, 1500), 246)
    pen = ImageDraw.Draw(page)
    for row in range(14):
        y = 140 + 90 * row
        pen.line((80, y - 20, 2120, y - 20), fill=40, width=3)
        for x, text in (
            (110, str(row + 1)),
            (260, LEFT[row % 10][:18]),
            (800, "x"),
            (1250, RIGHT[row % 10][:18]),
            (1850, "đủ"),
        ):
            pen.text((x, y), text, fill=30, font=font(34))
    for x in (80, 240, 780, 1100, 1230, 1830, 2120):
        pen.line((x, 120, x, 1310), fill=40, width=3)
    return page


def header_and_signatures() -> Image.Image:
    page = Image.new("L", (2200, 1500), 246)
    pen = ImageDraw.Draw(page)
    for x in (200, 1300):
        for i, text in enumerate(("ỦY BAN NHÂN DÂN XÃ", "TỔ HỢP TÁC SỐ 4", "Số: 12/TB")):
            pen.text((x, 100 + 70 * i), text, fill=30, font=font(36))
        for i, text in enumerate(("NGƯỜI GHI", "(đã ký)", "Lê Thị Hạnh")):
            pen.text((x, 1100 + 80 * i), text, fill=30, font=font(36))
    return page


@pytest.mark.parametrize(
    "picture", [columns, columns_in_bad_light, columns_under_a_title, table, header_and_signatures, lambda: leaf(LEFT)]
)
def test_what_is_no_open_book_is_not_cut(picture):
    assert find_fold(np.asarray(noisy(picture()))) is None


def test_pages_on_their_side_and_photos_are_not_cut():
    assert find_fold(np.asarray(leaf(LEFT + RIGHT, (1240, 1754), 30).rotate(90, expand=True))) is None
    photo, _ = on_desk(draw_page())
    assert find_fold(np.asarray(photo.convert("L"))) is None


def test_the_leaves_lie_where_they_lay_on_the_picture():
    picture = spread(slopes=(1.6, -1.9))
    pixels = np.asarray(picture)
    fold = find_fold(pixels)
    sheet = sheet_of(pixels, 200, rectify=False)
    left, right = leaves(sheet, fold, 200)
    assert left.gray.shape[1] + right.gray.shape[1] >= 2200
    place = warp_points(right.to_sheet, np.array([[1700.0, 400.0]]))[0].astype(int)
    assert np.array_equal(right.gray[place[1], place[0] : place[0] + 60], pixels[400, 1700:1760])
    assert left.gray[:, -30:].min() > 100  # nothing of the other leaf


def page(text, rotation=0, state=PageState.READ, words=1):
    place = Box(0.1, 0.1, 0.2, 0.2)
    line = Line(words=(Word(text=text, box=place),), box=place, row=0)
    return Page(
        number=3,
        width=200,
        height=100,
        rotation=rotation,
        source=PageSource.OCR,
        state=state,
        lines=(line, line.model_copy(update={"row": 1})) if text else (),
        quality=PageQuality(words=words, mean_confidence=0.5 if words else None, grade="B"),
        steps=(Step(name="prepare", tool="t", version="1"),),
    )


def test_the_left_leaf_comes_first_and_rows_are_numbered_on():
    both = joined_leaves(page("trái"), page("phải", words=3))
    assert both.text == "trái\ntrái\nphải\nphải"
    assert [line.row for line in both.lines] == [0, 1, 2, 3]
    assert both.number == 3
    assert both.quality.words == 4
    assert any("open book" in note for note in both.notes)


def test_of_a_book_upside_down_the_right_hand_part_comes_first():
    assert joined_leaves(page("a", 180), page("b", 180)).text == "b\nb\na\na"
    assert joined_leaves(page("a", 270), page("b", 270), base=90).text == "b\nb\na\na"
    assert joined_leaves(page("a", 90), page("b", 90), base=90).text == "a\na\nb\nb"


def test_the_worse_leaf_decides_and_a_blank_one_counts_for_nothing():
    blank, scrawl = page("", state=PageState.BLANK, words=0), page("xq", state=PageState.NEEDS_TRANSCRIPTION)
    assert joined_leaves(page("a"), blank).state is PageState.READ
    assert joined_leaves(blank, blank).state is PageState.BLANK
    assert joined_leaves(page("a"), scrawl).state is PageState.NEEDS_TRANSCRIPTION
    assert joined_leaves(page("a"), blank).quality.mean_confidence == 0.5


@pytest.mark.engine
@pytest.mark.parametrize("turn", [0, 90])
def test_an_open_book_is_read_leaf_by_leaf_whichever_way_it_lies(tmp_path, turn):
    noisy(spread(slopes=(1.6, -1.9))).rotate(turn, expand=True).save(tmp_path / "book.png", dpi=(200, 200))
    read = next(iter(extractors.read(tmp_path / "book.png", ReadSettings(second_reader="off", second_attempts=False))))
    truth = "\n".join(LEFT + RIGHT)
    assert Levenshtein.distance(read.text, truth) < 0.02 * len(truth)
    if turn == 0:
        first = next(line for line in read.lines if line.text == RIGHT[1])
        assert 0.52 < first.box.x0 < 0.6
        assert first.box.x1 > 0.8
