"""Lines where a person let them stand: cut along their own slope, and read instead of those that are found."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import pytest
from drawn import draw_page
from hand_lines import line
from PIL import Image

from extractors import ReadSettings
from extractors.engines import pick_engine
from extractors.engines.lines import LineReader
from extractors.engines.lines_detect import Strip, cut, line_strip
from extractors.engines.lines_models import RECOGNISER, checked_bytes, installed, letters, open_session
from extractors.hands.crops import pictures_on
from extractors.hands.placing import Place, drawn_strip, slope_of, strips_laid
from extractors.hands.plainreading import best_path, steps_of
from extractors.imagepage import PageImage, read_image
from schemas import Box
from schemas.hands import HandUse, LaidLine

needs_models = pytest.mark.skipif(not installed(), reason="needs the extra [second-reader]")
SETTINGS = ReadSettings(second_attempts=False, orientation=False, rectify=False)
HERE = np.eye(3)


def sloping(text: str, degrees: float) -> np.ndarray:
    """A line of writing that falls by so many degrees, with white around it."""
    picture = Image.fromarray(line(text).picture)
    page = Image.new("L", (picture.width + 200, 400), 255)
    page.paste(picture, (100, 170))
    return np.asarray(page.rotate(-degrees, fillcolor=255, resample=Image.Resampling.BILINEAR))


@pytest.mark.parametrize("degrees", [-5.0, -2.0, 0.0, 3.0, 6.0])
def test_the_slope_of_a_line_is_seen_in_its_ink(degrees: float) -> None:
    page = sloping("đắp bờ mương chín tuần trước mùa lũ về", degrees)
    rows, columns = np.nonzero(page < 150)
    around = page[rows.min() - 4 : rows.max() + 4, columns.min() - 4 : columns.max() + 4]
    assert math.degrees(slope_of(around)) == pytest.approx(degrees, abs=0.8)


def test_a_sloping_line_in_an_upright_box_is_cut_as_high_as_its_writing() -> None:
    page = sloping("đắp bờ mương chín tuần trước mùa lũ về", 5.0)
    rows, columns = np.nonzero(page < 150)
    high, wide = page.shape
    box = Box.from_pixels(columns.min(), rows.min(), columns.max(), rows.max(), width=wide, height=high)
    strip = drawn_strip(page, box, Place(HERE, wide, high))
    assert strip.height < 0.75 * (rows.max() - rows.min())
    _, picture = line_strip(page, strip)
    assert (picture < 150).sum() > 0.97 * (page < 150).sum()


def test_a_box_of_the_machines_is_the_line_found_there_and_a_drawn_one_is_not() -> None:
    image = np.full((400, 1000), 255, np.uint8)
    image[80:100, 100:900] = 0
    image[120:140, 100:900] = 0
    merged = Strip(500, 110, 820, 90, 0.0, 1.0)
    place = Place(HERE, 1000, 400)
    whole, upper, lower = Box(0.09, 0.19, 0.91, 0.36), Box(0.09, 0.19, 0.91, 0.26), Box(0.09, 0.29, 0.91, 0.36)
    assert strips_laid(image, [merged], [(whole, False)], place) == [merged]
    found = strips_laid(image, [merged], [(upper, True), (lower, True)], place)
    assert [(cut(image, one) < 128).any(axis=1).sum() for one in found] == [20, 20]
    assert strips_laid(image[:200, :500], [], [(Box(0.8, 0.7, 0.9, 0.9), True)], place) == []  # on the other leaf


def test_a_page_that_was_turned_keeps_the_length_of_its_lines() -> None:
    quarter = np.array([[0.0, -1.0, 400.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])  # a page of 1000 x 400, turned right
    wide, high = Place(quarter, 1000, 400).size(Box(0.1, 0.2, 0.15, 0.9))
    assert (round(wide), round(high)) == (280, 50)


@needs_models
def test_two_lines_that_were_found_as_one_can_be_parted_by_hand() -> None:
    page = PageImage(draw_page(), 1, 200.0)
    whole = Box(0.05, 0.09, 0.95, 0.22)
    upper, lower = Box(0.05, 0.085, 0.95, 0.155), Box(0.05, 0.155, 0.95, 0.225)
    texts = []
    session = open_session(checked_bytes(RECOGNISER))
    for picture in pictures_on(page, [upper, lower], SETTINGS, LineReader(), drawn={upper, lower}):
        assert picture is not None
        texts.append(best_path(steps_of(session, picture), letters()))
    assert "Biên bản họp tổ dân phố" in texts[0]
    assert texts[1]
    assert texts[0] != texts[1]
    [both] = pictures_on(page, [whole], SETTINGS, LineReader(), drawn={whole})
    assert both is not None


@needs_models
@pytest.mark.engine
def test_a_hands_model_reads_the_lines_that_a_person_laid_and_no_others(tmp_path, monkeypatch) -> None:
    from extractors import imagepage

    monkeypatch.setattr(imagepage, "written_by_hand", lambda rows, bare: True)
    content = checked_bytes(RECOGNISER)
    (tmp_path / "v1.onnx").write_bytes(content)
    use = HandUse(hand="h", version=1, model=tmp_path / "v1.onnx", sha256=hashlib.sha256(content).hexdigest())
    page, engine = PageImage(draw_page(), 1, 200.0), pick_engine(SETTINGS)
    laid = {1: (LaidLine(box=Box(0.05, 0.085, 0.95, 0.155), own=True),)}
    read = read_image(page, engine, SETTINGS, use.model_copy(update={"laid": laid}))
    assert "Biên bản họp tổ dân phố" in read.text
    assert len(read.lines) == 1
    everything = read_image(page, engine, SETTINGS, use.model_copy(update={"laid": {2: laid[1]}}))
    assert len(everything.lines) > 3
