"""Fonts that show TCVN3 code points as the Vietnamese letters they stand for."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.ttLib import TTFont

from drawing.tcvn3 import TO_UNICODE


def legacy_font(path: Path, name: str, *, capitals: bool) -> io.BytesIO:
    """A font that shows TCVN3 code points with the glyphs of ``path``, under the name ``name``."""
    font = TTFont(path, recalcTimestamp=False)
    glyphs = font.getBestCmap()

    def shown(letter: str) -> str:
        return letter.upper() if capitals else letter

    places = {code: glyphs[ord(shown(chr(code)))] for code in range(0x20, 0x7F)}
    places |= {ord(code): glyphs[ord(shown(letter))] for code, letter in TO_UNICODE.items()}
    for table in font["cmap"].tables:
        table.cmap = dict(places)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = name
    for tag in ("GSUB", "GPOS", "GDEF", "DSIG", "kern"):
        if tag in font:
            del font[tag]
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out
