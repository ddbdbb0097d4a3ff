"""What is read once from a record and then used by every detector, measure and level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz

from quality import phrases
from quality.assignments import ASSIGNED, OWNED, OWNER_FIRST, TaskFacts, from_list, from_row, from_wording
from quality.concreteness import Statement, rate
from quality.faults import Fault, rate_fault
from quality.folding import each_syllable, fold, syllables
from quality.passages import Part, Passage, passages, sentences
from quality.recent import months_known
from quality.requests import requests_of, told_of
from quality.sight import Sight
from schemas import DocumentType, MeetingType, Record

__all__ = ["Facts", "TaskFacts", "same_person"]

_FEWEST = 30  # syllables; a shorter text says nothing about its substance
SHINGLE = 5  # syllables: long enough that two meetings share one only by copying
_FORMAL = (Part.OPENING, Part.CLOSING, Part.SCORE)  # parts that are not about the matter
_SPEAKER = re.compile(
    r"^\W*(?:\d{1,2}[.)/]\s*)?(?:Đồng chí|đồng chí|Đ/c|đ/c|Đ/C|đc|Ông|Bà|ông|bà|Ý kiến(?:\s+(?:của\s+)?(?:đ/c|"
    r"đồng chí|\d+))?)"
    r"\s*(?P<who>[^:,;]{0,60}?)\s*(?::|(?=(?:đề nghị|không|cho rằng|nêu|phát biểu|kiến nghị|góp ý|nhất trí|"
    r"đồng ý|xin|hỏi|báo cáo)\b))\s*"
)
_TO_OTHERS = re.compile(
    r"gop y|(?<!tu )phe binh (?:d/c|dong chi)|nhac nho|bieu duong|khen|nhat tri voi ban|doc ban|tiep thu"
)
_CRITICISES = re.compile(
    r"(?:góp ý|phê bình|phê|nhắc nhở|nhắc|nhận xét)(?: cho| với)?\s+(?:đ/c|Đ/c|đồng chí|ông|bà|anh|"
    r"chị)\s+(?:[A-ZĐÀ-Ỵ]\w*\s?){1,4}[:,]?\s*"
)
_ASSIGNING_HEAD = re.compile(
    r"^\W*[^:]{0,40}(?:phân công|giao việc|giao nhiệm vụ|nhiệm vụ)(?: nhiệm vụ| công việc)?\s*:?",
    re.IGNORECASE,
)
_TURN_MARK = re.compile(r"^\s*(?:[-+•*–]|\d{1,2}[.)])\s*(?:Đồng chí|Đ/c|đ/c|đồng chí|Ý kiến)\s[^:;.]{2,60}:\s*\S")
_TURN = re.compile(r"(?<=[.;])\s+(?=[-–]?\s*(?:đ/c|Đ/c|đồng chí|Đồng chí)\s+[A-ZĐÀ-Ỵ])")
_REPEATED = 82  # rapidfuzz partial ratio from which a passage says what a list item already says


def same_person(a: str, b: str) -> bool:
    """Whether two folded names may be one person: equal, or one the end of the other ("Tỵ", "Hứa Văn Tỵ")."""
    if a == b:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    return bool(short) and long[-len(short) :] == short


class Facts:
    """Derived readings of one record, each computed at most once. Nothing here names a person outside the quotes."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.sight = Sight(record)

    @property
    def is_minutes(self) -> bool:
        return self.record.document_type is DocumentType.MINUTES

    @cached_property
    def months(self) -> tuple[int, int] | None:
        """First and last month in which it may have been, as ``quality.recent`` counts them."""
        return months_known(self.record.held.date or self.record.issued.date or self.record.period)

    @cached_property
    def folded(self) -> str:
        return fold(self.record.text)

    @cached_property
    def passages(self) -> list[Passage]:
        return passages(self.record.text)

    def part(self, *parts: Part) -> list[Passage]:
        return [passage for passage in self.passages if passage.part in parts]

    @cached_property
    def readable(self) -> bool:
        """Whether there is enough text to say anything about its substance."""
        return any(True for _ in islice(each_syllable(self.folded), _FEWEST - 1, None))

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Hashes of every run of five syllables in the parts that are about the matter, numbers left out: a copied
        paragraph with new dates is still a copy."""
        found: set[int] = set()
        for passage in self.passages:
            if passage.part not in _FORMAL:
                words = [word for word in syllables(fold(passage.text)) if word[0] > "9"]  # letters
                found.update(map(hash, zip(*(words[at:] for at in range(SHINGLE)), strict=False)))
        return frozenset(found)

    @cached_property
    def contributions(self) -> list[Statement]:
        """Opinions in the discussion: the record's list, then what the text has beyond it."""
        listed = [
            rate(
                item.text,
                path=f"/contributions/{at}",
                speaker=fold(item.speaker) if item.speaker else None,
                judged=item.substantive,
            )
            for at, item in enumerate(self.record.contributions)
        ]
        found: list[Statement] = []
        for passage in self.part(Part.DISCUSSION) or self._turns_anywhere(listed):
            for turn in _TURN.split(passage.text):
                match = _SPEAKER.match(turn)
                said = turn[match.end() :] if match else ("" if passage.heading else turn)
                if len(said.split()) >= 4 and _new(said, listed):
                    who = fold(match["who"]) if match and match["who"].strip() else None
                    found.append(rate(said, speaker=who))
        return [*listed, *found]

    def _turns_anywhere(self, listed: list[Statement]) -> list[Passage]:
        """Minutes without a heading for the discussion: items that open with a speaker and a colon."""
        if listed:
            return []
        left_out = {Part.CLOSING, Part.SCORE, Part.CONCLUSION, Part.CRITICISM}
        if self.record.meeting_type is MeetingType.YEAR_END_REVIEW:
            left_out.discard(Part.CRITICISM)  # what members say to one another's reviews is the discussion there
        return [row for row in self.passages if row.part not in left_out and _TURN_MARK.match(row.text)]

    @cached_property
    def faults(self) -> list[Fault]:
        """Self-criticism: the list, then sentences of the text in which somebody owns to a fault."""
        listed = [
            rate_fault(
                item.text,
                path=f"/self_criticism/{at}",
                listed_cause=bool(item.cause),
                listed_remedy=bool(item.remedy or item.deadline),
            )
            for at, item in enumerate(self.record.self_criticism)
        ]
        known = [*(item.statement for item in listed), *self.criticism]
        found = [
            rate_fault(text)
            for passage in self.part(Part.CRITICISM, Part.DISCUSSION, Part.RESULTS)
            for text in _turns(passage)
            if _owns_a_fault(text, passage) and _new(text, known)
        ]
        return [*listed, *found]

    @cached_property
    def self_criticism(self) -> list[Statement]:
        """``faults`` as statements, with the grade that self-criticism has."""
        return [item.statement._replace(grade=item.grade) for item in self.faults]

    @cached_property
    def criticism(self) -> list[Statement]:
        """Criticism of one another: the list, then turns under that heading that name whom they criticise."""
        listed = [rate_fault(item.text, path=f"/criticism/{at}") for at, item in enumerate(self.record.criticism)]
        known = [item.statement for item in listed]
        found = [
            rate_fault(turn[match.end() :])
            for passage in self.part(Part.CRITICISM)
            for turn in _turns(passage)
            if (match := _CRITICISES.search(turn)) and _new(turn[match.end() :], known)
        ]
        return [item.statement._replace(grade=item.grade) for item in [*listed, *found]]

    @cached_property
    def done(self) -> list[Statement]:
        return self._work("done", self.record.assessment_of_work.done)

    @cached_property
    def not_done(self) -> list[Statement]:
        return self._work("not_done", self.record.assessment_of_work.not_done)

    @cached_property
    def causes(self) -> list[Statement]:
        work = self.record.assessment_of_work
        return [
            *self._work("causes_objective", work.causes_objective),
            *self._work("causes_subjective", work.causes_subjective),
        ]

    @cached_property
    def solutions(self) -> list[Statement]:
        return self._work("solutions", self.record.assessment_of_work.solutions)

    @cached_property
    def results(self) -> list[Statement]:
        """What is said about work done and not done: the lists, then sentences under the headings of results."""
        listed = [*self.done, *self.not_done]
        said = [*listed, *self.contributions]
        found = [rate(text) for p in self.part(Part.RESULTS) for text in _clauses(p) if _new(text, said)]
        return [*listed, *found]

    @cached_property
    def tasks(self) -> list[TaskFacts]:
        """Assigned tasks: the list, then assignments in the conclusion that the list lacks."""
        listed = [from_list(item, f"/tasks/{at}") for at, item in enumerate(self.record.tasks)]
        if len(listed) >= 3:
            return listed
        found: list[TaskFacts] = []
        for passage in self.part(Part.CONCLUSION):
            if row := from_row(passage.text):
                found.append(row)
                continue
            for match in ASSIGNED.finditer(passage.text):
                what = match["what"].strip()
                if not any(fuzz.partial_ratio(fold(what), known.folded) >= _REPEATED for known in listed):
                    found.append(from_wording(what))
        return [*listed, *found]

    @cached_property
    def assignments(self) -> list[TaskFacts]:
        """The tasks as one owner's line after another, where the conclusion is written so; else ``tasks``. A list may
        cut a line in two or lose a term: the line itself has both."""
        lines = self.part(Part.CONCLUSION)
        if any(p.heading and _ASSIGNING_HEAD.match(p.text) for p in lines):
            lines = [p for p in lines if not p.heading or _ASSIGNING_HEAD.match(p.text)]
        rows = [
            (said, found)
            for passage in lines
            for said in OWNED.split(_after_heading(passage))
            if (found := OWNER_FIRST.match(said))
        ]
        if len(rows) < 3 or 2 * len(rows) < len(self.tasks):
            return self.tasks
        return [from_wording(said[found.end() :]) for said, found in rows]

    @cached_property
    def decisions(self) -> list[Statement]:
        return [rate(item.text, path=f"/decisions/{at}") for at, item in enumerate(self.record.decisions)]

    @cached_property
    def requests(self) -> list[Statement]:
        """What is asked of bodies above the cell."""
        body = self.part(Part.RESULTS, Part.PLAN, Part.DISCUSSION, Part.CONCLUSION)
        return requests_of([*self.contributions, *self.decisions], body)

    @cached_property
    def told(self) -> list[Statement]:
        """What the minutes tell of the deeds and words of bodies above the cell."""
        body = self.part(Part.INFORMATION, Part.RESULTS, Part.DISCUSSION)
        return told_of([*self.contributions, *self.results, *self.decisions], body)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Folded names of those who spoke; counted, never shown."""
        names: list[str] = []
        for item in self.contributions:
            if item.speaker and not any(same_person(item.speaker, name) for name in names):
                names.append(item.speaker)
        return frozenset(names)

    @cached_property
    def formulaic_share(self) -> float | None:
        """Share of the statements about the matter that would fit any meeting."""
        rows = [*self.contributions, *self.results, *self.decisions]
        return sum(1 for row in rows if row.grade == 0) / len(rows) if rows else None

    def troubled(self, *pointers: str) -> bool:
        """Whether a contradiction was found at one of these values."""
        return any(
            path == pointer or path.startswith(f"{pointer}/")
            for finding in self.record.findings
            if finding.severity != "info"
            for path in finding.paths
            for pointer in pointers
        )

    def _work(self, name: str, items: Iterable[str]) -> list[Statement]:
        return [rate(text, path=f"/assessment_of_work/{name}/{at}") for at, text in enumerate(items)]


def _turns(passage: Passage) -> list[str]:
    if passage.heading and ":" not in passage.text:
        return []
    body = passage.text.split(":", 1)[1] if passage.heading else passage.text
    return [turn for turn in _TURN.split(body) if len(turn.split()) >= 4]


def _after_heading(passage: Passage) -> str:
    """What follows "4. Phân công", with or without a colon, on the same printed lines."""
    match = _ASSIGNING_HEAD.match(passage.text) if passage.heading else None
    return passage.text[match.end() :] if match else passage.text


def _clauses(passage: Passage) -> list[str]:
    body = passage.text.split(":", 1)[1] if passage.heading and ":" in passage.text else passage.text
    return [clause for clause in sentences(body) if len(clause.split()) >= 3]


def _owns_a_fault(text: str, passage: Passage) -> bool:
    """Whether somebody owns to a fault: in the first person or by name of the act; under the heading of criticism
    any fault or hedge will do that is not put to somebody else."""
    folded = fold(text)
    own = phrases.FIRST_PERSON.found(text, folded) or "tu phe binh" in folded or "tu nhan" in folded
    if passage.part is not Part.CRITICISM:
        return own and phrases.FAULT.found(text, folded)
    if _CRITICISES.search(text) or (_TO_OTHERS.search(fold(passage.text[:160])) is not None and not own):
        return False
    return own or rate_fault(text).grade >= 1


def _new(text: str, listed: list[Statement]) -> bool:
    """Whether none of ``listed`` already says what this passage of the text says."""
    folded = fold(text)
    if folded and any(known.folded and (folded in known.folded or known.folded in folded) for known in listed):
        return False  # word for word, which is what a copy of the list mostly is: a ratio of 100
    return not any(fuzz.partial_ratio(folded, known.folded, score_cutoff=_REPEATED) >= _REPEATED for known in listed)
