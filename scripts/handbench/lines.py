"""How many lines of drawn handwritten pages are found right: whole and alone.

    python -m scripts.handbench.lines [--fonts DIR] [--pages 1] [--hands 6] [--show DIR]

A line is right where one strip holds all its words and none of another line. Kinds of pages: "plain"; "tight" and
"crowded": the lines closer than the hand is used to, by a fifth and by two fifths; "sloping": lines that climb or fall
by 3 to 5 degrees; "struck": some words are struck out; "inserted": some words stand small above the line. All hands are
simulated.
"""

from __future__ import annotations

import argparse
import math
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.engines.base import Hints
from extractors.engines.lines import LineReader
from extractors.engines.lines_detect import Strip
from extractors.mapping import warp_points
from extractors.prepare.chain import prepare, sheet_of
from scripts.handbench.hands import HANDS, Hand, faces_of, sentences, writer_of
from scripts.hands.draw import _hand_line, draw_page
from scripts.hands.fonts import Face
from scripts.hands.wear import wear

KINDS = ("plain", "tight", "crowded", "sloping", "struck", "inserted")
ROOT = Path(__file__).resolve().parents[2]
INK = (28, 42, 118)
LINES, WIDTH = 16, 1500
Rect = tuple[float, float, float, float]


@dataclass
class Told:
    """A page, the words of its lines (boxes in pixels), which of them are struck out, and words above lines."""

    image: NDArray[np.uint8]
    lines: list[list[Rect]]
    struck: set[Rect]
    inserted: list[Rect]


