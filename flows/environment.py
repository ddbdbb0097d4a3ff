"""What Prefect must be told before it is imported. Nothing of it may leave the data folder or this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["clear_results", "drop_half_written", "end_orphans", "prefect_home", "prepare_environment"]

SERVER = b"prefect.server.api.server"
QUIET_SERVICES = (
    "SCHEDULER",
    "LATE_RUNS",
    "CANCELLATION_CLEANUP",
    "PAUSE_EXPIRATIONS",
    "FOREMAN",
    "TRIGGERS",
    "REPOSSESSOR",
)


def prefect_home(data_dir: Path) -> Path:
    """Prefect's own folder: its database and, while a batch runs, cached results."""
    return data_dir.absolute() / "prefect"


def storage(data_dir: Path) -> Path:
    return prefect_home(data_dir) / "storage"


def prepare_environment(data_dir: Path) -> None:
    """Set Prefect's environment variables. Must be called before ``prefect`` is imported for the first time.

    No telemetry, server on loopback only and ended with this process, everything it writes under ``data_dir``.
    """
    home = prefect_home(data_dir)
    home.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PREFECT_API_URL", None)  # a server that someone configured elsewhere is not ours to tell
    os.environ.pop("PREFECT_API_KEY", None)
    os.environ |= {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_LOCAL_STORAGE_PATH": str(storage(data_dir)),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_LOGGING_CONFIG_PATH": str(Path(__file__).with_name("prefect_logging.yml")),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",  # exceptions may quote documents
        "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        # a machine-wide proxy must not be asked for the way to our own server
        "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1,localhost"])),
        **{f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false" for service in QUIET_SERVICES},
    }
    os.environ["no_proxy"] = os.environ["NO_PROXY"]


def drop_half_written(data_dir: Path) -> None:
    """Delete cached results that a killed process left incomplete: Prefect would stumble over them."""
    if not storage(data_dir).is_dir():
        return
    for path in storage(data_dir).rglob("*"):
        if path.is_file():
            try:
                json.loads(path.read_bytes())
            except ValueError:
                path.unlink()


def clear_results(data_dir: Path) -> None:
    """Delete all cached results: what they held is in the database, and documents should not lie about twice."""
    shutil.rmtree(storage(data_dir), ignore_errors=True)


def end_orphans(data_dir: Path) -> None:
    """End servers of this data folder that outlived a killed process. Call only while holding the batch lock."""
    mark = f"PREFECT_HOME={prefect_home(data_dir)}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if SERVER in (process / "cmdline").read_bytes() and mark in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGTERM)


@contextmanager
def working_in(data_dir: Path) -> Iterator[None]:
    """The state that a batch under Prefect needs around it; leaves no text behind when it ends well."""
    end_orphans(data_dir)
    drop_half_written(data_dir)
    prepare_environment(data_dir)
    yield
    clear_results(data_dir)
