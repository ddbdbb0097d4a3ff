"""Text as it is searched: small letters, no marks, "đ" as "d", words apart by one blank."""

from __future__ import annotations

import unicodedata

__all__ = ["folded", "words_of"]


def folded(text: str) -> str:
    """``text`` without case, marks and punctuation: "Nguyễn  Văn-Bưởi" is "nguyen van buoi"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def words_of(text: str) -> list[str]:
    """The folded words of ``text``."""
    return folded(text).split()
