"""Texts of the repository set as A4 pages. What is placed is the truth that readings are measured against."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from scripts.bench.fonts import Face

__all__ = ["Look", "Placed", "draw", "lay_out", "paragraphs"]

A4 = (8.27, 11.69)  # inches
Row: TypeAlias = tuple[list[tuple[float, str]], str]  # (x, word) of one printed line, and its text
_BLANKS = re.compile(r"\s{3,}")


@dataclass(frozen=True)
class Look:
    """How a page is set: letter size and line pitch in points; margins left and right, top and bottom in inches."""

    size: float
    pitch: float
    justified: bool
    indent: float = 0.35
    side: float = 0.95
    top: float = 0.8
    ruled: bool = False  # blue ruling lines, as in a school book
    wobble: float = 0.0  # of the base line and the letters' size, as a share of the letter size


@dataclass(frozen=True)
class Placed:
    """One page: printed lines as lists of (x, base line y, word) in pixels, and the lines' text in reading order."""

    words: tuple[tuple[tuple[float, float, str], ...], ...]
    lines: tuple[str, ...]
    dpi: int


def paragraphs(path: Path) -> list[str]:
    """Paragraphs of a text file whose lines are wrapped; two columns of a row are kept apart by four blanks."""
    out: list[str] = []
    previous = ""
    for line in path.read_text(encoding="utf-8").replace("\f", "\n").splitlines():
        text = line.rstrip()
        goes_on = len(previous) > 70 and "    " not in previous and re.match(r"[a-zà-ỹđ]", text) is not None
        if goes_on and out:
            out[-1] = f"{out[-1]} {text}"
        elif text.strip():
            out.append(text.strip())
        previous = text
    return out


def lay_out(source: list[str], face: Face, look: Look, dpi: int) -> list[Placed]:
    """Pages of ``source`` (paragraphs) set in ``face``."""
    size, pitch = look.size * dpi / 72, look.pitch * dpi / 72
    left, right = look.side * dpi, (A4[0] - look.side * 0.75) * dpi
    rows: list[Row] = []
    for paragraph in source:
        columns = _BLANKS.split(paragraph)
        row = _columns(columns, face, size, left, right) if len(columns) > 1 else None
        if row is not None:
            rows.append(row)
            continue
        for column in columns:
            rows += _wrapped(column, face, size, left, right, look, dpi)
    per_page = int((A4[1] - 2 * look.top) * dpi / pitch)
    pages = []
    for start in range(0, len(rows), per_page):
        part = rows[start : start + per_page]
        words = tuple(
            tuple((x, look.top * dpi + (n + 1) * pitch, word) for x, word in row) for n, (row, _) in enumerate(part)
        )
        pages.append(Placed(words, tuple(text for _, text in part), dpi))
    return pages


def draw(page: Placed, face: Face, look: Look, rng: random.Random) -> NDArray[np.uint8]:
    """The clean page as an RGB image (height x width x 3)."""
    dpi = page.dpi
    size = look.size * dpi / 72
    image = Image.new("RGB", (round(A4[0] * dpi), round(A4[1] * dpi)), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    if look.ruled:
        y = look.top * dpi + 0.25 * size
        while y < (A4[1] - look.top / 2) * dpi:
            pen.line((0.3 * dpi, y, (A4[0] - 0.3) * dpi, y), fill=(168, 186, 214), width=max(1, dpi // 120))
            y += look.pitch * dpi / 72
    ink = (28, 44, 120) if look.ruled else (24, 24, 26)
    for row in page.words:
        drift = rng.uniform(-1, 1) * look.wobble * size
        for x, y, word in row:
            drift = 0.7 * drift + 0.6 * rng.uniform(-1, 1) * look.wobble * size
            at = x
            scale = size * (1 + rng.uniform(-1, 1) * look.wobble * 0.6)
            for which, run in face.runs(word):
                font = face.at(which, scale)
                pen.text((at, y + drift), run, font=font, fill=ink, anchor="ls")
                at += font.getlength(run)
    return np.asarray(image, dtype=np.uint8)


def _columns(columns: list[str], face: Face, size: float, left: float, right: float) -> Row | None:
    """Columns of one row, each centred in its share of the width; None where they do not fit side by side."""
    row: list[tuple[float, str]] = []
    span = (right - left) / len(columns)
    for number, text in enumerate(columns):
        wide = face.width(text, size)
        if wide > 0.94 * span:
            return None
        x = left + number * span + (span - wide) / 2
        for word in text.split():
            row.append((x, word))
            x += face.width(word + " ", size)
    return row, " ".join(word for _, word in row)


def _wrapped(paragraph: str, face: Face, size: float, left: float, right: float, look: Look, dpi: int) -> list[Row]:
    blank = face.width(" ", size)
    indent = look.indent * dpi
    lines: list[list[str]] = [[]]
    used = indent
    for word in paragraph.split():
        wide = face.width(word, size)
        if lines[-1] and used + blank + wide > right - left:
            lines.append([])
            used = 0.0
        used += wide + (blank if lines[-1] else 0.0)
        lines[-1].append(word)
    out = []
    for number, words in enumerate(lines):
        x = left + (indent if number == 0 else 0.0)
        gap = blank
        if look.justified and number < len(lines) - 1 and len(words) > 1:
            gap = (right - x - sum(face.width(word, size) for word in words)) / (len(words) - 1)
        row = []
        for word in words:
            row.append((x, word))
            x += face.width(word, size) + gap
        out.append((row, " ".join(words)))
    return out
