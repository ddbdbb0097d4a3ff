"""Signatures: long, thin, winding strokes of a hand's size that no word covers, where people sign."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray, RawWord
from extractors.pixels import components, shrink
from extractors.reread import plausibility

__all__ = ["Scribble", "find_signatures"]

_WORK_DPI = 100
_SURE_WORD = 0.55
_WIDEST, _HIGHEST = 4.0, 2.0  # inches
_NARROWEST, _LOWEST = 0.35, 0.14
_FULLEST = 0.40  # ink in the box: letters, blots and pictures are denser
_LEAST = 0.5


@dataclass(frozen=True)
class Scribble:
    """A signature's rectangle (x0, top, x1, bottom in pixels of the prepared page) and how well it fits."""

    rect: tuple[float, float, float, float]
    confidence: float


def find_signatures(
    bare: Gray, dpi: int, words: list[RawWord], stamped: list[tuple[float, float, float, float]]
) -> list[Scribble]:
    """Signatures on the prepared page ``bare`` beside its ``words`` and its stamps (all in its pixels)."""
    scale = min(1.0, _WORK_DPI / dpi)
    small = shrink(bare, scale)
    dots = dpi * scale
    ink = (small < 185).astype(np.uint8)
    rim_y, rim_x = small.shape[0] // 40, small.shape[1] // 40
    ink[:rim_y], ink[-rim_y:], ink[:, :rim_x], ink[:, -rim_x:] = 0, 0, 0, 0
    sure = [w for w in words if w.confidence >= _SURE_WORD and plausibility(w.text) >= 0.85 and len(w.text) > 1]
    if not sure:
        return []  # a page that nobody can read may be all signature or none
    typical = float(np.median([w.rect[3] - w.rect[1] for w in sure])) * scale
    for rect in [w.rect for w in sure] + stamped:
        x0, top, x1, bottom = (int(v * scale) for v in rect)
        ink[max(0, top - 1) : bottom + 2, max(0, x0 - 1) : x1 + 2] = 0
    reach = max(3, int(0.06 * dots)) | 1
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    count, labels, stats, _ = components(joined)
    rows = sorted((w.rect[1] + w.rect[3]) / 2 * scale for w in sure)
    found = []
    for i in range(1, count):
        x, y, wide, high, _ = (int(v) for v in stats[i])
        if not (_NARROWEST * dots <= wide <= _WIDEST * dots and _LOWEST * dots <= high <= _HIGHEST * dots):
            continue
        own = ((labels[y : y + high, x : x + wide] == i) & (ink[y : y + high, x : x + wide] > 0)).astype(np.uint8)
        score = _fit(own, typical, dots) + _place((x, y, x + wide, y + high), rows, sure, scale, typical)
        if score >= _LEAST:
            rect = (x / scale, y / scale, (x + wide) / scale, (y + high) / scale)
            found.append(Scribble(rect, round(min(1.0, score), 3)))
    return _joined(found, 0.12 * dpi)


def _joined(found: list[Scribble], near: float) -> list[Scribble]:
    """Pieces of one signature (overlapping, or nearer than ``near`` pixels) as one."""
    out: list[Scribble] = []
    for piece in sorted(found, key=lambda s: s.rect[0]):
        x0, top, x1, bottom = piece.rect
        for i, (left, upper, right, lower) in enumerate(s.rect for s in out):
            if x0 - right < near and left - x1 < near and top - lower < near and upper - bottom < near:
                both = (min(left, x0), min(upper, top), max(right, x1), max(lower, bottom))
                out[i] = Scribble(both, max(out[i].confidence, piece.confidence))
                break
        else:
            out.append(piece)
    return out


def _fit(own: NDArray[np.uint8], typical: float, dots: float) -> float:
    """0 to 0.7: how much the ink looks like one winding stroke."""
    high, wide = own.shape
    area = int(own.sum())
    if area < 0.004 * dots * dots or area / (high * wide) > _FULLEST:
        return 0.0
    distance = cv2.distanceTransform(cv2.copyMakeBorder(own, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 3)
    thickness = 2 * float(np.percentile(distance[distance > 0], 90))
    if thickness > 0.07 * dots:
        return 0.0
    length = area / max(1.0, 0.8 * thickness)
    winding = length / max(high, wide)  # a rule or a fold is about 1
    if winding < 1.4:
        return 0.0
    score = 0.2 + 0.2 * min(1.0, (winding - 1.4) / 1.5)
    score += 0.2 if high > 1.25 * typical else 0.0
    return float(score + (0.1 if wide > 2.5 * typical else 0.0))


def _place(
    box: tuple[int, int, int, int], rows: list[float], sure: list[RawWord], scale: float, typical: float
) -> float:
    """-0.4 to 0.3: people sign under the text, between an office and a name, with white around."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    beneath = sum(row < middle for row in rows) / len(rows)
    score = 0.2 if beneath > 0.75 else (-0.3 if beneath < 0.4 else 0.0)
    beside = 0
    for word in sure:
        left, upper, right, lower = (v * scale for v in word.rect)
        if upper < middle < lower and (left - x1 < 2 * typical and x0 - right < 2 * typical):
            beside += 1
    return score + (0.1 if beside == 0 else -0.25)
