"""What is read once from a record and then used by every detector, measure and level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from quality import phrases
from quality.concreteness import Statement, rate, residual
from quality.folding import fold, syllables
from quality.passages import Part, Passage, passages, sentences
from quality.sight import Sight
from schemas import COLUMN_GAP, DocumentType, MeetingType, Record, Task

__all__ = ["Facts", "TaskFacts", "same_person"]

SHINGLE = 5  # syllables: long enough that two meetings share one only by copying
_SPEAKER = re.compile(
    r"^\W*(?:\d{1,2}[.)/]\s*)?(?:Đồng chí|đồng chí|Đ/c|đ/c|Đ/C|đc|Ông|Bà|ông|bà|Ý kiến(?:\s+(?:của\s+)?(?:đ/c|"
    r"đồng chí|\d+))?)"
    r"\s*(?P<who>[^:,;]{0,60}?)\s*(?::|(?=(?:đề nghị|không|cho rằng|nêu|phát biểu|kiến nghị|góp ý|nhất trí|"
    r"đồng ý|xin|hỏi|báo cáo)\b))\s*"
)
_TO_OTHERS = re.compile(
    r"gop y|(?<!tu )phe binh (?:d/c|dong chi)|nhac nho|bieu duong|khen|nhat tri voi ban|doc ban|tiep thu"
)
_TURN_MARK = re.compile(r"^\s*(?:[-+•*–]|\d{1,2}[.)])\s*(?:Đồng chí|Đ/c|đ/c|đồng chí|Ý kiến)\s[^:;.]{2,60}:\s*\S")
_TURN = re.compile(r"(?<=[.;])\s+(?=[-–]?\s*(?:đ/c|Đ/c|đồng chí|Đồng chí)\s+[A-ZĐÀ-Ỵ])")
_ASSIGNED = re.compile(
    r"(?:[Đđ]/[Cc]|[Đđ]ồng chí|[Đđ]c|[Ôô]ng|[Bb]à)\s+(?P<who>(?:[A-ZĐÀ-Ỵ][^\W\d_]*\s?){1,5})\s*(?P<what>[^.;]{6,})"
)
_TERM = re.compile(
    r"\b(?:truoc|xong|han|cham nhat|hoan thanh|den|trong|tu)\s+(?:ngay|tuan|thang|quy|\d)|\bngay \d|\d{1,2}/\d{1,2}|"
    r"\bky (?:sinh hoat|hop) (?:toi|sau|thang)|\btoi nay|\bngay mai|\btuan nay|\bdem \d"
)
_REPEATED = 82  # rapidfuzz partial ratio from which a passage says what a list item already says


def same_person(a: str, b: str) -> bool:
    """Whether two folded names may be one person: equal, or one the end of the other ("Tỵ", "Hứa Văn Tỵ")."""
    if a == b:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    return bool(short) and long[-len(short) :] == short


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One assigned task: whether a named person (or one body) has it, by when, and whether it says what."""

    text: str
    folded: str
    named: bool
    termed: bool
    concrete: bool
    matter: frozenset[str]
    path: str | None

    @property
    def clear(self) -> bool:
        return self.named and self.termed


