"""Pages that lie on their side or upside down. Asked only where the page itself raises the doubt: the engine's own
answer takes time
and is often wrong on short pages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray, RawWord
from extractors.prepare.deskew import ink_points, line_sharpness, shrunk

__all__ = ["lies_on_its_side", "words_on_end"]

_CLEARLY = 1.25
_FEWEST = 500  # edge points: a page of two words says nothing
_POINTS = 20_000
_ANGLES = np.arange(-6.0, 6.01, 1.0)
_LEVEL = np.array([0.0])


def lies_on_its_side(even: Gray) -> bool:
    """Whether the text of an evenly lit page runs up or down rather than across.

    Columns of ink are clearly sharper than rows.
    """
    small = shrunk(even)
    across, down = _edges(small), _edges(np.ascontiguousarray(np.rot90(small)))
    if across is None or down is None:
        return False
    upright = _sharpness(*down, _ANGLES)
    # Nearly always the level rows are sharp already: then the other slopes need not be asked.
    return upright > _CLEARLY * _sharpness(*across, _LEVEL) and upright > _CLEARLY * _sharpness(*across, _ANGLES)


def words_on_end(words: list[RawWord]) -> bool:
    """Whether most words stand on end: Tesseract reads lone lines that run upward as if they were level."""
    long = [w.rect for w in words if sum(c.isalpha() for c in w.text) >= 3]
    upright = sum(bottom - top > x1 - x0 for x0, top, x1, bottom in long)
    return upright > 0.6 * len(long) if long else False


def _edges(gray: Gray) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Some of the edges of ink; None where there are too few."""
    x, y = ink_points(gray)
    step = max(1, len(x) // _POINTS)
    return (x[::step], y[::step]) if len(x) >= _FEWEST else None


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], angles: NDArray[np.float64]) -> float:
    # Per point and per row, so that a long page and a wide one compare.
    span = max(1.0, float(np.ptp(y)))
    return max(line_sharpness(x, y, float(a)) for a in angles) / len(x) ** 2 * span
