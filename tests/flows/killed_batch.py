"""Run as a program: a batch that kills itself (SIGKILL) before the nth call of a function, or none if n is 0.

python killed_batch.py FOLDER DATA how module:function n [delay [version [database]]]     how: plain | prefect | real
"""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from fake_stages import FakeRooms  # noqa: E402

from flows.run import run  # noqa: E402
from flows.steps import BatchSettings, run_batch  # noqa: E402


def kill_before(target: str, call: int) -> None:
    module_name, _, names = target.partition(":")
    owner = importlib.import_module(module_name)
    *path, name = names.split(".")
    for part in path:
        owner = getattr(owner, part)
    original = getattr(owner, name)
    seen = 0

    def counted(*args, **kwargs):
        nonlocal seen
        seen += 1
        if seen == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)

    setattr(owner, name, counted)


if __name__ == "__main__":
    folder, data, how, target, call, *delay = sys.argv[1:]
    if int(call):
        kill_before(target, int(call))
    rest = [*delay, *["0", "u1", ""][len(delay) :]]
    rooms = FakeRooms(understand=rest[1], delay=float(rest[0]))
    print("ready", flush=True)
    start = run if how == "prefect" else run_batch
    logging.basicConfig(level=logging.ERROR)  # as a program would: what Prefect says must not come this way either
    result = start(
        [folder],
        BatchSettings(data_dir=Path(data), database_url=rest[2] or None, workers=2),
        None,
        None if how == "real" else rooms,
    )
    print(result.loaded, len(result.aside), result.bugs, sorted(rooms.calls))
