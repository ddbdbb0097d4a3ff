"""A strip of writing to words: the recogniser's input, its steps as letters (CTC, best path), letters as words.

Pure functions around the network. One step of the output stands for four columns of the 32-pixel-high input.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray

__all__ = ["Letter", "StripWord", "letters_of", "pieces", "recogniser_input", "words_of"]

FloatArray = NDArray[np.float32]

_HEIGHT = 32
_STEP = 4
_WIDEST = 1024  # columns; longer lines than the network was trained on come back with letters missing
_DARK = 150


@dataclass(frozen=True)
class Letter:
    """A letter read: the output steps ``first`` to ``last`` on which it stood, and the network's best probability."""

    text: str
    first: int
    last: int
    probability: float


@dataclass(frozen=True)
class StripWord:
    """A word with ``rect`` (x0, top, x1, bottom) in pixels of the strip; ``confidence`` 0 to 1, no probability."""

    text: str
    rect: tuple[float, float, float, float]
    confidence: float


def pieces(strip: Gray) -> list[tuple[int, int]]:
    """Columns (from, to) into which ``strip`` is parted so that no piece is too wide to read; cuts lie between words.

    In the order of the line; one piece where it fits as a whole.
    """
    height, width = strip.shape
    longest = int(_WIDEST * height / _HEIGHT)
    if width <= longest:
        return [(0, width)]
    count = -(-width // int(0.9 * longest))
    ink = (strip < _DARK).sum(axis=0)
    edges = [0]
    for n in range(1, count):
        aim, reach = round(n * width / count), max(1, round(0.05 * longest))
        edges.append(_widest_gap(ink, max(edges[-1] + 1, aim - reach), min(width - 1, aim + reach)))
    edges.append(width)
    return list(pairwise(edges))


def recogniser_input(piece: Gray) -> FloatArray:
    """``piece`` as the network wants it: 1 x 3 x 32 x columns (a multiple of four), -1 to 1."""
    height, width = piece.shape
    columns = -(-max(_HEIGHT, round(width * _HEIGHT / height)) // _STEP) * _STEP
    way = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
    small = cv2.resize(piece, (columns, _HEIGHT), interpolation=way)
    plane = (small.astype(np.float32) / 255.0 - 0.5) / 0.5
    return np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)))


def letters_of(log_probabilities: FloatArray, letters: Sequence[str]) -> list[Letter]:
    """Best path through ``log_probabilities`` (steps x classes): repeats joined, blanks (class 0) left out."""
    best = log_probabilities.argmax(axis=1)
    out: list[Letter] = []
    last = 0
    for step, number in enumerate(best):
        kind = int(number)
        if kind != 0:
            chance = float(np.exp(min(0.0, float(log_probabilities[step, kind]))))
            if kind == last:
                old = out[-1]
                out[-1] = Letter(old.text, old.first, step, max(old.probability, chance))
            else:
                out.append(Letter(letters[kind], step, step, chance))
        last = kind
    return out


def words_of(letters: Sequence[Letter], piece: Gray, steps: int) -> list[StripWord]:
    """Words of one ``piece`` from its ``letters`` on ``steps`` output steps, boxes drawn in to the ink they hold."""
    height, width = piece.shape
    to_pixels = width / max(1, steps)
    groups: list[list[Letter]] = [[]]
    borders = [0.0]
    for letter in letters:
        if letter.text.isspace():
            if groups[-1]:
                groups.append([])
                borders.append((letter.first + letter.last + 1) / 2)
        else:
            groups[-1].append(letter)
    if not groups[-1]:
        groups.pop()
        borders.pop()
    borders.append(float(steps))
    dark = piece < _DARK
    words = []
    for group, start, end in zip(groups, borders, borders[1:], strict=False):
        # letters are named in their middle or later; a step and a half on either side, but not beyond the space
        x0 = max(start, group[0].first - 1.5) * to_pixels
        x1 = min(end, group[-1].last + 2.5) * to_pixels
        text = unicodedata.normalize("NFC", "".join(letter.text for letter in group))
        chance = float(np.exp(np.mean([np.log(max(1e-6, letter.probability)) for letter in group])))
        words.append(StripWord(text, _to_ink(dark, (x0, 0.0, x1, float(height))), chance))
    return words


def _widest_gap(ink: NDArray[np.int64], start: int, end: int) -> int:
    """Middle of the longest run of the emptiest columns between ``start`` and ``end``."""
    band = ink[start:end]
    empty = band <= band.min()
    best, best_length, length = start, 0, 0
    for i, free in enumerate(empty):
        length = length + 1 if free else 0
        if length > best_length:
            best, best_length = start + i - length // 2, length
    return best


def _to_ink(dark: NDArray[np.bool_], rect: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """``rect`` drawn in to the dark pixels it holds; as it was where it holds none."""
    x0, top, x1, bottom = (round(v) for v in rect)
    inside = dark[max(0, top) : bottom, max(0, x0) : x1]
    columns, rows = np.flatnonzero(inside.any(axis=0)), np.flatnonzero(inside.any(axis=1))
    if not columns.size or not rows.size:
        return rect
    left, upper = max(0, x0), max(0, top)
    return (
        float(left + columns[0]),
        float(upper + rows[0]),
        float(left + columns[-1] + 1),
        float(upper + rows[-1] + 1),
    )
