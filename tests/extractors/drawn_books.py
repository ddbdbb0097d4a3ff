"""Open books, rims and empty pages drawn for the tests: two slopes, a fold's shadow, what a scanner's lid adds."""

from __future__ import annotations

import numpy as np
from drawn import LINES, font
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Pixels = NDArray[np.uint8]

LEFT = (
    "Sổ ghi chép của tổ hợp tác chăn nuôi",
    "Tháng này tổ họp vào tối thứ bảy tại nhà bác Cảnh",
    "Mười hai hộ có mặt, hai hộ xin vắng vì đi chợ huyện",
    "Bác Cảnh nói về giá cám tăng và cách ủ thức ăn xanh",
    "Nhiều hộ muốn mua chung một máy băm cỏ loại nhỏ",
    "Mỗi hộ góp trước năm trăm nghìn đồng trong tuần tới",
    "Cô Hạnh giữ tiền và ghi lại từng khoản vào sổ chung",
    "Đàn lợn của xóm dưới đã tiêm phòng xong đợt một",
    "Còn bốn con nái chưa tiêm vì đang nuôi con nhỏ",
    "Mọi người nhắc nhau rắc vôi quanh chuồng mỗi tuần",
)
RIGHT = (
    "Chuyện nước tưới cho cánh đồng phía tây",
    "Máy bơm số hai bị hỏng từ giữa tháng nên nước yếu",
    "Anh Thuần nhận tháo máy và chở ra thị trấn sửa",
    "Tiền sửa lấy từ quỹ thủy lợi đã thu hồi đầu vụ",
    "Trong lúc chờ máy thì tưới luân phiên theo từng thửa",
    "Bờ mương đoạn qua vườn nhà ông Tạo bị sạt hai chỗ",
    "Sáng chủ nhật mỗi nhà cử một người đi đắp lại bờ",
    "Ai bận thì góp công vào buổi khác hoặc góp cọc tre",
    "Tổ trưởng sẽ đi từng nhà nhắc trước một ngày",
    "Cuộc họp kết thúc lúc chín giờ rưỡi tối cùng ngày",
)


def leaf(lines: tuple[str, ...], size: tuple[int, int] = (1100, 1500), letter: int = 34, ink: int = 30) -> Image.Image:
    page = Image.new("L", size, 246)
    pen = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        pen.text((120, 150 + round(i * letter * 2.1)), line, fill=ink, font=font(letter))
    return page


def spread(
    left: tuple[str, ...] = LEFT,
    right: tuple[str, ...] = RIGHT,
    slopes: tuple[float, float] = (0.0, 0.0),
    shadow: float = 0.35,
) -> Image.Image:
    """An open book: each leaf turned by its slope (degrees), a shadow of this depth along the fold."""
    halves = [
        leaf(lines).rotate(slope, resample=Image.Resampling.BICUBIC, fillcolor=246)
        for lines, slope in zip((left, right), slopes, strict=True)
    ]
    page = Image.new("L", (2200, 1500), 246)
    page.paste(halves[0], (0, 0))
    page.paste(halves[1], (1100, 0))
    pixels = np.asarray(page, np.float32)
    away = np.abs(np.arange(2200) - 1100) / 60.0
    return Image.fromarray((pixels * (1 - shadow * np.exp(-away))).astype(np.uint8))


def lid(page: Image.Image, *, thick: int = 45, slant: int = 18) -> Image.Image:
    """A scanner's black border on three sides, not quite parallel to them."""
    out = page.copy()
    pen = ImageDraw.Draw(out)
    w, h = out.size
    pen.polygon([(0, 0), (w, 0), (w, thick), (0, thick + slant)], fill=8)
    pen.polygon([(0, 0), (thick, 0), (thick + slant, h), (0, h)], fill=12)
    pen.polygon([(w - slant, 0), (w, 0), (w, h), (w - thick, h)], fill=5)
    return out


def finger(page: Image.Image, at: tuple[int, int], size: tuple[int, int] = (170, 320)) -> Image.Image:
    """A finger that holds the page down from the rim, and its soft shadow."""
    out = page.convert("L")
    mask = Image.new("L", out.size, 0)
    x, y = at
    ImageDraw.Draw(mask).ellipse((x - size[0] // 2, y - size[1] // 2, x + size[0] // 2, y + size[1] // 2), fill=255)
    shade = mask.filter(ImageFilter.GaussianBlur(22))
    dark = np.asarray(out, np.float32) * (1 - 0.45 * np.asarray(shade, np.float32) / 255)
    dark[np.asarray(mask) > 0] = 118
    return Image.fromarray(dark.astype(np.uint8))


def neighbour(page: Image.Image, *, wide: int = 70, lines: tuple[str, ...] = RIGHT) -> Image.Image:
    """The next leaf's edge along the right side: a dark line, and the first letters of its rows cut in half."""
    out = page.copy()
    w, h = out.size
    strip = leaf(lines, (w, h)).crop((112, 0, 112 + wide, h))
    out.paste(strip, (w - wide, 0))
    ImageDraw.Draw(out).line((w - wide, 0, w - wide - 6, h), fill=70, width=5)
    return out


def noisy(page: Image.Image, seed: int = 5, deviation: float = 5.0) -> Image.Image:
    rng = np.random.default_rng(seed)
    pixels = np.asarray(page, np.float32) + rng.normal(0, deviation, (page.height, page.width))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def show_through(lines: tuple[str, ...] = LINES + LEFT, depth: int = 22) -> Image.Image:
    """An empty page with the writing of its back faintly seen, mirrored and blurred."""
    back = (
        leaf(lines, (1240, 1754), 38).transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(1.6))
    )
    pixels = np.asarray(back, np.float32)
    return Image.fromarray((246 - (246 - pixels) * depth / 216).astype(np.uint8))


def ruled(step: int = 62, ink: int = 165) -> Image.Image:
    """Writing paper: level rules and one upright, nothing written."""
    page = Image.new("L", (1240, 1754), 240)
    pen = ImageDraw.Draw(page)
    for y in range(120, 1700, step):
        pen.line((40, y, 1200, y + 4), fill=ink, width=2)
    pen.line((170, 30, 166, 1740), fill=ink, width=2)
    return page


def punched(page: Image.Image) -> Image.Image:
    out = page.copy()
    pen = ImageDraw.Draw(out)
    for y in (520, 1230):
        pen.ellipse((52, y, 108, y + 56), fill=35)
        pen.ellipse((58, y + 4, 112, y + 60), outline=150, width=3)
    return out
