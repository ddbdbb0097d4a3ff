"""The evaluation corpus must hold together, or what is measured with it means nothing."""

import json
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest

from schemas import Record

# What the schema adds to version 1 of the contract; the gold keeps to the contract.
ADDED = {
    "reading": True,
    "cell": True,
    "alternatives": True,
    "findings": {"__all__": {"message_en"}},
    "contributions": {"__all__": {"signs"}},
}

HERE = Path(__file__).parent
GOLD = sorted(HERE.glob("*/*.gold.json"))
NAMED = [pytest.param(path, id=f"{path.parent.name}/{path.name.removesuffix('.gold.json')}") for path in GOLD]


def _lines(gold: Path) -> list[tuple[int, str]]:
    pages = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_text("utf-8").split("\f\n")
    return [(number, line) for number, page in enumerate(pages, 1) for line in page.splitlines() if line]


def _value(record: dict, pointer: str) -> object:
    value: object = record
    for part in pointer.strip("/").split("/"):
        if value is None:  # such as the votes of a decision without any
            return None
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def test_no_document_is_lost():
    folders = {"seen": 12, "unseen": 12, "blind": 8, "fresh_open": 12, "fresh_blind": 12}
    folders |= {"second_open": 10, "second_blind": 10, "third_open": 24, "third_blind": 12}
    folders |= {"fourth_open": 24, "fourth_blind": 16}
    assert {path.parent.name for path in GOLD} == set(folders)
    assert {name: len(list((HERE / name).glob("*.gold.json"))) for name in folders} == folders


@pytest.mark.parametrize("gold", NAMED)
def test_gold_keeps_the_contract(gold):
    for item in json.loads(gold.read_text("utf-8")):
        record = Record.model_validate(item)
        assert record.model_dump(mode="json", exclude=ADDED) == item
        assert unicodedata.is_normalized("NFC", record.text)


@pytest.mark.parametrize("gold", NAMED)
def test_units_are_runs_of_printed_lines_in_order(gold):
    lines, start = _lines(gold), 0
    digest = sha256(gold.with_name(gold.name.replace(".gold.json", ".txt")).read_bytes()).hexdigest()
    for item in json.loads(gold.read_text("utf-8")):
        wanted = item["text"].split("\n")
        texts = [line for _, line in lines]
        begin = next(i for i in range(start, len(lines)) if texts[i : i + len(wanted)] == wanted)
        start = begin + len(wanted)
        assert item["source"]["pages"] == sorted({page for page, _ in lines[begin:start]})
        assert item["source"]["sha256"] == digest


@pytest.mark.parametrize("gold", NAMED)
def test_allowances_and_findings_point_at_values(gold):
    allowances = json.loads((gold.parent / "allowances.json").read_text("utf-8"))[gold.name.removesuffix(".gold.json")]
    records = json.loads(gold.read_text("utf-8"))
    assert sorted(allowances) == [str(number) for number in range(len(records))]
    for number, record in enumerate(records):
        for pointer in allowances[str(number)]["optional"]:
            _value(record, pointer)
        for pointer, answers in allowances[str(number)]["accept"].items():
            assert _value(record, pointer) not in answers
        for finding in record["findings"]:
            for pointer in finding["paths"]:
                _value(record, pointer)
