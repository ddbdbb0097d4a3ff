"""A placed page -> a picture of it, as it was before time and the scanner got at it."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw

from drawing.fonts import Fonts
from drawing.layout import A4, Look, Run, Sheet

HAND = ("school",)


def draw_sheet(fonts: Fonts, look: Look, sheet: Sheet, dpi: int, rng: random.Random) -> Image.Image:
    """RGB picture of one A4 page at ``dpi``."""
    scale = dpi / 72
    page = Image.new("RGB", (round(A4[0] * scale), round(A4[1] * scale)), look.paper)
    pen = ImageDraw.Draw(page)
    if look.ruled:
        _exercise_lines(pen, page, look, scale)
    for x0, y0, x1, y1 in sheet.rules:
        pen.line([(x0 * scale, y0 * scale), (x1 * scale, y1 * scale)], fill=look.ink, width=max(1, round(0.75 * scale)))
    for run in sheet.runs:
        if look.family in HAND:
            _write(page, fonts, look, run, scale=scale, rng=rng)
        elif look.family == "typewriter":
            _type(pen, fonts, run, scale, rng)
        else:
            pen.text(
                (run.x * scale, run.y * scale),
                run.text,
                anchor="ls",
                fill=look.ink,
                font=fonts.at(look.family, run.style, run.size * scale),
            )
    for x, y in sheet.scribbles:
        _scribble(pen, x, y, scale, rng)
    return page


def _exercise_lines(pen: ImageDraw.ImageDraw, page: Image.Image, look: Look, scale: float) -> None:
    y = look.margins[0] + look.pitch + 4
    while y < A4[1] - 26:
        pen.line([(0, y * scale), (page.width, y * scale)], fill=(196, 209, 226), width=max(1, round(0.5 * scale)))
        y += look.pitch
    x = (look.margins[2] - 14) * scale
    pen.line([(x, 0), (x, page.height)], fill=(226, 172, 172), width=max(1, round(0.6 * scale)))


def _type(pen: ImageDraw.ImageDraw, fonts: Fonts, run: Run, scale: float, rng: random.Random) -> None:
    """Type bars hit unevenly: weight and height differ from letter to letter."""
    font, x = fonts.at("typewriter", run.style, run.size * scale), run.x
    for letter in run.text:
        tone = rng.randint(10, 70)
        pen.text(
            (x * scale, (run.y + rng.uniform(-0.35, 0.35)) * scale),
            letter,
            font=font,
            anchor="ls",
            fill=(tone, tone, tone + 6),
            stroke_width=1,
            stroke_fill=(tone + 30,) * 3,
        )
        x += fonts.width(letter, "typewriter", run.style, run.size)


def _write(page: Image.Image, fonts: Fonts, look: Look, run: Run, *, scale: float, rng: random.Random) -> None:
    """A pen: each word leans, sits and presses a little differently."""
    x, drift = run.x, rng.uniform(-0.8, 0.8)
    blank = fonts.width(" ", look.family, run.style, run.size)
    for word in run.text.split():
        wide = fonts.width(word, look.family, run.style, run.size)
        pixels = round(run.size * scale * rng.uniform(0.96, 1.0), 1)
        pad, base = int(pixels), int(pixels * 2)
        tile = Image.new("L", (int(wide * scale) + 2 * pad, int(pixels * 3.4)), 0)
        ImageDraw.Draw(tile).text(
            (pad, base), word, anchor="ls", fill=rng.randint(200, 255), font=fonts.at(look.family, run.style, pixels)
        )
        tile = tile.rotate(rng.uniform(-1.6, 1.4), center=(pad, base), resample=Image.Resampling.BICUBIC)
        drift = max(-1.7, min(1.7, drift + rng.uniform(-0.5, 0.5)))
        corner = (round((x + rng.uniform(-0.5, 0.5)) * scale) - pad, round((run.y + drift) * scale) - base)
        page.paste(Image.new("RGB", tile.size, look.ink), corner, tile)
        x += wide + blank


def _scribble(pen: ImageDraw.ImageDraw, x: float, y: float, scale: float, rng: random.Random) -> None:
    """A signature that nobody can read."""
    turn, slope, points = rng.uniform(0.3, 0.9), rng.uniform(-0.25, 0.1), []
    ratio = rng.uniform(0.6, 1.9)
    for step in range(60):
        angle = step * turn
        points.append(
            (
                (x - 32 + step * 1.1 + rng.uniform(6, 9) * math.cos(angle)) * scale,
                (y + step * slope + rng.uniform(5, 9) * math.sin(angle * ratio) * (1 - step / 90)) * scale,
            )
        )
    pen.line(points, fill=(40, 58, 142), width=max(1, round(0.9 * scale)), joint="curve")
