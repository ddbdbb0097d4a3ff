"""What may be learnt from: signs are mapped, what does not fit is left out with its reason, crops stay legible."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hand_lines import line, lines

from extractors.hands.alphabet import Alphabet, plain
from extractors.hands.augment import HEIGHT, altered, sized
from extractors.hands.scoring import error_rate
from extractors.hands.sets import Labelled, chosen

LETTERS = ("<blank>", *"aàbcdđeêghiklmnoôơpqrstuưvxyạảấầếệọộờởụựủíóáúìãĐH0123456789 ,./:;-\"'()")


def reasons(*given: Labelled) -> list[tuple[str, str, str]]:
    return [(one.name, one.why, one.what) for one in chosen(given, Alphabet(LETTERS)).left]


def test_signs_that_people_type_become_those_of_the_reader() -> None:
    assert plain("“đắp  đê” – 3\u00a0ngày…") == '"đắp đê" - 3 ngày...'
    assert plain(unicodedata.normalize("NFD", "ruộng")) == "ruộng"


def test_characters_that_nobody_knows_are_named_and_none_is_dropped() -> None:
    assert reasons(Labelled(line("mua vôi").picture, "mua ☎ vôi ☎", "a")) == [("a", "foreign", "☎")]


@pytest.mark.parametrize(
    ("label", "why"),
    [
        (Labelled(line("đo bờ ao").picture, "  ", "a"), "empty"),
        (Labelled(np.full((40, 300), 255, np.uint8), "đo bờ ao", "a"), "blank"),
        (Labelled(line("đo").picture, "đo bờ ao và cả hai bên đường liên xã", "a"), "too-long"),
    ],
)
def test_what_cannot_be_learnt_from_says_why(label: Labelled, why: str) -> None:
    assert [one[1] for one in reasons(label)] == [why]


def test_a_line_twice_counts_once_and_two_labels_for_it_count_not_at_all() -> None:
    picture = line("vá đường").picture
    once = chosen([Labelled(picture, "vá đường", "a"), Labelled(picture, "vá đường", "b")], Alphabet(LETTERS))
    assert [one.name for one in once.lines] == ["a"]
    assert [(one.name, one.why) for one in once.left] == [("b", "twice")]
    quarrel = chosen([Labelled(picture, "vá đường", "a"), Labelled(picture, "và đường", "b")], Alphabet(LETTERS))
    assert quarrel.lines == ()
    assert {(one.name, one.why) for one in quarrel.left} == {("a", "disputed"), ("b", "disputed")}


def test_altered_lines_keep_ink_and_height_and_depend_on_chance_alone() -> None:
    picture = sized(lines(1)[0].picture)
    ink = (255.0 - picture).mean() / 255
    seen = []
    for seed in range(30):
        one = altered(picture, np.random.default_rng(seed))
        assert one.shape[0] == HEIGHT
        assert 0.7 * picture.shape[1] < one.shape[1] < 1.3 * picture.shape[1]
        assert 0.2 * ink < (255.0 - one).mean() / 255 < 3 * ink  # never an empty picture
        assert (one == altered(picture, np.random.default_rng(seed))).all()
        seen.append(one.shape)
    assert len(set(seen)) > 10


def test_errors_are_counted_by_the_character() -> None:
    assert error_rate([("ba sào", "ba sao"), ("hai", "hai")]) == pytest.approx(1 / 9)
    assert error_rate([]) == 0.0
