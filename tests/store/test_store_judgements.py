"""Judgements are only ever added and outlive the reading; assessments that others replace are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive_objects import VERSIONS, assessment, page, record, write
from sqlalchemy import inspect

from schemas import Judgement
from store import Store
from store.database import HEAD, migrate, open_engine, revision


def judgement(record_id: str, value: float | None, kind: str = "override", who: str = "to kiem tra") -> Judgement:
    return Judgement.model_validate(
        {
            "id": 0, "record_id": record_id, "rubric_id": "test", "criterion": "1", "kind": kind, "value": value,
            "reason": "đã đối chiếu sổ", "who": who, "at": datetime(2000, 1, 1, tzinfo=UTC),
        }
    )  # fmt: skip


@pytest.fixture
def one(store: Store, tmp_path: Path) -> tuple[Path, str, str]:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    store.remember_original(path, sha)
    store.save_document(path=path, sha256=sha, pages=[page()], records=[record(sha)], versions=VERSIONS)
    return path, sha, f"{sha[:12]}-0"


def test_acts_are_added_and_never_changed(store: Store, one: tuple[Path, str, str]) -> None:
    _, _, name = one
    (first,) = store.judge([judgement(name, 3)])
    assert first.id > 0 and (datetime.now(UTC) - first.at).total_seconds() < 60
    store.judge([judgement(name, 4, who="chi uy"), judgement(name, None, "withdraw")])
    assert [(act.kind, act.value, act.who) for act in store.judgements([name])] == [
        ("override", 3, "to kiem tra"),
        ("override", 4, "chi uy"),
        ("withdraw", None, "to kiem tra"),
    ]
    assert store.audit_break() is None
    with pytest.raises(KeyError):
        store.judge([judgement(name, 1), judgement("nobody", 1)])
    assert len(store.judgements()) == 3, "all or none"


def test_a_judgement_outlives_the_reading(store: Store, one: tuple[Path, str, str]) -> None:
    path, sha, name = one
    store.judge([judgement(name, 3)])
    newer = {**VERSIONS, "understand": "u2"}
    store.save_document(path=path, sha256=sha, pages=[page()], records=[], versions=newer)
    assert store.records() == []
    store.save_document(path=path, sha256=sha, pages=[page()], records=[record(sha)], versions=VERSIONS)
    assert [act.value for act in store.judgements([name])] == [3]


def test_assessments_that_others_replace_are_kept(store: Store, one: tuple[Path, str, str]) -> None:
    _, _, name = one
    made = [assessment(found, total) for found in store.records() for total in (5.0, 6.0)]
    for version, at in (("q1", 0), ("q2", 0), ("q3", 1)):
        (stale,) = store.stale_cells(version)
        store.save_assessments(stale, version, [made[at]])
    assert store.assessments() == [made[1]]
    assert store.past_assessments(name) == [("q2", made[0])], "the same said again is no other assessment"
    assert store.audit_break() is None


def test_an_archive_of_before_is_brought_up_to_date(tmp_path: Path) -> None:
    from alembic import command

    from store.database import WRITES, _config

    engine = open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    config = _config()
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        assert not inspect(connection).has_table("judgements")
    assert migrate(engine) == "0003"
    with engine.connect() as connection:
        assert revision(connection) == HEAD
        assert inspect(connection).has_table("judgements") and inspect(connection).has_table("past_assessments")
    engine.dispose()
