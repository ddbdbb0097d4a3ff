"""The five ordinal aspects of a meeting's substance, 0 to 3.

0 nothing, or phrases that fit any meeting; 1 a general or hedged point; 2 concrete points (event, figure, name, date,
most tasks with owner and term); 3 concrete with reasons, causes and remedies, task by task, one key matter argued
through. None: the aspect does not apply to this kind of document, or there is too little text to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from quality import phrases
from quality.concreteness import Statement
from quality.facts import Facts
from quality.focus import Focus
from quality.passages import Part
from quality.tasks import FollowUp
from schemas import DocumentType, MeetingType, ProfileLevels

__all__ = ["discussion_level", "focus_level", "follow_up_level", "levels_of", "self_criticism_level", "task_level"]


def levels_of(facts: Facts, followed: FollowUp | None, focus: Focus) -> ProfileLevels:
    """All five aspects of one record."""
    kind = facts.record.document_type
    if kind is DocumentType.OTHER or not facts.readable:
        return ProfileLevels()
    if kind is DocumentType.RESOLUTION:
        return ProfileLevels(
            task_assignment_clarity=task_level(facts),
            follow_up_of_previous_resolution=follow_up_level(facts, followed) if facts.results else None,
            focus=focus_level(facts, focus),
        )
    if kind is DocumentType.REVIEW:
        return ProfileLevels(
            self_criticism_specificity=self_criticism_level(facts),
            task_assignment_clarity=task_level(facts) if facts.tasks else None,
            follow_up_of_previous_resolution=follow_up_level(facts, followed),
        )
    return ProfileLevels(
        discussion_substance=discussion_level(facts),
        self_criticism_specificity=self_criticism_level(facts),
        task_assignment_clarity=task_level(facts),
        follow_up_of_previous_resolution=follow_up_level(facts, followed),
        focus=focus_level(facts, focus),
    )


def discussion_level(facts: Facts) -> int:
    """3: at least three reasoned proposals among four concrete opinions, or two with an objection or a question;
    2: two concrete opinions, or the only one or two reasoned; 1: any opinion that is not a phrase; else 0."""
    said = facts.contributions
    reasoned = sum(1 for item in said if item.grade == 3)
    concrete = sum(1 for item in said if item.grade >= 2)
    against = sum(1 for item in said if item.disagreement or item.question)
    if (reasoned >= 3 and concrete >= 4) or (reasoned >= 2 and against and concrete >= 3):
        return 3
    if concrete >= 2 or (reasoned and len(said) <= 2):
        return 2
    return 1 if any(item.grade >= 1 for item in said) else 0


def self_criticism_level(facts: Facts) -> int:
    """3: a concrete fault with cause and remedy, or with remedy beside a second concrete self-criticism or criticism;
    2: a concrete fault; 1: a hedged or general one, or only criticism of others; 0: none, or mere assent."""
    own = facts.self_criticism
    if facts.record.document_type is DocumentType.REVIEW and not own:
        own = facts.not_done
    record = facts.record
    specific = with_remedy = complete = 0
    hedged = False
    for item in own:
        listed = record.self_criticism[int(item.path.rpartition("/")[2])] if _from_list(item) and item.path else None
        cause = bool((listed and listed.cause) or phrases.CAUSE.search(item.text))
        remedy = bool((listed and (listed.remedy or listed.deadline)) or phrases.REMEDY.found(item.text, item.folded))
        if item.grade >= 2 and not (item.hedged and not item.hard):
            specific += 1
            with_remedy += remedy
            complete += cause and remedy
        elif item.grade == 1 or _faulty(item):
            hedged = True
    mutual = sum(1 for item in facts.criticism if item.grade >= 2)
    if record.document_type is DocumentType.REVIEW and not facts.self_criticism and specific and facts.causes:
        complete += bool(facts.solutions)
    if complete or (with_remedy and specific + mutual >= 2):
        return 3
    if specific:
        return 2
    return 1 if hedged or facts.criticism else 0


def task_level(facts: Facts) -> int:
    """3: at least three tasks (or two with a figure or a name), four in five of them with owner, term and object;
    2: at least half with owner and term; 1: any task that says what or who; 0: none, or "do your tasks well"."""
    tasks = facts.tasks
    useful = [task for task in tasks if task.named or task.termed or task.concrete]
    if not useful:
        return 0
    broken = sum(1 for task in tasks if task.clear and task.path and facts.troubled(f"{task.path}/deadline"))
    clear = sum(1 for task in tasks if task.clear and task.concrete) - broken
    share = clear / len(tasks)
    few_but_exact = (
        len(tasks) == 2
        and clear == 2
        and all(any(char.isdigit() for char in t.text) or _names(t.matter) for t in tasks)
    )
    if share >= 0.8 and (len(tasks) >= 3 or few_but_exact):
        return 3
    if share >= 0.5:
        return 2
    return 1 if any(task.named or task.concrete for task in useful) else 0


def follow_up_level(facts: Facts, followed: FollowUp | None) -> int:
    """3: three concrete results, something not done among them with its cause or dates; or most of the last tasks
    taken up one by one; 2: two concrete results, or one with the ratio; 1: the ratio or any result; 0: phrases.

    A thematic or extraordinary meeting that does not mention the previous resolution is no follow-up beyond 1.
    """
    results = facts.results
    concrete = [item for item in results if item.grade >= 2 and item.matter]
    failed = [item for item in results if _failed(item)]
    caused = bool(facts.causes) or any(phrases.CAUSE.search(item.text) for item in results)
    dated = sum(1 for item in concrete if item.dates) >= 2
    previous = facts.record.previous_resolution
    ratio = previous.done is not None and bool(previous.total)
    by_task = (
        followed is not None
        and followed.mentioned >= 3
        and followed.mentioned >= 0.6 * len(followed.states)
        and len(concrete) >= 3
    )
    if by_task or (len(concrete) >= 3 and failed and (caused or dated)):
        level = 3
    elif len(concrete) >= 2 or (ratio and concrete):
        level = 2
    else:
        level = 1 if ratio or any(item.grade >= 1 for item in results) else 0
    loose = facts.record.meeting_type in (MeetingType.THEMATIC, MeetingType.EXTRAORDINARY, MeetingType.COMMITTEE)
    return min(level, 1) if loose and not ratio and not _linked(facts) else level


def focus_level(facts: Facts, focus: Focus) -> int:
    """3: one matter with three opinions or more on it, argued, and a task or decision about it; 2: a matter named by
    the minutes and taken up, or half of the opinions on one; 1: concrete matters without a key one; 0: phrases."""
    matters = (
        focus.opinions + sum(1 for task in facts.tasks if task.concrete) + sum(1 for r in facts.results if r.grade)
    )
    if not matters:
        return 0
    share = focus.share or 0.0
    count = len(focus.related)
    if facts.record.document_type is DocumentType.RESOLUTION:
        return (3 if focus.outcomes >= 3 else 2) if focus.named and focus.outcomes else 1
    solid = sum(1 for item in focus.related if item.grade >= 2)
    if count >= 3 and solid >= 2 and focus.argued and focus.outcomes and (focus.named or share >= 0.5):
        return 3
    if (focus.named and (count or focus.outcomes)) or (count >= 2 and share >= 0.5 and focus.outcomes):
        return 2
    return 1


def _from_list(item: Statement) -> bool:
    return bool(item.path and item.path.startswith("/self_criticism/"))


def _faulty(item: Statement) -> bool:
    """A fault owned to in general words; assent to somebody's paper is none."""
    if phrases.ASSENT.search(item.folded) and not phrases.FIRST_PERSON.found(item.text, item.folded):
        return False
    return bool(
        phrases.FAULT.found(item.text, item.folded)
        or phrases.HEDGE.search(item.folded)
        or phrases.NOT_DONE.found(item.text, item.folded)
    )


def _failed(item: Statement) -> bool:
    if item.grade == 0:
        return False
    listed = bool(item.path and item.path.startswith("/assessment_of_work/not_done"))
    return listed or (item.grade >= 2 and bool(phrases.NOT_DONE.found(item.text, item.folded)))


def _names(matter: frozenset[str]) -> bool:
    return any(not word.startswith("~") for word in matter)


def _linked(facts: Facts) -> bool:
    heads: Sequence[str] = [p.text for p in facts.part(Part.RESULTS) if p.heading]
    return bool(facts.record.previous_resolution.period) or any("ghị quyết" in text or "NQ" in text for text in heads)
