"""Ruled tables as the reader gives them: cells whose lines are torn apart by the rows, titles over titles, page breaks."""

from __future__ import annotations

import pytest
from minutes_texts import CLOSING, HEADER, OFFICERS, OPENING, TITLE, codes

from nlp import load_lexicon, split, understand
from nlp.cellrows import rows_with_cells
from nlp.unittext import from_unit
from schemas import Box, Cell, Line, Mark, Page, PageSource, Record, Table, Unit, Word

Grid = list[list[str]]  # cells of one table row; a bar parts the lines of a cell
ROW = 0.02


def line(text: str, x0: float, top: float, *, row: int, column: int, wide: float = 0.5) -> Line:
    words = text.split()
    step = wide / max(1, len(words))
    placed = [
        Word(text=w, box=Box(x0 + i * step, top, x0 + (i + 0.8) * step, top + 0.012), confidence=0.95)
        for i, w in enumerate(words)
    ]
    return Line(words=tuple(placed), box=Box(x0, top, x0 + wide, top + 0.012), row=row, column=column)


def page_of(number: int, blocks: list[str | tuple[Grid, list[tuple[int, int, int, int]]]]) -> Page:
    """A page of paragraphs and tables; a table is its grid and the spans (row, column, rows, columns) of merged cells."""
    lines: list[Line] = []
    tables: list[Table] = []
    y, row = 0.05, 0
    for block in blocks:
        if isinstance(block, str):
            for text in block.split("\n"):
                lines.append(line(text, 0.1, y, row=row, column=0))
                y, row = y + ROW, row + 1
            continue
        grid, spans = block
        merged = {(r, c): (high, wide) for r, c, high, wide in spans}
        hidden = {(r + i, c + j) for r, c, high, wide in spans for i in range(high) for j in range(wide)} - set(merged)
        width = 0.8 / len(grid[0])
        top, tops = y, [y]
        for cells in grid:
            tops.append(tops[-1] + ROW * max(1, *(len(cell.split("|")) for cell in cells)))
        found = []
        for r, cells in enumerate(grid):
            for k in range(max(1, *(len(cell.split("|")) for cell in cells))):
                column = 0
                for c, cell in enumerate(cells):
                    pieces = cell.split("|")
                    if k < len(pieces) and pieces[k]:
                        x = 0.1 + c * width + 0.004
                        lines.append(
                            line(pieces[k], x, tops[r] + k * ROW + 0.003, row=row, column=column, wide=0.6 * width)
                        )
                        column += 1
                row += column > 0
            for c, cell in enumerate(cells):
                if (r, c) in hidden:
                    continue
                high, wide = merged.get((r, c), (1, 1))
                box = Box(0.1 + c * width, tops[r], 0.1 + (c + wide) * width, tops[r + high])
                mark = Mark.TICKED if cell == "x" else (None if cell else Mark.EMPTY)
                text = "" if mark else cell.replace("|", " ")
                found.append(Cell(row=r, column=c, row_span=high, column_span=wide, box=box, text=text, mark=mark))
        y = tops[-1] + 0.01
        tables.append(Table(box=Box(0.1, top, 0.9, tops[-1]), rows=len(grid), columns=len(grid[0]), cells=tuple(found)))
    return Page(
        number=number, width=1000, height=1400, source=PageSource.OCR, lines=tuple(lines), tables=tuple(tables),
        producer="test",
    )  # fmt: skip


def unit_of(*pages: Page) -> Unit:
    (unit,) = split(pages, "so.pdf", "0" * 64)
    return unit


def read(*pages: Page) -> Record:
    return understand(unit_of(*pages), load_lexicon())


HEAD = "\n".join((HEADER.replace("    ", " "), TITLE, OPENING, OFFICERS, "I. THÀNH PHẦN"))
ROLL: Grid = [
    ["TT", "Họ và tên", "Có mặt", "Vắng mặt", "", "Ghi chú"],
    ["", "", "", "Có phép", "Không phép", ""],
    ["1", "Tạ Quang Lựu", "x", "", "", ""],
    ["2", "Mai Thị Sim", "x", "", "", ""],
    ["3", "Đinh Thị Vải", "", "x", "", "nằm viện"],
    ["4", "Cao Văn|Nghiến", "", "", "x", ""],
    ["5", "Đỗ Thị Mận", "x", "", "", ""],
]
SPANS = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1), (0, 3, 1, 2), (0, 5, 2, 1)]
TASKS: Grid = [
    ["TT", "Nhiệm vụ", "Người thực hiện", "Thời hạn"],
    ["1", "Nạo vét 60 m|mương Cầu Đá", "Cao Văn Nghiến", "20/4/2026"],
    ["2", "Lập danh sách hộ|vay vốn ưu đãi", "Đỗ Thị|Mận", "15/4/2026"],
]


