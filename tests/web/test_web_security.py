"""Nothing from elsewhere, nothing kept, nobody else's name, nobody else's form."""

import re

import pytest
from fastapi.testclient import TestClient

from store import Store
from web import create_app, serve, server
from web.access import PERMISSIONS, Person, needed
from web.app import ROUTERS

BASE = "http://127.0.0.1"


@pytest.mark.parametrize("address", ["/", "/record/wrong", "/health", "/static/style.css", "/nothing"])
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"


def test_another_name_for_this_machine_is_refused(filled: Store) -> None:
    with TestClient(create_app(lambda: filled), base_url="http://evil.example") as browser:
        answer = browser.get("/record/wrong")
    assert answer.status_code == 400
    assert "Lý Thị Mẫu" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/record/wrong", "/who", "/static/style.css", "/static/icon.svg"])
def test_pages_ask_nothing_of_other_machines_and_hold_no_script_or_style(client: TestClient, address: str) -> None:
    text = client.get(address).text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(
        r"(?i)https?://|src=\"//|@import|url\(|<script(?! src=\"/static/)|<style|\son\w+=|\sstyle=", text
    )


def test_server_listens_on_this_machine_only(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    monkeypatch.setattr(server.uvicorn, "run", lambda app, **options: seen.update(options))
    serve(create_app(lambda: filled), 8765)
    assert seen["host"] == "127.0.0.1"
    assert seen["port"] == 8765
    assert seen["access_log"] is False


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "set-cookie" not in client.get("/").headers  # the same browser keeps its session


def test_a_session_cannot_be_given_from_outside_to_get_a_known_token(client: TestClient, second: TestClient) -> None:
    second.cookies.set("bienban_session", "short")
    assert "bienban_session=" in second.get("/").headers["set-cookie"]
    assert client.csrf() != second.csrf()


FORMS = ["/record/wrong/answer", "/record/wrong/act", "/record/wrong/lease", "/who"]


@pytest.mark.parametrize("address", FORMS)
def test_forms_without_the_token_are_refused(client: TestClient, second: TestClient, address: str) -> None:
    for token in ("", "0" * 64, second.csrf()):
        assert client.post(address, data={"csrf": token}).status_code == 403
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize(
    "header",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_forms_of_another_site_are_refused_even_with_the_token(
    client: TestClient, address: str, header: dict[str, str]
) -> None:
    assert client.fill(address, {}, headers=header).status_code == 403


def test_our_own_origin_is_let_in(client: TestClient, filled: Store) -> None:
    fields = {"action": "put_aside"}
    assert client.fill("/record/clear/act", fields, headers={"origin": BASE}).status_code == 200


def test_a_session_that_ended_gives_back_what_was_typed(client: TestClient, filled: Store) -> None:
    fields = {"csrf": "0" * 64, "pointer": "/chair/name", "token": "0-0", "value": "Lò Thị <Mẫu>"}
    refused = client.post("/record/wrong/answer", data=fields)
    assert refused.status_code == 403
    assert "Lò Thị &lt;Mẫu&gt;" in refused.text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', refused.text)[1]
    fields |= {"csrf": token, "token": client.token("wrong", "/chair/name")}
    assert client.post("/record/wrong/answer", data=fields).status_code == 200
    assert filled.record("wrong").chair.name == "Lò Thị <Mẫu>"


def test_nothing_of_a_strangers_form_is_repeated(client: TestClient) -> None:
    refused = client.post("/who", data={"name": "evil"}, headers={"origin": "http://evil.example"})
    assert "evil" not in refused.text


def test_large_forms_end_early(client: TestClient) -> None:
    assert client.post("/who", data={"name": "x" * 5_000_000}).status_code == 413


def test_unknown_ways_to_write_are_refused(client: TestClient) -> None:
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)("/record/wrong").status_code == 405
    assert client.post("/record/wrong").status_code == 405


class OneCell:
    """Access as a team's would be: one person, one role, some cells."""

    login = False

    def __init__(self, role: str, *cells: str) -> None:
        self.role, self.cells = role, frozenset(cells)

    def person(self, request: object, session: str) -> Person:
        return Person("thử", session, self.role, self.cells)


class Nobody:
    login = False

    def person(self, request: object, session: str) -> None:
        return None


def test_every_route_says_what_it_needs() -> None:
    found = [route for router in ROUTERS for route in router.routes]
    assert len(found) > 8
    everything = frozenset.union(*PERMISSIONS.values()) | {"anybody"}
    assert [route.path for route in found if needed(route.endpoint) not in everything] == []
    assert all(needed(route.endpoint) != "view" for route in found if "POST" in route.methods and route.path != "/who")


def test_without_a_person_everything_is_closed(filled: Store) -> None:
    with TestClient(create_app(lambda: filled, access=Nobody()), base_url=BASE) as browser:
        for address in ("/", "/record/wrong", "/health", "/who"):
            assert browser.get(address).status_code == 403


def test_papers_of_other_cells_are_not_there(filled: Store) -> None:
    sha256 = filled.record("wrong").source.sha256
    with TestClient(create_app(lambda: filled, access=OneCell("reviewer", "khac")), base_url=BASE) as browser:
        assert "/record/" not in browser.get("/").text
        assert "tệp bị hỏng" not in browser.get("/").text
        for address in ("/record/wrong", f"/page/{sha256}/1.jpg", f"/words/{sha256}/1.json"):
            assert browser.get(address).status_code == 404
    cell = "script alert 1 script"
    with TestClient(
        create_app(lambda: Store.open(None, filled.data_dir), access=OneCell("reviewer", cell)), base_url=BASE
    ) as browser:
        assert browser.get("/record/wrong").status_code == 200
        assert browser.get("/record/clear").status_code == 404
