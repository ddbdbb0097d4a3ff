"""How well a page was read, judged by evidence. Mean confidence is no alarm: pages that are all wrong have had 95 %."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.engines.base import Gray, RawWord
from extractors.pixels import open_small
from extractors.syllables import syllable_share
from schemas import PageQuality

__all__ = ["Verdict", "ink_covered", "judge", "quality"]

_GOOD_SHARE, _GOOD_COVER, _GOOD_CONFIDENCE = 0.93, 0.85, 0.80
_CLEAN_SHARE, _CLEAN_CONFIDENCE = 0.96, 0.94
_FOREIGN_SHARE = 0.88  # a page full of names of the highlands' peoples has 0.93; garbage has far less
_SURE_CONFIDENCE, _SURE_COVER = 0.945, 0.95
_LEGIBLE_SHARE, _LEGIBLE_CONFIDENCE = 0.60, 0.45
_PLAUSIBLE_SHARE = 0.80


@dataclass(frozen=True)
class Verdict:
    """``mass`` ranks readings of one page: characters x confidence x share of possible syllables x ink covered."""

    mass: float
    share: float | None
    covered: float | None
    confidence: float | None
    characters: int

    @property
    def doubtful(self) -> bool:
        if self.confidence is None or self.share is None:
            return True
        if self.confidence < _GOOD_CONFIDENCE or (self.covered or 1.0) < _GOOD_COVER:
            return True
        return self.share < (_FOREIGN_SHARE if self._sure else _GOOD_SHARE)

    @property
    def unsure(self) -> bool:
        """Whether a second way of finding the lines is worth its time: clean pages never are."""
        if self.doubtful or (self.confidence or 0.0) < _CLEAN_CONFIDENCE:
            return True
        return (self.share or 0.0) < _CLEAN_SHARE and not self._sure

    @property
    def _sure(self) -> bool:
        """Whether the engine is as sure as it is of clean print: then words that cannot be Vietnamese are names."""
        return (self.confidence or 0.0) >= _SURE_CONFIDENCE and (self.covered or 0.0) >= _SURE_COVER

    @property
    def plausible(self) -> bool:
        """Vietnamese, read the right way up."""
        return self.share is not None and self.share >= _PLAUSIBLE_SHARE and (self.confidence or 0.0) >= 0.5

    @property
    def legible(self) -> bool:
        """Whether what was read is worth handing on: else a person must transcribe the page."""
        if self.characters == 0 or (self.confidence or 0.0) < _LEGIBLE_CONFIDENCE:
            return False
        return self.share is None or self.share >= _LEGIBLE_SHARE


def judge(words: list[RawWord], bare: Gray) -> Verdict:
    """Verdict on ``words`` read from the page ``bare`` (evenly lit, ruling lines removed)."""
    letters = [(sum(c.isalnum() for c in w.text), w.confidence) for w in words]
    characters = sum(n for n, _ in letters)
    share = syllable_share([w.text for w in words])
    covered = ink_covered([w.rect for w in words], bare)
    confidence = sum(n * c for n, c in letters) / characters if characters else None
    mass = (
        sum(n * c for n, c in letters)
        * (share if share is not None else 0.3)
        * (covered if covered is not None else 1.0)
    )
    return Verdict(mass, share, covered, confidence, characters)


def ink_covered(rects: list[tuple[float, float, float, float]], bare: Gray) -> float | None:
    """Share of the page's ink that lies inside ``rects``; None on a page without ink.

    Specks and the rim do not count as ink.
    """
    ink = np.asarray(cv2.threshold(bare, 127, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    rim_y, rim_x = bare.shape[0] // 40, bare.shape[1] // 40
    ink[:rim_y], ink[-rim_y:], ink[:, :rim_x], ink[:, -rim_x:] = 0, 0, 0, 0
    ink = open_small(ink)
    total = cv2.countNonZero(ink)
    if total < 50:
        return None
    for x0, top, x1, bottom in rects:
        grow = max(2, int((bottom - top) * 0.15))
        ink[max(0, int(top) - grow) : int(bottom) + grow, max(0, int(x0) - grow) : int(x1) + grow] = 0
    return 1.0 - cv2.countNonZero(ink) / total


def quality(verdict: Verdict, confidences: list[float]) -> PageQuality:
    """The page's quality figures and its grade: A good, B usable, C look at it, D unusable."""
    return PageQuality(
        words=len(confidences),
        mean_confidence=round(float(np.mean(confidences)), 4) if confidences else None,
        worst_confidence=round(float(np.percentile(confidences, 5)), 4) if confidences else None,
        lexicon_share=round(verdict.share, 4) if verdict.share is not None else None,
        ink_covered=round(verdict.covered, 4) if verdict.covered is not None else None,
        grade=_grade(verdict),
    )


def _grade(verdict: Verdict) -> str:
    share, covered, confidence = verdict.share or 0.0, verdict.covered or 0.0, verdict.confidence or 0.0
    if not verdict.legible:
        return "D"
    if share >= 0.97 and covered >= 0.9 and confidence >= 0.88:
        return "A"
    if share >= 0.92 and covered >= 0.8 and confidence >= 0.78:
        return "B"
    return "C" if share >= 0.75 else "D"
