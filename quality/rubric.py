"""The schema of a rubric: the frame by which a committee judges its cells' meetings, as data.

Every figure (points, threshold, grade bound, parameter) carries the paragraph it comes from and its standing:
``F`` read in a primary or published source, ``F2`` known from a secondary source only, ``U`` not verified. A figure
with standing ``U`` is a choice of whoever wrote the file and must say so in ``decision``.
"""

from __future__ import annotations

import datetime
import itertools
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from quality.detectors import DETECTORS
from quality.refusals import Refused
from schemas import DocumentType, MeetingType

__all__ = [
    "Absence",
    "AppliesTo",
    "Band",
    "Bound",
    "Criterion",
    "Figure",
    "Grade",
    "NotApplicable",
    "Param",
    "Part",
    "Rescaling",
    "Rubric",
    "Source",
    "Validity",
    "Veto",
]

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
Sentence = Annotated[str, Field(min_length=3)]
Standing = Literal["F", "F2", "U"]
Condition = Literal["no_theme", "first_of_series", "no_present"]


class Strict(BaseModel):
    """Unknown keys are refused: a misspelt key must not pass for a rule."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a figure comes from, and how well that is known."""

    paragraph: Sentence
    standing: Standing
    decision: str | None = None

    @model_validator(mode="after")
    def _unverified_is_a_decision(self) -> Self:
        if self.standing == "U" and not self.decision:
            raise Refused(
                "a figure with standing U needs a `decision` that says who chose it and why",
                "số liệu có standing U phải có `decision` nói rõ ai chọn và vì sao",
            )
        return self


class Figure(Strict):
    """A number that steers a detector."""

    value: float
    source: Source


Param = Figure | bool | str | list[str] | list[dict[str, str | list[str]]]


