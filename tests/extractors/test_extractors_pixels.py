"""Quick operations on pages do what the slow ones do."""

import cv2
import numpy as np
import pytest

from extractors.pixels import components, open_small, shrink, sketch


@pytest.mark.parametrize("shape", [(351, 248), (350, 248, 3), (1, 40), (40, 1)])
@pytest.mark.parametrize("scale", [0.9, 0.5, 0.31, 0.1])
def test_a_page_shrunk_by_halves_is_the_page_shrunk_at_once(shape, scale):
    page = cv2.GaussianBlur(np.random.default_rng(5).integers(0, 255, shape, np.uint8), (0, 0), 3)
    page = page.reshape(shape)
    size = max(1, round(shape[1] * scale)), max(1, round(shape[0] * scale))
    at_once = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    by_halves = shrink(page, scale)
    assert by_halves.shape == at_once.shape
    assert np.abs(by_halves.astype(int) - at_once.astype(int)).mean() < 2.5
    assert shrink(page, 1.0) is page


def test_opening_leaves_squares_and_takes_lone_lines():
    mask = np.zeros((20, 20), np.uint8)
    mask[2:6, 3:8] = 1
    mask[10, 2:18] = 1
    mask[12:18, 15] = 1
    mask[19, 18:] = 1
    opened = open_small(mask)
    assert opened[2:6, 3:8].all()
    assert opened.sum() == 20


def test_pieces_are_those_that_opencv_finds_whatever_their_order():
    rng = np.random.default_rng(3)
    mask = (cv2.GaussianBlur(rng.integers(0, 256, (90, 130), dtype=np.uint8), (0, 0), 1.5) > 130).astype(np.uint8)
    count, labels, stats, centres = components(mask)
    right = cv2.connectedComponentsWithStats(mask, connectivity=8)
    assert count == right[0] > 10
    assert sorted(map(tuple, stats[1:])) == sorted(map(tuple, right[2][1:]))
    x, y, wide, high, area = stats[1]
    assert (labels == 1).sum() == (labels[y : y + high, x : x + wide] == 1).sum() == area
    assert centres.shape == (count, 2)


@pytest.mark.parametrize("scale", [1.0, 0.7, 0.3, 0.12])
def test_a_sketch_is_as_large_as_the_average_and_nearly_as_grey(scale):
    page = cv2.GaussianBlur(np.random.default_rng(5).integers(0, 256, (421, 307), dtype=np.uint8), (0, 0), 6)
    small, rough = shrink(page, scale), sketch(page, scale)
    assert rough.shape == small.shape
    assert np.abs(rough.astype(int) - small).mean() < 2
