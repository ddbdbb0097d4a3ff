"""Tables for analysis: what they hold is documented and typed, and nobody is named in them."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import CELL, PEOPLE, make_record

import bienban
import quality
from bienban import cli
from bienban.export import catalogue
from bienban.export.columns import described
from bienban.export.write import build
from bienban.pseudonyms import KEY_NAME
from schemas import Record

ROOT = Path(bienban.__file__).parents[1]
GOLD = sorted((ROOT / "samples" / "gold").glob("*.gold.json"))
KEY = b"k" * 32
PERSON_KEYS = {"speaker", "person", "by", "of"}


def gold() -> list[dict[str, Any]]:
    return [record for path in GOLD for record in json.loads(path.read_text(encoding="utf-8"))]


def persons(value: Any, key: str = "") -> Iterator[str]:
    """Every person of a gold record, found by the contract's keys and not by the program's own list of them."""
    if isinstance(value, dict):
        for name, part in value.items():
            is_person = name in PERSON_KEYS or (name == "name" and key != "organisation")
            if isinstance(part, str) and (is_person or (name == "assignee" and part.istitle() and " " in part)):
                yield part
            elif name not in ("evidence", "findings"):
                yield from persons(part, name)
    elif isinstance(value, list):
        for part in value:
            if key == "signed":
                yield part
            else:
                yield from persons(part, key)


def plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def lines(path: Path, records: Sequence[Record | dict[str, Any]]) -> str:
    texts = (one.model_dump_json(by_alias=True) if isinstance(one, Record) else json.dumps(one) for one in records)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return str(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def record(month: int, **changes: object) -> Record:
    return make_record(f"{month:064d}", f"thang-{month}.png", month, **changes)


def frames(*records: Record, cell_names: bool = False) -> dict[str, pd.DataFrame]:
    made = build(records, quality.assess_series(records), KEY, cell_names=cell_names)
    return {table.name: frame for table, frame in made}


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_no_person_of_the_samples_stands_in_any_file(tmp_path: Path) -> None:
    found = gold()
    names = {name for one in found for name in persons(one)}
    assert len(names) > 15
    assert {"Huỳnh Văn Khởi", "Tô Thị Hai"} <= names
    assert cli.run(["export", "out", "--records", lines(tmp_path / "gold.jsonl", found), "--cell-names"]) == 0
    written = sorted(path.name for path in Path("out").iterdir())
    assert written == sorted(table.file_name for table in catalogue.TABLES)
    for path in Path("out").iterdir():
        text = plain(path.read_text(encoding="utf-8-sig"))
        assert [name for name in names if re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", text)] == [], path
    assert len({row["speaker"] for row in rows(Path("out/contributions.csv")) if row["speaker"]}) > 5


def test_no_wording_of_a_paper_stands_in_any_file(tmp_path: Path) -> None:
    found = gold()
    assert cli.run(["export", "out", "--records", lines(tmp_path / "gold.jsonl", found)]) == 0
    everything = "\n".join(path.read_text(encoding="utf-8-sig") for path in Path("out").iterdir())
    wordings = [part["text"] for one in found for part in (*one["contributions"], *one["decisions"], *one["praise"])]
    wordings += [part["action"] for one in found for part in one["tasks"]]
    wordings += [one["source"]["path"] for one in found] + [one["record_id"] for one in found]
    assert len(wordings) > 100
    assert [wording for wording in wordings if wording in everything] == []
    assert CELL["name"] not in everything


def test_every_table_has_the_columns_and_types_that_are_documented() -> None:
    made = build([Record.model_validate(one) for one in gold()], [], KEY, cell_names=True)
    assert [table for table, _ in made] == list(catalogue.TABLES)
    for table, frame in made:
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
            column.name: column.dtype for column in table.columns
        }, table.name
        assert len(frame) > 0, table.name
    empty = build([], [], KEY, cell_names=True)
    for table, frame in empty:
        assert (len(frame), list(frame.columns)) == (0, [column.name for column in table.columns])
    assert described(catalogue.TABLES) in (ROOT / "docs" / "analytics.md").read_text(encoding="utf-8"), (
        "write it anew: python -m bienban.export.catalogue"
    )


def test_grains_hold() -> None:
    made = frames(*(Record.model_validate(one) for one in gold()))
    assert made["meetings"]["record"].is_unique
    for name in ("tasks", "contributions", "findings"):
        assert not made[name].duplicated(["record", "position"]).any()
        assert set(made[name]["record"]) <= set(made["meetings"]["record"])
    for name in ("attendance_by_month", "trend_by_month"):
        assert not made[name].duplicated(["cell", "month"]).any()


def test_figures_are_those_of_the_record() -> None:
    one = record(
        11,
        self_criticism=[{"text": "a", "specific": True}, {"text": "b", "specific": False}],
        tasks=[
            {"assignee": PEOPLE["secretary"], "action": "a", "deadline": "2025-11-13"},
            {"assignee": "các đồng chí đảng viên", "action": "b", "deadline": "2025-12"},
            {"action": "c"},
        ],
        reading=[{"page": 1, "source": "ocr", "state": "read", "grade": grade} for grade in "ACB"],
    )
    made = frames(one)
    meeting = made["meetings"].iloc[0]
    expected = {
        "present": 18, "members": 20, "absent": 1, "contributions": 1, "contributions_substantive": 1, "tasks": 3,
        "tasks_with_deadline": 2, "self_criticism": 2, "self_criticism_specific": 1, "decisions_with_votes": 1,
        "findings_error": 1, "findings_warning": 0, "reading_grade": "C", "held_on": "2025-11-03",
    }  # fmt: skip
    assert {name: meeting[name] for name in expected} == expected
    assert not meeting["small_group"]
    assert pd.isna(meeting["required"]), "unknown is not zero"
    assessed = quality.assess_series([one])[0]
    assert assessed.total is not None
    assert [meeting["assessment_low"], meeting["assessment_high"]] == assessed.total
    assert [meeting["grade_low"], meeting["grade_high"]] == assessed.grade
    tasks = made["tasks"]
    assert tasks["assignee_kind"].tolist() == ["person", "group", "none"]
    assert tasks["days_given"].fillna(-1).tolist() == [10, -1, -1]
    assert tasks["assignee"].isna().tolist() == [False, True, True]
    assert tasks["assignee"][0] == made["contributions"]["speaker"][0], "one person, one pseudonym"


def test_missing_months_are_in_the_trend_and_say_nothing() -> None:
    committee = record(4, meeting_type="committee", attendance={"total": 3, "present": 3})
    trend = frames(record(1), record(3), committee, record(6, period="2025-06"))["trend_by_month"]
    assert [str(month) for month in trend["month"]] == [f"2025-{month:02d}" for month in range(1, 7)]
    assert trend["meetings"].tolist() == [1, 0, 1, 0, 0, 1]
    assert trend["attendance_rate"].fillna(-1).tolist() == [0.9, -1, 0.9, -1, -1, 0.9]
    assert trend["tasks"].fillna(-1).tolist() == [1, -1, 1, -1, -1, 1]
    assert trend["substantive_share"].fillna(-1).tolist() == [1, -1, 1, -1, -1, 1]
    assert trend["months_since_last"].fillna(-1).tolist() == [-1, -1, 2, -1, -1, 3]


def test_attendance_sums_only_what_is_known_of_the_same_people() -> None:
    thematic = record(
        1, record_id="t", meeting_type="thematic", attendance={"total": 20, "required": 19, "present": 15}
    )
    half = record(1, record_id="h", attendance={"total": 20})
    month = frames(record(1), thematic, half)["attendance_by_month"]
    assert len(month) == 1
    assert month[["meetings", "suppressed", "expected", "present"]].iloc[0].tolist() == [2, 0, 39, 33]
    assert month["attendance_rate"][0] == round(33 / 39, 4)


@pytest.mark.parametrize(
    "attendance", [{"total": 4, "present": 3, "absent": 1, "rate": 0.75}, {"absent": 1}, {"required": 3, "present": 2}]
)
def test_small_groups_show_no_figures_and_no_pseudonyms(attendance: dict[str, object]) -> None:
    made = frames(record(1, attendance=attendance))
    meeting = made["meetings"].iloc[0]
    assert meeting["small_group"]
    assert meeting[["members", "required", "present", "absent", "attendance_rate"]].isna().all()
    assert meeting["contributions"] == 1
    assert made["contributions"]["speaker"].isna().all()
    assert made["tasks"]["assignee"].isna().all()
    month = made["attendance_by_month"]
    assert month[["expected", "present", "attendance_rate"]].isna().all(axis=None)
    assert made["trend_by_month"]["attendance_rate"].isna().all()


def test_a_paper_without_attendance_counts_as_its_cell_unless_it_is_the_committees() -> None:
    resolution = record(2, document_type="resolution", meeting_type=None, attendance={})
    committee = record(3, meeting_type="committee", attendance={})
    tasks = frames(record(1), resolution, committee)["tasks"]
    assert tasks["assignee"].isna().tolist() == [False, False, True]


def test_five_people_are_a_group() -> None:
    made = frames(record(1, attendance={"total": 5, "present": 4, "rate": 0.8}))
    assert made["meetings"]["present"].tolist() == [4]
    assert made["contributions"]["speaker"].notna().all()


def test_keys_are_stable_and_depend_on_the_secret(archive: Path) -> None:
    assert cli.run(["export", "one"]) == 0
    assert cli.run(["export", "two"]) == 0
    for path in Path("one").iterdir():
        assert path.read_bytes() == (Path("two") / path.name).read_bytes()
    (archive / KEY_NAME).unlink()
    assert cli.run(["export", "three"]) == 0
    for column in ("speaker", "record", "cell"):
        before, after = ({row[column] for row in rows(Path(out) / "contributions.csv")} for out in ("one", "three"))
        assert before.isdisjoint(after), column


def test_the_archive_is_written_for_excel(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "out"]) == 0
    assert "meetings.csv" in capsys.readouterr().out
    assert not Path("out/cells.csv").exists()
    for path in Path("out").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path
    meetings = rows(Path("out/meetings.csv"))
    assert [row["month"] for row in meetings] == ["2025-01", "2025-03"]
    assert all(row["present"] == "18" for row in meetings)
    assert all(row["rubric"] for row in meetings)


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": {"name": "Chi bộ VŨ THỊ KHUÊ"}},  # the chair, in capitals
        {"organisation": {"name": "Chi bộ xóm Thử", "parent": "do Vu Thi  Khue đứng đầu"}},  # and without marks
        {"findings": [{"code": PEOPLE["chair"], "severity": "info", "message": ""}]},
        {"findings": [{"code": "a", "severity": "info", "message": "", "paths": [f"/{PEOPLE['chair']}"]}]},
    ],
)
def test_a_name_that_would_slip_through_stops_everything(
    tmp_path: Path, changes: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    good = lines(tmp_path / "good.jsonl", [record(1)])
    assert cli.run(["export", "out", "--records", good, "--cell-names"]) == 0
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    bad = lines(tmp_path / "bad.jsonl", [record(1), record(2, **changes)])
    for folder in ("out", "new"):
        assert cli.run(["export", folder, "--records", bad, "--cell-names"]) == 2
    said = capsys.readouterr().err
    assert "column" in said or "cột" in said
    assert plain(PEOPLE["chair"]) not in plain(said)
    assert not Path("new").exists()
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_a_given_name_that_is_also_a_grade_stops_nothing(tmp_path: Path) -> None:
    one = record(11, contributions=[{"speaker": name, "text": "a"} for name in ("Tốt", "Khá", "Kém")])
    assert cli.run(["export", "out", "--records", lines(tmp_path / "r.jsonl", [one])]) == 0
    assert rows(Path("out/meetings.csv"))[0]["grade_high"]


def test_the_key_is_never_beside_the_tables(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", str(archive)]) == 2
    assert "meetings.csv" not in {path.name for path in archive.iterdir()}
    Path("elsewhere").mkdir()
    (Path("elsewhere") / KEY_NAME).write_text("00", encoding="ascii")
    assert cli.run(["export", "elsewhere"]) == 2
    assert "elsewhere" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    assert cli.run(["export", "taken", "--records", lines(tmp_path / "r.jsonl", [record(1)])]) == 2
    assert "taken" in capsys.readouterr().err
    assert Path("taken").read_text(encoding="utf-8") == "a file"


def test_names_of_cells_are_no_formulas_for_a_spreadsheet(tmp_path: Path) -> None:
    one = record(1, organisation={"name": "=1+1"})
    assert cli.run(["export", "out", "--records", lines(tmp_path / "r.jsonl", [one]), "--cell-names"]) == 0
    assert rows(Path("out/cells.csv"))[0]["name"] == "'=1+1"
