"""Judging from the command line: beside the machine, append-only, blind for the second rater, kept when rubrics change."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import quality
from bienban import cli
from store import Store


def assessed(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert cli.run(["assess", "--json", "--rubric", "hd42-2025", *options]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def row(assessment: dict[str, object], name: str) -> dict[str, object]:
    return next(one for one in assessment["criteria"] if one["id"] == name)  # type: ignore[attr-defined]


@pytest.fixture
def ids(archive: Path) -> list[str]:
    """The archive, judged by HD 42 whatever the day."""
    assert cli.run(["rescore", "--rubric", "hd42-2025"]) == 0
    with Store.open(None, archive) as store:
        return [one.record_id for one in store.records()]


def test_an_override_needs_a_reason_and_survives_a_rescore(
    ids: list[str], archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["judge", ids[0], "4.3", "--level", "8"]
    assert cli.run(words) == 2
    assert "--reason" in capsys.readouterr().err
    assert cli.run([*words, "--reason", "dự họp", "--rater", "to-1"]) == 0
    assert "to-1" in capsys.readouterr().out
    first = assessed(capsys)[0]
    assert row(first, "4.3")["points"] == [8, 8]
    assert row(first, "4.3")["machine"]["points"] == [0, 10]  # type: ignore[index]
    assert first["machine_total"] != first["total"]

    own = tmp_path / "hd42-2025.yaml"
    shipped = (Path(quality.__file__).parent / "rubrics" / "hd42-2025.yaml").read_text(encoding="utf-8")
    own.write_text(shipped.replace('version: "1"', 'version: "2"').replace("{value: 90,", "{value: 140,"), "utf-8")
    assert cli.run(["--lang", "en", "rescore", "--rubric", str(own)]) == 0
    assert "1 cells with 2 papers assessed anew" in capsys.readouterr().err
    assert cli.run(["--lang", "en", "rescore", "--rubric", str(own)]) == 0
    assert "0 cells with 0 papers" in capsys.readouterr().err
    with Store.open(None, archive) as store:
        assert {one.rubric.version for one in store.assessments() if one.rubric} == {"2"}
        assert [old.rubric.version for _, old in store.past_assessments(ids[0]) if old.rubric][-1] == "1"
    assert row(assessed(capsys)[0], "4.3")["points"] == [8, 8]

    assert cli.run(["judge", ids[0], "4.3", "--withdraw", "--rater", "to-1"]) == 0
    assert row(assessed(capsys)[0], "4.3")["points"] == [0, 10]
    assert cli.run(["judge", ids[0], "4.3", "--withdraw"]) == 2
    capsys.readouterr()
    assert cli.run(["judge", ids[0], "--json"]) == 0
    assert [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()] == ["override", "withdraw"]


def test_the_report_and_the_export_show_the_persons_level_beside_the_machines(
    ids: list[str], archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["judge", ids[0], "4.3", "--level", "8", "--reason", "gợi mở được nhiều ý"]) == 0
    assert cli.run(["report"]) == 0
    page = (archive / "report.html").read_text(encoding="utf-8")
    assert '<tr class="human">' in page and "gợi mở được nhiều ý; máy: chưa xác định, 0–10 điểm" in page
    assert cli.run(["export", str(archive / "tables")]) == 0
    with (archive / "tables" / "meetings.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sorted(one["criteria_human"] for one in rows) == ["0", "1"]
    assert sum(one["assessment_machine_low"] != "" for one in rows) == 1


def test_a_second_raters_sheet_shows_nobodys_levels(
    ids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "phieu.csv"
    assert cli.run(["judge", "--sheet", str(sheet)]) == 0
    blank = sheet.read_bytes()
    rows = list(csv.DictReader(io.StringIO(blank.decode("utf-8-sig"), newline="")))
    assert {one["record_id"] for one in rows} == set(ids)
    assert {one["level"] for one in rows} == {""} == {one["reason"] for one in rows}
    wanted = {"focus": "2", "4.3": "7,5"}
    for one in rows:
        one["level"] = wanted.get(one["criterion"], "")
    filled = tmp_path / "da-cham.csv"
    with filled.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")  # as a Vietnamese spreadsheet saves it
        writer.writeheader()
        writer.writerows(rows)
    assert cli.run(["--lang", "en", "judge", "--import", str(filled), "--rater", "mot"]) == 0
    assert "4 ratings taken in" in capsys.readouterr().err
    assert cli.run(["judge", ids[0], "focus", "--level", "1", "--reason", "xem lại"]) == 0
    assert cli.run(["judge", "--sheet", str(sheet)]) == 0
    assert sheet.read_bytes() == blank, "what was rated or decided meanwhile does not show"
    assert row(assessed(capsys)[0], "4.3")["status"] == "undetermined", "a rating decides nothing"
    assert cli.run(["judge", ids[0]]) == 0
    assert "7.5" not in capsys.readouterr().out, "nor does the list of decisions show ratings"


def test_a_workbook_does_as_well_as_a_csv_file(
    ids: list[str], archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "phieu.xlsx"
    assert cli.run(["judge", "--sheet", str(path)]) == 0
    book = load_workbook(path)
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    assert {cell.value for cell in sheet[chr(65 + names.index("record_id"))][1:]} == set(ids)
    assert all(cell.data_type == "s" for line in sheet.iter_rows() for cell in line if cell.value is not None)
    for line in sheet.iter_rows(min_row=2):
        assert not line[names.index("level")].value
        if line[names.index("criterion")].value == "focus":
            line[names.index("level")].value = 2  # as a number, which is what people type
    book.save(path)
    assert cli.run(["--lang", "en", "judge", "--import", str(path), "--rater", "hai"]) == 0
    assert f"{len(ids)} ratings taken in" in capsys.readouterr().err
    with Store.open(None, archive) as store:
        assert {(one.criterion, one.value) for one in store.judgements()} == {("focus", 2.0)}
    path.write_bytes(b"PK\x03\x04 torn")
    assert cli.run(["--lang", "en", "judge", "--import", str(path)]) == 2
    assert "not a readable workbook" in capsys.readouterr().err


def test_a_wrong_sheet_is_named_by_row_and_nothing_is_taken_in(
    ids: list[str], archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "phieu.csv"
    sheet.write_text(f"record_id,criterion,level,reason\n{ids[0]},focus,2,\n{ids[0]},focus,9,\n", encoding="utf-8")
    assert cli.run(["--lang", "en", "judge", "--import", str(sheet)]) == 2
    assert "row 3: the level of focus goes from 0 to 3" in capsys.readouterr().err
    with Store.open(None, archive) as store:
        assert store.judgements() == []
    sheet.write_text("a,b\n1,2\n", encoding="utf-8")
    assert cli.run(["judge", "--import", str(sheet)]) == 2
    assert cli.run(["judge"]) == 2
    assert cli.run(["judge", "nobody", "focus", "--level", "1", "--reason", "x"]) == 2


def test_agreement_refuses_a_verdict_on_few_meetings_and_names_no_rater(
    ids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.run(["--lang", "en", "agreement"]) == 0
    assert "No meeting was rated blind" in capsys.readouterr().err
    for who, level in (("Anh Mot", 2), ("Chi Hai", 1)):
        sheet = tmp_path / f"{level}.csv"
        sheet.write_text("record_id,criterion,level,reason\n" + "".join(f"{one},focus,{level},\n" for one in ids))
        assert cli.run(["judge", "--import", str(sheet), "--rater", who]) == 0
    capsys.readouterr()
    assert cli.run(["agreement", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    people = next(one for one in found["rows"] if one["between"] == "people")
    assert (people["count"], people["verdict"], people["bias"]) == (2, "too-few", None)
    assert cli.run(["--lang", "en", "agreement"]) == 0
    shown = capsys.readouterr().out
    assert "fewer than 30 pairs" in shown and "Anh" not in shown and "Hai" not in shown
