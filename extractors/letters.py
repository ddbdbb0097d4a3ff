"""Any way of writing Vietnamese letters in Unicode to the one used here: NFC.

Text layers hold decomposed letters, marks in the wrong order, spacing accents beside their letter, look-alikes of other
alphabets, fullwidth figures and invisible characters. What changes a letter into another one is done only where it
turns what was no Vietnamese syllable into one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.syllables import is_syllable

__all__ = ["tidy"]

_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF], "")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    0x202F: " ",
    0x2007: " ",
}
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"}
_SYMBOL_FONTS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0FE: "☑",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF02D: "-",
    0xF0AD: "-",
}
_PLAIN = _INVISIBLE | _WIDE | _LIGATURES | _SYMBOL_FONTS

# Cyrillic and Greek letters that look like Latin ones, and other letters that look like đ.
_TWINS = str.maketrans(
    "авеорсухіјѕԁһАВЕКМНОРСТУХІЈЅοορνυιΑΒΕΖΗΙΚΜΝΟΡΤΥΧðÐɖƉ",
    "abeopcyxijsdhABEKMHOPCTYXIJSoopvuiABEZHIKMNOPTYXđĐđĐ",
)
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: belong to the letter, before its tone
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARK_RUN = re.compile(f"[{_SHAPES}{_TONES}]{{2,}}")
_ACCENTS = {"´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "˜": "\u0303", "~": "\u0303"}
_ACCENTS |= {"ˆ": "\u0302", "^": "\u0302", "˘": "\u0306"}
_STROKE = re.compile("([dD])[\u0335\u0336\u0337\u0338]")
_ACCENT = re.compile("[" + re.escape("".join(_ACCENTS)) + "]")


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """A word as NFC, with the letters that were meant."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and not _ACCENT.search(text):
        return text
    text = unicodedata.normalize("NFC", _in_order(text.translate(_PLAIN)))
    if is_syllable(text):
        return text
    return _first_syllable(text, text.translate(_TWINS), *_joined(text)) or text


def _in_order(text: str) -> str:
    """Marks behind a letter in the order that composes: shape, then tone; đ from d and a stroke; í from a dotless i."""
    apart = unicodedata.normalize("NFD", text)
    apart = _MARK_RUN.sub(lambda m: "".join(sorted(dict.fromkeys(m[0]), key=lambda c: c in _TONES)), apart)
    apart = re.sub("ı(?=[\u0300-\u036f])", "i", apart)
    return _STROKE.sub(lambda m: "đ" if m[1] == "d" else "Đ", apart)


def _joined(text: str) -> list[str]:
    """``text`` with each spacing accent put on the letter before it, or on the one behind it."""
    if not _ACCENT.search(text):
        return []
    found = []
    for behind in (True, False):
        out = text
        while match := _ACCENT.search(out):
            at, mark = match.start(), _ACCENTS[match[0]]
            letter = at + 1 if behind else at - 1
            if not (0 <= letter < len(out) and out[letter].isalpha()):
                break
            out = out[:at] + out[letter] + mark + out[letter + 1 :] if behind else out[:at] + mark + out[at + 1 :]
            out = unicodedata.normalize("NFC", _in_order(out).replace("ı", "i"))
        else:
            found.append(out)
    return found


def _first_syllable(before: str, *candidates: str) -> str | None:
    """The first of ``candidates`` whose parts are all Vietnamese syllables where ``before`` was not."""
    for candidate in candidates:
        parts = [p for p in re.split(r"[\W\d_]+", candidate) if p]
        if candidate != before and parts and all(is_syllable(p) for p in parts):
            return candidate
    return None
