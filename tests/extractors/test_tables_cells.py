"""The ink of cells, ticks, and tables among the rows of a page."""

from __future__ import annotations

import pytest
from drawn_tables import ABSENT, DPI, NAMES, XS, YS, blank, cross, expected, pixels, roll_call, rule, write
from PIL import Image, ImageDraw

import extractors
from extractors.cells import cell_inks
from extractors.engines.base import RawWord
from extractors.layout import Part
from extractors.marks import Sign, ticks
from extractors.prepare.grids import Grid, GridCell, find_grids
from extractors.tablepage import lay_tables
from extractors.tables import ReadCell, ReadTable, as_parts, read_tables
from schemas import Mark


def inks(page: Image.Image):
    (grid,) = find_grids(pixels(page), DPI)
    return {(i.cell.row, i.cell.column): i for i in cell_inks(pixels(page), grid, DPI)}


def middle(row: int, column: int) -> tuple[int, int]:
    return (XS[column] + XS[column + 1]) // 2, (YS[row] + YS[row + 1]) // 2


def test_empty_cells_hold_no_ink_whatever_the_rules_leave():
    page = blank()
    rule(page, width=3)
    assert all(ink.empty for ink in inks(page).values())


def test_specks_are_no_ticks_and_a_dot_of_a_pen_is_one():
    page = blank()
    rule(page)
    pen = ImageDraw.Draw(page)
    x, y = middle(2, 2)
    pen.rectangle([x, y, x + 2, y + 2], fill=20)
    x, y = middle(3, 2)
    pen.ellipse([x - 4, y - 4, x + 4, y + 4], fill=20)
    found = inks(page)
    assert found[2, 2].empty
    assert found[3, 2].sign
    assert found[3, 2].stroke


def test_a_tick_over_the_border_belongs_to_the_cell_that_holds_most_of_it():
    page = blank()
    rule(page)
    cross(page, middle(2, 2)[0], YS[3] - 12, r=18)
    found = inks(page)
    assert found[2, 2].sign
    assert found[3, 2].empty


def test_a_slanting_stroke_and_a_blot_look_like_no_letter_and_a_figure_does():
    page = blank()
    rule(page)
    pen = ImageDraw.Draw(page)
    x, y = middle(1, 2)
    pen.line([x - 8, y + 14, x + 8, y - 14], fill=20, width=4)
    x, y = middle(2, 2)
    pen.rectangle([x - 8, y - 8, x + 8, y + 8], fill=20)
    for row, figure in ((3, "1"), (4, "7"), (5, "4")):
        write(page, middle(row, 2)[0], middle(row, 2)[1], figure)
    found = inks(page)
    assert [found[row, 2].stroke for row in range(1, 6)] == [True, True, False, False, False]


@pytest.mark.parametrize("said", ["x", "X", "v", "✓", "+", "", "J", "Z", "4", "*"])
def test_in_a_column_of_ticks_every_sign_is_a_tick_whatever_was_read(said):
    signs = [Sign(row, 2, "x", 0.9, pieces=1) for row in range(1, 6)] + [Sign(6, 2, said, 0.5, pieces=1)]
    assert ticks(signs, [], head_rows=1) == [True] * 6


def test_figures_and_words_stay_what_they_are():
    counters = [Sign(row, 0, str(row), 0.9, pieces=1) for row in range(1, 8)] + [Sign(8, 0, "J", 0.3, pieces=1)]
    assert not any(ticks(counters, [], head_rows=1))
    reasons = [Sign(3, 4, "ốm", 0.9, pieces=3)]
    assert ticks(reasons, [(1, 4), (2, 4)], head_rows=1) == [False]
    assert ticks([Sign(0, 2, "x", 0.9)], [], head_rows=1) == [False]  # a title is no tick


def word(text: str, x: float, y: float) -> RawWord:
    return RawWord(text, (x, y, x + 60, y + 20), 0.9, (0, 0, 0))


def table_at(top: int) -> ReadTable:
    cells = tuple(
        GridCell(r, c, 1, 1, (100 + 200 * c, top + 80 * r, 290 + 200 * c, top + 70 + 80 * r))
        for r in (0, 1)
        for c in (0, 1)
    )
    grid = Grid((100, top, 490, top + 150), (), (), 2, cells)
    object.__setattr__(grid, "levels", ((0.0, 0.0),) * 3)
    return ReadTable(
        grid,
        (
            ReadCell(cells[0], ((word("TT", 110, top + 20),),), confidence=0.9),
            ReadCell(cells[1], ((word("Việc", 310, top + 5),), (word("được", 310, top + 40),)), confidence=0.9),
            ReadCell(cells[2], ticked=True, confidence=0.9, ink=(150, top + 90, 170, top + 110)),
            ReadCell(cells[3]),
        ),
    )


