"""Measure the reading: `bienban extract` over the development set, where it is there, and over the samples.

Both are scored with the scorer of the development set (`../shared/devset/score.py`), which is not part of this
repository: without it there is nothing to measure with, and that is said. Options are handed on to the scorer
(for example ``--errors 50``). Exit 0: scored, or nothing to score; otherwise the status of what failed.
"""

from __future__ import annotations

import subprocess  # the two programs are our own command line and the scorer beside the data
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEVSET = ROOT.parent / "shared" / "devset"
SCORER = DEVSET / "score.py"
OUT = ROOT / "out" / "eval"
SOME_UNREADABLE = 1  # the samples hold a damaged file on purpose


def main(options: list[str]) -> int:
    """Run both measurements; returns the worst exit status."""
    if not SCORER.is_file():
        print("No development set beside this clone (../shared/devset): nothing to score with. Nothing was measured.")
        return 0
    status = measure("devset", DEVSET / "scans", DEVSET / "docs", options)
    gold = samples_gold()
    if gold is None:
        print("The samples have no gold records: only the development set was measured.")
        return status
    return status or measure("samples", ROOT / "samples" / "files", gold, options)


def samples_gold() -> Path | None:
    """The folder of the samples' gold records, if there is one."""
    return next((path.parent for path in sorted((ROOT / "samples").rglob("*.gold.json"))), None)


def measure(name: str, scans: Path, gold: Path, options: list[str]) -> int:
    """Extract ``scans`` to ``out/eval/NAME.jsonl`` and score it against ``gold``; returns the exit status."""
    if not scans.is_dir():
        print(f"{name}: no folder of scans; not measured.")
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    predictions = OUT / f"{name}.jsonl"
    print(f"== {name}: bienban extract", flush=True)
    begun = time.monotonic()
    # Pages that the same reader has read before come from the cache: between two runs the understanding is tuned.
    extract = [sys.executable, "-m", "bienban", "extract", str(scans), "--out", str(predictions)]
    extract += ["--pages-cache", str(OUT / "pages")]
    status = subprocess.run(extract, check=False).returncode
    if status not in (0, SOME_UNREADABLE):
        return status
    print(f"== {name}: extracted in {time.monotonic() - begun:.0f} s; score", flush=True)
    score = [sys.executable, str(SCORER), str(predictions), "--gold", str(gold), *options]
    return subprocess.run(score, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
