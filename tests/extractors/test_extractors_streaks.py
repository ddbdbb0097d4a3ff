"""Streaks of rollers and dirty glass: taken off the paper, not off the writing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.prepare.streaks import drop_streaks

Gray = NDArray[np.uint8]


def written() -> Gray:
    """Rows of letters in grey ink, at about 200 dpi."""
    sheet = np.full((1600, 1200), 250, np.uint8)
    for y in range(100, 1500, 45):
        for x in range(100, 1080, 20):
            cv2.rectangle(sheet, (x, y), (x + 11, y + 18), 150, 2)
    return sheet


def streaked(sheet: Gray, wide: int, share: float, lean: int = 0) -> Gray:
    """``sheet`` with one band of ``wide`` pixels darkened to ``share``, its foot ``lean`` pixels further right."""
    out = sheet.astype(np.float32)
    for y in range(sheet.shape[0]):
        x = 604 + round(lean * y / sheet.shape[0])
        out[y, x : x + wide] *= share
    return out.astype(np.uint8)


@pytest.mark.parametrize(("wide", "share", "lean"), [(4, 0.85, 0), (12, 0.85, 0), (12, 0.7, 24)])
def test_a_streak_goes_and_the_letters_under_it_stay(wide: int, share: float, lean: int) -> None:
    clean = written()
    out = drop_streaks(streaked(clean, wide, share, lean), 200).astype(int)
    paper, ink = clean == 250, clean == 150
    zone = np.zeros_like(paper)
    zone[:, 596 : 624 + lean] = True
    assert np.mean(out[paper & zone] > 235) > 0.97
    assert np.mean(np.abs(out[ink & zone] - 150) < 20) > 0.9
    assert np.array_equal(out[:, :560], clean[:, :560])


def test_a_page_without_streaks_is_left_alone() -> None:
    clean = written()
    assert drop_streaks(clean, 200) is clean


@pytest.mark.parametrize(("bottom", "ink"), [(1600, 60), (1000, 190)])
def test_ruling_lines_of_a_table_stay(bottom: int, ink: int) -> None:
    """Dark ones however long, pale ones that do not run down the whole page."""
    table = written()
    table[200:bottom, 602:605] = ink
    assert np.array_equal(drop_streaks(table, 200), table)


def test_a_short_strip_is_left_alone() -> None:
    strip = streaked(written(), 8, 0.8)[:200]
    assert drop_streaks(strip, 200) is strip
