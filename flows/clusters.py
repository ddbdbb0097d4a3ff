"""Pools of processes that carry jobs: the workers of a Dask or of a Ray cluster, here or elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from queue import SimpleQueue
from typing import Any, Protocol

from flows.hands import Job, Outcome, carry_job
from flows.settings import BatchSettings
from schemas import EnvironmentError_

__all__ = ["Take", "Workers", "workers_of"]

AHEAD = 2  # jobs begun for each place to work: one at work, one waiting beside it
Take = Callable[[], Job | None]


class Workers(Protocol):
    """A pool of processes, wherever they are."""

    def each(self, take: Take) -> Iterator[tuple[Job, Outcome | Exception]]:
        """Carry jobs, no more begun than there are places for, and yield what came of each, as they end.

        ``take`` gives the next job, or None while there is none; the outcome of one may bring more. An exception stands
        for a job that the workers could not end, because it took them down with it.
        """


def workers_of(settings: BatchSettings) -> AbstractContextManager[Workers]:
    """The cluster that the settings name, or one on this machine; raises ``EnvironmentError_`` where there is none."""
    return {"dask": _dask, "ray": _ray}[settings.runner](settings)


def _missing(name: str) -> EnvironmentError_:
    line = f"pip install 'bienban[{name}]'"
    return EnvironmentError_(
        f"The runner '{name}' needs packages that are not installed. Install them: {line}",
        f"Bộ chạy '{name}' cần các gói chưa cài. Hãy cài: {line}",
    )


def _unreachable(address: str | None) -> EnvironmentError_:
    where = address or "local"
    return EnvironmentError_(
        f"The cluster cannot be reached ({where}). Check that its scheduler and workers run.",
        f"Không kết nối được cụm máy ({where}). Hãy kiểm tra bộ điều phối và các máy phụ đang chạy.",
    )


def _taken(take: Take, many: int) -> Iterator[Job]:
    for _ in range(many):
        job = take()
        if job is None:
            return
        yield job


# Dask -------------------------------------------------------------------------------------------------------------


class DaskWorkers:
    """The workers behind one Dask client."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def each(self, take: Take) -> Iterator[tuple[Job, Outcome | Exception]]:
        ended = SimpleQueue[Any]()
        begun: dict[str, tuple[Job, Any]] = {}

        def begin(many: int) -> None:
            for job in _taken(take, many):
                # Not one of its dependencies and not twice the same: the key names content, part and run only.
                part = f"-{job.part[0]}" if job.part else ""
                key = f"document-{job.sha256[:16]}-{job.run_id[:8]}{part}"
                future = self._client.submit(carry_job, job, key=key, pure=False)
                begun[key] = job, future
                future.add_done_callback(lambda done: ended.put(done.key))

        try:
            while True:
                begin(AHEAD * self._places() - len(begun))  # workers may come and go
                if not begun:
                    return
                job, future = begun.pop(ended.get())
                try:
                    outcome: Outcome | Exception = future.result()
                except Exception as error:  # of the cluster: our own come as outcomes
                    outcome = error
                yield job, outcome
        finally:
            self._client.cancel([future for _, future in begun.values()], force=True)

    def _places(self) -> int:
        return max(1, sum(int(threads) for threads in self._client.nthreads().values()))


@contextmanager
def _dask(settings: BatchSettings) -> Iterator[Workers]:
    try:
        import dask  # noqa: PLC0415 - an extra
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise _missing("dask") from error
    scratch = settings.data_dir.absolute() / "dask"
    own = None
    try:
        with dask.config.set({"distributed.admin.tick.limit": "60s"}):
            if settings.cluster is None:
                own = LocalCluster(
                    n_workers=settings.slots,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",  # a port of its own for health checks, and no pages
                    scheduler_kwargs={"dashboard": False},
                    memory_limit=0,  # the machine's own limits hold; a worker that is ended for a large page is no help
                    local_directory=str(scratch),
                    silence_logs="ERROR",
                )
            client = Client(own or settings.cluster, timeout="10s", set_as_default=False)
    except (OSError, RuntimeError, TimeoutError) as error:
        raise _unreachable(settings.cluster) from error
    try:
        yield DaskWorkers(client)
    finally:
        client.close()
        if own is not None:
            own.close()
            shutil.rmtree(scratch, ignore_errors=True)


# Ray --------------------------------------------------------------------------------------------------------------


class RayWorkers:
    """The workers of the Ray cluster that this process is connected to."""

    def __init__(self, ray: Any) -> None:
        self._ray = ray
        self._carry: Callable[..., Any] = ray.remote(num_cpus=1, max_retries=3)(carry_job).remote

    def each(self, take: Take) -> Iterator[tuple[Job, Outcome | Exception]]:
        begun: dict[Any, Job] = {}
        while True:
            places = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            begun |= {self._carry(job): job for job in _taken(take, places - len(begun))}
            if not begun:
                return
            (done, *_), _ = self._ray.wait(list(begun), num_returns=1)
            job = begun.pop(done)
            try:
                outcome: Outcome | Exception = self._ray.get(done)
            except Exception as error:  # of the cluster: our own come as outcomes
                outcome = error
            yield job, outcome


@contextmanager
def _ray(settings: BatchSettings) -> Iterator[Workers]:
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise _missing("ray") from error
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is told to anybody
    cores = {} if settings.cluster else {"num_cpus": settings.slots}
    quiet = {"include_dashboard": False, "log_to_driver": False, "configure_logging": False}
    try:
        ray.init(address=settings.cluster, **cores, **({} if settings.cluster else quiet))
    except Exception as error:  # Ray raises nothing narrower where its own processes do not come up
        raise _unreachable(settings.cluster) from error
    try:
        yield RayWorkers(ray)
    finally:
        ray.shutdown()
