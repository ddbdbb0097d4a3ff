"""`bienban db`, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bienban import cli
from store import Store


def test_an_archive_is_brought_up_to_date_checked_and_copied(
    archive: Path, tmp_path: Path, database_url: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    target = database_url or f"sqlite:///{tmp_path / 'copy.sqlite3'}"
    assert cli.run(["db", "upgrade"]) == 0
    assert "Up to date" in capsys.readouterr().out
    assert cli.run(["db", "check", "--full", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert {one["what"]: one["looked_at"] for one in said["checks"]}["records"] == 2
    assert cli.run(["db", "copy", target, "--originals", str(tmp_path / "kept")]) == 0
    out = capsys.readouterr().out
    assert "records: 2 rows, 2 added, 0 renewed, equal" in out
    assert "2 originals are there, 2 of them copied now" in out
    with Store.open(None, archive) as ours, Store.open(target, tmp_path, str(tmp_path / "kept")) as theirs:
        assert theirs.records() == ours.records()
        assert theirs.original(ours.documents()[0].sha256).is_file()
    assert cli.run(["--lang", "vi", "db", "copy", target]) == 0
    assert "records: 2 dòng, thêm 0, cập nhật 0, khớp" in capsys.readouterr().out


def test_what_is_not_whole_ends_with_status_4(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(None, archive) as store:
        store.original(store.documents()[0].sha256).unlink()
    assert cli.run(["db", "check"]) == 4
    said = capsys.readouterr()
    assert "✗" in said.out
    assert "1 things are not as they should be" in said.err


def test_no_archive_and_the_same_database_are_said(
    tmp_path: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["db", "check", "--data-dir", str(tmp_path)]) == 2
    assert "no archive" in capsys.readouterr().err
    assert cli.run(["db", "copy", "sqlite:///data/bienban.sqlite3", "--data-dir", "data"]) == 2
    assert "in use" in capsys.readouterr().err
