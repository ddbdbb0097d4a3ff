"""Words that stand on no line of writing are left out of a page that cannot be read."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.attempts import Reading, on_lines_only
from extractors.engines.base import EngineError, Hints, RawWord
from extractors.engines.lines_detect import Strip
from extractors.judge import judge
from extractors.prepare.chain import Sheet, prepare

NAME = ("Nguyễn", "Đình", "Khuê")


class Detector:
    """Finds the lines that it was given; without any it fails."""

    def __init__(self, *strips: Strip) -> None:
        self._strips = strips

    def strips(self, image: object, hints: Hints) -> list[Strip]:
        if not self._strips:
            raise EngineError("no model")
        return list(self._strips)


def page() -> Reading:
    """A name that was read and grain below it, on a page that as a whole is illegible."""
    gray = np.full((1100, 800), 255, np.uint8)
    gray[90:120, 100:400] = 0
    prepared = prepare(Sheet(gray, np.eye(3), 100, rectified=False))
    words = [RawWord(text, (100.0 + 100 * k, 90, 180.0 + 100 * k, 120), 0.9, (0, 0, 0)) for k, text in enumerate(NAME)]
    grain = [RawWord("ịH", (20.0 * k, 300, 20.0 * k + 15, 320), 0.05, (1, 0, k)) for k in range(39)]
    words += grain
    return Reading(words, judge(words, prepared.bare), prepared, Hints(dpi=100), "default")


def test_grain_goes_and_the_page_can_be_read():
    reading = page()
    assert not reading.verdict.legible
    kept = on_lines_only(reading, Detector(Strip(250, 105, 320, 40, 0.0, 0.9)))
    assert [word.text for word in kept.words] == list(NAME)
    assert kept.verdict.legible


def test_a_sloping_line_keeps_its_words():
    kept = on_lines_only(page(), Detector(Strip(250, 105, 320, 30, 0.02, 0.9)))
    assert [word.text for word in kept.words] == list(NAME)


@pytest.mark.parametrize("detector", [None, Detector(), Detector(Strip(250, 900, 300, 30, 0.0, 0.9))])
def test_without_a_line_all_words_stay(detector):
    reading = page()
    assert on_lines_only(reading, detector) is reading


def test_writing_that_cannot_be_read_stays_so():
    reading = page()
    strips = [Strip(250, 105, 320, 40, 0.0, 0.9), Strip(300, 310, 600, 40, 0.0, 0.9)]
    kept = on_lines_only(reading, Detector(*strips))
    assert len(kept.words) > len(reading.words) / 2
    assert kept.verdict == reading.verdict
