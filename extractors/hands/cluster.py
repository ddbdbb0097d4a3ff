"""Whose writing a page is: pages of a book told apart by the strokes of their lines, so that hands can be proposed.

A proposal only: slant, stems, base line and gaps tell two writers apart who differ in them, and no others. Single lines
say too little: a page's lines are heard together.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.script.features import FEATURES, line_features
from extractors.script.model import load_network

__all__ = ["looks_printed", "proposed", "strokes_of"]

Array = NDArray[np.float64]
Group = TypeVar("Group", bound=Hashable)
# The figures that differ between hands and little within one, of those that tell print from handwriting.
_TELLING = (
    "slant", "peak_width", "rise_bottom", "stem_peak", "stems", "stroke_spread", "long_stems", "level_share", "on_base",
    "holes", "rise_top", "word_gap", "base_wobble", "entropy",
)  # fmt: skip
_COLUMNS = [FEATURES.index(name) for name in _TELLING]
_APART = 0.9  # mean difference of two pages in spreads of their lines: 0.7 at most in one simulated hand, 1.2 in two
_LEAST_LINES = 5


def strokes_of(pictures: Sequence[Gray]) -> list[Array | None]:
    """Figures of each line's strokes; None for a line too short to measure."""
    out = []
    for picture in pictures:
        height, width = picture.shape
        out.append(line_features(picture, [(0.0, 0.12 * height, float(width), 0.88 * height)]))
    return out


def looks_printed(strokes: Sequence[Array | None]) -> bool:
    """Whether most of the lines are types, not a hand."""
    known = [one for one in strokes if one is not None]
    return bool(known) and float(np.median(load_network().log_odds(np.array(known)))) < 0


def proposed(strokes: Sequence[Array | None], groups: Sequence[Group]) -> dict[Group, int]:
    """A number for each page (``groups``: that of each line): 0 for the hand with most pages, 1 for the next.

    Pages with too few lines to tell are left out.
    """
    pages: dict[Group, list[Array]] = {}
    for figures, group in zip(strokes, groups, strict=True):
        if figures is not None:
            pages.setdefault(group, []).append(figures[_COLUMNS])
    full = {group: np.array(lines) for group, lines in pages.items() if len(lines) >= _LEAST_LINES}
    if not full:
        return {}
    spread = np.sqrt(np.mean([lines.var(axis=0) for lines in full.values()], axis=0)) + 1e-6
    means = np.array([lines.mean(axis=0) for lines in full.values()]) / spread
    far = np.abs(means[:, None] - means[None]).mean(axis=-1)
    labels = _joined(far)
    sizes = sorted(set(labels), key=lambda one: (-labels.count(one), labels.index(one)))
    return {group: sizes.index(label) for group, label in zip(full, labels, strict=True)}


def _joined(far: Array) -> list[int]:
    """Pages joined to groups as long as the mean distance between two groups is small."""
    groups = [[at] for at in range(len(far))]
    while len(groups) > 1:
        pairs = [(a, b) for a in range(len(groups)) for b in range(a)]
        near = [float(far[np.ix_(groups[a], groups[b])].mean()) for a, b in pairs]
        best = int(np.argmin(near))
        if near[best] > _APART:
            break
        a, b = pairs[best]
        groups[b] += groups.pop(a)
    return [next(number for number, group in enumerate(groups) if at in group) for at in range(len(far))]
