"""The way into a batch under Prefect. Cheap to import; Prefect is loaded only when there is something to do."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.batch import Batch, BatchResult, OnProgress, Progress
from flows.environment import prepare_environment, working_in
from flows.settings import BatchSettings
from flows.stages import Rooms, Stages
from flows.steps import batch_with
from store import from_os

__all__ = ["prepare_environment", "run"]


def run(
    paths: Sequence[Path | str],
    settings: BatchSettings,
    on_progress: OnProgress | None = None,
    stages: Stages | None = None,
) -> BatchResult:
    """``flows.steps.run_batch``, carried by Prefect: same arguments, same result, same rows, same errors.

    One batch at a time works in an archive; a second one waits for it (progress ``waiting``) and then mostly finds
    that nothing is left to do.
    """

    def drive(batch: Batch) -> None:
        with working_in(settings.data_dir):
            from flows import digitise  # noqa: PLC0415 - Prefect must not be imported before its environment is set

            digitise.drive(batch)

    with alone(settings.data_dir, on_progress):
        return batch_with(drive, paths, settings, on_progress, stages or Rooms(*settings.registers))


@contextmanager
def alone(data_dir: Path, on_progress: OnProgress | None) -> Iterator[None]:
    """Hold the batch lock of a data folder; the lock goes with the process, however that ends."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "batch.lock").open("a")
    except OSError as error:
        raise from_os(error, str(data_dir)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_progress:
                on_progress(Progress("waiting"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
