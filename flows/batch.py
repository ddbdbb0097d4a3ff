"""One batch at work: what its threads share, and what comes out of it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from flows.plan import BUG, Plan, Work, aside_version
from flows.settings import BatchSettings
from flows.stages import Stages
from schemas import InputError
from store import AsideItem, StaleCell, StepNote

if TYPE_CHECKING:
    from flows.hands import Outcome
    from schemas import Page
    from store import Store  # the database: an extraction needs none

__all__ = ["Batch", "BatchResult", "OnProgress", "Progress"]

log = logging.getLogger("bienban.flows")


@dataclass(frozen=True)
class Progress:
    """Something happened. ``done`` of ``total`` counts files (``hashed``), documents or cells.

    ``kind``: ``waiting`` (another batch works in this archive), ``hashed``, ``page`` (``page`` of ``path`` was read),
    ``document`` (loaded), ``aside`` (put aside, ``reason`` says why in both languages), ``cell`` (assessed).
    """

    kind: str
    done: int = 0
    total: int = 0
    path: Path | None = None
    page: int | None = None
    reason: tuple[str, str] | None = None


OnProgress = Callable[[Progress], None]


@dataclass
class BatchResult:
    """What a batch did. ``aside`` lists every file among those asked for that could not be read, old ones too."""

    run_id: str | None = None
    files: int = 0
    loaded: int = 0  # documents that were read or understood (again)
    unchanged: int = 0
    pages_read: int = 0
    cells_assessed: int = 0
    duplicates: list[tuple[Path, Path]] = field(default_factory=list)  # (path, the first path with the same bytes)
    aside: list[AsideItem] = field(default_factory=list)
    bugs: int = 0  # documents or cells on which the program itself failed
    changed: bool = False  # whether any row changed
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)  # totals of the whole archive

    @property
    def exit_code(self) -> int:
        """0, or 1 when some input could not be read."""
        return 1 if self.aside or self.bugs else 0


class Batch:
    """State that the threads of one batch share. All methods may be called from any of them."""

    def __init__(
        self, store: Store, plan: Plan, settings: BatchSettings, stages: Stages, on_progress: OnProgress | None
    ) -> None:
        self._begin(store, plan, settings, stages, on_progress, store.start_run())

    def _begin(
        self,
        store: Store,
        plan: Plan,
        settings: BatchSettings,
        stages: Stages,
        on_progress: OnProgress | None,
        run_id: str,
    ) -> None:
        self.store, self.plan, self.settings, self.stages = store, plan, settings, stages
        self.run_id = run_id
        self.result = BatchResult(run_id=self.run_id, files=plan.files, unchanged=plan.unchanged)
        self.stopped = Event()
        self.fatal: BaseException | None = None
        self._on_progress = on_progress
        self._lock = Lock()
        self._notes: dict[str, list[StepNote]] = {}
        self._settled = 0
        self._work = {work.sha256: work for work in plan.work}
        self._layouts: dict[str, int] = {}

    def work_on(self, sha256: str) -> Work:
        """The plan's work on one content; raises ``KeyError``."""
        return self._work[sha256]

    def follow(self, work: Work, layout: int) -> None:
        """Note which layout of a person the records of a document are made by."""
        with self._lock:
            self._layouts[work.sha256] = layout

    def followed(self, work: Work) -> int:
        """Id of that layout; of the last one where the records came from a cache, which knows layouts by their id."""
        with self._lock:
            known = self._layouts.get(work.sha256)
        if known is not None:
            return known
        from store import Layouts  # noqa: PLC0415 - an extraction imports this module, and needs no database

        return Layouts(self.store).of(work.sha256)[0]

    def bytes_of(self, work: Work) -> Path:
        """The file to read a document from."""
        return work.path

    def pages_at_hand(self, work: Work) -> list[Page] | None:  # noqa: ARG002 - those that have some ask by it
        """Pages of a document that others have read already for this batch; None where there are none."""
        return None

    # what threads report ----------------------------------------------------------------------------------------

    def report(self, progress: Progress) -> None:
        if self._on_progress:
            with self._lock:
                self._on_progress(progress)

    def note(self, step: StepNote) -> None:
        with self._lock:
            self._notes.setdefault(step.subject, []).append(step)

    def notes(self, subject: str) -> list[StepNote]:
        """The steps noted for a subject, which are forgotten here: they go into the rows with what they made."""
        with self._lock:
            return self._notes.pop(subject, [])

    def page_read(self, work: Work, number: int) -> None:
        with self._lock:
            self.result.pages_read += 1
        self.report(Progress("page", path=work.path, page=number))

    def loaded(self, work: Work, changed: bool) -> None:
        with self._lock:
            self.result.loaded += 1
            self.result.changed |= changed
            self._settled += 1
            done = self._settled
        self.report(Progress("document", done, len(self.plan.work), path=work.path))

    def told(self, work: Work, outcome: Outcome) -> None:
        """A worker elsewhere has settled one document."""
        with self._lock:
            self.result.pages_read += outcome.pages_read
            self.result.loaded += outcome.loaded
            self.result.bugs += outcome.bugs
            self.result.changed |= outcome.changed
            self._settled += 1
            done = self._settled
        kind = "aside" if outcome.reason else "document"
        if outcome.fatal is None:
            self.report(Progress(kind, done, len(self.plan.work), path=work.path, reason=outcome.reason))

    def assessed(self, done: int, total: int) -> None:
        with self._lock:
            self.result.cells_assessed += 1
            self.result.changed = True
        self.report(Progress("cell", done, total))

    # what goes wrong --------------------------------------------------------------------------------------------

    def refuse(self, work: Work, error: InputError) -> None:
        """Put all paths of one content aside, with the reason."""
        self._aside(work, error.code, error.english, error.vietnamese)

    def bug(self, work: Work, error: Exception) -> None:
        """An error nobody expected: its trace goes to the log, the document aside, and the batch goes on."""
        log_bug(error, work.sha256)
        with self._lock:
            self.result.bugs += 1
        kind = type(error).__name__
        self._aside(
            work,
            BUG,
            f"The program failed on this file ({kind}). Please report it with the trace in the log.",
            f"Chương trình gặp lỗi với tệp này ({kind}). Hãy báo lỗi kèm dấu vết trong nhật ký.",
        )

    def cell_bug(self, stale: StaleCell, error: Exception) -> None:
        """Assessing one cell failed; it stays unassessed and the next batch tries again."""
        log_bug(error, stale.series_digest)
        with self._lock:
            self.result.bugs += 1

    def stop(self, error: BaseException) -> None:
        """Nothing more can be done: threads end at their next page, and ``raise_if_stopped`` raises the error."""
        with self._lock:
            self.fatal = self.fatal or error
        self.stopped.set()

    def raise_if_stopped(self) -> None:
        if self.fatal is not None:
            raise self.fatal

    def _aside(self, work: Work, code: str, english: str, vietnamese: str) -> None:
        version = aside_version(self.plan.versions, self.settings)
        steps = self.notes(work.sha256)
        news = False
        for path in (work.path, *work.others):
            news |= self.store.put_aside(
                path, work.sha256, code, english, vietnamese, version=version, run_id=self.run_id, steps=steps
            )
            steps = []
        with self._lock:
            self.result.changed |= news
            self._settled += 1
            done = self._settled
        self.report(Progress("aside", done, len(self.plan.work), path=work.path, reason=(english, vietnamese)))


def log_bug(error: BaseException, subject: str) -> None:
    """The trace of an unexpected error, without its message: that may quote the document."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    log.error("unexpected error on %s\n%s", subject[:12], "\n".join(lines))


class Timed:
    """Times one stage and notes it in the batch when it is left, as what it came to."""

    def __init__(self, batch: Batch, subject: str, stage: str, version: str) -> None:
        self.batch, self.subject, self.stage, self.version = batch, subject, stage, version
        self.status, self.producer = "done", ""

    def __enter__(self) -> Timed:
        self.started = datetime.now(UTC)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is not None:
            self.status = "aside" if isinstance(error, InputError) else BUG
        self.batch.note(
            StepNote(
                subject=self.subject,
                stage=self.stage,
                stage_version=self.version,
                started=self.started,
                finished=datetime.now(UTC),
                status=self.status,
                producer=self.producer,
            )
        )