class Bound(Strict):
    """A condition on one measure of a detector; all the bounds given must hold."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(value is None for value in (self.at_least, self.above, self.at_most, self.below)):
            raise Refused("give at_least, above, at_most or below", "phải có at_least, above, at_most hoặc below")
        return self

    def holds(self, value: float) -> bool:
        """Whether ``value`` meets the bound; a hair (1e-9) of floating-point error is forgiven."""
        hair = 1e-9
        return (
            (self.at_least is None or value >= self.at_least - hair)
            and (self.above is None or value > self.above + hair)
            and (self.at_most is None or value <= self.at_most + hair)
            and (self.below is None or value < self.below - hair)
        )


class Band(Strict):
    """One step of a scale. The first band whose conditions all hold is taken; one without conditions always holds.

    ``points`` is one number, or ``[low, high]`` where the evidence only narrows a person's judgement.
    """

    level: Sentence
    when: dict[str, Bound] = Field(default_factory=dict)
    points: float | tuple[float, float] | None = None
    source: Source

    @property
    def span(self) -> tuple[float, float] | None:
        if self.points is None:
            return None
        return self.points if isinstance(self.points, tuple) else (self.points, self.points)


class Absence(Strict):
    """What it means that the minutes say nothing about it.

    ``undetermined``: the range stays open. ``low``: where the minutes were read from opening to close (both have
    evidence, and that evidence is cited), silence is held against the meeting and gives ``points``/``level``.
    """

    means: Literal["undetermined", "low"] = "undetermined"
    level: str | None = None
    points: tuple[float, float] | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _low_is_explained(self) -> Self:
        if self.means == "low" and (self.level is None or self.source is None):
            raise Refused("absence `low` needs `level` and `source`", "absence `low` phải có `level` và `source`")
        return self


class NotApplicable(Strict):
    """When the criterion is left out of the sum, and why that was decided."""

    when: list[Condition] = Field(default_factory=list)
    meeting_types: list[MeetingType] = Field(default_factory=list)
    decision: Sentence


class Part(Strict):
    """A detector with its parameters and scale."""

    id: Identifier
    label: Sentence
    max: float | None = Field(default=None, ge=0)
    detector: str
    params: dict[str, Param] = Field(default_factory=dict)
    bands: list[Band] = Field(default_factory=list)
    absence: Absence = Absence()
    not_applicable: NotApplicable | None = None
    source: Source
    raise_by: str | None = None

    @field_validator("detector")
    @classmethod
    def _known_detector(cls, name: str) -> str:
        if name not in DETECTORS:
            raise Refused(
                f"there is no detector {name!r}; there are: {', '.join(sorted(DETECTORS))}",
                f"không có bộ dò {name!r}; hiện có: {', '.join(sorted(DETECTORS))}",
            )
        return name

    @model_validator(mode="after")
    def _scale_fits(self) -> Self:
        detector = DETECTORS[self.detector]
        if self.detector != "human" and not self.bands:
            raise Refused(
                f"{self.id}: a detector needs `bands` to turn its measures into a level",
                f"{self.id}: bộ dò phải có `bands` để đổi số đo thành mức",
            )
        if self.bands and self.bands[-1].when:
            raise Refused(
                f"{self.id}: the last band must have no `when`, so that every case is decided",
                f"{self.id}: bậc cuối không được có `when`, để trường hợp nào cũng có mức",
            )
        for name in {name for band in self.bands for name in band.when} - detector.measures:
            raise Refused(
                f"{self.id}: detector {self.detector!r} has no measure {name!r}",
                f"{self.id}: bộ dò {self.detector!r} không có số đo {name!r}",
            )
        for name in set(self.params) - detector.params:
            raise Refused(
                f"{self.id}: detector {self.detector!r} takes no parameter {name!r}",
                f"{self.id}: bộ dò {self.detector!r} không nhận tham số {name!r}",
            )
        _check_points(self)
        return self


class Criterion(Strict):
    """One row of the frame: either one detector, or several parts whose points add up."""

    id: Identifier
    label: Sentence
    group: str | None = None
    max: float | None = Field(default=None, ge=0)
    source: Source
    parts: list[Part] = Field(min_length=1)
    bonus: list[Part] = Field(default_factory=list)
    not_applicable: NotApplicable | None = None
    evidence_required: Literal[True] = True  # no file can switch it off: a point without a quote is not given

    @model_validator(mode="before")
    @classmethod
    def _one_detector_is_one_part(cls, data: object) -> object:
        """A criterion with a detector of its own is written flat; inside it becomes its only part."""
        if not isinstance(data, dict) or "detector" not in data:
            return data
        if "parts" in data:
            raise Refused(
                "give either `detector` or `parts`, not both", "chỉ ghi `detector` hoặc `parts`, không ghi cả hai"
            )
        own = ("id", "label", "max", "source")
        moved = ("detector", "params", "bands", "absence", "raise_by")
        part = {key: data[key] for key in (*own, *moved) if key in data}
        return {**{key: value for key, value in data.items() if key not in moved}, "parts": [part]}

    @model_validator(mode="after")
    def _sums(self) -> Self:
        if self.max is None:
            return self
        total = sum(part.max or 0 for part in self.parts)
        extra = sum(part.max or 0 for part in self.bonus)
        if total > self.max + 1e-9 or total + extra < self.max - 1e-9:
            raise Refused(
                f"{self.id}: the parts make {total:g} (+{extra:g} bonus), the criterion says {self.max:g}",
                f"{self.id}: các phần cộng lại {total:g} (+{extra:g} điểm cộng), tiêu chí ghi {self.max:g}",
            )
        return self


class Grade(Strict):
    """A grade with the points from which it is given."""

    name: Sentence
    at_least: float
    source: Source


class Veto(Strict):
    """A rule on top of the sum: without full marks on all of ``needs_full`` the grade is at most ``at_most``."""

    id: Identifier
    needs_full: list[str] = Field(min_length=1)
    at_most: str
    source: Source


class Validity(Strict):
    """First and last day on which a meeting is judged by the frame; None is open."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: datetime.date | None = Field(default=None, alias="from")
    to: datetime.date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            raise Refused("`to` lies before `from`", "`to` trước `from`")
        return self


class AppliesTo(Strict):
    """Kinds of document and of meeting; a meeting of unknown kind counts as a regular one."""

    document_types: list[DocumentType] = Field(default_factory=lambda: [DocumentType.MINUTES])
    meeting_types: list[MeetingType] = Field(
        default_factory=lambda: [MeetingType.REGULAR, MeetingType.THEMATIC, MeetingType.EXTRAORDINARY]
    )


class Rescaling(Strict):
    """What becomes of points that could not be reached because a criterion does not apply.

    ``none``: the sum stays as it is, out of fewer points. ``proportional``: it is stretched to the full scale.
    """

    mode: Literal["none", "proportional"]
    decision: Sentence


