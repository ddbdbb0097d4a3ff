"""Boxes of lines drawn over a page, and lines of a hand typed one after the other, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser_tools import BOX, LOWER, axe, drawn, until

from schemas import Box
from store import Hands, LineBoxes, Store, TypedLines, Wanted


def laid(data_dir: Path) -> list[tuple[Box, bool]]:
    with Store.open(None, data_dir) as store:
        _, lines = LineBoxes(store).last(store.record("paper").source.sha256, 1)
        return [(line.box, line.own) for line in lines or ()]


def test_a_merged_line_is_parted_and_an_edge_is_dragged(page: Any, serve: Callable[..., str], data_dir: Path) -> None:
    drawn(data_dir)
    page.goto(f"{serve()}/record/paper/lines")
    page.keyboard.press("Alt+b")
    page.wait_for_selector("#boxpage svg rect.now")
    assert "Dòng 1/2" in page.inner_text(".which")
    page.keyboard.press("s")  # the pointer is nowhere: in the middle
    assert "Dòng 1/3" in page.inner_text(".which")
    assert "chưa lưu" in page.inner_text(".which")
    page.keyboard.press("Control+z")
    assert "chưa lưu" not in page.inner_text(".which")
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.evaluate("scrollTo(0, 800)")
    whole = page.locator("#boxpage").bounding_box()

    def at(x: float, y: float) -> tuple[float, float]:
        return whole["x"] + x * whole["width"], whole["y"] + y * whole["height"]

    page.mouse.move(*at(0.75, 0.625))  # the right edge of the last line
    page.mouse.down()
    page.mouse.move(*at(0.80, 0.625), steps=4)
    page.mouse.move(*at(0.85, 0.625), steps=4)
    page.mouse.up()
    assert axe(page) == []
    page.keyboard.press("Control+s")
    page.wait_for_url("**/lines?page=1")
    found = laid(data_dir)
    assert [own for _, own in found] == [True, True, True]
    upper, lower, dragged = (box for box, _ in found)
    assert (upper, lower) == (Box(0.25, 0.5, 0.75, 0.525), Box(0.25, 0.525, 0.75, 0.55))
    assert abs(dragged.x1 - 0.85) < 0.005
    assert (dragged.x0, dragged.top, dragged.bottom) == (LOWER[0], LOWER[1], LOWER[3])
    assert page.locator(".alllines li").count() == 3


def test_a_line_is_drawn_on_bare_paper_and_another_taken_away(page: Any, serve: Any, data_dir: Path) -> None:
    drawn(data_dir)
    page.goto(f"{serve()}/record/paper/boxes?lang=en")
    page.wait_for_selector("#boxpage svg rect.now")
    page.keyboard.press("Delete")
    assert "Line 1 of 1" in page.inner_text(".which")
    page.evaluate("scrollTo(0, 0)")
    whole = page.locator("#boxpage").bounding_box()
    page.mouse.move(whole["x"] + 100, whole["y"] + 100)
    page.mouse.down()
    page.mouse.move(whole["x"] + 300, whole["y"] + 120, steps=3)
    page.mouse.move(whole["x"] + 400, whole["y"] + 140, steps=3)
    page.mouse.up()
    assert "Line 1 of 2" in page.inner_text(".which")
    page.click("button[value=save]")
    page.wait_for_url("**/lines?page=1&lang=en")
    [(new, own), (kept, touched)] = laid(data_dir)
    assert own
    assert not touched
    assert kept == Box(*LOWER)
    assert abs(new.width * whole["width"] - 300) < 3
    assert abs(new.height * whole["height"] - 40) < 3


def test_lines_of_a_hand_are_typed_with_the_keyboard_alone(page: Any, serve: Any, data_dir: Path) -> None:
    drawn(data_dir)
    with Store.open(None, data_dir) as store:
        hands, sha256 = Hands(store), store.record("paper").source.sha256
        hand = hands.add("Sổ xanh", book="Sổ 2011", who="t")
        hands.assign(hand.id, sha256, who="t")
        # the page shows a black bar: a person says that lines of writing stand there
        LineBoxes(store).lay(sha256, 1, [Wanted(Box(*BOX)), Wanted(Box(0.2, 0.51, 0.76, 0.55))], who="t")
    page.goto(f"{serve()}/hands")
    assert axe(page) == []
    page.click("text=Sổ xanh")
    until(page, "document.querySelector('#learning a') !== null || document.querySelector('#text') !== null", 60)
    if page.query_selector("#text") is None:
        page.click("#learning a")
    page.wait_for_selector("#text:focus")
    assert axe(page) == []
    page.keyboard.type("họp bàn việc mương")
    page.keyboard.press("Enter")
    page.wait_for_url("**#line")
    until(page, "document.querySelector('.left').textContent.includes('1 dòng')")
    with Store.open(None, data_dir) as store:
        assert [line.text for line in TypedLines(store).labelled()] == ["họp bàn việc mương"]
