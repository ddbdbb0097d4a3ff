"""What a worker on another process or machine does with one document: the same steps, told by a job, told in return.

A job is small and so is its outcome: bytes come from the place for originals, rows go to the database. Nothing of a
document passes through the scheduler. Of a long document several workers read a part each and leave the pages where
originals lie; the one that is told of all parts puts them together.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from flows import steps
from flows.batch import Batch, BatchResult, Progress
from flows.plan import Plan, Work
from flows.settings import BatchSettings
from flows.stages import Stages, Versions
from schemas import BienBanError, EnvironmentError_, Page, StoreError
from schemas.hands import HandUse
from store import Store, as_kept, lend_pages, lent_pages

__all__ = ["Job", "Outcome", "carry_job", "part_name"]


@dataclass(frozen=True)
class Job:
    """One document to be carried. ``rooms`` are the pickled stages; ``extension`` is that of the kept bytes."""

    run_id: str
    sha256: str
    extension: str
    start: Literal["read", "understand"]
    settings: BatchSettings = field(repr=False)  # schedulers log what they cannot send; no path and no address then
    versions: Versions = field(repr=False)
    rooms: bytes = field(repr=False)
    path: str = field(repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)
    hands: tuple[HandUse, ...] = field(default=(), repr=False)
    owner: str = field(default="", repr=False)  # under which parts are lent
    part: tuple[int, int] | None = None  # read these pages (first and last, from 1) and lend them; nothing else
    parts: tuple[str, ...] = ()  # the document was read in these


@dataclass(frozen=True)
class Outcome:
    """What became of a job. ``reason``: why the document was put aside. ``fatal``: what must end the batch."""

    sha256: str
    loaded: bool = False
    changed: bool = False
    pages_read: int = 0
    bugs: int = 0
    reason: tuple[str, str] | None = field(default=None, repr=False)
    fatal: BienBanError | None = field(default=None, repr=False)


class _Hand(Batch):
    """One document of a batch that is led elsewhere: its run is there already, its bytes lie with the originals."""

    def __init__(self, store: Store, job: Job, stages: Stages) -> None:
        work = Work(job.sha256, Path(job.path), tuple(map(Path, job.others)), job.start)
        plan = Plan(versions=job.versions, work=[work], hands={job.sha256: job.hands} if job.hands else {})
        self.reason: tuple[str, str] | None = None
        self._begin(store, plan, job.settings, stages, self._heard, job.run_id)
        self._job = job

    def bytes_of(self, work: Work) -> Path:
        return self.store.files.fetch(work.sha256, self._job.extension)

    def pages_at_hand(self, work: Work) -> list[Page] | None:
        parts = self._job.parts if work.sha256 == self._job.sha256 else ()
        return lent_pages(self.store.files, self._job.owner, parts) if parts else None

    def _heard(self, progress: Progress) -> None:
        if progress.kind == "aside":
            self.reason = progress.reason


def carry_job(job: Job) -> Outcome:
    """Carry one document; whatever happens comes back as an outcome, for schedulers log what is raised."""
    try:
        stages = _rooms(job.rooms, job.settings, job.versions)
        store = _store(*job.settings.archive)
    except BienBanError as error:
        return Outcome(job.sha256, fatal=error)
    if job.part is not None:
        return _read_part(store, stages, job, job.part)
    hand = _Hand(store, job, stages)
    steps.carry(hand, hand.work_on(job.sha256))
    result: BatchResult = hand.result
    fatal = hand.fatal if isinstance(hand.fatal, BienBanError) else None
    return Outcome(
        sha256=job.sha256,
        loaded=bool(result.loaded),
        changed=result.changed,
        pages_read=result.pages_read,
        bugs=result.bugs,
        reason=hand.reason,
        fatal=fatal,
    )


def part_name(sha256: str, part: tuple[int, int]) -> str:
    """The name under which some pages of a document are lent."""
    return f"{sha256[:32]}-{part[0]}-{part[1]}"


def _read_part(store: Store, stages: Stages, job: Job, part: tuple[int, int]) -> Outcome:
    """Read some pages and lend them. Whatever is wrong with the document is found again, and settled, by whoever is
    given the whole of it."""
    try:
        told = {"hands": job.hands} if job.hands else {}
        path = store.files.fetch(job.sha256, job.extension)
        pages = [as_kept(page) for page in stages.read_part(path, job.settings.read, part, **told)]
        lend_pages(store.files, job.owner, part_name(job.sha256, part), pages)
    except (EnvironmentError_, StoreError) as error:
        return Outcome(job.sha256, fatal=error)
    except Exception:  # of the file, or a bug: the whole document meets it again, and says it once
        return Outcome(job.sha256)
    return Outcome(job.sha256, loaded=True)


@lru_cache(maxsize=2)
def _rooms(pickled: bytes, settings: BatchSettings, versions: Versions) -> Stages:
    """The stages, made once in this process: they hold models. They must be those of the machine that leads."""
    stages: Stages = pickle.loads(pickled)  # noqa: S301 - from the machine that leads the batch, as the code itself
    if stages.versions(settings) != versions:
        raise EnvironmentError_(
            "A worker has another version of bienban, of the reading engine or of its language data than the machine "
            "that leads the batch. Install the same on all.",
            "Một máy phụ có phiên bản bienban, bộ đọc hoặc dữ liệu ngôn ngữ khác với máy điều phối. "
            "Hãy cài giống nhau trên mọi máy.",
        )
    return stages


@lru_cache(maxsize=2)
def _store(database_url: str | None, data_dir: Path, originals_url: str | None) -> Store:
    """The archive, opened once in this process; the connections end with it."""
    return Store.open(database_url, data_dir, originals_url)
