"""What people say about records: answers, conflicts, leases, approvals; they outlive a re-reading."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive_objects import VERSIONS, page, record, write
from sqlalchemy import update

from schemas import Box, Page, PageState, UsageError
from store import (
    Actor,
    ConflictError,
    Filter,
    HeldError,
    Queue,
    ReviewDesk,
    Store,
    TypedLines,
    token_of,
    with_corrections,
    with_typed_lines,
)
from store.review_tables import CardRow, LeaseRow

ME, OTHER = Actor("một", "a" * 64), Actor("hai", "b" * 64)


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> str:
    """The id of the one record in the archive."""
    path, sha256 = write(tmp_path, "so.pdf", b"%PDF bytes")
    store.remember_original(path, sha256)
    store.save_document(path=path, sha256=sha256, pages=[page()], records=[record(sha256)], versions=VERSIONS)
    return record(sha256).record_id


def token(store: Store, record_id: str, pointer: str) -> str:
    people = store.corrections(record_id)
    return token_of(with_corrections(store.record(record_id, corrected=False), people), pointer, people)


def state(store: Store, record_id: str) -> str:
    return Queue(store).card(record_id).state


def reread(store: Store, tmp_path: Path, **changes: object) -> None:
    path = tmp_path / "so.pdf"
    [document] = store.documents()
    fresh = record(document.sha256, **changes)
    versions = {**VERSIONS, "understand": "u2"}
    store.save_document(path=path, sha256=document.sha256, pages=[page()], records=[fresh], versions=versions)


def test_a_confirmed_value_is_a_persons_and_survives_rereading(store: Store, kept: str, tmp_path: Path) -> None:
    desk = ReviewDesk(store)
    desk.answer(kept, "/held/date", None, actor=ME, answer="confirmed")
    assert store.record(kept).held.date == "2026-03-03"
    assert store.record(kept).evidence["/held/date"].kind == "human"
    reread(store, tmp_path, held={"date": "2026-08-03"})
    assert store.record(kept).held.date == "2026-03-03"
    [difference] = store.differences(kept)
    assert (difference.state, difference.machine, difference.correction.answer) == (
        "changed",
        "2026-08-03",
        "confirmed",
    )


@pytest.mark.parametrize("answer", ["unreadable", "absent"])
def test_unknown_is_an_answer(store: Store, kept: str, answer: str) -> None:
    ReviewDesk(store).answer(kept, "/attendance/present", 5, actor=ME, answer=answer)
    assert store.record(kept).attendance.present is None
    assert store.corrections(kept)[0].answer == answer


def test_a_list_that_is_not_in_the_paper_is_empty(store: Store, kept: str) -> None:
    ReviewDesk(store).answer(kept, "/tasks", None, actor=ME, answer="absent")
    assert store.record(kept).tasks == []


def test_second_save_of_an_old_page_is_refused_with_the_value_that_stands(store: Store, kept: str) -> None:
    desk, seen = ReviewDesk(store), token(store, kept, "/held/date")
    desk.answer(kept, "/held/date", "2026-03-04", actor=ME, token=seen)
    desk.release(kept, ME)
    with pytest.raises(ConflictError) as refused:
        desk.answer(kept, "/held/date", "2026-03-05", actor=OTHER, token=seen)
    assert (refused.value.current, refused.value.who) == ("2026-03-04", "một")
    desk.answer(kept, "/held/start", "19:45", actor=OTHER, token=token(store, kept, "/held/start"))
    assert store.record(kept).held.date == "2026-03-04"


def test_item_of_a_list_conflicts_with_the_list(store: Store, kept: str) -> None:
    desk, seen = ReviewDesk(store), token(store, kept, "/tasks")
    desk.answer(kept, "/tasks/0/action", "sửa cầu", actor=ME)
    with pytest.raises(ConflictError):
        desk.answer(kept, "/tasks", [], actor=ME, token=seen)


def test_one_reviewer_at_a_time_until_the_lease_ends_or_is_taken_over(store: Store, kept: str) -> None:
    desk = ReviewDesk(store)
    assert desk.open(kept, ME).who == "một"
    assert desk.open(kept, OTHER).who == "một"
    with pytest.raises(HeldError) as held:
        desk.answer(kept, "/held/date", "2026-03-04", actor=OTHER)
    assert held.value.who == "một"
    assert desk.open(kept, OTHER, take_over=True).who == "hai"
    with pytest.raises(HeldError):
        desk.act(kept, "approve", actor=ME)
    with store._write() as session:
        session.execute(update(LeaseRow).values(until=datetime(2020, 1, 1, tzinfo=UTC)))
    desk.answer(kept, "/held/date", "2026-03-04", actor=ME)


def test_approval_holds_until_the_record_changes(store: Store, kept: str, tmp_path: Path) -> None:
    desk = ReviewDesk(store)
    desk.act(kept, "approve", actor=ME, digest=desk.digest(kept))
    assert state(store, kept) == "approved"
    reread(store, tmp_path)
    assert state(store, kept) == "approved"
    reread(store, tmp_path, number="02-BB/CB")
    assert state(store, kept) == "needs_review"
    with pytest.raises(ConflictError):
        desk.act(kept, "approve", actor=ME, digest="0" * 64)
    assert [act.action for act in desk.acts(kept)] == ["approve"]


def test_put_aside_and_taken_back(store: Store, kept: str) -> None:
    desk = ReviewDesk(store)
    desk.act(kept, "put_aside", actor=ME, reason="bản nháp")
    assert state(store, kept) == "aside"
    desk.act(kept, "take_back", actor=ME)
    assert state(store, kept) == "needs_review"
    assert store.audit_break() is None


def test_a_value_that_does_not_fit_is_refused_and_nothing_is_kept(store: Store, kept: str) -> None:
    with pytest.raises(UsageError):
        ReviewDesk(store).answer(kept, "/attendance/present", "hai mươi", actor=ME)
    with pytest.raises(UsageError):
        ReviewDesk(store).answer(kept, "/nothing", 1, actor=ME)
    with pytest.raises(KeyError):
        ReviewDesk(store).answer("unknown", "/held/date", None, actor=ME)
    assert store.corrections() == []


def test_evidence_moves_with_the_items_of_an_edited_list(store: Store, kept: str) -> None:
    tasks = store.record(kept).model_dump(mode="json", by_alias=True)["tasks"]
    ReviewDesk(store).answer(kept, "/tasks", tasks[1:], actor=ME)
    shown = store.record(kept)
    assert [task.assignee for task in shown.tasks] == ["B Hai"]
    assert shown.evidence["/tasks/0/action"].text == "trồng cây"
    assert "/tasks/1/action" not in shown.evidence


def test_evidence_of_a_changed_part_goes(store: Store, kept: str) -> None:
    tasks = store.record(kept).model_dump(mode="json", by_alias=True)["tasks"]
    tasks[1]["action"] = "trồng rừng"
    ReviewDesk(store).answer(kept, "/tasks", tasks, actor=ME)
    assert "/tasks/1/action" not in store.record(kept).evidence


def test_queue_finds_words_with_and_without_marks(store: Store, kept: str) -> None:
    queue = Queue(store)
    for words in ("bien ban", "Biên bản sinh", "BẢN MỚI", "sinh hoat chi"):
        assert [card.record_id for card in queue.page(Filter(words=words), 0, 10).cards] == [kept], words
    assert queue.page(Filter(words="bien mat"), 0, 10).total == 0
    assert queue.page(Filter(words='"*) ('), 0, 10).total == 1  # no words at all: no limit


def test_queue_finds_what_a_person_typed(store: Store, kept: str) -> None:
    ReviewDesk(store).answer(kept, "/chair/name", "Lường Thị Bưởi", actor=ME)
    assert Queue(store).page(Filter(words="luong thi buoi"), 0, 10).total == 1


def test_queue_counts_filters_and_sorts_by_the_worst(store: Store, kept: str, tmp_path: Path) -> None:
    path, sha256 = write(tmp_path, "khac.pdf", b"%PDF other")
    store.remember_original(path, sha256)
    sure = record(sha256, cell="Chi bộ Khe Sim", held={"date": "2025-01-02"}, document_type="resolution", findings=[])
    store.save_document(path=path, sha256=sha256, pages=[page()], records=[sure], versions=VERSIONS)
    with store._write() as session:
        session.execute(update(CardRow).where(CardRow.record_id == sure.record_id).values(worst=0.01))
    queue = Queue(store)
    found = queue.page(Filter(), 0, 10)
    assert [card.record_id for card in found.cards] == [sure.record_id, kept]
    assert sum(found.counts.values()) == found.total == 2
    assert [card.record_id for card in queue.page(Filter(cell="khe sím"), 0, 10).cards] == [sure.record_id]
    assert queue.page(Filter(since="2026-01"), 0, 10).total == 1
    assert queue.page(Filter(until="2025-12"), 0, 10).total == 1
    assert queue.page(Filter(kind="resolution"), 0, 10).total == 1
    assert queue.page(Filter(finding="no-end"), 0, 10).total == 1
    assert queue.page(Filter(cells=frozenset()), 0, 10).total == 0
    assert queue.page(Filter(cells=frozenset({"ban moi"})), 0, 10).total == 1
    assert queue.page(Filter(state="approved"), 0, 10).total == 0
    assert queue.following(sure.record_id, Filter()) == kept


def test_replaced_documents_leave_the_queue(store: Store, kept: str, tmp_path: Path) -> None:
    path, sha256 = write(tmp_path, "so.pdf", b"%PDF rewritten")
    store.remember_original(path, sha256)
    store.save_document(path=path, sha256=sha256, pages=[page()], records=[record(sha256)], versions=VERSIONS)
    assert [card.sha256 for card in Queue(store).page(Filter(), 0, 10).cards] == [sha256]


def test_an_archive_without_cards_gets_them(store: Store, kept: str) -> None:
    with store._write() as session:
        session.query(CardRow).delete()
    assert Queue(store).page(Filter(), 0, 10).total == 0
    assert Queue(store).warm() == 1
    assert Queue(store).page(Filter(), 0, 10).total == 1


def unread() -> Page:
    first = page().lines[0]
    second = first.model_copy(update={"box": Box(0.1, 0.4, 0.9, 0.45), "row": 1})
    return page().model_copy(update={"lines": (first, second), "state": PageState.NEEDS_TRANSCRIPTION})


def test_typed_lines_take_the_place_of_what_was_read(store: Store) -> None:
    lines, sha256 = TypedLines(store), "0" * 64
    boxes = [line.box for line in unread().lines]
    lines.add(sha256, 1, boxes[1], "Vắng 2", hand="handwriting", who="một")
    [half] = with_typed_lines([unread()], lines.of_document(sha256))
    assert half.state is PageState.NEEDS_TRANSCRIPTION
    lines.add(sha256, 1, boxes[0], "Họp  chi bộ", hand="handwriting", who="một")
    lines.add(sha256, 1, boxes[1], "Vắng 3", hand="handwriting", who="một")
    [done] = with_typed_lines([unread()], lines.of_document(sha256))
    assert done.state is PageState.READ
    assert done.text == "Họp chi bộ\nVắng 3"
    assert all(0 <= word.box.x0 < word.box.x1 <= 1 for line in done.lines for word in line.words)
    assert [line.text for line in lines.labelled()] == ["Họp chi bộ", "Vắng 3"]


def test_a_line_that_nobody_can_read_is_an_answer_too(store: Store) -> None:
    lines, sha256 = TypedLines(store), "0" * 64
    for line, hand in zip(unread().lines, ("unreadable", "none"), strict=True):
        lines.add(sha256, 1, line.box, "", hand=hand, who="một")
    [done] = with_typed_lines([unread()], lines.of_document(sha256))
    assert (done.state, done.lines) == (PageState.READ, ())
    assert lines.labelled() == []


def test_pages_without_typed_lines_are_left_alone(store: Store) -> None:
    assert with_typed_lines([unread()], []) == [unread()]
