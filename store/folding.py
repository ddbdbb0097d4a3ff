"""Text as it is searched: small letters, no marks, "đ" as "d", words apart by one blank."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["folded", "words_of"]


class _Letters(dict[int, str]):
    """What becomes of each small letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", "d" if chr(code) == "đ" else chr(code))
        kept = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
        self[code] = found = "".join(kept)
        return found


_LETTERS = _Letters()
_ODD = re.compile(r"[^\x00-\x7f\u0300-\u034e\u0350-\u036f]")  # what Vietnamese does not fall apart into
_PLAIN = bytes(code if chr(code).isalnum() else ord(" ") for code in range(0x80)) + bytes(range(0x80, 0x100))


def folded(text: str) -> str:
    """``text`` without case, marks and punctuation: "Nguyễn  Văn-Bưởi" is "nguyen van buoi"."""
    small = text.casefold()
    parts = unicodedata.normalize("NFD", small.replace("đ", "d"))
    parts = _ODD.sub(lambda odd: _LETTERS[ord(odd[0])], parts)
    if _ODD.search(parts):  # letters of another script stay
        return " ".join(small.translate(_LETTERS).split())
    # Marks go with the encoding: all else is ASCII by now.
    return b" ".join(parts.encode("ascii", "ignore").translate(_PLAIN).split()).decode()


def words_of(text: str) -> list[str]:
    """The folded words of ``text``."""
    return folded(text).split()
