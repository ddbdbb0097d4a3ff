"""What time, paper, scanner and telephone do to a page. Mild to medium: none of it stands for a truly bad scan."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

Array = np.ndarray
Effect = tuple[str, float]  # name, strength


def wear(page: Image.Image, effects: list[Effect], dpi: int, seed: int) -> Image.Image:
    """The page after all ``effects`` in order; the same seed gives the same page."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    for name, strength in effects:
        if name == "skew":
            page = page.rotate(strength, resample=Image.Resampling.BICUBIC, fillcolor=(243, 242, 238))
        elif name == "blur":
            page = page.filter(ImageFilter.GaussianBlur(strength * dpi / 200))
        elif name == "phone":
            page = _phone(page, strength, rng, numbers)
        elif name == "bilevel":
            page = page.convert("L").point(lambda value, limit=strength: 255 if value > limit else 0)
            page = page.convert("1", dither=Image.Dither.NONE)
        else:
            values = _PIXELS[name](np.asarray(page, np.float32), strength, dpi, numbers)
            page = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    return page


def clouds(height: int, width: int, cell: int, numbers: np.random.Generator) -> Array:
    """Smooth random field of about unit variance, features ``cell`` pixels wide."""
    small = numbers.standard_normal((max(3, height // cell), max(3, width // cell))).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC))


def _texture(values: Array, strength: float, dpi: int, numbers: np.random.Generator) -> Array:
    height, width = values.shape[:2]
    fibre = clouds(height, width, max(3, dpi // 12), numbers) * 0.5 + clouds(height, width, dpi, numbers) * 0.5
    return values - (fibre[..., None] + 1) * strength * 0.7 - np.array([0, strength * 0.3, strength], np.float32)


def _noise(values: Array, strength: float, _dpi: int, numbers: np.random.Generator) -> Array:
    return values + numbers.standard_normal((*values.shape[:2], 1)).astype(np.float32) * strength


def _fade(values: Array, strength: float, _dpi: int, _numbers: np.random.Generator) -> Array:
    return values * (1 - strength / 255) + strength * 0.94


def _specks(values: Array, strength: float, dpi: int, numbers: np.random.Generator) -> Array:
    spoiled = values.copy()
    height, width = values.shape[:2]
    for _ in range(int(strength)):
        y, x, size = (int(numbers.integers(0, limit)) for limit in (height, width, max(2, dpi // 70)))
        spoiled[y : y + size, x : x + size] = 60 + 110 * numbers.random()
    return spoiled


def _gutter(values: Array, strength: float, _dpi: int, _numbers: np.random.Generator) -> Array:
    across = np.linspace(0, 1, values.shape[1], dtype=np.float32)[None, :, None]
    return values * (1 - strength * np.exp(-((across / 0.06) ** 1.2)))


def _shadow(values: Array, strength: float, _dpi: int, _numbers: np.random.Generator) -> Array:
    across = np.linspace(0, 1, values.shape[1], dtype=np.float32)[None, :, None]
    down = np.linspace(0, 1, values.shape[0], dtype=np.float32)[:, None, None]
    return values * (1 - strength * np.clip(across + down - 0.9, 0, 1) / 1.1)


def _fold(values: Array, strength: float, dpi: int, _numbers: np.random.Generator) -> Array:
    rows = np.arange(values.shape[0])
    crease = np.exp(-(((rows - values.shape[0] * 0.47) / (dpi / 30)) ** 2)).astype(np.float32)
    return values - crease[:, None, None] * strength


_PIXELS: dict[str, Callable[[Array, float, int, np.random.Generator], Array]] = {
    "texture": _texture,
    "noise": _noise,
    "fade": _fade,
    "specks": _specks,
    "gutter": _gutter,
    "shadow": _shadow,
    "fold": _fold,
}


def _phone(page: Image.Image, strength: float, rng: random.Random, numbers: np.random.Generator) -> Image.Image:
    """The page on a table, seen from above at a slant, under one lamp. ``strength``: how far the corners move."""
    width, height = page.size
    wide, high = int(width * 1.12), int(height * 1.09)
    wood = np.array([96, 104, 98], np.float32) + clouds(high, wide, 40, numbers)[..., None] * 7
    x, y = wide * 0.055, high * 0.04
    corners = [(x, y), (wide - x, y), (wide - x, high - y), (x, high - y)]
    inward = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    moved = [
        (cx + sx * rng.uniform(0, strength) * width, cy + sy * rng.uniform(0, strength * 0.5) * height)
        for (cx, cy), (sx, sy) in zip(corners, inward, strict=True)
    ]
    back = _homography(moved, [(0, 0), (width, 0), (width, height), (0, height)])
    sheet = page.transform((wide, high), Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform((wide, high), Image.Transform.PERSPECTIVE, back)
    table = Image.fromarray(np.clip(wood, 0, 255).astype(np.uint8))
    table.paste(sheet, (0, 0), mask)
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    lamp = 1.04 - 0.40 * np.hypot(across / wide - 0.66, down / high - 0.28) ** 1.3
    values = np.asarray(table, np.float32) * lamp[..., None] * np.array([1.0, 0.98, 0.92], np.float32)
    values += numbers.standard_normal(values.shape).astype(np.float32) * 4
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))


def _homography(source: list[tuple[float, float]], target: list[tuple[float, float]]) -> tuple[float, ...]:
    """The eight numbers that Pillow wants: they take each ``source`` corner to its ``target``."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(float(value) for value in np.linalg.solve(np.array(rows, float), np.array(right, float)))
