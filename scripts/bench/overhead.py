"""A small speed bench: start-up, pages per second, and the share of everything that is not the OCR engine.

Absolute seconds depend on the machine and on what else it does; the ratios of one run are what to compare.
The bare engine runs first over the same page images, with as many calls at once as the reader makes, so that
"overhead" is what Biên Bản adds: opening, preparing, second attempts, layout.

    python scripts/bench/overhead.py [FOLDER] [--pages N] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from extractors import ReadSettings, discover, read, render_page
from extractors.engines import Hints, pick_engine
from nlp import load_lexicon, split, understand
from schemas import InputError, Page, PageSource

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5


def main() -> int:
    """Measure and print; exit 2 when there is no page to measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "samples" / "files")
    parser.add_argument("--pages", type=int, default=12, help="stop after about this many pages read by OCR")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    settings = ReadSettings()
    reading, chosen = timed_reading(options.folder, settings, options.pages)
    if not chosen:
        print(f"bench: no page in {options.folder} that OCR can read", file=sys.stderr)
        return 2
    figures = reading | bare_engine(chosen, settings, reading["read_seconds"]) | timed_understanding(chosen)
    figures |= {"start_seconds": start_up()}
    print(json.dumps(figures) if options.json else table(figures))
    return 0


def timed_reading(
    folder: Path, settings: ReadSettings, wanted: int
) -> tuple[dict[str, float], list[tuple[Path, list[Page]]]]:
    """Read files of ``folder`` until ``wanted`` pages came from OCR; files with a text layer are left out."""
    chosen: list[tuple[Path, list[Page]]] = []
    seconds, pages = 0.0, 0
    for path in discover([folder], settings):
        begun = time.perf_counter()
        try:
            found = list(read(path, settings))
        except InputError:
            continue
        if not found or any(page.source is not PageSource.OCR for page in found):
            continue
        seconds += time.perf_counter() - begun
        pages += len(found)
        chosen.append((path, found))
        if pages >= wanted:
            break
    figures = {"pages": pages, "read_seconds": seconds, "pages_per_second": pages / seconds if seconds else 0.0}
    return figures, chosen


def bare_engine(chosen: list[tuple[Path, list[Page]]], settings: ReadSettings, read_seconds: float) -> dict[str, float]:
    """One plain engine call per page image, nothing else, as many at once as the reader makes."""
    engine = pick_engine(settings)
    images = [
        np.asarray(render_page(path, page.number, settings).convert("L")) for path, pages in chosen for page in pages
    ]
    begun = time.perf_counter()
    with ThreadPoolExecutor(settings.slots) as pool:
        list(pool.map(lambda image: engine.read(image, Hints()), images))
    seconds = time.perf_counter() - begun
    return {"engine_seconds": seconds, "reading_to_engine": read_seconds / seconds}


def timed_understanding(chosen: list[tuple[Path, list[Page]]]) -> dict[str, float]:
    """Splitting and understanding of the same pages, after lexicon and models are loaded."""
    lexicon = load_lexicon()
    begun = time.perf_counter()
    units = [unit for path, pages in chosen for unit in split(pages, path.name, "0" * 64)]
    splitting = time.perf_counter() - begun
    if units:
        understand(units[0], lexicon)  # the models are loaded at the first call
    begun = time.perf_counter()
    for unit in units:
        understand(unit, lexicon)
    return {"units": len(units), "understand_seconds": splitting + time.perf_counter() - begun}


def start_up() -> float:
    """Median seconds of ``bienban --version``."""

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bienban", "--version"], check=True, capture_output=True)
        return time.perf_counter() - begun

    return statistics.median(once() for _ in range(STARTS))


def table(figures: dict[str, float]) -> str:
    """The figures for people."""
    share = figures["understand_seconds"] / (figures["read_seconds"] + figures["understand_seconds"])
    rows = [
        ("pages read by OCR", f"{figures['pages']:.0f}"),
        ("pages per second", f"{figures['pages_per_second']:.2f}"),
        ("reading, against the bare engine on the same images", f"{figures['reading_to_engine']:.2f} x"),
        ("understanding, share of the whole", f"{share:.1%}"),
        ("document units understood", f"{figures['units']:.0f}"),
        ("start-up (bienban --version, median)", f"{figures['start_seconds']:.2f} s"),
    ]
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"{label:<{width}}  {value:>8}" for label, value in rows)


if __name__ == "__main__":
    raise SystemExit(main())
