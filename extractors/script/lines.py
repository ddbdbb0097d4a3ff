"""Print or handwriting, line by line, and what follows for the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray, RawWord
from extractors.layout import Part
from extractors.script.features import line_features
from extractors.script.model import load_network
from schemas import Script

__all__ = ["Writing", "told_apart", "written_by_hand"]

_EVERY, _ENOUGH, _PLAIN, _SURE = 3, 4, 0.5, 0.85
_FULL_LINE = 24  # characters: a longer line says as much as this one
_NEIGHBOURS = 2  # lines above and below that are heard
_OWN, _NEAR, _PAGE = 0.70, 0.18, 0.12  # what a full line's own strokes weigh, against its neighbours' and the page's
_UNSURE = 0.15  # log odds: neither
_LOUDEST = 4.0  # log odds beyond this count as this
_BY_HAND = 0.5  # of the characters


@dataclass(frozen=True)
class Writing:
    """The script of each line, in the order of the parts, and the share (0 to 1) of the characters on lines of
    handwriting; None where no line could be measured.
    """

    scripts: tuple[Script, ...]
    share: float | None

    @property
    def by_hand(self) -> bool:
        """Whether most of the page is handwriting."""
        return (self.share or 0.0) >= _BY_HAND


def told_apart(parts: list[Part], bare: Gray) -> Writing:
    """Print and handwriting told apart for ``parts`` of lines that lie on the prepared page ``bare``.

    Short lines say little by themselves: they are heard together with their neighbours and the page.
    """
    odds, known = _measured(parts, bare)
    if not known.any():
        return Writing((Script.UNKNOWN,) * len(parts), None)
    sizes = np.array([float(sum(len(w.text) for w in part.words)) for part in parts])
    odds = _heard(np.clip(odds, -_LOUDEST, _LOUDEST), np.minimum(sizes, _FULL_LINE) / _FULL_LINE * known)
    scripts = tuple(_named(float(value)) for value in odds)
    hand = sum(size for size, script in zip(sizes, scripts, strict=True) if script is Script.HANDWRITING)
    told = sum(size for size, script in zip(sizes, scripts, strict=True) if script is not Script.UNKNOWN)
    return Writing(scripts, round(float(hand / told), 4) if told else None)


def written_by_hand(rows: list[list[RawWord]], bare: Gray) -> bool:
    """Whether most of a page is handwriting, from the strokes of its ``rows`` of words as any engine found them."""
    return told_apart([Part(number, 0, tuple(row)) for number, row in enumerate(rows)], bare).by_hand


def _measured(parts: list[Part], bare: Gray) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Log odds of the lines, and which were measured.

    Measuring costs time: where every third line is plainly print, of the others only those are measured that the
    engine was unsure of, as it is of a form filled in by hand.
    """
    odds, known = np.zeros(len(parts)), np.zeros(len(parts), dtype=bool)

    def look(numbers: list[int]) -> None:
        figures = {i: line_features(bare, [w.rect for w in parts[i].words]) for i in numbers}
        found = {i: f for i, f in figures.items() if f is not None}
        if found:
            odds[list(found)] = load_network().log_odds(np.array(list(found.values())))
            known[list(found)] = True

    first = list(range(0, len(parts), _EVERY))
    look(first)
    rest = [i for i in range(len(parts)) if i % _EVERY]
    if known.sum() >= _ENOUGH and odds[known].max() < -_PLAIN:
        rest = [i for i in rest if np.mean([w.confidence for w in parts[i].words]) < _SURE]
    look(rest)
    return odds, known


def _heard(odds: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each line's log odds with those of its neighbours and of the page, by their weights (0 to 1)."""
    page = float((odds * weights).sum() / max(1e-6, weights.sum()))
    out = np.empty_like(odds)
    for i in range(len(odds)):
        near = [j for j in range(max(0, i - _NEIGHBOURS), min(len(odds), i + _NEIGHBOURS + 1)) if j != i]
        near_weight = float(weights[near].sum()) if near else 0.0
        around = float((odds[near] * weights[near]).sum() / near_weight) if near_weight > 0 else page
        own = _OWN * weights[i]
        out[i] = (own * odds[i] + _NEAR * around + _PAGE * page) / (own + _NEAR + _PAGE)
    return out


def _named(odds: float) -> Script:
    if abs(odds) < _UNSURE:
        return Script.UNKNOWN
    return Script.HANDWRITING if odds > 0 else Script.PRINT
