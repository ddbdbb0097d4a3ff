"""A database copied to another one: every row, once, provably; and what `check` finds wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_objects import VERSIONS, assessment, page, record, write
from sqlalchemy import Engine, event

from schemas import StoreError
from store import Store, copy_rows, default_url, open_engine
from store.copying import table_digest
from store.tables import Base


@pytest.fixture
def full(data_dir: Path, tmp_path: Path) -> Store:
    """An archive in SQLite with rows in every table of documents, corrections and runs."""
    with Store.open(None, data_dir) as store:
        run = store.start_run()
        for index in range(5):
            path, sha = write(tmp_path, f"Sổ {index}.pdf", f"%PDF {index}".encode())
            store.remember_original(path, sha)
            records = [record(sha, number, number="1\0" if index == 2 else "01-BB/CB") for number in range(3)]
            store.save_document(
                path=path, sha256=sha, pages=[page(1), page(2)], records=records, versions=VERSIONS, run_id=run
            )
        store.correct(records[0].record_id, "/attendance/present", None, who="bí thư")
        store.put_aside(tmp_path / "hỏng.pdf", None, "unreadable", "damaged", "hỏng")
        for cell in store.stale_cells("q"):
            store.save_assessments(cell, "q", [assessment(one) for one in store.records(cell=cell.cell)])
        store.finish_run(run, "finished", {"files": 5})
        yield store


@pytest.fixture
def target(database_url: str | None, tmp_path: Path):
    engine = open_engine(database_url or default_url(tmp_path))
    yield engine
    engine.dispose()


def everything(engine: Engine) -> dict[str, tuple[int, str]]:
    with engine.connect() as connection:
        return {table.name: table_digest(connection, table) for table in Base.metadata.sorted_tables}


def test_every_row_arrives_once_and_a_second_copy_adds_none(full: Store, target: Engine) -> None:
    first = copy_rows(full._engine, target, lambda _: None)
    assert everything(target) == everything(full._engine) == {one.table: (one.rows, one.digest) for one in first}
    assert all(one.added == one.rows for one in first)
    assert sum(one.rows > 0 for one in first) >= 12
    again = copy_rows(full._engine, target, lambda _: None)
    assert [(one.added, one.changed) for one in again] == [(0, 0)] * len(again)
    assert [one.digest for one in again] == [one.digest for one in first]


def test_a_copy_that_broke_off_goes_on(full: Store, target: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.copying.CHUNK", 2)
    seen = []

    @event.listens_for(target, "before_cursor_execute")
    def cut(connection, cursor, statement, *_) -> None:
        seen.append("INSERT INTO records" in statement)
        if sum(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_rows(full._engine, target, lambda _: None)
    event.remove(target, "before_cursor_execute", cut)
    done = {one.table: one for one in copy_rows(full._engine, target, lambda _: None)}
    assert (done["documents"].added, done["records"].rows, done["records"].added) == (0, 15, 11)
    assert everything(target) == everything(full._engine)


def test_what_changed_since_is_renewed(full: Store, target: Engine) -> None:
    copy_rows(full._engine, target, lambda _: None)
    one = full.records()[0]
    full.correct(one.record_id, "/held/start", "20:00", who="bí thư")
    done = {one.table: one for one in copy_rows(full._engine, target, lambda _: None)}
    assert (done["records"].changed, done["corrections"].added, done["pages"].changed) == (1, 1, 0)


def test_another_archive_is_never_written_over(full: Store, target: Engine, data_dir: Path, tmp_path: Path) -> None:
    url = target.url.render_as_string(hide_password=False)
    path, sha = write(tmp_path, "other.pdf", b"%PDF other")
    with Store.open(url, data_dir) as other:
        other.remember_original(path, sha)
        before = everything(target)
        with pytest.raises(StoreError, match="another archive"):
            copy_rows(full._engine, target, lambda _: None)
        other.save_document(path=path, sha256=sha, pages=[page()], records=[record(sha)], versions=VERSIONS)
        with pytest.raises(StoreError, match="another archive"):
            copy_rows(full._engine, target, lambda _: None)
        assert other.counts()["documents"] == 1
    assert before["originals"][0] == 1


def test_what_is_gone_here_goes_there(full: Store, target: Engine, tmp_path: Path) -> None:
    copy_rows(full._engine, target, lambda _: None)
    first = full.documents()[0]
    full.save_document(path=first.path, sha256=first.sha256, pages=[page(1)], records=[], versions=VERSIONS)
    full.forget_aside([tmp_path / "hỏng.pdf"])
    done = {one.table: one.rows for one in copy_rows(full._engine, target, lambda _: None)}
    assert (done["records"], done["pages"], done["aside"]) == (12, 9, 0)
    assert everything(target) == everything(full._engine)


def test_the_copy_is_an_archive_that_can_be_worked_in(full: Store, target: Engine, data_dir: Path) -> None:
    copy_rows(full._engine, target, lambda _: None)
    with Store.open(target.url.render_as_string(hide_password=False), data_dir) as copy:
        assert copy.records() == full.records()
        assert copy.assessments() == full.assessments()
        assert copy.stale_cells("q") == []
        assert copy.audit_break() is None
        made = copy.correct(copy.records()[0].record_id, "/held/start", "20:00", who="bí thư")
        assert made.id == 2  # numbers go on
        assert copy.audit_break() is None
        assert [one.wrong for one in copy.check(content=True)] == [0] * 7


def test_originals_go_along(full: Store, originals_url: str | None, tmp_path: Path) -> None:
    from store import open_files

    files = open_files(originals_url, tmp_path / "elsewhere")
    assert full.copy_originals(files) == (5, 5)
    assert full.copy_originals(files) == (5, 0)
    for document in full.documents():
        assert files.digest(document.sha256, "pdf") == document.sha256


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (
            "UPDATE records SET body = '{}' WHERE unit_index = 1 AND sha256 = (SELECT min(sha256) FROM records)",
            "records",
        ),
        ("DELETE FROM pages WHERE number = 2 AND sha256 = (SELECT min(sha256) FROM pages)", "counts"),
        ("UPDATE pages SET content = number WHERE number = 2 AND sha256 = (SELECT min(sha256) FROM pages)", "pages"),
        ("UPDATE audit SET actor = 'ai đó' WHERE id = 2", "trail"),
        ("UPDATE originals SET size = 1 WHERE sha256 = (SELECT min(sha256) FROM originals)", "originals"),
        ("UPDATE alembic_version SET version_num = '0000'", "schema"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM records WHERE unit_index = 1", "structure"),
    ],
)
def test_harm_is_found_and_named(full: Store, harm: str, found: str) -> None:
    assert {one.what for one in full.check() if one.wrong} == set()
    connection = full._engine.raw_connection()
    for statement in harm.split("; "):
        connection.cursor().execute(statement)
    connection.close()
    wrong = {one.what: one for one in full.check() if one.wrong}
    assert found in wrong
    assert set(wrong) <= {found, "counts"}
    assert wrong[found].which


def test_an_altered_original_is_found_only_by_reading_it(full: Store) -> None:
    path = full.original(full.documents()[0].sha256)
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data.replace(b"%PDF", b"%PdF"))
    assert [one.wrong for one in full.check()][-1] == 0
    assert [one.wrong for one in full.check(content=True)][-1] == 1
