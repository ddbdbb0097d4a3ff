"""Dirt and faded ink, seen from the pixels; and the ink made even."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.prepare.condition import condition_of, even_ink
from extractors.prepare.noise import drop_grains, drop_lone

Gray = NDArray[np.uint8]


def page(ink: int = 0) -> Gray:
    """Ten rows of letters at about 200 dpi, each with a dot above it, a hyphen after every fourth."""
    sheet = np.full((900, 900), 255, np.uint8)
    for y in range(100, 800, 70):
        for x in range(80, 800, 24):
            cv2.rectangle(sheet, (x, y), (x + 13, y + 20), ink, 2)
            sheet[y - 7 : y - 4, x + 5 : x + 8] = ink
        sheet[y + 10, 808:818] = ink
    return sheet


def peppered(sheet: Gray, share: float) -> Gray:
    out = sheet.copy()
    out[np.random.default_rng(3).random(sheet.shape) < share] = 20
    return out


def test_a_clean_page_is_neither_dirty_nor_faded() -> None:
    found = condition_of(page(), 200)
    assert found.grains == 0
    assert found.faintest == 255
    assert found.letters > 200
    assert not found.worn


def test_specks_everywhere_make_a_page_dirty_and_dropping_lone_pixels_cures_it() -> None:
    dirty = peppered(page(), 0.005)
    assert condition_of(dirty, 200).dirty
    cured = drop_lone(dirty)
    assert condition_of(cured, 200).grains < 0.2 * condition_of(dirty, 200).grains
    assert np.count_nonzero(cured[page() == 0] > 128) < 0.02 * np.count_nonzero(page() == 0)


def test_faded_letters_among_strong_ones_are_seen_and_darkened() -> None:
    patchy = page()
    patchy[:, 450:] = page(150)[:, 450:]
    assert condition_of(patchy, 200).worn
    even = even_ink(patchy, 200)
    faint, strong = even[:, 460:780].min(axis=1), even[:, 80:440].min(axis=1)
    inked = page()[:, 460:780].min(axis=1) == 0
    assert faint[inked].mean() < 80
    assert abs(faint[inked].mean() - strong[inked].mean()) < 60
    assert np.median(even) == 255


@pytest.mark.parametrize("blank", [np.full((400, 400), 255, np.uint8), np.zeros((400, 400), np.uint8)])
def test_pages_without_letters_have_no_condition(blank: Gray) -> None:
    assert not condition_of(blank, 200).worn


def test_dots_and_hyphens_of_thin_type_are_no_grains() -> None:
    assert np.array_equal(drop_grains(page(), 200), page())


def test_grains_on_bare_paper_go_and_the_letters_stay() -> None:
    dirty = page()
    dirty[850:853, 100:103] = 0
    assert np.array_equal(drop_grains(dirty, 200), page())


def test_the_grain_of_the_paper_is_not_darkened_with_the_ink() -> None:
    coarse = np.random.default_rng(4).normal(0, 9, (450, 450)).astype(np.float32)
    coarse = cv2.resize(cv2.GaussianBlur(coarse, (0, 0), 1.0) * 3, (900, 900))
    sheet = np.clip(np.minimum(page(120), 245) + coarse, 0, 255).astype(np.uint8)
    sheet[:, 450:] = np.clip(np.minimum(page(185), 245) + coarse, 0, 255).astype(np.uint8)[:, 450:]
    even = even_ink(sheet, 200, faded=True)
    strokes = page() == 0
    assert np.mean(even[strokes] < 128) > 0.9
    beyond = cv2.dilate(strokes.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    assert np.mean(even[beyond] > 200) > 0.97
