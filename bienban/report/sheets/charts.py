"""Native charts of a workbook: the figures by month as a table of links, a chart for each row beside one another."""

from __future__ import annotations

from typing import Any, Protocol

from bienban.i18n import Say
from bienban.report.sheets.model import MonthLine, MonthRanges, Table

__all__ = ["add_months"]

_WIDTH, _HEIGHT = 445, 190  # pixels of one chart
_ROWS = 10  # rows that one chart covers
_GREY = "#BFBFBF"


class _Making(Protocol):
    """What this module needs of the workbook being written."""

    workbook: Any
    say: Say

    def format(self, **wanted: Any) -> Any: ...

    def link(self, ref: int) -> str: ...


def add_months(book: _Making, tab: Any, table: Table, row: int) -> int:
    """Write the drawings of ``table`` as figures from ``row`` on and as charts on a tab; returns the row after them."""
    named = table.columns[0].title == book.say("report.cell")
    tab.set_column(0, 0, 48)
    tab.set_column(1, 12, 9)
    head = book.format(bold=True, border=1, align="center", bg_color="#EDEDED")
    tab.write_string(row, 0, book.say("sheet.content"), head)
    for month in range(1, 13):
        tab.write_string(row, month, book.say("report.month-short", month=month), head)
    months = (row, 1, row, 12)
    row += 1
    charts = []
    for cells in table.rows:
        for at, cell in enumerate(cells):
            title = " – ".join(part for part in (cells[0].text if named else "", table.columns[at].title) if part)
            if isinstance(cell.drawing, MonthLine):
                values = list(cell.drawing.values)
                _figures(book, tab, row, title, values, cell.drawing.refs, percent=True)
                charts.append(_line(book, tab, title, months, row))
                row += 1
            elif isinstance(cell.drawing, MonthRanges):
                low = [None if span is None else span[0] for span in cell.drawing.ranges]
                wide = [None if span is None else span[1] - span[0] for span in cell.drawing.ranges]
                _figures(book, tab, row, f"{title} – {book.say('sheet.range-low')}", low, cell.drawing.refs)
                _figures(book, tab, row + 1, f"{title} – {book.say('sheet.range-span')}", wide, cell.drawing.refs)
                charts.append(_ranges(book, tab, title, months, row))
                row += 2
    _charts_tab(book, charts)
    return row


def _charts_tab(book: _Making, charts: list[Any]) -> None:
    """Two charts beside one another, three pairs a page: on a tab of their own no page break cuts them."""
    tab = book.workbook.add_worksheet(book.say("sheet.tab-charts"))
    tab.set_landscape()
    tab.set_paper(9)  # A4
    tab.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
    tab.set_header(f"&R&8{book.say('report.internal')}")
    tab.set_footer("&C&8&P/&N")
    tab.hide_gridlines(2)
    tab.set_print_scale(80)
    for at, chart in enumerate(charts):
        tab.insert_chart((at // 2) * _ROWS, 0 if at % 2 == 0 else 7, chart, {"x_offset": 4, "y_offset": 4})
    tab.set_h_pagebreaks([page * 3 * _ROWS for page in range(1, (len(charts) + 5) // 6)])


def _figures(
    book: _Making,
    tab: Any,
    row: int,
    title: str,
    values: list[float | None],
    refs: Any,
    *,
    percent: bool = False,
) -> None:
    tab.write_string(row, 0, title, book.format(border=1))
    for month, (value, ref) in enumerate(zip(values, refs, strict=True), start=1):
        look = {"border": 1, "align": "center", "num_format": "0.0%" if percent else "0.0"}
        if value is None:
            tab.write_blank(row, month, None, book.format(**look))
            continue
        if ref is not None:
            look |= {"font_color": "#17406D", "underline": 1}
            tip = book.say("sheet.see-evidence", number=ref)
            tab.write_url(row, month, book.link(ref), book.format(**look), string=f"{value:.3g}", tip=tip)
        tab.write_number(row, month, value, book.format(**look))


def _line(book: _Making, tab: Any, title: str, months: tuple[int, int, int, int], row: int) -> Any:
    chart = book.workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": title,
            "categories": [tab.name, *months],
            "values": [tab.name, row, 1, row, 12],
            "line": {"color": "black", "width": 1.5},
            "marker": {"type": "circle", "size": 6, "fill": {"color": "black"}, "border": {"color": "black"}},
        }
    )
    chart.show_blanks_as("gap")
    return _framed(chart, title, {"min": 0, "max": 1, "major_unit": 0.5, "num_format": "0%"})


def _ranges(book: _Making, tab: Any, title: str, months: tuple[int, int, int, int], row: int) -> Any:
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    chart.add_series(
        {
            "name": book.say("sheet.range-low"),
            "categories": [tab.name, *months],
            "values": [tab.name, row, 1, row, 12],
            "fill": {"none": True},
            "border": {"none": True},
            "gap": 60,
        }
    )
    chart.add_series(
        {
            "name": title,
            "categories": [tab.name, *months],
            "values": [tab.name, row + 1, 1, row + 1, 12],
            "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "black", "bg_color": "white"},
            "border": {"color": "black"},
        }
    )
    return _framed(chart, title, {"min": 0, "max": 100, "major_unit": 50})


def _framed(chart: Any, title: str, scale: dict[str, Any]) -> Any:
    font = {"name": "Times New Roman", "size": 9, "color": "black"}
    chart.set_title({"name": title, "name_font": {**font, "size": 10, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font, "line": {"color": "black"}})
    chart.set_y_axis({**scale, "num_font": font, "major_gridlines": {"visible": True, "line": {"color": _GREY}}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    return chart
