from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archive_objects import VERSIONS, page, record, write
from sqlalchemy import text

from schemas import Task, UsageError
from store import Correction, Store, default_url, differences, with_corrections
from store.database import open_engine

SHA = "a" * 64
ROAD, TREES = Task(assignee="A Một", action="sửa đường"), Task(assignee="B Hai", action="trồng cây")


def correction(pointer: str, old: Any, new: Any, number: int = 1, action: str = "set") -> Correction:
    return Correction(
        id=number,
        record_id="r",
        pointer=pointer,
        action=action,
        old=old,
        new=new,
        who="bí thư",
        at=datetime.now(UTC),
        reason="",
    )


def test_a_correction_is_laid_over_a_copy_and_marked_as_a_persons() -> None:
    machine = record(SHA)
    shown = with_corrections(machine, [correction("/held/date", "2026-03-03", "2026-03-04")])
    assert (machine.held.date, shown.held.date) == ("2026-03-03", "2026-03-04")
    assert shown.evidence["/held/date"].kind == "human"
    assert shown.evidence["/held/date"].boxes == machine.evidence["/held/date"].boxes
    assert with_corrections(machine, []) is machine


def test_a_value_without_evidence_is_said_to_be_a_correction() -> None:
    shown = with_corrections(record(SHA), [correction("/held/end", None, "21:00")])
    assert (shown.held.end, shown.inferred["/held/end"]) == ("21:00", "correction")


def test_the_last_word_counts_and_a_withdrawal_gives_the_machine_its_value_back() -> None:
    acts = [correction("/held/start", "19:30", "20:00", 1), correction("/held/start", "19:30", "20:15", 2)]
    assert with_corrections(record(SHA), acts).held.start == "20:15"
    acts.append(correction("/held/start", "20:15", "19:30", 3, "withdraw"))
    assert with_corrections(record(SHA), acts).held.start == "19:30"


@pytest.mark.parametrize(
    ("now", "state"),
    [("19:30", "differs"), ("20:00", "agrees"), ("18:00", "changed")],
)
def test_re_reading_shows_where_machine_and_person_differ(now: str, state: str) -> None:
    (found,) = differences(record(SHA, held={"start": now}), [correction("/held/start", "19:30", "20:00")])
    assert (found.state, found.machine, found.person) == (state, now, "20:00")


def test_a_correction_in_a_list_follows_its_item_and_is_never_laid_on_another() -> None:
    act = correction("/tasks/1/action", "trồng cây", "trồng 200 cây")
    turned = record(SHA, tasks=[TREES, ROAD])
    assert [task.action for task in with_corrections(turned, [act]).tasks] == ["trồng 200 cây", "sửa đường"]
    gone = record(SHA, tasks=[ROAD, Task(action="làm cầu")])
    assert with_corrections(gone, [act]) == gone
    assert differences(gone, [act])[0].state == "lost"
    twice = record(SHA, tasks=[TREES, TREES, ROAD])
    assert with_corrections(twice, [act]).tasks[1].action == "trồng 200 cây"  # still where it was


def test_a_whole_list_can_be_corrected_and_evidence_of_other_values_goes() -> None:
    machine = record(SHA)
    body = machine.model_dump(mode="json")
    act = correction("/tasks", body["tasks"], [body["tasks"][0], {**body["tasks"][1], "action": "làm cầu"}])
    shown = with_corrections(machine, [act])
    assert [task.action for task in shown.tasks] == ["sửa đường", "làm cầu"]
    assert "/tasks/1/action" not in shown.evidence
    assert shown.inferred["/tasks"] == "correction"


@pytest.fixture
def saved(store: Store, tmp_path: Path) -> tuple[Store, str, str, Path]:
    path, sha = write(tmp_path, "a.pdf", b"%PDF one")
    store.remember_original(path, sha)
    store.save_document(path=path, sha256=sha, pages=[page()], records=[record(sha)], versions=VERSIONS)
    return store, f"{sha[:12]}-0", sha, path


