"""Reference data is handed in once: precise about faults, kept in the database, used from then on."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from conftest import make_record

import quality
from bienban import cli
from bienban.inforce import schedule_in_force
from bienban.reference import with_registers
from bienban.settings import load_settings
from nlp.registers import load_cells
from quality import FixedDay, Schedule
from schemas import CellLink, Record
from store import Store

CELLS = """code,name,parent,valid_from,valid_to,merged_into
U1,Đảng bộ xã Khe Vắng,,,2025-06-30,U3
U2,Đảng bộ xã Suối Lặng,,,30/06/2025,U3
U3,Đảng bộ xã Khe Suối,,2025-07-01,,
A,Chi bộ thôn Đầm,U1,,,
B,Chi bộ thôn Gò,U2,,2024-12-31,C
C,Chi bộ thôn Gò Đồi,U2,2025-01-01,,
"""


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cells.csv").write_text(CELLS, encoding="utf-8")


def bring(kind: str, path: str) -> int:
    return cli.run(["--lang", "en", "import", kind, path])


def test_what_was_taken_in_is_used_without_options(capsys: pytest.CaptureFixture[str]) -> None:
    Path("members.csv").write_text("Họ và tên;Mã chi bộ\nĐoàn Thị Lụa;A\n", encoding="utf-8")
    before = with_registers(load_settings())
    assert (before.cells, before.roster) == (None, None)
    assert not Path("data").exists(), "nothing is made only to look"
    assert bring("cells", "cells.csv") == 0
    assert bring("members", "members.csv") == 0
    assert bring("members", "members.csv") == 0
    said = capsys.readouterr().out
    assert "6 rows taken in" in said
    assert "1 rows, the same as before" in said
    settings = with_registers(load_settings())
    assert settings.cells and settings.cells.read_text(encoding="utf-8") == CELLS
    assert settings.roster and "Lụa" in settings.roster.read_text(encoding="utf-8")
    assert settings.roster.stat().st_mode & 0o077 == 0
    named = with_registers(load_settings(overrides={"cells": Path("cells.csv")}))
    assert named.cells == Path("cells.csv"), "a file that is named wins"
    with Store.open(None, Path("data")) as store:
        assert [(one.action, one.subject) for one in store.audit_trail()] == [
            ("imported", "cells"), ("imported", "members"),
        ]  # fmt: skip
        assert "Lụa" not in str(store.audit_trail())


def test_a_workbook_is_read_like_a_csv_and_faults_name_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Mã", "Tên chi bộ", "Từ ngày", "Ghi chú"])
    book.active.append([7, "Chi bộ thôn Đầm", datetime.date(2020, 1, 31), "dòng\nhai"])
    book.active.append([])
    book.active.append(["K", "Chi bộ thôn Gò", "32/01/2020", None])
    book.save("cells.xlsx")
    assert bring("cells", "cells.xlsx") == 2
    said = capsys.readouterr().err
    assert "cells.xlsx, line 4, column 'Từ ngày'" in said
    book.active.cell(4, 3).value = "31/01/2020"
    book.save("cells.xlsx")
    assert bring("cells", "cells.xlsx") == 0
    entries = load_cells(Path("cells.xlsx")).entries
    assert [(one.code, one.valid_from) for one in entries] == [("7", "2020-01-31"), ("K", "2020-01-31")]
    Path("broken.xlsx").write_bytes(Path("cells.xlsx").read_bytes()[:500])
    assert bring("cells", "broken.xlsx") == 2
    assert "workbook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "text", "where"),
    [
        ("cells", "code,name,merged_into\nA,Chi bộ thôn Đầm,Z\n", "line 2, column 'merged_into'"),
        ("cells", "code,name,merged_into\nA,Chi bộ thôn Đầm,A\n", "line 2, column 'merged_into'"),
        ("schedule", "cell,day\nA,3\nA,32\n", "line 3, column 'day'"),
        ("schedule", "cell,day\nA,3\nA,5\n", "line 3, column 'cell'"),
        ("schedule", "cell,day\nQ,3\n", "line 2, column 'cell'"),
        ("members", "name,cell\nĐoàn Thị Lụa,Q\n", "line 2, column 'cell'"),
        ("planets", "name\nx\n", "planets"),
    ],
)
def test_a_file_with_faults_changes_nothing(
    kind: str, text: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring("cells", "cells.csv") == 0
    Path("bad.csv").write_text(text, encoding="utf-8")
    assert bring(kind, "bad.csv") == 2
    said = capsys.readouterr().err
    assert where in said
    assert "Lụa" not in said
    with Store.open(None, Path("data")) as store:
        assert len(store.audit_trail()) == 1


def test_a_cell_keeps_its_history_when_its_commune_was_merged() -> None:
    register = load_cells(Path("cells.csv"))
    before = register.find("Chi bộ thôn Đầm", "Đảng ủy xã Khe Vắng", "2025-05-03").entry
    after = register.find("Chi bộ thôn Đầm", "Đảng ủy xã Khe Suối", "2025-08-03").entry
    assert before and after
    assert (before.code, before.parent) == ("A", "Đảng bộ xã Khe Vắng")
    assert (after.code, after.parent) == ("A", "Đảng bộ xã Khe Suối")
    assert register.find("Chi bộ thôn Đầm", "Đảng ủy xã Suối Lặng", "2025-05-03").entry is None
    assert register.successor("B") == "C"
    assert register.parent_now("Đảng bộ xã Suối Lặng") == "Đảng bộ xã Khe Suối"

    def told(month: int, name: str, parent: str) -> Record:
        link = CellLink(state="linked", code="A", name=name, parent=parent)
        return make_record("0" * 64, "x", month, organisation={"name": name, "parent": parent}, cell=link)

    old, new = told(5, "Chi bộ thôn Đầm", "Đảng bộ xã Khe Vắng"), told(8, "Chi bộ Đầm", "Đảng bộ xã Khe Suối")
    (report,) = quality.series_reports([old, new])
    assert report.missing_months == ["2025-06", "2025-07"]


def test_a_circle_of_successors_ends() -> None:
    Path("c.csv").write_text("code,name,merged_into\nA,Đảng bộ xã A Một,B\nB,Đảng bộ xã B Hai,A\n", encoding="utf-8")
    register = load_cells(Path("c.csv"))
    assert register.successor("A") == "B"
    assert register.parent_now("Đảng bộ xã A Một") == "Đảng bộ xã B Hai"


def test_the_schedule_says_which_months_and_days_were_due() -> None:
    Path("s.csv").write_text("Chi bộ;Ngày họp;Từ ngày\nxóm Thử;10;2024-12\n", encoding="utf-8")
    assert bring("schedule", "s.csv") == 0
    with Store.open(None, Path("data")) as store:
        schedule = schedule_in_force(store)
    records = [make_record("0" * 64, "x", month) for month in (2, 3)]  # both held on the 3rd
    other = make_record("1" * 64, "y", 5, organisation={"name": "Chi bộ thôn Khác", "parent": "Đảng bộ xã Mẫu"})
    plain, _ = quality.series_reports([*records, other])
    assert (plain.missing_months, [one.code for one in plain.findings if one.code.startswith("off")]) == ([], [])
    report, unscheduled = quality.series_reports([*records, other], schedule=schedule)
    assert report.missing_months == ["2024-12", "2025-01", "2025-04", "2025-05"]
    off = [one for one in report.findings if one.code == "off-usual-day"]
    assert [one.period for one in off] == ["2025-02", "2025-03"]
    assert "10" in off[0].message
    assert unscheduled.missing_months == []


def test_a_year_without_minutes_is_a_break_and_no_gap() -> None:
    schedule = Schedule([FixedDay("xóm Thử", 3, "2020-01-01")])
    (report,) = quality.series_reports([make_record("0" * 64, "x", 2)], schedule=schedule)
    assert report.missing_months == []


def test_the_report_uses_the_schedule(archive: Path) -> None:
    Path("s.csv").write_text("cell,day\nxóm Thử,20\n", encoding="utf-8")
    assert cli.run(["report"]) == 0
    before = (archive / "report.html").read_text(encoding="utf-8")
    assert bring("schedule", "s.csv") == 0
    assert cli.run(["report"]) == 0
    after = (archive / "report.html").read_text(encoding="utf-8")
    assert "lịch ghi ngày 20" in after
    assert "lịch ghi ngày 20" not in before
