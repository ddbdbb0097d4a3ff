"""Learning a hand: the weights of the file are the network, the same seed gives the same model, worse is not taken."""

from __future__ import annotations

import importlib.util
from dataclasses import replace

import numpy as np
import pytest
from hand_lines import line, lines

from extractors.engines.lines_models import RECOGNISER, checked_bytes, installed, letters, open_session
from extractors.engines.lines_recognise import recogniser_input
from extractors.hands.alphabet import Alphabet
from extractors.hands.sets import Labelled, chosen, held_out
from extractors.hands.weights import read_weights, with_weights

needs_models = pytest.mark.skipif(not installed(), reason="needs the extra [second-reader]")
needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="needs the extra [learn]: make test-learn installs and runs it"
)


@pytest.fixture(scope="module")
def base() -> bytes:
    return checked_bytes(RECOGNISER)


@needs_models
def test_weights_read_and_written_back_give_the_same_file(base: bytes) -> None:
    weights = read_weights(base)
    assert sum(one.size for one in weights.values()) > 10_000_000
    assert with_weights(base, weights) == base


@needs_models
def test_a_changed_weight_changes_that_one_place_and_what_is_read(base: bytes) -> None:
    bias = read_weights(base)["classifier.bias"]
    bias[1:] -= 100.0  # every letter impossible
    changed = with_weights(base, {"classifier.bias": bias})
    assert len(changed) == len(base)
    assert sum(a != b for a, b in zip(base, changed, strict=True)) <= bias.nbytes
    steps = open_session(changed).run(None, {"images": recogniser_input(line("mương").picture)})[0]
    assert set(steps.argmax(axis=2).ravel().tolist()) == {0}


@needs_models
def test_a_weight_that_does_not_fit_is_refused(base: bytes) -> None:
    with pytest.raises(ValueError, match="no initialiser"):
        with_weights(base, {"classifier.bias": np.zeros(3, np.float32)})


@pytest.mark.parametrize("content", [b"", b"\x3a\xff\xff\xff\xff\x0f", b"\x0b\x0b\x0b", b"\x80" * 40])
def test_what_is_no_model_is_none(content: bytes) -> None:
    try:
        assert read_weights(content) == {}
    except ValueError as error:
        assert "ONNX" in str(error)


@needs_torch
@needs_models
def test_the_network_to_learn_with_is_the_one_that_reads(base: bytes) -> None:
    import torch

    from extractors.hands.net import Net, frozen

    weights = read_weights(base)
    assert frozen() < set(weights)
    net = Net({name: torch.tensor(values) for name, values in weights.items()})
    for text in ("lúa", "hai sào ruộng trũng chưa cấy"):
        images = recogniser_input(line(text).picture)
        there = open_session(base).run(None, {"images": images})[0]
        with torch.no_grad():
            here = net(torch.from_numpy(images)).numpy()
        assert np.abs(here - there).max() < 2e-3
        assert (here.argmax(2) == there.argmax(2)).all()


@pytest.fixture(scope="module")
def recipe():
    from extractors.hands.learn import Recipe

    return Recipe(epochs=((0, 2),))


@pytest.fixture(scope="module")
def leaning():
    return list(chosen(lines(11, lean=0.5), Alphabet(letters())).lines)


@pytest.fixture(scope="module")
def learnt(base, leaning, recipe):
    from extractors.hands.learn import learn

    return learn(base, letters(), leaning, lines(4), seed=3, threads=1, recipe=recipe)


@needs_torch
@needs_models
class TestLearning:
    def test_the_held_out_lines_judge_and_are_not_learnt_from(self, learnt) -> None:
        assert learnt.judged_by == 3
        assert learnt.learnt_from == 8

    def test_interrupted_learning_goes_on_as_if_it_had_not_been(
        self, base, leaning, recipe, learnt, tmp_path, monkeypatch
    ) -> None:
        from extractors.hands import learn as module

        keep = tmp_path / "course.pt"
        seen: list[int] = []

        def stop(told) -> None:
            seen.append(told.epoch)
            assert 0 < told.share <= 1
            assert told.seconds_left >= 0
            if told.epoch == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            module.learn(
                base, letters(), leaning, lines(4), seed=3, threads=1, recipe=recipe, checkpoint=keep, told=stop
            )
        assert keep.is_file()
        seen.clear()
        again = module.learn(
            base, letters(), leaning, lines(4), seed=3, threads=1, recipe=recipe, checkpoint=keep,
            told=lambda told: seen.append(told.epoch),
        )  # fmt: skip
        assert set(seen) == {2}
        assert not keep.exists()
        assert (again.model, again.error) == (learnt.model, learnt.error)

    def test_a_model_that_reads_no_better_is_not_taken(self, base, leaning, recipe) -> None:
        from extractors.hands.learn import learn

        harmful = replace(recipe, rate=0.3, epochs=((0, 1),))
        out = learn(base, letters(), leaning, seed=3, threads=1, recipe=harmful)
        assert out.error >= out.base_error
        assert out.model is None


def test_the_same_lines_judge_when_there_are_more() -> None:
    some = [Labelled(one.picture, f"{one.text} {at}") for at, one in enumerate(lines(60))]
    _, judges = held_out(some[:25], 1)
    _, later = held_out(some, 1)
    assert len(judges) == 3
    assert len(later) == 7
    learnt_before = {one.text for one in some[:25]} - {one.text for one in judges}
    assert len({one.text for one in later} & learnt_before) <= 2
