"""TCVN3 ("ABC"), the encoding of Vietnamese offices in the 1990s and 2000s.

A TCVN3 font puts Vietnamese letters at Latin-1 places: the bytes of "nghị quyết" read "nghÞ quyÕt" in any other font.
It has no places for capitals with a tone: these came from a second font (".VnTimeH") that shows capitals everywhere.
"""

from __future__ import annotations

_PLACES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
TO_UNICODE = {chr(start + step): letter for start, letters in _PLACES.items() for step, letter in enumerate(letters)}
FROM_UNICODE = {letter: code for code, letter in TO_UNICODE.items()}


def encode(text: str) -> list[tuple[str, bool]]:
    """``text`` as pieces of TCVN3 code points; True marks a piece that needs the font of capitals."""
    pieces: list[tuple[str, bool]] = []
    for letter in text:
        capital = ord(letter) > 0x7F and letter not in FROM_UNICODE
        code = FROM_UNICODE[letter.lower()] if capital else FROM_UNICODE.get(letter, letter)
        if pieces and pieces[-1][1] == capital:
            pieces[-1] = (pieces[-1][0] + code, capital)
        else:
            pieces.append((code, capital))
    return pieces


def encode_capitals(text: str) -> str:
    """A line in capitals for the font of capitals: every letter goes down as its small letter."""
    return "".join(FROM_UNICODE.get(letter, letter) for letter in text.lower())
