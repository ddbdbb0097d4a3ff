"""Stroke statistics of one line of writing: what tells types from a hand, whatever the line says.

Types stand on one base line, rise to one height, repeat their stems at one angle and keep their distances; a hand does
so only nearly. Every figure is relative to the height of the small letters, so that size and resolution do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components

__all__ = ["FEATURES", "Rect", "line_features"]

Rect = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels of the prepared page

_CORE = 16.0  # pixels to which the height of the small letters is brought
_TIP = 0.9  # of the core: stems are at least that long
_HEAL = 0.7  # pixels at working size: closes the cracks of a worn ribbon or a dry pen
_SHEARS = np.tan(np.deg2rad(np.arange(-30, 31, 6)))
_LONGEST = 18  # heights of the line that are looked at, from its beginning
_LEAST_INK = 120  # pixels at working size

FEATURES = (
    "core_ink", "rise_bottom", "rise_top", "base_wobble", "top_wobble", "core_spread", "piece_width",
    "piece_width_spread", "joined", "piece_height_spread", "on_base", "on_top", "pieces", "extent", "holes",
    "stroke", "stroke_spread", "run_ratio", "stem_peak", "slant", "level_share", "entropy", "peak_width", "stems",
    "long_stems", "bars", "letter_gap", "letter_gap_spread", "word_gap", "word_gap_spread", "corners", "ascent",
)  # fmt: skip


@dataclass(frozen=True)
class _Piece:
    """A connected piece of ink: left, top, width, height, area in pixels at working size, and its holes."""

    x: int
    y: int
    wide: int
    high: int
    area: int


def line_features(bare: Gray, rects: list[Rect]) -> NDArray[np.float64] | None:
    """The figures of ``FEATURES`` for the line whose words lie at ``rects`` on the prepared page ``bare``.

    None where there is too little ink to tell.
    """
    crop = _cut(bare, rects)
    if crop is None:
        return None
    core = _core_height(crop)
    if core is None or not 3.0 <= core <= 400.0:
        return None
    scale = _CORE / core
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    gray = np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
    ink = _ink(np.asarray(cv2.GaussianBlur(gray, (0, 0), _HEAL), dtype=np.uint8))
    if int(ink.sum()) < _LEAST_INK:
        return None
    pieces, holes = _pieces(ink)
    letters = [p for p in pieces if p.high >= 0.35 * _CORE]
    if len(letters) < 2:
        return None
    figures = [
        *_zones(ink),
        *_shapes(letters, ink, holes),
        *_strokes(ink),
        *_directions(gray),
        *_stems(ink),
        *_gaps(ink),
        _corners(ink),
    ]
    ascent = _rank(np.array([p.high for p in letters]), 0.85) / _CORE
    values = np.array([*figures, ascent], dtype=np.float64)
    return np.asarray(np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0))


def _rank(values: NDArray[Any], share: float) -> float:
    """The value below which ``share`` of the ``values`` lie; much cheaper than a percentile on short rows."""
    return float(np.sort(values)[min(len(values) - 1, int(share * len(values)))])


def _cut(bare: Gray, rects: list[Rect]) -> Gray | None:
    """The line cut out, white where ink belongs to its neighbours above and below."""
    if not rects:
        return None
    tops, bottoms = np.array([r[1] for r in rects]), np.array([r[3] for r in rects])
    high = float(np.median(bottoms - tops))
    regular = (bottoms - tops) <= 2.0 * high
    top, bottom = float(tops[regular].min()), float(bottoms[regular].max())
    if bottom - top > 3.0 * high:
        top, bottom = float(np.median(tops)), float(np.median(bottoms))
    pad = 0.15 * high
    y0, y1 = max(0, int(top - pad)), min(bare.shape[0], int(bottom + pad) + 1)
    x0, x1 = max(0, int(min(r[0] for r in rects) - pad)), min(bare.shape[1], int(max(r[2] for r in rects) + pad) + 1)
    if y1 - y0 < 6 or x1 - x0 < 6:
        return None
    inked = np.flatnonzero((bare[y0:y1, x0:x1] < 170).any(axis=0))
    if not len(inked):
        return None
    x0 += int(inked[0])
    crop = bare[y0:y1, x0 : min(x1, x0 + int(_LONGEST * high))].copy()
    count, labels, stats, middles = components((crop < 170).astype(np.uint8))
    foreign = np.zeros(count, dtype=bool)
    for i in range(1, count):
        _, y, wide, tall, _ = stats[i]
        at_rim = y == 0 or y + tall == crop.shape[0]
        off = not pad <= middles[i][1] <= crop.shape[0] - pad
        foreign[i] = (at_rim and (off or tall < 0.35 * high)) or wide > 20 * high
    crop[foreign[labels]] = 255
    return crop


def _ink(gray: Gray) -> NDArray[np.uint8]:
    """1 where there is ink."""
    threshold, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return (gray < min(max(threshold + 1, 90), 200)).astype(np.uint8)


def _chunks(ink: NDArray[np.uint8], gap: int) -> list[tuple[int, int]]:
    """Runs of columns with ink, joined over gaps of less than ``gap`` columns."""
    columns = ink.any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], columns, [False])).astype(np.int8)))
    runs: list[tuple[int, int]] = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        if runs and a - runs[-1][1] < gap:
            runs[-1] = (runs[-1][0], int(b))
        else:
            runs.append((int(a), int(b)))
    return runs


def _core(ink: NDArray[np.uint8]) -> tuple[float, float] | None:
    """Top and bottom of the zone of the small letters: the rows that are well filled once letters are closed up."""
    reach = max(3, int(0.35 * ink.shape[0])) | 1
    edged = cv2.copyMakeBorder(ink, 0, 0, reach, reach, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(edged, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    profile = closed.sum(axis=1).astype(np.float64)
    if profile.max() < 2:
        return None
    middle = int(np.searchsorted(np.cumsum(profile) / profile.sum(), 0.5))
    full = profile > 0.6 * _rank(profile[profile > 0], 0.85)
    top = bottom = middle
    while top > 0 and full[top - 1]:
        top -= 1
    while bottom + 1 < len(full) and full[bottom + 1]:
        bottom += 1
    return float(top), float(bottom + 1)


def _core_height(crop: Gray) -> float | None:
    ink = _ink(crop)
    parts = [(a, b) for a, b in _chunks(ink, max(2, crop.shape[0] // 5)) if b - a > 0.4 * crop.shape[0]]
    zones = [(_core(ink[:, a:b]), b - a) for a, b in parts]
    heights = sorted((zone[1] - zone[0], wide) for zone, wide in zones if zone is not None)
    if not heights:
        return None
    passed = np.cumsum([wide for _, wide in heights])
    return heights[int(np.searchsorted(passed, passed[-1] / 2))][0]


def _zones(ink: NDArray[np.uint8]) -> list[float]:
    """Ink of the core, steepness of its edges, and how far base lines and heights of the words stray."""
    zones, rises, inks = [], [], []
    for a, b in _chunks(ink, int(0.45 * _CORE)):
        if b - a < 1.2 * _CORE:
            continue
        piece = ink[:, a:b]
        zone = _core(piece)
        if zone is None:
            continue
        top, bottom = zone
        profile = piece.sum(axis=1) / (b - a)
        step = 2
        change = profile[step:] - profile[:-step]
        low = slice(max(0, int(bottom) - 5), int(bottom) + 4)
        high = slice(max(0, int(top) - 5), int(top) + 4)
        peak = max(1e-6, _rank(profile, 0.95))
        rises.append((float(-change[low].min(initial=0)) / peak, float(change[high].max(initial=0)) / peak))
        inks.append(float(piece[int(top) : int(bottom)].mean()))
        zones.append(((a + b) / 2, top, bottom, b - a))
    if not zones:
        return [0.0] * 6
    found = np.array(zones)
    weights = found[:, 3]
    rise = np.average(np.array(rises), axis=0, weights=weights)
    return [
        float(np.average(inks, weights=weights)),
        float(rise[0]),
        float(rise[1]),
        _stray(found[:, 0], found[:, 2]),
        _stray(found[:, 0], found[:, 1]),
        float(np.std(found[:, 2] - found[:, 1]) / _CORE),
    ]


def _stray(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Spread of ``y`` about its straight line, relative to the core."""
    if len(x) < 4:
        return float(np.std(y) / _CORE)
    residual = y - np.polyval(np.polyfit(x, y, 1), x)
    return float(np.mean(np.abs(residual - np.median(residual))) / _CORE)


