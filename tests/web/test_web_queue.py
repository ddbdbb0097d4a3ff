"""The queue: order, states, filters, search, languages, errors."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from schemas import StoreError
from store import Store
from web import create_app

BASE = "http://127.0.0.1"


def test_every_paper_is_there_with_the_worst_first(client: TestClient) -> None:
    page = client.get("/").text
    assert 0 < page.index("/record/wrong") < page.index("/record/clear")
    assert "1 mâu thuẫn" in page
    assert "01-BB/CB" in page
    assert "Biên bản thường kỳ" in page
    assert "Regular minutes" in client.get("/?lang=en").text


def test_files_put_aside_are_named_with_their_reason_in_the_language_asked(client: TestClient) -> None:
    assert "tệp bị hỏng" in client.get("/").text
    english = client.get("/?lang=en&state=aside").text
    assert "the file is damaged" in english
    assert "tệp bị hỏng" not in english


def test_counts_and_states(client: TestClient) -> None:
    client.fill("/record/clear/act", {"action": "approve"})
    page = client.get("/?state=approved").text
    assert "/record/clear" in page
    assert "/record/wrong" not in page
    assert "Đã duyệt <b>1</b>" in page


@pytest.mark.parametrize(
    ("query", "wrong", "clear"),
    [
        ("q=don%20kenh", False, False),
        ("q=dong%20hai", True, False),
        ("q=Dòng", True, False),
        ("q=01-bb", False, True),
        ("kind=regular", True, False),
        ("finding=x", True, False),
        ("cell=script", True, False),
        ("since=2026-01", False, False),
    ],
)
def test_filters_and_search(client: TestClient, query: str, wrong: bool, clear: bool) -> None:
    page = client.get(f"/?{query}").text
    assert ("/record/wrong" in page, "/record/clear" in page) == (wrong, clear)


def test_links_keep_the_language(client: TestClient) -> None:
    assert 'href="/record/wrong?lang=en"' in client.get("/?lang=en").text
    assert 'href="/record/wrong"' in client.get("/").text


def test_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    with TestClient(create_app(lambda: Store.open(None, tmp_path)), base_url=BASE) as browser:
        assert "bienban run" in browser.get("/").text


def test_a_person_may_say_their_name(client: TestClient) -> None:
    assert client.fill("/who", {"name": " Lò  Thị Mẫu <b>"}).status_code == 200
    assert "Người làm: Lò Thị Mẫu &lt;b&gt;" in client.get("/").text


def test_health_counts_records(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "records": 2}


def test_archive_that_refuses_is_503_in_both_languages(
    client: TestClient, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("the disk is full", "đĩa đã đầy")

    monkeypatch.setattr(filled, "counts", refuse)
    monkeypatch.setattr(filled, "aside", refuse)
    assert client.get("/health").status_code == 503
    assert "đĩa đã đầy" in client.get("/").text
    assert "the disk is full" in client.get("/?lang=en").text


@pytest.mark.parametrize(
    "address",
    [
        "/record/unknown",
        "/record/..%2f..%2fetc%2fpasswd",
        "/record/a%20b",
        "/record/" + "a" * 129,
        "/page/" + "0" * 64 + "/1.jpg",
        "/page/" + "A" * 64 + "/1.jpg",
        "/page/..%2f..%2fbienban.sqlite3/1.jpg",
        "/strip/" + "0" * 64 + "/1/0-0-1-1.jpg",
        "/static/..%2f..%2fapp.py",
        "/static/../app.py",
        "/nothing",
        "/?state=none",
        "/?page=0",
        "/?since=2026-13",
        "/?finding=../x",
        "/docs",
        "/openapi.json",
    ],
)
def test_what_does_not_exist_is_404_and_not_repeated(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "passwd" not in answer.text
