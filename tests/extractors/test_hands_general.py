"""The general base of handwriting: what it may change, and that it reads hands that it was not made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors.engines.lines_models import RECOGNISER, checked_bytes, installed, letters
from extractors.hands.general import base_for_hands, packed_base
from extractors.hands.plainreading import reading_of
from extractors.hands.reader import pick_hand_reader
from extractors.hands.scoring import error_rate
from extractors.hands.sets import Labelled
from extractors.hands.weights import read_weights
from extractors.settings import ReadSettings

pytestmark = pytest.mark.skipif(not installed(), reason="the second reader is not installed")
LINES = Path(__file__).parent / "data" / "hand_lines.npz"  # drawn in two fonts that are kept out of training


def kept() -> list[Labelled]:
    with np.load(LINES, allow_pickle=False) as found:
        return [Labelled(found[f"p{at}"], str(text)) for at, text in enumerate(found["texts"])]


def test_hands_that_it_was_not_made_from_are_read_with_far_fewer_errors() -> None:
    lines = kept()
    plain, general = (
        error_rate((line.text, read) for line, read in zip(lines, reading_of(model, letters(), lines), strict=True))
        for model in (checked_bytes(RECOGNISER), base_for_hands())
    )
    assert general < 0.75 * plain


def test_the_stages_that_see_strokes_are_those_of_the_recogniser() -> None:
    before, after = read_weights(checked_bytes(RECOGNISER)), read_weights(base_for_hands())
    changed = {name for name, values in before.items() if not np.array_equal(values, after[name])}
    assert after.keys() == before.keys()
    assert changed and "backbone.stem.gamma" not in changed


def test_weights_that_the_recogniser_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="no weights of the recogniser: other"):
        packed_base({"other": np.zeros(3, np.float32)})
    name, values = next(iter(read_weights(checked_bytes(RECOGNISER)).items()))
    with pytest.raises(ValueError, match="no weights"):
        packed_base({name: np.full_like(values, np.inf)})


def test_it_is_known_by_its_version_and_goes_with_the_second_reader() -> None:
    reader = pick_hand_reader(ReadSettings())
    assert reader is not None and reader.version().endswith("hands 1")
    assert pick_hand_reader(ReadSettings(second_reader="off")) is None
