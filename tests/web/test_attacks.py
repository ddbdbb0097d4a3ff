"""Attacks that were tried on a team's pages, one test each; docs/security.md lists them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from web_browser import BASE, KEY, Browser

from schemas import Evidence
from store import Accounts, Store, passwords, verify_trail
from web import Team, create_app
from web.access import PERMISSIONS, needed
from web.routes.login import own_address

PASSWORD = "bèo dạt mây trôi"
EAST, WEST = "Chi bộ Thôn Đông", "Chi bộ Thôn Tây"
NAME = "Lò Thị Kín"
BOX = (0.25, 0.5, 0.75, 0.55)


@pytest.fixture
def archive(tmp_path: Path, add: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two cells with a paper each, and an account for every role that sees the east only."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    store = Store.open(None, tmp_path / "data")
    for name, cell in (("dong", EAST), ("tay", WEST)):
        add(
            store,
            f"{name}.png",
            organisation={"name": cell},
            chair={"name": NAME},
            attendance={"present": 11, "total": 12},
            self_criticism=[{"person": NAME, "text": f"{NAME} nhận khuyết điểm"}],
            title="<img src=x onerror=alert(1)>",
            text=f"đồng chí {NAME} <script>alert(1)</script>",
            evidence={"/chair/name": Evidence(text=f"{NAME} <b>", page=1, boxes=[BOX], confidence=0.9, producer="t")},
        )
    accounts = Accounts(store)
    accounts.add("chu", PASSWORD, "admin", None, by="thử")
    for role in ("viewer", "reviewer", "scorer", "analyst"):
        accounts.add(role, PASSWORD + " xa", role, [EAST], by="thử")
    return store


@pytest.fixture
def visitor(archive: Store) -> Iterator[Browser]:
    """A browser of somebody who is not logged in."""
    app = create_app(lambda: archive, key=KEY, access=Team(), hosts=["team.example"], hide=hidden)
    with Browser(app, base_url=BASE) as browser:
        yield browser


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


# deny by default --------------------------------------------------------------------------------------------------


def routes_of(app):  # type: ignore[no-untyped-def]
    """Every route of the application, also those of routers that are kept as such."""
    found, rest = [], list(app.routes)
    while rest:
        route = rest.pop()
        inner = getattr(route, "original_router", None) or getattr(route, "router", None)
        if isinstance(route, APIRoute):
            found.append(route)
        elif inner is not None:
            rest += inner.routes
        else:
            # files of ours, and the description of the API: neither holds anything of a paper
            assert route.path in ("/static", "/api/openapi.json"), route
    return found


def test_every_route_of_the_application_is_closed_to_strangers(visitor: Browser) -> None:
    """Deny by default: no route without a permission, and only the login is open to anybody."""
    everything = frozenset.union(*PERMISSIONS.values())
    routes = routes_of(visitor.app)
    assert len(routes) > 15
    opened = {route.path for route in routes if needed(route.endpoint) == "anybody"}
    assert opened == {"/login", "/logout"}
    assert [route.path for route in routes if needed(route.endpoint) not in everything | {"anybody"}] == []
    for route in routes:
        if route.path in opened:
            continue
        path = re.sub(r"\{sha256[^}]*\}", "0" * 64, route.path)
        path = re.sub(r"\{boxes[^}]*\}", "0-0-1-1", path)
        path = re.sub(r"\{(number|page)[^}]*\}", "1", path)
        path = re.sub(r"\{[^}]*\}", "dong", path)
        for method in route.methods:
            answer = visitor.request(method, path, follow_redirects=False)
            assert answer.status_code in (303, 401, 403), (method, path)
            assert answer.status_code != 303 or answer.headers["location"].startswith("/login"), path
            assert NAME not in answer.text


def test_a_route_without_a_declaration_is_refused(archive: Store) -> None:
    app = create_app(lambda: archive, key=KEY, access=Team())
    app.get("/forgotten")(lambda: {"secret": NAME})
    with Browser(app, base_url=BASE) as browser:
        admin = log_in(browser, "chu")
        assert admin.get("/forgotten").status_code == 403


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        ("viewer", ["/upload", "/record/dong/lines", "/record/dong/rate", "/health", "/metrics"]),
        ("analyst", ["/upload", "/record/dong/lines", "/record/dong/rate", "/health"]),
        ("scorer", ["/upload", "/record/dong/lines", "/health"]),
        ("reviewer", ["/record/dong/rate", "/health"]),
    ],
)
def test_a_role_opens_nothing_beyond_its_work(visitor: Browser, role: str, refused: list[str]) -> None:
    browser = log_in(visitor, role)
    for address in refused:
        assert browser.get(address).status_code == 403, address
    assert browser.get("/").status_code == 200
    if role != "reviewer":
        fields = {"csrf": token_in(browser.get("/who").text), "action": "approve"}
        assert browser.post("/record/dong/act", data=fields).status_code == 403


# cells and names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["viewer", "reviewer", "scorer", "analyst"])
def test_papers_of_another_cell_are_not_there(visitor: Browser, archive: Store, role: str) -> None:
    """IDOR: an id that was guessed or seen elsewhere opens nothing."""
    browser, sha256 = log_in(visitor, role), archive.record("tay").source.sha256
    for address in ("/", "/?q=khuyet", "/?cell=tay", "/overview", "/?state=needs_review"):
        text = browser.get(address).text
        assert "/record/tay" not in text, address
        assert "Thôn Tây" not in text, address
    pictures = [f"/page/{sha256}/1.jpg", f"/strip/{sha256}/1/0-0-100000-100000.jpg", f"/words/{sha256}/1.json"]
    for address in ("/record/tay", "/record/tay/lines", "/record/tay/rate", *pictures):
        assert browser.get(address).status_code in (403, 404), address
    if role == "reviewer":
        for address in ("/record/tay", "/record/tay/lines", *pictures):
            assert browser.get(address).status_code == 404, address
        csrf = token_in(browser.get("/who").text)
        for address in ("answer", "act", "lease", "lines"):
            fields = {"csrf": csrf, "pointer": "/chair/name", "action": "approve", "page": "1", "box": "0-0-1-1"}
            assert browser.post(f"/record/tay/{address}", data=fields).status_code == 404, address
        assert browser.get("/record/dong").status_code == 200


def test_pages_of_another_cell_in_the_same_scan_are_not_there(
    visitor: Browser, archive: Store, add: Callable[..., str]
) -> None:
    sha256 = archive.record("dong").source.sha256
    browser = log_in(visitor, "reviewer")
    assert browser.get(f"/page/{sha256}/1.jpg").status_code == 200
    assert browser.get(f"/page/{sha256}/2.jpg").status_code == 404  # no paper of the east stands on it


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_names_are_kept_from_roles_that_may_not_see_them(visitor: Browser, archive: Store, role: str) -> None:
    browser, sha256 = log_in(visitor, role), archive.record("dong").source.sha256
    page = browser.get("/record/dong").text
    assert "ĐV-ABCDEF" in page
    assert "Kín" not in page
    assert "alert" not in page
    for address in ("/", "/overview", "/record/dong?lang=en"):
        assert "Kín" not in browser.get(address).text
        assert "dong.png" not in browser.get(address).text  # people name files after people
    for address in (f"/page/{sha256}/1.jpg", f"/words/{sha256}/1.json", f"/strip/{sha256}/1/0-0-1-1.jpg"):
        assert browser.get(address).status_code == 403
    # asking for a name tells nothing: the answer is the same as for one that stands nowhere
    there, nowhere = browser.get("/?q=kin").text, browser.get("/?q=zzzz").text
    assert ("/record/dong" in there, "/record/dong" in nowhere) == (True, True)


def test_views_of_identified_self_criticism_are_in_the_trail(visitor: Browser, archive: Store) -> None:
    def views() -> list[str]:
        return [one.actor for one in archive.audit_trail() if one.action == "self-criticism viewed"]

    log_in(visitor, "viewer").get("/record/dong")
    assert views() == []  # pseudonyms only
    reviewer = log_in(visitor, "reviewer")
    reviewer.get("/record/dong")
    reviewer.get("/record/dong")
    assert views() == ["reviewer"]
    assert verify_trail(archive).first is None


# sessions ---------------------------------------------------------------------------------------------------------


def test_a_session_given_before_the_login_is_worth_nothing_after_it(visitor: Browser) -> None:
    """Session fixation: the attacker gives the victim a cookie that they know."""
    planted = "p" * 43
    victim, attacker = Browser(visitor.app, base_url=BASE), Browser(visitor.app, base_url=BASE)
    victim.cookies.set("bienban_session", planted)
    fields = {"csrf": token_in(victim.get("/login").text), "name": "reviewer", "password": PASSWORD + " xa"}
    answer = victim.post("/login", data=fields, follow_redirects=False)
    assert answer.status_code == 303
    cookie = re.search(r"bienban_session=([^;]+)", answer.headers["set-cookie"])
    assert cookie
    assert cookie[1] != planted
    attacker.cookies.set("bienban_session", planted)
    assert attacker.get("/", follow_redirects=False).status_code == 303
    attacker.cookies.set("bienban_session", cookie[1])
    assert attacker.get("/").status_code == 200  # so it is the cookie that counts


def test_a_copied_cookie_dies_with_the_logout(visitor: Browser) -> None:
    browser, thief = log_in(visitor, "reviewer"), Browser(visitor.app, base_url=BASE)
    copied = browser.cookies["bienban_session"]
    thief.cookies.set("bienban_session", copied)
    assert thief.get("/").status_code == 200
    browser.post("/logout", data={"csrf": token_in(browser.get("/who").text)})
    thief.cookies.set("bienban_session", copied)
    assert thief.get("/", follow_redirects=False).headers["location"].startswith("/login")


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_connections(archive: Store) -> None:
    app = create_app(lambda: archive, key=KEY, access=Team(), hosts=["team.example"])
    with TestClient(app, base_url="https://team.example") as browser:
        answer = browser.get("/login")
        assert {"HttpOnly", "SameSite=Strict", "Secure", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
        assert "max-age" in answer.headers["strict-transport-security"]
        assert "Secure" in TestClient(app, base_url="http://team.example").get("/login").headers["set-cookie"]
        assert "Secure" not in TestClient(app, base_url=BASE).get("/login").headers["set-cookie"]


def test_guessing_passwords_ends_early_and_tells_nothing(visitor: Browser) -> None:
    """Brute force: the same answer for a wrong password, an unknown account, and one that must wait."""
    csrf = token_in(visitor.get("/login").text)
    texts = set()
    for number in range(8):
        name = "reviewer" if number != 1 else "khongco"
        fields = {"csrf": csrf, "name": name, "password": f"đoán lần thứ {number}"}
        answer = visitor.post("/login", data=fields)
        assert answer.status_code == 401
        texts.add(answer.text.replace(f'value="{name}"', ""))
    assert len(texts) == 1
    right = {"csrf": csrf, "name": "reviewer", "password": PASSWORD + " xa"}
    assert visitor.post("/login", data=right).status_code == 401


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil",
    ],
)
def test_the_login_leads_nowhere_else(visitor: Browser, to: str) -> None:
    assert own_address(to) == ""
    fields = {
        "csrf": token_in(visitor.get("/login", params={"to": to}).text),
        "name": "chu",
        "password": PASSWORD,
        "to": to,
    }
    assert visitor.post("/login", data=fields, follow_redirects=False).headers["location"] == "/"


def test_what_was_typed_survives_a_lost_session(visitor: Browser, archive: Store) -> None:
    browser = log_in(visitor, "reviewer")
    fields = {"pointer": "/chair/name", "token": browser.token("dong", "/chair/name"), "value": "Lò Thị <Mới>"}
    browser.cookies.clear()
    lost = browser.post("/record/dong/answer", data={"csrf": "0" * 64, **fields})
    assert lost.status_code == 401
    assert "Lò Thị &lt;Mới&gt;" in lost.text
    again = {"csrf": token_in(lost.text), "name": "reviewer", "password": PASSWORD + " xa", "to": "/record/dong/answer"}
    kept = {f"kept:{name}": value for name, value in fields.items()}
    back = browser.post("/login", data={**again, **kept})
    assert 'action="/record/dong/answer"' in back.text
    assert "Lò Thị &lt;Mới&gt;" in back.text
    assert browser.post("/record/dong/answer", data={"csrf": token_in(back.text), **fields}).status_code == 200
    assert archive.record("dong").chair.name == "Lò Thị <Mới>"


# forms of other sites ---------------------------------------------------------------------------------------------

FORMS = ["/record/dong/answer", "/record/dong/act", "/record/dong/lease", "/record/dong/lines", "/upload", "/logout"]


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


# what papers and files say ----------------------------------------------------------------------------------------


def test_script_in_a_paper_or_a_file_name_stays_text(visitor: Browser, archive: Store, add: Callable[..., str]) -> None:
    """XSS through what OCR read, what people typed, and what files are called."""
    add(archive, "a'\"><svg onload=alert(2)>.png", organisation={"name": '"><script>alert(3)</script>'})
    admin = log_in(visitor, "chu")
    admin.app.state.queue.warm()
    pages = ["/", "/record/dong", "/record/dong/lines", "/overview", "/upload", "/?q=<script>alert(4)</script>"]
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


def test_uploads_of_others_are_not_listed_to_who_sees_some_cells(visitor: Browser) -> None:
    admin, reviewer = log_in(visitor, "chu"), log_in(visitor, "reviewer")
    files = {"files": ("ho-so-Kin.txt", b"x", "text/plain")}
    admin.post("/upload", data={"csrf": token_in(admin.get("/who").text)}, files=files)
    assert "ho-so-Kin" in admin.get("/upload").text
    assert "ho-so-Kin" not in reviewer.get("/upload/list").text


def test_another_name_for_the_server_is_refused(visitor: Browser) -> None:
    """DNS rebinding: only the names that were set are answered."""
    assert visitor.get("/login", headers={"host": "team.example"}).status_code == 200
    assert visitor.get("/login", headers={"host": "evil.example"}).status_code == 400
