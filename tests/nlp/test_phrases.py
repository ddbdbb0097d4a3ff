"""The index of phrases answers as a comparison with every phrase would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from nlp import load_lexicon
from nlp.phrases import FUZZY_FROM, LIKENESS, PhraseIndex

SECTIONS = load_lexicon().sections
INDEX = PhraseIndex(SECTIONS)
PHRASES = [(phrase, section) for section, phrases in SECTIONS.items() for phrase in phrases]


def _ends_word(text: str, length: int) -> bool:
    return length >= len(text) or not (text[length].isalnum() or text[length] in "_/")


def _covered(text: str, phrase: str) -> int:
    if text.startswith(phrase):
        return len(phrase) if _ends_word(text, len(phrase)) else 0
    if len(phrase) < FUZZY_FROM or text[:1] not in (phrase[0], phrase[1]):
        return 0
    for length in (len(phrase), len(phrase) + 1, len(phrase) - 1):
        alike = Levenshtein.normalized_similarity(text[:length], phrase)
        if _ends_word(text, length) and ":" not in text[:length] and alike >= LIKENESS:
            return length
    return 0


def _compared_with_all(text: str) -> tuple[int, str, int] | None:
    for phrase, section in sorted(PHRASES, key=lambda entry: -len(entry[0])):
        if length := _covered(text, phrase):
            return len(phrase), section, length
    return None


@st.composite
def misread_phrases(draw: st.DrawFn) -> str:
    """A phrase with some letters lost, doubled or exchanged, and what may follow it."""
    letters = list(draw(st.sampled_from(PHRASES))[0])
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(letters) - 1))
        letters[at] = draw(st.sampled_from(["", letters[at] * 2, "i", "n", " ", ":"]))
    return "".join(letters) + draw(st.sampled_from(["", ":", " thang 3", "/", "x", ". Chi bo"]))


@given(misread_phrases())
def test_a_misread_phrase_is_found_as_by_comparison_with_every_phrase(text: str) -> None:
    assert INDEX.longest(text) == _compared_with_all(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ket luan: nhat tri", (8, "conclusion", 8)),
        ("kel luan: nhat tri", (8, "conclusion", 8)),
        ("ketluan: nhat tri", (8, "conclusion", 7)),
        ("ket luanh", None),  # a word that goes on is another word
        ("kl:", (2, "conclusion", 2)),
        ("klx:", None),
        ("troi mua to", None),
        ("", None),
    ],
)
def test_the_longest_phrase_and_how_far_it_reaches(text: str, found: tuple[int, str, int] | None) -> None:
    assert INDEX.longest(text) == found


def test_only_the_sections_asked_for_count() -> None:
    assert INDEX.longest("ket luan:", among={"plan"}) is None
    assert INDEX.longest("ket luan:", among={"plan", "conclusion"}) == (8, "conclusion", 8)
