"""Fonts by file name: from folders that the caller names, then from those the system knows."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

# family -> (regular, bold, italic, where to get it)
FAMILIES = {
    "serif": ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "apt-get install fonts-croscore"),
    "office": ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "apt-get install fonts-croscore"),
    "mono": ("Cousine-Regular.ttf", "Cousine-Bold.ttf", "Cousine-Italic.ttf", "apt-get install fonts-croscore"),
    "typewriter": ("FreeMono.ttf", "FreeMonoBold.ttf", "FreeMonoOblique.ttf", "apt-get install fonts-freefont-ttf"),
    "school": (
        *["playwrite-vn-latin-400-normal.woff"] * 3,
        "npm install @fontsource/playwrite-vn@5.3.0, then --fonts node_modules",
    ),
}
STYLES = {"r": 0, "b": 1, "i": 2}
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = {unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in _TONES} | {"đ"}
LETTERS |= {letter.upper() for letter in LETTERS}


class MissingFontError(Exception):
    """A font file is not to be found, or lacks letters."""


class Fonts:
    """Font files and their measures. ``folders`` are searched first, recursively."""

    def __init__(self, folders: list[Path]) -> None:
        found: dict[str, Path] = {}
        for folder in folders:
            for path in sorted([*folder.rglob("*.ttf"), *folder.rglob("*.woff")]):
                found.setdefault(path.name, path)
        fc_list = shutil.which("fc-list")
        if fc_list:
            known = subprocess.run([fc_list, "-f", "%{file}\n"], capture_output=True, text=True, check=True).stdout  # noqa: S603
            for line in sorted(known.splitlines()):
                found.setdefault(Path(line).name, Path(line))
        self._found = found

    @cache  # noqa: B019 - one object per run
    def path(self, family: str, style: str) -> Path:
        """The font's file; raises `MissingFontError` naming how to get it, or the letters it lacks."""
        name, source = FAMILIES[family][STYLES[style]], FAMILIES[family][3]
        if name not in self._found:
            raise MissingFontError(f"{name} is missing: {source}")
        lacking = sorted(LETTERS - {chr(code) for code in TTFont(self._found[name]).getBestCmap()})
        if lacking:
            raise MissingFontError(f"{self._found[name]} has no glyph for {''.join(lacking)}")
        return self._found[name]

    @cache  # noqa: B019
    def at(self, family: str, style: str, pixels: float) -> ImageFont.FreeTypeFont:
        # Basic layout: the same on machines with and without raqm.
        return ImageFont.truetype(str(self.path(family, style)), pixels, layout_engine=ImageFont.Layout.BASIC)

    def width(self, text: str, family: str, style: str, size: float) -> float:
        """Width in points of ``text`` at ``size`` points."""
        return self.at(family, style, 200).getlength(text) * size / 200
