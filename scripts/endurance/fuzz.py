"""Damaged and hostile files through `bienban run`: each must end as a record or with a reason, in bounded time and memory.

make fuzz-files                                  1,000 files
python -m scripts.endurance.fuzz --files 200 --seed 7
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from scripts.bench.feed import family, resident
from scripts.endurance.mutate import mutated
from store import Store

__all__ = ["Outcome", "fuzz"]

MEMORY = 3_000_000_000  # bytes, of the command and its helpers together
SECONDS = 20.0  # a file, on average


class Outcome(NamedTuple):
    """``codes``: by kind of damage, what became of the files; ``lost``: files that are neither a document nor aside."""

    status: int
    seconds: float
    memory: int
    codes: dict[str, Counter[str]]
    lost: list[str]


def main() -> int:
    """Run and print; status 1 where a file was lost or a bound was passed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        done = fuzz(Path(name), options.files, options.seed)
    for kind, codes in done.codes.items():
        print(f"{kind:12}", ", ".join(f"{count} {code}" for code, count in codes.most_common()))
    print(f"{options.files} files: status {done.status}, {done.seconds:.0f} s, {done.memory / 1e9:.2f} GB at most")
    good = done.status in (0, 1) and not done.lost and done.memory <= MEMORY and done.seconds <= SECONDS * options.files
    if done.lost:
        print("lost:", ", ".join(done.lost[:20]))
    return 0 if good else 1


def fuzz(folder: Path, count: int, seed: int) -> Outcome:
    """Make the files, run the command over them, and see what became of each."""
    files = {str(path): kind for kind, path in mutated(folder / "in", count, seed)}
    call = [
        sys.executable,
        "-m",
        "bienban",
        "--data-dir",
        str(folder / "data"),
        "run",
        str(folder / "in"),
        "--no-prefect",
    ]
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root, "BIENBAN_READING__PAGE_TIMEOUT": "30"}
    began, most = time.monotonic(), 0
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(call, stdout=said, stderr=said, env=environment)
        while process.poll() is None:
            most = max(most, sum(map(resident, family(process.pid))))
            if time.monotonic() - began > SECONDS * count:
                process.kill()
            time.sleep(0.1)
    return _outcome(folder, files, process.returncode, time.monotonic() - began, most)


def _outcome(folder: Path, files: dict[str, str], status: int, seconds: float, memory: int) -> Outcome:
    codes: dict[str, Counter[str]] = {}
    settled: dict[str, str] = {}
    with Store.open(None, folder / "data") as store:
        for item in store.aside():
            settled[item.path] = item.code if item.reason_en and item.reason_vi else "no reason"
        for document in store.documents():
            settled |= dict.fromkeys(document.paths, f"document with {min(document.record_count, 1)} record")
    for path, kind in files.items():
        codes.setdefault(kind, Counter())[settled.get(path, "LOST")] += 1
    lost = [Path(path).name for path in files if settled.get(path, "LOST") in {"LOST", "no reason"}]
    return Outcome(status, seconds, memory, codes, lost)


if __name__ == "__main__":
    sys.exit(main())