def test_corrections_survive_reading_again(saved: tuple[Store, str, str, Path]) -> None:
    store, record_id, sha, path = saved
    store.correct(record_id, "/held/date", "2026-03-04", who="bí thư", reason="sổ ghi ngày 4")
    again = record(sha, held={"date": "2026-03-08"})
    store.save_document(
        path=path, sha256=sha, pages=[page()], records=[again], versions={"read": "r1", "understand": "u2"}
    )
    assert store.record(record_id).held.date == "2026-03-04"
    assert store.record(record_id, corrected=False).held.date == "2026-03-08"
    assert [one.state for one in store.differences(record_id)] == ["changed"]
    store.save_document(path=path, sha256=sha, pages=[page()], records=[], versions=VERSIONS)
    store.save_document(path=path, sha256=sha, pages=[page()], records=[again], versions=VERSIONS)
    assert store.record(record_id).held.date == "2026-03-04"


def test_the_columns_show_the_corrected_record(saved: tuple[Store, str, str, Path]) -> None:
    store, record_id, _, _ = saved

    def columns() -> tuple[object, ...]:
        with store._engine.connect() as connection:
            row = connection.execute(text("SELECT held_on, present, corrected FROM v_meetings")).one()
        return tuple(row)

    assert columns() == ("2026-03-03", 23, 0)
    store.correct(record_id, "/attendance/present", 24, who="chi ủy")
    store.correct(record_id, "/held/date", "2026-03", who="chi ủy")
    assert columns() == ("2026-03", 24, 2)
    store.withdraw(record_id, "/held/date", who="chi ủy")
    assert columns() == ("2026-03-03", 24, 1)
    assert [(one.action, one.old, one.new) for one in store.corrections(record_id)] == [
        ("set", 23, 24),
        ("set", "2026-03-03", "2026-03"),
        ("withdraw", "2026-03", "2026-03-03"),
    ]


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/held/date", "4/3/2026"),
        ("/attendance/present", -1),
        ("/held/nowhere", "x"),
        ("/tasks/7/action", "x"),
        ("/record_id", "x"),
        ("/source/path", "x"),
        ("held", "x"),
        ("", {}),
    ],
)
def test_what_does_not_fit_the_contract_is_refused(
    saved: tuple[Store, str, str, Path], pointer: str, value: object
) -> None:
    store, record_id, _, _ = saved
    with pytest.raises(UsageError):
        store.correct(record_id, pointer, value, who="bí thư")
    assert store.corrections() == []


def test_withdrawing_what_was_not_corrected_is_refused(saved: tuple[Store, str, str, Path]) -> None:
    store, record_id, _, _ = saved
    with pytest.raises(UsageError):
        store.withdraw(record_id, "/held/date", who="bí thư")
    with pytest.raises(KeyError):
        store.correct("nobody", "/held/date", None, who="bí thư")


def test_a_change_in_the_audit_trail_shows(saved: tuple[Store, str, str, Path], database_url: str | None) -> None:
    store, record_id, _, _ = saved
    store.correct(record_id, "/held/date", "2026-03-04", who="bí thư")
    store.correct(record_id, "/held/date", "2026-03-05", who="bí thư")
    assert store.audit_break() is None
    engine = open_engine(database_url or default_url(store.data_dir))
    for change in ("UPDATE audit SET actor = 'ai đó' WHERE id = 2", "DELETE FROM audit WHERE id = 2"):
        with engine.begin() as connection:
            connection.execute(text("CREATE TEMP TABLE kept AS SELECT * FROM audit"))
            connection.execute(text(change))
        assert store.audit_break() in {2, 3}
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM audit"))
            connection.execute(text("INSERT INTO audit SELECT * FROM kept"))
            connection.execute(text("DROP TABLE kept"))
        assert store.audit_break() is None
    engine.dispose()
