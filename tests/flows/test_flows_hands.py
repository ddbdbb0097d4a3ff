"""A hand that was learnt: its papers are read anew with its model, the others are left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_stages import FakeRooms, archive

from extractors.hands.torchfree import lacking_torch
from flows.learning import due, learn_hand
from flows.plan import make_plan
from flows.steps import BatchSettings, run_batch
from schemas import Box, EnvironmentError_, UsageError
from store import HandLine, HandModel, Hands, LineBoxes, Store, TypedLines, Wanted


@pytest.fixture
def settings(tmp_path: Path) -> BatchSettings:
    return BatchSettings(data_dir=tmp_path / "data", workers=1)


def learnt(hands: Hands, hand: str, content: bytes, lines: int = 25) -> None:
    entry = HandModel(
        hand=hand, version=0, taken=True, sha256=None, lines=lines, judged_by=3, base_error=0.4, known_error=None,
        error=0.1, left_out=0, seconds=1.0, recipe="1", seed=1, at=datetime.now(UTC),
    )  # fmt: skip
    hands.keep(entry, content, who="t")


def test_only_the_papers_of_a_hand_are_read_anew_and_once_for_each_model(tmp_path: Path, settings, monkeypatch) -> None:
    folder = archive(tmp_path / "in")
    run_batch([folder], settings, stages=FakeRooms())
    with Store.open(None, settings.data_dir) as store:
        sha256 = next(one.sha256 for one in store.documents() if one.path.endswith("so-01.txt"))
        hands = Hands(store)
        hand = hands.add("nét nghiêng", who="t").id
        hands.assign(hand, sha256, who="t")
        assert run_batch([folder], settings, stages=FakeRooms()).loaded == 0  # no model yet: nothing changes
        for version in (1, 2):
            learnt(hands, hand, b"weights %d" % version)
            rooms = FakeRooms()
            assert run_batch([folder], settings, stages=rooms).loaded == 1
            assert [call for call in rooms.calls if call.startswith("read")] == [f"read so-01.txt by {hand} v{version}"]
            assert run_batch([folder], settings, stages=FakeRooms()).loaded == 0
        monkeypatch.setattr("flows.plan.LANGUAGE_VERSION", "another")
        rooms = FakeRooms()
        assert run_batch([folder], settings, stages=rooms).loaded == 1
        assert [call for call in rooms.calls if call.startswith("read")] == [f"read so-01.txt by {hand} v2"]


def test_boxes_that_a_person_corrects_let_the_page_be_read_anew_by_the_hands_model(tmp_path: Path, settings) -> None:
    folder = archive(tmp_path / "in")
    run_batch([folder], settings, stages=FakeRooms())
    with Store.open(None, settings.data_dir) as store:
        sha256 = next(one.sha256 for one in store.documents() if one.path.endswith("so-01.txt"))
        boxes, line = LineBoxes(store), Box(0.1, 0.1, 0.9, 0.2)
        boxes.lay(sha256, 1, [Wanted(line)], who="t")
        assert run_batch([folder], settings, stages=FakeRooms()).loaded == 0  # no hand's model reads the page
        hands = Hands(store)
        hand = hands.add("nét nghiêng", who="t").id
        hands.assign(hand, sha256, who="t")
        learnt(hands, hand, b"weights")
        assert run_batch([folder], settings, stages=FakeRooms()).loaded == 1
        assert hands.uses()[sha256][0].laid[1][0].box == line
        assert run_batch([folder], settings, stages=FakeRooms()).loaded == 0
        boxes.lay(sha256, 1, [Wanted(Box(0.1, 0.1, 0.8, 0.2), (line,))], who="t")
        assert run_batch([folder], settings, stages=FakeRooms()).loaded == 1
        assert boxes.last(sha256, 1)[1][0].box == Box(0.1, 0.1, 0.8, 0.2)  # no reading touches it


def test_the_papers_of_a_hand_are_read_anew_with_the_names_of_its_cell_and_no_other(tmp_path: Path, settings) -> None:
    folder = archive(tmp_path / "in")
    roster = tmp_path / "members.csv"
    roster.write_text("name,cell\nLò Văn Hùng,Chi bộ bản Nà Sim\nVi Thị Ái,Chi bộ bản Nà Ngái\n", encoding="utf-8")
    run_batch([folder], settings, stages=FakeRooms())
    with Store.open(None, settings.data_dir) as store:
        sha256 = next(one.sha256 for one in store.documents() if one.path.endswith("so-01.txt"))
        hands = Hands(store)
        hand = hands.add("nét nghiêng", cell="Chi bộ bản Nà Sim", who="t").id
        hands.assign(hand, sha256, who="t")
        learnt(hands, hand, b"weights")
        run_batch([folder], settings, stages=FakeRooms())
        told = settings.model_copy(update={"roster": roster})
        plan = make_plan([folder], told, store, FakeRooms())
        assert [use.names for use in plan.hands[sha256]] == [("Lò Văn Hùng",)]
        assert "Hùng" not in repr(plan.hands) + plan.read_version(sha256)
        assert [work.sha256 for work in plan.work] == [sha256]
        assert run_batch([folder], told, stages=FakeRooms()).loaded == 1
        assert run_batch([folder], told, stages=FakeRooms()).loaded == 0


def test_a_hand_is_due_at_each_milestone_once(settings) -> None:
    with Store.open(None, settings.data_dir) as store:
        hands = Hands(store)
        hand = hands.add("h", who="t")

        def bring(first: int, last: int) -> None:
            lines = [HandLine(picture=b"%d" % at, text=f"dòng {at}", source="x") for at in range(first, last)]
            hands.bring(hand.id, lines, who="t")

        bring(0, 24)
        assert not due(store, hand)
        bring(24, 26)
        assert due(store, hand)
        learnt(hands, hand.id, b"w", lines=26)
        assert not due(store, hand)
        bring(26, 51)
        assert due(store, hand)


def test_without_torch_it_is_said_how_to_get_it(settings, monkeypatch) -> None:
    import importlib.util

    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "torch" else there(name, *rest)
    )
    with Store.open(None, settings.data_dir) as store:
        hand = Hands(store).add("h", who="t")
        with pytest.raises(EnvironmentError_) as caught:
            learn_hand(store, hand, settings.read, who="t")
    for language in ("en", "vi"):
        assert "pip install 'bienban[learn]'" in caught.value.message(language)
    assert lacking_torch() is not None


def test_too_few_lines_and_a_page_of_print_are_refused(settings, monkeypatch) -> None:
    from flows import learning

    monkeypatch.setattr(learning, "check_torch", lambda: None)
    with Store.open(None, settings.data_dir) as store:
        hand = Hands(store).add("h", who="t")
        TypedLines(store).add("a" * 64, 1, Box(0.1, 0.1, 0.9, 0.2), "mất bản gốc", hand="handwriting", who="t")
        Hands(store).assign(hand.id, "a" * 64, who="t")
        with pytest.raises(UsageError, match="at least 10"):
            learn_hand(store, hand, settings.read, who="t")
        from extractors.hands.linefiles import gray_png
        from extractors.hands.replay import replay_lines

        printed = list(replay_lines())[:12]  # the first ones are print
        lines = [HandLine(picture=gray_png(one.picture), text=one.text, source="in") for one in printed]
        Hands(store).bring(hand.id, lines, who="t")
        with pytest.raises(UsageError, match="look like print"):
            learn_hand(store, hand, settings.read, who="t")
