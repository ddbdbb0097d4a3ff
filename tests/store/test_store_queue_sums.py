"""What queue and overview count: the same by every way that the database may take, and never of papers that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_objects import VERSIONS, page, record, write

from schemas import Finding, Severity
from store import Filter, Queue, Store
from store import queue as queue_room
from store.overview import Overview

EAST, WEST = "Chi bộ Thôn Đông", "Chi bộ Thôn Tây"


def add(store: Store, folder: Path, number: int, cell: str, code: str, name: str = "") -> None:
    path, sha256 = write(folder, name or f"{number}.pdf", b"%PDF " + str(number).encode())
    store.remember_original(path, sha256)
    said = [Finding(code=code, severity=Severity.WARNING, message="m", paths=[])] * 2
    kind = "thematic" if number % 2 else "regular"
    held = {"date": f"2026-0{1 + number % 3}-03"}
    one = record(sha256, cell=cell, findings=said, meeting_type=kind, held=held, number=f"{number:02}-BB/CB")
    store.save_document(path=path, sha256=sha256, pages=[page()], records=[one], versions=VERSIONS)


@pytest.fixture
def queue(store: Store, tmp_path: Path) -> Queue:
    """Nine papers of two cells; one of them was replaced by another under the same path."""
    for number in range(8):
        add(store, tmp_path, number, EAST if number % 4 else WEST, "weekday" if number % 3 else "quorum")
    add(store, tmp_path, 8, WEST, "gone", name="cuon.pdf")
    add(store, tmp_path, 9, WEST, "weekday", name="cuon.pdf")
    return Queue(store)


def cells(queue: Queue) -> dict[str, str]:
    return {name: key for key, name in queue.cells()}


def test_papers_of_a_file_that_was_replaced_are_not_counted(queue: Queue) -> None:
    assert dict(queue.codes()) == {"weekday": 6, "quorum": 3}
    assert sum(count for _, _, count in queue.tallies()) == 9
    assert set(cells(queue)) == {EAST, WEST}


def test_codes_are_those_of_the_cells_one_sees(queue: Queue) -> None:
    east = frozenset([cells(queue)[EAST]])
    assert dict(queue.codes(east)) == {"weekday": 4, "quorum": 2}
    assert queue.codes(frozenset()) == []
    assert sum(count for _, _, count in queue.tallies(east)) == 6
    assert sum(Overview(queue).states(east).values()) == 6


def test_sums_by_month_are_the_same_for_all_cells_and_for_each_named(queue: Queue) -> None:
    overview = Overview(queue)
    assert overview.months() == overview.months(frozenset(cells(queue).values()))
    assert [(one.month, one.papers) for one in overview.months()] == [("2026-01", 4), ("2026-02", 3), ("2026-03", 2)]


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(kind="thematic"),
        Filter(since="2026-02", until="2026-03"),
        Filter(cell="thon dong"),
        Filter(finding="weekday"),
        Filter(words="ban moi"),
        Filter(state="needs_review", kind="regular"),
    ],
)
def test_few_among_many_and_many_stand_in_the_same_order(
    queue: Queue, monkeypatch: pytest.MonkeyPatch, wanted: Filter
) -> None:
    whole, pages = [], []
    for sparse in (0, 20_000):
        monkeypatch.setattr(queue_room, "SPARSE", sparse)
        found = queue.page(wanted, 0, 100)
        assert len(found.cards) == found.total
        whole.append([card.record_id for card in found.cards])
        pages.append([card.record_id for offset in range(0, 12, 2) for card in queue.page(wanted, offset, 2).cards])
    assert whole[0] == whole[1] == pages[0] == pages[1]


def test_counts_are_never_old(queue: Queue, store: Store, tmp_path: Path) -> None:
    before = queue.page(Filter(), 0, 50).total
    assert queue.page(Filter(kind="regular"), 0, 50).total == 4
    add(store, tmp_path, 20, EAST, "weekday")
    assert queue.page(Filter(), 0, 50).total == before + 1
    assert queue.page(Filter(kind="regular"), 0, 50).total == 5
