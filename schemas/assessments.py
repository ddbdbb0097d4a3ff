"""What ``quality`` hands on: criteria with reasons and evidence, a total as a range, a profile of levels.

A meeting is assessed, never a person. ``undetermined`` is not zero: it widens the range.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.base import Frozen
from schemas.records import Evidence, RecordSource

__all__ = [
    "Assessment",
    "CitedEvidence",
    "CriterionResult",
    "CriterionStatus",
    "MachineVerdict",
    "Measure",
    "Profile",
    "ProfileLevels",
    "RubricRef",
]

Points = Annotated[list[float], Field(min_length=2, max_length=2)]
Level = Annotated[int, Field(ge=0, le=3)]


class CriterionStatus(StrEnum):
    SCORED = "scored"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    HUMAN = "human"


class CitedEvidence(Evidence):
    """Evidence with the JSON pointer of the value in the record that it supports."""

    path: str

    @classmethod
    def of(cls, path: str, evidence: Evidence) -> CitedEvidence:
        """``evidence``, validated when its record was made, under ``path``: made as pydantic copies a model, in a third
        of the time of ``model_construct``, for a meeting is judged by some thirty quotes."""
        values = {**evidence.__dict__, "path": path}
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


class RubricRef(Frozen):
    """Which frame was applied, in which version of its file."""

    id: str
    version: str
    title: str


class MachineVerdict(Frozen):
    """What the machine said of a criterion that a person has decided; it stays beside the person's level."""

    status: CriterionStatus
    level: str | None = None
    points: Points | None = None
    reason: str


class CriterionResult(Frozen):
    """One criterion: its level, the points it may be worth as ``[low, high]``, and why (one Vietnamese sentence)."""

    id: str
    label: str
    status: CriterionStatus
    level: str | None = None
    points: Points | None = None
    max_points: float | None = None
    reason: str
    evidence: list[CitedEvidence] = Field(default_factory=list)
    raise_by: str | None = None  # what would raise it, where that can be said
    machine: MachineVerdict | None = None  # with status `human` only


class Measure(Frozen):
    """One figure of the substance profile, with the formula in words and the evidence it rests on."""

    value: float | None
    unit: str
    formula: str
    evidence: list[CitedEvidence] = Field(default_factory=list)


class ProfileLevels(Frozen):
    """Five ordinal aspects, 0 to 3, or None where the minutes do not let one say."""

    discussion_substance: Level | None = None
    self_criticism_specificity: Level | None = None
    task_assignment_clarity: Level | None = None
    follow_up_of_previous_resolution: Level | None = None
    focus: Level | None = None


class Profile(Frozen):
    measures: dict[str, Measure] = Field(default_factory=dict)
    levels: ProfileLevels = ProfileLevels()
    human_levels: ProfileLevels | None = None  # the aspects that a person has decided; `levels` stays the machine's


class Assessment(Frozen):
    """How substantive one meeting was, against one rubric. ``total`` and ``grade`` are ``[low, high]``; where people
    have decided criteria, ``machine_total`` is the total without them."""

    record_id: str
    source: RecordSource
    rubric: RubricRef | None
    criteria: list[CriterionResult] = Field(default_factory=list)
    total: Points | None = None
    max_total: float | None = None
    grade: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    machine_total: Points | None = None
    profile: Profile = Profile()
    notes: list[str] = Field(default_factory=list)
