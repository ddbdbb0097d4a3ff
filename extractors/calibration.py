"""Word confidence as a probability: how often a word that looks like this one was read rightly on labelled pages.

An engine's own figure is no probability: Tesseract says 0.96 of words that are right in 995 of 1,000 cases on clean
print and in 900 on worn type. A logistic model over what the engine said, whether the word can be Vietnamese, and how
the rest of the page reads puts that right; `scripts/calibrate.py` learns it on drawn pages.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from extractors.syllables import is_syllable, letters_only
from schemas import Line, PageQuality, Word

__all__ = ["FEATURES", "calibrated", "confidences_of", "unsure_at_best", "word_features"]

FEATURES = (
    "one", "said", "said-low", "syllable", "digits", "alone", "page-said", "page-low", "by-hand", "second-reader"
)  # fmt: skip
_LEAST, _MOST = 0.01, 0.99
_BY_HAND_AT_MOST = 0.89  # a value below 0.9 is shown as unreviewed until a person confirms it


def word_features(texts: list[str], said: list[float], *, by_hand: float, second_reader: bool) -> NDArray[np.float64]:
    """Figures of a page's words (one row each, columns as in `FEATURES`); ``said``: the engine's confidences, 0 to 1;
    ``by_hand``: share of handwriting.
    """
    if not texts:
        return np.zeros((0, len(FEATURES)))
    stated = np.clip(np.array(said, dtype=float), 0.02, 0.995)
    odds = np.log(stated / (1 - stated))
    count = len(texts)
    return np.column_stack(
        [
            np.ones(count),
            odds,
            np.minimum(odds, 1.5),
            [float(_possible(text)) for text in texts],
            [float(any(c.isdigit() for c in text)) for text in texts],
            [float(sum(c.isalnum() for c in text) <= 1) for text in texts],
            np.full(count, odds.mean()),
            np.full(count, float((stated < 0.85).mean())),
            np.full(count, by_hand),
            np.full(count, float(second_reader)),
        ]
    )


def calibrated(lines: tuple[Line, ...], *, by_hand: float | None, second_reader: bool) -> tuple[Line, ...]:
    """``lines`` of one page with each word's confidence as a probability; words without one stay without."""
    words = [word for line in lines for word in line.words if word.confidence is not None]
    said = [word.confidence or 0.0 for word in words]
    figures = word_features([w.raw or w.text for w in words], said, by_hand=by_hand or 0.0, second_reader=second_reader)
    chances = iter(np.clip(1 / (1 + np.exp(-figures @ _weights())), _LEAST, _MOST))
    return tuple(
        line.model_copy(
            update={
                "words": tuple(
                    word
                    if word.confidence is None
                    else word.model_copy(update={"confidence": round(float(next(chances)), 4)})
                    for word in line.words
                )
            }
        )
        for line in lines
    )


def unsure_at_best(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """``lines`` of a handwritten page: none of their words is so sure that its value would pass for read."""

    def lowered(word: Word) -> Word:
        if word.confidence is None or word.confidence <= _BY_HAND_AT_MOST:
            return word
        return word.model_copy(update={"confidence": _BY_HAND_AT_MOST})

    return tuple(line.model_copy(update={"words": tuple(map(lowered, line.words))}) for line in lines)


def confidences_of(lines: tuple[Line, ...], figures: PageQuality) -> PageQuality:
    """``figures`` with mean and worst (5th percentile) confidence as the words of ``lines`` state it now."""
    stated = [word.confidence for line in lines for word in line.words if word.confidence is not None]
    if not stated:
        return figures
    mean, worst = round(float(np.mean(stated)), 4), round(float(np.percentile(stated, 5)), 4)
    return figures.model_copy(update={"mean_confidence": mean, "worst_confidence": worst})


def _possible(text: str) -> bool:
    letters = letters_only(text)
    return bool(letters) and is_syllable(letters)


@cache
def _weights() -> NDArray[np.float64]:
    stored = json.loads(files("extractors").joinpath("calibration.json").read_text(encoding="utf-8"))
    if tuple(stored["features"]) != FEATURES:
        raise ValueError("calibration.json was learnt for other features: run scripts/calibrate.py")
    return np.array(stored["weights"], dtype=float)
