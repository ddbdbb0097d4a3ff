from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from fake_stages import FakeRooms, archive, dump

from extractors import ReadSettings
from flows.steps import BatchSettings, Progress, extract, pending, run_batch
from schemas import EnvironmentError_, InputError, Record, StoreError, UsageError
from store import Store


@pytest.fixture
def settings(tmp_path: Path, database_url: str | None) -> BatchSettings:
    return BatchSettings(data_dir=tmp_path / "data", database_url=database_url, workers=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return archive(tmp_path / "in")


def opened(settings: BatchSettings) -> Store:
    return Store.open(settings.database_url, settings.data_dir)


def test_a_batch_loads_and_assesses_everything_and_names_what_is_bad(folder: Path, settings: BatchSettings) -> None:
    result = run_batch([folder], settings, stages=FakeRooms())
    assert (result.files, result.loaded, result.unchanged, result.bugs, result.changed) == (10, 7, 0, 0, True)
    assert [(Path(item.path).name, item.code, item.reason_vi) for item in result.aside] == [
        ("cut.txt", "unreadable", "Tệp bị cụt"),
        ("damaged.txt", "unreadable", "Tệp bị hỏng"),
    ]
    assert result.exit_code == 1
    assert [(one.name, other.name) for one, other in result.duplicates] == [("so-00.txt", "copy.txt")]
    with opened(settings) as store:
        assert store.counts() | {"bytes": 0} == result.counts | {"bytes": 0}
        assert (result.counts["documents"], result.counts["records"], result.counts["assessments"]) == (7, 9, 9)
        assert {len(document.paths) for document in store.documents()} == {1, 2}
        assert store.runs()[0].status == "finished"
        assert store.audit_break() is None


def test_each_meeting_is_assessed_against_those_before_it_in_other_files(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    with opened(settings) as store:
        held = {record.record_id: (record.organisation.name, record.held.date) for record in store.records()}
        notes = {held[one.record_id]: one.notes[0] for one in store.assessments()}
    assert notes["Chi bộ A", "2026-01-03"] == "2 before it"
    assert notes["Chi bộ B", "2025-12-03"] == "0 before it"


def test_a_second_run_does_nothing_at_all(folder: Path, settings: BatchSettings) -> None:
    first = run_batch([folder], settings, stages=FakeRooms())
    before = dump(settings.data_dir, settings.database_url)
    rooms = FakeRooms()
    second = run_batch([folder], settings, stages=rooms)
    assert rooms.calls == []
    assert (second.changed, second.run_id, second.loaded, second.unchanged) == (False, None, 0, 7)
    assert second.aside == first.aside
    assert second.exit_code == 1
    assert dump(settings.data_dir, settings.database_url) == before
    assert pending([folder], settings, FakeRooms()).nothing


def test_only_the_stages_that_changed_are_run_again(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    rooms = FakeRooms(assess="q2")
    run_batch([folder], settings, stages=rooms)
    assert rooms.calls == ["assess", "assess"]
    rooms = FakeRooms(assess="q2", understand="u2")
    result = run_batch([folder], settings, stages=rooms)
    assert {call.split()[0] for call in rooms.calls if "cut" not in call and "damaged" not in call} == {
        "understand",
        "assess",
    }
    assert result.pages_read == 1  # of the cut file, which another version might have read further
    with opened(settings) as store:
        assert {record.theme for record in store.records()} == {"u2"}
        assert {one.notes[1] for one in store.assessments()} == {"q2"}
    rooms = FakeRooms(assess="q2", understand="u2", read="r2")
    assert run_batch([folder], settings, stages=rooms).loaded == 7


def test_understanding_again_from_the_store_gives_what_reading_gave(folder: Path, settings: BatchSettings) -> None:
    """Boxes are rounded when they are stored: the first understanding must see them rounded too."""
    run_batch([folder], settings, stages=FakeRooms())
    before = dump(settings.data_dir, settings.database_url)
    run_batch([folder], settings, stages=FakeRooms(understand="u2"))
    run_batch([folder], settings, stages=FakeRooms(understand="u1"))
    assert dump(settings.data_dir, settings.database_url) == before


def test_a_new_file_touches_its_own_cell_only(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    (folder / "new.txt").write_text("Chi bộ B | 2026-08-01")
    rooms = FakeRooms()
    result = run_batch([folder], settings, stages=rooms)
    assert sorted(rooms.calls) == ["assess", "read new.txt", "understand new.txt"]
    assert (result.loaded, result.unchanged, result.cells_assessed) == (1, 7, 1)


def test_a_repaired_file_leaves_the_aside_list_and_a_deleted_one_too(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    (folder / "damaged.txt").write_text("Chi bộ A | 2026-09-01")
    (folder / "cut.txt").unlink()
    result = run_batch([folder], settings, stages=FakeRooms())
    assert (result.aside, result.exit_code) == ([], 0)
    with opened(settings) as store:
        assert store.aside() == []


def test_a_higher_limit_lets_a_file_be_tried_again(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    rooms = FakeRooms()
    run_batch([folder], settings.model_copy(update={"read": ReadSettings(max_bytes=2_000_000_000)}), stages=rooms)
    assert sorted(rooms.calls) == ["read cut.txt", "read damaged.txt"]


def test_a_moved_file_is_not_read_again(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    (folder / "so-01.txt").rename(folder / "moved.txt")
    (folder / "damaged.txt").rename(folder / "still-damaged.txt")
    rooms = FakeRooms()
    result = run_batch([folder], settings, stages=rooms)
    assert rooms.calls == []
    assert result.changed
    assert [Path(item.path).name for item in result.aside] == ["cut.txt", "still-damaged.txt"]
    with opened(settings) as store:
        assert any(path.endswith("moved.txt") for document in store.documents() for path in document.paths)


def test_a_bug_in_one_document_is_logged_without_its_text_and_the_batch_goes_on(
    folder: Path, settings: BatchSettings, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "Nguyễn Văn A.txt").write_text("BUG Nguyễn Văn A")
    with caplog.at_level(logging.DEBUG):
        result = run_batch([folder], settings, stages=FakeRooms())
    assert (result.loaded, result.bugs, result.exit_code) == (7, 1, 1)
    assert [item.code for item in result.aside if "Nguyễn" in item.path] == ["bug"]
    assert "ValueError" in caplog.text
    assert "fake_stages.py" in caplog.text
    assert "secret" not in caplog.text
    assert "Nguyễn" not in caplog.text
    rooms = FakeRooms()
    run_batch([folder], settings, stages=rooms)
    assert rooms.calls == ["read Nguyễn Văn A.txt", "understand Nguyễn Văn A.txt"]  # a bug is tried again each time


def test_a_bug_in_assessing_leaves_that_cell_and_assesses_the_others(
    folder: Path, settings: BatchSettings, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "crash.txt").write_text("CRASH | 2026-01-01")
    result = run_batch([folder], settings, stages=FakeRooms())
    assert (result.loaded, result.bugs, result.exit_code) == (8, 1, 1)
    assert result.counts["assessments"] == 9
    assert "secret" not in caplog.text
    assert [one.cell for one in pending([folder], settings, FakeRooms()).stale] == ["crash"]


def test_a_missing_tool_stops_the_batch_and_keeps_what_was_loaded(folder: Path, settings: BatchSettings) -> None:
    (folder / "zz.txt").write_text("NO TOOL")
    with pytest.raises(EnvironmentError_, match="apt install"):
        run_batch([folder], settings.model_copy(update={"workers": 1}), stages=FakeRooms())
    with opened(settings) as store:
        assert store.counts()["documents"] == 7
        assert store.runs()[0].status == "failed"
        assert store.aside()[0].code == "unreadable"
    (folder / "zz.txt").unlink()
    assert run_batch([folder], settings, stages=FakeRooms()).counts["assessments"] == 9


def test_a_store_error_stops_the_batch(folder: Path, settings: BatchSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Store, **_: object) -> None:
        raise StoreError("The disk is full")

    monkeypatch.setattr(Store, "save_document", refuse)
    rooms = FakeRooms()
    with pytest.raises(StoreError, match="full"):
        run_batch([folder], settings.model_copy(update={"workers": 1}), stages=rooms)
    assert len(rooms.calls) == 2  # the document after the one that met the full disk is not begun


def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path: Path, settings: BatchSettings) -> None:
    with pytest.raises(UsageError):
        run_batch([tmp_path / "nowhere"], settings, stages=FakeRooms())


def test_progress_counts_up_to_the_end(folder: Path, settings: BatchSettings) -> None:
    seen: list[Progress] = []
    run_batch([folder], settings, seen.append, FakeRooms())
    assert [one.done for one in seen if one.kind == "hashed"] == list(range(1, 11))
    settled = [one for one in seen if one.kind in {"document", "aside"}]
    assert sorted(one.done for one in settled) == list(range(1, 10))
    assert {one.total for one in settled} == {9}
    assert [(one.done, one.total) for one in seen if one.kind == "cell"] == [(1, 2), (2, 2)]
    assert len([one for one in seen if one.kind == "page"]) == 11


def test_documents_are_carried_by_several_threads(folder: Path, settings: BatchSettings) -> None:
    rooms = FakeRooms(delay=0.02)
    run_batch([folder], settings, stages=rooms)
    assert len(rooms.threads) >= 3


def test_corrections_survive_a_new_understanding_and_are_assessed(folder: Path, settings: BatchSettings) -> None:
    run_batch([folder], settings, stages=FakeRooms())
    with opened(settings) as store:
        record = next(one for one in store.records() if one.held.date == "2026-01-03")
        store.correct(record.record_id, "/held/date", "2025-09-01", who="bí thư")
    run_batch([folder], settings, stages=FakeRooms(understand="u2"))
    with opened(settings) as store:
        assert store.record(record.record_id).held.date == "2025-09-01"
        assert store.record(record.record_id).theme == "u2"
        assert store.assessments([record.record_id])[0].notes[0] == "0 before it"


def test_extract_gives_records_in_the_order_of_files_and_names_bad_ones(folder: Path) -> None:
    records: list[Record] = []
    errors: list[tuple[Path, InputError]] = []
    (folder / "bug.txt").write_text("BUG")
    done = extract(
        [folder],
        ReadSettings(),
        records.append,
        lambda path, error: errors.append((path, error)),
        stages=FakeRooms(delay=0.005),
        workers=4,
    )
    names = [Path(record.source.path).name for record in records]
    assert names == ["book.txt"] * 3 + ["copy.txt"] + [f"so-0{index}.txt" for index in range(6)]
    assert [(path.name, error.code) for path, error in errors] == [
        ("bug.txt", "bug"),
        ("cut.txt", "unreadable"),
        ("damaged.txt", "unreadable"),
    ]
    assert (done.files, done.failed, done.records, done.exit_code) == (11, 3, 10, 1)


def test_extract_stops_for_a_missing_tool(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("NO TOOL")
    with pytest.raises(EnvironmentError_):
        extract([tmp_path], ReadSettings(), lambda record: None, lambda path, error: None, stages=FakeRooms())


def test_the_way_in_imports_no_orchestrator_engine_or_model() -> None:
    import subprocess

    code = (
        "import sys, flows.run, flows.steps\n"
        "bad = {'prefect', 'spacy', 'underthesea', 'cv2', 'pdfplumber', 'pandas', 'PIL'} & set(sys.modules)\n"
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
