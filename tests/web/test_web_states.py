"""Order of the list, and the record as labelled fields."""

from typing import Any

from schemas import Box, Evidence, Finding, PageSource, PageState, Reading, Record, Severity
from web.fields import marks, sections
from web.states import State, state_of, worst_first, worst_grade
from web.words import LABELS, TEXTS, VALUES, label, place, value_text


def a_record(name: str = "r", *, grades: str = "", state: PageState = PageState.READ, **values: Any) -> Record:
    reading = [
        Reading(page=number, source=PageSource.OCR, state=state, grade=grade)
        for number, grade in enumerate(grades, start=1)
    ]
    base = {"record_id": name, "source": {"path": "a.pdf", "sha256": "0" * 64, "pages": [1, 2]}}
    return Record.model_validate({**base, "document_type": "minutes", "reading": reading, **values})


def findings(*severities: Severity) -> list[Finding]:
    return [Finding(code="c", severity=severity, message="m") for severity in severities]


def test_state_is_the_most_urgent_reason() -> None:
    assert state_of(a_record()) is State.CLEAR
    assert state_of(a_record(findings=findings(Severity.WARNING))) is State.NOTES
    assert state_of(a_record(grades="AC", findings=findings(Severity.WARNING))) is State.DOUBTFUL
    assert state_of(a_record(grades="A", state=PageState.NEEDS_TRANSCRIPTION)) is State.UNREADABLE
    assert state_of(a_record(grades="A", state=PageState.FAILED)) is State.UNREADABLE
    assert state_of(a_record(grades="D", findings=findings(Severity.ERROR))) is State.CONTRADICTION
    assert state_of(a_record(document_type="other")) is State.FOREIGN


def test_worst_grade_is_the_last_letter() -> None:
    assert worst_grade(a_record(grades="ABDB")) == "D"
    assert worst_grade(a_record()) is None


def test_worst_first_counts_errors_before_warnings_before_grades() -> None:
    error, warning = Severity.ERROR, Severity.WARNING
    records = [
        a_record("clear", grades="A"),
        a_record("clear, worse read", grades="B"),
        a_record("one", findings=findings(error, warning, warning)),
        a_record("two", findings=findings(error, error)),
        a_record("other", document_type="other"),
        a_record("doubtful", grades="C"),
    ]
    order = [row.record.record_id for row in worst_first(records)]
    assert order == ["two", "one", "doubtful", "clear, worse read", "clear", "other"]


def test_evidence_of_an_item_holds_for_its_parts_and_an_unknown_part_has_none() -> None:
    proof = Evidence(text="đ/c Mẫu dọn kênh", page=2, boxes=[Box(0, 0, 1, 0.1)], producer="t")
    record = a_record(tasks=[{"assignee": "Mẫu", "action": "dọn kênh"}], evidence={"/tasks/0": proof})
    tasks = next(section for section in sections(record) if section.key == "tasks")
    found = {field.pointer: field.mark for field in tasks.items[0]}
    assert found["/tasks/0/assignee"] == found["/tasks/0/action"] == 1
    assert found["/tasks/0/deadline"] is None


def test_marks_are_numbered_by_page_and_place_and_every_page_is_there() -> None:
    def proof(page: int, top: float) -> Evidence:
        return Evidence(text="x", page=page, boxes=[Box(0, top, 1, top)], producer="t")

    record = a_record(evidence={"/title": proof(2, 0.1), "/number": proof(1, 0.9), "/period": proof(1, 0.2)})
    assert [(page.page, [mark.pointer for mark in page.marks]) for page in marks(record)] == [
        (1, ["/period", "/number"]),
        (2, ["/title"]),
    ]
    assert [page.page for page in marks(a_record())] == [1, 2]


def test_every_value_of_the_contract_has_a_label_and_every_choice_its_words() -> None:
    def keys(schema: dict[str, Any], prefix: str) -> Any:
        for name, field in schema.get("properties", {}).items():
            yield f"{prefix}{name}", field
            for part in [field, field.get("items", {}), *field.get("anyOf", [])]:
                if "$ref" in part:
                    yield from keys(definitions[part["$ref"].rpartition("/")[2]], f"{prefix}{name}.")

    whole = Record.model_json_schema(by_alias=True, mode="serialization")
    definitions = whole["$defs"]
    apart = {
        "schema_version",
        "record_id",
        "source",
        "findings",
        "inferred",
        "evidence",
        "reading",
        "text",
        "alternatives",
    }
    found = [(key, field) for key, field in keys(whole, "") if key.partition(".")[0] not in apart]
    assert len(found) > 80
    assert [key for key, _ in found if label(key, "vi") == key] == []
    for field in ("document_type", "meeting_type", "topics"):
        name = {"document_type": "DocumentType", "meeting_type": "MeetingType", "topics": "Topic"}[field]
        assert [one for one in definitions[name]["enum"] if f"{field}.{one}" not in VALUES] == []


def test_every_text_is_there_in_both_languages() -> None:
    for pair in (*TEXTS.values(), *LABELS.values(), *VALUES.values()):
        assert len(pair) == 2
        assert all(pair)


def test_pointer_in_words() -> None:
    assert place("/tasks/0/action", "en") == "Tasks 1, Action"
    assert place("/attendance/present", "vi") == "Đảng viên dự họp, Có mặt"
    assert place("/previous_resolution/done", "en") == "Previous resolution, Done"


def test_values_as_people_read_them() -> None:
    assert value_text("document_type", "minutes", "en") == "Minutes"
    assert value_text("tasks.action", "minutes", "en") == "minutes"
    assert value_text("closing.read_back", False, "vi") == "không"
    assert value_text("attendance.rate", 0.958, "en") == "0.958"
    assert value_text("dues.amount_vnd", 312000, "vi") == "312000"
    assert value_text("targets.planned", 1234567.0, "vi") == "1234567"
