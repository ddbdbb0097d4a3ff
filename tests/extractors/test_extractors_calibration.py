"""Word confidence as a probability."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.calibration import FEATURES, calibrated, confidences_of, word_features
from schemas import Box, Line, PageQuality, Word
from scripts.bench.score import expected_calibration_error, word_hits
from scripts.calibrate import learnt

BOX = Box(x0=0.1, top=0.1, x1=0.2, bottom=0.12)


def line(*words: tuple[str, float | None]) -> tuple[Line, ...]:
    made = tuple(Word(text=text, box=BOX, confidence=said) for text, said in words)
    return (Line(words=made, box=BOX, row=0),)


def stated(lines: tuple[Line, ...]) -> list[float | None]:
    return [word.confidence for one in lines for word in one.words]


def test_a_surer_word_of_one_page_stays_the_surer() -> None:
    out = stated(calibrated(line(("họp", 0.96), ("họp", 0.7), ("họp", 0.3)), by_hand=0.0, second_reader=False))
    assert out == sorted(out, key=lambda c: -(c or 0))
    assert out[0] is not None
    assert out[0] > 0.97


def test_the_same_word_is_less_sure_on_a_page_of_handwriting() -> None:
    page = line(("họp", 0.96), ("chi", 0.95))
    print_, hand = (stated(calibrated(page, by_hand=share, second_reader=False))[0] for share in (0.0, 1.0))
    assert print_ is not None
    assert hand is not None
    assert hand < print_


def test_words_without_confidence_stay_without_and_nothing_else_changes() -> None:
    page = line(("họp", 0.9), ("chi", None))
    out = calibrated(page, by_hand=None, second_reader=False)
    assert stated(out)[1] is None
    assert [w.text for w in out[0].words] == ["họp", "chi"]
    assert out[0].words[0].box == BOX


@given(st.lists(st.tuples(st.text(max_size=8), st.floats(0, 1)), max_size=20), st.floats(0, 1), st.booleans())
def test_every_confidence_is_a_probability_short_of_certain(
    words: list[tuple[str, float]], share: float, second: bool
) -> None:
    for value in stated(calibrated(line(*words), by_hand=share, second_reader=second)) if words else []:
        assert value is not None
        assert 0.0 < value < 1.0


def test_a_page_states_what_its_words_state() -> None:
    lines = line(*[("họp", c) for c in (0.5, 0.9, 1.0)])
    figures = confidences_of(lines, PageQuality(words=3, mean_confidence=0.1))
    assert figures.mean_confidence == pytest.approx(0.8)
    assert figures.worst_confidence == pytest.approx(np.percentile([0.5, 0.9, 1.0], 5))
    assert figures.words == 3


def test_learning_finds_out_how_often_words_are_right() -> None:
    rng = np.random.default_rng(5)
    said = rng.uniform(0.3, 0.99, 6000)
    figures = word_features(["họp"] * 6000, list(said), by_hand=0.0, second_reader=False)
    right = (rng.random(6000) < said**3).astype(float)  # an engine that promises too much
    chance = 1 / (1 + np.exp(-figures @ learnt(figures, right)))
    hits = [bool(r) for r in right]
    assert expected_calibration_error(list(said), hits) > 0.1
    assert expected_calibration_error(list(chance), hits) < 0.03


def test_stored_weights_are_for_these_features() -> None:
    from importlib.resources import files

    stored = json.loads(files("extractors").joinpath("calibration.json").read_text())
    assert tuple(stored["features"]) == FEATURES
    assert len(stored["weights"]) == len(FEATURES)


def test_words_are_right_only_at_their_place() -> None:
    assert word_hits("a b c", ["a", "x", "c"]) == [True, False, True]
    assert word_hits("a b c", ["b", "c", "a"]) == [True, True, False]
    assert expected_calibration_error([0.8] * 5, [True] * 4 + [False]) == pytest.approx(0.0)
    assert expected_calibration_error([0.9] * 2, [True, False]) == pytest.approx(0.4)
