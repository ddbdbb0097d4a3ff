"""Attacks on a team's pages by other sites, and by what papers and files say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from attack_tools import PASSWORD, log_in, token_in
from web_browser import BASE, KEY, Browser

from store import Store
from web import Team, create_app

FORMS = [
    "/record/dong/answer",
    "/record/dong/act",
    "/record/dong/lease",
    "/record/dong/lines",
    "/record/dong/boxes",
    "/upload",
    "/logout",
]


@pytest.mark.parametrize("address", FORMS)
def test_forms_without_our_token_or_from_another_origin_change_nothing(
    visitor: Browser, archive: Store, address: str
) -> None:
    """CSRF: a login does not help another site, with or without a token, with or without an origin."""
    browser, other = log_in(visitor, "reviewer"), log_in(visitor, "chu")
    mine, others = (token_in(one.get("/who").text) for one in (browser, other))
    rows = len(archive.audit_trail())
    for token in ("", "0" * 64, others):
        assert browser.post(address, data={"csrf": token, "action": "approve"}).status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        fields = {"csrf": mine, "action": "approve"}
        assert browser.post(address, data=fields, headers=headers).status_code == 403
    assert len(archive.audit_trail()) == rows
    assert browser.get("/").status_code == 200


def test_another_site_cannot_log_somebody_in(visitor: Browser) -> None:
    fields = {"name": "chu", "password": PASSWORD}
    assert visitor.post("/login", data=fields).status_code == 403
    fields["csrf"] = token_in(visitor.get("/login").text)
    assert visitor.post("/login", data=fields, headers={"origin": "https://evil.example"}).status_code == 403


def test_another_name_for_the_server_is_refused(visitor: Browser) -> None:
    """DNS rebinding: only the names that were set are answered."""
    assert visitor.get("/login", headers={"host": "team.example"}).status_code == 200
    assert visitor.get("/login", headers={"host": "evil.example"}).status_code == 400


def test_script_in_a_paper_or_a_file_name_stays_text(visitor: Browser, archive: Store, add: Callable[..., str]) -> None:
    """XSS through what OCR read, what people typed, and what files are called."""
    add(archive, "a'\"><svg onload=alert(2)>.png", organisation={"name": '"><script>alert(3)</script>'})
    admin = log_in(visitor, "chu")
    admin.app.state.queue.warm()
    pages = [
        "/",
        "/record/dong",
        "/record/dong/lines",
        "/record/dong/boxes",
        "/overview",
        "/upload",
        "/?q=<script>alert(4)</script>",
    ]
    for address in pages:
        text = admin.get(address).text
        assert not re.search(r"<script(?! src=\"/static/)|<svg onload|<img src=x|<[^>]*\sonerror=", text), address
    assert "&lt;img src=x" in admin.get("/record/dong").text  # it is there, as text


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/app.py",
        "/record/..%2f..%2fetc%2fpasswd",
        "/page/..%2f..%2fbienban.sqlite3/1.jpg",
        "/page/" + "0" * 63 + "%2f/1.jpg",
        "/words/%00/1.json",
        "/strip/" + "0" * 64 + "/1/..%2f..%2fx.jpg",
    ],
)
def test_no_address_leads_to_a_file_of_the_disk(visitor: Browser, address: str) -> None:
    answer = log_in(visitor, "chu").get(address)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


def png() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, "PNG")
    return stream.getvalue()


def test_uploads_too_large_end_before_they_are_kept(archive: Store) -> None:
    from extractors import ReadSettings

    app = create_app(lambda: archive, ReadSettings(max_bytes=1000), key=KEY, access=Team())
    with Browser(app, base_url=BASE) as visitor:
        browser = log_in(visitor, "reviewer")
        csrf = token_in(browser.get("/who").text)
        huge = {"files": ("a.pdf", b"%PDF-1.4" + b"0" * 5_000_000, "application/pdf")}
        assert browser.post("/upload", data={"csrf": csrf}, files=huge).status_code == 413
        over = {"files": ("a.pdf", b"%PDF-1.4" + b"0" * 5_000, "application/pdf")}
        browser.post("/upload", data={"csrf": csrf}, files=over)
        assert [one.state for one in app.state.intake.uploads.latest()] == ["refused"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bien-ban.pdf", b"<html><script>alert(1)</script></html>"),
        ("bien-ban.png", b"GIF89a/*<script>alert(1)</script>*/"),
        ("bien-ban.pdf", b"MZ\x90\x00" + b"\0" * 100),
        ("bien-ban.jpg", b"PK\x03\x04" + b"\0" * 100),
        ("../../../../etc/cron.d/x.pdf", b"#!/bin/sh"),
    ],
)
def test_uploads_that_only_say_they_are_documents_are_refused(
    visitor: Browser, archive: Store, name: str, data: bytes
) -> None:
    browser = log_in(visitor, "reviewer")
    csrf = token_in(browser.get("/who").text)
    browser.post("/upload", data={"csrf": csrf}, files={"files": (name, data, "application/pdf")})
    assert [one.state for one in visitor.app.state.intake.uploads.latest()] == ["refused"]
    assert not any(one.is_file() for one in (archive.data_dir / "uploads").rglob("*"))
    assert not (archive.data_dir.parent / "etc").exists()


def test_a_polyglot_is_never_given_out_as_anything_but_a_drawn_image(visitor: Browser, archive: Store) -> None:
    """A picture with a page of script behind it: what leaves the server is drawn anew, and named image/jpeg."""
    sha256 = archive.record("dong").source.sha256
    kept = archive.original(sha256)
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes() + b"<script>alert(1)</script>")
    answer = log_in(visitor, "reviewer").get(f"/page/{sha256}/1.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"script" not in answer.content
