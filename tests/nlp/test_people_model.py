"""The shipped model belongs to its card and its training repeats."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import nlp.people
from nlp.people import train
from nlp.people.crf import Tagger
from nlp.people.generate import Noise, examples
from nlp.people.train import MODEL


def test_the_card_describes_the_model_that_ships() -> None:
    card = json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))
    assert card["sha256"] == hashlib.sha256(MODEL.read_bytes()).hexdigest()
    assert MODEL.stat().st_size < 1_000_000
    assert MODEL.is_relative_to(Path(nlp.people.__file__).parent)
    for scores in card["scores"]["last"].values():
        assert scores["both"]["f1"] >= scores["rules"]["f1"]


def test_generated_spans_hold_their_names_and_repeat() -> None:
    first = list(examples(50, seed=1, noise=Noise(0.2, 0.1)))
    assert first == list(examples(50, seed=1, noise=Noise(0.2, 0.1)))
    assert first != list(examples(50, seed=2, noise=Noise(0.2, 0.1)))
    for example in examples(100, seed=3):
        for start, end in example.spans:
            assert example.text[start:end].strip() == example.text[start:end] != ""
            assert example.text[start].isupper()


def test_training_repeats(tmp_path: Path, monkeypatch) -> None:
    """The order of entries in the file may differ; what the model says may not."""
    monkeypatch.setattr(train, "_TRAINING", ((150, 11, Noise(0.1, 0.02)),))
    said = []
    for name in ("a", "b"):
        train.train(tmp_path / name, iterations=15)
        find = train.model_spans(Tagger(tmp_path / name))
        said.append([find(example.text) for example in examples(40, seed=9, templates="last")])
    assert said[0] == said[1]
    assert any(said[0])


def test_the_card_of_all_models_tells_the_scores_of_the_tagger_that_ships() -> None:
    card = json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))
    told = (Path(nlp.people.__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
    for name, scores in card["scores"]["last"].items():
        row = next(line for line in told.splitlines() if line.startswith(f"| {name} |"))
        for way in ("rules", "model", "both"):
            assert " / ".join(f"{100 * scores[way][key]:.1f}" for key in ("precision", "recall", "f1")) in row
