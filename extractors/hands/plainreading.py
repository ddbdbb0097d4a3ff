"""Lines read by a model as they are, letter by letter: to judge models by, and to choose what to type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from extractors.engines.base import Gray
from extractors.engines.lines_models import open_session
from extractors.engines.lines_recognise import FloatArray, letters_of, pieces, recogniser_input
from extractors.hands.sets import Labelled

__all__ = ["best_path", "reading_of", "steps_of"]


def reading_of(model: bytes, letters: Sequence[str], lines: Sequence[Labelled]) -> list[str]:
    """The text of each line by the best path; no language model has a say."""
    session = open_session(model)
    return [best_path(steps_of(session, line.picture), letters) for line in lines]


def steps_of(session: Any, picture: Gray) -> list[FloatArray]:
    """Log probabilities (steps x classes) of each piece of a line."""
    cuts = [np.ascontiguousarray(picture[:, start:end]) for start, end in pieces(picture)]
    return [session.run(None, {"images": recogniser_input(cut)})[0][:, 0] for cut in cuts]


def best_path(steps: Sequence[FloatArray], letters: Sequence[str]) -> str:
    """The likeliest text of each piece, joined; single blanks."""
    texts = ("".join(letter.text for letter in letters_of(piece, letters)) for piece in steps)
    return " ".join(" ".join(texts).split())
