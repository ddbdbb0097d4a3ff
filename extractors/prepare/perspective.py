"""Photographed pages: find the sheet's four corners on the desk and straighten it."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.mapping import Homography
from extractors.pixels import sketch

__all__ = ["find_sheet", "sheet_map"]

_SIDE = 1000
_SMALLEST = 0.35  # share of the picture that a sheet must fill
_LARGEST = 0.985
_COLOURED = 6.0  # chroma (LAB) that a hundredth of a picture with a coloured desk has at least
_RIM = 0.012  # a sheet that ends at the picture's rim on all sides is a scan, not a photo


def find_sheet(rgb: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """Corners (top left, top right, bottom right, bottom left) of the sheet in pixels, or None when there is no desk
    around one.
    """
    height, width = rgb.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    small = np.asarray(cv2.GaussianBlur(sketch(rgb, scale), (5, 5), 0), dtype=np.uint8)
    for mask in _masks(small):
        quad = _quad(mask)
        if quad is not None:
            return np.asarray(quad / scale, dtype=np.float64)
    return None


def sheet_map(quad: NDArray[np.float64]) -> tuple[Homography, tuple[int, int]]:
    """Map that lays the sheet out flat, and its ``(width, height)`` in pixels: no side gets smaller than it was."""
    tl, tr, br, bl = quad
    width = round(max(np.linalg.norm(tr - tl), np.linalg.norm(br - bl)))
    height = round(max(np.linalg.norm(bl - tl), np.linalg.norm(br - tr)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    return np.asarray(matrix, dtype=np.float64), (int(width), int(height))


def _masks(small: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Where the sheet may be: what is bright; what is bright and pale (paper in shade against a coloured desk)."""
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY) if small.ndim == 3 else small
    closed = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))  # forget the writing
    yield np.asarray(cv2.threshold(closed, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], dtype=np.uint8)
    if small.ndim == 3 and float(np.percentile(_chroma(small[::4, ::4]), 99)) > _COLOURED:
        coloured = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), dtype=np.uint8)
        light = cv2.extractChannel(cv2.cvtColor(coloured, cv2.COLOR_RGB2LAB), 0).astype(np.float32)
        score = light - 2.5 * _chroma(coloured)
        score = np.clip(score - score.min(), 0, 255).astype(np.uint8)
        yield np.asarray(cv2.threshold(score, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], dtype=np.uint8)


def _chroma(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    lab = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2LAB)
    return np.asarray(np.hypot(lab[..., 1].astype(np.float32) - 128, lab[..., 2].astype(np.float32) - 128))


def _quad(mask: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    height, width = mask.shape
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8)), dtype=np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    sheet = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(sheet)
    area = cv2.contourArea(hull)
    if not _SMALLEST <= area / (height * width) <= _LARGEST or cv2.contourArea(sheet) < 0.9 * area:
        return None
    # A corner in deep shade may be cut off the mask: the sides are fitted to what is seen of them and prolonged.
    corners = _ordered(cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64))
    outline = sheet[:, 0, :].astype(np.float64)
    for tolerance in (0.07, 0.025, 0.008):
        fitted = _fit_sides(corners, outline, tolerance * max(width, height), (width, height))
        if fitted is None:
            return None
        corners = fitted
    filled = area / max(1.0, cv2.contourArea(corners.astype(np.float32)))
    return corners if 0.85 <= filled <= 1.04 and _is_page(corners, mask) else None


def _ordered(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Top left first, then clockwise."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    around = corners[np.argsort(angles)]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)


def _fit_sides(
    corners: NDArray[np.float64], outline: NDArray[np.float64], within: float, size: tuple[int, int]
) -> NDArray[np.float64] | None:
    """Corners as the crossings of straight lines fitted to the outline ``within`` so many pixels of each side.

    None when a side is not straight for at least a third of its length.
    """
    width, height = size
    rim = (outline.min(axis=1) <= 2) | (outline[:, 0] >= width - 3) | (outline[:, 1] >= height - 3)
    lines = []
    for i in range(4):
        a, b = corners[i], corners[(i + 1) % 4]
        length = max(1e-9, float(np.linalg.norm(b - a)))
        along = (b - a) / length
        t = (outline - a) @ along / length
        d = np.abs((outline - a) @ np.array([-along[1], along[0]]))
        near = (t > 0.04) & (t < 0.96) & (d < within)
        seen = outline[near & ~rim] if (near & ~rim).sum() > 0.5 * near.sum() else outline[near]
        if len(seen) < 0.33 * length:
            return None
        vx, vy, px, py = (float(v) for v in cv2.fitLine(seen.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
        lines.append((np.array([px, py]), np.array([vx, vy])))
    fitted = []
    for i in range(4):
        (p, u), (q, v) = lines[i - 1], lines[i]
        cross = u[0] * v[1] - u[1] * v[0]
        if abs(cross) < 0.3:
            return None
        fitted.append(p + ((q - p)[0] * v[1] - (q - p)[1] * v[0]) / cross * u)
    return np.array(fitted)


def _is_page(corners: NDArray[np.float64], mask: NDArray[np.uint8]) -> bool:
    """Angles near a right one, opposite sides alike, and desk visible along at least two sides."""
    height, width = mask.shape
    sides = [corners[(i + 1) % 4] - corners[i] for i in range(4)]
    lengths = [float(np.linalg.norm(s)) for s in sides]
    if min(lengths) < 0.3 * min(width, height):
        return False
    for i in range(4):
        cosine = abs(float(sides[i - 1] @ sides[i])) / (lengths[i - 1] * lengths[i])
        if cosine > 0.4:
            return False
    if min(lengths[0], lengths[2]) < 0.7 * max(lengths[0], lengths[2]) or min(lengths[1], lengths[3]) < 0.7 * max(
        lengths[1], lengths[3]
    ):
        return False
    gaps = [
        min(corners[0][1], corners[1][1]) / height,
        1 - max(corners[1][0], corners[2][0]) / width,
        1 - max(corners[2][1], corners[3][1]) / height,
        min(corners[0][0], corners[3][0]) / width,
    ]
    outside = np.ones(mask.shape, np.uint8)
    cv2.fillPoly(outside, [corners.astype(np.int32)], 0)
    dark = float((mask[outside > 0] == 0).mean()) if outside.any() else 0.0
    return sum(g > _RIM for g in gaps) >= 2 and dark > 0.85
