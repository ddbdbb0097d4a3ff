"""The second reader on a page: asked where the first looks unsure, merged, named in the page's history."""

from __future__ import annotations

import pytest
from drawn import LINES, draw_page

from extractors import ReadSettings
from extractors.engines import EngineError, RawWord
from extractors.imagepage import PageImage, read_image
from schemas import PageState


class Told:
    """An engine that says what it is told about the lines of a drawn page, and counts how often it is asked."""

    def __init__(self, name: str, texts: tuple[str, ...], confidence: float, *, fails: bool = False) -> None:
        self.name, self._texts, self._confidence, self._fails = name, texts, confidence, fails
        self.calls = 0

    def version(self) -> str:
        return "1"

    def languages(self) -> frozenset[str]:
        return frozenset({"vie"})

    def orientation(self, image, hints):
        return None

    def read(self, image, hints):
        self.calls += 1
        if self._fails:
            raise EngineError("told to fail")
        words = []
        for n, text in enumerate(self._texts):
            x, top = 110.0, 90.0 + round(n * 40 * 1.7)
            for part in text.split():
                words.append(RawWord(part, (x, top, x + 18 * len(part), top + 44), self._confidence, (1, 1, n)))
                x += 18 * (len(part) + 0.6)
        return words


PAGE = PageImage(draw_page(), 1, 200.0)
SETTINGS = ReadSettings(second_attempts=False, orientation=False, rectify=False)
WRONG = tuple(line.replace("20", "zo").replace("số 4", "số u").replace("31", "ä1") for line in LINES)


@pytest.fixture
def second(monkeypatch):
    def install(engine):
        monkeypatch.setattr("extractors.imagepage.pick_second", lambda settings: engine)
        return engine

    return install


def test_an_unsure_page_is_read_again_and_merged(second):
    helper = second(Told("lines", LINES, 0.99))
    page = read_image(PAGE, Told("first", WRONG, 0.85), SETTINGS)
    assert page.text == "\n".join(LINES)
    assert helper.calls == 1
    assert [(s.name, s.tool) for s in page.steps[1:]] == [("read", "first"), ("read-again", "lines")]
    assert page.producer == "first 1 (vie), lines 1"


def test_a_sure_page_keeps_its_speed(second):
    helper = second(Told("lines", WRONG, 0.99))
    page = read_image(PAGE, Told("first", LINES, 0.97), SETTINGS)
    assert helper.calls == 0
    assert page.text == "\n".join(LINES)


def test_where_the_second_fails_the_first_stands(second):
    helper = second(Told("lines", LINES, 0.99, fails=True))
    page = read_image(PAGE, Told("first", WRONG, 0.85), SETTINGS)
    assert helper.calls == 1
    assert page.state is PageState.READ
    assert page.text == "\n".join(WRONG)
    assert page.producer == "first 1 (vie)"


def test_a_page_that_only_the_second_can_read_still_waits_for_a_person(second):
    second(Told("lines", LINES, 0.99))
    scrawl = tuple("".join("x" if c.isalnum() else c for c in line) for line in LINES)
    page = read_image(PAGE, Told("first", scrawl, 0.3), SETTINGS)
    assert page.state is PageState.NEEDS_TRANSCRIPTION
    assert page.quality.grade == "D"


def test_nothing_is_asked_where_the_second_is_off(second):
    second(None)
    page = read_image(PAGE, Told("first", WRONG, 0.85), SETTINGS)
    assert page.text == "\n".join(WRONG)
