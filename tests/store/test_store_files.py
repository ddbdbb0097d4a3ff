"""Originals in a folder and in an object store: the same promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_objects import VERSIONS, page, record, write

import store.objects
import store.patience
from schemas import EnvironmentError_, StoreError, UnreadableError, UsageError
from scripts.services.s3 import S3Server
from store import LostError, Store, file_sha256
from store.files import FolderFiles, open_files


@pytest.fixture
def files(originals_url: str | None, data_dir: Path):
    data_dir.mkdir()
    return open_files(originals_url, data_dir)


def bytes_of(files, sha: str, extension: str = "pdf") -> bytes:
    return files.fetch(sha, extension).read_bytes()


def test_bytes_come_back_as_they_went_in(files, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one" * 300_000)
    kept = files.keep(path, sha)
    assert (kept.size, kept.media_type, kept.extension) == (2_400_000, "application/pdf", "pdf")
    assert files.size(sha, "pdf") == kept.size
    assert files.digest(sha, "pdf") == sha
    path.write_bytes(b"%PDF other")
    found = files.fetch(sha, "pdf")
    assert file_sha256(found) == sha
    assert found.stat().st_mode & 0o222 == 0


def test_nothing_half_or_wrong_gets_a_name(files, tmp_path: Path, data_dir: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    path.write_bytes(b"%PDF two")
    with pytest.raises(UnreadableError):
        files.keep(path, sha)
    assert files.size(sha, "pdf") is None
    assert [one for one in data_dir.rglob("*") if one.is_file()] == []
    with pytest.raises(StoreError, match="missing"):
        files.fetch(sha, "pdf")


def test_what_is_kept_is_not_written_again(files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    files.keep(path, sha)
    monkeypatch.setattr("store.originals.tempfile.mkstemp", lambda **_: pytest.fail("copied again"))
    assert files.keep(path, sha).sha256 == sha


def test_bytes_that_no_row_names_can_be_taken_away(files, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    files.keep(path, sha)
    files.discard(sha, "pdf")
    files.discard(sha, "pdf")
    assert files.size(sha, "pdf") is None


def test_an_archive_keeps_its_originals_where_it_is_told(
    database_url: str | None, originals_url: str | None, data_dir: Path, tmp_path: Path
) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    with Store.open(database_url, data_dir, originals_url) as opened:
        opened.remember_original(path, sha)
        opened.save_document(path=path, sha256=sha, pages=[page()], records=[record(sha)], versions=VERSIONS)
    assert (data_dir / "originals").exists() == (originals_url is None)
    with Store.open(database_url, data_dir, originals_url) as opened:
        assert opened.original(sha).read_bytes() == b"%PDF one"


def test_a_folder_may_be_named_by_path_or_address(tmp_path: Path) -> None:
    for address in (str(tmp_path / "x"), f"file://{tmp_path / 'x'}"):
        found = open_files(address, tmp_path / "data")
        assert isinstance(found, FolderFiles)
        assert found.root == tmp_path / "x"


@pytest.mark.services
def test_an_original_that_was_altered_in_the_store_is_noticed(s3_url: str, data_dir: Path, tmp_path: Path) -> None:
    files = open_files(s3_url, data_dir)
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    files.keep(path, sha)
    files._fs.pipe_file(files._place(sha, "pdf"), b"%PDF oNe")
    assert files.digest(sha, "pdf") not in {sha}
    with pytest.raises(StoreError, match="not what was put there"):
        files.fetch(sha, "pdf")
    assert [one for one in data_dir.rglob("*") if one.is_file()] == []


@pytest.mark.services
def test_the_copies_on_this_machine_are_bounded(
    s3_url: str, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.objects, "CACHE_BYTES", 2500)
    files = open_files(s3_url, data_dir)
    for index in range(5):
        path, sha = write(tmp_path, f"{index}.pdf", b"%PDF" + bytes([index]) * 996)
        files.keep(path, sha)
        assert files.fetch(sha, "pdf").stat().st_size == 1000
    copies = [one for one in (data_dir / "cache").rglob("*") if one.is_file()]
    assert len(copies) == 2
    assert sum(one.stat().st_size for one in copies) <= 2500


@pytest.mark.services
def test_a_store_that_cannot_be_reached_is_named(
    s3_server: S3Server, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.patience, "PATIENCE_SECONDS", 0.1)
    for name, value in {
        **s3_server.environment,
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    with Store.open(None, data_dir, "s3://bucket/folder") as opened:
        with pytest.raises(LostError, match="bucket/folder") as caught:
            opened.remember_original(path, sha)
        assert caught.value.exit_code == 4
        assert "Không truy cập được" in caught.value.vietnamese
        assert opened.counts()["bytes"] == 0


def test_places_without_whole_writes_get_them_under_another_name_first(data_dir: Path, tmp_path: Path) -> None:
    files = open_files("memory://room/originals", data_dir)
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    files.keep(path, sha)
    assert bytes_of(files, sha) == b"%PDF one"
    assert [one for one in files._fs.find("/room") if "incoming" in one] == []


@pytest.mark.parametrize(("address", "error"), [("nonsense://x", UsageError), ("dropbox://x/y", EnvironmentError_)])
def test_an_unusable_address_is_said_before_anything_happens(address: str, error: type, data_dir: Path) -> None:
    with pytest.raises(error):
        open_files(address, data_dir)
