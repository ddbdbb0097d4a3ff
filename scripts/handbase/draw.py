"""Draw labelled lines for the general base: every face in several invented hands, on paper, worn, cut as read."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from extractors.engines.lines import LineReader
from extractors.hands.alphabet import plain
from extractors.hands.augment import sized
from extractors.hands.crops import pictures_on
from extractors.hands.sets import Labelled
from extractors.imagepage import PageImage
from extractors.mapping import Homography, warp_points
from extractors.settings import ReadSettings
from schemas import Box
from scripts.handbase.faces import letter_for
from scripts.handbench.store import save_lines
from scripts.hands.draw import draw_page, sentence, some_writer
from scripts.hands.fonts import Face
from scripts.hands.wear import TRAIN_WEAR, wear
from scripts.letters import texts

__all__ = ["draw_all"]

_LINES, _DPI = 16, 200
_INKS = ((25, 25, 30), (28, 42, 118), (40, 60, 150), (18, 18, 18), (70, 70, 75), (110, 40, 60))


@dataclass(frozen=True)
class _Page:
    face: Face
    number: int
    seed: int
    words: tuple[tuple[str, ...], ...]


def draw_all(faces: list[Face], pages: int, out: Path, seed: int, workers: int) -> int:
    """``pages`` a face into files of ``out``, one a page; those that are there are left. Out: how many files."""
    out.mkdir(parents=True, exist_ok=True)
    told = _minutes(seed)
    jobs = [
        (_Page(face, number, seed, tuple(next(told) for _ in range(_LINES))), out / f"{number}-{face.family}.npz")
        for number in range(pages)
        for face in faces
    ]
    left = [job for job in jobs if not job[1].is_file()]
    with ProcessPoolExecutor(workers) as pool:
        for done, path in enumerate(pool.map(_drawn, left), start=1):
            print(f"\r{done} of {len(left)}: {path.name:40s}", end="", flush=True)
    print()
    return len(jobs)


def _minutes(seed: int) -> Iterator[tuple[str, ...]]:
    """A dozen words at a time, by turns of made-up minutes (scripts.letters) and of syllables by chance."""
    words = [word for text in texts() for word in plain(text).split()]
    rows = [tuple(words[at : at + 12]) for at in range(0, len(words) - 12, 12)]
    random.Random(seed).shuffle(rows)
    rng = np.random.default_rng(seed)
    for row in rows:
        yield row
        yield tuple(sentence(rng, 12))


def _drawn(job: tuple[_Page, Path]) -> Path:
    page, path = job
    cv2.setNumThreads(1)
    key = zlib.crc32(f"{page.face.family} {page.number} {page.seed}".encode())
    rng, chance = np.random.default_rng(key), random.Random(key)
    letter, pitch = letter_for(page.face, chance)
    drawn = draw_page(
        page.face, rng, some_writer(rng, chance.uniform(0.3, 2.4)), letter=letter, pitch=pitch,
        width=chance.choice((1100, 1300, 1500)), ink=chance.choice(_INKS), ruled=chance.random() < 0.6,
        texts=[list(row) for row in page.words],
    )  # fmt: skip
    kind = "none" if chance.random() < 0.4 else chance.choice([one for one in TRAIN_WEAR if one != "photo"])
    drawn.image, matrix = wear(drawn.image, kind, rng)
    height, width = drawn.image.shape[:2]
    kept = [(boxes, text) for boxes, text in zip(drawn.lines, drawn.texts, strict=True) if boxes]
    places = [Box.from_pixels(*_around(boxes, matrix), width=width, height=height) for boxes, _ in kept]
    found = pictures_on(PageImage(Image.fromarray(drawn.image), 1, _DPI), places, ReadSettings(), LineReader())
    lines = [
        Labelled(sized(picture), text, f"{page.face.family} {page.number}.{at + 1}")
        for at, (picture, (_, text)) in enumerate(zip(found, kept, strict=True))
        if picture is not None
    ]
    part = path.with_suffix(".part.npz")
    save_lines(part, lines)
    return part.replace(path)


def _around(boxes: list[tuple[float, float, float, float]], matrix: Homography) -> tuple[float, float, float, float]:
    """The box around the words of one line, on the worn page."""
    corners = np.array([(x, y) for b in boxes for x in (b[0], b[2]) for y in (b[1], b[3])], dtype=np.float64)
    there = warp_points(matrix, corners)
    (x0, top), (x1, bottom) = there.min(axis=0), there.max(axis=0)
    return float(x0), float(top), float(x1), float(bottom)
