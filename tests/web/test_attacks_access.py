"""Attacks on a team's pages by who is let in, or by nobody: doing and seeing what is not theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from attack_tools import EAST, NAME, WEST, log_in, token_in
from fastapi.routing import APIRoute
from web_browser import BASE, KEY, Browser

from store import Store, verify_trail
from web import Team, create_app
from web.access import PERMISSIONS, needed


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
    assert opened == {"/login", "/login/oidc", "/login/oidc/back", "/logout"}
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
        ("viewer", ["/upload", "/record/dong/lines", "/record/dong/boxes", "/record/dong/rate", "/health", "/metrics"]),
        ("analyst", ["/upload", "/record/dong/lines", "/record/dong/boxes", "/record/dong/rate", "/health"]),
        ("scorer", ["/upload", "/record/dong/lines", "/record/dong/boxes", "/health"]),
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


@pytest.mark.parametrize("role", ["viewer", "reviewer", "scorer", "analyst"])
def test_papers_of_another_cell_are_not_there(visitor: Browser, archive: Store, role: str) -> None:
    """IDOR: an id that was guessed or seen elsewhere opens nothing."""
    browser, sha256 = log_in(visitor, role), archive.record("tay").source.sha256
    for address in ("/", "/?q=khuyet", "/?cell=tay", "/overview", "/?state=needs_review"):
        text = browser.get(address).text
        assert "/record/tay" not in text, address
        assert "Thôn Tây" not in text, address
    pictures = [f"/page/{sha256}/1.jpg", f"/strip/{sha256}/1/0-0-100000-100000.jpg", f"/words/{sha256}/1.json"]
    for address in ("/record/tay", "/record/tay/lines", "/record/tay/boxes", "/record/tay/rate", *pictures):
        assert browser.get(address).status_code in (403, 404), address
    if role == "reviewer":
        for address in ("/record/tay", "/record/tay/lines", "/record/tay/boxes", *pictures):
            assert browser.get(address).status_code == 404, address
        csrf = token_in(browser.get("/who").text)
        for address in ("answer", "act", "lease", "lines", "boxes"):
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


def test_uploads_of_others_are_not_listed_to_who_sees_some_cells(visitor: Browser) -> None:
    admin, reviewer = log_in(visitor, "chu"), log_in(visitor, "reviewer")
    files = {"files": ("ho-so-Kin.txt", b"x", "text/plain")}
    admin.post("/upload", data={"csrf": token_in(admin.get("/who").text)}, files=files)
    assert "ho-so-Kin" in admin.get("/upload").text
    assert "ho-so-Kin" not in reviewer.get("/upload/list").text


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_the_filter_names_no_finding_of_another_cell(
    visitor: Browser, archive: Store, add: Callable[..., str], role: str
) -> None:
    """What went wrong in a cell is its own business: the list to choose from says it as well as a paper would."""
    finding = {"severity": "warning", "message": "m", "paths": []}
    add(archive, "tay-hai.png", organisation={"name": WEST}, findings=[{"code": "quorum", **finding}])
    add(archive, "dong-hai.png", organisation={"name": EAST}, findings=[{"code": "weekday", **finding}])
    text = log_in(visitor, role).get("/").text
    assert ('value="weekday"' in text, 'value="quorum"' in text) == (True, False)
    assert 'value="quorum"' in log_in(visitor, "chu").get("/").text
    assert "/record/" not in log_in(visitor, role).get("/?finding=quorum").text
