"""Hands learnt in the background: when they are due and nothing else is at work, one at a time, and again when killed."""

from __future__ import annotations

import fcntl
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.hands.sets import Left
from flows import learning, teaching
from flows.learning import Course
from flows.run import alone
from flows.settings import BatchSettings
from flows.teaching import Teacher, at_work, learning_of, one_course, pending, taught
from schemas import EnvironmentError_, UsageError
from store import HandEntry, HandLine, HandModel, Hands, Store

# Stands for the process that learns: it takes the lock, says that it began, and never ends by itself.
CHILD = """
import json, sys, time
from datetime import datetime, UTC
from pathlib import Path
from flows.teaching import Learning, _write, one_course
order = json.load(sys.stdin)
data_dir = Path(order["settings"]["data_dir"])
with one_course(data_dir, order["hand"]):
    _write(data_dir, order["hand"], Learning(state="learning", lines=25, share=0.5, left=9.0, at=datetime.now(UTC)))
    (data_dir / "order.json").write_text(json.dumps(order))
    time.sleep(120)
"""


@pytest.fixture
def settings(tmp_path: Path) -> BatchSettings:
    return BatchSettings(data_dir=tmp_path / "data", workers=1)


@pytest.fixture
def store(settings: BatchSettings) -> Iterator[Store]:
    with Store.open(None, settings.data_dir) as opened:
        yield opened


@pytest.fixture
def hand(store: Store) -> HandEntry:
    return Hands(store).add("h", who="t")


@pytest.fixture
def teacher(settings: BatchSettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Teacher]:
    monkeypatch.setattr(teaching, "lacking_torch", lambda: None)
    made = Teacher(settings, command=[sys.executable, "-c", CHILD])
    yield made
    made.stop()


def bring(store: Store, hand: HandEntry, count: int) -> None:
    lines = [HandLine(picture=b"%d" % at, text=f"dòng {at}", source="x") for at in range(count)]
    Hands(store).bring(hand.id, lines, who="t")


def until_at_work(settings: BatchSettings, hand: HandEntry) -> None:
    deadline = time.monotonic() + 60
    while not (settings.data_dir / "order.json").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert at_work(settings.data_dir) == hand.id


def model(hand: HandEntry) -> HandModel:
    return HandModel(
        hand=hand.id, version=1, taken=True, sha256="a" * 64, lines=24, judged_by=3, base_error=0.4, known_error=None,
        error=0.1, left_out=1, seconds=1.0, recipe="1", seed=1, at=datetime.now(UTC),
    )  # fmt: skip


def test_a_hand_that_is_due_is_learnt_and_never_two_at_once(store, settings, hand, teacher) -> None:
    other = Hands(store).add("khác", who="t")
    bring(store, hand, 24)
    assert teacher.tick(store) is None
    bring(store, hand, 25)
    bring(store, other, 25)
    assert teacher.tick(store) == hand.id
    until_at_work(settings, hand)
    assert json.loads((settings.data_dir / "order.json").read_text())["who"] == "bienban"
    assert teacher.tick(store) is None
    assert teacher.begin(other.id, "t") is False
    assert Teacher(settings).begin(other.id, "t") is False  # nor from another program at this archive
    with pytest.raises(UsageError, match="Another hand is being learnt"), one_course(settings.data_dir, other.id):
        pass


def test_a_course_that_was_killed_is_taken_up_again(store, settings, hand, teacher) -> None:
    bring(store, hand, 12)  # no milestone: a person asked for it
    assert pending(store, settings.data_dir) == []
    assert teacher.begin(hand.id, "lan") is True
    until_at_work(settings, hand)
    teacher._child.kill()
    teacher._child.wait()
    assert at_work(settings.data_dir) is None
    assert learning_of(settings.data_dir, hand.id).state == "learning"  # so far it had come
    assert pending(store, settings.data_dir) == [hand]
    (settings.data_dir / "order.json").unlink()
    assert teacher.tick(store) == hand.id
    until_at_work(settings, hand)


def test_the_course_ends_with_the_program_that_began_it(store, settings, hand, teacher) -> None:
    teacher.begin(hand.id, "lan")
    until_at_work(settings, hand)
    teacher.stop()
    assert at_work(settings.data_dir) is None
    assert not teacher.busy


def test_nothing_is_learnt_while_something_else_is_at_work(store, settings, hand, teacher) -> None:
    bring(store, hand, 25)
    assert teacher.tick(store, busy=True) is None
    with alone(settings.data_dir, None):
        assert teacher.tick(store) is None
    with (settings.data_dir / "batch.lock").open("a") as lock:  # looking takes no lock away
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert teacher.tick(store) == hand.id


def test_who_turned_it_off_or_has_no_torch_is_left_alone(store, settings, hand, teacher, monkeypatch) -> None:
    bring(store, hand, 25)
    assert Teacher(settings, alone=False).tick(store) is None
    monkeypatch.setattr(teaching, "lacking_torch", lambda: EnvironmentError_("no torch", "không có torch"))
    assert teacher.tick(store) is None
    with pytest.raises(EnvironmentError_, match="no torch"):
        teacher.begin(hand.id, "lan")


def test_what_was_refused_waits_for_more_lines(store, settings, hand, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> Course:
        raise UsageError("two hands", "hai nét chữ")

    monkeypatch.setattr(learning, "learn_hand", refuse)
    bring(store, hand, 25)
    with pytest.raises(UsageError):
        taught(store, hand, settings, who="t")
    note = learning_of(settings.data_dir, hand.id)
    assert (note.state, note.vietnamese, note.lines) == ("refused", "hai nét chữ", 25)
    assert pending(store, settings.data_dir) == []
    bring(store, hand, 26)
    assert pending(store, settings.data_dir) == [hand]


def test_how_far_it_is_can_be_seen_while_it_learns(store, settings, hand, monkeypatch) -> None:
    seen = []

    def learn(*_: object, told, **__: object) -> Course:
        told(0.25, 90.0)
        seen.append((at_work(settings.data_dir), learning_of(settings.data_dir, hand.id)))
        return Course(model(hand), (Left("1", "empty"),))

    monkeypatch.setattr(learning, "learn_hand", learn)
    taught(store, hand, settings, who="t")
    [(running, note)] = seen
    assert (running, note.state, note.share, note.left) == (hand.id, "learning", 0.25, 90.0)
    done = learning_of(settings.data_dir, hand.id)
    assert (done.state, done.version, done.taken, done.left_out) == ("done", 1, True, 1)
    assert at_work(settings.data_dir) is None


def test_a_machine_that_ends_each_course_is_not_worn_out(store, settings, hand, monkeypatch) -> None:
    monkeypatch.setattr(teaching, "lacking_torch", lambda: None)
    weak = Teacher(settings, command=[sys.executable, "-c", "raise SystemExit(1)"])
    bring(store, hand, 25)
    begun = []
    for _ in range(8):
        begun.append(weak.tick(store))
        if weak._child is not None:
            weak._child.wait()
    assert begun.count(hand.id) == 5
    bring(store, hand, 26)
    assert weak.tick(store) == hand.id
    weak.stop()


def test_the_child_learns_nothing_that_is_not_there(settings, monkeypatch) -> None:
    import io

    from flows import teachchild

    monkeypatch.setattr(teachchild.os, "nice", lambda _: 0)
    order = {"settings": settings.model_dump(mode="json"), "hand": "0" * 12, "who": "t"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order)))
    assert teachchild.main() == 1
