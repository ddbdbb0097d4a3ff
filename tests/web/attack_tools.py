"""What the tests of attacks share: two cells with a paper each, an account of each role, and the way to log in."""

from __future__ import annotations

import re

from web_browser import BASE, Browser

PASSWORD = "bèo dạt mây trôi"
EAST, WEST = "Chi bộ Thôn Đông", "Chi bộ Thôn Tây"
NAME = "Lò Thị Kín"
BOX = (0.25, 0.5, 0.75, 0.55)


def hidden(record):  # type: ignore[no-untyped-def]
    """As ``bienban.pseudonyms`` does; the web room cannot import it."""
    chair = record.chair.model_copy(update={"name": "ĐV-ABCDEF"})
    return record.model_copy(update={"chair": chair, "text": "", "evidence": {}, "inferred": {}})


def token_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def log_in(visitor: Browser, name: str) -> Browser:
    """Another browser, logged in."""
    browser = Browser(visitor.app, base_url=BASE)
    password = PASSWORD if name == "chu" else PASSWORD + " xa"
    fields = {"csrf": token_in(browser.get("/login").text), "name": name, "password": password}
    answer = browser.post("/login", data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return browser
