"""`make models`: what is trained, what is not for want of fonts, and that a tagger which differs is noticed."""

from pathlib import Path

import pytest

from nlp.people import train
from nlp.people.generate import Noise
from scripts import models


def test_models_that_need_fonts_are_named_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert models.main(["script", "--fonts", str(tmp_path / "none")]) == 2
    assert "Not trained" in capsys.readouterr().out


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(SystemExit) as refused:
        models.main(["dragons"])
    assert refused.value.code == 2


def test_a_tagger_that_finds_other_names_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "_TRAINING", ((30, 11, Noise()),))
    monkeypatch.setattr(models, "CHECKED", ((20, "last", Noise()),))
    assert models.check_people(iterations=3) == 1
