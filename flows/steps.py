"""The batch in plain functions: discover, read, understand, load, assess. Nothing here knows an orchestrator.

    run_batch(paths, settings)     the whole batch, in threads
    pending(paths, settings)       what a batch would do
    extract(paths, read_settings)  records without any database

One document goes read → understand → load, in one transaction at its end, so a killed process leaves each document
either wholly loaded or as it was. When all are loaded, each cell whose series changed is assessed: a meeting is judged
against those before it, which may stand in other files.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flows.batch import Batch, BatchResult, OnProgress, Progress, Timed
from flows.extracting import extract
from flows.plan import Plan, Work, make_plan
from flows.settings import BatchSettings
from flows.stages import Rooms, Stages, Versions
from flows.unread import understood
from schemas import Assessment, BienBanError, InputError, Page, Record, UnreadableError
from store import Layouts, StaleCell, Store, TypedLines, as_kept, from_os, laid_pages, path_text, with_typed_lines

__all__ = [
    "Batch",
    "BatchResult",
    "BatchSettings",
    "OnProgress",
    "Plan",
    "Progress",
    "Stages",
    "Versions",
    "Work",
    "assess_cell",
    "assess_cells",
    "carry",
    "extract",
    "load_document",
    "pending",
    "read_document",
    "run_batch",
    "understand_document",
]

GONE = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE, errno.ENOTDIR)
FULL = (errno.ENOSPC, errno.EDQUOT)


class Stopped(Exception):  # noqa: N818 - no error: the batch was told to end
    """The batch ends early; the document is left as it was."""


def pending(paths: Sequence[Path | str], settings: BatchSettings, stages: Stages | None = None) -> Plan:
    """What ``run_batch`` would do; ``.nothing`` is true when it would change no row. Loads no engine and no model."""
    with Store.open(*settings.archive) as store:
        return make_plan(paths, settings, store, stages or Rooms(*settings.registers))


def run_batch(
    paths: Sequence[Path | str],
    settings: BatchSettings,
    on_progress: OnProgress | None = None,
    stages: Stages | None = None,
) -> BatchResult:
    """Carry every new or changed file under ``paths`` into the archive and assess the cells it touches.

    A file that cannot be read is put aside and the batch goes on. Raises ``UsageError`` for a path that does not
    exist, ``EnvironmentError_`` when a tool is missing, ``StoreError`` when database or disk refuse; what was loaded
    by then stays loaded. ``on_progress`` is called from worker threads, one call at a time.
    """
    drive = _in_threads if settings.runner == "threads" else _spread
    return batch_with(drive, paths, settings, on_progress, stages or Rooms(*settings.registers))


def batch_with(
    drive: Callable[[Batch], None],
    paths: Sequence[Path | str],
    settings: BatchSettings,
    on_progress: OnProgress | None,
    stages: Stages,
) -> BatchResult:
    """Plan, let ``drive`` carry documents and assess cells, and sum up; ``drive`` is not called without work."""
    started = time.monotonic()

    def on_hashed(done: int, total: int) -> None:
        if on_progress:
            on_progress(Progress("hashed", done, total))

    with Store.open(*settings.archive) as store:
        store.tidy()
        plan = make_plan(paths, settings, store, stages, on_hashed)
        if plan.nothing:
            result = BatchResult(files=plan.files, unchanged=plan.unchanged)
        else:
            batch = Batch(store, plan, settings, stages, on_progress)
            result = _driven(batch, drive)
        result.aside = [item for item in store.aside() if item.path in plan.asked]
        result.duplicates = plan.duplicates
        result.counts = store.counts()
    result.seconds = time.monotonic() - started
    return result


def _driven(batch: Batch, drive: Callable[[Batch], None]) -> BatchResult:
    status = "failed"
    try:
        settle_known(batch)
        drive(batch)
        batch.raise_if_stopped()
        status = "finished"
    finally:
        result = batch.result
        totals = {
            "files": result.files,
            "loaded": result.loaded,
            "pages_read": result.pages_read,
            "cells_assessed": result.cells_assessed,
            "bugs": result.bugs,
        }
        try:
            batch.store.finish_run(batch.run_id, status, totals)
        except BienBanError:
            # The error that ended the batch is the one to be seen; the run stays "running" and is found interrupted.
            if status == "finished":
                raise
    return batch.result


def settle_known(batch: Batch) -> None:
    """What needs no reading: new paths of known contents, and files that cannot even be opened."""
    plan, store = batch.plan, batch.store
    for path, sha256 in plan.sightings:
        batch.result.changed |= store.see(path, sha256)
    for path, item in plan.aside_again:
        batch.result.changed |= store.put_aside(
            path, item.sha256, item.code, item.reason_en, item.reason_vi, version=item.version
        )
    for path, reason in plan.unopened:
        batch.result.changed |= store.put_aside(
            path, None, "unreadable", f"Cannot be opened: {reason}", f"Không mở được tệp: {reason}", version=reason
        )
    if plan.gone:
        store.forget_aside(plan.gone)
        batch.result.changed = True


def _in_threads(batch: Batch) -> None:
    with ThreadPoolExecutor(batch.settings.slots, thread_name_prefix="bienban") as pool:
        try:
            for future in [pool.submit(carry, batch, work) for work in batch.plan.work]:
                future.result()
        except BaseException as error:
            batch.stop(error)
            pool.shutdown(cancel_futures=True)
            raise
    assess_cells(batch)


def _spread(batch: Batch) -> None:
    from flows import spread  # noqa: PLC0415 - asks for clusters only where the settings do

    spread.carry_all(batch)
    assess_cells(batch)


def carry(batch: Batch, work: Work) -> None:
    """One document through its stages; whatever goes wrong is settled in the batch."""
    try:
        pages = read_document(batch, work)
        records = understand_document(batch, work, pages)
        load_document(batch, work, pages, records)
    except Exception as error:
        settle(batch, work, error)


def settle(batch: Batch, work: Work, error: Exception) -> None:
    """Turn what went wrong with one document into its place on the aside list, or into the end of the batch."""
    try:
        if isinstance(error, Stopped):
            return
        if isinstance(error, InputError):
            batch.refuse(work, error)
        elif isinstance(error, BienBanError):
            batch.stop(error)
        elif isinstance(error, OSError) and error.errno in FULL:
            batch.stop(from_os(error))
        else:
            batch.bug(work, error)
    except BienBanError as refused:
        batch.stop(refused)


def read_document(batch: Batch, work: Work) -> list[Page]:
    """Pages of one document: from the store where its reading is still good, else from the file."""
    hands = batch.plan.hands.get(work.sha256, ())
    with Timed(batch, work.sha256, "read", batch.plan.read_version(work.sha256)) as step:
        if batch.stopped.is_set():
            raise Stopped
        if work.start == "understand":
            step.status = "reused"
            return batch.store.pages(work.sha256)
        found = batch.pages_at_hand(work)
        if found is not None:
            for page in found:
                batch.page_read(work, page.number)
            step.producer = producers(found)
            return found
        pages = []
        try:
            told = {"hands": hands} if hands else {}
            for page in batch.stages.read(batch.bytes_of(work), batch.settings.read, **told):
                pages.append(as_kept(page))  # understanding again from the store must give the same record
                batch.page_read(work, page.number)
                if batch.stopped.is_set():
                    raise Stopped
        except OSError as error:
            if error.errno not in GONE:
                raise
            raise UnreadableError(f"Cannot be read: {error.strerror}", f"Không đọc được: {error.strerror}") from error
        step.producer = producers(pages)
    return pages


def producers(pages: Sequence[Page]) -> str:
    """Who read them, as a step says it."""
    return ", ".join(sorted({page.producer for page in pages if page.producer}))


def understand_document(batch: Batch, work: Work, pages: Sequence[Page]) -> list[Record]:
    """Records of one document's pages, in the order of its units: lines that people typed count for what was read, and
    their layout for the machine's split."""
    version = batch.plan.versions.understand
    with Timed(batch, work.sha256, "understand", version):
        typed = TypedLines(batch.store).of_document(work.sha256)
        laid = with_typed_lines(pages, typed, laid_pages(batch.store, work.sha256))
        number, layout = Layouts(batch.store).of(work.sha256)
        batch.follow(work, number)
        return understood(batch.stages, laid, path_text(str(work.path)), work.sha256, layout)


