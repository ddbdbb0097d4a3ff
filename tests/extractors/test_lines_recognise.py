"""The recogniser's steps as letters and words with boxes."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import pytest

from extractors.engines.lines_recognise import letters_of, pieces, recogniser_input, words_of

LETTERS = ("<blank>", "a", "b", " ", "đ", "2")


def steps(path: str, sure: float = 0.9) -> np.ndarray:
    """Log probabilities of a path written with - for the blank."""
    table = np.full((len(path), len(LETTERS)), (1 - sure) / (len(LETTERS) - 1))
    for i, c in enumerate(path):
        table[i, 0 if c == "-" else LETTERS.index(c)] = sure
    return np.log(table).astype(np.float32)


def test_repeats_are_one_letter_and_a_blank_between_makes_two():
    found = letters_of(steps("-aa-ab2--đđ"), LETTERS)
    assert "".join(letter.text for letter in found) == "aab2đ"
    assert (found[0].first, found[0].last) == (1, 2)
    assert found[0].probability == pytest.approx(0.9, abs=1e-3)


def test_words_part_at_spaces_and_their_boxes_hold_their_own_ink():
    piece = np.full((32, 160), 255, np.uint8)  # 40 steps of 4 pixels
    piece[8:24, 10:50] = 0
    piece[12:28, 90:150] = 0
    path = "----a--b--" + "-----  ----" + "--đ---2----2-------"
    found = words_of(letters_of(steps(path), LETTERS), piece, len(path))
    assert [w.text for w in found] == ["ab", "đ22"]
    first, second = (w.rect for w in found)
    assert 8 <= first[0] <= 20
    assert 30 <= first[2] <= 50
    assert (first[1], first[3]) == (8, 24)
    assert 90 <= second[0] < second[2] <= 150
    assert (second[1], second[3]) == (12, 28)
    assert found[0].confidence == pytest.approx(0.9, abs=1e-3)


def test_spaces_alone_and_blanks_alone_are_no_words():
    piece = np.full((32, 80), 255, np.uint8)
    for path in ("--------", " -- -  -"):
        assert words_of(letters_of(steps(path), LETTERS), piece, len(path)) == []


def test_spaces_around_a_line_do_not_shift_its_words():
    piece = np.full((32, 80), 255, np.uint8)
    piece[10:20, 30:50] = 0
    (word,) = words_of(letters_of(steps(" -  ----a---b--- -  "), LETTERS), piece, 20)
    assert word.text == "ab"
    assert 28 <= word.rect[0] < word.rect[2] <= 52


def test_words_are_composed_unicode():
    letters = ("<blank>", "e", "\u0323", "\u0302")
    table = np.full((3, 4), -9.0, np.float32)
    for i, k in enumerate((1, 2, 3)):
        table[i, k] = -0.01
    (word,) = words_of(letters_of(table, letters), np.full((32, 12), 255, np.uint8), 3)
    assert word.text == unicodedata.normalize("NFC", word.text) == "ệ"


def test_a_long_line_is_cut_between_words_into_pieces_that_cover_it():
    strip = np.full((64, 6000), 255, np.uint8)
    gaps = range(190, 6000, 200)
    strip[20:44] = 0
    for x in gaps:
        strip[:, x - 10 : x + 10] = 255
    parts = pieces(strip)
    assert parts[0][0] == 0
    assert parts[-1][1] == 6000
    assert all(a[1] == b[0] for a, b in pairwise(parts))
    assert all(end - start <= 2048 for start, end in parts)
    for start, _ in parts[1:]:
        assert min(abs(start - x) for x in gaps) <= 10
    assert pieces(strip[:, :2000]) == [(0, 2000)]


def test_input_is_32_high_and_a_multiple_of_four_wide():
    assert recogniser_input(np.zeros((70, 301), np.uint8)).shape == (1, 3, 32, 140)
    assert recogniser_input(np.zeros((20, 3), np.uint8)).shape[3] >= 32
