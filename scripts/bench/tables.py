"""Ruled tables drawn with their gold cells, and the score of what the reader made of them.

A cell is right when it is found in its row and column with its spans, its text equals the drawn one after NFC and
blank folding, and a tick is a tick. One layout and one kind of wear stay unseen while the reader is tuned
(``--unseen`` draws only these).

    python -m scripts.bench.tables [--pages N] [--seed N] [--unseen] [--fonts FOLDER] [--keep FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import math
import random
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "samples"))

from drawing.fonts import Fonts  # noqa: E402

from schemas import Table  # noqa: E402
from scripts.bench.table_texts import LAYOUTS, UNSEEN_LAYOUT, GoldCell, Plan, plan  # noqa: E402

__all__ = ["GoldTable", "TablePage", "draw_table_pages", "score_tables"]

WEAR = ("uneven", "noise", "bleed", "jpeg", "faded")
UNSEEN_WEAR = "copied"  # a bad photocopy: thinned strokes, broken lines, streaks
FAMILIES = ("serif", "office", "typewriter", "school")  # no zero with a stroke: no typewriter had one
INKS = ((28, 30, 34), (30, 52, 140), (24, 70, 160), (150, 24, 30))
TICKS = ("x", "check", "slash", "plus", "dot", "filled", "typed")


@dataclass(frozen=True)
class GoldTable:
    """A drawn table: ``box`` as fractions of the page (x0, top, x1, bottom) before the page was worn."""

    layout: str
    box: tuple[float, float, float, float]
    rows: int
    columns: int
    cells: tuple[GoldCell, ...]


@dataclass(frozen=True)
class TablePage:
    """A page image with its tables, and how it was made (font, dpi, wear)."""

    image: Image.Image
    tables: tuple[GoldTable, ...]
    made: dict[str, str | int | float]

    @property
    def clean(self) -> bool:
        return self.made["wear"] == "clean"


def draw_table_pages(
    seed: int,
    count: int,
    *,
    fonts: Sequence[Path] = (),
    unseen: bool = False,
    families: Sequence[str] = FAMILIES,
) -> list[TablePage]:
    """``count`` pages, every second one worn; the same seed gives the same pages. With ``unseen`` every page has the
    layout, and every worn one the wear, that the reader was not tuned on."""
    known = Fonts(list(fonts))
    pages = []
    for number in range(count):
        rng = random.Random(f"{seed}/{number}/{unseen}")
        layout = UNSEEN_LAYOUT if unseen else LAYOUTS[(number // 2) % len(LAYOUTS)]
        wear = "clean" if number % 2 == 0 else (UNSEEN_WEAR if unseen else WEAR[(number // 2) % len(WEAR)])
        family = families[(number // 2) % len(families)]
        dpi = (200, 300, 150)[(number // 3) % 3]
        pages.append(_page(known, rng, layout, wear=wear, family=family, dpi=dpi))
    return pages


def _page(fonts: Fonts, rng: random.Random, layout: str, *, wear: str, family: str, dpi: int) -> TablePage:
    scale = dpi / 72
    width, height = round(595.3 * scale), round(841.9 * scale)
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    size = rng.choice((11.0, 12.0, 13.0)) * (0.85 if family in {"mono", "typewriter", "school"} else 1.0)
    left, right, y = 62.0, 595.3 - 50.0, 70.0
    ink = INKS[0] if family != "school" else rng.choice(INKS[:3])
    intro = ("Hôm nay chi bộ thôn Đồng Vải họp thường kỳ tại nhà văn hóa thôn.", "Danh sách và số liệu kèm theo:")
    for text in intro:
        pen.text((left * scale, y * scale), text, font=fonts.at(family, "r", size * scale), fill=ink)
        y += size * (2.4 if family == "school" else 1.6)
    tick = rng.choice(TICKS)
    drawn, bottom = _table(
        pen, fonts, rng, plan(layout, rng, rng.randint(6, 13)), (left, y + 6, right), size, family, scale, ink, tick
    )
    for k, text in enumerate(("Biên bản được đọc lại cho mọi người nghe.", "Cuộc họp kết thúc lúc 21 giờ cùng ngày.")):
        at = bottom + 14 + k * size * (2.4 if family == "school" else 1.6)
        pen.text((left * scale, at * scale), text, font=fonts.at(family, "r", size * scale), fill=ink)
    gold = GoldTable(layout, (left / 595.3, (y + 6) / 841.9, right / 595.3, bottom / 841.9), *drawn)
    made: dict[str, str | int | float] = {
        "layout": layout, "wear": wear, "family": family, "dpi": dpi, "tick": tick, "size": size,
    }  # fmt: skip
    return TablePage(_worn(image, wear, dpi, rng, made), (gold,), made)


def _table(
    pen: ImageDraw.ImageDraw,
    fonts: Fonts,
    rng: random.Random,
    made: Plan,
    place: tuple[float, float, float],
    size: float,
    family: str,
    scale: float,
    ink: tuple[int, int, int],
    tick: str,
) -> tuple[tuple[int, int, tuple[GoldCell, ...]], float]:
    """Draw at (left, top, right) in points; out: rows, columns, cells, and the table's bottom in points."""
    left, top, right = place
    unit = (right - left) / sum(made.widths)
    xs = [left]
    for share in made.widths:
        xs.append(xs[-1] + share * unit)
    pitch = size * (1.95 if family == "school" else 1.3)
    pad = rng.uniform(3.0, 5.0)
    wrapped = {
        id(c): _wrap(fonts, c, xs[c.column + c.column_span] - xs[c.column] - 6, family, size) for c in made.cells
    }
    ys = [top]
    for row in range(made.rows):
        lines = max((len(wrapped[id(c)]) for c in made.cells if c.row == row and c.row_span == 1), default=1)
        ys.append(ys[-1] + max(1, lines) * pitch + pad)
    weight = rng.choice((0.5, 0.75, 1.0, 1.4))
    pixels = max(1, round(weight * scale))
    grey = rng.choice((0, 0, 40, 90))
    for cell in made.cells:
        x0, x1 = xs[cell.column] * scale, xs[cell.column + cell.column_span] * scale
        y0, y1 = ys[cell.row] * scale, ys[cell.row + cell.row_span] * scale
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            pen.line([round(v) for v in line], fill=(grey,) * 3, width=pixels)
    for cell in made.cells:
        x0, x1 = xs[cell.column], xs[cell.column + cell.column_span]
        y0, y1 = ys[cell.row], ys[cell.row + cell.row_span]
        if cell.ticked:
            _tick(pen, fonts, rng, tick, ((x0 + x1) / 2, (y0 + y1) / 2, size), family, scale, ink)
            continue
        lines = wrapped[id(cell)]
        style = "b" if cell.head and family != "school" else "r"
        font = fonts.at(family, style, size * scale)
        at = (
            (y0 + y1) / 2 - (len(lines) - 1) * pitch / 2
            if cell.centred or rng.random() < 0.5
            else y0 + pad / 2 + pitch / 2
        )
        for text in lines:
            wide = font.getlength(text) / scale
            x = (x0 + x1 - wide) / 2 if cell.centred else x0 + 4
            pen.text((x * scale, at * scale), text, font=font, fill=ink, anchor="lm")
            at += pitch
    return (made.rows, len(made.widths), made.cells), ys[-1]


