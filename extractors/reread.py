"""A second look at the printed words that were read badly, at another size, and the better of both readings word by
word.

The doubtful words of a page are cut out with the words around them, stacked on one sheet and read in one call. Errors
of an engine at two sizes are largely independent; a word that is possible Vietnamese beats one that is not, else the
surer one stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeAlias

import cv2
import numpy as np

from extractors.engines.base import Gray, RawWord
from extractors.layout import rows_of
from extractors.pixels import components, open_small
from extractors.syllables import is_syllable, letters_only

__all__ = ["better_of", "doubtful_rows", "plausibility", "reread"]

ReadStack: TypeAlias = Callable[[Gray], list[RawWord]]

_SURE = 0.75
_SPELT = 0.9  # as sure as this, a word that cannot be Vietnamese is a name or an abbreviation, and read the same again
_AROUND = 2  # words on either side of a doubtful one that are read with it
_HARDLY = 0.1
_ABBREVIATIONS = frozenset(["đ/c", "đ/c:", "(đ/c"])
_DASHES = frozenset("-–—")
_LIST_MARK = re.compile(r"[-–+*•]|[a-zđ][).]|[ivx]+[-.)]?")
_MOST_STRIPS = 120
_NEW = 0.7  # a word where the first look saw none must be sure


@dataclass(frozen=True)
class _Strip:
    """A part of the row number ``row`` (pixels of the prepared image) and where its copy starts on the stack."""

    row: int
    top: int
    bottom: int
    left: int
    right: int
    x: int
    y: int


def reread(words: list[RawWord], bare: Gray, read_stack: ReadStack, *, every: bool = False) -> list[RawWord]:
    """``words`` with the doubtful ones and those around them (or ``every`` row) read again by ``read_stack``, which
    reads a grey image of pieces of rows.

    Words come back row by row; the words of one row share their ``line``.
    """
    rows = _coalesce(rows_of(words))
    typical = _typical(rows)
    spans = [_extent(row, typical) for row in rows]
    whole = [(0, bare.shape[1])]
    parts = dict.fromkeys(range(len(rows)), whole) if every else doubtful_rows(rows, bare)
    missed = missed_bands(words, bare, spans)
    parts |= dict.fromkeys(range(len(rows), len(rows) + len(missed)), whole)
    spans += missed
    if not parts or len(parts) > _MOST_STRIPS:
        return words
    stack, strips = _stack(spans, parts, bare)
    again: dict[int, list[RawWord]] = {}
    for word in read_stack(stack):
        middle = (word.rect[1] + word.rect[3]) / 2
        for strip in strips:
            if strip.y <= middle <= strip.y + strip.bottom - strip.top:
                x0, top, x1, bottom = word.rect
                right, down = strip.left - strip.x, strip.top - strip.y
                moved = replace(word, rect=(x0 + right, top + down, x1 + right, bottom + down))
                again.setdefault(strip.row, []).append(moved)
                break
    merged: list[RawWord] = []
    for number in range(len(rows), len(spans)):
        found = [w for w in again.get(number, []) if w.confidence >= _NEW and plausibility(w.text) >= 0.85]
        merged.extend(replace(word, line=(0, 0, number)) for word in found)
    for number, row in enumerate(rows):
        looked = [any(left <= _middle(word) < right for left, right in parts.get(number, ())) for word in row]
        left_as_is = [word for word, seen in zip(row, looked, strict=True) if not seen]
        first = [word for word, seen in zip(row, looked, strict=True) if seen]
        best = better_of(first, sorted(again.get(number, []), key=lambda w: w.rect[0]))
        merged.extend(replace(word, line=(0, 0, number)) for word in sorted(best + left_as_is, key=lambda w: w.rect[0]))
    return merged


def _middle(word: RawWord) -> float:
    return (word.rect[0] + word.rect[2]) / 2


def _coalesce(rows: list[list[RawWord]]) -> list[list[RawWord]]:
    """Rows that the engine laid over one another (a list whose numbers it took for a column) joined.

    The second look parts them.
    """
    out: list[list[RawWord]] = []
    for row in rows:
        if out:
            (top_a, bottom_a), (top_b, bottom_b) = _span(out[-1]), _span(row)
            shared = min(bottom_a, bottom_b) - max(top_a, top_b)
            if shared > 0.6 * min(bottom_a - top_a, bottom_b - top_b):
                out[-1] = sorted(out[-1] + row, key=lambda w: w.rect[0])
                continue
        out.append(row)
    return out


def _span(row: list[RawWord]) -> tuple[float, float]:
    return median(w.rect[1] for w in row), median(w.rect[3] for w in row)


def doubtful_rows(rows: list[list[RawWord]], bare: Gray) -> dict[int, list[tuple[int, int]]]:
    """Numbers of the rows that hold an unsure or impossible word, or ink that no word covers, and what of them is to be
    read again, as (left, right): the doubtful words and some around them, or all of a row with such ink.
    """
    heights = [w.rect[3] - w.rect[1] for row in rows for w in row]
    typical = median(heights) if heights else 1.0
    found = {}
    for number, row in enumerate(rows):
        if all(w.confidence < 0.5 and plausibility(w.text) < 0.9 for w in row):
            continue  # a signature stays one at any size
        doubtful = [n for n, word in enumerate(row) if _is_doubtful(word, first=n == 0)]
        if _uncovered(row, bare, typical):
            found[number] = [(0, bare.shape[1])]
        elif doubtful:
            found[number] = _with_neighbours(row, doubtful, typical)
    return found


def _with_neighbours(row: list[RawWord], doubtful: list[int], margin: float) -> list[tuple[int, int]]:
    """From where to where the ``doubtful`` words of ``row`` stand, with the words around them; cut between words."""
    runs: list[tuple[int, int]] = []
    for n in doubtful:
        start, end = max(0, n - _AROUND), min(len(row), n + _AROUND + 1)
        if runs and start <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    out = []
    for start, end in runs:
        left, right = row[start].rect[0] - margin, row[end - 1].rect[2] + margin
        if start:
            left = max(left, (row[start - 1].rect[2] + row[start].rect[0]) / 2)
        if end < len(row):
            right = min(right, (row[end - 1].rect[2] + row[end].rect[0]) / 2)
        out.append((max(0, int(left)), int(right)))
    return out


def _is_doubtful(word: RawWord, *, first: bool) -> bool:
    """Whether a word must be looked at again.

    Not for what the engine is never sure of though it reads it right (its dictionary lacks "Đ/c"), nor for the marks
    of lists, which are no words.
    """
    text = word.text.lower()
    if text in _ABBREVIATIONS:
        return word.confidence < _HARDLY
    if word.confidence < _SURE:
        return True
    if text in _DASHES or (first and _LIST_MARK.fullmatch(text)):
        return False
    return word.confidence < _SPELT and plausibility(word.text) < 0.9


def plausibility(text: str) -> float:
    """How likely ``text`` is to stand in a Vietnamese document, 0 to 1, by its spelling alone."""
    letters = letters_only(text)
    if letters:
        if is_syllable(letters):
            # A capital inside a word is a misread stroke.
            return 1.0 if letters[1:].islower() or letters.isupper() or len(letters) == 1 else 0.5
        return 0.85 if letters.isupper() and len(letters) <= 6 else 0.35
    known = sum(c.isalnum() or c in " .,;:!?()/-–+%\"'“”…" for c in text)
    if known < len(text):
        return 0.3
    digits, alphabetic = sum(c.isdigit() for c in text), sum(c.isalpha() for c in text)
    if digits and not alphabetic:
        return 1.0
    parts = [p for p in text.replace("-", "/").replace("–", "/").replace(".", "/").split("/") if p]
    if parts and all(_part_is_plausible(letters_only(p) or p) for p in parts):
        return 0.95
    return 0.7 if not digits and not alphabetic else 0.5


def better_of(first: list[RawWord], second: list[RawWord]) -> list[RawWord]:
    """One row from two readings of it: where words lie over one another, the more plausible and surer side."""
    if not second:
        return first
    out: list[RawWord] = []
    for old, new in _clusters(first, second):
        if not new:
            out.extend(w for w in old if w.confidence >= 0.3 or plausibility(w.text) >= 0.9)
        elif not old:
            out.extend(w for w in new if w.confidence >= 0.6 and any(c.isalnum() for c in w.text))
        else:
            said_twice = bool(out) and _joined(new) == out[-1].text + _joined(old)  # "I-", then "I-ƯU" for "ƯU"
            out.extend(new if _worth(new) > _worth(old) + 0.02 and not said_twice else old)
    return sorted(out, key=lambda w: w.rect[0])


def _joined(words: list[RawWord]) -> str:
    return "".join(w.text for w in words)


def _part_is_plausible(part: str) -> bool:
    return part.isdigit() or is_syllable(part) or (part.isalpha() and (part.isupper() or len(part) == 1))


def _worth(words: list[RawWord]) -> float:
    sizes = [max(1, sum(c.isalnum() for c in w.text)) for w in words]
    return sum(n * w.confidence * plausibility(w.text) for n, w in zip(sizes, words, strict=True)) / sum(sizes)


def _clusters(first: list[RawWord], second: list[RawWord]) -> list[tuple[list[RawWord], list[RawWord]]]:
    """Words of both readings grouped so that overlapping ones are together."""
    tagged = sorted([(w, 0) for w in first] + [(w, 1) for w in second], key=lambda t: t[0].rect[0])
    groups: list[tuple[list[RawWord], list[RawWord]]] = []
    end = float("-inf")
    for word, side in tagged:
        if end <= word.rect[0] + 0.3 * (word.rect[2] - word.rect[0]):
            groups.append(([], []))
        end = max(end, word.rect[2]) if groups[-1][0] or groups[-1][1] else word.rect[2]
        groups[-1][side].append(word)
    return groups


def missed_bands(words: list[RawWord], bare: Gray, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """(top, bottom) of bands with ink of a printed line's shape that no word covers and no row of ``spans`` holds."""
    heights = [w.rect[3] - w.rect[1] for w in words]
    if not heights:
        return []
    typical = float(median(heights))
    ink = np.asarray(cv2.threshold(bare, 109, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    rim_y, rim_x = bare.shape[0] // 30, bare.shape[1] // 30
    ink[:rim_y], ink[-rim_y:], ink[:, :rim_x], ink[:, -rim_x:] = 0, 0, 0, 0
    for word in words:
        x0, top, x1, bottom = (int(v) for v in word.rect)
        ink[max(0, top - 3) : bottom + 4, max(0, x0 - 3) : x1 + 4] = 0
    reach = max(3, int(typical * 0.9))
    solid = open_small(ink)
    _, first, _, rows_left = cv2.boundingRect(solid)
    if not rows_left:
        return []
    start = max(0, first - 2)  # what is left on a well read page lies in few rows
    joined = cv2.dilate(solid[start : first + rows_left + 2], np.ones((3, reach), np.uint8))
    count, _, stats, _ = components(joined)
    stats[:, cv2.CC_STAT_TOP] += start
    bands: list[tuple[int, int]] = []
    for i in sorted(range(1, count), key=lambda i: int(stats[i, cv2.CC_STAT_TOP])):
        top, high, wide = (int(stats[i, k]) for k in (cv2.CC_STAT_TOP, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH))
        if not 0.5 * typical <= high <= 2.0 * typical or wide < 1.5 * typical:
            continue
        band = (max(0, top - int(0.2 * typical)), top + high + int(0.2 * typical))
        if any(_levels(band, other) > 0.5 for other in spans):
            continue
        if bands and _levels(bands[-1], band) > 0.4:
            bands[-1] = (min(bands[-1][0], band[0]), max(bands[-1][1], band[1]))
        else:
            bands.append(band)
    return bands


def _levels(a: tuple[int, int], b: tuple[int, int]) -> float:
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1, min(a[1] - a[0], b[1] - b[0]))


def _typical(rows: list[list[RawWord]]) -> float:
    return median(bottom - top for top, bottom in map(_span, rows)) if rows else 1.0


def _extent(row: list[RawWord], typical: float) -> tuple[int, int]:
    """Top and bottom of a row with its tall letters, a little white around; stray tall words not counted."""
    regular = [w for w in row if w.rect[3] - w.rect[1] <= 2.0 * typical] or row
    pad = 0.2 * typical
    return max(0, int(min(w.rect[1] for w in regular) - pad)), int(max(w.rect[3] for w in regular) + pad) + 1


def _stack(
    spans: list[tuple[int, int]], parts: dict[int, list[tuple[int, int]]], bare: Gray
) -> tuple[Gray, list[_Strip]]:
    """A white sheet with the ``parts`` of rows under one another, at the left; and where each lies."""
    height, width = bare.shape
    gap = max(8, round(0.6 * median(bottom - top for top, bottom in spans)))
    strips: list[_Strip] = []
    y = gap
    for number, stretches in parts.items():
        top, bottom = spans[number][0], min(height, spans[number][1])
        for left, right in stretches:
            strips.append(_Strip(number, top, bottom, left, min(width, right), gap, y))
            y += bottom - top + gap
    sheet = np.full((y, 2 * gap + max(strip.right - strip.left for strip in strips)), 255, np.uint8)
    for strip in strips:
        piece = bare[strip.top : strip.bottom, strip.left : strip.right]
        sheet[strip.y : strip.y + piece.shape[0], strip.x : strip.x + piece.shape[1]] = piece
    return sheet, strips


def _uncovered(row: list[RawWord], bare: Gray, typical: float) -> bool:
    """Whether ink of a letter's size in the row's band lies outside its words."""
    top, bottom = (round(v) for v in _span(row))
    left, right = int(0.03 * bare.shape[1]), int(0.97 * bare.shape[1])
    band = (bare[max(0, top) : bottom, left:right] < 110).astype(np.uint8)
    for word in row:
        band[:, max(0, int(word.rect[0]) - left - 3) : max(0, int(word.rect[2]) - left + 3)] = 0
    if not band.any():
        return False
    count, _, stats, _ = components(band)
    return any(
        stats[i, cv2.CC_STAT_HEIGHT] > 0.3 * typical and stats[i, cv2.CC_STAT_AREA] > 0.05 * typical * typical
        for i in range(1, count)
    )
