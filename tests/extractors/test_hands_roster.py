"""Names that the roster of a cell settles, and those that it must not."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.engines.lines_recognise import StripWord
from extractors.hands.roster import by_roster

LETTERS = ("<blank>", *" aăàcđghinouưùừvVHLA/")


def steps_of(text: str, other: str, chance: float) -> np.ndarray:
    """Steps that read ``text``; where it has ừ, the picture would also allow ``other``."""
    out = np.full((2 * len(text), len(LETTERS)), 1e-6)
    for at, letter in enumerate(text):
        out[2 * at, LETTERS.index(letter)] = 1 - chance if letter == "ừ" else 1.0
        if letter == "ừ":
            out[2 * at, LETTERS.index(other)] = chance
        out[2 * at + 1, 0] = 1.0
    return np.log(out / out.sum(axis=1, keepdims=True)).astype(np.float32)


def read(text: str, names: list[str], chance: float = 0.3) -> list[tuple[str, str | None]]:
    words = [(StripWord(word, (0.0, 0.0, 1.0, 1.0), 0.9), None) for word in text.split()]
    return [(word.text, plain) for word, plain in by_roster(words, steps_of(text, "ù", chance), LETTERS, names)]


def test_a_name_one_letter_off_from_one_member_is_the_members_and_the_plain_reading_stays_beside() -> None:
    others = ["Văn An", "An Hà", "Lò Văn Hùng"]
    assert read("Văn Hừng ghi", ["Văn Hùng", *others]) == [("Văn", None), ("Hùng", "Hừng"), ("ghi", None)]
    assert read("đ/c Hừng ghi", ["Văn Hùng", "An Hà"])[1] == ("Hùng", "Hừng")


@pytest.mark.parametrize(
    ("text", "names", "chance"),
    [
        ("Văn Hừng ghi", ["Văn Hùng", "Văn Hưng"], 0.3),  # two members would do
        ("Văn Hừng ghi", ["Văn Hùng", "Văn Hừng"], 0.3),  # one is of just that name
        ("Văn Hừng ghi", ["Văn Hùng"], 1e-4),  # the picture says otherwise
        ("Văn Hừng ghi", ["Văn An", "Lan Hùng"], 0.3),  # nobody's name
        ("nhà Hừng ghi", ["Văn Hùng"], 0.3),  # one word with no address before it
        ("đ/c ghi vừng", ["Văn Vùng"], 0.3),  # no name
    ],
)
def test_else_a_name_stays_as_it_was_plainly_read(text: str, names: list[str], chance: float) -> None:
    assert [word for word, _ in read(text, names, chance)] == text.split()
