"""Split, merge, re-type, order pages on the page and by the API: understood anew, told of conflicts, kept by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_browser import BASE, KEY, Browser

from bienban.plaintext import pages_from_text
from flows.again import understand_again
from flows.settings import BatchSettings
from flows.stages import Rooms
from schemas import Record
from store import Actor, Layouts, ReviewDesk, Store, file_sha256
from web import create_app
from web.access import Person

MEETING = """BIÊN BẢN SINH HOẠT CHI BỘ THÁNG {month}
Hôm nay, vào hồi 19 giờ 30 ngày 4 tháng {month} năm 2024, tại nhà văn hóa. Đảng viên có 18, dự 17, vắng 1.
Chủ trì: Đ/c Hà Đức Mây, bí thư. Thư ký: Đ/c Lò Thị Nếp.
1. Bí thư nêu kết quả tháng trước: trồng {month} ha keo.
2. Giao đ/c Vi Văn Ổi mua {month} bao xi măng, xong trước ngày 25/{month}.
Kết thúc lúc 20 giờ 50 phút cùng ngày.
Thư ký    Chủ trì
Lò Thị Nếp    Hà Đức Mây"""
SECOND = MEETING.format(month=3).partition("\n")[2].partition("\n")[2]  # its title and its opening were lost
BOOK = "\f".join([MEETING.format(month=2), SECOND, MEETING.format(month=5)])


@pytest.fixture(scope="module")
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def archive(tmp_path: Path, rooms: Rooms) -> Store:
    """A scan with the minutes of three meetings, of which the machine finds two."""
    store = Store.open(None, tmp_path / "data")
    path = tmp_path / "so.txt"
    path.write_text(BOOK, encoding="utf-8")
    sha256 = file_sha256(path)
    store.remember_original(path, sha256)
    store.save_document(
        path=path, sha256=sha256, pages=pages_from_text(BOOK), records=[], versions={"read": "1", "understand": "1"}
    )
    understand_again(store, BatchSettings(data_dir=store.data_dir), sha256, rooms)
    return store


@pytest.fixture
def browser(archive: Store, rooms: Rooms) -> Iterator[Browser]:
    settings = BatchSettings(data_dir=archive.data_dir)
    app = create_app(lambda: archive, key=KEY, batch=settings, stages=rooms, person="Mai")
    with Browser(app, base_url=BASE) as opened:
        yield opened


def records(archive: Store) -> list[Record]:
    return archive.records()


def first(archive: Store) -> str:
    return records(archive)[0].record_id


def seen(browser: Browser, record_id: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', browser.get(f"/record/{record_id}/units").text)
    assert found
    return found[1]


def say(browser: Browser, record_id: str, **fields: str):  # type: ignore[no-untyped-def]
    answer = browser.fill(f"/record/{record_id}/units", {"seen": seen(browser, record_id), **fields})
    browser.app.state.intake.wait(60)
    return answer


def cut_at(browser: Browser, record_id: str, words: str) -> str:
    page = browser.get(f"/record/{record_id}/units").text
    found = re.search(rf'name="cut" value="([^"]*)"> {words}', page)
    assert found
    return found[1]


def test_split_in_two_and_understood_anew_by_a_form_alone(browser: Browser, archive: Store) -> None:
    own = first(archive)
    assert [one.source.pages for one in records(archive)] == [[1, 2], [3]]
    answer = say(browser, own, do="split", cut="1:", reason="hai buổi họp")
    assert answer.status_code == 200
    found = records(archive)
    assert [one.source.pages for one in found] == [[1], [2], [3]]
    assert found[0].record_id == own
    assert [task.action for task in found[1].tasks] == ["mua 3 bao xi măng"]
    page = browser.get(f"/record/{found[1].record_id}/units").text
    assert "Mai" in page
    assert "hai buổi họp" in page


def test_split_within_a_page_and_merge_again(browser: Browser, archive: Store) -> None:
    own = first(archive)
    say(browser, own, do="split", cut=cut_at(browser, own, "Kết thúc"))
    found = records(archive)
    assert found[1].text.startswith("Kết thúc lúc")
    assert "Kết thúc" not in found[0].text
    say(browser, found[1].record_id, do="merge", other=own)
    assert [one.source.pages for one in records(archive)] == [[1, 2], [3]]


def test_a_rerun_keeps_the_layout_and_the_corrections(browser: Browser, archive: Store, rooms: Rooms) -> None:
    own = first(archive)
    say(browser, own, do="split", cut="1:")
    new = records(archive)[1].record_id
    archive.correct(new, "/tasks/0/assignee", "Vi Văn Ói", who="Mai")
    [document] = archive.documents()
    understand_again(archive, BatchSettings(data_dir=archive.data_dir), document.sha256, rooms)
    assert [one.source.pages for one in records(archive)] == [[1], [2], [3]]
    assert archive.record(new).tasks[0].assignee == "Vi Văn Ói"
    say(browser, own, do="reset")
    assert [one.source.pages for one in records(archive)] == [[1, 2], [3]]


def test_what_it_is_and_the_order_of_pages(browser: Browser, archive: Store) -> None:
    own = first(archive)
    say(browser, own, do="kind", kind="other")
    assert archive.record(own).document_type.value == "other"
    say(browser, own, do="kind", kind="")
    assert archive.record(own).document_type.value == "minutes"
    say(browser, own, do="arrange", **{"place.0": "2", "place.1": "1"})
    assert archive.record(own).source.pages == [2, 1]
    last = records(archive)[1].record_id
    say(browser, own, do="arrange", **{"place.0": "1", "unit.0": "2", "place.1": "2"})
    assert (archive.record(own).source.pages, archive.record(last).source.pages) == ([1], [2, 3])
    say(browser, own, do="arrange", **{"place.0": "1", "unit.0": "0"})
    assert [one.record_id for one in records(archive)] == [last]
    say(browser, last, do="arrange", **{"place.0": "1", "place.1": "2", "take.1": "yes"})
    assert archive.record(last).source.pages == [1, 2, 3]


def test_two_people_at_once_and_a_paper_that_is_held(browser: Browser, archive: Store) -> None:
    own = first(archive)
    before = seen(browser, own)
    say(browser, own, do="kind", kind="review")
    late = browser.fill(
        f"/record/{own}/units", {"seen": before, "do": "split", "cut": "1:", "reason": "bìa giữa hai buổi"}
    )
    assert late.status_code == 409
    assert "đã sắp xếp lại" in late.text
    assert "bìa giữa hai buổi" in late.text
    assert re.search(r'value="1:" checked', late.text)
    ReviewDesk(archive).open(own, Actor("Hai", "b" * 64))
    held = say(browser, own, do="split", cut="1:")
    assert (held.status_code, "Người khác đang rà soát" in held.text) == (409, True)


def test_what_makes_no_sense_is_refused_with_the_reason(browser: Browser, archive: Store) -> None:
    own = first(archive)
    assert "Hãy chọn dòng" in say(browser, own, do="split").text
    assert say(browser, own, do="split").status_code == 422
    assert say(browser, own, do="split", cut="9:").status_code == 422
    assert say(browser, own, do="arrange", **{"place.0": "x", "place.1": "1"}).status_code == 422
    assert say(browser, own, do="merge", other="nobody").status_code == 400
    assert say(browser, own, do="burn").status_code == 400
    assert Layouts(archive).history(archive.documents()[0].sha256) == []


def test_a_correction_without_a_place_is_shown_and_placed(browser: Browser, archive: Store) -> None:
    own = first(archive)
    archive.correct(own, "/number", "05-BB/CB", who="Mai")
    say(browser, own, do="split", cut="1:")
    new = records(archive)[1].record_id
    assert archive.record(own).number is None
    assert "Có 1 phần sửa cần đặt lại" in browser.get(f"/record/{new}").text
    page = browser.get(f"/record/{new}/units").text
    assert "05-BB/CB" in page
    found = re.search(r'name="correction" value="(\d+)"', page)
    assert found
    say(browser, new, do="place", correction=found[1])
    assert archive.record(new).number == "05-BB/CB"
    assert "cần đặt lại" not in browser.get(f"/record/{new}").text


def test_the_same_by_the_api(browser: Browser, archive: Store) -> None:
    own = first(archive)
    asked = f"/api/v1/papers/{own}/units"
    told = browser.get(asked).json()
    assert (told["seen"], told["by_machine"], told["loose"], len(told["units"])) == (0, True, [], 2)
    line = next(row for row in told["rows"] if row["text"].startswith("Kết thúc") and row["page"] == 1)
    wish = {"do": "split", "seen": 0, "piece": line["piece"], "at": line["box"]}
    answer = browser.post(asked, json=wish)
    assert (answer.status_code, answer.json()["record_id"]) == (202, own)
    assert browser.post(asked, json=wish).status_code == 409
    browser.app.state.intake.wait(60)
    assert len(records(archive)) == 3
    late = browser.get(asked).json()["seen"]
    assert browser.post(asked, json={"do": "merge", "seen": late, "other": "nobody"}).status_code == 404
    assert browser.post(asked, json={"do": "merge", "seen": late, "other": own}).status_code == 422
    assert browser.post(asked, json={"do": "place", "seen": late, "correction": 99}).status_code == 404
    assert browser.post(asked, json={"do": "fly", "seen": late}).status_code == 422


def test_only_who_sees_all_papers_of_a_scan_may_cut_it(browser: Browser, archive: Store) -> None:
    """One scan may hold papers of several cells: a page moved into one's own paper would be a page seen."""
    own = first(archive)
    other = records(archive)[1].record_id
    archive.correct(own, "/organisation/name", "Chi bộ Bãi Dâu", who="Mai")
    archive.correct(other, "/organisation/name", "Chi bộ Khe Sim", who="Mai")
    cell = browser.app.state.queue.card(own).cell

    class Limited:
        login = False

        def person(self, request: object, session: str) -> Person:
            return Person("Lan", session, "reviewer", frozenset({cell}))

    browser.app.state.access = Limited()
    assert browser.get(f"/record/{own}").status_code == 200
    assert browser.get(f"/record/{own}/units").status_code == 403
    assert browser.fill(f"/record/{own}/units", {"seen": "0", "do": "merge", "other": other}).status_code == 403
    assert browser.get(f"/api/v1/papers/{own}/units").status_code == 403
    wish = {"do": "merge", "seen": 0, "other": other}
    assert browser.post(f"/api/v1/papers/{own}/units", json=wish).status_code == 403
    assert browser.get(f"/record/{other}/units").status_code == 404
    assert len(records(archive)) == 2


def test_what_was_said_while_the_program_was_off_is_done_when_it_starts(
    archive: Store, rooms: Rooms, tmp_path: Path
) -> None:
    from flows.laying import lay_out
    from nlp import divided

    own, [document] = first(archive), archive.documents()
    lay_out(
        archive,
        document.sha256,
        lambda now: divided(now.layout, own, 1, None, now.history, now.sha256),
        seen=0,
        actor=Actor("Mai", "a" * 64),
    )
    assert len(records(archive)) == 2
    app = create_app(
        lambda: archive, key=KEY, batch=BatchSettings(data_dir=archive.data_dir), stages=rooms, person="Mai"
    )
    with Browser(app, base_url=BASE) as opened:
        assert opened.app.state.intake.wait(60)
    with Store.open(None, archive.data_dir) as again:
        assert len(again.records()) == 3
