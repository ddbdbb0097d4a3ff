"""The classes of the bench and the drawing of their pages: reproducible, a page's look depends on its name alone."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.bench.fonts import Face
from scripts.bench.pages import Look, Placed, draw, lay_out, paragraphs
from scripts.bench.wear import WEARS
from scripts.bench.wear_more import MORE

__all__ = ["CLASSES", "Drawn", "Kind", "draw_class"]

_LOOKS = {
    "serif": Look(13.2, 18.6, justified=True),
    "sans": Look(12.0, 18.0, justified=True),
    "typewriter": Look(10.8, 17.0, justified=False),
    "hand": Look(14.5, 25.5, justified=False, side=0.8, ruled=True, wobble=0.045),
}


_LOOKS |= {"old-serif": _LOOKS["serif"], "slab-typewriter": _LOOKS["typewriter"]}
_MORE = " ".join(MORE)
_MORE_DPI = tuple(130 if name == "coarse" else 200 for name in MORE)


@dataclass(frozen=True)
class Kind:
    """A class of pages. ``wear``: by blanks, taken in turn; ``limit``: the CER in percent that is asked for, where one
    is; ``unseen``: never tuned on.
    """

    family: str
    wear: str
    dpi: tuple[int, ...]
    limit: float | None = None
    unseen: bool = False


CLASSES: dict[str, Kind] = {
    "clean-serif": Kind("serif", "clean", (200, 300), 0.3),
    "clean-sans": Kind("sans", "clean", (200, 300)),
    "clean-typewriter": Kind("typewriter", "clean", (200, 300), 0.7),
    "degraded-serif": Kind("serif", "degraded", (200, 300, 150), 0.7),
    "degraded-typewriter": Kind("typewriter", "degraded", (200, 300, 150), 1.5),
    "augmented-serif": Kind("serif", "augmented", (200,), 2.0),
    "augmented-typewriter": Kind("typewriter", "augmented", (200,), 2.0),
    "photo-serif": Kind("serif", "photo", (200,), 1.5),
    "photo-typewriter": Kind("typewriter", "photo", (200,), 1.5),
    "more-serif": Kind("old-serif", _MORE, _MORE_DPI),
    "more-typewriter": Kind("slab-typewriter", _MORE, _MORE_DPI),
    "hand": Kind("hand", "clean", (200, 300)),
    "unseen-clean-serif": Kind("serif", "clean", (200, 300), 0.3, unseen=True),
    "unseen-clean-typewriter": Kind("typewriter", "clean", (200, 300), 0.7, unseen=True),
    "unseen-degraded-serif": Kind("serif", "unseen", (200, 150), 0.7, unseen=True),
    "unseen-degraded-typewriter": Kind("typewriter", "unseen", (200, 150), 1.5, unseen=True),
    "unseen-photo-serif": Kind("serif", "unseen-photo", (200,), 1.5, unseen=True),
    "unseen-photo-typewriter": Kind("typewriter", "unseen-photo", (200,), 1.5, unseen=True),
    "unseen-hand": Kind("hand", "degraded", (200,), unseen=True),
}


@dataclass(frozen=True)
class Drawn:
    """One page of the bench: its JPEG file, size and resolution, and the true lines in reading order."""

    path: Path
    lines: tuple[str, ...]
    dpi: int
    size: tuple[int, int]  # width, height in pixels


def draw_class(name: str, faces: dict[str, list[Face]], texts: list[Path], count: int, folder: Path) -> list[Drawn]:
    """``count`` pages of the class ``name``, written to ``folder`` as JPEG files."""
    kind = CLASSES[name]
    face = faces[kind.family][-1 if kind.unseen else 0]
    look = _LOOKS[kind.family]
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for number in range(count):
        rng = random.Random(zlib.crc32(f"{name} {number}".encode()))
        dpi = kind.dpi[number % len(kind.dpi)]
        pages = _laid(texts, rng, face, look, dpi)
        page, back = pages[0], pages[1]
        picture = _bgr(draw(page, face, look, rng))
        behind = _bgr(draw(back, face, look, rng))
        wears = kind.wear.split()
        worn = WEARS[wears[number % len(wears)]](picture, dpi, rng, behind)
        path = folder / f"{number:02}.jpg"
        pixels = np.clip(worn, 0, 255).astype(np.uint8)
        if not cv2.imwrite(str(path), pixels, [cv2.IMWRITE_JPEG_QUALITY, 92]):
            raise OSError(f"{path} could not be written")
        _stamp_dpi(path, dpi)
        out.append(Drawn(path, page.lines, dpi, (pixels.shape[1], pixels.shape[0])))
    return out


def _laid(texts: list[Path], rng: random.Random, face: Face, look: Look, dpi: int) -> list[Placed]:
    """At least two pages of text, from documents drawn by lot."""
    source: list[str] = []
    pages: list[Placed] = []
    while len(pages) < 3:
        source += paragraphs(rng.choice(texts))
        pages = lay_out(source, face, look, dpi)
    return pages


def _bgr(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.ascontiguousarray(rgb[..., ::-1]).astype(np.float32)


def _stamp_dpi(path: Path, dpi: int) -> None:
    """Write the resolution into the JFIF header: unit 1 (inch), then x and y."""
    data = bytearray(path.read_bytes())
    if data[6:10] == b"JFIF":
        data[13] = 1
        data[14:18] = dpi.to_bytes(2, "big") * 2
    path.write_bytes(bytes(data))
