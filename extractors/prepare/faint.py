"""Faint writing: a dried ribbon, a carbon copy, a faded fax. What is ink there is paper's grain on other pages.

How dark ink is and how much the bare paper varies are measured on the page itself, so that no fixed level of grey can
take faint strokes for paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engines.base import Gray
from extractors.prepare.background import divide_background
from extractors.prepare.noise import drop_lone

__all__ = ["Strength", "clearest", "darkened", "strength_of"]

_SOFT = 0.7  # pixels: blur that takes single-pixel noise, not thin strokes
_REACH = 0.12  # inches to the darkest ink nearby
_NOISE = 5.0  # ink stands out from the paper by so many times the paper's own spread
_FAINT, _DARK = 75.0, 130.0  # darkness (0 paper to 255 black)
_CUT, _FULL = 0.2, 0.95  # shares of the darkest ink nearby: paper below, black above
_INK = 235
_CLEARER = 1.1  # a colour channel must show the ink so much better than grey does


@dataclass(frozen=True)
class Strength:
    """``ink`` and ``darkest``: how dark (0 paper to 255 black) the ink is, in the middle and at its darkest; ``noise``:
    spread of the bare paper's darkness.
    """

    ink: float
    darkest: float
    noise: float

    @property
    def faint(self) -> bool:
        """Whether the usual white point would take strokes for paper.

        Not where some ink is dark: then what is pale may be the back of the sheet. A page without ink is not faint.
        """
        return 0.0 < self.ink < _FAINT and self.darkest < _DARK

    @property
    def clearness(self) -> float:
        return self.ink / max(self.noise, 0.5)


def strength_of(even: Gray, dpi: int) -> Strength:
    """Strength of an evenly lit, unstretched page (paper near 255)."""
    dark, noise = _darkness(even)
    inked = dark > max(_NOISE * noise, 8.0)
    if np.count_nonzero(inked) < 0.001 * inked.size:
        return Strength(0.0, 0.0, noise)
    ink, most = np.percentile(_peaks(dark, dpi)[inked], (50, 95))
    return Strength(float(ink), float(most), noise)


def darkened(even: Gray, dpi: int) -> Gray:
    """An evenly lit, unstretched page with its strokes dark on white, each as dark as the ink around it allows."""
    dark, noise = _darkness(drop_lone(even))
    peaks = cv2.GaussianBlur(_peaks(dark, dpi), (0, 0), 0.7 * _reach(dpi))
    share = dark / np.maximum(peaks, _NOISE * noise)
    share = np.clip((share - _CUT) / (_FULL - _CUT), 0.0, 1.0)
    return np.asarray(255.0 - _INK * share, dtype=np.uint8)


def clearest(rgb: NDArray[np.uint8], gray: Gray, dpi: int) -> tuple[Gray, bool]:
    """Where the writing on ``gray`` is faint and clearer in one of the colours, that channel, else ``gray``; and
    whether it is faint. Blue ribbon is darkest in red light, violet in green.
    """
    seen = strength_of(divide_background(_bands(gray)), dpi)
    if not seen.faint or rgb.ndim == 2:
        return gray, seen.faint
    best, most = gray, _CLEARER * seen.clearness
    for number in range(3):
        found = strength_of(divide_background(_bands(rgb[..., number])), dpi).clearness
        if found > most:
            best, most = np.ascontiguousarray(rgb[..., number]), found
    return best, True


def _bands(gray: Gray) -> Gray:
    """Six bands across the page's middle, under one another: enough to judge it by."""
    height, width = gray.shape
    tall, rim = max(1, height // 36), width // 8
    tops = [round(height * (0.12 + 0.76 * n / 6)) for n in range(6)]
    return np.vstack([gray[top : top + tall, rim : width - rim] for top in tops])


def _darkness(even: Gray) -> tuple[NDArray[np.float32], float]:
    """Darkness above the bare paper's, and the paper's spread (as a standard deviation)."""
    dark = 255.0 - cv2.GaussianBlur(even, (0, 0), _SOFT).astype(np.float32)
    some = dark[::3, ::3]
    paper = float(np.median(some))
    noise = 1.4826 * float(np.median(np.abs(some - paper)))
    return np.maximum(dark - paper, 0.0), noise


def _peaks(dark: NDArray[np.float32], dpi: int) -> NDArray[np.float32]:
    """The darkest ink nearby, at each pixel."""
    side = _reach(dpi)
    return np.asarray(cv2.dilate(dark, np.ones((side, side), np.uint8)), dtype=np.float32)


def _reach(dpi: int) -> int:
    return max(3, round(_REACH * dpi)) | 1
