"""Simulated hands: a script font, and a writer who leans, wobbles and bends it in his own way. Not real handwriting."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from extractors.engines.lines import LineReader
from extractors.hands.alphabet import plain
from extractors.hands.crops import pictures_on
from extractors.hands.sets import Labelled
from extractors.imagepage import PageImage
from extractors.settings import ReadSettings
from schemas import Box
from scripts.hands.draw import Drawn, Writer, draw_page, some_writer
from scripts.hands.fonts import Face
from scripts.hands.wear import wear

__all__ = ["GET", "HANDS", "OTHERS", "Hand", "drawn_page", "faces_of", "lines_of", "sentences"]

ROOT = Path(__file__).resolve().parents[2]
GET = "scripts/handbench/fonts.sh"
# Texts that may be looked at (tests/corpus/README.md); none of the language model's training text is among them.
_TEXTS = ("seen", "unseen", "fresh_open", "second_open", "third_open")
_LINES, _WIDTH, _DPI = 18, 1500, 200
_WEAR = ("none", "light", "noise", "faded", "blur")


@dataclass(frozen=True)
class Hand:
    """One simulated writer. ``file``: of a font that the base reader was not trained on; ``strength``: how unruly."""

    name: str
    file: str
    strength: float
    letter: float  # size of the font in pixels at 200 dpi
    pitch: float  # distance of the lines in sizes of the font


HANDS = (
    Hand("school, bold", "playwrite-vn-latin-400-normal.woff", 1.2, 36, 2.1),
    Hand("quick, narrow", "Fuggles_400Regular.ttf", 2.6, 66, 1.3),
    Hand("upright, joined", "MeowScript_400Regular.ttf", 1.6, 54, 1.5),
    Hand("brush", "Hurricane_400Regular.ttf", 2.0, 58, 1.5),
    Hand("round, unjoined", "Mynerve_400Regular.ttf", 2.0, 42, 1.8),
    Hand("pointed pen", "Charm_400Regular.ttf", 2.5, 50, 1.8),
)
OTHERS = (  # mixed in while one of the others is learnt, never measured
    Hand("long loops", "Allison_400Regular.ttf", 1.5, 66, 1.3),
    Hand("copperplate", "GreatVibes_400Regular.ttf", 1.2, 56, 1.5),
)


def faces_of(folders: list[Path]) -> tuple[list[tuple[Hand, Face]], list[str]]:
    """The hands whose fonts lie under ``folders``, and the files that are missing."""
    files = {
        path.name: path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".ttf", ".woff"}
    }
    found = [
        (hand, Face(hand.file.split("_")[0], str(files[hand.file]))) for hand in (*HANDS, *OTHERS) if hand.file in files
    ]
    return found, [hand.file for hand in (*HANDS, *OTHERS) if hand.file not in files]


def sentences(seed: int, part: str) -> list[list[str]]:
    """Words of invented minutes, a dozen at a time; ``part`` "learn" and "judge" come from different papers."""
    papers = sorted(path for name in _TEXTS for path in (ROOT / "tests" / "corpus" / name).glob("*.txt"))
    mine = papers[::3] if part == "judge" else [path for at, path in enumerate(papers) if at % 3]
    out: list[list[str]] = []
    for paper in mine:
        words = plain(paper.read_text(encoding="utf-8")).split()
        out += [words[at : at + 12] for at in range(0, len(words) - 4, 12)]
    random.Random(f"{seed} {part}").shuffle(out)
    return out


def writer_of(hand: Hand) -> Writer:
    """The hand's own habits, always the same ones."""
    return some_writer(np.random.default_rng(zlib.crc32(hand.name.encode())), hand.strength)


def drawn_page(hand: Hand, face: Face, texts: list[list[str]], seed: int) -> Drawn:
    """One worn page in this hand, on ruled paper."""
    rng = np.random.default_rng([zlib.crc32(hand.name.encode()), seed])
    drawn = draw_page(
        face,
        rng,
        writer_of(hand),
        letter=hand.letter,
        width=_WIDTH,
        ink=(28, 42, 118),
        ruled=True,
        texts=texts,
        pitch=hand.pitch * hand.letter,
    )
    drawn.image, _ = wear(drawn.image, _WEAR[seed % len(_WEAR)], rng)
    return drawn


def lines_of(hand: Hand, face: Face, count: int, seed: int, part: str) -> list[Labelled]:
    """``count`` labelled lines: pages drawn, prepared, and cut as the reader cuts them."""
    cv2.setNumThreads(1)
    texts = sentences(seed, part)
    detector, settings, out = LineReader(), ReadSettings(), []
    for number in range(0, 10_000):
        if len(out) >= count:
            break
        page = drawn_page(
            hand,
            face,
            texts[number * _LINES : (number + 1) * _LINES],
            1000 * seed + number + (500 if part == "judge" else 0),
        )
        height, width = page.image.shape[:2]
        kept = [(boxes, text) for boxes, text in zip(page.lines, page.texts, strict=True) if boxes]
        places = [
            Box.from_pixels(
                min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
                width=width, height=height,
            )
            for boxes, _ in kept
        ]  # fmt: skip
        image = PageImage(Image.fromarray(page.image), 1, _DPI)
        pictures = pictures_on(image, places, settings, detector)
        out += [
            Labelled(picture, text, f"{part} {number + 1}.{row + 1}")
            for row, (picture, (_, text)) in enumerate(zip(pictures, kept, strict=True))
            if picture is not None
        ]
    return out[:count]