class Facts:
    """Derived readings of one record, each computed at most once. Nothing here names a person outside the quotes."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.sight = Sight(record)

    @property
    def is_minutes(self) -> bool:
        return self.record.document_type is DocumentType.MINUTES

    @cached_property
    def folded(self) -> str:
        return fold(self.record.text)

    @cached_property
    def words(self) -> list[str]:
        return syllables(self.folded)

    @cached_property
    def passages(self) -> list[Passage]:
        return passages(self.record.text)

    def part(self, *parts: Part) -> list[Passage]:
        return [passage for passage in self.passages if passage.part in parts]

    @cached_property
    def readable(self) -> bool:
        """Whether there is enough text to say anything about its substance."""
        return len(self.words) >= 30

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Hashes of every run of five syllables in the parts that are about the matter, numbers left out: a copied
        paragraph with new dates is still a copy."""
        words: list[str] = []
        body = [p for p in self.passages if p.part not in (Part.OPENING, Part.CLOSING, Part.SCORE)]
        for passage in body:
            words.extend(word for word in syllables(fold(passage.text)) if not word[0].isdigit())
            words.append("|")
        runs = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
        return frozenset(hash(run) for run in runs if "|" not in run)

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
    def self_criticism(self) -> list[Statement]:
        """Self-criticism: the list, then sentences of the text in which somebody owns to a fault."""
        listed = [
            rate(item.text, path=f"/self_criticism/{at}", judged=item.specific)
            for at, item in enumerate(self.record.self_criticism)
        ]
        known = [*listed, *self.criticism]
        found = [
            rate(text)
            for passage in self.part(Part.CRITICISM, Part.DISCUSSION, Part.RESULTS)
            for text in _turns(passage)
            if _owns_a_fault(text, passage) and _new(text, known)
        ]
        return [*listed, *found]

    @cached_property
    def criticism(self) -> list[Statement]:
        """Criticism of one another, from the list only: who criticises whom cannot be told from wording alone."""
        return [
            rate(item.text, path=f"/criticism/{at}", judged=item.specific)
            for at, item in enumerate(self.record.criticism)
        ]

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
        found = [rate(text) for p in self.part(Part.RESULTS) for text in _clauses(p) if _new(text, listed)]
        return [*listed, *found]

    @cached_property
    def tasks(self) -> list[TaskFacts]:
        """Assigned tasks: the list, then assignments in the conclusion that the list lacks."""
        listed = [_task(item, f"/tasks/{at}") for at, item in enumerate(self.record.tasks)]
        if len(listed) >= 3:
            return listed
        found: list[TaskFacts] = []
        for passage in self.part(Part.CONCLUSION):
            if row := _table_row(passage.text):
                found.append(row)
                continue
            for match in _ASSIGNED.finditer(passage.text):
                what = match["what"].strip()
                if not any(fuzz.partial_ratio(fold(what), known.folded) >= _REPEATED for known in listed):
                    folded = fold(what)
                    rated = rate(what)
                    found.append(
                        TaskFacts(what, folded, True, bool(_TERM.search(folded)), rated.grade >= 1, rated.matter, None)
                    )
        return [*listed, *found]

    @cached_property
    def decisions(self) -> list[Statement]:
        return [rate(item.text, path=f"/decisions/{at}") for at, item in enumerate(self.record.decisions)]

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
    body = passage.text.split(":", 1)[1] if passage.heading and ":" in passage.text else passage.text
    return [turn for turn in _TURN.split(body) if len(turn.split()) >= 4]


def _clauses(passage: Passage) -> list[str]:
    body = passage.text.split(":", 1)[1] if passage.heading and ":" in passage.text else passage.text
    return [clause for clause in sentences(body) if len(clause.split()) >= 3]


def _owns_a_fault(text: str, passage: Passage) -> bool:
    """Whether somebody owns to a fault: in the first person or by name of the act; under the heading of criticism
    any fault or hedge will do that is not put to somebody else."""
    folded = fold(text)
    fault = phrases.FAULT.found(text, folded)
    own = phrases.FIRST_PERSON.found(text, folded) or "tu phe binh" in folded or "tu nhan" in folded
    if passage.part is not Part.CRITICISM:
        return fault and own
    others = _TO_OTHERS.search(fold(passage.text[:160])) is not None and not own
    return not others and (own or fault or phrases.HEDGE.search(folded) is not None)


def _new(text: str, listed: list[Statement]) -> bool:
    """Whether none of ``listed`` already says what this passage of the text says."""
    folded = fold(text)
    return not any(fuzz.partial_ratio(folded, known.folded, score_cutoff=_REPEATED) >= _REPEATED for known in listed)


def _table_row(text: str) -> TaskFacts | None:
    """A row of a task table: number, task, owner, term, in columns kept apart by blanks."""
    cells = [cell.strip() for cell in text.split(COLUMN_GAP) if cell.strip()]
    if len(cells) < 4 or not cells[0].rstrip(".").isdigit():
        return None
    what, who, term = cells[1], cells[2], fold(" ".join(cells[3:]))
    rated = rate(what)
    named = who[:1].isupper() and not phrases.UNSPECIFIC_ASSIGNEE.search(fold(who))
    return TaskFacts(what, rated.folded, named, bool(_TERM.search(term)), True, rated.matter, None)


def _task(item: Task, path: str) -> TaskFacts:
    assignee = fold(item.assignee or "").strip()
    named = bool(assignee) and not phrases.UNSPECIFIC_ASSIGNEE.search(assignee)
    rated = rate(item.action)
    left = residual(syllables(fold(item.action)))
    term = item.deadline is not None or bool(item.deadline_text and _TERM.search(fold(item.deadline_text)))
    return TaskFacts(item.action, rated.folded, named, term, rated.grade >= 1 or len(left) >= 2, rated.matter, path)
