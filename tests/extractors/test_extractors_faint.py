"""Faint writing: known from the page itself, seen in its best colour, darkened without the paper's grain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn import LINES, draw_page
from numpy.typing import NDArray
from PIL import Image

import extractors
from extractors.prepare.chain import is_blank, prepare, sheet_of
from extractors.prepare.faint import clearest, strength_of
from schemas import PageState

Pixels = NDArray[np.uint8]
PAPER = (218, 204, 168)  # RGB: yellowed


def letters(across: int = 13) -> NDArray[np.bool_]:
    """Where the strokes of twenty-odd rows of letters are, at about 200 dpi."""
    sheet = np.zeros((1800, 1300), np.uint8)
    for y in range(100, 1700, 70):
        for x in range(120, 1180, 24):
            cv2.rectangle(sheet, (x, y), (x + across, y + 20), 1, 2)
    return sheet > 0


def page(ink: tuple[int, int, int], grain: float = 3.0, where: NDArray[np.bool_] | None = None) -> Pixels:
    """An RGB page of ``PAPER`` with the strokes in ``ink`` and the paper's grain (standard deviation)."""
    sheet = np.empty((1800, 1300, 3), np.float32)
    sheet[:] = PAPER
    sheet[letters() if where is None else where] = ink
    sheet += np.random.default_rng(5).normal(0, grain, sheet.shape[:2])[..., None]
    return np.clip(sheet, 0, 255).astype(np.uint8)


def shade(drop: int) -> tuple[int, int, int]:
    return PAPER[0] - drop, PAPER[1] - drop, PAPER[2] - drop


@pytest.mark.parametrize("drop", [50, 54])
def test_faint_strokes_become_dark_and_the_paper_white(drop: int) -> None:
    prepared = prepare(sheet_of(page(shade(drop)), 200, rectify=True))
    assert prepared.settings["faint"] is True
    assert prepared.worn
    strokes = letters()
    assert np.mean(prepared.bare[strokes] < 128) > 0.95
    beyond = cv2.dilate(strokes.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    assert np.mean(prepared.bare[beyond] > 200) > 0.99


def test_dark_ink_is_not_faint_and_neither_is_a_page_where_only_the_back_is_pale() -> None:
    assert not sheet_of(page((30, 30, 35)), 200, rectify=True).faint
    both = page(shade(35))
    few = letters()
    few[300:] = False
    both[few] = (30, 30, 35)
    sheet = sheet_of(both, 200, rectify=True)
    assert not sheet.faint
    assert np.mean(prepare(sheet).bare[few] < 128) > 0.95


def test_blue_ribbon_is_read_in_red_light_where_it_is_clearest() -> None:
    blue = page((PAPER[0] - 70, PAPER[1] - 15, PAPER[2] + 20))
    gray = cv2.cvtColor(blue, cv2.COLOR_RGB2GRAY)
    seen, faint = clearest(blue, gray, 200)
    assert faint
    assert np.array_equal(seen, blue[..., 0])
    assert strength_of(seen, 200).ink > 1.5 * strength_of(gray, 200).ink


def test_a_faint_gray_page_stays_in_gray() -> None:
    gray = page(shade(35))[..., 0]
    seen, faint = clearest(gray, gray, 200)
    assert faint
    assert seen is gray


def test_paper_alone_is_not_faint_and_the_back_shining_through_is_no_writing() -> None:
    empty = page(PAPER)
    assert not sheet_of(empty, 200, rectify=True).faint
    back = page(shade(18), where=letters()[:, ::-1])
    sheet = sheet_of(back, 200, rectify=True)
    assert is_blank(prepare(sheet).bare)
    assert not is_blank(prepare(replace(sheet, pale=True)).bare)  # only reading it can tell


@pytest.mark.engine
@pytest.mark.parametrize("mirrored", [False, True])
def test_pale_writing_is_read_and_the_back_of_the_sheet_is_not(mirrored: bool, tmp_path: Path) -> None:
    """A page paler than a blank page's limit: what can be read on it is writing."""
    drawn = np.asarray(draw_page())
    strokes = (255 - drawn.astype(np.float32)) / 255
    sheet = 215 - 38 * (strokes[:, ::-1] if mirrored else strokes)
    sheet += np.random.default_rng(2).normal(0, 2.0, sheet.shape)
    Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8)).save(tmp_path / "pale.png", dpi=(200, 200))
    page = next(iter(extractors.read(tmp_path / "pale.png")))
    if mirrored:
        assert page.state is PageState.BLANK
    else:
        assert page.state is PageState.READ
        assert LINES[0].split()[0] in page.text
