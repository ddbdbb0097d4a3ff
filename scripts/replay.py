"""Draw the lines that are mixed in while a hand is learnt: print and two simulated hands, from made-up words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

from extractors.engines.lines import LineReader
from extractors.hands.augment import sized
from extractors.hands.crops import pictures_on
from extractors.hands.replay import packed
from extractors.hands.sets import Labelled
from extractors.imagepage import PageImage
from extractors.settings import ReadSettings
from schemas import Box
from scripts.handbench.hands import OTHERS, faces_of, writer_of
from scripts.hands.draw import Drawn, draw_page, sentence
from scripts.hands.fonts import Face

__all__ = ["OUT", "draw_replay"]

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "extractors" / "hands" / "replay.bin"
_PRINT = "Tinos-Regular.ttf"  # Apache-2.0
_LINES = 14


def draw_replay(folders: list[Path]) -> int:
    """Draw and write; 2 where fonts are missing."""
    places = [*folders, *_fonts_of_the_machine()]
    found = [one for one in faces_of(places)[0] if one[0] in OTHERS]
    printed = next((path for place in places for path in place.rglob(_PRINT)), None)
    if len(found) < len(OTHERS) or printed is None:
        print("Fonts are missing: scripts/handbench/fonts.sh fetches them; fonts-croscore holds Tinos. Not drawn.")
        return 2
    rng = np.random.default_rng(11)
    texts = [list(sentence(rng, 10)) for _ in range(_LINES * (len(found) + 1))]
    pages = [draw_page(Face("Tinos", str(printed)), rng, letter=40, width=1100, texts=texts[:_LINES])]
    pages += [
        draw_page(
            face, rng, writer_of(hand), letter=hand.letter, width=1300, pitch=hand.pitch * hand.letter,
            texts=texts[(at + 1) * _LINES : (at + 2) * _LINES],
        )
        for at, (hand, face) in enumerate(found)
    ]  # fmt: skip
    lines = [line for page in pages for line in _cut(page)]
    OUT.write_bytes(packed(lines))
    print(f"{OUT.relative_to(ROOT)}: {len(lines)} lines, {OUT.stat().st_size / 1e6:.2f} MB")
    return 0


def _cut(page: Drawn) -> list[Labelled]:
    height, width = page.image.shape[:2]
    kept = [(boxes, text) for boxes, text in zip(page.lines, page.texts, strict=True) if boxes]
    places = []
    for boxes, _ in kept:
        x0, top, x1, bottom = (
            side(values) for side, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
        )
        places.append(Box.from_pixels(x0, top, x1, bottom, width=width, height=height))
    found = pictures_on(PageImage(Image.fromarray(page.image), 1, 200), places, ReadSettings(), LineReader())
    return [
        Labelled(sized(picture), text) for picture, (_, text) in zip(found, kept, strict=True) if picture is not None
    ]


def _fonts_of_the_machine() -> list[Path]:
    listed = shutil.which("fc-list")
    if not listed:
        return []
    found = subprocess.run([listed, "-f", "%{file}\n"], capture_output=True, text=True, check=True).stdout
    return sorted({Path(line).parent for line in found.splitlines() if line.endswith(_PRINT)})
