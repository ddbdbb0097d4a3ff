"""What a page has been through, seen from its pixels: how dirty the bare paper is, how unevenly the ink has faded."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components

__all__ = ["Condition", "condition_of", "even_ink"]

_INK = 200  # grey level of an evenly lit page below which a pixel may be a faint stroke
_SMALL = 20  # pixels at 200 dpi: no letter is as small
_DIRTY = 25.0  # harsh scans had 40 to 360, all others below 17
_FAINT = 190.0  # patchy ribbons had 136 to 143, all others 215 and more
_REACH = 0.12  # inches to the darkest ink nearby
_GRAIN = (1.5, 4.0)  # the paper's spread: darkness below is paper, above is ink
_DIRTIED, _FADED = (0.8, 40.0, 3.2), (1.0, 50.0, 4.0)  # blur in pixels, least and most that ink is divided by


@dataclass(frozen=True)
class Condition:
    """``grains``: spots on a square inch of bare paper; ``faintest``: how dark (0 paper to 255 black) the fainter
    letters still are, the tenth percentile; ``letters``: how many were found.
    """

    grains: float
    faintest: float
    letters: int

    @property
    def dirty(self) -> bool:
        """Whether specks are everywhere."""
        return self.grains > _DIRTY

    @property
    def worn(self) -> bool:
        """Whether the ink should be evened."""
        return self.dirty or self.faintest < _FAINT


def condition_of(even: Gray, dpi: int) -> Condition:
    """Condition of a page that is evenly lit and stretched (paper white, ink dark)."""
    ink = np.asarray(cv2.threshold(even, _INK - 1, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    rim_y, rim_x = even.shape[0] // 20, even.shape[1] // 20
    ink[:rim_y], ink[-rim_y:], ink[:, :rim_x], ink[:, -rim_x:] = 0, 0, 0, 0
    count, labels, stats, _ = components(ink)
    area, height = stats[:, cv2.CC_STAT_AREA], stats[:, cv2.CC_STAT_HEIGHT]
    big = area > _SMALL * (dpi / 200) ** 2
    big[0] = False
    if int(big.sum()) < 20:
        return Condition(0.0, 255.0, int(big.sum()))
    letter = min(float(np.median(height[big])), 0.2 * dpi)
    inked = np.flatnonzero(ink.view(np.bool_))
    spot = labels.ravel()[inked]
    large = ink.copy()
    large.ravel()[inked[~big[spot]]] = 0
    reach = np.ones((max(3, round(1.4 * letter)) | 1, max(3, round(4 * letter)) | 1), np.uint8)
    lines = cv2.dilate(large, reach)
    beside = np.zeros(count, dtype=bool)
    beside[spot[lines.ravel()[inked] > 0]] = True
    paper = (lines.size - cv2.countNonZero(lines)) / dpi**2
    grains = int((~beside[1:]).sum()) / max(paper, 1.0)
    regular = big & (height > 0.5 * letter) & (height < 3 * letter)
    return Condition(grains, _faintest(even.ravel()[inked], spot, regular, count), int(regular.sum()))


def _faintest(levels: Gray, spot: NDArray[np.int32], regular: NDArray[np.bool_], count: int) -> float:
    """Tenth percentile over the ``regular`` components of their darkest pixel, as darkness."""
    darkest = np.full(count, 255, np.uint8)
    np.minimum.at(darkest, spot, levels)
    return float(np.percentile(255 - darkest[regular].astype(np.int16), 10)) if regular.any() else 255.0


def even_ink(even: Gray, dpi: int, *, faded: bool = False) -> Gray:
    """An evenly lit page on which faint strokes are as dark as strong ones: a worn ribbon, a bad copy.

    Darkness is divided by the darkest ink nearby. Lone specks must be gone: they would be darkened too. ``faded``: the
    page was not stretched, which would have lost the faintest strokes, so more is to be made up for.
    """
    soft, floor, most = _FADED if faded else _DIRTIED
    ink = 255.0 - cv2.GaussianBlur(even, (0, 0), soft).astype(np.float32)
    if faded:
        ink = _without_grain(ink)
    side = max(3, round(_REACH * dpi)) | 1
    peak = cv2.dilate(ink, np.ones((side, side), np.uint8))
    peak = cv2.GaussianBlur(peak, (0, 0), 0.7 * side)
    gain = np.clip(230.0 / np.maximum(peak, floor), 1.0, most)
    return np.asarray(np.clip(255.0 - ink * gain, 0, 255), dtype=np.uint8)


def _without_grain(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Darkness with the bare paper's own unevenness taken out: it would be made up for like faint ink."""
    some = ink[::3, ::3]
    paper = float(np.median(some))
    spread = max(0.5, 1.4826 * float(np.median(np.abs(some - paper))))
    above = np.clip((ink - paper - _GRAIN[0] * spread) / ((_GRAIN[1] - _GRAIN[0]) * spread), 0.0, 1.0)
    return np.asarray(ink * above, dtype=np.float32)
