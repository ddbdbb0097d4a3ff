"""A scan that was cut wrongly, put right in a real browser: by keyboard alone, and without script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_tools import until
from PIL import Image

from bienban.plaintext import pages_from_text
from flows.again import understand_again
from flows.settings import BatchSettings
from store import Store, file_sha256

MEETING = """BIÊN BẢN SINH HOẠT CHI BỘ THÁNG {month}
Hôm nay, vào hồi 19 giờ 30 ngày 4 tháng {month} năm 2024, tại nhà văn hóa. Đảng viên có 18, dự 17, vắng 1.
Chủ trì: Đ/c Hà Đức Mây, bí thư. Thư ký: Đ/c Lò Thị Nếp.
1. Bí thư nêu kết quả tháng trước: trồng {month} ha keo.
2. Giao đ/c Vi Văn Ổi mua {month} bao xi măng, xong trước ngày 25/{month}.
Kết thúc lúc 20 giờ 50 phút cùng ngày.
Thư ký    Chủ trì
Lò Thị Nếp    Hà Đức Mây"""
BOOK = MEETING.format(month=2) + "\f" + MEETING.format(month=3).partition("\n")[2].partition("\n")[2]


@pytest.fixture
def paper(data_dir: Path) -> str:
    """The id of the one record that the machine makes of the minutes of two meetings."""
    path = data_dir.parent / "so.tif"
    first, second = Image.new("L", (620, 877), 255), Image.new("L", (620, 877), 240)
    first.save(path, save_all=True, append_images=[second])
    sha256 = file_sha256(path)
    with Store.open(None, data_dir) as store:
        store.remember_original(path, sha256)
        store.save_document(
            path=path, sha256=sha256, pages=pages_from_text(BOOK), records=[], versions={"read": "1", "understand": "1"}
        )
        understand_again(store, BatchSettings(data_dir=data_dir), sha256)
        [record] = store.records()
    return record.record_id


def records(data_dir: Path) -> list[list[int]]:
    with Store.open(None, data_dir) as store:
        return [record.source.pages for record in store.records()]


def test_split_by_keyboard_and_merged_again(page: Any, serve: Any, data_dir: Path, paper: str) -> None:
    page.goto(f"{serve()}/record/{paper}")
    page.wait_for_selector("#fields")
    page.focus("a[href$='/units']")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=cut]", state="attached")
    page.focus("details:has(input[value='1:']) summary")
    page.keyboard.press("Enter")
    page.focus("input[name=cut][value='1:']")
    page.keyboard.press("Space")
    with page.expect_navigation():  # else what follows meets the page on its way out
        page.keyboard.press("Enter")
    for _ in range(200):
        if len(records(data_dir)) == 2:
            break
        page.wait_for_timeout(100)
    assert records(data_dir) == [[1], [2]]
    page.reload()
    page.focus("button[name=other]")
    with page.expect_navigation():  # else what follows meets the page on its way out
        page.keyboard.press("Enter")
    for _ in range(200):
        if len(records(data_dir)) == 1:
            break
        page.wait_for_timeout(100)
    assert records(data_dir) == [[1, 2]]
    page.reload()
    until(page, "!document.querySelector('.done')")


def test_order_of_pages_without_script(chromium: Any, serve: Any, data_dir: Path, paper: str) -> None:
    address = serve()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/record/{paper}/units")
    page.fill("input[name='place.0']", "2")
    page.fill("input[name='place.1']", "1")
    page.click("form:has(input[name='place.0']) button.main")
    for _ in range(200):
        if records(data_dir) == [[2, 1]]:
            break
        page.wait_for_timeout(100)
    page.goto(f"{address}/record/{paper}")
    assert page.locator(".sheets figure").first.get_attribute("id") == "p2"
    context.close()
