"""Vietnamese text in the bytes of old fonts, for the tests: the way back from `extractors.legacy_tables`."""

from __future__ import annotations

from itertools import product
from unicodedata import normalize

from extractors.legacy_tables import TCVN3, VISCII, VNI, VPS

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [normalize("NFC", base + tone) for base, tone in product("aăâeêioôơuưy", _TONES)] + ["đ"]
ALL = [c for c in SMALL if not c.isascii()]
ALL += [c.upper() for c in ALL]  # the 134 letters that Vietnamese has beyond ASCII
TCVN3_HAS = [c for c in ALL if c.islower() or c in "ĂÂÊÔƠƯĐ"]

_PAIRS: dict[str, str] = {}
for western, letter in VNI.items():
    if letter not in _PAIRS or len(western) < len(_PAIRS[letter]) or western.isupper():
        _PAIRS[letter] = western
_BACK = {
    name: {v: chr(k) for k, v in table.items()} for name, table in (("TCVN3", TCVN3), ("VPS", VPS), ("VISCII", VISCII))
}
_BACK["VNI"] = _PAIRS


def encode(text: str, encoding: str) -> str:
    """``text`` as the Latin-1 characters with the numbers of the font's bytes."""
    return "".join(_BACK[encoding].get(c, c) for c in text)
