"""Pages full of names that are no Vietnamese syllables."""

from __future__ import annotations

from dataclasses import replace

from extractors.judge import Verdict

NAMES = Verdict(mass=1000.0, share=0.93, covered=1.0, confidence=0.955, characters=1500)


def test_a_clean_page_of_foreign_names_is_not_read_over_and_over() -> None:
    assert not NAMES.doubtful
    assert not NAMES.unsure


def test_the_same_share_of_odd_words_is_doubtful_where_the_engine_is_unsure_or_ink_is_left_over() -> None:
    assert replace(NAMES, share=0.92, confidence=0.93).doubtful
    assert replace(NAMES, share=0.92, covered=0.9).doubtful


def test_garbage_read_with_confidence_is_doubtful() -> None:
    assert replace(NAMES, share=0.6).doubtful
