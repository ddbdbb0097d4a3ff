"""A line as the same hand might have written it another day: bent, leant, thicker, paler, cut a little otherwise."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.engines.base import Gray

__all__ = ["HEIGHT", "altered", "sized"]

HEIGHT = 64  # pixels: twice what the recogniser sees, so that strokes can be bent before they are shrunk
_WHITE = 255


def sized(picture: Gray) -> Gray:
    """``picture`` at the height that lines are altered at."""
    height, width = picture.shape
    columns = max(HEIGHT, round(width * HEIGHT / height))
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (columns, HEIGHT), interpolation=way), dtype=np.uint8)


def altered(line: Gray, rng: np.random.Generator) -> Gray:
    """A ``line`` of `HEIGHT` rows, altered by chance; its width changes, its text does not."""
    out = _moved(line, rng)
    if rng.random() < 0.3:
        out = _thicker(out, rng)
    if rng.random() < 0.5:
        out = _paler(out, rng)
    if rng.random() < 0.25:
        out = np.asarray(cv2.GaussianBlur(out, (0, 0), rng.uniform(0.4, 1.2)), dtype=np.uint8)
    if rng.random() < 0.25:
        noisy = out.astype(np.float32) + rng.normal(0, rng.uniform(2, 12), out.shape)
        out = np.clip(noisy, 0, _WHITE).astype(np.uint8)
    return out


def _moved(line: Gray, rng: np.random.Generator) -> Gray:
    """Stretched, leant, turned, shifted and its strokes bent, in one go."""
    height, width = line.shape
    across, down = rng.uniform(0.85, 1.15), rng.uniform(0.88, 1.08)
    lean, rise = rng.normal(0, 0.10), rng.normal(0, 0.008)
    shift = rng.uniform(-0.06, 0.06) * height
    columns = max(HEIGHT, round(width * across))
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(height, dtype=np.float32))
    middle = height / 2
    from_x = x / across + lean * (y - middle)
    from_y = middle + (y - middle - shift) / down + rise * (x - columns / 2)
    if rng.random() < 0.5:
        from_x, from_y = from_x + _bend(rng, height, columns), from_y + _bend(rng, height, columns)
    # cv2.remap takes float64 maps without a word and gives an empty picture
    maps = from_x.astype(np.float32), from_y.astype(np.float32)
    return np.asarray(cv2.remap(line, *maps, cv2.INTER_LINEAR, borderValue=_WHITE), dtype=np.uint8)


def _bend(rng: np.random.Generator, height: int, columns: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    cells = (max(2, height // 20), max(2, columns // 24))
    field = rng.normal(0, rng.uniform(0.5, 1.6), cells).astype(np.float32)
    return np.asarray(cv2.resize(field, (columns, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _thicker(line: Gray, rng: np.random.Generator) -> Gray:
    """Strokes a pixel thicker or thinner."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2, 2) if rng.random() < 0.6 else (3, 3))
    act = cv2.erode if rng.random() < 0.6 else cv2.dilate  # the ink is dark: eroding the picture thickens it
    return np.asarray(act(line, kernel), dtype=np.uint8)


def _paler(line: Gray, rng: np.random.Generator) -> Gray:
    ink = (_WHITE - line.astype(np.float32)) * rng.uniform(0.55, 1.15)
    return np.asarray(np.clip(_WHITE - ink, 0, _WHITE), dtype=np.uint8)
