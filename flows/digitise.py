"""The Prefect skin over ``flows.steps``: one flow per batch, one task per document stage, nothing decided here.

Import only after ``flows.environment.prepare_environment``; ``flows.run.run`` does both. Tasks are told a batch's id
and a SHA-256 and nothing else, and raise errors that carry a code and nothing else: names of files and persons never
reach Prefect's database. Idempotency lives in our store; the cache only spares a killed batch its reading.
"""

from __future__ import annotations

import errno
import hashlib
from collections import Counter
from collections.abc import Callable
from itertools import islice
from queue import SimpleQueue
from typing import Any, TypeVar

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import TaskRunContext
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import TypeAdapter

from flows import steps
from flows.batch import Batch, log_bug
from flows.plan import Work
from schemas import BienBanError, EnvironmentError_, Page, Record
from store import Layouts, LockedError, TypedLines

__all__ = ["drive"]

_BATCHES: dict[str, Batch] = {}  # tasks are told an id only, for Prefect writes parameters down
_ERRORS: dict[tuple[str, str], Exception] = {}  # the true errors, by batch and SHA-256
_DELAYS = [1.0, 3.0, 10.0]  # seconds before each new try of what was refused for the moment

# Between tasks pages and records go as one JSON text each: Prefect walks through every list it is handed.
_PAGES = TypeAdapter(list[Page])
_RECORDS = TypeAdapter(list[Record])

T = TypeVar("T")


class StageError(Exception):
    """What Prefect is told of a failed stage: the code of the error, no message."""


class TransientStageError(StageError):
    """The same, where trying again may help."""


def _work(batch_id: str, sha256: str) -> tuple[Batch, Work]:
    batch = _BATCHES[batch_id]
    return batch, batch.work_on(sha256)


def _told(batch_id: str, sha256: str, stage: Callable[[], T]) -> T:
    """Run a stage; keep its error for ourselves and tell Prefect the code."""
    try:
        return stage()
    except Exception as error:
        _ERRORS[batch_id, sha256] = error
        transient = isinstance(error, LockedError) or (isinstance(error, OSError) and error.errno == errno.EAGAIN)
        code = error.code if isinstance(error, BienBanError) else type(error).__name__
        raise (TransientStageError if transient else StageError)(code) from None


def _transient(_task: Any, _run: Any, state: State[Any]) -> bool:
    return isinstance(state.data, TransientStageError)


def _key(context: TaskRunContext, parameters: dict[str, Any]) -> str:
    """Content + stage + stage versions (engine and models are part of them) + settings + what people said of it."""
    batch, stage = _BATCHES[parameters["batch_id"]], context.task.name
    settings = batch.settings.read.model_dump_json(exclude={"workers"})
    versions = [
        batch.plan.read_version(parameters["sha256"]),
        batch.plan.versions.understand if stage == "understand" else "",
    ]
    if stage == "understand":
        sha256 = parameters["sha256"]
        typed = [line.id for line in TypedLines(batch.store).of_document(sha256)]
        versions += [str(Layouts(batch.store).of(sha256)[0]), str(max(typed, default=0))]
    digest = hashlib.sha256("\0".join([*versions, settings]).encode()).hexdigest()[:16]
    return f"{stage}-{parameters['sha256']}-{digest}"


_retried: dict[str, Any] = {"retries": len(_DELAYS), "retry_delay_seconds": _DELAYS, "retry_condition_fn": _transient}
_cached: dict[str, Any] = {
    "cache_key_fn": _key,
    "persist_result": True,
    "result_serializer": "json",
    "cache_result_in_memory": False,
}
_once: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="read", task_run_name="read-{sha256:.12}", **_cached, **_retried)
def read(batch_id: str, sha256: str) -> str:
    batch, work = _work(batch_id, sha256)
    pages = _told(batch_id, sha256, lambda: steps.read_document(batch, work))
    return _PAGES.dump_json(pages, by_alias=True).decode()


@task(name="understand", task_run_name="understand-{sha256:.12}", **_cached, **_retried)
def understand(batch_id: str, sha256: str, pages: str) -> str:
    batch, work = _work(batch_id, sha256)
    found = _PAGES.validate_json(pages)
    records = _told(batch_id, sha256, lambda: steps.understand_document(batch, work, found))
    return _RECORDS.dump_json(records, by_alias=True).decode()


@task(name="load", task_run_name="load-{sha256:.12}", **_once, **_retried)
def load(batch_id: str, sha256: str, pages: str, records: str) -> bool:
    batch, work = _work(batch_id, sha256)
    found, said = _PAGES.validate_json(pages), _RECORDS.validate_json(records)
    return _told(batch_id, sha256, lambda: steps.load_document(batch, work, found, said))


