"""Boxes of lines in the browser: what a person draws is kept, followed by what is typed, and never lost unnoticed."""

import json
import re

import pytest
from web_browser import Browser

from schemas import Box
from store import LineBoxes, Store, TypedLines, verify_trail

PLACE = "25000-50000-75000-55000"
OWN = [25000, 50000, 75000, 55000]
UPPER, LOWER = [25000, 50000, 75000, 52500], [25000, 52500, 75000, 55000]


def draw(client: Browser, *lines: tuple[list[int], list[list[int]]], seen: int = 0, **fields: str):
    sent = json.dumps([{"box": box, "was": was} for box, was in lines])
    form = {"page": "1", "seen": str(seen), "lines": sent, "answer": "save", **fields}
    return client.fill("/record/wrong/boxes", form, follow_redirects=False)


def sha_of(store: Store) -> str:
    return store.record("wrong").source.sha256


def test_the_page_shows_every_line_and_leads_back_to_typing(client: Browser) -> None:
    page = client.get("/record/wrong/boxes").text
    assert f'data-box="{PLACE}"' in page
    assert re.search(r'<rect [^>]*x="25000" y="50000" width="50000" height="5000"', page)
    assert "/record/wrong/lines?page=1" in page
    assert "/record/wrong/boxes?page=1&amp;at=0" in client.get("/record/wrong/lines").text
    assert "Part lines" in client.get("/record/wrong/boxes?lang=en").text


def test_a_line_that_is_parted_is_typed_as_two(client: Browser, filled: Store) -> None:
    done = draw(client, (UPPER, [OWN]), (LOWER, [OWN]))
    assert (done.status_code, done.headers["location"]) == (303, "/record/wrong/lines?page=1")
    typing = client.get("/record/wrong/lines").text
    assert "Còn 2 dòng" in typing
    assert "25000-50000-75000-52500" in typing
    client.fill("/record/wrong/lines", {"page": "1", "box": "25000-50000-75000-52500", "text": "họp", "answer": "save"})
    assert "Còn 1 dòng" in client.get("/record/wrong/lines").text
    [line] = TypedLines(filled).of_document(sha_of(filled))
    assert (line.text, line.box) == ("họp", Box(0.25, 0.5, 0.75, 0.525))
    assert 'class="typed"' in client.get("/record/wrong/boxes").text
    assert verify_trail(filled).first is None


def test_what_somebody_else_corrected_meanwhile_is_not_overwritten(client: Browser, filled: Store) -> None:
    assert draw(client, (UPPER, [OWN])).status_code == 303
    late = draw(client, (LOWER, [OWN]))
    assert late.status_code == 409
    assert "đã sửa khung dòng" in late.text
    assert "25000-50000-75000-52500" in late.text  # as it is now
    act, [kept] = LineBoxes(filled).last(sha_of(filled), 1)
    assert kept.box == Box(0.25, 0.5, 0.75, 0.525)
    assert f'name="seen" value="{act}"' in late.text


def test_the_machines_boxes_come_back_when_asked_for(client: Browser, filled: Store) -> None:
    assert 'value="machine"' not in client.get("/record/wrong/boxes").text
    draw(client, (UPPER, [OWN]))
    page = client.get("/record/wrong/boxes").text
    assert 'value="machine"' in page
    [seen] = re.findall(r'name="seen" value="(\d+)"', page)
    assert draw(client, seen=int(seen), answer="machine").status_code == 303
    assert f'data-box="{PLACE}"' in client.get("/record/wrong/boxes").text
    assert LineBoxes(filled).all() == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"lines": "x"}, {"lines": '[{"box": [0, 0, 100001, 5]}]'}, {"lines": '[{"box": [0, 0, 5]}]'}, {"page": "0"},
        {"lines": '[{"box": [1, 1, 9000, 9000], "text": "x"}]'}, {"seen": "-1"}, {"seen": "9" * 40}, {"page": "x"},
    ],
)  # fmt: skip
def test_boxes_that_cannot_be_are_refused(client: Browser, filled: Store, fields: dict[str, str]) -> None:
    assert draw(client, **fields).status_code == 400
    assert LineBoxes(filled).all() == {}


def test_slips_of_the_hand_are_told(client: Browser, filled: Store) -> None:
    same = draw(client, (UPPER, [OWN]), (UPPER, [OWN]))
    assert same.status_code == 409
    assert "cùng một khung" in same.text
    assert "quá nhỏ" in draw(client, ([5, 5, 10, 10], [])).text
    assert LineBoxes(filled).all() == {}
