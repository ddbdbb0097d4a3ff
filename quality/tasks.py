"""Tasks of the last meeting or resolution, followed up in this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from quality import phrases
from quality.assignments import TaskFacts
from quality.concreteness import Statement
from quality.facts import Facts
from schemas import DocumentType, MeetingType

__all__ = ["FollowUp", "TaskState", "follow_up", "last_tasks", "spoken_of", "state_of"]

_ALIKE = 75  # token-set ratio from which a result speaks of a task; below it two shared word pairs are needed
_MOST_TASKS = 30


class TaskState(StrEnum):
    """What this meeting says of a task of the last one."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NOT_MENTIONED = "not_mentioned"


@dataclass(frozen=True)
class FollowUp:
    """The states of the last meeting's tasks; ``paths`` are the values of this record that speak of them."""

    states: tuple[TaskState, ...]
    paths: tuple[str, ...]

    @property
    def mentioned(self) -> int:
        return sum(1 for state in self.states if state is not TaskState.NOT_MENTIONED)

    @property
    def done(self) -> int:
        return sum(1 for state in self.states if state is TaskState.DONE)


def last_tasks(history: Sequence[Facts]) -> list[TaskFacts]:
    """Tasks of the cell's last regular minutes and of the resolution that goes with them, each once."""
    tasks: list[TaskFacts] = []
    month: str | None = None
    for facts in reversed(history):
        record = facts.record
        if record.document_type not in (DocumentType.MINUTES, DocumentType.RESOLUTION):
            continue
        if record.meeting_type in (MeetingType.COMMITTEE, MeetingType.CONGRESS) or not facts.tasks:
            continue
        date = (record.held.date or record.issued.date or record.period or "")[:7]
        if month is not None and date != month:
            break
        month = date
        for task in facts.tasks:
            if not any(fuzz.token_set_ratio(task.folded, known.folded, score_cutoff=90) >= 90 for known in tasks):
                tasks.append(task)
    return tasks[:_MOST_TASKS]


def follow_up(now: Facts, history: Sequence[Facts]) -> FollowUp | None:
    """Match the last tasks with what this meeting says of its results; None where there are no earlier tasks."""
    tasks = last_tasks(history)
    if not tasks:
        return None
    said = [*now.results, *now.self_criticism]
    states: list[TaskState] = []
    paths: list[str] = []
    for task in tasks:
        best = spoken_of(task, said)
        if best is None:
            states.append(TaskState.NOT_MENTIONED)
            continue
        states.append(state_of(best))
        if best.path:
            paths.append(best.path)
    return FollowUp(tuple(states), tuple(dict.fromkeys(paths)))


def spoken_of(task: TaskFacts | Statement, said: Sequence[Statement]) -> Statement | None:
    """What is said of ``task`` (or of a request) among ``said``; None where nothing is about it."""
    best: tuple[float, Statement] | None = None
    for item in said:
        shared = sum(1 for word in task.matter & item.matter if not word.startswith("~"))
        if not shared:
            continue
        ratio = fuzz.token_set_ratio(task.folded, item.folded)
        # One shared word pair may be chance; two, or one in wording that is alike, are the same matter.
        if shared < 2 and ratio < _ALIKE and not (len(task.matter) <= 5 and ratio >= 50):
            continue
        weight = shared + ratio / 100
        if best is None or weight > best[0]:
            best = (weight, item)
    return best[1] if best else None


def state_of(item: Statement) -> TaskState:
    """What a statement about a task says of it."""
    if item.path and item.path.startswith("/assessment_of_work/not_done"):
        return TaskState.NOT_DONE
    not_done = phrases.NOT_DONE.found(item.text, item.folded)
    done = phrases.DONE.found(item.text, item.folded)
    if not_done:
        return TaskState.PARTLY if done else TaskState.NOT_DONE
    return TaskState.DONE
