from __future__ import annotations

from pathlib import Path

import pytest
from archive_objects import VERSIONS, assessment, page, record, write
from sqlalchemy import inspect, text

from schemas import UnreadableError
from store import Store, cell_of


def dump(store: Store, *leave_out: str) -> dict[str, list[str]]:
    """All rows, as text."""
    with store._engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")).all()))
            for name in inspect(connection).get_table_names()
            if name not in leave_out
        }


def save(store: Store, path: Path, sha256: str, **changes: object):
    store.remember_original(path, sha256)
    values = {"pages": [page(1), page(2)], "records": [record(sha256, 0), record(sha256, 1)], "versions": VERSIONS}
    return store.save_document(path=path, sha256=sha256, **{**values, **changes})


def test_saving_again_changes_no_row_and_no_time(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    first = save(store, path, sha)
    before = dump(store)
    second = save(store, path, sha)
    assert (first.changed, first.added) == (True, 2)
    assert second.changed is False
    assert dump(store) == before


def test_pages_and_records_come_back_as_they_went_in(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    assert store.pages(sha) == [page(1), page(2)]
    assert store.records() == [record(sha, 0), record(sha, 1)]
    assert store.record(f"{sha[:12]}-1") == record(sha, 1)


def test_a_new_version_replaces_the_rows_and_removes_records_that_are_gone(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    (cell,) = store.stale_cells("q1")
    store.save_assessments(cell, "q1", [assessment(one) for one in store.records()])
    changed = record(sha, 0, held={"date": "2026-04-03"}, findings=[])
    outcome = save(store, path, sha, records=[changed], versions={"read": "r1", "understand": "u2"})
    assert (outcome.updated, outcome.removed, outcome.added) == (1, 1, 0)
    assert store.records() == [changed]
    assert store.counts()["findings"] == 0
    assert store.assessments() == []
    assert store.known(sha, {"understand": "u2"})
    assert not store.known(sha, VERSIONS)


def test_only_the_record_that_differs_is_touched(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    before = {row[:40]: row for row in dump(store)["records"]}
    save(store, path, sha, records=[record(sha, 0), record(sha, 1, held={"date": "2026-05-01"})])
    after = {row[:40]: row for row in dump(store)["records"]}
    assert [before[key] == after[key] for key in sorted(before)] == [True, False]


def test_records_that_swap_places_do_not_clash(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    save(store, path, sha, records=[record(sha, 1), record(sha, 0)])
    assert [one.record_id[-1] for one in store.records()] == ["1", "0"]


def test_a_failing_save_leaves_the_old_rows(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    before = dump(store)
    with pytest.raises(ValueError, match="record_id"):
        save(store, path, sha, pages=[page(1)], records=[record(sha, 0), record(sha, 0)])
    assert dump(store) == before


def test_duplicates_are_linked_not_loaded_twice(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    copy, _ = write(tmp_path, "b.pdf", b"%PDF one")
    save(store, path, sha)
    assert store.see(copy, sha) is True
    assert store.see(copy, sha) is False
    (document,) = store.documents()
    assert (document.path, document.paths) == (str(path), [str(path), str(copy)])
    assert store.counts()["records"] == 2


def test_a_path_with_new_bytes_replaces_what_it_held(store: Store, tmp_path: Path) -> None:
    path, old = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, old)
    path, new = write(tmp_path, "a.pdf", b"%PDF two")
    save(store, path, new, records=[record(new)])
    assert [one.source.sha256 for one in store.records()] == [new]
    assert {one.source.sha256 for one in store.records(include_replaced=True)} == {old, new}
    assert {one.sha256: one.replaced for one in store.documents()} == {old: True, new: False}
    path, _ = write(tmp_path, "a.pdf", b"%PDF one")
    assert store.see(path, old) is True
    assert {one.source.sha256 for one in store.records()} == {old}


def test_what_was_aside_leaves_the_list_when_it_is_readable(store: Store, tmp_path: Path) -> None:
    path, bad = write(tmp_path, "a.pdf", b"%PDF damaged")
    assert store.put_aside(path, bad, "unreadable", "damaged", "hỏng", version="r1") is True
    assert store.put_aside(path, bad, "unreadable", "damaged", "hỏng", version="r1") is False
    (item,) = store.aside()
    assert (item.path, item.sha256, item.code, item.reason_vi) == (str(path), bad, "unreadable", "hỏng")
    path, good = write(tmp_path, "a.pdf", b"%PDF whole")
    save(store, path, good)
    assert store.aside() == []


def test_a_file_that_is_gone_leaves_the_aside_list(store: Store, tmp_path: Path) -> None:
    path, bad = write(tmp_path, "a.pdf", b"%PDF damaged")
    store.put_aside(path, bad, "unreadable", "damaged", "hỏng")
    store.forget_aside([path])
    assert store.aside() == []


def test_a_file_name_that_is_not_utf8_is_kept_legible(store: Store, tmp_path: Path) -> None:
    path, sha = write(tmp_path, "a\udce1.pdf", b"%PDF one")
    save(store, path, sha)
    assert store.documents()[0].path.endswith("a\\xe1.pdf")
    store.put_aside(path, sha, "bug", "…", "…")
    assert store.see(path, sha) is True


def test_originals_are_kept_by_content_and_read_only(store: Store, tmp_path: Path, data_dir: Path) -> None:
    data = b"\xff\xd8\xff photo"
    path, sha = write(tmp_path, "a.PDF", data)
    store.remember_original(path, sha)
    kept = store.original(sha)
    assert kept == data_dir / "originals" / sha[:2] / sha[2:4] / f"{sha}.jpg"
    assert kept.read_bytes() == data
    assert kept.stat().st_mode & 0o777 == 0o444
    path.write_bytes(b"else")
    assert store.original(sha).read_bytes() == data
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]


def test_bytes_that_changed_since_they_were_hashed_are_refused(store: Store, tmp_path: Path, data_dir: Path) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    path.write_bytes(b"%PDF two")
    with pytest.raises(UnreadableError):
        store.remember_original(path, sha)
    assert [one for one in (data_dir / "originals").rglob("*") if one.is_file()] == []
    with pytest.raises(KeyError):
        store.original(sha)


def test_the_cell_key_ignores_case_marks_and_blanks() -> None:
    sha = "0" * 64
    keys = {
        cell_of(record(sha, cell=name))
        for name in ("Chi bộ Đồng Chùa", "CHI BỘ  ĐỒNG CHÙA", "Chi bo Dong Chua.", "Đồng Chùa")
    }
    assert keys == {"dong chua"}
    assert cell_of(record(sha, cell=None)) == ""


def test_a_cell_is_stale_until_assessed_and_again_when_its_series_or_the_version_changes(
    store: Store, tmp_path: Path
) -> None:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    save(store, path, sha)
    (cell,) = store.stale_cells("q1")
    assert cell.record_ids == [f"{sha[:12]}-0", f"{sha[:12]}-1"]
    store.save_assessments(cell, "q1", [assessment(one) for one in store.records()])
    assert store.stale_cells("q1") == []
    assert len(store.assessments()) == 2
    assert [one.cell for one in store.stale_cells("q2")] == ["ban moi"]
    store.correct(f"{sha[:12]}-0", "/held/start", "20:00", who="chi uy")
    assert [one.cell for one in store.stale_cells("q1")] == ["ban moi"]
    save(store, path, sha, records=[record(sha, 0, cell="Chi bộ Khác"), record(sha, 1, cell="Chi bộ Khác")])
    stale = store.stale_cells("q1")
    assert [(one.cell, len(one.record_ids)) for one in stale] == [("ban moi", 0), ("khac", 2)]
    for one in stale:
        store.save_assessments(one, "q1", [assessment(found) for found in store.records(cell=one.cell)])
    assert store.stale_cells("q1") == []
