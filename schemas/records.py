"""The record contract, version 1: one JSON object per document unit.

Three rules hold everywhere: value, wording and evidence are kept apart; unknown is ``None``, never a guess;
what the page says wins, and a contradiction is a finding. Names carry no honorific, dates are ISO 8601 (partial
ones keep what is known), times are 24-hour ``HH:MM``, text is Unicode NFC.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Frozen, Model
from schemas.geometry import Box
from schemas.pages import PageSource, PageState

__all__ = [
    "SCHEMA_VERSION",
    "Absentee",
    "Alternative",
    "AssessmentOfWork",
    "Attendance",
    "CellLink",
    "Clock",
    "Closing",
    "Contribution",
    "Criticism",
    "Decision",
    "DocumentType",
    "Dues",
    "Evidence",
    "Finding",
    "FullDate",
    "Held",
    "Issued",
    "MeetingType",
    "Officer",
    "Organisation",
    "PartialDate",
    "Period",
    "Praise",
    "Preparation",
    "PreviousResolution",
    "Reading",
    "Record",
    "RecordSource",
    "SelfAssessment",
    "SelfCriticism",
    "Severity",
    "Target",
    "Task",
    "Topic",
    "Votes",
]

SCHEMA_VERSION = "1"

PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
FullDate = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Period = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$")]
Count = Annotated[int, Field(ge=0)]


class DocumentType(StrEnum):
    MINUTES = "minutes"
    RESOLUTION = "resolution"
    REVIEW = "review"
    OTHER = "other"  # not a cell document, a plan, an agenda…


class MeetingType(StrEnum):
    REGULAR = "regular"
    THEMATIC = "thematic"
    COMMITTEE = "committee"
    YEAR_END_REVIEW = "year_end_review"
    EXTRAORDINARY = "extraordinary"
    CONGRESS = "congress"


class Topic(StrEnum):
    POLITICS = "politics"
    PARTY_BUILDING = "party_building"
    INSPECTION = "inspection"
    ECONOMY = "economy"
    SOCIETY = "society"
    ENVIRONMENT = "environment"
    SECURITY = "security"
    ORGANISATION = "organisation"
    MASS_ORGANISATIONS = "mass_organisations"
    ANTI_CORRUPTION = "anti_corruption"


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Evidence(Frozen):
    """Where a value stands: the wording found, its page (1-based) and boxes, how sure the reader is, and which rule
    or model produced it. ``kind`` says what the confidence is one of: ocr, rule, model, agreement or human."""

    text: str
    page: int = Field(ge=1)
    boxes: list[Box] = Field(default_factory=list)
    confidence: float | None = Field(default=None, ge=0, le=1)
    producer: str
    kind: Literal["ocr", "rule", "model", "agreement", "human"] = "ocr"


class Alternative(Frozen):
    """A reading of a value that lost to the one in the record (an addition to version 1: readers may ignore it)."""

    value: str
    evidence: Evidence


class Finding(Frozen):
    """A contradiction or an omission; ``paths`` are JSON pointers into the record.

    ``message`` is Vietnamese, as the contract has it; ``message_en`` is an addition to version 1: the same in English.
    """

    code: str
    severity: Severity
    message: str
    paths: list[str] = Field(default_factory=list)
    message_en: str = ""

    def text(self, language: str) -> str:
        """The message in ``language`` ("vi" or "en"); Vietnamese where there is no other."""
        return self.message_en if language == "en" and self.message_en else self.message


class RecordSource(Model):
    path: str
    sha256: str
    pages: list[int]


class CellLink(Model):
    """What a register of cells says of ``organisation`` (an addition to version 1; null without a register).

    ``code``, ``name``, ``parent`` and ``kind`` are the register's own and null unless ``state`` is ``linked``; ``way``
    says how the name was recognised. ``candidates``: codes of the cells that would fit, where there are several.
    """

    state: Literal["linked", "ambiguous", "unlinked"]
    code: str | None = None
    name: str | None = None
    parent: str | None = None
    kind: str | None = None
    way: Literal["exact", "unmarked", "alias", "shortened", "approximate"] | None = None
    candidates: list[str] = Field(default_factory=list)


class Organisation(Model):
    name: str | None = None
    parent: str | None = None


class Issued(Model):
    place: str | None = None
    date: PartialDate | None = None


class Held(Model):
    date: PartialDate | None = None
    start: Clock | None = None
    end: Clock | None = None
    duration_minutes: Count | None = None
    place: str | None = None


class Officer(Model):
    """A person with the role in which they act."""

    name: str | None = None
    role: str | None = None


class Absentee(Model):
    name: str | None = None
    reason: str | None = None
    excused: bool | None = None


class Attendance(Model):
    total: Count | None = None
    official: Count | None = None
    probationary: Count | None = None
    exempt: Count | None = None
    required: Count | None = None
    present: Count | None = None
    present_official: Count | None = None
    present_probationary: Count | None = None
    absent: Count | None = None
    absent_excused: Count | None = None
    absent_unexcused: Count | None = None
    absentees: list[Absentee] = Field(default_factory=list)
    rate: float | None = None  # present / required, or present / total where nothing is said about required


class Preparation(Model):
    committee_met_on: PartialDate | None = None
    documents_posted_on: PartialDate | None = None
    draft_resolution: bool | None = None


class Dues(Model):
    paid: Count | None = None
    payable: Count | None = None
    amount_vnd: Count | None = None


class PreviousResolution(Model):
    period: Period | None = None
    done: Count | None = None
    total: Count | None = None


class Contribution(Model):
    """One person's opinion in the discussion; an unnamed one has ``speaker`` None.

    ``signs`` (an addition to version 1) says why it counts as substantive and of what kind it is: ``figure``, ``name``,
    ``place``, ``cause``, ``proposal``, ``disagreement``, ``question``, ``request`` (to a superior), ``content``.
    """

    speaker: str | None = None
    role: str | None = None
    text: str
    substantive: bool | None = None
    signs: list[str] = Field(default_factory=list)


class SelfCriticism(Model):
    person: str | None = None
    text: str
    specific: bool | None = None
    cause: str | None = None
    remedy: str | None = None
    deadline: PartialDate | None = None


class Criticism(Model):
    by: str | None = None
    of: str | None = None
    text: str
    specific: bool | None = None


class Praise(Model):
    person: str | None = None
    text: str


class AssessmentOfWork(Model):
    done: list[str] = Field(default_factory=list)
    not_done: list[str] = Field(default_factory=list)
    causes_objective: list[str] = Field(default_factory=list)
    causes_subjective: list[str] = Field(default_factory=list)
    solutions: list[str] = Field(default_factory=list)


class Votes(Model):
    for_: Count | None = Field(default=None, alias="for")
    against: Count | None = None
    abstain: Count | None = None
    base: Count | None = None


class Decision(Model):
    text: str
    votes: Votes | None = None


class Task(Model):
    assignee: str | None = None
    action: str
    deadline: PartialDate | None = None
    deadline_text: str | None = None


class Target(Model):
    indicator: str
    planned: float | None = None
    actual: float | None = None
    unit: str | None = None
    percent: float | None = None


class SelfAssessment(Model):
    score: float | None = None
    max: float | None = None
    grade: str | None = None


class Closing(Model):
    read_back: bool | None = None
    signed: list[str] = Field(default_factory=list)


class Reading(Frozen):
    """How one page of the unit was read (an addition to version 1: readers may ignore it)."""

    page: int = Field(ge=1)
    source: PageSource
    state: PageState
    grade: str | None = None
    producer: str = ""


class Record(Model):
    """What one document unit says."""

    schema_version: Literal["1"] = "1"
    record_id: str
    source: RecordSource
    document_type: DocumentType
    meeting_type: MeetingType | None = None
    number: str | None = None
    title: str | None = None
    organisation: Organisation = Field(default_factory=Organisation)
    issued: Issued = Field(default_factory=Issued)
    period: Period | None = None
    held: Held = Field(default_factory=Held)
    chair: Officer = Field(default_factory=Officer)
    secretary: Officer = Field(default_factory=Officer)
    superiors: list[Officer] = Field(default_factory=list)
    attendance: Attendance = Field(default_factory=Attendance)
    preparation: Preparation = Field(default_factory=Preparation)
    dues: Dues = Field(default_factory=Dues)
    previous_resolution: PreviousResolution = Field(default_factory=PreviousResolution)
    theme: str | None = None
    topics: list[Topic] = Field(default_factory=list)
    contributions: list[Contribution] = Field(default_factory=list)
    self_criticism: list[SelfCriticism] = Field(default_factory=list)
    criticism: list[Criticism] = Field(default_factory=list)
    praise: list[Praise] = Field(default_factory=list)
    assessment_of_work: AssessmentOfWork = Field(default_factory=AssessmentOfWork)
    decisions: list[Decision] = Field(default_factory=list)
    tasks: list[Task] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    self_assessment: SelfAssessment = Field(default_factory=SelfAssessment)
    closing: Closing = Field(default_factory=Closing)
    findings: list[Finding] = Field(default_factory=list)
    inferred: dict[str, str] = Field(default_factory=dict)  # JSON pointer -> from what
    evidence: dict[str, Evidence] = Field(default_factory=dict)  # JSON pointer -> where it stands
    alternatives: dict[str, list[Alternative]] = Field(default_factory=dict)  # JSON pointer -> readings that lost
    reading: list[Reading] = Field(default_factory=list)
    cell: CellLink | None = None
    text: str = ""
