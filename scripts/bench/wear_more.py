"""A third family of wear, of another kind than `wear` draws: what typing rooms, copiers and cupboards did to paper.

For tuning on, as ``degraded``, ``augmented`` and ``photo`` are. Same conventions as in `wear`: BGR images as float
arrays (height x width x 3, 0 to 255).
"""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scripts.bench.wear_tools import Picture, jpeg, noise_of, smooth_field, turned

__all__ = ["MORE"]

Wear = Callable[[Picture, int, random.Random, Picture], Picture]


def clogged(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """Dirty type and a machine out of line: filled counters, letters that dance, some struck hard and some hardly."""
    numbers = noise_of(rng)
    ink = 255 - picture.mean(axis=2)
    ink = _jittered(ink, dpi, rng.uniform(0.7, 1.2) * dpi / 170, numbers)
    swollen = cv2.GaussianBlur(cv2.dilate(ink, np.ones((2, 2))), (0, 0), dpi / rng.uniform(150, 200))
    strike = np.clip(0.86 + 0.2 * smooth_field(ink.shape, dpi / 11, numbers), 0.45, 1.0)
    ink = np.clip((swollen - 25) * 1.35, 0, 235) * strike
    paper = 226 + smooth_field(ink.shape, dpi / 40, numbers) * 3
    out = _tinted(np.asarray(paper * (1 - ink / 255), np.float32), (0.90, 0.96, 1.0))
    return jpeg(turned(out + _grain(out, 4, numbers), rng.uniform(-1.2, 1.2), 226), 70)


def ribbon(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """A dried-out violet or blue ribbon on yellowed newsprint; the ribbon runs too low, so letters fade towards the
    top or the foot of the line.
    """
    numbers = noise_of(rng)
    ink = (255 - picture.mean(axis=2)) / 255
    rough = np.clip(0.8 + 0.25 * smooth_field(ink.shape, 2.0, numbers), 0.3, 1.0)
    worn = np.clip(0.75 + 0.2 * smooth_field(ink.shape, dpi / 7, numbers), 0.35, 1.0)
    wave = np.sin(np.arange(ink.shape[0]) / (0.24 * dpi) * 2 * np.pi + rng.uniform(0, 6))[:, None]
    ink = ink * rough * worn * (0.85 + 0.15 * wave)
    colour = np.array(rng.choice([(178, 112, 128), (190, 138, 96), (176, 124, 150)]), np.float32)
    paper = np.array([168, 204, 218], np.float32) + smooth_field(ink.shape, dpi / 30, numbers)[..., None] * 4
    fibres = (smooth_field(ink.shape, 3.0, numbers) > 2.4)[..., None] * 22
    out = paper - fibres
    out = out * (1 - ink[..., None]) + np.minimum(out, colour) * ink[..., None]
    return jpeg(turned(out + _grain(out, 5, numbers), rng.uniform(-1.5, 1.5), 200), 60)


def carbon(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """The third sheet under the carbon paper: blue-black, blurred, with smears and the marks of fingers."""
    numbers = noise_of(rng)
    ink = (255 - picture.mean(axis=2)) / 255
    ink = cv2.GaussianBlur(ink, (0, 0), dpi / rng.uniform(105, 135))
    ink = ink * np.clip(0.85 + 0.3 * smooth_field(ink.shape, 2.5, numbers), 0.2, 1.2)
    ink = ink * np.clip(0.8 + 0.2 * smooth_field(ink.shape, dpi / 2, numbers), 0.45, 1.0) * 0.62
    smear = np.clip(smooth_field(ink.shape, dpi / 1.5, numbers) - 1.1, 0, 1) * 0.22
    smear = smear * np.clip(0.7 + 0.5 * smooth_field(ink.shape, 3, numbers), 0, 1.5)
    cover = np.clip(ink + smear, 0, 1)[..., None]
    paper = np.full((*ink.shape, 3), (206, 214, 219), np.float32)
    out = paper * (1 - cover) + np.array([92, 62, 52], np.float32) * cover
    return jpeg(turned(out + _grain(out, 6, numbers), rng.uniform(-1.0, 1.0), 214), 65)


def recopied(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """A copy of a copy, in black and white: broken thin strokes, specks, streaks of toner, a ragged black rim."""
    numbers = noise_of(rng)
    gray = picture.mean(axis=2).astype(np.float32)
    for generation in range(2):
        gray = cv2.GaussianBlur(gray, (0, 0), dpi / 210)
        gray = gray + smooth_field(gray.shape, 1.6, numbers) * 26
        level = (150 if generation == 0 else 138) + rng.uniform(-8, 8)
        gray = np.where(gray > level, 250.0, 12.0).astype(np.float32)
        gray = _specked(gray, dpi, numbers, share=0.00010)
        if generation == 0:
            gray = turned(np.repeat(gray[..., None], 3, axis=2), rng.uniform(-0.8, 0.8), 250)[..., 0]
    streak = rng.randrange(gray.shape[1])
    thin = numbers.random(gray.shape[0]) < 0.5
    gray[thin, streak : streak + max(1, dpi // 150)] = 20
    gray = turned(np.repeat(gray[..., None], 3, axis=2), rng.uniform(-1.2, 1.2), 250)[..., 0]
    gray = _rimmed(gray, dpi, rng, numbers)
    return jpeg(np.repeat(np.where(gray > 128, 255.0, 0.0).astype(np.float32)[..., None], 3, axis=2), 90)


def stencil(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:
    """A stencil duplicator: mottled brown-black ink on coarse paper, blots, faint places, another sheet's set-off."""
    numbers = noise_of(rng)
    ink = (255 - picture.mean(axis=2)) / 255
    ink = cv2.GaussianBlur(_jittered(ink, dpi, 0.6 * dpi / 200, numbers), (0, 0), dpi / 230)
    mottle = np.where(smooth_field(ink.shape, 2.6, numbers) > 0.9, 0.35, 1.0)
    press = np.clip(0.85 + 0.3 * smooth_field(ink.shape, dpi * 1.2, numbers), 0.35, 1.0)
    ink = np.clip(ink * 1.3, 0, 1) * cv2.GaussianBlur(mottle.astype(np.float32), (0, 0), 0.7) * press
    ghost = np.roll((255 - back.mean(axis=2)) / 255, (dpi // 3, dpi // 5), axis=(0, 1)) * 0.13
    blots = np.zeros(ink.shape, np.float32)
    for _ in range(rng.randint(6, 14)):
        centre = (rng.randrange(ink.shape[1]), rng.randrange(ink.shape[0]))
        cv2.circle(blots, centre, max(1, int(dpi * rng.uniform(0.006, 0.02))), 0.9, -1)
    cover = np.clip(np.maximum(ink, blots) + ghost, 0, 1)[..., None]
    coarse = smooth_field(ink.shape, 2.2, numbers) * 6 + smooth_field(ink.shape, 9, numbers) * 5
    paper = np.array([176, 196, 206], np.float32) + coarse[..., None]
    out = paper * (1 - cover) + np.array([52, 58, 66], np.float32) * cover
    return jpeg(turned(out, rng.uniform(-1.3, 1.3), 196), 70)


def fax(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """A thermal fax, scanned years later: coarse black and white, dead dots, skipped lines, greyed and faded."""
    numbers = noise_of(rng)
    height, width = picture.shape[:2]
    tall, wide = round(height / dpi * 196), round(width / dpi * 204)
    gray = cv2.resize(picture.mean(axis=2), (wide, tall), interpolation=cv2.INTER_AREA)
    gray = np.where(gray + numbers.normal(0, 12, gray.shape) > 158, 255.0, 0.0).astype(np.float32)
    for y in numbers.integers(1, tall, 6):
        gray[y] = gray[y - 1]
        gray = np.roll(gray, 1, axis=0) if rng.random() < 0.2 else gray
    for x in numbers.integers(0, wide, 3):
        gray[:, x] = 255
    out = cv2.resize(gray, (width, height), interpolation=cv2.INTER_LINEAR)
    fade = np.clip(0.62 + 0.16 * smooth_field(out.shape, dpi, numbers), 0.3, 0.9)
    aged = 212 + smooth_field(out.shape, dpi * 0.8, numbers) * 7
    out = aged - (255 - out) / 255 * (aged - 60) * fade
    out = cv2.GaussianBlur(out.astype(np.float32), (0, 0), dpi / 300)
    out = _tinted(np.asarray(out, np.float32), (0.93, 0.98, 1.0))
    return jpeg(turned(out + _grain(out, 5, numbers), rng.uniform(-1.5, 1.5), 212), 60)


def folded(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:
    """Carried in a pocket and kept in a file: creases that shift the lines, a wavy sheet, a cup's ring, rust and the
    shadow of a staple.
    """
    numbers = noise_of(rng)
    height, width = picture.shape[:2]
    out = np.minimum(picture, 255 - 0.08 * (255 - cv2.GaussianBlur(back[:, ::-1], (0, 0), dpi / 100)))
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    light = np.ones((height, width), np.float32)
    move = (
        0.010 * dpi * np.sin(across / width * 6.3 + rng.uniform(0, 6)) * np.sin(down / height * 5 + rng.uniform(0, 6))
    )
    for at, along, size in (
        (rng.uniform(0.3, 0.36), down, height),
        (rng.uniform(0.63, 0.7), down, height),
        (rng.uniform(0.46, 0.54), across, width),
    ):
        off = along - at * size + smooth_field((height, width), dpi, numbers) * 1.2
        light += 0.10 * np.tanh(off / (0.5 * dpi)) * np.exp(-np.abs(off) / (0.9 * dpi))
        light -= 0.34 * np.exp(-((off / (0.008 * dpi)) ** 2))
        move += 0.012 * dpi * np.exp(-np.abs(off) / (0.6 * dpi)) * rng.choice([-1, 1])
    out = cv2.remap(out, across, (down + move).astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    ring = np.hypot(across - rng.uniform(0.2, 0.8) * width, down - rng.uniform(0.2, 0.8) * height) / dpi
    ring = ring + smooth_field((height, width), dpi / 3, numbers) * 0.015
    stain = 0.26 * np.exp(-(((ring - 1.55) / 0.05) ** 2)) + 0.07 * (ring < 1.55)
    rust = 0.5 * np.exp(-(((across - 0.06 * width) / (0.05 * dpi)) ** 2 + ((down - 0.05 * height) / (0.2 * dpi)) ** 2))
    tint = 1 - (stain + rust)[..., None] * np.array([1.0, 0.62, 0.42], np.float32)
    paper = np.array([186, 216, 232], np.float32) + smooth_field((height, width), dpi / 20, numbers)[..., None] * 3
    out = out / 255 * paper * tint * np.clip(light, 0.4, 1.12)[..., None]
    return jpeg(turned(np.asarray(out, np.float32) + _grain(out, 4, numbers), rng.uniform(-1, 1), 205), 60)


def coarse(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """Scanned too coarsely and moved while it was: 120 to 140 dpi, blurred one way, strong JPEG."""
    numbers = noise_of(rng)
    length = 3
    kernel = np.zeros((length, length), np.float32)
    if rng.random() < 0.5:
        kernel[length // 2] = 1 / length
    else:
        kernel[:, length // 2] = 1 / length
    out = cv2.filter2D(picture, -1, kernel)
    light = 0.86 + 0.08 * smooth_field(out.shape, dpi * 2, numbers)
    out = turned(out * np.clip(light, 0.6, 1)[..., None].astype(np.float32), rng.uniform(-1.5, 1.5), 215)
    return jpeg(out + _grain(out, 6, numbers), rng.randint(32, 45))


def dithered(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:
    """Scanned as a picture in black and white: greys, and what shows through, become dots."""
    numbers = noise_of(rng)
    out = picture - 0.10 * (255 - cv2.GaussianBlur(back[:, ::-1], (0, 0), dpi / 90))
    shade = 0.93 + 0.05 * smooth_field(out.shape, dpi * 1.5, numbers)
    gray = out.mean(axis=2) * np.clip(shade, 0.75, 1.0) + 14
    gray = turned(np.repeat(gray[..., None], 3, axis=2).astype(np.float32), rng.uniform(-1.2, 1.2), 238)[..., 0]
    bits = Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8)).convert("1")
    return np.repeat((np.asarray(bits).astype(np.float32) * 255)[..., None], 3, axis=2)


def _jittered(ink: NDArray[np.float32], dpi: int, pixels: float, numbers: np.random.Generator) -> NDArray[np.float32]:
    """Letters moved up and down by about ``pixels``, each for itself."""
    height, width = ink.shape
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    cells = numbers.standard_normal((max(3, round(height / dpi * 4.2)), max(3, round(width / dpi * 10)))).astype(
        np.float32
    )
    shift = cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR) * pixels
    moved = cv2.remap(ink.astype(np.float32), across, down + shift, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _specked(gray: NDArray[np.float32], dpi: int, numbers: np.random.Generator, share: float) -> NDArray[np.float32]:
    out = gray.copy()
    count = int(gray.size * share)
    radii = np.minimum(numbers.exponential(0.9, count) * dpi / 200, dpi / 50)
    for x, y, radius in zip(
        numbers.integers(0, gray.shape[1], count), numbers.integers(0, gray.shape[0], count), radii, strict=True
    ):
        cv2.circle(out, (int(x), int(y)), int(radius), 15.0, -1)
    return out


def _rimmed(
    gray: NDArray[np.float32], dpi: int, rng: random.Random, numbers: np.random.Generator
) -> NDArray[np.float32]:
    """Black along two or three sides, ragged inwards, as a copier leaves where its lid stood open."""
    height, width = gray.shape
    out = gray.copy()
    for side in rng.sample(range(4), rng.randint(2, 3)):
        length = height if side % 2 else width
        ragged = cv2.resize(numbers.standard_normal((1, max(4, length // 40))).astype(np.float32), (length, 1))[0]
        slope = np.linspace(0, rng.uniform(-0.12, 0.12) * dpi, length)
        deep = np.clip(rng.uniform(0.15, 0.42) * dpi + slope + 0.02 * dpi * ragged, 0, None)
        across = np.arange(width if side % 2 else height)
        near = across if side in (0, 1) else across[-1] - across
        mask = near[:, None] < deep[None, :]
        out[mask.T if side % 2 else mask] = 8
    return _specked(out, dpi, numbers, 0.00002)


def _tinted(gray: NDArray[np.float32], factors: tuple[float, float, float]) -> Picture:
    return np.asarray(gray[..., None] * np.array(factors, np.float32), np.float32)


def _grain(picture: Picture, strength: float, numbers: np.random.Generator) -> Picture:
    return numbers.normal(0, strength, picture.shape[:2]).astype(np.float32)[..., None]


MORE: dict[str, Wear] = {
    "clogged": clogged,
    "ribbon": ribbon,
    "carbon": carbon,
    "recopied": recopied,
    "stencil": stencil,
    "fax": fax,
    "folded": folded,
    "coarse": coarse,
    "dithered": dithered,
}
