"""Quick operations on pages do what the slow ones do."""

import cv2
import numpy as np
import pytest

from extractors.pixels import open_small, shrink


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