def _pieces(ink: NDArray[np.uint8]) -> tuple[list[_Piece], int]:
    """The connected pieces of ink, and the number of holes in them."""
    count, _, stats, _ = components(ink)
    _, _, white, _ = cv2.connectedComponentsWithStats(1 - ink, connectivity=4)
    holes = int(((white[1:, cv2.CC_STAT_AREA] >= 4) & (white[1:, cv2.CC_STAT_AREA] < 4 * _CORE * _CORE)).sum())
    return [_Piece(*(int(v) for v in stats[i])) for i in range(1, count)], holes


def _shapes(letters: list[_Piece], ink: NDArray[np.uint8], holes: int) -> list[float]:
    """Widths, heights, and how well the letters stand on one line and reach one height."""
    wide = np.array([p.wide for p in letters], dtype=np.float64)
    high = np.array([p.high for p in letters], dtype=np.float64)
    bottoms = np.array([p.y + p.high for p in letters], dtype=np.float64)
    tops = np.array([p.y for p in letters], dtype=np.float64)
    middles = np.array([p.x + p.wide / 2 for p in letters])
    span = max(1.0, float(ink.any(axis=0).sum()))
    return [
        float(wide.mean() / _CORE),
        float(wide.std() / max(wide.mean(), 1e-6)),
        float(wide[wide > 2.2 * _CORE].sum() / wide.sum()),
        float(high.std() / _CORE),
        _near_level(middles, bottoms),
        _near_level(middles, tops),
        float(len(letters) * _CORE / span),
        float(np.mean([p.area / (p.wide * p.high) for p in letters])),
        float(holes / len(letters)),
    ]


