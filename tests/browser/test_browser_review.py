"""From the file to the overview in a real browser: by keyboard, without script, on a phone, two people at once."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from browser_tools import SAMPLES, axe, drawn, until, watch

from schemas import Finding, PageState, Severity
from store import Store


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.closest('li.row')?.id ?? document.activeElement.textContent.trim()")


@pytest.mark.engine
def test_from_a_file_to_the_overview_by_keyboard_alone(page: Any, serve: Any, data_dir: Path) -> None:
    address = serve()
    page.goto(f"{address}/upload")
    page.set_input_files("#files", SAMPLES / "danh-may-1996.jpg")
    page.wait_for_selector("#uploads a[href^='/record/']", timeout=180_000)
    page.focus("#uploads a[href^='/record/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#fields")
    started = time.monotonic()
    until(page, "document.activeElement.closest('li.row, #approve')")
    for _ in range(40):
        row = focused(page)
        if not row.startswith("f-"):
            break
        page.keyboard.press("Enter")
        until(page, f"(document.activeElement.closest('li.row, #approve')?.id ?? '{row}') !== '{row}'")
    assert page.inner_text("#left") == "Không còn chỗ nào cần xem"
    reason = page.query_selector("#approve input[name=reason]")
    if reason:
        page.keyboard.press("Control+Enter")
        page.keyboard.type("giấy ghi đúng như vậy")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".badge.confirmed:has-text('đã duyệt'), .done")
    print(f"\nreviewed in {time.monotonic() - started:.1f} s")
    page.goto(f"{address}/overview")
    page.click("text=Số liệu >> nth=0")
    assert "8/1996" in page.inner_text("main")
    with Store.open(None, data_dir) as store:
        assert all(correction.who == "Người thử" for correction in store.corrections())


def test_the_image_follows_the_field_and_words_are_offered(page: Any, serve: Any, data_dir: Path) -> None:
    drawn(data_dir)
    page.goto(f"{serve()}/record/paper")
    page.wait_for_selector("#f-period.now .strip img")
    page.focus("#f-organisation-name-in")
    page.wait_for_selector("#f-organisation-name.now .strip img")
    assert page.input_value("#f-organisation-name-in") == "Chi bộ Khe Sim"
    page.wait_for_selector("#viewer .marks rect.mark", state="attached")
    page.wait_for_timeout(900)  # the image glides to its place
    box = page.locator("#viewer .marks rect.mark").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#f-organisation-name .take:has-text('Bưởi')")
    page.keyboard.press("Alt+l")
    assert page.input_value("#f-organisation-name-in") == "Bưởi"
    page.keyboard.press("Escape")
    assert page.input_value("#f-organisation-name-in") == "Chi bộ Khe Sim"


def test_keys(page: Any, serve: Any, data_dir: Path) -> None:
    drawn(data_dir, title="Báo cáo")
    page.goto(f"{serve()}/record/paper")
    page.wait_for_selector("li.row.now")
    assert focused(page) == "f-title"  # read without a place on the page: nobody knows how sure it is
    page.keyboard.press("Alt+ArrowUp")
    assert focused(page) != "f-title"
    page.keyboard.press("Alt+ArrowDown")
    assert focused(page) == "f-title"
    page.keyboard.press("Enter")
    page.wait_for_selector("#f-title.confirmed")
    until(page, "document.activeElement.closest('li.row')?.id === 'f-period'")
    page.keyboard.press("Alt+u")
    page.wait_for_selector("#f-period.confirmed:has-text('không đọc được')")
    until(page, "document.activeElement.closest('li.row')?.id === 'f-organisation-name'")
    page.keyboard.type("Chi bộ Bản Mới")
    page.keyboard.press("Enter")
    page.wait_for_selector("#f-organisation-name.confirmed")
    until(page, "document.activeElement.textContent.trim() === 'Duyệt'")
    page.keyboard.press("F1")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    with Store.open(None, data_dir) as store:
        record = store.record("paper")
    assert (record.organisation.name, record.period) == ("Chi bộ Bản Mới", None)


def test_two_reviewers_and_nothing_typed_is_lost(page: Any, serve: Any, data_dir: Path, chromium: Any) -> None:
    drawn(data_dir)
    address = serve()
    page.goto(f"{address}/record/paper")
    page.wait_for_selector("li.row.now")
    context = chromium.new_context()
    other = context.new_page()
    wrong: list[str] = []
    watch(other, wrong)
    other.goto(f"{address}/record/paper")
    assert "đang rà soát" in other.inner_text("#lease")
    other.click("#lease button")
    other.wait_for_selector("#lease:not(.held)", state="attached")
    other.fill("#f-organisation-name-in", "Chi bộ Hai")
    other.press("#f-organisation-name-in", "Enter")
    other.wait_for_selector("#f-organisation-name.confirmed")
    page.fill("#f-organisation-name-in", "Chi bộ Một")
    page.press("#f-organisation-name-in", "Enter")
    page.wait_for_selector("#f-organisation-name .problem")
    assert page.input_value("#f-organisation-name-in") == "Chi bộ Một"
    page.click("#lease button") if page.is_visible("#lease button") else page.evaluate(
        "document.querySelector('#lease').requestSubmit()"
    )
    page.wait_for_selector("#lease.held button")
    page.click("#lease button")
    page.wait_for_selector("#lease:not(.held)", state="attached")
    page.press("#f-organisation-name-in", "Enter")
    page.wait_for_selector("#f-organisation-name .problem:has-text('Chi bộ Hai')")
    assert "Chi bộ Một" in page.inner_text("#f-organisation-name .problem")
    page.press("#f-organisation-name-in", "Enter")
    page.wait_for_selector("#f-organisation-name.confirmed:not(.wrong)")
    context.close()
    assert wrong == []
    with Store.open(None, data_dir) as store:
        assert store.record("paper").organisation.name == "Chi bộ Một"


def test_without_script(chromium: Any, serve: Any, data_dir: Path) -> None:
    drawn(data_dir, findings=[Finding(code="x", severity=Severity.ERROR, message="sai", paths=["/title"])])
    address = serve()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/record/paper")
    assert page.is_visible(".sheets img")
    page.fill("#f-organisation-name-in", "Chi bộ Không Script")
    page.press("#f-organisation-name-in", "Enter")
    page.wait_for_load_state()
    assert "#f-" in page.url
    assert page.input_value("#f-organisation-name-in") == "Chi bộ Không Script"
    page.click("#approve button[value=approve]")
    assert "Phải ghi lý do" in page.inner_text("#approve")
    page.fill("#approve input[name=reason]", "giấy ghi vậy")
    page.click("#approve button[value=approve]")
    assert "đã duyệt" in page.inner_text("#approve")
    page.goto(f"{address}/?q=khong+script")
    assert page.locator("a[href^='/record/paper']").count() == 1
    page.goto(f"{address}/upload")
    page.set_input_files("#files", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"})
    page.click("#drop button")
    assert "Không nhận" in page.inner_text("#uploads")
    context.close()


def test_lines_are_typed_one_after_the_other(page: Any, serve: Any, data_dir: Path) -> None:
    drawn(data_dir, state=PageState.NEEDS_TRANSCRIPTION)
    page.goto(f"{serve()}/record/paper/lines")
    page.wait_for_selector(".letters:not([hidden])")
    page.keyboard.type("H")
    page.click(".letters button[data-letter='ọ']")
    page.keyboard.type("p chi bộ")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Còn 1 dòng")
    page.keyboard.press("Alt+k")
    page.wait_for_selector("text=Đã chép hết các dòng")
    with Store.open(None, data_dir) as store:
        from store import TypedLines

        assert [(line.text, line.hand) for line in TypedLines(store).labelled()] == [("Họp chi bộ", "handwriting")]


@pytest.mark.parametrize(
    "address", ["/", "/record/paper", "/record/paper/lines", "/record/paper/units", "/upload", "/overview", "/who"]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_on_a_phone_nothing_is_cut_off_and_axe_finds_nothing_serious(
    page: Any, serve: Any, data_dir: Path, address: str, language: str
) -> None:
    drawn(data_dir, held={"date": "2026-03-05"}, document_type="minutes", tasks=[{"action": "dọn kênh"}])
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{serve()}{address}?lang={language}")
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
