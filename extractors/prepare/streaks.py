"""Pale bands along the page, as rollers and dirt on a scanner's glass leave them: darker paper under the letters."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray

__all__ = ["drop_streaks"]

_WINDOW, _STEP = 0.75, 0.25  # inches: strokes fill less than half of any column over three lines of text
_WIDEST = 0.12  # inches
_LEAN, _LASTING = 0.35, 0.8  # inches sideways, share of the page's height: pale rules of a table are shorter
_PALEST, _DARKEST = 0.985, 0.55  # share of the light beside it; what is darker is a ruling line


def drop_streaks(even: Gray, dpi: int) -> Gray:
    """An evenly lit page with its upright streaks divided out; what is written on them stays."""
    height, width = even.shape
    window, step = max(8, round(_WINDOW * dpi)), max(4, round(_STEP * dpi))
    if height < 2 * window:
        return even
    tops = range(0, height - window + 1, step)
    levels = np.stack([_paper(even[top : top + window]) for top in tops])
    beside = cv2.morphologyEx(levels, cv2.MORPH_CLOSE, np.ones((1, round(_WIDEST * dpi) | 1), np.uint8))
    share = levels.astype(np.float32) / np.maximum(beside, 1)
    streak = (share < _PALEST) & (share > _DARKEST)
    corridor = cv2.dilate(streak.astype(np.uint8), np.ones((1, round(_LEAN * dpi) | 1), np.uint8))
    share[~(streak & (corridor.mean(axis=0) > _LASTING))] = 1.0
    if bool((share == 1.0).all()):
        return even
    # the map's rows stand at the middles of their windows
    reach = cv2.resize(share, (width, step * len(tops)), interpolation=cv2.INTER_LINEAR)
    above = (window - step) // 2
    reach = cv2.copyMakeBorder(reach, above, height - above - len(reach), 0, 0, cv2.BORDER_REPLICATE)
    return np.asarray(np.minimum(even / reach, 255.0), dtype=np.uint8)


def _paper(band: Gray) -> NDArray[np.uint8]:
    """The paper's brightness in each column: the lighter half of its pixels."""
    return np.asarray(np.percentile(band[::3], 65, axis=0), dtype=np.uint8)
