"""A team in a real browser: nobody gets in without a login, each role sees what it may, a cell that is not theirs is
not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from browser_tools import axe, drawn

from bienban.pseudonyms import Pseudonyms
from store import Accounts, Store, passwords
from web import Team

PASSWORD = "bèo dạt mây trôi"
NAME = "Lò Thị Kín"


@pytest.fixture
def address(serve: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    for name, cell in (("dong", "Chi bộ Thôn Đông"), ("tay", "Chi bộ Thôn Tây")):
        drawn(data_dir, name, document_type="minutes", organisation={"name": cell}, chair={"name": NAME})
    with Store.open(None, data_dir) as store:
        for role in ("viewer", "reviewer", "admin"):
            cells = None if role == "admin" else ["Chi bộ Thôn Đông"]
            Accounts(store).add(role, PASSWORD, role, cells, by="thử")
    return serve(access=Team(), hide=lambda record: Pseudonyms(b"k" * 32, [record]).record(record))


def log_in(page: Any, address: str, name: str, path: str = "/") -> None:
    page.goto(f"{address}{path}")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("header .who")


def test_login_leads_where_one_wanted_to_go_and_logout_ends_it(page: Any, address: str) -> None:
    page.goto(f"{address}/record/dong")
    assert page.url.split("?")[0].endswith("/login")
    assert NAME not in page.content()
    page.fill("input[name=name]", "reviewer")
    page.fill("input[name=password]", "không phải mật khẩu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem, [role=alert]")
    page.fill("input[name=name]", "reviewer")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#fields")
    assert page.url.endswith("/record/dong")
    page.click("header .who")
    page.click("button:has-text('Đăng xuất')")
    page.goto(f"{address}/record/dong")
    assert page.url.split("?")[0].endswith("/login")


def test_a_cell_that_is_not_theirs_is_not_there(page: Any, address: str) -> None:
    log_in(page, address, "reviewer")
    text = page.inner_text("main")
    assert ("Thôn Đông" in text, "Thôn Tây" in text) == (True, False)
    for denied in ("/record/tay", "/record/tay/units", "/record/tay/lines", "/api/v1/papers/tay"):
        assert page.goto(f"{address}{denied}").status == 404, denied
        assert "Thôn Tây" not in page.content()


def test_a_viewer_sees_the_meeting_without_its_people(page: Any, address: str) -> None:
    log_in(page, address, "viewer", "/record/dong")
    assert NAME not in page.content()
    assert page.locator("img").count() == 0
    assert page.goto(f"{address}/upload").status == 403
    assert page.goto(f"{address}/record/dong/units").status == 403


def test_an_admin_sees_all_cells(page: Any, address: str) -> None:
    log_in(page, address, "admin")
    text = page.inner_text("main")
    assert ("Thôn Đông" in text, "Thôn Tây" in text) == (True, True)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_login_on_a_phone(page: Any, address: str, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/login?lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
