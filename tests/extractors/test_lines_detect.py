"""The detector's map as boxes of lines, and strips cut along them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.engines.lines_detect import Strip, boxes_of, cut, detector_input, tightened


def text_map(*lines: tuple[float, float, float, float, float], shape=(300, 400)) -> np.ndarray:
    """A map with a bright bar for each (x, y, width, height, degrees)."""
    picture = np.zeros(shape, np.float32)
    for x, y, width, height, degrees in lines:
        cv2.fillPoly(picture, [np.round(cv2.boxPoints(((x, y), (width, height), degrees))).astype(np.int32)], 0.9)
    return picture


def test_boxes_come_top_down_in_pixels_of_the_image_and_larger_than_the_core():
    found = boxes_of(text_map((200, 200, 240, 10, 0), (200, 60, 300, 10, 0)), width=800, height=600)
    assert [round(s.y / 10) * 10 for s in found] == [120, 400]
    first = found[0]
    assert first.x == pytest.approx(400, abs=4)
    assert 610 < first.width < 660
    assert 36 < first.height < 60
    assert first.score > 0.8


def test_a_leaning_line_keeps_its_angle_and_an_upright_stroke_stands():
    leaning, stroke = boxes_of(text_map((200, 100, 300, 12, 5), (200, 230, 10, 40, 0)), 400, 300)
    assert np.rad2deg(leaning.angle) == pytest.approx(5, abs=1)
    assert stroke.height > stroke.width
    assert abs(np.rad2deg(stroke.angle)) < 2


def test_specks_and_faint_stains_are_no_lines():
    faint = text_map((200, 100, 300, 12, 0)) * 0.4
    assert boxes_of(faint, 400, 300) == []
    assert boxes_of(text_map((50, 50, 1, 1, 0)), 400, 300) == []


def test_a_strip_is_cut_level_and_white_outside_the_image():
    image = np.full((200, 400), 255, np.uint8)
    cv2.line(image, (50, 80), (350, 120), 0, 5)
    angle = float(np.arctan2(40, 300))
    strip = cut(image, Strip(200, 100, 320, 40, angle, 1.0))
    rows = np.flatnonzero((strip < 128).any(axis=1))
    assert strip.shape == (40, 320)
    assert rows.min() >= 15
    assert rows.max() <= 25
    outside = cut(image, Strip(395, 195, 60, 40, 0.0, 1.0))
    assert outside[-1, -1] == 255


def test_a_strip_is_drawn_in_to_its_writing_and_an_empty_one_left():
    image = np.full((200, 400), 255, np.uint8)
    image[90:110, 50:350] = 0
    strip = tightened(image, Strip(200, 110, 340, 80, 0.0, 1.0))
    assert strip.y == pytest.approx(100, abs=1)
    assert strip.height == pytest.approx(26, abs=1)
    empty = Strip(200, 30, 340, 20, 0.0, 1.0)
    assert tightened(image, empty) == empty


@pytest.mark.parametrize("scale", [0.3, 1.7])
def test_the_detectors_input_has_sides_of_whole_strides(scale):
    tensor = detector_input(np.full((500, 300), 255, np.uint8), scale)
    assert tensor.shape[:2] == (1, 3)
    assert tensor.shape[2] % 32 == tensor.shape[3] % 32 == 0
    assert tensor.max() == pytest.approx(1.0)
