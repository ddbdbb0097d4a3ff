"""Learn simulated hands from 25, 50, 100 and 200 lines and read lines that were not among them.

    python -m scripts.handbench [--fonts DIR ...] [--sizes 25,100] [--seeds 1] [--hands 6] [--judge 100] [--threads 0]

Writes one row per hand, seed and number of lines to OUT/rows.jsonl as it goes, and goes on where it was stopped; then
prints the table. The hands are script fonts that a program leans, bends and wears: simulated, no real handwriting.
Needs the extra [learn] and fonts (scripts/handbench/fonts.sh). Exit status 0: done; 2: fonts or torch missing.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.engines.lines_models import RECOGNISER, checked_bytes, letters, open_session
from extractors.hands.alphabet import Alphabet
from extractors.hands.learn import learn
from extractors.hands.plainreading import best_path, steps_of
from extractors.hands.scoring import error_rate
from extractors.hands.sets import Labelled, chosen
from extractors.hands.torchfree import lacking_torch
from scripts.handbench.hands import GET, HANDS, Hand, faces_of, lines_of
from scripts.handbench.report import table
from scripts.handbench.store import kept_lines, kept_steps, save_lines
from scripts.hands.fonts import Face

Row = dict[str, Any]
PLACES = (Path("out/fonts"), Path("node_modules"))


def main() -> int:
    """Draw, learn, read, print."""
    parser = argparse.ArgumentParser(prog="python -m scripts.handbench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fonts", type=Path, action="append")
    parser.add_argument("--sizes", default="25,50,100,200")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--hands", type=int, default=len(HANDS))
    parser.add_argument("--judge", type=int, default=100)
    parser.add_argument("--threads", type=int, default=0)
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
    others = [line for hand, face in found if hand not in HANDS for line in _lines(options, hand, face, 20, "learn")]
    for seed in range(1, options.seeds + 1):
        for size in sizes:
            for hand, face in [one for one in found if one[0] in HANDS][: options.hands]:
                if (hand.name, seed, size) not in done:
                    row = _measure(options, hand, face, others, size, seed, max(sizes))
                    with (options.out / "rows.jsonl").open("a", encoding="utf-8") as stream:
                        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                    print(json.dumps(row, ensure_ascii=False), flush=True)
    print(table(list(_rows(options.out)), options.out))
    return 0


def _rows(out: Path) -> Iterator[Row]:
    path = out / "rows.jsonl"
    if path.is_file():
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def _lines(options: argparse.Namespace, hand: Hand, face: Face, count: int, part: str) -> list[Labelled]:
    """Lines of a hand, drawn at the first asking; the first ``count`` of them."""
    path = options.out / f"{Path(hand.file).stem}-{part}.npz"
    kept = kept_lines(path) if path.is_file() else []
    if len(kept) < count:
        kept = lines_of(hand, face, count, 1, part)
        save_lines(path, kept)
    return kept[:count]


def _measure(
    options: argparse.Namespace, hand: Hand, face: Face, others: list[Labelled], size: int, seed: int, most: int
) -> Row:
    """One course of learning. ``seed`` also says which of the drawn lines are typed."""
    base, classes = checked_bytes(RECOGNISER), letters()
    alphabet = Alphabet(classes)
    pool = chosen(_lines(options, hand, face, most, "learn"), alphabet).lines
    first = (seed - 1) * 37 % len(pool)
    mine = [pool[(first + at) % len(pool)] for at in range(min(size, len(pool)))]
    judges = chosen(_lines(options, hand, face, options.judge, "judge"), alphabet).lines
    cpu, wall = time.process_time(), time.monotonic()
    learnt = learn(base, classes, mine, chosen(others, alphabet).lines, seed=seed, threads=options.threads)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    row: Row = {"hand": hand.name, "seed": seed, "lines": size, "cpu_s": round(cpu), "wall_s": round(wall)}
    row["judged_by"] = len(judges)
    for name, model in (("base", base), ("learnt", learnt.model or base)):
        session = open_session(model)
        steps = [steps_of(session, line.picture) for line in judges]
        kept_steps(options.out / f"{Path(hand.file).stem}-{seed}-{size if name == 'learnt' else 'base'}.npz", steps)
        read = [best_path(parts, classes) for parts in steps]
        row[name] = round(100 * error_rate(zip((line.text for line in judges), read, strict=True)), 2)
        row[f"{name}_words"] = round(100 * _words_wrong(zip((line.text for line in judges), read, strict=True)), 2)
    row["held_out"] = [round(100 * learnt.base_error, 1), round(100 * learnt.error, 1)]
    row["dropped"] = len(learnt.left)
    row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return row


def _words_wrong(pairs: Any) -> float:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    wrong = total = 0
    for right, read in pairs:
        wrong += Levenshtein.distance(right.split(), read.split())
        total += len(right.split())
    return wrong / max(1, total)


if __name__ == "__main__":
    raise SystemExit(main())
