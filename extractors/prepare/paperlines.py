"""The rules of writing paper: a margin down the whole page, lines from edge to edge. No table has them."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.pixels import components
from extractors.prepare.gridlines import Mask

__all__ = ["without_paper_lines"]

_EDGE = 0.05  # of the page's side: how near to both ends a line of the paper comes
_GAP = 0.4  # inches that a faint line may be broken for
_STRAY = 0.03  # of the other side: how far askew it may be


def without_paper_lines(pieces: Mask, dpi: float) -> Mask:
    """``pieces`` of rules across (0 and 1, the whole page) without those that together run from edge to edge."""
    high, wide = pieces.shape
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((3, max(3, round(_GAP * dpi))), np.uint8))
    count, labels, stats, _ = components(np.asarray(joined, dtype=np.uint8))
    whole = [
        i
        for i in range(1, count)
        if stats[i, 0] <= _EDGE * wide
        and stats[i, 0] + stats[i, 2] >= (1 - _EDGE) * wide
        and stats[i, 3] <= _STRAY * high
    ]
    if not whole:
        return pieces
    kept = pieces.copy()
    kept[np.isin(labels, whole)] = 0
    return kept