def _wrap(fonts: Fonts, cell: GoldCell, wide: float, family: str, size: float) -> list[str]:
    style = "b" if cell.head and family != "school" else "r"
    lines: list[str] = []
    for word in cell.text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.width(longer, family, style, size) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _tick(
    pen: ImageDraw.ImageDraw,
    fonts: Fonts,
    rng: random.Random,
    kind: str,
    place: tuple[float, float, float],
    family: str,
    scale: float,
    ink: tuple[int, int, int],
) -> None:
    x, y, size = place
    if kind == "typed":
        sign = rng.choice(("x", "x", "X", "v", "✓", "+"))
        font = fonts.at(family, "r", size * scale)
        if sign == "✓":
            font = ImageFont.truetype("DejaVuSans.ttf", size * scale)
        pen.text((x * scale, y * scale), sign, font=font, fill=ink, anchor="mm")
        return
    x, y = x + rng.uniform(-3, 3), y + rng.uniform(-2, 2)
    r = size * rng.uniform(0.32, 0.62)  # some strokes cross the cell's border
    colour, wide = rng.choice(INKS), max(1, round(rng.uniform(0.8, 1.5) * scale))

    def stroke(*points: tuple[float, float]) -> None:
        path: list[tuple[float, float]] = []
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            bend = rng.uniform(-0.12, 0.12)
            for k in range(9):
                t = k / 8
                sway = bend * math.sin(math.pi * t)
                px, py = ax + (bx - ax) * t - (by - ay) * sway, ay + (by - ay) * t + (bx - ax) * sway
                path.append(((x + px * r) * scale, (y + py * r) * scale))
        pen.line(path, fill=colour, width=wide, joint="curve")

    def j() -> float:
        return rng.uniform(-0.2, 0.2)

    if kind == "x":
        stroke((-0.8 + j(), -0.8 + j()), (0.8 + j(), 0.8 + j()))
        stroke((0.8 + j(), -0.8 + j()), (-0.8 + j(), 0.8 + j()))
    elif kind == "check":
        stroke((-0.8 + j(), j()), (-0.2 + j(), 0.8 + j()), (1.0 + j(), -0.9 + j()))
    elif kind == "slash":
        stroke((-0.6 + j(), 0.9 + j()), (0.6 + j(), -0.9 + j()))
    elif kind == "plus":
        stroke((j(), -0.9 + j()), (j(), 0.9 + j()))
        stroke((-0.9 + j(), j()), (0.9 + j(), j()))
    else:
        r = size * (0.13 if kind == "dot" else 0.32)
        pen.ellipse([(x - r) * scale, (y - r) * scale, (x + r) * scale, (y + r) * scale], fill=colour)


