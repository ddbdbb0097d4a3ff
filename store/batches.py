"""Batches in the database: begun, ended, and those whose process is gone."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store import saving
from store.models import RunSummary
from store.processes import is_gone, own_name
from store.tables import RunRow

__all__ = ["add", "finish", "interrupt", "left_running", "summaries"]


def add(session: Session, run_id: str) -> None:
    """Note that a batch of this process runs; once, also where a try before went through after all."""
    if session.get(RunRow, run_id) is None:
        session.add(RunRow(run_id=run_id, started=saving.now(), status="running", process=own_name(), counts={}))


def finish(session: Session, run_id: str, status: str, counts: Mapping[str, int]) -> None:
    """End a batch as ``finished`` or ``failed``, with its totals."""
    ended = update(RunRow).where(RunRow.run_id == run_id)
    session.execute(ended.values(status=status, finished=saving.now(), counts=dict(counts)))


def left_running(session: Session) -> list[str]:
    """Ids of the batches that are said to run and whose process is gone."""
    running = session.execute(select(RunRow.run_id, RunRow.process).where(RunRow.status == "running"))
    return [run_id for run_id, process in running if is_gone(process)]


def interrupt(session: Session, run_ids: list[str]) -> None:
    """Mark batches that still run as ``interrupted``."""
    left = (RunRow.run_id.in_(run_ids), RunRow.status == "running")
    session.execute(update(RunRow).where(*left).values(status="interrupted"))


def summaries(session: Session) -> list[RunSummary]:
    """All batches, oldest first."""
    rows = session.scalars(select(RunRow).order_by(RunRow.started))
    return [RunSummary.model_validate(row, from_attributes=True) for row in rows]
