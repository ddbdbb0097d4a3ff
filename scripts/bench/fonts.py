"""Fonts of the bench, found by file name; a family whose files are missing or lack Vietnamese letters is left out."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

__all__ = ["FAMILIES", "Face", "find_faces"]

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTERS = {unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in _TONES} | {"đ"}
LETTERS = _LETTERS | {letter.upper() for letter in _LETTERS} | {chr(c) for c in range(0x21, 0x7F)}


def _subsets(name: str) -> tuple[str, ...]:
    return tuple(f"{name}-{part}-400-normal.woff" for part in ("latin", "latin-ext", "vietnamese"))


# family -> its faces, each the files that together hold all letters, and where to get them.
# The second face of a family is kept for the unseen part of the bench.
_CROSCORE, _FREE, _TEX = "fonts-croscore", "fonts-freefont-ttf", "fonts-texgyre"
FAMILIES: dict[str, list[tuple[tuple[str, ...], str]]] = {
    "serif": [
        (("Tinos-Regular.ttf",), f"apt-get install {_CROSCORE}"),
        (("FreeSerif.ttf",), f"apt-get install {_FREE}"),
    ],
    "sans": [
        (("Arimo-Regular.ttf",), f"apt-get install {_CROSCORE}"),
        (("DejaVuSans.ttf",), "apt-get install fonts-dejavu-core"),
    ],
    "typewriter": [
        (("FreeMono.ttf",), f"apt-get install {_FREE}"),
        (("texgyrecursor-regular.otf",), f"apt-get install {_TEX}"),
    ],
    "old-serif": [
        (_subsets("old-standard-tt"), "npm install @fontsource/old-standard-tt"),
    ],
    "slab-typewriter": [
        (_subsets("ibm-plex-mono"), "npm install @fontsource/ibm-plex-mono"),
    ],
    "hand": [
        (("playwrite-vn-latin-400-normal.woff",), "npm install @fontsource/playwrite-vn"),
        (
            ("patrick-hand-latin-400-normal.woff", "patrick-hand-vietnamese-400-normal.woff"),
            "npm install @fontsource/patrick-hand",
        ),
    ],
}


@dataclass
class Face:
    """One typeface, perhaps in several files; sizes and widths in pixels."""

    name: str
    paths: tuple[Path, ...]
    _cmaps: list[set[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._cmaps = [set(TTFont(path).getBestCmap()) for path in self.paths]

    def lacking(self, letters: set[str]) -> set[str]:
        """Those of ``letters`` that no file of the face has."""
        return {letter for letter in letters if not any(ord(letter) in cmap for cmap in self._cmaps)}

    def runs(self, text: str) -> list[tuple[int, str]]:
        """``text`` cut into runs of one file each: (number of the file, run)."""
        out: list[tuple[int, str]] = []
        for letter in text:
            which = next((i for i, cmap in enumerate(self._cmaps) if ord(letter) in cmap), 0)
            if out and out[-1][0] == which:
                out[-1] = (which, out[-1][1] + letter)
            else:
                out.append((which, letter))
        return out

    def at(self, which: int, pixels: float) -> ImageFont.FreeTypeFont:
        """File ``which`` of the face at ``pixels`` an em."""
        return _font(str(self.paths[which]), round(pixels, 2))

    def width(self, text: str, pixels: float) -> float:
        """Width of ``text`` in pixels."""
        return sum(self.at(which, pixels).getlength(run) for which, run in self.runs(text))


@cache
def _font(path: str, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def find_faces(folders: list[Path]) -> tuple[dict[str, list[Face]], list[str]]:
    """The faces of each family that are to be had, and a line for each that is not, with how to get it."""
    known = _known_files(folders)
    found: dict[str, list[Face]] = {}
    missing: list[str] = []
    for family, faces in FAMILIES.items():
        for files, source in faces:
            if not all(name in known for name in files):
                missing.append(f"{family}: {', '.join(files)} not found ({source})")
                continue
            face = Face(files[0].split(".")[0], tuple(known[name] for name in files))
            lacking = face.lacking(LETTERS)
            if lacking:
                missing.append(f"{family}: {face.name} lacks {''.join(sorted(lacking))}")
                continue
            found.setdefault(family, []).append(face)
    return found, missing


def _known_files(folders: list[Path]) -> dict[str, Path]:
    known: dict[str, Path] = {}
    for folder in folders:
        for pattern in ("*.ttf", "*.otf", "*.woff"):
            for path in sorted(folder.rglob(pattern)):
                known.setdefault(path.name, path)
    fc_list = shutil.which("fc-list")
    if fc_list:
        listed = subprocess.run([fc_list, "-f", "%{file}\n"], capture_output=True, text=True, check=True).stdout
        for line in sorted(listed.splitlines()):
            known.setdefault(Path(line).name, Path(line))
    return known
