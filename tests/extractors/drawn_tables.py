"""Ruled tables drawn for the tests, at 200 dpi: rules and cells in known places, own text."""

from __future__ import annotations

import numpy as np
from drawn import font
from PIL import Image, ImageDraw

from schemas import Mark

DPI = 200
XS = (120, 200, 560, 720, 880, 1160)
YS = tuple(range(260, 260 + 7 * 56, 56))
HEAD = ("TT", "Họ và tên", "Có mặt", "Vắng", "Lý do")
NAMES = ("Quản Văn Bưởi", "Sầm Thị Giỏi", "Mạc Hữu Cẩn", "Nông Thúy Rạng", "Lò Bá Hoạch")
ABSENT = {2: "nằm viện"}


def blank(size: tuple[int, int] = (1280, 1000)) -> Image.Image:
    return Image.new("L", size, 255)


def rule(
    page: Image.Image, xs: tuple[int, ...] = XS, ys: tuple[int, ...] = YS, *, ink: int = 30, width: int = 2
) -> None:
    pen = ImageDraw.Draw(page)
    for x in xs:
        pen.line([x, ys[0], x, ys[-1]], fill=ink, width=width)
    for y in ys:
        pen.line([xs[0], y, xs[-1], y], fill=ink, width=width)


def write(page: Image.Image, x: int, y: int, text: str, letter: int = 28) -> None:
    ImageDraw.Draw(page).text((x, y), text, fill=20, font=font(letter), anchor="lm")


def cross(page: Image.Image, x: int, y: int, r: int = 13) -> None:
    pen = ImageDraw.Draw(page)
    pen.line([x - r, y - r, x + r, y + r - 3], fill=60, width=3)
    pen.line([x - r + 2, y + r, x + r, y - r], fill=60, width=3)


def roll_call() -> Image.Image:
    """A page with a line above and below a roll call of five, ticked by hand."""
    page = blank()
    write(page, 120, 120, "Danh sách những người dự họp tổ dân phố số 4")
    rule(page)
    for column, title in enumerate(HEAD):
        write(page, XS[column] + 14, (YS[0] + YS[1]) // 2, title)
    for row, name in enumerate(NAMES):
        y = (YS[row + 1] + YS[row + 2]) // 2
        write(page, XS[0] + 30, y, str(row + 1))
        write(page, XS[1] + 14, y, name)
        column = 3 if row in ABSENT else 2
        cross(page, (XS[column] + XS[column + 1]) // 2 + 5 * row - 9, y + (row % 2) * 3)
        if row in ABSENT:
            write(page, XS[4] + 14, y, ABSENT[row])
    write(page, 120, 760, "Cuộc họp kết thúc lúc 21 giờ cùng ngày")
    return page


def expected() -> dict[tuple[int, int], str | Mark]:
    """What the cells of `roll_call` say."""
    cells: dict[tuple[int, int], str | Mark] = {(0, c): title for c, title in enumerate(HEAD)}
    for row, name in enumerate(NAMES):
        away = row in ABSENT
        cells |= {
            (row + 1, 0): str(row + 1),
            (row + 1, 1): name,
            (row + 1, 2): Mark.EMPTY if away else Mark.TICKED,
            (row + 1, 3): Mark.TICKED if away else Mark.EMPTY,
            (row + 1, 4): ABSENT.get(row, Mark.EMPTY),
        }
    return cells


def pixels(page: Image.Image) -> np.ndarray:
    return np.asarray(page, np.uint8)
