"""Nothing from elsewhere, nothing kept, nobody else's name."""

import re

import pytest
from fastapi.testclient import TestClient

from store import Store
from web import create_app, serve, server


@pytest.mark.parametrize("address", ["/", "/record/wrong", "/health", "/static/style.css", "/nothing"])
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "script-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


def test_another_name_for_this_machine_is_refused(filled: Store) -> None:
    with TestClient(create_app(lambda: filled), base_url="http://evil.example") as browser:
        answer = browser.get("/record/wrong")
    assert answer.status_code == 400
    assert "Lý Thị Mẫu" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/record/wrong", "/static/style.css", "/static/icon.svg"])
def test_pages_ask_nothing_of_other_machines_and_need_no_script(client: TestClient, address: str) -> None:
    text = client.get(address).text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(?i)https?://|src=\"//|@import|url\(|<script|\son\w+=|\sstyle=", text)


def test_server_listens_on_this_machine_only(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    monkeypatch.setattr(server.uvicorn, "run", lambda app, **options: seen.update(options))
    serve(create_app(lambda: filled), 8765)
    assert seen["host"] == "127.0.0.1"
    assert seen["port"] == 8765
    assert seen["access_log"] is False