def load_document(batch: Batch, work: Work, pages: Sequence[Page], records: Sequence[Record]) -> bool:
    """Original, pages and records into the archive, in one transaction; True when a row changed."""
    if batch.stopped.is_set():
        raise Stopped
    with Timed(batch, work.sha256, "load", ""):
        batch.store.remember_original(batch.bytes_of(work), work.sha256)
    outcome = batch.store.save_document(
        path=work.path,
        sha256=work.sha256,
        pages=pages,
        records=records,
        versions=batch.plan.of_document(work.sha256),
        run_id=batch.run_id,
        steps=batch.notes(work.sha256),
        layout=batch.followed(work),
    )
    changed = outcome.changed
    for path in work.others:
        changed |= batch.store.see(path, work.sha256)
    batch.loaded(work, changed)
    return changed


def assess_cells(batch: Batch) -> None:
    """Assess every cell whose series or version changed, one after the other (it is short work)."""
    batch.raise_if_stopped()
    stale = refresh_stale(batch)
    for done, cell in enumerate(stale, start=1):
        assess_cell(batch, cell)
        batch.assessed(done, len(stale))


def refresh_stale(batch: Batch) -> list[StaleCell]:
    """The cells that are to be assessed now that the documents are loaded; the plan knew only those from before."""
    batch.plan.stale = batch.store.stale_cells(batch.plan.versions.assess)
    return batch.plan.stale


def assess_cell(batch: Batch, stale: StaleCell) -> list[Assessment]:
    """Assess one cell's whole series and load the result; a bug in it is logged and leaves the cell as it was."""
    version = batch.plan.versions.assess
    records = batch.store.records(cell=stale.cell)
    try:
        with Timed(batch, stale.cell, "assess", version):
            found = batch.stages.assess(records, batch.settings.rubric) if records else []
    except BienBanError:
        raise
    except Exception as error:
        batch.cell_bug(stale, error)
        return []
    batch.store.save_assessments(stale, version, found, run_id=batch.run_id, steps=batch.notes(stale.cell))
    return found
