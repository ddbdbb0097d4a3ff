"""Whether one key matter ran through the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quality.concreteness import Statement, rate
from quality.facts import Facts
from quality.folding import fold
from quality.passages import Part
from schemas import MeetingType

__all__ = ["Focus", "focus_of"]

_NAMED = re.compile(
    r"(?:(?:noi dung|van de|viec|nhiem vu|chu de|khau)\s+(?:chinh|trong tam|trong diem|cap bach|noi com)|"
    r"trong tam|chon \w+ viec|"
    r"ly do hop|muc dich hop|chuyen de)[^:.;]{0,60}(?::\s*|$)"
)
_SPOKEN = re.compile(r"(?<!\w)(?:nhất trí|đồng ý|thống nhất|tán thành|đ/c|đồng chí|ý kiến)(?!\w)", re.IGNORECASE)
_ONE_MATTER = (MeetingType.THEMATIC, MeetingType.EXTRAORDINARY)  # called for one matter: all of it is about that
_LONGEST = 400  # characters of a named focus that are read


@dataclass(frozen=True)
class Focus:
    """The matter that most of the meeting turned on. ``named``: the minutes themselves name it."""

    named: bool
    related: tuple[Statement, ...]  # opinions about it
    opinions: int  # opinions that say anything
    outcomes: int  # tasks and decisions about it
    argued: bool  # two objections or argued opinions among them

    @property
    def share(self) -> float | None:
        return len(self.related) / self.opinions if self.opinions else None


def focus_of(facts: Facts) -> Focus:
    """The named focus or theme, else the matter that the most opinions share; one hop of shared wording is followed."""
    said = [item for item in facts.contributions if item.grade >= 1]
    outcomes = [*(task.matter for task in facts.tasks), *(item.matter for item in facts.decisions)]
    anchor = _named(facts)
    if facts.record.meeting_type in _ONE_MATTER and said:
        related = said
        named = bool(anchor)
        anchor = anchor or frozenset().union(*(item.matter for item in said))
    elif anchor:
        near = set(_around(said, anchor, 1))
        # People talk about the matter without repeating its title: the largest group counts where it meets the title
        # at all, or where the title met nobody.
        largest: list[Statement] = max((_beside(said, item) for item in said), key=len, default=[])
        group = set(largest)
        joined = not near or not near.isdisjoint(group)
        related = [item for item in said if item in near or (joined and item in group)]
        named = True
    else:
        related = max((_beside(said, item) for item in said), key=len, default=[])
        named = False
        anchor = frozenset().union(*(item.matter for item in related)) if related else frozenset()
    about = anchor | frozenset(word for item in related for word in _firm(item.matter))
    return Focus(
        named=named,
        related=tuple(related),
        opinions=len(said),
        outcomes=sum(1 for matter in outcomes if matter & about),
        argued=sum(1 for item in related if item.grade == 3 or (item.disagreement and item.grade >= 1)) >= 2,
    )


def _named(facts: Facts) -> frozenset[str]:
    if facts.record.theme and (told := rate(facts.record.theme)).matter:
        return told.matter
    rows = [p for p in facts.passages if p.part not in (Part.CLOSING, Part.SCORE, Part.CRITICISM)]
    for at, passage in enumerate(rows):
        if passage.heading and passage.part is Part.DISCUSSION and (told_of := _announced(passage.text)):
            return told_of
        match = _NAMED.search(fold(passage.text))
        if match is None:
            continue
        told_text = passage.text[match.end() : match.end() + _LONGEST]
        if len(told_text.split()) < 3 and at + 1 < len(rows):
            told_text = rows[at + 1].text[:_LONGEST]
        told = rate(told_text)
        if told.grade >= 1 and told.matter:
            return told.matter
    return frozenset()


def _announced(text: str) -> frozenset[str]:
    """What "III. Thảo luận: nước sạch cho xóm Đình" announces; a list of many things announces none."""
    told = text.partition(":")[2].split(". ")[0][:_LONGEST]
    if not 2 <= len(told.split()) <= 25 or told.count(",") > 2 or _SPOKEN.search(told):
        return frozenset()
    rated = rate(told)
    return rated.matter if rated.grade >= 1 else frozenset()


def _around(said: Sequence[Statement], anchor: frozenset[str], words: int) -> list[Statement]:
    """Opinions about ``anchor``, and those that share a pair, a name or so many ``words`` with one of them."""
    near = [item for item in said if item.matter & anchor]
    wider = frozenset(word for item in near for word in item.matter)
    return [item for item in said if item.matter & anchor or _close(item.matter & wider, words)]


def _beside(said: Sequence[Statement], centre: Statement) -> list[Statement]:
    """Opinions that share a word pair, a name or two words with ``centre``, and those that share a pair or a name with
    one of these."""
    near = {item for item in said if item is centre or _close(item.matter & centre.matter, 2)}
    wider = frozenset(word for item in near for word in _firm(item.matter)) if len(near) > 1 else frozenset()
    return [item for item in said if item in near or _firm(item.matter & wider)]


def _close(shared: frozenset[str], words: int) -> bool:
    return len(shared) >= words or any(not word.startswith("~") for word in shared)


def _firm(matter: frozenset[str]) -> frozenset[str]:
    """Pairs and names only: a single word in common is enough to join the matter, not to carry it further."""
    return frozenset(word for word in matter if not word.startswith("~"))
