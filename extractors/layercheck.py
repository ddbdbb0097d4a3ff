"""Whether a text layer over a scan fits the picture beneath it: its words lie on ink, and no lines are missing."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import Image

from extractors.engines.base import Gray
from extractors.judge import ink_covered
from extractors.prepare.background import divide_background, stretch
from extractors.prepare.colour import gray_without_red
from extractors.prepare.rules import find_rules, remove_rules
from schemas import Box

__all__ = ["misfit"]

_SIDE = 1300  # pixels: about 110 dpi on A4, enough to tell ink from paper
_COVERED = 0.6  # share of the ink inside word boxes; signatures, seals and pictures take the rest
_EMPTY = 0.25  # share of the words that may stand on bare paper


def misfit(picture: Image.Image, boxes: Iterable[Box]) -> str | None:
    """Why the words in ``boxes`` (fractions of the page) cannot be what ``picture`` shows; None when they can."""
    copy = picture.convert("RGB")
    copy.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    bare = _bare(gray_without_red(np.asarray(copy)))
    height, width = bare.shape
    rects = [(b.x0 * width, b.top * height, b.x1 * width, b.bottom * height) for b in boxes]
    if not rects:
        return "no words"
    empty = sum(not _inked(bare, rect) for rect in rects) / len(rects)
    if empty > _EMPTY:
        return "its words do not stand on the writing"
    covered = ink_covered(rects, bare)
    return "it leaves out part of the writing" if covered is not None and covered < _COVERED else None


def _bare(gray: Gray) -> Gray:
    even = stretch(divide_background(gray))
    return remove_rules(even, find_rules(even))


def _inked(bare: Gray, rect: tuple[float, float, float, float]) -> bool:
    x0, top, x1, bottom = (round(v) for v in rect)
    inside = bare[max(0, top) : bottom + 1, max(0, x0) : x1 + 1]
    return bool(inside.size) and float(np.mean(inside < 160)) > 0.03
