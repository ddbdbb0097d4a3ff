"""Months of work in one go: many papers through `bienban watch` while another process reads and corrects records.

    make soak                                        2,000 papers
    python -m scripts.endurance.soak --papers 100

Said at the end: papers read and lost, acts of correcting, errors that a caller met, and how the memory of the watching
process grew from a quarter of the work to its end (bound: GROWTH).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, NamedTuple

from scripts.bench.feed import family, resident
from scripts.endurance.papers import write_minutes
from store import Store

__all__ = ["GROWTH", "Soaked", "soak"]

GROWTH = 200_000_000  # bytes


class Soaked(NamedTuple):
    """What came of it; ``growth`` in bytes, ``errors``: kinds of errors that the correcting process met."""

    status: int
    documents: int
    acts: int
    reads: int
    errors: list[str]
    growth: int
    memory: int
    seconds: float
    trail_whole: bool


def main() -> int:
    """Run and print; status 1 where something was lost, an error was met, or memory grew past the bound."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        done = soak(Path(name), options.papers)
    print(f"{done.documents} of {options.papers} papers in {done.seconds:.0f} s, status {done.status}")
    print(f"meanwhile {done.acts} corrections and {done.reads} readings; errors: {', '.join(done.errors) or 'none'}")
    print(f"memory {done.memory / 1e6:.0f} MB at most, growth {done.growth / 1e6:.0f} MB (bound {GROWTH / 1e6:.0f})")
    good = done.documents == options.papers and done.growth <= GROWTH and done.trail_whole
    return 0 if good and not done.errors and done.status == 0 else 1


def soak(folder: Path, papers: int) -> Soaked:
    """Watch a folder of ``papers`` until all are read, while another process reads and corrects."""
    (folder / "in").mkdir()
    for number in range(papers):
        write_minutes(folder / "in" / f"{number:05d}.pdf", number)
    data = folder / "data"
    Store.open(None, data).close()
    context = multiprocessing.get_context("spawn")
    stop, told = context.Event(), context.Queue()
    other = context.Process(target=correct, args=(data, stop, told))
    other.start()
    call = [
        sys.executable,
        "-m",
        "bienban",
        "--data-dir",
        str(data),
        "watch",
        str(folder / "in"),
        "--once",
        "--settle",
        "0.5",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    began, samples = time.monotonic(), [0]
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(call, stdout=said, stderr=said, env=environment)
        while process.poll() is None:
            time.sleep(0.5)
            samples.append(sum(map(resident, family(process.pid))))
    seconds = time.monotonic() - began
    stop.set()
    acts, reads, errors = told.get(timeout=120)
    other.join()
    kept = [one for one in samples if one]
    early, late = kept[len(kept) // 4 : len(kept) // 2], kept[len(kept) * 3 // 4 :]
    growth = max(late, default=0) - max(early, default=0)
    with Store.open(None, data) as store:
        return Soaked(
            process.returncode, len(store.documents()), acts, reads, errors, growth, max(kept, default=0), seconds,
            store.audit_break() is None,
        )  # fmt: skip


def correct(data: Path, stop: Event, told: Any) -> None:
    """Read and correct whatever is there until told to stop."""
    dice, acts, reads, errors = random.Random(1), 0, 0, []
    with Store.open(None, data) as store:
        while not stop.is_set():
            try:
                documents = store.documents()
                reads += 1
                if not documents:
                    time.sleep(0.2)
                    continue
                records = store.records(sha256=dice.choice(documents).sha256)
                reads += 1
                for record in records:
                    store.correct(record.record_id, "/attendance/present", dice.randrange(5, 20), who="soak")
                    acts += 1
            except Exception as error:
                errors.append(type(error).__name__)
            time.sleep(0.05)
    told.put((acts, reads, errors))


if __name__ == "__main__":
    sys.exit(main())
