"""Flows for a Prefect server of one's own (prefect.yaml): each runs one command of ours as a process of its own.

The command brings its own small Prefect with it, so nothing of a paper ever reaches the server: it learns that a
command ran, how long, and its exit status.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from prefect import flow, task

__all__ = ["backup", "digitise", "publish", "verify"]

SOME_UNREAD = 1


class CommandError(RuntimeError):
    """A command ended with an exit status that says it could not do its work (docs/errors.md)."""


@task(name="bienban", task_run_name="{command}", retries=2, retry_delay_seconds=60)
def run(command: str, arguments: list[str], data_dir: str) -> int:
    """Run one command; its exit status, which is 0, or 1 where some file could not be read."""
    call = [sys.executable, "-m", "bienban", "--data-dir", data_dir, command, *arguments]
    status = subprocess.run(call, check=False).returncode  # noqa: S603 - our own program, no shell
    if status not in (0, SOME_UNREAD):
        raise CommandError(f"bienban {command}: exit status {status}")
    return status


@flow(name="bienban-digitise")
def digitise(folder: str, data_dir: str = "data") -> int:
    """Read what is new in ``folder``."""
    return run("run", [folder, "--no-prefect"], data_dir)


@flow(name="bienban-publish")
def publish(target: str, to: str = "parquet", data_dir: str = "data") -> int:
    """Bring an analytics database up to date."""
    return run("publish", [target, "--to", to], data_dir)


@flow(name="bienban-backup")
def backup(folder: str, data_dir: str = "data") -> int:
    """Write a backup into a new folder below ``folder``, named by the day."""
    from datetime import UTC, datetime  # noqa: PLC0415

    return run("backup", [str(Path(folder) / f"{datetime.now(UTC):%Y-%m-%d-%H%M}")], data_dir)


@flow(name="bienban-verify")
def verify(data_dir: str = "data") -> int:
    """Look whether the archive is whole."""
    return run("verify", [], data_dir)
