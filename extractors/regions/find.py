"""The stamps and signatures of a page, as fractions of the original page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import RawWord
from extractors.mapping import box_on_original, warp_points
from extractors.prepare.chain import Prepared
from extractors.regions.ink import coloured, ink_of
from extractors.regions.signatures import find_signatures
from extractors.regions.stamps import Stamp, find_stamps
from schemas import Box, Region, RegionKind

__all__ = ["find_regions"]

Rect = tuple[float, float, float, float]


def find_regions(
    rgb: NDArray[np.uint8], prepared: Prepared, words: list[RawWord], *, legible: bool
) -> tuple[Region, ...]:
    """Stamps by their colour and outline; signatures by strokes that no word covers, on a ``legible`` page only.

    ``rgb`` is the original page (grey or RGB), ``words`` lie in pixels of the prepared one.
    """
    height, width = rgb.shape[:2]
    inks = coloured(rgb)
    stamps = find_stamps(inks) if inks is not None else []
    found = [
        Region(
            kind=RegionKind.STAMP,
            box=Box.from_pixels(*stamp.rect, width=width, height=height),
            ink=stamp.ink,
            confidence=stamp.confidence,
        )
        for stamp in stamps
    ]
    if not legible:
        return tuple(found)
    stamped = [_there(stamp, prepared) for stamp in stamps]
    for scribble in find_signatures(prepared.bare, prepared.dpi, words, stamped):
        box = box_on_original(scribble.rect, prepared.to_prepared, width, height)
        x0, top, x1, bottom = (
            int(box.x0 * width), int(box.top * height), int(box.x1 * width) + 1, int(box.bottom * height) + 1,
        )  # fmt: skip
        piece = rgb[top:bottom, x0:x1]
        found.append(
            Region(kind=RegionKind.SIGNATURE, box=box, ink=ink_of(piece, _dark(piece)), confidence=scribble.confidence)
        )
    return tuple(found)


def _there(stamp: Stamp, prepared: Prepared) -> Rect:
    """A stamp's rectangle on the prepared page."""
    x0, top, x1, bottom = stamp.rect
    corners = np.array([[x0, top], [x1, top], [x1, bottom], [x0, bottom]], dtype=np.float64)
    moved = warp_points(prepared.to_prepared, corners)
    (left, upper), (right, lower) = moved.min(axis=0), moved.max(axis=0)
    return float(left), float(upper), float(right), float(lower)


def _dark(piece: NDArray[np.uint8]) -> NDArray[np.uint8]:
    gray = piece if piece.ndim == 2 else piece.min(axis=2)
    if gray.size == 0:
        return np.zeros(gray.shape, np.uint8)
    paper = float(np.percentile(gray, 90))
    return (gray < paper - 60).astype(np.uint8)
