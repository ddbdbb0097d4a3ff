"""Lines found by the detector, laid on a sheet, read, and placed on the page again."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from extractors.engines import Gray, Hints, Orientation, RawWord
from extractors.engines.lines_detect import Strip
from extractors.engines.strips import parted_by_doubt, read_strips, rows_of_strips


class Blobs:
    """Takes every blob of ink for a word: an engine whose boxes are known to the pixel."""

    name = "blobs"

    def version(self) -> str:
        return "1"

    def languages(self) -> frozenset[str]:
        return frozenset({"vie"})

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        assert hints.psm == 6
        _, _, stats, _ = cv2.connectedComponentsWithStats((image < 128).astype(np.uint8))
        return [
            RawWord("w", (float(x), float(y), float(x + w), float(y + h)), 0.9, (0, 0, 0))
            for x, y, w, h, _ in stats[1:]
        ]

    def orientation(self, image: Gray, hints: Hints) -> Orientation | None:
        return None


def strip(x: float, y: float, width: float = 200, height: float = 40, angle: float = 0.0) -> Strip:
    return Strip(x, y, width, height, angle, 1.0)


@pytest.mark.parametrize("degrees", [0.0, 2.0, -5.0])
@pytest.mark.parametrize("scale", [1.0, 0.75])
def test_words_come_back_to_where_they_stand_on_the_page(degrees: float, scale: float) -> None:
    page = np.full((500, 700), 255, np.uint8)
    centres = [(200.0, 100.0), (500.0, 100.0), (300.0, 300.0)]
    for x, y in centres:
        corners = cv2.boxPoints(((x, y), (80, 24), degrees))
        cv2.fillPoly(page, [np.round(corners).astype(np.int32)], 0)
    strips = [strip(x, y, angle=math.radians(degrees)) for x, y in centres]
    found = read_strips(strips, page, Blobs(), Hints(dpi=200), scale)
    assert len(found) == 3
    for word, (x, y) in zip(sorted(found, key=lambda w: (w.rect[1] > 200, w.rect[0])), centres, strict=True):
        assert (word.rect[0] + word.rect[2]) / 2 == pytest.approx(x, abs=2.5)
        assert (word.rect[1] + word.rect[3]) / 2 == pytest.approx(y, abs=2.5)
    rows = [word.line for word in sorted(found, key=lambda w: w.rect[1])]
    assert len(set(rows)) == 2


def test_strips_side_by_side_are_one_row_and_lines_that_touch_are_two() -> None:
    rows = rows_of_strips([strip(450, 103), strip(150, 100), strip(150, 135), strip(450, 140)])
    assert [[(s.x, s.y) for s in row] for row in rows] == [[(150, 100), (450, 103)], [(150, 135), (450, 140)]]


def test_a_page_without_lines_is_not_read() -> None:
    assert read_strips([], np.full((50, 50), 255, np.uint8), Blobs(), Hints()) == []


def word(x0: float, x1: float, y: float, confidence: float = 0.97) -> RawWord:
    return RawWord("đảng", (x0, y - 12, x1, y + 12), confidence, (0, 0, 0))


def test_only_lines_not_read_surely_from_end_to_end_are_read_again() -> None:
    levels = {"sure": 100, "unsure": 200, "gap": 300, "lost end": 400, "empty": 500}
    strips = {name: strip(400, y, width=600) for name, y in levels.items()}
    words = [word(x, x + 80, levels["sure"]) for x in range(110, 690, 100)]
    words += [word(x, x + 80, levels["unsure"], 0.6 if x == 310 else 0.97) for x in range(110, 690, 100)]
    words += [word(x, x + 80, levels["gap"]) for x in range(110, 690, 100) if x != 310]
    words += [word(x, x + 80, levels["lost end"]) for x in range(110, 590, 100)]
    again, settled = parted_by_doubt(list(strips.values()), words)
    assert again == [strips[name] for name in ("unsure", "gap", "lost end", "empty")]
    assert [w.rect for w in settled] == [w.rect for w in words[:6]]


def test_a_sloping_line_holds_its_own_words_only() -> None:
    sloping = strip(400, 200, width=600, height=40, angle=math.radians(5))
    own = [word(x, x + 80, 200 + (x + 40 - 400) * math.tan(math.radians(5))) for x in range(110, 690, 100)]
    again, settled = parted_by_doubt([sloping], [*own, word(110, 190, 225), word(610, 690, 175)])
    assert not again
    assert settled == own
