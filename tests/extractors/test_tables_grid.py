"""Grids of ruled tables, and what looks like one and is none."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import draw_page
from drawn_tables import DPI, XS, YS, blank, cross, pixels, roll_call, rule, write
from PIL import Image, ImageDraw

from extractors.prepare.grids import find_grids, rows_of_letters, without_tables


def places(grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def every(rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    return [(r, c, 1, 1) for r in range(rows) for c in range(columns)]


def test_the_cells_of_a_drawn_table_lie_between_its_rules():
    (grid,) = find_grids(pixels(roll_call()), DPI)
    assert places(grid) == every(6, 5)
    for cell in grid.cells:
        expected = (XS[cell.column], YS[cell.row], XS[cell.column + 1], YS[cell.row + 1])
        assert cell.rect == pytest.approx(expected, abs=5)


@pytest.mark.parametrize("width", [1, 2, 5, 7])
def test_thin_and_thick_rules_make_the_same_grid(width):
    page = blank()
    rule(page, width=width)
    (grid,) = find_grids(pixels(page), DPI)
    assert places(grid) == every(6, 5)


def test_a_table_at_300_dpi_is_found_in_its_own_pixels():
    page = roll_call().resize((1920, 1500), Image.Resampling.BICUBIC)
    (grid,) = find_grids(pixels(page), 300)
    assert places(grid) == every(6, 5)
    assert grid.rect == pytest.approx(tuple(1.5 * v for v in (XS[0], YS[0], XS[-1], YS[-1])), abs=7)


def test_faint_broken_and_slanting_rules_are_found():
    page = blank()
    rule(page, ink=170, width=2)
    values = np.asarray(page).copy()
    rng = np.random.default_rng(3)
    for _ in range(60):  # holes of a tenth of an inch at most
        x, y = rng.integers(110, 1160), rng.integers(250, 600)
        values[y : y + 6, x : x + 12] = 255
    turned = Image.fromarray(values).rotate(0.25, Image.Resampling.BICUBIC, fillcolor=255)
    (grid,) = find_grids(pixels(turned), DPI)
    assert places(grid) == every(6, 5)


def test_merged_cells_of_a_header_are_one_cell():
    page = blank()
    rule(page)
    pen = ImageDraw.Draw(page)
    pen.rectangle([XS[2] + 4, YS[0] + 4, XS[4] - 4, YS[1] - 4], fill=255)  # one title over two columns
    pen.rectangle([XS[0] + 4, YS[0] + 4, XS[1] - 4, YS[2] - 4], fill=255)  # one title over two rows
    write(page, XS[2] + 60, (YS[0] + YS[1]) // 2, "Vắng mặt")
    (grid,) = find_grids(pixels(page), DPI)
    assert (0, 2, 1, 2) in places(grid)
    assert (0, 0, 2, 1) in places(grid)
    assert len(grid.cells) == 28


def test_two_tables_are_two_from_top_to_bottom():
    page = blank((1280, 1400))
    rule(page, ys=YS[:4])
    rule(page, xs=(120, 400, 700, 1160), ys=(800, 860, 920))
    first, second = find_grids(pixels(page), DPI)
    assert (first.rows, first.columns) == (3, 5)
    assert (second.rows, second.columns) == (2, 3)


def test_one_row_that_a_page_break_left_is_a_table():
    page = blank()
    rule(page, ys=(80, 140))
    (grid,) = find_grids(pixels(page), DPI)
    assert places(grid) == every(1, 5)


def test_a_table_without_outer_sides_ends_where_its_rules_end():
    page = blank()
    rule(page)
    ImageDraw.Draw(page).rectangle([XS[0] - 3, 0, XS[0] + 3, 999], fill=255)
    ImageDraw.Draw(page).rectangle([XS[-1] - 3, 0, XS[-1] + 3, 999], fill=255)
    (grid,) = find_grids(pixels(page), DPI)
    assert places(grid) == every(6, 5)


def test_the_strokes_of_ticks_make_no_columns():
    page = roll_call()
    pen = ImageDraw.Draw(page)
    for row in range(1, 6):
        y = (YS[row] + YS[row + 1]) // 2
        pen.line([1000, y - 19, 1000, y + 19], fill=20, width=3)
        pen.line([980, y, 1020, y], fill=20, width=3)
    (grid,) = find_grids(pixels(page), DPI)
    assert places(grid) == every(6, 5)


def test_a_table_among_running_text_is_found():
    page = blank((1280, 2100))
    rule(page)
    # Letters that reach up or down leave no gap between the table's rules down.
    tall = "lập biên bản khi đồng hồ chỉ hết lượt; bể phốt khối phố đã thông, kíp thợ lát lề phố "
    for k, y in enumerate((*range(30, 240, 37), *range(620, 2080, 37))):
        write(page, 40 - 17 * (k % 3), y, 2 * tall, 34)
    (grid,) = find_grids(pixels(page), DPI)
    assert places(grid) == every(6, 5)


def underlined() -> Image.Image:
    page = draw_page()
    for y in (142, 346, 482):
        ImageDraw.Draw(page).line([110, y, 900, y], fill=20, width=3)
    return page


def writing_paper() -> Image.Image:
    page = draw_page()
    for y in range(60, 880, 68):
        ImageDraw.Draw(page).line([0, y, 1240, y], fill=120, width=2)
    ImageDraw.Draw(page).line([90, 0, 90, 900], fill=120, width=2)
    return page


def squared_paper() -> Image.Image:
    page = draw_page()
    for at in range(20, 1240, 62):
        ImageDraw.Draw(page).line([0, at, 1240, at], fill=120, width=2)
        ImageDraw.Draw(page).line([at, 0, at, 900], fill=120, width=2)
    return page


def framed() -> Image.Image:
    page = draw_page()
    ImageDraw.Draw(page).rectangle([60, 40, 1180, 860], outline=20, width=3)
    ImageDraw.Draw(page).rectangle([68, 48, 1172, 852], outline=20, width=2)
    return page


@pytest.mark.parametrize("page", [draw_page, underlined, writing_paper, squared_paper, framed])
def test_what_is_no_table_gives_none(page):
    assert find_grids(pixels(page()), DPI) == ()


def test_a_tables_place_is_left_white_and_the_rest_as_it_was():
    page = pixels(roll_call())
    grids = find_grids(page, DPI)
    bare = without_tables(page, grids, DPI)
    assert bare[YS[0] : YS[-1], XS[0] : XS[-1]].min() == 255
    assert np.array_equal(bare[:200], page[:200])
    assert np.array_equal(bare[700:], page[700:])


def test_a_cross_alone_is_no_table():
    page = blank()
    for row in range(5):
        cross(page, 500, 200 + 60 * row)
    assert find_grids(pixels(page), DPI) == ()


def test_the_lines_and_the_margin_of_writing_paper_are_no_part_of_a_table():
    page = roll_call()
    draw = ImageDraw.Draw(page)
    for y in range(30, page.height, 42):
        draw.line((0, y, page.width, y), fill=190, width=1)
    draw.line((XS[0] - 30, 0, XS[0] - 30, page.height), fill=180, width=2)
    (grid,) = find_grids(pixels(page), DPI)
    assert grid.columns == 5
    assert grid.rect == pytest.approx((XS[0], YS[0], XS[-1], YS[-1]), abs=6)


@pytest.mark.parametrize(
    ("heights", "columns", "wanted"),
    [
        ((0, 50, 75, 100, 150, 200), (5, 5, 1, 5, 5, 5), [75]),  # a bold word in one cell
        ((0, 50, 75, 100, 150, 200), (5, 5, 2, 5, 5, 5), []),  # two columns have it: rows of half the height
        ((0, 50, 100, 150, 200), (5, 1, 5, 5, 5), []),  # a title over one column, as tall as other rows
    ],
)
def test_a_bold_word_that_fills_its_cell_is_no_rule(heights, columns, wanted):
    levels = [(float(height), 0.0) for height in heights]
    assert [level for level, _ in rows_of_letters(levels, np.array(columns, float))] == wanted
