"""The letters of the old Vietnamese font encodings, by code point.

TCVN3 (TCVN 5712:1993 VN3, "ABC", `.Vn` fonts) has 67 small letters and the seven capitals without a tone; VPS and
VISCII (RFC 1456) have all 134 letters in one byte each, some of the capitals below 20 hex; VNI (`VNI-` fonts) writes a
base letter and a mark after it. Compared letter by letter with other tables: VPS with GNU recode 3.6, the UniKey
converter and the xvnkb keyboard (Ỗ stands in the last two only, some capitals in recode only), VNI with UniKey and, by
eye, xvnkb, TCVN3 and VISCII with recode.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["TCVN3", "VISCII", "VNI", "VPS", "byte_of"]

_GAP = "."  # a place that keeps its Western meaning


def _single(high: str, start: int, low: dict[int, str]) -> dict[int, str]:
    letters = high.replace(" ", "")
    return low | {start + i: letter for i, letter in enumerate(letters) if letter != _GAP}


TCVN3: dict[int, str] = _single(
    "ĂÂÊÔƠƯĐăâêôơưđ ...... àảãáạ . ằẳẵắ ...... . ặầẩẫấậè . ẻẽéẹềểễếệìỉ ... ĩíịò . ỏõóọồổỗốộờởỡớợù . ủũúụừửữứựỳỷỹýỵ",
    0xA1,
    {},
)
VPS: dict[int, str] = _single(
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ Ế..ỀỂỄỐỒỔỖýỷỵỚỜỞ .ắằẳẵặỠớÙờởỡŨỨợỪ ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ ƯỦồốÔỏơÈừứÚũưÝẺ. àáâãảạă.èéêẽìí.ĩ ẴĐòóôõ.Ơụùúủ.ỶẼỳ",
    0x80,
    dict(zip((2, 3, 4, 5, 6, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1C, 0x1D), "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ", strict=True)),
)
VISCII: dict[int, str] = _single(
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ ĐứÒÓÔạỷừửÙÚỹỵÝỡư àáâãảăữẫèéêẻìíĩỉ đựòóôõỏọụùúũủýợỮ",
    0x80,
    dict(zip((2, 5, 6, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True)),
)

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _vni() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base, letter in (*((c, c) for c in "aeouy"), ("ô", "ơ"), ("ö", "ư")):
        pairs |= {base + mark: letter + tone for mark, tone in _TONES.items()}
    pairs |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _CIRCUMFLEX.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    lower = {k: unicodedata.normalize("NFC", v) for k, v in pairs.items()} | _VNI_SINGLE
    upper = {k.upper(): v.upper() for k, v in lower.items()}
    return lower | upper | {k[0].upper() + k[1:]: v.upper() for k, v in lower.items()}


VNI: dict[str, str] = _vni()  # pairs of Western letters, and the single ones


@lru_cache(maxsize=4096)
def byte_of(character: str) -> int | None:
    """The byte that a PDF reader showed as ``character``: as Latin-1, as Windows-1252, or as a symbol font's F0xx.

    None for a character that stands for no byte of an old font.
    """
    code = ord(character)
    if code < 0x100:
        return code
    if 0xF000 <= code <= 0xF0FF:
        return code - 0xF000
    if character == "\u03bc":
        return 0xB5  # the micro sign, which some readers give as the Greek letter
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None
