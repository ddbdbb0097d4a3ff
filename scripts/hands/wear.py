"""What befalls a page: one set of mishaps to train on, another, of other kinds, to test on."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["TEST_WEAR", "TRAIN_WEAR", "wear"]

Image = NDArray[np.uint8]
Matrix = NDArray[np.float64]
TRAIN_WEAR = ("none", "blur", "noise", "light", "faded", "coarse", "specks", "bold", "skew", "dry", "copied")
TEST_WEAR = ("none", "bleed", "photo", "bilevel", "broken", "blotched", "shaken", "stained")


def wear(image: Image, kind: str, rng: np.random.Generator) -> tuple[Image, Matrix]:
    """``image`` (RGB) with one kind of mishap, and the 3x3 map from its pixels to those of the result."""
    matrix = np.eye(3)
    if kind in {"skew", "photo"}:
        out, matrix = (_skew if kind == "skew" else _photo)(image, rng)
    else:
        out = _WEAR[kind](image, rng) if kind != "none" else image
    if kind != "bilevel":
        _, packed = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 92))])
        out = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return np.asarray(out, dtype=np.uint8), matrix


def _blur(image: Image, rng: np.random.Generator) -> Image:
    return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.6, 1.5))


def _noise(image: Image, rng: np.random.Generator) -> Image:
    return _clip(image + rng.normal(0, rng.uniform(5, 22), image.shape[:2])[..., None])


def _light(image: Image, rng: np.random.Generator) -> Image:
    return _noise(_clip(image * (1 - rng.uniform(0.2, 0.5) * _slow(image.shape, rng))[..., None]), rng)


def _faded(image: Image, rng: np.random.Generator) -> Image:
    keep = rng.uniform(0.3, 0.6) + 0.25 * _slow(image.shape, rng)
    return _noise(_clip(245 - (245 - image.astype(np.float32)) * keep[..., None]), rng)


def _coarse(image: Image, rng: np.random.Generator) -> Image:
    by = rng.uniform(0.55, 0.8)
    small = cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)


def _specks(image: Image, rng: np.random.Generator) -> Image:
    out = image.copy()
    out[rng.random(image.shape[:2]) < rng.uniform(0.001, 0.01)] = 60
    out[rng.random(image.shape[:2]) < rng.uniform(0.001, 0.01)] = 255
    return out


def _bold(image: Image, rng: np.random.Generator) -> Image:
    return _noise(cv2.erode(image, np.ones((2, 2), np.uint8)), rng)


def _skew(image: Image, rng: np.random.Generator) -> tuple[Image, Matrix]:
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-2.5, 2.5), 1.0)
    out = cv2.warpAffine(image, turn, (width, height), borderValue=(244, 243, 240))
    return out, np.vstack([turn, [0, 0, 1]])


def _dry(image: Image, rng: np.random.Generator) -> Image:
    """Scratches and missing spots, as of a dry pen or a worn type."""
    out = image.copy()
    spots = rng.random(image.shape[:2]) < rng.uniform(0.008, 0.035)
    grown = cv2.dilate(spots.astype(np.uint8), np.ones((2, int(rng.integers(1, 4))), np.uint8)) > 0
    out[grown] = 246
    return cv2.GaussianBlur(out, (0, 0), 0.7)


def _copied(image: Image, rng: np.random.Generator) -> Image:
    """Ink that has run: strokes thicker than they were, then a hard copy of that."""
    size = int(rng.integers(2, 4))
    thick = cv2.GaussianBlur(cv2.erode(image, np.ones((size, size), np.uint8)), (0, 0), 1.0)
    return _clip((thick.astype(np.float32) - 128) * 2.5 + 150 + rng.normal(0, 8, image.shape))


def _bleed(image: Image, rng: np.random.Generator) -> Image:
    back = cv2.GaussianBlur(image[:, ::-1], (0, 0), 2.2)
    strength = rng.uniform(0.12, 0.3)
    return _clip(image.astype(np.float32) * (1 - strength + strength * np.roll(back, 23, 0).astype(np.float32) / 255))


def _photo(image: Image, rng: np.random.Generator) -> tuple[Image, Matrix]:
    height, width = image.shape[:2]
    pad = int(0.06 * width)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    target = source + pad + rng.uniform(-0.6 * pad, 0.6 * pad, (4, 2)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    size = (width + 2 * pad, height + 2 * pad)
    out = cv2.warpPerspective(image, matrix, size, borderValue=(70, 84, 96))
    shadow = 1 - rng.uniform(0.25, 0.55) / (1 + np.exp(-(np.mgrid[0 : size[1], 0 : size[0]][1] / width - 0.6) * 9))
    lit = cv2.GaussianBlur(out, (0, 0), 0.8) * shadow[..., None] + rng.normal(0, 6, out.shape)
    return _clip(lit), matrix.astype(np.float64)


def _bilevel(image: Image, rng: np.random.Generator) -> Image:
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32) + rng.normal(0, 12, image.shape[:2])
    return np.repeat(((gray > rng.uniform(130, 190)) * 255).astype(np.uint8)[..., None], 3, 2)


def _broken(image: Image, rng: np.random.Generator) -> Image:
    """A worn ribbon or a dry pen: strokes with gaps."""
    grain = cv2.GaussianBlur(rng.normal(0, 1, image.shape[:2]).astype(np.float32), (0, 0), 1.6)
    lift = np.clip((grain / grain.std() - 0.7) * 1.2, 0, 1)[..., None]
    return _clip(image + (245 - image.astype(np.float32)) * lift)


def _blotched(image: Image, rng: np.random.Generator) -> Image:
    """A bad photocopy: dark, with letters grown together in places."""
    grown = cv2.GaussianBlur(cv2.erode(image, np.ones((3, 3), np.uint8)), (0, 0), 0.8)
    where = (_slow(image.shape, rng) > 0.5)[..., None]
    out = np.where(where, grown, image)
    return _noise(np.where(rng.random(image.shape[:2])[..., None] < 0.002, 40, out).astype(np.uint8), rng)


def _shaken(image: Image, rng: np.random.Generator) -> Image:
    length = int(rng.integers(3, 6))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1.0 / length
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(image, -1, kernel / max(kernel.sum(), 1e-3))


def _stained(image: Image, rng: np.random.Generator) -> Image:
    out = image.astype(np.float32)
    for _ in range(int(rng.integers(2, 6))):
        y, x = rng.uniform(0, image.shape[0]), rng.uniform(0, image.shape[1])
        size = rng.uniform(0.05, 0.2) * image.shape[1]
        yy, xx = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
        ring = np.exp(-(((np.hypot(yy - y, xx - x) - size) / (0.15 * size)) ** 2)) * 0.3
        out *= 1 - ring[..., None] * np.array([0.6, 0.8, 1.0])
    return _noise(_clip(out), rng)


def _slow(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """A smooth field from 0 to 1."""
    small = rng.random((4, 4)).astype(np.float32)
    return np.clip(cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), 0, 1)


def _clip(values: NDArray[np.floating]) -> Image:
    return np.clip(values, 0, 255).astype(np.uint8)


_WEAR = {
    "blur": _blur,
    "noise": _noise,
    "light": _light,
    "faded": _faded,
    "coarse": _coarse,
    "specks": _specks,
    "bold": _bold,
    "dry": _dry,
    "copied": _copied,
    "bleed": _bleed,
    "bilevel": _bilevel,
    "broken": _broken,
    "blotched": _blotched,
    "shaken": _shaken,
    "stained": _stained,
}
