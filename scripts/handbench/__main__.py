"""Learn simulated hands from 25, 50, 100 and 200 lines and read lines that were not among them.

    python -m scripts.handbench [--fonts DIR ...] [--sizes 25,100] [--seeds 1] [--hands 6] [--judge 100] [--jobs 2]

Each course of learning has a process of its own, on one core, as many at once as ``--jobs`` says. Writes one row per
hand, seed and number of lines to OUT/rows.jsonl as it goes, and goes on where it was stopped; then prints the table.
``--base plain`` learns from the recogniser as it came, not from the general base of handwriting. The hands are script
fonts that a program leans, bends and wears: simulated, no real handwriting.
Needs the extra [learn] and fonts (scripts/handbench/fonts.sh). Exit status 0: done; 2: fonts or torch missing.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from extractors.hands.torchfree import lacking_torch
from scripts.handbench.course import Row, lines_drawn, measured
from scripts.handbench.hands import GET, HANDS, faces_of
from scripts.handbench.report import table

PLACES = (Path("out/fonts"), Path("node_modules"))


def main() -> int:
    """Draw, learn, read, print."""
    parser = argparse.ArgumentParser(prog="python -m scripts.handbench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fonts", type=Path, action="append")
    parser.add_argument("--sizes", default="25,50,100,200")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--hands", type=int, default=len(HANDS))
    parser.add_argument("--judge", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--base", choices=("general", "plain"), default="general")
    parser.add_argument("--out", type=Path, default=Path("out/handbench"))
    parser.add_argument("--print", action="store_true", dest="only_print", help="only print what was measured before")
    options = parser.parse_args()
    if options.only_print:
        print(table(list(_rows(options.out)), options.out))
        return 0
    found, missing = faces_of([place for place in options.fonts or PLACES if place.is_dir()])
    if missing:
        print(f"missing fonts: {', '.join(missing)}; {GET} fetches them", file=sys.stderr)
        return 2
    if lacking_torch() is not None:
        print(lacking_torch(), file=sys.stderr)
        return 2
    sizes = [int(size) for size in options.sizes.split(",")]
    done = {(row["hand"], row["seed"], row["lines"]) for row in _rows(options.out)}
    for hand, face in found:
        count = 20 if hand not in HANDS else max(sizes)
        lines_drawn(options, hand, face, count, "learn")
        if hand in HANDS:
            lines_drawn(options, hand, face, options.judge, "judge")
    courses = [
        (options, hand, face, [one for one in found if one[0] not in HANDS], size, seed, max(sizes))
        for seed in range(1, options.seeds + 1)
        for size in sizes
        for hand, face in [one for one in found if one[0] in HANDS][: options.hands]
        if (hand.name, seed, size) not in done
    ]
    # a process each: its peak of memory is that of one course
    with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        for under_way in as_completed([pool.submit(measured, *course) for course in courses]):
            row = under_way.result()
            with (options.out / "rows.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(json.dumps(row, ensure_ascii=False), flush=True)
    print(table(list(_rows(options.out)), options.out))
    return 0


def _rows(out: Path) -> Iterator[Row]:
    path = out / "rows.jsonl"
    if path.is_file():
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    raise SystemExit(main())
