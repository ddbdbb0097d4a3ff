"""Attacks on logins of a team: sessions, cookies, passwords, links."""

from __future__ import annotations

import re

import pytest
from attack_tools import PASSWORD, log_in, token_in
from fastapi.testclient import TestClient
from web_browser import BASE, KEY, Browser

from store import Store
from web import Team, create_app
from web.routes.login import own_address


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
