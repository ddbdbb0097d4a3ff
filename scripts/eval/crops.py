"""Contact sheets of evidence: a piece of the page with its boxes, and the quote below it."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractors import render_page

__all__ = ["Crop", "draw_sheet"]

COLUMNS, ROWS = 2, 10  # of one sheet
WIDTH, HEIGHT, NOTE = 780, 150, 46  # pixels of one piece, and of the lines below it
AROUND = 0.012  # of the page, shown around the boxes
FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Tinos-Regular.ttf", "FreeSans.ttf")
RED, GREY = (200, 0, 0), (120, 120, 120)


@dataclass(frozen=True)
class Crop:
    """One evidence: the file, the value's pointer, the page (1-based), the boxes (fractions) and the quote."""

    path: Path
    pointer: str
    page: int
    boxes: list[list[float]]
    quote: str


def draw_sheet(crops: Sequence[Crop], count: int, seed: int, out: Path) -> list[Path]:
    """Draw ``count`` of ``crops``, chosen by chance, on sheets ``OUT-1.png``, ``OUT-2.png`` …; returns their paths."""
    chosen = random.Random(seed).sample(list(crops), min(count, len(crops)))
    chosen.sort(key=lambda crop: (str(crop.path), crop.page))
    images: dict[tuple[Path, int], Image.Image] = {}
    written: list[Path] = []
    for first in range(0, len(chosen), COLUMNS * ROWS):
        part = chosen[first : first + COLUMNS * ROWS]
        sheet = Image.new("RGB", (COLUMNS * (WIDTH + 10), -(-len(part) // COLUMNS) * (HEIGHT + NOTE + 8)), "white")
        for index, crop in enumerate(part):
            key = (crop.path, crop.page)
            if key not in images:
                images = {key: render_page(crop.path, crop.page).convert("RGB")}  # one page in memory at a time
            where = (index % COLUMNS * (WIDTH + 10), index // COLUMNS * (HEIGHT + NOTE + 8))
            sheet.paste(_piece(images[key], crop, first + index + 1), where)
        path = out.with_name(f"{out.stem}-{len(written) + 1}{out.suffix}")
        sheet.save(path)
        written.append(path)
    return written


def _piece(page: Image.Image, crop: Crop, number: int) -> Image.Image:
    width, height = page.size
    boxes = [(x0 * width, top * height, x1 * width, bottom * height) for x0, top, x1, bottom in crop.boxes]
    edge = AROUND * width
    around = (
        max(0, int(min(box[0] for box in boxes) - edge)),
        max(0, int(min(box[1] for box in boxes) - edge)),
        min(width, int(max(box[2] for box in boxes) + edge)),
        min(height, int(max(box[3] for box in boxes) + edge)),
    )
    piece = page.crop(around)
    draw = ImageDraw.Draw(piece)
    for box in boxes:
        draw.rectangle((box[0] - around[0], box[1] - around[1], box[2] - around[0], box[3] - around[1]), outline=RED)
    piece.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (WIDTH, HEIGHT + NOTE), "white")
    framed.paste(piece, (0, 0))
    note = ImageDraw.Draw(framed)
    quote = textwrap.shorten(crop.quote, 190, placeholder=" …")
    note.multiline_text((0, HEIGHT), "\n".join(textwrap.wrap(quote, 100)[:2]), fill="black", font=_font(13))
    where = f"{number}. {crop.path.name} p.{crop.page} {crop.pointer}"
    note.text((0, HEIGHT + 32), where, fill=GREY, font=_font(11))
    return framed


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
