"""The default preparation and the maps that lead from the original page to the prepared one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.mapping import Homography, identity, quarter_turn, rotation, scaling
from extractors.pixels import open_small, shrink
from extractors.prepare.background import divide_background, stretch
from extractors.prepare.borders import clear_neighbour, fill_holes
from extractors.prepare.colour import gray_of, gray_without_red
from extractors.prepare.condition import Condition, condition_of, even_ink
from extractors.prepare.deskew import find_skew
from extractors.prepare.faint import clearest, darkened
from extractors.prepare.grids import Grid, find_grids, without_tables
from extractors.prepare.noise import clean_specks, drop_grains, drop_lone, median3, speck_share
from extractors.prepare.perspective import find_sheet, sheet_map
from extractors.prepare.rules import Rules, find_rules, remove_rules
from extractors.prepare.streaks import drop_streaks

__all__ = ["READING_DPI", "Prepared", "Sheet", "ink_share", "prepare", "sheet_of", "turned", "working_dpi"]

_BLANK_INK = 0.0004
READING_DPI = 225  # letters of 300 dpi and more are read no better, only slower
_FINER = 1.1  # times that: what is hardly finer is not worth the blur
_LEVEL = 0.1  # degrees: less is not worth the blur of turning
Setting = str | int | float | bool


@dataclass(frozen=True)
class Sheet:
    """The sheet of paper, upright or not yet, in grey; ``to_sheet`` maps original pixels to it.

    ``faint``: its writing is hardly darker than the paper; ``pale``: so pale that only reading tells it from what
    shines through from the back, and it is to be darkened all the same.
    """

    gray: Gray
    to_sheet: Homography
    dpi: int
    rectified: bool
    turn: int = 0  # degrees clockwise
    faint: bool = False
    pale: bool = False


@dataclass(frozen=True)
class Prepared:
    """A page ready to be read. ``bare`` is the page without ruling lines and without the tables of ``grids``.

    ``to_prepared`` maps original pixels to either.
    """

    even: Gray
    bare: Gray
    rules: Rules
    to_prepared: Homography
    dpi: int
    settings: dict[str, Setting]
    grids: tuple[Grid, ...] = ()

    @property
    def worn(self) -> bool:
        """Whether the page is dirty or faded."""
        return bool(self.settings["ink_evened"] or self.settings["faint"])


def sheet_of(rgb: NDArray[np.uint8], dpi: float | None, *, rectify: bool, red: bool = True) -> Sheet:
    """The sheet on the picture, in grey, perspective straightened where the page was photographed."""
    matrix, gray, rectified = identity(), gray_of(rgb) if red else gray_without_red(rgb), False
    gray, faint = clearest(rgb if red else gray, gray, working_dpi(gray, dpi))
    if rectify:
        quad = find_sheet(rgb)
        if quad is not None:
            matrix, (width, height) = sheet_map(quad)
            gray = np.asarray(cv2.warpPerspective(gray, matrix, (width, height), flags=cv2.INTER_CUBIC), dtype=np.uint8)
            rectified = True
    dpi_now = working_dpi(gray, dpi)
    return Sheet(fill_holes(gray, dpi_now), matrix, dpi_now, rectified, faint=faint)


def turned(sheet: Sheet, degrees: int) -> Sheet:
    """The sheet turned clockwise by a further 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return sheet
    height, width = sheet.gray.shape
    gray = np.ascontiguousarray(np.rot90(sheet.gray, -(degrees // 90)))
    matrix = quarter_turn(degrees, width, height) @ sheet.to_sheet
    return replace(sheet, gray=gray, to_sheet=matrix, turn=(sheet.turn + degrees) % 360)


def prepare(sheet: Sheet, *, median: bool = False) -> Prepared:
    """Median where there is salt-and-pepper noise, finer pages brought to `READING_DPI`, background division, contrast
    stretch, faint ink darkened on worn pages, deskew, ruling lines set apart.
    """
    specks = speck_share(sheet.gray)
    gray = median3(sheet.gray) if median else clean_specks(sheet.gray, sheet.dpi, specks)
    gray, matrix, dpi = _coarser(gray, sheet.to_sheet, sheet.dpi)
    even = divide_background(gray)
    plain = stretch(even)
    faint = sheet.faint and (sheet.pale or not is_blank(plain))
    gray, condition = _inked(gray, even, plain, dpi, faint=faint)
    gray = clear_neighbour(drop_grains(gray, dpi))
    skew = find_skew(gray)
    if abs(skew) >= _LEVEL:
        turn, size = rotation(-skew, gray.shape[1], gray.shape[0])
        gray = np.asarray(cv2.warpAffine(gray, turn[:2], size, flags=cv2.INTER_CUBIC, borderValue=255), dtype=np.uint8)
        matrix = turn @ matrix
    rules = find_rules(gray)
    grids = find_grids(gray, dpi)
    settings: dict[str, Setting] = {
        "median": median,
        "specks": round(specks, 5),
        "background": True,
        "grains": round(condition.grains, 2),
        "ink_evened": condition.worn,
        "faint": faint,
        "skew_degrees": round(skew, 2),
        "rectified": sheet.rectified,
        "turn_degrees": sheet.turn,
        "rules_removed": rules.any,
        "tables": len(grids),
    }
    bare = without_tables(remove_rules(gray, rules), grids, dpi)
    return Prepared(gray, bare, rules, matrix, dpi, settings, grids)


def _coarser(gray: Gray, matrix: Homography, dpi: int) -> tuple[Gray, Homography, int]:
    """The page at `READING_DPI`, its map and its resolution; as it was where it is hardly finer than that.

    Letters are read no better at more, and all that preparation does takes time by the pixel.
    """
    if dpi < _FINER * READING_DPI:
        return gray, matrix, dpi
    small = shrink(gray, READING_DPI / dpi)
    across, down = small.shape[1] / gray.shape[1], small.shape[0] / gray.shape[0]
    return small, scaling(across, down) @ matrix, READING_DPI


def _inked(gray: Gray, even: Gray, plain: Gray, dpi: int, *, faint: bool) -> tuple[Gray, Condition]:
    """The page ``gray`` (``even``: evenly lit, ``plain``: stretched too) with dark ink on white paper, by what its
    condition asks for.
    """
    if faint:  # a fixed white point would take the paper's grain for dirt and the strokes for paper
        dark = darkened(drop_streaks(even, dpi), dpi)
        return dark, condition_of(dark, dpi)
    condition = condition_of(plain, dpi)
    if condition.dirty:
        return even_ink(stretch(divide_background(drop_lone(gray))), dpi), condition
    return (even_ink(drop_streaks(even, dpi), dpi, faded=True) if condition.worn else plain), condition


def ink_share(bare: Gray) -> float:
    """Share of the page's middle that is ink, single specks not counted: a page below `_BLANK_INK` is blank."""
    rim_y, rim_x = bare.shape[0] // 25, bare.shape[1] // 25
    # counted from the far side: of a picture below 25 pixels there is no rim to leave out
    middle = bare[rim_y : bare.shape[0] - rim_y, rim_x : bare.shape[1] - rim_x]
    ink = cv2.threshold(middle, 149, 1, cv2.THRESH_BINARY_INV)[1]
    solid = open_small(np.asarray(ink, dtype=np.uint8))
    return float(cv2.countNonZero(solid) / solid.size)


def is_blank(bare: Gray) -> bool:
    return ink_share(bare) < _BLANK_INK


def working_dpi(gray: Gray, dpi: float | None) -> int:
    """The stated resolution where it fits a page between A6 and A2; else the one that makes the page A4."""
    short, long = sorted(gray.shape)
    if dpi and 3.0 <= short / dpi <= 17.0 and 4.0 <= long / dpi <= 24.0:
        return round(float(dpi))
    return max(70, int(long / 11.69 + 0.5))
