"""Photographed pages: find the sheet's four corners on the desk and straighten it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.mapping import Homography

__all__ = ["find_sheet", "sheet_map"]

_SIDE = 1000
_SMALLEST = 0.35  # share of the picture that a sheet must fill
_RIM = 0.012  # a sheet that ends at the picture's rim on all sides is a scan, not a photo


def find_sheet(rgb: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """Corners (top left, top right, bottom right, bottom left) of the sheet in pixels, or None when there is no desk around one."""
    height, width = rgb.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    small = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else rgb
    small = cv2.GaussianBlur(small, (5, 5), 0)
    for mask in _masks(small):
        quad = _quad(mask)
        if quad is not None:
            return quad / scale
    return None


def sheet_map(quad: NDArray[np.float64]) -> tuple[Homography, tuple[int, int]]:
    """Map that lays the sheet out flat, and its ``(width, height)`` in pixels: no side gets smaller than it was."""
    tl, tr, br, bl = quad
    width = round(max(np.linalg.norm(tr - tl), np.linalg.norm(br - bl)))
    height = round(max(np.linalg.norm(bl - tl), np.linalg.norm(br - tr)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    return np.asarray(matrix, dtype=np.float64), (int(width), int(height))


def _masks(small: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Where the sheet may be: what is bright; what is bright and pale (paper in shade against a coloured desk)."""
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY) if small.ndim == 3 else small
    closed = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))  # forget the writing
    masks = [cv2.threshold(closed, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]]
    if small.ndim == 3:
        lab = cv2.cvtColor(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), cv2.COLOR_RGB2LAB)
        chroma = np.hypot(lab[..., 1].astype(np.float32) - 128, lab[..., 2].astype(np.float32) - 128)
        score = lab[..., 0].astype(np.float32) - 2.5 * chroma
        score = np.clip(score - score.min(), 0, 255).astype(np.uint8)
        masks.append(cv2.threshold(score, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1])
    return [np.asarray(m, dtype=np.uint8) for m in masks]


def _quad(mask: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    height, width = mask.shape
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    sheet = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(sheet)
    area = cv2.contourArea(hull)
    if not _SMALLEST <= area / (height * width) <= 0.985:
        return None
    if cv2.contourArea(sheet) < 0.9 * area:
        return None  # not a solid sheet: a text page's own light and dark
    rough = None
    for tolerance in (0.02, 0.03, 0.05, 0.08):
        polygon = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(polygon) == 4:
            rough = polygon[:, 0, :].astype(np.float64)
            break
    if rough is None or cv2.contourArea(rough.astype(np.float32)) < 0.93 * area:
        return None
    corners = _refine(_ordered(rough), sheet[:, 0, :].astype(np.float64), width, height)
    return corners if _is_page(corners, mask) else None


def _ordered(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Top left first, then clockwise."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    around = corners[np.argsort(angles)]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)


def _refine(corners: NDArray[np.float64], outline: NDArray[np.float64], width: int, height: int) -> NDArray[np.float64]:
    """Corners as the crossings of straight lines fitted to the outline along each side; worn corners do not matter."""
    lines = []
    for i in range(4):
        a, b = corners[i], corners[(i + 1) % 4]
        along = (b - a) / max(1e-9, float(np.linalg.norm(b - a)))
        normal = np.array([-along[1], along[0]])
        t = (outline - a) @ along / max(1e-9, float(np.linalg.norm(b - a)))
        d = np.abs((outline - a) @ normal)
        rim = (outline.min(axis=1) <= 2) | (outline[:, 0] >= width - 3) | (outline[:, 1] >= height - 3)
        near = outline[(t > 0.06) & (t < 0.94) & (d < 0.03 * max(width, height)) & ~rim]
        if len(near) < 40:
            lines.append((a, along))
            continue
        vx, vy, px, py = (float(v) for v in cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
        lines.append((np.array([px, py]), np.array([vx, vy])))
    fitted = []
    for i in range(4):
        (p, u), (q, v) = lines[i - 1], lines[i]
        cross = u[0] * v[1] - u[1] * v[0]
        if abs(cross) < 0.3:
            return corners
        s = ((q - p)[0] * v[1] - (q - p)[1] * v[0]) / cross
        fitted.append(p + s * u)
    result = np.array(fitted)
    if np.abs(result - corners).max() > 0.05 * max(width, height):
        return corners
    return result


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
