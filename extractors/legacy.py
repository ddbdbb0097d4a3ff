"""Vietnamese legacy font encodings: TCVN3 (ABC, `.Vn` fonts) and VNI (`VNI-` fonts).

Such PDFs give Western letters that only look right in their own fonts. TCVN3 (TCVN 5712:1993, VN3) uses one byte a
letter and fonts with a final H for capitals; VNI writes a base letter and a mark after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from extractors.syllables import is_syllable, letters_only, syllable_share

__all__ = ["decode", "from_tcvn3", "from_vni", "marked_share"]

Decoder: TypeAlias = Callable[[str], str]

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
) | {"μ": "à"}  # the micro sign comes as the Greek letter from some readers

_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        for mark, accent in _MARKS.items():
            pairs[base + mark] = letter + accent
    for base in "aeo":
        for mark, accent in _CIRCUMFLEX.items():
            pairs[base + mark] = base + "\u0302" + accent
    for mark, accent in _BREVE.items():
        pairs["a" + mark] = "a\u0306" + accent
    lower = {k: unicodedata.normalize("NFC", v) for k, v in pairs.items()} | _VNI_SINGLE
    return (
        lower
        | {k.upper(): v.upper() for k, v in lower.items()}
        | {k[0].upper() + k[1:]: v.upper() for k, v in lower.items()}
    )


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """``text`` of a TCVN3 font as Unicode (NFC). A hyphen inside a word is ư: PDF's WinAnsi reads byte AD so."""
    plain = "".join(_TCVN3.get(c, c) for c in text)
    if "-" in plain:
        guess = re.sub(r"(?<=\w)-(?=\w)|(?<=\w)-$|^-(?=\w)", "ư", plain)
        letters = letters_only(guess)
        if letters and is_syllable(letters):
            plain = guess
    return unicodedata.normalize("NFC", plain)


def from_vni(text: str) -> str:
    """``text`` of a VNI font as Unicode (NFC)."""
    return unicodedata.normalize("NFC", _VNI_PATTERN.sub(lambda m: _VNI[m.group()], text))


def decode(words: list[str], font: str) -> tuple[list[str], str | None]:
    """``words`` set in ``font``, decoded where they are in a legacy encoding; and its name ("TCVN3", "VNI") or None.

    The font's name is a hint, the outcome decides: a conversion is taken only when it turns what was no Vietnamese
    into Vietnamese.
    """
    before = syllable_share(words)
    name = font.rsplit("+", 1)[-1].lstrip(".").lower()
    hinted = {"TCVN3": name.startswith("vn") and not name.startswith("vni"), "VNI": name.startswith("vni")}
    best: tuple[float, list[str], str] | None = None
    for encoding, decoder in (("TCVN3", from_tcvn3), ("VNI", from_vni)):
        turned = [decoder(word) for word in words]
        if turned == words and not hinted[encoding]:
            continue
        share = syllable_share(turned)
        if share is None:
            continue
        enough = 0.75 if hinted[encoding] else 0.9
        gain = 0.0 if hinted[encoding] else 0.1
        if share >= enough and share >= (before or 0.0) + gain and (best is None or share > best[0]):
            best = (share, turned, encoding)
    if best is None:
        return words, None
    turned = best[1]
    if best[2] == "TCVN3" and re.search(r"h(,?(bold|italic|bolditalic))?$", name.replace("-", "")) and hinted["TCVN3"]:
        turned = [word.upper() for word in turned]
    return turned, best[2]


def marked_share(words: list[str]) -> float:
    """Share of the alphabetic ``words`` that bear a Vietnamese mark or letter.

    Running Vietnamese text has 0.7 to 0.9.
    """
    letters = [w for w in (letters_only(word) for word in words) if len(w) >= 2]
    if not letters:
        return 0.0
    marked = sum(
        1 for w in letters if any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", w)) or "đ" in w.lower()
    )
    return marked / len(letters)
