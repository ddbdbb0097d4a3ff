"""The five ordinal aspects of a meeting's substance, 0 to 3.

0 nothing, or phrases that fit any meeting; 1 a general or hedged point; 2 concrete points (event, figure, name, date,
most tasks with owner and term); 3 concrete with reasons, causes and remedies, task by task, one key matter argued
through. None: the aspect does not apply to this kind of document, or there is too little text to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quality import phrases
from quality.concreteness import Statement
from quality.facts import Facts
from quality.focus import Focus
from quality.passages import Part
from quality.tasks import FollowUp
from schemas import DocumentType, MeetingType, ProfileLevels

_RATIO = re.compile(r"\d\s*/\s*\d|\d\s*%")
# A result claimed for everything or for all but something: more than a phrase, less than a task.
_CLAIM = re.compile(
    r"\b100\s*%|\d+\s*/\s*\d+|\b(?:toan bo|hau het|phan lon|da so|tat ca)\b|\b(?:tru|rieng|chi con|con mot so)\b"
)
_NONE_BEFORE = re.compile(
    r"(?:chua co|khong co) (?:nghi quyet|nq)(?: \w+){0,3} (?:truoc|ky truoc|thang truoc)|ra mat chi bo"
)
_FIRST = re.compile(
    r"(?:hoi nghi|phien|buoi|cuoc)(?: \w+){0,4} (?:thu nhat|dau tien|dau)\b"
    r".{0,400}(?:moi thanh lap|quyet dinh thanh lap|cong bo)",
    re.DOTALL,
)

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
    """3: at least three concrete opinions, two of them argued and one against another opinion or explanation, or three
    argued and four concrete, or three that weigh, one of them against; 2: two concrete opinions that are not lost among
    phrases, or the only one or two argued; 1: any opinion that is not a phrase; else 0."""
    said = facts.contributions
    reasoned = sum(1 for item in said if item.grade == 3)
    concrete = sum(1 for item in said if item.grade >= 2)
    against = sum(1 for item in said if item.disagreement and item.grade >= 1)
    points = sum(1 for item in said if item.grade >= 1)
    if (reasoned >= 2 and against and concrete >= 3) or (reasoned >= 3 and concrete >= 4):
        return 3
    if reasoned and against >= 2 and concrete >= 4:
        return 3
    if against and concrete >= 3 and sum(1 for item in said if item.weighed) >= 3:
        return 3
    if (concrete >= 2 and concrete >= 0.25 * len(said)) or (reasoned and len(said) <= 2):
        return 2
    return 1 if concrete or points >= 2 or (points and len(said) <= 3) else 0


def self_criticism_level(facts: Facts) -> int | None:
    """3: a self-criticism with cause and remedy that is settled or dated, beside another concrete one or a concrete
    criticism, or two with cause and remedy; 2: an event; 1: a hedged or general fault, or only criticism of others;
    0: none, or mere assent. None where such a meeting has no such part."""
    record = facts.record
    own = facts.faults
    mutual = facts.criticism
    if not own and not mutual and not facts.part(Part.CRITICISM) and (not _regular(facts) or _first(facts)):
        return None
    specific = sum(1 for item in own if item.grade >= 2)
    full = [item for item in own if item.grade == 3]
    if record.document_type is DocumentType.REVIEW and not own:
        specific = sum(1 for item in facts.not_done if item.grade >= 2)
        if specific and facts.causes and facts.solutions:
            return 3
    others = sum(1 for item in mutual if item.grade >= 2)
    if len(full) >= 2 or (any(item.settled for item in full) and specific + others >= 2):
        return 3
    if specific:
        return 2
    general = any(item.grade == 1 for item in own) or any(item.grade >= 1 for item in mutual)
    return 1 if general else 0


def task_level(facts: Facts) -> int:
    """3: at least three tasks, four in five with owner, term and object, half of them with a quantity or a check (of
    two tasks both); 2: at least half with owner and term; 1: any task that says what or who; 0: none, or
    "do your tasks well"."""
    tasks = facts.assignments
    useful = [task for task in tasks if task.named or task.told]
    if not useful:
        return 0
    broken = sum(1 for task in facts.tasks if task.clear and task.path and facts.troubled(f"{task.path}/deadline"))
    clear = sum(1 for task in tasks if task.clear and task.concrete) - broken
    share = clear / len(tasks)
    exact = sum(1 for task in tasks if task.measured or task.checked)
    few_but_exact = len(tasks) == 2 and clear == 2 and all(task.measured or task.checked for task in tasks)
    if (share > 0.8 and len(tasks) >= 3 and exact >= 0.5 * len(tasks)) or (share >= 0.8 and few_but_exact):
        return 3
    return 2 if share >= 0.5 else 1


def follow_up_level(facts: Facts, followed: FollowUp | None) -> int | None:
    """3: three results of tasks with figure, day or name (or one that failed, with its reason), and why what failed
    did, or most of the last tasks taken up one by one with a reason; 2: two such results, or one with the ratio; 1: a
    ratio, "all done", one exception; 0: phrases. None where such a meeting, or a cell's first, has nothing to follow
    up: what a thematic paper tells of the state of its theme is no follow-up."""
    results = facts.results
    previous = facts.record.previous_resolution
    ratio = previous.done is not None and bool(previous.total)
    silent = facts.record.meeting_type in (MeetingType.THEMATIC, MeetingType.EXTRAORDINARY)
    if _first(facts) or (silent and not ratio and not _linked(facts)):
        return None
    failed = [item for item in results if _failed(item)]
    concrete = [
        item
        for item in results
        if item.matter and (item.grade >= 2 or (item.grade == 1 and _behind(item) and item.reason))
    ]
    settled = [item for item in concrete if _outcome(item)]
    reasons = sum(1 for item in results if item.reason and item.grade >= 1) + len(facts.causes)
    by_task = (
        followed is not None
        and followed.mentioned >= 3
        and followed.mentioned >= 0.6 * len(followed.states)
        and len(concrete) >= 3
    )
    if len(concrete) >= 3 and failed and (reasons >= 2 or (reasons and (by_task or len(failed) == 1))):
        level = 3
    elif len(settled) >= 2 or len(concrete) >= 3 or (ratio and concrete):
        level = 2
    else:
        level = 1 if ratio or any(_says_something(item) for item in results) else 0
    loose = facts.record.meeting_type is MeetingType.COMMITTEE
    return min(level, 1) if loose and not ratio and not _linked(facts) else level


def focus_level(facts: Facts, focus: Focus) -> int:
    """3: one matter with three opinions or more on it, argued, and a task or decision about it; 2: a matter named by
    the minutes and taken up, or three opinions that are half of all on one; 1: a matter gets somewhat more than the
    others; 0: no matter gets more than one remark."""
    share = focus.share or 0.0
    count = len(focus.related)
    if facts.record.document_type is DocumentType.RESOLUTION:
        return (3 if focus.outcomes >= 3 else 2) if focus.named and focus.outcomes else 1
    if not focus.opinions:
        return 1 if focus.named or any(task.grade >= 2 for task in facts.tasks) else 0
    solid = sum(1 for item in focus.related if item.grade >= 2)
    if count >= 3 and solid >= 2 and focus.argued and focus.outcomes and (focus.named or share >= 0.5):
        return 3
    most = share >= 0.5 and count >= 2
    if (focus.named and (solid or most)) or (count >= 3 and most and solid):
        return 2
    if focus.named or (count >= 3 and share >= 0.25) or (count == 2 and share >= 0.4):
        return 1
    return 1 if (focus.opinions <= 2 and focus.outcomes) or focus.returns >= 2 else 0


def _says_something(item: Statement) -> bool:
    """Whether a result is more than praise: a figure or name, something behind, or a claim about all or all but one."""
    if _CLAIM.search(item.folded):
        return True
    behind = phrases.NOT_DONE.found(item.text, item.folded) or phrases.HEDGE.search(item.folded)
    return item.grade >= 2 or (item.grade == 1 and bool(behind or item.hard))


def _regular(facts: Facts) -> bool:
    """Whether every part of the ordinary programme is due in such a meeting."""
    return facts.record.meeting_type not in (MeetingType.THEMATIC, MeetingType.EXTRAORDINARY, MeetingType.COMMITTEE)


def _first(facts: Facts) -> bool:
    """Whether it is a cell's first meeting: nothing to look back on."""
    folded = facts.folded
    if _NONE_BEFORE.search(folded):
        return True
    # The second pattern looks far ahead: only where its end can be there at all.
    return ("thanh lap" in folded or "cong bo" in folded) and _FIRST.search(folded) is not None


def _outcome(item: Statement) -> bool:
    """Whether it tells what came of it: in so many words, or by the list that it stands in."""
    return bool(
        (item.path and item.path.startswith(("/assessment_of_work/done", "/assessment_of_work/not_done")))
        or _RATIO.search(item.folded)
        or phrases.DONE.found(item.text, item.folded)
        or phrases.NOT_DONE.found(item.text, item.folded)
    )


def _behind(item: Statement) -> bool:
    """Whether it tells of something that is not done or not done in full."""
    listed = bool(item.path and item.path.startswith("/assessment_of_work/not_done"))
    return listed or phrases.NOT_DONE.found(item.text, item.folded)


def _failed(item: Statement) -> bool:
    listed = bool(item.path and item.path.startswith("/assessment_of_work/not_done"))
    return _behind(item) and (item.grade >= 2 or (item.grade == 1 and (listed or item.reason)))


def _linked(facts: Facts) -> bool:
    heads: Sequence[str] = [p.text for p in facts.part(Part.RESULTS) if p.heading]
    return bool(facts.record.previous_resolution.period) or any("ghị quyết" in text or "NQ" in text for text in heads)
