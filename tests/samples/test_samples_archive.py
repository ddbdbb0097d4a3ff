"""The sample archive is whole: every file is the one that was drawn, and no gold record says what its page does not."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from schemas import Record

# What the schema adds to version 1 of the contract; the gold keeps to the contract.
ADDED = {
    "reading": True,
    "cell": True,
    "alternatives": True,
    "findings": {"__all__": {"message_en"}},
    "contributions": {"__all__": {"signs"}},
}

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SCANS = json.loads((SAMPLES / "manifest.json").read_text("utf-8"))["scans"]
GOLD = sorted((SAMPLES / "gold").glob("*.gold.json"))
RECORDS = [(path.name, record) for path in GOLD for record in json.loads(path.read_text("utf-8"))]
NAMED = pytest.mark.parametrize(("file", "record"), RECORDS, ids=[record["record_id"] for _, record in RECORDS])

# Not words of the page: how the record is kept, and what the contract makes of the words.
KEPT_APART = re.compile(
    r"^/(schema_version|record_id|source|document_type|meeting_type|period|text|topics|inferred|findings|evidence)\b"
    r"|^/held/(date|start|end)$|^/issued/date$|/deadline$|^/preparation/|^/previous_resolution/period$"
)
SHORT = {"bí thư": "bt", "chi bộ": "cb"}


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def strings(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every string of the record that should stand on the page, with its JSON pointer."""
    if KEPT_APART.search(pointer):
        return
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, f"{pointer}/{index}")


def stands(pointer: str, wanted: str, page: str) -> bool:
    wanted = squeezed(wanted)
    if pointer == "/number":  # the contract takes its blanks out
        return wanted.replace(" ", "") in page.replace(" ", "")
    apart = ("/indicator", "/unit", "/title")  # put together from words that stand apart
    if "tt nhiệm vụ" in page:  # so are the cells of a table that run over several rows
        apart += ("/action",)
    if pointer.endswith(apart):
        return all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", page) for word in wanted.split())
    return wanted in page or any(wanted.replace(full, short) in page for full, short in SHORT.items() if full in wanted)


@pytest.mark.parametrize("scan", SCANS, ids=[scan["file"] for scan in SCANS])
def test_manifest_tells_of_the_file_that_lies_there(scan):
    content = (SAMPLES / "files" / scan["file"]).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (scan["bytes"], scan["sha256"])


def test_every_file_is_in_the_manifest_and_has_gold_unless_it_is_damaged():
    assert sorted(scan["file"] for scan in SCANS) == sorted(path.name for path in (SAMPLES / "files").iterdir())
    assert {scan["doc"] for scan in SCANS if scan["klass"] != "damaged"} == {
        path.name.removesuffix(".gold.json") for path in GOLD
    }


def test_the_archive_is_small():
    assert sum(scan["bytes"] for scan in SCANS) < 12_000_000


@NAMED
def test_gold_record_keeps_the_contract(file, record):
    assert Record.model_validate(record).model_dump(mode="json", exclude=ADDED) == record


@NAMED
def test_gold_record_names_its_file_and_pages(file, record):
    scan = next(scan for scan in SCANS if scan["doc"] == file.removesuffix(".gold.json"))
    assert record["source"]["path"] == f"files/{scan['file']}"
    assert record["source"]["sha256"] == scan["sha256"]
    assert set(record["source"]["pages"]) <= set(range(1, scan["pages"] + 1))


@NAMED
def test_gold_strings_stand_in_the_text_of_the_unit(file, record):
    page = squeezed(record["text"])
    lost = [
        (pointer, text)
        for pointer, text in strings(record)
        if pointer not in record["inferred"] and not stands(pointer, text, page)
    ]
    assert lost == []


@NAMED
def test_gold_figures_stand_in_the_text_of_the_unit(file, record):
    figures = {
        float(text.replace(".", "").replace(",", "."))
        for text in re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?", record["text"])
    }
    figures |= {18.4}  # "18 tấn 400": tonnes and kilograms apart
    stated = {
        f"{part}/{key}": value
        for part in ("attendance", "dues", "previous_resolution", "self_assessment")
        for key, value in record[part].items()
        if isinstance(value, int | float) and key != "rate" and value > 0
    }
    stated |= {
        f"targets/{index}/{key}": target[key]
        for index, target in enumerate(record["targets"])
        for key in ("planned", "actual", "percent")
        if target[key] is not None
    }
    stated |= {
        f"decisions/{index}/{key}": count
        for index, decision in enumerate(record["decisions"])
        for key, count in (decision["votes"] or {}).items()
        if count
    }
    assert {name: value for name, value in stated.items() if float(value) not in figures} == {}


@NAMED
def test_text_of_the_unit_is_a_run_of_lines_of_its_file(file, record):
    whole = (SAMPLES / "gold" / file.replace(".gold.json", ".txt")).read_text("utf-8").replace("\n\f\n", "\n")
    assert record["text"]
    assert record["text"] in whole


def test_allowances_point_at_records_and_items_that_exist():
    allowances = json.loads((SAMPLES / "gold" / "allowances.json").read_text("utf-8"))
    astray = []
    for doc, units in allowances.items():
        records = json.loads((SAMPLES / "gold" / f"{doc}.gold.json").read_text("utf-8"))
        for unit, allowed in units.items():
            for pointer in [*allowed.get("accept", {}), *allowed.get("optional", [])]:
                value = records[int(unit)]
                try:
                    for key in pointer.split("/")[1:]:
                        value = value[int(key)] if isinstance(value, list) else value[key]
                except (KeyError, IndexError, TypeError):
                    astray.append((doc, unit, pointer))
    assert astray == []


def test_planted_contradictions_are_all_in_one_meeting():
    planted = {record["record_id"]: {finding["code"] for finding in record["findings"]} for _, record in RECORDS}
    assert {name for name, codes in planted.items() if codes} == {"so-bien-ban-2025-4"}
    assert {"attendance-sum", "end-before-start", "absentee-speaks"} <= planted["so-bien-ban-2025-4"]


def test_the_book_lacks_a_month_repeats_one_and_keeps_the_thematic_part_apart():
    book = json.loads((SAMPLES / "gold" / "so-bien-ban-2025.gold.json").read_text("utf-8"))
    months = [record["period"] for record in book if record["meeting_type"] == "regular"]
    assert months == ["2025-06", "2025-07", "2025-08", "2025-10", "2025-11", "2025-12"]
    july, august = (re.sub(r"\d+", "#", record["text"]) for record in book[1:3])
    assert july == august
    assert [r["meeting_type"] for r in book if r["held"]["date"] == "2025-11-03"] == ["regular", "thematic"]
    assert any(set(a["source"]["pages"]) & set(b["source"]["pages"]) for a, b in pairwise(book))


def test_the_school_hand_photo_lies_on_its_side_and_says_so():
    with Image.open(SAMPLES / "files" / "viet-tay-2026-02.jpg") as photo:
        assert photo.width > photo.height
        assert photo.getexif()[0x0112] == 6


def test_the_tiff_has_two_pages():
    with Image.open(SAMPLES / "files" / "hop-chi-uy-2025.tif") as scan:
        assert scan.n_frames == 2


def test_the_damaged_file_begins_as_a_pdf_and_never_ends():
    content = (SAMPLES / "files" / "hong-khong-mo-duoc.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"%%EOF" not in content
