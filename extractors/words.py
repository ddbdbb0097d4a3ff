"""Which engine words are noise, and words of the prepared image as words of the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractors.engines.base import Gray, RawWord
from extractors.layout import Part
from extractors.mapping import Homography, boxes_on_original
from extractors.syllables import is_syllable, letters_only
from schemas import Line, Script, Word, union

__all__ = ["drop_noise", "drop_scribbles", "part_joined", "to_lines"]

_SPECK_CONFIDENCE = 0.6
_NEVER_ALONE = frozenset("ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ")  # flourishes are read as these
_BULLETS = frozenset("-–—•+*")


def drop_noise(words: list[RawWord], bare: Gray) -> list[RawWord]:
    """``words`` without what is no writing: specks, remains of ruling lines and of the page's rim."""
    if not words:
        return []
    heights = [w.rect[3] - w.rect[1] for w in words if sum(c.isalnum() for c in w.text) >= 2]
    typical = float(np.median(heights)) if heights else 0.0
    height, width = bare.shape
    kept = [w for w in words if not _is_noise(w, words, typical, width, height)]
    return [replace(w, text=_without_rule_remains(w.text)) for w in kept]


def part_joined(words: list[RawWord], bare: Gray) -> list[RawWord]:
    """``words`` with those parted that the engine ran together.

    No syllable as a whole, syllables on both sides of a gap.
    """
    out: list[RawWord] = []
    for word in words:
        out.extend(_parted(word, bare))
    return out


def drop_scribbles(parts: list[Part]) -> list[Part]:
    """``parts`` without signatures and flourishes that the engine took for letters; rows are numbered anew.

    Such a part holds nothing that can be read: no possible syllable, no number, and low confidence throughout.
    """
    kept = [part for part in parts if not _is_scribble(part)]
    rows = {row: i for i, row in enumerate(sorted({part.row for part in kept}))}
    columns: dict[int, int] = {}
    out = []
    for part in kept:
        column = columns.get(part.row, 0)
        columns[part.row] = column + 1
        out.append(Part(rows[part.row], column, part.words))
    return out


def to_lines(parts: list[Part], to_prepared: Homography, width: int, height: int, script: Script) -> tuple[Line, ...]:
    """Lines with boxes as fractions of the original page of ``width`` x ``height`` pixels."""
    boxes = iter(boxes_on_original([w.rect for part in parts for w in part.words], to_prepared, width, height))
    lines = []
    for part in parts:
        words = tuple(
            Word(text=w.text, box=next(boxes), confidence=round(w.confidence, 4), raw=w.plain) for w in part.words
        )
        lines.append(
            Line(words=words, box=union(w.box for w in words), row=part.row, column=part.column, script=script)
        )
    return tuple(lines)


def _without_rule_remains(text: str) -> str:
    """A word without the bits of ruling line beside it."""
    bare = text.strip("_|¦")
    return bare if any(c.isalnum() for c in bare) else text


def _parted(word: RawWord, bare: Gray) -> list[RawWord]:
    letters = letters_only(word.text)
    if len(letters) < 4 or is_syllable(letters) or letters.isupper():
        return [word]
    start = word.text.index(letters)
    gaps = _gaps_inside(word, bare)
    if not gaps:
        return [word]
    x0, top, x1, bottom = word.rect
    for left, right in gaps[:3]:
        share = ((left + right) / 2 - x0) / max(1.0, x1 - x0)
        places = sorted(range(1, len(letters)), key=lambda i: abs(i / len(letters) - share))[:3]
        for place in places:
            if is_syllable(letters[:place]) and (is_syllable(letters[place:]) or len(letters) - place >= 4):
                cut = start + place
                first = replace(word, text=word.text[:cut], rect=(x0, top, float(left), bottom))
                rest = replace(word, text=word.text[cut:], rect=(float(right), top, x1, bottom))
                further = _parted(rest, bare)
                if all(is_syllable(letters_only(w.text)) for w in further):
                    return [first, *further]
    return [word]


def _gaps_inside(word: RawWord, bare: Gray) -> list[tuple[int, int]]:
    """Columns without ink inside the word's box as (left, right), the widest first.

    None narrower than a word gap can be.
    """
    x0, top, x1, bottom = (int(v) for v in word.rect)
    columns = np.asarray((bare[max(0, top) : bottom, max(0, x0) : x1] < 160).any(axis=0))
    edges = np.flatnonzero(np.diff(np.concatenate(([True], columns, [True])).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    wide = [(x0 + a, x0 + b) for a, b in runs if a > 0 and b < len(columns) and b - a >= 0.12 * (bottom - top)]
    return sorted(wide, key=lambda r: r[0] - r[1])


def _is_scribble(part: Part) -> bool:
    if len(part.words) == 1 and part.words[0].text in _NEVER_ALONE:
        return True
    if any(w.confidence >= _SPECK_CONFIDENCE or _readable(w.text) for w in part.words):
        return False
    return sum(len(w.text) for w in part.words) >= 3 or max(w.confidence for w in part.words) < 0.3


def _readable(text: str) -> bool:
    letters = letters_only(text)
    if letters:
        return (len(letters) >= 2 and is_syllable(letters)) or letters.isupper()
    return text.strip(".,:;()/-%").replace("/", "").replace(".", "").isdigit()


def _is_noise(word: RawWord, words: list[RawWord], typical: float, width: int, height: int) -> bool:
    x0, top, x1, bottom = word.rect
    wide, high = x1 - x0, bottom - top
    written = any(c.isalnum() for c in word.text)
    if wide > 0.95 * width or high > 0.3 * height or wide < 1 or high < 1:
        return True
    if not written:
        alone = not any(w is not word and _beside(word, w, typical) for w in words)
        if word.text in _BULLETS or word.text.strip(".") == "":
            return word.confidence < 0.3 and alone
        return word.confidence < _SPECK_CONFIDENCE or alone or word.text in {"|", "¦", "~", "_", "`", "'"}
    if typical and (high < 0.25 * typical or high > 5 * typical):
        return word.confidence < _SPECK_CONFIDENCE
    rim = x1 < 0.02 * width or x0 > 0.98 * width or bottom < 0.015 * height or top > 0.985 * height
    return rim and word.confidence < _SPECK_CONFIDENCE and len(word.text) <= 2


def _beside(a: RawWord, b: RawWord, typical: float) -> bool:
    shared = min(a.rect[3], b.rect[3]) - max(a.rect[1], b.rect[1])
    gap = max(a.rect[0], b.rect[0]) - min(a.rect[2], b.rect[2])
    return any(c.isalnum() for c in b.text) and shared > -0.2 * typical and gap < 3 * max(typical, 1.0)