def test_lines_of_cells_are_rows_from_the_top_and_a_tick_is_an_x():
    rows = [(part.row, part.column, part.words[0].text, cell) for part, cell in as_parts(table_at(300))]
    assert rows == [(0, 0, "TT", 0), (0, 1, "Việc", 1), (1, 0, "được", 1), (2, 0, "x", 2)]


def test_a_table_stands_between_the_rows_above_and_below_it():
    parts = [Part(0, 0, (word("trên", 100, 100),)), Part(1, 0, (word("dưới", 100, 600),))]
    laid = lay_tables(parts, (table_at(300), table_at(900)))
    assert [p.words[0].text for p in laid.parts] == [
        "trên",
        "TT",
        "Việc",
        "được",
        "x",
        "dưới",
        "TT",
        "Việc",
        "được",
        "x",
    ]
    assert [p.row for p in laid.parts] == [0, 1, 1, 2, 3, 4, 5, 5, 6, 7]
    assert [cell and cell[0] for cell in laid.cells] == [None, 0, 0, 0, 0, None, 1, 1, 1, 1]


def test_a_table_of_an_open_book_stands_among_the_rows_of_its_own_page():
    parts = [Part(0, 0, (word("trái", 100, 800),)), Part(1, 0, (word("phải", 900, 100),))]
    laid = lay_tables(parts, (table_at(300),), fold=700.0)
    assert [p.words[0].text for p in laid.parts] == ["TT", "Việc", "được", "x", "trái", "phải"]


def test_cells_that_no_engine_can_read_are_told_from_empty_ones_and_cost_two_calls():
    calls = []

    def unread(sheet, scale):
        calls.append(scale)
        return []

    page = pixels(roll_call())
    (table,) = read_tables(page, find_grids(page, DPI), DPI, unread)
    assert len(calls) == 2
    ticked = {(c.cell.row, c.cell.column) for c in table.cells if c.ticked}
    assert {(r, 2) for r in range(1, 6) if r - 1 not in ABSENT} | {(r + 1, 3) for r in ABSENT} <= ticked


@pytest.mark.engine
@pytest.mark.parametrize("degrees", [0.0, 1.3])
def test_a_roll_call_is_read_as_cells_and_as_rows(tmp_path, degrees):
    page = roll_call().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    page.save(tmp_path / "page.png", dpi=(DPI, DPI))
    (read,) = extractors.read(tmp_path / "page.png", extractors.ReadSettings())
    (table,) = read.tables
    assert (table.rows, table.columns) == (6, 5)
    said = {(c.row, c.column): c.text or c.mark for c in table.cells}
    wrong = {place: (said[place], value) for place, value in expected().items() if said[place] != value}
    assert len(wrong) <= 1, wrong
    assert {p for p, v in said.items() if v is Mark.TICKED} == {p for p, v in expected().items() if v is Mark.TICKED}
    lines = read.text.split("\n")
    assert lines[0].startswith("Danh sách")
    assert lines[-1].startswith("Cuộc họp")
    row = next(line for line in lines if line.startswith("2    "))
    assert row.split("    ")[1:] == [NAMES[1], "x"]
    names = next(c for c in table.cells if (c.row, c.column) == (1, 1))
    if not degrees:
        size = page.size
        drawn = (XS[1] / size[0], YS[1] / size[1], XS[2] / size[0], YS[2] / size[1])
        assert tuple(names.box) == pytest.approx(drawn, abs=0.006)


@pytest.mark.engine
def test_a_page_that_is_nothing_but_a_table_is_read_and_not_blank(tmp_path):
    page = roll_call().crop((60, 230, 1220, 640))
    sheet = blank()
    sheet.paste(page, (60, 60))
    sheet.save(tmp_path / "page.png", dpi=(DPI, DPI))
    (read,) = extractors.read(tmp_path / "page.png", extractors.ReadSettings())
    assert read.state.value == "read"
    assert NAMES[0] in read.text