def test_the_lines_of_a_cell_stand_together_for_understanding():
    text = from_unit(unit_of(page_of(1, [HEAD, (TASKS, []), CLOSING]))).text
    assert "1    Nạo vét 60 m mương Cầu Đá    Cao Văn Nghiến    20/4/2026\n" in text
    assert "2    Lập danh sách hộ vay vốn ưu đãi    Đỗ Thị Mận    15/4/2026\n" in text


def test_the_text_of_the_record_keeps_the_printed_lines_of_a_table():
    record = read(page_of(1, [HEAD, (TASKS, []), CLOSING]))
    assert (
        "1    Nạo vét 60 m    Cao Văn Nghiến    20/4/2026\nmương Cầu Đá\n"
        "2    Lập danh sách hộ    Đỗ Thị    15/4/2026\nvay vốn ưu đãi    Mận\n" in record.text
    )


def test_a_unit_without_tables_keeps_its_rows():
    unit = unit_of(page_of(1, [HEAD, CLOSING]))
    assert rows_with_cells(unit.rows(), {}) == list(unit.rows())


def test_no_word_is_lost_where_cells_are_joined():
    page = page_of(1, [HEAD, (TASKS, []), (ROLL, SPANS), CLOSING])
    rows = rows_with_cells(unit_of(page).rows(), {page.number: page.tables})
    joined = [word for row in rows for part in row for word in part.line.words]
    assert sorted(w.box for w in joined) == sorted(w.box for part in page.lines for w in part.words)


def test_tasks_of_wrapped_cells_are_whole_and_have_their_evidence():
    record = read(page_of(1, [HEAD, (TASKS, []), CLOSING]))
    found = [(t.assignee, t.action, t.deadline) for t in record.tasks]
    assert found == [
        ("Cao Văn Nghiến", "Nạo vét 60 m mương Cầu Đá", "2026-04-20"),
        ("Đỗ Thị Mận", "Lập danh sách hộ vay vốn ưu đãi", "2026-04-15"),
    ]
    assert record.evidence["/tasks/1/action"].text == "Lập danh sách hộ vay vốn ưu đãi"


def test_absentees_of_a_roll_call_with_titles_over_titles():
    record = read(page_of(1, [HEAD, (ROLL, SPANS), CLOSING]))
    found = [(a.name, a.reason, a.excused) for a in record.attendance.absentees]
    assert found == [("Đinh Thị Vải", "nằm viện", True), ("Cao Văn Nghiến", None, False)]
    assert record.evidence["/attendance/absentees/1/excused"].text == "x"


def test_ticks_are_counted_into_no_field():
    attendance = read(page_of(1, [HEAD, (ROLL, SPANS), CLOSING])).attendance
    assert (attendance.present, attendance.absent, attendance.total) == (None, None, None)


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [("Có mặt: 03 đồng chí. Vắng mặt: 02 đồng chí.", False), ("Có mặt: 04 đồng chí. Vắng mặt: 02 đồng chí.", True)],
)
def test_a_roll_call_that_contradicts_the_stated_figures_is_found_and_they_stand(stated, wrong):
    record = read(page_of(1, [HEAD, stated, (ROLL, SPANS), CLOSING]))
    assert ("roll-call" in codes(record)) is wrong
    assert record.attendance.present == (4 if wrong else 3)


def test_a_row_that_is_neither_present_nor_absent_says_nothing_about_the_figures():
    torn = [*ROLL[:6], ["5", "Đỗ Thị Mận", "", "", "", ""]]
    record = read(page_of(1, [HEAD, "Có mặt: 04 đồng chí.", (torn, SPANS), CLOSING]))
    assert "roll-call" not in codes(record)


def test_a_table_goes_on_over_a_page_break():
    record = read(page_of(1, [HEAD, (TASKS[:2], [])]), page_of(2, [(TASKS[2:], []), CLOSING]))
    assert [t.assignee for t in record.tasks] == ["Cao Văn Nghiến", "Đỗ Thị Mận"]
    assert record.evidence["/tasks/1"].page == 2


def test_a_table_of_another_shape_on_the_next_page_is_no_continuation():
    other = [["1", "tổ Một", "4"], ["2", "tổ Hai", "6"]]
    record = read(page_of(1, [HEAD, (TASKS[:2], [])]), page_of(2, [(other, []), CLOSING]))
    assert [t.assignee for t in record.tasks] == ["Cao Văn Nghiến"]
