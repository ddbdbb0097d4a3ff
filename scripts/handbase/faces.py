"""Script fonts that the general base is trained on; those of the bench's hands, and those that the development set's
handwriting-like pages are set in, are kept out.

All are under the SIL Open Font License 1.1 (or Apache-2.0); npm: ``@expo-google-fonts/<name>``.
"""

from __future__ import annotations

import random
from pathlib import Path

from PIL import ImageFont

from scripts.handbench.hands import HANDS
from scripts.hands.fonts import Face

__all__ = ["GET", "NAMES", "faces_under", "letter_for"]

GET = "scripts/handbase/fonts.sh"
# With all letters of Vietnamese.
_WHOLE = (
    "alex-brush allison allura amatic-sc andika arima-madurai babylonica bad-script ballet birthstone "
    "birthstone-bounce carattere charmonman comforter corinthia ephesis farsan fuzzy-bubbles "
    "grandstander grape-nuts great-vibes imperial-script inspiration island-moments itim kings kolker-brush "
    "lemonada love-light luxurious-script mali mea-culpa moon-dance ms-madi my-soul pacifico pangolin "
    "passions-conflict playpen-sans praise puppies-play qwigley qwitcher-grypen sedgwick-ave "
    "sedgwick-ave-display send-flowers shantell-sans sriracha style-script tapestry waterfall whisper"
)
# Without some marks, which are drawn by the pen: nearest to what hands do.
_BARE = (
    "caveat cedarville-cursive dekko delicious-handrawn gaegu homemade-apple kalam mansalva marck-script mr-dafoe "
    "nanum-pen-script rancho ruthie short-stack zeyada"
)
NAMES = (*_WHOLE.split(), *_BARE.split())


def faces_under(folder: Path) -> list[Face]:
    """One upright face a family under ``folder``, by name; none that a hand of the bench is drawn in."""
    judged = {hand.file for hand in HANDS}
    found: dict[str, Face] = {}
    for path in sorted(folder.rglob("*_400Regular.ttf")):
        family = path.name.split("_")[0]
        name = "".join(("-" if c.isupper() else "") + c.lower() for c in family).strip("-").replace("s-c", "sc")
        if path.name not in judged and name in NAMES:
            found.setdefault(family, Face(family, str(path)))
    return [found[family] for family in sorted(found)]


def letter_for(face: Face, rng: random.Random) -> tuple[float, float]:
    """Size of the font in pixels, and the distance of the lines, that give letters of a like height in all faces."""
    box = ImageFont.truetype(face.path, 100).getbbox("x")
    share = max(0.2, (box[3] - box[1]) / 100)
    height = rng.uniform(13.0, 24.0)
    return max(28.0, min(110.0, height / share)), height * rng.uniform(3.4, 5.5)
