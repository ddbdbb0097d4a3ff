"""A handwritten sample book of six pages: the sample minute book's own invented text, drawn in a simulated hand.

    python -m scripts.handbench.book OUT.pdf [--fonts DIR] [--hand 3]

Writes OUT.pdf and OUT.json (for each page the lines' boxes as fractions of the page, and their texts), so that the
whole way can be tried: lines typed, hand learnt, the rest read.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from PIL import Image

from extractors.hands.alphabet import plain
from scripts.handbench.hands import HANDS, ROOT, drawn_page, faces_of

_TEXT = ROOT / "samples" / "texts" / "so-bien-ban-2025.txt"
_PAGES, _LINES, _WORDS = 6, 24, 10
_MARKS = ("=", "#")
_SIGN = re.compile(r"^(\^\^?|\^/|~|/|\||>|!|\.)\s+")


def main() -> int:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--fonts", type=Path, action="append", default=[])
    parser.add_argument("--hand", type=int, default=3)
    options = parser.parse_args()
    found, _ = faces_of([*options.fonts, ROOT / "out" / "fonts"])
    hand, face = next((hand, face) for hand, face in found if hand == HANDS[options.hand])
    lines = wrapped(_TEXT.read_text(encoding="utf-8"))
    images, told = [], []
    for number in range(_PAGES):
        texts = lines[number * _LINES : (number + 1) * _LINES]
        if not texts:
            break
        page = drawn_page(hand, face, texts, 5 * number)
        height, width = page.image.shape[:2]
        told.append(
            [_line(boxes, text, width, height) for boxes, text in zip(page.lines, page.texts, strict=True) if boxes]
        )
        images.append(Image.fromarray(page.image))
    images[0].save(options.out, "PDF", resolution=200, save_all=True, append_images=images[1:], quality=88)
    options.out.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{options.out}: {len(images)} pages, {sum(map(len, told))} lines, hand: {hand.name} (simulated)")
    return 0


def wrapped(text: str) -> list[list[str]]:
    """The text's lines, long ones parted after so many words as a hand writes in a row."""
    out: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith(_MARKS):  # of the sample's layout
            continue
        words = plain(_SIGN.sub("", line)).split()
        out += [words[at : at + _WORDS] for at in range(0, len(words), _WORDS)]
    return out


def _line(boxes: list[tuple[float, float, float, float]], text: str, width: int, height: int) -> dict[str, Any]:
    x0, top = min(b[0] for b in boxes) / width, min(b[1] for b in boxes) / height
    x1, bottom = max(b[2] for b in boxes) / width, max(b[3] for b in boxes) / height
    return {"box": [round(v, 5) for v in (x0, top, x1, bottom)], "text": text}


if __name__ == "__main__":
    raise SystemExit(main())
