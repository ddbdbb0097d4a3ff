"""Measure how fast a hundred thousand meetings are assessed with their history, and in how much memory.

    python -m scripts.bench.assess [--meetings N] [--workers N] [--seed N] [--most-minutes M] [--keep FILE]

Writes invented minutes (``scripts.bench.minutes``) to a temporary file, runs ``bienban assess --records FILE --json``
over it as a user would, and prints meetings a second, processor time a meeting, and the most memory that the command
and its processes held together, looked at twice a second (Linux). Exit status 1: slower than ``--most-minutes`` at
100,000 meetings, or a meeting without its assessment.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scripts.bench.minutes import meetings

__all__ = ["Run", "main", "measure"]

WHOLE = 100_000


@dataclass(frozen=True)
class Run:
    """One run of the command: ``seconds`` on the clock, ``processor`` seconds of all its processes, most ``memory`` in
    bytes (None where the system does not say), ``lines`` and ``size`` (bytes) of what it printed."""

    seconds: float
    processor: float
    memory: int | None
    lines: int
    size: int


def main(arguments: list[str] | None = None) -> int:
    """Generate, assess, print."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.assess", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--meetings", type=int, default=WHOLE)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-minutes", type=float, default=10.0, help="what 100,000 meetings may take")
    parser.add_argument("--keep", type=Path, help="keep the records in this file")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        records = options.keep or Path(folder) / "records.jsonl"
        started = time.perf_counter()
        with records.open("w", encoding="utf-8") as stream:
            size = sum(_write(stream, one) for one in meetings(options.meetings, options.seed))
        count = options.meetings
        print(f"generated: {count} meetings, {size / 1e6:.0f} MB, {time.perf_counter() - started:.0f} s", flush=True)
        run = measure(records, options.workers)
    rate = run.lines / run.seconds
    print(
        f"assessed: {run.lines} meetings in {run.seconds:.1f} s over {options.workers} processes: {rate:.0f} a second"
    )
    print(f"processor time: {run.processor / max(run.lines, 1) * 1e3:.2f} ms a meeting, all processes together")
    if run.memory is not None:
        print(f"most memory, all processes together: {run.memory / 1e6:.0f} MB")
    minutes = WHOLE / rate / 60
    print(f"100,000 meetings: {minutes:.1f} minutes; printed: {run.size / 1e6:.0f} MB")
    return 1 if run.lines != count or minutes > options.most_minutes else 0


def measure(records: Path, workers: int) -> Run:
    """Run the command over ``records``."""
    command = [
        sys.executable,
        "-m",
        "bienban",
        "assess",
        "--records",
        str(records),
        "--json",
        "--workers",
        str(workers),
    ]
    before, started = os.times(), time.perf_counter()
    lines = size = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        watch = _Watch(process.pid)
        for line in process.stdout or ():
            lines += 1
            size += len(line)
        status = process.wait()
    seconds, after = time.perf_counter() - started, os.times()
    watch.end()
    if status:
        raise SystemExit(f"bienban assess: exit status {status}")
    spent = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return Run(seconds, spent, watch.most, lines, size)


class _Watch(threading.Thread):
    """Looks at the memory of a process and those below it until it is told to end."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.most: int | None = None
        self._pid, self._over = pid, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.5):
            held = sum(_held(pid) for pid in _family(self._pid))
            self.most = max(held, self.most or 0) or None

    def end(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        below = [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in below for one in _family(child))]


def _held(pid: int) -> int:
    """Memory of one process in bytes, its share of what is shared with others counted once (PSS where it is told)."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def _write(stream: IO[str], record: dict[str, object]) -> int:
    line = json.dumps(record, ensure_ascii=False) + "\n"
    stream.write(line)
    return len(line.encode())


if __name__ == "__main__":
    raise SystemExit(main())
