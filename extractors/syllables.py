"""Which strings can be Vietnamese syllables: onset x rime x tone, as the orthography allows them.

An exact recogniser of the spelling rules, not a word list: about 17,000 spellings pass, of which some 7,000 are in
use. It tells Vietnamese from noise, from other languages and from wrongly decoded text without knowing any word or
name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["is_syllable", "letters_only", "syllable_share"]

_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "ch", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx")

_OPEN = "a e ê i o ô ơ u ư y ia ua ưa ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu oa oe oai oay oao oeo uê uơ uy uya uyu ươi ươu uôi uây iêu uêu uao".split()  # noqa: SIM905, E501
_CLOSED = {
    "a": "c ch m n ng nh p t",
    "ă": "c m n ng p t",
    "â": "c m n ng p t",
    "e": "c m n ng p t",
    "ê": "c ch m n nh p t",
    "i": "ch m n nh p t",
    "o": "c m n ng p t",
    "oo": "c ng",
    "ô": "c m n ng p t",
    "ơ": "m n p t",
    "u": "c m n ng p t",
    "ư": "c m n ng t",
    "iê": "c m n ng p t",
    "uô": "c m n ng t",
    "ươ": "c m n ng p t",
    "oa": "c ch m n ng nh p t",
    "oă": "c m n ng p t",
    "oe": "m n ng t",
    "uâ": "n ng t",
    "uê": "ch n nh",
    "uy": "ch n nh p t",
    "uyê": "n t",
}
_RIMES = frozenset(_OPEN) | {vowel + coda for vowel, codas in _CLOSED.items() for coda in codas.split()}
_BARE = _RIMES | {"y", "yê", "yêm", "yên", "yêng", "yêt", "yêu"}  # spellings without an onset write yê, not iê
_AFTER_QU_LIST = (
    "a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt ân âng ât ây e eo en et eng ep ê ên êt ênh êch "
    "i ich in inh it y ych yn ynh yt yên yêt ơ ơi ơn ơt o oc on ong ô ôc ôi"
)
_AFTER_QU = frozenset(_AFTER_QU_LIST.split())
_AFTER_GI = (_RIMES - {r for r in _RIMES if r.startswith("i")}) | {"êc", "êng", "n", "p", "t", "m", ""}
_FRONT = frozenset("eêiy")
_Y_ONSETS = frozenset(("h", "k", "l", "m", "n", "s", "t", "v", "đ"))  # kỹ, lý, mỹ, ny, sỹ, tỷ, vỹ, hy, đỳ
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_STOPS = ("c", "ch", "p", "t")
_VOWELS = frozenset("aăâeêioôơuưy")
_EITHER_PLACE = frozenset(("oa", "oe", "uy"))  # hòa and hoà, thủy and thuỷ are both in use


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, letters only) is a spelling that Vietnamese orthography allows."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    marks = [(i, _TONES[c]) for i, c in enumerate(decomposed) if c in _TONES]
    if len(marks) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if not plain or len(plain) > 7:
        return False
    if marks:
        before = unicodedata.normalize("NFC", "".join(c for c in decomposed[: marks[0][0]] if c not in _TONES))
        place = len(before) - 1
        return any(_fits(onset, rime, marks[0][1]) and _placed(onset, rime, place) for onset, rime in _splits(plain))
    return any(_fits(onset, rime, "") for onset, rime in _splits(plain))


def letters_only(token: str) -> str:
    """``token`` without the punctuation around it.

    Empty when it holds digits or inner marks (dates, numbers, codes).
    """
    core = token.strip(" \t.,;:!?…\"'“”‘’()[]{}<>«»*/\\|-–—_+=~`")
    return core if core.isalpha() else ""


_PARTS = re.compile(r"[-–/.,;:()]")


def syllable_share(words: list[str]) -> float | None:
    """Share (0 to 1), weighted by length, of the alphabetic ``words`` that can be Vietnamese syllables; None without
    any.

    Abbreviations in capitals (UBND, BCH) say nothing either way and are left out.
    """
    good = total = 0
    for word in words:
        for part in _PARTS.split(word):
            letters = letters_only(part)
            if len(letters) < 2 or (letters.isupper() and len(letters) <= 5 and not is_syllable(letters)):
                continue
            total += len(letters)
            good += len(letters) if is_syllable(letters) else 0
    return good / total if total else None


def _splits(plain: str) -> list[tuple[str, str]]:
    found = [(onset, plain[len(onset) :]) for onset in _ONSETS if plain.startswith(onset)]
    found.append(("", plain))
    return found


def _fits(onset: str, rime: str, tone: str) -> bool:
    if rime.endswith(_STOPS) and tone not in {"s", "j"}:
        return False
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi":
        return rime in _AFTER_GI
    if onset == "":
        return rime in _BARE and not rime.startswith("iê")
    if rime not in _RIMES:
        return False
    front = rime[0] in _FRONT
    if rime == "y":
        return onset in _Y_ONSETS
    if onset in {"c", "g", "ng"}:
        return not front
    if onset in {"k", "gh", "ngh"}:
        return front
    return True


def _placed(onset: str, rime: str, place: int) -> bool:
    """Whether the tone mark at index ``place`` of the syllable stands where the old or the new style puts it."""
    start = len(onset)
    vowels = [i for i, c in enumerate(rime) if c in _VOWELS]
    if onset == "gi" and (not vowels or (rime == "" or rime in {"n", "p", "t", "m"})):
        return place == 1  # gì, gìn: the i of the onset is the vowel
    nucleus = "".join(rime[i] for i in vowels)
    marked = [i for i in vowels if rime[i] in "ăâêôơư"]
    if marked:
        return place == start + marked[-1]
    if len(vowels) == 1:
        return place == start + vowels[0]
    closed = rime[-1] not in _VOWELS
    if closed:
        return place == start + vowels[-1]
    if len(vowels) == 3:
        return place == start + vowels[1]
    if nucleus in _EITHER_PLACE:
        return place in {start + vowels[0], start + vowels[1]}
    return place == start + vowels[0]
