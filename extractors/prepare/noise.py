"""Salt-and-pepper noise: single pixels far from everything around them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.pixels import components

__all__ = ["clean_specks", "drop_grains", "drop_lone", "is_bilevel", "median3", "remove_small_ink", "speck_share"]

_FAR = 60  # grey levels from the neighbours' median
_DENSE = 0.02  # share of lone pixels from which noise clusters and only a median helps
_SMALL = 20  # pixels at 200 dpi: no letter is as small
_HEAP = 24  # pixels at 200 dpi: the least of a letter that fell to pieces
_DIRTY = 2.0  # grains on a square inch of bare paper


def speck_share(gray: Gray) -> float:
    """Share (0 to 1) of the pixels that stand alone: far from the median of their neighbours, with no like pixel
    beside.

    Strokes of letters are thicker than a pixel at any useful resolution, so clean pages are near 0. The page's rim is
    not asked.
    """
    rim_y, rim_x = gray.shape[0] // 8, gray.shape[1] // 8
    middle = gray[rim_y : gray.shape[0] - rim_y, rim_x : gray.shape[1] - rim_x]
    if min(middle.shape) < 3:
        return 0.0
    return np.count_nonzero(_lone(middle, median3(middle))) / middle.size


def median3(gray: Gray) -> Gray:
    return np.asarray(cv2.medianBlur(gray, 3), dtype=np.uint8)


def is_bilevel(gray: Gray) -> bool:
    """Whether the page is black and white without greys."""
    sample = gray[::7, ::7]
    return float(((sample < 8) | (sample > 247)).mean()) > 0.999


def remove_small_ink(gray: Gray, dpi: int) -> Gray:
    """A black and white page without ink specks smaller than any dot of a letter (4 pixels at 200 dpi), nor pinholes
    in strokes.
    """
    largest = max(1, round(4 * (dpi / 200) ** 2))
    out = gray.copy()
    for mask, fill in ((gray < 128, 255), (gray >= 128, 0)):
        count, labels, stats, _ = components(mask.astype(np.uint8))
        small = np.zeros(count, dtype=bool)
        small[1:] = stats[1:, cv2.CC_STAT_AREA] <= (largest if fill else 1)
        out[small[labels] & mask] = fill
    return out


def clean_specks(gray: Gray, dpi: int, share: float) -> Gray:
    """The page without salt and pepper (``share`` as `speck_share` gives it), by the mildest means that suffice.

    A median takes the marks off small letters, so it is kept for pages where the noise is everywhere.
    """
    if share > _DENSE:
        return median3(gray)
    return remove_small_ink(gray, dpi) if is_bilevel(gray) else gray


def drop_grains(even: Gray, dpi: int) -> Gray:
    """An evenly lit page without grains of dirt: small spots far from all letters.

    Between the letters of a line small spots are marks, stops and hyphens, so they stay; only where the bare paper
    shows that the page is dirty all over, the smallest of them go too.
    """
    unit = (dpi / 200) ** 2
    ink = np.asarray(cv2.threshold(even, 169, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    count, labels, stats, _ = components(ink)
    inked = np.flatnonzero(ink.view(np.bool_))  # where ink is: a page has twenty times as many pixels
    spot, area = labels.ravel()[inked], stats[:, cv2.CC_STAT_AREA]
    big = area > _SMALL * unit
    big[0] = False
    if not big.any():
        return even
    is_small = ~big[spot]
    large = ink.copy()
    large.ravel()[inked[is_small]] = 0
    letter = min(float(np.median(stats[big, cv2.CC_STAT_HEIGHT])), 0.2 * dpi)
    reach = np.ones((max(3, round(1.4 * letter)) | 1, max(3, round(4 * letter)) | 1), np.uint8)
    lines = cv2.dilate(large, reach)
    small, of = inked[is_small], spot[is_small]
    beside = np.zeros(count, dtype=bool)
    beside[of[lines.ravel()[small] > 0]] = True
    dirt = ~beside
    paper = (lines.size - cv2.countNonZero(lines)) / dpi**2
    if len(np.unique(of[dirt[of]])) > _DIRTY * max(paper, 1.0):
        dirt |= area <= 1.5 * unit
    gone = dirt[of]
    if gone.any():
        gone &= ~_in_heaps(ink, small, _HEAP * unit)
    drop = small[gone]
    if not len(drop):
        return even
    dirty = np.zeros_like(ink)
    dirty.ravel()[drop] = 1
    grown = cv2.dilate(dirty, np.ones((3, 3), np.uint8))
    out = even.copy()
    out[(grown > large)] = 255
    return out


def _in_heaps(ink: Gray, spots: NDArray[np.int64], least: float) -> NDArray[np.bool_]:
    """Which pixels of small ``spots`` (places in the flattened page) stand as close together as the pieces of a
    broken letter do, ``least`` pixels of ink in one heap: dirt lies apart.
    """
    sparse = np.zeros_like(ink)
    sparse.ravel()[spots] = 1
    heap = cv2.connectedComponents(cv2.dilate(sparse, np.ones((3, 3), np.uint8)), connectivity=8)[1].ravel()[spots]
    return np.asarray(np.bincount(heap)[heap] >= least)


def drop_lone(gray: Gray) -> Gray:
    """The page with single pixels far from all around them set to their neighbours' median, and nothing else."""
    smooth = median3(gray)
    return np.where(_lone(gray, smooth), smooth, gray).astype(np.uint8)


def _lone(gray: Gray, smooth: Gray) -> NDArray[np.bool_]:
    far = (cv2.absdiff(gray, smooth) > _FAR).astype(np.uint8)
    neighbours = cv2.filter2D(far, cv2.CV_16S, np.ones((3, 3), np.float32), borderType=cv2.BORDER_CONSTANT)
    return np.asarray((far == 1) & (neighbours <= 2))
