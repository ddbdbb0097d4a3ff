"""A batch over several processes or machines: documents, and parts of long ones, to the workers of a cluster.

The machine that leads plans, keeps the originals where workers find them, and settles what comes back; the workers
read, understand and load. A worker that is lost costs its document, or its part, a new try elsewhere.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from flows import steps
from flows.batch import Batch
from flows.clusters import workers_of
from flows.hands import Job, Outcome, part_name
from schemas import BienBanError, InputError
from store import lender

__all__ = ["Lead", "carry_all", "parts_of"]

A_PART = 8  # pages: some twenty seconds of reading, against some tenths for opening the file once more
LEAST_BYTES = 200_000  # files below this are not even looked into: they are short, or have a text layer


def carry_all(batch: Batch) -> None:
    """All documents of the plan through the workers; raises what must end the batch."""
    lead = Lead(batch)
    try:
        with workers_of(batch.settings) as workers:
            for job, outcome in workers.each(lead.take):
                lead.settle(job, outcome)
                batch.raise_if_stopped()
    finally:
        lead.end()


class Lead:
    """What the machine that leads hands out: a job a document, and for a long one a job for each part before it."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._owner = lender(batch.run_id)
        self._lent = False
        self._ready: deque[Job] = deque()
        self._parts: dict[str, _Parts] = {}
        self._documents = self._jobs()

    def take(self) -> Job | None:
        """The next job; None while nothing is left but what is being read."""
        while not self._ready:
            job = next(self._documents, None)
            if job is None:
                return None
            self._ready.extend(self._apart(job))
        return self._ready.popleft()

    def settle(self, job: Job, outcome: Outcome | Exception) -> None:
        """Note what came of a job. The last part of a document brings the job that puts it together."""
        if job.part is None:
            _settle(self._batch, job, outcome)
            return
        if isinstance(outcome, Outcome) and outcome.fatal is not None:
            self._batch.stop(outcome.fatal)
        waited = self._parts[job.sha256]
        waited.left -= 1
        waited.whole &= isinstance(outcome, Outcome) and outcome.loaded
        if not waited.left:
            del self._parts[job.sha256]
            # Where a part failed, one worker reads all of it, and says what is wrong with the document.
            names = tuple(part_name(job.sha256, part) for part in waited.parts) if waited.whole else ()
            self._ready.appendleft(replace(job, part=None, parts=names))

    def end(self) -> None:
        """Nothing that was lent is left behind."""
        if self._lent:
            with suppress(BienBanError):
                self._batch.store.files.give_back(self._owner)

    def _apart(self, job: Job) -> list[Job]:
        """The jobs that a document is begun with: itself, or its parts."""
        parts = self._parts_of(job)
        if len(parts) < 2:
            return [job]
        self._lent = True
        self._parts[job.sha256] = _Parts(parts)
        return [replace(job, owner=self._owner, part=part) for part in parts]

    def _parts_of(self, job: Job) -> list[tuple[int, int]]:
        batch = self._batch
        try:
            if job.start != "read" or Path(job.path).stat().st_size < LEAST_BYTES:
                return []
            pages = batch.stages.page_count(Path(job.path), batch.settings.read)
        except (InputError, OSError):
            return []  # whoever reads it meets the same, and says so
        return parts_of(pages)

    def _jobs(self) -> Iterator[Job]:
        batch = self._batch
        rooms = pickle.dumps(batch.stages)
        read = batch.settings.read.model_copy(update={"workers": 1})  # each worker is one place to work
        settings = batch.settings.model_copy(update={"read": read, "workers": 1, "data_dir": _absolute(batch)})
        for work in batch.plan.work:
            try:
                kept = batch.store.files.keep(work.path, work.sha256)
            except (BienBanError, OSError) as error:
                steps.settle(batch, work, error)
                continue
            yield Job(
                run_id=batch.run_id,
                sha256=work.sha256,
                extension=kept.extension,
                start=work.start,
                settings=settings,
                versions=batch.plan.versions,
                rooms=rooms,
                path=str(work.path),
                others=tuple(map(str, work.others)),
                hands=batch.plan.hands.get(work.sha256, ()),
            )


@dataclass
class _Parts:
    """The parts of a document that are being read: how many are left, and whether all went well so far."""

    parts: list[tuple[int, int]]
    left: int = 0
    whole: bool = True

    def __post_init__(self) -> None:
        self.left = len(self.parts)


def parts_of(pages: int) -> list[tuple[int, int]]:
    """A document's pages in parts of about ``A_PART``, as first and last page; one part where it is short."""
    many = max(1, round(pages / A_PART))
    edges = [pages * at // many for at in range(many + 1)]
    return [(first + 1, last) for first, last in pairwise(edges)]


def _absolute(batch: Batch) -> Path:
    return batch.settings.data_dir.absolute()  # workers stand in folders of their own


def _settle(batch: Batch, job: Job, outcome: Outcome | Exception) -> None:
    work = batch.work_on(job.sha256)
    if isinstance(outcome, Exception):
        batch.bug(work, outcome)
    else:
        batch.told(work, outcome)
        if outcome.fatal is not None:
            batch.stop(outcome.fatal)
    if isinstance(outcome, Exception) or not outcome.loaded:
        with suppress(BienBanError):
            batch.store.discard_unnamed(job.sha256, job.extension)