def _near_level(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Share of the points that lie within a sixteenth of the core of a level that follows the line's slow course."""
    order = np.argsort(x)
    y = y[order]
    near = total = 0
    for start in range(0, len(y), 8):
        part = y[max(0, start - 4) : start + 12]
        level = _mode(part)
        own = y[start : start + 8]
        near += int((np.abs(own - level) <= _CORE / 16).sum())
        total += len(own)
    return near / max(1, total)


def _mode(values: NDArray[np.float64]) -> float:
    """The level that most values lie at."""
    close = np.abs(values[:, None] - values[None, :]) <= _CORE / 16
    return float(values[int(close.sum(axis=1).argmax())])


def _strokes(ink: NDArray[np.uint8]) -> list[float]:
    """Width of the strokes, its spread, and upright against level strokes."""
    padded = np.asarray(cv2.copyMakeBorder(ink, 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0))
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, 5)
    ridge = distance[(distance >= cv2.dilate(distance, np.ones((3, 3), np.uint8)) - 1e-6) & (padded > 0)]
    if not len(ridge):
        return [0.0, 0.0, 0.0]
    across, down = _run_lengths(ink), _run_lengths(ink.T)
    return [
        float(2 * ridge.mean() / _CORE),
        float(ridge.std() / ridge.mean()),
        float(np.log(max(1.0, np.median(across)) / max(1.0, np.median(down)))),
    ]


