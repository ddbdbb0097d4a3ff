"""What ``bienban run`` does: the batch with a progress bar, then the report and a table.

The batch looks first at what is new, which is cheap, and starts no flow engine when nothing is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from bienban.archive import database_address
from bienban.beside import tell_left_out
from bienban.events import event_log
from bienban.i18n import Say
from bienban.logs import log_to
from bienban.progress import show_progress
from bienban.reference import with_registers
from bienban.report.render import write_report
from bienban.session import Session, shown, tell
from bienban.settings import Settings
from bienban.tables import show_table
from flows.run import run as under_prefect
from flows.steps import BatchResult, BatchSettings, run_batch
from store import without_password

__all__ = ["batch_settings", "run"]


def batch_settings(settings: Settings) -> BatchSettings:
    """The part of ``settings`` that a batch needs."""
    return BatchSettings(
        data_dir=settings.data_dir,
        database_url=settings.database_url,
        originals_url=settings.originals_url,
        read=settings.reading,
        workers=settings.workers,
        runner=settings.runner,
        cluster=settings.cluster,
        cells=settings.cells,
        roster=settings.roster,
        rubric=settings.rubric,
    )


def run(paths: Sequence[Path], settings: Settings, session: Session, *, prefect: bool) -> int:
    """Carry everything new under ``paths`` into the archive, write the report, show what came of it.

    Returns the exit status: 0, or 1 when some file could not be read. Raises ``UsageError``, ``EnvironmentError_`` and
    ``StoreError``; what was loaded by then stays loaded, and the next run goes on from there.
    """
    say = session.say
    settings = with_registers(settings)
    drive = under_prefect if prefect else run_batch
    # Libraries that print must not mix with the table.
    with (
        redirect_stdout(sys.stderr),
        log_to(settings.log_dir),
        event_log(settings.log_dir, settings.log_format) as events,
    ):
        with show_progress(say) as on_progress:
            result = drive(paths, batch_settings(settings), events.on_progress(on_progress))
        events.finished(result)
        if result.changed or not settings.report_path.exists():
            write_report(settings, session.paper, settings.report_path)
    tell_left_out(paths, say)
    if not result.changed:
        tell(say("run.nothing-new", total=result.files))
    _show(result, settings, say)
    return result.exit_code


def _show(result: BatchResult, settings: Settings, say: Say) -> None:
    counts = result.counts
    rows = [
        [say("run.files"), str(result.files)],
        [say("run.documents"), str(counts.get("records", 0))],
        [say("run.meetings"), str(counts.get("records.minutes", 0))],
        [say("run.findings"), str(counts.get("findings", 0))],
        [say("run.aside"), str(len(result.aside))],
        [say("run.database"), without_password(database_address(settings)).removeprefix("sqlite:///")],
        [say("run.report"), str(settings.report_path)],
    ]
    show_table(say("run.title"), ["", ""], rows)
    if result.aside:
        head = [say("run.file"), say("run.reason")]
        reasons = [
            [shown(item.path), item.reason_vi if say.language == "vi" else item.reason_en] for item in result.aside
        ]
        show_table(say("run.aside-title"), head, reasons)
