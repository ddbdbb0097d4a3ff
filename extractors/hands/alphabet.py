"""The characters that the recogniser knows, and how other spellings of them are brought to these."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["Alphabet", "plain"]

# what people type and the recogniser has another sign for; nothing is dropped that could be kept
_SAME = str.maketrans(
    {
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'",
        "’": "'", "´": "'", "`": "'", "…": "...", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "º": "°", "˚": "°",
        "ð": "đ", "Ð": "Đ", "×": "x", "•": "-", "·": ".", "½": "1/2", "¼": "1/4", "²": "2", "³": "3", "\u200b": "",
        "|": "/", "~": "-",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """``text`` in NFC with single blanks and the signs that the recogniser has."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split())


class Alphabet:
    """The classes of the recogniser in their order; class 0 is the blank."""

    def __init__(self, letters: Sequence[str]) -> None:
        self.letters = tuple(letters)
        self._numbers = {letter: number for number, letter in enumerate(letters) if number}

    def numbers(self, text: str) -> list[int]:
        """The classes of a ``text`` that `plain` has made; raises ``KeyError`` for a character there is none for."""
        return [self._numbers[letter] for letter in text]

    def foreign(self, text: str) -> str:
        """Characters of ``text`` that there is no class for, each once."""
        return "".join(dict.fromkeys(letter for letter in text if letter not in self._numbers))
