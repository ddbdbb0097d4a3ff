"""Tasks that stay open: given at one meeting, late or unfinished at a later one, or never spoken of again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quality.assignments import TaskFacts
from quality.concreteness import Statement
from quality.facts import Facts
from quality.recent import recent
from quality.series.evidence import cite, dates_of
from quality.series.model import SeriesEvidence, SeriesFinding
from quality.series.months import is_regular, month_of, shown
from quality.series.rules import finding
from quality.tasks import TaskState, follow_up, last_tasks, spoken_of, state_of

__all__ = ["FollowedUp", "carried_over", "followed_up", "not_followed_up"]

_LAST = 12  # earlier papers that are looked at
_FEWEST = 2


@dataclass(frozen=True)
class FollowedUp:
    """What one regular meeting says of the tasks of the last one."""

    facts: Facts
    given: int
    spoken_of: int
    done: int
    evidence: list[SeriesEvidence] = field(default_factory=list)


def followed_up(members: Sequence[Facts]) -> list[FollowedUp]:
    """One entry a regular meeting that had tasks before it."""
    found = []
    for at, now in enumerate(members):
        history = recent(now, members[max(0, at - _LAST) : at])
        if not is_regular(now.record) or (seen := follow_up(now, history)) is None:
            continue
        evidence = [*_given(last_tasks(history), history), *(cite(now, *seen.paths) if seen.paths else dates_of([now]))]
        found.append(FollowedUp(now, len(seen.states), seen.mentioned, seen.done, evidence))
    return found


def not_followed_up(several: Sequence[FollowedUp]) -> list[SeriesFinding]:
    """Meetings that say nothing of most of what the last one assigned."""
    return [
        finding(
            "tasks-not-followed-up",
            f"Không nhắc kết quả của {one.given - one.spoken_of}/{one.given} việc kỳ trước giao.",
            f"Nothing is said of {one.given - one.spoken_of} of the {one.given} tasks of the last meeting.",
            period=month_of(one.facts.record),
            evidence=one.evidence,
            record_ids=[one.facts.record.record_id],
        )
        for one in several
        if one.given >= _FEWEST and 2 * one.spoken_of < one.given
    ]


def carried_over(members: Sequence[Facts]) -> list[SeriesFinding]:
    """Tasks whose last word in the papers is "late" or "not done"; one finding a task, at the meeting that says so."""
    open_: list[tuple[TaskFacts, Facts]] = []  # of the last twelve papers: nobody takes up older ones by their wording
    last_word: dict[int, tuple[TaskFacts, Facts, Facts, Statement]] = {}
    for at, now in enumerate(members):
        if is_regular(now.record):
            said = [*now.results, *now.self_criticism]
            for task, origin in list(open_):
                about = spoken_of(task, said)
                if about is None:
                    continue
                state = state_of(about)
                if state is TaskState.DONE:
                    open_.remove((task, origin))
                    last_word.pop(id(task), None)
                elif state in (TaskState.NOT_DONE, TaskState.PARTLY):
                    last_word[id(task)] = (task, origin, now, about)
        if at + 1 < len(members):
            kept = recent(members[at + 1], members[max(0, at + 1 - _LAST) : at + 1])
            open_ = [entry for entry in (*open_, *_new(now, open_)) if any(entry[1] is facts for facts in kept)]
    return [_carried(*entry) for entry in last_word.values()]


def _new(now: Facts, known: Sequence[tuple[TaskFacts, Facts]]) -> list[tuple[TaskFacts, Facts]]:
    if not is_regular(now.record):
        return []
    return [(task, now) for task in last_tasks([now]) if not any(task.folded == other.folded for other, _ in known)]


def _carried(task: TaskFacts, origin: Facts, now: Facts, about: Statement) -> SeriesFinding:
    given, told = month_of(origin.record), month_of(now.record)
    since = shown(given) if given else "?"
    when = shown(told) if told else "?"
    evidence = cite(origin, task.path, most=1) if task.path else dates_of([origin])
    evidence += cite(now, about.path, most=1) if about.path else dates_of([now])
    return finding(
        "task-carried-over",
        f"Việc giao kỳ {since}, đến kỳ {when} vẫn ghi là chậm hoặc chưa xong.",
        f"A task of {since} is still said to be late or unfinished in {when}.",
        period=told,
        evidence=evidence,
        record_ids=[now.record.record_id, origin.record.record_id],
    )


def _given(tasks: Sequence[TaskFacts], history: Sequence[Facts]) -> list[SeriesEvidence]:
    """Where the last tasks stand; the paths are those of the latest paper that has each."""
    found: list[SeriesEvidence] = []
    for task in tasks:
        origin = next((facts for facts in reversed(history) if any(task is own for own in facts.tasks)), None)
        if origin is not None and task.path:
            found += cite(origin, task.path, most=1)
    return found
