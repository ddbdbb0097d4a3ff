"""All tables of the feed. ``python -m bienban.publish.catalogue`` prints them for docs/analytics.md."""

from __future__ import annotations

from bienban.publish.columns import Column, Form, Kind, Table, described
from schemas import DocumentType, MeetingType, PageSource, PageState, ProfileLevels, Severity, Topic
from schemas.assessments import CriterionStatus

__all__ = ["BY_MEETING", "DIMENSIONS", "FACTS", "SCHEMA_VERSION", "TABLES", "TOPICS"]

SCHEMA_VERSION = "3"  # of the tables below: another one builds the feed anew

TOPICS: dict[str, tuple[str, str]] = {
    Topic.POLITICS: ("political and ideological work", "công tác chính trị, tư tưởng"),
    Topic.PARTY_BUILDING: ("party building", "xây dựng Đảng"),
    Topic.INSPECTION: ("inspection and supervision", "kiểm tra, giám sát"),
    Topic.ECONOMY: ("economy", "kinh tế"),
    Topic.SOCIETY: ("society and culture", "văn hoá, xã hội"),
    Topic.ENVIRONMENT: ("environment", "môi trường"),
    Topic.SECURITY: ("defence and security", "quốc phòng, an ninh"),
    Topic.ORGANISATION: ("organisation and personnel", "tổ chức, cán bộ"),
    Topic.MASS_ORGANISATIONS: ("mass organisations", "mặt trận, đoàn thể"),
    Topic.ANTI_CORRUPTION: ("corruption, waste, negative practices", "phòng, chống tham nhũng, lãng phí, tiêu cực"),
}


def text(name: str, form: Form, meaning: str, *, required: bool = False, identified: bool = False) -> Column:
    return Column(name, Kind.TEXT, meaning, form, required=required, identified=identified)


def choice(name: str, choices: tuple[str, ...], meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TEXT, meaning, Form.CODE, required=required, choices=choices)


def count(name: str, meaning: str, *, required: bool = False, high: float | None = None) -> Column:
    return Column(name, Kind.WHOLE, meaning, required=required, low=0, high=high)


def share(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning, low=0, high=1)


def truth(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TRUTH, meaning, required=required)


def number(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning)


def day(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, meaning, required=required)


def dimension(name: str, grain: str, *columns: Column) -> Table:
    """A table whose first column tells its rows apart."""
    return Table(name, grain, (columns[0].name,), columns, by_meeting=False)


def fact(name: str, grain: str, *columns: Column, key: tuple[str, ...] = ()) -> Table:
    """A table of rows that come and go with a meeting; ``key``: what tells those of one meeting apart."""
    return Table(name, grain, ("meeting", *key), (MEETING, CELL, MONTH, *columns))


def listed(name: str, grain: str, *columns: Column) -> Table:
    """A fact with a row for each item of one of the record's lists."""
    return fact(name, grain, POSITION, *columns, key=("position",))


MEETING = text("meeting", Form.MEETING, "key of the meeting or other paper, the same in all tables", required=True)
CELL = text("cell", Form.CELL, "key of the cell (`dim_cell`); empty where no paper names it")
MONTH = text("month", Form.MONTH, "month that it is about, else the one it was held or issued in")
POSITION = Column("position", Kind.WHOLE, "place in the record, from 1", required=True, low=1)
SYLLABLES = count("syllables", "length of its text", required=True)
PERSON = "pseudonym, stable under one key; empty where nobody is named or the group is small"

