"""Lines in a face that stands for a hand: drawn here, cut tight, labelled with what they say."""

from __future__ import annotations

import numpy as np
from drawn import font
from PIL import Image, ImageDraw

from extractors.hands.sets import Labelled

TEXTS = (
    "họp bàn việc đắp bờ", "cả xóm có 31 hộ", "anh Thuận nhận lo cọc", "xong trước ngày 9/4", "mua 12 bao vôi",
    "quỹ còn 450 nghìn", "chị Lụa giữ sổ thu", "vắng hai người ốm", "đọc lại cho cả nhà", "mở đầu lúc 19 giờ",
    "ao cá thả chung", "trồng lại hàng cau", "giao đội trưởng đi đo", "ba hộ xin hoãn",
)  # fmt: skip


def line(text: str, *, letter: int = 30, lean: float = 0.0) -> Labelled:
    face = font(letter)
    width = int(face.getlength(text)) + 24
    page = Image.new("L", (width, int(1.7 * letter)), 255)
    ImageDraw.Draw(page).text((12, 0.2 * letter), text, fill=20, font=face)
    if lean:
        page = page.transform(page.size, Image.Transform.AFFINE, (1, lean, -lean * letter, 0, 1, 0), fillcolor=255)
    return Labelled(np.asarray(page), text, text)


def lines(count: int = 12, **options) -> list[Labelled]:
    return [line(TEXTS[at % len(TEXTS)], **options) for at in range(count)]
