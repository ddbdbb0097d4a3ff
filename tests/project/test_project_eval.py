"""The measures themselves: what is right counts as right, what is spoilt is noticed, noise is what it says."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from scripts.eval import compare
from scripts.eval.__main__ import main
from scripts.eval.assign import assign
from scripts.eval.noise import misread, without_marks
from scripts.eval.report import limits
from scripts.eval.score import score_file
from scripts.eval.sets import KINDS, corpus, devset, kind_of, samples
from scripts.eval.tally import Board, Tally

Data = dict[str, Any]


def scored(gold: list[Data], said: list[Data], allowed: Data | None = None) -> Board:
    board = Board()
    score_file("a.txt", gold, said, allowed or {}, [board])
    return board


def one(doc: str) -> list[Data]:
    return copy.deepcopy(samples().docs[doc])


@pytest.mark.parametrize("chosen", [samples(), *corpus()], ids=lambda chosen: chosen.name)
def test_gold_against_itself_is_all_right(chosen):
    for doc, gold in chosen.docs.items():
        for allowed in ({}, chosen.allowances.get(doc, {})):
            board = scored(gold, gold, allowed)
            assert board.every.strict in (1.0, None), doc
            assert board.units.f1 == (1.0 if gold else None), doc


def test_each_kind_of_error_is_counted():
    gold, said = one("hop-chi-uy-2025"), one("hop-chi-uy-2025")
    whole = scored(gold, gold).every.right
    said[0]["held"]["date"] = "1999-01-01"
    said[0]["chair"]["name"] = None
    said[0]["dues"]["amount_vnd"] = 7
    found = scored(gold, said)
    assert (found.scalars["held.date"].wrong, found.scalars["chair.name"].missed) == (1, 1)
    assert found.scalars["dues.amount_vnd"].spurious == 1
    assert found.every.right == whole - 2


def test_a_list_is_paired_whatever_its_order_and_optional_items_cost_nothing():
    gold = one("chup-bien-ban-2026-01")
    said = copy.deepcopy(gold)
    said[0]["tasks"].reverse()
    assert scored(gold, said).lists["tasks"].f1 == 1
    dropped = said[0]["tasks"].pop()
    index = next(i for i, task in enumerate(gold[0]["tasks"]) if task == dropped)
    assert scored(gold, said).lists["tasks"].missed == 1
    assert scored(gold, said, {"0": {"optional": [f"/tasks/{index}"]}}).lists["tasks"].missed == 0


def test_units_lost_and_units_invented_count_whole():
    gold = one("so-bien-ban-2025")
    board = scored(gold, gold[1:])
    assert board.units.missed == 1 and board.scalars["document_type"].missed == 1
    assert scored(gold[1:], gold).units.spurious == 1


def test_an_other_paper_must_be_named_other():
    gold, said = one("hop-dan-ap"), one("hop-dan-ap")
    assert scored(gold, said).negatives.recall == 1
    said[0]["document_type"] = "minutes"
    assert scored(gold, said).negatives.recall == 0


def test_comparisons():
    assert compare.name("đ/c Tạ Quang Lựu", "tạ quang lựu") and not compare.name("Tạ Quang Lựu", "Mai Thị Sim")
    assert compare.text("sửa 60 m mương Cầu Đá", "Sửa 60 m mương Cầu Đá.") and not compare.text(
        "mương", "sửa xong 60 m mương Cầu Đá"
    )
    assert compare.exact("07-BB/CB", "07 - bb/cb") and not compare.exact(1, True)
    assert compare.fits(compare.exact, 4, None, (None,)) and not compare.fits(compare.exact, None, 4)


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ([[3.0, 2.0], [2.9, 0.5]], [(0, 1), (1, 0)]),
        ([[1.0], [2.0], [0.0]], [(1, 0)]),
        ([[0.0, 0.0]], []),
        ([], []),
    ],
)
def test_assignment_is_the_best_one(weights, pairs):
    assert assign(weights) == pairs


def test_noise_is_as_much_as_it_says_and_the_same_each_time():
    text = "\n".join(chosen.text_path(doc).read_text("utf-8") for chosen in [samples()] for doc in chosen.docs)
    for share in (0.02, 0.05, 0.08):
        spoilt = misread(text, share, 3)
        assert spoilt == misread(text, share, 3) != misread(text, share, 4)
        assert 0.85 * share < Levenshtein.distance(text, spoilt) / len(text) < 1.15 * share
        assert spoilt.count("\n") == text.count("\n") and spoilt.count("    ") == text.count("    ")
    assert misread(text, 0, 3) == text
    assert without_marks("Đồng chí Tạ Quang Lựu") == "Dong chi Ta Quang Luu"


def test_every_scan_of_the_samples_has_a_kind():
    assert {scan.kind for scan in samples().scans} <= set(KINDS)
    assert kind_of({"style": "typewriter", "klass": "phone"}) == "typewriter"


def test_limits_say_what_is_missed():
    good, bad = Board(), Board()
    good.scalars["title"].add(Tally(right=95, missed=5))
    bad.scalars["title"].add(Tally(right=50, missed=50))
    said = limits({"clean": good, "photo": bad, "all": bad}, "scans").splitlines()
    assert any("clean |" in row and "met" in row and "missed" not in row for row in said)
    assert any("photo" in row and "missed" in row for row in said)


def test_a_set_that_is_not_there_is_none(tmp_path):
    assert devset(tmp_path) is None


def test_texts_are_measured_and_written_as_figures(tmp_path, capsys):
    assert main(["--devset", str(tmp_path), "--set", "corpus/seen", "--json", str(tmp_path / "figures.json")]) == 0
    assert "corpus/seen, from text" in capsys.readouterr().out
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figures["corpus/seen from text"]["all"]["all_fields"]["f1"] > 0.9
