"""Text as it is searched: small letters, no marks, "đ" as "d", words apart by one blank."""

from __future__ import annotations

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


def folded(text: str) -> str:
    """``text`` without case, marks and punctuation: "Nguyễn  Văn-Bưởi" is "nguyen van buoi"."""
    return " ".join(text.casefold().translate(_LETTERS).split())


def words_of(text: str) -> list[str]:
    """The folded words of ``text``."""
    return folded(text).split()
