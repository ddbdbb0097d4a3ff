"""Labels, words in both languages, and values as people type and read them."""

from typing import Any

import pytest

from schemas import Record
from web.kinds import choices, kind_of, leaves_of
from web.typed import NotUnderstoodError, from_typed, to_typed
from web.words import LABELS, TEXTS, VALUES, label, place, value_text

APART = {
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


def keys(schema: dict[str, Any], definitions: dict[str, Any], prefix: str = "") -> Any:
    for name, field in schema.get("properties", {}).items():
        yield f"{prefix}{name}", field
        for part in [field, field.get("items", {}), *field.get("anyOf", [])]:
            if "$ref" in part:
                yield from keys(definitions[part["$ref"].rpartition("/")[2]], definitions, f"{prefix}{name}.")


def contract() -> list[tuple[str, Any]]:
    whole = Record.model_json_schema(by_alias=True, mode="serialization")
    return [(key, field) for key, field in keys(whole, whole["$defs"]) if key.partition(".")[0] not in APART]


def test_every_value_of_the_contract_has_a_label_and_every_choice_its_words() -> None:
    found = contract()
    assert len(found) > 80
    assert [key for key, _ in found if label(key, "vi") == key] == []
    for field in ("document_type", "meeting_type", "topics"):
        assert [one for one in choices(field) if f"{field}.{one}" not in VALUES] == []


def test_every_single_value_of_the_contract_has_a_kind_that_can_be_typed() -> None:
    for key, field in contract():
        if any("$ref" in part for part in [field, *field.get("anyOf", []), field.get("items", {})]):
            continue
        typed = {"count": "3", "number": "3,5", "bool": "có", "date": "1/2/2026", "clock": "7h", "period": "2026"}
        assert from_typed(key, typed.get(kind_of(key), "chữ")) is not None, key


def test_parts_of_the_items_of_lists() -> None:
    assert leaves_of("tasks") == ("assignee", "action", "deadline", "deadline_text")
    assert leaves_of("decisions") == ("text", "votes.for", "votes.against", "votes.abstain", "votes.base")
    assert leaves_of("closing.signed") == ("",)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("held.date", "5/3/2026", "2026-03-05"),
        ("held.date", "3-2026", "2026-03"),
        ("held.date", "2026-03-05", "2026-03-05"),
        ("held.start", "19h30", "19:30"),
        ("held.start", "7 giờ", "07:00"),
        ("period", "quý II/2026", "2026-Q2"),
        ("period", "03/2026", "2026-03"),
        ("attendance.present", " 23 ", 23),
        ("dues.amount_vnd", "1.250.000", 1250000),
        ("targets.planned", "1.250,5", 1250.5),
        ("targets.planned", "95,8", 95.8),
        ("closing.read_back", "không", False),
        ("chair.name", "  Lò   Văn ", "Lò Văn"),
        ("chair.name", " ", None),
        ("meeting_type", "regular", "regular"),
    ],
)
def test_what_people_type_is_understood(key: str, typed: str, value: object) -> None:
    assert from_typed(key, typed) == value
    if value is not None:
        assert from_typed(key, to_typed(key, value)) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("held.date", "32/1/2026"),
        ("held.date", "hôm qua"),
        ("held.date", "1/13/2026"),
        ("held.start", "25:00"),
        ("attendance.present", "hai ba"),
        ("attendance.present", "-3"),
        ("targets.planned", "nan"),
        ("targets.planned", "1e999"),
        ("closing.read_back", "có lẽ"),
        ("meeting_type", "nothing"),
        ("period", "quý 5/2026"),
    ],
)
def test_what_is_no_value_is_told(key: str, typed: str) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        from_typed(key, typed)
    assert f"typed.{refused.value.kind}" in TEXTS


def test_every_text_is_there_in_both_languages() -> None:
    for pair in (*TEXTS.values(), *LABELS.values(), *VALUES.values()):
        assert len(pair) == 2
        assert all(pair)


def test_pointer_in_words() -> None:
    assert place("/tasks/0/action", "en") == "Tasks 1, Action"
    assert place("/attendance/present", "vi") == "Đảng viên dự họp, Có mặt"


def test_values_as_people_read_them() -> None:
    assert value_text("document_type", "minutes", "en") == "Minutes"
    assert value_text("tasks.action", "minutes", "en") == "minutes"
    assert value_text("closing.read_back", False, "vi") == "không"
    assert value_text("targets.planned", 1234567.0, "vi") == "1234567"
