"""All tables of the export with their columns. ``python -m bienban.export.catalogue`` prints them for the docs."""

from __future__ import annotations

from bienban.export.columns import Column, Form, Table, count, described
from schemas import ProfileLevels

__all__ = ["ATTENDANCE", "CELLS", "CONTRIBUTIONS", "FINDINGS", "MEETINGS", "TABLES", "TASKS", "TREND"]

RECORD = Column("record", Form.RECORD, "key of the document, the same in every table and every export")
CELL = Column("cell", Form.CELL, "key of the cell; empty where no paper names it")
MONTH = Column("month", Form.MONTH, "month that the document is about, else the one it was held or issued in")
PERSON = (
    "stable pseudonym, the same as in `bienban report --pseudonyms`; empty where nobody is named or the group is small"
)

MEETINGS = Table(
    "meetings",
    "One row a record: minutes of one meeting, one resolution, one review or other paper.",
    (
        RECORD,
        CELL,
        MONTH,
        Column("document_type", Form.CODE, "minutes, resolution, review, other"),
        Column("meeting_type", Form.CODE, "regular, thematic, committee, year_end_review, extraordinary, congress"),
        Column("held_on", Form.DATE, "date of the meeting, perhaps partial"),
        count("duration_minutes", "from start to end"),
        Column("topics", Form.CODE, "topics of the contract, parted by `|`"),
        Column("small_group", Form.TRUTH, "fewer than 5 people, or a number nobody knows: figures of people left out"),
        count("members", "members that the minutes state"),
        count("required", "of these, those who had to attend"),
        count("present", "members present"),
        count("absent", "members absent"),
        Column("attendance_rate", Form.NUMBER, "present by required, else by members; 0 to 1"),
        count("contributions", "opinions in the discussion"),
        count("contributions_substantive", "of these, those that say something of this cell and meeting"),
        count("contributions_unclear", "of these, those not judged"),
        count("tasks", "tasks given"),
        count("tasks_with_deadline", "of these, with a deadline that is a date"),
        count("self_criticism", "self-criticisms"),
        count("self_criticism_specific", "of these, the specific ones"),
        count("criticism", "criticisms of others"),
        count("praise", "praises"),
        count("decisions", "decisions"),
        count("decisions_with_votes", "of these, with the votes in favour"),
        count("previous_done", "tasks of the previous resolution that were done"),
        count("previous_total", "tasks of the previous resolution"),
        count("findings", "contradictions and omissions found"),
        count("findings_error", "of these, errors"),
        count("findings_warning", "of these, warnings"),
        count("pages", "pages of the source that the document stands on"),
        Column("reading_grade", Form.GRADE, "worst grade of its pages, A to D"),
        Column("rubric", Form.WORDING, "id of the rubric applied"),
        Column("rubric_version", Form.WORDING, "its version"),
        Column("assessment_low", Form.NUMBER, "total, lower end of the range"),
        Column("assessment_high", Form.NUMBER, "total, upper end of the range"),
        count("criteria_human", "criteria that a person has decided"),
        Column("assessment_machine_low", Form.NUMBER, "the machine's total where people decided criteria, lower end"),
        Column("assessment_machine_high", Form.NUMBER, "the same, upper end"),
        Column("assessment_max", Form.NUMBER, "points that could be had"),
        Column("grade_low", Form.WORDING, "grade at the lower end, in the rubric's words"),
        Column("grade_high", Form.WORDING, "grade at the upper end"),
        *(count(f"level_{name}", "level of the profile, 0 to 3") for name in ProfileLevels.model_fields),
    ),
)
TASKS = Table(
    "tasks",
    "One row a task of a record.",
    (
        RECORD,
        CELL,
        MONTH,
        count("position", "place in the record, from 1"),
        Column("assignee_kind", Form.CODE, "person, group (a body, or nobody in particular), none"),
        Column("assignee", Form.PERSON, PERSON),
        Column("deadline", Form.DATE, "deadline, perhaps partial"),
        count("days_given", "days from the meeting to the deadline, where both are full dates"),
    ),
)
CONTRIBUTIONS = Table(
    "contributions",
    "One row a contribution to the discussion of a record; without its text.",
    (
        RECORD,
        CELL,
        MONTH,
        count("position", "place in the record, from 1"),
        Column("speaker", Form.PERSON, PERSON),
        Column("substantive", Form.TRUTH, "says something of this cell and meeting; empty where not judged"),
        count("syllables", "length of its text"),
    ),
)
FINDINGS = Table(
    "findings",
    "One row a finding of a record; without its message.",
    (
        RECORD,
        CELL,
        MONTH,
        count("position", "place in the record, from 1"),
        Column("code", Form.CODE, "what was found, see errors and findings of the report"),
        Column("severity", Form.CODE, "info, warning, error"),
        Column("path", Form.POINTER, "JSON pointer of the first value concerned"),
    ),
)
ATTENDANCE = Table(
    "attendance_by_month",
    "One row a cell and month in which minutes of a members' meeting (not of the committee) state attendance.",
    (
        CELL,
        MONTH,
        count("meetings", "meetings whose minutes state attendance"),
        count("suppressed", "of these, left out of the sums below because the group is small"),
        count("expected", "sum of those who had to attend (else of the members)"),
        count("present", "sum of those present, where it is known of how many"),
        Column("attendance_rate", Form.NUMBER, "present by expected"),
    ),
)
TREND = Table(
    "trend_by_month",
    "One row a cell and month, from its first to its last month with minutes of a members' meeting; months without "
    "any are there, with 0 in `meetings` and nothing in the other columns.",
    (
        CELL,
        MONTH,
        count("meetings", "minutes of members' meetings"),
        Column("attendance_rate", Form.NUMBER, "as in `attendance_by_month`"),
        count("contributions", "opinions in the discussion"),
        Column("substantive_share", Form.NUMBER, "substantive contributions by those judged, 0 to 1"),
        count("tasks", "tasks given"),
        Column("tasks_with_deadline_share", Form.NUMBER, "tasks with a deadline by tasks, 0 to 1"),
        count("months_since_last", "months since the cell's month before with minutes: 1 where none is missing"),
    ),
)
CELLS = Table(
    "cells",
    "One row a cell, only with `--cell-names`.",
    (
        CELL,
        Column("name", Form.WORDING, "name of the cell as it is written most often"),
        Column("parent", Form.WORDING, "the superior organisation, the same way"),
        count("records", "documents of the cell"),
    ),
)
TABLES = (MEETINGS, TASKS, CONTRIBUTIONS, FINDINGS, ATTENDANCE, TREND, CELLS)


if __name__ == "__main__":
    print(described(TABLES))