def main() -> int:
    """Draw, find, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fonts", type=Path, action="append", default=[])
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--hands", type=int, default=len(HANDS))
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--show", type=Path, help="write the pages with their strips here")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    found, _ = faces_of([*options.fonts, ROOT / "out" / "fonts"])
    mine = [(hand, face) for hand, face in found if hand in HANDS[: options.hands]]
    reader = LineReader()
    print(f"{'kind':10} lines   right     merged    broken    missed   | insertions found by themselves")
    for kind in options.kinds.split(","):
        count: Counter[str] = Counter()
        for hand, face in mine:
            for page in range(options.pages):
                told = drawn(hand, face, kind, page)
                count += judged(
                    told, reader, options.show / f"{kind}-{hand.name[:5]}-{page}.png" if options.show else None
                )
        of = ("right", "merged", "broken", "missed")
        total = sum(count[one] for one in of)
        shares = "  ".join(f"{count[one]:3d} {100 * count[one] / max(1, total):3.0f}%" for one in of)
        print(f"{kind:10} {total:5d}  {shares}  | {count['alone']}/{count['inserted']}")
    return 0


def drawn(hand: Hand, face: Face, kind: str, page: int) -> Told:
    """One page of a kind, always the same one."""
    rng = np.random.default_rng([zlib.crc32(f"{hand.name} {kind}".encode()), page])
    writer = writer_of(hand)
    pitch = hand.pitch * hand.letter * {"tight": 0.78, "crowded": 0.6}.get(kind, 1.0)
    if kind == "sloping":
        writer = replace(writer, slope=float(rng.choice([-1, 1])) * rng.uniform(3, 5))
    texts = sentences(31 + page, "learn")[:LINES]
    page_of = draw_page(
        face, rng, writer, letter=hand.letter, width=WIDTH, ink=INK, ruled=True, texts=texts, pitch=pitch
    )
    lines = [boxes for boxes in page_of.lines if boxes]
    told = Told(page_of.image, lines, set(), [])
    if kind == "struck":
        strike(told, rng, hand)
    if kind == "inserted":
        insert(told, face, hand, rng)
    told.image, _ = wear(told.image, ("none", "light", "noise")[page % 3], rng)
    return told


def strike(told: Told, rng: np.random.Generator, hand: Hand) -> None:
    """One or two strokes, a little wavy, through about every ninth word."""
    for boxes in told.lines:
        for box in boxes[1:]:
            if rng.random() > 0.11 or box[2] - box[0] < hand.letter:
                continue
            told.struck.add(box)
            x0, top, x1, bottom = box
            for _ in range(int(rng.integers(1, 3))):
                at = np.linspace(x0 - rng.uniform(0, 10), x1 + rng.uniform(0, 10), 24)
                base = bottom - (bottom - top) * rng.uniform(0.3, 0.5)
                y = base + rng.uniform(-0.05, 0.05) * (at - x0) + 2.0 * np.sin(at / rng.uniform(15, 40))
                points = np.stack([at, y], 1).astype(np.int32)
                cv2.polylines(told.image, [points], False, INK, int(rng.integers(2, 5)), cv2.LINE_AA)


def insert(told: Told, face: Face, hand: Hand, rng: np.random.Generator) -> None:
    """One or two small words above every fourth line, and a caret below them."""
    cover = np.zeros(told.image.shape[:2], np.uint8)
    for boxes in told.lines[1:]:
        if rng.random() > 0.3 or len(boxes) < 5:
            continue
        at = boxes[int(rng.integers(2, len(boxes) - 2))]
        words = sentences(77, "learn")[int(rng.integers(0, 50))][:2]
        base = at[1] + 0.05 * hand.letter
        new = _hand_line(
            cover, face, words, int(at[0] - 0.6 * hand.letter), base, 0.6 * hand.letter, writer_of(hand), rng
        )
        told.inserted += new
        foot = (int(at[0]), int(at[3]))
        told_line = [(foot[0] - 9, foot[1] + 4), (foot[0], foot[1] - 12), (foot[0] + 9, foot[1] + 4)]
        cv2.polylines(cover, [np.array(told_line, np.int32)], False, 255, 2, cv2.LINE_AA)
    alpha = (cover.astype(np.float32) / 255.0)[..., None]
    told.image = (told.image * (1 - alpha) + np.array(INK, np.float32) * alpha).astype(np.uint8)


def judged(told: Told, reader: LineReader, show: Path | None) -> Counter[str]:
    """The lines by what became of them."""
    prepared = prepare(sheet_of(told.image, 200, rectify=False))
    strips = reader.lines(prepared.bare, Hints(dpi=prepared.dpi))

    def home(box: Rect) -> list[int]:
        middle = np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]])
        x, y = warp_points(prepared.to_prepared, middle)[0]
        inside = [at for at, strip in enumerate(strips) if _off(strip, x, y) <= 1]
        return sorted(inside, key=lambda at: _off(strips[at], x, y))[:1]

    homes = [[home(box) for box in boxes] for boxes in told.lines]
    inserted = [home(box) for box in told.inserted]
    count: Counter[str] = Counter()
    for row, words in enumerate(homes):
        kept = [one for one, box in zip(words, told.lines[row], strict=True) if box not in told.struck]
        best = Counter(at for one in kept for at in one).most_common(1)
        others = {at for other, there in enumerate(homes) if other != row for one in there for at in one}
        if not best or best[0][1] < 0.5 * len(kept):
            count["missed" if not best else "broken"] += 1
        elif best[0][0] in others:
            count["merged"] += 1
        else:
            count["right" if best[0][1] == len(kept) else "broken"] += 1
    lines = {at for there in homes for one in there for at in one}
    count["inserted"] += len(inserted)
    count["alone"] += sum(bool(one) and not set(one) & lines for one in inserted)
    if show:
        show.parent.mkdir(parents=True, exist_ok=True)
        image = cv2.cvtColor(prepared.bare, cv2.COLOR_GRAY2BGR)
        for strip in strips:
            corners = cv2.boxPoints(((strip.x, strip.y), (strip.width, strip.height), math.degrees(strip.angle)))
            cv2.polylines(image, [corners.astype(np.int32)], True, (0, 0, 255), 2)
        Image.fromarray(image[:, :, ::-1]).save(show)
    return count


def _off(strip: Strip, x: float, y: float) -> float:
    """How far off the middle of the strip a point stands, in halves of its height; over 1 outside of it."""
    cos, sin = math.cos(strip.angle), math.sin(strip.angle)
    along, across = cos * (x - strip.x) + sin * (y - strip.y), -sin * (x - strip.x) + cos * (y - strip.y)
    return abs(across) / (strip.height / 2) if abs(along) <= strip.width / 2 else 9.0


if __name__ == "__main__":
    raise SystemExit(main())
