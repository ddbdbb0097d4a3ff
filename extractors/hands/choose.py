"""Which lines to type next, and how well the rest may be read after them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.engines.lines_recognise import FloatArray

__all__ = ["CURVE", "USUAL", "doubt_of", "expected", "next_to_type", "summary_of"]

# Share of the general base's errors that is left after so many lines. 25: what six simulated hands gave, in the middle
# (docs/handwriting.md); from 50 on what a hand gave without the general base: it may promise too little.
CURVE: tuple[tuple[int, float], ...] = ((0, 1.0), (25, 0.60), (50, 0.50), (100, 0.38), (200, 0.29), (400, 0.22))

USUAL = 0.12  # share of wrong characters before a hand is learnt, where it was not measured


def doubt_of(steps: Sequence[FloatArray]) -> float:
    """How unsure a reading is: mean over its letters of what the best class leaves to the others (0 to 1)."""
    left = [1 - np.exp(piece.max(axis=1)[piece.argmax(axis=1) != 0]) for piece in steps]
    all_left = np.concatenate(left) if left else np.zeros(0)
    return float(all_left.mean()) if all_left.size else 1.0


def summary_of(steps: Sequence[FloatArray]) -> FloatArray:
    """What the recogniser sees on a line, as shares of its classes: lines alike in it teach the same."""
    seen = np.sum([np.exp(piece[:, 1:]).sum(axis=0) for piece in steps], axis=0)
    return np.asarray(seen / max(1e-6, float(np.linalg.norm(seen))), dtype=np.float32)


def next_to_type(
    doubts: Sequence[float],
    summaries: Sequence[FloatArray],
    lengths: Sequence[int],
    count: int,
    known: Sequence[FloatArray] = (),
) -> list[int]:
    """Numbers of the lines whose typing helps most, first the best: read unsurely, unlike those ``known`` and unlike
    one another, and not too short. ``lengths``: characters as read.
    """  # fmt: skip
    usual = float(np.median(lengths)) if lengths else 1.0
    worth = np.array(
        [doubt * min(1.0, length / max(1.0, usual)) for doubt, length in zip(doubts, lengths, strict=True)]
    )
    nearest = np.zeros(len(worth))
    for one in known:
        nearest = np.maximum(nearest, [float(one @ other) for other in summaries])
    chosen: list[int] = []
    for _ in range(min(count, len(worth))):
        gain = np.where(np.isin(np.arange(len(worth)), chosen), -1.0, worth * (1.05 - nearest))
        best = int(gain.argmax())
        chosen.append(best)
        nearest = np.maximum(nearest, [float(summaries[best] @ other) for other in summaries])
    return chosen


def expected(base_error: float, measured: Sequence[tuple[int, float]], lines: int) -> float:
    """Character error rate to be expected after ``lines`` typed lines.

    The usual curve, drawn through the last point (lines, error) ``measured`` on this hand, if there is one.
    """
    if not measured:
        return base_error * _share(lines)
    at, error = measured[-1]
    return error * _share(lines) / _share(at)


def _share(lines: int) -> float:
    return float(np.interp(lines, [at for at, _ in CURVE], [share for _, share in CURVE]))
