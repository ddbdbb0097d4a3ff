"""Whether one key matter ran through the meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quality.concreteness import Statement, rate
from quality.facts import Facts
from quality.folding import fold
from quality.passages import Part
from schemas import MeetingType

__all__ = ["Focus", "focus_of", "largest_matter"]

_NAMED = re.compile(
    r"(?:(?:noi dung|van de|viec|nhiem vu|chu de|khau)\s+(?:chinh|trong tam|trong diem|cap bach|noi com)|"
    r"trong tam|chon \w+ viec|"
    r"ly do hop|muc dich hop|chuyen de)[^:.;]{0,60}(?::\s*|$)"
)
_SPOKEN = re.compile(r"(?<!\w)(?:nhất trí|đồng ý|thống nhất|tán thành|đ/c|đồng chí|ý kiến)(?!\w)", re.IGNORECASE)
_ONE_MATTER = (MeetingType.THEMATIC, MeetingType.EXTRAORDINARY)  # called for one matter: all of it is about that
_SETS_OUT = re.compile(
    r"\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-h])\W+)?(?:bàn|thảo luận|cho ý kiến|góp ý)(?: bạc)? "
    r"(?:về |việc |chuyện |cách |kế hoạch )*(?=[^:]{4,80}:?$)",
    re.IGNORECASE,
)
_START = 40  # folded characters by which an opinion is known in the text
_LONGEST = 400  # characters of a named focus that are read


@dataclass(frozen=True)
class Focus:
    """The matter that most of the meeting turned on. ``named``: the minutes themselves name it."""

    named: bool
    related: tuple[Statement, ...]  # opinions about it
    opinions: int  # opinions that say anything
    outcomes: int  # tasks and decisions about it
    returns: (
        int  # other parts of the meeting (tasks and decisions, faults, results) that one opinion's matter comes back in
    )
    argued: bool  # two objections or argued opinions among them, or three that weigh and one of them against

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
    elif under := _under_one_heading(facts, said):
        # What is said under "Bàn việc nước mặn" is about that, whether or not it repeats the words.
        related = under
        named = True
    elif anchor:
        near = set(_around(said, anchor, 1))
        # People talk about the matter without repeating its title: the largest group counts where it meets the title
        # at all, or where the title met nobody.
        group = set(largest_matter(said))
        joined = not near or not near.isdisjoint(group)
        related = [item for item in said if item in near or (joined and item in group)]
        named = True
    else:
        related = largest_matter(said)
        named = False
        anchor = frozenset().union(*(item.matter for item in related)) if related else frozenset()
    about = anchor | frozenset(word for item in related for word in _firm(item.matter))
    elsewhere = [
        frozenset().union(*outcomes),
        frozenset().union(
            *(item.statement.matter for item in facts.faults), *(item.matter for item in facts.criticism)
        ),
        frozenset().union(*(item.matter for item in facts.results)),
    ]
    return Focus(
        named=named,
        related=tuple(related),
        opinions=len(said),
        outcomes=sum(1 for matter in outcomes if matter & about),
        returns=max((sum(1 for place in elsewhere if _firm(item.matter & place)) for item in said), default=0),
        argued=sum(1 for item in related if item.grade == 3 or (item.disagreement and item.grade >= 1)) >= 2
        or (any(item.disagreement for item in related) and sum(1 for item in related if item.weighed) >= 3),
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
        if told.matter:
            return told.matter
    return frozenset()


def _under_one_heading(facts: Facts, said: Sequence[Statement]) -> list[Statement]:
    """The opinions under the heading that announces the matter of its section, until the next heading."""
    section: list[str] = []
    for passage in facts.passages:
        if passage.heading and section:
            break
        if section or (passage.heading and passage.part is Part.DISCUSSION and _announced(passage.text)):
            section.append(fold(passage.text))
    body = " ".join(section[1:])
    return [item for item in said if item.folded[:_START] in body] if body else []


def _announced(text: str) -> frozenset[str]:
    """What "III. Thảo luận: nước sạch cho xóm Đình" or "2. Bàn việc nước mặn" announces; a list of many things
    announces none."""
    verb = _SETS_OUT.match(text)
    told = (text[verb.end() :] if verb else text.partition(":")[2]).split(". ")[0].rstrip(":")[:_LONGEST]
    if not 2 <= len(told.split()) <= 25 or told.count(",") > 2 or _SPOKEN.search(told):
        return frozenset()
    rated = rate(told)
    return rated.matter if rated.grade >= 1 or verb else frozenset()


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


def largest_matter(said: Sequence[Statement]) -> list[Statement]:
    """The most opinions on one matter: those beside one of them, or those that all have one word of substance. Of
    groups of one size the one that begins first, whatever order the words come in."""
    best = max((_beside(said, item) for item in said), key=len, default=[])
    words = Counter(word for item in said for word in item.matter)
    most = max(words.values(), default=0)
    if most <= len(best) or 2 * most < len(said):
        return best
    groups = ([at for at, item in enumerate(said) if word in item.matter] for word, n in words.items() if n == most)
    return [said[at] for at in min(groups)]


def _close(shared: frozenset[str], words: int) -> bool:
    return len(shared) >= words or any(not word.startswith("~") for word in shared)


def _firm(matter: frozenset[str]) -> frozenset[str]:
    """Pairs and names only: a single word in common is enough to join the matter, not to carry it further."""
    return frozenset(word for word in matter if not word.startswith("~"))
