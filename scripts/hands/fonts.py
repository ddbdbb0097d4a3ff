"""Which font families stand for print and for hands, which of them are kept for the test, and where their files lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

__all__ = ["HAND_TEST", "HAND_TRAIN", "PRINT_TEST", "PRINT_TRAIN", "Face", "faces", "missing"]

# npm: @expo-google-fonts/<family>; Debian: fonts-croscore, fonts-freefont-ttf, fonts-dejavu, fonts-texgyre
HAND_TRAIN = (
    "Charm", "Hurricane", "Mali", "Pangolin", "PlaypenSans", "SedgwickAve", "Mynerve", "CedarvilleCursive",
    "HomemadeApple", "NothingYouCouldDo", "Zeyada", "Caveat", "IndieFlower", "RockSalt", "GochiHand", "Sacramento",
    "JustMeAgainDownHere", "ComingSoon", "Gaegu", "PlaywriteVN",
)  # fmt: skip
HAND_TEST = (
    "PatrickHand", "DancingScript", "ShantellSans", "Sriracha", "Itim", "Allison", "GreatVibes", "LaBelleAurore",
    "ReenieBeanie", "Kalam", "NanumPenScript", "MarckScript", "Handlee", "ShadowsIntoLight", "CoveredByYourGrace",
)  # fmt: skip
PRINT_TRAIN = (
    "Tinos", "Arimo", "Cousine", "DejaVuSans", "DejaVuSerif", "DejaVuSansMono", "NotoSerif", "FreeMono", "EBGaramond",
    "BeVietnamPro", "RobotoSlab", "CutiveMono", "Lora", "PlayfairDisplay", "CourierPrime", "texgyreschola",
    "CrimsonText", "PTSerif", "OpenSans", "LibreBaskerville", "Spectral", "Vollkorn", "XanhMono", "AnonymousPro",
    "OldStandardTT", "Nunito", "texgyretermes", "texgyreheroscn",
)  # fmt: skip
PRINT_TEST = (
    "FreeSerif", "FreeSans", "texgyrecursor", "texgyrepagella", "texgyreheros", "texgyrebonum", "Merriweather",
    "Alegreya", "IBMPlexMono", "SpecialElite", "SourceSerif4", "Roboto",
)  # fmt: skip
TYPEWRITERS = frozenset(
    {
        "Cousine",
        "DejaVuSansMono",
        "FreeMono",
        "CutiveMono",
        "CourierPrime",
        "texgyrecursor",
        "IBMPlexMono",
        "SpecialElite",
        "XanhMono",
        "AnonymousPro",
    }
)
_FILES = {"PlaywriteVN": "playwrite-vn-latin-400-normal.woff"}  # npm: @fontsource/playwrite-vn, the school hand
_WEIGHTS = ("regular", "400", "book", "italic", "bold", "oblique")


@dataclass(frozen=True)
class Face:
    """One font file; ``family`` as in the lists above."""

    family: str
    path: str

    @property
    def typewriter(self) -> bool:
        return self.family in TYPEWRITERS


def faces(family: str, folders: list[Path]) -> list[Face]:
    """The upright, italic and bold files of ``family`` under ``folders``, by name."""
    found = []
    if family in _FILES:
        return [Face(family, str(path)) for path in _files(tuple(folders)) if path.name == _FILES[family]]
    for path in _files(tuple(folders)):
        name, _, style = path.stem.partition("_") if "_" in path.stem else path.stem.partition("-")
        if name == family and (not style or any(word in style.lower() for word in _WEIGHTS)):
            found.append(Face(family, str(path)))
    return found or [Face(family, str(path)) for path in _files(tuple(folders)) if path.stem == family]


def missing(folders: list[Path]) -> list[str]:
    """Families of which there is no file."""
    return [name for name in (*HAND_TRAIN, *HAND_TEST, *PRINT_TRAIN, *PRINT_TEST) if not faces(name, folders)]


@lru_cache(maxsize=512)
def letters_of(path: str) -> frozenset[str]:
    """The characters that the font file can draw."""
    return frozenset(map(chr, TTFont(path).getBestCmap()))


@lru_cache(maxsize=8)
def _files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    found = {
        path.name: path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".ttf", ".otf", ".woff"}
    }
    return tuple(found[name] for name in sorted(found))
