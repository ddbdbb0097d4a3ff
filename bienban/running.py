"""What ``bienban run`` does: the batch with a progress bar, then the report and a table.

The batch looks first at what is new, which is cheap, and starts no flow engine when nothing is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from bienban.i18n import Say
from bienban.logs import log_to
from bienban.report.render import write_report
from bienban.session import Session, tell
from bienban.settings import Settings
from bienban.tables import show_table
from flows.run import run as under_prefect
from flows.steps import BatchResult, BatchSettings, OnProgress, Progress, run_batch

__all__ = ["batch_settings", "run"]


def batch_settings(settings: Settings) -> BatchSettings:
    """The part of ``settings`` that a batch needs."""
    return BatchSettings(
        data_dir=settings.data_dir,
        database_url=settings.database_url,
        read=settings.reading,
        workers=settings.workers,
        rubric=settings.rubric,
    )


def run(paths: Sequence[Path], settings: Settings, session: Session, *, prefect: bool) -> int:
    """Carry everything new under ``paths`` into the archive, write the report, show what came of it.

    Returns the exit status: 0, or 1 when some file could not be read. Raises ``UsageError``, ``EnvironmentError_`` and
    ``StoreError``; what was loaded by then stays loaded, and the next run goes on from there.
    """
    say = session.say
    drive = under_prefect if prefect else run_batch
    # Libraries that print must not mix with the table.
    with redirect_stdout(sys.stderr), log_to(settings.log_dir):
        with _progress(say) as on_progress:
            result = drive(paths, batch_settings(settings), on_progress)
        if result.changed or not settings.report_path.exists():
            write_report(settings, session.paper, settings.report_path)
    if not result.changed:
        tell(say("run.nothing-new", total=result.files))
    _show(result, settings, say)
    return result.exit_code


@contextmanager
def _progress(say: Say) -> Iterator[OnProgress]:
    """A bar on standard error that counts documents and names the file; plain silence when nobody watches."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(say("run.stage"), total=None)

        def on_progress(progress: Progress) -> None:
            if progress.kind == "waiting":
                tell(say("run.waiting"))
            elif progress.kind == "hashed" or (progress.kind in ("document", "aside") and progress.total):
                name = say("run.looking" if progress.kind == "hashed" else "run.stage")
                bar.update(task, completed=progress.done, total=progress.total, description=name)
            elif progress.kind == "page" and progress.path is not None:
                bar.update(task, description=f"{progress.path.name}, {say('report.pages', pages=progress.page)}")
            if progress.kind == "aside" and progress.reason is not None:
                english, vietnamese = progress.reason
                reason = vietnamese if say.language == "vi" else english
                bar.console.print(
                    say("extract.failed", path=progress.path, reason=reason), markup=False, highlight=False
                )

        yield on_progress


def _show(result: BatchResult, settings: Settings, say: Say) -> None:
    counts = result.counts
    rows = [
        [say("run.files"), str(result.files)],
        [say("run.documents"), str(counts.get("records", 0))],
        [say("run.meetings"), str(counts.get("records.minutes", 0))],
        [say("run.findings"), str(counts.get("findings", 0))],
        [say("run.aside"), str(len(result.aside))],
        [say("run.database"), _without_password(settings.database_url)],
        [say("run.report"), str(settings.report_path)],
    ]
    show_table(say("run.title"), ["", ""], rows)
    if result.aside:
        head = [say("run.file"), say("run.reason")]
        reasons = [[item.path, item.reason_vi if say.language == "vi" else item.reason_en] for item in result.aside]
        show_table(say("run.aside-title"), head, reasons)


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at else url.removeprefix("sqlite:///")