def _worn(
    image: Image.Image, wear: str, dpi: int, rng: random.Random, made: dict[str, str | int | float]
) -> Image.Image:
    if wear == "clean":
        return image
    numbers = np.random.default_rng(rng.randrange(1 << 30))
    angle = rng.uniform(-1.8, 1.8)
    made["skew"] = round(angle, 2)
    paper = (243, 241, 235)
    if wear == "bleed":
        back = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(dpi / 150))
        ghost = 255 - (255 - np.asarray(back, np.float32)) * 0.16
        image = Image.fromarray(np.minimum(np.asarray(image, np.float32), ghost).astype(np.uint8))
    values = np.asarray(image, np.float32)
    height, width = values.shape[:2]
    if wear == "faded":
        field = cv2.resize(numbers.random((9, 7)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        ink = (255 - values) * np.clip(0.35 + 0.5 * field, 0.3, 0.9)[..., None]
        values = 255 - ink
    if wear == "copied":
        grey = values.mean(axis=2)
        grey = cv2.GaussianBlur(grey, (0, 0), dpi / 260) + numbers.normal(0, 26, grey.shape).astype(np.float32)
        for _ in range(rng.randint(2, 5)):
            at = rng.randrange(width)
            grey[:, at : at + max(1, dpi // 130)] += 110
        values = np.repeat(np.where(grey > 150, 255, 20).astype(np.float32)[..., None], 3, axis=2)
    values = np.clip(values * np.array(paper, np.float32) / 255, 0, 255)
    turned = Image.fromarray(values.astype(np.uint8)).rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper)
    values = np.asarray(turned, np.float32)
    if wear == "uneven":
        down, across = np.mgrid[0:height, 0:width].astype(np.float32)
        light = 1.0 - 0.5 * (across / width) ** 2 * (0.4 + down / height) / 1.4 - 0.12 * (down / height)
        values = values * light[..., None]
    if wear in {"noise", "uneven"}:
        values = values + numbers.normal(0, 14 if wear == "noise" else 5, (height, width, 1)).astype(np.float32)
    page = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if wear == "jpeg":
        page = page.filter(ImageFilter.GaussianBlur(dpi / 330))
        store = io.BytesIO()
        page.save(store, "JPEG", quality=22)
        page = Image.open(io.BytesIO(store.getvalue())).convert("RGB")
    return page


# --- score ---


@dataclass(frozen=True)
class Score:
    """Cells of one page: how many there are, how many are right, and the wrong ones as (gold, got)."""

    cells: int
    right: int
    wrong: tuple[tuple[str, str], ...]
    ticks_right: int
    ticks: int
    placed: int  # cells found in their place with their spans, whatever they say


def fold_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def score_tables(gold: Iterable[GoldTable], found: Sequence[Table]) -> Score:
    """Score ``found`` against the tables drawn on one page; tables pair in reading order."""
    cells = right = ticks = ticks_right = placed = 0
    wrong: list[tuple[str, str]] = []
    for index, table in enumerate(gold):
        got = {}
        if index < len(found):
            got = {(c.row, c.column, c.row_span, c.column_span): c for c in found[index].cells}
        for cell in table.cells:
            cells += 1
            read = got.get((cell.row, cell.column, cell.row_span, cell.column_span))
            ticked = read is not None and read.mark == "ticked"
            good = read is not None and fold_text(read.text) == fold_text(cell.text) and ticked == cell.ticked
            placed += read is not None
            right += good
            ticks += cell.ticked
            ticks_right += cell.ticked and ticked
            if not good:
                said = "∅" if read is None else f"{read.text}{' [tick]' if ticked else ''}"
                wrong.append((f"{cell.text}{'[tick]' if cell.ticked else ''}", said))
    return Score(cells, right, tuple(wrong), ticks_right, ticks, placed)


def main() -> int:
    """Draw, read, score, print; exit 0."""
    from extractors import ReadSettings  # noqa: PLC0415 - drawing needs no reader
    from extractors.engines import pick_engine  # noqa: PLC0415
    from extractors.imagepage import PageImage, read_image  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unseen", action="store_true", help="the layout and the wear that were kept back")
    parser.add_argument("--fonts", type=Path, nargs="*", default=[])
    parser.add_argument("--families", nargs="*", default=None, help=f"of {', '.join(FAMILIES)}")
    parser.add_argument("--keep", type=Path, help="write the pages here")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of pages")
    parser.add_argument("--wrong", action="store_true", help="print the wrong cells")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    families = options.families or (FAMILIES if options.fonts else [f for f in FAMILIES if f != "school"])
    pages = draw_table_pages(options.seed, options.pages, fonts=options.fonts, unseen=options.unseen, families=families)
    settings = ReadSettings()
    engine = pick_engine(settings)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    seconds = 0.0
    for number, page in enumerate(pages):
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            page.image.save(options.keep / f"page{number:02d}.png")
        if options.only and number not in options.only:
            continue
        begun = time.perf_counter()
        read = read_image(PageImage(page.image, 1, dpi=float(page.made["dpi"])), engine, settings)
        seconds += time.perf_counter() - begun
        score = score_tables(page.tables, read.tables)
        for key in ("clean" if page.clean else "worn", f"font {page.made['family']}", f"wear {page.made['wear']}"):
            for i, value in enumerate((score.cells, score.right, score.ticks, score.ticks_right, score.placed)):
                sums[key][i] += value
        if options.wrong:
            made = " ".join(f"{k}={v}" for k, v in page.made.items())
            took = time.perf_counter() - begun
            print(f"page {number}: {score.right}/{score.cells} placed {score.placed} {took:.1f} s {made}", flush=True)
            print("   ", score.wrong[:14])
    figures = {
        key: {"cells": c, "right": round(r / c, 4), "ticks": round(tr / t, 4) if t else None, "placed": round(p / c, 4)}
        for key, (c, r, t, tr, p) in sums.items()
    }
    if options.json:
        print(json.dumps(figures))
        return 0
    for key, row in figures.items():
        shares = f"{row['right']:>8.2%} right  {row['placed']:>8.2%} placed"
        print(f"{key:<18}{row['cells']:>6} cells {shares}  ticks {row['ticks']}")
    print(f"{seconds / max(1, len(pages)):.2f} s a page")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
