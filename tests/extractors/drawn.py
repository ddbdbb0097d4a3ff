"""Small pages drawn for the tests: own text, common font, known places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

LINES = (
    "Biên bản họp tổ dân phố số 4",
    "Buổi họp bắt đầu lúc 20 giờ ngày 15 tháng 8 năm 2025",
    "Có mặt 31 người, vắng 5 người có lý do chính đáng",
    "Mọi người thống nhất sửa lại đoạn mương phía sau chợ",
    "Kinh phí dự kiến khoảng 7 triệu đồng lấy từ quỹ chung",
    "Bác Hưởng nhận mua xi măng và báo lại trước tuần sau",
)
_FONTS = (
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


def font(size: int) -> ImageFont.FreeTypeFont:
    for path in _FONTS:
        if Path(path).is_file():
            return ImageFont.truetype(path, size)
    return pytest.fail("no font with the Vietnamese letters: install fonts-croscore or fonts-dejavu-core")


def draw_page(lines: tuple[str, ...] = LINES, size: tuple[int, int] = (1240, 900), letter: int = 40) -> Image.Image:
    """A page at about 200 dpi with one line of text under the other."""
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        pen.text((110, 90 + round(i * letter * 1.7)), line, fill=20, font=font(letter))
    return page


def salt_and_pepper(page: Image.Image, share: float) -> Image.Image:
    rng = np.random.default_rng(7)
    pixels = np.asarray(page).copy()
    where = rng.random(pixels.shape)
    pixels[where < share / 2] = 0
    pixels[where > 1 - share / 2] = 255
    return Image.fromarray(pixels)


def uneven(page: Image.Image) -> Image.Image:
    pixels = np.asarray(page, np.float32)
    y, x = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    light = 1.0 - 0.6 * (x / pixels.shape[1]) * (y / pixels.shape[0])
    return Image.fromarray(np.clip(pixels * light, 0, 255).astype(np.uint8))


def on_desk(page: Image.Image) -> tuple[Image.Image, np.ndarray]:
    """The page photographed at a slant on a brown desk; and its corners (tl, tr, br, bl) on the photo."""
    import cv2

    width, height = page.size
    corners = np.array([[70, 55], [width + 35, 95], [width + 75, height + 70], [45, height + 40]], np.float32)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    canvas = np.full((height + 130, width + 140, 3), (96, 70, 48), np.uint8)
    sheet = cv2.warpPerspective(np.asarray(page.convert("RGB")), matrix, canvas.shape[1::-1], flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, canvas.shape[1::-1])
    canvas[mask > 127] = sheet[mask > 127]
    return Image.fromarray(canvas), corners
