"""Hands in the browser: who may see them, lines typed one after the other, learning begun and told of."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from attack_tools import log_in
from web_browser import BASE, KEY, Browser

from flows.proposing import Offered
from flows.settings import BatchSettings
from flows.teaching import Learning, Teacher, _write, one_course
from schemas import Box, EnvironmentError_
from store import HandEntry, HandLine, HandModel, Hands, Store, TypedLines
from web import create_app
from web.offers import Offers

FIRST, SECOND = Box(0.25, 0.5, 0.75, 0.55), Box(0.25, 0.6, 0.75, 0.65)


class Willing(Teacher):
    """A machine that has what learning needs, and notes what it is asked to learn."""

    asked: list[tuple[str, str]]
    without: EnvironmentError_ | None = None

    @property
    def lacks(self):
        return self.without

    def begin(self, hand: str, who: str) -> bool:
        if self.without is not None:
            raise self.without
        self.asked.append((hand, who))
        return True


@pytest.fixture
def hand(filled: Store) -> HandEntry:
    hands = Hands(filled)
    made = hands.add("Sổ xanh", book="Sổ 2011", who="t")
    hands.assign(made.id, filled.record("wrong").source.sha256, who="t")
    return made


@pytest.fixture
def teacher(filled: Store) -> Willing:
    made = Willing(BatchSettings(data_dir=filled.data_dir), alone=False)
    made.asked = []
    return made


@pytest.fixture
def browser(filled: Store, hand: HandEntry, teacher: Willing) -> Iterator[Browser]:
    app = create_app(lambda: filled, key=KEY, person="Lan", teach=lambda _: teacher)
    with Browser(app, base_url=BASE) as opened:
        app.state.offers.stop()
        app.state.offers = Offers(filled, app.state.reading, choose=chosen)
        yield opened


def chosen(store: Store, hand: HandEntry, *_: object, told, **__: object) -> list[Offered]:
    import numpy as np

    told(1, 1)
    runs = Hands(store).pages(hand.id)
    picture = np.zeros((9, 9), np.uint8)
    return [Offered(run.sha256, 1, box, picture, "hop ban") for run in runs for box in (FIRST, SECOND)]


def opened(browser: Browser, hand: HandEntry) -> str:
    for _ in range(200):
        page = browser.get(f"/hands/{hand.id}").text
        if "hx-trigger" not in page:
            return page
    raise AssertionError("no lines were chosen")


def fields(page: str, **more: str) -> dict[str, str]:
    form = page[page.index('<form id="line"') :]
    return {**dict(re.findall(r'type="hidden" name="(sha256|page|box)" value="([^"]+)"', form)), **more}


def test_a_hand_shows_what_is_known_of_it(browser: Browser, hand: HandEntry, filled: Store) -> None:
    lines = [HandLine(picture=b"%d" % at, text=f"dòng {at}", source="x") for at in range(26)]
    Hands(filled).bring(hand.id, lines, who="t")
    entry = HandModel(
        hand=hand.id, version=0, taken=True, sha256=None, lines=26, judged_by=3, base_error=0.3, known_error=None,
        error=0.09, left_out=0, seconds=1.0, recipe="1", seed=1, at=datetime.now(UTC),
    )  # fmt: skip
    Hands(filled).keep(entry, b"w", who="t")
    listed = browser.get("/hands").text
    for expected in ("Sổ xanh", "Sổ 2011", "30,0 % → 9,0 %", ">26<", "v1"):
        assert expected in listed
    page = opened(browser, hand)
    assert "Gõ thêm 24 dòng (đủ 50)" in page
    assert '<path class="plot-line"' in page
    assert "30.0 % → 9.0 %" in browser.get("/hands?lang=en").text
    assert "/hands" in browser.get("/").text


def test_lines_are_typed_one_after_the_other(browser: Browser, hand: HandEntry, filled: Store) -> None:
    page = opened(browser, hand)
    assert "25000-50000-75000-55000.jpg" in page
    assert 'data-value="hop ban"' in page
    page = browser.fill(f"/hands/{hand.id}/line", fields(page, text="họp  bàn", answer="save")).text
    assert "25000-60000-75000-65000.jpg" in page
    assert "Đã gõ 1 dòng" in page
    page = browser.fill(f"/hands/{hand.id}/line", fields(page, answer="unreadable")).text
    assert "Đã gõ hết các dòng" in page
    found = [(line.box, line.text, line.hand, line.who) for line in TypedLines(filled).of_document(fields_sha(filled))]
    assert found == [(FIRST, "họp bàn", "handwriting", "Lan"), (SECOND, "", "unreadable", "Lan")]
    assert browser.fill(f"/hands/{hand.id}/choose", {}).status_code == 200


def fields_sha(store: Store) -> str:
    return store.record("wrong").source.sha256


def test_a_line_can_wait_and_an_empty_one_is_not_kept(browser: Browser, hand: HandEntry, filled: Store) -> None:
    page = browser.fill(f"/hands/{hand.id}/line", fields(opened(browser, hand), text="x", answer="later")).text
    assert "25000-60000-75000-65000.jpg" in page
    page = browser.fill(f"/hands/{hand.id}/line", fields(page, text="  ", answer="save")).text
    assert "25000-60000-75000-65000.jpg" in page
    assert TypedLines(filled).labelled() == []


def test_lines_are_taken_only_for_the_pages_of_the_hand(browser: Browser, hand: HandEntry, filled: Store) -> None:
    page = opened(browser, hand)
    other = filled.record("clear").source.sha256
    for wrong, status in (
        ({"sha256": other}, 404), ({"sha256": "0" * 64}, 404), ({"sha256": "x"}, 400), ({"page": "x"}, 400),
        ({"box": "9-9-1-1"}, 404), ({"box": "1" * 60}, 400),
    ):  # fmt: skip
        sent = fields(page, text="x") | wrong
        assert browser.fill(f"/hands/{hand.id}/line", sent).status_code == status, wrong
    assert browser.get("/hands/" + "0" * 12).status_code == 404
    assert TypedLines(filled).labelled() == []


def test_learning_is_begun_by_who_asked(browser: Browser, hand: HandEntry, filled: Store, teacher: Willing) -> None:
    assert "disabled" in opened(browser, hand)  # too few lines
    lines = [HandLine(picture=b"%d" % at, text=f"dòng {at}", source="x") for at in range(12)]
    Hands(filled).bring(hand.id, lines, who="t")
    assert "disabled" not in opened(browser, hand)
    done = browser.fill(f"/hands/{hand.id}/learn", {}, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, f"/hands/{hand.id}#learning")
    assert teacher.asked == [(hand.id, "Lan")]


def test_a_machine_without_torch_says_how_to_get_it(browser: Browser, hand: HandEntry, teacher: Willing) -> None:
    teacher.without = EnvironmentError_("get torch: pip install x", "hãy cài torch: pip install x")
    assert "hãy cài torch" in browser.get("/hands").text
    page = opened(browser, hand)
    assert "hãy cài torch" in page
    assert "/learn" not in page
    refused = browser.fill(f"/hands/{hand.id}/learn?lang=en", {})
    assert refused.status_code == 422
    assert "get torch" in refused.text


def test_how_far_it_is_and_what_came_of_it_is_told(browser: Browser, hand: HandEntry, filled: Store) -> None:
    opened(browser, hand)

    def note(**known: object) -> None:
        _write(filled.data_dir, hand.id, Learning.model_validate({"lines": 25, "at": datetime.now(UTC), **known}))

    def told() -> str:
        return browser.get(f"/hands/{hand.id}/state").text

    with one_course(filled.data_dir, hand.id):
        note(state="learning", share=0.42, left=75.0)
        assert "42 %" in told()
        assert "còn 1:15" in told()
        assert "every 3s" in told()
    assert "bị ngắt giữa chừng" in told()  # nobody holds the lock any more
    assert "every 3s" not in told()
    assert "Học tiếp" in opened(browser, hand)
    note(state="refused", english="two hands", vietnamese="hai nét chữ <b>")
    assert "hai nét chữ &lt;b&gt;" in told()
    note(state="done", version=3, taken=True, left_out=2)
    assert "v3" in told()
    assert "2 dòng bị loại" in told()
    note(state="done", version=4, taken=False)
    assert "không đọc khá hơn" in told()
    with one_course(filled.data_dir, "f" * 12):
        assert "Đang học một nét chữ khác" in opened(browser, hand)


@pytest.mark.parametrize("role", ["viewer", "scorer", "analyst"])
def test_only_who_may_correct_sees_hands(visitor: Browser, archive: Store, role: str) -> None:
    made = Hands(archive).add("Nét chữ chị Kín", who="t")
    Hands(archive).assign(made.id, archive.record("dong").source.sha256, who="t")
    browser = log_in(visitor, role)
    for address in ("/hands", f"/hands/{made.id}", f"/hands/{made.id}/state"):
        assert browser.get(address).status_code == 403
    assert "/hands" not in browser.get("/").text
    csrf = re.findall(r'name="csrf" value="([0-9a-f]{64})"', browser.get("/who").text)[0]
    for act in ("line", "learn", "choose"):
        assert browser.post(f"/hands/{made.id}/{act}", data={"csrf": csrf}).status_code == 403


def test_hands_of_other_cells_are_not_there(visitor: Browser, archive: Store) -> None:
    hands = Hands(archive)
    east, west = hands.add("đông", who="t"), hands.add("tây", who="t")
    hands.assign(east.id, archive.record("dong").source.sha256, who="t")
    hands.assign(west.id, archive.record("tay").source.sha256, who="t")
    browser = log_in(visitor, "reviewer")
    listed = browser.get("/hands").text
    assert f"/hands/{east.id}" in listed
    assert west.id not in listed
    assert browser.get(f"/hands/{west.id}").status_code == 404
    csrf = re.findall(r'name="csrf" value="([0-9a-f]{64})"', browser.get("/who").text)[0]
    for act in ("line", "learn", "choose"):
        assert browser.post(f"/hands/{west.id}/{act}", data={"csrf": csrf}).status_code == 404, act


def test_a_choice_that_fails_is_told_and_the_next_one_is_made(filled: Store, hand: HandEntry) -> None:
    from extractors import ReadSettings
    from schemas import InputError

    calls = []

    def choose(*_: object, **__: object) -> list[Offered]:
        calls.append(1)
        if len(calls) == 1:
            raise InputError("the original is away", "mất bản gốc")
        if len(calls) == 2:
            raise ZeroDivisionError
        return []

    offers = Offers(filled, ReadSettings(), choose=choose)
    told = []
    for _ in range(3):
        for _ in range(2000):
            if (found := offers.of(hand)).ready:
                break
        told.append(found.problem)
        offers.again(hand)
    offers.stop()
    assert told == [("the original is away", "mất bản gốc"), ("ZeroDivisionError", "ZeroDivisionError"), None]
