"""One page's text layer as a `Page`, or the reason why it cannot be trusted."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

from extractors.engines import RawWord
from extractors.layout import arrange
from extractors.legacy import Run, decode, marked_share
from extractors.letters import tidy
from extractors.pdf import ScanImage
from extractors.syllables import syllable_share
from extractors.version import READER
from schemas import Box, Line, Page, PageQuality, PageSource, Script, Step, Word, union

__all__ = ["FULL_PAGE", "distrust", "page_from_layer"]

FULL_PAGE = 0.8  # an image that covers so much of the page is a scan, and the text over it somebody's OCR


def page_from_layer(
    source: Any, number: int, scan: ScanImage | None, producer: str, maker: str = ""
) -> tuple[Page | None, tuple[str, ...]]:
    """The pdfplumber page ``source`` as a `Page`, or None and the reason as a note.

    ``maker`` is the program that the file names as its maker: for text over a scan, that is the OCR engine's.
    """
    width, height = float(source.width), float(source.height)
    found = source.dedupe_chars(tolerance=0.5).extract_words(x_tolerance=2, y_tolerance=3, return_chars=True)
    texts, encodings = _decoded(found)
    x_origin, y_origin = float(source.bbox[0]), float(source.bbox[1])
    raw = [
        RawWord(
            text,
            (w["x0"] - x_origin, w["top"] - y_origin, w["x1"] - x_origin, w["bottom"] - y_origin),
            1.0,
            (0, 0, i),
        )
        for i, (w, text) in enumerate(zip(found, texts, strict=True))
        if text
    ]
    inside = [w for w in raw if w.rect[0] > -1 and w.rect[1] > -1 and w.rect[2] < width + 1 and w.rect[3] < height + 1]
    reason = distrust([w.text for w in raw], len(inside), scan.share if scan else 0.0)
    if reason:
        return None, (f"text layer not used: {reason}; page read as an image",)
    uprights = tuple(
        ((edge["x0"] + edge["x1"]) / 2 - x_origin, edge["top"] - y_origin, edge["bottom"] - y_origin)
        for edge in source.edges
        if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 5
    )
    lines = tuple(_line(part.row, part.column, part.words, width, height) for part in arrange(inside, uprights))
    share = syllable_share([w.text for w in inside])
    over_scan = scan is not None and scan.share >= FULL_PAGE
    settings: dict[str, str | int | float | bool] = {
        "encoding": encodings or "Unicode",
        "over_scan": over_scan,
        "reader": READER,
    }
    if maker:
        settings["maker"] = maker
    step = Step(name="read", tool="pdfplumber", version=producer.split(" ", 1)[-1], settings=settings)
    notes = [f"text layer in the legacy encoding {encodings}, converted"] if encodings else []
    if over_scan:
        notes.append(f"text layer over a scan, made by {maker or 'a program that is not named'}")
    page = Page(
        number=number,
        width=max(1, round(width)),
        height=max(1, round(height)),
        dpi=72.0,
        source=PageSource.TEXT_LAYER,
        lines=lines,
        quality=PageQuality(words=len(inside), lexicon_share=round(share, 4) if share is not None else None, grade="A"),
        steps=(step,),
        producer=f"{producer}, layer by {maker}" if over_scan and maker else producer,
        notes=tuple(notes),
    )
    return page, ()


def distrust(words: list[str], inside: int, scan_share: float) -> str | None:
    """Why a text layer of ``words``, ``inside`` of them on the page, is not plausible Vietnamese; None when it is.

    ``scan_share`` is the share of the page that one image covers: text over a scan is another program's OCR and must
    be nearly perfect.
    """
    if len(words) < 5:
        return "too few words"
    characters = "".join(words)
    odd = sum(1 for c in characters if c == "\ufffd" or unicodedata.category(c) in {"Co", "Cn", "Cc"})
    if odd > 0.01 * len(characters) or "(cid:" in characters:
        return "characters without a meaning"
    if inside < 0.9 * len(words):
        return "words outside the page"
    share, marked = syllable_share(words), marked_share(words)
    over_scan = scan_share >= FULL_PAGE
    if share is None or share < (0.97 if over_scan else 0.85):
        return "not Vietnamese" if not over_scan else "a poor text layer over a scan"
    if marked < (0.5 if over_scan else 0.3):
        return "Vietnamese marks are missing"
    return None


def _decoded(found: list[dict[str, Any]]) -> tuple[list[str], str]:
    """Texts in NFC, words in legacy encodings converted; and the names of those encodings."""
    words = [_runs(word["chars"]) if word.get("chars") else [Run(str(word["text"]), "")] for word in found]
    texts, encodings = decode(words)
    return [tidy(text).strip() for text in texts], ", ".join(sorted({e for e in encodings if e}))


def _runs(characters: list[dict[str, Any]]) -> list[Run]:
    """The characters of a word, those of one font together."""
    fonts = groupby(characters, key=lambda c: str(c["fontname"]))
    return [Run("".join(str(c["text"]) for c in run), font) for font, run in fonts]


def _line(row: int, column: int, words: tuple[RawWord, ...], width: float, height: float) -> Line:
    made = tuple(Word(text=w.text, box=Box.from_pixels(*w.rect, width=width, height=height)) for w in words)
    return Line(words=made, box=union(w.box for w in made), row=row, column=column, script=Script.PRINT)