def _run_lengths(ink: NDArray[np.uint8]) -> NDArray[np.int64]:
    flat = np.pad(ink, ((0, 0), (1, 1))).ravel().astype(np.int8)
    edges = np.flatnonzero(np.diff(flat))
    lengths = edges[1::2] - edges[::2]
    return np.asarray(lengths if len(lengths) else np.array([1]))


def _directions(gray: Gray) -> list[float]:
    """How the edges of the strokes are directed: a sharp peak for stems and its slant, level strokes, disorder."""
    soft = cv2.GaussianBlur(gray, (0, 0), 0.8).astype(np.float32)
    gx, gy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    size = np.hypot(gx, gy)
    strong = size > 0.25 * float(size.max())
    angle = np.rad2deg(np.arctan2(gy[strong], gx[strong])) % 180.0  # 0: an upright edge, 90: a level one
    counts, _ = np.histogram(angle, bins=60, range=(0, 180), weights=size[strong])
    share = counts / max(counts.sum(), 1e-6)
    ring = np.concatenate([share, share, share])
    upright = [float(ring[60 + k - 2 : 60 + k + 3].sum()) for k in range(-12, 13)]
    best = int(np.argmax(upright)) - 12
    around = float(ring[60 + best - 7 : 60 + best + 8].sum())
    entropy = -float((share[share > 0] * np.log(share[share > 0])).sum())
    return [
        upright[best + 12],
        abs(best * 3.0) / 45.0,
        float(ring[60 + 28 : 60 + 33].sum()),
        entropy,
        upright[best + 12] / max(around, 1e-6),
    ]


def _stems(ink: NDArray[np.uint8]) -> list[float]:
    """Share of the ink in straight stems at the one slant that shows most of them, and in level bars."""
    height, width = ink.shape
    best, best_ink = -1.0, ink
    total = float(ink.sum())
    stem = np.ones((max(3, int(_TIP * _CORE)), 1), np.uint8)
    for shear in _SHEARS:
        turned = _sheared(ink, float(shear), height, width)
        found = float(cv2.morphologyEx(turned, cv2.MORPH_OPEN, stem).sum()) / total
        if found > best:
            best, best_ink = found, turned
    long = cv2.morphologyEx(best_ink, cv2.MORPH_OPEN, np.ones((int(1.4 * _CORE), 1), np.uint8))
    bars = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, int(0.5 * _CORE)), np.uint8))
    return [best, float(long.sum()) / total, float(bars.sum()) / total]


def _sheared(ink: NDArray[np.uint8], shear: float, height: int, width: int) -> NDArray[np.uint8]:
    if abs(shear) < 1e-6:
        return ink
    matrix = np.array([[1, shear, max(0.0, -shear * height)], [0, 1, 0]], dtype=np.float64)
    size = (width + int(abs(shear) * height) + 1, height)
    return np.asarray(cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_NEAREST), dtype=np.uint8)


def _gaps(ink: NDArray[np.uint8]) -> list[float]:
    """White between letters and between words, and how even it is."""
    runs = _chunks(ink, 1)
    gaps = np.array([b[0] - a[1] for a, b in pairwise(runs)], dtype=np.float64)
    inside, between = gaps[gaps < 0.5 * _CORE], gaps[gaps >= 0.5 * _CORE]
    return [
        float(np.median(inside) / _CORE) if len(inside) else 0.0,
        float(inside.std() / _CORE) if len(inside) else 0.0,
        float(np.median(between) / _CORE) if len(between) else 0.0,
        float(between.std() / max(between.mean(), 1e-6)) if len(between) > 2 else 0.3,
    ]


def _corners(ink: NDArray[np.uint8]) -> float:
    """Corners of the outlines in proportion to their length."""
    outlines, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    length = sum(cv2.arcLength(line, True) for line in outlines)
    corners = sum(len(cv2.approxPolyDP(line, 0.05 * _CORE, True)) for line in outlines)
    return float(corners * _CORE / max(length, 1.0))
