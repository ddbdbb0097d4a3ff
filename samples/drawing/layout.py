"""Marked-up text -> pages of placed text. What is placed is also the truth that the gold records are checked against.

The mark-up, one paragraph a line: ``^`` centred, ``^^`` centred bold, ``^/`` centred italic, ``!`` bold, ``/`` italic,
``>`` without indent, ``left || right`` two columns of one row (each side may begin with ``!`` or ``/``), ``| a | b |``
a row of a table. ``= unit`` begins a document unit, ``= loose`` ends it, ``= page`` a new page, ``= keep 90`` a new page
unless so many points are left, ``= gap 12`` points of space, ``= sign LR`` scribbles as signatures left and right,
``= rule`` a short rule, ``= table 1,6,3 clc`` widths and alignment of the columns.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from drawing.fonts import Fonts

A4 = (595.28, 841.89)  # points


@dataclass(frozen=True)
class Look:
    """How a document is set: sizes in points, margins as (top, bottom, left, right)."""

    family: str
    size: float
    pitch: float
    indent: float = 24
    margins: tuple[float, float, float, float] = (56, 54, 76, 46)
    gap: float = 2.5
    ink: tuple[int, int, int] = (22, 22, 24)
    paper: tuple[int, int, int] = (255, 255, 255)
    ruled: bool = False


@dataclass(frozen=True)
class Run:
    """A piece of one printed line: base line at ``(x, y)`` points from the top left."""

    x: float
    y: float
    text: str
    style: str
    size: float


@dataclass
class Sheet:
    """One page as placed: ``lines`` are (unit or None, text)."""

    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    scribbles: list[tuple[float, float]] = field(default_factory=list)
    lines: list[tuple[int | None, str]] = field(default_factory=list)


class Layout:
    """``sheets`` holds the pages of ``source``; ``units`` the number of document units in it."""

    def __init__(self, fonts: Fonts, look: Look, source: str) -> None:
        self.fonts, self.look = fonts, look
        self.top, self.bottom, self.left, right = look.margins
        self.width = A4[0] - self.left - right
        self.sheets: list[Sheet] = []
        self.units = 0
        self.unit: int | None = None
        self._columns: tuple[list[float], str] = ([], "")
        self._header = False
        self._page()
        for row in unicodedata.normalize("NFC", source).splitlines():
            self._place(row.strip())

    def _page(self) -> None:
        self.sheets.append(Sheet())
        self.y = self.top + self.look.pitch

    def _room(self, need: float) -> None:
        if self.y + need > A4[1] - self.bottom:
            self._page()

    def _place(self, row: str) -> None:
        if not row or row.startswith("#"):
            return
        if row.startswith("= "):
            self._command(*row[2:].partition(" ")[::2])
        elif row.startswith("|") and not row.startswith("||"):
            self._table_row([cell.strip() for cell in row.strip("|").split("|")])
        elif "||" in row:
            left, _, right = row.partition("||")
            self._two(left.strip(), right.strip())
        elif row.startswith("^"):
            style = {"^^": "b", "^/": "i"}.get(row[:2], "r")
            self._paragraph(row.lstrip("^/").strip(), style, centred=True)
        elif row[0] in "!/":
            self._paragraph(row[1:].strip(), "b" if row[0] == "!" else "i")
        elif row[0] == ">":
            self._paragraph(row[1:].strip(), "r", indent=0)
        else:
            self._paragraph(row, "r")

    def _command(self, name: str, argument: str) -> None:
        if name == "unit":
            self.unit, self.units = self.units, self.units + 1
        elif name == "loose":
            self.unit = None
        elif name == "page":
            self._page()
        elif name == "keep":
            self._room(float(argument))
        elif name == "gap":
            self.y += float(argument)
        elif name == "rule":
            middle = self.left + self.width / 2
            y = self.y - self.look.pitch - self.look.gap + 6
            self.sheets[-1].rules.append((middle - 42, y, middle + 42, y))
            self.y += 6
        elif name == "sign":
            self._room(52)
            for side in argument:
                self.sheets[-1].scribbles.append((self.left + self.width * (0.23 if side == "L" else 0.75), self.y + 8))
            self.y += 40
        elif name == "table":
            widths, _, aligns = argument.partition(" ")
            shares = [float(share) for share in widths.split(",")]
            self._columns = ([share / sum(shares) * self.width for share in shares], aligns)
            self._header = True
            self.y += 3
        else:
            raise ValueError(f"unknown directive {name!r}")

    def _wrap(self, text: str, style: str, size: float, width: float, first: float = 0) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            room = width - (first if len(lines) <= 1 else 0)
            if lines and self.fonts.width(longer, self.look.family, style, size) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _line(self, runs: list[Run]) -> None:
        sheet = self.sheets[-1]
        sheet.runs += runs
        sheet.lines.append((self.unit, "    ".join(run.text for run in runs)))

    def _paragraph(self, text: str, style: str, *, centred: bool = False, indent: float | None = None) -> None:
        size, pitch = self.look.size, self.look.pitch
        indent = 0 if centred else self.look.indent if indent is None else indent
        width = self.width - (30 if centred else 0)
        for number, line in enumerate(self._wrap(text, style, size, width, indent)):
            self._room(pitch * 0.2)
            offset = (self.width - self.fonts.width(line, self.look.family, style, size)) / 2 if centred else indent
            x = self.left + (offset if centred or number == 0 else 0)
            self._line([Run(x, self.y, line, style, size)])
            self.y += pitch
        self.y += self.look.gap

    def _two(self, *sides: str) -> None:
        self._room(self.look.pitch * 0.2)
        size, runs = self.look.size * 0.96, []
        for start, span, cell in zip((0.0, 0.5), (0.47, 0.5), sides, strict=True):
            style = {"!": "b", "/": "i"}.get(cell[:1], "r")
            text = cell[1:].strip() if style != "r" else cell
            if not text:
                continue
            wide = self.fonts.width(text, self.look.family, style, size)
            if wide > span * self.width + 6:
                raise ValueError(f"too wide for its column: {text!r}")
            x = self.left + start * self.width
            runs.append(
                Run(x if text.startswith("- ") else x + (span * self.width - wide) / 2, self.y, text, style, size)
            )
        self._line(runs)
        self.y += self.look.pitch

    def _table_row(self, cells: list[str]) -> None:
        widths, aligns = self._columns
        style, size, pitch = "b" if self._header else "r", self.look.size * 0.93, self.look.pitch * 0.93
        wrapped = [self._wrap(cell, style, size, width - 9) for cell, width in zip(cells, widths, strict=True)]
        deep = max(len(lines) for lines in wrapped)
        self._room(deep * pitch + 6)
        top, bottom, x = self.y - pitch + 2, self.y + (deep - 1) * pitch + 7, self.left
        for width in [*widths, 0.0]:
            self.sheets[-1].rules.append((x, top, x, bottom))
            x += width
        self.sheets[-1].rules += [(self.left, y, self.left + self.width, y) for y in (top, bottom)]
        for number in range(deep):
            runs, x = [], self.left
            for lines, width, align in zip(wrapped, widths, aligns, strict=True):
                if number < len(lines):
                    slack = width - self.fonts.width(lines[number], self.look.family, style, size)
                    offset = slack / 2 if align == "c" or self._header else 4.5
                    runs.append(Run(x + offset, self.y, lines[number], style, size))
                x += width
            self._line(runs)
            self.y += pitch
        self.y += 5
        self._header = False
