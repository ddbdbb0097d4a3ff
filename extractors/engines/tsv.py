"""Tesseract's TSV table of words."""

from __future__ import annotations

import unicodedata

from extractors.engines.base import EngineError, RawWord

__all__ = ["parse_tsv"]

_COLUMNS = 12
_LEVELS = frozenset("12345")  # page, block, paragraph, line, word
_WORD_LEVEL = "5"
# Letters of other alphabets that the Vietnamese data prints for Vietnamese ones that look the same.
_LOOKALIKES = str.maketrans(
    {
        "\u00d0": "\u0110",
        "\u00f0": "\u0111",
        "\u0189": "\u0110",
        "\u2044": "/",
        "\u2215": "/",
        "\u2020": "t",
        "\u2021": "t",
        "\u0192": "f",
        "\u00a0": " ",
    }
)


def parse_tsv(table: str) -> list[RawWord]:
    """Words of ``table`` in reading order, NFC; raises ``EngineError`` for anything that is not such a table."""
    rows = table.strip("\n").split("\n")
    if rows and rows[0].startswith("level\t"):
        rows = rows[1:]
    elif table.strip():
        raise EngineError("the engine printed no table of words")
    words: list[RawWord] = []
    for row in rows:
        cells = row.split("\t", _COLUMNS - 1)
        if cells[0] not in _LEVELS and row:
            raise EngineError(f"the engine printed a row that is no word: {row[:80]!r}")
        if cells[0] != _WORD_LEVEL or len(cells) < _COLUMNS:
            continue
        text = unicodedata.normalize("NFC", cells[11]).translate(_LOOKALIKES).strip()
        if not text:
            continue
        try:
            block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
            left, top, width, height = (float(c) for c in cells[6:10])
            confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        except ValueError as error:
            raise EngineError(f"the engine printed a row that is no word: {row[:80]!r}") from error
        words.append(RawWord(text, (left, top, left + width, top + height), confidence, (block, paragraph, line)))
    return words
