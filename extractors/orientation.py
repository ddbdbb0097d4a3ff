"""Pages that lie on their side or upside down. Asked only where the page itself raises the doubt: the engine's own
answer takes time
and is often wrong on short pages.
"""

from __future__ import annotations

import numpy as np

from extractors.engines.base import Gray, RawWord
from extractors.pixels import shrink
from extractors.prepare.deskew import SIDE, ink_points, line_sharpness

__all__ = ["lies_on_its_side", "words_on_end"]

_CLEARLY = 1.25
_FEWEST = 500  # edge points: a page of two words says nothing
_ANGLES = np.arange(-6.0, 6.01, 1.0)


def lies_on_its_side(even: Gray) -> bool:
    """Whether the text of an evenly lit page runs up or down rather than across.

    Columns of ink are clearly sharper than rows.
    """
    small = shrink(even, SIDE / max(even.shape))
    across, down = _sharpness(small), _sharpness(np.ascontiguousarray(np.rot90(small)))
    return across > 0 and down > _CLEARLY * across


def words_on_end(words: list[RawWord]) -> bool:
    """Whether most words stand on end: Tesseract reads lone lines that run upward as if they were level."""
    long = [w.rect for w in words if sum(c.isalpha() for c in w.text) >= 3]
    upright = sum(bottom - top > x1 - x0 for x0, top, x1, bottom in long)
    return upright > 0.6 * len(long) if long else False


def _sharpness(gray: Gray) -> float:
    x, y = ink_points(gray)
    if len(x) < _FEWEST:
        return 0.0
    step = max(1, len(x) // 20_000)
    x, y = x[::step], y[::step]
    # Per point and per row, so that a long page and a wide one compare.
    span = max(1.0, float(np.ptp(y)))
    return max(line_sharpness(x, y, float(a)) for a in _ANGLES) / len(x) ** 2 * span
