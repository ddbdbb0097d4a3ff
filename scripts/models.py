"""Train every model of the repository anew from what is in the repository, or check that this gives the same.

    python -m scripts.models [people] [letters] [replay] [script] [calibration] [--check] [--fonts DIR ...]

* ``people``: the tagger of persons' names, from made-up sentences (seconds to a minute; needs nothing else).
* ``letters``: which letter follows which, for reading handwriting, from made-up texts (half a minute; nothing else).
* ``replay``: lines that are mixed in while a hand is learnt (a minute; needs fonts).
* ``script``: print or handwriting, from drawn pages (many minutes; needs fonts).
* ``calibration``: what a word's confidence is worth, from drawn pages that are read (an hour; needs fonts).

Without names, all whose needs are there. ``--check`` writes nothing: the tagger trained anew must find the same names
as the one that ships. Its file is no measure, as the trainer writes its entries in another order each time. What each
model is and what it scores stands in docs/models.md. Exit status 0: trained, or the same; 1: not the same or failed;
2: fonts missing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from nlp.people import train
from nlp.people.crf import Tagger
from nlp.people.generate import Noise, examples
from scripts.letters import train_letters
from scripts.replay import draw_replay

ROOT = Path(__file__).resolve().parents[1]
MODELS = ("people", "letters", "replay", "script", "calibration")
PLACES = (ROOT / "node_modules", ROOT / "out" / "fonts")
CHECKED = ((400, "held_out", Noise()), (400, "last", Noise(marks=0.15)))


def main(arguments: list[str] | None = None) -> int:
    """Train or check what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m scripts.models", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("models", nargs="*", metavar="MODEL", help=f"some of {', '.join(MODELS)}")
    parser.add_argument("--check", action="store_true", help="train to a temporary place and compare")
    parser.add_argument("--fonts", type=Path, action="append", help="folder with font files; may be repeated")
    options = parser.parse_args(arguments)
    unknown = set(options.models) - set(MODELS)
    if unknown:
        parser.error(f"no such model: {', '.join(sorted(unknown))}")
    fonts = [place for place in options.fonts or PLACES if place.is_dir()]
    wanted = options.models or ["people", *([] if options.check else ["letters", "replay", "script", "calibration"])]
    worst = 0
    for name in wanted:
        print(f"== {name}", flush=True)
        if name == "people":
            worst = max(worst, check_people() if options.check else train_people())
        elif name == "letters" and not options.check:
            worst = max(worst, train_letters())
        elif options.check:
            print("Only people can be checked; drawing and reading take too long.")
        elif not fonts:
            print("No folder of fonts: scripts/bench/fonts.sh fetches them; see docs/models.md. Not trained.")
            worst = max(worst, 2 if options.models else 0)
        elif name == "replay":
            worst = max(worst, draw_replay(fonts))
        else:
            worst = max(worst, drawn(name, fonts))
    return worst


def train_people() -> int:
    """Write the tagger and its card."""
    train.main()
    return 0


def check_people(iterations: int = 120) -> int:
    """Does the tagger trained anew find what the one that ships finds?"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.crfsuite"
        train.train(path, iterations=iterations)
        finders = [train.model_spans(Tagger(one)) for one in (train.MODEL, path)]
        texts = [
            e.text for n, kind, noise in CHECKED for e in examples(n, seed=97, templates=kind, noise=noise, upset=1.0)
        ]
        apart = sum(finders[0](text) != finders[1](text) for text in texts)
    print(f"The tagger trained anew finds other names in {apart} of {len(texts)} texts.")
    return 1 if apart else 0


def drawn(name: str, fonts: list[Path]) -> int:
    """Train a model that is learnt on drawn pages; returns the exit status of what failed."""
    where = [part for place in fonts for part in ("--fonts", str(place))]
    out = ROOT / "out" / "calibration"
    commands = {
        "script": [["scripts.hands", *where]],
        "calibration": [
            ["scripts.bench", "--pages", "6", *where, "--readers", "ours-raw", "--out", str(out)],
            ["scripts.calibrate", str(out), "--write"],
        ],
    }
    for command in commands[name]:
        status = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
