"""Assessments with what people decided laid over them, and the assessing of the archive anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.batch import OnProgress, Progress
from flows.run import alone
from flows.settings import BatchSettings
from flows.stages import Rooms
from schemas import Assessment
from store import Store

__all__ = ["Rescored", "judged_assessments", "rescore"]


@dataclass(frozen=True)
class Rescored:
    """What assessing anew came to: cells that were assessed, meetings in them, and how many of these another total or
    grade than before."""

    cells: int
    meetings: int
    changed: int


def judged_assessments(
    store: Store, rubric: str | None = None, record_ids: Sequence[str] | None = None
) -> list[Assessment]:
    """The archive's assessments, of all or of some records, as people decided where they did. ``rubric``: the setting;
    raises ``UsageError`` where it names none."""
    assessments, acts = store.assessments(record_ids), store.judgements(record_ids)
    if not acts:
        return assessments
    import quality  # noqa: PLC0415 - nine in ten archives have no judgement, and the room takes a while to import
    from quality.judging import laid_over  # noqa: PLC0415

    return laid_over(assessments, acts, quality.frames(rubric)[0])


def rescore(settings: BatchSettings, on_progress: OnProgress | None = None, rooms: Rooms | None = None) -> Rescored:
    """Assess anew every cell whose rubric, series or version of assessing changed; no page is read.

    What was said before is kept (``Store.past_assessments``), and so is what people judged.

    Raises ``UsageError`` for a rubric that cannot be used, ``StoreError`` when database or disk refuse.
    """
    stages = rooms or Rooms(*settings.registers)
    version = stages.assess_version(settings)
    meetings = changed = 0
    with alone(settings.data_dir, on_progress), Store.open(settings.database_url, settings.data_dir) as store:
        stale = store.stale_cells(version)
        for done, cell in enumerate(stale, start=1):
            records = store.records(cell=cell.cell)
            before = {one.record_id: _outcome(one) for one in store.assessments([one.record_id for one in records])}
            found = stages.assess(records, settings.rubric) if records else []
            store.save_assessments(cell, version, found)
            meetings += len(found)
            changed += sum(before.get(one.record_id) != _outcome(one) for one in found)
            if on_progress:
                on_progress(Progress("cell", done, len(stale)))
    return Rescored(len(stale), meetings, changed)


def _outcome(assessment: Assessment) -> object:
    rubric = assessment.rubric
    return (rubric.id if rubric else None, assessment.total, assessment.grade)
