"""`make models`: what is trained, what is not for want of fonts, and that a tagger which differs is noticed."""

from pathlib import Path

import pytest

from extractors.hands.language import counted
from nlp.people import train
from nlp.people.generate import Noise
from scripts import models
from scripts.letter_texts import NAME, without_marks, wordings
from scripts.letters import rows


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


def test_wordings_are_filled_whole_and_alike_each_time() -> None:
    drawn = list(wordings(3))
    assert drawn == list(wordings(3))
    assert drawn != list(wordings(4))
    left = [text for text in map(without_marks, drawn) if set(text) & set("[]{}|\x02\x03")]
    assert not left
    assert all(text.count(NAME[0]) == text.count(NAME[1]) for text in drawn)
    whole = " ".join(drawn).lower()
    assert all(choice in whole for choice in ("đạo ôn", "kênh mương nội đồng", "răng mà chi bộ"))


def test_text_runs_on_from_row_to_row_with_no_word_lost() -> None:
    lines = [f"dòng số {number} của sổ" for number in range(50)]
    cut = list(rows(lines))
    assert sorted(" ".join(cut).split()) == sorted(" ".join(lines).split())
    assert any("sổ dòng" in row for row in cut)
    counts = counted(cut)
    assert counts[" "]["d"] + counts["\n"]["d"] == 50