@task(name="assess", task_run_name="assess-{series_digest:.12}", **_once, **_retried)
def assess(batch_id: str, series_digest: str) -> int:
    batch = _BATCHES[batch_id]
    stale = next(one for one in batch.plan.stale if one.series_digest == series_digest)
    return len(_told(batch_id, series_digest, lambda: steps.assess_cell(batch, stale)))


@flow(name="digitise", flow_run_name="batch-{batch_id:.12}", persist_result=False)
def digitise(batch_id: str) -> None:
    """One batch: all documents, then all cells whose meetings changed, then the summary."""
    batch = _BATCHES[batch_id]
    try:
        if batch.settings.runner == "threads":
            carry_all(batch)
        else:
            from flows import spread  # noqa: PLC0415 - asks for clusters only where the settings do

            spread.carry_all(batch)
    except BaseException as error:  # an interrupt must end the threads, or leaving the flow waits for all of them
        batch.stop(error)
        raise
    batch.raise_if_stopped()
    stale = steps.refresh_stale(batch)
    for done, cell in enumerate(stale, start=1):
        assess(batch_id, cell.series_digest)
        batch.assessed(done, len(stale))
    create_markdown_artifact(summary(batch), key="bienban-batch")


FOLLOWS = {"read": understand, "understand": load}


def carry_all(batch: Batch) -> None:
    """Each document from stage to stage, no more of them begun than the runner can work on (their pages lie in memory).

    The stages are tasks of the flow itself, for Prefect commits what it caches only when the outermost task has ended.
    """
    waiting, done = iter(batch.plan.work), SimpleQueue[Callable[[], bool]]()

    def submit(stage: Any, work: Work, *given: str) -> None:
        future = stage.submit(batch.run_id, work.sha256, *given)
        future.add_done_callback(lambda _: done.put(lambda: follow(stage, work, given, future)))

    def follow(stage: Any, work: Work, given: tuple[str, ...], future: Any) -> bool:
        """Whether the document goes on to another stage."""
        try:
            result = future.result()
        except Exception as error:
            steps.settle(batch, work, _ERRORS.pop((batch.run_id, work.sha256), error))
            return False
        following = FOLLOWS.get(stage.name)
        if following:
            submit(following, work, *given, result)
        return following is not None

    begun = 0
    for work in islice(waiting, batch.settings.slots + 1):
        submit(read, work)
        begun += 1
    while begun:
        if done.get()():
            continue
        begun -= 1
        for work in islice(waiting, 1):
            submit(read, work)
            begun += 1


def summary(batch: Batch) -> str:
    """The batch in Markdown: counts, and bad files by SHA-256 prefix and code; no name of a file or a person."""
    result = batch.result
    bad = [item for item in batch.store.aside() if item.path in batch.plan.asked]
    rows = [
        ("files", result.files),
        ("documents loaded", result.loaded),
        ("documents unchanged", result.unchanged),
        ("pages read", result.pages_read),
        ("cells assessed", result.cells_assessed),
        ("files put aside", len(bad)),
    ]
    lines = ["| what | count |", "|---|---:|", *(f"| {what} | {count} |" for what, count in rows)]
    if bad:
        why = Counter(item.code for item in bad)
        lines += ["", "Put aside: " + ", ".join(f"{count} {code}" for code, count in sorted(why.items())), ""]
        lines += [f"- `{(item.sha256 or 'not opened')[:12]}` {item.code}" for item in bad]
    return "\n".join(lines)


def drive(batch: Batch) -> None:
    """Carry a batch under Prefect; raises what stopped it, and ``EnvironmentError_`` when Prefect does not start."""
    _BATCHES[batch.run_id] = batch
    try:
        runner: Any = ThreadPoolTaskRunner(max_workers=batch.settings.slots)
        digitise.with_options(task_runner=runner)(batch.run_id)
    except Exception as error:
        batch.raise_if_stopped()
        own = next((found for (run_id, _), found in _ERRORS.items() if run_id == batch.run_id), error)
        if isinstance(own, BienBanError):
            raise own from None
        log_bug(error, batch.run_id)
        kind = type(error).__name__
        raise EnvironmentError_(
            f"Prefect failed ({kind}); what was loaded stays loaded. Run again; the trace is in the log.",
            f"Prefect gặp lỗi ({kind}); dữ liệu đã nạp vẫn còn. Hãy chạy lại; dấu vết lỗi nằm trong nhật ký.",
        ) from error
    finally:
        for key in [key for key in _ERRORS if key[0] == batch.run_id]:
            del _ERRORS[key]
        del _BATCHES[batch.run_id]