DIM_CELL = dimension(
    "dim_cell",
    "One row a cell.",
    text("cell", Form.CELL, "key of the cell", required=True),
    text("unit", Form.UNIT, "key of the superior organisation; empty where it is unknown"),
    text("unit_now", Form.UNIT, "key of the unit that followed it, where it was merged or renamed; else `unit`"),
    text("merged_into", Form.CELL, "key of the cell that it was merged into, by the register"),
    truth("registered", "whether the register of cells knows it", required=True),
    truth("small_group", "fewer than 5 members, or a number nobody knows", required=True),
    count("members", "largest number of members ever stated; empty where the group is small"),
    text("first_month", Form.MONTH, "month of its first paper"),
    text("last_month", Form.MONTH, "month of its last paper"),
    count("papers", "papers of the cell", required=True),
    text("name", Form.WORDING, "its name", identified=True),
    text("parent", Form.WORDING, "name of the superior organisation", identified=True),
)
DIM_DATE = dimension(
    "dim_date",
    "One row a day of each year that a meeting or a deadline falls into.",
    day("date", "the day", required=True),
    count("year", "year", required=True),
    count("quarter", "1 to 4", required=True, high=4),
    count("month", "1 to 12", required=True, high=12),
    count("day", "day of the month", required=True, high=31),
    count("weekday", "1 (Monday) to 7", required=True, high=7),
    text("year_month", Form.MONTH, "year and month", required=True),
    truth("unified_day", "the 3rd of a month, fixed for all cells since December 2025", required=True),
)
DIM_CRITERION = dimension(
    "dim_criterion",
    "One row a criterion of a rubric in one version of it.",
    text("criterion", Form.WORDING, "rubric, version and number of the criterion, parted by `/`", required=True),
    text("rubric", Form.WORDING, "id of the rubric", required=True),
    text("rubric_version", Form.WORDING, "its version", required=True),
    text("number", Form.WORDING, "number of the criterion in the rubric", required=True),
    text("label", Form.WORDING, "its title in the rubric's words"),
    number("max_points", "points that could be had"),
)
DIM_TOPIC = dimension(
    "dim_topic",
    "One row a topic of the contract.",
    choice("topic", tuple(Topic), "code of the topic", required=True),
    text("name_en", Form.WORDING, "English name", required=True),
    text("name_vi", Form.WORDING, "Vietnamese name", required=True),
)
DIM_DOCUMENT = dimension(
    "dim_document",
    "One row an original (one file content) that was read.",
    text("document", Form.DOCUMENT, "key of the original", required=True),
    text("media_type", Form.WORDING, "kind of file", required=True),
    count("pages", "pages", required=True),
    count("records", "meetings and other papers found in it", required=True),
    text("read_version", Form.WORDING, "version of the reading", required=True),
    text("understand_version", Form.WORDING, "version of the understanding", required=True),
    day("first_saved", "day it was first loaded (UTC)", required=True),
)
FACT_MEETING = fact(
    "fact_meeting",
    "One row a record: minutes of one meeting, one resolution, one review or other paper.",
    text("document", Form.DOCUMENT, "original it stands in (`dim_document`)", required=True),
    day("date", "day it was held, or issued; empty where only a part of the date is known"),
    text("held_on", Form.PARTIAL_DATE, "date of the meeting, perhaps partial"),
    choice("document_type", tuple(DocumentType), "kind of paper", required=True),
    choice("meeting_type", tuple(MeetingType), "kind of meeting; empty where unknown"),
    truth("small_group", "fewer than 5 people, or a number nobody knows: figures of people empty", required=True),
    count("duration_minutes", "from start to end"),
    count("contributions", "opinions in the discussion", required=True),
    count("contributions_substantive", "of these, those that say something of this cell", required=True),
    count("contributions_unclear", "of these, those not judged", required=True),
    count("decisions", "decisions", required=True),
    count("tasks", "tasks given", required=True),
    count("tasks_with_deadline", "of these, with a deadline that is a date", required=True),
    count("self_criticisms", "self-criticisms", required=True),
    count("self_criticisms_specific", "of these, the specific ones", required=True),
    count("criticisms", "criticisms of others", required=True),
    count("praises", "praises", required=True),
    count("previous_done", "tasks of the previous resolution that were done"),
    count("previous_total", "tasks of the previous resolution"),
    count("findings_error", "findings that are errors", required=True),
    count("findings_warning", "findings that are warnings", required=True),
    count("pages", "pages it stands on", required=True),
    count("corrected", "values that a person corrected", required=True),
    text("rubric", Form.WORDING, "id of the rubric applied; empty where none applies"),
    text("rubric_version", Form.WORDING, "its version"),
    number("total_low", "points, lower end of the range"),
    number("total_high", "points, upper end of the range"),
    number("max_total", "points that could be had"),
    text("grade_low", Form.WORDING, "grade at the lower end, in the rubric's words"),
    text("grade_high", Form.WORDING, "grade at the upper end"),
    *(count(f"level_{name}", "level of the profile, 0 to 3", high=3) for name in ProfileLevels.model_fields),
)
MEETING_TOPIC = fact(
    "meeting_topic",
    "One row a meeting and topic that it dealt with.",
    choice("topic", tuple(Topic), "code of the topic (`dim_topic`)", required=True),
    key=("topic",),
)
FACT_ATTENDANCE = fact(
    "fact_attendance",
    "One row a record that states attendance.",
    choice("document_type", tuple(DocumentType), "kind of paper", required=True),
    truth("small_group", "fewer than 5 people: the columns after it are empty", required=True),
    count("members", "members that the minutes state"),
    count("required", "of these, those who had to attend"),
    count("present", "members present"),
    count("absent", "members absent"),
    Column("rate", Kind.NUMBER, "present by required, else by members", low=0),
)
FACT_CONTRIBUTION = listed(
    "fact_contribution",
    "One row a contribution to the discussion.",
    text("speaker", Form.PERSON, PERSON),
    truth("substantive", "says something of this cell and meeting; empty where not judged"),
    count("signs", "signs of substance found in it", required=True),
    SYLLABLES,
    text("speaker_name", Form.WORDING, "the speaker", identified=True),
    text("text", Form.WORDING, "what was said", identified=True),
)
FACT_DECISION = listed(
    "fact_decision",
    "One row a decision.",
    truth("has_votes", "whether the votes in favour are stated", required=True),
    truth("unanimous", "all in favour; empty without votes, or where fewer than 5 did not agree"),
    share("share_for", "in favour by those voting; empty as above"),
    SYLLABLES,
    text("text", Form.WORDING, "what was decided", identified=True),
)
FACT_TASK = listed(
    "fact_task",
    "One row a task.",
    choice("assignee_kind", ("person", "group", "none"), "who is to do it: group is a body", required=True),
    text("assignee", Form.PERSON, PERSON),
    text("deadline", Form.PARTIAL_DATE, "deadline, perhaps partial"),
    day("deadline_date", "the deadline, where it is a full date"),
    Column("days_given", Kind.WHOLE, "days from the meeting to the deadline, where both are full dates"),
    SYLLABLES,
    text("assignee_name", Form.WORDING, "who is to do it", identified=True),
    text("text", Form.WORDING, "what is to be done", identified=True),
)
FACT_SELF_CRITICISM = listed(
    "fact_self_criticism",
    "One row a self-criticism.",
    text("person", Form.PERSON, PERSON),
    truth("specific", "names a fault of one's own; empty where not judged"),
    truth("has_cause", "says why", required=True),
    truth("has_remedy", "says what will be done", required=True),
    truth("has_deadline", "says by when", required=True),
    SYLLABLES,
    text("person_name", Form.WORDING, "who", identified=True),
    text("text", Form.WORDING, "what was said", identified=True),
)
FACT_SCORE = fact(
    "fact_score",
    "One row a meeting and criterion of the rubric applied.",
    text("criterion", Form.WORDING, "the criterion (`dim_criterion`)", required=True),
    choice("status", tuple(CriterionStatus), "undetermined is not zero", required=True),
    text("level", Form.WORDING, "level reached, in the rubric's words"),
    number("points_low", "points, lower end of the range"),
    number("points_high", "points, upper end"),
    number("max_points", "points that could be had"),
    count("evidence", "places in the paper that it rests on", required=True),
    key=("criterion",),
)
FACT_FINDING = listed(
    "fact_finding",
    "One row a contradiction or omission found.",
    text("code", Form.CODE, "what was found ([findings](findings.md))", required=True),
    choice("severity", tuple(Severity), "how grave", required=True),
    truth("first_of_kind", "the first of its code and severity in the paper: these count papers", required=True),
    text("path", Form.POINTER, "JSON pointer of the first value concerned"),
)
FACT_READING = fact(
    "fact_reading",
    "One row a meeting and page that it stands on: how well the page was read.",
    Column("page", Kind.WHOLE, "page of the original, from 1", required=True, low=1),
    choice("source", tuple(PageSource), "where its text came from", required=True),
    choice("state", tuple(PageState), "what became of it", required=True),
    text("grade", Form.GRADE, "grade of the reading, A to D"),
    count("words", "words read"),
    share("mean_confidence", "mean confidence of its words"),
    share("lexicon_share", "share of its words that are words of the language"),
    key=("page",),
)
DIMENSIONS = (DIM_CELL, DIM_DATE, DIM_CRITERION, DIM_TOPIC, DIM_DOCUMENT)
FACTS = (
    FACT_MEETING, MEETING_TOPIC, FACT_ATTENDANCE, FACT_CONTRIBUTION, FACT_DECISION, FACT_TASK, FACT_SELF_CRITICISM,
    FACT_SCORE, FACT_FINDING, FACT_READING,
)  # fmt: skip
TABLES = (*DIMENSIONS, *FACTS)
BY_MEETING = tuple(table for table in TABLES if table.by_meeting)


if __name__ == "__main__":
    print(described(TABLES))