class Rubric(Strict):
    """One frame in one version."""

    id: Identifier
    version: Annotated[str, Field(min_length=1)]
    title: Sentence
    scope: Literal["national", "local", "example"]
    issuer: Sentence
    number: Sentence
    date: datetime.date
    valid: Validity
    kinds_of_cell: list[Sentence] = Field(min_length=1)
    applies_to: AppliesTo = AppliesTo()
    scale: Literal["points", "conformity"]
    total: float | None = None
    source: Source
    rescaling: Rescaling
    criteria: list[Criterion] = Field(min_length=1)
    grades: list[Grade] = Field(default_factory=list)
    vetoes: list[Veto] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) != len(ids):
            double = sorted({name for name in ids if ids.count(name) > 1})
            raise Refused(f"criterion ids must differ: {double}", f"mã tiêu chí phải khác nhau: {double}")
        if self.scale == "points":
            self._check_points()
        elif self.grades or self.total is not None or any(criterion.max is not None for criterion in self.criteria):
            raise Refused(
                "a frame of conformity has no points: leave out `total`, `grades` and every `max`",
                "khung đánh giá phù hợp không có điểm: bỏ `total`, `grades` và mọi `max`",
            )
        names = [grade.name for grade in self.grades]
        for veto in self.vetoes:
            if veto.at_most not in names:
                raise Refused(
                    f"veto {veto.id}: there is no grade {veto.at_most!r}",
                    f"quy tắc chặn {veto.id}: không có mức {veto.at_most!r}",
                )
            for name in veto.needs_full:
                if name not in ids:
                    raise Refused(
                        f"veto {veto.id}: there is no criterion {name!r}",
                        f"quy tắc chặn {veto.id}: không có tiêu chí {name!r}",
                    )
        return self

    def _check_points(self) -> None:
        missing = [criterion.id for criterion in self.criteria if criterion.max is None]
        if missing or self.total is None:
            raise Refused(
                f"a frame of points needs `total` and a `max` for every criterion; missing: {missing}",
                f"khung có điểm phải có `total` và `max` cho mọi tiêu chí; thiếu: {missing}",
            )
        total = sum(criterion.max or 0 for criterion in self.criteria)
        if abs(total - self.total) > 1e-9:
            raise Refused(
                f"the criteria make {total:g} points, `total` says {self.total:g}",
                f"các tiêu chí cộng lại {total:g} điểm, `total` ghi {self.total:g}",
            )
        bounds = [grade.at_least for grade in self.grades]
        if not bounds or bounds != sorted(bounds, reverse=True) or len(set(bounds)) != len(bounds) or bounds[-1] > 0:
            raise Refused(
                "`grades` must go from the highest bound down to one at 0 or below",
                "`grades` phải xếp từ ngưỡng cao xuống đến ngưỡng 0 hoặc thấp hơn",
            )


def _check_points(part: Part) -> None:
    spans = [band.span for band in part.bands]
    if part.max is None:
        if any(span is not None for span in spans):
            raise Refused(
                f"{part.id}: bands have points but there is no `max`", f"{part.id}: bậc có điểm mà không có `max`"
            )
        return
    known = [span for span in spans if span is not None]
    if len(known) != len(spans):
        raise Refused(f"{part.id}: every band needs `points`", f"{part.id}: bậc nào cũng phải có `points`")
    for low, high in (*known, *([part.absence.points] if part.absence.points else [])):
        if not 0 <= low <= high <= part.max:
            raise Refused(
                f"{part.id}: points [{low:g}, {high:g}] do not lie within 0 and {part.max:g}",
                f"{part.id}: điểm [{low:g}, {high:g}] không nằm trong khoảng 0 đến {part.max:g}",
            )
    if any(later[1] > earlier[1] or later[0] > earlier[0] for earlier, later in itertools.pairwise(known)):
        raise Refused(
            f"{part.id}: bands must go from the most points to the fewest",
            f"{part.id}: các bậc phải xếp từ nhiều điểm đến ít điểm",
        )
    if part.absence.means == "low" and part.absence.points is None:
        raise Refused(f"{part.id}: absence `low` needs `points`", f"{part.id}: absence `low` phải có `points`")
