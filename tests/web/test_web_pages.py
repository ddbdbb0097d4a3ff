"""What a person sees: the list, one record beside its page, languages, errors."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from schemas import StoreError
from store import Store
from web import create_app

BASE = "http://127.0.0.1"


def test_list_has_every_record_with_the_worst_first(client: TestClient) -> None:
    page = client.get("/").text
    assert 0 < page.index("/record/wrong") < page.index("/record/clear")
    assert "1 mâu thuẫn" in page
    assert "01-BB/CB" in page
    assert "Biên bản thường kỳ" in page
    assert "Regular minutes" in client.get("/?lang=en").text


def test_list_names_files_put_aside_with_their_reason_in_the_language_asked(client: TestClient) -> None:
    assert "tệp bị hỏng" in client.get("/").text
    english = client.get("/?lang=en").text
    assert "the file is damaged" in english
    assert "tệp bị hỏng" not in english


def test_list_can_be_narrowed_to_one_state(client: TestClient) -> None:
    page = client.get("/?state=clear").text
    assert "/record/clear" in page
    assert "/record/wrong" not in page


def test_links_keep_the_language(client: TestClient) -> None:
    assert 'href="/record/wrong?lang=en"' in client.get("/?lang=en").text
    assert 'href="/record/wrong"' in client.get("/").text


def test_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    with TestClient(create_app(lambda: Store.open(None, tmp_path)), base_url=BASE) as browser:
        assert "bienban run" in browser.get("/").text


def test_a_value_links_to_the_box_that_proves_it_and_the_box_back(client: TestClient) -> None:
    page = client.get("/record/wrong").text
    assert '<a class="value" href="#e1"' in page
    svg = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    link = next(iter(svg))
    rect = next(node for node in link if node.tag == "rect")
    assert (link.get("id"), link.get("href")) == ("e1", "#f1")
    assert [float(rect.get(side, "")) for side in ("x", "y", "width", "height")] == [0.25, 0.5, 0.5, 0.05]
    assert 'id="f1"' in page


def test_record_shows_values_unknowns_findings_and_text(client: TestClient) -> None:
    page = client.get("/record/wrong").text
    for expected in ("dọn kênh", "Lý Thị Mẫu", "Thường kỳ", "dòng hai", "23 &gt; 20 &lt;b&gt;", "Đảng phí: Đã nộp"):
        assert expected in page
    english = client.get("/record/wrong?lang=en").text
    for expected in ("Regular", "Dues: Paid", "confidence 0.97", "cannot be corrected here"):
        assert expected in english


def test_what_the_paper_says_is_never_markup(client: TestClient) -> None:
    for address in ("/", "/record/wrong"):
        page = client.get(address).text
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_page_image_is_the_kept_original(client: TestClient, filled: Store) -> None:
    sha256 = filled.record("wrong").source.sha256
    answer = client.get(f"/page/{sha256}/1.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    image = Image.open(BytesIO(answer.content))
    assert image.size == (400, 600)
    red, green, _ = image.getpixel((200, 315))  # inside the evidence box
    assert red > 200 > 100 > green
    assert client.get(f"/page/{sha256}/1.jpg").content == answer.content


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
        "/static/..%2f..%2fapp.py",
        "/static/../app.py",
        "/nothing",
        "/?state=none",
        "/?lang=fr",
        "/?page=0",
        "/docs",
        "/openapi.json",
    ],
)
def test_what_does_not_exist_is_404_and_not_repeated(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "passwd" not in answer.text


def test_page_number_outside_the_document_is_an_error_with_a_reason(client: TestClient, filled: Store) -> None:
    answer = client.get(f"/page/{filled.record('wrong').source.sha256}/7.jpg?lang=en")
    assert answer.status_code == 422
    assert "there is no page 7" in answer.text


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/record/wrong").status_code == 405


def test_health_counts_records(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "records": 2}


def test_archive_that_refuses_is_503_in_both_languages(
    client: TestClient, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("the disk is full", "đĩa đã đầy")

    monkeypatch.setattr(filled, "counts", refuse)
    monkeypatch.setattr(filled, "records", refuse)
    assert client.get("/health").status_code == 503
    assert "đĩa đã đầy" in client.get("/").text
    assert "the disk is full" in client.get("/?lang=en").text


def test_a_bug_is_not_dressed_up_as_a_missing_page(
    client: TestClient, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(filled, "assessments", broken)
    with pytest.raises(KeyError, match="bug"):
        client.get("/record/wrong")
