"""Draw lines in many script fonts, tune the recogniser on them once, and write the general base of handwriting.

    scripts/handbase/fonts.sh                  fetch the fonts (npm)
    python -m scripts.handbase draw [--fonts DIR] [--pages 3] [--workers 2]
    python -m scripts.handbase train [--passes 2] [--threads 1]

Needs the extra [learn] for ``train``. Both go on where they were stopped. Hours of one core, or minutes of a graphics
card. What comes of it is shipped only where it reads hands kept out of training better: docs/models.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractors.engines.lines_models import RECOGNISER, checked_bytes, letters
from extractors.hands.torchfree import lacking_torch
from scripts.handbase.draw import draw_all
from scripts.handbase.faces import GET, NAMES, faces_under
from scripts.handbase.train import train


def main() -> int:
    """Exit status 0: done; 2: fonts or torch missing."""
    parser = argparse.ArgumentParser(prog="python -m scripts.handbase", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("act", choices=("draw", "train"))
    parser.add_argument("--fonts", type=Path, default=Path("out/handfonts"))
    parser.add_argument("--out", type=Path, default=Path("out/handbase"))
    parser.add_argument("--pages", type=int, default=3, help="pages a face")
    parser.add_argument("--passes", type=float, default=2.0, help="how often each line is seen")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--model", type=Path, help="where the base is written (default: where the reader looks)")
    options = parser.parse_args()
    if options.act == "draw":
        faces = faces_under(options.fonts)
        if len(faces) < len(NAMES):
            print(f"{len(faces)} of {len(NAMES)} fonts under {options.fonts}; {GET} fetches them", file=sys.stderr)
        if not faces:
            return 2
        print(f"{draw_all(faces, options.pages, options.out / 'lines', options.seed, options.workers)} pages")
        return 0
    if (lacking := lacking_torch()) is not None:
        print(lacking, file=sys.stderr)
        return 2
    tuned = train(
        checked_bytes(RECOGNISER), list(letters()), options.out / "lines", passes=options.passes, seed=options.seed,
        threads=options.threads, state=options.out / "state.pt",
    )  # fmt: skip
    from extractors.hands.general import packed_base  # noqa: PLC0415

    target = options.model or Path("extractors/hands/general.bin")
    target.write_bytes(packed_base(tuned))
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
