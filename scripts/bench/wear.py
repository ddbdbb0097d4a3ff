"""What time, paper, scanner and telephone do to a page: harsh, and of other making than what preparation was tuned on.

All functions take and give RGB images as float arrays (height x width x 3, 0 to 255). ``degraded``, ``augmented`` and
``photo`` are for measuring while working; ``unseen`` and ``unseen_photo`` are other effects, for the figures that are
reported and for nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np

from scripts.bench.wear_more import MORE
from scripts.bench.wear_tools import Picture
from scripts.bench.wear_tools import jpeg as _jpeg
from scripts.bench.wear_tools import noise_of as _numbers
from scripts.bench.wear_tools import smooth_field as _field
from scripts.bench.wear_tools import turned as _turned

__all__ = ["WEARS", "Picture"]

Wear = Callable[[Picture, int, random.Random, Picture], Picture]


def clean(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """As a good scanner gives it: hardly any noise."""
    return picture + _numbers(rng).normal(0, 1.5, picture.shape).astype(np.float32)


def degraded(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:
    """Yellowed paper, stains, the back showing through, uneven light, skew, salt and pepper, strong JPEG."""
    numbers = _numbers(rng)
    out = np.minimum(picture, 255 - 0.16 * (255 - cv2.GaussianBlur(back[:, ::-1], (0, 0), dpi / 90)))
    paper = np.array([200 + rng.uniform(-12, 8), 225, 238], np.float32)  # BGR: yellowed
    out = out / 255 * (paper + _field(out.shape, dpi / 2, numbers)[..., None] * 5)
    for _ in range(rng.randint(2, 5)):
        out = _stained(out, dpi, rng)
    out = _turned(out, rng.choice([-1, 1]) * rng.uniform(0.6, 2.2), 225)
    height, width = out.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    slope = rng.uniform(0.25, 0.45)
    light = 1 - slope * np.clip((across / width if rng.random() < 0.5 else down / height), 0, 1)
    light -= 0.18 * np.exp(
        -(((across / width - rng.random()) / 0.2) ** 2 + ((down / height - rng.random()) / 0.2) ** 2)
    )
    out = out * light[..., None]
    out += numbers.normal(0, 9, out.shape[:2]).astype(np.float32)[..., None]
    share = rng.uniform(0.004, 0.012)
    salt = numbers.random(out.shape[:2])
    out[salt < share / 2] = 20
    out[salt > 1 - share / 2] = 245
    return _jpeg(out, rng.randint(45, 65))


def _stained(picture: Picture, dpi: int, rng: random.Random) -> Picture:
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), np.float32)
    centre = (rng.randrange(width), rng.randrange(height))
    axes = (int(rng.uniform(0.3, 1.2) * dpi), int(rng.uniform(0.3, 1.0) * dpi))
    cv2.ellipse(mask, centre, axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
    mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), dpi / 12), np.float32)
    edge = np.abs(mask - 0.5) < 0.2
    tint = np.array([0.62, 0.78, 0.86], np.float32)
    factor = 1 - mask[..., None] * (1 - tint) - edge[..., None] * 0.06
    return np.asarray(picture * factor, np.float32)


def augmented(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:
    """A photocopy of a worn original: patchy ink, thickened or eaten strokes, roller bands, crumpled paper, lines."""
    numbers = _numbers(rng)
    gray = picture.mean(axis=2)
    kind = rng.randrange(3)
    if kind == 0:  # patchy ribbon
        patch = np.clip(
            0.62 + 0.28 * _field(gray.shape, dpi / 9, numbers) + 0.1 * _field(gray.shape, dpi, numbers), 0.3, 1
        )
        gray = 255 - (255 - gray) * patch
    elif kind == 1:  # ink that ran
        gray = cv2.GaussianBlur(cv2.erode(gray, np.ones((2, 2))), (0, 0), dpi / 260)
    else:  # strokes eaten away
        holes = _field(gray.shape, 2.2, numbers) > 1.35
        gray = np.where(holes & (gray < 200), 215, gray).astype(np.float32)
    crumple = np.abs(_field(gray.shape, dpi * 0.9, numbers)) * 13
    gray = gray - crumple.astype(np.float32)
    for _ in range(rng.randint(1, 4)):  # roller bands along the page
        x = rng.randrange(gray.shape[1])
        wide = rng.randint(2, max(3, dpi // 16))
        gray[:, x : x + wide] -= rng.uniform(15, 45)
    for _ in range(rng.randint(0, 2)):  # a scratch across the glass
        y = rng.randrange(gray.shape[0])
        gray[y : y + max(1, dpi // 150)] += rng.uniform(40, 120)
    out = np.repeat(gray[..., None], 3, axis=2)
    out = out * 0.84 + 0.16 * np.minimum(255, cv2.GaussianBlur(back[:, ::-1], (0, 0), dpi / 120) + 60)
    out = _turned(np.asarray(out, np.float32), rng.uniform(-1.5, 1.5), 205)
    edge = rng.randint(0, dpi // 5)
    if edge:
        out[:, :edge] = 30  # the copier's open lid
    out += numbers.normal(0, 12, out.shape[:2]).astype(np.float32)[..., None]
    return _jpeg(out, rng.randint(40, 70))


def photo(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """Held in the hand over a table: perspective, a slightly curled sheet, one lamp, the hand's shadow, soft focus."""
    numbers = _numbers(rng)
    curled = _curled(picture, rng.uniform(0.002, 0.006), rng)
    height, width = curled.shape[:2]
    wide, high = int(width * 1.2), int(height * 1.15)
    table = np.array([70, 92, 128], np.float32) + _field((high, wide), 30, numbers)[..., None] * 9
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inset = np.array([[0.09, 0.07], [-0.09, 0.07], [-0.09, -0.07], [0.09, -0.07]], np.float32) * [width, height]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32) + inset
    corners += np.array([[rng.uniform(-0.04, 0.04) * width, rng.uniform(-0.03, 0.03) * height] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    sheet = cv2.warpPerspective(curled, matrix, (wide, high), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (wide, high))[..., None]
    out = np.asarray(sheet * mask + table * (1 - mask), np.float32)
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    lamp = 1.05 - 0.45 * np.hypot(across / wide - rng.uniform(0.2, 0.8), down / high - rng.uniform(0.1, 0.5))
    hand = 1 - 0.3 / (1 + np.exp(-(across / wide + 0.5 * down / high - rng.uniform(1.0, 1.3)) * 18))
    out = out * (lamp * hand)[..., None] * np.array([0.88, 0.97, 1.0], np.float32)
    out = cv2.GaussianBlur(out, (0, 0), dpi / 260) + numbers.normal(0, 5, out.shape).astype(np.float32)
    return _jpeg(np.asarray(out, np.float32), 75)


def _curled(picture: Picture, depth: float, rng: random.Random) -> Picture:
    """Base lines bent as by a sheet that does not lie flat: ``depth`` as a share of the page's height."""
    height, width = picture.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    phase = rng.uniform(0, 3.14)
    bend = depth * height * np.sin(across / width * 3.14 + phase)
    return np.asarray(
        cv2.remap(picture, across, (down + bend).astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.float32,
    )


def unseen(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:
    """Other damage: a faded ribbon on grey paper, water edge, fold with lost ink, moire, motion blur, dust threads."""
    numbers = _numbers(rng)
    height, width = picture.shape[:2]
    gray = picture.mean(axis=2)
    gray = 236 - (255 - gray) * rng.uniform(0.42, 0.62)  # faded
    gray -= 14 * (_field(gray.shape, 3, numbers) * 0.5 + _field(gray.shape, dpi / 3, numbers) * 0.5)
    fold = int(height * rng.uniform(0.3, 0.7))
    band = np.exp(-(((np.arange(height) - fold) / (dpi / 60)) ** 2))[:, None]
    gray = gray * (1 - 0.3 * band) + 235 * 0.3 * band
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    tide = across / width + 0.15 * _field(gray.shape, dpi * 2, numbers)
    gray = gray - 38 * (tide > rng.uniform(0.65, 0.85)).astype(np.float32)
    gray -= 4 * np.sin(down * rng.uniform(0.9, 1.4) + across * 0.3)
    reach = max(2, dpi // 90)
    kernel = np.zeros((reach, reach), np.float32)
    kernel[reach // 2] = 1 / reach
    gray = cv2.filter2D(gray, -1, kernel)
    canvas = np.ascontiguousarray(np.repeat(gray[..., None], 3, axis=2), dtype=np.float32)
    for _ in range(rng.randint(3, 9)):  # hairs and threads
        points = np.cumsum(numbers.normal(0, dpi / 14, (12, 2)), axis=0)
        points += (rng.randrange(width), rng.randrange(height))
        cv2.polylines(canvas, [points.astype(np.int32)], False, (120, 120, 120), 1, cv2.LINE_AA)
    canvas = canvas * 0.93 + 0.07 * np.asarray(back[:, ::-1], np.float32)
    canvas = _turned(np.asarray(canvas, np.float32), rng.uniform(-3, 3), 200)
    canvas += numbers.normal(0, 7, canvas.shape).astype(np.float32)
    return _jpeg(np.asarray(canvas, np.float32), rng.randint(35, 60))


def unseen_photo(picture: Picture, dpi: int, rng: random.Random, back: Picture) -> Picture:  # noqa: ARG001
    """A book lying open under a telephone: lines bend into the gutter, flash glare, the next page's edge, tilt."""
    numbers = _numbers(rng)
    height, width = picture.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    depth = rng.uniform(0.008, 0.018) * height
    bend = depth * np.exp(-across / (0.16 * width))
    squeeze = across + 0.02 * width * np.exp(-across / (0.1 * width))
    page = cv2.remap(picture, squeeze, down - bend, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    page = page * (1 - 0.45 * np.exp(-across / (0.05 * width)))[..., None]
    margin = int(0.08 * width)
    left = np.repeat(np.linspace(150, 90, margin, dtype=np.float32)[None, :, None], height, axis=0)
    page = np.concatenate([np.repeat(left, 3, axis=2) + 8 * _field((height, margin), 12, numbers)[..., None], page], 1)
    page = cv2.copyMakeBorder(
        np.asarray(page, np.float32),
        *[int(0.05 * height)] * 2,
        0,
        int(0.07 * width),
        cv2.BORDER_CONSTANT,
        value=(58, 60, 66),
    )
    high, wide = page.shape[:2]
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    glare = np.exp(-(((across / wide - 0.6) / 0.25) ** 2 + ((down / high - rng.uniform(0.2, 0.7)) / 0.18) ** 2))
    page = page * 0.82 + (255 - page * 0.82) * 0.35 * glare[..., None]
    page = _turned(np.asarray(page, np.float32), rng.uniform(-2.5, 2.5), 60)
    page = cv2.GaussianBlur(page, (0, 0), dpi / 220) + numbers.normal(0, 8, page.shape)
    return _jpeg(np.asarray(page, np.float32), 70)


WEARS: dict[str, Wear] = {
    "clean": clean,
    "degraded": degraded,
    "augmented": augmented,
    "photo": photo,
    "unseen": unseen,
    "unseen-photo": unseen_photo,
    **MORE,
}
