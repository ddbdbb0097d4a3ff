"""Backups that can be put back, damage that is found, terms that delete nothing, erasure that leaves no trace of text."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from conftest import make_page, make_record

from bienban import cli
from bienban.keeping.backup import backup, check_backup
from bienban.keeping.retention import retention
from bienban.settings import load_settings
from store import Store
from store.uploads import Uploads


def run(*words: str) -> int:
    return cli.run(["--lang", "en", *words])


def rows(data: Path) -> list[str]:
    with sqlite3.connect(data / "bienban.sqlite3") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        plain = [name for name in tables if not name.startswith("search_")]
        return [str(row) for name in plain for row in db.execute(f"SELECT * FROM {name}")]


def first_sha(data: Path) -> str:
    with Store.open(None, data) as store:
        return store.documents()[0].sha256


def test_a_backup_is_put_back_with_every_row_and_original(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(None, archive) as store:
        store.correct(store.records()[0].record_id, "/attendance/present", 17, who="reviewer")
    assert run("publish", "out") == 0  # makes the key of the pseudonyms
    before = rows(archive)
    assert run("backup", "b1") == 0
    assert "1 corrections" in capsys.readouterr().out
    assert Path("b1").stat().st_mode & 0o077 == 0
    assert run("verify", "b1") == 0
    assert run("--data-dir", "back", "restore", "b1") == 0
    assert rows(Path("back")) == before
    assert (Path("back") / "pseudonyms.key").read_bytes() == (archive / "pseudonyms.key").read_bytes()
    for path in (archive / "originals").rglob("*.png"):
        twin = Path("back") / path.relative_to(archive)
        assert twin.read_bytes() == path.read_bytes()
        assert twin.stat().st_mode & 0o222 == 0
    assert run("--data-dir", "back", "verify") == 0
    assert run("--data-dir", "back", "report") == 0


def test_a_backup_is_of_one_moment_while_others_write(archive: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with Store.open(None, archive) as store:
            record_id = store.records()[0].record_id
            while not stop.is_set():
                store.correct(record_id, "/attendance/present", 16, who="x")
                store.withdraw(record_id, "/attendance/present", who="x")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for at in range(3):
            made = backup(load_settings(), Path(f"b{at}"))
            assert [one for one in check_backup(made.folder) if one.wrong] == []
    finally:
        stop.set()
        writer.join()


def test_nothing_is_written_over(archive: Path) -> None:
    Path("full").mkdir()
    (Path("full") / "mine.txt").write_text("x", encoding="utf-8")
    assert run("backup", "full") == 2
    assert run("backup", str(archive / "b")) == 2
    assert run("backup", "b") == 0
    assert run("restore", "b") == 2, "the archive is still there"
    assert run("--data-dir", "new", "restore", "full") == 2
    assert run("verify", "full") == 2
    assert not Path("new").exists()
    assert sorted(path.name for path in Path("full").iterdir()) == ["mine.txt"]


@pytest.mark.parametrize("damage", ["flip", "miss", "row", "manifest"])
def test_damage_is_found_and_not_put_back(archive: Path, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", "b") == 0
    original = next(Path("b/originals").rglob("*.png"))
    if damage == "flip":
        data = bytearray(original.read_bytes())
        data[-1] ^= 1
        original.chmod(0o644)
        original.write_bytes(data)
    elif damage == "miss":
        original.unlink()
    elif damage == "row":
        db = sqlite3.connect("b/bienban.sqlite3")
        db.execute("UPDATE audit SET actor = 'somebody' WHERE id = 1")
        db.commit()  # it stays open: the change lies in a file beside
    else:
        said = json.loads(Path("b/backup.json").read_text(encoding="utf-8"))
        said["files"]["../escape"] = {"size": 1, "sha256": "0"}
        Path("b/backup.json").write_text(json.dumps(said), encoding="utf-8")
    capsys.readouterr()
    assert run("verify", "b") in {2, 4}
    assert run("--data-dir", "new", "restore", "b") in {2, 4}
    assert not Path("new").exists()
    if damage == "row":
        db.close()
        assert run("verify", "b") == 4


def test_damage_of_the_archive_itself_is_found(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify") == 0
    original = next((archive / "originals").rglob("*.png"))
    original.chmod(0o644)
    original.write_bytes(original.read_bytes()[:-1] + b"x")
    assert run("verify") == 4
    assert "WRONG: originals" in capsys.readouterr().out


def test_a_term_lists_and_deletes_nothing(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(archive)
    found = retention(load_settings(), 5, today=datetime.date(2030, 2, 1))
    assert len(found.past) == 1, "January 2025 is past five years, March is not"
    assert retention(load_settings(), 6, today=datetime.date(2030, 2, 1)).past == []
    assert [(one.year, one.originals, one.papers) for one in found.years] == [("2025", 2, 2)]
    assert retention(load_settings()).past == [], "no term unless one is set"
    assert run("retention", "--years", "1", "--list") == 0
    said = capsys.readouterr().out
    assert "Nothing was deleted" in said
    assert first_sha(archive) in said
    assert rows(archive) == before


def test_erasing_takes_everything_and_leaves_a_tombstone(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(None, archive) as store:
        secret = make_record("0" * 64, "x", 1).contributions[0].text
        record = next(one for one in store.records() if one.period == "2025-01")
        sha256 = record.source.sha256
        path = Path(record.source.path)
        store.correct(record.record_id, "/chair/name", "Bạch Thị Nhạn", who="reviewer", reason="Nhạn, not Khuê")
    assert run("publish", "out") == 0
    assert run("erase", sha256[:20]) == 2
    assert run("erase", sha256[:20], "--reason", "request 7") == 2
    assert f"--confirm {sha256[:12]}" in capsys.readouterr().err
    assert run("erase", "", "--reason", "r", "--confirm", sha256[:12]) == 2
    assert run("erase", sha256[:20], "--reason", "request 7", "--confirm", sha256[:12]) == 0
    said = capsys.readouterr().out
    assert str(path) in said, "the copy that is not ours to delete is named"
    assert "publish --to parquet" in said

    with Store.open(None, archive) as store:
        assert [one.period for one in store.records()] == ["2025-03"]
        assert store.corrections() == []
        assert store.audit_break() is None
        last = store.audit_trail()[-1]
        assert (last.action, last.subject) == ("erased", sha256)
        assert "Nhạn" not in str(last.details)
    assert not [one for one in (archive / "originals").rglob("*") if sha256 in one.name]
    everything = b"".join(one.read_bytes() for one in archive.rglob("*") if one.is_file())
    assert "Nhạn".encode() not in everything
    assert str(path).encode() not in everything
    assert everything.count(secret.encode()) == 0 or "2025-03" in str(rows(archive))
    assert not (archive / "feed").exists()

    assert run("publish", "out") == 0
    assert run("verify") == 0
    before = rows(archive)
    assert run("erase", sha256[:20], "--reason", "again", "--confirm", sha256[:12]) == 2
    assert rows(archive) == before


def test_what_was_erased_is_not_read_again(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sha256 = first_sha(archive)
    with Store.open(None, archive) as store:
        path = Path(store.documents()[0].path)
    assert run("erase", sha256, "--reason", "r", "--confirm", sha256[:12]) == 0
    capsys.readouterr()
    assert run("run", str(path), "--no-prefect") == 1
    assert "erased from the archive" in capsys.readouterr().out
    with Store.open(None, archive) as store:
        assert [one.sha256 for one in store.documents()] != [sha256]
        assert [item.code for item in store.aside() if item.sha256] == ["erased"]
    assert run("run", str(path), "--no-prefect") == 1
    assert "Nothing new" in capsys.readouterr().err


def test_a_document_of_the_store_can_be_loaded_after_a_restore(archive: Path, tmp_path: Path) -> None:
    assert run("backup", "b") == 0
    shutil.rmtree(archive)
    assert run("restore", "b") == 0
    with Store.open(None, archive) as store:
        (tmp_path / "n.bin").write_bytes(b"n")
        sha256 = hashlib.sha256(b"n").hexdigest()
        store.remember_original(tmp_path / "n.bin", sha256)
        record = make_record(sha256, "n.bin", 5)
        store.save_document(
            path="n.bin",
            sha256=sha256,
            pages=[make_page()],
            records=[record],
            versions={"read": "r", "understand": "u"},
        )
        assert len(store.records()) == 3


def test_a_refused_upload_is_counted_and_erased(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no original of the archive, but a paper all the same, and its name may be that of a person."""
    data = b"%PDF-1.4 half a paper of Nh\xe1\xba\xa1n"
    sha256 = hashlib.sha256(data).hexdigest()
    with Store.open(None, archive) as store:
        upload = Uploads(store).add("Bach Thi Nhan.pdf", len(data), who="reviewer", sha256=sha256, state="refused")
        path = archive / "uploads" / upload.id / "Bach Thi Nhan.pdf"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        store.put_aside(path, sha256, "unreadable", "damaged", "hỏng")
        other = Uploads(store).add("other.pdf", 5, who="reviewer", sha256="a" * 64, state="refused")
        kept = archive / "uploads" / other.id / "other.pdf"
        kept.parent.mkdir()
        kept.write_bytes(b"other")
    found = retention(load_settings(), 5, today=datetime.date(2040, 1, 1))
    assert sorted((one.sha256, one.past) for one in found.refused) == sorted([(sha256, True), ("a" * 64, True)])
    assert [one.past for one in retention(load_settings()).refused] == [False, False]
    assert run("retention") == 0
    assert "2 files handed in" in capsys.readouterr().out

    assert run("erase", sha256[:12], "--reason", "request 8", "--confirm", sha256[:12]) == 0
    assert path.name in capsys.readouterr().out
    assert not path.parent.exists()
    assert kept.exists()
    everything = b"".join(one.read_bytes() for one in archive.rglob("*") if one.is_file())
    assert b"Bach Thi Nhan" not in everything
    with Store.open(None, archive) as store:
        assert [one.sha256 for one in Uploads(store).latest()] == ["a" * 64]
        assert len(store.documents()) == 2
        assert store.audit_trail()[-1].subject == sha256
    (archive.parent / "again.pdf").write_bytes(data)
    assert run("run", str(archive.parent / "again.pdf"), "--no-prefect") == 1
    assert "erased from the archive" in capsys.readouterr().out
