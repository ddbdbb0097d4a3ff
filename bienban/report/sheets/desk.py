"""What every builder of a sheet has at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bienban.i18n import Say
from bienban.report.model import Band, CropMaker
from bienban.report.plot import bands_of
from bienban.report.sheets.evidence import Book, cited, whole
from bienban.report.sheets.model import Cell, RangeBar, figure_cell, label
from bienban.words import figure, range_text
from quality import Rubric, SeriesEvidence, SeriesSource
from schemas import Assessment, Record

__all__ = ["Desk"]

_CITED = 12  # quotes for the total of a meeting: those of its criteria, the first of each


@dataclass(frozen=True)
class Desk:
    """Records and assessments by record id, the frames by id and version, and the words to say it in."""

    records: Mapping[str, Record]
    assessments: Mapping[str, Assessment]
    rubrics: Mapping[tuple[str, str], Rubric]
    say: Say
    made: str
    version: str
    cut: CropMaker | None = None
    pictures: bool = False  # of every figure; else of findings only

    @cached_property
    def book(self) -> Book:
        return Book(self.records, self.cut, self.say)

    def rubric_of(self, assessment: Assessment | None) -> Rubric | None:
        if assessment is None or assessment.rubric is None:
            return None
        return self.rubrics.get((assessment.rubric.id, assessment.rubric.version))

    def bands(self, assessment: Assessment | None) -> Sequence[Band]:
        """The grades of the meeting's frame along its scale."""
        rubric = self.rubric_of(assessment)
        if rubric is None or assessment is None or not assessment.max_total:
            return ()
        return bands_of([(grade.name, grade.at_least) for grade in rubric.grades], assessment.max_total)

    def quoted(self, record: Record, what: str, *pointers: str) -> int:
        """The entry of these values of one record; the paper itself where none has a quote."""
        found = [
            SeriesEvidence(record_id=record.record_id, path=key, text=one.text, page=one.page, boxes=one.boxes)
            for pointer in pointers
            for key in _nearest(record, pointer)
            if (one := record.evidence[key])
        ]
        return self.book.places(what, found or whole(record, pointers[0]), pictures=self.pictures)

    def total_cell(self, record: Record, assessment: Assessment | None) -> Cell:
        """The meeting's range of points, resting on what its criteria rest on."""
        if assessment is None or assessment.total is None:
            return label("–")
        text = range_text(assessment.total, self.say)
        return figure_cell(text, self.total_ref(record, assessment))

    def total_ref(self, record: Record, assessment: Assessment) -> int:
        first = [one for criterion in assessment.criteria for one in criterion.evidence[:1]][:_CITED]
        evidence = cited(record.record_id, first) or whole(record)
        return self.book.places(self.say("sheet.range-of"), evidence)

    def bar(self, assessment: Assessment | None) -> RangeBar | None:
        if assessment is None or assessment.total is None or not assessment.max_total:
            return None
        low, high = (round(100 * end / assessment.max_total, 2) for end in assessment.total)
        return RangeBar(low, high, self.bands(assessment))

    def grade_cell(self, assessment: Assessment | None) -> Cell:
        if assessment is None or assessment.grade is None:
            return label("–")
        return label(" – ".join(dict.fromkeys(assessment.grade)))

    def percent(self, part: float, whole_: float) -> str:
        return f"{figure(100 * part / whole_, self.say)} %"

    def source_cell(self, source: SeriesSource | None) -> Cell:
        """The paragraph; its entry says how well it is known and what was decided here."""
        if source is None:
            return label("–")
        standing = self.say(f"standing.{source.standing}")
        decided = f" {self.say('sheet.decided', what=source.decision)}" if source.decision else ""
        ref = self.book.rule(self.say("sheet.rule"), f"{source.paragraph} ({standing}).{decided}")
        return Cell(source.paragraph, ref=ref, is_label=True, look="small")


def _nearest(record: Record, pointer: str) -> list[str]:
    """The pointer itself where it has a quote, else those below it that have one, without their own parts."""
    if pointer in record.evidence:
        return [pointer]
    found: list[str] = []
    for key in sorted(record.evidence, key=lambda key: key.count("/")):
        if key.startswith(f"{pointer}/") and not any(key.startswith(f"{known}/") for known in found):
            found.append(key)
    return sorted(found, key=list(record.evidence).index)
