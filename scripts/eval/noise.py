"""What reading does to Vietnamese text, for texts that were never scanned: seeded, and a model of our own.

``misread(text, share, seed)`` spoils ``share`` of the characters, counted as edits. The shapes were chosen from how
print is misread in general: marks are lost or exchanged first, then letters and figures that look alike, then blanks;
figures are seldom taken for other figures. Line ends and gaps between columns stay, as readers rarely lose those.
"""

from __future__ import annotations

import random
import unicodedata

__all__ = ["misread", "without_marks"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_ALIKE = {
    "l": ("1", "I", "t"),
    "I": ("l", "1"),
    "i": ("l", "ì"),
    "O": ("0", "Q"),
    "o": ("0", "c", "e"),
    "c": ("e", "o"),
    "e": ("c",),
    "n": ("u", "r", "m"),
    "u": ("n", "ii"),
    "m": ("rn", "nn"),
    "h": ("b", "li"),
    "b": ("h", "6"),
    "g": ("q", "9"),
    "q": ("g",),
    "t": ("l", "f"),
    "r": ("n", "f"),
    "v": ("y", "w"),
    "y": ("v",),
    "a": ("o", "s"),
    "s": ("a", "5"),
    "S": ("5", "8"),
    "B": ("8", "R"),
    "C": ("G", "("),
    "G": ("C", "6"),
    "T": ("I", "F"),
    "H": ("N", "I-I"),
    "N": ("H",),
    "V": ("Y",),
    "K": ("X",),
    "P": ("F",),
    "D": ("O",),
    "A": ("4", "R"),
    "E": ("F", "B"),
    "L": ("I", "1"),
    "M": ("N", "IVI"),
    "Q": ("O",),
    "R": ("K", "B"),
    "U": ("V", "LI"),
    "X": ("K",),
    "Y": ("V",),
    "d": ("cl", "o"),
    "k": ("h", "lc"),
    "p": ("n", "y"),
    "x": ("k", "v"),
    "/": ("l", "1"),
    ":": (".",),
    ".": (",",),
    ",": (".",),
    ";": (":",),
    "-": ("–", "."),
}
_FIGURES = {
    "0": ("O", "o", "O", "o", "6"),
    "1": ("l", "I", "l", "I", "7"),
    "5": ("S", "S", "6"),
    "8": ("B", "B", "3"),
    "6": ("b", "8"),
    "9": ("g", "0"),
    "2": ("Z", "z", "7"),
    "3": ("8",),
    "4": ("A",),
    "7": ("1", "l"),
}
MARKS, LOOKS, DROPPED = 0.55, 0.9, 0.95  # of letters: marks up to here, then looks, then lost; the rest doubled
BLANKS = 0.3  # as many blanks dropped or added, against the share of letters


def without_marks(text: str) -> str:
    """The text without any mark, and without the stroke of đ."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in apart if not unicodedata.combining(one))


def misread(text: str, share: float, seed: int) -> str:
    """``text`` with about ``share`` (0 to 1) of its characters misread; the same seed gives the same text."""
    chance = random.Random(seed)
    whole = unicodedata.normalize("NFC", text)
    printed = sum(not one.isspace() for one in whole)
    share *= len(whole) / max(1, printed) * (1 - BLANKS / 2)  # blanks are rarely hit, so the others are more often
    return "".join(_read(whole, index, share, chance) for index in range(len(whole)))


def _read(text: str, index: int, share: float, chance: random.Random) -> str:
    character = text[index]
    if character == " ":
        beside = text[max(0, index - 1) : index + 2]
        alone = beside.count(" ") == 1 and "\n" not in beside
        return "" if alone and chance.random() < share * BLANKS else " "
    if character.isspace() or chance.random() >= share:
        inside = character.isalpha() and text[index + 1 : index + 2].isalpha()
        return f"{character} " if inside and chance.random() < share * BLANKS / 2 else character
    if character.isdigit():
        return chance.choice(_FIGURES[character]) if character in _FIGURES else character
    if not character.isalpha():
        return chance.choice((*_ALIKE.get(character, ()), ""))
    return _letter(character, chance)


def _letter(letter: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < MARKS and (spoilt := _marks(letter, chance)) != letter:
        return spoilt
    if kind < LOOKS:
        plain = without_marks(letter)
        return chance.choice(_ALIKE.get(letter) or _ALIKE.get(plain) or (plain,))
    return "" if kind < DROPPED else letter * 2


def _marks(letter: str, chance: random.Random) -> str:
    """One mark lost or exchanged; a letter without any gets one where it can bear it."""
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    apart = unicodedata.normalize("NFD", letter)
    base, marks = apart[0], apart[1:]
    if not marks:
        if base in "dD":
            return "đ" if base == "d" else "Đ"
        return unicodedata.normalize("NFC", base + chance.choice(_TONES)) if base in "aeouiyAEOUIY" else base
    lost = chance.choice(marks)
    kept = marks.replace(lost, "", 1)
    if lost in _TONES and chance.random() < 0.5:
        kept += chance.choice([tone for tone in _TONES if tone != lost])
    return unicodedata.normalize("NFC", base + kept)
